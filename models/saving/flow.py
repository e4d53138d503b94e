"""Entries that come to and go from what stands in brackets. No comment between entries is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeAlias

from models.saving import layout
from models.saving.cuts import Cut

Span: TypeAlias = tuple[int, int]
"""An entry: where it starts and ends, without its comma."""


def removed(text: str, entries: list[Span], gone: Collection[int]) -> Iterator[Cut]:
    """Cuts that take entries out, with a comma for each."""
    for first, last in _runs(sorted(gone)):
        start, end = entries[first][0], entries[last][1]
        if last + 1 < len(entries) and _clean(text, entries[first : last + 2]):
            yield Cut(start, entries[last + 1][0], "")
        elif last + 1 == len(entries) and first and _clean(text, entries[first - 1 : last + 1]):
            yield Cut(entries[first - 1][1], end, "")
        else:
            for index in range(first, last + 1):
                yield from _alone(text, *entries[index])


def _alone(text: str, start: int, end: int) -> Iterator[Cut]:
    """Takes one entry out and leaves all that is around."""
    comma = layout.past_gap(text, end)
    if not text.startswith(",", comma):
        yield Cut(start, end, "")
    elif comma == end:
        yield Cut(start, layout.past_blanks(text, end + 1), "")
    else:
        yield from (Cut(start, end, ""), Cut(comma, comma + 1, ""))


def inserted(
    text: str, opening: int, entries: list[Span], after: int, pieces: list[str], *, lines: bool
) -> Iterator[Cut]:
    """Cuts that put entries in behind the entry `after`, or right behind the bracket that opens at
    `opening` where that is -1. With `lines`, where entries have a line each, new ones get theirs."""
    if after < 0:
        behind = ", " if entries else ""
        yield Cut(opening + 1, opening + 1, ", ".join(pieces) + behind)
        return
    start, end = entries[after]
    comma = layout.past_blanks(text, end)
    ended = text.startswith(",", comma)
    rest = text[comma + ended : layout.line_end(text, comma)].lstrip(" \t")
    if not lines or not layout.leads(text, start) or (rest and not rest.startswith("#")):
        yield Cut(end, end, "".join(f", {piece}" for piece in pieces))
        return
    if not ended:
        yield Cut(end, end, ",")
    indent = "\n" + " " * layout.column(text, start)
    at = layout.line_end(text, comma)
    yield Cut(at, at, indent + ("," + indent).join(pieces) + "," * ended)


def _runs(places: list[int]) -> Iterator[Span]:
    """First and last of the places that follow each other."""
    first = None
    for index, place in enumerate(places):
        first = place if first is None else first
        if index + 1 == len(places) or places[index + 1] != place + 1:
            yield first, place
            first = None


def _clean(text: str, entries: list[Span]) -> bool:
    """Whether no comment stands between these entries."""
    ends = [end for _, end in entries[:-1]]
    starts = [start for start, _ in entries[1:]]
    return not any("#" in text[a:b] for a, b in zip(ends, starts, strict=True))
