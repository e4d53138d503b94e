"""What each of several people says about the same records, laid out for `models.review.agreement`.

People are the reviewers of an article (their decisions, and their corrections over the file), or the
files of several annotators who worked on the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from models.article import Record, RecordType
from models.document import Document
from models.passages import Passages, find_passages
from models.plain import REVIEW_TAG, STRUCTS, Fields, Value, plain
from models.review.agreement import Agreement, Answers, Mention, Overlap, agreement, overlap
from models.review.edits import corrected
from models.review.ledger import Ledger
from models.review.outcome import corrected_records, is_current, seen_by, still_says
from models.review.renaming import renamed

ALL = "all"
"""Stands for records of every kind together."""

WHOLE_TEXT = ""
"""The unit of marks that are compared over the whole text, whichever record they belong to."""

_ABSENT = "null"  # JSON of a field that is not there


class Stale(NamedTuple):
    """A decision that does not count, since the record has changed after it."""

    file: str
    record: str
    reviewer: str


class Comparison(NamedTuple):
    """How far people agree: on decisions by kind of record, on the value of each field by kind and
    field, and on mentions by kind. `stale` decisions do not count."""

    people: tuple[str, ...]
    decisions: dict[str, Agreement]
    fields: dict[tuple[RecordType, str], Agreement]
    mentions: dict[RecordType, Overlap]
    stale: tuple[Stale, ...] = ()


class _Gathered:
    """What people have said so far, from one article after the other."""

    def __init__(self) -> None:
        self.people: dict[str, None] = {}
        self.decisions: dict[str, dict[str, dict[str, str]]] = {}
        self.fields: dict[tuple[RecordType, str], dict[str, dict[str, str]]] = {}
        self.marks: dict[RecordType, dict[str, dict[str, list[Mention]]]] = {}
        self.stale: list[Stale] = []

    def decide(self, kind: str, person: str, unit: str, verdict: str) -> None:
        for each in (kind, ALL):
            self.decisions.setdefault(each, {}).setdefault(person, {})[unit] = verdict

    def describe(self, person: str, unit: str, record: Record) -> None:
        """Takes in every field of a record as somebody has it; None for one that is not there."""
        fields = plain(record)
        for name in _FIELDS[record.type]:
            answers = self.fields.setdefault((record.type, name), {}).setdefault(person, {})
            answers[unit] = _category(name, fields)

    def mark(self, person: str, unit: str, record: Record, passages: Passages) -> None:
        own = self.marks.setdefault(record.type, {}).setdefault(person, {})
        own.setdefault(unit, []).extend(passage.spans for passage in passages.of(record.id))

    def compared(self) -> Comparison:
        kinds = [*STRUCTS, ALL]
        decisions = sorted(self.decisions, key=kinds.index)
        fields = sorted(self.fields, key=lambda key: kinds.index(key[0]))
        return Comparison(
            tuple(self.people),
            {kind: agreement(self.decisions[kind]) for kind in decisions},
            {key: agreement(said) for key in fields if _is_used(said := self.fields[key])},
            {kind: overlap(self.marks[kind]) for kind in STRUCTS if kind in self.marks},
            tuple(self.stale),
        )


def _is_used(said: Answers) -> bool:
    return any(answer != _ABSENT for own in said.values() for answer in own.values())


def _fields(struct: type[Record]) -> list[str]:
    names = [field.encode_name for field in msgspec.structs.fields(struct) if field.name != "id"]
    common = {field.encode_name for field in msgspec.structs.fields(Record)}
    return sorted(names, key=lambda name: name in common)  # its own before what all have


_FIELDS = {kind: _fields(struct) for kind, struct in STRUCTS.items()}


def _category(name: str, fields: Fields) -> str:
    """A field's value as one answer. The order of a list does not count, nor how a record was
    decided."""
    value: Value = fields.get(name)
    if name == "tags":
        value = [tag for tag in value or () if not tag.startswith(REVIEW_TAG)] or None
    if isinstance(value, list):
        return "[" + ",".join(sorted(_json(item) for item in value)) + "]"
    return _json(value)


def _json(value: Value) -> str:
    return json.dumps(value, sort_keys=True)


# Reviewers


def reviews_compared(
    articles: Iterable[tuple[Document, Mapping[str, Ledger]]],
) -> Comparison:
    """How far reviewers agree about the records of one article or more. A reviewer of several counts
    as one person. The values and mentions of a record count as a reviewer's where they have accepted
    it or corrected it, with their corrections. Raises MissingLibraryError."""
    said = _Gathered()
    for number, article in enumerate(articles):
        document, ledgers = renamed(*article)
        for reviewer, ledger in ledgers.items():
            said.people[reviewer] = None
            _gather(said, f"{number}:", document, reviewer, ledger)
    return said.compared()


def _gather(
    said: _Gathered, prefix: str, document: Document, reviewer: str, ledger: Ledger
) -> None:
    passages: Passages | None = None
    corrected_ids = corrected_records(ledger)
    for id_, standing in ledger.standings.items():
        record = document.records.get(id_)
        seen = seen_by(ledger, record) if record else None
        if record is None or seen is None:
            continue
        unit, decision = f"{prefix}{id_}", standing.decision
        current = decision is not None and is_current(decision, record, ledger)
        if decision is not None and current:
            said.decide(record.type, reviewer, unit, decision.act)
        elif decision is not None:
            said.stale.append(Stale(document.name, id_, reviewer))
        accepted = decision is not None and current and decision.act == "accept"
        if accepted or (id_ in corrected_ids and still_says(seen, ledger)):
            passages = passages or _passages(document, ledger)
            said.describe(reviewer, unit, seen)
            said.mark(reviewer, unit, seen, passages)


def _passages(document: Document, ledger: Ledger) -> Passages:
    """Where records rest with a reviewer's corrections."""
    changes = corrected(document, ledger).records
    if not changes:
        return document.passages
    records = {
        id_: record for id_, record in {**document.records, **changes}.items() if record is not None
    }
    return find_passages(document.text, records, lambda *_: (0, 0))[0]


# Files


def files_compared(documents: Mapping[str, Document]) -> Comparison:
    """How far annotators of the same text agree: the fields of records with the same id and kind, and
    all mentions of a kind, whichever record they belong to. Raises MissingLibraryError."""
    said = _Gathered()
    for person, document in documents.items():
        said.people[person] = None
        for id_, record in document.records.items():
            said.describe(person, id_, record)
        for kind in STRUCTS:
            said.marks.setdefault(kind, {}).setdefault(person, {})[WHOLE_TEXT] = []
        for record in document.records.values():
            said.mark(person, WHOLE_TEXT, record, document.passages)
    return said.compared()
