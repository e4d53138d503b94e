"""Links that lead nowhere, or to the wrong kind of record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import get_args

from models.article import Actor, Place, Record, RecordType, names
from models.links import LinkIndex, Reference
from models.passages import Where
from models.problems import Found, Known, Problem, nearest
from models.text import fold

_SUGGESTIONS = 100
"""Dangling ids for which the nearest one is looked up: in a file that has more, something else is wrong."""


def dangling_problems(
    links: LinkIndex,
    records: Mapping[str, Record],
    where: Where,
    broken: Collection[str],
    known: Known,
    sources: Iterable[str] | None = None,
) -> list[Problem]:
    """A problem for each reference, in all records or in `sources`, that does not lead where it should.
    Ids of `broken` records, which could not be read, are not a second fault; what is `known` keeps its
    place and its words."""
    problems = Found()
    around: _Around | None = None
    suggestions = _SUGGESTIONS
    for source, reference in links.dangling(records if sources is None else sources):
        target = records.get(reference.target)
        if target is None and reference.target in broken:
            continue
        code, message = _fault(reference, target)
        problem = known.take(code, message, source)
        if problem is None:
            mend = f"Name {_a(reference.to)} instead, or take it out."
            if target is None:
                mend = f"Add {_a(reference.to)} with this id, or take it out."
            if suggestions:
                suggestions -= 1
                around = around or _Around(records)
                mend = around.meant(reference, source, target) or mend
            problem = Problem(code, message, *where(source, reference.path), source, mend)
        problems.append(problem)
    return problems


def _fault(reference: Reference, target: Record | None) -> tuple[str, str]:
    named = f"`{reference.path[0]}` names “{reference.target}”"
    if target is None:
        return "E203", f"{named}, but no record has that id."
    return "E206", f"{named}, which is {_a((target.type,))}, not {_a(reference.to)}."


def _a(kinds: Sequence[RecordType]) -> str:
    """What an id may name, in words."""
    if len(kinds) == 1:
        return f"{'an' if kinds[0][0] in 'aeiou' else 'a'} {kinds[0]}"
    return "a record"


class _Around:
    """The records of an article by what people write in place of their ids."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._ids: dict[RecordType, list[str]] = {kind: [] for kind in get_args(RecordType)}
        self._captions: dict[str, list[Record]] = {}
        self._at_home: dict[str, list[Record]] = {}
        for record in records.values():
            self._ids[record.type].append(record.id)
            called = {record.caption}
            if isinstance(record, Actor | Place):
                called = {each.text for each in names(record)}
            if isinstance(record, Actor) and record.place:
                self._at_home.setdefault(record.place, []).append(record)
            for name in called:
                self._captions.setdefault(_loose(name), []).append(record)
        self._records = records

    def meant(self, reference: Reference, source: str, target: Record | None) -> str:
        """The id that was meant; empty where nothing is like it."""
        if target is not None:
            return self._beside(reference, target)
        if record := self._called(reference.target, reference.to):
            return (
                f"Write `{record}`, which is the id of “{self._records[record].caption[:_SHOWN]}”."
            )
        words = [word for word in _BETWEEN.split(reference.target) if word]
        several = [self._called(word, reference.to) for word in words]
        if len(reference.path) == 2 and len(words) > 1 and all(several):
            return f"Write `{reference.path[0]}: [{', '.join(several)}]`."
        others = (key for kind in reference.to for key in self._ids[kind] if key != source)
        return nearest(reference.target, list(others))

    def _called(self, name: str, kinds: Sequence[RecordType]) -> str:
        """The only record that has this id or this name."""
        if name in self._records:
            return name if self._records[name].type in kinds else ""
        found = {each.id for each in self._captions.get(_loose(name), ()) if each.type in kinds}
        return found.pop() if len(found) == 1 else ""

    def _beside(self, reference: Reference, target: Record) -> str:
        """A record of the right kind that has the name of the wrong one, or is at home there or has its home
        there."""
        found = {
            each.id
            for each in self._captions.get(_loose(target.caption), ())
            if each.type in reference.to
        }
        found |= {each.id for each in self._at_home.get(target.id, ()) if each.type in reference.to}
        if isinstance(target, Actor) and target.place and "place" in reference.to:
            found.add(target.place)
        return f"Did you mean “{found.pop()}”?" if len(found) == 1 else ""


def _loose(name: str) -> str:
    """A name without capitals and its article."""
    return fold(name).strip().casefold().removeprefix("the ")


_BETWEEN = re.compile(r"\s*[,;&]\s*|\s+and\s+")

_SHOWN = 60
