"""Which items of a list stay, change, go and come."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from models.plain import Value

_LONG = 1_000_000
"""Pairs of items beyond which they are not compared with each other any more."""


class Aligned(NamedTuple):
    """`changed` are items that stay in place, by their place, with what they should say; `gone` are places
    of items; `come` are new items by the place of the one that they follow (-1: none)."""

    changed: dict[int, Value]
    gone: set[int]
    come: dict[int, list[Value]]


def aligned(old: list[Value], new: list[Value]) -> Aligned:
    """The way from one list to another that changes least."""
    before, after = [repr(item) for item in old], [repr(item) for item in new]
    result = Aligned({}, set(), {})
    for kind, a, b, c, d in _steps(before, after):
        if kind == "equal":
            continue
        both = min(b - a, d - c)
        result.changed.update(zip(range(a, a + both), new[c : c + both], strict=True))
        result.gone.update(range(a + both, b))
        if c + both < d:
            result.come[a + both - 1] = new[c + both : d]
    return result


def _steps(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(before) * len(after) > _LONG:
        first = 0
        while first < min(len(before), len(after)) and before[first] == after[first]:
            first += 1
        return [("replace", first, len(before), first, len(after))]
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
