"""Plain data (`models.plain`) as the records that it makes."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from models.article import Link
from models.loading.nodes import Mapping, Node, Scalar, Sequence
from models.loading.structs import Budget, Converted, convert
from models.plain import STRUCTS, TYPE, Fields, Value, derived_id
from models.problems import Problem

S = TypeVar("S", bound=msgspec.Struct)


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
