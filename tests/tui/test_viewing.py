"""Views: opened by a chord over the same selection, walked in like any pane, left for where one was."""

from __future__ import annotations

from typing import Any

import pytest

from models.document import Document
from models.overviews import VIEWS

SIZES = [(60, 15), (80, 24), (120, 40), (200, 60)]
EACH = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
AT_EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
ONE = {
    "article": {"title": "One", "text": "Ann spoke.", "published": "2024-01-02"},
    "actors": [{"id": "ann", "name": "Ann", "kind": "person"}],
}
NOTHING = {"article": {"title": "Nothing", "text": "Nobody is named here.", "published": "2024"}}


@AT_EACH_SIZE
@EACH
async def test_v_and_its_letter_open_it_and_escape_goes_back(
    open_desk: Any, view: Any, size: tuple[int, int]
) -> None:
    async with open_desk(*size) as desk:
        await desk.press("3", "j", "v")
        assert "Which view?" in desk.text
        assert desk.selection.active == "timeline"
        await desk.press(view.letter)
        desk.check()
        assert desk.selection.active == view.key
        assert view.name.capitalize() in desk.lines[1]
        await desk.press("escape")
        desk.check()
        assert not desk.state.in_view
        assert desk.state.message == ""


@EACH
async def test_it_can_be_chosen_by_its_words(open_desk: Any, view: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press(":")
        await desk.type(f"{view.name} view")
        await desk.press("enter")
        assert desk.selection.active == view.key
        desk.check()


@EACH
@pytest.mark.parametrize("content", [NOTHING, ONE], ids=["nothing", "one"])
async def test_it_opens_where_there_is_little_to_see(
    open_desk: Any, make: Any, view: Any, content: Any
) -> None:
    async with open_desk(80, 24, make(content)) as desk:
        await desk.press(
            "v", view.letter, "j", "k", "=", "-", "w", "<", ">", "{", "}", "t", "t", "t"
        )
        desk.check()
        assert desk.selection.active == view.key
        assert not desk.state.faults


@EACH
async def test_in_it_everything_of_the_desk_works(
    open_desk: Any, on_disk: Document, view: Any
) -> None:
    """Moving, deciding, hints, going on to the next that is undecided, following and going back."""
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("3", "v", view.letter, "g", "j")
        record = desk.record
        await desk.press("a")
        desk.check()
        assert desk.state.judged(record).verdict == "accept"
        await desk.press("u", "f")
        desk.check()
        hint, target = next((hint, at) for at, hint in desk.selection.hints.items())
        here = desk.record
        await desk.type(hint)
        desk.check()
        assert desk.record == target
        await desk.press("h")
        desk.check()
        assert (desk.record, desk.selection.active) == (here, view.key)
        await desk.press("n")
        desk.check()
        await desk.press("]", "enter", "h", "L")
        desk.check()
        assert not desk.state.faults


@EACH
async def test_a_filter_leaves_in_it_what_it_leaves_elsewhere(open_desk: Any, view: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press("v", view.letter, "F")
        await desk.type("undecided")
        await desk.press("enter")
        desk.check()
        assert not desk.state.faults


async def test_a_letter_of_no_view_opens_none(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await desk.press("v", "z")
        assert "No view has this letter" in desk.text
        assert not desk.state.zoomed
        await desk.press("v", "escape", "j")
        assert "view" not in desk.state.message
        desk.check()


async def test_what_is_about_views_says_so_elsewhere(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        for key in ("=", "-", "w", "<", ">", "{", "}", "t"):
            await desk.press(key)
            assert "This is for views: v opens one." in desk.text, key


async def test_from_one_view_to_another_and_back_to_the_pane(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press("2", "j", "v", "s", "j", "v", "r", "escape")
        desk.check()
        assert desk.selection.active == "actors"


async def test_digits_leave_it_with_the_selection(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press("v", "s", "g", "j")
        record = desk.record
        await desk.press("2")
        desk.check()
        assert (desk.record, desk.selection.active) == (record, "actors")


async def test_it_shows_what_was_read_anew(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("v", "s", "2")
        path = on_disk.path
        assert path is not None
        path.write_text(path.read_text().replace("name: Jalil Abbas Jilani", "name: Ann Example"))
        await desk.press("r")
        await desk.until(lambda: "Ann Example" in str(desk.document.records["jilani"]))
        await desk.press("v", "s")
        desk.check()
        assert "Ann Example" in desk.text


async def test_hints_show_beside_it_what_it_does_not_list(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press("2", "v", "s", "f")
        assert desk.region("details")
        assert desk.region("view-voices")
        await desk.press("escape")
        assert not desk.region("details")


async def test_the_desk_opens_elsewhere_after_it_was_left_in_a_view(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("2", "v", "s", "j", "a")
        record = desk.record
        await desk.press("q")
    async with open_desk(120, 40, on_disk) as desk:
        desk.check()
        assert desk.record == record
