"""The order of events, and what is possible between two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.article import Article, Event
from models.dates import Date
from models.document import Document
from models.order import ALL, ordered, possible
from models.passages import Passages
from models.text import Text


def desk(*events: Event) -> Document:
    records = {event.id: event for event in events}
    return Document("t", None, Article(), Text(""), records, {}, Passages([]))


def event(name: str, date: str = "", **fields: str) -> Event:
    """`event("a", "2024", after="b c")`."""
    lists = {key: tuple(value.split()) for key, value in fields.items()}
    return Event(id=name, title=name, date=Date.parse(date) if date else None, **lists)


def order(*events: Event) -> str:
    return " ".join(each.id for each in ordered(desk(*events)))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], ""),
        ([event("b", "2024-02"), event("a", "2024-01")], "a b"),
        ([event("late", "2024/.."), event("soon", "2024-01-01"), event("b", "2024-01")], "soon b late"),
        ([event("b", "2024"), event("a", "[..2023]"), event("x"), event("u", "XXXX")], "a b x u"),
        # undated ones
        ([event("x"), event("a", "2024")], "a x"),
        ([event("b", "2025"), event("x", after="a"), event("a", "2024")], "a x b"),
        ([event("a", "2024"), event("x", before="c"), event("b", "2025"), event("c", "2026")], "a b x c"),
        ([event("a", "2024"), event("b", "2025"), event("x", after="a b"), event("c", "2026")], "a b x c"),
        ([event("c", "2026"), event("a", "2024", before="x"), event("x", before="c"), event("b", "2025")],
         "a x b c"),
        ([event("a", "2024"), event("other", "2024"), event("x", after="a")], "a x other"),
        ([event("x", before="y"), event("y", before="c"), event("a", "2023"), event("c", "2024"),
          event("d", "2025")], "a x y c d"),
        ([event("x", after="a"), event("y", after="x"), event("a", "2024"), event("b", "2025")], "a x y b"),
        ([event("x"), event("y", after="x"), event("a", "2024")], "a x y"),
        ([event("r", answers="a"), event("a", "2024"), event("b", "2025")], "a r b"),
        ([event("part", part_of="whole"), event("whole", "2024"), event("b", "2025")], "whole part b"),
        ([event("part", "2024", part_of="whole"), event("whole", "2024")], "whole part"),
        # the word against the date
        ([event("a", "2024", after="b"), event("b", "2025"), event("c", "2026")], "b a c"),
        # what is not there
        ([event("a", "2024", after="gone a", before="gone")], "a"),
    ],
)  # fmt: skip
def test_events_stand_where_dates_and_words_put_them(events, expected):
    assert order(*events) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([event("b", "2025", after="a"), event("a", "2024", after="b")], "a b"),
        ([event("a", after="b"), event("b", after="a"), event("c", "2024")], "c a b"),
        ([event("a", "2024", before="a")], "a"),
        # what merely follows a cycle does not break it, early as it may be
        ([event("early", "2020", after="a"), event("a", "2024", after="b"), event("b", "2025", after="a")],
         "a early b"),
        ([event("a", "2024-03", after="c"), event("b", "2024-01", after="a"),
          event("c", "2024-02", after="b")],
         "b c a"),
    ],
)  # fmt: skip
def test_a_cycle_is_broken_at_its_earliest_event(events, expected):
    assert order(*events) == expected


DATES = [
    "",
    "2023",
    "2024",
    "2024-01",
    "2024-01-05",
    "2024-02/..",
    "[2023-12-01..2024-03-01]",
    "XXXX",
]


@st.composite
def acyclic(draw: st.DrawFn) -> list[Event]:
    """Events whose constraints all point from a lower to a higher number, in any order of the file."""
    size = draw(st.integers(1, 9))
    events = []
    for number in range(size):
        lower = (
            st.lists(st.sampled_from([f"e{n}" for n in range(number)]), max_size=2)
            if number
            else st.just([])
        )
        higher = [f"e{n}" for n in range(number + 1, size)]
        upper = st.lists(st.sampled_from(higher), max_size=2) if higher else st.just([])
        events.append(
            event(
                f"e{number}",
                draw(st.sampled_from(DATES)),
                after=" ".join(draw(lower)),
                answers=" ".join(draw(lower)),
                part_of=" ".join(draw(lower)),
                before=" ".join(draw(upper)),
            )
        )
    return draw(st.permutations(events))


@given(acyclic())
def test_no_event_stands_before_what_it_follows(events):
    place = {name: at for at, name in enumerate(order(*events).split())}
    assert place.keys() == {each.id for each in events}
    for each in events:
        for earlier in (*each.after, *each.answers, *each.part_of):
            assert place[earlier] < place[each.id]
        for later in each.before:
            assert place[each.id] < place[later]


@given(st.lists(st.sampled_from(DATES[1:7]), max_size=8))
def test_dates_alone_order_by_their_bounds(dates):
    events = [event(f"e{number}", date) for number, date in enumerate(dates)]
    keys = [(each.date.earliest, each.date.latest, each.id) for each in ordered(desk(*events))]
    assert keys == sorted(keys)


names = st.lists(st.sampled_from(["e0", "e1", "e2", "e3", "gone"]), max_size=2).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(DATES), names, names, names), max_size=4))
def test_any_constraints_give_every_event_once(rows):
    events = [
        event(f"e{n}", date, after=after, before=before, part_of=parts)
        for n, (date, after, before, parts) in enumerate(rows)
    ]
    assert sorted(order(*events).split()) == sorted(each.id for each in events)


def test_a_long_chain_and_a_long_cycle_take_little_time():
    count = 20_000
    chain = [event(f"e{n}", after=f"e{n - 1}") for n in range(count)]
    assert len(ordered(desk(*chain))) == count
    ring = [event(f"e{n}", after=f"e{(n - 1) % count}") for n in range(count)]
    assert len(ordered(desk(*ring))) == count


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (event("a"), event("b"), ALL),
        (event("a", "2024-01-01"), event("b", "2024-01-02"), {"before"}),
        (event("a", "2024-01-02"), event("b", "2024-01-01"), {"after"}),
        (event("a", before="b"), event("b"), {"before", "meets", "starts", "finished-by", "equals"}),
        (event("a", after="b"), event("b"), {"after", "met-by", "started-by", "finishes", "equals"}),
        (event("a"), event("b", answers="a"), {"before", "meets", "starts", "finished-by", "equals"}),
        (event("a", part_of="b"), event("b"), {"starts", "during", "finishes", "equals"}),
        (event("a"), event("b", part_of="a"), {"started-by", "contains", "finished-by", "equals"}),
        # on one day, one may well come after the other
        (event("a", "2024-01-01", before="b"), event("b", "2024-01-01"), {"equals"}),
        (event("a", "2024-01-01", before="b"), event("b", "2024-01-01/2024-01-05"), {"starts"}),
        (event("a", "2024-01-01/2024-01-05", before="b"), event("b", "2024-01-05"), {"finished-by"}),
        (event("a", "2024-01-01/2024-01-05", before="b"), event("b", "2024-01-05/2024-01-09"), {"meets"}),
        # one unknown day in a window each
        (event("a", "[2024-01-01..2024-01-30]", before="b"), event("b", "[2024-01-01..2024-01-30]"),
         {"before", "equals"}),
        # contradictions
        (event("a", "2024-02-01", before="b"), event("b", "2024-01-01"), set()),
        (event("a", "2024-01-01/2024-01-05", before="b"), event("b", "2024-01-01/2024-01-05"), set()),
        (event("a", before="b"), event("b", before="a"), set()),
        (event("a", "2023", part_of="b"), event("b", "2024-01-01/2024-01-05"), set()),
    ],
)  # fmt: skip
def test_what_is_possible_between_two_events(one, other, expected):
    assert possible(desk(one, other), "a", "b") == expected


def test_a_declared_order_reaches_by_way_of_others():
    way = [
        event("a", "2024-01", before="x"),
        event("y", after="x"),
        event("x"),
        event("b", answers="y"),
    ]
    assert possible(desk(*way), "a", "b") == {"before", "meets", "finished-by"}
    assert possible(desk(*way), "b", "a") == {"after", "met-by", "finishes"}


INVERSE = {
    "before": "after", "meets": "met-by", "overlaps": "overlapped-by", "starts": "started-by",
    "during": "contains", "finishes": "finished-by", "equals": "equals",
}  # fmt: skip
INVERSE |= {value: key for key, value in INVERSE.items()}


@given(acyclic())
def test_what_is_possible_reads_the_same_from_the_other_side(events):
    document = desk(*events)
    one, other = events[0].id, events[-1].id
    if one != other:
        assert possible(document, one, other) == {
            INVERSE[key] for key in possible(document, other, one)
        }
