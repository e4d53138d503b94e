"""What is sent to a terminal shows what was drawn, whatever it showed before, in as few bytes as can be."""

from __future__ import annotations

from collections.abc import Sequence

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tui.display import Display, cells, changes, pieces

WIDTH, HEIGHT = 24, 4
TRUE = ColorSystem.TRUECOLOR

STYLES = [
    Style.parse(each)
    for each in (
        "none",
        "#d7dce5 on #14171c",
        "bold #e5b567 on #14171c",
        "bold #e5b567 on #264468",
        "italic underline #e5b567 on #264468",
        "dim",
        "bold",
        "reverse #d7dce5 on #14171c",
        "strike bright_red on blue",
        "color(200) on color(17)",
        "not bold default on default",
    )
]
LETTERS = "aB. ─│✕“’é漢한🙂"
"""Letters of one and two cells that are a cluster each: on how wide others are, terminals differ."""


def strip(parts: Sequence[tuple[str, Style]], width: int = WIDTH) -> Strip:
    return Strip([Segment(text, style) for text, style in parts]).adjust_cell_length(
        width, parts[-1][1] if parts else STYLES[0]
    )


PARTS = st.tuples(
    st.one_of(
        st.text(LETTERS, min_size=1, max_size=9), st.integers(1, 20).map(lambda count: " " * count)
    ),
    st.sampled_from(STYLES),
)
STRIPS = st.lists(PARTS, min_size=1, max_size=6).map(strip)
FRAMES = st.lists(STRIPS, min_size=HEIGHT, max_size=HEIGHT)


def whole(lines: Sequence[Strip], width: int = WIDTH) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in lines], Region(0, 0, width, len(lines)))


def some(lines: Sequence[tuple[int, Strip]]) -> ChopsUpdate:
    """An update of whole lines."""
    chops: list[dict[int, Strip | None]] = [{0: None} for _ in range(HEIGHT)]
    for y, line in lines:
        chops[y][0] = line
    return ChopsUpdate(chops, [(y, 0, WIDTH) for y, _ in lines], [[WIDTH]] * HEIGHT)


class Screen:
    """A terminal in memory, and the display that is to know what it shows."""

    def __init__(self, *, erases: bool) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)
        self.display = Display(erases=erases)

    def show(self, update: LayoutUpdate | ChopsUpdate) -> str:
        sent = self.display.change(update, TRUE)
        self.stream.feed(sent)
        return sent

    def cells(self) -> list[list[tuple[object, ...]]]:
        return [[seen(self.screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    """What an eye sees in a cell: of a blank one not the letter's colour, unless it is reversed."""
    look = (cell.bg, cell.underscore, cell.strikethrough, cell.reverse)
    if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
        return (" ", *look)
    return (cell.data, *look, cell.fg, cell.bold, cell.italics)


def drawn(lines: Sequence[Strip]) -> list[list[tuple[object, ...]]]:
    """What a terminal shows that is sent each line whole, with the full style of each piece."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for y, line in enumerate(lines):
        stream.feed(f"\x1b[{y + 1};1H")
        for text, style, _ in line:
            stream.feed(style.render(text, color_system=TRUE) if style else text)
    return [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


@pytest.mark.parametrize("erases", [True, False])
@given(frames=st.lists(FRAMES, min_size=1, max_size=4), data=st.data())
def test_the_terminal_shows_what_was_drawn(
    erases: bool, frames: list[list[Strip]], data: st.DataObject
) -> None:
    screen, shown = Screen(erases=erases), frames[0]
    screen.show(whole(shown))
    assert screen.cells() == drawn(shown)
    for frame in frames[1:]:
        changed = sorted(data.draw(st.sets(st.integers(0, HEIGHT - 1))))
        if changed:
            shown = [frame[y] if y in changed else shown[y] for y in range(HEIGHT)]
            screen.show(some([(y, frame[y]) for y in changed]))
        else:
            shown = frame
            screen.show(whole(frame))
        assert screen.cells() == drawn(shown)


@given(frame=FRAMES)
def test_what_stands_there_already_is_not_sent_again(frame: list[Strip]) -> None:
    screen = Screen(erases=False)
    screen.show(whole(frame))
    assert screen.show(whole(frame)) == ""
    assert screen.show(some([(2, frame[2])])) == ""


def test_only_the_letters_that_differ_are_sent() -> None:
    screen = Screen(erases=False)
    plain = STYLES[1]
    screen.show(whole([strip([("one two three", plain)])] * HEIGHT))
    sent = screen.show(some([(1, strip([("one 2wo three", plain)]))]))
    assert sent == "\x1b[2;5H\x1b[38;2;215;220;229;48;2;20;23;28m2\x1b[m"


def test_of_a_style_only_what_differs_is_sent() -> None:
    screen = Screen(erases=False)
    line = strip([("a", STYLES[2]), ("b", STYLES[3]), (" ", STYLES[1]), ("c", STYLES[1])], 4)
    sent = screen.show(whole([line], 4))
    assert sent == (
        "\x1b[1;1H\x1b[1;38;2;229;181;103;48;2;20;23;28ma\x1b[48;2;38;68;104mb"
        "\x1b[48;2;20;23;28m \x1b[22;38;2;215;220;229mc\x1b[m"
    )


def test_many_blanks_are_erased_where_that_leaves_their_colour() -> None:
    line = strip([("a", STYLES[1]), (" " * 20, STYLES[3]), ("b", STYLES[1])], WIDTH)
    assert "\x1b[20X" in Screen(erases=True).show(whole([line] * HEIGHT))
    assert " " * 20 in Screen(erases=False).show(whole([line] * HEIGHT))
    reverse = strip([(" " * WIDTH, STYLES[7])])
    assert "X" not in Screen(erases=True).show(whole([reverse] * HEIGHT))


def test_after_a_cluster_that_terminals_measure_otherwise_the_place_is_said() -> None:
    """Devanagari ksha: one cluster, of one cell here and of two there. The border behind it stands."""
    line = strip([("क्ष", STYLES[1]), ("│", STYLES[1])], 2 + 1)
    assert Display().change(whole([line], 3), TRUE).count("H") == 2
    again = strip([("ख्ष", STYLES[1]), ("│", STYLES[1])], 3)
    ((first, end),) = changes(cells(line, TRUE), cells(again, TRUE))
    assert [cluster for cluster, _ in cells(again, TRUE)[first:end]][-1] == "│"


def test_what_may_have_been_overwritten_is_sent_whole() -> None:
    screen = Screen(erases=False)
    frame = [strip([("abc", STYLES[1])])] * HEIGHT
    first = screen.show(whole(frame))
    screen.display.forget()
    assert screen.show(whole(frame)) == first
    screen.show(whole(frame))
    screen.display.forget()
    assert screen.show(some([(0, frame[0])])) != ""


def test_another_size_is_sent_whole() -> None:
    display = Display()
    display.change(whole([strip([("abc", STYLES[1])], 10)], 10), TRUE)
    assert "abc" in display.change(whole([strip([("abc", STYLES[1])], 12)], 12), TRUE)


def test_an_update_of_a_part_of_a_line_is_that_part() -> None:
    part = strip([("xyz", STYLES[1])], 3)
    chops = [{0: None, 5: part, 8: None}]
    update = ChopsUpdate(chops, [(0, 5, 8)], [[5, 8, WIDTH]])
    assert [*pieces(update)] == [(5, 0, part)]
