"""Questions over the desk: a line to type, and choices that each have a key."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual import events

from tui.screens.ask import Choice, ChoiceScreen, Line, PromptScreen

SIZES = [(80, 24), (120, 40), (60, 15)]
TITLE = "Flag Pakistan recalls its ambassador: why?"
YES_NO = [Choice("y", "Yes, accept them", True), Choice("n", "No, leave them as they are", False)]


async def ask(desk: Any, screen: Any) -> list[Any]:
    """Opens a question over the desk; the list gets the answer."""
    answers: list[Any] = []
    desk.ask(screen, answers.append)
    await desk.settle()
    return answers


def prompt(desk: Any, **more: Any) -> PromptScreen:
    return PromptScreen(desk.app.look, TITLE, "may be empty", **more)


def choice(desk: Any, lines: list[str], choices: Any = YES_NO) -> ChoiceScreen[Any]:
    return ChoiceScreen(desk.app.look, "Accept 12 records?", lines, choices)


def box(desk: Any) -> list[str]:
    """The lines of the question, as the terminal shows them."""
    region = desk.app.screen.box.region
    return [line[region.x : region.right] for line in desk.lines[region.y : region.bottom]]


# A line to type


@pytest.mark.parametrize("size", SIZES)
async def test_a_line_is_typed_below_the_desk(open_desk: Any, size: tuple[int, int]) -> None:
    async with open_desk(*size) as desk:
        was = desk.lines
        answers = await ask(desk, prompt(desk))
        assert desk.lines[:-2] == was[:-2]
        assert "Flag Pakistan recalls its" in desk.lines[-2]
        assert "enter takes it, esc leaves" in desk.lines[-2]
        assert desk.lines[-1].startswith("  may be empty")
        assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
        await desk.type("not his q[/]?")
        assert desk.lines[-1].rstrip() == "  not his q[/]?"
        await desk.press("enter")
        assert answers == ["not his q[/]?"]
        assert desk.app.screen is desk.screen
        assert desk.lines == was
        desk.check()


async def test_escape_gives_nothing(open_desk: Any) -> None:
    async with open_desk() as desk:
        answers = await ask(desk, prompt(desk))
        await desk.type("half a thought")
        await desk.press("escape")
        assert answers == [None]


async def test_ctrl_c_leaves_the_program_from_any_question(open_desk: Any) -> None:
    for screen in (prompt, lambda desk: choice(desk, [])):
        async with open_desk() as desk:
            await ask(desk, screen(desk))
            await desk.pilot.press("ctrl+c")
            assert desk.app._exit


async def test_an_empty_line_is_an_answer_only_where_it_may_be(open_desk: Any) -> None:
    async with open_desk() as desk:
        answers = await ask(desk, prompt(desk))
        await desk.type("  ")
        await desk.press("enter")
        assert answers == []
        assert "Type some words first, or esc leaves." in desk.lines[-2]
        await desk.type("  yes ")
        await desk.press("enter")
        answers += await ask(desk, prompt(desk, empty=True))
        await desk.press("enter")
        assert answers == ["yes"]
        assert desk.app.screen is desk.screen


async def test_a_line_is_edited_with_the_keys_of_a_shell(open_desk: Any) -> None:
    async with open_desk() as desk:
        await ask(desk, prompt(desk, value="one two three"))
        value = desk.app.screen.input
        for keys, line in (
            (("backspace", "backspace"), "one two thr"),
            (("left", "X", "right", "Y"), "one two thXrY"),
            (("ctrl+w",), "one two "),
            (("home", "delete", "O"), "One two "),
            (("end", "!"), "One two !"),
            (("ctrl+a", "ctrl+right", "ctrl+k"), "One "),
            (("4", "ctrl+u"), ""),
            (("f5", "up"), ""),
        ):
            await desk.press(*keys)
            assert value.value == line


async def test_every_key_of_a_burst_is_taken_in_its_turn(open_desk: Any) -> None:
    async with open_desk() as desk:
        answers = await ask(desk, prompt(desk))
        desk.send(*"woman", "left", "left", *"rk", "end", "backspace", *"an", "enter")
        await desk.settle()
        assert answers == ["womrkaan"]


async def test_keys_typed_ahead_and_behind_reach_the_prompt_and_the_desk(open_desk: Any) -> None:
    """A flag, its reason and the next moves come in one burst over a slow line."""
    async with open_desk() as desk:
        seen: list[tuple[str | None, str]] = []

        def flag() -> None:
            record = desk.record
            desk.ask(prompt(desk), lambda words: seen.append((words, desk.record)))
            assert record == desk.record

        desk.screen.action_reload = flag
        await desk.press("3")
        start = desk.record
        for _ in range(2):
            desk.send("r", *"a reason", "enter", "j", "r", *"b", "enter", "j")
            for _ in range(4):
                await desk.settle()
        records = [row.id for row in desk.pane("timeline").rows if row.id]
        at = records.index(start)
        assert seen == [
            (words, records[at + steps])
            for steps, words in enumerate(["a reason", "b", "a reason", "b"])
        ]
        assert desk.record == records[at + 4]
        desk.check()


async def test_what_is_pasted_goes_into_the_line_in_its_turn(open_desk: Any) -> None:
    async with open_desk() as desk:
        answers = await ask(desk, prompt(desk))
        desk.send(*"see ")
        desk.app.post_message(events.Paste("the text\nand more"))
        desk.send(*"!", "enter")
        await desk.settle()
        assert answers == ["see the text and more!"]


async def test_typing_replaces_what_is_selected(open_desk: Any) -> None:
    async with open_desk() as desk:
        answers = await ask(desk, prompt(desk, value="who and where"))
        desk.app.screen.input.action_select_all()
        await desk.press("w", "h", "y", "enter")
        assert answers == ["why"]


@pytest.mark.parametrize("theme", ["copydesk-ansi", "copydesk-light"])
async def test_every_theme_will_do(open_desk: Any, theme: str) -> None:
    async with open_desk(60, 15, theme=theme) as desk:
        was = desk.lines
        await ask(desk, prompt(desk))
        assert desk.lines[:-2] == was[:-2]
        await desk.press("escape")
        answers = await ask(desk, choice(desk, ["12 records."]))
        assert "y  Yes, accept them" in desk.text
        await desk.press("y")
        assert answers == [True]


async def test_hostile_words_show_and_do_nothing(open_desk: Any) -> None:
    async with open_desk(120, 24) as desk:
        words = "[/]\x1b[31m\u202e[@click=app.quit]go"
        answers = await ask(desk, PromptScreen(desk.app.look, words, value=words))
        for line in desk.lines[-2:]:
            assert "[/]␛[31m␦[@click=app.quit]go" in line
        await desk.press("left", "X", "enter")
        assert answers == [words[:-1] + "X" + words[-1]]


async def test_a_long_title_is_cut_with_a_mark_and_the_way_out_stays(open_desk: Any) -> None:
    async with open_desk(60, 15, symbols="ascii") as desk:
        await ask(desk, PromptScreen(desk.app.look, "Why “" + "very " * 30))
        assert 'Why "very' in desk.lines[-2]
        assert "... " in desk.lines[-2]
        assert "enter takes it, esc leaves" in desk.lines[-2]
        assert desk.text.isascii()


async def test_a_line_longer_than_the_screen_scrolls(open_desk: Any) -> None:
    async with open_desk(60, 15) as desk:
        await ask(desk, prompt(desk, value="begin " + "x" * 100 + " end"))
        assert desk.lines[-1].rstrip().endswith("x end")
        await desk.press("home")
        assert desk.lines[-1].startswith("  begin xxx")
        assert isinstance(desk.app.screen.input, Line)


# Choices


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_choice_shows_what_it_is_about(
    open_desk: Any, size: tuple[int, int], symbols: str
) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        await ask(desk, choice(desk, ["Undecided quotes:", "  Jilani: “All these channels”"]))
        lines = box(desk)
        assert len(lines) == 7
        assert len({cell_len(line) for line in lines}) == 1
        assert "Accept 12 records?" in lines[0]
        assert "esc leaves" in lines[0]
        said = "“All these channels”" if symbols == "unicode" else '"All these channels"'
        assert [line[1:-1].rstrip() for line in lines[1:-1]] == [
            "  Undecided quotes:",
            f"    Jilani: {said}",
            "",
            f"{desk.screen.look.symbols.cursor} y  Yes, accept them",
            "  n  No, leave them as they are",
        ]
        assert desk.lines[0].startswith(" Pakistan and Iran"), "the desk stays visible around it"


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("y",), True),
        (("n",), False),
        (("enter",), True),
        (("j", "enter"), False),
        (("down", "tab", "enter"), True),
        (("k", "enter"), False),
        (("x", "7", "escape"), None),
    ],
)
async def test_a_choice_is_made_by_its_key_or_with_the_cursor(
    open_desk: Any, keys: tuple[str, ...], answer: Any
) -> None:
    async with open_desk() as desk:
        answers = await ask(desk, choice(desk, ["12 records."]))
        await desk.press(*keys)
        assert answers == [answer]
        assert desk.app.screen is desk.screen


async def test_only_the_first_key_of_a_burst_is_the_answer(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("3")
        start = desk.record
        answers = await ask(desk, choice(desk, []))
        desk.send("y", "j", "j", "k")
        await desk.settle()
        await desk.settle()
        records = [row.id for row in desk.pane("timeline").rows if row.id]
        assert answers == [True]
        assert desk.record == records[records.index(start) + 1]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (24, 6)])
async def test_a_long_text_scrolls_above_its_choices(open_desk: Any, size: tuple[int, int]) -> None:
    async with open_desk(*size) as desk:
        await ask(desk, choice(desk, [f"record {number}" for number in range(60)]))
        seen = box(desk)
        for _ in range(60):
            assert "y  Yes" in desk.text
            assert "n  No" in desk.text
            await desk.press("ctrl+d")
            seen += box(desk)
        assert all(any(f" record {number} " in line for line in seen) for number in range(60))
        assert "record 59" in desk.text
        await desk.press(*["pageup"] * 60)
        assert "record 0 " in desk.text


async def test_many_choices_scroll_with_the_cursor(open_desk: Any) -> None:
    choices = [Choice(chr(97 + number), f"choice {number}", number) for number in range(26)]
    async with open_desk(60, 15) as desk:
        answers = await ask(desk, choice(desk, ["Which?"], choices))
        for number in range(26):
            assert "Which?" in desk.text
            assert "j k show more" in box(desk)[0]
            line = next(line for line in box(desk) if desk.screen.look.symbols.cursor in line)
            assert line.split()[-3:-1] == ["choice", str(number)]
            await desk.press("down")
        await desk.press("up", "up", "enter")
        clicked = await ask(desk, choice(desk, ["Which?"], choices))
        await desk.press("up")
        region = desk.app.screen.box.region
        await desk.pilot.click(offset=(region.x + 4, region.bottom - 3))
        await desk.settle()
        assert (answers, clicked) == ([24], [24])


async def test_long_words_wrap_and_none_is_lost(open_desk: Any) -> None:
    words = " ".join(f"word{number}" for number in range(40))
    choices = [Choice("1", words.upper(), 1), Choice("2", "short", 2)]
    async with open_desk(60, 30) as desk:
        await ask(desk, choice(desk, ["  " + words], choices))
        said = " ".join(" ".join(line[1:-1] for line in box(desk)[1:-1]).split())
        cursor = desk.screen.look.symbols.cursor
        assert said == f"{words} {cursor} 1 {words.upper()} 2 short"


async def test_a_choice_is_literal(open_desk: Any) -> None:
    words = "[/]\x1b[31m\u202e[@click=app.quit]go"
    async with open_desk() as desk:
        choices = [Choice("1", words, 1)]
        await ask(desk, ChoiceScreen(desk.app.look, words, [words], choices))
        assert desk.text.count("[/]␛[31m␦[@click=app.quit]go") == 3


async def test_a_choice_can_be_clicked(open_desk: Any) -> None:
    async with open_desk() as desk:
        answers = await ask(desk, choice(desk, ["12 records."]))
        region = desk.app.screen.box.region
        await desk.pilot.click(offset=(2, 2))
        assert answers == []
        for line in (0, 1, 2):
            await desk.pilot.click(offset=(region.x + 4, region.y + line))
        assert answers == []
        await desk.pilot.click(offset=(region.x + 4, region.y + 4))
        await desk.settle()
        assert answers == [False]


async def test_it_follows_the_size_of_the_screen(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await ask(desk, choice(desk, ["word " * 30]))
        for size in ((60, 15), (100, 30), (24, 6), (7, 2), (80, 24)):
            await desk.resize(*size)
            assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
        assert len(box(desk)) == 8
