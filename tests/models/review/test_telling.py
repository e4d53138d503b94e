"""What was done, in lines for people: one for each act, or for what was done together."""

from __future__ import annotations

from typing import Any

import pytest

from models.document import Document
from models.loading.reading import load_bytes
from models.plain import plain
from models.review import operations
from models.review.acts import Act
from models.review.edits import corrected
from models.review.history import Wanted, history
from models.review.ledger import Ledger
from models.review.operations import Correction, Parts
from models.review.telling import in_words, lines
from models.revise import revise

FILE = """\
copydesk: 1
article: {title: T, text: "Ann met Ben in Oslo on Monday. They talked."}
places: [{id: oslo, name: Oslo, kind: city}]
actors:
  - {id: ann, name: Ann, kind: person}
  - {id: ben, name: Ben, kind: person, place: oslo}
  - {id: benny, name: Benny, kind: person}
events:
  - {id: met, title: They met, actors: [ann, ben], place: oslo, at: met}
  - {id: talked, title: They talked, after: [met], actors: [benny], at: They talked}
context:
  - {id: warm, kind: diplomacy, gloss: A warm talk, by: ben, about: [talked]}
links:
  - {from: talked, rel: explains, to: met}
"""


class Desk:
    """A reviewer whose acts come one after the other."""

    def __init__(self) -> None:
        file = load_bytes(FILE.encode(), "a.yaml").document
        assert file is not None
        self.file = file
        self.ledger = Ledger("mk")

    @property
    def document(self) -> Document:
        return revise(self.file, corrected(self.file, self.ledger).records)

    def act(self, name: Any, record: str = "", **fields: Any) -> Desk:
        number = len(self.ledger.acts)
        at = f"2024-01-29T18:{number:02}:00.000Z"
        self.ledger.add(
            [Act(v=1, id=str(number), at=at, by="mk", act=name, record=record, **fields)]
        )
        return self

    def correct(self, made: Correction, **fields: Any) -> Desk:
        return self.act(made.act, made.record, before=made.before, after=made.after, **fields)

    def edit(self, record: str, **fields: Any) -> Desk:
        given = {**plain(self.document.records[record]), **fields}
        return self.correct(operations.edit(self.document, record, given))

    def told(self, **wanted: Any) -> list[str]:
        events = history(self.file, {"mk": self.ledger}, Wanted(**wanted))
        told = lines(events, self.document)
        return ["  ".join(filter(None, (each.act, each.what, each.said))) for each in told]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_decision_is_a_line_with_its_reason(desk: Desk) -> None:
    desk.act("accept", "met", after="accept")
    desk.act("flag", "ann", after="flag", words="Whose office?")
    desk.act("comment", "met", words="See the cue.")
    desk.act("settle", "met", after="accept", words="clear")
    desk.act("settle", "met", before="accept")
    assert desk.told() == [
        "accept  met  They met",
        "flag  ann  Ann  “Whose office?”",
        "comment  met  They met  “See the cue.”",
        "settle  met  They met  accept; “clear”",
        "settle  met  They met  withdrawn",
    ]


def test_what_was_decided_together_is_one_line(desk: Desk) -> None:
    for record in ("ann", "ben", "met"):
        desk.act("flag", record, after="flag", words="Why?", batch="b1")
    for record in desk.file.records:
        desk.act("accept", record, after="accept", batch="b2")
    desk.act("undo", of="b1")
    assert desk.told() == [
        "flag  3 records (ann, ben, met)  “Why?” (taken back)",
        "accept  8 records (oslo, ann, ben, benny, met, talked, and 2 more)",
        "undo  flag 3 records (ann, ben, met)",
    ]
    assert desk.told(record="talked") == ["accept  talked  They talked"]


def test_a_correction_tells_each_field_before_and_after(desk: Desk) -> None:
    desk.edit("met", date="2024-01-29", actors=["ann"]).act("undo", of="0")
    assert desk.told() == [
        "edit  met  They met  actors: “ann, ben” → “ann”; date: nothing → “2024-01-29” (taken back)",
        "undo  edit met",
    ]


def test_corrections_made_together_are_a_line_each(desk: Desk) -> None:
    for record, was, now in (("ann", "Ann", "Anna"), ("ben", "Ben", "Benn")):
        changes = {"before": {record: {"name": was}}, "after": {record: {"name": now}}}
        desk.act("resolve", record, batch="b", **changes)
    assert desk.told() == [
        "resolve  ann  Anna  name: “Ann” → “Anna”",
        "resolve  ben  Benn  name: “Ben” → “Benn”",
    ]


def test_a_renaming_tells_both_ids_and_how_many_name_it(desk: Desk) -> None:
    desk.edit("ben", id="benedict")
    assert desk.told() == ["rename  ben → benedict  Ben  in 2 records that name it"]


def test_a_renaming_in_the_form_tells_what_else_it_changed(desk: Desk) -> None:
    desk.edit("oslo", id="oslo-no", kind="region").act("undo", of="0")
    assert desk.told() == [
        "rename  oslo → oslo-no  kind: “city” → “region”; in 2 records that name it (taken back)",
        "undo  rename oslo → oslo-no",
    ]


def test_links_that_get_another_id_with_their_end_count_once(desk: Desk) -> None:
    desk.edit("met", id="meeting")
    assert desk.told() == ["rename  met → meeting  They met  in 2 records that name it"]


def test_decisions_made_again_with_a_renaming_are_in_its_line(desk: Desk) -> None:
    ben = {**plain(desk.document.records["ben"]), "id": "benedict"}
    desk.correct(operations.edit(desk.document, "ben", ben), batch="b")
    for record in ("met", "warm"):
        desk.act("accept", record, before="accept", after="accept", words="sure", batch="b")
    desk.act("undo", of="b")
    assert desk.told() == [
        "rename  ben → benedict  in 2 records that name it; as decided before: met, warm (taken back)",
        "undo  rename ben → benedict",
    ]


def test_what_is_added_deleted_merged_and_split_is_a_line(desk: Desk) -> None:
    desk.correct(operations.add(desk.document, "actor", {"name": "Cid", "kind": "person"}))
    desk.correct(operations.merge(desk.document, "ben", "benny"))
    parts = Parts(references=[("met", ("actors", 1))], fields={"name": "Bo"})
    desk.correct(operations.split(desk.document, "ben", "bo", parts))
    desk.correct(operations.delete(desk.document, "oslo"))
    desk.correct(operations.delete(desk.document, "met"))
    assert desk.told() == [
        "add  cid  Cid  actor with name, kind",
        "merge  benny → ben  Ben  gets aliases; 1 record that named it follows",
        "split  bo off ben  Ben  with name, kind, place; 1 record names it",
        "delete  oslo  3 records lose a link",
        "delete  met  1 record loses a link; talked:explains:met can’t stand without it and goes too",
    ]


def test_a_save_tells_records_and_the_names_of_fields(desk: Desk) -> None:
    desk.edit("met", date="2024-01-29", title="A meeting")
    desk.correct(operations.add(desk.document, "actor", {"name": "Cid", "kind": "person"}))
    desk.correct(operations.delete(desk.document, "benny"))
    desk.act("save", after=corrected(desk.file, desk.ledger).written)
    assert desk.told(act="save") == [
        "save  4 records: met (title, date), cid (added), benny (deleted), talked (actors)"
    ]


def test_a_second_save_tells_only_what_is_new(desk: Desk) -> None:
    desk.edit("met", title="A meeting")
    desk.act("save", after={"met": {"title": "A meeting"}})
    desk.edit("met", date="2024-01-29")
    desk.act("save", after={"met": {"title": "A meeting", "date": "2024-01-29"}})
    assert desk.told(act="save") == ["save  1 record: met (title)", "save  1 record: met (date)"]


def test_a_save_of_many_names_the_first(desk: Desk) -> None:
    for record in desk.file.records:
        desk.edit(record, note="Seen.")
    desk.act("save", after=corrected(desk.file, desk.ledger).written)
    [told] = desk.told(act="save")
    assert told == (
        "save  8 records: oslo (note), ann (note), ben (note), benny (note), met (note), talked (note),"
        " and 2 more"
    )


def test_a_record_that_is_gone_has_no_caption(desk: Desk) -> None:
    desk.act("accept", "gone", after="accept")
    desk.act("edit", "gone", before={"gone": {"name": "A"}}, after={"gone": None})
    assert desk.told() == ["accept  gone", "edit  gone  deleted"]


def test_values_are_told_in_a_line() -> None:
    assert in_words(None) == "nothing"
    assert in_words(["a", "b"]) == "“a, b”"
