"""Whatever is pressed, and however the terminal is resized meanwhile, the desk stays whole."""

from __future__ import annotations

import random
from typing import Any

import pytest

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
