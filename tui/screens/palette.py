"""Every command by its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.commands import COMMANDS, Command, Keymap, shown
from tui.screens.finder import Finder, FoundList
from tui.spoken import sentences
from tui.styles.look import Look
from tui.widgets.lines import Piece, columns
from tui.widgets.rows import Row, RowState

THEMES = ("dark", "light", "ansi")
"""The themes that can be changed to while the desk is open."""


class CommandRow(NamedTuple):
    id: str
    heading: bool
    words: str
    help: str
    keys: str


class CommandList(FoundList):
    """Commands, their keys at the right."""

    @property
    def empty_words(self) -> str:
        return "No command has these words. Try fewer letters."

    def row_words(self, row: Row) -> str:
        assert isinstance(row, CommandRow)
        keys = f"Keys: {row.keys}" if row.keys else ""
        return sentences((row.words, row.help, keys))

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, CommandRow)
        palette = self.look.palette
        left: list[Piece] = [(f"{row.words:<18}", palette.title), (row.help, palette.dim)]
        right: list[Piece] = [(f"  {row.keys} ", palette.key)]
        return [columns(left, right, width, palette.text, self.look.symbols.ellipsis)]


class PaletteScreen(Finder[str]):
    """Ends with the id of a command, or `theme-` and the name of a theme."""

    def __init__(self, keys: Keymap, look: Look) -> None:
        super().__init__(
            look, CommandList(look, "Commands"), "search for a command; enter runs it, esc leaves"
        )
        self._all = [_row(command, keys) for command in COMMANDS]
        self._all += [
            CommandRow(f"theme-{name}", False, f"theme {name}", "Change the colours.", "")
            for name in THEMES
        ]

    def rows(self, typed: str) -> Sequence[Row]:
        words = typed.lower().split()
        fitting = [row for row in self._all if all(word in _text(row) for word in words)]
        return sorted(fitting, key=lambda row: not row.words.startswith(typed.lower().strip()))

    def result(self, row: Row) -> str:
        return row.id


def _row(command: Command, keys: Keymap) -> CommandRow:
    bound = " ".join(map(shown, keys.keys[command.id]))
    return CommandRow(command.id, False, command.words, command.help, bound)


def _text(row: CommandRow) -> str:
    return f"{row.words} {row.help} {row.id}".lower()
