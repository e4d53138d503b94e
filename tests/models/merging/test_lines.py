"""Three versions of some lines made one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.merging.lines import merge_lines


def merged(base: str, mine: str, theirs: str, *, touching: bool = False) -> str | None:
    found = merge_lines([*base], [*mine], [*theirs], touching=touching)
    return None if found is None else "".join(found)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        ("abcde", "abcde", "abcde", "abcde"),
        ("abcde", "aBcde", "abcde", "aBcde"),
        ("abcde", "abcde", "abcd", "abcd"),
        ("abcde", "aBcde", "abcDe", "aBcDe"),
        ("abcde", "aBcde", "aBcde", "aBcde"),
        ("abcde", "XabcdeY", "abde", "XabdeY"),
        ("abcde", "", "", ""),
        ("", "a", "", "a"),
        ("", "a", "a", "a"),
        ("abcde", "aBcde", "aXcde", None),
        ("abcde", "aBcde", "abXde", None),
        ("abcde", "abcdeX", "abcdeY", None),
        ("abcde", "", "abcdX", None),
    ],
)
def test_changes_of_both_sides_are_taken_unless_they_touch(
    base: str, mine: str, theirs: str, result: str | None
) -> None:
    assert merged(base, mine, theirs) == result


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        ("abcde", "aBcde", "abXde", "aBXde"),
        ("abcde", "abcdeX", "abcdeY", "abcdeXY"),
        ("abcde", "abcdeX", "abcdeX", "abcdeX"),
        ("abcde", "abXcde", "abYde", "abXYde"),
        ("abcde", "aXde", "abYde", None),
        ("abcde", "aBcde", "aXcde", None),
        ("abcde", "ade", "abXcde", None),
    ],
)
def test_touching_changes_are_both_taken_on_demand(
    base: str, mine: str, theirs: str, result: str | None
) -> None:
    assert merged(base, mine, theirs, touching=True) == result


TEXTS = st.text("abcd", max_size=8)


@given(TEXTS, TEXTS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_one_side_left_alone_is_as_the_other_has_it(
    base: str, mine: str, touching: bool
) -> None:
    assert merged(base, mine, base, touching=touching) == mine
    assert merged(base, base, mine, touching=touching) == mine
    assert merged(base, mine, mine, touching=touching) == mine


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_sides_can_change_places_and_care_only_says_less(base: str, mine: str, theirs: str) -> None:
    careful = merged(base, mine, theirs)
    assert careful == merged(base, theirs, mine)
    if careful is not None:
        assert merged(base, mine, theirs, touching=True) == careful
