"""A far terminal: 9,600 bytes a second, 0.3 s each way. A key is held down; when does its end show?"""

from __future__ import annotations

import os
import select
from collections import deque
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter

from benchmarks.ratios import SECONDS, Comparison
from benchmarks.startup import DESK, FIRST_PANE
from benchmarks.terminal import ANSWERS, Size, Terminal

RATE = 9600
DELAY = 0.3
HELD, EVERY = 3.0, 1 / 30
"""Seconds that a key is held, and between its repeats."""

STEP = 64
"""Bytes that travel together."""

CALM = 1.5
"""Seconds without a byte at the far end after which all has come."""

ROUND_TRIP = 2 * DELAY


class Line:
    """A line to a running program. What the program sends waits in the line's buffers, which are large;
    questions are answered by the far end, when they have got there."""

    def __init__(self, terminal: Terminal) -> None:
        self._fd = terminal.fd
        self._down: deque[tuple[float, bytes]] = deque()
        self._up: deque[tuple[float, bytes]] = deque()
        self._free = self._begun = self.last = perf_counter()

    def type(self, keys: bytes) -> None:
        self._begun = perf_counter()
        self._up.append((self._begun + DELAY, keys))

    def run(self, seconds: float) -> None:
        """Lets so much time pass."""
        until = perf_counter() + seconds
        while perf_counter() < until:
            self._step()

    def calm(self) -> None:
        """Until all has come."""
        while self._down or self._up or perf_counter() - max(self.last, self._begun) < CALM:
            self._step()

    def _step(self) -> None:
        if select.select([self._fd], [], [], 0.003)[0]:
            data = os.read(self._fd, 1 << 16)
            for start in range(0, len(data), STEP):
                part = data[start : start + STEP]
                self._free = max(self._free, perf_counter()) + len(part) / RATE
                self._down.append((self._free + DELAY, part))
        now = perf_counter()
        while self._down and self._down[0][0] <= now:
            self.last, part = self._down.popleft()
            for question, answer in ANSWERS.items():
                self._up.extend([(self.last + DELAY, answer)] * part.count(question))
        while self._up and self._up[0][0] <= now:
            os.write(self._fd, self._up.popleft()[1])


def catching_up(runs: int, size: Size, article: Path) -> Iterator[Comparison]:
    """From letting go of a key to the last byte at the far end, against one key alone and a round trip."""
    held, alone = [], []
    for _ in range(runs):
        with Terminal((*DESK, str(article)), size, FIRST_PANE) as terminal:
            terminal.key("3g")
            line = Line(terminal)
            line.calm()
            began = perf_counter()
            line.type(b"j")
            line.calm()
            alone.append(line.last - began)
            keys = cycle(b"j" * 10 + b"k" * 10)
            began = perf_counter()
            while perf_counter() - began < HELD:
                line.type(bytes([next(keys)]))
                line.run(EVERY)
            let_go = perf_counter() - EVERY
            line.calm()
            held.append(line.last - let_go)
    what = f"slow line: from letting go to the end, {size[0]}×{size[1]}"
    most = [seconds + ROUND_TRIP for seconds in alone]
    yield Comparison(what, "one key, and a round trip", held, most, SECONDS, 1.0)
