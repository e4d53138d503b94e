"""What reviewers did about records that somebody gave other ids."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.document import Document
from models.loading.reading import load_bytes
from models.plain import fingerprint, plain, whole
from models.review import operations
from models.review.acts import Act
from models.review.applying import applied
from models.review.coders import reviews_compared
from models.review.edits import corrected
from models.review.ledger import Ledger
from models.review.outcome import outcome
from models.review.renaming import renamed
from models.revise import revise

FILE = """\
copydesk: 1
article: {title: T, text: "Ann met Ben in Oslo on Monday. They talked."}
places: [{id: oslo, name: Oslo, kind: city}]
actors:
  - {id: ann, name: Ann, kind: person}
  - {id: ben, name: Ben, kind: person, place: oslo}
events:
  - {id: met, title: They met, actors: [ann, ben], place: oslo, at: met}
  - {id: talked, title: They talked, after: [met], asserted: [{by: ben}], at: They talked}
context:
  - {id: warm, kind: diplomacy, gloss: A warm talk, by: ben, about: [talked]}
links:
  - {from: talked, rel: explains, to: met}
"""
ALL = ("oslo", "ann", "ben", "met", "talked", "warm", "talked:explains:met")


def loaded(text: str = FILE) -> Document:
    document = load_bytes(text.encode(), "a.yaml").document
    assert document is not None
    return document


class Desk:
    """Reviewers of one file, each with their own corrections before them."""

    def __init__(self) -> None:
        self.file = loaded()
        self.ledgers: dict[str, Ledger] = {}
        self.number = 0

    def shown(self, by: str) -> Document:
        ledger = self.ledgers.setdefault(by, Ledger(by))
        return revise(self.file, corrected(self.file, ledger).records)

    def act(self, by: str, name: Any, record: str = "", **fields: Any) -> Desk:
        there = self.shown(by).records.get(record)
        self.number += 1
        at = f"2024-01-29T{self.number // 60:02}:{self.number % 60:02}:00.000Z"
        about = {"record": record, "fingerprint": fingerprint(there) if there else ""}
        self.ledgers[by].add(
            [Act(v=1, id=str(self.number), at=at, by=by, act=name, **{**about, **fields})]
        )
        return self

    def decide(self, by: str, verdict: str, *records: str) -> Desk:
        for record in records:
            self.act(by, verdict, record, after=verdict)
        return self

    def edit(self, by: str, record: str, **fields: Any) -> Desk:
        shown = self.shown(by)
        made = operations.edit(shown, record, {**plain(shown.records[record]), **fields})
        return self.act(by, made.act, made.record, before=made.before, after=made.after)

    def rename(self, by: str, old: str, new: str) -> Desk:
        return self.edit(by, old, id=new)

    def save(self, by: str) -> Desk:
        """The file has what one reviewer corrected."""
        written = corrected(self.file, self.ledgers[by]).written
        self.file = self.shown(by)
        return self.act(by, "save", after=written)

    @property
    def statuses(self) -> dict[str, str]:
        document, ledgers = renamed(self.file, self.ledgers)
        return {id_: outcome(record, ledgers).status for id_, record in document.records.items()}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_without_renamings_all_is_as_it_was(desk: Desk) -> None:
    desk.decide("cid", "accept", *ALL).edit("mk", "met", date="2024-01-29")
    document, ledgers = renamed(desk.file, desk.ledgers)
    assert document is desk.file
    assert ledgers is desk.ledgers


@pytest.mark.parametrize("saved", [False, True], ids=["waits", "saved"])
def test_decisions_go_along_with_another_id(desk: Desk, saved: bool) -> None:
    desk.decide("cid", "accept", "ann", "met", "warm").decide("cid", "reject", "ben", "talked")
    desk.decide("cid", "flag", "talked:explains:met").act("cid", "settle", "oslo", after="accept")
    desk.rename("mk", "ben", "benedict").rename("mk", "met", "meeting").rename("mk", "oslo", "no")
    if saved:
        desk.save("mk")
    assert desk.statuses == {
        "no": "accepted",
        "ann": "accepted",
        "benedict": "rejected",
        "meeting": "accepted",
        "talked": "rejected",
        "warm": "accepted",
        "talked:explains:meeting": "flagged",
    }


def test_decisions_of_before_between_and_after_are_about_the_same(desk: Desk) -> None:
    desk.decide("ann", "accept", "met").rename("mk", "ben", "benedict").save("mk")
    desk.decide("ben", "accept", "met").rename("mk", "oslo", "no").decide("mk", "accept", "met")
    desk.save("mk").decide("cid", "accept", "met")
    document, ledgers = renamed(desk.file, desk.ledgers)
    assert outcome(document.records["met"], ledgers).by == ("ann", "mk", "ben", "cid")


def test_what_says_something_else_is_outdated_all_the_same(desk: Desk) -> None:
    desk.decide("cid", "accept", "ben", "met")
    desk.edit("mk", "ben", id="benedict", name="Benedict").save("mk")
    assert desk.statuses["benedict"] == "outdated"
    assert desk.statuses["met"] == "accepted"


def test_a_renaming_that_was_taken_back_renames_nothing(desk: Desk) -> None:
    desk.decide("cid", "accept", *ALL).rename("mk", "ben", "benedict")
    desk.act("mk", "undo", of=desk.ledgers["mk"].acts[-1].id)
    assert renamed(desk.file, desk.ledgers).document is desk.file


def test_an_id_given_back_is_the_former_one(desk: Desk) -> None:
    desk.decide("cid", "accept", *ALL).rename("mk", "ben", "b2").decide("mk", "reject", "b2")
    desk.rename("mk", "b2", "ben")
    assert desk.statuses["ben"] == "disputed"
    assert desk.statuses["met"] == "accepted"


def test_two_who_want_different_ids_rename_nothing(desk: Desk) -> None:
    desk.rename("mk", "ben", "benedict").rename("zoe", "ben", "benjamin")
    assert renamed(desk.file, desk.ledgers).document is desk.file


def test_two_who_want_the_same_id_are_one(desk: Desk) -> None:
    desk.decide("cid", "accept", *ALL).rename("mk", "ben", "b2").rename("zoe", "ben", "b2")
    found = applied(desk.file, desk.ledgers)
    assert (found.clashes, found.standings["b2"]) == ((), "accepted")


def test_comments_go_along(desk: Desk) -> None:
    desk.act("cid", "comment", "ben", words="Who?").rename("mk", "ben", "benedict")
    [comment] = renamed(desk.file, desk.ledgers).ledgers["cid"].of("benedict").comments
    assert comment.words == "Who?"


# What comes of it


def test_a_record_that_was_accepted_is_not_there_twice(desk: Desk) -> None:
    desk.decide("cid", "accept", *ALL).rename("mk", "ben", "benedict")
    found = applied(desk.file, desk.ledgers)
    assert found.clashes == ()
    assert found.revisions["ben"].fields is None
    assert (found.revisions["benedict"].fields or {})["name"] == "Ben"
    assert set(found.standings.values()) == {"accepted"}


def test_a_record_that_was_rejected_does_not_come_back(desk: Desk) -> None:
    desk.decide("cid", "accept", *ALL).decide("cid", "reject", "oslo").rename("mk", "oslo", "no")
    found = applied(desk.file, desk.ledgers)
    assert found.standings["no"] == "rejected"
    assert found.revisions["oslo"].fields is None
    assert "no" not in found.revisions


def test_corrections_of_others_are_put_in_under_the_new_id(desk: Desk) -> None:
    desk.decide("zoe", "accept", *ALL).edit("cid", "ben", kind="people", note="two")
    desk.edit("cid", "warm", about=["ben"]).edit("mk", "ben", id="benedict", name="Benedict")
    found = applied(desk.file, desk.ledgers)
    assert found.clashes == ()
    assert found.revisions["benedict"].fields == {
        "id": "benedict",
        "name": "Benedict",
        "kind": "people",
        "place": "oslo",
        "note": "two",
    }
    assert (found.revisions["warm"].fields or {})["about"] == ["benedict"]


def test_agreement_counts_what_was_said_under_either_id(desk: Desk) -> None:
    desk.decide("cid", "accept", "ben", "met").decide("mk", "accept", "ann", "met")
    desk.rename("mk", "ben", "benedict").decide("mk", "accept", "benedict", "met").save("mk")
    found = reviews_compared([(desk.file, desk.ledgers)])
    assert found.stale == ()
    assert found.decisions["all"].units == 2
    assert found.fields["actor", "name"].units == 1


WORDS = st.sampled_from(["ben", "met", "oslo", "new", "reporter", "", " x", "talked:explains:met"])
JUNK = st.one_of(
    st.none(), WORDS, st.integers(), st.lists(WORDS, max_size=2), st.just([{"by": []}, 3])
)
FIELDS = st.none() | st.dictionaries(
    st.sampled_from(["type", "id", "name", "actors", "asserted", "from", "to", "rel"]), JUNK
)


@given(st.lists(st.tuples(WORDS, WORDS, FIELDS, FIELDS, st.booleans()), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_whatever_a_journal_says_nothing_raises(
    renamings: list[tuple[str, str, Any, Any, bool]],
) -> None:
    desk = Desk().decide("cid", "accept", *ALL)
    for old, new, was, now, sound in renamings:
        there = desk.file.records.get(old)
        if sound and there:
            was, now = whole(there), {**whole(there), "id": new}
        before, after = {old: was, new: None, "met": was}, {old: None, new: now, "met": now}
        desk.act("mk", "rename", new, before=before, after=after)
    document, ledgers = renamed(desk.file, desk.ledgers)
    assert len(document.records) == len(ALL)
    assert [len(ledger.acts) for ledger in ledgers.values()] == [7, len(renamings)]
