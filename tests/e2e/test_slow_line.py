"""A terminal behind a line that takes its time: it is sent what it can take, and shows the end at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tui.flow import WINDOW

PATIENCE = 20.0


@pytest.fixture(params=[(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def far(request: pytest.FixtureRequest, emulated: Callable[..., Any]) -> Any:
    """The desk on the article that ships, in the timeline, with all answers given."""
    env = {"COLORTERM": "truecolor", "COPYDESK_START": "timeline"}
    terminal = emulated(size=request.param, env=env)
    terminal.wait_for("6 Details")
    terminal.answer_all()
    return terminal


def test_a_key_held_down_sends_no_more_than_the_line_takes(far: Any) -> None:
    before = len(far.came)
    for _ in range(40):
        far.type(b"jjjkkk")
        far.read(0.01)
    far.type(b"gj")
    far.quiet()
    on_the_way = len(far.came) - before
    assert on_the_way < WINDOW + 8000  # and a picture; all 240 moves would be some 300 kB
    far.answer_all()
    shown = far.screen.display
    far.type(b"\x0c")  # drawn anew, to see that nothing is missing
    far.answer_all()
    assert far.screen.display == shown
    assert any("►" in line and "Missile strikes" in line for line in shown), shown


def test_a_terminal_that_stops_answering_is_not_waited_for(far: Any) -> None:
    for _ in range(10):
        far.type(b"jjj")
        far.read(0.05)
    far.quiet()
    far.type(b"a")
    far.wait_for("decided 1/")


def test_nothing_is_answered_to_the_shell(far: Any) -> None:
    """The desk is left when the terminal has answered what is on its way."""
    far.type(b"jjjj")
    far.quiet()
    far.type(b"q")
    far.quiet()
    assert far.process.poll() is None
    assert far.answer()
    assert far.process.wait(PATIENCE) == 0


def test_without_answers_the_desk_is_left_all_the_same(far: Any) -> None:
    far.type(b"jjjjq")
    until = time.monotonic() + PATIENCE
    while far.process.poll() is None and time.monotonic() < until:
        far.read(0.1)
    assert far.process.poll() == 0
