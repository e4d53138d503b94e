"""The acts of all reviewers in one order, chosen and put into words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from models.plain import whole
from models.review.acts import Act
from models.review.history import Wanted, details, history, moment
from models.review.ledger import Ledger

if TYPE_CHECKING:
    from models.document import Document


def act(id_: str, at: str, by: str, name: Any, **fields: Any) -> Act:
    return Act(v=1, id=id_, at=f"2024-01-{at}:00.000Z", by=by, act=name, **fields)


ACTS = (
    act("1", "29T18:30", "mk", "accept", record="recall", after="accept"),
    act("2", "29T18:31", "ann", "flag", record="jilani", after="flag", words="Whose office?"),
    act("3", "30T09:00", "mk", "comment", record="recall", words="See the cue."),
    act(
        "4",
        "30T09:00",
        "mk",
        "edit",
        record="recall",
        before={"recall": {"date": None, "actors": ["pakistan"]}},
        after={"recall": {"date": "2024-01-17", "actors": ["pakistan", "iran"]}},
    ),
    act("5", "30T09:01", "mk", "undo", of="4"),
    act("6", "31T00:00", "ann", "settle", record="recall", after="accept", words="clear"),
    act("7", "31T00:01", "ann", "settle", record="recall", before="accept"),
)


@pytest.fixture
def ledgers() -> dict[str, Ledger]:
    return {by: Ledger(by, [act for act in ACTS if act.by == by]) for by in ("ann", "mk")}


def found(document: Document, ledgers: dict[str, Ledger], **wanted: Any) -> str:
    return "".join(event.act.id for event in history(document, ledgers, Wanted(**wanted)))


def test_acts_of_all_stand_in_one_order(bundled: Document, ledgers: dict[str, Ledger]) -> None:
    assert found(bundled, ledgers) == "1234567"


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"by": "ann"}, "267"),
        ({"by": "nobody"}, ""),
        ({"act": "comment"}, "3"),
        ({"record": "recall"}, "134567"),
        ({"kind": "actor"}, "2"),
        ({"kind": "event", "by": "mk"}, "1345"),
        ({"since": moment("2024-01-30")}, "34567"),
        ({"until": moment("2024-01-29", end=True)}, "12"),
        ({"since": moment("2024-01-30T09:00"), "until": moment("2024-01-30T09:00")}, "34"),
        ({"since": moment("2024-01-30T10:01+01:00"), "record": "recall"}, "567"),
    ],
    ids=str,
)
def test_acts_can_be_chosen(
    bundled: Document, ledgers: dict[str, Ledger], wanted: dict[str, Any], ids: str
) -> None:
    assert found(bundled, ledgers, **wanted) == ids


def test_a_moment_is_a_day_or_a_time() -> None:
    assert moment("2024-01-29") == datetime(2024, 1, 29, tzinfo=UTC)
    assert moment("2024-01-29", end=True).time().isoformat() == "23:59:59.999999"
    assert moment("9999-12-31", end=True).year == 9999
    assert moment("2024-01-29 18:30", end=True) == datetime(2024, 1, 29, 18, 30, tzinfo=UTC)
    assert moment("2024-01-29T18:30Z") == moment("2024-01-29T20:30+02:00")
    for typed in ("yesterday", "", "2024-13-01", "18:30"):
        with pytest.raises(ValueError, match=r"."):
            moment(typed)


def test_details_say_what_an_act_says(bundled: Document, ledgers: dict[str, Ledger]) -> None:
    said = {event.act.id: details(event) for event in history(bundled, ledgers, Wanted())}
    assert said == {
        "1": "",
        "2": "“Whose office?”",
        "3": "“See the cue.”",
        "4": "date: nothing → “2024-01-17”; actors: “pakistan” → “pakistan, iran” (taken back)",
        "5": "edit recall",
        "6": "accept; “clear”",
        "7": "withdrawn",
    }


def test_a_record_that_comes_or_goes_is_told_with_its_kind(bundled: Document) -> None:
    new = {"type": "actor", "id": "x", "name": "X", "kind": "person"}
    old = whole(bundled.records["recall"])
    acts = [
        act("1", "29T18:30", "mk", "add", record="x", before={"x": None}, after={"x": new}),
        act("2", "29T18:31", "mk", "delete", record="x", before={"x": new}, after={"x": None}),
        act(
            "3",
            "29T18:32",
            "mk",
            "merge",
            record="recall",
            before={"recall": {"title": "A"}, "x": old},
            after={"recall": {"title": "B"}, "x": None},
        ),
    ]
    ledgers = {"mk": Ledger("mk", acts)}
    assert found(bundled, ledgers, kind="actor") == "12"
    said = [details(event) for event in history(bundled, ledgers, Wanted())]
    assert said == [
        "id: nothing → “x”; name: nothing → “X”; kind: nothing → “person”",
        "deleted",
        "title: “A” → “B”; x: deleted",
    ]
