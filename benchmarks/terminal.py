"""A program in a terminal of its own: every byte it sends is kept with the time it came.

Nothing is drawn while time is taken; `frames` draws from the record afterwards. What is asked of a terminal
is answered as current terminals do.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import tempfile
import termios
import tty
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple

Size = tuple[int, int]
"""Columns and rows."""

QUIET = 0.06
"""Seconds without a byte, and without work, after which an answer to a key is over."""

WORK = 2
"""Clock ticks (10 ms) of processor time that say a program is still at work, bytes or no bytes."""

STARTED = 0.3
"""Seconds without a byte after which a program has started."""

PATIENCE = 60.0
"""Seconds after which a program that shows nothing is given up."""

NOTHING: Mapping[str, str] = MappingProxyType({})

ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[6n": b"\x1b[1;1R",
}
"""What a program asks its terminal, and what that says: synchronized output is known, resizing in band is
not, the cursor is in the corner."""

_SLEEPS = re.compile(r"^voluntary_ctxt_switches:\s+(\d+)", re.MULTILINE)
_MEMORY = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


class Chunk(NamedTuple):
    """What one read gave, and when."""

    time: float
    data: bytes


class Answer(NamedTuple):
    """What came of a key: seconds until its last byte, and how many bytes."""

    seconds: float
    size: int


class SilentError(Exception):
    """The program did not show what was waited for."""


def environment() -> dict[str, str]:
    """Ours without what changes how the desk or Textual looks, without the user's settings, and with
    nowhere to remember how a desk was left."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COPYDESK_", "TEXTUAL", "PYTHON", "LC_", "NO_COLOR"))
    }
    own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    own["XDG_CACHE_HOME"] = cache_home()
    nowhere = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    return {**kept, **own, **dict.fromkeys(nowhere, os.devnull)}


@cache
def cache_home() -> str:
    """A folder for what programs keep to start faster, for as long as this one runs."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return folder.name


class Terminal:
    """A running program, with more in its environment (what is empty is taken out). `shown` is text that
    stands on its first screen."""

    def __init__(
        self, command: Sequence[str], size: Size, shown: str, env: Mapping[str, str] = NOTHING
    ) -> None:
        self.size = size
        self.chunks: list[Chunk] = []
        self._fd, slave = pty.openpty()
        columns, rows = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        tty.setraw(slave)  # no echo: what comes back is the program's own
        self.began = perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={name: value for name, value in {**environment(), **env}.items() if value},
            cwd=tempfile.gettempdir(),
            start_new_session=True,
        )
        os.close(slave)
        try:
            self._start(shown.encode())
        except BaseException:
            self.close()
            raise

    def _start(self, shown: bytes) -> None:
        seen = b""
        while shown not in seen:
            if perf_counter() - self.began > PATIENCE or not self._read(1.0):
                if self._process.poll() is not None or perf_counter() - self.began > PATIENCE:
                    raise SilentError(f"“{shown.decode()}” did not come: {seen[-2000:]!r}")
                continue
            seen += self.chunks[-1].data
        while self._read(STARTED):
            pass
        if self._process.poll() is not None:
            raise SilentError(f"ended at once: {seen[-2000:].decode()}")

    def _read(self, seconds: float) -> bool:
        """One chunk, if one comes in time."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the program has ended
            return False
        self.chunks.append(Chunk(perf_counter(), data))
        for question, answer in ANSWERS.items():
            os.write(self._fd, answer * data.count(question))
        return bool(data)

    def key(self, keys: str, patience: float = 5.0) -> Answer | None:
        """Sends a key and takes all that comes back; nothing if nothing does."""
        first = len(self.chunks)
        start = perf_counter()
        os.write(self._fd, keys.encode())
        self._read(patience)
        self._settle(start + PATIENCE)
        answer = self.chunks[first:]
        if not answer:
            return None
        return Answer(answer[-1].time - start, sum(len(chunk.data) for chunk in answer))

    def _settle(self, until: float) -> None:
        """Takes what comes until nothing does and the program waits. A letter of a search is on the
        screen long before what it finds; only the processor's time tells that more will come."""
        while perf_counter() < until:
            before, _ = self._work()
            came = self._read(QUIET)
            after, running = self._work()
            if not came and not running and after - before < WORK:
                return

    def _work(self) -> tuple[int, bool]:
        """Clock ticks that the program has run for, and whether it would run now: on a machine with
        much to do, what has no turn is not at rest."""
        status = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        state, *fields = status.rpartition(")")[2].split()
        return int(fields[10]) + int(fields[11]), state == "R"

    @property
    def fd(self) -> int:
        """The terminal's end of the line, for who plays the terminal."""
        return self._fd

    def rest(self, seconds: float) -> int:
        """Waits; how many bytes came meanwhile."""
        first, until = len(self.chunks), perf_counter() + seconds
        while (left := until - perf_counter()) > 0:
            self._read(left)
        return sum(len(chunk.data) for chunk in self.chunks[first:])

    def wakes(self) -> int:
        """How often its threads have gone to sleep of their own will, and so were woken."""
        tasks = Path(f"/proc/{self._process.pid}/task").iterdir()
        words = "".join((task / "status").read_text(encoding="ascii") for task in tasks)
        return sum(map(int, _SLEEPS.findall(words)))

    def memory(self) -> int:
        """Kilobytes that the program keeps in memory."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        found = _MEMORY.search(status)
        return int(found[1]) if found else 0

    def close(self) -> None:
        """Ends the program as a reader would, with Ctrl+Q, or else by force."""
        with suppress(OSError):
            os.write(self._fd, b"\x11")
        until = perf_counter() + 3.0
        while self._process.poll() is None and perf_counter() < until:
            self._read(0.02)
        self._process.kill()
        self._process.wait()
        os.close(self._fd)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
