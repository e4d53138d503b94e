"""How much of the text is annotated, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import IntEnum
from operator import attrgetter

from models.article import Actor, Place
from models.document import Document
from models.text import Span


class Coverage(IntEnum):
    """Nothing rests here; only names of actors and places do, or part of it is annotated; some event,
    quote or note does."""

    NONE = 0
    PART = 1
    FULL = 2


def coverage(document: Document, start: int, end: int) -> Coverage:
    """Of a range of the text: of the sentences it touches, all, some or none."""
    text = document.text
    after = min(text.paragraph_at(end) + 1, len(text.paragraphs))
    numbers = range(text.paragraph_at(start), after)
    sentences = [each for number in numbers for each in text.sentences_in(number)]
    first = bisect_right(sentences, start, key=attrgetter("end"))
    after = bisect_left(sentences, end, key=attrgetter("start"))
    touched = [_sentence(document, span) for span in sentences[first:after]]
    if not touched:
        return Coverage.NONE
    if min(touched) is Coverage.FULL:
        return Coverage.FULL
    return Coverage.PART if max(touched) > Coverage.NONE else Coverage.NONE


def _sentence(document: Document, span: Span) -> Coverage:
    found = document.passages.within(span.start, span.end)
    if not found:
        return Coverage.NONE
    if any(not isinstance(document.records[passage.record], Actor | Place) for passage in found):
        return Coverage.FULL
    return Coverage.PART
