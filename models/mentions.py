"""Many ranges of the text in little room: columns of numbers, from which each is made when asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, Generic, NamedTuple, TypeVar, overload

from models.text import Span

T = TypeVar("T")
Owner = TypeVar("Owner")


class Passage(NamedTuple):
    """One mention: the spans it covers (several when discontinuous), of which record, and whether it
    was found by name rather than anchored by hand."""

    spans: tuple[Span, ...]
    record: str
    by_name: bool = False

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


class NameHit(NamedTuple):
    """A name in the text, and every record it belongs to."""

    span: Span
    keys: tuple[str, ...]


class _Columns(Sequence[T], Generic[T, Owner]):
    """A list that never changes, in columns: where each range starts and ends, and whose it is."""

    def __init__(self, starts: array[int], ends: array[int], owners: list[Owner]) -> None:
        self.starts = starts
        self.ends = ends
        self.owners = owners

    @cached_property
    def reach(self) -> array[int]:
        """How far each range and those before it go at most."""
        return array("I", accumulate(self.ends, max))

    def _make(self, index: int) -> T:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.owners)

    def __iter__(self) -> Iterator[T]:
        return map(self._make, range(len(self.owners)))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        indexes = range(len(self.owners))[index]
        return [*map(self._make, indexes)] if isinstance(indexes, range) else self._make(indexes)

    def __eq__(self, other: object) -> bool:
        return [*self] == [*other] if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


class Mentions(_Columns[Passage, str]):
    """Passages in a row. `by_name` has a byte for each; `pieces` the spans of those that have several,
    by index. A passage asked for by its index is the same object each time."""

    def __init__(
        self,
        starts: array[int],
        ends: array[int],
        owners: list[str],
        by_name: bytes,
        pieces: dict[int, tuple[Span, ...]],
    ) -> None:
        super().__init__(starts, ends, owners)
        self.by_name = by_name
        self.pieces = pieces
        self._made: dict[int, Passage] = {}

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Mentions:
        return cls(
            array("I", [each.spans[0][0] for each in passages]),
            array("I", [each.spans[-1][1] for each in passages]),
            [each.record for each in passages],
            bytes([each.by_name for each in passages]),
            {at: each.spans for at, each in enumerate(passages) if len(each.spans) > 1},
        )

    def only(self, indexes: Sequence[int]) -> Mentions:
        """Some of them, ascending."""
        return Mentions(
            array("I", [self.starts[index] for index in indexes]),
            array("I", [self.ends[index] for index in indexes]),
            [self.owners[index] for index in indexes],
            bytes([self.by_name[index] for index in indexes]),
            {
                at: self.pieces[index]
                for at, index in enumerate(indexes)
                if self.pieces and index in self.pieces
            },
        )

    def _make(self, index: int) -> Passage:
        made = self._made.get(index)
        if made is not None:
            return made
        spans = self.pieces.get(index) or (Span(self.starts[index], self.ends[index]),)
        return Passage(spans, self.owners[index], bool(self.by_name[index]))

    @overload
    def __getitem__(self, index: int) -> Passage: ...
    @overload
    def __getitem__(self, index: slice) -> list[Passage]: ...
    def __getitem__(self, index: int | slice) -> Passage | list[Passage]:
        if isinstance(index, slice):
            return super().__getitem__(index)
        index = range(len(self.owners))[index]
        return self._made.setdefault(index, self._make(index))

    def rows(self) -> Iterator[tuple[int, int, str, int, tuple[Span, ...] | None]]:
        """What each passage consists of: start, end, record, by name or not, and the spans of several. All
        of them are compared so in a fraction of the time that making them takes."""
        pieces = map(self.pieces.get, range(len(self.owners)))
        return zip(self.starts, self.ends, self.owners, self.by_name, pieces, strict=True)

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The spans that touch a part of the text, from where to where and whose each is; that which
        begins last comes first. No passage is made for it."""
        starts, ends, owners = self.starts, self.ends, self.owners
        reach, pieces = self.reach, self.pieces
        index = bisect_left(starts, end)
        while index and reach[index - 1] > start:
            index -= 1
            if index in pieces:
                for first, last in pieces[index]:
                    if first < end and last > start:
                        yield first, last, owners[index]
            elif ends[index] > start:
                yield starts[index], ends[index], owners[index]

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Where a passage stands; they have to be in the order of their starts."""
        found = bisect_left(self.starts, value.start, start)
        while self[found] != value:
            found += 1
        return found


class NameHits(_Columns[NameHit, tuple[str, ...]]):
    """Names found, from left to right."""

    @classmethod
    def of(cls, hits: Iterable[NameHit]) -> NameHits:
        starts, ends, owners = array("I"), array("I"), list[tuple[str, ...]]()
        for (start, end), keys in hits:
            starts.append(start)
            ends.append(end)
            owners.append(keys)
        return cls(starts, ends, owners)

    def _make(self, index: int) -> NameHit:
        return NameHit(Span(self.starts[index], self.ends[index]), self.owners[index])
