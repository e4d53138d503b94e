"""The details: everything a record says, and its links, of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual import events

from models.document import Document

RECORDS = {
    "article": {"title": "T", "publisher": "The Paper", "text": "Ann met Bob in Rome.\n"},
    "places": [{"id": "rome", "name": "Rome", "kind": "city"}],
    "actors": [
        {"id": "ann", "name": "Ann", "kind": "person"},
        {"id": "bob", "name": "Bob", "kind": "person", "note": "lonely words " * 80 + "THE END"},
        {"id": "cat", "name": "Cat", "kind": "person", "aliases": ["Katze"], "of": ["nowhere"]},
    ],
    "events": [{"id": "met", "title": "Met", "actors": ["ann"], "place": "rome", "at": "met Bob"}],
}


@pytest.fixture(scope="module")
def small(make: Callable[..., Document]) -> Document:
    return make(RECORDS)


def chosen(desk: Any) -> str:
    """The line of the details that bears the sign of the link that `follow` takes."""
    symbols = desk.screen.look.symbols
    signs = (symbols.linked, symbols.stepped, symbols.cursor)
    pane = desk.pane("details")
    lines = [pane.render_line(y).text for y in range(1, pane.size.height - 1)]
    return next((line[3:-1].strip() for line in lines if line[1] in signs), "")


async def test_links_are_listed_in_words_with_the_one_to_follow(open_desk: Any, small: Any) -> None:
    async with open_desk(120, 40, small) as desk:
        desk.screen.go("met")
        await desk.settle()
        body = desk.body("details")
        assert "by Ann" in body
        assert "at Rome" in body
        assert chosen(desk) == "by Ann"
        await desk.press("]", "]")
        assert chosen(desk) == "at Rome"
        await desk.press("enter")
        assert desk.record == "rome"


async def test_stepping_wraps_around_both_ends(open_desk: Any, seed: Document) -> None:
    async with open_desk(120, 40) as desk:
        desk.screen.go("talks")
        count = len(seed.links.of("talks"))
        links = []
        for _ in range(count + 1):
            await desk.press("]")
            links.append(desk.selection.link)
            desk.check()
        assert links == [*range(count), 0]
        await desk.press("[")
        assert desk.selection.link == count - 1
        target = seed.links.of("talks")[-1].target
        await desk.press("enter")
        assert desk.record == target


async def test_moving_in_the_details_chooses_links(open_desk: Any, seed: Document) -> None:
    async with open_desk(120, 40) as desk:
        desk.screen.go("talks")
        await desk.press("6", "j", "j")
        assert desk.selection.link == 2
        assert desk.record == "talks"
        await desk.press("G")
        assert desk.selection.link == len(seed.links.of("talks")) - 1
        await desk.press("g")
        assert desk.selection.link == 0
        await desk.press("j", "enter")
        assert desk.record == seed.links.of("talks")[1].target


@pytest.mark.parametrize("record", ["talks", "pakistan", "strikes"])
async def test_every_hint_leads_to_its_record(open_desk: Any, seed: Document, record: str) -> None:
    targets = list(dict.fromkeys(edge.target for edge in seed.links.of(record)))
    async with open_desk(80, 24) as desk:
        for target in targets[:: max(1, len(targets) // 6)]:
            desk.screen.go(record)
            await desk.press("f")
            assert f"Jump to which of {len(targets)}" in desk.text
            hint = desk.selection.hints[target]
            if len(targets) < 10:  # as many as fit below each other
                assert f"{hint:<2}" in {line[1:3] for line in desk.lines}
            desk.check()
            await desk.press(*hint)
            assert (desk.record, desk.selection.hints) == (target, {})
            desk.check()


async def test_letters_that_are_no_hint_say_so_and_escape_leaves(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        desk.screen.go("talks")
        await desk.press("f", "m")
        assert desk.record == "talks"
        assert not desk.selection.hints
        assert "No item has these letters" in desk.text
        await desk.press("f", "escape")
        assert not desk.selection.hints
        assert desk.record == "talks"
        desk.check()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_record_without_links_can_be_read_to_its_end(
    open_desk: Any, small: Any, size: tuple[int, int]
) -> None:
    async with open_desk(*size, small) as desk:
        desk.screen.go("bob")
        await desk.press("6")
        assert "No links from here." in desk.body("details")
        for key in ("enter", "]", "[", "f"):
            await desk.press(key)
            assert desk.record == "bob"
            assert "No links from here" in desk.state.message
        seen = desk.body("details")
        for _ in range(90):
            await desk.press("j")
            seen += desk.body("details")
            desk.check()
        assert "THE END" in seen
        for keys in (("g",), ("G",), ("ctrl+u",), ("ctrl+d",)):
            await desk.press(*keys)
            desk.check()
        await desk.press("g")
        assert "Bob" in desk.body("details")
        await desk.press("G")
        assert "nowhere" in desk.body("details") or "¶1" in desk.body("details")


async def test_the_problems_of_a_record_are_shown_with_it(open_desk: Any, small: Any) -> None:
    problem = next(each for each in small.problems if each.record == "cat")
    async with open_desk(120, 60, small) as desk:
        assert "problems" in desk.lines[0]
        desk.screen.go("cat")
        await desk.settle()
        body = desk.body("details")
        assert problem.code in body
        assert "nowhere" in body
        assert problem.message.split()[-1] in body
        desk.screen.go("ann")
        await desk.settle()
        assert problem.code not in desk.body("details")


async def test_without_a_selection_the_article_itself_is_told(open_desk: Any, make: Any) -> None:
    document = make({"article": {"publisher": "The Paper", "text": "No names.\n"}})
    async with open_desk(120, 40, document, start="details") as desk:
        assert desk.record == ""
        assert "publisher The Paper" in desk.body("details")
        for key in ("j", "G", "g", "ctrl+d", "enter", "f"):
            await desk.press(key)
            desk.check()


async def test_a_click_beside_the_links_selects_nothing_else(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        desk.screen.go("talks")
        await desk.settle()
        await desk.pilot.click("#details", offset=(5, 1))
        await desk.settle()
        assert (desk.record, desk.selection.active) == ("talks", "details")
        desk.check()


async def test_a_click_on_a_link_chooses_it(open_desk: Any, seed: Document) -> None:
    async with open_desk(120, 40) as desk:
        desk.screen.go("talks")
        await desk.settle()
        pane = desk.pane("details")
        y = next(y for y in range(40) if "by Hossein" in pane.render_line(y).text)
        await desk.pilot.click("#details", offset=(5, y))
        await desk.settle()
        edge = desk.selection.next_edge
        assert seed.caption(edge.target).startswith("Hossein")
        assert (desk.record, desk.selection.active, desk.selection.stepped) == (
            "talks",
            "details",
            True,
        )


async def test_a_click_on_a_row_selects_it_and_the_wheel_only_scrolls(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        pane = desk.pane("timeline")
        y = next(y for y in range(40) if "Ambassador recalled" in pane.render_line(y).text)
        await desk.pilot.click("#timeline", offset=(5, y))
        await desk.settle()
        assert (desk.record, desk.selection.active) == ("recall", "timeline")
        desk.check()
        before = desk.pane("context").render_line(1).text
        await desk.pilot._post_mouse_events([events.MouseScrollDown], "#context", button=0)
        await desk.settle()
        assert (desk.record, desk.selection.active) == ("recall", "timeline")
        assert desk.pane("context").render_line(1).text == before  # the heading sticks
        assert desk.pane("context")._top == (3, 0)


async def test_the_link_stepped_to_shows_where_there_is_less_room(
    open_desk: Any, bundled: Document
) -> None:
    """The details scroll to it when they get their size, though the keys are elsewhere."""
    async with open_desk(120, 40, bundled) as desk:
        await desk.press(*"3jj]")
        words = chosen(desk)
        assert words
        await desk.resize(80, 24)
        assert chosen(desk) == words
