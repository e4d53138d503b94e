"""The same document with some of its records replaced, added or gone, without reading a file.

Only what the changes touch is worked out anew: their anchors, the links to and from them, and, where
actors or places change, whose the names in the text are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from models.article import SECTIONS, Actor, Place, Quote, Record
from models.dangling import dangling_problems
from models.document import Document, Position
from models.mentions import Passage
from models.passages import Passages, Where, found_anew, give, known_names, rest
from models.plain import changed, plain
from models.problems import Known, Problem, in_order

NOWHERE = Position(0, 0)
"""Where a record stands that is not in the file yet."""

_LINKS = ("E203", "E206")
_NAMES = ("W209", "W210")

_ORDER = {struct: number for number, struct in enumerate(SECTIONS.values())}


class _Change(NamedTuple):
    """A record before and after; None where there is none."""

    before: Record | None
    after: Record | None


_Changes = Mapping[str, _Change]


def revise(document: Document, records: Mapping[str, Record | None]) -> Document:
    """A document in which `records` read like this; None takes one out. New ones stand at the end of
    their type. What is unchanged keeps its position, and so does a problem that is found again."""
    changes = {
        key: _Change(document.records.get(key), after)
        for key, after in records.items()
        if document.records.get(key) != after
    }
    if not changes:
        return document
    new = _replaced(document.records, changes)
    positions = {**document.positions}
    for key, change in changes.items():
        if change.after is None:
            positions.pop(key, None)
        else:
            positions.setdefault(key, NOWHERE)
    links = document.links.revised(new, changes)

    def where(record: str, _: tuple[str | int, ...]) -> tuple[int, int]:
        return positions[record]

    known = Known(document.problems)
    passages, found = _passages(document, new, changes, where)
    found = [known.take(each.code, each.message, each.record) or each for each in found]
    pointing = {*changes}
    for key, change in changes.items():
        if type(change.before) is not type(change.after):
            pointing |= {source for source, _ in links.pointing(key)}
    found += _of_links(document, pointing)
    found += dangling_problems(links, new, where, document.broken, known, sorted(pointing))
    read = tuple(problem for problem in document.read if not _mended(problem, changes))
    return replace(
        document,
        records=new,
        positions=positions,
        passages=passages,
        problems=in_order([*read, *found]),
        read=read,
        checked=None,
        key=b"",
        known_links=links,
    )


def _replaced(before: Mapping[str, Record], changes: _Changes) -> dict[str, Record]:
    new = {**before}
    moved = False
    for key, change in changes.items():
        if type(change.before) is not type(change.after):
            new.pop(key, None)
            moved = True
        if change.after is not None:
            new[key] = change.after
    if not moved:
        return new
    return dict(sorted(new.items(), key=lambda item: _ORDER[type(item[1])]))


def _passages(
    document: Document, records: Mapping[str, Record], changes: _Changes, where: Where
) -> tuple[Passages, list[Problem]]:
    """Where all records rest now, and the problems of anchors and names."""
    text, before = document.text, document.passages
    moved = {key for key, (was, now) in changes.items() if _anchors(was) != _anchors(now)}
    owners = [each for each in changes.values() if _naming(each.before) != _naming(each.after)]
    if not moved and not owners:
        return before, list(_found(document))
    stays = [each for each in before.ordered if not each.by_name and each.record not in moved]
    problems = [each for each in _found(document) if each.record not in moved]
    fresh: list[Passage] = []
    for key in sorted(moved & records.keys()):
        passages, more = rest(text, records[key], where)
        fresh += passages
        problems += more
    anchored = _as_found(stays, fresh, records)
    if not owners:
        named = [each for each in before.ordered if each.by_name]
        return Passages([*anchored, *named], before.hits), problems
    was = {named for each in owners for named in _names(each.before)}
    now = {named for each in owners for named in _names(each.after)}
    hits = before.hits
    if renamed := was ^ now:
        hits = found_anew(text, records, hits, (name for *_, name in renamed))
    named, shared = give(text, records, hits, anchored, where)
    problems = [each for each in problems if each.code not in _NAMES]
    return Passages([*anchored, *named], hits), problems + shared


def _anchors(record: Record | None) -> object:
    """All of a record that decides where it rests by itself."""
    if isinstance(record, Quote):
        return record.at, record.form, record.text
    return record and record.at


def _names(record: Record | None) -> list[tuple[str, str, str]]:
    """Type, id and name for every name that is found by itself."""
    return [(record.type, *named) for named in known_names([record])] if record else []


def _naming(record: Record | None) -> object:
    """All of a record that decides which names in the text are its own."""
    if isinstance(record, Actor):
        return record.at, known_names([record]), record.kind, record.place
    return (record.at, known_names([record])) if isinstance(record, Place) else None


def _as_found(
    stays: list[Passage], fresh: list[Passage], records: Mapping[str, Record]
) -> list[Passage]:
    """Passages in such an order that those of the same words stand as their records do."""
    if not fresh:
        return stays
    order = {key: number for number, key in enumerate(records)}
    return sorted([*stays, *fresh], key=lambda passage: order[passage.record])


def _of_links(document: Document, but: Collection[str]) -> Iterator[Problem]:
    """The problems of links that lead nowhere, in all records `but` some."""
    return (each for each in document.problems if each.code in _LINKS and each.record not in but)


def _found(document: Document) -> Iterator[Problem]:
    """The problems of anchors and names."""
    read = {*document.read}
    return (each for each in document.problems if each.code not in _LINKS and each not in read)


def _mended(problem: Problem, changes: _Changes) -> bool:
    """Whether a problem in how the file is written is no more: its record is gone, or the field it
    names has another value."""
    change = changes.get(problem.record)
    if change is None or change.before is None:
        return False
    if change.after is None:
        return True
    fields, _ = changed(plain(change.before), plain(change.after))
    return any(problem.message.startswith((f"`{name}`", f"`{name}.")) for name in fields)
