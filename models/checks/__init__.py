"""What a machine can see before a person has to: every rule, over a whole article in one pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Literal

from models.article import SECTIONS, Record
from models.checks import reading, resting, times  # noqa: F401 - each module adds its rules
from models.checks.facts import Facts
from models.checks.rule import RULES, Each, Finding, Rule
from models.document import Document
from models.loading.ignores import EVERYWHERE
from models.loading.places import Places
from models.problems import Found, Problem, in_order

Level = Literal["error", "warning", "information", "off"]
"""How grave a problem is by the settings; `off` is not looked for."""

Levels = Mapping[str, Level]
"""By code, or by what codes begin with (`W3`); the longest counts."""


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


def wanted(problems: Iterable[Problem], document: Document, levels: Levels) -> Iterator[Problem]:
    """Those that neither the settings nor a comment in the file take out, as grave as the settings say."""
    ignores = document.ignores
    everywhere = ignores.get(EVERYWHERE, frozenset())
    for each in problems:
        level = _longest(each.code, levels)
        own = ignores.get(each.record, everywhere) if each.record else everywhere
        if level != "off" and not _begins(each.code, own) and not _begins(each.code, everywhere):
            yield each._replace(level=level) if level else each


def _longest(code: str, levels: Levels) -> Level | Literal[""]:
    for length in range(len(code), 0, -1) if levels else ():
        if level := levels.get(code[:length]):
            return level
    return ""


def _begins(code: str, beginnings: Collection[str]) -> bool:
    return any(code.startswith(beginning) for beginning in beginnings)
