"""What saving would change, shown before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff
from typing import Any

import pytest
from rich.cells import cell_len

from tui.screens.diff import DiffScreen, changed_lines

SIZES = [(80, 24), (120, 40), (60, 15)]

BEFORE = """\
actors:
  # who is who
  - id: ann
    name: Ann
    kind: person

  - id: bob
    name: Bob
"""
AFTER = BEFORE.replace("kind: person", "kind: state").replace("name: Bob", "name: Bo\n    note: x")


def diff_of(before: str, after: str) -> list[str]:
    return [*unified_diff(before.splitlines(True), after.splitlines(True), "old", "new", n=2)]


async def show(desk: Any, diff: Sequence[str], **more: Any) -> list[Any]:
    answers: list[Any] = []
    desk.ask(DiffScreen(desk.app.look, "Write test.yaml?", diff, **more), answers.append)
    await desk.settle()
    return answers


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize("size", SIZES)
async def test_it_shows_what_goes_and_what_comes(
    open_desk: Any, size: tuple[int, int], symbols: str
) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        await show(desk, diff_of(BEFORE, AFTER), records=2)
        assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
        assert "Write test.yaml?" in desk.lines[0]
        assert "3 lines in 2 records" in desk.lines[0]
        assert "y write it" in desk.lines[-1]
        body = [line[2:-1].rstrip() for line in desk.lines[1:-2]]
        assert [line for line in body if line] == [
            "line 3",
            "    - id: ann",
            "      name: Ann",
            "-     kind: person",
            "+     kind: state",
            "    - id: bob",
            "-     name: Bob",
            "+     name: Bo",
            "+     note: x",
        ]
        assert "old" not in desk.text
        if symbols == "ascii":
            assert desk.text.isascii()


async def test_what_goes_and_comes_is_told_by_colour_too(open_desk: Any) -> None:
    async with open_desk() as desk:
        await show(desk, diff_of(BEFORE, AFTER))
        palette = desk.app.look.palette
        styles = {
            segment.text.strip(): segment.style
            for y in range(desk.app.screen.diff.size.height)
            for segment in desk.app.screen.diff.render_line(y)
        }
        assert styles["-     kind: person"].color == palette.conflict.color
        assert styles["+     kind: state"].color == palette.cooperation.color


@pytest.mark.parametrize(
    ("key", "answer"),
    [("y", True), ("s", True), ("enter", True), ("n", False), ("q", False), ("escape", False)],
)
async def test_it_is_written_or_left(open_desk: Any, key: str, answer: bool) -> None:
    async with open_desk() as desk:
        answers = await show(desk, diff_of(BEFORE, AFTER))
        await desk.press("x", "7", key)
        assert answers == [answer]
        assert desk.app.screen is desk.screen
        desk.check()


@pytest.mark.parametrize("size", SIZES)
async def test_all_of_it_can_be_read(open_desk: Any, size: tuple[int, int]) -> None:
    after = "".join(f"item {number}: changed\n" for number in range(100))
    async with open_desk(*size) as desk:
        await show(desk, diff_of("nothing\n", after))
        first = desk.lines
        await desk.press("k", "g", "ctrl+u")
        assert desk.lines == first
        await desk.press("j")
        assert desk.lines[1][:-1] == first[2][:-1]
        await desk.press("G")
        assert "item 99: changed" in desk.lines[-3]
        last = desk.lines
        await desk.press("j", "ctrl+d", "pagedown", "G")
        assert desk.lines == last
        await desk.press("g")
        assert desk.lines == first
        seen = "\n".join(first)
        for _ in range(20):
            await desk.press("ctrl+d")
            seen += desk.text
        assert all(f"item {number}: changed" in seen for number in range(100))
        for width, height in ((100, 12), (24, 6), (6, 2), (60, 15)):
            await desk.resize(width, height)
            assert [cell_len(line) for line in desk.lines] == [width] * height
        await desk.press("G")
        assert "item 99: changed" in desk.lines[-3]


async def test_long_lines_go_on_below_behind_a_mark(open_desk: Any) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    diff = diff_of("", f"    note: {words} {'x' * 150}\n")
    async with open_desk(60, 24) as desk:
        await show(desk, diff)
        body = [line[2:-2].rstrip() for line in desk.lines[1:-2] if line[2:-2].strip()]
        assert body[1].startswith("+     note: word0 word1")
        assert all(line.startswith("  … ") for line in body[2:])
        said = "".join(line.removeprefix("  … ").replace(" ", "") for line in body[1:])
        assert said == f"+note:{words}{'x' * 150}".replace(" ", "")


async def test_hostile_lines_show_and_do_nothing(open_desk: Any) -> None:
    diff = diff_of("", "note: [/] [@click=app.quit]x[/] \x1b[31m \u202e é́漢字\r\n")
    async with open_desk(60, 15) as desk:
        await show(desk, diff)
        assert "+ note: [/] [@click=app.quit]x[/] ␛[31m ␦ é́漢字" in desk.text
        assert [cell_len(line) for line in desk.lines] == [60] * 15


async def test_nothing_to_write_is_said(open_desk: Any) -> None:
    async with open_desk(60, 15) as desk:
        answers = await show(desk, [])
        assert "Nothing would change." in desk.text
        assert "0 lines" in desk.lines[0]
        await desk.press("j", "G", "ctrl+u", "escape")
        assert answers == [False]


async def test_keys_typed_ahead_reach_it(open_desk: Any) -> None:
    async with open_desk() as desk:
        answers: list[Any] = []
        screen = DiffScreen(desk.app.look, "Write?", diff_of(BEFORE, AFTER))
        await desk.press("3")
        start = desk.record
        desk.screen.action_reload = lambda: desk.ask(screen, answers.append)
        desk.send("r", "j", "y", "j")
        await desk.settle()
        await desk.settle()
        rows = [row.id for row in desk.pane("timeline").rows if row.id]
        assert answers == [True]
        assert desk.record == rows[rows.index(start) + 1]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("", "", 0),
        ("a\nb\nc\n", "a\nB\nc\n", 1),
        ("a\nb\nc\n", "a\nc\n", 1),
        ("a\nb\nc\n", "a\nb\nx\ny\nc\n", 2),
        ("a\nb\nc\n", "a\nx\ny\nz\nc\n", 3),
        ("- - -\n+++ x\n", "", 2),
        ("a\nb\nc\nd\ne\nf\n", "x\nb\nc\nd\ne\ny\n", 2),
    ],
)
def test_replaced_lines_count_once(before: str, after: str, lines: int) -> None:
    assert changed_lines(diff_of(before, after)) == lines
