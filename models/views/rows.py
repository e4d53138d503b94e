"""Rows of a pane, each made when it is first asked for, so that a list of any length opens at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Generic, Protocol, TypeVar, overload


class Named(Protocol):
    """What a row is made of."""

    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)
R = TypeVar("R")


class Rows(Sequence[R], Generic[N, R]):
    """The rows of some things in their order, among headings. Known at once are the `ids` of all (empty:
    a heading) and the indexes of `headings`."""

    def __init__(
        self,
        items: Sequence[N | str],
        make: Callable[[N, str], R],
        head: Callable[[str], R],
    ) -> None:
        """Of the `items`, words are headings. `make` is given a thing and the heading it is under, `head`
        a heading."""
        self._items = items
        self._make, self._head = make, head
        self._made: dict[int, R] = {}
        self.ids = ["" if isinstance(item, str) else item.id for item in items]
        self.headings = [index for index, item in enumerate(items) if isinstance(item, str)]

    def only(self, wanted: Collection[str]) -> Rows[N, R]:
        """The rows with these ids, under their headings."""
        items: list[N | str] = []
        for item in self._items:
            if isinstance(item, str):
                if items and isinstance(items[-1], str):
                    items.pop()
                items.append(item)
            elif item.id in wanted:
                items.append(item)
        if items and isinstance(items[-1], str):
            items.pop()
        return Rows(items, self._make, self._head)

    def _row(self, index: int) -> R:
        row = self._made.get(index)
        if row is None:
            item = self._items[index]
            if isinstance(item, str):
                row = self._head(item)
            else:
                above = bisect_right(self.headings, index) - 1
                heading = self._items[self.headings[above]] if above >= 0 else ""
                assert isinstance(heading, str)
                row = self._make(item, heading)
            self._made[index] = row
        return row

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[R]:
        return map(self._row, range(len(self._items)))

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> list[R]: ...
    def __getitem__(self, index: int | slice) -> R | list[R]:
        found = range(len(self._items))[index]
        return [*map(self._row, found)] if isinstance(found, range) else self._row(found)
