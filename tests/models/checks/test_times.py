"""Dates that contradict themselves, the words they rest on, the publication, or a term of office."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks.english import grain, relative

SHOTS = 'date: "2024-02-29"'
PUBLISHED = '  published: "2024-03-05"\n  published_basis: outside\n  published_source: the paper’s archive\n'


def test_ends_before_it_begins(sees: Any, silent: Any) -> None:
    dates = 'date: "2024-03-02/2024-02-29"'
    sees("E301", {SHOTS: dates}, at='"2024-03-02/2024-02-29"', record="shots")
    silent({SHOTS: 'date: "2024-02-29/2024-03-01"'})


def test_more_precise_than_its_words(sees: Any, silent: Any) -> None:
    words = {"date_says: four days after": "date_says: in February"}
    found = sees("W306", words, at='"2024-02-29"', record="shots")
    assert "“in February”" in found.message
    assert "to 2024-02," in found.mend
    silent(words | {SHOTS: 'date: "2024-02"'})
    silent(words | {SHOTS: 'date: "[2024-02-01..2024-02-29]"'})
    silent(words | {SHOTS: 'date: "2024-02-29~"'})
    silent(words | {SHOTS: 'date: "2024-02-XX"'})
    silent({"date_says: four days after": "date_says: in February\n    basis: inferred"})
    silent(words | {"language: en": "language: fr"})


def test_a_month_is_more_precise_than_a_year(sees: Any, silent: Any) -> None:
    words = {"date_says: four days after": "date_says: this year"}
    found = sees("W306", words | {SHOTS: 'date: "2024-02"'}, at='"2024-02"\n')
    assert "to 2024," in found.mend
    silent(words | {SHOTS: 'date: "2024"'})


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        ("days earlier", '"[2024-02-26..2024-03-03]"'),
        ("last week", '"[2024-02-26..2024-03-03]"'),
        ("earlier this month", "2024-02"),
        ("last winter", "2024-22"),
        ("in 2024", "2024"),
    ],
)
def test_each_grain_has_a_mend(sees: Any, words: str, mend: str) -> None:
    edits = {"date_says: four days after": f"date_says: {words}"}
    assert mend in sees("W306", edits, at='"2024-02-29"').mend


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Days earlier in January", "days"),
        ("a few days ago", "days"),
        ("soon", "days"),
        ("weeks ago", "week"),
        ("in mid-January", "month"),
        ("January 2024", "month"),
        ("10 months ago", "month"),
        ("in the spring", "season"),
        ("last fall", "season"),
        ("two years ago", "year"),
        ("in early 2023", "year"),
        ("in the 1990s", "year"),
    ],
)
def test_words_that_name_no_day(words: str, expected: str) -> None:
    assert grain(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "since Oct. 7",
        "on Monday",
        "7 October 2023",
        "four days after",
        "the day before in May",
        "on the third of March",
        "at the end of January",
        "in the 2023 election",
        "a week ago",
        "once the missiles had flown",
        "it may march on",
        "after the fall of Kabul",
        "Nowruz 2024",
    ],
)
def test_words_that_name_a_day_or_nothing_known(words: str) -> None:
    assert grain(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", "Monday"),
        ("three weeks ago", "three weeks ago"),
        ("Days earlier in January", "Days earlier"),
        ("earlier this month", "this month"),
        ("very soon", "soon"),
        ("on Monday, 4 March 2024", ""),
        ("four days after", ""),
        ("in January", ""),
    ],
)
def test_words_that_count_from_the_day_of_writing(words: str, expected: str) -> None:
    assert relative(words) == expected


def test_relative_to_nothing(sees: Any, silent: Any) -> None:
    fixed = {"date_says: on Monday": "date_says: on 4 March"}
    found = sees("W307", fixed | {PUBLISHED: ""}, at="on Friday\n", record="recall")
    assert "“Friday”" in found.message
    silent(fixed | {PUBLISHED: "", "date_says: on Friday": "date_says: on Friday, 1 March 2024"})
    basis = {
        "date_says: on Friday": "date_says: on Friday\n    basis: outside\n    source: a diary"
    }
    silent(fixed | {PUBLISHED: ""} | basis)
    silent(fixed | {PUBLISHED: "", '    date: "2024-03-01"\n': ""})
    silent(fixed | {PUBLISHED: "", "language: en": "language: fa"})


def test_occurred_after_the_publication(sees: Any, silent: Any) -> None:
    date = 'date: "2024-03-04"'
    found = sees("E308", {date: 'date: "2024-03-06"'}, at='"2024-03-06"', record="reopening")
    assert "status: planned" in found.mend
    silent({date: 'date: "2024-03-05"'})
    silent({date: 'date: "2024-03-06~"'})
    silent({date: 'date: "[2024-03-01..2024-03-31]"'})
    silent({date: 'date: "2024-03-06"\n    status: planned'})
    ongoing = 'date: "2024-03-06/.."\n    status: ongoing'
    sees("E308", {date: ongoing}, at='"2024-03-06/.."')


def test_planned_before_the_publication(sees: Any, silent: Any) -> None:
    date = 'date: "2024-03-04"'
    planned = f"{date}\n    status: planned"
    sees("W309", {date: planned}, at='"2024-03-04"', record="reopening")
    silent({date: 'date: "2024-03-05"\n    status: planned'})
    silent({date: f"{date}\n    status: cancelled", "code: COOPERATE": "code: REJECT"})
    silent({date: planned, 'published: "2024-03-05"': 'published: "[2024-03-01..2024-03-09]"'})


def test_outside_of_office(sees: Any, silent: Any) -> None:
    acts = {
        "    actors: [northland, southmark]\n": "    actors: [northland, southmark, brandt]\n",
        'of: northland, from: "2022-05"}': 'of: northland, from: "2024-05"}',
    }
    found = sees("W311", acts, at="brandt]\n    date", record="reopening")
    assert "foreign minister only from May 2024" in found.message
    silent(acts | {'of: northland, from: "2022-05"}': 'of: northland, from: "2024-03"}'})
    silent(acts | {'of: northland, from: "2022-05"}': 'of: northland, from: "2024-05?"}'})
    was = {'of: northland, from: "2022-05"}': 'of: northland, to: "2020", status: former}'}
    silent(acts | was)
    two = {'from: "2022-05"}]': 'to: "2020"}, {title: envoy, of: northland}]'}
    actors = {"    actors: [northland, southmark]\n": acts["    actors: [northland, southmark]\n"]}
    silent(actors | two)
    until = {'of: northland, from: "2022-05"}': 'of: northland, to: "2024-02"}'}
    assert "until February 2024" in sees("W311", actors | until, at="brandt]\n    date").message
