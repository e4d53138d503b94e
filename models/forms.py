"""A record being filled in: plain fields, changed at a path, and what is wrong with them.

Fields are never changed in place. A path leads from a field's name to an item's index and on to a
field of that item: `("roles", 0, "title")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeAlias
from unicodedata import category

from models.anchors import Failure, Match, resolve
from models.article import REPORTER, RecordType
from models.document import Document
from models.plain import STRUCTS, Fields, Value, plain
from models.schema import FieldInfo, fields_of
from models.typed import typed
from models.words import Struct

Path: TypeAlias = tuple[str | int, ...]

ODD_ID = "An id is letters, digits and any of - _ . : (no spaces), and does not begin with -."

LISTS = ("words", "items", "selectors")
"""Kinds of field whose items are changed one by one."""


def expanded(struct: Struct, fields: Fields) -> Fields:
    """Fields whose lists are lists and whose items are mappings, as `plain` has them."""
    full: Fields = {}
    for info in fields_of(struct):
        value = fields.get(info.name)
        if value is None:
            continue
        if info.many and not isinstance(value, list):
            value = [value]
        if info.kind in ("items", "selectors"):
            short = getattr(info.struct, "shorthand", "")
            value = [{short: each} if isinstance(each, str) else each for each in value]
        full[info.name] = value
    return full


def info_at(struct: Struct, path: Path) -> FieldInfo:
    """What there is to know of the field that a path leads to, or to an item of."""
    name, *rest = path
    info = next(each for each in fields_of(struct) if each.name == name)
    if len(rest) < 2:
        return info
    assert info.struct is not None  # only items have fields
    return info_at(info.struct, tuple(rest[1:]))


def value_at(fields: Fields, path: Path) -> Value:
    """What stands at a path; None if nothing does."""
    value: Value = fields
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def put(fields: Fields, path: Path, value: Value) -> Fields:
    """Fields with another value at a path. None takes it away, and with the last item its list; the
    index behind a list's end adds to it."""
    changed = _put(fields, path, value)
    assert isinstance(changed, dict)  # as the fields themselves are
    return changed


def _put(holder: Value, path: Path, value: Value) -> Value:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(holder or [])
        inner = _put(items[step] if step < len(items) else None, rest, value)
        items[step : step + 1] = [] if inner is None else [inner]
        return items or None
    named: Fields = dict(holder or {})
    inner = _put(named.get(step), rest, value)
    if inner is None:
        named.pop(step, None)
    else:
        named[step] = inner
    return named


def tidy(fields: Fields) -> Fields:
    """Fields without items that say nothing."""
    kept = {
        name: [each for each in value if each != {}] if isinstance(value, list) else value
        for name, value in fields.items()
    }
    return {name: value for name, value in kept.items() if value != []}


def taken(struct: Struct, fields: Fields) -> Fields:
    """Fields without a fault as the record has them that they make. An id left open stays so."""
    converted = typed(struct, {"id": "open", **fields}, "the record")
    assert converted.value is not None, converted.problems
    made = plain(converted.value)
    return {name: value for name, value in made.items() if name != "id" or "id" in fields}


# What is wrong


def faults(document: Document, type_: RecordType, fields: Fields, own: str) -> dict[Path, str]:
    """Why the fields are no record yet, in words, at the field that is to blame. `own` is the id that
    the record has; a new one has none, and may leave it open."""
    found = dict(_faults(STRUCTS[type_], fields, ()))
    given = str(fields.get("id", ""))
    if not given and not own:
        found.pop(("id",), None)
    elif given == REPORTER:
        found["id",] = f"The id “{REPORTER}” is kept for the text’s own voice."
    elif given != own and (given in document.records or given in document.broken):
        found["id",] = f"The id “{given}” is taken by “{document.caption(given)}”."
    elif given not in ("", own) and not is_plain_id(given):
        found["id",] = ODD_ID
    return found


def is_plain_id(given: str) -> bool:
    """Whether an id can be typed, read aloud and passed to a command without a thought."""
    plain_ = all(category(each)[0] in "LMN" or each in "-_.:" for each in given)
    return plain_ and not given.startswith("-")


def _faults(struct: Struct, fields: Fields, path: Path) -> Iterator[tuple[Path, str]]:
    for info in fields_of(struct):
        value, here = fields.get(info.name), (*path, info.name)
        if value is None:
            if info.required:
                yield here, f"It is needed: {info.help[0].lower()}{info.help[1:]}"
        elif info.kind == "items":
            assert info.struct is not None
            for index, item in enumerate(value):
                if item:
                    yield from _faults(info.struct, item, (*here, index))
        elif info.many and info.kind == "words":
            for index, item in enumerate(value):
                if said := fault(struct, info.name, [item]):
                    yield (*here, index), said
        elif said := fault(struct, info.name, value):
            yield here, said


def fault(struct: Struct, name: str, value: Value) -> str:
    """What is wrong with the value of one field, whatever the others are; empty if nothing is."""
    for problem in typed(struct, {**_skeleton(struct), name: value}, "it").problems:
        words = problem.message.removeprefix(f"`{name}`: ")
        if words.startswith(f"`{name}` "):
            words = f"It {words.removeprefix(f'`{name}` ')}"
        return f"{words} {problem.mend}".strip()
    return ""


@cache
def _skeleton(struct: Struct) -> Fields:
    """The least that makes such a struct."""
    return {
        info.name: info.choices[0] if info.choices else "x"
        for info in fields_of(struct)
        if info.required or info.name == "id"
    }


def _article(label: str) -> str:
    return "an" if label[0] in "aeiou" else "a"


# What to look at


def remarks(document: Document, type_: RecordType, fields: Fields) -> dict[Path, str]:
    """What does not keep the fields from being a record, but will be a problem of the file: anchors
    and quotations that the text does not have, ids of nothing or of the wrong kind of record."""
    return dict(_remarks(document, STRUCTS[type_], fields, ()))


def _remarks(
    document: Document, struct: Struct, fields: Fields, path: Path
) -> Iterator[tuple[Path, str]]:
    for info in fields_of(struct):
        value, here = fields.get(info.name), (*path, info.name)
        if value is None:
            continue
        if info.kind == "selectors":
            for index, item in enumerate(value):
                if said := _resting(document, item):
                    yield (*here, index), said
        elif info.kind == "items":
            assert info.struct is not None
            for index, item in enumerate(value):
                yield from _remarks(document, info.struct, item, (*here, index))
        elif info.to:
            wrong = [_named(document, info, each) for each in (value if info.many else [value])]
            if said := " ".join(filter(None, wrong)):
                yield here, said
    if fields.get("form") == "direct" and "text" in fields and "at" not in fields:
        yield from _unless_empty("text", _resting(document, {"exact": fields["text"]}))


def _unless_empty(name: str, said: str) -> Iterator[tuple[Path, str]]:
    if said:
        yield (name,), said


def _resting(document: Document, chosen: Value) -> str:
    """Why a selector rests nowhere in the text; empty if it does."""
    found = resolved(document, chosen)
    if not isinstance(found, Failure):
        return ""
    return f"{found.message[0].upper()}{found.message[1:]} {found.mend}".strip()


def resolved(document: Document, chosen: Value) -> Match | Failure | None:
    """Where a plain selector rests; None for what is no selector."""
    made = typed(STRUCTS["event"], {"id": "x", "title": "x", "at": [chosen]}, "it").value
    return resolve(document.text, made.at[0]) if made is not None and made.at else None


def _named(document: Document, info: FieldInfo, record: str) -> str:
    """Why an id can't stand in a field; empty if it can."""
    if record == REPORTER and info.reporter:
        return ""
    found = document.records.get(record)
    if found is None:
        return f"“{record}” is not in the file."
    if found.type in info.to:
        return ""
    return f"“{record}” is {_article(found.type)} {found.type}, not {_article(info.to[0])} {info.to[0]}."
