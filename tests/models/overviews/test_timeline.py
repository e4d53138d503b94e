"""When what is told happened: against the article that ships, and for whatever a date can be."""

from __future__ import annotations

import json
from itertools import pairwise
from math import inf

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.article import Article, Event
from models.dates import Date, ordinal
from models.document import Document
from models.order import Order
from models.overviews.timeline import Timeline, reach, work_out
from models.overviews.timeline_axis import Window, scale
from models.overviews.timeline_extent import extent, kind_of
from models.passages import Passages
from models.text import Text
from tui.written import as_data
from tui.written.timeline import relation_words, written

JANUARY = ordinal(2024, 1, 1)


def event(name: str, date: str = "", **fields: str) -> Event:
    """`event("a", "2024", after="b c")`."""
    lists = {
        key: value if key in ("place", "date_says") else tuple(value.split())
        for key, value in fields.items()
    }
    return Event(id=name, title=name.upper(), date=Date.parse(date) if date else None, **lists)


def file_of(*events: Event, published: str = "") -> Document:
    records = {each.id: each for each in events}
    article = Article(published=Date.parse(published) if published else None)
    return Document("t", None, article, Text(""), records, {}, Passages([]))


# The article that ships, against its text


@pytest.fixture(scope="module")
def found(bundled: Document) -> Timeline:
    return work_out(bundled)


def test_the_war_since_october_goes_on_and_all_else_is_one_day_that_the_text_leaves_open(found):
    first, *rest = found.events
    assert (first.id, first.kind, first.earliest, first.latest) == (
        "gaza-war", "throughout", "2023-10-07", None,
    )  # fmt: skip
    assert {each.kind for each in rest} == {"one day"}
    assert all("?" in each.doubt for each in rest)


def test_strikes_then_the_breach_then_the_way_back_then_the_talks_and_what_is_to_come(found):
    line = [each.id for each in found.events]
    assert line.index("strikes") < line.index("strike-iran") < line.index("recall")
    assert line.index("cancelled") < line.index("envoys-back") < line.index("talks")
    assert line[-2:] == ["consultations", "raisi-visit"]
    days = {each.id: (each.earliest, each.latest) for each in found.events}
    assert days["strike-iran"] == days["recall"] == ("2024-01-01", "2024-01-30")
    assert days["talks"] == ("2024-01-19", "2024-01-31")  # days later, before the report
    assert days["raisi-visit"] == ("2024-01-19", None)  # “soon”


def test_what_the_text_puts_before_and_after(found):
    placed = {each.id: each for each in found.events}
    assert placed["recall"].after == ("strikes",)
    assert placed["recall"].before == ("envoys-back", "invitation")
    assert placed["talks"].after == ("strikes", "invitation")
    assert placed["strike-iran"].after == placed["strike-iran"].before == ()


def test_each_doer_has_a_lane_with_what_it_did(found):
    lanes = {lane.id: lane.events for lane in found.by_actor}
    assert lanes["iran"] == (
        "strikes", "strike-iran", "agree-security", "agree-terror", "consultations",
    )  # fmt: skip
    assert {"recall", "barred-return", "cancelled"} <= {*lanes["pakistan"]}
    assert lanes["jilani"] == lanes["abdollahian"] == ("talks", "presser")
    assert lanes[""] == ("envoys-back", "invitation")  # the text does not say who asked
    assert found.by_actor[0].id == "pakistan"
    assert found.by_actor[-1].id == ""


def test_each_place_has_a_lane(found):
    lanes = {lane.id: lane.events for lane in found.by_place}
    assert lanes["islamabad"] == ("barred-return", "talks", "presser")
    assert lanes["tehran"] == ("recall",)
    assert lanes["borderland"] == ("strikes", "strike-iran", "strike-pakistan")
    assert sum(map(len, lanes.values())) == len(found.events)


def test_the_war_does_not_squash_january(found):
    assert (found.whole.first, found.whole.last) == ("2023-10-07", "2024-01-31")
    assert (found.fitted.first, found.fitted.last) == ("2024-01-01", "2024-01-31")
    assert str(found.published) == "[2024-01-19..2024-01-31]"


@pytest.mark.parametrize(
    ("event", "other", "expected"),
    [
        ("strike-iran", "strike-pakistan", "may be before it, the same day or after it"),
        ("strike-iran", "strikes", "certainly the same day"),
        ("recall", "strikes", "may be the same day or after it"),
        ("recall", "strike-pakistan", "may be the same day or after it"),  # a part of the strikes
        ("envoys-back", "recall", "may be the same day or after it"),
        ("talks", "gaza-war", "may be within it, on its last day or after it"),
    ],
)
def test_what_is_still_possible_between_two(bundled, event, other, expected):
    possible = Order(bundled).possible(event, other)
    assert relation_words(bundled, event, other, possible) == expected


def test_in_words(bundled):
    lines = [*written(bundled)]
    assert lines[0] == "Section: in order of time, 15 events, 2023-10-07 to 2024-01-31."
    assert "published between 19 and 31 January 2024, known from outside" in lines[1]
    recall = next(line for line in lines if line.startswith("Ambassador recalled: "))
    assert "between 1 and 30 January 2024, “once the missiles had flown”, inferred, fact" in recall
    assert "Group: Doer not named, 2 events." in lines


def test_as_data(bundled):
    from models.overviews import VIEWS

    data = as_data(VIEWS[0], bundled)
    assert json.dumps(data, allow_nan=False)
    assert data["events"][1]["date"] == "[2024-01-01..2024-01-30]"
    assert data["whole"] == {"first": "2023-10-07", "last": "2024-01-31"}


# Any dates


@pytest.mark.parametrize(
    ("date", "kind", "first", "end"),
    [
        ("2024-01-01", "day", 0, 1),
        ("2024-01-01T18:00:00+05:00", "moment", 0.75, 0.75),
        ("2024-01-01T23:59:60Z", "moment", 1 - 1 / 86400, 1 - 1 / 86400),
        ("2024-01", "within", 0, 31),
        ("2024-01-XX", "one day", 0, 31),
        ("[2024-01-01..2024-01-10]", "one day", 0, 10),
        ("[2024-01-10..]", "one day", 9, inf),
        ("[..2024-01-10]", "one day", -inf, 10),
        ("[2024-01..2024-02]", "within", 0, 60),
        ("[2024-01-01, 2024-01-10]", "one of", 0, 10),
        ("{2024-01-01, 2024-01-10}", "all of", 0, 10),
        ("{2024-01-01..2024-01-10}", "all of", 0, 10),
        ("2024-01-01/2024-01-10", "throughout", 0, 10),
        ("2024-01-01/..", "throughout", 0, inf),
        ("../2024-01-10", "throughout", -inf, 10),
        ("2024-01-10/2024-01-01", "within", 0, 10),
    ],
)
def test_where_a_date_lies(date, kind, first, end):
    found = extent(Date.parse(date))
    assert found.kind == kind
    assert [each - JANUARY for each in found.hull] == pytest.approx([first, end])


@pytest.mark.parametrize("date", ["XXXX", "XXXX-03-02", "../..", "/..", "[..2023, 2025..]"])
def test_what_bounds_nothing_is_undated(date):
    assert kind_of(Date.parse(date)) == kind_of(None) == "undated"


def test_an_interval_says_how_long_it_surely_lasted_and_how_it_begins_and_ends():
    found = extent(Date.parse("2024-01/2024-03"))
    assert found.begin == (JANUARY, ordinal(2024, 1, 31))
    assert found.end == (ordinal(2024, 3, 2), ordinal(2024, 4, 1))
    assert (found.starts, found.ends) == ("", "")
    assert extent(Date.parse("2024/")).ends == "unknown"
    assert extent(Date.parse("../2024")).starts == "open"


def test_of_several_dates_each_is_kept():
    found = extent(Date.parse("[2024-02, 2024-01-03, 2024-01-10..2024-01-20]"))
    assert [kind for kind, _ in found.parts] == ["day", "one day", "within"]


def test_nothing_is_needed():
    found = work_out(file_of())
    assert (found.events, found.by_actor, found.whole, found.fitted) == ((), (), None, None)
    assert next(iter(written(file_of()))) == "Section: in order of time, 0 events."
    assert work_out(file_of(event("a"), event("b", "XXXX"))).whole is None


def test_undated_events_say_what_they_stand_between():
    document = file_of(
        event("a", "2024"), event("b", "2025", after="x"), event("x", answers="a", after="gone x")
    )
    placed = {each.id: each for each in work_out(document).events}
    assert [each.id for each in work_out(document).events] == ["a", "x", "b"]
    assert (placed["x"].after, placed["x"].before) == (("a",), ("b",))
    assert "X: undated, after A, before B, silent." in [*written(document)][2]


def test_many_neighbours_are_counted():
    ends = [event(f"e{number}", "2025", after="x") for number in range(9)]
    line = next(each for each in written(file_of(event("x"), *ends)) if each.startswith("X: "))
    assert "before E0, E1 and 7 more" in line


def test_an_event_that_names_an_actor_twice_or_one_that_is_not_there_has_its_lanes():
    lanes = work_out(file_of(event("a", actors="ghost ghost a", place="nowhere"))).by_actor
    assert [(lane.id, lane.events) for lane in lanes] == [("ghost", ("a",)), ("a", ("a",))]


def test_what_follows_a_whole_follows_its_parts():
    order = Order(
        file_of(event("whole"), event("part", part_of="whole"), event("later", after="whole"))
    )
    assert "before" in order.possible("part", "later")
    assert "after" not in order.possible("part", "later")
    assert "before" not in order.possible("later", "part")


def test_words_for_contradictions_and_for_what_is_unknown():
    document = file_of(
        event("a", before="b"),
        event("b", before="a"),
        event("c", "2024/2025"),
        event("d", "2024/2026"),
        event("e", "2024"),
        event("f", "2024-01-01/2024-03"),
    )
    order = Order(document)

    def words(one: str, other: str) -> str:
        return relation_words(document, one, other, order.possible(one, other))

    assert words("a", "b") == "the file contradicts itself about their order"
    assert words("a", "c") == "nothing is known of their order"
    assert words("c", "d") == "may be from before it into it, its first part only or within it"
    assert words("e", "f") == (
        "may be in part at the same time or after it (8 of 13 relations are possible)"
    )
    assert words("e", "d") == (
        "may be before it, until its first day, from before it into it, its first part only or within it"
    )


# The axis


def days(*dates: str, published: str = "") -> tuple[float, float]:
    """The days that show at first, from 1 January 2024."""
    found = reach(
        [event(f"e{n}", date) for n, date in enumerate(dates)],
        Date.parse(published) if published else None,
    )
    assert found is not None
    assert found.whole.start <= found.fitted.start
    assert found.fitted.end <= found.whole.end
    return found.fitted.start - JANUARY, found.fitted.end - JANUARY


def test_one_day_shows_among_a_week():
    start, end = days("2024-01-04")
    assert -1 < start < 3
    assert 4 < end < 8


def test_a_time_of_day_shows_in_its_day():
    start, end = days("2024-01-04T06:00:00")
    assert end - start < 1.2
    assert start < 3.25 < end


def test_far_away_dates_are_left_out_when_they_are_few():
    near = [f"2024-01-{day:02}" for day in range(1, 21)]
    start, end = days(*near, "1951", "Y170000002")
    assert -2 < start < 0
    assert 20 < end < 22
    start, end = days(*near, "2023-12-29")  # not so far
    assert start < -3
    start, _ = days("2024-01-04", "1951")  # half of them
    assert start < -70 * 365


def test_the_publication_shows_too():
    assert days("2024-01-04", published="2024-01-20")[1] > 20


SPANS = st.floats(0.25, 1e7) | st.floats(0.25, 40)
STARTS = st.integers(-800_000, 800_000) | st.floats(738_000, 740_000) | st.floats(-1e17, 1e17)


@given(STARTS, SPANS, st.integers(8, 250))
def test_labels_have_room_and_stand_in_order(start, span, width):
    window = Window(float(start), max(span, abs(start) * 1e-12))
    shown = scale(window, width)
    cells = [window.cell(tick.moment, width) for tick in shown.fine]
    assert all(-1e-3 <= cell <= width for cell in cells)
    assert len(cells) <= width
    for (tick, _), (one, other) in zip(pairwise(shown.fine), pairwise(cells), strict=True):
        assert other - one >= min(len(tick.labels[0]), 3) or abs(start) > 1e12
    assert all(tick.moment <= window.end for tick in shown.coarse)


@pytest.mark.parametrize(
    ("span", "unit", "coarse", "fine"),
    [
        (0.25, "hours", "1 January 2024", "00:00 01:00 02:00 03:00 04:00 05:00"),
        (1, "6 hours", "1 January 2024", "00:00 06:00 12:00 18:00"),
        (8, "days", "January 2024", "1 2 3 4 5 6 7 8"),
        (31, "weeks", "January 2024", "1 8 15 22 29"),
        (240, "months", "2024", "Jan Feb Mar Apr May Jun Jul Aug"),
        (700, "quarters", "2024", "Jan Apr Jul Oct Jan Apr Jul Oct"),
        (1461, "years", "", "2024 2025 2026 2027"),
        (7305, "5 years", "", "2025 2030 2035 2040"),
        (36525, "20 years", "", "2040 2060 2080 2100 2120"),
    ],
)
def test_scales_from_hours_to_decades(span, unit, coarse, fine):
    shown = scale(Window(JANUARY, span), 46)
    assert shown.unit == unit
    assert [tick.labels[0] for tick in shown.fine] == fine.split(" ")
    assert coarse in ([tick.labels[0] for tick in shown.coarse] or [""])


def test_zooming_keeps_its_focus_and_has_its_limits():
    window = Window(JANUARY, 10)
    assert window.zoomed(2, JANUARY + 2.5, 100) == Window(JANUARY - 2.5, 20)
    assert window.zoomed(0.01, JANUARY + 5, 100).span == 0.25
    assert window.zoomed(50, JANUARY + 5, 100).span == 100
    assert window.around(JANUARY).middle == JANUARY
    assert window.panned(0.5).start == JANUARY + 5


# Whatever a file holds

IDS = st.sampled_from("abcdeg")
MANY = st.lists(IDS, max_size=3).map(" ".join)
DATES = st.sampled_from([
    "", "2024-01-03", "2024", "XXXX", "[..2024-01-03]", "2024-01/..", "/2024", "Y170000002", "-0044",
    "2024-03/2024-01", "{2024-01-03,2025}", "2024-01-29T18:30:00Z", "Y9E99",
])  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from("abcde"),
        st.tuples(DATES, MANY, MANY, MANY, MANY, MANY, st.sampled_from(["", "a", "gone"])),
    )
)
def test_every_event_has_its_place_whatever_the_file_says(content):
    events = [
        event(name, date, before=before, after=after, answers=answers, part_of=parts, actors=actors,
              place=place)
        for name, (date, before, after, answers, parts, actors, place) in content.items()
    ]  # fmt: skip
    document = file_of(*events, published="2024")
    found = work_out(document)
    assert {each.id for each in found.events} == {*content}
    assert {name for lane in found.by_place for name in lane.events} == {*content}
    assert json.dumps(msgspec.to_builtins(found, enc_hook=str), allow_nan=False)
    assert [*written(document)]
    order = Order(document)
    for one in content:
        for other in content:
            order.possible(one, other)
