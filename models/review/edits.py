"""Corrections over a file that may have changed since: three versions of a record made one.

Records are merged field by field, and a field's value as a whole. Where two changed the same thing in
different ways nobody guesses: it is a conflict, for a person to settle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple, TypeVar

from models.article import Record
from models.document import Document
from models.plain import TYPE, Fields, Revision, Value, plain, whole
from models.review.acts import Change
from models.review.ledger import Ledger, Overlay

V = TypeVar("V")


class Conflict(NamedTuple):
    """What two changed differently: a field with its three values (None: not there), or, with an empty
    `field`, the record as a whole with the fields of each version (None: no such record)."""

    field: str
    base: Value
    mine: Value
    theirs: Value


class Merged(NamedTuple):
    """One version out of three, or None where the record goes. Where they conflict it has mine."""

    fields: Fields | None
    conflicts: tuple[Conflict, ...] = ()


def merge3(base: Fields | None, mine: Fields | None, theirs: Fields | None) -> Merged:
    """What became of a record that was `base`: None is a record that is not there, and so is a field
    that is None or missing. Two who add the same id are merged as if both had filled in an empty
    record."""
    base, mine, theirs = _given(base), _given(mine), _given(theirs)
    if theirs in (base, mine):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    if mine is None or theirs is None or mine.get(TYPE) != theirs.get(TYPE):
        return Merged(mine, (Conflict("", base, mine, theirs),))
    return _by_field(base or {}, mine, theirs)


def _by_field(base: Fields, mine: Fields, theirs: Fields) -> Merged:
    fields: Fields = {}
    conflicts: list[Conflict] = []
    for name in {**theirs, **mine}:
        was, own, other = base.get(name), mine.get(name), theirs.get(name)
        if own not in (was, other) and other != was:
            conflicts.append(Conflict(name, was, own, other))
        fields[name] = other if own == was else own
    return Merged(_given(fields), tuple(conflicts))


def _given(fields: Fields | None) -> Fields | None:
    """Without the fields that are not there."""
    if fields is None:
        return None
    return {name: value for name, value in fields.items() if value is not None}


def reconcile(overlay: Overlay, theirs: Fields | None) -> Merged:
    """A reviewer's corrections of one record over `theirs`: all its fields as the file has them now
    (`models.plain.whole`), or None where it has no such record. What was not corrected is theirs. Of a
    record that was corrected in part and is gone from the file nothing is left to put together: it
    stays gone, and the conflict tells what was wanted."""
    base, mine = overlay.base, overlay.mine
    if not overlay.changes:
        return Merged(_given(theirs))
    if base is None or mine is None or TYPE in mine:
        return merge3(base, mine, theirs)
    if theirs is None:
        return Merged(None, (Conflict("", base, mine, None),))
    touched = {**base, **mine}
    part = {name: theirs.get(name) for name in touched}
    merged = merge3(base, mine, part)
    rest = {name: value for name, value in theirs.items() if name not in touched}
    return Merged({**rest, **(merged.fields or {})}, merged.conflicts)


class Corrections(NamedTuple):
    """What a reviewer's corrections make of a document.

    `records` are those that read otherwise than in the file, None for one that goes; `conflicts` are
    by record, and such a record reads as the reviewer wants it; `pending` is what waits to be saved,
    without what conflicts, and `written` what a `save` of it has to say; `troubles` are sentences about
    corrections that can't be made, whose records read as in the file. All are by id.
    """

    records: dict[str, Record | None]
    conflicts: dict[str, tuple[Conflict, ...]]
    pending: dict[str, Revision]
    written: Change
    troubles: dict[str, str]

    def renewed(self, touched: Collection[str], found: Corrections) -> Corrections:
        """These with what was found anew of the `touched` records."""

        def joined(old: dict[str, V], new: dict[str, V]) -> dict[str, V]:
            return {key: value for key, value in old.items() if key not in touched} | new

        return Corrections(
            joined(self.records, found.records),
            joined(self.conflicts, found.conflicts),
            joined(self.pending, found.pending),
            joined(self.written, found.written),
            joined(self.troubles, found.troubles),
        )


def corrected(
    document: Document, ledger: Ledger, touched: Iterable[str] | None = None
) -> Corrections:
    """What all of a reviewer's corrections make of a document as the file has it, or those of the
    `touched` records."""
    found = Corrections({}, {}, {}, {}, {})
    for id_ in ledger.standings if touched is None else touched:
        overlay = ledger.of(id_).overlay
        if overlay is None or not overlay.changes:
            continue
        there = document.records.get(id_)
        merged = reconcile(overlay, whole(there) if there else None)
        record, trouble = _typed(id_, merged.fields)
        if trouble:
            found.troubles[id_] = trouble
            continue
        if record != there:
            found.records[id_] = record
        if merged.conflicts:
            found.conflicts[id_] = merged.conflicts
        elif record != there:
            _wait(found, id_, overlay, there, record)
    return found


def _typed(id_: str, fields: Fields | None) -> tuple[Record | None, str]:
    """The record that merged fields make, or why they make none."""
    if fields is None:
        return None, ""
    from models.typed import typed_whole  # loads all that reads records; most have no corrections

    converted = typed_whole(fields)
    wrong = [problem.message for problem in converted.problems]
    if not wrong and converted.value.id != id_:
        wrong = [f"it would have the id “{converted.value.id}”."]
    if wrong:
        return None, f"The correction of “{id_}” can’t be shown: {wrong[0]}"
    return converted.value, ""


def _wait(
    found: Corrections, id_: str, overlay: Overlay, there: Record | None, record: Record | None
) -> None:
    standing = record or there
    assert standing is not None  # else they would not differ
    found.pending[id_] = Revision(standing.type, plain(record) if record else None)
    found.written[id_] = overlay.written(whole(record) if record else {})
