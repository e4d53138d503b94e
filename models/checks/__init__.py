"""What a machine can see before a person has to: every rule, over a whole article in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from models.article import SECTIONS, Record
from models.checks import (  # noqa: F401 - each module adds its rules
    anchors,
    codes,
    comments,
    cues,
    naming,
    reading,
    resting,
    sequence,
    structure,
    times,
    voice,
    where,
)
from models.checks.facts import Facts
from models.checks.rule import RULES, Each, Finding, Rule
from models.document import Document
from models.levels import Level as Level
from models.levels import Levels, wanted
from models.loading.places import Places
from models.problems import Found, Problem, in_order


def check(
    document: Document, places: Places | None = None, levels: Levels | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong with a document, in the order of its file. Without the `places` that
    loading it gave, what was not found while reading stands where its record does."""
    found = Found(document.problems)
    facts = Facts(document)
    for rule, finding, record in findings(facts, document.records.values()):
        found.append(problem(rule, finding, record, document, places))
    return in_order(wanted(found, document, levels or {}))


def findings(
    facts: Facts, records: Iterable[Record], whole: Iterable[Rule] | None = None
) -> Iterator[tuple[Rule, Finding, str]]:
    """What the rules find in some records, and in the article as a whole (by all rules, or by these),
    each with the record that it concerns."""
    rules = _rules_of_types()
    for record in records:
        for rule, look in rules[type(record)]:
            for finding in look(facts, record):
                yield rule, finding, record.id
    for rule in RULES.values() if whole is None else whole:
        if rule.all:
            for finding in rule.all(facts):
                yield rule, finding, finding.record


@cache
def _rules_of_types() -> dict[type[Record], list[tuple[Rule, Each]]]:
    return {
        struct: [(rule, rule.each) for rule in RULES.values() if rule.each and struct in rule.of]
        for struct in SECTIONS.values()
    }


def problem(
    rule: Rule, finding: Finding, record: str, document: Document, places: Places | None
) -> Problem:
    """What was found, with where it stands."""
    start, end = finding.span or (0, 0)
    if places is None:
        line, column = document.positions.get(record, (0, 0))
    elif record or not finding.span:
        line, column = places.of(record, finding.path)
    else:
        line, column = places.of_text(start)
    return Problem(rule.code, finding.message, line, column, record, finding.mend, start, end)
