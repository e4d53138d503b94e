"""Who acts on whom: the bundled article by hand, and what counts, once and for whom."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from models.document import Document
from models.loading.reading import load_bytes
from models.overviews.relations import MOST_PAIRS, NOBODY, Network, Pair, Tally, by_party, work_out
from tui.written.relations import tally_words, written

ACTORS = """
actors:
  - {id: north, name: North, kind: state}
  - {id: south, name: South, kind: state}
  - {id: minister, name: Ann, kind: person, roles: [{title: minister, of: north}]}
  - {id: once, name: Bo, kind: person, roles: [{title: minister, of: south, status: former}]}
events:
"""


def between(network: Network, source: str, target: str, mutual: bool = False) -> Pair:
    return next(
        pair
        for pair in network.pairs
        if (pair.source, pair.target, pair.mutual) == (source, target, mutual)
    )


def ends(network: Network) -> set[tuple[str, str, bool]]:
    return {(pair.source, pair.target, pair.mutual) for pair in network.pairs}


@pytest.fixture
def told(document: Callable[..., Document]) -> Callable[[str], Any]:
    """What some events come to, between North, South, and Ann, who is North's minister."""

    def made(events: str) -> Any:
        lines = "".join(f"  - {line}\n" for line in events.strip().splitlines())
        return work_out(document(ACTORS + lines))

    return made


# The bundled article, by hand


def test_pakistan_acts_on_iran_three_times(bundled: Document) -> None:
    pair = between(work_out(bundled).actors, "pakistan", "iran")
    assert [act.id for act in pair.acts] == ["recall", "barred-return", "cancelled"]
    assert [act.score for act in pair.acts] == [-6, -5.5, -6]
    assert {act.standing for act in pair.acts} == {"fact"}
    assert pair.tally == Tally(3, 3, pytest.approx(-17.5 / 3), -6.0, -5.5)


def test_each_strike_is_on_groups_and_only_claimed_by_who_struck(bundled: Document) -> None:
    actors = work_out(bundled).actors
    for source, target in (("pakistan", "bla"), ("pakistan", "blf"), ("iran", "jaa")):
        assert between(actors, source, target).tally == Tally(1, 1, -9.5, -9.5, -9.5, claimed=1)
    assert ("iran", "pakistan", False) not in ends(actors)


def test_what_both_do_lies_between_them(bundled: Document) -> None:
    """The strikes as a whole have no code: an act without a value."""
    pair = between(work_out(bundled).actors, "pakistan", "iran", True)
    assert [(act.id, act.score, act.standing) for act in pair.acts] == [
        ("strikes", None, "fact"),
        ("agree-security", 2.5, "fact"),
        ("agree-terror", 2.5, "claimed"),
        ("consultations", 2.5, "planned"),
    ]
    assert pair.tally == Tally(3, 2, 2.5, 2.5, 2.5, claimed=1, planned=1)


def test_a_planned_visit_is_no_act_yet(bundled: Document) -> None:
    assert between(work_out(bundled).actors, "raisi", "pakistan").tally == Tally(planned=1)


def test_who_asked_the_envoys_back_and_invited_is_not_told(bundled: Document) -> None:
    actors = work_out(bundled).actors
    unnamed = {
        pair.target: [act.id for act in pair.acts] for pair in actors.pairs if not pair.source
    }
    assert unnamed == {
        "ambassador-pk": ["envoys-back"],
        "ambassador-ir": ["envoys-back"],
        "abdollahian": ["invitation"],
    }


def test_all_pairs_of_the_article(bundled: Document) -> None:
    actors = work_out(bundled).actors
    assert len(actors.pairs) == 12
    assert {(pair.source, pair.target) for pair in actors.pairs if pair.mutual} == {
        ("pakistan", "iran"),
        ("jilani", "abdollahian"),
        ("israel", "hamas"),
    }
    counts = {party.id: (party.does, party.undergoes, party.shares) for party in actors.parties}
    assert counts["pakistan"] == (4, 0, 3)
    assert counts["iran"] == (1, 3, 3)
    assert [party.id for party in actors.parties if not party.acts] == ["gov-pakistan", "gov-iran"]
    assert [party.id for party in actors.parties][:2] == ["pakistan", "iran"]


def test_between_sides_persons_count_for_their_state(bundled: Document) -> None:
    """The talks of the two ministers are those of their states, and have a code: the accord that is part
    of them does not count besides."""
    sides = work_out(bundled).sides
    ids = ["pakistan", "iran", "bla", "blf", "jaa", "israel", "hamas"]
    assert [party.id for party in sides.parties] == ids
    shared = between(sides, "pakistan", "iran", True)
    merged = {act.id: act.merged_in for act in shared.acts if act.merged_in}
    assert merged == {"agree-terror": "talks"}
    assert shared.tally == Tally(4, 3, 3.0, 2.5, 4.0, planned=1, merged=1)
    assert between(sides, "pakistan", "iran").tally.count == 3  # the envoy is Iran
    assert between(sides, "iran", "pakistan").tally == Tally(planned=1)


def test_in_words(bundled: Document) -> None:
    lines = [*written(bundled)]
    assert lines[0] == "Section: who acts on whom, 12 pairs of actors."
    assert lines[1].startswith(
        "Pakistan to Iran: 3 acts, mean −5.83 (−6.0 to −5.5). Ambassador recalled,"
    )
    assert any(
        line.startswith(
            "Pakistan and Iran: 3 acts, mean +2.50 of 2 (+2.5 to +2.5), 1 claimed, besides 1 planned."
        )
        for line in lines
    )
    assert any(line.startswith("nobody named to Hossein") for line in lines)
    assert (
        "Ebrahim Raisi. planned, cancelled or denied 1. of Iran (president). side: Iran." in lines
    )


# What counts


def test_what_is_only_denied_is_told_and_lowers_nothing(told: Any) -> None:
    found = told("""
{id: a, title: A, code: AID, actors: [north], targets: [south], asserted: [{by: reporter, as: fact}]}
{id: b, title: B, code: ASSAULT, actors: [north], targets: [south], asserted: [{by: north, as: denial}]}
{id: c, title: C, code: ASSAULT, actors: [north], targets: [south], status: cancelled}
""")
    assert between(found.actors, "north", "south").tally == Tally(
        1, 1, 10, 10, 10, denied=1, cancelled=1
    )


def test_what_some_deny_counts_and_is_in_doubt(told: Any) -> None:
    both = "[{by: south}, {by: north, as: denial}]"
    found = told(f"""
{{id: a, title: A, code: AID, actors: [north], targets: [south], asserted: {both}}}
{{id: b, title: B, code: ASSAULT, actors: [north], targets: [south], asserted: [{{by: south, as: claim}}]}}
{{id: c, title: C, actors: [north], targets: [south]}}
""")
    tally = between(found.actors, "north", "south").tally
    assert tally == Tally(3, 2, 0.5, -9, 10, claimed=1, disputed=1, unattributed=1)
    assert tally.doubted == 3
    words = "3 acts, mean +0.50 of 2 (−9.0 to +10.0), 1 claimed, 1 disputed, 1 unattributed"
    assert tally_words(tally) == words


@pytest.mark.parametrize(
    ("whole", "part", "counts"),
    [
        ("ASSAULT", "ASSAULT/aerial", "w"),
        ("", "ASSAULT/aerial", "p"),
        ("ASSAULT", "", "w"),
        ("", "", "p"),
    ],
)
def test_of_a_whole_and_its_part_one_counts(told: Any, whole: str, part: str, counts: str) -> None:
    """The whole, if it has a code; if it has none it leaves that to its parts."""
    found = told(f"""
{{id: w, title: W, code: "{whole}", actors: [north], targets: [south]}}
{{id: m, title: M, actors: [south], targets: [north], part_of: [w]}}
{{id: p, title: P, code: "{part}", actors: [north], targets: [south], part_of: [m]}}
""")
    pair = between(found.actors, "north", "south")
    assert [act.id for act in pair.acts if act.counts] == [counts]
    assert (pair.tally.count, pair.tally.merged) == (1, 1)
    assert between(found.actors, "south", "north").tally.count == 1


def test_a_planned_whole_takes_nothing_from_its_part(told: Any) -> None:
    found = told("""
{id: w, title: W, code: CONSULT, actors: [north, south], status: planned}
{id: p, title: P, code: AGREE, actors: [north, south], part_of: [w]}
""")
    assert between(found.actors, "north", "south", True).tally == Tally(
        1, 1, 2.5, 2.5, 2.5, unattributed=1, planned=1
    )


def test_parts_of_each_other_in_a_ring_do_not_vanish(told: Any) -> None:
    found = told("""
{id: a, title: A, code: AID, actors: [north], targets: [south], part_of: [c, a]}
{id: b, title: B, code: AID, actors: [north], targets: [south], part_of: [a]}
{id: c, title: C, code: AID, actors: [north], targets: [south], part_of: [b]}
""")
    assert between(found.actors, "north", "south").tally.count >= 1


def test_who_trade_blows_do_not_hit_themselves(told: Any) -> None:
    found = told("{id: a, title: A, actors: [north, south], targets: [north, south, south]}")
    assert ends(found.actors) == {("north", "south", False), ("south", "north", False)}
    alone = told("{id: a, title: A, actors: [north], targets: [north]}")
    assert ends(alone.actors) == {("north", "north", False)}
    party = alone.actors.parties[0]
    assert (party.does, party.undergoes) == (1, 1)


def test_whoever_is_no_actor_here_is_nobody(told: Any) -> None:
    found = told("""
{id: a, title: A, actors: [ghost], targets: [south]}
{id: b, title: B, actors: [north], targets: [ghost]}
{id: c, title: C, actors: [north, ghost], targets: [south, ghost]}
{id: d, title: D, actors: [ghost], targets: [ghost]}
{id: e, title: E, actors: [north]}
{id: f, title: F}
""")
    acts = {(p.source, p.target): [act.id for act in p.acts] for p in found.actors.pairs}
    assert acts == {
        (NOBODY, "south"): ["a"],
        ("north", NOBODY): ["b", "e"],
        ("north", "south"): ["c"],
    }


def test_a_side_is_whom_one_acts_for_now(told: Any) -> None:
    found = told("""
{id: a, title: A, actors: [minister], targets: [south]}
{id: b, title: B, actors: [once], targets: [north]}
{id: c, title: C, actors: [minister, north]}
""")
    assert ends(found.sides) == {
        ("north", "south", False),
        ("once", "north", False),
        ("north", "north", True),
    }
    ties = {party.id: party.ties for party in found.actors.parties}
    assert [(tie.of, tie.title, tie.status) for tie in ties["once"]] == [
        ("south", "minister", "former")
    ]


# Whatever the file holds


def test_a_crowd_makes_no_pairs_and_is_told_of() -> None:
    actors = [{"id": f"a{n}", "name": f"A{n}", "kind": "state"} for n in range(60)]
    everybody = [actor["id"] for actor in actors]
    found = work_out(
        _document(
            actors,
            [
                {"id": "vote", "title": "V", "actors": everybody},
                {"id": "war", "title": "W", "actors": everybody, "targets": everybody},
                {"id": "few", "title": "F", "actors": everybody[:45]},
            ],
        )
    )
    assert found.actors.crowds == ("vote", "war")
    assert len(found.actors.pairs) == 45 * 44 // 2 <= MOST_PAIRS


def test_a_long_chain_of_parts_is_one_act() -> None:
    actors = [{"id": each, "name": each, "kind": "state"} for each in ("north", "south")]
    chain = [
        {"id": f"e{n}", "title": "E", "code": "AID", "actors": ["north"], "targets": ["south"]}
        | ({"part_of": [f"e{n - 1}"]} if n else {})
        for n in range(2000)
    ]
    tally = work_out(_document(actors, chain)).actors.pairs[0].tally
    assert (tally.count, tally.merged) == (1, 1999)


IDS = st.sampled_from(["a", "b", "c", "p", "e1", "nowhere"])
EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(["", "T", "[/]"]),
            "code": st.sampled_from(["", "AID", "ASSAULT/aerial", "NOPE"]),
            "actors": st.lists(IDS, max_size=3),
            "targets": st.lists(IDS, max_size=3),
            "part_of": st.lists(st.sampled_from(["e0", "e1", "e2", "e3"]), max_size=2),
            "status": st.sampled_from(["occurred", "planned", "cancelled", "ongoing"]),
            "asserted": st.lists(
                st.fixed_dictionaries(
                    {
                        "by": st.sampled_from(["reporter", "a"]),
                        "as": st.sampled_from(["fact", "denial"]),
                    }
                ),
                max_size=2,
            ),
        }
    ),
    max_size=5,
)


@given(EVENTS)
def test_it_adds_up_whatever_there_is(events: list[dict[str, Any]]) -> None:
    actors = [{"id": each, "name": each, "kind": "person", "of": ["b", "a"]} for each in "abc"]
    document = _document(actors, [{"id": f"e{at}", **event} for at, event in enumerate(events)])
    found = work_out(document)
    for network in (found.actors, found.sides):
        parties = {party.id for party in network.parties}
        for pair in network.pairs:
            tally = pair.tally
            assert {pair.source, pair.target} <= parties | {NOBODY}
            assert tally.count + tally.apart + tally.merged == len(pair.acts)
            assert tally.doubted <= tally.count
            assert (tally.mean is None) == (tally.scored == 0)
            assert tally.count or not tally.merged
            if tally.mean is not None and tally.low is not None and tally.high is not None:
                assert tally.low <= tally.mean + 1e-9
                assert tally.mean <= tally.high + 1e-9
        for one, other in pairwise(network.parties):
            assert (one.does, one.undergoes) >= (other.does, other.undergoes)
        assert sum(map(len, by_party(network.pairs).values())) >= len(network.pairs)
    assert [*written(document)]


def _document(actors: list[Any], events: list[Any]) -> Document:
    content = {
        "copydesk": 1,
        "article": {"text": "Nothing."},
        "places": [{"id": "p", "name": "P", "kind": "city"}],
        "actors": actors,
        "events": events,
    }
    document = load_bytes(yaml.safe_dump(content).encode(), "test.yaml").document
    assert document is not None
    return document
