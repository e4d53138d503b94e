"""The maker of the table of countries, on a map of its own."""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "countries.py"
FIELDS = {"ADMIN": 20, "SOVEREIGNT": 20, "NAME_LONG": 20, "ISO_A2_EH": 3}

Ring = list[tuple[float, float]]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = spec_from_file_location("countries_tool", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def square(west: float, south: float, size: float) -> Ring:
    east, north = west + size, south + size
    return [(west, south), (west, north), (east, north), (east, south), (west, south)]


def shapes(polygons: list[list[Ring]]) -> bytes:
    """A shapefile of polygons."""
    parts = [bytes(100)]
    for number, rings in enumerate(polygons, 1):
        points = [point for ring in rings for point in ring]
        starts = [sum(len(ring) for ring in rings[:index]) for index in range(len(rings))]
        polygon = struct.pack("<i4d2i", 5, 0, 0, 0, 0, len(rings), len(points))
        polygon += struct.pack(f"<{len(starts)}i", *starts)
        polygon += b"".join(struct.pack("<2d", *point) for point in points)
        parts.append(struct.pack(">2i", number, len(polygon) // 2) + polygon)
    return b"".join(parts)


def table(rows: list[dict[str, str]]) -> bytes:
    """A dBASE table."""
    width = 1 + sum(FIELDS.values())
    start = 32 + 32 * len(FIELDS) + 1
    found = struct.pack("<4xIHH20x", len(rows), start, width)
    for name, length in FIELDS.items():
        found += name.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([length]) + bytes(15)
    found += b"\r"
    for row in rows:
        found += b" " + b"".join(row[name].encode().ljust(n) for name, n in FIELDS.items())
    return found


def row(name: str, code: str, sovereign: str = "") -> dict[str, str]:
    return {"ADMIN": name, "SOVEREIGNT": sovereign or name, "NAME_LONG": name, "ISO_A2_EH": code}


def test_a_map_becomes_a_table(tool: ModuleType, tmp_path: Path) -> None:
    source, target = tmp_path / "map.zip", tmp_path / "countries.tsv"
    rows = [
        row("Ünland", "UN"),
        row("Isles", "IS", "Ünland"),
        row("Reef", "-99"),
        row("Desert", "EH"),
    ]
    rows.append(row("Morocco", "MA"))
    mainland = [square(10, 50, 5), square(16, 51.005, 1), square(30, 50, 2)]
    polygons = [mainland, [square(-179, -10, 1), square(179, -10, 1)], [square(0, 0, 1)]]
    polygons += [[square(-17, 21, 2)], [square(-10, 30, 2)]]
    with zipfile.ZipFile(source, "w") as packed:
        packed.writestr("map.shp", shapes(polygons))
        packed.writestr("map.dbf", table(rows))
    tool.main(str(source), target)
    assert target.read_text(encoding="utf-8").splitlines() == [
        "EH\tDesert\t-17 21 -15 23",
        "IS\tIsles\t-179 -10 -178 -9\t179 -10 180 -9",
        "MA\tMorocco\t-17 21 -15 23\t-10 30 -8 32",
        "UN\tÜnland\t-179 -10 -178 -9\t10 50 17 55\t30 50 32 52\t179 -10 180 -9",
    ]


def test_boxes_that_come_near_through_a_third_are_joined(tool: ModuleType) -> None:
    apart = [(0.0, 0.0, 1.0, 1.0), (4.0, 0.0, 5.0, 1.0)]
    assert sorted(tool.joined(apart)) == apart
    assert tool.joined([*apart, (2.0, 0.0, 3.0, 1.0)]) == [(0.0, 0.0, 5.0, 1.0)]


def test_sides_are_rounded_outwards(tool: ModuleType) -> None:
    assert tool.written((-1.234, 1.239, 2.001, 3.0)) == "-1.24 1.23 2.01 3"


def test_it_needs_nothing_but_python(tmp_path: Path) -> None:
    code = f"import runpy; runpy.run_path({str(SCRIPT)!r})"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, check=True)
