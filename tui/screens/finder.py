"""What search, the palette and filters share: a line to type in, and a list of what it finds, live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tui.screens.ask import Question
from tui.screens.typed_line import Line
from tui.selection import Selection
from tui.spoken import Part, Said
from tui.styles.look import Look
from tui.widgets.rowlist import RowList
from tui.widgets.rows import Row

T = TypeVar("T")

LONGEST = 200
"""Characters of what is typed that are looked for."""

_MOVES = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "tab": 1, "shift+tab": -1}
_PAGES = {"pagedown": 1, "pageup": -1}


class FoundList(RowList):
    """What was found, best first; it always has the keys."""

    pane = "found"

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, title)
        self.selection = Selection(active=self.pane)
        self.typed = ""

    @property
    def counter(self) -> str:
        return str(len(self.rows))


class Finder(Question[T]):
    """Ends with what was chosen, or with nothing. Subclasses say what is found, and what a row
    stands for."""

    DEFAULT_CSS = """
    Finder { align: center top; background: $background 60%; }
    Finder Vertical { width: 100%; max-width: 130; height: 100%; max-height: 30; }
    Finder Line { padding: 0 2 !important; background: $panel; }
    Finder FoundList { height: 1fr; }
    """

    def __init__(self, look: Look, found: FoundList, placeholder: str) -> None:
        super().__init__()
        self.found = found
        self.found.tell = self._hear
        self.input = Line(look, "", placeholder)

    def rows(self, typed: str) -> Sequence[Row]:
        """What is found for what was typed."""
        raise NotImplementedError

    def result(self, row: Row) -> T:
        """What choosing a row gives."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.input
            yield self.found

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        self.found.typed = self.input.value
        self.found.cursor = -1
        self.found.set_rows(self.rows(self.input.value[:LONGEST]))
        self.found.end(-1)
        self.found.repaint()

    def _hear(self, message: Message) -> None:
        """The cursor moved; with the mouse, that chooses."""
        self.found.repaint()
        if isinstance(message, RowList.Moved) and message.clicked and message.record:
            self._choose()

    def _choose(self) -> None:
        if 0 <= self.found.cursor < len(self.found.rows):
            self.answer(self.result(self.found.rows[self.found.cursor]))

    @property
    def typing(self) -> bool:
        return True

    def typed(self, key: str, character: str | None) -> None:
        if key == "escape":
            self.answer(None)
        elif key == "enter":
            self._choose()
        elif key in _MOVES:
            self.found.move(_MOVES[key])
        elif key in _PAGES:
            self.found.page(_PAGES[key])
        else:
            self.input.take(key, character)
            self._catch_up()

    def pasted(self, text: str) -> None:
        """All its lines go into the one."""
        self.input.put(" ".join(text.splitlines()))
        self._catch_up()

    def spoken(self) -> Iterator[Part]:
        yield Said("title", self.found.heading_text, str(self.input.placeholder))
        yield self.input.spoken()
        count = f"{self.found.counter} found"
        yield Said("found", count if self.found.rows else "")
        yield from self.found.spoken()

    def _catch_up(self) -> None:
        if self.input.value != self.found.typed:
            self._show()
