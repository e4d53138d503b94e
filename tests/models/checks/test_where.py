"""Places in themselves, in two countries, off the map, and parts that lie elsewhere than their wholes."""

from __future__ import annotations

from typing import Any

import pytest

from models.article import Place
from models.checks import check
from models.checks.facts import Facts
from models.loading.reading import load_bytes
from models.problems import Problem

ISO = {"precision: country\n": "precision: country\n    iso: NO\n"}
"""Northland lies where Norway does, so that Havn is in it."""

OTHER = (
    "  - {id: sm-land, name: Land of Southmark, kind: country, in: [shores], "
    "basis: outside, source: an atlas}\n"
)


def found(places: str, rest: str = "") -> list[Problem]:
    text = f"copydesk: 1\narticle:\n  text: |\n    Nothing is told.\nplaces:\n{places}{rest}"
    document = load_bytes(text.encode(), "places.yaml").document
    assert document is not None
    return [each for each in check(document) if each.code in ("E401", "W402", "W403")]


def test_a_place_in_itself(sees: Any, silent: Any) -> None:
    ring = {
        "precision: region\n    at: both shores": "precision: region\n    in: [strait]\n    at: both shores"
    }
    problem = sees(
        "E401", ring, at="shores]\n    precision: region\n  - id: nl-land", record="strait"
    )
    assert problem.message == "“Both shores” lies in “Narrow Strait”, which lies in “Both shores”."
    silent(ISO)


def test_a_place_directly_in_itself() -> None:
    (problem,) = found("  - {id: a, name: A, kind: city, in: [a]}\n")
    assert (problem.code, problem.message) == ("E401", "“A” lies in itself.")


def test_a_long_ring_of_places_names_some() -> None:
    count = 9
    rows = (
        f"  - {{id: p{n}, name: P{n}, kind: area, in: [p{(n + 1) % count}]}}\n"
        for n in range(count)
    )
    (problem,) = found("".join(rows))
    assert problem.message == (
        "“P0” lies in “P1”, which lies in “P2”, which lies in “P3”, which lies in 4 others, one in the next, "
        "the last of them in “P8”, which lies in “P0”."
    )


def test_in_two_countries(sees: Any, silent: Any) -> None:
    two = {
        "actors:\n  - id: northland": f"{OTHER}actors:\n  - id: northland",
        "in: [nl-land]": "in: [nl-land, sm-land]",
    }
    problem = sees("E401", two, at="sm-land]", record="havn")
    assert "“Land of Northland” and “Land of Southmark”" in problem.message
    silent(two | {"in: [nl-land]": "in: [nl-land, sm-land]\n    note: The border runs through it."})
    silent(two | {"in: [nl-land]": "in: [nl-land, shores]"})


COUNTRIES = (
    "  - {id: a, name: A, kind: country}\n"
    "  - {id: b, name: B, kind: country}\n"
    "  - {id: aa, name: AA, kind: country, in: [a]}\n"
    "  - {id: border, name: Border, kind: area, in: [a, b], note: It lies in both.}\n"
)


@pytest.mark.parametrize(
    ("within", "told"),
    [
        ("a, aa", False),
        ("border", False),
        ("border, a", False),
        ("aa, b", True),
        ("gone, a", False),
    ],
)
def test_which_countries_are_two(within: str, told: bool) -> None:
    problems = found(f"{COUNTRIES}  - {{id: x, name: X, kind: city, in: [{within}]}}\n")
    assert [each.record for each in problems] == ["x"] * told


def test_latitude_and_longitude_swapped(sees: Any, silent: Any) -> None:
    swapped = ISO | {"lat: 61.5\n    lon: 6.25": "lat: 6.25\n    lon: 61.5"}
    problem = sees("W402", swapped, at="6.25\n    lon", record="havn")
    assert "Norway (NO)" in problem.message
    assert "write `lat: 61.5` and `lon: 6.25`" in problem.mend
    silent(ISO)
    silent({"lat: 61.5\n    lon: 6.25": "lat: 6.25\n    lon: 61.5"})  # no country is known


def test_a_lost_sign_and_a_wrong_number(sees: Any) -> None:
    def mend(lat: str, lon: str) -> str:
        edits = ISO | {"lat: 61.5\n    lon: 6.25": f"lat: {lat}\n    lon: {lon}"}
        return str(sees("W402", edits, at=f"{lat}\n    lon").mend)

    assert "longitude’s sign" in mend("61.5", "-6.25")
    assert "latitude’s sign" in mend("-61.5", "6.25")
    assert "Both signs" in mend("-61.5", "-6.25")
    assert "Between latitudes 57.99 and 71.17 and longitudes 4.64 and 31.08" in mend(
        "48.5", "16.25"
    )


@pytest.mark.parametrize(
    ("within", "iso", "lat", "lon", "inside"),
    [
        ("pk", "", 33.72, 73.04, True),
        ("pk", "PK-IS", 73.04, 33.72, False),
        ("pk", "IR-23", 35.69, 51.39, True),  # its own code counts
        ("both", "", 35.69, 51.39, True),
        ("both", "", 48.2, 16.4, False),
        ("fj", "", -16.8, -179.95, True),
        ("fj", "", -16.8, 179.95, True),
        ("us", "", 52.83, 173.18, True),
        ("us", "", 21.3, -157.86, True),
        ("us", "", 18.47, -66.12, True),
        ("us", "", 51.5, -0.13, False),
        ("nowhere", "", 0.0, 0.0, True),
    ],
)
def test_where_countries_are(within: str, iso: str, lat: float, lon: float, inside: bool) -> None:
    problems = found(
        "  - {id: pk, name: Pakistan, kind: country, iso: PK}\n"
        "  - {id: ir, name: Iran, kind: country, iso: IR}\n"
        "  - {id: fj, name: Fiji, kind: country, iso: FJ}\n"
        "  - {id: us, name: US, kind: country, iso: US}\n"
        "  - {id: nowhere, name: Nowhere, kind: country, iso: zz}\n"
        "  - {id: both, name: Both, kind: area, in: [pk, ir], note: It lies in both.}\n"
        f'  - {{id: x, name: X, kind: city, in: [{within}], iso: "{iso}", lat: {lat}, lon: {lon}}}\n'
    )
    assert [each.record for each in problems] == ["x"] * (not inside)


def test_part_elsewhere(sees: Any, silent: Any) -> None:
    part = {
        "after: [recall]": "part_of: [recall]\n    place: havn",
        'date: "2024-03-04"': 'date:  "2024-03-01"',
    }
    placed = {"actors:\n  - id: northland": f"{OTHER}actors:\n  - id: northland"}
    whole = {"answers: [shots]": "answers: [shots]\n    place: sm-land"}
    problem = sees("W403", part | placed | whole, at="havn\n    asserted", record="reopening")
    assert "add “sm-land” to the `in` of “havn”" in problem.mend
    silent(part | placed | {"answers: [shots]": "answers: [shots]\n    place: nl-land"})
    silent(part | placed | {"answers: [shots]": "answers: [shots]\n    place: strait"})


PLACES = (
    "  - {id: a, name: A, kind: country}\n"
    "  - {id: b, name: B, kind: country}\n"
    "  - {id: north, name: North, kind: province, in: [a]}\n"
    "  - {id: south, name: South, kind: province, in: [a]}\n"
    "  - {id: port, name: Port, kind: city, in: [north]}\n"
    "  - {id: hills, name: Hills, kind: area, in: [a]}\n"
    "  - {id: plain, name: Plain, kind: region, in: [b]}\n"
    "  - {id: hall, name: Hall, kind: site}\n"
)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        ("port", "north", False),
        ("port", "a", False),
        ("north", "port", False),  # the whole is placed more closely
        ("port", "south", True),
        ("port", "b", True),
        ("hills", "north", False),  # it may reach there
        ("hills", "plain", True),
        ("hills", "b", True),
        ("port", "hall", False),  # nobody says where that is
        ("gone", "a", False),
    ],
)
def test_which_places_are_apart(part: str, whole: str, told: bool) -> None:
    problems = found(
        PLACES,
        f"events:\n  - {{id: y, title: Y, place: {whole}}}\n"
        f"  - {{id: x, title: X, place: {part}, part_of: [y]}}\n",
    )
    assert [each.record for each in problems] == ["x"] * told


def test_a_chain_of_places_is_not_walked_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 2_000
    rows = "".join(
        f"  - {{id: p{n}, name: P{n}, kind: city, in: [p{n + 1}, p{n + 2}], lat: 1, lon: 1}}\n"
        for n in range(size)
    )
    asked = 0
    place = Facts.place

    def counted(facts: Facts, record: str | None) -> Place | None:
        nonlocal asked
        asked += 1
        return place(facts, record)

    monkeypatch.setattr(Facts, "place", counted)
    assert found(rows) == []
    assert asked < size * 500
