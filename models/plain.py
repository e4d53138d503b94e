"""Records as plain data, as JSON and YAML hold them: what journals keep and what saving writes.

`Fields` are a record's fields by the names they have in the file, in the order of `models.article`;
those at their default are left out, and dates stand as they were typed. In a change of some fields
None stands for a field that is not there.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from models.article import SECTIONS, Link, Record, RecordType
from models.dates import Date
from models.loading.nodes import Mapping, Node, Scalar, Sequence
from models.loading.structs import Budget, Converted, convert
from models.problems import Problem

Value: TypeAlias = Any
"""A string, number or truth value, None, or lists and string-keyed dicts of these."""

Fields: TypeAlias = dict[str, Value]

STRUCTS: dict[RecordType, type[Record]] = {struct.type: struct for struct in SECTIONS.values()}

TYPE = "type"
"""Among the fields of a record that is added or deleted: what type it is. No field of the file."""

REVIEW_TAG = "review/"
"""What tags begin with that tell how a record was decided; they are not part of what it says."""

S = TypeVar("S", bound=msgspec.Struct)


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


def typed(struct: type[S], fields: Fields, what: str) -> Converted:
    """The struct that plain fields make, or None, and what is wrong with them; `what` names it in
    messages. Problems have no place: `line` and `column` are 0."""
    given = {name: value for name, value in fields.items() if value is not None}
    if issubclass(struct, Link) and not given.get("id") and (own := derived_id(given)):
        given["id"] = own
    node = _node(given)
    return convert(node, struct, what, Budget(node_weight(node)), str(fields.get("id", "")))


def typed_whole(fields: Fields) -> Converted:
    """The record that fields with a type among them make, or None, and what is wrong with them."""
    kind, own = str(fields.get(TYPE)), {name: fields[name] for name in fields if name != TYPE}
    named = str(own.get("id", ""))
    for known, struct in STRUCTS.items():
        if kind == known:
            return typed(struct, own, f"{kind} “{named[:60]}”")
    message = f"“{named[:60]}” is of a type that is not known here: “{kind[:60]}”."
    return Converted(None, [Problem("E207", message, record=named)])


def node_weight(node: Node) -> int:
    """What reading a node costs at most."""
    if isinstance(node, Scalar):
        return node.weight + 1
    inner = (
        node.items if isinstance(node, Sequence) else [each for _, each in node.entries.values()]
    )
    return 2 + sum(node_weight(each) + 1 for each in inner)


def _node(value: Value) -> Node:
    if isinstance(value, dict):
        mapping = Mapping(0, 0)
        for name, inner in value.items():
            mapping.entries[name] = (Scalar(name, 0, 0, plain=False), _node(inner))
        return mapping
    if isinstance(value, list):
        sequence = Sequence(0, 0)
        sequence.items = [_node(item) for item in value]
        return sequence
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(words, 0, 0, plain=False)


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
