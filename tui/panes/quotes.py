"""Quotes: what was said, by whom, directly or not, on what occasion."""

from __future__ import annotations

from models.views.quotes import QuoteRow, quote_rows
from tui.panes.pane import Pane
from tui.widgets.lines import Piece, cut
from tui.widgets.rows import Row, RowState


class QuotesPane(Pane):
    pane = "quotes"

    @property
    def empty_words(self) -> str:
        return "No quotes: the file has no `quotes:` list. Press + to add one."

    def fill(self) -> None:
        self.set_rows(quote_rows(self.document))

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, QuoteRow)
        palette, symbols = self.look.palette, self.look.symbols
        sign = symbols.direct if row.direct else symbols.indirect
        words = self.literal(row.words).strip('“”"') if row.direct else self.literal(row.words)
        said = self.separated(
            self.literal(row.speakers), "" if row.direct else "indirect", self.literal(row.occasion)
        )
        return [
            [(sign + " ", palette.mark), (cut(words, width - 2, symbols.ellipsis), palette.text)],
            [("  " + cut(said, width - 2, symbols.ellipsis), palette.dim)],
        ]
