"""Actors, grouped by kind, with how often each is mentioned and quoted."""

from __future__ import annotations

from models.views.actors import ActorRow, actor_rows
from tui.panes.pane import Pane
from tui.widgets.lines import Piece, columns
from tui.widgets.rows import Row, RowState

ROOM_FOR_ROLES = 44
"""Cells from which the office held stands beside a name."""


class ActorsPane(Pane):
    pane = "actors"

    @property
    def empty_words(self) -> str:
        return "No actors: the file has no `actors:` list. Press + to add one."

    def fill(self) -> None:
        self.set_rows(actor_rows(self.document))

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, ActorRow)
        palette, symbols = self.look.palette, self.look.symbols
        if row.heading:
            return [[(row.name, palette.heading)]]
        beside = f"({row.short})" if row.short else row.role if width >= ROOM_FOR_ROLES else ""
        name: list[Piece] = [(self.literal(row.name), palette.text)]
        if beside:
            name.append(("  " + self.literal(beside), palette.dim))
        quotes = f"{symbols.direct}{row.quotes}" if row.quotes else ""
        counts: list[Piece] = [
            (f"{row.mentions or symbols.separator:>4}", palette.text),
            (f" {quotes:<4}", palette.dim),
        ]
        return [columns(name, counts, width, palette.text, symbols.ellipsis)]
