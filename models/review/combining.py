"""The corrections of several reviewers made one, where they do not clash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.article import Record
from models.document import Document
from models.plain import Fields, Value, changed, whole
from models.review.edits import Corrections, corrected
from models.review.ledger import Ledger
from models.review.outcome import is_current
from models.typed import typed_whole


class Clash(NamedTuple):
    """What can't be decided for reviewers: they want a field differently (an empty `field`: the record
    as a whole), or, where only one is named, the file no longer says what they corrected. It stays as
    `file` has it; None is what is not there."""

    record: str
    field: str
    file: Value
    wanted: tuple[tuple[str, Value], ...]


class Combined(NamedTuple):
    """What corrections together make of a document: the records that read otherwise (None: gone), where
    they clash, and sentences about those that can't be made."""

    records: dict[str, Record | None]
    clashes: tuple[Clash, ...]
    troubles: tuple[str, ...]


def combined(document: Document, ledgers: Mapping[str, Ledger]) -> Combined:
    """All corrections that wait, over the file, field by field. The order of reviewers does not
    matter."""
    made = {name: corrected(document, ledger) for name, ledger in ledgers.items()}
    records: dict[str, Record | None] = {}
    clashes: list[Clash] = []
    troubles = [trouble for each in made.values() for trouble in each.troubles.values()]
    ids = (id_ for each in made.values() for id_ in (*each.records, *each.conflicts))
    for id_ in dict.fromkeys(ids):
        there = document.records.get(id_)
        wishes = _Wishes(id_, there, made)
        keepers = [*wishes.by, *_accepters(there, ledgers)] if wishes.takers and there else []
        clashes += wishes.clashes(keepers)
        fields = None if wishes.takers and not keepers else wishes.fields()
        if not fields:
            records[id_] = None
            continue
        converted = typed_whole(fields)
        if converted.problems:
            troubles.append(f"“{id_}” stays as it is in the file: {converted.problems[0].message}")
        elif converted.value != there:
            records[id_] = converted.value
    return Combined(records, tuple(clashes), tuple(troubles))


def _accepters(record: Record, ledgers: Mapping[str, Ledger]) -> Iterator[str]:
    for name, ledger in ledgers.items():
        decision = ledger.of(record.id).decision
        if decision and decision.act == "accept" and is_current(decision, record, ledger):
            yield name


class _Wishes:
    """What each reviewer wants of a record: `wanted` by field, `takers` those who take it out, `late`
    what the file has overtaken."""

    def __init__(self, id_: str, there: Record | None, made: Mapping[str, Corrections]) -> None:
        self.id = id_
        self.file: Fields = whole(there) if there else {}
        self.wanted: dict[str, dict[str, Value]] = {}
        self.takers: list[str] = []
        self.late: list[Clash] = []
        for name, corrections in made.items():
            self._add(name, corrections)

    def _add(self, name: str, corrections: Corrections) -> None:
        conflicts = corrections.conflicts.get(self.id, ())
        self.late += [
            Clash(self.id, each.field, each.theirs, ((name, each.mine),)) for each in conflicts
        ]
        overtaken = {each.field for each in conflicts}
        if "" in overtaken or self.id not in corrections.records:
            return
        version = corrections.records[self.id]
        if version is None:
            self.takers.append(name)
            return
        for field, value in changed(self.file, whole(version))[1].items():
            if field not in overtaken:
                self.wanted.setdefault(field, {})[name] = value

    @property
    def by(self) -> list[str]:
        """Those who want something of it."""
        return list(dict.fromkeys(name for each in self.wanted.values() for name in each))

    def clashes(self, keepers: list[str]) -> Iterator[Clash]:
        yield from self.late
        if self.takers and keepers:
            sides = [
                *((name, None) for name in self.takers),
                *((name, self.file) for name in keepers),
            ]
            yield Clash(self.id, "", self.file, tuple(dict(sides).items()))
        for field, wanted in self.wanted.items():
            if not _is_one(wanted):
                yield Clash(self.id, field, self.file.get(field), tuple(wanted.items()))

    def fields(self) -> Fields:
        """The record with all that does not clash; nothing if there is none."""
        agreed = {
            field: next(iter(wanted.values()))
            for field, wanted in self.wanted.items()
            if _is_one(wanted)
        }
        return {**self.file, **agreed}


def _is_one(wanted: Mapping[str, Value]) -> bool:
    first, *others = wanted.values()
    return all(other == first for other in others)
