"""What of a chain shows: with which ties, of which events, in which lanes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from models.overviews.chain import ANSWERS, Act, Chain, Tie
from models.overviews.chain_lanes import Lanes, lanes


class Shown(NamedTuple):
    """The acts that hang together by the `ties`, and those that are `alone`, both in order of time; the
    lanes of the former (of the latter, if there are no others), and how many acts stand in each."""

    tied: tuple[Act, ...]
    alone: tuple[Act, ...]
    ties: tuple[Tie, ...]
    lanes: Lanes
    counts: Mapping[int, int]

    @property
    def in_lanes(self) -> tuple[Act, ...]:
        """The acts that the lanes are made for."""
        return self.tied or self.alone


def shown(
    chain: Chain, *, answers_only: bool = False, only: Collection[str] | None = None
) -> Shown:
    """The chain by all ties, or without those that are only of time and of parts; of `only` some events
    (None: of all)."""
    ties = tuple(
        tie
        for tie in chain.ties
        if (tie.kind in ANSWERS or not answers_only)
        and (only is None or (tie.earlier in only and tie.later in only))
    )
    held = {event for tie in ties for event in (tie.earlier, tie.later)}
    acts = [act for act in chain.acts if only is None or act.id in only]
    tied = tuple(act for act in acts if act.id in held)
    alone = tuple(act for act in acts if act.id not in held)
    own = lanes(tied or alone)
    counts = Counter(lane for act in tied or alone for lane in own.of_act(act))
    return Shown(tied, alone, ties, own, counts)
