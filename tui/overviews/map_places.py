"""The map's places: their areas, their signs, and labels that do not collide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from models.geometry import geometry
from models.overviews.map import PRECISIONS, Spot
from models.overviews.map_camera import Camera
from tui.widgets.lines import cut

RINGS = {"province": 6, "region": 9, "country": 14}
"""By precision: the radius in dots of the ring around a place whose outline is not known."""

EXACT, CITY, WIDER, UNSAID = range(4)
"""How a place's sign tells how precisely it is known."""

SIGNS = ("◉", "◍", "~", "?")
ASCII_SIGNS = ("O", "o", "~", "?")

LONGEST = 26
"""Cells of a name in a label; the selected place's may have twice as many."""

APART = 2
"""Cells between a label and what else stands in its line."""

TRIED = 150
"""Places that a label is looked for, beyond the selected one and what is linked."""


class Area(NamedTuple):
    """What of the map a place takes: faces of the geometry, or a ring of so many dots."""

    faces: frozenset[int] = frozenset()
    ring: int = 0


class Mark(NamedTuple):
    """A place in view: which of them, and its cell."""

    place: int
    column: int
    row: int


class Label(NamedTuple):
    """A name on the map: of which place, where it begins, and what it says."""

    place: int
    column: int
    row: int
    text: str


def area(spot: Spot) -> Area:
    """The outline of a province or country, if the place's coordinates (for a country, its code) tell
    which one is meant; points have no area."""
    if spot.lat is None or spot.lon is None or spot.precision not in RINGS:
        return Area()
    ring = Area(ring=RINGS[spot.precision])
    if spot.precision == "region":
        return ring
    lines, code = geometry(), spot.iso[:2].upper()
    face = lines.face(spot.lat, spot.lon)
    if spot.precision == "country":
        faces = lines.country(code or (lines.code(face) if face else ""))
        return Area(frozenset(faces)) if faces else ring
    fits = face and (not code or lines.code(face) == code)
    return Area(frozenset((face,))) if fits else ring


def sign(spot: Spot) -> int:
    """Which of the signs a place has."""
    if spot.precision in ("exact", "city"):
        return EXACT if spot.precision == "exact" else CITY
    return UNSAID if spot.precision == "unknown" else WIDER


def marks(spots: Sequence[Spot], shown: Iterable[int], camera: Camera) -> list[Mark]:
    """The places in view, those known most precisely first."""
    found = []
    for number in shown:
        spot = spots[number]
        if spot.lat is not None and spot.lon is not None:
            x, y = camera.dot(spot.lat, spot.lon)
            if 0 <= x < camera.across and 0 <= y < camera.down:
                found.append(Mark(number, x >> 1, y >> 2))
    found.sort(key=lambda mark: -PRECISIONS.index(spots[mark.place].precision))
    return found


class Labels:
    """Finds room for labels on a canvas of so many cells, one after the other."""

    def __init__(self, width: int, height: int, ellipsis: str) -> None:
        self._width, self._height = width, height
        self._ellipsis = ellipsis
        self._taken = [bytearray(width) for _ in range(height)]

    def sign(self, column: int, row: int) -> None:
        """A sign stands in a cell."""
        self._taken[row][column] = 1

    def place(self, mark: Mark, text: str) -> Label | None:
        """A label beside its sign, where nothing else stands."""
        cells = cell_len(text)
        for column, row in _beside(mark, cells):
            if self._free(mark, column, row, cells):
                return self._put(Label(mark.place, column, row, text))
        return None

    def force(self, mark: Mark, text: str) -> Label:
        """A label that must stand, over other signs where there is no better room."""
        text = cut(text, self._width, self._ellipsis)
        cells = cell_len(text)
        places = [
            (column, row)
            for column, row in _beside(mark, cells)
            if 0 <= row < self._height and 0 <= column <= self._width - cells
        ]
        free = next((each for each in places if self._free(mark, *each, cells)), None)
        row = mark.row + (1 if mark.row + 1 < self._height else -1)
        column = max(0, min(mark.column, self._width - cells))
        place = free or next(iter(places), (column, max(0, row)))
        return self._put(Label(mark.place, *place, text))

    def _free(self, mark: Mark, column: int, row: int, cells: int) -> bool:
        """Whether there is room, and some between a label and signs that are not its own."""
        if not (0 <= row < self._height and column >= 0 and column + cells <= self._width):
            return False
        first, end = max(0, column - APART), column + cells + APART
        own = row == mark.row and first <= mark.column < end
        return sum(self._taken[row][first:end]) == own

    def _put(self, label: Label) -> Label:
        end = label.column + cell_len(label.text)
        self._taken[label.row][label.column : end] = b"\1" * (end - label.column)
        return label


def _beside(mark: Mark, cells: int) -> Iterator[tuple[int, int]]:
    """Where a label of so many cells may begin: right of its sign, left, below and above."""
    column, row = mark.column, mark.row
    for across in (column + 2, column - cells - 1):
        yield across, row
    for line in (row + 1, row - 1):
        yield from ((column + 1, line), (column - cells, line), (column - cells // 2, line))
