"""Dates as people write them, and the EDTF that they mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dates import Date
from models.dates.meant import meant


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("16 January 2024", "2024-01-16"),
        ("16th of January, 2024", "2024-01-16"),
        ("January 16, 2024", "2024-01-16"),
        ("Jan. 16 2024", "2024-01-16"),
        ("Tue, 16 Jan 2024", "2024-01-16"),
        ("Sept 3, 2024", "2024-09-03"),
        ("may 2022", "2022-05"),
        ("early March 2024", "2024-03"),
        ("in the middle of March 2024", "2024-03"),
        ("2024/1/16", "2024-01-16"),
        ("2024.01.16", "2024-01-16"),
        ("2024-1-6", "2024-01-06"),
        ("2024-5", "2024-05"),
        ("20240116", "2024-01-16"),
        ("16.1.2024", "2024-01-16"),
        ("16/1/2024", "2024-01-16"),
        ("1/16/2024", "2024-01-16"),
        ("“2024-01-16”", "2024-01-16"),
        ('2024-01-16"', "2024-01-16"),
        ("about 16 January 2024", "2024-01-16~"),
        ("c. 2020", "2020~"),
        ("probably 2020", "2020?"),
        ("2024-01-16 10:30", "2024-01-16T10:30:00"),
        ("2024-01-16T10:30", "2024-01-16T10:30:00"),
        ("16 January 2024 at 9:30", "2024-01-16T09:30:00"),
        ("16-18 January 2024", "2024-01-16/2024-01-18"),
        ("from 16 to 18 January 2024", "2024-01-16/2024-01-18"),
        ("16 January 2024 to 2 February 2024", "2024-01-16/2024-02-02"),
        ("2024-01-16 – 2024-01-18", "2024-01-16/2024-01-18"),
        ("2024-01-16/18", "2024-01-16/2024-01-18"),
        ("since 2022", "2022/.."),
        ("until March 2024", "../2024-03"),
        ("2024-01-16..2024-01-18", "[2024-01-16..2024-01-18]"),
        ("spring 2024", "2024-21"),
        ("the 2020s", "202X"),
        ("2024 Q1", "2024-33"),
        ("Q2 2024", "2024-34"),
        ("2024-01-??", "2024-01-XX"),
    ],
)
def test_a_date_with_one_reading(text: str, edtf: str) -> None:
    assert meant(text) == (edtf,)
    Date.parse(edtf)


def test_day_and_month_may_be_either() -> None:
    assert meant("01/03/2024") == ("2024-03-01", "2024-01-03")
    assert meant("1-3-2024") == ("2024-03-01", "2024-01-03")
    assert meant("3/3/2024") == ("2024-03-03",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Friday",
        "last week",
        "30 February 2024",
        "29.02.24",
        "24-03-01",
        "2024-13-01",
        "1 mars 2024",
        "March",
        "12",
        "/",
        "..",
        "June/July 2024",
        "1 March and 4 March 2024",
        "٢٠٢٤",
        "x" * 100,
    ],
)
def test_what_may_mean_anything_is_left_alone(text: str) -> None:
    assert meant(text) == ()


@settings(max_examples=200, deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["2024", "1", "31", "May", "Q", "-", "/", "..", " ", "to", "T", "10:00", "~", "X", "["]
        )
    ).map("".join)
)
def test_whatever_is_meant_is_a_date(text: str) -> None:
    for each in meant(text):
        Date.parse(each)
