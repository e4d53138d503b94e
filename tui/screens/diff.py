"""What saving would change in the file, to be looked at before it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Vertical

from models.text import visible
from tui.screens.ask import Question, counted
from tui.spoken import Listed, Part, Said
from tui.styles.look import Look
from tui.widgets.keysbar import KeysBar
from tui.widgets.lines import Piece, wrap
from tui.widgets.scroll import Scroll

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")

_KEYS = (("y", "write it"), ("esc", "leave it"), ("j k", "scroll"), ("g G", "first, last"))
_YES, _NO = ("y", "s", "enter"), ("n", "q", "escape")
_LINES = {"j": 1, "down": 1, "k": -1, "up": -1}
_PAGES = {"ctrl+d": 1, "pagedown": 1, "space": 1, "ctrl+u": -1, "pageup": -1}
_ENDS = {"g": -1, "home": -1, "G": 1, "end": 1}


def changed_lines(diff: Sequence[str]) -> int:
    """How many lines a unified diff changes: of lines that are replaced, whichever are more."""
    count = gone = come = 0
    for said in [*_body(diff), " "]:
        if said[:1] == "-":
            gone += 1
        elif said[:1] == "+":
            come += 1
        else:
            count += max(gone, come)
            gone = come = 0
    return count


def _body(diff: Sequence[str]) -> Sequence[str]:
    """A unified diff without the two lines that name its files."""
    named = len(diff) > 1 and diff[0].startswith("--- ") and diff[1].startswith("+++ ")
    return diff[2:] if named else diff


class _Diff(Scroll):
    """The lines of a diff: signs at the left, what goes in one colour and what comes in another."""

    def __init__(self, look: Look, title: str, counter: str, diff: Sequence[str]) -> None:
        shown = visible(title, ascii=look.symbols.is_ascii)
        super().__init__(look, "diff", shown, counter)
        self.diff = _body(diff)

    def fill(self, width: int) -> list[list[Piece]]:
        if not self.diff:
            return [[("Nothing would change.", self.look.palette.dim)]]
        return [pieces for said in self.diff for pieces in self._said(said.rstrip("\r\n"), width)]

    def spoken(self) -> Iterator[Part]:
        """The lines, with what becomes of them in words."""
        yield Said("title", self.title, f"{self.counter}. y writes it, esc leaves it")
        yield Listed("lines", tuple(_aloud(said.rstrip()) for said in self.diff))

    def _said(self, said: str, width: int) -> list[list[Piece]]:
        palette = self.look.palette
        if hunk := _HUNK.match(said):
            return [[(f"line {hunk[1]}", palette.heading)]]
        style = {"+": palette.cooperation, "-": palette.conflict}.get(said[:1], palette.dim)
        return self._wrapped(said[:1] or " ", said[1:], width, style)

    def _wrapped(self, sign: str, text: str, width: int, style: Style) -> list[list[Piece]]:
        """A line of the file behind its sign; what does not fit goes on below, behind a mark."""
        symbols = self.look.symbols
        text = visible(text, ascii=symbols.is_ascii)
        words = text.lstrip(" ")
        indent = " " * min(len(text) - len(words), width // 2)
        mark = f"  {symbols.ellipsis} "
        first, *rest = wrap(words, width - 2 - len(indent), width - cell_len(mark))
        return [
            [(f"{sign} {indent}{words[slice(*first)]}", style)],
            *([(mark, self.look.palette.dim), (words[slice(*more)], style)] for more in rest),
        ]


def _aloud(said: str) -> str:
    """A line of a diff in words."""
    if hunk := _HUNK.match(said):
        return f"Line {hunk[1]}."
    does = {"+": "comes in", "-": "goes out"}.get(said[:1], "stays")
    return f"{does}: {said[1:].strip()}"


class DiffScreen(Question[bool]):
    """Ends with whether to write. `diff` are the lines of a unified diff; `records`, if given, how many
    records it is about."""

    DEFAULT_CSS = """
    DiffScreen { background: $background 60%; }
    DiffScreen _Diff { height: 1fr; }
    DiffScreen KeysBar { height: 1; }
    """

    def __init__(self, look: Look, title: str, diff: Sequence[str], records: int = 0) -> None:
        super().__init__()
        counter = counted(changed_lines(diff), "line")
        if records:
            counter += f" in {counted(records, 'record')}"
        self.diff = _Diff(look, title, counter, diff)
        self.keys = KeysBar(look, _KEYS)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.diff
            yield self.keys

    def typed(self, key: str, character: str | None) -> None:
        if key in _YES:
            self.answer(True)
        elif key in _NO:
            self.answer(False)
        elif key in _LINES:
            self.diff.move(_LINES[key])
        elif key in _PAGES:
            self.diff.page(_PAGES[key])
        elif key in _ENDS:
            self.diff.end(_ENDS[key])

    def spoken(self) -> Iterator[Part]:
        return self.diff.spoken()

    def unmoved(self, key: str) -> str:
        return "All of it is read out above: y writes it, esc leaves it."
