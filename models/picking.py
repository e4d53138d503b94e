"""Marking a passage of the text with a few keys, and saying what was marked as a selector.

Spans are code points of the stored text, half-open, and of whole grapheme clusters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from models.anchors import Match, resolve
from models.article import Selector
from models.plain import Value, plain
from models.text import Span, Text
from models.units import Reading, Unit

_MARKS = ("“", "”", "„", "‟", "«", "»", '"')
_MOST_CONTEXT = 8
"""Words before or after a snippet that are tried to tell it from others like it."""


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
        words = self.reading.text.string[slice(*span)]
        span = Span(span.end - len(words.lstrip()), span.start + len(words.rstrip()))
        return self.selecting(self.reading.whole(span)) if words.strip() else self

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

    def take_back(self) -> Pick:
        """Without the selection, or if there is none, without the part that stands last."""
        return replace(self, anchor=None, parts=self.parts if self.anchor else self.parts[:-1])


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


def in_marks(words: str) -> str:
    """Words between quotation marks, which those that begin or end with some have already."""
    return words if words[:1] in _MARKS or words[-1:] in _MARKS else f"“{words}”"


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
