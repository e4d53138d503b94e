"""What the map's places stand on: coasts, borders, provinces, and the areas that are hatched."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import ceil, cos, floor, pi, sin

from models.geometry import (
    BORDER,
    COAST,
    DISPUTED,
    PROVINCE,
    SEAM,
    STEPS,
    Piece,
    Window,
    easting,
    geometry,
    northing,
)
from models.overviews.map_camera import Camera
from tui.overviews.canvas import SOLID, Canvas, Pattern

AREA, CHOSEN, PROVINCES, BORDERS, DISPUTES, COASTS = range(1, 7)
"""Layers, from the lowest to the highest: the areas of all places and of the selected one, then lines."""

CHARACTERS = " /%.:!#"
"""Of the layers, where there is no braille."""

LAYERS = {COAST: COASTS, BORDER: BORDERS, DISPUTED: DISPUTES, PROVINCE: PROVINCES}

PATTERNS: dict[int, Pattern] = {
    COASTS: SOLID,
    BORDERS: (True, True, True, True, True, False),
    DISPUTES: (True, True, False, False),
    PROVINCES: (True, False, False),
}

HATCH = {AREA: 6, CHOSEN: 3}
"""Dots between the lines of a hatching."""

PROVINCES_TO = 0.11
"""Degrees to a dot up to which lines of provinces are drawn: wider, they would fill the land."""


def drawn(camera: Camera, faces: Collection[int]) -> Canvas:
    """The lines that show, and the outlines of some faces also where other provinces have none."""
    canvas = Canvas(camera.across // 2, camera.down // 4)
    found: dict[int, list[tuple[list[int], list[int]]]] = {layer: [] for layer in PATTERNS}
    level = geometry().level(camera.degrees)
    outlines = geometry().level(camera.degrees, provinces=True).around(faces)
    all_provinces = camera.degrees <= PROVINCES_TO
    for turn, window in _turns(camera):
        pieces = [*level.within(window)]
        if not all_provinces:
            pieces = [piece for piece in pieces if piece.kind != PROVINCE]
            pieces += [piece for piece in outlines if piece.kind == PROVINCE]
        for piece in pieces:
            if piece.kind != SEAM:
                across, down = _dots(camera, piece, turn)
                dots = [*map(floor, across)], [*map(floor, down)]
                found[LAYERS[piece.kind]].append(dots)
    for layer in sorted(found):
        for xs, ys in found[layer]:
            canvas.line(xs, ys, layer, PATTERNS[layer])
    return canvas


def hatch(canvas: Canvas, camera: Camera, faces: Collection[int], layer: int) -> None:
    """Hatches some faces together."""
    pieces = geometry().level(camera.degrees, provinces=True).around(faces)
    for turn, _ in _turns(camera):
        canvas.hatch((_dots(camera, piece, turn) for piece in pieces), layer, HATCH[layer])


def crop(canvas: Canvas, camera: Camera) -> None:
    """Leaves one turn around the world, where more would have room."""
    west, _, east, _ = camera.window
    room = camera.across - (east - west) * camera.scale[0]
    if room > 1:
        canvas.crop(floor(room / 4), ceil((camera.across - room / 2) / 2))


def ring(canvas: Canvas, middle: tuple[int, int], radius: int, layer: int) -> None:
    """A broken circle, as large at any scale: how far a place reaches is not known."""
    steps = radius * 3
    for step in range(steps):
        angle = 2 * pi * step / steps
        if step % 3 or layer == CHOSEN:
            x, y = middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)
            canvas.dot(round(x), round(y), layer)


def _turns(camera: Camera) -> Iterator[tuple[int, Window]]:
    """How often around the world what shows lies, and it as if it lay there not at all."""
    window = camera.window
    for turn in (-1, 0, 1):
        west, east = window.west - turn * STEPS, window.east - turn * STEPS
        if west <= STEPS and east >= 0:
            yield turn, window._replace(west=west, east=east)


def _dots(camera: Camera, piece: Piece, turn: int) -> tuple[list[float], list[float]]:
    """The points of a piece on the canvas."""
    to_east, to_north = camera.scale
    left = camera.across / 2 + (turn * STEPS - easting(camera.lon)) * to_east
    top = camera.down / 2 + northing(camera.lat) * to_north
    return (
        [left + x * to_east for x in piece.xs],
        [top - y * to_north for y in piece.ys],
    )
