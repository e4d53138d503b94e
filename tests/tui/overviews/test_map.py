"""The map view: places, areas, zoom and pan, labels and the tray, on any screen."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from models.geometry import geometry
from models.overviews.map_camera import Camera
from tests.tui.conftest import Desk, check_screen
from tui.overviews import map_ground
from tui.overviews.canvas import Canvas
from tui.overviews.map import MapView
from tui.overviews.map_places import APART, Labels, Mark
from tui.styles.look import Look
from tui.styles.symbols import SETS
from tui.styles.themes import THEMES, palette_of

NAME = "view-map"
SIZES = [(60, 15), (80, 24), (120, 40), (200, 60)]
AT_EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
HOSTILE = "\x1b[31m[/]‮漢字かな [@click=app.quit]"


async def opened(desk: Desk) -> MapView:
    await desk.press("v", "m")
    view: MapView = desk.pane(NAME)
    return view


def place(record: str, lat: object = None, lon: object = None, **more: object) -> dict[str, Any]:
    fields = {"id": record, "name": record, "kind": "city", "lat": lat, "lon": lon, **more}
    return {key: value for key, value in fields.items() if value is not None}


def picture(view: MapView) -> str:
    """The map as it is drawn, without the list."""
    return "\n".join("".join(text for text, _ in line) for line in view._picture())


# The article that ships


@AT_EACH_SIZE
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_it_opens_walks_zooms_and_goes_back(open_desk, size, symbols):
    async with open_desk(*size, symbols=symbols) as desk:
        before = desk.record
        view = await opened(desk)
        for key in "jjj==<>{}-wGgk":
            await desk.press(key)
            desk.check()
            check_screen(desk)
        assert view.camera is not None
        if symbols == "ascii":
            assert desk.text.isascii()
        await desk.press("escape")
        assert not desk.state.in_view
        assert before in desk.document.records


async def test_all_places_show_by_name_with_how_they_are_known(open_desk):
    async with open_desk(200, 60) as desk:
        view = await opened(desk)
        drawn = picture(view)
        for name in ("Tehran", "Islamabad", "Iran", "Israel", "Gaza Strip", "Balochistan"):
            assert name in drawn
        assert "◍ Tehran" in drawn
        assert "~ Iran" in drawn
        assert "►Pakistan · country" in drawn
        assert "1,000 km" in drawn
        assert "31.7 N 53.7 E" in drawn
        assert "province  in Pakistan" in desk.text
        assert "region    in Pakistan and Iran · 3" in desk.text


async def test_what_has_no_coordinates_lies_in_the_tray_and_says_so(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("G")
        assert desk.record == "wider-region"
        assert "no coordinates" in desk.text
        assert "what is selected has no coordinates" in picture(view)
        camera = view.camera
        await desk.press("=")
        assert view.camera is not None
        assert (view.camera.lat, view.camera.lon) == (camera.lat, camera.lon)


async def test_zooming_goes_to_the_selected_place_and_walking_keeps_it_in_view(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        wide = view.camera
        await desk.press("j", "j", "j", "j", "j")
        assert desk.record == "balochistan"
        assert view.camera == wide
        await desk.press("=", "=", "=", "=")
        assert view.camera.degrees == pytest.approx(wide.degrees / 16)
        assert (view.camera.lat, view.camera.lon) == (28.5, 65.1)
        assert "km across, around 28.5 north, 65.1 east" in desk.text
        await desk.press("j")
        assert desk.record == "sistan"
        assert view.camera.shows(27.9, 60.6)
        assert "►Sistan and Baluchestan · province" in picture(view)
        await desk.press("w")
        assert view.camera == wide


async def test_panning_moves_by_a_quarter_of_what_shows(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("=")
        before = view.camera
        dots = before.dot(30, 70)
        await desk.press(">", "}")
        moved = view.camera.dot(30, 70)
        assert moved[1] == pytest.approx(dots[1] - before.down / 4, abs=1)
        assert moved[0] < dots[0]
        await desk.press("<", "{")
        assert view.camera.lat == pytest.approx(before.lat)
        assert "Balochistan" in picture(view)


async def test_what_is_linked_is_marked_on_the_map(open_desk):
    async with open_desk(200, 60) as desk:
        view = await opened(desk)
        assert desk.record == "pk"
        assert "✦Islamabad" in picture(view)
        assert "✦Tehran" not in picture(view)
        await desk.press("f")
        assert desk.selection.hints
        await desk.press("escape")
        await desk.press("]", "]")
        stepped = desk.selection.next_edge.target
        assert stepped == "borderland"
        assert "❖Area where" in picture(view)


async def test_one_follows_and_decides_here(open_desk, on_disk):
    async with open_desk(120, 40, on_disk) as desk:
        await opened(desk)
        await desk.press("a")
        assert desk.state.review.own.of("pk").decision is not None
        await desk.press("g", "enter")
        assert desk.record != "pk"
        await desk.press("h")
        assert desk.record == "pk"
        assert desk.selection.active == NAME
        desk.check()


async def test_a_filter_takes_places_off_the_map(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        view.narrow(frozenset({"tehran", "islamabad"}), "two")
        drawn = picture(view)
        assert "Tehran" in drawn
        assert "Balochistan" not in drawn
        assert "Gaza" not in drawn


async def test_a_click_on_the_map_chooses_the_nearest_place(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        x, y = view.camera.dot(35.69, 51.39)
        region = desk.region(NAME)
        await desk.pilot.click(offset=(region.x + 1 + x // 2, region.y + 1 + y // 4))
        await desk.settle()
        assert desk.record == "tehran"
        desk.check()


async def test_another_theme_draws_it_in_its_colours(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        before = {style for line in view._picture() for _, style in line}
        desk.app.theme = "copydesk-light"
        await desk.settle()
        after = {style for line in view._picture() for _, style in line}
        assert before.isdisjoint(after)


async def test_another_size_keeps_the_part_of_the_world(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("=", ">")
        middle = view.camera.lat, view.camera.lon
        await desk.resize(80, 24)
        desk.check()
        assert (view.camera.lat, view.camera.lon) == middle
        assert (view.camera.across, view.camera.down) == tuple(
            side * dots for side, dots in zip(view._map_size, (2, 4), strict=True)
        )


# Any article


async def test_an_article_with_a_tray_only_has_no_map(open_desk, make):
    async with open_desk(120, 40, make({"places": [place("a"), place("b", 3.0)]})) as desk:
        view = await opened(desk)
        assert view.above(80) == view.below(80) == []
        await desk.press("=")
        assert "No place here has coordinates" in desk.text
        desk.check()


async def test_the_world_is_neither_torn_nor_shown_twice(open_desk, make):
    places = [
        place("suva", -18.1, 178.4, precision="city"),
        place("apia", -13.8, -171.8, precision="city"),
    ]
    async with open_desk(120, 40, make({"places": places})) as desk:
        view = await opened(desk)
        assert view.camera.kilometres * view.camera.across < 3000
        assert "suva" in picture(view)
        assert "apia" in picture(view)
        await desk.press(*"--------")
        assert picture(view).count("apia") == 1
        assert "All of the world shows." in desk.text
        desk.check()


@AT_EACH_SIZE
async def test_thousands_of_places_and_hostile_names_stay_readable(open_desk, make, size):
    chance = random.Random(4)
    known = ("exact", "city", "province", "country", "region", "unknown")
    places = [
        place(
            f"p{number}",
            chance.uniform(-89, 89),
            chance.uniform(-180, 180),
            name=f"{HOSTILE} {number}",
            precision=chance.choice(known),
        )
        for number in range(1000)
    ]
    async with open_desk(*size, make({"places": places})) as desk:
        view = await opened(desk)
        for key in "jjG==<w":
            await desk.press(key)
            check_screen(desk)
        assert "\x1b" not in desk.text
        width = view._map_size[0]
        assert all(sum(cell_len(text) for text, _ in row) <= width for row in view._picture()[:-1])


async def test_an_unknown_code_and_the_poles_are_drawn(open_desk, make):
    places = [
        place("pole", 90, 180, kind="province", precision="province", iso="zz-1"),
        place("south", -90, -180, precision="exact"),
        place("sea", 0, -30, kind="country", precision="country"),
    ]
    async with open_desk(80, 24, make({"places": places})) as desk:
        await opened(desk)
        for key in "jj=-wG=":
            await desk.press(key)
            desk.check()


# The canvas and what is drawn on it


def lines(canvas: Canvas) -> list[str]:
    return [text for text, _ in canvas.rows()]


def test_a_line_is_clipped_to_the_canvas():
    canvas = Canvas(4, 2)
    canvas.line([-100, 100], [4, 4], 1)
    assert lines(canvas) == ["    ", "⠉⠉⠉⠉"]
    canvas = Canvas(4, 2)
    canvas.line([-5, -1, 300], [-9, -3, -1], 1)
    assert lines(canvas) == ["    ", "    "]


def test_the_highest_layer_gives_a_cell_its_colour():
    canvas = Canvas(2, 1)
    canvas.line([-1, 3], [0, 0], 5)
    canvas.dot(0, 3, 1)
    ((text, tops),) = canvas.rows()
    assert tops == bytes((5, 5))
    assert text == "⡉⠉"


def test_hatching_fills_a_shape_and_leaves_a_hole_in_it():
    canvas = Canvas(20, 10)
    outer = ([0, 40, 40, 0, 0], [0, 0, 40, 40, 0])
    inner = ([10, 30, 30, 10, 10], [10, 10, 30, 30, 10])
    canvas.hatch([outer, inner], 1, 2)
    rows = canvas.rows()
    assert all(tops == b"\1" * 20 for _, tops in (rows[0], rows[-1]))
    assert rows[5][1][6:14] == bytes(8)


def test_a_province_is_hatched_within_its_outline_only():
    camera = Camera(28.5, 65.1, 0.1, 200, 160)
    canvas = Canvas(100, 40)
    map_ground.hatch(canvas, camera, {geometry().face(28.5, 65.1)}, map_ground.AREA)

    def hatched(lat: float, lon: float) -> bool:
        x, y = camera.dot(lat, lon)
        row = canvas.rows()[y // 4][1]
        return any(row[x // 2 - 1 : x // 2 + 2])

    assert hatched(28.5, 65.1)
    assert hatched(27.5, 66)
    assert not hatched(27.9, 59.8)  # in Iran
    assert not hatched(25.5, 68.5)  # in Sindh
    assert not hatched(23.5, 64)  # in the sea


def test_labels_stay_apart_from_each_other_and_from_other_signs():
    chance = random.Random(2)
    marks = [Mark(number, chance.randrange(60), chance.randrange(20)) for number in range(40)]
    room = Labels(60, 20, "…")
    for mark in marks:
        room.sign(mark.column, mark.row)
    found = [label for mark in marks if (label := room.place(mark, f"Place {mark.place}"))]
    assert len(found) > 10
    taken = {(mark.column, mark.row): mark.place for mark in marks}
    for label in found:
        own = marks[label.place]
        span = range(label.column - APART, label.column + len(label.text) + APART)
        others = {
            place for (column, row), place in taken.items() if row == label.row and column in span
        }
        assert others <= {each.place for each in marks if each[1:] == own[1:]}
    for one in found:
        for other in found:
            if one is not other and one.row == other.row:
                assert (
                    one.column + len(one.text) + APART <= other.column
                    or other.column + len(other.text) + APART <= one.column
                )


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_label_of_the_selected_place_always_stands(size):
    width, height = size
    room = Labels(width, height, "…")
    for row in range(height):
        for column in range(width):
            room.sign(column, row)
    for mark in (Mark(0, 0, 0), Mark(1, width - 1, height - 1), Mark(2, width // 2, 0)):
        label = room.force(mark, "x" * 500)
        assert 0 <= label.row < height
        assert label.column >= 0
        assert label.column + cell_len(label.text) <= width


def test_it_is_drawn_without_a_screen(seed):
    look = Look(palette_of(THEMES[0]), SETS["unicode"])
    view = MapView(look, seed, drawn_at=Size(100, 30))
    strips = view.paint(100, 30)
    assert {strip.cell_length for strip in strips} == {100}
    assert "Balochistan" in "\n".join(strip.text for strip in strips)
