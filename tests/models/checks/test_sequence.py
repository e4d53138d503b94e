"""What the file says of the order of events, against their dates and against itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.checks import check
from models.checks.rings import rings
from models.loading.reading import load_bytes
from models.problems import Problem

SHOTS, RECALL = 'date: "2024-02-29"', 'date: "2024-03-01"'
ANSWERS = "shots]\n    asserted: [{by: reporter, as: fact}]\n    at: called"


def found(events: str) -> list[Problem]:
    text = f"copydesk: 1\narticle:\n  text: |\n    Nothing is told.\nevents:\n{events}"
    document = load_bytes(text.encode(), "events.yaml").document
    assert document is not None
    return [each for each in check(document) if each.code in ("E303", "W304", "E305", "E310")]


def test_answers_something_later(sees: Any, silent: Any) -> None:
    problem = sees("E303", {RECALL: 'date: "2024-02-28"'}, at=ANSWERS, record="recall")
    assert (
        "“Ambassador recalled” (28 February 2024) answers “Shots at a patrol boat”"
        in problem.message
    )
    silent({RECALL: 'date: "2024-02-29"'})
    silent({RECALL: 'date: "[2024-02-20..2024-02-29]"'})


def test_comes_after_something_later(sees: Any, silent: Any) -> None:
    late = {
        "after: [recall]": "note: none",
        "at: reopened their": "after: [recall]\n    at: reopened their",
    }
    problem = sees(
        "E303",
        late | {'date: "2024-03-04"': 'date: "2024-02"', SHOTS: 'date: "2024-02"'},
        at="recall]\n    at: reopened",
    )
    assert "comes after" in problem.message
    silent(late | {'date: "2024-03-04"': 'date: "2024-03"'})


def test_comes_before_something_earlier(sees: Any, silent: Any) -> None:
    first = {
        "answers: [shots]": "answers: [shots]\n    before: [reopening]",
        "after: [recall]": "note: none",
    }
    problem = sees("E303", first | {RECALL: 'date: "2024-03-05"'}, at="reopening]")
    assert "comes before “Border reopened”" in problem.message
    silent(first)


def test_what_lasts_can_be_answered_while_it_does(silent: Any) -> None:
    silent({SHOTS: 'date: "2024-02-29/2024-03-03"'})
    silent({SHOTS: 'date: "2024-02-29/.."\n    status: ongoing'})


def test_may_answer_something_later(sees: Any, silent: Any) -> None:
    window = {SHOTS: 'date: "[2024-02-25..2024-03-03]"'}
    earlier = {RECALL: 'date: "[2024-02-20..2024-03-01]"'}
    problem = sees("W304", window | earlier, at=ANSWERS, record="recall")
    assert "between 20 February and 1 March 2024" in problem.message
    silent(window | {RECALL: 'date: "[2024-02-25..2024-03-03]"'})
    silent(window | {RECALL: 'date: "[2024-02-25..2024-03-01]"'})
    silent(window | {RECALL: 'date: "[2024-02-20..2024-03-04]"'})
    silent(window | {RECALL: 'date: "2024-02-26"'})
    silent(window | {RECALL: 'date: "[..2024-03-01]"'})
    silent({SHOTS: 'date: "[2024-02-25..]"'} | earlier)


def test_a_date_in_doubt_is_no_contradiction_for_certain(sees: Any) -> None:
    sees("W304", {RECALL: 'date: "2024-02-28~"'}, at=ANSWERS)
    sees("W304", {SHOTS: 'date: "2024-03-02?"'}, at=ANSWERS)


def test_what_began_before_may_not_follow(sees: Any) -> None:
    sees("W304", {RECALL: 'date: "2024-02-01/2024-03-01"'}, at=ANSWERS)


def test_two_fields_that_say_the_same_are_told_once() -> None:
    problems = found(
        "  - {id: a, title: A, date: 2024-01-02}\n"
        "  - {id: b, title: B, date: 2024-01-01, answers: [a], after: [a]}\n"
    )
    assert [each.code for each in problems] == ["E303"]


def test_events_in_a_ring(sees: Any, silent: Any) -> None:
    same = {SHOTS: 'date: "2024-03"', RECALL: 'date: "2024-03"'}
    ring = same | {
        "place: strait\n    asserted": "place: strait\n    answers: [recall]\n    asserted"
    }
    problem = sees(
        "E305",
        ring,
        at="recall]\n    asserted: [{by: reporter, as: fact}]\n    at: shots",
        record="shots",
    )
    assert problem.message == (
        "“Shots at a patrol boat” is answered by “Ambassador recalled”, which is answered by “Shots at a "
        "patrol boat”."
    )
    silent(same)


def test_rings_of_every_field() -> None:
    problems = found(
        "  - {id: a, title: A, before: [b]}\n"
        "  - {id: b, title: B, part_of: [d]}\n"
        "  - {id: c, title: C, after: [b], before: [d]}\n"
        "  - {id: d, title: D}\n"
        "  - {id: e, title: E, part_of: [e]}\n"
        "  - {id: f, title: F, after: [g]}\n"
        "  - {id: g, title: G, after: [f]}\n"
    )
    assert [(each.code, each.record) for each in problems] == [
        ("E305", "b"),
        ("E305", "e"),
        ("E305", "f"),
    ]
    assert [each.message for each in problems] == [
        "“B” comes before “C”, which comes before “D”, which includes “B”.",
        "“E” is part of itself.",
        "“F” comes before “G”, which comes before “F”.",
    ]


def test_a_ring_is_told_once_though_two_fields_close_it() -> None:
    problems = found(
        "  - {id: a, title: A, before: [b], after: [b]}\n  - {id: b, title: B, after: [a], answers: [a]}\n"
    )
    assert [each.code for each in problems] == ["E305"]


def test_a_long_ring_names_some_of_its_events() -> None:
    count = 9
    events = (f"  - {{id: e{n}, title: E{n}, after: [e{(n - 1) % count}]}}\n" for n in range(count))
    (problem,) = found("".join(events))
    assert problem.message == (
        "“E0” comes before “E1”, which comes before “E2”, which comes before “E3”, which comes before 4 "
        "others, the last of them before “E8”, which comes before “E0”."
    )


def test_a_chain_as_long_as_a_file_can_hold_is_followed() -> None:
    size = 200_000
    ways = {str(n): (str(n + 1), "0") for n in range(size)} | {str(size): ("0",)}
    found = [*rings(ways)]  # each step leads back to the first as well
    assert len(found) == size + 1
    assert found[0].closing == (str(size), "0")


@pytest.mark.parametrize("ways", [{}, {"a": ()}, {"a": ("b", "c"), "b": ("c",), "c": ("gone",)}])
def test_no_ring(ways: dict[str, tuple[str, ...]]) -> None:
    assert [*rings(ways)] == []


NAMES = st.sampled_from("abcde")
GRAPHS = st.dictionaries(NAMES, st.lists(NAMES, unique=True), max_size=5)


@settings(max_examples=200, deadline=None)
@given(GRAPHS)
def test_without_the_steps_that_close_rings_there_are_none(ways: dict[str, list[str]]) -> None:
    closing = {ring.closing for ring in rings(ways)}
    for ring in rings(ways):
        round_ = [*zip(ring.names, (*ring.names[1:], ring.names[0]), strict=True)]
        assert all(other in ways[one] for one, other in round_)
    cut = {one: [other for other in ways[one] if (one, other) not in closing] for one in ways}
    assert [*rings(cut)] == []
    assert bool(closing) == any(_leads_back(ways, start) for start in ways)


def _leads_back(ways: dict[str, list[str]], start: str) -> bool:
    reached: set[str] = set()
    while more := {other for one in (reached or {start}) for other in ways.get(one, ())} - reached:
        reached |= more
    return start in reached


DATES = [
    "2024-01-05",
    "2024-01",
    "[..2024-01-30]",
    "2024-01-09/..",
    "2024-01-09/2024-01-02",
    "XXXX",
]
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "date": st.sampled_from([*DATES, "nonsense"]),
        "date_says": st.sampled_from(["soon", "in January", "ago", "\u202e["]),
        "status": st.sampled_from(["planned", "ongoing", "x"]),
        **{
            field: st.lists(st.sampled_from(["a", "b", "c", "gone", "p"]), max_size=3)
            for field in ("before", "after", "answers", "part_of", "actors")
        },
        "place": st.sampled_from(["p", "q", "a", "gone"]),
    },
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FIELDS, min_size=3, max_size=3), st.lists(st.sampled_from("pqax"), max_size=3))
def test_whatever_a_file_holds_is_checked(events: list[dict[str, Any]], within: list[str]) -> None:
    article = {
        "copydesk": "1",
        "article": {"text": "Nothing is told.\n"},
        "places": [
            {
                "id": key,
                "name": key,
                "kind": kind,
                "in": within,
                "iso": iso,
                "lat": "33",
                "lon": lon,
            }
            for key, kind, iso, lon in [("p", "city", "PK", "1"), ("q", "country", "zz", "-180")]
        ],
        "events": [
            {"id": key, "title": key} | event for key, event in zip("abc", events, strict=True)
        ],
    }
    document = load_bytes(json.dumps(article).encode(), "made-up.yaml").document
    assert document is not None
    check(document)


def test_part_outside_its_whole(sees: Any, silent: Any) -> None:
    part = {"after: [recall]": "part_of: [recall]"}
    problem = sees("E310", part, at="recall]", record="reopening")
    assert "ends after it" in problem.message
    silent(part | {'date: "2024-03-04"': 'date: "2024-03"'})
    silent(part | {RECALL: 'date: "2024-03-01/2024-03-04"'})
    silent(part | {RECALL: RECALL + "\n    status: ongoing"})
    silent(part | {'date: "2024-03-04"': 'date: "2024-03-04~"'})
    early = {'date: "2024-03-04"': 'date: "2024-02-29/2024-03-01"'}
    assert "begins before it" in sees("E310", part | early, at="recall]").message


def test_nothing_in_a_file_makes_the_rules_fail() -> None:
    assert found(
        "  - {id: a, title: A, answers: [gone, a], after: [b], part_of: [gone]}\n  - {id: b}\n"
    )
