"""Records as plain data, as JSON and YAML hold them: what journals keep and what saving writes.

`Fields` are a record's fields by the names they have in the file, in the order of `models.article`;
those at their default are left out, and dates stand as they were typed. In a change of some fields
None stands for a field that is not there.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from models.article import SECTIONS, Record, RecordType
from models.dates import Date

Value: TypeAlias = Any
"""A string, number or truth value, None, or lists and string-keyed dicts of these."""

Fields: TypeAlias = dict[str, Value]

STRUCTS: dict[RecordType, type[Record]] = {struct.type: struct for struct in SECTIONS.values()}

TYPE = "type"
"""Among the fields of a record that is added or deleted: what type it is. No field of the file."""

REVIEW_TAG = "review/"
"""What tags begin with that tell how a record was decided; they are not part of what it says."""


class Revision(NamedTuple):
    """A record as it should read in its file: its type and all its fields, or None where it should
    not stand there any more."""

    type: RecordType
    fields: Fields | None


def plain(struct: msgspec.Struct) -> Fields:
    """All that a record (or a part of one) says."""
    fields: Fields = {}
    for name, written, default in _fields(type(struct)):
        value = getattr(struct, name)
        if value != default:
            fields[written] = _plain(value)
    return fields


@cache
def _fields(struct: type[msgspec.Struct]) -> tuple[tuple[str, str, object], ...]:
    """The name, the name in the file, and the default of each field; one that is required has a default
    that no value equals. Asking msgspec takes long."""
    fields = msgspec.structs.fields(struct)
    return tuple((field.name, field.encode_name, field.default) for field in fields)


def _plain(value: object) -> Value:
    if isinstance(value, msgspec.Struct):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Date) else value


def whole(record: Record) -> Fields:
    """All that a record says, its type among it: how a change has a record that is added or deleted."""
    return {TYPE: record.type, **plain(record)}


def derived_id(fields: Fields) -> str:
    """The id of an explicit link that has none of its own; empty while an end or `rel` is missing."""
    ends = [fields.get(name) for name in ("from", "rel", "to")]
    return ":".join(map(str, ends)) if all(ends) else ""


def changed(before: Fields, after: Fields) -> tuple[Fields, Fields]:
    """What differs between two states of a record, as the fields of each; None where one has none."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def patched(fields: Fields, change: Fields) -> Fields:
    """Fields with some of them changed; None takes one out."""
    merged = {**fields, **change}
    return {name: value for name, value in merged.items() if value is not None}


def fingerprint(record: Record) -> str:
    """Tells one content of a record from another: a hash of all it says, in 16 hexadecimal digits.
    Tags that tell how it was decided do not count."""
    from hashlib import sha256  # loads a library that the first screen mostly needs not

    fields = plain(record)
    tags = [tag for tag in fields.pop("tags", []) if not tag.startswith(REVIEW_TAG)]
    content = {"type": record.type, **fields, **({"tags": tags} if tags else {})}
    return sha256(as_json(content, order="deterministic")).hexdigest()[:16]


def as_json(value: object, *, order: Literal["deterministic"] | None = None) -> bytes:
    """Compact JSON. Half of a surrogate pair, which UTF-8 can't hold but a YAML escape can name, is
    written as an escape."""
    try:
        return msgspec.json.encode(value, order=order)
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(value, order=order), separators=(",", ":")).encode()
