"""Rows that are made when they are asked for: as a list of them all would be, and no sooner."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.article import Event
from models.views.rows import Rows

items = st.lists(
    st.sampled_from("AB") | st.builds(lambda id_: Event(id=id_, title=""), st.sampled_from("abcd")),
    max_size=12,
)


def rows_of(things):
    """Rows as pairs, and those that were made so far."""
    made = []

    def make(event, heading):
        made.append(event.id)
        return heading, event.id

    return Rows(things, make, lambda heading: (heading, "")), made


def listed(things):
    heading, rows = "", []
    for thing in things:
        heading = thing if isinstance(thing, str) else heading
        rows.append((heading, "" if isinstance(thing, str) else thing.id))
    return rows


@given(items, st.integers(-13, 12), st.integers(-13, 12))
def test_they_are_as_a_list_of_them(things, start, stop):
    rows, _ = rows_of(things)
    expected = listed(things)
    assert rows[start:stop] == expected[start:stop]
    assert [*rows] == expected
    assert [rows[index] for index in range(-len(things), len(things))] == [*expected, *expected]
    assert [row[1] for row in expected] == rows.ids
    assert [index for index, row in enumerate(expected) if not row[1]] == rows.headings


@given(items, st.sets(st.sampled_from("abcd")))
def test_some_stand_under_their_headings(things, wanted):
    rows, made = rows_of(things)
    some = rows.only(wanted)
    assert made == []
    expected = [row for row in listed(things) if row[1] in wanted]
    assert [row for row in some if row[1]] == expected
    headings = [row[0] for row in some if not row[1]]
    assert len(headings) <= len(expected)
    assert all(some.ids[index + 1] for index in some.headings)


def test_a_row_is_made_once_and_only_when_asked_for():
    rows, made = rows_of(["A", *(Event(id=f"e{number}", title="") for number in range(1000))])
    assert (len(rows), len(rows.ids), made) == (1001, 1001, [])
    assert rows[500] is rows[500]
    assert made == ["e499"]
