"""Ids put in the place of others, through every record that names them.

A record that can't stand without what is gone goes too; a link whose id is made of its ends gets the
id that its new ends make; a link that has come to say what another says is one with it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TypeAlias

from models.article import Link, Record, RecordType
from models.document import Document
from models.plain import STRUCTS, Fields, Value, derived_id, plain
from models.schema import fields_of
from models.typed import typed
from models.words import Struct

Moves: TypeAlias = Mapping[str, str | None]
"""What stands in the place of an id from now on; None: nothing."""

Made: TypeAlias = Mapping[str, tuple[RecordType, Fields]]
"""Records by id, each with its type, as a correction makes them."""

Results: TypeAlias = dict[str, Record | None]
"""Records as they should read, by id; None for one that is gone."""


class ImpossibleError(Exception):
    """Why a correction can't be made, as a whole sentence."""


def typed_record(type_: RecordType, fields: Fields) -> Record:
    """The record that fields make. Raises ImpossibleError with what is wrong with them."""
    converted = typed(STRUCTS[type_], fields, f"the {type_}")
    if converted.problems:
        first = converted.problems[0]
        raise ImpossibleError(
            f"{first.message[:1].upper()}{first.message[1:]} {first.mend}".strip()
        )
    record: Record = converted.value
    return record


def reworked(document: Document, moves: Moves, made: Made) -> Results:
    """Every record that reads otherwise once ids have moved. Those that are `made` may still name what
    moves; all others are reworked as they stand in the document."""
    moves = _followed(document, moves, made)
    results: Results = {}
    for key in _touched(document, moves):
        target = moves.get(key, key)
        if target != key:
            results[key] = None
        if target is None or target in made:
            continue
        record = document.records[key]
        fields = {**_left(record, moves), "id": target}
        same = results.get(target) or document.records.get(target)
        if target != key and same:
            fields = united(record.type, plain(same), fields)
        results[target] = typed_record(record.type, fields)
    for key, (type_, given) in made.items():
        left = swapped(type_, given, moves)
        if left is None:
            raise ImpossibleError(f"“{key}” can’t stand without what goes.")
        results[key] = typed_record(type_, left)
    return results


def _touched(document: Document, moves: Moves) -> list[str]:
    """The records that move, and those that name them."""
    own = (key for key in moves if key in document.records)
    naming = (source for key in moves for source, _ in document.links.pointing(key))
    return list(dict.fromkeys((*own, *naming)))


def _left(record: Record, moves: Moves) -> Fields:
    fields = swapped(record.type, plain(record), moves)
    assert fields is not None  # else it would have moved to nothing
    return fields


def _followed(document: Document, moves: Moves, made: Container[str]) -> Moves:
    """The moves with those that follow from them, until no more do."""
    known = dict(moves)
    while True:
        found: dict[str, str | None] = {**moves}
        for key in _touched(document, known):
            if key not in moves and key not in made:
                place = _place(document, document.records[key], known)
                if place != key:
                    found[key] = place
        if found == known:
            return known
        known = found


def _place(document: Document, record: Record, moves: Moves) -> str | None:
    """The id of a record once others have moved; None if it goes with them."""
    before = plain(record)
    after = swapped(record.type, before, moves)
    if after is None:
        return None
    if not isinstance(record, Link) or derived_id(before) == derived_id(after):
        return record.id
    if after["from"] == after["to"]:
        return None
    for source, _ in document.links.pointing(after["from"]):
        other = document.records[source]
        if isinstance(other, Link) and source not in moves and _says(other, after):
            return source
    new = derived_id(after)
    own = record.id != derived_id(before)
    return record.id if own or new in document.records else new


def _says(link: Link, fields: Fields) -> bool:
    return (link.from_, link.rel, link.to) == (fields["from"], fields["rel"], fields["to"])


def swapped(what: RecordType | Struct, fields: Fields, moves: Moves) -> Fields | None:
    """A record, or a part of one, with every id in it moved; None if it can't stand without one that
    is gone. Lists keep no doubles that the moves made."""
    new: Fields = {**fields}
    for info in fields_of(what):
        value = fields.get(info.name)
        if value is None:
            continue
        if info.kind == "id":
            new[info.name] = moves.get(value, value)
        elif info.kind == "ids":
            new[info.name] = _once(value, [moves.get(id_, id_) for id_ in value])
        elif info.kind == "items" and info.struct:
            new[info.name] = _once(value, [swapped(info.struct, item, moves) for item in value])
        means_another = info.kind == "id" and info.default not in _EMPTY  # where it is left out
        if new[info.name] is None and (info.required or means_another):
            return None
    return {name: value for name, value in new.items() if value is not None and value != []}


_EMPTY = ("", "unknown")
"""What fields are by default that say nothing when they are left out."""


def _once(before: list[Value], after: list[Value]) -> list[Value]:
    return before if before == after else union([item for item in after if item is not None])


def union(*lists: list[Value]) -> list[Value]:
    """Lists after each other, without doubles."""
    once: list[Value] = []
    for item in (item for items in lists for item in items):
        if item not in once:
            once.append(item)
    return once


def united(type_: RecordType, keep: Fields, gone: Fields) -> Fields:
    """Two records of a type made one: lists joined without doubles, notes joined, what `keep` does not
    say taken from `gone`, whose name becomes another name."""
    fields: Fields = {}
    for info in fields_of(type_):
        own, other = keep.get(info.name), gone.get(info.name)
        if info.many:
            fields[info.name] = union(own or [], other or [])
        elif info.name == "note" and own and other and other not in own:
            fields[info.name] = f"{own}\n{other}"
        else:
            fill = own is None and info.default in _EMPTY
            fields[info.name] = other if fill else own
    if "name" in fields:
        names = union(fields["aliases"], [{"text": gone["name"]}])
        fields["aliases"] = [each for each in names if each["text"] != keep["name"]]
    return {name: value for name, value in fields.items() if value is not None and value != []}
