"""How an event stands, from who asserts it and what is said about it."""

from __future__ import annotations

import pytest

from models.attribution import attribution

ACTORS = """\
actors:
  - {id: iran, name: Iran, kind: state}
  - {id: gov, name: Government, kind: government, of: iran}
  - {id: ministry, name: Ministry, kind: office, of: gov}
  - {id: envoy, name: Envoy, kind: person, roles: [{title: envoy, of: ministry}]}
  - {id: retired, name: Retired, kind: person, roles: [{title: envoy, of: iran, status: former}]}
  - {id: jaa, name: Group, kind: armed-group}
  - {id: wing, name: Wing, kind: armed-group, of: jaa}
  - {id: un, name: United Nations, kind: igo}
"""


def stands(document, asserted, quotes=""):
    desk = document(
        f"{ACTORS}events:\n  - {{id: e, title: E, actors: iran, targets: jaa, asserted: {asserted}}}\n"
        f"{'quotes:' if quotes else ''}\n{quotes}"
    )
    return attribution(desk, desk.records["e"])


@pytest.mark.parametrize(
    ("asserted", "expected"),
    [
        ("[{by: reporter, as: fact}]", "fact"),
        ("[{by: reporter}]", "fact"),
        ("[{by: reporter}, {by: un, as: claim}]", "fact"),
        ("[{by: reporter}, {by: un, as: hedge}]", "fact"),
        ("[{by: iran, as: claim}]", "claimed by its doer"),
        ("[{by: iran, as: fact}]", "claimed by its doer"),
        ("[{by: gov, as: claim}]", "claimed by its doer"),
        ("[{by: ministry, as: claim}]", "claimed by its doer"),
        ("[{by: envoy, as: claim}]", "claimed by its doer"),
        ("[{by: jaa, as: claim}, {by: gov, as: claim}]", "claimed by its doer"),
        ("[{by: retired, as: claim}]", "claimed"),
        ("[{by: jaa, as: claim}]", "accused"),
        ("[{by: wing, as: fact}]", "accused"),
        ("[{by: un, as: claim}]", "claimed"),
        ("[{by: un, as: fact}]", "claimed"),
        ("[{by: reporter, as: claim}]", "claimed"),
        ("[{by: gone, as: claim}]", "claimed"),
        ("[{by: reporter, as: hedge}]", "hedged"),
        ("[{by: iran, as: hedge}]", "hedged"),
        ("[{by: iran, as: hedge}, {by: un, as: claim}]", "claimed"),
        ("[{by: iran, as: denial}]", "denied"),
        ("[{by: iran, as: denial}, {by: un, as: denial}]", "denied"),
        ("[{by: iran, as: denial}, {by: jaa, as: claim}]", "disputed"),
        ("[{by: iran, as: denial}, {by: reporter, as: fact}]", "disputed"),
        ("[]", "silent"),
    ],
)
def test_the_ladder_of_assertions(document, asserted, expected):
    assert stands(document, asserted) == expected


def quote(speaker: str, about: str = "e", **fields: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in fields.items())
    return (
        f"  - {{id: q, form: indirect, gloss: g, speaker: [{speaker}], about: [{about}]{more}}}\n"
    )


@pytest.mark.parametrize(
    ("asserted", "quotes", "expected"),
    [
        ("[]", quote("gov"), "claimed by its doer"),
        ("[]", quote("jaa"), "accused"),
        ("[]", quote("un"), "claimed"),
        ("[]", quote("un, jaa"), "accused"),
        ("[]", quote(""), "silent"),
        ("[]", quote("un", about="iran"), "silent"),
        ("[]", quote("un", about="", event="e"), "silent"),  # said there, not of it
        ("[{by: reporter, as: hedge}]", quote("un"), "hedged"),  # what is asserted goes before
    ],
)
def test_quotes_speak_where_nobody_asserts(document, asserted, quotes, expected):
    assert stands(document, asserted, quotes) == expected


def test_governments_that_are_each_of_the_other_end(document):
    desk = document("""
        actors:
          - {id: a, name: A, kind: state, of: b}
          - {id: b, name: B, kind: state, of: a}
        events:
          - {id: e, title: E, actors: [a], asserted: [{by: b, as: claim}]}
          - {id: f, title: F, actors: [gone], asserted: [{by: b, as: claim}]}
        """)
    assert attribution(desk, desk.records["e"]) == "claimed by its doer"
    assert attribution(desk, desk.records["f"]) == "claimed"


@pytest.mark.parametrize(
    ("event", "expected"),
    [("strikes", "fact"), ("strike-iran", "claimed by its doer"), ("agree-terror", "claimed by its doer"),
     ("raisi-visit", "claimed")],
)  # fmt: skip
def test_how_events_of_the_bundled_article_stand(bundled, event, expected):
    assert attribution(bundled, bundled.records[event]) == expected
