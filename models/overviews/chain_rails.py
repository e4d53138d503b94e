"""Ties between events as lines in a few columns beside them: one line for each event that others hang on,
down to the last of these, as the graph of a version history is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from models.overviews.chain import RANK, Kind, Tie

PATIENCE = 60
"""How many events are looked through to find out whether a tie goes without saying."""


class Knot(NamedTuple):
    """What the line of one column does in a row: whether it comes from above and goes on below, and by
    what `kind` the row's event hangs on it. One that does not come from above begins at the event."""

    up: bool
    down: bool
    outside: bool
    kind: Kind | None = None

    @property
    def joined(self) -> bool:
        """Whether it has to do with the row's event, and does not just pass."""
        return self.kind is not None or not self.up


class Rails(NamedTuple):
    """By event: what each column does in its row, and how many of its ties no line shows."""

    columns: int
    knots: Mapping[str, tuple[Knot | None, ...]]
    undrawn: Mapping[str, int]


class _Rail:
    """A line, from the row of an event to those of the events that hang on it."""

    def __init__(self, start: int, outside: bool) -> None:
        self.start = self.end = start
        self.outside = outside
        self.column = -1
        self.kinds: dict[int, Kind] = {}

    def reach(self, row: int, kind: Kind) -> None:
        self.end = max(self.end, row)
        if row not in self.kinds or RANK.index(kind) < RANK.index(self.kinds[row]):
            self.kinds[row] = kind

    def knot(self, row: int) -> Knot:
        return Knot(row > self.start, row < self.end, self.outside, self.kinds.get(row))


def lay(order: Sequence[str], ties: Iterable[Tie], most: int) -> Rails:
    """The lines for events in this order, in at most so many columns. What finds no room there is left
    out, the longest first, and so is a tie against the order; both are counted with their events."""
    place = {event: row for row, event in enumerate(order)}
    undrawn: dict[str, int] = {}

    def leave(*events: str) -> None:
        for event in events:
            undrawn[event] = undrawn.get(event, 0) + 1

    forward: list[Tie] = []
    for tie in ties:
        if tie.earlier in place and tie.later in place:
            if place[tie.earlier] < place[tie.later]:
                forward.append(tie)
            else:
                leave(tie.earlier, tie.later)
    rails: dict[tuple[int, bool], _Rail] = {}
    for tie in _telling(forward, place):
        start = place[tie.earlier]
        rail = rails.setdefault((start, tie.outside), _Rail(start, tie.outside))
        rail.reach(place[tie.later], tie.kind)
    _allot([rails[key] for key in sorted(rails)], most)
    drawn = [rail for rail in rails.values() if rail.column >= 0]
    columns = max((rail.column + 1 for rail in drawn), default=0)
    rows: list[list[Knot | None]] = [[None] * columns for _ in order]
    for rail in drawn:
        for row in range(rail.start, rail.end + 1):
            rows[row][rail.column] = rail.knot(row)
    for rail in rails.values():
        if rail.column < 0:
            for row in rail.kinds:
                leave(order[rail.start], order[row])
    return Rails(columns, dict(zip(order, map(tuple, rows), strict=True)), undrawn)


def _allot(rails: Iterable[_Rail], most: int) -> None:
    """A column for each rail, the first that is free above its first row; for want of one, the rail that
    goes down furthest gives way."""
    taken: dict[int, _Rail] = {}
    for rail in rails:
        taken = {column: other for column, other in taken.items() if other.end >= rail.start}
        free = next((column for column in range(most) if column not in taken), -1)
        if free < 0:
            longest = max(taken.values(), key=lambda other: other.end, default=rail)
            if longest.end <= rail.end:
                continue
            free, longest.column = longest.column, -1
        rail.column = free
        taken[free] = rail


def _telling(ties: Iterable[Tie], place: Mapping[str, int]) -> Iterator[Tie]:
    """The ties but those that go without saying: what comes after one event comes after all before it."""
    ties = list(ties)
    earlier: dict[str, list[str]] = {}
    for tie in ties:
        if tie.kind in ("answers", "causes", "after") and not tie.outside:
            earlier.setdefault(tie.later, []).append(tie.earlier)
    for tie in ties:
        if tie.kind != "after" or not _implied(tie, earlier, place):
            yield tie


def _implied(tie: Tie, earlier: Mapping[str, list[str]], place: Mapping[str, int]) -> bool:
    """Whether there is another way back from the later event to the earlier one, as far as one looks."""
    goal = place[tie.earlier]
    waiting = [each for each in earlier.get(tie.later, ()) if place[each] > goal]
    seen = set(waiting)
    while waiting and len(seen) < PATIENCE:
        before = earlier.get(waiting.pop(), ())
        if tie.earlier in before:
            return True
        found = {each for each in before if place[each] > goal} - seen
        seen |= found
        waiting += found
    return False
