"""Blocks of lines side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from tui.styles.look import Look
from tui.widgets.lines import Piece, columns

Block = Callable[[int], list[list[Piece]]]
"""Gives the lines that something fills at a width."""


def grid(blocks: Sequence[Block], across: int, width: int, look: Look) -> list[list[Piece]]:
    """The lines of blocks in columns of one width, `across` in a row, an empty line between rows."""
    lines: list[list[Piece]] = []
    each = max(1, (width - 3 * (across - 1)) // across)
    for first in range(0, len(blocks), across):
        if first:
            lines.append([])
        row = [block(each) for block in blocks[first : first + across]]
        lines += [_beside(parts, each, look) for parts in zip_longest(*row, fillvalue=[])]
    return lines


def _beside(parts: Sequence[list[Piece]], width: int, look: Look) -> list[Piece]:
    palette, symbols = look.palette, look.symbols
    line = columns(parts[0], [], width, palette.text, symbols.ellipsis)
    for part in parts[1:]:
        line.append((f" {symbols.vertical} ", palette.frame))
        line += columns(part, [], width, palette.text, symbols.ellipsis)
    return line
