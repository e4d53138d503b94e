"""Who did what and when: the acts of all reviewers in one order, chosen and put into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from models.document import Document
from models.plain import TYPE, Fields, Value
from models.review.acts import Act
from models.review.disagreements import said
from models.review.ledger import Ledger


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
    """An act; the acts it takes back or does again, if it does; and whether it was itself taken back."""

    act: Act
    of: tuple[Act, ...]
    undone: bool

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
    for act in ledger.acts:
        yield Event(act, tuple(groups.get(act.of, ())), ledger.is_undone(act))
        groups.setdefault(act.group, []).append(act)


def _fits(event: Event, document: Document, wanted: Wanted) -> bool:
    if wanted.act not in ("", event.act.act):
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


# Words


def details(event: Event) -> str:
    """What an act says beside its name and its record: a comment, a reason, what changed, what was
    taken back."""
    act = event.act
    parts = [f"“{act.words}”"] if act.words else []
    if act.act == "settle":
        parts.insert(0, f"{act.after}" if act.after else "withdrawn")
    parts += [
        f"{'' if id_ == act.record else f'{id_}: '}{change}"
        for id_, (before, after) in act.changes.items()
        for change in _changes(before, after)
    ]
    parts += [f"{each.act} {each.record}".rstrip() for each in event.of]
    return "; ".join(parts) + (" (taken back)" if event.undone else "")


def _changes(before: Fields | None, after: Fields | None) -> Iterator[str]:
    if after is None:
        yield "deleted"
        return
    names = dict.fromkeys((*(before or ()), *after))
    for name in names:
        was, now = (before or {}).get(name), after.get(name)
        if was != now and name != TYPE:
            yield f"{name}: {in_words(was)} → {in_words(now)}"


def in_words(value: Value) -> str:
    """A field's value in a line."""
    if value is None:
        return "nothing"
    return f"“{said(value)}”"
