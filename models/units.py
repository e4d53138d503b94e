"""The text in units that one marks: words, clauses, sentences, quotations, paragraphs.

Spans are code points of the stored text, half-open. None ever cuts a grapheme cluster (UAX #29) of
its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from models.text import Span, Text

Unit: TypeAlias = Literal["word", "clause", "sentence", "paragraph", "quotation"]

_JOINING = re.compile("[^\0-\u02ff\u2010-\u2027]")  # all else may be part of a longer cluster

_QUOTATION = re.compile(r'“[^”]*(?:”|\Z)|«[^»]*(?:»|\Z)|„[^“”]*(?:[“”]|\Z)|"[^"]*(?:"|\Z)')

_PRONOUN = "he|she|it|they|we|I|you"
_VERB = (
    "is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|do|does|did|say|"
    "says|said|told|went|came|took|made|gave|left|met|held|fell|began|led|kept|struck|hit|found|sent|"
    "brought|saw|won|lost|[a-z]{3,}ed"
)
_JOINS = "and|but|or|nor|yet|so"
_BREAK = re.compile(
    r"""[,;:،؛](?=[\s"“”„«»'’])|[、，；：]|["“”„«»]|\s[–—-]+(?=\s)|—"""
    rf"|(?P<words>\s(?:{_JOINS})(?=\s+(?:{_PRONOUN}|{_VERB}|that|to|who|which)\b)"
    r"|\s(?=(?:because|although|though|while|whereas|unless|when)\s)"
    rf"|\s(?=as\s+(?:{_PRONOUN})\s))"
)
_AROUND = re.compile(r"[\s,;:.!?…،؛、，；：。！？۔।–—\-\"“”„«»]*")
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]\.)+\Z")
_JOIN_FIRST = re.compile(rf"(?:{_JOINS})\s+")
_LEAST_WORDS = 3
"""Words on either side of a conjunction that make a clause of each."""


def _around(piece: str) -> str:
    """The white space and punctuation that a piece begins with."""
    found = _AROUND.match(piece)
    assert found is not None  # it matches nothing, too
    return found.group()


class Reading:
    """A text in its units, each kind in the order of the text, apart from each other."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._edges: dict[int, list[int]] = {}

    def of(self, unit: Unit) -> tuple[Span, ...]:
        """All units of a kind. The words are all but the white space, with punctuation as words of
        its own; clauses are without the punctuation and conjunctions between them."""
        units: tuple[Span, ...] = getattr(self, f"_{unit}s")
        return units

    @cached_property
    def _words(self) -> tuple[Span, ...]:
        letters = self.text.word.pattern.removesuffix("+")
        word = re.compile(
            r"(?:[^\W\d_]\.){2,}"  # U.S.
            r"|\d[\d.,]*\d"
            r"|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"  # no spaces: each is a word
            rf"|{letters}+(?:['’](?!s\b){letters}+)*"
            r"|['’]s\b"  # so that a name can be marked without it
            r"|(\S)\1*"
        )
        found: list[Span] = []
        for start, end in self.text.paragraphs:
            for hit in word.finditer(self.text.string, start, end):
                span = self.whole(Span(*hit.span()))
                if found and span.start < found[-1].end:
                    span = Span(found.pop().start, max(span.end, hit.end()))
                found.append(span)
        return tuple(found)

    @cached_property
    def _clauses(self) -> tuple[Span, ...]:
        spans = (span for sentence in self.text.sentences for span in self._clauses_of(sentence))
        return self._apart(spans)

    def _clauses_of(self, sentence: Span) -> Iterator[Span]:
        string, start = self.text.string, sentence.start
        for hit in _BREAK.finditer(string, *sentence):
            if hit["words"] is not None and (
                len(string[start : hit.start()].split(None, _LEAST_WORDS)) < _LEAST_WORDS
                or len(string[hit.end() : sentence.end].split(None, _LEAST_WORDS)) < _LEAST_WORDS
            ):
                continue
            yield from self._trimmed(start, hit.start(), sentence)
            start = hit.end()
        yield from self._trimmed(start, sentence.end, sentence)

    def _trimmed(self, start: int, end: int, sentence: Span) -> Iterator[Span]:
        """A piece of a sentence without what stands around its words, if there are any."""
        string = self.text.string
        start += len(_around(string[start:end]))
        if start > sentence.start and (join := _JOIN_FIRST.match(string, start, end)):
            start = join.end()
        piece = string[start:end]
        bare = len(piece) - len(_around(piece[::-1]))
        if bare:
            dotted = bool(_ABBREVIATED.search(piece[: bare + 1]))
            yield Span(start, start + bare + dotted)

    @cached_property
    def _sentences(self) -> tuple[Span, ...]:
        return self._apart(self.text.sentences)

    @cached_property
    def _paragraphs(self) -> tuple[Span, ...]:
        return self.text.paragraphs

    @cached_property
    def _quotations(self) -> tuple[Span, ...]:
        return self._apart(
            Span(paragraph.start + hit.start(), paragraph.start + hit.end())
            for paragraph in self.text.paragraphs
            for hit in _QUOTATION.finditer(self.text.string[slice(*paragraph)])
        )

    def _apart(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans of whole clusters; one that would then begin in the one before is left out."""
        found: list[Span] = []
        for span in map(self.whole, spans):
            if not found or found[-1].end <= span.start:
                found.append(span)
        return tuple(found)

    # Clusters

    def _edges_at(self, offset: int) -> list[int]:
        """Where the clusters of a paragraph begin, and where it ends; nothing if each of its code
        points is one."""
        number = self.text.paragraph_at(offset)
        edges = self._edges.get(number)
        if edges is None:
            edges = []
            start, end = self.text.paragraphs[number]
            if _JOINING.search(self.text.string, start, end):
                from wcwidth import iter_graphemes

                for cluster in iter_graphemes(self.text.string[start:end]):
                    edges.append(start)
                    start += len(cluster)
                edges.append(end)
            self._edges[number] = edges
        return edges

    def whole(self, span: Span) -> Span:
        """A span, and what it lacks of the clusters at its ends."""
        start, end = span
        if edges := self._edges_at(start):
            start = edges[max(bisect_right(edges, start) - 1, 0)]
        if edges := self._edges_at(max(end - 1, start)):
            end = edges[min(bisect_left(edges, end), len(edges) - 1)]
        return Span(start, end)

    def beside(self, offset: int, step: int) -> int:
        """The edge of a cluster right behind (1) or before (-1) an edge; the ends of its paragraph
        hold."""
        paragraph = self.text.paragraphs[self.text.paragraph_at(offset)]
        edges = self._edges_at(paragraph.start)
        if not edges:
            return min(max(offset + step, paragraph.start), paragraph.end)
        at = bisect_right(edges, offset) if step > 0 else bisect_left(edges, offset) - 1
        return edges[min(max(at, 0), len(edges) - 1)]

    # Units around a place

    def index(self, unit: Unit, offset: int) -> int:
        """The unit at an offset, or the next one behind it, or else the last; -1 if there is none."""
        units = self.of(unit)
        return min(bisect_right(units, offset, key=lambda span: span.end), len(units) - 1)

    def at(self, unit: Unit, offset: int) -> Span:
        """The unit at or next behind an offset; an empty span there if there is none of the kind."""
        index = self.index(unit, offset)
        return self.of(unit)[index] if index >= 0 else Span(offset, offset)

    def step(self, unit: Unit, offset: int, step: int) -> int:
        """The start of the next unit (1), or of this one or the one before (-1); the start of the
        first and the end of the last hold."""
        units = self.of(unit)
        if not units:
            return offset
        if step < 0:
            before = bisect_left(units, offset, key=lambda span: span.start) - 1
            return units[max(before, 0)].start
        after = bisect_right(units, offset, key=lambda span: span.start)
        return units[after].start if after < len(units) else units[-1].end - 1

    def grown(self, unit: Unit, span: Span, step: int = 1) -> Span:
        """A span filled up to whole units; one of whole units, and the next behind (1) or before
        (-1) it."""
        units = self.of(unit)
        first = bisect_right(units, span.start, key=lambda each: each.end)
        last = bisect_left(units, span.end, key=lambda each: each.start) - 1
        full = span
        if first <= last:
            full = Span(min(span.start, units[first].start), max(span.end, units[last].end))
        if full != span:
            return full
        if step < 0:
            return Span(units[first - 1].start, span.end) if first > 0 else span
        return Span(span.start, units[last + 1].end) if last + 1 < len(units) else span


@lru_cache(maxsize=1)
def reading(text: Text) -> Reading:
    """The units of a text; those of the last one asked for are kept."""
    return Reading(text)
