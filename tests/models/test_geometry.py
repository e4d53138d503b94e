"""The lines of the world: what lies where, and how long it takes to know."""

from __future__ import annotations

from itertools import pairwise
from math import radians, sin
from pathlib import Path

import pytest

import models.geometry
from models.geometry import (
    DISPUTED,
    STEPS,
    Window,
    easting,
    geometry,
    northing,
)

MOST = 2_200_000
"""Bytes that the file may have."""


def area(face: int) -> float:
    """Square kilometres of a face, from its outline: a piece has it on its left or on its right."""
    level = geometry().levels[0]
    total = 0.0
    for number, (left, right) in enumerate(zip(level.left, level.right, strict=True)):
        if left != right and face in (left, right):
            _, xs, ys = level.piece(number)
            points = [
                (x / STEPS * 360 - 180, y / STEPS * 180 - 90) for x, y in zip(xs, ys, strict=True)
            ]
            swept = sum(
                radians(x - u) * (2 + sin(radians(v)) + sin(radians(y))) / 2
                for (x, y), (u, v) in pairwise(points)
            )
            total += swept if left == face else -swept
    return total * 6371**2


@pytest.mark.parametrize(
    ("name", "lat", "lon", "code", "known"),
    [
        ("Balochistan", 28.5, 65.1, "PK", 347_190),
        ("Sistan and Baluchestan", 27.9, 60.6, "IR", 181_785),
        ("Kerman", 30.3, 57.1, "IR", 180_726),
        ("Bavaria", 48.9, 11.4, "DE", 70_550),
        ("Berlin", 52.52, 13.4, "DE", 891),
        ("Texas", 31.0, -100.0, "US", 695_000),
        ("Donetsk", 48.0, 37.8, "UA", 26_517),
        ("Crimea", 45.3, 34.4, "UA", 27_000),
        ("North Darfur", 15.7, 25.4, "SD", 296_420),
        ("Tigray", 13.8, 38.5, "ET", 50_079),
        ("Guerrero", 17.6, -99.9, "MX", 63_794),
        ("Bihar", 25.8, 85.5, "IN", 94_163),
    ],
)
def test_a_province_is_as_large_as_is_known(name, lat, lon, code, known):
    face = geometry().face(lat, lon)
    assert geometry().code(face) == code
    assert area(face) == pytest.approx(known, rel=0.1)


def test_a_province_of_pakistan_is_none_of_iran():
    world = geometry()
    assert world.face(28.5, 65.1) in world.country("PK")
    assert world.face(28.5, 65.1) not in world.country("IR")
    assert world.country("XX") == ()


@pytest.mark.parametrize(("lat", "lon"), [(0, -30), (25, 62), (90, 0), (0, 180), (-60, -180)])
def test_the_sea_has_no_face(lat, lon):
    assert geometry().face(lat, lon) == 0


def window(west: float, south: float, east: float, north: float) -> Window:
    return Window(easting(west), northing(south), easting(east), northing(north))


@pytest.mark.parametrize(
    "box",
    [(74, 33.5, 77, 35.2), (92, 28, 97, 29), (126.5, 37.7, 128.5, 38.8), (35.1, 31.5, 35.5, 32.5)],
)
def test_disputed_borders_are_told_from_others(box):
    kinds = {piece.kind for piece in geometry().levels[0].within(window(*box))}
    assert DISPUTED in kinds


def test_the_border_of_pakistan_and_iran_is_not_disputed():
    kinds = {piece.kind for piece in geometry().levels[0].within(window(61, 26, 63, 29))}
    assert DISPUTED not in kinds


def test_wider_views_have_fewer_lines():
    world = geometry()
    assert world.level(0.01) is world.levels[0]
    assert world.level(9.0) is world.levels[-1]
    assert world.level(9.0, provinces=True) is world.levels[-2]
    points = [
        sum(len(piece.xs) for piece in level.within(Window(0, 0, STEPS, STEPS)))
        for level in world.levels
    ]
    assert points == sorted(points, reverse=True)


def test_the_file_is_small_and_says_where_it_is_from():
    folder = Path(models.geometry.__file__).parent
    assert (folder / "geometry.bin").stat().st_size <= MOST
    licence = (folder / "NATURAL_EARTH.md").read_text(encoding="utf-8")
    assert "public domain" in licence
    assert "naturalearthdata.com" in licence
