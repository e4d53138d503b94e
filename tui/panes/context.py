"""Places as a tree of containment, the notes about them, and the explicit links."""

from __future__ import annotations

from models.views.context import ContextRow, context_rows
from tui.panes.pane import Pane
from tui.widgets.lines import Piece, columns, cut
from tui.widgets.rows import Row, RowState


class ContextPane(Pane):
    pane = "context"

    @property
    def empty_words(self) -> str:
        return (
            "No places, notes or links: the file has no `places:`, `context:` or `links:` list."
            " Press + to add one."
        )

    def fill(self) -> None:
        self.set_rows(context_rows(self.document))

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, ContextRow)
        palette, symbols = self.look.palette, self.look.symbols
        if row.heading:
            return [[(row.words, palette.heading)]]
        if row.leads[0]:
            relation = f"  {row.leads[0]} "
            room = width - len(relation)
            return [
                [(cut(self.literal(row.words), width, symbols.ellipsis), palette.text)],
                [
                    (relation, palette.dim),
                    (cut(self.literal(row.leads[1]), room, symbols.ellipsis), palette.text),
                ],
            ]
        if row.is_note:
            kind = (self.literal(row.kind) + "  ", palette.dim) if row.kind else None
            return self.wrapped(row.words, width - 1, palette.text, lead=kind, most=2)
        stem = "  " * row.depth + (f"{symbols.open_node} " if row.parent else "  ")
        name: list[Piece] = [(stem, palette.dim), (self.literal(row.words), palette.text)]
        if row.imprecise:
            name.append((f"  {symbols.imprecise}", palette.mark))
        return [
            columns(name, [(f" {row.kind} ", palette.dim)], width, palette.text, symbols.ellipsis)
        ]
