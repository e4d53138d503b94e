"""What is sent to a terminal shows what was drawn, whatever it showed before, in as few bytes as can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pyte
import pytest
import wcwidth
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
    """A flag: one cluster, of two cells here and of four there. The border behind it stands."""
    line = strip([("🇵🇰", STYLES[1]), ("│", STYLES[1])], 3)
    assert Display().change(whole([line], 3), TRUE).endswith("\x1b[1;3H│\x1b[m")
    again = strip([("🇮🇷", STYLES[1]), ("│", STYLES[1])], 3)
    ((first, end),) = changes(cells(line, TRUE), cells(again, TRUE), 0, 3)
    assert [cluster for cluster, _ in cells(again, TRUE)[first:end]][-1] == "│"


OWN = {"legacy": lambda text: [*text], "graphemes": wcwidth.iter_graphemes}
"""How terminals take text apart: each code point has cells of its own, or each cluster has."""

UNSURE = [
    "क्ष",
    "दि",
    "❤️",
    "1️⃣",
    "👨\u200d👩\u200d👧",
    "🇵🇰",
    "👍🏽",
    "が",
    "ẹ́",
    "می\u200c",
    "နို",
    "🫨",
]
MIXED = st.lists(
    st.tuples(st.sampled_from([*"ab│ 漢ن", *UNSURE]), st.sampled_from(STYLES[1:3])), max_size=12
).map(strip)


class Measuring:
    """A terminal that takes clusters to be as wide as its kind does."""

    def __init__(self, kind: str) -> None:
        self.cells = [["?"] * WIDTH for _ in range(HEIGHT)]
        self.kind, self.x, self.y = kind, 0, 0

    def width(self, part: str) -> int:
        if self.kind == "graphemes":
            return min(2, max(map(wcwidth.wcwidth, part)))
        return 1 if unicodedata.category(part) == "Mc" else wcwidth.wcwidth(part)

    def feed(self, sent: str) -> None:
        for numbers, final, text in re.findall(r"\x1b\[([\d;]*)([A-Za-z])|([^\x1b]+)", sent):
            if final == "H":
                self.y, self.x = (int(number) - 1 for number in numbers.split(";"))
            elif final == "C":
                self.x += int(numbers or 1)
            elif final == "X":
                self.cells[self.y][self.x : self.x + int(numbers)] = [" "] * int(numbers)
            for part in OWN[self.kind](text):
                self._draw(part, self.width(part))

    def _draw(self, part: str, width: int) -> None:
        line = self.cells[self.y]
        if not width:
            return
        self.x = min(self.x, WIDTH - width)  # it wraps nothing
        for at in (self.x, self.x + width):
            if at < WIDTH and line[at] == "":  # what is left of a wide one is blank
                line[at - 1] = line[at] = " "
        line[self.x : self.x + width] = [part, ""][:width]
        self.x += width


@pytest.mark.parametrize("erases", [True, False])
@pytest.mark.parametrize("kind", OWN)
@given(
    frames=st.lists(st.lists(MIXED, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=4),
    data=st.data(),
)
def test_what_all_agree_on_stands_in_its_cell_however_wide_the_rest_is(
    kind: str, erases: bool, frames: list[list[Strip]], data: st.DataObject
) -> None:
    terminal, display, shown = Measuring(kind), Display(erases=erases), frames[0]
    terminal.feed(display.change(whole(shown), TRUE))
    for frame in frames[1:]:
        changed = data.draw(st.sets(st.integers(0, HEIGHT - 1)))
        shown = [frame[y] if y in changed else shown[y] for y in range(HEIGHT)]
        terminal.feed(display.change(some([(y, frame[y]) for y in sorted(changed)]), TRUE))
    for line, drawn_line in zip(shown, terminal.cells, strict=True):
        for (cluster, _), there in zip(cells(line, TRUE), drawn_line, strict=True):
            if len(cluster) == 1 and cluster < "\U0001f000":
                assert there == cluster, (line.text, drawn_line)


def test_what_a_cluster_may_lie_over_in_the_next_pane_is_sent_again() -> None:
    """A family, of two cells here and of six there, beside another pane whose line is the same."""
    display, plain = Display(), STYLES[1]
    whole_line = [strip([("ab│", plain)], 3), strip([("│cdefg", plain)], 6)]
    display.change(LayoutUpdate([whole_line], Region(0, 0, 9, 1)), TRUE)
    part = strip([("👨\u200d👩\u200d👧│", plain)], 3)
    update = ChopsUpdate([{0: part, 3: None}], [(0, 0, 3)], [[3, 9]])
    assert display.change(update, TRUE).endswith("\x1b[1;3H││cd\x1b[m")


def test_the_terminals_own_colours_are_what_no_colour_is() -> None:
    line = strip([("a", Style.parse("default on default")), ("b", Style.parse("bold"))], 2)
    assert Display().change(whole([line], 2), TRUE) == "\x1b[1;1Ha\x1b[1mb\x1b[m"


@given(frame=FRAMES)
def test_where_single_attributes_cannot_be_taken_back_all_are(frame: list[Strip]) -> None:
    old = Display(undoes=False)
    sent = old.change(whole(frame), TRUE)
    assert not re.search(
        r"\x1b\[(?:[\d;]*;)?2[2-9](?:;|m)", re.sub(r"[34]8;2;\d+;\d+;\d+", "", sent)
    )
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(sent)
    assert [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)] == drawn(
        frame
    )


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
