"""Lanes for the sides that act: which sides have one, and next to which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from models.overviews.chain import Act, acting

MOST = 6
"""Sides that have a lane of their own."""


class Lanes(Struct, frozen=True):
    """The `sides` with a lane of their own, in the order of the lanes; behind these, one for all `others`
    and one for acts whose doer is `unnamed`, where there are any."""

    sides: tuple[str, ...]
    others: bool
    unnamed: bool

    def __len__(self) -> int:
        return len(self.sides) + self.others + self.unnamed

    def of(self, sides: Iterable[str]) -> list[int]:
        """The lanes of some sides, from left to right. There is none for those that do nothing."""
        rest = len(self.sides)
        found = {self.sides.index(side) if side in self.sides else rest for side in sides}
        return sorted(lane for lane in found if lane < rest or self.others)

    def of_act(self, act: Act) -> list[int]:
        """The lanes in which an act stands: those of all that do it together; none unless all have one."""
        if not act.by:
            return [len(self) - 1] if self.unnamed else []
        whole = self.others or all(side in self.sides for side in act.sides)
        return self.of(act.sides) if whole else []


def lanes(acts: Sequence[Act]) -> Lanes:
    """The sides that do most have lanes, those next to each other that act together most."""
    ranked = [side.id for side in acting(acts)]
    own = len(ranked) if len(ranked) == MOST + 1 else MOST  # one alone is no `others`
    return Lanes(_beside(ranked[:own], acts), len(ranked) > own, any(not act.by for act in acts))


def _beside(ranked: list[str], acts: Iterable[Act]) -> tuple[str, ...]:
    """The sides in the order of lanes: who does most, then always who does most with the one before."""
    known = frozenset(ranked)
    joint = Counter[tuple[str, str]]()
    for act in acts:
        together = [side for side in act.sides if side in known]
        joint.update((one, other) for one in together for other in together if one != other)
    order: list[str] = []
    left = list(ranked)
    while left:
        order.append(max(left, key=lambda side: joint[order[-1], side]) if order else left[0])
        left.remove(order[-1])
    return tuple(order)
