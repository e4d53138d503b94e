"""What reviewers disagree about, found from their ledgers alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.document import Document
from models.loading.reading import load_bytes
from models.plain import fingerprint, plain
from models.review.acts import Act
from models.review.disagreements import Correction, disagreements, said, voices
from models.review.ledger import Ledger

YAML = b"""
copydesk: 1
article:
  text: |
    Ann met Bob in Oslo. Later Bob told Ann that it was over.
actors:
  - {id: bob, name: Bob, kind: person}
  - {id: ann, name: Ann, kind: person, note: a witness}
events:
  - {id: met, title: they met, actors: [ann, bob], at: met Bob in Oslo}
context:
  - {id: outside, kind: history, gloss: nowhere in the text}
"""


@pytest.fixture(scope="module")
def document() -> Document:
    found = load_bytes(YAML, "test.yaml").document
    assert found is not None
    return found


class Reviewer:
    """Acts in a row, each a minute after the last of anybody."""

    minutes = 0

    def __init__(self, name: str, document: Document) -> None:
        self.ledger = Ledger(name)
        self.document = document

    def do(self, name: Any, record: str, *, old: bool = False, **fields: Any) -> Act:
        Reviewer.minutes += 1
        there = self.document.records.get(record)
        act = Act(
            v=1,
            id=f"{Reviewer.minutes}",
            at=f"2024-01-29T{Reviewer.minutes // 60 % 24:02}:{Reviewer.minutes % 60:02}:00.000Z",
            by=self.ledger.reviewer,
            act=name,
            record=record,
            fingerprint="before" if old or there is None else fingerprint(there),
            **{"after": name if name in ("accept", "reject", "flag") else None, **fields},
        )
        self.ledger.add([act])
        return act


@pytest.fixture
def ann(document: Document) -> Reviewer:
    return Reviewer("ann", document)


@pytest.fixture
def mk(document: Document) -> Reviewer:
    return Reviewer("mk", document)


def found(document: Document, *reviewers: Reviewer) -> list[str]:
    ledgers = {each.ledger.reviewer: each.ledger for each in reviewers}
    return [each.record for each in disagreements(document, ledgers)]


def test_only_different_decisions_are_a_disagreement(
    document: Document, ann: Reviewer, mk: Reviewer
) -> None:
    assert found(document) == []
    ann.do("accept", "ann")
    assert found(document, ann, mk) == []
    mk.do("accept", "ann")
    mk.do("comment", "met", words="hm")
    assert found(document, ann, mk) == []
    mk.do("flag", "ann")
    assert found(document, ann, mk) == ["ann"]


def test_they_come_in_reading_order(document: Document, ann: Reviewer, mk: Reviewer) -> None:
    for record in ("outside", "bob", "met", "ann"):
        ann.do("accept", record)
        mk.do("reject", record)
    assert found(document, mk, ann) == ["ann", "met", "bob", "outside"]


def test_outdated_withdrawn_and_undone_decisions_do_not_count(
    document: Document, ann: Reviewer, mk: Reviewer
) -> None:
    ann.do("accept", "ann")
    mk.do("reject", "ann", old=True)
    assert found(document, ann, mk) == []
    act = mk.do("reject", "ann")
    assert found(document, ann, mk) == ["ann"]
    mk.do("undo", "", of=act.id)
    assert found(document, ann, mk) == []
    mk.do("redo", "", of=act.id)
    assert found(document, ann, mk) == ["ann"]
    ann.do("withdraw", "ann")
    assert found(document, ann, mk) == []


def test_a_settlement_settles_while_the_record_reads_as_it_did(
    document: Document, ann: Reviewer, mk: Reviewer
) -> None:
    ann.do("accept", "ann")
    mk.do("reject", "ann")
    ann.do("settle", "ann", after="accept", old=True)
    assert found(document, ann, mk) == ["ann"]
    settled = ann.do("settle", "ann", after="accept")
    assert found(document, ann, mk) == []
    ann.do("undo", "", of=settled.id)
    assert found(document, ann, mk) == ["ann"]


def test_records_that_are_gone_are_nobodys_disagreement(
    document: Document, ann: Reviewer, mk: Reviewer
) -> None:
    ann.do("accept", "gone")
    mk.do("reject", "gone")
    assert found(document, ann, mk) == []


def test_every_voice_is_heard_and_those_that_count_come_first(
    document: Document, ann: Reviewer, mk: Reviewer
) -> None:
    zoe, max_ = Reviewer("zoe", document), Reviewer("max", document)
    ann.do("comment", "ann", words="who is she?")
    mk.do("reject", "ann", words="not her")
    mk.do("comment", "ann", words="see paragraph 2")
    zoe.do("accept", "ann")
    max_.do("flag", "ann", old=True, words="then")
    ledgers = {each.ledger.reviewer: each.ledger for each in (ann, max_, mk, zoe)}
    (case,) = disagreements(document, ledgers)
    assert case.record == "ann"
    heard = [
        (voice.reviewer, voice.verdict, voice.outdated, [act.words for act in voice.comments])
        for voice in case.voices
    ]
    assert heard == [
        ("mk", "reject", False, ["see paragraph 2"]),
        ("zoe", "accept", False, []),
        ("ann", "", False, ["who is she?"]),
        ("max", "", True, []),
    ]
    assert case.voices[0].decision is not None
    assert case.voices[0].decision.words == "not her"


def test_what_a_reviewer_corrects_is_told_against_the_file(
    document: Document, ann: Reviewer
) -> None:
    ann.do(
        "edit",
        "ann",
        before={"ann": {"note": "a witness", "aliases": None}},
        after={"ann": {"note": None, "aliases": ["Annie"]}},
    )
    ann.do("edit", "ann", before={"ann": {"kind": "state"}}, after={"ann": {"kind": "person"}})
    (voice,) = voices(document.records["ann"], {"ann": ann.ledger})
    assert voice.verdict == ""
    assert voice.corrections == (
        Correction("note", "a witness", None),
        Correction("aliases", None, ["Annie"]),
    ), "what the file says already needs no correction"
    fields = {"type": "actor", **plain(document.records["bob"])}
    ann.do("delete", "bob", before={"bob": fields}, after={"bob": None})
    (voice,) = voices(document.records["bob"], {"ann": ann.ledger})
    assert [(each.field, each.mine) for each in voice.corrections] == [("", None)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        ("Oslo", "Oslo"),
        (7, "7"),
        (33.72, "33.72"),
        (True, "true"),
        (["a", "b"], "a, b"),
        (["a, b", "c", ""], '"a, b", c, ""'),
        ([{"exact": "met Bob"}, {"text": "Bobby"}], "met Bob, Bobby"),
        ([{"exact": "Bob", "paragraph": 2}], "{exact: Bob, paragraph: 2}"),
        ([{"parts": [{"exact": "a"}, {"exact": "b"}]}], "{parts: [a, b]}"),
        ({"name": "Bob", "of": ["x", "y"]}, "name: Bob, of: [x, y]"),
    ],
)
def test_values_in_words(value: Any, words: str) -> None:
    assert said(value) == words


VERDICTS = ("accept", "reject", "flag", "withdraw", "settle")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("ann", "mk", "zoe")),
            st.sampled_from(VERDICTS),
            st.sampled_from(("ann", "bob", "met", "outside")),
            st.booleans(),
        ),
        max_size=25,
    )
)
def test_against_the_definition(acts: list[tuple[str, str, str, bool]]) -> None:
    document = load_bytes(YAML, "test.yaml").document
    assert document is not None
    people = {name: Reviewer(name, document) for name in ("ann", "mk", "zoe")}
    last: dict[tuple[str, str], tuple[str, bool]] = {}
    settled: dict[tuple[str, str], bool] = {}
    for name, act, record, old in acts:
        people[name].do(act, record, old=old, **({"after": "flag"} if act == "settle" else {}))
        if act == "settle":
            settled[name, record] = not old
        else:
            last[name, record] = (act, old)
    wanted = {
        record
        for record in document.records
        if len(
            {
                act
                for (_, of), (act, old) in last.items()
                if of == record and not old and act != "withdraw"
            }
        )
        > 1
        and not any(valid for (_, of), valid in settled.items() if of == record)
    }
    ledgers = {name: each.ledger for name, each in people.items()}
    cases = disagreements(document, ledgers)
    assert {case.record for case in cases} == wanted
    assert [case.record for case in cases] == [
        record for record in ("ann", "met", "bob", "outside") if record in wanted
    ]
    for case in cases:
        assert len({voice.verdict for voice in case.voices if voice.verdict}) > 1
