"""What the decisions of several reviewers about a record come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from models.article import Record
from models.plain import fingerprint, whole
from models.review.acts import CORRECTIONS, Act
from models.review.edits import reconcile
from models.review.ledger import Ledger
from models.typed import typed_whole

Status = Literal["accepted", "rejected", "flagged", "disputed", "outdated", "undecided"]

STATUS: dict[str, Status] = {"accept": "accepted", "reject": "rejected", "flag": "flagged"}
"""The status that a verdict gives."""


class Outcome(NamedTuple):
    """How a record stands: settled or decided with one voice, disputed, decided only as it once read
    (outdated), or undecided. `by` are those whose word it is, and `words` why, as they said it, or who
    wants what."""

    status: Status
    by: tuple[str, ...] = ()
    words: str = ""


def outcome(record: Record, ledgers: Mapping[str, Ledger]) -> Outcome:
    """A record's outcome: the latest settlement of what it says now; else the verdict of all whose
    decision is about what it says now."""
    if last := settlement(record, ledgers):
        return Outcome(STATUS[str(last.after)], (last.by,), last.words)
    decided = {
        name: act for name, ledger in ledgers.items() if (act := ledger.of(record.id).decision)
    }
    current = {name: act for name, act in decided.items() if is_current(act, record, ledgers[name])}
    if not current:
        return Outcome("outdated", tuple(decided)) if decided else Outcome("undecided")
    verdicts = {act.act for act in current.values()}
    if len(verdicts) > 1:
        sides = (f"{STATUS[act.act]} by {name}" for name, act in current.items())
        return Outcome("disputed", tuple(current), ", ".join(sides))
    reasons = dict.fromkeys(act.words for act in current.values() if act.words)
    return Outcome(STATUS[verdicts.pop()], tuple(current), "; ".join(reasons))


def settlement(record: Record, ledgers: Mapping[str, Ledger]) -> Act | None:
    """The latest settlement of what a record says now, if there is one."""
    settled = (
        act
        for ledger in ledgers.values()
        if (act := ledger.of(record.id).settlement) and is_current(act, record, ledger)
    )
    return max(settled, key=lambda act: (act.at, act.by), default=None)


def is_current(act: Act, record: Record, ledger: Ledger) -> bool:
    """Whether a decision or settlement is about what its reviewer reads there now."""
    seen = seen_by(ledger, record)
    return seen is not None and act.fingerprint == fingerprint(seen)


def seen_by(ledger: Ledger, record: Record) -> Record | None:
    """A record of the file with its reviewer's corrections, as their desk shows it; None if they take
    it out. A correction that no longer makes a record leaves it as it is in the file."""
    overlay = ledger.of(record.id).overlay
    if overlay is None or not overlay.changes:
        return record
    fields = reconcile(overlay, whole(record)).fields
    if fields is None:
        return None
    converted = typed_whole(fields)
    sound = not converted.problems and converted.value.id == record.id
    return converted.value if sound else record


def corrected_records(ledger: Ledger) -> set[str]:
    """The records that a reviewer has changed, whether that waits or was saved. What was undone, or
    changed back before it was saved, does not count."""
    made: set[str] = set()
    saved: set[str] = set()
    for act in ledger.acts:
        if act.act == "save":
            saved |= act.changes.keys()
        elif act.act in CORRECTIONS and not ledger.is_undone(act):
            made |= act.changes.keys()
    return {
        id_
        for id_ in made
        if (overlay := ledger.of(id_).overlay) and (overlay.changes or id_ in saved)
    }


def still_says(record: Record, ledger: Ledger) -> bool:
    """Whether a record that a reviewer has corrected says what they made of it."""
    overlay = ledger.of(record.id).overlay
    wanted = overlay.mine if overlay else None
    return wanted is not None and typed_whole({**whole(record), **wanted}).value == record
