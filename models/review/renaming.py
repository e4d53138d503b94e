"""Reviews of records that got other ids: what everybody did, told with the ids of now.

An id is no part of what a record says to a reader. Whoever decided about a record before somebody else
gave it another id has decided about the same record, and about all others that only name it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from models.article import REPORTER, Record
from models.document import Document
from models.links import references
from models.plain import Fields, derived_id, fingerprint, whole
from models.review.acts import Act, Change
from models.review.edits import corrected
from models.review.ledger import Ledger
from models.review.rework import ImpossibleError, reworked, swapped
from models.revise import revise
from models.typed import typed_whole

Ids = Mapping[str, str]
"""New ids by the former ones."""


class Reviewed(NamedTuple):
    """An article and its reviews, all with the same ids."""

    document: Document
    ledgers: Mapping[str, Ledger]


def renamed(document: Document, ledgers: Mapping[str, Ledger]) -> Reviewed:
    """A document and what reviewers did about it with every id as the last renaming has it, whether
    that waits or was saved. A renaming is no correction then, though what else it changed is. Where
    two want different ids for one record, where both ids are taken, or where an id is none, all stays
    as it is."""
    steps = _steps(document, ledgers)
    ids = _joined(steps)
    if not ids:
        return Reviewed(document, ledgers)
    waiting = {old: new for old, new in ids.items() if old in document.records}
    try:
        now = revise(document, reworked(document, waiting, {}))
    except ImpossibleError:
        return Reviewed(document, ledgers)
    told = {name: _with_ids(ledger, now, ids) for name, ledger in ledgers.items()}
    return Reviewed(now, {name: _with_prints(told[name], now, steps) for name in ledgers})


# Which ids


def _steps(document: Document, ledgers: Mapping[str, Ledger]) -> list[Ids]:
    """The renamings that stand and leave no doubt, in the order they were made."""
    acts = [
        act
        for ledger in ledgers.values()
        for act in ledger.acts
        if _renames(act) and not ledger.is_undone(act)
    ]
    pairs = {(act.former_id, act.record) for act in acts}
    olds, news = (Counter(ids) for ids in zip(*pairs, strict=True)) if pairs else ({}, {})
    return [
        _moved(act)
        for act in sorted(acts, key=lambda act: (act.at, act.by))
        if olds[act.former_id] == news[act.record] == 1
        and not {act.former_id, act.record} <= document.records.keys()
    ]


def _renames(act: Act) -> bool:
    """Whether an act gives a record another id, and not only says so."""
    if not act.former_id or act.record == REPORTER:
        return False
    sides = (act.changes[act.former_id][0], act.changes[act.record][1])
    old, new = (typed_whole(side or {}) for side in sides)
    if old.problems or new.problems:
        return False
    ids = (old.value.id, new.value.id)
    return ids == (act.former_id, act.record) and old.value.type == new.value.type


def _moved(act: Act) -> Ids:
    """The ids that a renaming changed: that of its record, and those of links that are made of it."""
    back = {act.record: act.former_id}
    ids = {act.former_id: act.record}
    for id_, (before, after) in act.changes.items():
        if before is None and after and id_ != act.record:
            former = derived_id(_swapped(after, {}, back))
            if former in act.changes:
                ids[former] = id_
    return ids


def _joined(steps: Iterable[Ids]) -> dict[str, str]:
    """Where ids have come to after all steps."""
    ids: dict[str, str] = {}
    for step in steps:
        ids = {**step, **{old: step.get(new, new) for old, new in ids.items()}}
    return {old: new for old, new in ids.items() if old != new}


# What was done


def _with_ids(ledger: Ledger, now: Document, ids: Ids) -> Ledger:
    """A ledger with other ids for records, and in what was corrected."""

    def told(change: str | Change | None, other: str | Change | None) -> str | Change | None:
        if not isinstance(change, dict):
            return change
        new: Change = {}
        for id_, fields in change.items():
            key = ids.get(id_, id_)
            there = now.records.get(key)
            known = other.get(id_) if isinstance(other, dict) else None
            rest = whole(there) if there else known or {}
            moved = None if fields is None else _swapped(fields, rest, ids)
            new[key] = new.get(key) if moved is None else moved
        return new

    def moved(act: Act) -> Act:
        before, after = told(act.before, act.after), told(act.after, act.before)
        return replace(act, record=ids.get(act.record, act.record), before=before, after=after)

    return Ledger(ledger.reviewer, map(moved, ledger.acts))


def _with_prints(ledger: Ledger, now: Document, steps: Sequence[Ids]) -> Ledger:
    """A ledger in which acts about a record as it read with its former ids are about it as it reads
    now."""
    prints: dict[str, str] = {}
    for record in {**now.records, **corrected(now, ledger).records}.values():
        if record and (former := list(_former(record, steps))):
            prints |= dict.fromkeys(former, fingerprint(record))
    acts = (
        replace(act, fingerprint=prints.get(act.fingerprint, act.fingerprint))
        for act in ledger.acts
    )
    return Ledger(ledger.reviewer, acts)


def _former(record: Record, steps: Sequence[Ids]) -> Iterator[str]:
    """The fingerprints of a record as it read before each step that changed an id in it."""
    fields, ids = whole(record), {record.id, *(each.target for each in references(record))}
    for step in reversed(steps):
        back = {new: old for old, new in step.items()}
        if not ids.isdisjoint(back):
            fields, ids = _swapped(fields, {}, back), {back.get(id_, id_) for id_ in ids}
            read = typed_whole(fields)
            if not read.problems:
                yield fingerprint(read.value)


def _swapped(fields: Fields, rest: Fields, ids: Ids) -> Fields:
    """Fields with other ids in them; None is one that is not there. With the `rest` of them they are a
    whole record; what makes none stays as it is."""
    read = typed_whole({**rest, **fields})
    if read.problems:
        return fields
    said = whole(read.value)
    own = {name: said[name] for name in fields if name in said}
    moved = {**dict.fromkeys(fields), **(swapped(read.value.type, own, ids) or {})}
    return {**moved, "id": ids.get(moved["id"], moved["id"])} if "id" in moved else moved
