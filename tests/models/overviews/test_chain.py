"""Who did what to whom and what it answered, by hand from the bundled article, and whatever a file holds."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from models.document import Document
from models.loading.reading import load_bytes
from models.overviews.chain import RANK, Act, Chain, Tie, work_out
from models.overviews.chain_lanes import MOST, lanes
from models.overviews.chain_rails import Rails, lay
from models.overviews.chain_shown import shown

STATES = [{"id": name, "name": name.upper(), "kind": "state"} for name in "pqrstuvw"]


def read(events: list[dict[str, Any]], links: list[dict[str, Any]] = [], **more: Any) -> Document:  # noqa: B006
    content = {
        "copydesk": 1,
        "article": {"title": "T", "text": "A deal was struck.", "published": "2024"},
        "actors": STATES,
        "events": [{"title": each["id"].title(), **each} for each in events],
        "links": links,
        **more,
    }
    document = load_bytes(yaml.safe_dump(content).encode(), "t.yaml").document
    assert document is not None
    return document


def act(chain: Chain, event: str) -> Act:
    return next(each for each in chain.acts if each.id == event)


def told(chain: Chain, **only: str) -> set[tuple[str, str, str]]:
    """The ties as (earlier, kind, later), of one `earlier` or `later` event."""
    return {
        (tie.earlier, tie.kind, tie.later)
        for tie in chain.ties
        if all(getattr(tie, name) == event for name, event in only.items())
    }


def drawn(rails: Rails) -> list[str]:
    """What each row's lines do: `*` joins its event, `|` and `:` (from outside) pass."""
    signs = {(False, False): "|", (False, True): ":"}
    return [
        "".join(
            " " if knot is None else signs.get((knot.joined, knot.outside), "*") for knot in knots
        )
        for knots in rails.knots.values()
    ]


# The bundled article, by hand


@pytest.fixture(scope="module")
def chain(bundled: Document) -> Chain:
    return work_out(bundled)


def test_it_begins_with_the_strikes_and_ends_with_what_is_to_come(chain: Chain) -> None:
    assert [each.id for each in chain.acts] == [
        "gaza-war", "strikes", "strike-iran", "strike-pakistan", "recall", "barred-return", "cancelled",
        "envoys-back", "invitation", "agree-security", "talks", "agree-terror", "presser", "consultations",
        "raisi-visit",
    ]  # fmt: skip


def test_who_struck_first_comes_from_outside_the_text(chain: Chain) -> None:
    """The text never says who struck first; all other ties are its own."""
    outside = [tie for tie in chain.ties if tie.outside]
    assert [(tie.earlier, tie.kind, tie.later, tie.link) for tie in outside] == [
        ("strike-iran", "causes", "strike-pakistan", "who-struck-first")
    ]
    assert outside[0].source.startswith("Reuters")


@pytest.mark.parametrize(
    ("event", "earlier"),
    [
        ("strike-iran", {("strikes", "part of")}),
        ("strike-pakistan", {("strikes", "part of"), ("strike-iran", "causes")}),
        ("recall", {("strikes", "after")}),
        ("barred-return", {("strikes", "after")}),
        ("cancelled", {("strikes", "after")}),
        ("envoys-back", {("recall", "answers"), ("barred-return", "answers"), ("cancelled", "after")}),
        ("invitation", {("recall", "after"), ("barred-return", "after"), ("cancelled", "after")}),
        ("talks", {("invitation", "answers"), ("strikes", "after")}),
        ("agree-terror", {("talks", "part of")}),
        ("presser", {("talks", "after")}),
        ("raisi-visit", {("talks", "after")}),
        ("gaza-war", set()),
    ],
)  # fmt: skip
def test_what_each_event_hangs_on(chain: Chain, event: str, earlier: set[tuple[str, str]]) -> None:
    assert {(one, kind) for one, kind, _ in told(chain, later=event)} == earlier


def test_what_a_minister_and_a_government_do_is_done_by_their_state(chain: Chain) -> None:
    """Both ministers met; the envoys are their states' too, and nobody is named who asked them back."""
    assert act(chain, "talks").sides == ("pakistan", "iran")
    assert act(chain, "raisi-visit").sides == ("iran",)
    back = act(chain, "envoys-back")
    assert back.by == ()
    assert [(party.id, party.side) for party in back.to] == [
        ("ambassador-pk", "pakistan"),
        ("ambassador-ir", "iran"),
    ]
    assert [(side.id, side.alone, side.jointly) for side in chain.sides[:2]] == [
        ("pakistan", 4, 6),
        ("iran", 2, 6),
    ]
    assert chain.unnamed == 2  # who asked the envoys back, and who invited the minister


def test_how_each_stands(chain: Chain) -> None:
    claimed = {each.id for each in chain.acts if each.attribution != "fact"}
    assert claimed == {
        "strike-iran", "strike-pakistan", "agree-terror", "consultations", "raisi-visit"
    }  # fmt: skip
    assert not any(each.outside for each in chain.acts)  # the text has words for all of them


def test_the_war_hangs_on_nothing_and_has_no_lane(chain: Chain) -> None:
    shows = shown(chain)
    assert [each.id for each in shows.alone] == ["gaza-war"]
    assert shows.lanes.sides == ("pakistan", "iran")
    assert (shows.lanes.others, shows.lanes.unnamed) == (False, True)
    assert shows.counts == {0: 10, 1: 8, 2: 2}
    assert shows.lanes.of_act(act(chain, "gaza-war")) == []
    assert shows.lanes.of_act(act(chain, "talks")) == [0, 1]
    assert shows.lanes.of_act(act(chain, "invitation")) == [2]


def test_answers_alone_leave_the_breach_and_the_way_back(chain: Chain) -> None:
    shows = shown(chain, answers_only=True)
    assert [each.id for each in shows.tied] == [
        "strike-iran", "strike-pakistan", "recall", "barred-return", "envoys-back", "invitation", "talks",
    ]  # fmt: skip


def test_its_lines(chain: Chain) -> None:
    """That the talks came after the strikes goes without saying: they answer what came after them."""
    shows = shown(chain)
    rails = lay([each.id for each in shows.tied], shows.ties, 8)
    assert drawn(rails) == [
        "*    ",  # strikes
        "**   ",  # Iran's, from outside the cause of
        "**   ",  # Pakistan's
        "**   ",  # ambassador recalled
        "*|*  ",  # envoy kept out
        "*||* ",  # exchanges called off
        "|*** ",  # envoys asked back, on account of all three
        "|****",  # minister invited
        "*   |",  # security work pledged, after the strikes
        "*   *",  # talks
        "*    ",
        "*    ",
        "*    ",
        "*    ",
    ]
    assert not rails.undrawn
    kinds = [knot.kind for knot in rails.knots["envoys-back"] if knot and knot.joined]
    assert kinds == ["answers", "answers", "after"]


# What a file may say


def test_the_strongest_tie_of_two_events_counts() -> None:
    both = work_out(read([{"id": "a"}, {"id": "b", "after": "a", "answers": "a", "part_of": "a"}]))
    assert told(both) == {("a", "answers", "b")}


def test_before_and_after_are_one_tie() -> None:
    chain = work_out(read([{"id": "a", "before": "b"}, {"id": "b", "after": "a"}]))
    assert told(chain) == {("a", "after", "b")}


def test_a_tie_from_outside_leaves_what_the_text_says() -> None:
    link = {"from": "a", "rel": "causes", "to": "b", "basis": "outside", "source": "S"}
    events = [{"id": "a"}, {"id": "b", "after": "a"}]
    ties = work_out(read(events, [link])).ties
    assert [(tie.kind, tie.outside, tie.source) for tie in ties] == [
        ("causes", True, "S"),
        ("after", False, ""),
    ]
    events[1] = {"id": "b", "answers": "a"}
    assert [(tie.kind, tie.outside) for tie in work_out(read(events, [link])).ties] == [
        ("answers", False)
    ]


@pytest.mark.parametrize(
    ("fields", "outside"),
    [
        ({"basis": "outside", "source": "S"}, True),
        ({"basis": "outside", "source": "S", "at": "deal"}, False),  # about its date, say
        ({"basis": "inferred"}, False),
        ({}, False),
    ],
)
def test_an_event_of_which_no_word_is_said_is_from_outside_with_its_ties(
    fields: dict[str, str], outside: bool
) -> None:
    chain = work_out(read([{"id": "a"}, {"id": "b", "answers": "a", **fields}]))
    assert act(chain, "b").outside is outside
    assert [tie.outside for tie in chain.ties] == [outside]


def test_links_between_other_things_are_no_ties() -> None:
    links = [
        {"from": "a", "rel": "causes", "to": "p"},
        {"from": "a", "rel": "in-tension-with", "to": "b"},
        {"from": "a", "rel": "causes", "to": "a"},
        {"from": "gone", "rel": "causes", "to": "b"},
        {"from": "b", "rel": "explains", "to": "a", "basis": "inferred"},
    ]
    chain = work_out(read([{"id": "a"}, {"id": "b"}], links))
    assert [(tie.earlier, tie.kind, tie.later, tie.basis) for tie in chain.ties] == [
        ("b", "explains", "a", "inferred")
    ]


def test_nothing_is_nothing() -> None:
    chain = work_out(read([], actors=[]))
    assert chain == Chain((), (), (), 0)
    assert len(lanes(())) == 0
    assert lay([], (), 8) == Rails(0, {}, {})


def test_a_filter_takes_events_and_their_ties() -> None:
    chain = work_out(read([{"id": "a"}, {"id": "b", "after": "a"}, {"id": "c", "after": "b"}]))
    shows = shown(chain, only={"a", "c"})
    assert [[each.id for each in acts] for acts in (shows.tied, shows.alone)] == [[], ["a", "c"]]
    assert shows.ties == ()


# Lanes


def test_those_who_act_together_lie_side_by_side() -> None:
    chain = work_out(read([
        {"id": "a", "actors": ["p"]}, {"id": "b", "actors": ["p", "r"]}, {"id": "c", "actors": ["q"]},
        {"id": "d", "actors": ["q"]}, {"id": "e", "actors": ["p"]},
    ]))  # fmt: skip
    assert lanes(chain.acts).sides == ("p", "r", "q")


def test_who_does_least_shares_a_lane_unless_it_is_one_alone() -> None:
    many = [{"id": f"{side['id']}{n}", "actors": [side["id"]]} for side in STATES for n in (1, 2)]
    own = lanes(work_out(read(many)).acts)
    assert (len(own.sides), own.others, len(own)) == (MOST, True, MOST + 1)
    few = lanes(work_out(read(many[: 2 * (MOST + 1)])).acts)
    assert (len(few.sides), few.others) == (MOST + 1, False)
    assert own.of(("v", "w", "p")) == [0, MOST]
    assert few.of(("w",)) == []


# Lines


def rails(order: str, *ties: str, most: int = 8) -> Rails:
    """The lines of `rails("abc", "a b answers", "b c part of, outside")`."""
    found = []
    for words in ties:
        earlier, later, kind = words.removesuffix(", outside").split(" ", 2)
        found.append(Tie(earlier, later, kind, "outside" if "outside" in words else "text"))
    return lay(order, found, most)


@pytest.mark.parametrize(
    ("order", "ties", "expected"),
    [
        ("ab", [], ["", ""]),
        ("ab", ["a b answers"], ["*", "*"]),
        # a line that ends in a row leaves its column to the rows below
        ("abc", ["a b answers", "b c answers"], ["* ", "**", " *"]),
        ("abcd", ["a b answers", "b c answers", "c d answers"], ["* ", "**", "**", "* "]),
        ("abc", ["a c answers"], ["*", "|", "*"]),
        ("abcd", ["a d answers, outside", "b c answers"], ["* ", ":*", ":*", "* "]),
        # what goes without saying
        ("abc", ["a b after", "b c answers", "a c after"], ["* ", "**", " *"]),
        ("abc", ["a b after", "b c answers", "a c answers"], ["* ", "**", "**"]),
        ("abc", ["a b part of", "b c after", "a c after"], ["* ", "**", "**"]),
        ("abc", ["a b after, outside", "b c after", "a c after"], ["** ", "|**", "* *"]),
        # two kinds of line from one event
        ("abc", ["a b answers", "a c causes, outside"], ["**", "*:", " *"]),
    ],
)  # fmt: skip
def test_lines_lead_from_each_event_to_what_hangs_on_it(
    order: str, ties: list[str], expected: list[str]
) -> None:
    assert drawn(rails(order, *ties)) == expected


def test_for_want_of_room_the_longest_line_gives_way() -> None:
    found = rails("abcdef", "a f answers", "b d answers", "c e answers", most=2)
    assert drawn(found) == ["  ", " *", "*|", "|*", "* ", "  "]
    assert found.undrawn == {"a": 1, "f": 1}
    assert rails("ab", "a b answers", most=0).undrawn == {"a": 1, "b": 1}


def test_a_tie_against_the_order_of_time_is_counted() -> None:
    found = rails("ab", "b a causes")
    assert (found.columns, found.undrawn) == (0, {"a": 1, "b": 1})


TIES = st.lists(
    st.builds(
        Tie,
        st.sampled_from("abcdefgh"),
        st.sampled_from("abcdefgh"),
        st.sampled_from(RANK),
        st.sampled_from(["text", "outside"]),
    ).filter(lambda tie: tie.earlier != tie.later),
    max_size=20,
)


@given(TIES, st.integers(0, 8))
def test_lines_begin_go_through_and_end(ties: list[Tie], most: int) -> None:
    """Each column is a row of lines without gaps, each from an event to the last that hangs on it; and
    every event that answers another is joined to a line, or counted."""
    order = "abcdefgh"
    found = lay(order, ties, most)
    assert found.columns <= most
    rows = list(found.knots.values())
    nothing = (None,) * found.columns
    for above, below in zip([nothing, *rows], [*rows, nothing], strict=True):
        for upper, lower in zip(above, below, strict=True):
            assert bool(upper and upper.down) == bool(lower and lower.up)
            if upper and upper.down:
                assert lower is not None
                assert upper.outside == lower.outside
    for tie in ties:
        if tie.kind == "answers" and not found.undrawn.get(tie.later):
            assert any(knot and knot.kind for knot in found.knots[tie.later])


# Whatever a file holds

IDS = st.sampled_from(["a", "b", "c", "p", "q", "gone", "reporter", ""])
EVENT = st.fixed_dictionaries(
    {"id": st.sampled_from("abcd")},
    optional={
        **{name: st.lists(IDS, max_size=3) for name in ("actors", "targets", "answers", "after", "part_of")},
        "date": st.sampled_from(["2024-01-01", "[2024..]", "nonsense", ""]),
        "basis": st.sampled_from(["outside", "text"]),
    },
)  # fmt: skip


@settings(max_examples=25)
@given(
    st.lists(EVENT, max_size=5),
    st.lists(st.builds(lambda one, other: {"from": one, "rel": "causes", "to": other}, IDS, IDS), max_size=3),
)  # fmt: skip
def test_it_works_out_whatever_a_file_holds(events: list[Any], links: list[Any]) -> None:
    document = read(events, links)
    chain = work_out(document)
    for only in (None, {"a", "b"}):
        shows = shown(chain, only=only)
        lay([each.id for each in shows.tied], shows.ties, 4)
        for each in (*shows.tied, *shows.alone):
            assert all(lane < len(shows.lanes) for lane in shows.lanes.of_act(each))
    assert {tie.earlier for tie in chain.ties} | {tie.later for tie in chain.ties} <= {
        each.id for each in chain.acts
    }


def test_ten_times_the_events_take_about_ten_times_as_long() -> None:
    def seconds(count: int) -> float:
        document = read([
            {"id": f"e{n}", "actors": [STATES[n % 8]["id"]], "date": f"20{n % 90 + 10}-01-01",
             "after": [f"e{max(0, n - back)}" for back in (1, 7, 50)], "answers": [f"e{n // 2}"]}
            for n in range(count)
        ])  # fmt: skip
        start = process_time()
        shows = shown(work_out(document))
        lay([each.id for each in shows.tied], shows.ties, 8)
        return process_time() - start

    small = min(seconds(150) for _ in range(3))
    assert seconds(1500) < 40 * small
