"""Coasts, borders and first-level provinces of the world, from one flat file that is read when first asked.

`models/geometry.bin` is made of Natural Earth (naturalearthdata.com, public domain) by `tools/geometry.py`.
It holds numbers in flat arrays, little-endian: the mark `COPYMAP1`, how many levels and faces there are (32
bits each), then of each face the country's ISO 3166-1 code (2 bytes, blank if it has none) and its west,
south, east and north; then for each level how many pieces and points it has (32 bits each), and of each
piece its kind (8 bits), the faces left and right of it, its west, south, east and north, and how many points
it has, then all eastings and all northings. What is not said otherwise has 16 bits; places are on a grid of
65,536 from west to east and from south to north. Faces are counted from 1, 0 is the sea.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

COAST, BORDER, DISPUTED, PROVINCE, SEAM = range(5)
"""Kinds of lines. A seam is where the source cuts the world: it bounds faces, and is not drawn."""

STEPS = 65535
"""Of the grid, from its first place to its last."""

DETAIL = (0.03, 0.16, 0.6)
"""Degrees to a dot up to which each level of detail is drawn but the last."""

Numbers = Sequence[int]


class Window(NamedTuple):
    """Sides in steps of the grid. West or east of the 180th meridian they go on beyond its ends."""

    west: float
    south: float
    east: float
    north: float


def easting(lon: float) -> float:
    """A longitude on the grid."""
    return (lon + 180) / 360 * STEPS


def northing(lat: float) -> float:
    """A latitude on the grid."""
    return (lat + 90) / 180 * STEPS


class Piece(NamedTuple):
    """A part of a line: its kind, and its points on the grid."""

    kind: int
    xs: Numbers
    ys: Numbers


class Level:
    """All pieces of lines in one level of detail."""

    def __init__(self, reader: _Reader) -> None:
        pieces, points = reader.head("<II")
        self.kinds = reader.numbers("B", pieces)
        self.left, self.right = reader.numbers("H", pieces), reader.numbers("H", pieces)
        self._boxes = tuple(reader.numbers("H", pieces) for _ in range(4))
        lengths = reader.numbers("H", pieces)
        self._xs, self._ys = reader.numbers("H", points), reader.numbers("H", points)
        self._starts = [0, *accumulate(lengths)]

    def piece(self, number: int) -> Piece:
        start, end = self._starts[number], self._starts[number + 1]
        return Piece(self.kinds[number], self._xs[start:end], self._ys[start:end])

    def within(self, window: Window) -> Iterator[Piece]:
        """The pieces that may touch a window."""
        to_west, to_south, to_east, to_north = window
        boxes = enumerate(zip(*self._boxes, strict=True))
        for number, (west, south, east, north) in boxes:
            if west <= to_east and east >= to_west and south <= to_north and north >= to_south:
                yield self.piece(number)

    def around(self, faces: Collection[int]) -> list[Piece]:
        """The edge of some faces together."""
        return [
            self.piece(number)
            for face in faces
            for number in self._edges.get(face, ())
            if (self.left[number] in faces) != (self.right[number] in faces)
        ]

    @cached_property
    def _edges(self) -> dict[int, list[int]]:
        """By face: the pieces that part it from others."""
        found: dict[int, list[int]] = {}
        for number, (left, right) in enumerate(zip(self.left, self.right, strict=True)):
            if left != right:
                found.setdefault(left, []).append(number)
                found.setdefault(right, []).append(number)
        return found


class Geometry:
    """The file."""

    def __init__(self, data: bytes) -> None:
        reader = _Reader(data)
        _, levels, faces = reader.head("<8sII")
        self._codes = reader.take(2 * faces).decode("ascii")
        self._boxes = tuple(reader.numbers("H", faces) for _ in range(4))
        self.levels = tuple(Level(reader) for _ in range(levels))

    def level(self, degrees: float, *, provinces: bool = False) -> Level:
        """The level to draw with, when a dot is so many degrees; the coarsest has no `provinces`."""
        last = len(self.levels) - 1 - provinces
        return self.levels[min(last, sum(degrees > most for most in DETAIL))]

    def country(self, code: str) -> tuple[int, ...]:
        """All faces of a country, by its ISO 3166-1 code."""
        return self._countries.get(code, ())

    @cached_property
    def _countries(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for face in range(1, len(self._boxes[0]) + 1):
            found.setdefault(self.code(face), []).append(face)
        return {code: tuple(faces) for code, faces in found.items() if code.strip()}

    def code(self, face: int) -> str:
        """The code of the country that a face is part of, empty if it has none."""
        return self._codes[2 * face - 2 : 2 * face].strip()

    def face(self, lat: float, lon: float) -> int:
        """The province, or the land without provinces, in which a point lies; 0 in the sea."""
        x, y = easting(lon), northing(lat)
        boxes = enumerate(zip(*self._boxes, strict=True), 1)
        near = (
            face
            for face, (west, south, east, north) in boxes
            if west <= x <= east and south <= y <= north
        )
        return next((face for face in near if self._holds(face, x, y)), 0)

    def _holds(self, face: int, x: float, y: float) -> bool:
        within = False
        for _, xs, ys in self.levels[0].around((face,)):
            for at in range(len(xs) - 1):
                low, high = ys[at], ys[at + 1]
                if (low > y) != (high > y):
                    within ^= x < xs[at] + (y - low) * (xs[at + 1] - xs[at]) / (high - low)
        return within


class _Reader:
    """Takes one after the other out of the data."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._at = 0

    def take(self, size: int) -> bytes:
        self._at += size
        return bytes(self._data[self._at - size : self._at])

    def head(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def numbers(self, code: str, count: int) -> Numbers:
        found = array(code)
        found.frombytes(self.take(count * found.itemsize))
        if sys.byteorder == "big":
            found.byteswap()
        return found


@cache
def geometry() -> Geometry:
    """The lines of the world."""
    return Geometry(Path(__file__).with_suffix(".bin").read_bytes())
