"""What a form must know of a record's fields, worked out from the structs of `models.article`."""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, get_args, get_origin

import msgspec

from models.article import (
    Actor,
    Alias,
    Assertion,
    Context,
    Event,
    Label,
    Link,
    Place,
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

Struct: TypeAlias = type[msgspec.Struct]


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


_COMMON: dict[str, str] = {
    "id": "Its name in the file, unique; links use it.",
    "at": "Where it rests in the text.",
    "note": "Anything you want to say about it.",
    "tags": "Free words to find it by.",
    "confidence": "How sure you are.",
    "basis": "Where you know it from: the text, worked out from it, or outside.",
    "source": "Where you found it, when it is from outside the text.",
    "origin": "Who or what made the record.",
}

_HELP: dict[Struct, dict[str, str]] = {
    Place: {
        "name": "What it is called; found in the text by itself.",
        "kind": "What kind of place it is.",
        "in": "The places it lies in.",
        "aliases": "Other names.",
        "lat": "Latitude in degrees, north positive.",
        "lon": "Longitude in degrees, east positive.",
        "precision": "How closely the place is known.",
        "geonames": "Its number in GeoNames, a public list of places.",
        "iso": "Its ISO 3166 code, such as PK or PK-IS.",
        "wikidata": "Its id in Wikidata, such as Q843.",
    },
    Actor: {
        "name": "What it is called; found in the text by itself.",
        "kind": "What kind of actor it is.",
        "aliases": "Other names.",
        "of": "The actors it belongs to, as a minister to a state.",
        "place": "A state’s territory, a government’s seat, a group’s ground.",
        "roles": "Offices held.",
        "labels": "What others call it, each with who does.",
        "wikidata": "Its id in Wikidata, such as Q843.",
    },
    Event: {
        "title": "The event in a few words.",
        "code": "What kind of event it is, by its PLOVER code.",
        "actors": "Who did it; empty if the text does not say.",
        "targets": "To whom it was done.",
        "date": "When:",
        "date_says": "The text’s own words for when.",
        "place": "Where.",
        "status": "Whether it has happened.",
        "before": "Events it came before.",
        "after": "Events it came after.",
        "part_of": "Events it is a part of.",
        "answers": "Events it responds to.",
        "asserted": "Who vouches for it, and how: fact, claim, denial or hedge.",
    },
    Quote: {
        "form": "Direct is word for word, indirect is reported.",
        "speaker": "Who says it.",
        "text": "A direct quotation as it stands in the text, its marks included.",
        "gloss": "What is said, in short and in your own words.",
        "cue": "The text’s words that say who speaks, such as “he said”.",
        "event": "The occasion: the event at which it was said.",
        "about": "What it is about.",
    },
    Context: {
        "kind": "What kind of background it is.",
        "gloss": "What is said, in short and in your own words.",
        "about": "What it is about.",
        "by": "Whose knowledge it is.",
    },
    Link: {
        "id": "Left empty it is made of the two ends.",
        "from": "The record it leads from.",
        "rel": "How the two stand to each other.",
        "to": "The record it leads to.",
    },
    Selector: {
        "exact": "The snippet.",
        "prefix": "Text right before it.",
        "suffix": "Text right after it.",
        "paragraph": "The paragraph it is in, counted from 1.",
        "parts": "Snippets that make one mention together, in place of the one.",
    },
    Alias: {
        "text": "The name.",
        "language": "Its language, such as fa or en-GB, if not the article’s.",
        "metonym": "Yes for a name that stands for another, as a capital’s does for a government; it is "
        "never found by itself.",
    },
    Role: {
        "title": "The office.",
        "of": "Of whom or what.",
        "from": "Since when:",
        "to": "Until when:",
        "status": "How it is held.",
    },
    Label: {
        "label": "The word.",
        "by": "Who says it.",
    },
    Assertion: {
        "by": "Who vouches for it.",
        "as": "How it is put.",
    },
}

DATES = (
    "2024-01-18; 2024-01-03/2024-01-07 throughout; 2024-01-18~ about; 2024-01? uncertain; "
    "[2024-01-01..2024-01-30] one unknown day between."
)
"""Dates as they are written, each with what it means."""

MEANINGS = {
    "igo": "an organisation whose members are states",
    "office": "a post, whoever holds it",
    "people": "a population, or a community",
    "direct": "word for word",
    "indirect": "reported, not word for word",
    "text": "the text says it",
    "inferred": "worked out from the text",
    "outside": "the text does not say it",
    "fact": "says that it is so",
    "claim": "says so; others need not agree",
    "denial": "says that it is not so",
    "hedge": "says that it may be so",
}
"""What a choice means, where the word alone does not tell."""

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
        common = [name for name in _COMMON if name != "id"]
        own = [name for name in fields if name not in _COMMON]
        fields = {name: fields[name] for name in ("id", *own, *common)}
    return tuple(_info(struct, field) for field in fields.values())


def _info(struct: Struct, field: msgspec.structs.FieldInfo) -> FieldInfo:
    name = field.encode_name
    many, hint = _bare(field.type)
    choices = tuple(CODES) if (struct, name) == (Event, "code") else _choices(hint)
    to = _targets(struct, name)
    default = field.default if isinstance(field.default, str) else ""
    kind = _kind(struct, name, many, hint, choices, to)
    told = _HELP[struct].get(name) or _COMMON[name]
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
