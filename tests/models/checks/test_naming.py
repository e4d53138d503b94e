"""Names that no record claims, and records that no name leads to."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks import check
from models.loading.reading import load_bytes

LAST = "on both shores.\n"

PEOPLE = """\
actors:
  - {id: northland, name: Northland, kind: state}
  - {id: brandt, name: Ada Brandt, kind: person}
"""


def names(text: str, language: str = "en", records: str = PEOPLE) -> list[str]:
    """The names that no record claims."""
    body = "".join(f"    {line}\n" for line in text.splitlines())
    head = f"copydesk: 1\narticle:\n  language: {language}\n  text: |\n{body}"
    loaded = load_bytes((head + records).encode(), "x")
    assert loaded.document is not None
    string = loaded.document.text.string
    return [
        string[each.start : each.end]
        for each in check(loaded.document, loaded.places)
        if each.code == "W112"
    ]


def test_a_name_that_no_record_claims(sees: Any, silent: Any) -> None:
    more = "on both shores. It was founded by Karl Holm. So says Karl Holm.\n"
    problem = sees("W112", {LAST: more}, at="Karl Holm. So", record="")
    assert "“Karl Holm” in paragraph 3" in problem.message
    silent({LAST: "on both shores. Few mention Karl.\n"})


def test_a_name_that_may_belong_to_a_record(sees: Any) -> None:
    more = "on both shores. It was founded by Karl Petrescu.\n"
    problem = sees("W112", {LAST: more}, at="Karl Petrescu")
    assert problem.mend == "If it is “Ion Petrescu”, add it to its `aliases`."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Karl Holm there.", ["Karl Holm"]),
        ("They met Karl Holm and Eva Lund there. Then Karl Holm left.", ["Karl Holm", "Eva Lund"]),
        ("They met President Karl Holm, Foreign Minister Eva Lund.", ["Karl Holm", "Eva Lund"]),
        ("They met Mr. Karl Holm, Gen. Lund.", ["Karl Holm"]),
        ("They met Karl J. Holm.", ["Karl J. Holm"]),
        ("They met the Baloch River Army.", ["Baloch River Army"]),
        ("They left the Strait of Lund.", ["Strait of Lund"]),
        ("They met Jaish al-Lund there.", ["Jaish al-Lund"]),
        ("They met in Lund. All of Lund knew.", ["Lund"]),
        ("They met in Lund. All knew.", []),
        ("Karl Holm left.", []),  # the first of a sentence, and a name that is there once
        ("They met the Foreign Minister and the Prime Minister.", []),
        ("They met the Iranian President on Monday in January.", []),
        ("They met Iranian friends. More Iranian friends came.", []),
        ("They met Northlanders. All Northlanders came.", []),
        ("They met Ada there. So says Ada.", []),  # part of a name that is there
        ("They met Eva Brandt Ada Brandt there.", []),  # beside what is claimed
        ("They left the Ministry of Rivers of Northland.", ["Ministry of Rivers"]),
        ("They left the Northland River Ministry.", []),
        ("They saw BREAKING NEWS there.", []),
        ("They call it: New Order. “New Order” (New Order)", ["Order"]),
        ("They met the Order and the order. The Order left.", []),
        ("They Read All The News That Is Fit To Print Here.", []),
        ("They met علی رضایی and 李明.", []),
        ("They met Éva Łund there.", ["Éva Łund"]),
        ("They met Karl\n\nHolm there.", []),
        ("They met Karl\nHolm there.", ["Karl\nHolm"]),
        ("They sailed in 2024 on M/V Eva Lund.", ["Eva Lund"]),
        ("", []),
    ],
)
def test_what_is_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_other_languages() -> None:
    assert names("Ils voient Karl Holm et Lund. Et Lund.", language="fr") == ["Karl Holm"]
    assert names("Sie sehen Karl Holm mit Grauen Wolken.", language="de") == []


def test_what_rests_on_a_name_claims_it() -> None:
    text = "They met Karl Holm in the Old Town Hall."
    event = "events: [{id: e, title: E, at: met Karl Holm}]\n"
    note = "context: [{id: c, kind: history, gloss: g, at: %s}]\n"
    assert names(text, records=event) == ["Old Town Hall"]
    assert names(text, records=note % "Old Town Hall") == ["Karl Holm"]
    said = "Late at night they met Karl Holm in the Old Town Hall."
    assert names(said, records=note % said) == ["Karl Holm", "Old Town Hall"]


def test_a_name_that_two_share_is_told_elsewhere() -> None:
    shared = (
        "actors: [{id: a, name: Karl Holm, kind: person}, {id: b, name: Karl Holm, kind: person}]\n"
    )
    assert names("They met Karl Holm there.", records=shared) == []


def test_a_metonym_is_claimed_where_it_is_chosen() -> None:
    actor = "actors: [{id: a, name: G, kind: government, aliases: [{text: Havn, metonym: true}], at: %s}]\n"
    text = "They say Havn did it. All of Havn knew."
    assert names(text, records=actor % "say Havn") == ["Havn"]


# W113


def test_an_actor_that_is_not_in_the_text(sees: Any, silent: Any) -> None:
    def fleet(**fields: str) -> dict[str, str]:
        more = "".join(f"    {name}: {value}\n" for name, value in fields.items())
        first = "  - id: northland\n"
        return {
            first: f"  - id: fleet\n    kind: armed-group\n    of: [northland]\n{more}{first}",
        }

    problem = sees("W113", fleet(name="Ghost Fleet"), at="Ghost Fleet", record="fleet")
    assert "`aliases`" in problem.mend
    silent(fleet(name="Ghost Fleet", aliases="[guards, Ghosts]"))
    silent(fleet(name="Ghost Fleet", at="its guards"))
    silent(fleet(name="Ghost Fleet", basis="outside", source="an atlas"))


@pytest.mark.parametrize(
    ("alias", "slips"),
    [
        ("free strait league", True),
        ("Free-Strait League", True),
        ("Frée Strait League", True),
        ("{text: free strait league, language: en-GB}", True),
        ("{text: free strait league, language: fa}", False),
        ("{text: free strait league, metonym: true}", False),
        ("Free Straits League", False),
    ],
)
def test_a_name_that_the_text_spells_otherwise(alias: str, slips: bool) -> None:
    file = (
        "copydesk: 1\narticle: {text: They call it the Free Strait League there.}\n"
        f"actors: [{{id: league, name: Fishers, kind: armed-group, at: They call, aliases: [{alias}]}}]\n"
    )
    loaded = load_bytes(file.encode(), "x")
    assert loaded.document is not None
    told = [each for each in check(loaded.document, loaded.places) if each.code == "W113"]
    assert len(told) == slips
    assert not slips or "“Free Strait League”" in told[0].message
    if slips and "é" not in alias:  # and no second problem
        assert "W112" not in [each.code for each in check(loaded.document)]


def test_a_name_that_is_found_as_another_record_s_is_no_slip(silent: Any) -> None:
    silent({"aliases: [Brandt]": "aliases: [Brandt, northland]"})


def test_a_word_that_only_looks_like_a_name_is_none() -> None:
    file = (
        "copydesk: 1\narticle: {text: On Monday they march through Havn.}\n"
        "actors: [{id: a, name: March, kind: person, basis: text, at: they}]\n"
    )
    loaded = load_bytes(file.encode(), "x")
    assert loaded.document is not None
    assert "W113" not in [each.code for each in check(loaded.document)]
