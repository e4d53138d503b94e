"""Corrections that the file has overtaken, chosen one by one."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from tui.screens.conflicts import ConflictRow, ConflictsScreen

SIZES = [(80, 24), (120, 40), (60, 15)]
DATE = ConflictRow("recall", "Ambassador recalled", "date", "[..2024]", "2024-01-17", "2024-01-18")
ALIASES = ConflictRow("ann", "Ann", "aliases", ["Annie"], ["Annie", {"text": "Nan"}], None)
GONE = ConflictRow("q", "“All these”", "", {"id": "q", "note": "x"}, None, {"id": "q", "note": "y"})
ROWS = [DATE, ALIASES, GONE]


async def show(desk: Any, rows: list[ConflictRow] | None = None) -> list[Any]:
    answers: list[Any] = []
    desk.ask(ConflictsScreen(desk.app.look, rows or ROWS), answers.append)
    await desk.settle()
    return answers


def body(desk: Any) -> list[str]:
    """The lines in the frame that say something."""
    region = desk.app.screen.conflict.region
    lines = desk.lines[region.y + 1 : region.bottom - 1]
    cut = [line[region.x + 2 : region.right - 1].rstrip() for line in lines]
    return [line for line in cut if line]


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
async def test_three_values_stand_below_each_other(
    open_desk: Any, size: tuple[int, int], symbols: str
) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        await show(desk)
        assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
        assert "1/3" in desk.text
        assert body(desk) == [
            "Ambassador recalled",
            "date:",
            "  as it was",
            "  [..2024]",
            "  m  mine",
            "  2024-01-17",
            "  t  in the file now",
            "  2024-01-18",
        ]
        assert "m mine" in desk.text
        assert "esc leave" in desk.text
        if symbols == "ascii":
            assert desk.text.isascii()


async def test_on_a_wide_screen_they_stand_side_by_side(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await show(desk)
        heads, values = body(desk)[2:]
        assert [head.strip() for head in heads.split("│")] == [
            "as it was",
            "m  mine",
            "t  in the file now",
        ]
        assert [value.strip() for value in values.split("│")] == [
            "[..2024]",
            "2024-01-17",
            "2024-01-18",
        ]
        await desk.resize(99, 30)
        assert len(body(desk)) == 8
        await desk.resize(100, 30)
        assert len(body(desk)) == 4


async def test_lists_records_and_what_is_not_there_are_said_in_words(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await show(desk)
        await desk.press("j")
        assert body(desk)[3:] == [
            "  Annie",
            "  m  mine",
            "  Annie, Nan",
            "  t  in the file now",
            "  (not there)",
        ]
        await desk.press("j")
        assert body(desk)[1:] == [
            "the whole record:",
            "  as it was",
            "  id: q",
            "  note: x",
            "  m  mine",
            "  (no such record)",
            "  t  in the file now",
            "  id: q",
            "  note: y",
        ]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ("mtm", {"date": "mine", "aliases": "theirs", "": "mine"}),
        ("tbt", {"date": "theirs", "": "theirs"}),
        ("bbb", {}),
        ("mb", {"date": "mine"}),
        ("M", {"date": "mine", "aliases": "mine", "": "mine"}),
        ("mT", {"date": "mine", "aliases": "theirs", "": "theirs"}),
        ("jjtmm", {"date": "mine", "aliases": "mine", "": "theirs"}),
        ("mmkktt", {"date": "theirs", "aliases": "mine", "": "theirs"}),
        ("mkbtt", {"aliases": "theirs", "": "theirs"}),
        ("kjjjt", {"": "theirs"}),
    ],
)
async def test_the_choices_made_come_out(open_desk: Any, keys: str, chosen: dict[str, str]) -> None:
    async with open_desk() as desk:
        answers = await show(desk)
        await desk.press(*keys)
        if not answers:
            await desk.press("escape")
        assert desk.app.screen is desk.screen
        wanted = [(row.record, row.field, chosen[row.field]) for row in ROWS if row.field in chosen]
        assert answers == [wanted]
        desk.check()


async def test_a_choice_is_marked_when_one_comes_back_to_it(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await show(desk)
        await desk.press("t", "k")
        assert "1/3" in desk.text
        cursor = desk.app.look.symbols.cursor
        assert [line for line in body(desk) if cursor in line] == [f"{cursor} t  in the file now"]
        await desk.press("m", "k")
        assert [line for line in body(desk) if cursor in line] == [f"{cursor} m  mine"]


async def test_long_values_wrap_and_scroll(open_desk: Any) -> None:
    words = " ".join(f"word{number}" for number in range(120))
    row = ConflictRow("x", "X", "note", words, words.upper(), None)
    async with open_desk(60, 15) as desk:
        await show(desk, [row])
        seen = body(desk)
        for _ in range(20):
            await desk.press("ctrl+d")
            seen += body(desk)
        assert all(any(f"word{n}" in line.split() for line in seen) for n in range(120))
        assert all(any(f"WORD{n}" in line.split() for line in seen) for n in range(120))
        assert "(not there)" in desk.text
        await desk.press("b")
        assert desk.app.screen is desk.screen


async def test_hostile_values_show_and_do_nothing(open_desk: Any) -> None:
    words = "[/]\x1b[31m\u202e[@click=app.quit]go"
    async with open_desk() as desk:
        await show(desk, [ConflictRow(words, words, words, words, [words], {words: words})])
        assert desk.text.count("[/]␛[31m␦[@click=app.quit]") >= 5


async def test_only_what_was_typed_for_it_is_taken(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("3")
        start = desk.record
        answers = await show(desk)
        desk.send("m", "m", "t", "j", "j")
        await desk.settle()
        await desk.settle()
        rows = [row.id for row in desk.pane("timeline").rows if row.id]
        assert [side for *_, side in answers[0]] == ["mine", "mine", "theirs"]
        assert desk.record == rows[rows.index(start) + 2]
