"""The frame of a pane: title above, scroll thumb at the right, heavier and coloured where the keys go.

Only its top and bottom lines change when a pane becomes active, so that switching panes sends little.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from tui.styles.look import Look
from tui.widgets.lines import cut

LEAST_TITLE = 20
"""Cells of a title that stand before all figures; the rest of it gives way to them."""


def frame(
    body: list[Strip],
    width: int,
    title: str,
    counter: str,
    *,
    active: bool,
    thumb: tuple[int, int] | None,
    look: Look,
) -> list[Strip]:
    """`body` (strips of `width - 2` cells) in a frame. `thumb` is the range of body lines the scroll
    thumb covers, None when everything shows."""
    palette, symbols = look.palette, look.symbols
    style = palette.frame_focus if active else palette.frame
    horizontal = symbols.horizontal_focus if active else symbols.horizontal
    left_top, right_top, right_bottom, left_bottom = (
        symbols.corners_focus if active else symbols.corners
    )
    room = width - 6
    least = min(cell_len(title), LEAST_TITLE)
    counter = cut(counter, max(0, room - least - 2), symbols.ellipsis)
    title = cut(title, room - (cell_len(counter) + 2 if counter else 0), symbols.ellipsis)
    filling = width - 5 - cell_len(title) - (cell_len(counter) + 2 if counter else 0)
    top = [
        Segment(f"{left_top}{horizontal} ", style),
        Segment(title, palette.frame_focus if active else palette.title),
        Segment(f" {horizontal * max(0, filling - (1 if counter else 0))}", style),
    ]
    if counter:
        top += [Segment(f" {counter} ", palette.dim), Segment(horizontal, style)]
    top.append(Segment(right_top, style))
    side = Segment(symbols.vertical, palette.frame)
    bar = Segment(symbols.thumb, palette.frame_focus if active else palette.dim)
    first, last = thumb or (-1, -1)
    lines = [Strip(top, width)]
    for y, strip in enumerate(body):
        lines.append(Strip([side, *strip, bar if first <= y < last else side], width))
    lines.append(
        Strip([Segment(left_bottom + horizontal * (width - 2) + right_bottom, style)], width)
    )
    return lines
