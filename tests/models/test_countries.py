"""The table of where countries lie: well formed, found by code, right about well-known places."""

from __future__ import annotations

import pytest

from models.countries import countries, country

HELD = [
    ("PK", 33.72, 73.04), ("IR", 35.69, 51.39), ("IL", 31.78, 35.22), ("PS", 31.4, 34.4),
    ("UA", 44.95, 34.1), ("RU", 55.75, 37.62), ("RU", 66.16, -169.81), ("RU", 54.71, 20.51),
    ("US", 38.9, -77.04), ("US", 21.31, -157.86), ("US", 52.83, 173.18), ("US", 61.22, -149.9),
    ("FJ", -18.14, 178.44), ("FJ", -16.8, -179.97), ("KI", 1.33, 172.98), ("KI", 1.87, -157.43),
    ("NZ", -41.29, 174.78), ("NZ", -43.95, -176.55), ("FR", 48.85, 2.35), ("FR", -20.88, 55.45),
    ("GB", -51.7, -57.85), ("DK", 64.18, -51.72), ("CN", 22.28, 114.16), ("MA", 27.15, -13.2),
    ("ZA", -33.93, 18.42), ("XK", 42.66, 21.17), ("AQ", -77.85, 166.67), ("MC", 43.74, 7.42),
]  # fmt: skip
"""A code, and the latitude and longitude of a town or station that it holds."""


@pytest.mark.parametrize(("code", "lat", "lon"), HELD)
def test_a_country_holds_its_towns(code: str, lat: float, lon: float) -> None:
    found = country(code)
    assert found is not None
    assert found.holds(lat, lon)


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("PK", 73.04, 33.72),
        ("IR", 51.39, 35.69),
        ("FJ", 178.44, -18.14),
        ("US", 51.51, -0.13),
        ("KI", 1.33, -172.98),
        ("FR", 52.52, 13.4),
        ("NZ", 41.29, 174.78),
    ],
)
def test_a_country_holds_no_other_point(code: str, lat: float, lon: float) -> None:
    found = country(code)
    assert found is not None
    assert not found.holds(lat, lon)


def test_a_margin_reaches_across_the_180th_meridian() -> None:
    found = country("FJ")
    assert found is not None
    assert max(box.east for box in found.boxes) == 180
    assert found.holds(-17, -179.9)


@pytest.mark.parametrize(
    ("iso", "name"),
    [("PK", "Pakistan"), ("PK-BA", "Pakistan"), ("IR-11", "Iran"), ("GB-SCT", "United Kingdom")],
)
def test_codes_of_countries_and_of_their_parts(iso: str, name: str) -> None:
    found = country(iso)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("iso", ["", "pk", "PAK", "PK-", "PK-BALO", "ZZ", "586", "PK BA", "-99"])
def test_what_is_no_code_of_one(iso: str) -> None:
    assert country(iso) is None


def test_every_line_is_well_formed() -> None:
    table = countries()
    assert len(table) > 230
    for code, found in table.items():
        assert found.code == code
        assert found.name
        assert found.boxes
        for box in found.boxes:
            assert -180 <= box.west <= box.east <= 180
            assert -90 <= box.south <= box.north <= 90
