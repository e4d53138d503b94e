"""YAML as a tree of spans: where each node begins and ends, and how it is written.

The loader's tree (`models.loading.nodes`) says what stands in a file; this one says where, to the code
point. Spans of blocks end with their last word, never with the comments and blank lines behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from models.saving.layout import LINE_END, blank, line_start, past_gap

_PROPERTY = re.compile(r"[&!](?:<[^>]*>|[^\s,\[\]{}]*)")
_HEADER = re.compile(r"[|>]([-+0-9]*)")
_INDENT = re.compile(" *")
_BREAKS = "\x85\u2028\u2029"
"""Text, for the loader; libyaml would end lines at them."""


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """What stands in `start`–`end`; before `body` stand only its anchor (`&name`) and tag (`!name`)."""

    start: int
    body: int
    end: int
    anchor: str = ""
    tagged: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Leaf(Node):
    """A scalar. `style` is its first sign: `'`, `"`, `|`, `>`, or nothing when it is plain."""

    value: str
    style: str

    @property
    def block(self) -> bool:
        return self.style in ("|", ">")

    @property
    def absent(self) -> bool:
        """Whether it is one of YAML's words for nothing."""
        return not self.style and self.value in ("", "~", "null")


@dataclass(slots=True, kw_only=True, eq=False)
class Alias(Node):
    """`*name`, and what it repeats: None where nothing has that name."""

    target: Node | None


@dataclass(slots=True, kw_only=True, eq=False)
class Branch(Node):
    """A list or a mapping; `flow` when it stands in brackets, as does a lone pair in a flow list, which
    may do without braces of its own (`[a: b]`): it has no `brackets`."""

    flow: bool
    brackets: bool


@dataclass(slots=True, kw_only=True, eq=False)
class List(Branch):
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Pair:
    key: Node
    value: Node

    @property
    def name(self) -> str | None:
        key = self.key.target if isinstance(self.key, Alias) else self.key
        return key.value if isinstance(key, Leaf) else None

    @property
    def start(self) -> int:
        return self.key.start

    @property
    def end(self) -> int:
        return max(self.key.end, self.value.end)


@dataclass(slots=True, kw_only=True, eq=False)
class Map(Branch):
    pairs: list[Pair] = field(default_factory=list)

    def get(self, name: str) -> Pair | None:
        """The first pair of that name, which is the one the loader reads."""
        return next((pair for pair in self.pairs if pair.name == name), None)


@dataclass
class Tree:
    """A file's nodes; `repeated` are those that some alias repeats."""

    root: Node | None = None
    repeated: list[Node] = field(default_factory=list)


def parse(text: str) -> Tree:
    """The spans of the first YAML document in `text`, which the loader has read without a fault."""
    tree = Tree()
    anchors: dict[str, Node] = {}
    repeated: dict[int, Node] = {}
    open_: list[Branch] = []
    keys: list[Node | None] = []  # of each open mapping: the key that waits for its value
    for event in events(text):
        kind = type(event)
        if kind is ScalarEvent:
            node: Node = _leaf(text, event)
        elif kind is AliasEvent:
            start = event.start_mark.index
            end = start + 1 + len(event.anchor)
            target = anchors.get(event.anchor)
            node = Alias(start=start, body=start, end=end, target=target)
            if target is not None:
                repeated[id(target)] = target
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            node = _branch(text, event, Map if kind is MappingStartEvent else List)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            keys.pop()
            _close(open_.pop(), event.end_mark.index)
            continue
        elif kind is DocumentEndEvent:
            break
        else:
            continue
        if kind is not AliasEvent and event.anchor:
            anchors[event.anchor] = node
        _place(tree, node, open_, keys)
        if isinstance(node, Branch):
            open_.append(node)
            keys.append(None)
    tree.repeated = list(repeated.values())
    return tree


def _place(tree: Tree, node: Node, open_: list[Branch], keys: list[Node | None]) -> None:
    """Puts a node where it belongs: the root, a list's item, a mapping's key or value."""
    if not open_:
        tree.root = node
        return
    parent = open_[-1]
    if isinstance(parent, List):
        parent.items.append(node)
    elif (key := keys[-1]) is None:
        keys[-1] = node
    else:
        assert isinstance(parent, Map)
        parent.pairs.append(Pair(key, node))
        keys[-1] = None


def leaves(node: Node) -> Iterator[Node]:
    """The scalars and aliases in a node, in order."""
    if isinstance(node, List):
        for item in node.items:
            yield from leaves(item)
    elif isinstance(node, Map):
        for pair in node.pairs:
            yield from leaves(pair.key)
            yield from leaves(pair.value)
    else:
        yield node


def commented(text: str, node: Node) -> bool:
    """Whether there is a comment inside."""
    at = node.start
    for leaf in leaves(node):
        if "#" in text[at : leaf.body]:
            return True
        if isinstance(leaf, Leaf) and leaf.block and "#" in _head(text, leaf):
            return True
        at = leaf.end
    return "#" in text[at : node.end]


def _head(text: str, leaf: Leaf) -> str:
    return LINE_END.split(text[leaf.body : leaf.end], maxsplit=1)[0]


def stood_in(text: str) -> str:
    """The same text with a sign for each character that libyaml would end a line at."""
    for char in _BREAKS:
        text = text.replace(char, "\ufffd")
    return text


def events(text: str) -> Iterator[Any]:
    """What libyaml (PyYAML where it lacks that) finds in a text. Raises `yaml.YAMLError`."""
    loader_type: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = loader_type(stood_in(text))
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def _leaf(text: str, event: Any) -> Leaf:
    start, end = event.start_mark.index, event.end_mark.index
    body = _body(text, event)
    style = event.style or ""
    if style in ("|", ">"):
        end = _block_end(text, body, end)
    return Leaf(
        start=start,
        body=min(body, end),
        end=end,
        anchor=event.anchor or "",
        tagged=event.tag is not None,
        value=event.value,
        style=style,
    )


def _branch(text: str, event: Any, kind: type[Map] | type[List]) -> Map | List:
    start, body = event.start_mark.index, _body(text, event)
    return kind(
        start=start,
        body=body,
        end=body,
        anchor=event.anchor or "",
        tagged=event.tag is not None,
        flow=bool(event.flow_style),
        brackets=text.startswith(("[", "{"), body),
    )


def _body(text: str, event: Any) -> int:
    """Where a node itself begins, behind its anchor and tag."""
    at: int = event.start_mark.index
    if not event.anchor and event.tag is None:
        return at
    while found := _PROPERTY.match(text, at):
        at = past_gap(text, found.end())
    return at


def _close(node: Branch, end: int) -> None:
    """A flow collection ends with its bracket, a block with what it holds."""
    if node.flow:
        node.end = end
    elif isinstance(node, List):
        node.end = node.items[-1].end
    elif isinstance(node, Map):
        node.end = node.pairs[-1].end


def _block_end(text: str, body: int, end: int) -> int:
    """Where a literal or folded scalar ends: before the line end of its last line, without the blank
    lines behind unless it keeps them (`|+`)."""
    header = _HEADER.match(text, body)
    first = LINE_END.search(text, body, end)
    if header is None or first is None:
        return end
    if "+" in header[1]:
        return _before_line_end(text, end)
    indent = _indent(text, first.end(), end)
    while end > first.end():
        last = line_start(text, _before_line_end(text, end))
        line = text[last:end].rstrip("\r\n")
        if last < first.end() or line.strip(" ") or len(line) > indent:
            break
        end = last
    return max(_before_line_end(text, end), first.start())


def _indent(text: str, at: int, end: int) -> int:
    """By how many spaces the first line that holds something is indented."""
    while at < end:
        if not blank(text, at):
            found = _INDENT.match(text, at)
            return len(found[0]) if found else 0
        found_end = LINE_END.search(text, at, end)
        at = found_end.end() if found_end else end
    return 0


def _before_line_end(text: str, end: int) -> int:
    if text.endswith("\r\n", 0, end):
        return end - 2
    return end - 1 if end and text[end - 1] in "\r\n" else end
