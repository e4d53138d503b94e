"""Whatever is pressed, and however the terminal is resized meanwhile, the desk stays whole."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import pytest

from models.document import Document
from models.loading import load
from models.review.filters import parse
from models.review.review import read_reviews
from tui.commands import COMMANDS, keymap

OUT = ("search", "help", "commands", "quit", "suspend", "open")
KEYS = [
    key
    for command, keys in keymap(
        ("article", "actors", "timeline", "quotes", "context", "details"), {}, {}
    ).keys.items()
    for key in keys
    if command not in OUT
]
WEIGHTS = [4 if key in "jk]f" else 1 for key in KEYS]
REVIEWING = [
    *(key for command in COMMANDS if command.group == "Decide" for key in command.keys),
    *(
        key
        for command in COMMANDS
        if command.group in ("Correct", "Together")
        for key in command.keys
    ),
]
ANSWERS = ["enter", "enter", "enter", "y", "y", "ctrl+s", "escape", "tab", "space", *"abdjkmnstx12"]
"""Keys that mean something to what is asked over the desk."""


@pytest.mark.parametrize(
    ("width", "height"), [(80, 24), (120, 40), (200, 60), (60, 15)], ids=lambda size: str(size)
)
async def test_random_keys(open_desk: Any, width: int, height: int) -> None:
    chance = random.Random(f"{width}x{height}")
    async with open_desk(width, height) as desk:
        for number in range(200):
            key = chance.choices(KEYS, WEIGHTS)[0]
            if desk.selection.hints and chance.random() < 0.8:
                key = chance.choice("".join(desk.selection.hints.values()))
            await desk.press(key)
            if number % 2:
                desk.check()


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    ("width", "height"), [(80, 24), (120, 40), (200, 60), (40, 12)], ids=lambda size: str(size)
)
async def test_random_keys_in_a_review(
    open_desk: Any, on_disk: Document, width: int, height: int, number: int
) -> None:
    """Decisions, corrections, saves and all that is asked meanwhile: the next desk finds it as it was."""
    chance = random.Random(f"{width}x{height} {number}")
    async with open_desk(width, height, on_disk) as desk:
        for _ in range(120):
            if desk.app.screen is desk.screen:
                keys, weights = (REVIEWING, None) if chance.random() < 0.6 else (KEYS, WEIGHTS)
                await desk.press(chance.choices(keys, weights)[0])
            else:
                await desk.press(chance.choice(ANSWERS))
            desk.check()
        await desk.until(lambda: not desk.app.workers or all_done(desk))
        before = review_of(desk)
    assert read_reviews(on_disk.path)[1] == []
    async with open_desk(width, height, load(on_disk.path).document) as desk:
        desk.check()
        assert review_of(desk) == before


def all_done(desk: Any) -> bool:
    """Whether no thread reads the file."""
    return all(worker.is_finished for worker in desk.app.workers if worker.group == "reload")


def review_of(desk: Any) -> SimpleNamespace:
    """What a reviewer would not like to lose."""
    state = desk.state
    return SimpleNamespace(
        records={**state.document.records},
        waiting={**state.corrections.records},
        conflicts={**state.corrections.conflicts},
        judged={record: state.judged(record) for record in state.document.records},
        threads={record: state.thread(record) for record in state.document.records},
        undoable=[act.id for act in state.review.own.undoable],
        redoable=[act.id for act in state.review.own.redoable],
        filter=state.filter,
        selected=standing(state),
        trail=[step[:2] for step in state.trail.steps],
    )


def standing(state: Any) -> tuple[str, str]:
    """The record and the pane: at problems one only looks at records, from where one stands."""
    here = state.trail.here
    if state.selection.active == "problems" and here is not None:
        return here.record, here.pane
    return state.selection.record, state.selection.active


async def test_random_keys_on_a_terminal_that_changes_its_size(open_desk: Any) -> None:
    chance = random.Random(1)
    async with open_desk(80, 24) as desk:
        for _ in range(60):
            width = chance.choice([chance.randint(1, 40), chance.randint(24, 240)])
            await desk.resize(width, chance.choice([chance.randint(1, 12), chance.randint(6, 70)]))
            desk.check()
            for key in chance.choices(KEYS, WEIGHTS, k=3):
                await desk.press(key)
            desk.check()


@pytest.mark.parametrize("pane", ["actors", "timeline", "quotes", "context"])
async def test_a_list_of_one_line_shows_its_cursor(open_desk: Any, pane: str) -> None:
    """A heading that stayed in view would be all there is."""
    async with open_desk(66, 6, start=pane) as desk:
        assert desk.region(pane).height == 3
        for key in "jjjjjjkkGkg":
            await desk.press(key)
            desk.check()


async def test_where_not_all_fits_the_top_line_tells_first_what_was_done(
    open_desk: Any, make: Any
) -> None:
    document = make({"article": {"text": "A."}, "events": [{"id": "e", "title": "E", "odd": 1}]})
    async with open_desk(60, 24, document) as desk:
        desk.state.stale = True
        desk.screen.update()
        await desk.settle()
        assert " decided 0/1 · changed on disk" in desk.lines[0]
        desk.check()


async def test_the_first_passage_shows_with_all_that_stands_above_it(open_desk: Any) -> None:
    async with open_desk(200, 60) as desk:
        desk.article._top = (1, 0)
        desk.article.repaint()
        await desk.press("j", "g")
        assert desk.article._top == (0, 0)
        desk.check()


async def test_what_fills_an_empty_pane_does_not_hide_what_a_key_is_about(
    open_desk: Any, make: Any
) -> None:
    """A filter leaves nothing in the pane that has the keys, or the file has nothing for it; then it has."""
    content = {
        "article": {"text": "Ann said no."},
        "actors": [{"id": "ann", "name": "Ann", "kind": "person"}],
    }
    event = {"events": [{"id": "e", "title": "Event"}]}
    async with open_desk(120, 40, make({**content, **event}), start="actors") as desk:
        desk.screen.anew.narrow(parse("actor"))
        await desk.press("3")
        assert (desk.selection.active, desk.record) == ("timeline", "ann")
        await desk.press("0")
        assert desk.record == "ann"
        desk.check()
    async with open_desk(120, 40, make(content), start="actors") as desk:
        await desk.press("3")
        desk.screen.anew.read(make({**content, **event}), "Read again.")
        await desk.settle()
        assert desk.record == "ann"
        desk.check()


async def test_a_click_on_the_title_of_a_pane_shows_its_cursor(open_desk: Any) -> None:
    async with open_desk(169, 36) as desk:
        await desk.press("4", "G", "1")
        desk.pane("quotes")._top = (0, 0)
        desk.pane("quotes").repaint()
        region = desk.region("quotes")
        await desk.pilot.click(offset=(region.x + 4, region.y))
        await desk.settle()
        assert desk.selection.active == "quotes"
        desk.check()


async def test_a_filter_with_many_words_leaves_room_for_the_figures(open_desk: Any) -> None:
    async with open_desk(200, 60) as desk:
        desk.screen.anew.narrow(parse("undecided actor:jilani has:comments has:problems"))
        await desk.settle()
        desk.check()


@pytest.mark.parametrize("seed_number", range(6))
async def test_keys_typed_ahead_do_what_they_do_one_by_one(
    open_desk: Any, seed_number: int
) -> None:
    """A slow line delivers keys in bunches: each still finds the state the one before it left. Only
    sizes may lag behind, so there is no zoom here."""
    chance = random.Random(seed_number)
    keys = chance.choices([key for key in KEYS if key not in "rz"], k=25)

    def state(desk: Any) -> tuple[Any, ...]:
        trail = desk.state.trail
        return (desk.selection, trail.steps, trail.at, desk.state.zoomed)

    async with open_desk() as desk:
        await desk.press(*keys)
        one_by_one = state(desk)
    async with open_desk() as desk:
        desk.send(*keys)
        await desk.settle()
        await desk.settle()
        assert state(desk) == one_by_one, keys
        desk.check()


async def test_a_move_and_a_digit_in_one_burst_end_in_the_digits_pane(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("3")
        desk.send("j", "4")
        await desk.settle()
        assert desk.selection.active == "quotes"


async def test_keys_of_every_command_are_walked() -> None:
    assert {command.id for command in COMMANDS} >= set(OUT)
