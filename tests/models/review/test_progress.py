"""What comes next in a review, and how far it is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.article import Event
from models.review.progress import Progress, next_undecided, reading_order
from models.review.review import State

RECORDS = """
    actors:
      - {id: iran, name: Iran, kind: state}
      - {id: nobody, name: Nobody, kind: person}
      - {id: minister, name: M, kind: person, at: Pakistan’s minister}
    events:
      - {id: denial, title: D, at: Tehran denied it}
      - {id: e, title: E, at: [went home, Iran struck a base]}
    links:
      - {id: l, from: e, rel: explains, to: denial}
    """

ORDER = ["a", "b", "c", "d"]
STATES = st.builds(State, st.sampled_from(["", "accept", "reject", "flag"]))


def test_records_are_read_in_the_order_of_the_text(document):
    order = reading_order(document(RECORDS))
    assert order == ["iran", "e", "minister", "denial", "nobody", "l"]


def test_the_bundled_article_is_read_from_its_first_line(bundled):
    order = reading_order(bundled)
    assert sorted(order) == sorted(bundled.records)
    starts = [bundled.passages.of(key)[0].start for key in order if bundled.passages.of(key)]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("start", "step", "undecided", "within", "found"),
    [
        ("a", 1, "bd", None, "b"),
        ("b", 1, "bd", None, "d"),
        ("d", 1, "bd", None, "b"),
        ("b", -1, "bd", None, "d"),
        ("d", -1, "bd", None, "b"),
        ("b", 1, "b", None, "b"),
        ("b", 1, "", None, ""),
        ("", 1, "bd", None, "b"),
        ("", -1, "bd", None, "d"),
        ("gone", 1, "abcd", None, "a"),
        ("a", 1, "bd", frozenset("d"), "d"),
        ("a", 1, "bd", frozenset("ac"), ""),
    ],
)
def test_the_next_undecided(start, step, undecided, within, found):
    assert next_undecided(ORDER, start, step, undecided.__contains__, within) == found


def test_of_no_records_none_is_next():
    assert next_undecided([], "a", 1, lambda _: True) == ""


@given(st.sets(st.sampled_from(ORDER)), st.sampled_from([1, -1]))
def test_stepping_on_comes_by_every_undecided_one(undecided, step):
    seen, at = [], "a"
    for _ in undecided:
        at = next_undecided(ORDER, at, step, undecided.__contains__)
        seen.append(at)
    assert sorted(seen) == sorted(undecided)


def test_progress_counts_each_type_and_the_whole(document):
    desk = document(RECORDS)
    states = {
        "iran": State("accept"),
        "nobody": State("reject"),
        "e": State("flag"),
        "denial": State("accept", outdated=True),
    }
    progress = Progress(desk, lambda record: states.get(record.id, State()))
    whole = progress.whole
    assert (whole.total, whole.decided, whole.remaining) == (6, 3, 3)
    assert (whole.accepted, whole.rejected, whole.flagged, whole.outdated) == (1, 1, 1, 1)
    assert list(progress.types) == ["actor", "event", "link"]
    assert [count.decided for count in progress.types.values()] == [2, 1, 0]
    assert [count.remaining for count in progress.types.values()] == [1, 1, 1]


@given(st.lists(st.tuples(st.sampled_from("abc"), STATES, st.booleans()), max_size=12))
def test_counting_one_record_anew_is_as_counting_all(changes):
    records = {key: Event(id=key, title=key) for key in "abc"}
    desk = SimpleNamespace(records=records)
    states: dict[str, State] = {}

    def stands(record):
        return states.get(record.id, State())

    progress = Progress(desk, stands)
    for key, state, outdated in changes:
        states[key] = state._replace(outdated=outdated and bool(state.verdict))
        progress.update(records[key])
        anew = Progress(desk, stands)
        told = Progress(desk, stands, {*states, "gone"})
        assert (told.whole, told.types) == (anew.whole, anew.types)
        for one, other in (
            (progress.whole, anew.whole),
            (progress.types["event"], anew.types["event"]),
        ):
            assert (one.total, one.accepted, one.rejected, one.flagged, one.outdated) == (
                *(other.total, other.accepted, other.rejected, other.flagged, other.outdated),
            )
