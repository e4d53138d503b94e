"""Keys are taken in the order in which they were typed, however they come: while something opens over
the desk, while it stands, and while it closes."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.loading import load

EVENTS = 24
CONTENT = {
    "article": {"title": "A long day", "text": "Much happened."},
    "events": [{"id": f"e{number}", "title": f"Event {number}"} for number in range(EVENTS)],
}

Kept = tuple[str, str, str]


def script(dice: random.Random) -> Iterator[tuple[list[str], Kept]]:
    """What is typed about each event in turn, and what the journal must have of it. The digits in the
    words are panes to the desk."""
    for number in range(EVENTS):
        record, words = f"e{number}", dice.choice(["4 a x", "x", "why 3?"])
        yield dice.choice(
            [
                (["a"], ("accept", record, "")),
                (["x"], ("reject", record, "")),
                (["!", *words, "enter"], ("flag", record, words)),
                (["!", "enter"], ("flag", record, "")),
            ]
        )
        if dice.random() < 0.4:
            yield ["c", *words, "enter"], ("comment", f"e{number + 1}", words)
        if dice.random() < 0.2:
            yield ["c", *words, "escape", "/", "x", "escape"], ("", "", "")


@pytest.mark.parametrize("number", range(12))
async def test_keys_are_taken_in_order_however_they_come(
    open_desk: Callable[..., Any], tmp_path: Path, number: int
) -> None:
    dice = random.Random(number)
    typed = [step for step in script(dice) if step[1][1] != f"e{EVENTS}"]
    path = tmp_path / "day.yaml"
    path.write_text(json.dumps({"copydesk": 1, **CONTENT}))
    async with open_desk(document=load(path).document, start="timeline") as desk:
        for keys, _ in typed:
            for key in keys:
                desk.send(key)
                for _ in range(dice.choice([0, 0, 0, 1, 2, 3, 5])):
                    await asyncio.sleep(0)
        await desk.until(lambda: desk.screen is desk.app.screen)
        await desk.settle()
        acts = desk.state.review.own.acts
        assert [(act.act, act.record, act.words) for act in acts] == [
            kept for _, kept in typed if kept[0]
        ]
        desk.check()
