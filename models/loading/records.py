"""A tree of nodes to the article and its records. One bad record costs only itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from models.article import REPORTER, SECTIONS, Article, Link, Record
from models.loading import mending
from models.loading.nodes import Mapping, Node, Scalar, Sequence
from models.loading.structs import Budget, convert, field_mend, shape
from models.problems import Found, Problem

_SECTIONS = ("copydesk", "article", *SECTIONS)
"""What may stand at the margin of a file."""

FORMAT = 1
"""The version of the file format this program writes; `copydesk:` in a file."""


class Contents(msgspec.Struct):
    """What a file holds. `nodes` are kept only while the rest of the loading asks where things stand;
    `broken` are ids of records that could not be read, so that links to them are not a second fault;
    `unnamed` are records whose id is another’s: which of the `problems` tells so, and the record."""

    article: Article
    records: dict[str, Record] = msgspec.field(default_factory=dict)
    nodes: dict[str, Mapping] = msgspec.field(default_factory=dict)
    article_node: Node | None = None
    broken: set[str] = msgspec.field(default_factory=set)
    problems: list[Problem] = msgspec.field(default_factory=Found)
    unnamed: list[tuple[int, Record]] = msgspec.field(default_factory=list)


def read(root: Mapping, budget: Budget, doubled: Iterable[Node] = ()) -> Contents:
    """Everything in the file that stands. What is `doubled` under a key of the root is passed over."""
    contents = Contents(Article())
    _read_version(root, contents.problems)
    _report_unknown_sections(root, contents.problems)
    if entry := root.entries.get("article"):
        contents.article_node = entry[1]
        converted = convert(entry[1], Article, "the article", budget)
        contents.problems += converted.problems
        contents.article = converted.value or Article()
    elif not any(mending.field(key, _SECTIONS) == "article" for key in root.entries):
        message = "the file has no `article:` with the text."
        contents.problems.append(Problem("E207", message, root.line, root.column))
    for section, struct in SECTIONS.items():
        if section in root.entries:
            _read_section(section, struct, root.entries[section][1], contents, budget)
    unknown = (node for name, (_, node) in root.entries.items() if name not in _SECTIONS)
    for node in (*unknown, *doubled):
        contents.broken |= _ids(node)
    contents.broken -= contents.records.keys()
    return contents


def _ids(section: Node) -> set[str]:
    """The ids in a list of records that is passed over."""
    items = section.items if isinstance(section, Sequence) else []
    return {_word(item, "id") for item in items if isinstance(item, Mapping)} - {""}


def _read_version(root: Mapping, problems: list[Problem]) -> None:
    entry = root.entries.get("copydesk")
    if entry is None:
        message, mend = "the file does not say its format.", f"Begin it with `copydesk: {FORMAT}`."
        problems.append(Problem("E207", message, root.line, root.column, mend=mend))
        return
    node = entry[1]
    said = node.value if isinstance(node, Scalar) else ""
    if said != str(FORMAT):
        newer = said.isdecimal() and int(said[:9]) > FORMAT
        message = f"`copydesk: {said}` is not a format this program knows; it is read as {FORMAT}."
        mend = "A newer Copydesk may read more of it." if newer else f"Write `copydesk: {FORMAT}`."
        problems.append(Problem("E207", message, node.line, node.column, mend=mend))


def _report_unknown_sections(root: Mapping, problems: list[Problem]) -> None:
    for name, (key, _) in root.entries.items():
        if name not in _SECTIONS:
            mend = field_mend(name, _SECTIONS)
            message = f"unknown field “{name}”; it is passed over."
            problems.append(Problem("E205", message, key.line, key.column, mend=mend))


def _read_section(
    section: str, struct: type[Record], node: Node, contents: Contents, budget: Budget
) -> None:
    if isinstance(node, Scalar) and node.absent:
        return
    if not isinstance(node, Sequence):
        message = f"`{section}:` should be a list, each entry begun with `-`."
        mend = mending.section(section, node)
        contents.problems.append(Problem("E207", message, node.line, node.column, mend=mend))
        return
    astray: dict[str, list[Mapping]] = {}
    for item in node.items:
        if isinstance(item, Mapping) and not item.whole:
            break  # cut off by the syntax error that is reported already
        if isinstance(item, Mapping) and (other := _belongs(item, struct)):
            astray.setdefault(other, []).append(item)
        else:
            _read_record(item, struct, contents, budget)
    for other, items in astray.items():
        _report_astray(section, other, items, contents)


def _belongs(node: Mapping, struct: type[Record]) -> str:
    """The section that a record belongs in by its fields, if it can't be in that of the `struct`."""
    if _required(struct) <= node.entries.keys():
        return ""
    for section, other in SECTIONS.items():
        fits = _required(other) <= node.entries.keys() <= shape(other).keys()
        if fits and not node.entries.keys() <= shape(struct).keys():
            return section
    return ""


@cache
def _required(struct: type[Record]) -> frozenset[str]:
    return frozenset(name for name, field in shape(struct).items() if not field.optional)


def _report_astray(section: str, other: str, items: list[Mapping], contents: Contents) -> None:
    """Tells once of all records of another kind."""
    first, kind = items[0], SECTIONS[other].type
    more = f", and so {'do' if len(items) > 2 else 'does'} {len(items) - 1} more" * (len(items) > 1)
    message = f"this record in `{section}:` has the fields of {_a(kind)}{more}."
    mend = (
        f"Write `{other}:` above it, at the margin; if it stands elsewhere, put the record there."
    )
    problem = Problem("E207", message, first.line, first.column, _word(first, "id"), mend)
    contents.problems.append(problem)
    contents.broken |= {_word(item, "id") for item in items} - {""}


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _read_record(node: Node, struct: type[Record], contents: Contents, budget: Budget) -> None:
    named = own_id(node, struct)
    what = f"{struct.type} “{named[:60]}”" if named else f"this {struct.type}"
    if named and struct is Link and isinstance(node, Mapping) and _is_open(node, "id"):
        node.entries["id"] = (
            Scalar("id", node.line, node.column, plain=True),
            Scalar(named, node.line, node.column, plain=False),
        )
    converted = convert(node, struct, what, budget, named)
    contents.problems += converted.problems
    record: Record | None = converted.value
    if record is None:
        contents.broken |= {named or _wanted_id(node)} - {""}
    elif record.id == REPORTER:
        message = f"the id “{REPORTER}” is kept for the text's own voice."
        at = _id_node(node)
        mend = _own(record, contents)
        contents.problems.append(Problem("E202", message, at.line, at.column, record.id, mend))
    elif first := contents.nodes.get(record.id):
        message = (
            f"the id “{record.id}” is taken by the record in line {first.line};"
            f" this {struct.type} is passed over."
        )
        at = _id_node(node)
        mend = _own(record, contents)
        problem = Problem("E202", message, at.line, at.column, record.id, mend)
        contents.unnamed.append((len(contents.problems), record))
        contents.problems.append(problem)
    else:
        assert isinstance(node, Mapping)  # nothing else converts to a record
        contents.records[record.id] = record
        contents.nodes[record.id] = node


def _wanted_id(node: Node) -> str:
    """The id that would be made for a record that has none."""
    words = (_word(node, name) for name in ("name", "title")) if isinstance(node, Mapping) else ()
    return mending.an_id("".join(words))


def _own(record: Record, contents: Contents) -> str:
    """How to get another id for a record."""
    made = mending.an_id(record.caption) or record.id
    taken = {REPORTER, *contents.records}
    numbered = (f"{made}-{number}" for number in range(2, len(taken) + 3))
    free = made if made not in taken else next(each for each in numbered if each not in taken)
    return f"Give this {record.type} an id of its own, such as `{free}`."


def own_id(node: Node, struct: type[Record]) -> str:
    """The id a record says it has, or that an explicit link gets from its ends."""
    if not isinstance(node, Mapping):
        return ""
    ends = [_word(node, name) for name in ("from", "rel", "to")]
    return _word(node, "id") or (":".join(ends) if struct is Link and all(ends) else "")


def _is_open(node: Mapping, name: str) -> bool:
    entry = node.entries.get(name)
    return entry is None or (isinstance(entry[1], Scalar) and not _word(node, name))


def _word(node: Mapping, name: str) -> str:
    entry = node.entries.get(name)
    scalar = entry[1] if entry else None
    return scalar.value if isinstance(scalar, Scalar) and not scalar.absent else ""


def _id_node(node: Node) -> Node:
    return node.entries["id"][1] if isinstance(node, Mapping) and "id" in node.entries else node
