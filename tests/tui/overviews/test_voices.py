"""The voices view: bars, places and offices, two orders, following, on any screen."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.tui.conftest import Desk, check_screen
from tui.overviews.voices import VoicesView

NAME = "view-voices"
HOSTILE = "\x1b[31m[/]‮漢字かな [@click=app.quit]" * 6


async def opened(desk: Desk) -> VoicesView:
    await desk.press("v", "s")
    view: VoicesView = desk.pane(NAME)
    return view


def row_of(desk: Desk, name: str) -> str:
    (line,) = [line for line in desk.lines if line[4:].startswith(name)]
    return line


async def test_a_speaker_has_its_quotes_words_places_and_whom_it_is_about(open_desk):
    async with open_desk(120, 40) as desk:
        await opened(desk)
        row = row_of(desk, "Jalil Abbas Jilani")
        assert "❝1   ⋯2" in row
        assert "▆▆▆▆▆▆▃▃▃▃▃▃▃▃▃ 72" in row
        assert "··■■·■········" in row
        assert "Pakistan 3, Iran 3" in row
        assert "6 of 14 actors speak · 13 quotes, 3 direct" in desk.text


async def test_office_and_place_both_show_where_there_is_room(open_desk):
    async with open_desk(200, 60) as desk:
        await opened(desk)
        row = row_of(desk, "Jalil Abbas Jilani")
        assert "caretaker foreign minister of Pakistan" in row
        assert "··■■·■········" in row


async def test_who_is_never_quoted_shows_where_it_is_named_and_who_speaks_of_it(open_desk):
    async with open_desk(200, 60) as desk:
        await opened(desk)
        row = row_of(desk, "Jaish al-Adl")
        assert "mentioned 3 times" in row
        assert "···········□··" in row
        assert "by Pakistan 1, Iran 1, Government of Iran 1" in row


async def test_all_of_the_one_at_the_cursor_is_told_below(open_desk):
    async with open_desk(80, 24) as desk:
        await opened(desk)
        desk.screen.go("ambassador-pk")
        await desk.settle()
        assert "Pakistan’s ambassador to Tehran, office." in desk.text
        assert "Never quoted, mentioned twice in" in desk.text


async def test_it_is_ordered_by_words_or_as_the_text_goes(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        first = [row.id for row in view.rows if row.id]
        assert first[:2] == ["abdollahian", "jilani"]
        here = desk.record
        await desk.press("t")
        assert [row.id for row in view.rows if row.id][:4] == [
            "pakistan", "iran", "jilani", "abdollahian",
        ]  # fmt: skip
        assert "as they come in the text" in desk.text
        assert desk.record == view.record == here
        await desk.press("t")
        assert [row.id for row in view.rows if row.id] == first
        desk.check()


async def test_one_follows_and_goes_back(open_desk):
    async with open_desk(120, 40) as desk:
        await opened(desk)
        await desk.press("g", "enter")
        assert desk.record != "abdollahian"
        await desk.press("h")
        assert (desk.record, desk.selection.active) == ("abdollahian", NAME)
        desk.check()


async def test_a_decision_shows_and_leads_on(open_desk, on_disk):
    async with open_desk(120, 40, on_disk) as desk:
        await opened(desk)
        await desk.press("g", "a")
        assert desk.record == "jilani"
        assert desk.screen.look.symbols.accepted in row_of(desk, "Hossein Amir-Abdollahian")[:4]
        desk.check()


async def test_quotes_without_a_speaker_or_a_place_are_told(open_desk, make):
    content = {
        "article": {"text": "Ada spoke.\n"},
        "actors": [{"id": "a", "name": "Ada", "kind": "person"}],
        "quotes": [
            {"id": "q", "form": "indirect", "gloss": "g"},
            {"id": "r", "form": "indirect", "gloss": "g", "speaker": ["a"]},
        ],
    }
    async with open_desk(100, 30, make(content)) as desk:
        await opened(desk)
        assert "1 without a speaker" in desk.text
        assert " 0?" in row_of(desk, "Ada")
        assert "? not in the text" in desk.text


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize(
    ("width", "height"), [(24, 6), (40, 10), (60, 15), (80, 24), (120, 40), (200, 60)]
)
async def test_it_is_drawn_whole_on_any_screen(open_desk, make, width, height, symbols):
    content = {
        "article": {"text": "Ada spoke of Bo.\n\nBo did not answer.\n"},
        "actors": [
            {"id": "a", "name": HOSTILE, "kind": "person", "roles": [{"title": HOSTILE}]},
            {"id": "b", "name": "Bo", "kind": "person"},
        ],
        "quotes": [
            {
                "id": "q",
                "form": "indirect",
                "gloss": HOSTILE,
                "speaker": ["a"],
                "about": ["b"],
                "at": "spoke of Bo",
            }
        ],
    }
    async with open_desk(width, height, make(content), symbols=symbols) as desk:
        await opened(desk)
        for key in ("j", "k", "t"):
            check_screen(desk)
            drawn = "".join(char for char in desk.text if char not in "漢字かな")
            assert drawn.isascii() or symbols == "unicode"
            assert all(cell_len(line) == width for line in desk.lines)
            await desk.press(key)


async def test_without_actors_it_says_so(open_desk, make):
    async with open_desk(80, 24, make({"article": {"text": "Word.\n"}})) as desk:
        await opened(desk)
        await desk.press("j", "t", "G")
        assert "Nobody is named here" in desk.text
        check_screen(desk)


async def test_three_hundred_actors_scroll(open_desk, make):
    actors = [{"id": f"a{n}", "name": f"Actor {n}", "kind": "state"} for n in range(300)]
    quotes = [
        {"id": f"q{n}", "form": "indirect", "gloss": "g", "speaker": [f"a{n}"]} for n in range(150)
    ]
    document = make({"article": {"text": "Word.\n"}, "actors": actors, "quotes": quotes})
    async with open_desk(80, 24, document) as desk:
        view = await opened(desk)
        await desk.press("G")
        assert desk.record == "a299"
        assert view.place == "300 of 300"
        check_screen(desk)
