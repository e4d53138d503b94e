"""Where everything is: read from the article that ships by hand, and whatever a file holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from models.document import Document
from models.loading.reading import load_bytes
from models.overviews import VIEWS
from models.overviews.map import Bounds, Map, Spot, around, work_out
from models.overviews.map_camera import CLOSEST, Camera, fitted, round_length
from tui.written import as_data
from tui.written.map import bounds_words, written


@pytest.fixture(scope="module")
def shipped(bundled) -> Map:
    return work_out(bundled)


def spot(found: Map, record: str) -> Spot:
    return next(each for each in (*found.places, *found.tray) if each.id == record)


# The article that ships


def test_nine_places_are_on_the_map_and_the_wider_region_is_not(shipped):
    assert [each.id for each in shipped.places] == [
        *("pk", "ir", "il", "borderland", "gaza", "balochistan", "sistan", "islamabad", "tehran")
    ]
    assert [each.id for each in shipped.tray] == ["wider-region"]


def test_the_two_provinces_are_known_to_the_province_and_the_capitals_to_the_city(shipped):
    precision = {each.id: each.precision for each in shipped.places}
    assert precision["balochistan"] == precision["sistan"] == "province"
    assert precision["islamabad"] == precision["tehran"] == "city"
    assert precision["borderland"] == precision["gaza"] == "region"


def test_the_area_of_the_groups_lies_in_two_countries(shipped):
    assert spot(shipped, "borderland").inside == ("pk", "ir")


def test_both_strikes_and_all_three_groups_are_where_the_groups_are_active(shipped):
    area = spot(shipped, "borderland")
    assert area.events == ("strikes", "strike-iran", "strike-pakistan")
    assert area.actors == ("bla", "blf", "jaa")


def test_nothing_is_said_to_have_happened_in_either_province(shipped):
    assert spot(shipped, "balochistan").events == spot(shipped, "sistan").events == ()


def test_it_reaches_from_gaza_to_islamabad(shipped):
    assert shipped.bounds == Bounds(34.4, 27.8, 73.04, 35.69)


def test_its_words_name_precision_place_and_what_is_there(bundled):
    lines = [*written(bundled)]
    assert lines[0] == "Section: on the map, 9 places."
    assert lines[1] == "From 27.8 north to 35.69 north, from 34.4 east to 73.04 east."
    (balochistan,) = (line for line in lines if line.startswith("Balochistan, province."))
    assert "Known to its province only. In Pakistan (place). 28.5 north, 65.1 east." in balochistan
    (area,) = (line for line in lines if line.startswith("Area where"))
    assert "3 events here: Missile strikes traded, Iran’s strike, Pakistan’s strike." in area
    assert lines[-1] == "Wider region, region. Known to its region only. No coordinates."


def test_a_program_reads_it(bundled):
    data = as_data(next(each for each in VIEWS if each.name == "map"), bundled)
    assert json.loads(json.dumps(data))["places"][0]["lat"] == 30.0


# Any file


@pytest.fixture(scope="module")
def make() -> Callable[[dict[str, Any]], Document]:
    """Documents from plain data."""

    def made(content: dict[str, Any]) -> Document:
        data = {"copydesk": 1, "article": {"title": "T", "text": "Some text."}, **content}
        loaded = load_bytes(yaml.safe_dump(data, allow_unicode=True).encode(), "made.yaml")
        assert loaded.document is not None, loaded.problems
        return loaded.document

    return made


def place(record: str, lat: object = None, lon: object = None, **more: object) -> dict[str, object]:
    fields = {"id": record, "name": record, "kind": "city", "lat": lat, "lon": lon, **more}
    return {key: value for key, value in fields.items() if value is not None}


def test_without_places_there_is_nothing(make):
    assert work_out(make({})) == Map((), (), None)
    assert [*written(make({}))] == ["Section: on the map, 0 places."]


@pytest.mark.parametrize(("lat", "lon"), [(None, None), (3.0, None), (None, 4.0)])
def test_half_a_position_is_none(make, lat, lon):
    found = work_out(make({"places": [place("a", lat, lon)]}))
    assert [each.id for each in found.tray] == ["a"]
    assert found.tray[0].lat is None
    assert found.tray[0].lon is None


def test_containment_in_a_ring_and_in_nothing_known_is_harmless(make):
    places = [place("a", 1, 2, **{"in": ["b", "a", "zz"]}), place("b", 3, 4, **{"in": ["a", "a"]})]
    found = work_out(make({"places": places}))
    assert [each.inside for each in found.places] == [("b",), ("a",)]
    assert len([*written(make({"places": places}))]) == 4


def test_what_is_wide_comes_before_what_is_narrow(make):
    places = [
        place("site", 1, 1, kind="site", precision="exact"),
        place("city", 1, 1, precision="city"),
        place("somewhere", 1, 1, precision="country"),
        place("land", 1, 1, kind="country"),
    ]
    found = work_out(make({"places": places}))
    assert [each.id for each in found.places] == ["land", "somewhere", "city", "site"]


# The part of the world


def test_points_on_both_sides_of_the_180th_meridian_lie_close():
    assert around([(-18.1, 178.4), (-13.8, -171.8)]) == Bounds(178.4, -18.1, 360 - 171.8, -13.8)


def test_places_all_around_the_world_need_the_whole_of_it():
    assert around([(0, -120), (0, 0), (0, 120)]) == Bounds(-120, 0, 120, 0)


def test_its_words_name_the_side_of_the_world():
    words = bounds_words(Bounds(178.4, -18.1, 188.2, -13.8))
    assert words == "From 18.1 south to 13.8 south, from 178.4 east to 171.8 west."


POINTS = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=8)


@given(POINTS, st.integers(2, 400), st.integers(4, 300))
def test_what_is_fitted_shows(points, across, down):
    bounds = around(points)
    assert bounds is not None
    assert 0 <= bounds.east - bounds.west <= 360
    camera = fitted(bounds, across, down)
    for lat, lon in points:
        x, y = camera.dot(lat, lon)
        assert -1 <= x <= across + 1
        assert -1 <= y <= down + 1


def test_a_single_point_has_its_surroundings():
    camera = fitted(Bounds(65.1, 28.5, 65.1, 28.5), 160, 80)
    assert camera.dot(28.5, 65.1) == (80, 40)
    assert 100 < camera.kilometres * 80 < 600


@given(
    st.lists(st.sampled_from(["in", "out", "left", "right", "up", "down"]), max_size=30),
    st.floats(-85, 85),
    st.floats(-180, 179),
)
def test_however_it_moves_it_stays_on_the_world(moves, lat, lon):
    camera = Camera(lat, lon, 0.5, 160, 80)
    for move in moves:
        if move in ("in", "out"):
            camera = camera.closer(2 if move == "in" else 0.5)
        else:
            steps = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
            camera = camera.panned(*(step / 4 for step in steps[move]))
    assert -90 <= camera.lat <= 90
    assert -180 <= camera.lon <= 180
    assert camera.degrees >= CLOSEST
    west, _, east, _ = camera.window
    assert east - west <= 65535.01


@pytest.mark.parametrize(
    ("most", "length"), [(1, 1), (4.9, 2), (5, 5), (999, 500), (1000, 1000), (0.3, 0.2)]
)
def test_a_bar_of_scale_has_a_round_length(most, length):
    assert round_length(most) == pytest.approx(length)
