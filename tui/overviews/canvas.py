"""A canvas of braille dots, two by four to a cell, each cell in the colour of its topmost layer.

Layers are numbered from 1, drawn from the lowest to the highest. Without braille, a cell shows the character
of its layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.style import Style

from tui.widgets.lines import Piece

_BITS = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)  # by row of dots, then left or right
_BRAILLE = [" ", *map(chr, range(0x2801, 0x2900))]

Pattern = tuple[bool, ...]
"""Which dots of a line are set, over and over."""

SOLID: Pattern = ()


class Canvas:
    """So many cells wide and high; dots count from the top left."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.across, self.down = 2 * width, 4 * height
        self._dots = bytearray(width * height)
        self._tops = bytearray(width * height)

    def copy(self) -> Canvas:
        copied = Canvas(self.width, self.height)
        copied._dots[:], copied._tops[:] = self._dots, self._tops
        return copied

    def line(
        self, xs: Sequence[int], ys: Sequence[int], layer: int, pattern: Pattern = SOLID
    ) -> None:
        """A line from its first point, itself left out, through others; they may be outside."""
        dots, tops, width = self._dots, self._tops, self.width
        right, bottom = self.across - 1, self.down - 1
        count, period = 0, len(pattern)
        x, y = xs[0], ys[0]
        for to_x, to_y in zip(xs, ys, strict=True):
            if to_x == x and to_y == y:
                continue
            from_x, from_y, x, y = x, y, to_x, to_y
            enters = False
            if not (0 <= from_x <= right and 0 <= to_x <= right) or not (
                0 <= from_y <= bottom and 0 <= to_y <= bottom
            ):
                ends = _clipped(from_x, from_y, to_x, to_y, right, bottom)
                if ends is None:
                    continue
                enters = ends[:2] != (from_x, from_y)
                from_x, from_y, to_x, to_y = ends
            across, down = to_x - from_x, to_y - from_y
            steps = max(abs(across), abs(down)) or 1
            # In 16-bit fractions of a dot, rounded to the nearest.
            at_x, at_y = (from_x << 16) + 0x8000, (from_y << 16) + 0x8000
            step_x, step_y = (across << 16) // steps, (down << 16) // steps
            if enters:  # its first dot is on the canvas, and none before it
                at_x, at_y, steps = at_x - step_x, at_y - step_y, steps + 1
            for _ in range(steps):
                at_x += step_x
                at_y += step_y
                count += 1
                if not period or pattern[count % period]:
                    dot_x, dot_y = at_x >> 16, at_y >> 16
                    cell = (dot_y >> 2) * width + (dot_x >> 1)
                    dots[cell] |= _BITS[(dot_y & 3) << 1 | dot_x & 1]
                    tops[cell] = layer

    def dot(self, x: int, y: int, layer: int) -> None:
        """One dot, which may be outside, beneath the layers above its own."""
        if 0 <= x < self.across and 0 <= y < self.down:
            cell = (y >> 2) * self.width + (x >> 1)
            self._dots[cell] |= _BITS[(y & 3) << 1 | x & 1]
            self._tops[cell] = max(layer, self._tops[cell])

    def hatch(
        self, edges: Iterable[tuple[Sequence[float], Sequence[float]]], layer: int, step: int
    ) -> None:
        """Slanting lines, `step` dots apart, within closed lines (even-odd), whose pieces come in any
        order."""
        crossings: list[list[float]] = [[] for _ in range(self.down)]
        for xs, ys in edges:
            for at in range(len(xs) - 1):
                (y, x), (to_y, to_x) = sorted(((ys[at], xs[at]), (ys[at + 1], xs[at + 1])))
                first, last = max(0, _up(y)), min(self.down, _up(to_y))
                if first < last:
                    slope = (to_x - x) / (to_y - y)
                    for row in range(first, last):
                        crossings[row].append(x + (row - y) * slope)
        for y, found in enumerate(crossings):
            found.sort()
            for start, end in zip(found[::2], found[1::2], strict=False):
                first, last = max(0, _up(start)), min(self.across, _up(end))
                for x in range(first + (-first - y) % step, last, step):
                    self.dot(x, y, layer)

    def crop(self, first: int, last: int) -> None:
        """Empties what lies left of the column `first`, and right of `last`."""
        for at in range(0, len(self._dots), self.width):
            for start, end in ((at, at + first), (at + last + 1, at + self.width)):
                if start < end:
                    self._dots[start:end] = self._tops[start:end] = bytes(end - start)

    def rows(self) -> list[tuple[str, bytes]]:
        """Of each row: its cells as braille, and the topmost layer of each (0: an empty cell)."""
        width = self.width
        return [
            (
                "".join([_BRAILLE[dots] for dots in self._dots[at : at + width]]),
                bytes(self._tops[at : at + width]),
            )
            for at in range(0, width * self.height, width)
        ]


def painted(text: str, tops: bytes, styles: Sequence[Style], characters: str = "") -> list[Piece]:
    """Cells of a row in the styles of their layers; with `characters`, those of the layers instead of
    braille."""
    pieces: list[Piece] = []
    at = 0
    for layer, cells in groupby(tops):
        end = at + len([*cells])
        shown = characters[layer] * (end - at) if characters else text[at:end]
        pieces.append((shown, styles[layer]))
        at = end
    return pieces


def _up(number: float) -> int:
    """The next whole number."""
    return -int(-number // 1)


def _clipped(
    x: int, y: int, to_x: int, to_y: int, right: int, bottom: int
) -> tuple[int, int, int, int] | None:
    """The part of a line within the canvas (Liang and Barsky, 1984); None if none is."""
    across, down = to_x - x, to_y - y
    enters, leaves = 0.0, 1.0
    for ahead, room in ((-across, x), (across, right - x), (-down, y), (down, bottom - y)):
        if not ahead:
            if room < 0:
                return None
        elif ahead < 0:
            enters = max(enters, room / ahead)
        else:
            leaves = min(leaves, room / ahead)
    if enters > leaves:
        return None
    return (
        round(x + enters * across),
        round(y + enters * down),
        round(x + leaves * across),
        round(y + leaves * down),
    )
