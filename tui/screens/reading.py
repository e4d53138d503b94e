"""A list to read over the desk: it scrolls with the keys of a pane, and any other key leaves it."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tui.commands import Keymap, pressed
from tui.selection import Selection
from tui.styles.look import Look
from tui.widgets.lines import Piece, pad
from tui.widgets.rowlist import Row, RowList, RowState

SIGN_WIDTH = 18


class ReadRow(NamedTuple):
    """A line to read: something short, such as a key or a sign, and words about it."""

    id: str
    heading: bool
    sign: str
    words: str


class ReadList(RowList):
    """Lines to read. Its screen gives it the keys."""

    pane = "reading"

    def __init__(self, look: Look, title: str, lines: list[ReadRow]) -> None:
        super().__init__(look, title)
        self.selection = Selection(active=self.pane)
        self.tell = lambda _: self.repaint()
        self._lines_to_read = lines

    @property
    def counter(self) -> str:
        return "esc leaves"

    def on_mount(self) -> None:
        self.set_rows(self._lines_to_read)

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, ReadRow)
        palette = self.look.palette
        if row.heading:
            return [[(row.words, palette.heading)]]
        return [[(pad(row.sign, SIGN_WIDTH), palette.key), (row.words, palette.text)]]


class ReadingScreen(ModalScreen[None]):
    """Shows lines until a key that scrolls nothing."""

    DEFAULT_CSS = """
    ReadingScreen { align: center middle; background: $background 60%; }
    ReadingScreen ReadList { width: 100%; max-width: 100; height: 100%; max-height: 62; }
    """

    def __init__(self, keys: Keymap, look: Look, title: str, lines: list[ReadRow]) -> None:
        super().__init__()
        self.keys = keys
        self.list = ReadList(look, title, lines)

    def compose(self) -> ComposeResult:
        yield self.list

    def on_key(self, event: events.Key) -> None:
        key = pressed(event.key, event.character)
        event.stop()
        event.prevent_default()
        for command, steps in {"down": 1, "up": -1}.items():
            if key in self.keys.keys[command]:
                self.list.move(steps)
                return
        for command, page in {"half-down": 1, "half-up": -1}.items():
            if key in self.keys.keys[command]:
                self.list.page(page)
                return
        for command, end in {"bottom": 1, "top": -1}.items():
            if key in self.keys.keys[command]:
                self.list.end(end)
                return
        self.dismiss(None)
