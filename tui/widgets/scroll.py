"""Lines to read in a frame, of which not all may fit."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.strip import Strip

from tui.spoken import Listed, Part, Said
from tui.styles.look import Look
from tui.widgets.frame import frame
from tui.widgets.lines import Piece, line
from tui.widgets.painted import Painted

_WHOLE = 1 << 20
"""Cells in which any line has room."""


class Scroll(Painted):
    """Subclasses give the lines with `fill`; whoever changes what they say calls `changed`."""

    def __init__(self, look: Look, name: str, title: str = "", counter: str = "") -> None:
        super().__init__(look, id=name)
        self.title = title
        self.counter = counter
        self.active = True
        self._top = 0
        self._filled: tuple[tuple[int, int], list[Strip]] | None = None

    def fill(self, width: int) -> list[list[Piece]]:
        """All the lines, each at most `width` cells wide: what is longer is cut with a mark."""
        raise NotImplementedError

    def changed(self) -> None:
        """Shows what the lines are now, from the first."""
        self._filled = None
        self._top = 0
        self.repaint()

    # Moving

    def move(self, lines: int) -> None:
        self._top += lines
        self.repaint()

    def page(self, direction: int) -> None:
        self.move(direction * max(1, (self.size.height - 2) // 2))

    def end(self, direction: int) -> None:
        self.move(direction * len(self._strips(self.size.width - 2)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-3)

    # To be heard

    def spoken(self) -> Iterator[Part]:
        """All the lines, each in one piece."""
        lines = ("".join(text for text, _ in pieces).strip() for pieces in self.fill(_WHOLE))
        yield Said("title", self.title, self.counter)
        yield Listed("lines", tuple(filter(None, lines)))

    # Painting

    def _strips(self, width: int) -> list[Strip]:
        key = (width, self.look.age)
        if self._filled is None or self._filled[0] != key:
            text, mark = self.look.palette.text, self.look.symbols.ellipsis
            filled = self.fill(width - 2)
            lines = [line([(" ", text), *pieces], width, text, mark) for pieces in filled]
            self._filled = (key, lines)
        return self._filled[1]

    def paint(self, width: int, height: int) -> list[Strip]:
        blank = Strip.blank(max(0, width - 2), self.look.palette.text)
        if width < 8 or height < 3:
            return [Strip.blank(width, self.look.palette.text) for _ in range(height)]
        room = height - 2
        lines = self._strips(width - 2)
        self._top = max(0, min(self._top, len(lines) - room))
        body = lines[self._top : self._top + room]
        return frame(
            [*body, *[blank] * (room - len(body))],
            width,
            self.title,
            self.counter,
            active=self.active,
            thumb=thumb(self._top, room, len(lines)),
            look=self.look,
        )


def thumb(top: int, room: int, total: int) -> tuple[int, int] | None:
    """The lines of a body that a scroll thumb covers, where `room` of `total` lines show from `top`;
    None if all do."""
    if total <= room or room < 1:
        return None
    size = max(1, room * room // total)
    start = (room - size) * top // (total - room)
    return start, start + size
