"""What several reviewers' decisions come to."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from models.article import Event, Record
from models.plain import fingerprint, plain, whole
from models.review.acts import Act
from models.review.ledger import Ledger
from models.review.outcome import Outcome, outcome, seen_by

RECALL = Event(id="recall", title="Ambassador recalled", date=None, actors=("pk",))
_numbers = count()


def act(by: str, name: Any, record: Record = RECALL, **fields: Any) -> Act:
    number = next(_numbers)
    at = fields.pop("at", f"2024-01-29T18:{number // 60 % 60:02}:{number % 60:02}.000Z")
    if name in ("accept", "reject", "flag"):
        fields.setdefault("after", name)
    return Act(
        v=1,
        id=f"{number:016x}",
        at=at,
        by=by,
        act=name,
        record=record.id,
        fingerprint=fields.pop("fingerprint", fingerprint(record)),
        **fields,
    )


def retitled(by: str, title: str) -> Act:
    before, after = {"title": RECALL.title}, {"title": title}
    return act(by, "edit", before={"recall": before}, after={"recall": after})


def ledgers(*acts: Act) -> dict[str, Ledger]:
    found: dict[str, Ledger] = {}
    for each in acts:
        found.setdefault(each.by, Ledger(each.by)).add([each])
    return found


def came_to(*acts: Act) -> Outcome:
    return outcome(RECALL, ledgers(*acts))


def test_nobody_said_anything() -> None:
    assert came_to() == Outcome("undecided")
    assert came_to(act("ann", "comment", words="Hm.")) == Outcome("undecided")


@pytest.mark.parametrize(
    ("verdict", "status"), [("accept", "accepted"), ("reject", "rejected"), ("flag", "flagged")]
)
def test_one_voice_decides(verdict: str, status: Any) -> None:
    assert came_to(act("ann", verdict)) == Outcome(status, ("ann",))
    both = came_to(act("ann", verdict, words="so"), act("ben", verdict, words="too"))
    assert both == Outcome(status, ("ann", "ben"), "so; too")


def test_reasons_that_are_the_same_are_said_once() -> None:
    both = came_to(act("ann", "flag", words="when?"), act("ben", "flag", words="when?"))
    assert both.words == "when?"


def test_different_verdicts_are_a_dispute() -> None:
    found = came_to(act("ann", "accept"), act("ben", "flag"), act("cid", "comment", words="Hm."))
    assert found == Outcome("disputed", ("ann", "ben"), "accepted by ann, flagged by ben")


def test_the_last_decision_of_each_counts_and_a_withdrawn_one_does_not() -> None:
    changed = came_to(act("ann", "reject"), act("ann", "accept"), act("ben", "accept"))
    assert changed.status == "accepted"
    withdrawn = came_to(act("ann", "reject"), act("ben", "accept"), act("ann", "withdraw"))
    assert withdrawn == Outcome("accepted", ("ben",))


def test_what_was_undone_does_not_count() -> None:
    reject = act("ben", "reject")
    undo = act("ben", "undo", of=reject.id)
    assert came_to(act("ann", "accept"), reject, undo) == Outcome("accepted", ("ann",))


def test_a_decision_about_another_content_is_outdated() -> None:
    old = act("ann", "accept", fingerprint="0123456789abcdef")
    assert came_to(old) == Outcome("outdated", ("ann",))
    assert came_to(old, act("ben", "reject")) == Outcome("rejected", ("ben",))


def test_a_settlement_ends_a_dispute() -> None:
    dispute = [act("ann", "accept"), act("ben", "reject")]
    settled = act("mk", "settle", after="reject", words="it is hearsay")
    assert came_to(*dispute, settled) == Outcome("rejected", ("mk",), "it is hearsay")
    later = act("ben", "settle", after="accept")
    assert came_to(*dispute, settled, later) == Outcome("accepted", ("ben",))
    undone = act("ben", "undo", of=later.id)
    assert came_to(*dispute, settled, later, undone).by == ("mk",)


def test_an_outdated_settlement_settles_nothing() -> None:
    settled = act("mk", "settle", after="accept", fingerprint="0123456789abcdef")
    assert came_to(act("ann", "accept"), act("ben", "reject"), settled).status == "disputed"


def test_a_reviewer_decides_about_their_own_version() -> None:
    edit = retitled("ann", "Envoy recalled")
    seen = seen_by(ledgers(edit)["ann"], RECALL)
    assert seen is not None
    assert seen.caption == "Envoy recalled"
    own = act("ann", "accept", seen)
    assert came_to(edit, own) == Outcome("accepted", ("ann",))
    before = act("ann", "accept")
    assert came_to(before, edit) == Outcome("outdated", ("ann",))
    assert came_to(before, act("ben", "accept"), edit) == Outcome("accepted", ("ben",))


def test_what_a_reviewer_takes_out_they_do_not_see() -> None:
    gone = act("ann", "delete", before={"recall": whole(RECALL)}, after={"recall": None})
    assert seen_by(ledgers(gone)["ann"], RECALL) is None
    assert came_to(act("ann", "accept"), gone) == Outcome("outdated", ("ann",))


def test_a_correction_that_makes_no_record_leaves_it_as_it_is() -> None:
    wrong = act(
        "ann", "edit", before={"recall": {"date": None}}, after={"recall": {"date": "soon"}}
    )
    assert seen_by(ledgers(wrong)["ann"], RECALL) is RECALL
    other = act("ann", "edit", before={"recall": {"id": "recall"}}, after={"recall": {"id": "x"}})
    assert seen_by(ledgers(other)["ann"], RECALL) is RECALL


def test_a_review_tag_makes_no_decision_outdated() -> None:
    tagged = Event(**{**plain(RECALL), "actors": ("pk",), "tags": ("review/accepted",)})
    assert outcome(tagged, ledgers(act("ann", "accept"))).status == "accepted"
