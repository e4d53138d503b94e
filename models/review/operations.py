"""What a reviewer can do to records: each takes the document as it shows, corrections included, and
gives what is to be noted in the journal, or says why it can't be done.

No operation leaves a link that leads nowhere, other than those that were there before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from models.article import REPORTER, Link, Record, RecordType
from models.document import Document
from models.links import references
from models.plain import Fields, Value, changed, derived_id, patched, plain, whole
from models.review.acts import ActName, Change
from models.review.rework import (
    ImpossibleError,
    Results,
    reworked,
    swapped,
    typed_record,
    united,
)
from models.schema import fields_of
from models.text import search_key
from models.typed import typed_whole

__all__ = [
    "Correction",
    "ImpossibleError",
    "Parts",
    "add",
    "delete",
    "edit",
    "fresh_id",
    "linking_to",
    "merge",
    "renamed",
    "split",
]

Path: TypeAlias = tuple[str | int, ...]

LONGEST_ID = 40
"""Characters of an id that is made from words."""


class Correction(NamedTuple):
    """One correction, as an act has it: `record` is the id it is about, which for a deletion is the one
    that goes and for a renaming the new one, whose `former` id is told. `before` and `after` have the
    same ids, and for a record that stays the same fields: those that differ."""

    act: ActName
    record: str
    before: Change
    after: Change
    former: str = ""


class Parts(NamedTuple):
    """What goes to the new one of two records: `own` are paths to items in the record's lists, or to
    whole fields; `references` are those of other records, each with the path of its id as
    `models.links` has it; `fields` is what the new one says otherwise, its name above all."""

    own: Collection[Path] = ()
    references: Collection[tuple[str, Path]] = ()
    fields: Mapping[str, Value] = MappingProxyType({})


def edit(document: Document, record: str, fields: Fields) -> Correction:
    """All fields of a record as they should be. Another id renames it. A link whose id is made of its
    ends keeps to them."""
    old = _there(document, record)
    given = {name: value for name, value in fields.items() if name != "id"}
    new = fields.get("id") or record
    if isinstance(old, Link) and new == record == derived_id(plain(old)):
        new = derived_id(given)
    wanted = typed_record(old.type, {**given, "id": new})
    _sound(document, wanted, old)
    moves = {}
    if new != record:
        _free(document, new)
        moves[record] = new
    results = reworked(document, moves, {new: (old.type, plain(wanted))})
    correction = _correction(document, "edit", new, results)
    return correction._replace(act="rename", former=record) if new != record else correction


def add(document: Document, type_: RecordType, fields: Fields) -> Correction:
    """A new record. Without an id it gets one: a link that of its ends, others one of their words."""
    given = {name: value for name, value in fields.items() if name != "id"}
    new = fields.get("id") or (derived_id(given) if type_ == "link" else "")
    if not new:
        new = fresh_id(document, typed_record(type_, {**given, "id": "new"}).caption or type_)
    _free(document, new)
    record = typed_record(type_, {**given, "id": new})
    _sound(document, record)
    return _correction(document, "add", new, {new: record})


def delete(document: Document, record: str) -> Correction:
    """A record goes, and every link to it: ids in fields, and whatever can't be without it."""
    _there(document, record)
    return _correction(document, "delete", record, reworked(document, {record: None}, {}))


def linking_to(document: Document, record: str) -> list[tuple[str, str]]:
    """What links to a record: the id of each, and how it reads from there (`by Iran`)."""
    caption = document.caption(record)
    return [
        (source, f"{reference.forward} {caption}")
        for source, reference in document.links.pointing(record)
        if source != record
    ]


def renamed(document: Document, correction: Correction) -> dict[str, Record]:
    """The records in which a renaming changes nothing but ids, by the id each had before: how they
    read afterwards."""
    if not correction.former:
        return {}
    moves = {correction.former: correction.record}
    come = [whole_ for key, whole_ in correction.after.items() if correction.before[key] is None]
    found: dict[str, Record] = {}
    for key, change in correction.after.items():
        old = document.records.get(key)
        if old is None:
            continue
        wanted = swapped(old.type, whole(old), moves) or {}
        if change is None:
            reads = next((each for each in come if each and _alike(each, wanted)), None)
        else:
            reads = patched(whole(old), change)
        if reads is not None and _alike(reads, wanted):
            found[key] = typed_whole(reads).value
    return found


def _alike(one: Fields, other: Fields) -> bool:
    """Whether two records say the same, whatever they are called."""
    return {**one, "id": ""} == {**other, "id": ""}


def merge(document: Document, keep: str, gone: str) -> Correction:
    """Two records made one, `keep`, which gets all that it does not say itself. Every link to `gone`
    leads to it; links from one to the other, and those that now stand twice, go."""
    one, two = _there(document, keep), _there(document, gone)
    if keep == gone:
        raise ImpossibleError("A record can’t be merged with itself; choose another.")
    if one.type != two.type:
        raise ImpossibleError(
            f"“{keep}” is of type {one.type} and “{gone}” of type {two.type}; only two of one type"
            " can be merged."
        )
    made = united(one.type, _without(one, keep, gone), _without(two, keep, gone))
    results = reworked(document, {gone: keep}, {keep: (one.type, made)})
    return _correction(document, "merge", keep, results)


def split(document: Document, record: str, new: str, parts: Parts) -> Correction:
    """A second record of the same type and kind beside one, with `parts` of it. What tells one thing
    from others (numbers in gazetteers, notes) stays with the first, as does every item of a list that
    is not among the parts; ids that it names are kept by both. Without a name among `parts.fields`
    the new one is called by the first alias it gets."""
    old = _there(document, record)
    stays, goes = _parted(old.type, plain(old), parts)
    new = new or fresh_id(document, goes.get("name") or old.caption)
    _free(document, new)
    made = {record: (old.type, stays), new: (old.type, {**goes, "id": new})}
    moves: dict[str, str] = {}
    chosen: dict[str, list[Path]] = {}
    for source, path in parts.references:
        chosen.setdefault(source, []).append(path)
    for source, paths in chosen.items():
        naming = _there(document, source)
        fields = _redirected(document, naming, paths, record, new)
        key = source
        if isinstance(naming, Link) and source == derived_id(plain(naming)):
            key = derived_id(fields)
            moves[source] = key
        made[key] = (naming.type, {**fields, "id": key})
    return _correction(document, "split", record, reworked(document, moves, made))


def fresh_id(document: Document, words: str) -> str:
    """An id that no record has, made of a name or title: plain lower-case letters, digits, hyphens."""
    letters = re.sub(r"[^a-z0-9]+", "-", search_key(words).replace("'", "")).strip("-")
    short = letters[:LONGEST_ID]
    if len(letters) > LONGEST_ID and "-" in short:
        short = short.rpartition("-")[0]
    stem = short or "record"
    new, number = stem, 1
    while new == REPORTER or new in document.records or new in document.broken:
        number += 1
        new = f"{stem}-{number}"
    return new


# What the operations share


def _there(document: Document, record: str) -> Record:
    found = document.records.get(record)
    if found is None:
        raise ImpossibleError(f"There is no record “{record}” any more.")
    return found


def _free(document: Document, new: str) -> None:
    if not new or new != new.strip():
        raise ImpossibleError("An id has at least one letter, and no space before or after it.")
    if new == REPORTER:
        raise ImpossibleError(
            f"The id “{REPORTER}” is kept for the text’s own voice; take another."
        )
    if new in document.records or new in document.broken:
        raise ImpossibleError(f"The id “{new}” is taken; take another.")


def _without(record: Record, *others: str) -> Fields:
    left = swapped(record.type, plain(record), dict.fromkeys(others))
    if left is None:
        raise ImpossibleError(f"“{record.id}” leads to what it would be merged with.")
    return left


_STAYS = ("note", "wikidata", "geonames", "iso")


def _parted(type_: RecordType, fields: Fields, parts: Parts) -> tuple[Fields, Fields]:
    """The fields that stay, and those of the new record."""
    stays: Fields = {}
    goes: Fields = {}
    for info in fields_of(type_):
        name, value = info.name, fields.get(info.name)
        if value is None:
            continue
        items = (
            [index for index in range(len(value)) if (name, index) in parts.own]
            if info.many
            else []
        )
        if (name,) in parts.own:
            stays[name], goes[name] = value if info.required else None, value
        elif items or (info.many and info.kind != "ids"):
            stays[name] = [item for index, item in enumerate(value) if index not in items]
            goes[name] = [value[index] for index in items]
        else:
            stays[name], goes[name] = value, None if name in _STAYS else value
    goes |= parts.fields
    if "name" in goes and (aliases := goes.get("aliases")):
        own = [alias["text"] for alias in aliases if not alias.get("metonym")]
        if "name" not in parts.fields and own:
            goes["name"] = own[0]
        goes["aliases"] = [alias for alias in aliases if alias["text"] != goes["name"]]
    return stays, goes


def _redirected(
    document: Document, naming: Record, paths: list[Path], old: str, new: str
) -> Fields:
    """A record's fields, with the id at some paths replaced."""
    if naming.id == old:
        raise ImpossibleError(f"“{old}” names itself; that can’t go to the new record.")
    known = {each.path for source, each in document.links.pointing(old) if source == naming.id}
    fields = deepcopy(plain(naming))
    for path in paths:
        if path not in known:
            raise ImpossibleError(f"“{naming.id}” does not name “{old}” there any more.")
        *above, last = path
        holder: Value = fields
        for step in above:
            if holder[step] == old:  # a field for one id, which has a path as if it were a list
                holder, last = holder, step
                break
            holder = holder[step]
        holder[last] = new
    return fields


def _correction(document: Document, act: ActName, record: str, results: Results) -> Correction:
    """What results change, field by field where a record stays."""
    before: Change = {}
    after: Change = {}
    for key, new in results.items():
        old = document.records.get(key)
        if old is None or new is None:
            if old is not new:
                before[key] = whole(old) if old else None
                after[key] = whole(new) if new else None
        elif old != new:
            before[key], after[key] = changed(plain(old), plain(new))
    if not before:
        raise ImpossibleError("Everything reads like that already.")
    return Correction(act, record, before, after)


def _sound(document: Document, record: Record, old: Record | None = None) -> None:
    """Refuses ids of what is not there, or of the wrong type, unless they stood in the record before."""
    before = {each.target for each in references(old)} if old else set()
    for each in references(record):
        target = record if each.target == record.id else document.records.get(each.target)
        if each.target in before or each.target in document.broken:
            continue
        named = f"`{each.path[0]}` names “{each.target}”"
        if target is None:
            raise ImpossibleError(f"{named}, but no record has that id; add it first.")
        if target.type not in each.to:
            wanted = " or ".join(each.to)
            raise ImpossibleError(f"{named}, which is of type {target.type}, not {wanted}.")
