"""Events in order of time, doubt drawn, with what kind of act each is."""

from __future__ import annotations

from models.views.timeline import EventRow, event_rows
from tui.panes.pane import Pane
from tui.widgets.lines import Piece, cut, pad
from tui.widgets.rows import Row, RowState

DATED = 9
"""Cells for the date."""

ROOM_FOR_PARTIES = 66
"""Cells from which who did it to whom, and how it stands, are shown beside the title."""


class TimelinePane(Pane):
    pane = "timeline"

    @property
    def empty_words(self) -> str:
        return "No events: the file has no `events:` list. Press + to add one."

    def fill(self) -> None:
        self.set_rows(event_rows(self.document))

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, EventRow)
        palette, symbols = self.look.palette, self.look.symbols
        if row.heading:
            return [[(row.title, palette.heading)]]
        when = self.literal(row.when)
        when = f"[{when}]" if row.window else when
        sign, style = self.act_sign(row.quad, row.status)
        cut_off = symbols.ellipsis
        pieces: list[Piece] = [
            (pad(when + row.doubt * (not row.window), DATED, cut_off) + " ", palette.text),
            (sign + " ", style),
        ]
        title = self.literal(row.title)
        left = width - DATED - 3
        if width < ROOM_FOR_PARTIES:
            return [[*pieces, (cut(title, left, cut_off), palette.text)]]
        standing = 20 if width >= 88 else 0
        parties = max(20, (left - standing) * 2 // 5)
        pieces.append((pad(title, left - standing - parties - 1, cut_off) + " ", palette.text))
        pieces.append((pad(self._parties(row), parties - 1, cut_off) + " ", palette.dim))
        if standing:
            pieces.append((pad(row.attribution, standing, cut_off), palette.dim))
        return [pieces]

    def _parties(self, row: EventRow) -> str:
        who, whom = self.literal(row.who), self.literal(row.whom)
        return f"{who or '?'} {self.look.symbols.arrow} {whom}" if whom else who
