"""The selected record: everything it says, and its links, of which one is the next to follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len
from textual.message import Message

from models.document import Document
from models.problems import Problem
from models.views.details import DetailRow, ThreadRow, detail_rows
from tui.panes.pane import Pane
from tui.selection import Mark, Selection
from tui.spoken import Part, Said, fact_words, record_words, sentences
from tui.styles.look import Look
from tui.widgets.lines import Piece
from tui.widgets.rows import Row, RowState

CAPTION_LINES = 2
"""Lines a link's target may take."""


class DetailsPane(Pane):
    pane = "details"

    class Chosen(Message):
        """The reader moved to the link with this index among the record's."""

        def __init__(self, link: int, clicked: bool) -> None:
            super().__init__()
            self.link = link
            self.clicked = clicked

    @property
    def counter(self) -> str:
        record = self.document.records.get(self.selection.record)
        return record.type if record else "article"

    @property
    def record(self) -> str:
        """Empty: here the cursor chooses a link of the selected record, and no other record."""
        return ""

    def __init__(self, look: Look, document: Document, number: str) -> None:
        self._filled = ""  # the record that the rows are about
        self.review: Callable[[str], Sequence[ThreadRow]] = lambda _: ()
        """What was said of a record in the review."""
        self.problems: Callable[[str], Sequence[Problem]] = document.problems_of
        """What is wrong with a record."""
        super().__init__(look, document, number)

    def fill(self) -> None:
        self._links: list[int] = []
        record = self.selection.record
        rows = detail_rows(self.document, record, self.review(record), self.problems(record))
        self._links = [index for index, target in enumerate(rows.ids) if target]
        self._top = (0, 0)
        self.set_rows(rows)
        self._filled = record

    def show(self, selection: Selection) -> None:
        changed = selection.record != self._filled
        moved = changed or selection.link != self.selection.link or selection.stepped
        self.selection = selection
        if changed:
            self.fill()
        if selection.link < len(self._links):
            self.cursor = self._links[selection.link]
            if selection.hints:
                self._top = (self._links[0], 0)
            elif moved and (selection.stepped or self.active):
                self._reveal(self.cursor)
        self.repaint()

    def keep_in_view(self) -> None:
        """A link that was stepped to shows too, though the keys are elsewhere."""
        if self.cursor >= 0 and (self.active or self.selection.stepped):
            self._reveal(self.cursor)

    def state_of(self, index: int) -> RowState:
        row = self.rows[index]
        if not row.id:
            return RowState()
        chosen = index == self.cursor
        mark = Mark.NEXT if chosen and self.selection.stepped else Mark.NONE
        if chosen and not self.active and not mark:
            mark = Mark.LINKED
        return RowState(self.active and chosen, mark, self.selection.hints.get(row.id, ""))

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, DetailRow)
        palette = self.look.palette
        if row.kind == "title":
            return self.wrapped(row.text, width - 1, palette.title)
        if row.kind == "note":
            return [[(row.text, palette.dim)]]
        label = self.literal(row.label)
        lead = (f"{label} " if row.kind == "link" else f"{label:<9} ", palette.dim)
        if cell_len(lead[0]) > width * 2 // 3:
            return [[lead], *self.wrapped("  " + row.text, width - 1, palette.text, indent=2)]
        most = CAPTION_LINES if row.kind == "link" else 99
        return self.wrapped(row.text, width - 1, palette.text, lead=lead, indent=2, most=most)

    def spoken(self) -> Iterator[Part]:
        """All that the record says, and the link that has the cursor."""
        rows = [row for row in self.rows if isinstance(row, DetailRow)]
        facts = [fact_words(row) for row in rows if row.kind in ("fact", "note")]
        record = self.selection.record
        named = record_words(self.document, record) if record else self.document.title
        yield Said("pane", self.pane)
        yield Said("details", named, sentences(facts))

    def _put(self, index: int, clicked: bool = False) -> None:
        row = self.rows[index]
        assert isinstance(row, DetailRow)
        self.tell(self.Chosen(row.edge, clicked))
