"""YAML as a tree that keeps what was typed, and where.

Built from libyaml's event stream rather than PyYAML's constructors: every scalar stays the string that
was typed (`NO`, `on`, `12:30`, `2024-01-29`), duplicate keys are seen, depth and aliases are bounded,
and what was read before a syntax error is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from models.loading.syntax import NO_DASH, Mark, Stop, explain
from models.problems import Found, Problem

if TYPE_CHECKING:
    from yaml import YAMLError

MAX_DEPTH = 60
"""How deeply collections may nest; our format needs six."""

MAX_MERGED = 1_000_000
"""How many entries merge keys (`<<: *name`) may copy in all."""

MAX_SIZE = 8_000_000
"""What all nodes may weigh; each takes some 200 bytes. 200,000 records weigh four and a half million."""

_LINE_END = re.compile("\r\n|[\n\r]")

_STANDARD = "tag:yaml.org,2002:"
"""What the tags of YAML itself begin with. They change nothing: a value is read as typed."""

_BREAKS = "\x85\u2028\u2029"
"""What ends a line in YAML 1.1, which libyaml reads, but in no editor: in YAML 1.2 it is text."""

Progress = Callable[[float], None]
"""Called with the share read so far, 0 to 1."""


class Scalar:
    """A value as typed; `plain` when it stands without quotes."""

    __slots__ = ("column", "line", "plain", "value")

    def __init__(self, value: str, line: int, column: int, plain: bool) -> None:
        self.value = value
        self.line = line
        self.column = column
        self.plain = plain

    @property
    def absent(self) -> bool:
        """Whether nothing was typed: an empty value, or one of YAML's words for null."""
        return self.plain and self.value in ("", "~", "null")

    @property
    def weight(self) -> int:
        """What it counts for where work is bounded."""
        return 1 + len(self.value) // 100


class Sequence:
    __slots__ = ("column", "items", "line", "whole")

    weight = 1

    def __init__(self, line: int, column: int) -> None:
        self.items: list[Node] = []
        self.line = line
        self.column = column
        self.whole = False


class Mapping:
    """`whole` is false while it is open: after a syntax error, what was never closed stays so."""

    __slots__ = ("column", "entries", "line", "whole")

    weight = 1

    def __init__(self, line: int, column: int) -> None:
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.line = line
        self.column = column
        self.whole = False


Node = Scalar | Sequence | Mapping

_NO_KEY = Scalar("", 0, 0, plain=False)
"""Stands where a key should be: what it holds is passed over."""


class Tree(NamedTuple):
    """A parsed file: its root (none if nothing could be read), what its nodes weigh, and what was
    wrong. `fatal` says the first problem leaves nothing to open, `cut` that a syntax error ends it;
    `doubled` is what stands at the margin under a key that stood there before."""

    root: Node | None
    size: int
    problems: list[Problem]
    fatal: bool = False
    cut: bool = False
    doubled: list[Node] = []  # noqa: RUF012 - never changed


class _Stream:
    """Feeds the parser and tells how far it has read."""

    def __init__(self, text: str, progress: Progress | None) -> None:
        self.text = text
        self.at = 0
        self.progress = progress

    def read(self, size: int = 1 << 14, /) -> str:
        piece = self.text[self.at : self.at + size]
        self.at += len(piece)
        if self.progress is not None:
            self.progress(self.at / max(1, len(self.text)))
        return piece


class _Builder:
    """Puts events together to a tree."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.size = 0
        self.problems: list[Problem] = Found()
        self.merged = 0
        self.doubled: list[Node] = []
        self.second = False  # whether a second article has begun, whose every key stands twice
        self.anchors: dict[str, Node] = {}
        self.open: list[Sequence | Mapping] = []
        self.keys: list[
            Scalar | None
        ] = []  # of each open mapping: the key that waits for its value

    def add(self, node: Node, weight: int = 1) -> None:
        """Puts a node where the parser is; `weight` is what it counts for here."""
        self.size += weight
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                self.problem("E207", "a key here is a list or a mapping, not a word.", node)
                node = _NO_KEY
            self.keys[-1] = node
            return
        self.keys[-1] = None
        if key is _NO_KEY:
            return
        first = parent.entries.get(key.value)
        if first is None:
            parent.entries[key.value] = (key, node)
        else:
            self.again(key, first[0], node)

    def again(self, key: Scalar, first: Scalar, value: Node) -> None:
        """Tells of a key that stands twice, and of two articles in one file but once."""
        if len(self.open) == 1:
            self.doubled.append(value)
        if self.second:
            return
        message = f"the key “{key.value}” stands twice here, first in line {first.line}; the first is used."
        mend = "Remove or rename one of them."
        if len(self.open) == 1 and key.value == "article":
            self.second = True
            message = f"a second `article:` begins here; the first, in line {first.line}, is used."
            mend = "Put each article, with all that belongs to it, in a file of its own."
            version = self.problems[-1:]  # it stands before its `article:`
            if version and "“copydesk”" in version[0].message:
                self.problems.pop()
        elif len(self.open) == 1 and not isinstance(value, Scalar):
            mend = (
                f"Put what stands below it under the first, in line {first.line}, and take it out; "
                "if it lists something else, correct its name."
            )
        self.problem("E204", message, key, mend)

    def problem(self, code: str, message: str, node: Node, mend: str = "") -> None:
        self.problems.append(Problem(code, message, node.line, node.column, mend=mend))

    def too_much(self) -> tuple[str, str] | None:
        """What there is too much of, and what to do about it."""
        if len(self.open) > MAX_DEPTH:
            message = f"lists and fields are nested more than {MAX_DEPTH} deep here."
            return message, "Take out the brackets, dashes or spaces before it that are too many."
        if self.merged > MAX_MERGED:
            message = f"merge keys (<<) have repeated more than {MAX_MERGED:,} entries here."
            return message, "Write out what they repeat."
        if self.size > MAX_SIZE:
            message = f"the file holds more than {MAX_SIZE:,} keys and values up to here."
            return message, "Split the article."
        return None

    def start(self, node: Sequence | Mapping, anchor: str | None) -> None:
        self.add(node)
        self.open.append(node)
        self.keys.append(None)
        if anchor:
            self.anchors[anchor] = node

    def end(self) -> None:
        node = self.open.pop()
        self.keys.pop()
        if isinstance(node, Mapping) and "<<" in node.entries and node.entries["<<"][0].plain:
            self.merge(node)
        node.whole = True

    def merge(self, node: Mapping) -> None:
        """Works in what YAML's merge key (`<<: *defaults`) names: own keys win, then earlier names."""
        key, named = node.entries.pop("<<")
        merged: dict[str, tuple[Scalar, Node]] = {}
        for other in named.items if isinstance(named, Sequence) else [named]:
            if not isinstance(other, Mapping) or not other.whole:
                self.problem("E207", "`<<` can repeat only mappings that stand before it.", key)
                break
            self.merged += len(other.entries)
            if self.merged > MAX_MERGED:
                break
            merged = {**other.entries, **merged}
        node.entries = {**merged, **node.entries}

    def reopen(self) -> None:
        """Takes the last entry of the open list for not whole: a line that begins in a wrong column closed
        it, and may belong to it."""
        inner = self.open[-1] if self.open else None
        if isinstance(inner, Sequence) and inner.items and isinstance(inner.items[-1], Mapping):
            inner.items[-1].whole = False

    def inside(self) -> tuple[Mark, Mark]:
        """Where the innermost thing begins that is open, and the last value that was put into it."""
        if not self.open:
            return Mark(0, 0), Mark(0, 0)
        inner = self.open[-1]
        values = [*inner.entries.values()][-1:] if isinstance(inner, Mapping) else []
        last = values[0][1] if values else inner
        return Mark(inner.line, inner.column), Mark(last.line, last.column)

    def tag(self, tag: str, at: Scalar) -> None:
        """Tells of a tag of one's own: it was most likely a word that begins with an exclamation mark."""
        if not tag.startswith(_STANDARD):
            message = (
                f"`{tag}` is a tag for YAML and no part of the value, which is “{at.value[:60]}”."
            )
            mend = f"Put the whole value in quotation marks, beginning with “{tag}”, or take the tag out."
            self.problem("E207", message, at, mend)

    def alias(self, anchor: str, line: int, column: int) -> None:
        node = self.anchors.get(anchor)
        if node is None:
            node = Scalar("", line, column, plain=True)
            message = f"*{anchor} repeats something never marked with &."
            mend = f'If * is part of the value, put it in quotation marks: `"*{anchor}"`.'
            self.problem("E203", message, node, mend)
        self.add(node)


def parse(text: str, progress: Progress | None = None) -> Tree:
    """Reads the first YAML document in `text`. Never raises on content."""
    import yaml  # a file whose parsed form is cached does without
    from yaml.events import (
        AliasEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )

    build = _Builder()
    unused = (char for char in map(chr, range(0xE000, 0xF900)) if char not in text)
    stand_ins = dict(zip((char for char in _BREAKS if char in text), unused, strict=False))
    for old, new in stand_ins.items():
        text = text.replace(old, new)
    back = {ord(new): old for old, new in stand_ins.items()}
    loader_type: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where PyYAML has it
    loader = loader_type(_Stream(text, progress))
    try:
        while (event := loader.get_event()) is not None:
            kind = type(event)
            mark = event.start_mark
            if kind is ScalarEvent:
                value = event.value.translate(back) if back else event.value
                scalar = Scalar(value, mark.line + 1, mark.column + 1, event.implicit[0])
                if event.anchor:
                    build.anchors[event.anchor] = scalar
                if event.tag:
                    build.tag(event.tag, scalar)
                build.add(scalar, scalar.weight)
                if build.size <= MAX_SIZE:
                    continue
            if kind is MappingStartEvent:
                build.start(Mapping(mark.line + 1, mark.column + 1), event.anchor)
            elif kind is SequenceStartEvent:
                build.start(Sequence(mark.line + 1, mark.column + 1), event.anchor)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                build.end()
            elif kind is AliasEvent:
                build.alias(event.anchor, mark.line + 1, mark.column + 1)
            elif kind is DocumentStartEvent and build.root is not None:
                message = "a second YAML document starts here; only the first is read."
                at = Scalar("", mark.line + 1, mark.column + 1, True)
                build.problem("E004", message, at, "Put it in a file of its own.")
                break
            if found := build.too_much():
                message, mend = found
                problem = Problem("E003", message, mark.line + 1, mark.column + 1, mend=mend)
                return Tree(None, build.size, [problem], fatal=True)
    except yaml.YAMLError as error:
        slip = _syntax_problem(error, text, build)
        if getattr(error, "problem", "") == NO_DASH:
            build.reopen()
        others = (each for each in build.problems if each.line != slip.line)
        return Tree(build.root, build.size, [slip, *others], cut=True, doubled=build.doubled)
    finally:
        loader.dispose()
    return Tree(build.root, build.size, build.problems, doubled=build.doubled)


def _syntax_problem(error: YAMLError, text: str, build: _Builder) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or str(error).splitlines()[0]
    if mark is None:
        return Problem("E004", f"this is not valid YAML: {said}.")
    at = Mark(mark.line + 1, mark.column + 1)
    lines = _LINE_END.split(text)
    if at.line > len(
        lines
    ):  # libyaml puts the end of a file without a last line end in another line
        at = Mark(len(lines), len(lines[-1]) + 1)
    since = getattr(error, "context_mark", None)
    began = Mark(since.line + 1, since.column + 1) if since else at
    context = getattr(error, "context", None) or ""
    slip = explain(Stop(said, at, context, began, *build.inside(), lines))
    mend = f"{slip.mend} What follows is not read until then.".strip()
    return Problem("E004", f"this is not valid YAML: {slip.why}.", *slip.at, mend=mend)
