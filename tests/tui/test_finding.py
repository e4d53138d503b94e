"""What opens over the desk: search, help and the palette of commands."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from models.document import Document
from models.search import ENOUGH
from tui.commands import COMMANDS, keymap, shown
from tui.screens.help import HelpScreen, sign_rows
from tui.screens.palette import PaletteScreen
from tui.screens.search import SearchScreen


def before_and_after(desk: Any) -> tuple[Any, ...]:
    trail = desk.state.trail
    return (
        desk.selection,
        [*trail.steps],
        trail.at,
        desk.state.zoomed,
        desk.article._top,
        desk.text,
    )


def rows(desk: Any) -> list[Any]:
    return [row.hit for row in desk.app.screen.found.rows]


def marked(desk: Any) -> list[str]:
    """What the first lines of the results mark as found."""
    found, hit = desk.app.screen.found, desk.screen.look.palette.hit
    lines = []
    for y in range(1, min(found.size.height - 1, 1 + len(found.rows))):
        parts = [
            s.text for s in found.render_line(y) if s.style and s.style.underline and hit.underline
        ]
        lines.append("".join(parts))
    return lines


# Search


async def test_results_come_as_one_types(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("/")
        assert isinstance(desk.app.screen, SearchScreen)
        assert "Type a name" in desk.text
        await desk.type("jil")
        many = rows(desk)
        assert (many[0].record, many[0].field) == ("jilani", "alias")
        assert "Jilani" in desk.text
        assert desk.app.screen.found.counter == str(len(many))
        await desk.type("zzzz")
        assert rows(desk) == []
        assert "Nothing has these words" in desk.text
        await desk.press("backspace", "backspace", "backspace", "backspace")
        assert rows(desk) == many


async def test_the_hit_is_marked_where_it_stands(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("/")
        await desk.type("missile")
        found = marked(desk)
        assert len(found) > 3
        assert {words.lower() for words in found} == {"missile"}
        assert any(hit.record == "" for hit in rows(desk)), "the text itself"


@pytest.mark.parametrize("width", [40, 60, 120])
async def test_a_hit_far_into_a_long_text_is_brought_into_view(open_desk: Any, width: int) -> None:
    async with open_desk(width, 24) as desk:
        await desk.press("/")
        await desk.type("fairly quickly")
        assert "fairly quickly" in desk.text
        for y in range(desk.app.screen.found.size.height):
            strip = desk.app.screen.found.render_line(y)
            assert sum(cell_len(part.text) for part in strip) == desk.app.screen.found.size.width


async def test_another_spelling_is_found_all_the_same(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("/")
        await desk.type("abdolahian")
        assert rows(desk)[0].record == "abdollahian"
        await desk.press("enter")
        assert desk.record == "abdollahian"


async def test_enter_goes_to_the_record_in_its_pane(open_desk: Any) -> None:
    async with open_desk() as desk:
        start = desk.record
        await desk.press("/")
        await desk.type("press conf")
        await desk.press("enter")
        assert (desk.app.screen, desk.record) == (desk.screen, "presser")
        assert desk.selection.active == "timeline"
        desk.check()
        await desk.press("h")
        assert desk.record == start


async def test_enter_goes_to_the_place_in_the_text(open_desk: Any, seed: Document) -> None:
    async with open_desk(80, 24) as desk:
        await desk.press("/")
        await desk.type("Restive and for")
        hits = rows(desk)
        assert (hits[0].record, hits[0].offset) == ("", seed.text.string.index("Restive and"))
        await desk.press("enter")
        assert desk.selection.active == "article"
        assert "Restive" in desk.body("article")
        desk.check()


async def test_the_arrows_choose_among_the_results(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("/")
        await desk.type("pakistan")
        hits = rows(desk)
        for key, at in (("down", 1), ("tab", 2), ("ctrl+n", 3), ("up", 2), ("ctrl+p", 1)):
            await desk.press(key)
            assert desk.app.screen.found.cursor == at
        await desk.press("pagedown", "pagedown", "pageup")
        await desk.press(*["up"] * 60, "down")
        await desk.press("enter")
        assert desk.record == hits[1].record


@pytest.mark.parametrize("key", ["/", ":", "?"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (24, 6)])
async def test_escape_leaves_everything_as_it_was(
    open_desk: Any, key: str, size: tuple[int, int]
) -> None:
    async with open_desk(*size) as desk:
        await desk.press("3", "j", "]", "z")
        desk.state.message = ""
        desk.screen.update()
        await desk.settle()
        was = before_and_after(desk)
        await desk.press(key)
        assert desk.app.screen is not desk.screen
        if key != "?":
            await desk.type("ran")
            await desk.press("down")
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert before_and_after(desk) == was
        desk.check()


async def test_letters_of_commands_are_only_letters_in_the_search(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("/")
        await desk.type("q[x]?/:6 h")
        assert isinstance(desk.app.screen, SearchScreen)
        assert desk.app.screen.input.value == "q[x]?/:6 h"


async def test_no_more_is_gathered_than_anybody_reads(open_desk: Any, make: Any) -> None:
    actors = [{"id": f"a{n}", "name": f"Common {n}", "kind": "person"} for n in range(500)]
    document = make({"article": {"text": "Nothing.\n"}, "actors": actors})
    async with open_desk(120, 40, document) as desk:
        await desk.press("/")
        await desk.type("common")
        assert len(rows(desk)) == ENOUGH
        assert f"{ENOUGH} or more" in desk.text
        await desk.type(" 499")
        assert rows(desk)[0].record == "a499"


async def test_a_hit_that_a_reload_took_away_leads_nowhere(open_desk: Any, make: Any) -> None:
    actor = {"id": "ann", "name": "Ann", "kind": "person"}
    document = make({"article": {"text": "Ann here.\n"}, "actors": [actor]})
    for typed in ("ann", "here"):
        async with open_desk(120, 40, document) as desk:
            await desk.press("/")
            await desk.type(typed)
            desk.screen.anew.read(make({"article": {}}), "Read again.")
            await desk.press("enter")
            assert desk.app.screen is desk.screen
            assert desk.record == ""
            desk.check()


async def test_keys_typed_ahead_of_the_search_reach_it(open_desk: Any) -> None:
    async with open_desk() as desk:
        desk.send("/", *"presser", "enter")
        await desk.settle()
        await desk.settle()
        assert desk.app.screen is desk.screen
        assert desk.record == "presser"


# Help


async def test_help_can_be_read_to_its_end(open_desk: Any) -> None:
    keys = keymap(("article", "actors", "timeline", "quotes", "context", "details"), {}, {}).keys
    async with open_desk(120, 30) as desk:
        await desk.press("?")
        assert isinstance(desk.app.screen, HelpScreen)
        seen = desk.text
        for _ in desk.app.screen.list.rows:
            await desk.press("j")
            seen += desk.text
        for command in COMMANDS:
            for key in keys[command.id]:
                line = f"{shown(key)}"
                assert line in seen
            assert command.help in seen
        assert sign_rows(desk.screen.look.symbols)[-1].words in desk.text
        await desk.press("g")
        assert "Panes" in desk.text
        for key in ("G", "ctrl+u", "ctrl+d", "k"):
            await desk.press(key)
            assert isinstance(desk.app.screen, HelpScreen)
        await desk.press("x")
        assert desk.app.screen is desk.screen
        assert desk.app.is_running


async def test_help_shows_the_keys_in_force(open_desk: Any) -> None:
    async with open_desk(120, 60, keys={"quit": "Q"}) as desk:
        await desk.press("?")
        while not (lines := [line for line in desk.lines if "Leave the desk." in line]):
            await desk.press("ctrl+d")
        line = lines[0]
        assert " Q " in line
        assert " q " not in line


# The palette


async def test_a_command_is_found_by_its_words_and_run(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press(":")
        assert isinstance(desk.app.screen, PaletteScreen)
        assert len(desk.app.screen.found.rows) >= len(COMMANDS)
        await desk.type("timel")
        assert desk.app.screen.found.rows[0].id == "timeline"
        await desk.press("enter")
        assert desk.app.screen is desk.screen
        assert desk.selection.active == "timeline"
        desk.check()


@pytest.mark.parametrize(
    "command",
    [c.id for c in COMMANDS if c.id not in ("quit", "suspend", "open", "commands")],
)
async def test_every_command_can_be_run_from_the_palette(open_desk: Any, command: str) -> None:
    async with open_desk() as desk:
        await desk.press("3", ":")
        await desk.type(command)
        await desk.settle()
        ids = [row.id for row in desk.app.screen.found.rows]
        await desk.press(*["down"] * ids.index(command), "enter")
        await desk.settle()
        desk.check()
        if command in desk.screen.panes:
            assert desk.selection.active == command
        elif command in ("help", "search", "filter", "progress"):
            assert desk.app.screen is not desk.screen
        else:
            assert desk.app.screen is desk.screen


async def test_a_theme_is_chosen_in_the_palette(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press(":")
        await desk.type("theme light")
        await desk.press("enter")
        assert desk.app.theme == "copydesk-light"


async def test_no_words_no_command(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press(":")
        await desk.type("zzzz")
        assert "No command has these words" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, PaletteScreen)


async def test_keys_right_behind_enter_are_for_the_desk(open_desk: Any) -> None:
    async with open_desk() as desk:
        desk.send("/", *"Raisi", "enter", "3", "G")
        await desk.settle()
        await desk.settle()
        assert desk.app.screen is desk.screen
        assert desk.selection.active == "timeline"
        assert desk.record == desk.pane("timeline").listed()[-1]
        desk.check()
