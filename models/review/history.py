"""Who did what and when: the acts of all reviewers in one order, and those chosen that are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import NamedTuple, TypeAlias

from models.document import Document
from models.plain import TYPE, Fields
from models.review.acts import Act
from models.review.ledger import Ledger

Sides: TypeAlias = tuple[Fields | None, Fields | None]
"""What a record says before and after an act: the fields that matter, or None where it is not there."""


class Wanted(NamedTuple):
    """Which acts are asked for. What is empty or None asks for all; `since` and `until` belong to the
    time asked for."""

    by: str = ""
    act: str = ""
    record: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


class Event(NamedTuple):
    """An act; what it changes, by record and with the fields before and after; the acts it takes back or
    does again, if it does; and whether it was itself taken back. Of a `save` the fields before are
    what the file had, as far as its reviewer knew."""

    act: Act
    changes: Mapping[str, Sides]
    of: tuple[Act, ...]
    undone: bool

    @property
    def name(self) -> str:
        """What was done: an act's name, for an edit that gives another id that of a renaming."""
        return "rename" if self.act.former_id else self.act.act

    @property
    def records(self) -> tuple[str, ...]:
        """Every record it touches."""
        touched = (id_ for act in (self.act, *self.of) for id_ in act.records)
        return tuple(dict.fromkeys(touched))


def moment(typed: str, *, end: bool = False) -> datetime:
    """A date or a time as typed (ISO 8601; UTC unless it says otherwise): the first moment of that day,
    or with `end` the last; a time is itself. Raises ValueError or OverflowError."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        found = datetime.fromisoformat(typed)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return datetime.combine(day, time.max if end else time.min, UTC)


def history(document: Document, ledgers: Mapping[str, Ledger], wanted: Wanted) -> list[Event]:
    """The acts asked for, oldest first; those of one moment in the order their journals have them."""
    events = [
        event
        for name, ledger in ledgers.items()
        if wanted.by in ("", name)
        for event in _events(ledger)
        if _fits(event, document, wanted)
    ]
    return sorted(events, key=lambda event: datetime.fromisoformat(event.act.at))


def _events(ledger: Ledger) -> Iterator[Event]:
    groups: dict[str, list[Act]] = {}
    then = Ledger(ledger.reviewer)  # as it was at the last save
    for index, act in enumerate(ledger.acts):
        changes = act.changes
        if act.act == "save":
            then.add(ledger.acts[len(then.acts) : index])
            changes = {id_: _written(then, id_, after) for id_, (_, after) in changes.items()}
        yield Event(act, changes, tuple(groups.get(act.of, ())), ledger.is_undone(act))
        groups.setdefault(act.group, []).append(act)


def _written(then: Ledger, record: str, after: Fields | None) -> Sides:
    """A record in the file before and after a save. What is not known of it counts as changed."""
    overlay = then.of(record).overlay
    before = overlay.base if overlay else {}
    if before is None or after is None:
        return before, after
    return {name: before.get(name) for name in after}, after


def _fits(event: Event, document: Document, wanted: Wanted) -> bool:
    if wanted.act not in ("", event.act.act, event.name):
        return False
    if wanted.record and wanted.record not in event.records:
        return False
    if wanted.kind and wanted.kind not in (_kind(event, id_, document) for id_ in event.records):
        return False
    if wanted.since is None and wanted.until is None:
        return True
    at = datetime.fromisoformat(event.act.at)
    return (wanted.since or at) <= at and (wanted.until is None or at <= wanted.until)


def _kind(event: Event, id_: str, document: Document) -> str:
    """A record's type, from the file or from what was said of one that is not in it."""
    if record := document.records.get(id_):
        return record.type
    sides = (side for act in (event.act, *event.of) for side in act.changes.get(id_, ()))
    return next((str(side[TYPE]) for side in sides if side and TYPE in side), "")
