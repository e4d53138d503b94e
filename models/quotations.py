"""Where the text has quotation marks: what stands between them, in any of the usual kinds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from models.text import Span, Text, is_word

_DOUBLE = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    '"': '"',
    "”": "”",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "＂": "＂",
}
_SINGLE = {"‘": "’", "‚": "‘’", "‹": "›", "›": "‹", "'": "'"}
_CLOSING = {
    opening: re.compile(f"[{closing}]" if opening in _DOUBLE else rf"(?<!\s)[{closing}](?!\w)")
    for opening, closing in (_DOUBLE | _SINGLE).items()
}
_OPENING = re.compile(f"[{''.join(_CLOSING)}]")
_SIDED = "“„«「『〝"
"""Marks that open and do nothing else; any other may be an apostrophe, inches, or the end of something."""


class Quotation(NamedTuple):
    """A stretch in quotation marks, these included, in one paragraph. One that goes on in the next
    paragraph, which opens with a mark of its own, is not `closed`; nor is one whose end was forgotten."""

    start: int
    end: int
    opening: str
    closed: bool

    @property
    def double(self) -> bool:
        return self.opening in _DOUBLE

    @property
    def inside(self) -> Span:
        """Without its marks."""
        return Span(self.start + 1, self.end - self.closed)


@lru_cache(maxsize=1)
def quotations(text: Text) -> tuple[Quotation, ...]:
    """All of a text in reading order, apart from each other: one inside another is part of it."""
    found: list[Quotation] = []
    mark = -1  # the next that may open one
    for paragraph in text.paragraphs:
        if mark < paragraph.start:
            hit = _OPENING.search(text.string, paragraph.start)
            mark = hit.start() if hit else len(text.string)
        if mark < paragraph.end:
            found += _within(text, paragraph)
    return tuple(found)


def _within(text: Text, paragraph: Span) -> Iterator[Quotation]:
    string, (at, end) = text.string, paragraph
    unclosed = set[str]()  # openings that nothing closes any more
    while hit := _OPENING.search(string, at, end):
        start, opening, at = hit.start(), hit.group(), hit.end()
        if opening in unclosed or not _opens(string, start, end):
            continue
        if closing := _CLOSING[opening].search(string, at, end):
            at = closing.end()
            yield Quotation(start, at, opening, closed=True)
            continue
        unclosed.add(opening)
        if opening in _SIDED or (opening == '"' and start == paragraph.start):
            yield Quotation(start, end, opening, closed=False)
            return


def _opens(string: str, at: int, end: int) -> bool:
    """Whether a mark stands where one opens: with nothing that belongs to a word before it, nor white
    space behind it unless it can do nothing else."""
    if string[at] in _SIDED:
        return True
    return (
        at + 1 < end
        and not string[at + 1].isspace()
        and not (at and (is_word(string[at - 1]) or string[at - 1] in ".,!?…"))
    )


def touching(found: tuple[Quotation, ...], span: Span) -> tuple[Quotation, ...]:
    """Those of a text's quotations that share something with a stretch of it."""
    first = last = bisect_left(found, span.start + 1, key=lambda each: each.end)
    while last < len(found) and found[last].start < span.end:
        last += 1
    return found[first:last]
