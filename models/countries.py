"""Where countries lie, as boxes of latitude and longitude.

The boxes are from Natural Earth (naturalearthdata.com, public domain); `tools/countries.py` makes the
table. What a state governs elsewhere, or holds against others, lies in its boxes, too: a point outside is
hardly in the country, while a point inside may well be in another.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

MARGIN = 0.2
"""Degrees around a box that count as inside: harbours, reefs, and points that were rounded."""

_ISO = re.compile(r"([A-Z]{2})(-[A-Z0-9]{1,3})?")


class Box(NamedTuple):
    """Sides in degrees. None crosses the 180th meridian: a country there has boxes on both sides."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in the box or its margin."""
        return self.south - MARGIN <= lat <= self.north + MARGIN and any(
            self.west - MARGIN <= lon + turn <= self.east + MARGIN for turn in (-360, 0, 360)
        )


class Country(NamedTuple):
    """A country or territory with an ISO 3166-1 code of its own."""

    code: str
    name: str
    boxes: tuple[Box, ...]

    def holds(self, lat: float, lon: float) -> bool:
        return any(box.holds(lat, lon) for box in self.boxes)


def country(iso: str) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 or ISO 3166-2 code (`PK`, `PK-BA`), if its boxes are known."""
    found = _ISO.fullmatch(iso)
    return countries().get(found[1]) if found else None


@cache
def countries() -> dict[str, Country]:
    """The table, by code."""
    table = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8")
    found = {}
    for line in table.splitlines():
        code, name, *boxes = line.split("\t")
        sides = (map(float, box.split()) for box in boxes)
        found[code] = Country(code, name, tuple(Box(*each) for each in sides))
    return found
