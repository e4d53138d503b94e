"""What a form says below its rows, in as many lines as it takes."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tui.styles.look import Look
from tui.widgets.lines import cut, line, wrap
from tui.widgets.painted import Painted

MOST_LINES = 3


class HelpLines(Painted):
    """A few words, wrapped; of more than `MOST_LINES` the last ends with an ellipsis."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, id="help")
        self._words = ""
        self._style = Style.null()

    def say(self, words: str, style: Style) -> None:
        """Words that can be seen as they are."""
        self._words, self._style = words, style
        if self.size and len(self._wrapped(self.size.width)) != self.size.height:
            self.refresh(layout=True)
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._wrapped(width))

    def _wrapped(self, width: int) -> list[str]:
        room = max(1, width - 2)
        lines = [self._words[start:end] for start, end in wrap(self._words, room)]
        if len(lines) > MOST_LINES:
            last = lines[MOST_LINES - 1] + " " * room
            lines[MOST_LINES - 1 :] = [cut(last, room, self.look.symbols.ellipsis)]
        return lines

    def paint(self, width: int, height: int) -> list[Strip]:
        palette, dots = self.look.palette, self.look.symbols.ellipsis
        lines = [*self._wrapped(width), *[""] * height][:height]
        return [
            line([(" ", palette.text), (words, self._style)], width, palette.text, dots)
            for words in lines
        ]
