"""The problems of a document as it stands, brought up to date after an edit without a full check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from models.checks import findings, problem
from models.checks.facts import Facts
from models.checks.rule import RULES, Finding, Rule
from models.document import Document
from models.levels import Levels, wanted
from models.links import LinkIndex
from models.problems import MOST, Found, Problem, in_order

T = TypeVar("T")

AT_ONCE = 16
"""Records looked at before whoever waits may go on."""


class _Kept(NamedTuple):
    """What the rules found: in each record, by id, and in the article as a whole, by code."""

    each: dict[str, list[tuple[Rule, Finding]]]
    whole: dict[str, list[Finding]]


class Standing:
    """All `problems` of a `document`, in the order of its file, those left out that the `levels` and its
    comments take out. It never changes: `after` an edit there is another."""

    def __init__(self, document: Document, levels: Levels, kept: _Kept) -> None:
        self.document = document
        self.levels = levels
        self._kept = kept
        found = Found(document.problems)
        order = {record: number for number, record in enumerate(document.records)}
        for record in sorted(kept.each, key=lambda record: order[record]):
            for rule, finding in kept.each[record]:
                found.append(problem(rule, finding, record, document, None))
        for rule in RULES.values():
            for finding in kept.whole.get(rule.code, ()):
                found.append(problem(rule, finding, finding.record, document, None))
        self.found: tuple[Problem, ...] = in_order(found)
        """All of them, also those that levels and comments take out."""
        self.problems: tuple[Problem, ...] = in_order(wanted(self.found, document, levels))

    @classmethod
    def of(
        cls, document: Document, levels: Levels, give_way: Callable[[], object] = lambda: None
    ) -> Standing:
        """Of a document that is checked for the first time. `give_way` is called between records and
        between rules; what it raises ends the check."""
        kept = _look(document, document.records, RULES.values(), give_way)
        return cls(document, levels, kept)

    def after(self, document: Document, give_way: Callable[[], object] = lambda: None) -> Standing:
        """Of the same article after an edit: only rules that it could have changed something for look
        again, and only at such records."""
        before = self.document
        if _as_a_whole(before) != _as_a_whole(document):
            return Standing.of(document, self.levels, give_way)
        changed = _changed(before, document)
        moved, around = _moved(before, document)
        touched = changed | around
        touched |= _near(before, changed) | _near(document, changed)
        types = {
            type(each.records[record])
            for each in (before, document)
            for record in changed | moved
            if record in each.records
        }
        rules = [rule for rule in RULES.values() if rule.all and types.intersection(rule.of)]
        records = [record for record in document.records if record in touched]
        new = _look(document, records, rules, give_way)
        again = {rule.code for rule in rules}
        each = {key: held for key, held in self._kept.each.items() if key not in touched}
        whole = {code: held for code, held in self._kept.whole.items() if code not in again}
        kept = _Kept(each | new.each, whole | new.whole)
        return Standing(document, self.levels, kept)


def _look(
    document: Document,
    records: Iterable[str],
    rules: Iterable[Rule],
    give_way: Callable[[], object],
) -> _Kept:
    """What is found in some records, and by some rules in the article. The first `MOST` are kept."""
    kept = _Kept({}, {})
    looked_at = (document.records[record] for record in _paced(records, give_way, AT_ONCE))
    found = findings(Facts(document), looked_at, _paced(rules, give_way, 1))
    for _, (rule, finding, record) in zip(range(MOST), found, strict=False):
        if rule.each:
            kept.each.setdefault(record, []).append((rule, finding))
        else:
            kept.whole.setdefault(rule.code, []).append(finding)
    return kept


def _paced(items: Iterable[T], give_way: Callable[[], object], at_once: int) -> Iterator[T]:
    for number, item in enumerate(items):
        if number % at_once == 0:
            give_way()
        yield item


def _as_a_whole(document: Document) -> object:
    """All that any rule may depend on, but for the records."""
    return document.article, document.text.string, document.read, document.broken


def _changed(before: Document, after: Document) -> set[str]:
    """The records that are new, gone or read otherwise."""
    old, new = before.records, after.records
    changed = {key for key, record in old.items() if key not in new or _differ(record, new[key])}
    return changed | (new.keys() - old.keys())


def _differ(one: object, other: object) -> bool:
    return one is not other and one != other


def _near(document: Document, changed: Iterable[str]) -> set[str]:
    """The records that some have links with, in either direction."""
    links = LinkIndex(document.records, document.links.sources)  # the desk's is not for two threads
    near: set[str] = set()
    for record in changed:
        near.update(source for source, _ in links.pointing(record))
        near.update(edge.target for edge in links.of(record))
    return near


# What rests elsewhere than before: a name that is added to one record may be taken from another


def _moved(before: Document, after: Document) -> tuple[set[str], set[str]]:
    """The records that rest elsewhere in the text, and all that rest in the paragraphs in which anything
    does, since what is said of one there may hang on the others."""
    if before.passages is after.passages:
        return set(), set()
    moved: set[str] = set()
    paragraphs: set[int] = set()
    differ = {*before.passages.ordered.rows()} ^ {*after.passages.ordered.rows()}
    for start, _, record, _, pieces in differ:
        moved.add(record)
        starts = [span.start for span in pieces] if pieces else [start]
        paragraphs.update(map(after.text.paragraph_at, starts))
    around = {
        passage.record
        for each in (before, after)
        for number in paragraphs
        for passage in each.passages.within(*each.text.paragraphs[number])
    }
    return moved, around
