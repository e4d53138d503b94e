"""Links that lead nowhere, or to the wrong kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import get_args

from models.article import Record, RecordType
from models.links import LinkIndex, Reference
from models.passages import Where
from models.problems import Found, Known, Problem, nearest

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
    ids: dict[RecordType, list[str]] = {}
    suggestions = _SUGGESTIONS
    for source, reference in links.dangling(records if sources is None else sources):
        target = records.get(reference.target)
        if target is None and reference.target in broken:
            continue
        code, message = _fault(reference, target)
        problem = known.take(code, message, source)
        if problem is None:
            mend = "Add it or take it out."
            if target is not None:
                mend = f"What it names should be of type {' or '.join(reference.to)}."
            elif suggestions:
                suggestions -= 1
                ids = ids or _by_type(records)
                others = (key for kind in reference.to for key in ids[kind] if key != source)
                mend = nearest(reference.target, list(others)) or mend
            problem = Problem(code, message, *where(source, reference.path), source, mend)
        problems.append(problem)
    return problems


def _fault(reference: Reference, target: Record | None) -> tuple[str, str]:
    named = f"`{reference.path[0]}` names “{reference.target}”"
    if target is None:
        return "E203", f"{named}, but no record has that id."
    return "E206", f"{named}, which is of type {target.type}."


def _by_type(records: Mapping[str, Record]) -> dict[RecordType, list[str]]:
    ids: dict[RecordType, list[str]] = {kind: [] for kind in get_args(RecordType)}
    for record in records.values():
        ids[record.type].append(record.id)
    return ids
