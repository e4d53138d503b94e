"""A list to read over the desk: it scrolls with the keys of a pane, and any other key leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual.app import ComposeResult

from tui.commands import Keymap
from tui.screens.ask import Question
from tui.selection import Selection
from tui.spoken import Part
from tui.styles.look import Look
from tui.widgets.lines import Piece, pad, wrap
from tui.widgets.rowlist import RowList
from tui.widgets.rows import Row, RowState

SIGN_WIDTH = 16
"""Cells for what is short."""


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

    def row_words(self, row: Row) -> str:
        assert isinstance(row, ReadRow)
        return f"{row.sign}: {row.words}" if row.sign and row.sign != row.words else row.words

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
        lines = wrap(row.words, width - SIGN_WIDTH) if row.sign else wrap(row.words, width)
        indent = SIGN_WIDTH if row.sign else 0
        return [
            [
                (pad("" if number else row.sign, indent), palette.key),
                (row.words[start:end], palette.text),
            ]
            for number, (start, end) in enumerate(lines)
        ]


class ReadingScreen(Question[None]):
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

    def typed(self, key: str, character: str | None) -> None:
        moves = {"down": 1, "up": -1}
        pages = {"half-down": 1, "half-up": -1}
        ends = {"bottom": 1, "top": -1}
        command = next(
            (each for each in (*moves, *pages, *ends) if key in self.keys.keys[each]), ""
        )
        if command in moves:
            self.list.move(moves[command])
        elif command in pages:
            self.list.page(pages[command])
        elif command in ends:
            self.list.end(ends[command])
        else:
            self.answer(None)

    def spoken(self) -> Iterator[Part]:
        return self.list.read_out()
