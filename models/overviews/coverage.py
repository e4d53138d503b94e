"""The text sentence by sentence: what is annotated, by which records, and what in it nobody claimed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from models.article import Actor, Event, Place, RecordType
from models.checks.anchors import uncovered_quotation
from models.checks.facts import Facts
from models.checks.naming import unclaimed_name
from models.document import Document
from models.overviews.shades import NAMED, TOLD, Shades
from models.text import Span, Text, is_word
from models.views.coverage import Coverage

TELLING: tuple[RecordType, ...] = ("event", "quote", "context", "link", "actor", "place")
"""The types of record, those first that tell most of what a sentence says."""

NAMES: tuple[RecordType, ...] = ("actor", "place")
"""The types that rest on names, and tell nothing of what is said of these."""

Piece = tuple[int, int, str]
"""A stretch of the text, from where to where, and the record that rests there."""


class Unclaimed(Struct, frozen=True):
    """A name that no record has, or a quotation in its marks that no quote has, and where it stands."""

    kind: Literal["name", "quotation"]
    start: int
    end: int


class Sentence(Struct, frozen=True):
    """A sentence of a `paragraph` (from 1), and where it stands in the text. Of its `letters` (and digits)
    so many are `told` by events, quotes and notes, and so many more only `named`. `records` are those
    that rest in it, by type, the most telling type first, in the order of the text."""

    paragraph: int
    start: int
    end: int
    letters: int
    told: int
    named: int
    records: dict[RecordType, tuple[str, ...]]
    unclaimed: tuple[Unclaimed, ...]

    @property
    def level(self) -> Coverage:
        """As the article's margin has it."""
        if not self.records:
            return Coverage.NONE
        return Coverage.PART if self.records.keys() <= {*NAMES} else Coverage.FULL

    @property
    def missing(self) -> bool:
        """Whether something is left to annotate: all but names, or what nobody claimed."""
        return self.level is not Coverage.FULL or bool(self.unclaimed)


class Covered(Struct, frozen=True):
    """All sentences. `names` are the names that nobody claimed, each once; `quotations` how many are in
    quotation marks and nobody's; neither is looked for unless every record of the file could be read
    (`complete`)."""

    sentences: tuple[Sentence, ...]
    names: tuple[str, ...]
    quotations: int
    complete: bool

    def count(self, level: Coverage) -> int:
        """How many sentences are annotated so far."""
        return sum(each.level is level for each in self.sentences)

    @property
    def letters(self) -> int:
        return sum(each.letters for each in self.sentences)

    @property
    def told(self) -> int:
        return sum(each.told for each in self.sentences)


def work_out(document: Document) -> Covered:
    """All sentences of an article."""
    return look(document)[0]


def look(document: Document) -> tuple[Covered, Shades]:
    """The same, and how the text is covered letter by letter."""
    text = document.text
    pieces = _pieces(document)
    shades = Shades(text.string, ((start, end, tells(document, key)) for start, end, key in pieces))
    facts = Facts(document)
    spans = [
        (number, span)
        for number in range(len(text.paragraphs))
        for span in text.sentences_in(number)
    ]
    missed = _missed([*_names(facts), *_quotations(facts)], [span for _, span in spans])
    resting = _resting(pieces, [span for _, span in spans])
    sentences: list[Sentence] = []
    for (number, span), here, near in zip(spans, resting, missed, strict=True):
        counts = shades.counts(*span)
        records = _by_type(document, here)
        claimed = [piece for piece in here if _has_name(document, piece)] if near else []
        unclaimed = tuple(each for each in near if not _claimed(each, claimed))
        told, named = counts[TOLD], counts[NAMED]
        sentences.append(Sentence(number + 1, *span, sum(counts), told, named, records, unclaimed))
    all_unclaimed = {each for sentence in sentences for each in sentence.unclaimed}
    ordered = sorted(all_unclaimed, key=lambda each: each.start)
    names = [words(text, each) for each in ordered if each.kind == "name"]
    quotations = sum(each.kind == "quotation" for each in ordered)
    covered = Covered(tuple(sentences), tuple(dict.fromkeys(names)), quotations, facts.complete)
    return covered, shades


def words(text: Text, unclaimed: Unclaimed) -> str:
    """What nobody claimed, on one line."""
    return " ".join(text.string[unclaimed.start : unclaimed.end].split())


def tells(document: Document, record: str) -> bool:
    """Whether a record tells what the text says, and not just whom or which place it names."""
    return not isinstance(document.records[record], Actor | Place)


# What rests in each sentence


def _pieces(document: Document) -> list[Piece]:
    """Every stretch on which a record rests, in reading order."""
    found: list[Piece] = []
    for start, end, record, _, several in document.passages.ordered.rows():
        found += [(*span, record) for span in several] if several else [(start, end, record)]
    return sorted(found, key=lambda piece: piece[0])


def _resting(pieces: Sequence[Piece], spans: Iterable[Span]) -> Iterator[list[Piece]]:
    """For stretches of the text one after the other: the pieces that touch each."""
    here: list[Piece] = []
    at = 0
    for span in spans:
        first = at
        while at < len(pieces) and pieces[at][0] < span.end:
            at += 1
        here = [piece for piece in (*here, *pieces[first:at]) if piece[1] > span.start]
        yield here


def _by_type(document: Document, pieces: Iterable[Piece]) -> dict[RecordType, tuple[str, ...]]:
    found: dict[RecordType, dict[str, None]] = {}
    for _, _, record in pieces:
        found.setdefault(document.records[record].type, {})[record] = None
    return {kind: tuple(found[kind]) for kind in TELLING if kind in found}


# What nobody claimed: as the checks tell it, but wherever it stands


def _names(facts: Facts) -> Iterator[Unclaimed]:
    """Every place of each name that a check tells of once. Of one inside another, the longer."""
    string, places = facts.text.string, set[Span]()
    for finding in unclaimed_name(facts):
        if finding.span:
            places.update(_places(facts.text, string[slice(*finding.span)]))
    reach = 0
    for start, end in sorted(places, key=lambda span: (span.start, -span.end)):
        if start >= reach:
            yield Unclaimed("name", start, end)
            reach = end


def _places(text: Text, name: str) -> Iterator[Span]:
    """Where a name stands in the text, in whole words."""
    first = text.word.match(name)
    for start in text.words.get(first[0], ()) if first else ():
        end = start + len(name)
        if text.string.startswith(name, start) and not is_word(text.string[end : end + 1] or " "):
            yield Span(start, end)


def _quotations(facts: Facts) -> Iterator[Unclaimed]:
    for finding in uncovered_quotation(facts):
        if finding.span:
            yield Unclaimed("quotation", *finding.span)


def _missed(found: Iterable[Unclaimed], spans: Sequence[Span]) -> list[list[Unclaimed]]:
    """What was found, by the stretches that it touches; these ascend."""
    missed: list[list[Unclaimed]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    for each in sorted(found, key=lambda each: each.start):
        number = max(bisect_right(starts, each.start) - 1, 0)
        while number < len(spans) and spans[number].start < each.end:
            missed[number].append(each)
            number += 1
    return missed


def _has_name(document: Document, piece: Piece) -> bool:
    return isinstance(document.records[piece[2]], Actor | Place | Event)


def _claimed(unclaimed: Unclaimed, pieces: Iterable[Piece]) -> bool:
    """Whether a name belongs, in this place, to a record that has a name."""
    return unclaimed.kind == "name" and any(
        start < unclaimed.end and end > unclaimed.start for start, end, _ in pieces
    )
