"""What search and the palette share: a line to type in, and a list of what it finds, live.

Keys typed before the screen stands arrive one by one from the desk, and are not lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.selection import Selection
from tui.styles.look import Look
from tui.widgets.rowlist import RowList
from tui.widgets.rows import Row

T = TypeVar("T")

LONGEST = 200
"""Characters of what is typed that are looked for."""

_MOVES = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "tab": 1, "shift+tab": -1}
_PAGES = {"pagedown": 1, "pageup": -1, "ctrl+d": 1, "ctrl+u": -1}


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


class Finder(ModalScreen[T | None]):
    """Ends with what was chosen, or with nothing. Subclasses say what is found, and what a row
    stands for."""

    DEFAULT_CSS = """
    Finder { align: center top; background: $background 60%; }
    Finder Vertical { width: 100%; max-width: 130; height: 100%; max-height: 30; }
    Finder Input { padding: 0 2 !important; background: $panel; }
    Finder FoundList { height: 1fr; }
    """

    def __init__(self, found: FoundList, placeholder: str) -> None:
        super().__init__()
        self.found = found
        self.input = Input(placeholder=placeholder, compact=True, select_on_focus=False)
        self._ahead: list[str] | None = []  # keys that came before there was anything to type in

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
        ahead, self._ahead = self._ahead or [], None
        self._show("")
        for key in ahead:
            self._type(key)

    def _show(self, typed: str) -> None:
        self.found.typed = typed
        self.found.cursor = -1
        self.found.set_rows(self.rows(typed[:LONGEST]))
        self.found.end(-1)
        self.found.repaint()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._catch_up()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._catch_up()
        self._choose()

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self.found.repaint()
        if event.clicked and event.record:
            self._choose()

    def _catch_up(self) -> None:
        """Finds what stands in the input now: the next key may overtake the word that it changed."""
        if self.input.value != self.found.typed:
            self._show(self.input.value)

    def _choose(self) -> None:
        if 0 <= self.found.cursor < len(self.found.rows):
            self.dismiss(self.result(self.found.rows[self.found.cursor]))

    def on_key(self, event: events.Key) -> None:
        key = event.character if event.is_printable and event.character else event.key
        if self._ahead is not None:
            self._ahead.append(key)
        elif not self._type(key):
            return
        event.stop()
        event.prevent_default()

    def _type(self, key: str) -> bool:
        """What a key does that the input did not take, or that came too early for it."""
        self._catch_up()
        if key == "escape":
            self.dismiss(None)
        elif key == "enter":
            self._choose()
        elif key in _MOVES:
            self.found.move(_MOVES[key])
        elif key in _PAGES:
            self.found.page(_PAGES[key])
        elif len(key) == 1 and key.isprintable():
            self.input.insert_text_at_cursor(key)
            self._show(self.input.value)
        else:
            return False
        return True
