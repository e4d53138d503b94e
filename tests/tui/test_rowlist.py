"""The list that all panes are: any number of rows, of any height, and the cursor always in view."""

from __future__ import annotations

import random
import time
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.geometry import Size

from tui.selection import Mark, Selection
from tui.styles.look import Look
from tui.styles.symbols import UNICODE
from tui.styles.themes import THEMES, palette_of
from tui.widgets.lines import Piece
from tui.widgets.rowlist import RowList
from tui.widgets.rows import GUTTER, RowState


class Line(NamedTuple):
    id: str
    heading: bool
    words: str
    height: int = 1


class Lines(RowList):
    """Rows that say their number on each of their lines; counts those it paints."""

    pane = "lines"

    def __init__(self) -> None:
        super().__init__(Look(palette_of(THEMES[0]), UNICODE), "Lines")
        self.selection = Selection(active="lines")
        self.painted: list[str] = []
        self.told: list[str] = []

    def row_lines(self, row: Any, width: int, state: RowState) -> list[list[Piece]]:
        self.painted.append(row.words)
        style = self.look.palette.text
        return [[(f"{row.words}.{number}", style)] for number in range(row.height)]


class Sized(Lines):
    """Without an app: only told its size."""

    def __init__(self, rows: list[Line], width: int, height: int) -> None:
        super().__init__()
        self._given = Size(width, height)
        self.tell = lambda message: self.told.append(message.record)
        self.set_rows(rows)

    @property
    def size(self) -> Size:
        return self._given

    def repaint(self) -> None:
        pass

    def lines(self) -> list[str]:
        return [strip.text for strip in self.paint(*self._given)]

    def body(self) -> list[str]:
        return [line[1 + GUTTER : -1].rstrip() for line in self.lines()[1:-1]]


class Holder(App[None]):
    def __init__(self, rows: list[Line]) -> None:
        super().__init__()
        self.list = Lines()
        self.list.styles.height = "1fr"
        self.first_rows = rows

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.set_rows(self.first_rows)


@asynccontextmanager
async def mounted(rows: list[Line], width: int = 80, height: int = 24) -> Any:
    app = Holder(rows)
    async with app.run_test(size=(width, height), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        yield app.list, pilot


def plain(count: int) -> list[Line]:
    return [Line(f"r{number}", False, str(number)) for number in range(count)]


# Any number of rows


async def test_no_rows_say_so() -> None:
    async with mounted([]) as (rows, _):
        text = "\n".join(rows.render_line(y).text for y in range(24))
        assert "Nothing here." in text
        for act in (rows.move, rows.page, rows.end):
            act(1)
            act(-1)
        assert (rows.cursor, rows.record) == (-1, "")
        assert not rows.goto("r1")


async def test_one_row_and_no_further() -> None:
    async with mounted(plain(1)) as (rows, _):
        for act in (rows.move, rows.page, rows.end):
            act(1)
            act(-1)
            assert (rows.cursor, rows._top) == (0, (0, 0))
        assert rows.render_line(1).text == "│►  0.0" + " " * 72 + "│"


@pytest.mark.parametrize("count", [3, 1000, 100_000])
async def test_only_what_shows_is_painted(count: int) -> None:
    started = time.perf_counter()
    async with mounted(plain(count)) as (rows, pilot):
        for act in (rows.end, rows.page, rows.move):
            act(1)
            await pilot.pause(0)
            act(-1)
            await pilot.pause(0)
        assert rows.counter == str(count)
        assert len(set(rows.painted)) <= min(count, 150)
        assert len(rows.painted) <= 300
    assert time.perf_counter() - started < 10


def test_the_cost_of_a_move_does_not_grow_with_the_rows() -> None:
    def painted(count: int) -> int:
        rows = Sized(plain(count), 80, 24)
        rows.goto(f"r{count // 2}")
        rows.lines()
        rows.painted.clear()
        rows.move(1)
        rows.lines()
        return len(rows.painted)

    assert painted(100_000) == painted(1000) <= 4


# Where the list stands


@st.composite
def lists(draw: st.DrawFn) -> list[Line]:
    """Sections with headings, and rows of one to six lines."""
    rows = []
    for number in range(draw(st.integers(0, 40))):
        heading = draw(st.integers(0, 5)) == 0 and not (rows and rows[-1].heading)
        height = 1 if heading else draw(st.integers(1, 6))
        rows.append(Line("" if heading else f"r{number}", heading, str(number), height))
    while rows and rows[-1].heading:
        rows.pop()
    return rows


moves = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from([1, -1, 3, -7])),
        st.tuples(st.just("page"), st.sampled_from([1, -1])),
        st.tuples(st.just("end"), st.sampled_from([1, -1])),
        st.tuples(st.sampled_from(["goto", "reveal"]), st.integers(0, 40)),
    ),
    max_size=12,
)


def shown_lines(rows: Sized, index: int) -> list[int]:
    """Which lines of a row stand in the body, as it is painted."""
    words = rows.rows[index].words
    return [int(line.split(".")[1]) for line in rows.body() if line.split(".")[0] == words]


@settings(max_examples=200)
@given(lists(), st.integers(10, 30), st.integers(3, 20), moves)
def test_the_cursor_stays_in_view(rows: list[Line], width: int, height: int, acts: list) -> None:
    pane = Sized(rows, width, height)
    for name, value in acts:
        if name in ("goto", "reveal"):
            known = f"r{value}" in pane
            result = getattr(pane, name)(f"r{value}")
            assert name == "reveal" or result == known
            if known:
                assert_whole(pane, next(i for i, row in enumerate(rows) if row.id == f"r{value}"))
            if name == "reveal":
                pane.goto(pane.record)
        else:
            getattr(pane, name)(value)
        lines = pane.lines()
        assert len(lines) == height
        assert {len(line) for line in lines} == {width}
        if pane.cursor >= 0:
            assert pane.rows[pane.cursor].id
            assert_whole(pane, pane.cursor)


def assert_whole(pane: Sized, index: int) -> None:
    """All of the row shows, or some of it if it is taller than the room there is."""
    shown = shown_lines(pane, index)
    row = pane.rows[index]
    headings = any(each.heading for each in pane.rows[:index])
    room = len(pane.body()) - (1 if headings else 0)
    whole = list(range(row.height))
    assert shown == whole if row.height <= room else shown or not room, (pane._top, index)


@given(lists(), st.integers(3, 20), moves)
def test_moves_tell_the_record_they_lead_to(rows: list[Line], height: int, acts: list) -> None:
    pane = Sized(rows, 30, height)
    for name, value in acts:
        if name in ("move", "page", "end"):
            before = pane.cursor
            getattr(pane, name)(value)
            assert pane.told[-1:] == [pane.record] * bool(pane.told)
            if name == "end" and pane._index:
                ids = [row.id for row in rows if row.id]
                assert pane.record == ids[0 if value < 0 else -1]
            elif name == "page" and pane._index:
                assert (pane.cursor - before) * value >= 0


def test_moving_passes_headings_by_and_stops_at_the_ends() -> None:
    rows = [Line("", True, "A"), Line("a", False, "a"), Line("", True, "B"), Line("b", False, "b")]
    pane = Sized(rows, 30, 10)
    assert pane.record == "a"
    pane.move(1)
    assert pane.record == "b"
    pane.move(5)
    assert pane.record == "b"
    pane.move(-5)
    assert pane.record == "a"


def test_the_heading_sticks_while_its_section_shows() -> None:
    rows = [Line("", True, "A"), *plain(30), Line("", True, "B"), Line("x", False, "x", 20)]
    pane = Sized(rows, 30, 12)
    assert pane.body()[0] == "A.0"
    pane.goto("r20")
    assert pane.body()[0] == "A.0"
    assert "20.0" in pane.body()[1:]
    pane.end(1)
    assert pane.body()[0] == "B.0"
    assert pane.body()[1] == "x.0"


def test_up_at_the_first_row_shows_the_heading_above_it() -> None:
    pane = Sized([Line("", True, "A"), *plain(30)], 30, 6)
    pane.end(1)
    pane.end(-1)
    pane.move(-1)
    assert pane.body()[:2] == ["A.0", "0.0"]


def test_new_rows_keep_the_cursor_on_its_record_or_its_place() -> None:
    pane = Sized(plain(9), 30, 12)
    pane.goto("r4")
    pane.set_rows([Line("new", False, "new"), *plain(9)])
    assert (pane.record, pane.cursor) == ("r4", 5)
    pane.set_rows([row for row in pane.rows if row.id != "r4"])
    assert pane.record == "r5"
    pane.set_rows(plain(2))
    assert pane.record == "r1"
    pane.set_rows([])
    assert (pane.record, pane.cursor) == ("", -1)
    pane.set_rows(plain(2))
    assert pane.record == "r0"


# The thumb


def thumb(pane: Sized) -> list[int]:
    """Lines of the body beside which the thumb stands."""
    return [y for y, line in enumerate(pane.lines()[1:-1]) if line.endswith("┃")]


def test_no_thumb_when_all_shows() -> None:
    assert thumb(Sized(plain(10), 30, 12)) == []
    assert thumb(Sized(plain(11), 30, 12)) != []


def test_the_thumb_follows_from_top_to_bottom() -> None:
    pane = Sized(plain(100), 30, 12)
    assert thumb(pane)[0] == 0
    seen = []
    for _ in range(100):
        pane.move(1)
        seen.append(thumb(pane)[0])
    assert seen == sorted(seen)
    assert thumb(pane)[-1] == 9
    assert len(thumb(pane)) == 1
    pane.end(-1)
    assert thumb(pane)[0] == 0


# What is drawn, and sent


def test_marks_stand_left_of_rows_and_hints_in_their_stead() -> None:
    pane = Sized(plain(5), 30, 12)
    pane.selection = Selection(active="other", record="r1")
    pane.selection.marks.update({"r2": Mark.LINKED, "r3": Mark.NEXT})  # type: ignore[attr-defined]
    signs = [line[1:3] for line in pane.lines()[1:6]]
    assert signs == ["  ", "▻ ", "✦ ", "❖ ", "  "]
    pane.selection = Selection(active="lines", hints={"r2": "a", "r3": "sd"})
    assert [line[1:3] for line in pane.lines()[1:6]] == ["► ", "  ", "a ", "sd", "  "]


async def test_all_that_changed_is_sent() -> None:
    chance = random.Random(5)
    async with mounted([Line("", True, "A"), *plain(60)], 40, 12) as (rows, pilot):
        await pilot.pause()
        sent: list[Any] = []
        rows.refresh = lambda *regions, **_: sent.extend(regions)

        for _ in range(40):
            before = [segments_of(strip) for strip in rows._lines]
            sent.clear()
            getattr(rows, chance.choice(["move", "page", "end"]))(chance.choice([1, -1]))
            rows.repaint()
            after = [segments_of(strip) for strip in rows._lines]
            for y, (old, new) in enumerate(zip(before, after, strict=True)):
                for x, (one, other) in enumerate(zip(old, new, strict=True)):
                    assert one == other or any(region.contains(x, y) for region in sent)


def segments_of(strip: Any) -> list[tuple[str, Any]]:
    return [(char, segment.style) for segment in strip for char in segment.text]


async def test_a_move_sends_two_lines_and_no_more() -> None:
    async with mounted(plain(1000)) as (rows, pilot):
        await pilot.pause()
        sent: list[Any] = []
        refresh = rows.refresh

        def noted(*regions: Any, **how: Any) -> Any:
            sent.extend(regions or [rows.region])
            return refresh(*regions, **how)

        rows.refresh = noted
        rows.move(1)
        rows.repaint()
        assert sorted(region.y for region in sent) == [1, 2]
        assert all(region.height == 1 for region in sent)
        sent.clear()
        rows.repaint()
        assert sent == []
        rows.show(Selection(active="lines", record="r5"))
        assert [region.y for region in sent] == [6]


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 5), (7, 9), (8, 3), (9, 2), (300, 100)])
def test_any_size_is_filled(width: int, height: int) -> None:
    lines = Sized(plain(50), width, height).lines()
    assert [len(line) for line in lines] == [width] * height


async def test_the_cursor_is_still_in_view_when_the_terminal_gets_smaller() -> None:
    async with mounted(plain(100), 80, 60) as (rows, pilot):
        rows.goto("r50")
        await pilot.resize_terminal(80, 10)
        assert any("50.0" in rows.render_line(y).text for y in range(1, 9))


@pytest.mark.parametrize("seed", [0, 1, 2])
async def test_what_is_on_the_screen_is_what_would_be_drawn_anew(seed: int) -> None:
    chance = random.Random(seed)
    async with mounted([Line("", True, "A"), *plain(60)], 40, 12) as (rows, pilot):
        for _ in range(40):
            getattr(rows, chance.choice(["move", "page", "end"]))(chance.choice([1, -1]))
            rows.repaint()
            await pilot.pause(0)
        fresh = [strip.text for strip in rows.paint(*rows.size)]
        screen = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        assert screen == fresh
