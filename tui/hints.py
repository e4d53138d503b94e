"""Letters for jumping: as short as they can be, none the beginning of another."""

from __future__ import annotations

from collections.abc import Iterable

ALPHABET = "asdfghjklqwertyuiopzxcvbnm"


def letters(count: int) -> list[str]:
    """`count` hints of one letter, or of two (three …) for the last of them where one is not enough."""
    hints = list(ALPHABET)
    first = len(hints) - 1
    while len(hints) < count:
        stem = hints.pop(first)
        hints += [stem + letter for letter in ALPHABET]
        first -= 1
        if first < 0:
            first = len(hints) - 1
    return hints[:count]


def begins(typed: str, hints: Iterable[str]) -> bool:
    """Whether some hint begins with what was typed."""
    return any(hint.startswith(typed) for hint in hints)
