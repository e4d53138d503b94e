"""A review applied: what stays, what goes with it, and the corrections of several made one."""

from __future__ import annotations

from typing import Any

import pytest

from models.document import Document
from models.loading.reading import load_bytes
from models.plain import Revision, fingerprint, plain, whole
from models.review.acts import Act
from models.review.applying import Applied, Cause, Loss, applied, causes, tagged
from models.review.combining import Clash, combined
from models.review.ledger import Ledger
from models.review.outcome import seen_by
from models.saving import Saved, save

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


@pytest.fixture
def document() -> Document:
    return loaded(FILE)


def loaded(text: str) -> Document:
    document = load_bytes(text.encode(), "a.yaml").document
    assert document is not None
    return document


class Desk:
    """Reviewers of one document, whose acts come one after the other."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.ledgers: dict[str, Ledger] = {}

    def act(self, by: str, name: Any, record: str, **fields: Any) -> Desk:
        ledger = self.ledgers.setdefault(by, Ledger(by))
        there = self.document.records.get(record)
        seen = seen_by(ledger, there) if there else None
        number = sum(len(each.acts) for each in self.ledgers.values())
        print_ = fingerprint(seen) if seen else ""
        ledger.add(
            [
                Act(
                    v=1,
                    id=str(number),
                    at=f"2024-01-29T18:{number:02}:00.000Z",
                    by=by,
                    act=name,
                    record=record,
                    fingerprint=fields.pop("fingerprint", print_),
                    **fields,
                )
            ]
        )
        return self

    def decide(self, by: str, verdict: str, *records: str) -> Desk:
        for record in records:
            self.act(by, verdict, record, after=verdict)
        return self

    def edit(self, by: str, record: str, **fields: Any) -> Desk:
        there = plain(self.document.records[record])
        before = {name: there.get(name) for name in fields}
        return self.act(by, "edit", record, before={record: before}, after={record: fields})

    def add(self, by: str, record: str, **fields: Any) -> Desk:
        new = {"id": record, **fields}
        return self.act(by, "add", record, before={record: None}, after={record: new})

    def remove(self, by: str, record: str) -> Desk:
        old = whole(self.document.records[record])
        return self.act(by, "delete", record, before={record: old}, after={record: None})

    @property
    def applied(self) -> Applied:
        return applied(self.document, self.ledgers)


@pytest.fixture
def desk(document: Document) -> Desk:
    return Desk(document)


def left(found: Applied) -> list[str]:
    """The records of the file that results, which has no fault."""
    saved = save(FILE, found.revisions)
    assert isinstance(saved, Saved)
    result = load_bytes(saved.text.encode(), "b.yaml")
    assert result.problems == ()
    assert result.document is not None
    return list(result.document.records)


# What stays


def test_what_was_accepted_stays_as_it_is(desk: Desk) -> None:
    found = desk.decide("mk", "accept", *ALL).applied
    assert found.revisions == {}
    assert set(found.standings.values()) == {"accepted"}
    assert (found.clashes, found.losses, found.troubles) == ((), (), ())


def test_without_a_decision_nothing_stays(desk: Desk) -> None:
    found = desk.act("mk", "comment", "met", words="Hm.").applied
    assert set(found.standings.values()) == {"undecided"}
    assert left(found) == []


@pytest.mark.parametrize("verdict", ["reject", "flag"])
def test_what_was_rejected_or_flagged_goes_and_is_named_no_more(desk: Desk, verdict: str) -> None:
    desk.decide("mk", "accept", *ALL).decide("mk", verdict, "oslo")
    assert left(desk.applied) == [id_ for id_ in ALL if id_ != "oslo"]
    assert desk.applied.losses == (
        Loss("ben", (("place", "oslo"),), gone=False),
        Loss("met", (("place", "oslo"),), gone=False),
    )


def test_a_link_goes_with_its_end_and_a_note_with_whose_word_it_is(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL).decide("mk", "reject", "ben", "met")
    assert left(desk.applied) == ["oslo", "ann", "talked"]
    assert desk.applied.losses == (
        Loss("talked", (("after", "met"), ("asserted", "ben")), gone=False),
        Loss("warm", (("by", "ben"),), gone=True),
        Loss("talked:explains:met", (("to", "met"),), gone=True),
    )


def test_what_is_lost_is_told_by_its_cause(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL).decide("mk", "reject", "ben", "met", "oslo")
    assert causes(desk.applied.losses) == [
        Cause("met", ("talked",), ("talked:explains:met",)),
        Cause("ben", ("talked",), ("warm",)),
    ]
    desk.decide("mk", "accept", "ben", "met").decide("mk", "reject", "ann", "talked")
    assert causes(desk.applied.losses) == [
        Cause("oslo", ("ben", "met"), ()),
        Cause("talked", ("warm",), ("talked:explains:met",)),
        Cause("ann", ("met",), ()),
    ]


def test_what_goes_with_two_has_one_cause(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL).decide("mk", "reject", "talked", "met", "ben")
    assert causes(desk.applied.losses) == [
        Cause("ben", (), ("warm",)),
        Cause("talked", (), ("talked:explains:met",)),
    ]


def test_a_dispute_goes_until_it_is_settled(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL).decide("ann", "reject", "warm")
    assert desk.applied.standings["warm"] == "disputed"
    assert "warm" not in left(desk.applied)
    desk.act("zoe", "settle", "warm", after="accept")
    assert desk.applied.revisions == {}


def test_what_was_decided_before_it_changed_goes(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL)
    desk.act("mk", "accept", "warm", after="accept", fingerprint="0123456789abcdef")
    assert desk.applied.standings["warm"] == "outdated"
    assert "warm" not in left(desk.applied)


# Corrections


def test_a_correction_is_put_in_and_is_as_good_as_an_acceptance(desk: Desk) -> None:
    desk.edit("mk", "ann", name="Anna").decide("mk", "accept", *ALL[2:], "oslo")
    found = desk.applied
    assert found.standings["ann"] == "corrected"
    assert found.revisions == {
        "ann": Revision("actor", {"id": "ann", "name": "Anna", "kind": "person"})
    }


def test_a_correction_of_what_was_rejected_does_not_save_it(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL).edit("mk", "ann", name="Anna").decide("mk", "reject", "ann")
    assert desk.applied.standings["ann"] == "rejected"
    assert desk.applied.revisions["ann"] == Revision("actor", None)


def test_corrections_of_several_fields_by_several_people_are_one(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL).edit("mk", "met", date="2024-01-29")
    desk.edit("ann", "met", status="planned", note="soon").edit("zoe", "met", note="soon")
    found = desk.applied
    assert found.clashes == ()
    fields = found.revisions["met"].fields or {}
    assert (fields["date"], fields["status"], fields["note"]) == ("2024-01-29", "planned", "soon")


def test_a_field_that_two_want_differently_stays_and_is_told(desk: Desk) -> None:
    desk.edit("mk", "ann", name="Anna", note="x").edit("ann", "ann", name="Anne")
    desk.edit("zoe", "ann", name="Anna").decide("mk", "accept", *ALL)
    found = tagged(desk.document, desk.ledgers)
    wanted = (("mk", "Anna"), ("ann", "Anne"), ("zoe", "Anna"))
    assert found.clashes == (Clash("ann", "name", "Ann", wanted),)
    assert found.revisions["ann"].fields == {
        "id": "ann",
        "name": "Ann",
        "kind": "person",
        "note": "x",
        "tags": ["review/disputed"],
    }


def test_what_two_corrected_differently_is_disputed_until_somebody_else_settles_it(
    desk: Desk,
) -> None:
    desk.decide("mk", "accept", *ALL).decide("zoe", "accept", "ann")
    desk.edit("mk", "ann", name="Anna").edit("zoe", "ann", name="Anne")
    assert desk.applied.standings["ann"] == "disputed"
    assert "ann" not in left(desk.applied)
    assert len(desk.applied.clashes) == 1
    desk.act("zoe", "settle", "ann", after="accept")
    assert desk.applied.standings["ann"] == "disputed"
    desk.act("eve", "settle", "ann", after="accept")
    assert desk.applied.standings["ann"] == "accepted"
    assert desk.applied.revisions == {}
    desk.act("eve", "settle", "ann", after="reject")
    assert desk.applied.standings["ann"] == "rejected"


def test_what_was_accepted_as_corrected_is_outdated_when_the_file_has_something_else(
    desk: Desk,
) -> None:
    """What the file has by then nobody has accepted."""
    desk.decide("mk", "accept", *ALL).edit("mk", "ann", name="Anna").decide("mk", "accept", "ann")
    desk.document = loaded(FILE.replace("name: Ann,", "name: Anne,"))
    assert desk.applied.standings["ann"] == "outdated"
    assert desk.applied.revisions["ann"] == Revision("actor", None)
    tags = tagged(desk.document, desk.ledgers).revisions["ann"].fields or {}
    assert (tags["name"], tags["tags"]) == ("Anne", ["review/outdated"])
    desk.decide("zoe", "accept", "ann")
    assert desk.applied.standings["ann"] == "disputed"


def test_a_correction_that_the_file_has_overtaken_is_told(desk: Desk) -> None:
    desk.edit("mk", "ann", name="Anna").edit("mk", "ann", kind="people")
    desk.document = loaded(FILE.replace("name: Ann,", "name: Anne,"))
    changes = combined(desk.document, desk.ledgers)
    assert changes.clashes == (Clash("ann", "name", "Anne", (("mk", "Anna"),)),)
    [changed] = changes.records.values()
    assert changed is not None
    assert (changed.caption, plain(changed)["kind"]) == ("Anne", "people")


def test_what_was_added_stays_when_accepted_or_not_decided(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL)
    desk.add("mk", "cid", type="actor", name="Cid", kind="person")
    assert desk.applied.standings["cid"] == "corrected"
    assert left(desk.applied) == [*ALL[:3], "cid", *ALL[3:]]
    other = Desk(desk.document).decide("mk", "accept", *ALL)
    other.add("mk", "cid", type="nonsense", name="Cid")
    assert other.applied.troubles != ()
    assert left(other.applied) == list(ALL)


def test_what_was_taken_out_goes_and_is_disputed_when_somebody_else_keeps_it(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL[:-2]).remove("mk", "warm")
    assert left(desk.applied) == list(ALL[:-2])
    desk.decide("ann", "accept", "warm")
    found = desk.applied
    file = whole(desk.document.records["warm"])
    assert found.clashes == (Clash("warm", "", file, (("mk", None), ("ann", file))),)
    assert found.standings["warm"] == "disputed"
    assert "warm" not in left(found)
    assert "warm" in left(tagged(desk.document, desk.ledgers))


def test_a_correction_of_what_is_gone_from_the_file_is_told(desk: Desk) -> None:
    desk.edit("mk", "warm", gloss="A cool talk")
    desk.document = loaded(FILE[: FILE.index("context:")])
    changes = combined(desk.document, desk.ledgers)
    [clash] = changes.clashes
    assert (clash.record, clash.field, clash.file) == ("warm", "", None)
    assert desk.applied.standings.get("warm") is None


def test_a_correction_that_makes_no_record_is_told(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL).edit("mk", "met", date="soon")
    found = desk.applied
    assert found.revisions == {}
    assert len(found.troubles) == 1
    assert "met" in found.troubles[0]


# Tags


def test_tags_tell_how_each_record_stands_and_nothing_goes(desk: Desk) -> None:
    desk.decide("mk", "accept", "ann", "met").decide("mk", "reject", "ben").decide(
        "mk", "flag", "warm"
    )
    desk.decide("ann", "reject", "met").edit("mk", "talked", tags=["x", "review/flagged"])
    found = tagged(desk.document, desk.ledgers)
    tags = {id_: (revision.fields or {})["tags"] for id_, revision in found.revisions.items()}
    assert tags == {
        "oslo": ["review/undecided"],
        "ann": ["review/accepted"],
        "ben": ["review/rejected"],
        "met": ["review/disputed"],
        "talked": ["x", "review/corrected"],
        "warm": ["review/flagged"],
        "talked:explains:met": ["review/undecided"],
    }
    assert left(found) == list(ALL)


def test_tags_make_no_decision_outdated_and_come_to_themselves(desk: Desk) -> None:
    desk.decide("mk", "accept", *ALL)
    saved = save(FILE, tagged(desk.document, desk.ledgers).revisions)
    assert isinstance(saved, Saved)
    desk.document = loaded(saved.text)
    found = tagged(desk.document, desk.ledgers)
    assert set(found.standings.values()) == {"accepted"}
    assert found.revisions == {}
