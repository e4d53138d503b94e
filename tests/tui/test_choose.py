"""Choosing records and words."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual import events

from tui.screens.choose import ChooseIds, ChooseScreen, Option, Options

SIZES = [(80, 24), (120, 40), (60, 15)]
FRUIT = [Option("a", "Apple", "red"), Option("b", "Pear"), Option("c", "Pine apple", "far away")]


async def choose(desk: Any, *types: Any, **more: Any) -> list[Any]:
    """Opens a choice of records; the list gets what is chosen."""
    out: list[Any] = []
    title = more.pop("title", "Who says it?")
    screen = ChooseIds(desk.document, desk.app.look, types or ("actor",), title, **more)
    desk.ask(screen, out.append)
    await desk.settle()
    return out


def shown(desk: Any) -> list[str]:
    return [row.id for row in desk.app.screen.found.rows]


# Finding


def test_what_begins_so_stands_first() -> None:
    options = Options(FRUIT)
    assert [option.id for option in options.find("")] == ["a", "b", "c"]
    assert [option.id for option in options.find("APP")] == ["a", "c"]
    assert options.find("pple pin")[0].id == "c"
    assert [option.id for option in options.find("paer")] == ["b"]
    assert options.find("zzzz") == []


def test_what_is_nearly_it_is_found_only_where_nothing_has_the_letters() -> None:
    options = Options([Option("pak", "Pakistan"), Option("p", "party")])
    assert [option.id for option in options.find("pak")] == ["pak"]
    assert [option.id for option in options.find("parti")] == ["p"]
    assert options.find("pac") == []


def test_other_names_are_found_too() -> None:
    options = Options([Option("x", "Ann", "", ("Annabel\0le", "حسین")), Option("y", "Bo")])
    for typed in ("annabel", "حسی", "x"):
        assert options.find(typed)[0].id == "x"


# One


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_a_record_is_chosen_by_some_letters(
    open_desk: Any, size: tuple[int, int], symbols: str
) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        out = await choose(desk)
        assert "Who says it?" in desk.text
        assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
        await desk.type("abdolahian")
        assert "Hossein Amir-Abdollahian" in desk.text
        await desk.press("enter")
        assert out == [("abdollahian",)]
        assert desk.app.screen is desk.screen
        desk.check()


async def test_escape_chooses_nothing(open_desk: Any) -> None:
    async with open_desk() as desk:
        out = await choose(desk)
        await desk.press("j", "escape")
        assert out == [None]


async def test_what_nothing_is_called_can_not_be_taken(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk)
        await desk.type("zzzzzz")
        assert "Nothing is called so" in desk.text
        assert "enter" not in desk.lines[-1]
        await desk.press("enter")
        assert out == []
        await desk.press(*["backspace"] * 6, "enter")
        assert out[0] == (shown_first(desk),)


def shown_first(desk: Any) -> str:
    return next(record.id for record in desk.document.records.values() if record.type == "actor")


async def test_only_records_of_the_right_types_are_offered(open_desk: Any) -> None:
    async with open_desk() as desk:
        await choose(desk, "event", "place", without=("recall",))
        types = {desk.document.records[each].type for each in shown(desk)}
        assert types == {"event", "place"}
        assert "recall" not in shown(desk)
        await desk.type("tehran")
        assert "place  tehran" in desk.text


async def test_the_reporter_is_offered_where_it_may_be(open_desk: Any) -> None:
    async with open_desk() as desk:
        out = await choose(desk, reporter=True, chosen=("jilani",))
        assert shown(desk)[:2] == ["jilani", "reporter"]
        await desk.type("voice")
        await desk.press(*["backspace"] * 5)
        await desk.type("reporter")
        await desk.press("enter")
        assert out == [("reporter",)]


async def test_the_arrows_and_pages_move(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await choose(desk)
        found = desk.app.screen.found
        for key, at in (("down", 1), ("tab", 2), ("ctrl+n", 3), ("up", 2), ("ctrl+p", 1)):
            await desk.press(key)
            assert found.cursor == at
        await desk.press("shift+tab")
        assert found.cursor == 0
        await desk.press("pagedown")
        assert found.cursor > 3
        await desk.press("pageup")
        assert found.cursor == 0


async def test_what_is_typed_is_edited_as_in_any_line(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await choose(desk)
        everything = shown(desk)
        await desk.type("jalil abbas")
        assert shown(desk) == ["jilani"]
        for keys, value in (
            (("ctrl+w",), "jalil "),
            (("ctrl+a", "x", "ctrl+e", "y"), "xjalil y"),
            (("home", "ctrl+d"), "jalil y"),
            (("right", "ctrl+k"), "j"),
            (("ctrl+u",), ""),
        ):
            await desk.press(*keys)
            assert desk.app.screen.input.value == value
        assert shown(desk) == everything


async def test_a_click_chooses(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk)
        second = shown(desk)[1]
        await desk.pilot.click(desk.app.screen.found, offset=(10, 2))
        await desk.settle()
        assert out == [(second,)]


# Several


async def test_several_are_ticked_as_one_types(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk, many=True)
        await desk.type("jila")
        await desk.press("tab")
        assert desk.app.screen.input.value == ""
        assert "1 chosen" in desk.text
        await desk.type("abdol")
        assert "take 1 and this one" in desk.text
        await desk.press("enter")
        assert out == [("jilani", "abdollahian")]


async def test_what_is_chosen_already_stands_first_and_can_be_left_out(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk, many=True, chosen=("raisi", "nobody", "jilani"))
        assert set(shown(desk)[:3]) == {"raisi", "nobody", "jilani"}
        assert "not in the file" in desk.text
        assert desk.app.screen.found.record in ("jilani", "raisi")
        gone = desk.app.screen.found.record
        await desk.press("tab", "enter")
        assert set(out[0]) == {"raisi", "nobody", "jilani"} - {gone}


@pytest.mark.parametrize("keys", [tuple("abd"), ("down",)])
async def test_one_that_is_pointed_at_stands_in_for_what_was_chosen(
    open_desk: Any, keys: tuple[str, ...]
) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk, many=True, chosen=("jilani",))
        assert "enter take 1 " in desk.lines[-1]
        await desk.press(*keys)
        here = desk.app.screen.found.record
        assert here != "jilani"
        assert "enter take only this one" in desk.lines[-1]
        await desk.press("enter")
        assert out == [(here,)]


async def test_one_that_is_ticked_is_added(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk, many=True, chosen=("jilani",))
        await desk.type("abd")
        await desk.press("tab")
        assert "enter take 2 " in desk.lines[-1]
        await desk.press("enter")
        assert out == [("jilani", "abdollahian")]


async def test_that_none_would_be_taken_is_told(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await choose(desk, many=True, chosen=("jilani",))
        await desk.press("tab")
        assert "enter take none" in desk.lines[-1]


async def test_enter_alone_takes_what_was_chosen_or_else_the_first(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk, many=True, chosen=("jilani",))
        await desk.press("enter")
        out += await choose(desk, many=True)
        first = shown(desk)[0]
        await desk.press("enter")
        await desk.settle()
        assert out[0] == ("jilani",)
        again = await choose(desk, many=True)
        await desk.press("enter")
        assert again == [(first,)]


async def test_none_is_an_answer_too(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk, many=True, chosen=("jilani",))
        await desk.press("tab", "enter")
        assert out == [()]


async def test_after_a_tick_the_arrows_say_that_one_more_is_meant(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk, many=True)
        first = shown(desk)[0]
        await desk.press("tab", "down")
        here = desk.app.screen.found.record
        assert "take 1 and this one" in desk.lines[-1]
        await desk.press("enter")
        assert out == [(first, here)]


async def test_a_click_ticks(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await choose(desk, many=True)
        chosen = [shown(desk)[1], shown(desk)[2]]
        for y in (2, 3):
            await desk.pilot.click(desk.app.screen.found, offset=(10, y))
            await desk.settle()
        assert "2 chosen" in desk.text
        await desk.press("enter")
        assert out == [tuple(chosen)]


# Whatever comes


async def test_keys_typed_ahead_reach_it_and_what_lies_beneath(open_desk: Any) -> None:
    async with open_desk() as desk:
        out: list[Any] = []
        screen = ChooseIds(desk.document, desk.app.look, ("actor",), "Who?")
        desk.ask(screen, out.append)
        desk.send(*"jilani", "enter", "3")
        await desk.settle()
        await desk.settle()
        assert out == [("jilani",)]
        assert desk.selection.active == "timeline"


async def test_a_paste_is_looked_for(open_desk: Any) -> None:
    async with open_desk() as desk:
        await choose(desk)
        desk.app.post_message(events.Paste("Jalil\nAbbas"))
        await desk.settle()
        assert shown(desk)[0] == "jilani"


async def test_hostile_names_are_literal(open_desk: Any) -> None:
    async with open_desk(60, 15) as desk:
        options = [Option("[/]", "[bold]a\u202eb[/]", "\x1b[31m " * 20), Option("x", "x" * 200)]
        out: list[Any] = []
        screen = ChooseScreen(desk.app.look, "[sic] \u202e", options, chosen=("[/]",))
        desk.ask(screen, out.append)
        await desk.settle()
        assert "[bold]a" in desk.text
        assert "[sic]" in desk.text
        assert not {"\u202e", "\x1b"} & set(desk.text)
        assert [cell_len(line) for line in desk.lines] == [60] * 15
        await desk.press("enter")
        assert out == [("[/]",)]


async def test_nothing_to_choose_from_is_said(open_desk: Any) -> None:
    async with open_desk(60, 15) as desk:
        desk.ask(ChooseScreen(desk.app.look, "Which?", [], many=True))
        await desk.settle()
        assert "nothing to choose from" in desk.text
        await desk.press("tab", "down", "escape")
        assert desk.app.screen is desk.screen
