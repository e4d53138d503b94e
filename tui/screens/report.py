"""What failed in the program itself, to read, to copy and to send on."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical

from models.text import visible
from tui import outside
from tui.faults import report
from tui.screens.ask import Question, filled
from tui.spoken import Listed, Part, Said
from tui.state import DeskState
from tui.styles.look import Look
from tui.widgets.keysbar import KeysBar
from tui.widgets.lines import Piece
from tui.widgets.scroll import Scroll

_KEYS = (
    ("y", "copy"),
    ("w", "write to a file"),
    ("t", "what errors say, too"),
    ("j k", "scroll"),
    ("esc", "leave"),
)
_LINES = {"j": 1, "down": 1, "k": -1, "up": -1}
_PAGES = {"ctrl+d": 1, "pagedown": 1, "space": 1, "ctrl+u": -1, "pageup": -1}
_ENDS = {"g": -1, "home": -1, "G": 1, "end": 1}

WITHOUT = "It has no words of the article."
WITH = "It may have words of the article now: look before you send it on."


class _Report(Scroll):
    """What was done with a report, then its lines."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "report", "Report", "esc leaves")
        self.lines: list[str] = []
        self.said = WITHOUT

    def fill(self, width: int) -> list[list[Piece]]:
        palette = self.look.palette
        told = [(self.said, palette.notice), ("", palette.text)]
        told += [(each, palette.text) for each in self.lines]
        ascii_only = self.look.symbols.is_ascii
        return [
            [(part, style)]
            for words, style in told
            for part in filled(visible(words, ascii=ascii_only), width)
        ]

    def spoken(self) -> Iterator[Part]:
        yield Said("title", self.title, "; ".join(f"{key}: {does}" for key, does in _KEYS))
        yield Said("message", self.said)
        yield Listed("lines", tuple(filter(None, self.lines)))


class ReportScreen(Question[None]):
    """Shows a report until it is left."""

    DEFAULT_CSS = """
    ReportScreen { background: $background 60%; }
    ReportScreen _Report { height: 1fr; }
    ReportScreen KeysBar { height: 1; }
    """

    def __init__(self, state: DeskState, look: Look) -> None:
        super().__init__()
        self.state = state
        self.report = _Report(look)
        self.keys = KeysBar(look, _KEYS)
        self.words = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.report
            yield self.keys

    def on_mount(self) -> None:
        self._tell(WITHOUT)

    def _tell(self, said: str) -> None:
        self.report.lines = report(self.state.faults, self.app.size, words=self.words)
        self.report.said = said
        self.report.changed()

    def typed(self, key: str, character: str | None) -> None:
        if key in _LINES:
            self.report.move(_LINES[key])
        elif key in _PAGES:
            self.report.page(_PAGES[key])
        elif key in _ENDS:
            self.report.end(_ENDS[key])
        elif key == "t":
            self.words = not self.words
            self._tell(WITH if self.words else WITHOUT)
        elif key == "y":
            self._tell(outside.copy_text(self.app, self.state.settings, self._text()))
        elif key == "w":
            self._tell(outside.write_report(self._text()))
        elif key in ("escape", "q"):
            self.answer(None)

    def spoken(self) -> Iterator[Part]:
        return self.report.spoken()

    def unmoved(self, key: str) -> str:
        return "All of it is read out above."

    def _text(self) -> str:
        return "\n".join(self.report.lines)
