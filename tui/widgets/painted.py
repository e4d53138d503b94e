"""A widget that is a list of lines, and sends the terminal only those that changed.

Its lines are painted anew on every change of state (they are few, and their parts are cached) and
compared with what the screen shows: what is the same is not sent again.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import ParamSpec

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.styles.look import Look
from tui.widgets.guarded import Guarded
from tui.widgets.lines import first_difference

P = ParamSpec("P")

_UNDRAWN = (
    "This could not be drawn: a mistake in Copydesk. It is tried again when something changes. The"
    " command report says more."
)


class Painted(Guarded, Widget):
    """Subclasses say what they show with `paint`; whoever changes their state calls `repaint`."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.look = look
        self._lines: list[Strip] = []
        self._undone: set[str] = set()  # what failed: there is nothing to show that would be true

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
        new = self._lines = self._drawn(width, height)
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
            self._lines = self._drawn(width, height)
        return self._lines[y] if y < len(self._lines) else Strip.blank(width, Style.null())

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget. Styles lay nothing around or over lines that have their
        colours already, and to find that out for each would take longer than all else."""
        background, filters = self.background_colors[1], self.get_line_filters()
        strips = [self.render_line(y) for y in crop.line_range]
        for each in filters:
            strips = [strip.apply_filter(each, background) for strip in strips]
        if crop.column_span == (0, self.size.width):
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def attempt(
        self, what: str, do: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Does something that changes what shows; if it fails, that shows until it goes well again."""
        self._undone.discard(what)
        if super().attempt(what, do, *args, **kwargs):
            return True
        self._undone.add(what)
        self.repaint()
        return False

    def _drawn(self, width: int, height: int) -> list[Strip]:
        """What it shows, or that it can't be shown: what stands beside it goes on."""
        if self._undone:
            return self._undrawn(width, height)
        try:
            return self.paint(width, height)
        except Exception as error:
            self.fail("drawing", error)
            return self._undrawn(width, height)

    def _undrawn(self, width: int, height: int) -> list[Strip]:
        """A notice in a frame. It uses nothing that draws, since that may be what failed."""
        style, symbols = self.look.palette.text, self.look.symbols
        framed = width > 8 and height > 2
        room = width - 2 if framed else width
        lines = textwrap.wrap(_UNDRAWN, room - 2) if framed else [_UNDRAWN]
        lines = [f" {each}"[:room].ljust(room) for each in [*lines, *[""] * height]]
        if framed:
            side, flat = symbols.vertical, symbols.horizontal * room
            left_top, right_top, right_bottom, left_bottom = symbols.corners
            body = [f"{side}{each}{side}" for each in lines[: height - 2]]
            lines = [left_top + flat + right_top, *body, left_bottom + flat + right_bottom]
        return [Strip([Segment(each, style)], width) for each in lines[:height]]

    def _fits(self, width: int, height: int) -> bool:
        """Whether the lines painted last are of this size."""
        lines = self._lines
        return bool(lines) and len(lines) == height and lines[0].cell_length == width
