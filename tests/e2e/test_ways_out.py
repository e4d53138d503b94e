"""However the desk ends, the terminal is as it was: its modes, its settings, the screen behind."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import pytest

Way = Callable[[Any], None]


def by_key(key: bytes) -> Way:
    return lambda terminal: terminal.type(key)


def by_signal(number: signal.Signals) -> Way:
    return lambda terminal: os.kill(terminal.process.pid, number)


def clean(terminal: Any, settings: object) -> None:
    """Nothing is left switched on, and the kitty keyboard protocol is left as often as entered."""
    assert terminal.modes_left() == set()
    assert terminal.came.count(b"\x1b[>25u") == terminal.came.count(b"\x1b[<u")
    assert terminal.settings() == settings


def opened(terminal: Any) -> list[object]:
    """The settings of the terminal before the desk."""
    settings = terminal.settings()
    terminal.wait_for("help", answers=True)
    terminal.settle()
    assert {"1049", "1000", "1003", "1006", "2004", "1004", "25", "7"} <= terminal.modes_left()
    assert terminal.settings() != settings
    return settings  # type: ignore[no-any-return]


@pytest.mark.parametrize("term", ["xterm-256color", "linux"])
@pytest.mark.parametrize(
    ("way", "status"),
    [
        (by_key(b"q"), 0),
        (by_key(b"\x03"), 0),
        (by_key(b"2c\x03"), 0),
        (by_key(b"?q\x03"), 0),
        (by_signal(signal.SIGTERM), 143),
        (by_signal(signal.SIGHUP), 129),
        (by_signal(signal.SIGQUIT), 131),
    ],
    ids=["q", "ctrl-c", "from a question", "from the help", "TERM", "HUP", "QUIT"],
)
def test_every_way_out(way: Way, status: int, term: str, emulated: Any) -> None:
    terminal = emulated(raw=False, env={"TERM": term, "COPYDESK_MOUSE": "true"})
    settings = terminal.settings()
    terminal.wait_for("help", answers=True)
    terminal.settle()
    way(terminal)
    assert terminal.wait_exit() == status
    clean(terminal, settings)


def test_modes_while_it_is_open(emulated: Any) -> None:
    terminal = emulated(raw=False)
    settings = opened(terminal)
    terminal.type(b"q")
    terminal.wait_exit()
    clean(terminal, settings)


def test_an_error_that_nothing_catches(emulated: Any) -> None:
    broken = (
        "import sys; from tui.cli import main; from tui.screens.desk import DeskScreen\n"
        "def fail(self, *_): raise RuntimeError('secret')\n"
        "DeskScreen.compose = fail\n"
        "sys.exit(main([]))"
    )
    terminal = emulated(command=[sys.executable, "-c", broken], raw=False)
    settings = terminal.settings()
    assert terminal.wait_exit() == 70
    clean(terminal, settings)
    said = terminal.came.decode().replace("\r\n", " ")
    assert "The desk can't go on" in said
    assert "secret" not in said


def test_stopped_and_gone_on(emulated: Any) -> None:
    """Ctrl+Z gives the terminal back as it was, and `fg` takes it again, as often as one likes."""
    terminal = emulated(raw=False)
    settings = opened(terminal)
    for _ in range(3):
        terminal.type(b"\x1a")
        pid, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), pid
        terminal.quiet(0.1)
        clean(terminal, settings)
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait_for("help", answers=True)
        terminal.settle()
        assert {"1049", "1000", "2004"} <= terminal.modes_left()
    terminal.type(b"2j")
    terminal.wait_for("2 Actors", answers=True)
    terminal.type(b"q")
    assert terminal.wait_exit() == 0
    clean(terminal, settings)


def test_a_terminal_that_tells_its_size_in_pixels(emulated: Any) -> None:
    """It answers that it can (mode 2048); then mouse reports come in pixels too."""
    terminal = emulated(raw=False)
    settings = opened(terminal)
    terminal.type(b"\x1b[?2048;2$y\x1b[48;24;80;480;640t")
    terminal.settle()
    assert {"2048", "1016"} <= terminal.modes_left()
    terminal.type(b"q")
    assert terminal.wait_exit() == 0
    clean(terminal, settings)


def test_the_terminal_is_lost(emulated: Any) -> None:
    terminal = emulated(raw=False)
    opened(terminal)
    terminal.lose()
    assert terminal.process.wait(8) == 129


def test_no_mouse_where_none_is_wanted(emulated: Any) -> None:
    terminal = emulated(env={"COPYDESK_MOUSE": "false"})
    terminal.wait_for("help", answers=True)
    terminal.settle()
    assert not {"1000", "1003", "1006", "1015"} & terminal.modes_left()
