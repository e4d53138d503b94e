"""The file format as a JSON Schema (draft 2020-12), by which editors complete and check what is typed.

It takes what the loader takes without a problem, in the types that YAML gives to words without quotation
marks: a name may come as a number (`1984`) or a truth value (`NO`, to YAML 1.1). What only the whole file
or the text can tell, such as ids that nobody has, is left to the checks.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, TypeAlias, get_args, get_origin

import msgspec

from models.article import REPORTER, SECTIONS, Alias, Article, Assertion, Label, Role, Selector
from models.loading import nodes
from models.loading.nodes import Node, Scalar, Sequence
from models.loading.records import FORMAT
from models.schema import FieldInfo, fields_of
from models.words import ABOUT, MEANINGS, Struct, words_of

Schema: TypeAlias = dict[str, Any]

ID = f"urn:copydesk:format:{FORMAT}"

_TEXT = ("string", "number", "boolean")
"""Types of JSON that a text comes as."""

_NULL: Schema = {"type": "null"}

_DATE: Schema = {
    "type": "string",
    "pattern": "^(?=.*([0-9X]{4}|Y))[-0-9XYESTZ:+/.,~?%{}\\[\\]]+$",
    "patternErrorMessage": "This is not an EDTF date, such as 2024-01-29, 2024-01~ or 2024-01-29/2024-01-31.",
}
"""Characters of EDTF dates, a year among them; whether they make a date, the loader tells. The message is
a word of editors', not of JSON Schema, which passes over it."""

_NAMES: dict[Struct, str] = {
    Article: "article",
    **{struct: struct.type for struct in SECTIONS.values()},
    Selector: "anchor",
    Alias: "alias",
    Role: "role",
    Label: "label",
    Assertion: "assertion",
}


def json_schema() -> Schema:
    """The whole schema, as plain data for JSON."""
    properties: Schema = {
        "copydesk": {"description": "The version of the format.", "enum": [FORMAT, str(FORMAT)]},
        "article": _reference(Article),
    }
    for section, struct in SECTIONS.items():
        properties[section] = {
            "description": f"{ABOUT[struct]} A list, each entry begun with “-”.",
            "type": ["array", "null"],
            "items": _reference(struct),
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "Annotated article",
        "description": "An article and what it says, as Copydesk reads it: docs/format.md.",
        "type": "object",
        "properties": properties,
        "required": ["copydesk", "article"],
        "additionalProperties": False,
        "$defs": {name: _struct(struct) for struct, name in _NAMES.items()},
    }


def _reference(struct: Struct) -> Schema:
    return {"$ref": f"#/$defs/{_NAMES[struct]}"}


def _struct(struct: Struct) -> Schema:
    """A mapping; where a struct has a `shorthand`, that field's value alone will do."""
    infos = fields_of(struct)
    short = getattr(struct, "shorthand", None)
    schema: Schema = {
        "title": _NAMES[struct],
        "description": ABOUT[struct],
        "type": ["object", *_TEXT] if short else "object",
        "properties": {info.name: _field(struct, info) for info in infos},
        "additionalProperties": False,
    }
    if required := [info.name for info in infos if info.required]:
        schema["required"] = required
    if choice := _ONE_OF.get(struct):
        schema["anyOf"] = [{"required": [name]} for name in choice]
    return schema


_ONE_OF: dict[Struct, tuple[str, str]] = {Article: ("text", "file"), Selector: ("exact", "parts")}
"""Structs that need one of two fields."""


def _field(struct: Struct, info: FieldInfo) -> Schema:
    schema: Schema = {"description": _described(info)}
    accepted = _accepted(struct, info)
    if info.many:
        accepted = [*accepted, {"type": "array", "items": _any(accepted)}]
    schema |= _any(accepted if info.required else [*accepted, _NULL])
    if info.default:
        schema["default"] = info.default
    if not info.choices:
        schema["examples"] = [_example(info, words_of(struct, info.name).example)]
    return schema


def _described(info: FieldInfo) -> str:
    told = [info.help, _named(info) if info.to else ""]
    means = [f"{word}: {MEANINGS[word]}" for word in info.choices if word in MEANINGS]
    return " ".join(filter(None, [*told, f"{'; '.join(means)}." if means else ""]))


def _named(info: FieldInfo) -> str:
    """Which ids a field holds."""
    kind = info.to[0] if len(info.to) == 1 else "record"
    one = f"the id of {'an' if kind[0] in 'ae' else 'a'} {kind}"
    voice = f", or “{REPORTER}” for the text’s own voice" if info.reporter else ""
    return f"It holds {f'ids of {kind}s' if info.many else one}{voice}."


def _accepted(struct: Struct, info: FieldInfo) -> list[Schema]:
    """What may stand in a field, or in each place of one that is a list."""
    if info.struct:
        return [_reference(info.struct)]
    if info.kind == "choice":
        return [{"enum": [*info.choices]}]
    if info.kind == "date":
        return [_DATE, {"type": "integer"}]
    if info.kind == "flag":
        return [{"type": "boolean"}, {"enum": ["true", "false"]}]
    if info.kind == "number":
        return _numbers(struct, info.name)
    if info.name == "id":
        least = {"minLength": 1} if info.required else {}
        return [{"type": [*_TEXT], **least, "not": {"const": REPORTER}}]
    return [{"type": [*_TEXT]}]


def _numbers(struct: Struct, name: str) -> list[Schema]:
    """A number in its bounds, or one in quotation marks."""
    hint = next(field.type for field in msgspec.structs.fields(struct) if field.encode_name == name)
    bounded = next(each for each in get_args(hint) if get_origin(each) is Annotated)
    kind, meta = get_args(bounded)
    number: Schema = {"type": "integer" if kind is int else "number", "minimum": meta.ge}
    if meta.le is not None:
        number["maximum"] = meta.le
    digits = "^[1-9][0-9]*$" if kind is int else "^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$"
    return [number, {"type": "string", "pattern": digits}]


def _any(schemas: list[Schema]) -> Schema:
    """One of several."""
    if len(schemas) == 1:
        return schemas[0]
    if all(schema.keys() == {"type"} for schema in schemas):
        types = [schema["type"] for schema in schemas]
        return {
            "type": [name for each in types for name in ([each] if isinstance(each, str) else each)]
        }
    return {"anyOf": schemas}


def _example(info: FieldInfo, written: str) -> Any:
    """An example as YAML has it, as plain data."""
    root = nodes.parse(written).root
    assert root is not None  # tests load all examples
    return json.loads(written) if info.kind in ("number", "flag") else _plain(root)


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {name: _plain(child) for name, (_, child) in node.entries.items()}
