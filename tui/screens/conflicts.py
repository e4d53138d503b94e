"""What a reviewer corrected and somebody else changed in the file, chosen by key, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal, NamedTuple

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Vertical

from models.plain import Value
from models.review.disagreements import said
from models.text import visible
from tui.screens.ask import PAGES, Question, filled
from tui.spoken import Part, Said, sentences
from tui.styles.look import Look
from tui.widgets.grid import grid
from tui.widgets.keysbar import KeysBar
from tui.widgets.lines import Piece
from tui.widgets.scroll import Scroll

Side = Literal["mine", "theirs"]

WIDE = 100
"""Columns from which the three values stand side by side."""

_KEYS = (
    ("m", "mine"),
    ("t", "the file’s"),
    ("b", "later"),
    ("esc", "leave"),
    ("j k", "next, previous"),
    ("M T", "for all that are left"),
)
_STEPS = {"j": 1, "n": 1, "down": 1, "k": -1, "N": -1, "up": -1}


class ConflictRow(NamedTuple):
    """A conflict: a field (empty: the record as a whole) as it was, as the reviewer wants it, and as
    the file has it now; None is what is not there."""

    record: str
    caption: str
    field: str
    base: Value
    mine: Value
    theirs: Value


class _Conflict(Scroll):
    """One conflict, its three values in columns or below each other."""

    def __init__(self, look: Look, rows: Sequence[ConflictRow]) -> None:
        super().__init__(look, "conflict", "Changed by you and in the file")
        self.rows = rows
        self.at = 0
        self.chosen: dict[int, Side] = {}
        self.show(0)

    @property
    def row(self) -> ConflictRow:
        return self.rows[self.at]

    def show(self, at: int) -> None:
        self.at = at
        self.counter = f"{at + 1}/{len(self.rows)}"
        self.changed()

    def fill(self, width: int) -> list[list[Piece]]:
        palette, row = self.look.palette, self.row
        across = 3 if width + 4 >= WIDE else 1
        chosen = self.chosen.get(self.at)
        blocks = [
            partial(self._value, "as it was", row.base, palette.dim, chosen=False),
            partial(self._value, "m  mine", row.mine, palette.text, chosen=chosen == "mine"),
            partial(
                self._value,
                "t  in the file now",
                row.theirs,
                palette.text,
                chosen=chosen == "theirs",
            ),
        ]
        field = f"{row.field}:" if row.field else "the whole record:"
        return [
            *self._filled_with(row.caption, width, palette.title),
            [(self._literal(field), palette.dim)],
            [],
            *grid(blocks, across, width, self.look),
        ]

    def spoken(self) -> Iterator[Part]:
        row, field = self.row, self.row.field or "the whole record"
        values = (
            f"It was {self._in_line(row.base)}",
            f"m for mine: {self._in_line(row.mine)}",
            f"t for the file’s: {self._in_line(row.theirs)}",
        )
        place = f"Conflict {self.at + 1} of {len(self.rows)}"
        named = sentences((place, f"{row.caption}, {field}", *values))
        yield Said(
            "conflict", named, at=self.at, now=f"Chosen: {self.chosen.get(self.at, 'none yet')}"
        )

    def _in_line(self, value: Value) -> str:
        return "; ".join(self._words(value))

    def _value(
        self, head: str, value: Value, style: Style, width: int, *, chosen: bool
    ) -> list[list[Piece]]:
        palette, symbols = self.look.palette, self.look.symbols
        sign = f"{symbols.cursor} " if chosen else "  "
        lines: list[list[Piece]] = [[(sign, palette.mark), (head, palette.heading)]]
        for words in self._words(value):
            lines += self._filled_with("  " + words, width, style)
        return lines

    def _words(self, value: Value) -> list[str]:
        """A value as lines: one for each field of a record."""
        if value is None:
            return ["(not there)" if self.row.field else "(no such record)"]
        if isinstance(value, dict) and not self.row.field:
            return [f"{name}: {said(inner)}" for name, inner in value.items()]
        return [said(value) or "(empty)"]

    def _filled_with(self, text: str, width: int, style: Style) -> list[list[Piece]]:
        return [[(words, style)] for words in filled(self._literal(text), width)]

    def _literal(self, text: str) -> str:
        return visible(text, ascii=self.look.symbols.is_ascii)


class ConflictsScreen(Question[list[tuple[str, str, Side]]]):
    """Ends with the choices made: record, field, and whose value stands. What was put off is not among
    them."""

    DEFAULT_CSS = """
    ConflictsScreen { align: center middle; background: $background 60%; }
    ConflictsScreen Vertical { width: 100%; max-width: 140; height: 100%; max-height: 24; }
    ConflictsScreen _Conflict { height: 1fr; }
    ConflictsScreen KeysBar { height: 1; }
    """

    def __init__(self, look: Look, rows: Sequence[ConflictRow]) -> None:
        super().__init__()
        self.conflict = _Conflict(look, rows)
        self.keys = KeysBar(look, _KEYS)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.conflict
            yield self.keys

    @property
    def _left(self) -> list[int]:
        """The conflicts not chosen yet, from the next one on, around the end."""
        rows, at, chosen = self.conflict.rows, self.conflict.at, self.conflict.chosen
        around = [*range(at + 1, len(rows)), *range(at + 1)]
        return [index for index in around if index not in chosen]

    def typed(self, key: str, character: str | None) -> None:
        sides: dict[str, Side] = {"m": "mine", "t": "theirs"}
        if key in sides:
            self._choose([self.conflict.at], sides[key])
        elif key.lower() in sides:
            self._choose(self._left, sides[key.lower()])
        elif key == "escape":
            self._end()
        elif key == "b":
            self.conflict.chosen.pop(self.conflict.at, None)
            self._step(1, ends=True)
        elif key in _STEPS:
            self._step(_STEPS[key], ends=False)
        elif key in PAGES:
            self.conflict.page(PAGES[key])

    def spoken(self) -> Iterator[Part]:
        yield Said("title", self.conflict.title, "; ".join(f"{key}: {does}" for key, does in _KEYS))
        yield from self.conflict.spoken()

    def _choose(self, conflicts: Sequence[int], side: Side) -> None:
        self.conflict.chosen.update(dict.fromkeys(conflicts, side))
        if self._left:
            self.conflict.show(self._left[0])
        else:
            self._end()

    def _step(self, steps: int, *, ends: bool) -> None:
        at = self.conflict.at + steps
        if 0 <= at < len(self.conflict.rows):
            self.conflict.show(at)
        elif ends:
            self._end()

    def _end(self) -> None:
        rows, chosen = self.conflict.rows, self.conflict.chosen
        self.answer([(rows[at].record, rows[at].field, chosen[at]) for at in sorted(chosen)])
