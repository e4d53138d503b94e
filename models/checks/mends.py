"""Mends that are safe to make without asking: each takes a problem away and nothing that the file says.

A mend is a function from a record at fault to the record as it should read; where it can do nothing it
gives back the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from models.anchors import Match, resolve
from models.article import Actor, Place, Quote, Record, Selector
from models.checks import check
from models.checks.facts import Facts
from models.checks.hidden import hidden_in_name, without
from models.checks.structure import name_twice
from models.document import Document
from models.levels import Levels
from models.problems import Problem
from models.revise import revise
from models.text import fold, folded

_ROUNDS = 9
"""One mend may show what another can mend; no file needs more rounds."""


class Mended(NamedTuple):
    """A document with all mends made, and the problems that they took away."""

    document: Document
    gone: tuple[Problem, ...]


def mend(document: Document, problems: Iterable[Problem], levels: Levels) -> Mended:
    """Makes every safe mend, again until there is none. `problems` are those of the document."""
    first = [*problems]
    found = first
    for _ in range(_ROUNDS):
        wanted = _wanted(document, found)
        if not wanted:
            break
        new = revise(document, wanted)
        after = check(new, None, levels)
        sound = _sound(document, new, wanted, found, after)
        if not sound:
            break
        if len(sound) < len(wanted):
            new = revise(document, sound)
            after = check(new, None, levels)
        document, found = new, [*after]
    return Mended(document, tuple(_gone(first, found)))


def _gone(before: Iterable[Problem], after: Iterable[Problem]) -> Iterator[Problem]:
    left = Counter((each.code, each.record, each.message) for each in after)
    for problem in before:
        key = (problem.code, problem.record, problem.message)
        if left[key]:
            left[key] -= 1
        elif problem.code in MENDS:  # others may have other words now
            yield problem


def _wanted(document: Document, problems: Iterable[Problem]) -> dict[str, Record]:
    """The records that mends would change, as they would read."""
    facts = Facts(document)
    wanted: dict[str, Record] = {}
    for code, record in dict.fromkeys((each.code, each.record) for each in problems):
        before = wanted.get(record) or document.records.get(record)
        if code in MENDS and before is not None:
            after = MENDS[code](facts, before)
            if after != before:
                wanted[record] = after
    return wanted


def _sound(
    document: Document,
    new: Document,
    wanted: Mapping[str, Record],
    before: Iterable[Problem],
    after: Iterable[Problem],
) -> dict[str, Record]:
    """Those of the changes that take a problem of their record away, and no words of the text from any."""
    lost = {each.record for each in {*document.passages.ordered} - {*new.passages.ordered}}
    were, are = (Counter(e.record for e in found if e.code in MENDS) for found in (before, after))
    return {
        key: record
        for key, record in wanted.items()
        if are[key] < were[key]
        and key not in lost
        and not (lost and isinstance(record, Actor | Place))  # a name of it may have taken them
    }


# The mends


def _anchors(facts: Facts, record: Record) -> Record:
    """Snippets in the words that stand in the text."""
    return replace(record, at=tuple(_as_in_text(facts, selector) for selector in record.at))


def _as_in_text(facts: Facts, selector: Selector) -> Selector:
    found = resolve(facts.text, selector)
    if not isinstance(found, Match) or not found.folded:
        return selector
    words = [facts.text.string[start:end] for start, end in found.spans]
    if selector.parts:
        pairs = zip(selector.parts, words, strict=True)
        return replace(selector, parts=tuple(replace(part, exact=exact) for part, exact in pairs))
    return replace(selector, exact=words[0])


def _quotation(facts: Facts, quote: Quote) -> Quote:
    """A direct quotation word for word, from where it rests."""
    same = fold(quote.text).strip()
    for passage in facts.passages.of(quote.id):
        said = " ".join(facts.text.string[start:end] for start, end in passage.spans)
        copy = folded(said)
        at = copy.text.find(same) if same else -1
        if at >= 0:
            start, end = copy.original(at, at + len(same))
            return replace(quote, text=said[start:end])
    return quote


def _second_names(facts: Facts, record: Actor | Place) -> Actor | Place:
    """Without the aliases that say what another name says."""
    again = {finding.path[1] for finding in name_twice(facts, record)}
    kept = tuple(each for index, each in enumerate(record.aliases) if index not in again)
    return replace(record, aliases=kept)


def _hidden_characters(_: Facts, record: Actor | Place) -> Actor | Place:
    """Names without what nobody sees in them."""
    aliases = tuple(replace(each, text=_seen(each.text)) for each in record.aliases)
    return replace(record, name=_seen(record.name), aliases=aliases)


def _seen(name: str) -> str:
    return without(name, hidden_in_name(name)) or name


def _swapped(_: Facts, place: Place) -> Place:
    """Latitude and longitude in the other order."""
    if place.lat is None or place.lon is None or abs(place.lon) > 90:
        return place
    return replace(place, lat=place.lon, lon=place.lat)


MENDS: dict[str, Callable[[Facts, Any], Record]] = {
    "W103": _anchors,
    "W106": _quotation,
    "W211": _second_names,
    "W213": _hidden_characters,
    "W402": _swapped,
}
"""By the code of what each mends. One that turns out to take nothing away is not made."""
