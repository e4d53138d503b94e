"""Who says what of each topic, by hand from the bundled article, and whatever a file holds."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from models.document import Document
from models.loading.reading import load_bytes
from models.overviews.claims import Claims, Topic, work_out
from models.overviews.sides import Sides


@pytest.fixture(scope="module")
def claims(bundled: Document) -> Claims:
    return work_out(bundled)


def topic(claims: Claims, record: str) -> Topic:
    return next(each for each in claims.topics if each.id == record)


def said(claims: Claims, record: str) -> set[tuple[str, str, str]]:
    return {(each.record, each.by, each.how) for each in topic(claims, record).statements}


def silent(claims: Claims, record: str) -> dict[str, str]:
    return {each.side: each.part for each in topic(claims, record).silences}


# The bundled article, by hand


@pytest.mark.parametrize(
    ("event", "standing"),
    [
        ("gaza-war", "fact"),
        ("strikes", "fact"),
        ("strike-iran", "claimed by its doer"),
        ("strike-pakistan", "claimed by its doer"),
        ("recall", "fact"),
        ("invitation", "fact"),
        ("agree-terror", "claimed by its doer"),
        ("consultations", "claimed by its doer"),
        ("raisi-visit", "claimed"),  # by the minister, who speaks for the state; the president goes
    ],
)
def test_how_events_stand(claims: Claims, event: str, standing: str) -> None:
    assert topic(claims, event).attribution == standing


def test_the_strikes_are_the_reporters_fact_and_both_sides_only_speak_of_them(
    claims: Claims,
) -> None:
    assert said(claims, "strikes") == {
        ("", "reporter", "fact"),
        ("s-targets", "pakistan", "speaks"),
        ("s-targets", "iran", "speaks"),
        ("q-channels", "jilani", "speaks"),
        ("repair", "reporter", "speaks"),
        ("instability", "reporter", "speaks"),
        ("gravest", "reporter", "speaks"),
    }
    assert not silent(claims, "strikes")


def test_each_strike_is_the_claim_of_its_doer_and_those_hit_are_not_heard(claims: Claims) -> None:
    assert said(claims, "strike-iran") == {("s-hit-tehran", "gov-iran", "claim")}
    assert topic(claims, "strike-iran").by_side() == {"iran": ("claim",)}
    assert silent(claims, "strike-iran") == {"jaa": "target"}
    assert said(claims, "strike-pakistan") == {("s-hit-islamabad", "gov-pakistan", "claim")}
    assert silent(claims, "strike-pakistan") == {"bla": "target", "blf": "target"}


def test_the_recall_is_told_by_the_reporter_alone(claims: Claims) -> None:
    assert said(claims, "recall") == {
        ("", "reporter", "fact"),
        ("soured", "reporter", "speaks"),
    }
    assert silent(claims, "recall") == {"pakistan": "doer", "iran": "target"}


def test_an_office_is_of_its_state(claims: Claims) -> None:
    assert silent(claims, "envoys-back") == {"pakistan": "target", "iran": "target"}


def test_only_jilani_claims_the_accord_and_abdollahian_speaks_of_it(claims: Claims) -> None:
    assert said(claims, "agree-terror") == {
        ("s-agree", "jilani", "claim"),
        ("q-terrorists", "abdollahian", "speaks"),
    }
    assert not silent(claims, "agree-terror")


def test_of_the_consultations_iran_says_nothing(claims: Claims) -> None:
    assert said(claims, "consultations") == {("s-agree", "jilani", "claim")}
    assert silent(claims, "consultations") == {"iran": "doer"}


def test_who_speaks_at_the_press_conference_is_not_silent_on_it(claims: Claims) -> None:
    assert topic(claims, "presser").heard == ("pakistan", "iran")
    assert not silent(claims, "presser")
    assert silent(claims, "talks") == {"pakistan": "doer", "iran": "doer"}


def test_what_is_in_tension_stands_with_the_note_that_it_is_about(claims: Claims) -> None:
    ends = {(*clash.one, *clash.other): clash.rel for clash in claims.clashes}
    assert ends == {
        ("s-wars", "rocky"): "in-tension-with",
        ("q-channels", "soured"): "in-tension-with",
    }
    where = {each.id for each in claims.topics if each.clashes}
    assert where == {"rocky", "soured"}
    assert said(claims, "rocky") == {
        ("rocky", "reporter", "fact"),
        ("s-wars", "abdollahian", "speaks"),
    }


def test_what_is_said_of_both_states_stands_once(claims: Claims) -> None:
    both = next(each for each in claims.topics if each.about == ("pakistan", "iran"))
    assert [each.record for each in both.statements] == [
        *("s-ack", "s-ack", "s-channels", "rocky", "s-understanding", "q-brotherly")
    ]
    assert both.by_side() == {"pakistan": ("claim",), "iran": ("claim",), "reporter": ("fact",)}


def test_how_much_each_side_says(claims: Claims) -> None:
    sides = {each.id: (each.statements, each.silences) for each in claims.sides}
    assert list(sides)[:2] == ["iran", "pakistan"]
    assert sides["iran"] == (9, 7)
    assert sides["pakistan"] == (7, 6)
    assert sides["jaa"] == sides["hamas"] == (0, 1)


def test_every_quote_and_note_stands_somewhere(claims: Claims, bundled: Document) -> None:
    shown = {each.record for topic in claims.topics for each in topic.statements}
    wanted = {each.id for each in bundled.records.values() if each.type in ("quote", "context")}
    assert wanted <= shown


# Other articles

DENIED = """
actors:
  - {id: iran, name: Iran, kind: state}
  - {id: tehran, name: Tehran, kind: government, of: [iran]}
  - {id: pakistan, name: Pakistan, kind: state}
events:
  - id: raid
    title: Raid
    actors: [iran]
    targets: [pakistan]
    asserted: [{by: pakistan, as: fact}, {by: tehran, as: denial}]
quotes:
  - {id: no, speaker: [tehran], form: indirect, gloss: no raid, about: [raid]}
  - {id: yes, speaker: [pakistan], form: indirect, gloss: a raid, about: [raid]}
  - {id: nobody, form: indirect, gloss: something, about: [gone]}
links:
  - {from: "no", rel: contradicts, to: "yes"}
"""


def test_what_one_denies_and_the_other_states_is_disputed(
    document: Callable[..., Document],
) -> None:
    claims = work_out(document(DENIED))
    raid = topic(claims, "raid")
    assert raid.attribution == "disputed"
    assert raid.by_side() == {"iran": ("denial",), "pakistan": ("fact",)}
    assert not raid.silences
    kinds = [(clash.rel, clash.one, clash.other) for clash in raid.clashes]
    assert kinds == [
        ("denies", ("tehran",), ("pakistan",)),
        ("contradicts", ("no",), ("yes",)),
    ]


def test_what_is_about_nothing_known_still_stands(document: Callable[..., Document]) -> None:
    nothing = work_out(document(DENIED)).topics[-1]
    assert nothing.about == ()
    assert [(each.record, each.by, each.side) for each in nothing.statements] == [
        ("nobody", "", "")
    ]


def test_a_quote_claims_what_nobody_is_said_to_assert(document: Callable[..., Document]) -> None:
    records = DENIED.replace("asserted: [", "tags: [a] #")
    raid = topic(work_out(document(records)), "raid")
    assert {each.how for each in raid.statements} == {"claim"}


def test_a_link_between_what_stands_apart_shows_at_both(document: Callable[..., Document]) -> None:
    records = """
    events:
      - {id: one, title: One}
      - {id: two, title: Two}
    links:
      - {from: one, rel: contradicts, to: two}
      - {from: two, rel: contradicts, to: one}
      - {from: one, rel: contradicts, to: one}
      - {from: one, rel: contradicts, to: gone}
    """
    claims = work_out(document(records))
    assert len(claims.clashes) == 1
    assert [len(each.clashes) for each in claims.topics] == [1, 1]


def test_who_is_of_each_other_in_a_ring_is_one_side(document: Callable[..., Document]) -> None:
    sides = Sides(
        document("""
    actors:
      - {id: a, name: A, kind: party, of: [b]}
      - {id: b, name: B, kind: party, of: [c]}
      - {id: c, name: C, kind: party, of: [a]}
      - {id: d, name: D, kind: person, of: [c]}
      - {id: s, name: S, kind: state, of: [u]}
      - {id: u, name: U, kind: igo}
      - {id: e, name: E, kind: person, of: [u, s]}
      - {id: f, name: F, kind: person, roles: [{title: x, of: s, status: former}]}
    """)
    )
    assert [sides.of(each) for each in "dabc"] == ["a"] * 4
    assert [sides.of(each) for each in "sue"] == ["s", "u", "s"]
    assert sides.of("f") == "f"
    assert sides.of("gone") == sides.of("") == ""
    assert sides.of("reporter") == "reporter"


def test_an_empty_file(document: Callable[..., Document]) -> None:
    claims = work_out(document(""))
    assert (claims.topics, claims.sides, claims.clashes) == ((), (), ())


IDS = st.sampled_from(["a", "b", "e", "f", "q", "r", "n", "gone", "reporter", ""])
MANY = st.lists(IDS, max_size=3)


@settings(max_examples=40)
@given(MANY, MANY, MANY, MANY, MANY, IDS, IDS, IDS, st.sampled_from(["denial", "claim", "hedge"]))
def test_anything_goes(
    of: list[str],
    doers: list[str],
    targets: list[str],
    about: list[str],
    speakers: list[str],
    by: str,
    one: str,
    other: str,
    how: str,
) -> None:
    data = {
        "copydesk": 1,
        "article": {"text": "Word.\n"},
        "actors": [
            {"id": "a", "name": "A", "kind": "person", "of": of},
            {"id": "b", "name": "\x1b[/]‮", "kind": "state", "of": ["a"]},
        ],
        "events": [
            {
                "id": "e",
                "title": "",
                "actors": doers,
                "targets": targets,
                "asserted": [{"by": by, "as": how}, {"by": "b", "as": "fact"}],
            },
            {"id": "f", "title": "F", "actors": targets},
        ],
        "quotes": [
            {"id": "q", "form": "direct", "text": "", "speaker": speakers, "about": about},
            {"id": "r", "form": "indirect", "gloss": "r", "about": [one], "event": other},
        ],
        "context": [{"id": "n", "kind": "law", "gloss": "n", "about": about, "by": by or "a"}],
        "links": [{"from": one or "a", "rel": "contradicts", "to": other or "b"}],
    }
    document = load_bytes(yaml.safe_dump(data).encode(), "any.yaml").document
    assert document is not None
    claims = work_out(document)
    standing = {each.record for topic in claims.topics for each in topic.statements}
    assert {"q", "r", "n"} & document.records.keys() <= standing


def test_many_records_cost_little_each(make_many: Callable[[int], Document]) -> None:
    def cost(count: int) -> float:
        document = make_many(count)
        document.links  # noqa: B018 - not what is measured
        started = process_time()
        work_out(document)
        return process_time() - started

    cost(100)
    assert cost(4000) < 30 * max(cost(400), 1e-3)


@pytest.fixture
def make_many(document: Callable[..., Document]) -> Callable[[int], Document]:
    def make(count: int) -> Document:
        events = "".join(
            f"  - {{id: e{at}, title: E, actors: [hub], asserted: [{{by: hub, as: claim}}]}}\n"
            for at in range(count)
        )
        about = ", ".join(f"e{at}" for at in range(count))
        links = "".join(f"  - {{from: q, rel: contradicts, to: e{at}}}\n" for at in range(count))
        return document(
            "actors:\n  - {id: hub, name: Hub, kind: state}\n"
            f"events:\n{events}"
            f"quotes:\n  - {{id: q, form: indirect, gloss: g, speaker: [hub], about: [{about}]}}\n"
            f"links:\n{links}"
        )

    return make
