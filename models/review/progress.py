"""How far a review is, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from models.article import Record

if TYPE_CHECKING:
    from models.document import Document
    from models.review.review import State

Tally = Literal["accepted", "rejected", "flagged", "outdated"]

_TALLIES: dict[str, Tally] = {"accept": "accepted", "reject": "rejected", "flag": "flagged"}


def reading_order(document: Document) -> list[str]:
    """All records by where they first rest in the text, at one place in the order of the file; then
    those that rest nowhere, in the order of the file."""
    ordered = document.passages.ordered
    first = dict(zip(reversed(ordered.owners), reversed(ordered.starts), strict=True))
    end = len(document.text.string)
    return sorted(document.records, key=lambda record: first.get(record, end))


def next_undecided(
    order: Sequence[str],
    start: str,
    step: int,
    undecided: Callable[[str], bool],
    within: Collection[str] | None = None,
) -> str:
    """The next undecided record behind `start`, or before it when `step` is -1, around the end and at
    last `start` itself; of those `within`, if given. Empty if there is none. A `start` that is not in
    the order stands before its first, or behind its last."""
    try:
        at = order.index(start)
    except ValueError:
        at = -1 if step > 0 else len(order)
    for distance in range(1, len(order) + 1):
        record = order[(at + step * distance) % len(order)]
        if (within is None or record in within) and undecided(record):
            return record
    return ""


class Count(msgspec.Struct):
    """How many records there are, and how they stand with the reviewer. An outdated decision counts as
    `outdated` alone, whatever it was."""

    total: int = 0
    tallies: Counter[Tally] = msgspec.field(default_factory=Counter)

    @property
    def accepted(self) -> int:
        return self.tallies["accepted"]

    @property
    def rejected(self) -> int:
        return self.tallies["rejected"]

    @property
    def flagged(self) -> int:
        return self.tallies["flagged"]

    @property
    def outdated(self) -> int:
        return self.tallies["outdated"]

    @property
    def decided(self) -> int:
        """Decided as they read now."""
        return self.accepted + self.rejected + self.flagged

    @property
    def remaining(self) -> int:
        return self.total - self.decided


class Progress:
    """Counts of the whole article and of each type of record, kept up to date record by record."""

    def __init__(
        self,
        document: Document,
        states: Callable[[Record], State],
        told: Collection[str] | None = None,
    ) -> None:
        """`states` says how a record stands. Where it is `told` of which records anything was said, only
        those are asked about."""
        records = document.records
        totals = Counter(record.type for record in records.values())
        self.whole = Count(len(records))
        self.types = {kind: Count(total) for kind, total in totals.items()}
        self._states = states
        self._tallies: dict[str, Tally | None] = {}
        for record in records if told is None else records.keys() & told:
            self.update(records[record])

    def update(self, record: Record) -> None:
        """Counts a record of the document anew, after something was said of it."""
        state = self._states(record)
        tally: Tally | None = "outdated" if state.outdated else _TALLIES.get(state.verdict)
        before = self._tallies.get(record.id)
        self._tallies[record.id] = tally
        for count in self._counts(record):
            if before:
                count.tallies[before] -= 1
            if tally:
                count.tallies[tally] += 1

    def _counts(self, record: Record) -> tuple[Count, Count]:
        return self.whole, self.types.setdefault(record.type, Count())
