"""A row of a list: what it must have, how it stands, and how its lines are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tui.judged import UNJUDGED, Judged
from tui.selection import Mark
from tui.styles.look import Look
from tui.styles.themes import Palette
from tui.widgets.lines import Piece, columns, cut, line

GUTTER = 3
"""Cells left of a row: the cursor, the mark or hint letters, then how it was decided."""


class Row(Protocol):
    """What a list shows: `id` of the record (empty: the cursor passes it by), and whether it heads a
    section."""

    @property
    def id(self) -> str: ...
    @property
    def heading(self) -> bool: ...


class RowState(NamedTuple):
    """How a row stands: `cursor` when the keys move from here, its mark, its hint letters, and how its
    record was judged."""

    cursor: bool = False
    mark: Mark = Mark.NONE
    hint: str = ""
    judged: Judged = UNJUDGED


def row_strips(
    lines: Sequence[list[Piece]], state: RowState, over: Style | None, width: int, look: Look
) -> list[Strip]:
    """The lines of a row (each as wide as it likes) with what stands left and right of them, in strips
    of `width` cells; the style `over` lies over the first of them. That a row is linked shows in the
    gutter alone: many rows change with every move, and what is sent of them decides how fast it is."""
    palette, ellipsis = look.palette, look.symbols.ellipsis
    gutter = _gutter(state, look)
    if state.mark is Mark.LINKED:
        gutter = [(text, palette.on_row(own, palette.linked)) for text, own in gutter]
    first = [*gutter, *_with_tail(lines[0], width, state, look)]
    head = line(
        [(text, palette.on_row(own, over)) for text, own in first],
        width,
        palette.on_row(palette.text, over),
        ellipsis,
    )
    indent = (" " * GUTTER, palette.text)
    return [head, *(line([indent, *rest], width, palette.text, ellipsis) for rest in lines[1:])]


def row_style(state: RowState, palette: Palette) -> Style | None:
    """What lies over the whole row: the cursor, or that it is selected, or the next to follow."""
    if state.cursor:
        return palette.cursor
    if state.mark is Mark.SELECTED:
        return palette.cursor_idle
    return palette.linked if state.mark is Mark.NEXT else None


def _gutter(state: RowState, look: Look) -> list[Piece]:
    palette, symbols = look.palette, look.symbols
    if state.hint:
        return [(cut(state.hint, GUTTER, "").ljust(GUTTER), palette.hint)]
    sign = {
        Mark.NONE: " ",
        Mark.LINKED: symbols.linked,
        Mark.NEXT: symbols.stepped,
        Mark.SELECTED: symbols.cursor_idle,
    }[state.mark]
    sign = symbols.cursor if state.cursor else sign
    return [
        (sign, palette.mark if sign != " " else palette.text),
        (state.judged.sign(symbols), palette.verdict(state.judged.verdict, state.judged.outdated)),
        (" ", palette.text),
    ]


def tail_width(state: RowState, look: Look) -> int:
    """The cells that the signs at the end of a row take."""
    tail = state.judged.tail(look.symbols)
    return cell_len(tail) + 1 if tail else 0


def _with_tail(pieces: list[Piece], width: int, state: RowState, look: Look) -> list[Piece]:
    """A line with the signs that stand at its end."""
    tail = state.judged.tail(look.symbols)
    if not tail:
        return pieces
    end: list[Piece] = [(f" {tail}", look.palette.mark)]
    return columns(pieces, end, width - GUTTER, look.palette.text, look.symbols.ellipsis)
