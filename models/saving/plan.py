"""What a save has to do: which records change, go and come, and how each should read then."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.article import SECTIONS, Record
from models.loading.nodes import Mapping as Node
from models.loading.nodes import Sequence
from models.loading.records import Contents
from models.plain import STRUCTS, Revision, plain
from models.problems import Problem
from models.typed import typed

CODE = "E006"
MEND = "Change it by hand: `o` opens your editor there."


class Edit(NamedTuple):
    """A record that stays in its place: the section, its place in the list there, and how it reads before and
    after."""

    section: str
    place: int
    old: Record
    new: Record


@dataclass
class Plan:
    """`gone` are places of records by section, `come` new records by section."""

    edits: list[Edit] = field(default_factory=list)
    gone: dict[str, dict[int, Record]] = field(default_factory=dict)
    come: dict[str, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.edits or self.gone or self.come)


def make_plan(root: Node, contents: Contents, revisions: Mapping[str, Revision]) -> Plan:
    """How to get from what stands in a file to the revisions."""
    plan = Plan()
    places = _places(root)
    gone: list[Record] = []
    come: list[Record] = []
    for key, revision in revisions.items():
        old = contents.records.get(key)
        if problem := _unclear(key, contents, revision):
            plan.problems.append(problem)
            continue
        new = _wanted(key, revision, plan.problems)
        if old is not None and new is not None and old.type == new.type:
            if old != new:
                plan.edits.append(Edit(*places[id(contents.nodes[key])], old, new))
            continue
        gone += [old] if old is not None else []
        come += [new] if new is not None else []
    for old, new in _renamed(gone, come):
        plan.edits.append(Edit(*places[id(contents.nodes[old.id])], old, new))
    for old in gone:
        section, index = places[id(contents.nodes[old.id])]
        plan.gone.setdefault(section, {})[index] = old
    for new in come:
        plan.come.setdefault(_SECTION[new.type], []).append(new)
    return plan


_SECTION = {struct.type: section for section, struct in SECTIONS.items()}


def _places(root: Node) -> dict[int, tuple[str, int]]:
    """Where each record's node stands: section and place in its list."""
    places: dict[int, tuple[str, int]] = {}
    for section in SECTIONS:
        entry = root.entries.get(section)
        if entry and isinstance(entry[1], Sequence):
            for index, item in enumerate(entry[1].items):
                places.setdefault(id(item), (section, index))
    return places


def _unclear(key: str, contents: Contents, revision: Revision) -> Problem | None:
    """Why a record can't be told apart or read as it stands."""
    for problem in contents.problems:
        if problem.record != key:
            continue
        if problem.code == "E202":
            reason = "the file has its id twice"
        elif key in contents.broken:
            reason = "the one that stands there can't be read"
        else:
            continue
        message = f"{revision.type} “{key}” is not saved: {reason}."
        return Problem(CODE, message, problem.line, problem.column, key, MEND)
    return None


def _wanted(key: str, revision: Revision, problems: list[Problem]) -> Record | None:
    """The record that a revision describes; what is wrong with it goes to `problems`."""
    if revision.fields is None:
        return None
    what = f"{revision.type} “{key}”"
    converted = typed(STRUCTS[revision.type], revision.fields, what)
    for fault in converted.problems:
        message = f"{what} is not saved: {fault.message}"
        problems.append(Problem(CODE, message, record=key, mend=fault.mend))
    record: Record | None = converted.value
    return record


def _renamed(gone: list[Record], come: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Records that go and come alike are one that has another id: those in all else the same first,
    then those of one name, or for links with one end the same. They are taken out of both lists."""
    for likeness in (_but_id, _head, _tail):
        waiting: dict[Hashable, list[Record]] = {}
        for record in gone:
            waiting.setdefault((record.type, likeness(record)), []).append(record)
        for new in list(come):
            if same := waiting.get((new.type, likeness(new))):
                old = same.pop(0)
                gone.remove(old)
                come.remove(new)
                yield old, new


def _but_id(record: Record) -> Hashable:
    return repr({name: value for name, value in plain(record).items() if name != "id"})


def _head(record: Record) -> Hashable:
    fields = plain(record)
    return fields["from"] if record.type == "link" else record.caption


def _tail(record: Record) -> Hashable:
    fields = plain(record)
    return fields["to"] if record.type == "link" else record.caption
