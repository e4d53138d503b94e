"""A widget that is a list of lines, and sends the terminal only those that changed.

Its lines are painted anew on every change of state (they are few, and their parts are cached) and
compared with what the screen shows: what is the same is not sent again.
"""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.styles.look import Look
from tui.widgets.lines import first_difference


class Painted(Widget):
    """Subclasses say what they show with `paint`; whoever changes their state calls `repaint`."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.look = look
        self._lines: list[Strip] = []

    def paint(self, width: int, height: int) -> list[Strip]:
        """The whole widget: `height` strips of `width` cells each."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Shows the present state, refreshing only cells that look different."""
        width, height = self.size
        if not self._fits(width, height):
            self._lines = []  # not shown at this size yet: `render_line` paints it when it is
            return
        old = self._lines
        new = self._lines = self.paint(width, height)
        regions = []
        for y, (before, after) in enumerate(zip(old, new, strict=True)):
            if before is not after and (changed := first_difference(before, after)):
                start, end = changed
                regions.append(Region(start, y, end - start, 1))
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """The line at `y` of the widget (Textual's Line API)."""
        width, height = self.size
        if not self._fits(width, height):
            self._lines = self.paint(width, height)
        return self._lines[y] if y < len(self._lines) else Strip.blank(width, Style.null())

    def _fits(self, width: int, height: int) -> bool:
        """Whether the lines painted last are of this size."""
        lines = self._lines
        return bool(lines) and len(lines) == height and lines[0].cell_length == width
