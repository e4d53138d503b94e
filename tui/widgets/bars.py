"""The one-line bars around the panes."""

from __future__ import annotations

from textual.strip import Strip

from tui.styles.look import Look
from tui.widgets.lines import Piece, columns, line, wrap
from tui.widgets.painted import Painted


class Bar(Painted):
    """One line with something at its left and something at its right, which is never cut. Where there
    is room for more lines, what stands at the left goes on in them."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, id=name)
        self._left: list[Piece] = []
        self._right: list[Piece] = []

    def say(self, left: list[Piece], right: list[Piece] | None = None) -> None:
        self._left, self._right = left, right or []
        self.repaint()

    def paint(self, width: int, height: int) -> list[Strip]:
        palette, symbols = self.look.palette, self.look.symbols
        first, rest = self._left, []
        if height > 1:
            first, *rest = self._wrapped(width - 2)[:height]
        pieces = columns(
            [(" ", palette.text), *first],
            [*self._right, (" ", palette.text)],
            width,
            palette.text,
            symbols.ellipsis,
        )
        lines = [pieces, *([(" ", palette.text), *more] for more in rest)]
        strips = [line(each, width, palette.text, symbols.ellipsis) for each in lines]
        return [*strips, *[Strip.blank(width, palette.text)] * (height - len(strips))]

    def _wrapped(self, width: int) -> list[list[Piece]]:
        """What stands at the left as lines, looking as it begins."""
        text = "".join(words for words, _ in self._left)
        style = self._left[0][1] if self._left else self.look.palette.text
        return [[(text[start:end], style)] for start, end in wrap(text, width)]
