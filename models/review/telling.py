"""What was done, in lines for people to read: one for each act, or for what was done together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from models.document import Document
from models.plain import TYPE, Fields, Value
from models.review.acts import CORRECTIONS, DECISIONS, Act
from models.review.disagreements import said
from models.review.history import Event, Sides

SHOWN = 6
"""Records that are named where something was done to many."""


class Line(NamedTuple):
    """When (UTC, ISO 8601) and by whom something was done, to which records, and what was said or
    changed."""

    at: str
    by: str
    act: str
    what: str
    said: str


def lines(events: Iterable[Event], document: Document) -> list[Line]:
    """What was done, in its order. Decisions or comments that were made together are one line; so is a
    renaming with the decisions made again for the records that it touched."""
    known = list(events)
    renamed = {event.act.group for event in known if event.act.former_id}
    together: dict[tuple[str, str, str], list[Event]] = {}
    for event in known:
        key = (event.act.by, event.act.group, _sort(event.act, renamed))
        together.setdefault(key, []).append(event)
    return [_line(done, document) for done in together.values()]


def _sort(act: Act, renamed: set[str]) -> str:
    """What acts of one group have in common that are told in one line."""
    if act.former_id or (act.act in DECISIONS and act.group in renamed):
        return "rename"
    return act.id if act.act in CORRECTIONS else act.act


def _line(done: Sequence[Event], document: Document) -> Line:
    event, act = done[0], done[0].act
    parts = [*dict.fromkeys(f"“{each.act.words}”" for each in done if each.act.words)]
    if act.act == "settle":
        parts.insert(0, str(act.after or "withdrawn"))
    parts += _changes(event)
    if act.former_id:
        again = [each.act.record for each in done[1:]]
        parts = [*_changes(event), *([f"as decided before: {_listed(again)}"] if again else [])]
    taken_back = " (taken back)" if event.undone else ""
    what = titled([each.act for each in done])
    there = document.records.get(act.record)
    if there and (len(done) == 1 or act.former_id):
        what += f"  {there.caption}".rstrip()
    return Line(act.at, act.by, event.name, what, "; ".join(parts) + taken_back)


# Which records


def titled(acts: Sequence[Act]) -> str:
    """Which records acts are about that were done together."""
    act = acts[0]
    if act.former_id:
        return f"{act.former_id} → {act.record}"
    if act.act == "merge":
        return f"{act.merged_id} → {act.record}"
    if act.act == "split":
        return f"{act.split_id} off {act.record}"
    if len(acts) == 1:
        return act.record
    return f"{_counted(len(acts), 'record', 'records')} ({_listed(each.record for each in acts)})"


def _listed(words: Iterable[str]) -> str:
    """The first few, and how many more there are."""
    known = list(words)
    more = len(known) - SHOWN
    return ", ".join([*known[:SHOWN], *([f"and {more} more"] if more > 0 else [])])


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


# What was changed


def _changes(event: Event) -> Iterator[str]:
    """What an act changed, or which acts it takes back or does again."""
    act, changes = event.act, event.changes
    own = changes.get(act.record, (None, None))
    if event.of:
        first = event.of[0]
        yield f"{'rename' if first.former_id else first.act} {titled(event.of)}"
    elif act.act == "save":
        count = _counted(len(changes), "record", "records")
        yield f"{count}: {_listed(_written(id_, *sides) for id_, sides in changes.items())}"
    elif act.former_id:
        yield from _fields(changes[act.former_id][0], own[1])
        yield from _others(act, "in {} that names it", "in {} that name it")
    elif act.act == "merge":
        yield from _with("gets", own)
        yield from _others(act, "{} that named it follows", "{} that named it follow")
    elif act.act == "split":
        yield from _with("with", changes.get(act.split_id, own))
        yield from _others(act, "{} names it", "{} name it")
    elif act.act == "add":
        yield from _with(f"{(own[1] or {}).get(TYPE)} with", own)
    elif act.act == "delete":
        yield from _others(act, "{} loses a link", "{} lose a link")
        if gone := [id_ for id_ in changes if changes[id_][1] is None and id_ != act.record]:
            yield f"{_listed(gone)} can’t stand without it and {'goes' if len(gone) == 1 else 'go'} too"
    else:
        for id_, (before, after) in changes.items():
            where = "" if id_ == act.record else f"{id_}: "
            yield from (f"{where}{change}" for change in _fields(before, after))


def _written(record: str, before: Fields | None, after: Fields | None) -> str:
    """A record in the file before and after it was saved: the names of its fields that differ."""
    if after is None:
        return f"{record} (deleted)"
    if before is None:
        return f"{record} (added)"
    names = _names(before, after)
    return f"{record} ({', '.join(names)})" if names else record


def _names(before: Fields | None, after: Fields | None) -> list[str]:
    """The fields that differ between two states of a record."""
    was, now = before or {}, after or {}
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    return [name for name in names if name not in ("id", TYPE)]


def _with(word: str, sides: Sides) -> Iterator[str]:
    if names := _names(*sides):
        yield f"{word} {', '.join(names)}"


def _others(act: Act, one: str, many: str) -> Iterator[str]:
    """How many records read otherwise since ids in them changed."""
    about = (act.record, act.split_id if act.act == "split" else "")
    others = [id_ for id_, (_, after) in act.changes.items() if after and id_ not in about]
    if others:
        count = _counted(len(others), "record", "records")
        yield (one if len(others) == 1 else many).format(count)


def _fields(before: Fields | None, after: Fields | None) -> Iterator[str]:
    """Each field that differs, with its value before and after."""
    if after is None:
        yield "deleted"
        return
    for name in _names(before, after):
        yield f"{name}: {in_words((before or {}).get(name))} → {in_words(after.get(name))}"


def in_words(value: Value) -> str:
    """A field's value in a line."""
    return "nothing" if value is None else f"“{said(value)}”"
