"""The one-line bars around the panes."""

from __future__ import annotations

from textual.strip import Strip

from tui.styles.look import Look
from tui.widgets.lines import Piece, columns, line
from tui.widgets.painted import Painted


class Bar(Painted):
    """One line with something at its left and something at its right, which is never cut."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, id=name)
        self._left: list[Piece] = []
        self._right: list[Piece] = []

    def say(self, left: list[Piece], right: list[Piece] | None = None) -> None:
        self._left, self._right = left, right or []
        self.repaint()

    def paint(self, width: int, height: int) -> list[Strip]:
        palette, symbols = self.look.palette, self.look.symbols
        pieces = columns(
            [(" ", palette.text), *self._left],
            [*self._right, (" ", palette.text)],
            width,
            palette.text,
            symbols.ellipsis,
        )
        blank = Strip.blank(width, palette.text)
        return [line(pieces, width, palette.text, symbols.ellipsis), *[blank] * (height - 1)]
