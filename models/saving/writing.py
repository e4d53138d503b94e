"""Values where none stood, as a person writes them: fields in their usual order, one word for a list of
one where that reads well, in one line where it fits, else one item a line."""

from __future__ import annotations

import msgspec

from models.article import RecordType, Selector
from models.loading.structs import FieldShape, shape
from models.plain import Fields, Value
from models.saving.folding import STEP, WIDTH
from models.saving.scalars import Setting, fresh

_ABOUT = ("basis", "confidence", "source", "note", "tags", "origin", "at")

ORDER: dict[RecordType, tuple[str, ...]] = {
    "place": (
        *("id", "name", "kind", "in", "iso", "geonames", "wikidata", "aliases"),
        *("lat", "lon", "precision", *_ABOUT),
    ),
    "actor": (
        *("id", "name", "kind", "aliases", "of", "place", "roles", "labels", "wikidata", *_ABOUT),
    ),
    "event": (
        *("id", "title", "code", "actors", "targets", "date", "date_says", "place", "status"),
        *("before", "after", "part_of", "answers", "asserted", *_ABOUT),
    ),
    "quote": ("id", "speaker", "form", "text", "gloss", "cue", "event", "about", *_ABOUT),
    "context": ("id", "kind", "about", "gloss", "by", *_ABOUT),
    "link": ("id", "from", "rel", "to", *_ABOUT),
}
"""The fields of records in the order people write them; the article that ships follows it."""

Struct = type[msgspec.Struct]


def order(struct: Struct) -> tuple[str, ...]:
    """A struct's fields in the order they are written."""
    kind: RecordType | None = getattr(struct, "type", None)
    return ORDER[kind] if kind else tuple(shape(struct))


def whole(struct: Struct) -> FieldShape:
    """The shape of a struct itself, where it is no field's value."""
    return FieldShape(False, struct, False, ())


def lean(value: Value, field: FieldShape) -> Value:
    """The shortest form a person would write: words alone for what has only them, and one mention that
    is no list."""
    if isinstance(value, list):
        items = [lean(item, field) for item in value]
        return items[0] if len(items) == 1 and field.struct is Selector else items
    shorthand = getattr(field.struct, "shorthand", None)
    if isinstance(value, dict) and list(value) == [shorthand]:
        return value[shorthand]
    return value


def inline(value: Value, field: FieldShape, setting: Setting) -> str:
    """A value within a line; in brackets unless it is one word. None is an empty value."""
    value = lean(value, field)
    within = setting._replace(flow=True)
    if isinstance(value, list):
        return "[" + ", ".join(inline(item, field, within) for item in value) + "]"
    if isinstance(value, dict):
        assert field.struct is not None  # only structs are written as mappings
        shapes = shape(field.struct)
        pairs = [
            f"{name}: {inline(value[name], shapes[name], within)}"
            for name in order(field.struct)
            if name in value
        ]
        return "{" + ", ".join(pairs) + "}"
    return "~" if value is None else fresh(value, setting._replace(tight=True))


def pair(name: str, value: Value, field: FieldShape, setting: Setting) -> list[str]:
    """A field in lines of its own, its key in the setting's column; the first is not indented."""
    value = lean(value, field)
    if value is not None and not isinstance(value, list | dict):
        words = fresh(value, setting, setting.column + len(name) + 2)
        return f"{name}: {words}".split("\n")
    line = f"{name}: {inline(value, field, setting)}"
    if setting.column + len(line) <= WIDTH or not isinstance(value, list):
        return [line]
    inner = setting._replace(column=setting.column + STEP)
    lines = [f"{name}:"]
    for each in value:
        lines += indented(item(each, field, inner), inner.column)
    return lines


def item(value: Value, field: FieldShape, setting: Setting, pad: str = " ") -> list[str]:
    """An item of a list in lines of its own, its dash in the setting's column."""
    value = lean(value, field)
    if isinstance(value, list | dict):
        return [f"-{pad}{inline(value, field, setting)}"]
    return f"-{pad}{fresh(value, setting, setting.column + 1 + len(pad))}".split("\n")


def record(fields: Fields, struct: Struct, setting: Setting, pad: str = " ") -> list[str]:
    """A record as an item of its section, field by field."""
    shapes = shape(struct)
    inner = setting._replace(column=setting.column + 1 + len(pad))
    lines: list[str] = []
    for name in order(struct):
        if name in fields:
            lines += indented(pair(name, fields[name], shapes[name], inner), inner.column)
    return [f"-{pad}{lines[0].lstrip(' ')}", *lines[1:]]


def indented(lines: list[str], column: int) -> list[str]:
    """Lines with the first in its column; the others are already in theirs."""
    return [" " * column + lines[0], *lines[1:]]
