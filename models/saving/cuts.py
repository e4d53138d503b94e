"""A change of a text as a list of cuts, and how it looks as a diff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import NamedTuple

from models.saving.layout import LINE_END, line_start, next_line

CONTEXT = 2
"""Lines that a diff shows around what changes."""

_HUNK = re.compile(r"@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@")


class Cut(NamedTuple):
    """What stands in `start`–`end` gives way to `text`."""

    start: int
    end: int
    text: str


class OverlapError(Exception):
    """Two cuts take out the same characters; `at` is where."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def in_order(cuts: list[Cut]) -> list[Cut]:
    """Cuts by place; what is put in at the same place stays in the order it came."""
    ordered = sorted(cuts, key=lambda cut: (cut.start, cut.end))
    reached = 0
    for cut in ordered:
        if cut.start < reached:
            raise OverlapError(cut.start)
        reached = cut.end
    return ordered


def apply(text: str, cuts: list[Cut], start: int = 0, end: int | None = None) -> str:
    """The text in `start`–`end` after cuts in it that are in order."""
    pieces: list[str] = []
    for cut in cuts:
        pieces += (text[start : cut.start], cut.text)
        start = cut.end
    return "".join([*pieces, text[start:end]])


def diff(text: str, ordered: list[Cut]) -> Iterator[str]:
    """A unified diff of what the cuts do, without the two lines that name files. Its cost grows with
    what changes, not with the text."""
    reached = line = 0
    added = 0
    for start, end, cuts in _hunks(text, ordered):
        line += sum(1 for _ in LINE_END.finditer(text, reached, start))
        reached = start
        before = _lines(text[start:end])
        after = _lines(apply(text, cuts, start, end))
        for each in [*unified_diff(before, after, n=CONTEXT, lineterm="")][2:]:
            found = _HUNK.match(each)
            if found is None:
                yield each
                continue
            old, new = int(found[1]) + line, int(found[3]) + line + added
            yield f"@@ -{old}{found[2] or ''} +{new}{found[4] or ''} @@"
        added += len(after) - len(before)


def _hunks(text: str, ordered: list[Cut]) -> Iterator[tuple[int, int, list[Cut]]]:
    """Whole lines around cuts that lie near each other, as start and end, with the cuts."""
    start = end = -1
    cuts: list[Cut] = []
    for cut in ordered:
        first, last = line_start(text, cut.start), next_line(text, cut.end)
        for _ in range(CONTEXT):
            first, last = line_start(text, max(0, first - 1)), next_line(text, last)
        if cuts and first > end:
            yield start, end, cuts
            cuts = []
        start, end = (start if cuts else first), max(last, end)
        cuts.append(cut)
    if cuts:
        yield start, end, cuts


def _lines(text: str) -> list[str]:
    lines = LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]
