"""Which records show, and filters as one line."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.article import ActorKind, ContextKind, Form, PlaceKind, RecordType
from models.review.filters import KINDS, STATUSES, Filter, parse, shown
from models.review.review import State

RECORDS = """
    actors:
      - {id: iran, name: Iran, kind: state}
      - {id: envoy, name: The Envoy, kind: person, of: [iran]}
      - {id: other, name: Somebody, kind: person}
    events:
      - {id: e, title: Missile strike, actors: [iran], note: A doubtful claim}
    quotes:
      - {id: q, form: direct, text: "“we are calm,”", speaker: [envoy]}
      - {id: r, form: indirect, gloss: they deny it, speaker: [nobody]}
    links:
      - {id: l, from: q, rel: contradicts, to: iran}
    """

STATES = {
    "e": State("accept", comments=2, others=(("ann", "reject", False),)),
    "q": State("accept", outdated=True, others=(("ann", "accept", True), ("bo", "flag", False))),
    "r": State("reject"),
    "iran": State("flag"),
    "envoy": State(others=(("bo", "reject", False),)),
}

texts = st.text(st.sampled_from('ab" \tquote:byhas”é'), max_size=12) | st.sampled_from(
    [
        "e",
        "calm",
        "missile STRIKE",
        "deny it",
        "quote",
        "accepted",
        "Rejected",
        "by:me",
        "two  words",
        "has:comments",
        'say "no"',
        " ",
    ]
)
filters = st.builds(
    Filter,
    st.frozensets(st.sampled_from(STATUSES)),
    st.sampled_from(["", "mine", "others", "Mine", "ann", "Mary K", 'q"uote']),
    st.booleans(),
    st.booleans(),
    st.frozensets(st.sampled_from(KINDS), max_size=3),
    st.sampled_from(["", "jilani", "two words", '"']),
    texts,
)


@pytest.fixture
def show(document):
    desk = document(RECORDS)

    def ids(line: str, reviewer: str = "") -> str:
        found = shown(
            parse(line),
            desk,
            lambda record: STATES.get(record.id, State()),
            reviewer,
            faulty={problem.record for problem in desk.problems},
        )
        return " ".join(sorted(found))

    return ids


ALL = "e envoy iran l other q r"


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("", ALL),
        ("   ", ALL),
        ("undecided", "envoy l other q"),
        ("accepted", "e"),
        ("rejected", "r"),
        ("flagged", "iran"),
        ("outdated", "q"),
        ("accepted rejected", "e r"),
        ("by:mine", "e iran q r"),
        ("by:others", "e envoy q"),
        ("by:ann", "e q"),
        ("by:ann rejected", "e"),
        ("by:ann outdated", "q"),
        ("by:others flagged", "q"),
        ("by:others undecided", "iran l other q r"),
        ("by:nobody", ""),
        ("by:nobody undecided", ALL),
        ("has:comments", "e"),
        ("has:problems", "r"),
        ("quote", "q r"),
        ("quote event", "e q r"),
        ("person", "envoy other"),
        ("actor person", "envoy other"),
        ("quote direct", "q"),
        ("event person", "e envoy other"),
        ("state direct", "iran q"),
        ("actor:iran", "e envoy iran l q"),
        ("actor:envoy", "envoy iran q"),
        ("actor:unknown", ""),
        ("missile", "e"),
        ("MISSILE claim", "e"),
        ("missile calm", ""),
        ('"we are calm"', "q"),
        ('"event"', ""),
        ("undecided quote", "q"),
        ("quote by:others calm", "q"),
        ("accepted has:comments actor:iran strike", "e"),
    ],
)
def test_what_shows(show, line, ids):
    assert show(line) == ids


def test_one_s_own_name_is_mine(show):
    assert show("by:mk rejected", "mk") == "r"
    assert show("by:mk", "mk") == show("by:mine")


def test_words_of_a_filter_in_any_case_and_the_last_of_two_names():
    assert parse("Undecided QUOTE") == Filter(
        frozenset(("undecided",)), kinds=frozenset(("quote",))
    )
    assert parse("by:ann by:bo actor:x actor:y") == Filter(by="bo", actor="y")
    assert parse("by:Ann").by == "Ann"
    assert parse('by:"Mary K"') == Filter(by="Mary K")


def test_what_is_no_word_of_a_filter_is_text():
    for line in ("by:", "has:money", "actor:", "verdict:yes", "Jilani said", "by: x"):
        assert parse(line) == Filter(text=line)
    assert parse('"undecided" two').text == "undecided two"
    assert parse('"say ""no""').text == 'say "no"'
    assert parse('"no end').text == "no end"


@given(filters)
def test_a_filter_is_written_as_it_is_read(wanted):
    assert parse(str(wanted)) == wanted


@given(st.text(max_size=30) | texts)
def test_any_line_is_a_filter(line):
    found = parse(line)
    assert parse(str(found)) == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=filters, reviewer=st.sampled_from(["", "ann"]), more=st.booleans())
def test_it_makes_no_difference_how_much_is_looked_at(wanted, reviewer, more, document):
    """Whether each record's words are read, or all are looked up; and who is asked how it stands."""
    desk = document(RECORDS)
    told = {*STATES, "gone"} | ({"l"} if more else set())

    def states(record):
        return STATES.get(record.id, State())

    found = shown(wanted, desk, states, reviewer)
    assert shown(wanted, desk, states, reviewer, None, told) == found
    assert shown(wanted, desk, states, reviewer, desk.records.values()) == found
    some = [record for record in desk.records.values() if record.id in "e q l"]
    assert shown(wanted, desk, states, reviewer, some, told) == found & {"e", "q", "l"}


@given(filters)
def test_a_filter_that_lets_all_pass_is_none(wanted):
    assert bool(wanted) == bool(str(wanted))


def test_a_filter_in_words(document):
    desk = document(RECORDS)
    line = "undecided outdated quote by:mine has:comments has:problems actor:envoy calm"
    assert parse(line).words(desk) == (
        "undecided or outdated, quote, by me, with comments, with problems, The Envoy, “calm”"
    )
    assert parse("by:others").words(desk) == "by others"
    assert parse("").words(desk) == ""


def test_no_word_means_two_kinds():
    assert len(KINDS) == len(set(KINDS))
    assert not set(KINDS) & set(STATUSES)
    every = (RecordType, ActorKind, PlaceKind, ContextKind, Form)
    assert set(KINDS) == {word for words in every for word in get_args(words)}
