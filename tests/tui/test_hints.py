"""Hint letters: short, in any number, none the beginning of another."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tui.hints import ALPHABET, letters


@pytest.mark.parametrize("count", [*range(60), 100, 650, 651, 676, 677, 700, 1999, 2000])
def test_as_many_as_asked_for_and_none_begins_another(count: int) -> None:
    hints = letters(count)
    assert len(hints) == count
    for first, second in pairwise(sorted(hints)):
        assert not second.startswith(first)


def test_one_letter_while_there_are_enough() -> None:
    assert letters(len(ALPHABET)) == list(ALPHABET)
    assert {len(hint) for hint in letters(len(ALPHABET) + 1)} == {1, 2}
    assert max(map(len, letters(650))) == 2


def test_the_letters_are_keys_of_their_own() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 26
    assert ALPHABET.isascii()
    assert ALPHABET.islower()
