"""Which records rest in which of the sentences that are listed, as far as a filter leaves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from models.overviews.coverage import NAMES, Sentence


class Places:
    """The records of sentences in a row; `only` are those that a filter leaves (None: all). `of` has the
    rows in which each rests."""

    def __init__(self, sentences: Sequence[Sentence], only: frozenset[str] | None) -> None:
        self._sentences = sentences
        self._only = only
        self.of: dict[str, list[int]] = {}
        for index in range(len(sentences)):
            for record in self.records(index):
                self.of.setdefault(record, []).append(index)

    def records(self, index: int) -> list[str]:
        """The records in a row, those first that tell most."""
        if not 0 <= index < len(self._sentences):
            return []
        return [*records_of(self._sentences[index], self._only)]

    def own(self, index: int) -> list[str]:
        """The records that a row stands for: names stand for no more than where they are first."""
        return [
            record
            for kind, records in self._sentences[index].records.items()
            for record in records
            if kind not in NAMES or index in self.of.get(record, ())[:1]
        ]

    def first_in(self, index: int) -> str:
        """What is selected where one comes to a row: what tells most and begins there, if anything."""
        here = self.records(index)
        begins = (record for record in here if self.of[record][0] == index)
        return next(chain(begins, here), "")

    def nearest(self, record: str, index: int) -> int:
        """The row with a record that is nearest to another."""
        return min(self.of[record], key=lambda row: abs(row - index))

    def ahead(self, index: int, record: str) -> Iterator[str]:
        """The records behind one in a row, and around the end those before it; some of them often."""
        here = self.records(index)
        at = here.index(record) + 1 if record in here else 0
        yield from here[at:]
        for row in chain(range(index + 1, len(self._sentences)), range(max(index, 0))):
            yield from self.records(row)
        yield from here[:at]


def records_of(sentence: Sentence, only: frozenset[str] | None) -> Iterator[str]:
    """The records in a sentence that a filter leaves."""
    for records in sentence.records.values():
        yield from (record for record in records if only is None or record in only)
