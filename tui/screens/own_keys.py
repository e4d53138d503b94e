"""The keys of a screen that has its own: as many as fit in its footer, all of them behind `?`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.screens.ask import MOVES, PAGES, Question
from tui.selection import Selection
from tui.spoken import Part
from tui.styles.look import Look
from tui.styles.themes import Palette
from tui.widgets.lines import Piece, pad, wrap
from tui.widgets.rowlist import RowList
from tui.widgets.rows import Row, RowState

_ENDS = {"g": -1, "home": -1, "G": 1, "end": 1}


class Help(NamedTuple):
    """What keys do: in a word for the footer (none: they are not shown there), and in a sentence. Without
    keys the sentence heads those that follow."""

    keys: str
    word: str
    sentence: str


def footer(
    table: Sequence[Help], palette: Palette, width: int, *, more: bool = True
) -> list[Piece]:
    """The keys and their words, as many as fit, those before first; `?` always, if there is `more`."""
    last: list[Piece] = [("?", palette.key), (" keys", palette.dim)] if more else []
    room = width - 2 - sum(cell_len(text) for text, _ in last)
    pieces: list[Piece] = []
    for keys, word, _ in table:
        cells = cell_len(keys) + cell_len(word) + 3
        if word and cells <= room:
            pieces += [(keys, palette.key), (f" {word}  ", palette.dim)]
            room -= cells
    return [*pieces, *last]


class HelpRow(NamedTuple):
    """One line of the table; its keys serve as id."""

    id: str
    heading: bool
    sentence: str


class _KeyList(RowList):
    pane = "own-keys"

    def __init__(self, look: Look, title: str, table: Sequence[Help]) -> None:
        super().__init__(look, title)
        self.selection = Selection(active=self.pane)
        self.tell = lambda _: self.repaint()
        self._wide = max(len(each.keys) for each in table) + 2
        self.set_rows([HelpRow(each.keys, not each.keys, each.sentence) for each in table])

    def row_words(self, row: Row) -> str:
        assert isinstance(row, HelpRow)
        return f"{row.id}: {row.sentence}" if row.id else row.sentence

    @property
    def counter(self) -> str:
        return "esc leaves"

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, HelpRow)
        palette = self.look.palette
        if row.heading:
            return [[(row.sentence, palette.heading)]]
        lines = wrap(row.sentence, max(8, width - self._wide - 1))
        return [
            [
                (pad("" if number else row.id, self._wide), palette.key),
                (row.sentence[start:end], palette.text),
            ]
            for number, (start, end) in enumerate(lines)
        ]


class KeysScreen(Question[None]):
    """Scrolls; any other key leaves."""

    DEFAULT_CSS = """
    KeysScreen { align: center middle; background: $background 60%; }
    KeysScreen Vertical { width: 100%; max-width: 90; height: 100%; }
    KeysScreen _KeyList { height: 1fr; }
    """

    def __init__(self, look: Look, title: str, table: Sequence[Help]) -> None:
        super().__init__()
        self.list = _KeyList(look, title, table)
        self._lines = len(table) + 2

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.styles.max_height = self._lines
            yield self.list

    def typed(self, key: str, character: str | None) -> None:
        if key in MOVES:
            self.list.move(MOVES[key])
        elif key in PAGES:
            self.list.page(PAGES[key])
        elif key in _ENDS:
            self.list.end(_ENDS[key])
        else:
            self.answer(None)

    def spoken(self) -> Iterator[Part]:
        return self.list.read_out()
