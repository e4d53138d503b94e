"""Three versions of some lines made one, where that leaves no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class _Edit(NamedTuple):
    """A range of the base's lines (half-open) and what one side has in its place."""

    start: int
    end: int
    lines: Sequence[str]


def merge_lines(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], *, touching: bool = False
) -> list[str] | None:
    """The base with the changes of both sides, or None where both changed the same lines in different
    ways. So do lines that touch, since one change may have been made in view of the other; whoever
    can tell whether the result is right takes both with `touching`: of what both added at one place,
    mine comes first."""
    own, other = _edits(base, mine), _edits(base, theirs)
    merged: list[str] = []
    done = 0
    while own or other:
        start, end, own_here, other_here = _next_region(own, other, touching)
        here = [_applied(base, start, end, edits) for edits in (own_here, other_here) if edits]
        merged += base[done:start]
        if len(here) == 1 or here[0] == here[1]:
            merged += here[0]
        elif touching and start == end:
            merged += [*here[0], *here[1]]
        else:
            return None
        done = end
    return [*merged, *base[done:]]


def _edits(base: Sequence[str], other: Sequence[str]) -> list[_Edit]:
    """What was changed, from the end to the start."""
    codes = SequenceMatcher(None, base, other).get_opcodes()
    edits = [_Edit(i, j, other[k:m]) for tag, i, j, k, m in codes if tag != "equal"]
    return edits[::-1]


def _next_region(
    own: list[_Edit], other: list[_Edit], touching: bool
) -> tuple[int, int, list[_Edit], list[_Edit]]:
    """Takes the next edit, and all of both sides that can't be told apart from it: their range in the
    base, and the edits of each side."""
    start, end, _ = min(side[-1] for side in (own, other) if side)
    taken: tuple[list[_Edit], list[_Edit]] = ([], [])
    growing = True
    while growing:
        growing = False
        for side, edits in zip((own, other), taken, strict=True):
            while side and _meets(side[-1], start, end, touching):
                edits.append(side.pop())
                end = max(end, edits[-1].end)
                growing = True
    return start, end, *taken


def _meets(edit: _Edit, start: int, end: int, touching: bool) -> bool:
    if touching:
        return edit.start < end or edit[:2] == (start, end)
    return edit.start <= end


def _applied(base: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> list[str]:
    """A range of the base as one side has it."""
    lines: list[str] = []
    for edit in edits:
        lines += base[start : edit.start]
        lines += edit.lines
        start = edit.end
    return [*lines, *base[start:end]]
