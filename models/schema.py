"""What a form must know of a record's fields, worked out from the structs of `models.article`."""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from models.article import (
    Assertion,
    Context,
    Event,
    Label,
    Link,
    Quote,
    Record,
    RecordType,
    Role,
    Selector,
)
from models.dates import Date
from models.links import FIELDS
from models.plain import STRUCTS
from models.plover import CODES
from models.words import DATES, WORDS, Struct, words_of

Kind = Literal[
    "text",
    "long",
    "date",
    "number",
    "choice",
    "ids",
    "id",
    "selectors",
    "items",
    "words",
    "flag",
]
"""What a field holds: `text` is one line and `long` may be several; a `date` is EDTF; an `id` or `ids`
name other records; `selectors` rest in the text; `items` are structs of their own; `words` are free
words; a `flag` is true or false."""


class FieldInfo(NamedTuple):
    """One field of a record or of an item in it.

    `name` is its name in the file, `label` in words; `many` says it is a list; `required` that it
    can't be left out. `choices` are the words a `choice` allows; `to` the types of record that ids may
    name, and `reporter` whether they may name the text's own voice; `struct` what `items` and
    `selectors` are. `help` is a sentence; `default` what is meant where it is left out, if that is not
    simply nothing.
    """

    name: str
    label: str
    kind: Kind
    many: bool
    required: bool
    choices: tuple[str, ...]
    to: tuple[RecordType, ...]
    reporter: bool
    struct: Struct | None
    help: str
    default: str


_LABELS = {"in": "lies in", "date_says": "text says", "exact": "snippet", "rel": "relation"}
"""Words for fields whose names don't tell; the others are read as they are."""

_LONG = {"note", "gloss", "source", (Quote, "text")}

_ANY: tuple[RecordType, ...] = get_args(RecordType)

_NESTED: dict[tuple[Struct, str], tuple[RecordType, ...]] = {
    (Link, "from"): _ANY,
    (Link, "to"): _ANY,
    (Role, "of"): ("actor",),
    (Label, "by"): ("actor",),
    (Assertion, "by"): ("actor",),
}
"""Fields with ids that `models.links.FIELDS` does not have."""

_REPORTER = {(Context, "by"), (Label, "by"), (Assertion, "by")}


@cache
def fields_of(what: RecordType | Struct) -> tuple[FieldInfo, ...]:
    """The fields of a type of record, or of a struct in one, in the order one fills them in: the id,
    its own, where it rests, then what every record may carry."""
    struct = STRUCTS[what] if isinstance(what, str) else what
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    if issubclass(struct, Record):
        common = [name for name in WORDS[Record] if name != "id"]
        own = [name for name in fields if name not in WORDS[Record]]
        fields = {name: fields[name] for name in ("id", *own, *common)}
    return tuple(_info(struct, field) for field in fields.values())


def _info(struct: Struct, field: msgspec.structs.FieldInfo) -> FieldInfo:
    name = field.encode_name
    many, hint = _bare(field.type)
    choices = tuple(CODES) if (struct, name) == (Event, "code") else _choices(hint)
    to = _targets(struct, name)
    default = field.default if isinstance(field.default, str) else ""
    kind = _kind(struct, name, many, hint, choices, to)
    told = words_of(struct, name).says
    return FieldInfo(
        name=name,
        label=_LABELS.get(name, name.replace("_", " ")),
        kind=kind,
        many=many,
        required=field.required and (struct, name) != (Link, "id"),
        choices=choices,
        to=to,
        reporter=(struct, name) in _REPORTER,
        struct=hint if _is_struct(hint) else None,
        help=f"{told} {DATES}" if kind == "date" else told,
        default=default,
    )


def _kind(
    struct: Struct,
    name: str,
    many: bool,
    hint: Any,
    choices: tuple[str, ...],
    to: tuple[RecordType, ...],
) -> Kind:
    if to:
        return "ids" if many else "id"
    if choices:
        return "choice"
    if _is_struct(hint):
        return "selectors" if hint is Selector else "items"
    if many:
        return "words"
    if hint is Date:
        return "date"
    if hint is bool:
        return "flag"
    if hint in (int, float):
        return "number"
    return "long" if name in _LONG or (struct, name) in _LONG else "text"


def _bare(hint: Any) -> tuple[bool, Any]:
    """Whether a type is a list, and what it or each in it holds, without None and bounds."""
    if get_origin(hint) is tuple:
        return True, _bare(get_args(hint)[0])[1]
    if get_origin(hint) is Annotated:
        return False, get_args(hint)[0]
    inner = [each for each in get_args(hint) if each is not NoneType]
    if inner and get_origin(hint) is not Literal:
        return _bare(inner[0])
    return False, hint


def _choices(hint: Any) -> tuple[str, ...]:
    return get_args(hint) if get_origin(hint) is Literal else ()


def _is_struct(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def _targets(struct: Struct, name: str) -> tuple[RecordType, ...]:
    for field in FIELDS:
        if (STRUCTS[field.type], field.name) == (struct, name):
            return field.to
    return _NESTED.get((struct, name), ())
