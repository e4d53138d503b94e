"""What people say of the same records: reviewers over one file, and the files of several annotators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models.document import Document
from models.loading.reading import load_bytes
from models.plain import fingerprint, plain
from models.review.acts import Act
from models.review.agreement import ONE_ANSWER, ONE_PERSON, Statistic
from models.review.coders import Stale, files_compared, reviews_compared
from models.review.ledger import Ledger
from models.review.outcome import seen_by

if TYPE_CHECKING:
    from models.article import Record

FILE = """\
copydesk: 1
article: {title: T, text: "Ann met Ben in Oslo on Monday. They talked."}
places: [{id: oslo, name: Oslo, kind: city}]
actors:
  - {id: ann, name: Ann, kind: person}
  - {id: ben, name: Ben, kind: person}
events:
  - {id: met, title: They met, actors: [ann, ben], place: oslo, at: met}
  - {id: talked, title: They talked, actors: [ann, ben], at: They talked}
"""


def document(text: str = FILE, name: str = "a.yaml") -> Document:
    loaded = load_bytes(text.encode(), name)
    assert loaded.document is not None
    return loaded.document


class Reviewer:
    """Somebody whose acts come one after the other."""

    def __init__(self, name: str, about: Document) -> None:
        self.ledger = Ledger(name)
        self.about = about

    def _act(self, name: Any, record: Record, **fields: Any) -> Reviewer:
        number = len(self.ledger.acts)
        seen = seen_by(self.ledger, record) or record
        self.ledger.add(
            [
                Act(
                    v=1,
                    id=f"{self.ledger.reviewer}{number}",
                    at=f"2024-01-29T18:{number:02}:00.000Z",
                    by=self.ledger.reviewer,
                    act=name,
                    record=record.id,
                    fingerprint=fingerprint(seen),
                    **fields,
                )
            ]
        )
        return self

    def decide(self, **verdicts: str) -> Reviewer:
        for id_, verdict in verdicts.items():
            self._act(verdict, self.about.records[id_], after=verdict)
        return self

    def correct(self, id_: str, **fields: Any) -> Reviewer:
        record = self.about.records[id_]
        before = {name: plain(record).get(name) for name in fields}
        return self._act("edit", record, before={id_: before}, after={id_: fields})

    def save(self, id_: str, **fields: Any) -> Reviewer:
        return self._act("save", self.about.records[id_], after={id_: fields})

    def undo(self) -> Reviewer:
        last = self.ledger.undoable[0]
        return self._act("undo", self.about.records[last.record], of=last.group)

    def remove(self, id_: str) -> Reviewer:
        record = self.about.records[id_]
        return self._act("delete", record, before={id_: plain(record)}, after={id_: None})


def reviewed(about: Document, *reviewers: Reviewer) -> tuple[Document, dict[str, Ledger]]:
    return about, {each.ledger.reviewer: each.ledger for each in reviewers}


def test_decisions_are_compared_by_kind() -> None:
    about = document()
    one = Reviewer("one", about).decide(ann="accept", ben="reject", met="accept", talked="accept")
    other = Reviewer("other", about).decide(ann="accept", ben="reject", met="flag", talked="accept")
    found = reviews_compared([reviewed(about, one, other)])
    assert found.people == ("one", "other")
    assert list(found.decisions) == ["actor", "event", "all"]
    assert found.decisions["actor"].kappa == Statistic(1.0)
    assert found.decisions["event"].observed == Statistic(0.5)
    assert found.decisions["all"].observed == Statistic(0.75)
    assert found.decisions["all"].units == 4
    assert found.stale == ()


def test_decisions_about_what_has_changed_do_not_count_and_are_told() -> None:
    one = Reviewer("one", document(FILE.replace("They met", "Both met"))).decide(met="reject")
    about = document()
    other = Reviewer("other", about).decide(met="accept")
    found = reviews_compared([reviewed(about, one, other)])
    assert found.stale == (Stale("a.yaml", "met", "one"),)
    assert found.decisions["event"].observed == Statistic(None, ONE_PERSON)


def test_records_that_are_gone_and_withdrawn_decisions_do_not_count() -> None:
    one = Reviewer("one", document()).decide(met="accept", ben="accept").decide(ben="withdraw")
    about = document(FILE.replace("id: met", "id: meeting"))
    found = reviews_compared([reviewed(about, one)])
    assert found.decisions == {}
    assert found.fields == {}


def test_values_are_those_of_records_that_were_accepted_or_corrected() -> None:
    about = document()
    one = Reviewer("one", about).decide(met="accept", talked="accept", ann="reject")
    other = Reviewer("other", about).correct("met", date="2024-01-29").decide(talked="accept")
    other.decide(ann="reject")
    found = reviews_compared([reviewed(about, one, other)])
    assert {kind for kind, _ in found.fields} == {"event"}
    assert found.fields["event", "date"].observed == Statistic(0.5)
    assert found.fields["event", "title"].observed == Statistic(1.0)
    assert found.fields["event", "title"].kappa == Statistic(1.0)
    assert found.fields["event", "place"].units == 2
    assert ("event", "answers") not in found.fields  # nobody has any


def test_a_correction_counts_after_it_was_saved_until_it_is_undone_or_overwritten() -> None:
    about = document()
    saved = document(FILE.replace("title: They met", "title: Both met"))

    def compared(one: Reviewer, over: Document) -> Any:
        other = Reviewer("other", over).decide(met="accept")
        return reviews_compared([reviewed(over, one, other)]).fields["event", "title"].observed

    one = Reviewer("one", about).correct("met", title="Both met")
    assert compared(one, about) == Statistic(0.0)
    one.save("met", title="Both met")
    assert compared(one, saved) == Statistic(1.0)
    assert compared(one, document(FILE.replace("They met", "A meeting"))).why == ONE_PERSON
    undone = Reviewer("one", about).correct("met", title="Both met").undo()
    assert compared(undone, about).why == ONE_PERSON
    back = Reviewer("one", about).correct("met", title="Both met").correct("met", title="They met")
    assert compared(back, about).why == ONE_PERSON


def test_an_own_version_is_compared_after_it_was_accepted() -> None:
    about = document()
    people = [
        Reviewer(name, about).correct("met", date="2024-01-29").decide(met="accept")
        for name in ("one", "other")
    ]
    found = reviews_compared([reviewed(about, *people)])
    assert found.decisions["event"].observed == Statistic(1.0)
    assert found.fields["event", "date"].observed == Statistic(1.0)
    assert found.fields["event", "date"].kappa == Statistic(None, ONE_ANSWER)


def test_the_order_of_a_list_and_review_tags_make_no_difference() -> None:
    about = document()
    one = Reviewer("one", about).correct("met", actors=["ben", "ann"], tags=["review/accepted"])
    other = Reviewer("other", about).decide(met="accept")
    found = reviews_compared([reviewed(about, one, other)])
    assert found.fields["event", "actors"].observed == Statistic(1.0)
    assert ("event", "tags") not in found.fields


def test_who_takes_a_record_out_says_nothing_of_its_fields() -> None:
    about = document()
    one = Reviewer("one", about).remove("met")
    other = Reviewer("other", about).decide(met="accept")
    found = reviews_compared([reviewed(about, one, other)])
    assert found.fields["event", "title"].observed == Statistic(None, ONE_PERSON)


def test_mentions_move_with_corrections() -> None:
    about = document()
    one = Reviewer("one", about).decide(met="accept", talked="accept")
    other = Reviewer("other", about).correct("met", at=["Ann met Ben"]).decide(talked="accept")
    found = reviews_compared([reviewed(about, one, other)])
    assert found.mentions["event"].mentions == 4
    assert found.mentions["event"].exact == Statistic(0.5)
    assert found.mentions["event"].touching == Statistic(1.0)
    assert found.mentions["event"].points.value == pytest.approx(2 * 14 / (14 + 22))


def test_a_reviewer_of_two_articles_is_one_person() -> None:
    first, second = document(name="a.yaml"), document(name="b.yaml")
    articles = [
        reviewed(
            about,
            Reviewer("one", about).decide(met="accept", ann="reject"),
            Reviewer("other", about).decide(met="accept", ann=verdict),
        )
        for about, verdict in ((first, "reject"), (second, "accept"))
    ]
    found = reviews_compared(articles)
    assert found.people == ("one", "other")
    assert found.decisions["all"].units == 4
    assert found.decisions["all"].observed == Statistic(0.75)


def test_files_are_compared_by_field_and_over_the_whole_text() -> None:
    changed = (
        FILE.replace("id: met,", "id: meeting,")
        .replace("at: They talked", "at: talked")
        .replace("name: Ben, kind: person", "name: Ben, kind: people")
    )
    found = files_compared({"a.yaml": document(), "b.yaml": document(changed)})
    assert found.people == ("a.yaml", "b.yaml")
    assert found.decisions == {}
    assert found.fields["actor", "kind"].observed == Statistic(0.5)
    assert found.fields["event", "title"].units == 1  # the other has another id
    assert found.mentions["event"].exact == Statistic(0.5)
    assert found.mentions["event"].touching == Statistic(1.0)
    assert found.mentions["event"].points.value == pytest.approx(2 * (3 + 6) / (14 + 9))
    assert found.mentions["actor"].exact == Statistic(1.0)


def test_a_file_that_annotates_less_is_compared_all_the_same() -> None:
    less = FILE[: FILE.index("events:")]
    found = files_compared({"a.yaml": document(), "b.yaml": document(less)})
    assert found.mentions["event"].points == Statistic(0.0)
    assert found.fields["event", "title"].observed == Statistic(None, ONE_PERSON)
