"""The line that is typed in a form."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tui.screens.form_line import TypedLine
from tui.screens.typed_text import MOST, fitting

KEYS = (
    *("left", "right", "home", "end", "ctrl+left", "ctrl+right", "backspace", "delete"),
    *("ctrl+w", "ctrl+u", "ctrl+k", "ctrl+j", "f5"),
)
PIECES = [
    "one",
    " ",
    "  ",
    "two-three",
    "\n",
    "é",
    "e\u0301",
    "👨\u200d👩\u200d👧",
    "会议",
    "\u202e",
    "नई",
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def after(value: str, *keys: str) -> tuple[str, str]:
    """The text before and behind the cursor after some keys."""
    line = TypedLine(value, breaks=True)
    for key in keys:
        line.take(key, key if len(key) == 1 else None)
    return line.value[: line.at], line.value[line.at :]


@pytest.mark.parametrize(
    ("keys", "before", "behind"),
    [
        ((), "one two-three", ""),
        (("x", "y"), "one two-threexy", ""),
        (("home", "delete", "right"), "n", "e two-three"),
        (("ctrl+left", "backspace"), "one two", "three"),
        (("ctrl+left", "ctrl+left"), "one ", "two-three"),
        (("home", "ctrl+right", "ctrl+right"), "one two", "-three"),
        (("ctrl+w", "ctrl+w"), "one ", ""),
        (("ctrl+left", "ctrl+u"), "", "three"),
        (("home", "right", "ctrl+k"), "o", ""),
        (("ctrl+left", "ctrl+j"), "one two-\n", "three"),
        (("home", "left", "backspace", "ctrl+left"), "", "one two-three"),
        (("right", "delete", "ctrl+right"), "one two-three", ""),
    ],
)
def test_keys(keys: tuple[str, ...], before: str, behind: str) -> None:
    assert after("one two-three", *keys) == (before, behind)


def test_clusters_are_never_cut() -> None:
    assert after("cafe\u0301s", "left", "left", "x") == ("cafx", "e\u0301s")
    assert after("ab👨\u200d👩\u200d👧", "backspace") == ("ab", "")


def test_only_what_can_be_seen_is_typed_or_pasted() -> None:
    line = TypedLine("")
    line.insert("a\x1b[31m\u202eb\r\nc\u2028d می\u200cگوید")
    assert line.value == "a[31mb c d می\u200cگوید"
    line = TypedLine("", breaks=True)
    line.insert("a\r\nb\rc")
    assert line.value == "a\nb\nc"
    assert not TypedLine("").take("ctrl+j", None)


def test_what_it_held_already_stays() -> None:
    line = TypedLine("a\n\u202eb")
    line.take("x", "x")
    assert line.value == "a\n\u202ebx"


def test_words_stay_whole_where_they_can() -> None:
    line = TypedLine("one two three\nfour fivesixseven")
    assert [line.value[a:b] for a, b in line.lines(8)] == [
        "one two ",
        "three",
        "four ",
        "fivesix",
        "seven",
    ]


def test_up_and_down_go_by_the_lines_that_show() -> None:
    line = TypedLine("one two three\nfour five", breaks=True)
    assert [line.value[a:b] for a, b in line.lines(9)] == ["one two ", "three", "four ", "five"]
    places = []
    for step in (-1, -1, -1, -1, 1, 1, 1, 1):
        line.climb(step, 9)
        places.append(line.at)
    assert places == [18, 12, 4, 4, 12, 18, 23, 23]
    line.take("left", None)
    line.climb(-1, 9)
    assert line.at == 17


def test_the_end_of_a_line_that_goes_on_is_before_its_last_space() -> None:
    line = TypedLine("one two three")
    line.climb(-1, 9)
    assert line.value[: line.at] == "one t"
    line = TypedLine("one two thirteen")
    line.climb(-1, 9)
    assert line.value[: line.at] == "one two"


def test_a_line_is_full_once_and_what_stood_there_already_stays() -> None:
    line = TypedLine("a" * (MOST - 2))
    line.insert("e\u0301e\u0301")
    assert (line.value[-4:], line.full) == ("aae\u0301", True)
    assert line.take("x", "x")
    assert (len(line.value), line.full) == (MOST, True)
    line.take("backspace", None)
    assert not line.full
    line.take("x", "x")
    assert (line.value[-2:], line.full) == ("ax", False)
    longer = TypedLine("a" * 2 * MOST)
    longer.take("x", "x")
    assert (len(longer.value), longer.full) == (2 * MOST, True)


def test_tabs_are_spaces_and_joiners_are_letters() -> None:
    line = TypedLine("")
    line.insert("a\tb")
    for letter in "می\u200cگ":
        line.take(letter, letter)
    assert line.value == "a bمی\u200cگ"


@given(texts, st.integers(0, 30))
def test_what_fits_is_whole_clusters(text: str, room: int) -> None:
    fits = fitting(text, MOST - room)
    assert text.startswith(fits)
    assert len(fits) in {0, *accumulate(map(len, iter_graphemes(text)))}
    rest = next(iter_graphemes(text[len(fits) :]), "")
    assert len(fits) <= room
    assert not rest or len(fits + rest) > room


@settings(max_examples=200, deadline=None)
@given(texts, st.lists(st.sampled_from(KEYS), max_size=10), st.integers(5, 20))
def test_whatever_is_pressed_the_cursor_stands_between_clusters_in_a_line(
    value: str, keys: list[str], width: int
) -> None:
    line = TypedLine(value, breaks=True)
    for key in keys:
        line.take(key, None)
        line.climb(1 if len(key) % 2 else -1, width)
        edges = {0, *accumulate(map(len, iter_graphemes(line.value)))}
        assert line.at in edges
    lines = line.lines(width)
    assert "".join(line.value[a:b] for a, b in lines) == line.value.replace("\n", "")
    for start, end in lines:
        spaces = len(line.value[start:end]) - len(line.value[start:end].rstrip(" "))
        assert cell_len(line.value[start:end]) - spaces < width
    start, end = lines[line.cursor_line(lines)]
    assert start <= line.at <= end
    assert line.at + line.under_cursor() <= end or line.under_cursor() == 0
