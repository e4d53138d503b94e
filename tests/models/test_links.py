"""Every link in both directions, once, in words."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.article import (
    Actor,
    Alias,
    Assertion,
    Context,
    Event,
    Label,
    Link,
    Modality,
    Place,
    Quote,
    Record,
    Relation,
    Role,
)
from models.links import MODALITIES, RELATIONS, LinkIndex, references


def index(*records: Record) -> LinkIndex:
    return LinkIndex({record.id: record for record in records})


def words(links: LinkIndex, record: str) -> list[tuple[str, str]]:
    return [(edge.words, edge.target) for edge in links.of(record)]


IRAN = Actor(id="iran", name="Iran", kind="state")
JAA = Actor(id="jaa", name="Jaish al-Adl", kind="armed-group")
CITY = Place(id="city", name="City", kind="city")
LAND = Place(id="land", name="Land", kind="country")
ONE = Event(id="one", title="One")
TWO = Event(id="two", title="Two")


@pytest.mark.parametrize(
    ("record", "other", "forward", "backward"),
    [
        (Event(id="x", title="X", actors=("iran",)), IRAN, "by", "did"),
        (Event(id="x", title="X", targets=("iran",)), IRAN, "to", "target of"),
        (Event(id="x", title="X", place="city"), CITY, "at", "site of"),
        (Event(id="x", title="X", part_of=("one",)), ONE, "part of", "includes"),
        (Event(id="x", title="X", answers=("one",)), ONE, "answers", "answered by"),
        (Event(id="x", title="X", after=("one",)), ONE, "after", "before"),
        (Event(id="x", title="X", before=("one",)), ONE, "before", "after"),
        (
            Event(id="x", title="X", asserted=(Assertion(by="iran", as_="denial"),)),
            IRAN,
            "denied by",
            "denies",
        ),
        (Quote(id="x", form="direct", speaker=("iran",)), IRAN, "said by", "said"),
        (Quote(id="x", form="direct", about=("one",)), ONE, "about", "spoken of in"),
        (Quote(id="x", form="direct", event="one"), ONE, "said at", "heard there"),
        (Actor(id="x", name="X", kind="office", of=("iran",)), IRAN, "of", "has"),
        (Actor(id="x", name="X", kind="office", place="city"), CITY, "home", "home of"),
        (
            Actor(id="x", name="X", kind="person", roles=(Role(title="envoy", of="iran"),)),
            IRAN,
            "envoy of",
            "envoy:",
        ),
        (
            Actor(
                id="x",
                name="X",
                kind="person",
                roles=(Role(title="envoy", of="iran", status="former"),),
            ),
            IRAN,
            "former envoy of",
            "former envoy:",
        ),
        (
            Actor(id="x", name="X", kind="person", labels=(Label(label="spy", by="iran"),)),
            IRAN,
            "called “spy” by",
            "calls “spy”",
        ),
        (Place(id="x", name="X", kind="city", in_=("land",)), LAND, "in", "contains"),
        (Context(id="x", kind="law", gloss="X", about=("city",)), CITY, "about", "context"),
        (Context(id="x", kind="law", gloss="X", by="iran"), IRAN, "according to", "noted"),
    ],
)
def test_a_field_reads_from_both_its_ends(record, other, forward, backward):
    links = index(record, other)
    assert links.of("x") == [(forward, other.id, False, "")]
    assert links.of(other.id) == [(backward, "x", True, "")]


def test_every_relation_and_modality_has_its_words():
    assert RELATIONS.keys() == set(get_args(Relation))
    assert MODALITIES.keys() == set(get_args(Modality))


@pytest.mark.parametrize("rel", get_args(Relation))
def test_an_explicit_link_joins_its_ends_and_is_reached_by_itself(rel):
    link = Link(id="l", from_="one", rel=rel, to="two")
    links = index(ONE, TWO, link)
    forward, backward = RELATIONS[rel]
    assert links.of("one") == [(forward, "two", False, "l")]
    assert links.of("two") == [(backward, "one", True, "l")]
    assert words(links, "l") == [("from", "one"), ("to", "two")]


@pytest.mark.parametrize("rel", ["in-tension-with", "same-as", "rivals", "allied-with", "see-also"])
def test_relations_between_equals_read_the_same_both_ways(rel):
    links = index(ONE, TWO, Link(id="l", from_="one", rel=rel, to="two"))
    assert links.of("one")[0].words == links.of("two")[0].words


@pytest.mark.parametrize("rel", ["contradicts", "supports", "explains", "causes"])
def test_other_relations_tell_their_ends_apart(rel):
    links = index(ONE, TWO, Link(id="l", from_="one", rel=rel, to="two"))
    assert links.of("one")[0].words != links.of("two")[0].words


def test_an_order_told_from_both_sides_is_one_link():
    first = Event(id="first", title="F", before=("then",))
    then = Event(id="then", title="T", after=("first",))
    links = index(first, then)
    assert words(links, "first") == [("before", "then")]
    assert words(links, "then") == [("after", "first")]
    assert words(index(Event(id="first", title="F"), then), "first") == [("before", "then")]
    assert words(index(first, Event(id="then", title="T")), "then") == [("after", "first")]


def test_own_fields_come_before_what_points_here():
    links = index(
        Event(id="later", title="L", after=("x",)),
        Event(id="x", title="X", actors=("iran",), place="city", after=("one",)),
        IRAN, CITY, ONE,
    )  # fmt: skip
    assert words(links, "x") == [
        ("by", "iran"),
        ("at", "city"),
        ("after", "one"),
        ("before", "later"),
    ]


def test_the_reporter_is_nobody_to_be_linked():
    records = [
        Event(id="e", title="E", asserted=(Assertion(by="reporter"),)),
        Context(id="c", kind="law", gloss="G"),
        Actor(
            id="a",
            name="A",
            kind="state",
            labels=(Label(label="l", by="reporter"), Label(label="m")),
        ),
    ]
    assert [list(references(record)) for record in records] == [[], [], []]


def test_what_is_not_there_or_is_itself_has_no_link():
    links = index(Event(id="e", title="E", actors=("gone",), after=("e",)))
    assert links.of("e") == []
    assert links.of("gone") == []
    assert links.of("never heard of") == []


IDS = ["a0", "a1", "e0", "e1", "e2", "q0", "p0", "p1", "c0", "l0", "l1", "gone", "reporter"]
ids = st.sampled_from(IDS)
some = st.lists(ids, max_size=3).map(tuple)
one = st.none() | ids


@st.composite
def records(draw: st.DrawFn) -> dict[str, Record]:
    found: list[Record] = []
    for key in draw(st.sets(st.sampled_from(IDS[:11]))):
        match key[0]:
            case "a":
                roles = draw(st.lists(st.builds(Role, title=st.just("r"), of=one), max_size=2))
                labels = draw(st.lists(st.builds(Label, label=st.just("l"), by=one), max_size=2))
                found.append(
                    Actor(id=key, name=key, kind="state", aliases=(Alias(text="x"),), of=draw(some),
                          place=draw(one), roles=tuple(roles), labels=tuple(labels))
                )  # fmt: skip
            case "e":
                modality = st.sampled_from(get_args(Modality))
                asserted = draw(st.lists(st.builds(Assertion, by=ids, as_=modality), max_size=2))
                found.append(
                    Event(id=key, title=key, actors=draw(some), targets=draw(some), place=draw(one),
                          before=draw(some), after=draw(some), part_of=draw(some),
                          answers=draw(some), asserted=tuple(asserted))
                )  # fmt: skip
            case "q":
                found.append(
                    Quote(
                        id=key, form="direct", speaker=draw(some), event=draw(one), about=draw(some)
                    )
                )
            case "p":
                found.append(Place(id=key, name=key, kind="city", in_=draw(some)))
            case "c":
                found.append(Context(id=key, kind="law", gloss="g", about=draw(some), by=draw(ids)))
            case _:
                rel = draw(st.sampled_from(get_args(Relation)))
                found.append(Link(id=key, from_=draw(ids), rel=rel, to=draw(ids)))
    return {record.id: record for record in found}


@given(records())
def test_whatever_leads_somewhere_leads_back(records):
    links = LinkIndex(records)
    for key in records:
        edges = links.of(key)
        assert len({(edge.words, edge.target) for edge in edges}) == len(edges)
        for edge in edges:
            assert edge.target in records
            assert edge.target != key
            if edge.via:
                assert isinstance(records[edge.via], Link)
            if isinstance(records[key], Link) and not edge.back:
                continue  # its ends lead to each other, past it
            assert key in [back.target for back in links.of(edge.target)]


@given(records())
def test_every_reference_to_a_record_is_a_link(records):
    links = LinkIndex(records)
    for record in records.values():
        for reference in references(record):
            there = reference.target in records and reference.target != record.id
            assert there == ((reference.forward, reference.target) in words(links, record.id))


def test_a_reference_says_where_in_its_field_it_stands():
    roles = (Role(title="envoy", of="iran"),)
    actor = Actor(id="x", name="X", kind="person", of=("iran", "jaa"), roles=roles)
    paths = [(reference.path, reference.target) for reference in references(actor)]
    assert paths == [(("of", 1), "jaa"), (("roles", 0, "of"), "iran")]


def test_what_points_to_a_record_and_what_leads_nowhere():
    records = {
        "one": Event(id="one", title="One", actors=("iran",), place="iran"),
        "two": Event(id="two", title="Two", after=("one", "gone")),
        "iran": IRAN,
    }
    links = LinkIndex(records)
    assert [(source, each.path) for source, each in links.pointing("iran")] == [
        ("one", ("actors", 0)),
        ("one", ("place", 0)),
    ]
    assert [each.target for _, each in links.dangling(records)] == ["iran", "gone"]
    assert [each.target for _, each in links.dangling(["two"])] == ["gone"]
    assert links.pointing("nobody") == []
