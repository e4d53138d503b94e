"""Lines in cells: cutting, wrapping and filling never break a character or a column."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
import wcwidth
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.lines import clusters, columns, cut, first_difference, line, pad, wrap

PIECES = [
    *("word", "a", "Pakistan’s", "“security”", " ", "  ", "…", "."),
    *("漢字", "ｗｉｄｅ", "한국", "नई दिल्ली", "e\u0301", "q\u0302\u0323"),
    *(
        "👨\u200d👩\u200d👧",
        "🇵🇰🇮🇷",
        "👍🏽",
        "❤\ufe0f",
        "حسین امیرعبداللهیان",
        "می\u200cگوید",
        "שלום",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
"""Text as a pane gives it: without what `visible` replaces, wide, combining and right to left."""

widths = st.integers(0, 24)
RED, BLUE = Style(color="red"), Style(color="blue")


def boundaries(text: str) -> set[int]:
    """Where a text may be divided: between grapheme clusters, and beside any space."""
    ends = {0, *accumulate(map(len, wcwidth.iter_graphemes(text)))}
    return ends | {at + side for at, char in enumerate(text) if char == " " for side in (0, 1)}


@given(texts, widths, st.sampled_from(["…", "...", ""]))
def test_cut_is_never_wider_than_asked(text: str, width: int, mark: str) -> None:
    shown = cut(text, width, mark)
    assert cell_len(shown) <= width
    if cell_len(text) <= width:
        assert shown == text
    elif shown:
        assert shown.endswith(mark)
        kept = shown.removesuffix(mark)
        assert text.startswith(kept)
        assert len(kept) in boundaries(text)


@given(texts, widths)
def test_cut_keeps_as_much_as_fits(text: str, width: int) -> None:
    shown = cut(text, width)
    if shown in (text, "…", ""):
        return
    rest = text[len(shown) - 1 :]
    following = next(iter(wcwidth.iter_graphemes(rest.lstrip())), "")
    spaces = len(rest) - len(rest.lstrip())
    assert cell_len(shown) + spaces + cell_len(following) > width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abcdef", 4, "abc…"),
        ("abc def", 5, "abc…"),
        ("漢字漢字", 4, "漢…"),
        ("漢字", 2, "…"),
        ("漢字", 1, "…"),
        ("漢字", 0, ""),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("👨\u200d👩\u200d👧ab", 3, "👨\u200d👩\u200d👧…"),
    ],
)
def test_cut_examples(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@example("  one  two  ", 3, 3)
@example("漢字", 1, 1)
@given(texts, st.integers(1, 24), st.integers(1, 24))
def test_wrap_loses_nothing_but_spaces_and_keeps_to_the_width(
    text: str, width: int, rest: int
) -> None:
    lines = wrap(text, width, rest)
    assert lines
    if not text.strip(" "):
        assert lines == [(0, 0)]
        return
    between = [(0, 0), *lines, (len(text), len(text))]
    for (_, end), (start, _) in pairwise(between):
        assert end <= start
        assert not text[end:start].strip(" ")
    for number, (start, end) in enumerate(lines):
        shown = text[start:end]
        assert {start, end} <= boundaries(text)
        assert shown == shown.strip(" ")
        room = rest if number else width
        assert cell_len(shown) <= room or len(list(wcwidth.iter_graphemes(shown))) == 1


@given(texts, st.integers(4, 24))
def test_wrap_fills_its_lines(text: str, width: int) -> None:
    lines = wrap(text, width)
    for (start, end), (after, _) in pairwise(lines):
        word = text[after:].split(" ", 1)[0]
        if end < after:  # a new line at a space: the word would not have fitted
            assert cell_len(text[start:after] + word) > width or cell_len(word) > width


def test_a_word_of_a_megabyte_is_wrapped_in_no_time() -> None:
    """It would take a minute if what is left of it were measured for each line."""
    assert len(wrap("x" * 1_000_000, 40)) == 25_000


def test_wrap_examples() -> None:
    text = "one two three"
    assert [text[a:b] for a, b in wrap(text, 7)] == ["one two", "three"]
    assert [text[a:b] for a, b in wrap(text, 3)] == ["one", "two", "thr", "ee"]
    assert [text[a:b] for a, b in wrap(text, 3, 9)] == ["one", "two three"]
    assert wrap("", 5) == [(0, 0)]
    assert wrap("漢字", 0) == [(0, 1), (1, 2)]


@given(texts, widths)
def test_pad_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(pad(text, width)) == width


pieces = st.lists(st.tuples(texts, st.sampled_from([RED, BLUE])), max_size=5)


@given(pieces, st.integers(1, 40))
def test_a_line_is_exactly_as_wide_as_asked(given_pieces: list, width: int) -> None:
    strip = line(given_pieces, width, Style.null())
    assert sum(cell_len(segment.text) for segment in strip) == strip.cell_length == width
    whole = "".join(text for text, _ in given_pieces)
    if cell_len(whole) <= width and sum(cell_len(text) for text, _ in given_pieces) <= width:
        assert strip.text.startswith(whole)
        assert not strip.text[len(whole) :].strip(" ")


def test_nothing_follows_what_was_cut() -> None:
    assert line([("漢字漢字", RED), ("xyz", BLUE)], 4, RED).text == "漢… "


@given(pieces, pieces, st.integers(0, 60))
def test_the_right_column_is_never_cut_and_keeps_the_edge(
    left: list, right: list, width: int
) -> None:
    shown = columns(left, right, width, Style.null())
    used = sum(cell_len(text) for text, _ in right)
    total = sum(cell_len(text) for text, _ in shown)
    assert total == max(width, used)
    assert shown[len(shown) - len(right) :] == right


def test_columns_cut_the_left_at_one_place() -> None:
    shown = columns([("abcdef", RED), ("ghi", BLUE)], [("99", RED)], 7, Style.null())
    assert "".join(text for text, _ in shown) == "abcd…99"


strips = st.lists(
    st.tuples(st.sampled_from("ab漢"), st.sampled_from([RED, BLUE])), min_size=6, max_size=6
)


def strip_of(marks: list, joined: bool) -> Strip:
    segments = [Segment(text if text != "漢" else "漢", style) for text, style in marks]
    strip = Strip(segments)
    return strip.simplify() if joined else strip


def cells_of(strip: Strip) -> list[tuple[str, Style | None]]:
    return [
        (char, segment.style)
        for segment in strip
        for char in segment.text
        for _ in range(cell_len(char))
    ]


@given(strips, strips, st.booleans(), st.booleans())
def test_outside_the_first_difference_all_is_the_same(
    old: list, new: list, old_joined: bool, new_joined: bool
) -> None:
    before, after = strip_of(old, old_joined), strip_of(new, new_joined)
    if before.cell_length != after.cell_length:
        return
    found = first_difference(before, after)
    here, there = cells_of(before), cells_of(after)
    if found is None:
        assert here == there
        return
    start, end = found
    assert 0 <= start < end <= before.cell_length
    assert here[:start] == there[:start]
    assert here[end:] == there[end:]


def test_equal_strips_do_not_differ_and_unequal_ones_do() -> None:
    one = Strip([Segment("abc", RED), Segment("d", BLUE), Segment("efg", RED)])
    other = Strip([Segment("abc", RED), Segment("x", BLUE), Segment("efg", RED)])
    assert first_difference(one, Strip([*one])) is None
    assert first_difference(one, other) == (3, 4)


PLAIN = [
    *range(0x20, 0x300),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x205F),
    *range(0x2190, 0x27C0),
]
JOINING = "\u0301\u200d\ufe0f\u20e3\u0930\u094d\u1100\u1161\U0001f1f5\U0001f1f0\U0001f3fd\u0600"


@given(st.text(st.sampled_from([*map(chr, PLAIN), *JOINING]), max_size=12))
def test_clusters_are_those_of_unicode_whichever_way_they_are_found(text: str) -> None:
    assert [*clusters(text)] == [*wcwidth.iter_graphemes(text)]


@pytest.mark.parametrize(
    ("text", "width"),
    [("दिल्ली", 5), ("हिन्दी", 5), ("பேச்சு", 5), ("ที่นี่", 2), ("حُسَيْن", 4), ("漢", 2), ("é", 1)],
)
def test_a_vowel_that_stands_for_itself_has_a_cell(text: str, width: int) -> None:
    """As most terminals have it; marks above and below have none."""
    assert cell_len(text) == width
    assert line([(text, RED)], 8, RED).cell_length == 8


def test_text_of_plain_letters_and_signs_needs_no_rules() -> None:
    """Each is a cluster by itself, and in what order they stand makes no difference."""
    for first in map(chr, PLAIN):
        pair = first + "│"
        assert [*wcwidth.iter_graphemes(pair)] == [*pair]
        assert clusters(pair) is pair
