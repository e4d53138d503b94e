"""Lists in which a record may stand more than once: the cursor stays with the place, not the record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from models.document import Document
from tui.panes.pane import Pane
from tui.styles.look import Look
from tui.widgets.rows import Row


class Repeated(Pane):
    """Whatever leads to a record leads to the nearest of its rows."""

    def __init__(self, look: Look, document: Document, number: str) -> None:
        self._places: dict[str, list[int]] = {}
        super().__init__(look, document, number)

    def set_rows(self, rows: Sequence[Row]) -> None:
        record, place = self.record, self.cursor
        super().set_rows(rows)
        self._places = {}
        for index, each in enumerate(self._ids):
            if each:
                self._places.setdefault(each, []).append(index)
        if record in self._places:
            self.cursor = self._near(record, place)

    def goto(self, record: str) -> bool:
        if record not in self._places:
            return False
        self.cursor = self._near(record, self.cursor)
        self._reveal(self.cursor)
        return True

    def reveal(self, record: str) -> None:
        if record in self._places:
            self._reveal(self._near(record, self.cursor))

    def after(self, record: str, wanted: Callable[[str], bool]) -> str:
        at = self._near(record, self.cursor) if record in self._places else self.cursor
        return self._after(at, self._ids, wanted)

    def _near(self, record: str, place: int) -> int:
        """The row of a record that is nearest to a place, one below it before one above."""
        rows = self._places[record]
        at = bisect_left(rows, place)
        return min(rows[max(0, at - 1) : at + 1], key=lambda row: (abs(row - place), row < place))
