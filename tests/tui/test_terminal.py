"""What is told of a terminal by the variables that describe it, and what it is sent."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.events import Resize
from textual.geometry import Size

from tui.driver import DeskDriver
from tui.terminal import (
    erases_in_color,
    has_colors,
    shows_what_it_does_not_know,
    symbols_for_terminal,
    undoes_attributes,
)

MODERN = ["xterm", "xterm-256color", "xterm-kitty", "tmux-256color", "screen", "alacritty", "foot"]
OLD = ["linux", "vt100", "vt220", "cons25", "ansi", "dumb", ""]


@pytest.mark.parametrize("term", [*MODERN, *OLD])
def test_old_terminals_are_sent_nothing_new(term: str) -> None:
    assert shows_what_it_does_not_know({"TERM": term}) is (term in OLD)
    assert shows_what_it_does_not_know({}) is True


@pytest.mark.parametrize(
    ("env", "colors"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "linux"}, True),
        ({"TERM": "vt100"}, False),
        ({"TERM": "vt220"}, False),
        ({"TERM": "xterm-mono"}, False),
        ({"TERM": "linux-m"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_colors(env: dict[str, str], colors: bool) -> None:
    assert has_colors(env) is colors


def test_what_old_terminals_can_do_with_attributes_and_erasing() -> None:
    assert not undoes_attributes({"TERM": "vt100"})
    assert undoes_attributes({"TERM": "vt220"})
    assert undoes_attributes({"TERM": "xterm"})
    assert [erases_in_color({"TERM": term}) for term in ("xterm", "linux", "screen", "vt100")] == [
        *(True, True, False, False)
    ]


@pytest.mark.parametrize(
    ("env", "symbols"),
    [
        ({"LANG": "C.UTF-8"}, "unicode"),
        ({"LANG": "hi_IN.utf8"}, "unicode"),
        ({"LANG": "en_GB.ISO-8859-1"}, "ascii"),
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "POSIX"}, "ascii"),
        ({}, "ascii"),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, "unicode"),
        ({"LANG": "C.UTF-8", "LC_ALL": "POSIX"}, "ascii"),
        ({"LANG": "C.UTF-8", "LC_CTYPE": "C"}, "ascii"),
        ({"LANG": "C.UTF-8", "LC_ALL": ""}, "unicode"),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, "ascii"),
        ({"LANG": "C.UTF-8", "TERM": "vt220"}, "ascii"),
        ({"LANG": "fa_IR.UTF-8@calendar"}, "unicode"),
    ],
    ids=str,
)
def test_symbols(env: dict[str, str], symbols: str) -> None:
    assert symbols_for_terminal({"TERM": "xterm", **env}) == symbols


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    """A driver of Textual's takes two when it is made."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


class Wire:
    """Where a driver writes to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, term: str) -> None:
        monkeypatch.setenv("TERM", term)
        self.sent = ""
        self.driver = DeskDriver(App())
        self.driver._writer_thread = self  # type: ignore[assignment]

    def write(self, data: str) -> None:
        self.sent += data


@pytest.mark.parametrize(
    "newer",
    [
        "[>25u",
        "[<u",
        "[=1;1u",
        "[?2026$p",
        "[?2048$p",
        "]22;default\x1b\\",
        "]52;c;eA==\x07",
        "[>0q",
    ],
)
async def test_the_driver_sends_what_a_terminal_knows(
    newer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = f"\x1b[?1049h\x1b{newer}\x1b[2;3Ha\x1b[1;31mb\x1b[m\x1b[6n"
    old, modern = Wire(monkeypatch, "linux"), Wire(monkeypatch, "xterm")
    for wire in (old, modern):
        wire.driver.write(data)
    assert modern.sent == data
    assert old.sent == data.replace(f"\x1b{newer}", "")


async def test_mouse_reports_in_pixels_are_switched_off_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wire = Wire(monkeypatch, "xterm")
    wire.driver.flush = lambda: None  # type: ignore[method-assign]
    wire.driver._enable_mouse_pixels()
    assert wire.sent == "\x1b[?1016h"
    wire.driver._disable_mouse_support()
    assert wire.sent.endswith("\x1b[?1016l")


async def test_a_size_is_the_present_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two changes at once may be told in the wrong order."""
    driver = Wire(monkeypatch, "xterm").driver
    monkeypatch.setattr(driver, "_get_terminal_size", lambda: (90, 30))
    late = Resize(Size(200, 50), Size(200, 50))
    assert driver.now(late).size == (90, 30)
    told = Resize.from_dimensions((200, 50), (1600, 1000))
    assert driver.now(told) is told
