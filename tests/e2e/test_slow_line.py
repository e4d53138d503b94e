"""A terminal behind a line that takes its time: it is sent what it can take, and shows the end at once."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest

from tui.flow import QUESTION, WINDOW

QUIET = 0.4
"""Seconds without a byte after which nothing more will come by itself."""

PATIENCE = 20.0
ANSWER = b"\x1b[1;1R"


class FarTerminal:
    """A terminal that answers when it is told to, and knows what it was sent."""

    def __init__(self, command: list[str], size: tuple[int, int], env: dict[str, str]) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.came = b""
        self._answered = 0
        self._fd, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        tty.setraw(slave)
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)

    def read(self, seconds: float) -> bool:
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the program has ended
            return False
        self.came += data
        self._stream.feed(data)
        return bool(data)

    def quiet(self) -> None:
        until = time.monotonic() + PATIENCE
        while self.read(QUIET) and time.monotonic() < until:
            pass

    def wait_for(self, words: str) -> None:
        until = time.monotonic() + PATIENCE
        while not any(words in line for line in self.screen.display):
            assert time.monotonic() < until, self.screen.display
            self.read(0.1)

    def type(self, keys: bytes) -> None:
        os.write(self._fd, keys)

    def answer(self) -> int:
        """Answers all that was asked, as what was sent arrives; how many answers that were."""
        due = self.came.count(QUESTION.encode()) - self._answered
        self._answered += due
        self.type(ANSWER * due)
        return due

    def answer_all(self) -> None:
        self.quiet()
        while self.answer():
            self.quiet()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._fd)


@pytest.fixture(params=[(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def far(
    request: pytest.FixtureRequest, copydesk_command: Path, tmp_path: Path
) -> Iterator[FarTerminal]:
    """The desk on the article that ships, in the timeline, with all answers given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    env = {**kept, **own, **homes, "XDG_CACHE_HOME": str(tmp_path), "COPYDESK_START": "timeline"}
    terminal = FarTerminal([str(copydesk_command)], request.param, env)
    try:
        terminal.wait_for("6 Details")
        terminal.answer_all()
        yield terminal
    finally:
        terminal.close()


def test_a_key_held_down_sends_no_more_than_the_line_takes(far: FarTerminal) -> None:
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


def test_a_terminal_that_stops_answering_is_not_waited_for(far: FarTerminal) -> None:
    for _ in range(10):
        far.type(b"jjj")
        far.read(0.05)
    far.quiet()
    far.type(b"a")
    far.wait_for("decided 1/")


def test_nothing_is_answered_to_the_shell(far: FarTerminal) -> None:
    """The desk is left when the terminal has answered what is on its way."""
    far.type(b"jjjj")
    far.quiet()
    far.type(b"q")
    far.quiet()
    assert far.process.poll() is None
    assert far.answer()
    assert far.process.wait(PATIENCE) == 0


def test_without_answers_the_desk_is_left_all_the_same(far: FarTerminal) -> None:
    far.type(b"jjjjq")
    until = time.monotonic() + PATIENCE
    while far.process.poll() is None and time.monotonic() < until:
        far.read(0.1)
    assert far.process.poll() == 0
