"""Marking a passage of the text by words, clauses, sentences, quotations and paragraphs, and saying
what was marked as a selector.

Spans are code points of the stored text, half-open. None ever cuts a grapheme cluster (UAX #29) of
its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from models.anchors import Match, resolve
from models.article import Selector
from models.plain import Value, plain
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
_AROUND = ' \t\r\n\u2028,;:.!?…،؛、，；：。！？۔।–—-"“”„«»'
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]\.)+\Z")
_JOIN_FIRST = re.compile(rf"(?:{_JOINS})\s+")
_LEAST_WORDS = 3
"""Words on either side of a conjunction that make a clause of each."""

_MOST_CONTEXT = 8
"""Words before or after a snippet that are tried to tell it from others like it."""


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
        piece = self.text.string[start:end]
        start += len(piece) - len(piece.lstrip(_AROUND))
        if start > sentence.start and (join := _JOIN_FIRST.match(self.text.string, start, end)):
            start = join.end()
        piece = self.text.string[start:end]
        words = piece.rstrip(_AROUND)
        if words:
            dotted = piece[: len(words) + 1]
            yield Span(start, start + len(dotted if _ABBREVIATED.search(dotted) else words))

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


@dataclass(frozen=True)
class Pick:
    """What is being marked: `cursor` is the word (or character) the keys move from. A selection
    reaches from the `anchor` to it, both included; `parts` were kept before, for one mention in
    several pieces."""

    reading: Reading
    cursor: Span
    anchor: Span | None = None
    parts: tuple[Span, ...] = ()

    @classmethod
    def begin(cls, reading: Reading, offset: int, spans: tuple[Span, ...] = ()) -> Pick:
        """The cursor on the word at or behind an offset; with what was marked before, its last part
        still selected."""
        pick = cls(reading, reading.at("word", offset))
        return replace(pick, parts=spans[:-1]).selecting(spans[-1]) if spans else pick

    @property
    def selected(self) -> Span | None:
        """The selection without the parts that were kept."""
        if self.anchor is None:
            return None
        return Span(
            min(self.anchor.start, self.cursor.start), max(self.anchor.end, self.cursor.end)
        )

    @property
    def spans(self) -> tuple[Span, ...]:
        """All that is marked, in the order of the text; none if nothing is."""
        own = (self.selected,) if self.selected else ()
        return joined(self.reading.text, (*self.parts, *own))

    @property
    def backward(self) -> bool:
        """Whether the cursor is at the beginning of a longer selection."""
        return self.anchor is not None and self.cursor.start < self.anchor.start

    def to(self, offset: int) -> Pick:
        """The cursor on the word at an offset."""
        return replace(self, cursor=self.reading.at("word", offset))

    def move(self, unit: Unit, step: int) -> Pick:
        """The cursor on the first word of the next unit (1), of this one or the one before (-1)."""
        return self.to(self.reading.step(unit, self.cursor.start, step))

    def toggle(self) -> Pick:
        """A selection of the word under the cursor, or none any more."""
        return replace(self, anchor=None if self.anchor else self.cursor)

    def selecting(self, span: Span) -> Pick:
        """Exactly this selected; the cursor stays at the end it was at."""
        first, last = self.reading.at("word", span.start), self.reading.at("word", span.end - 1)
        first = Span(span.start, min(first.end, span.end))
        last = Span(max(last.start, span.start), span.end)
        ends = (first, last) if self.backward else (last, first)
        return replace(self, cursor=ends[0], anchor=ends[1])

    def unit(self, unit: Unit) -> Pick:
        """The unit under the cursor selected, or the selection filled up to whole ones; if it is, one
        more, at the end where the cursor is. A quotation is always the one under the cursor."""
        if self.selected is None or unit == "quotation":
            found = self.reading.at(unit, self.cursor.start)
            return self.selecting(found) if found.start < found.end else self
        step = -1 if self.backward else 1
        return self.selecting(self.reading.grown(unit, self.selected, step))

    def swap(self) -> Pick:
        """The cursor at the other end of the selection."""
        return (
            self if self.anchor is None else replace(self, cursor=self.anchor, anchor=self.cursor)
        )

    def nudge(self, step: int) -> Pick:
        """The end of the selection, or the cursor, by one character on (1) or back (-1)."""
        span = self.selected
        if span is None:
            start = self._beside(self.cursor.start, step, 0)
            end = self.reading.beside(start, 1)
            return replace(self, cursor=Span(start, end)) if start < end else self
        if self.backward:
            span = Span(self._beside(span.start, step, 0), span.end)
        else:
            span = Span(span.start, self._beside(span.end, step, -1))
        return self.selecting(span) if span.start < span.end else self

    def _beside(self, offset: int, step: int, inner: int) -> int:
        """The next edge of a cluster beside which, at `inner`, stands no white space."""
        string = self.reading.text.string
        while (beside := self.reading.beside(offset, step)) != offset:
            offset = beside
            if not string[offset + inner : offset + inner + 1].isspace():
                break
        return offset

    def keep(self) -> Pick:
        """The selection kept as a part of the mention, and none any more."""
        return replace(self, parts=self.spans, anchor=None)


def joined(text: Text, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans as the parts of one mention: in order, those that touch or have only a space between them
    as one, and each of several inside a single paragraph."""
    parts: list[Span] = []
    for span in sorted(spans):
        if parts and not text.string[parts[-1].end : span.start].strip():
            parts[-1] = Span(parts[-1].start, max(parts[-1].end, span.end))
        else:
            parts.append(span)
    return tuple(parts) if len(parts) == 1 else tuple(_in_paragraphs(text, parts))


def _in_paragraphs(text: Text, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        first, last = text.paragraph_at(span.start), text.paragraph_at(span.end - 1)
        for start, end in text.paragraphs[first : last + 1]:
            start, end = max(start, span.start), min(end, span.end)
            if start < end:
                yield Span(start, end)


def words_of(text: Text, spans: Iterable[Span]) -> str:
    """What the text says there, with a space between parts."""
    return " ".join(text.string[slice(*span)] for span in spans)


def selector(text: Text, spans: Iterable[Span]) -> Value:
    """The shortest plain selector that rests on exactly these spans and nothing else: a snippet, or
    one with its paragraph or with words around it, or several parts. At least one span, and what it
    covers is no mere white space."""
    spans = joined(text, spans)
    if len(spans) == 1:
        return _shorthand(next(_resting(text, spans, ())))
    parts: tuple[Selector, ...] = ()
    for number in range(len(spans)):
        parts = (*parts, next(_resting(text, spans[: number + 1], parts, several=True)))
    return {"parts": [_shorthand(part) for part in parts]}


def _resting(
    text: Text, spans: tuple[Span, ...], before: tuple[Selector, ...], several: bool = False
) -> Iterator[Selector]:
    """Selectors, shortest first, that rest on the last of the spans behind the parts before it."""
    for candidate in _candidates(text, spans[-1]):
        whole = Selector(parts=(*before, candidate)) if several else candidate
        if resolve(text, whole) == Match(spans):
            yield candidate


def _candidates(text: Text, span: Span) -> Iterator[Selector]:
    """Ways to tell a span apart, the last of which is the whole text around it."""
    exact = text.string[slice(*span)]
    number = text.paragraph_at(span.start)
    yield Selector(exact=exact)
    yield Selector(exact=exact, paragraph=number + 1)
    for prefix, suffix in _contexts(text, span, text.paragraphs[number]):
        for paragraph in (None, number + 1):
            yield Selector(exact=exact, prefix=prefix, paragraph=paragraph)
            yield Selector(exact=exact, suffix=suffix, paragraph=paragraph)
            yield Selector(exact=exact, prefix=prefix, suffix=suffix, paragraph=paragraph)


def _contexts(text: Text, span: Span, paragraph: Span) -> Iterator[tuple[str, str]]:
    """More and more of what stands before and behind: words, the paragraph, everything."""
    before = text.string[min(paragraph.start, span.start) : span.start]
    behind = text.string[span.end : max(paragraph.end, span.end)]
    for count in range(1, _MOST_CONTEXT + 1):
        yield _last_words(before, count), _first_words(behind, count)
    yield before, behind
    yield text.string[: span.start], text.string[span.end :]


def _first_words(words: str, count: int) -> str:
    found = re.match(rf"\s*\S+(?:\s+\S+){{0,{count - 1}}}", words)
    return found.group() if found else ""


def _last_words(words: str, count: int) -> str:
    return _first_words(words[::-1], count)[::-1]


def _shorthand(chosen: Selector) -> Value:
    fields = plain(chosen)
    return fields["exact"] if list(fields) == ["exact"] else fields
