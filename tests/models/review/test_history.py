"""The acts of all reviewers in one order, and those chosen that are asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from models.plain import whole
from models.review.acts import Act
from models.review.history import Wanted, history, moment
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


def test_acts_of_a_kind_that_came_and_went_are_found(bundled: Document) -> None:
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
    assert found(bundled, {"mk": Ledger("mk", acts)}, kind="actor") == "12"


def test_an_edit_that_gives_another_id_is_found_as_a_renaming_too(bundled: Document) -> None:
    old = whole(bundled.records["recall"])
    renaming = act(
        "1",
        "29T18:30",
        "mk",
        "edit",
        record="recalled",
        before={"recall": old, "recalled": None},
        after={"recall": None, "recalled": {**old, "id": "recalled"}},
    )
    ledgers = {"mk": Ledger("mk", [renaming])}
    assert [found(bundled, ledgers, act=name) for name in ("edit", "rename", "add")] == [
        "1",
        "1",
        "",
    ]


def test_a_save_has_what_the_file_said_before_it(bundled: Document) -> None:
    def edit(id_: str, name: str, was: str, now: str) -> Act:
        changes = {"before": {"recall": {name: was}}, "after": {"recall": {name: now}}}
        return act(id_, f"29T18:{id_:0>2}", "mk", "edit", record="recall", **changes)

    acts = [
        edit("1", "title", "A", "B"),
        act("2", "29T18:02", "mk", "save", after={"recall": {"title": "B"}}),
        edit("3", "code", "X", "Y"),
        act("4", "29T18:04", "mk", "save", after={"recall": {"title": "B", "code": "Y"}}),
    ]
    events = history(bundled, {"mk": Ledger("mk", acts)}, Wanted(act="save"))
    assert [event.changes["recall"] for event in events] == [
        ({"title": "A"}, {"title": "B"}),
        ({"title": "B", "code": "X"}, {"title": "B", "code": "Y"}),
    ]
