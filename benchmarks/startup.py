"""From the command to the first screen, and what the desk then holds in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import DEVNULL, run
from time import perf_counter
from typing import NamedTuple

from benchmarks import bare
from benchmarks.frames import painted
from benchmarks.ratios import MEGABYTES, Comparison, by_turns
from benchmarks.terminal import NOTHING, Size, Terminal, environment

PYTHON = sys.executable
DESK = (str(Path(PYTHON).with_name("copydesk")),)
BARE = (PYTHON, "-P", bare.__file__)
FIRST_PANE = "1 Article"
"""Stands on the desk's first screen, whatever the size."""

VERSION_BOUND = 4.0
START_BOUND = 1.3
MEMORY_BOUND = 1.25
NO_CACHE = {"COPYDESK_CACHE": "false"}
"""As the first opening of a file is, which has nothing to take from the cache."""


class Start(NamedTuple):
    """Seconds to the first cell and to 90 % of them, kilobytes of memory, bytes of the screen."""

    first: float
    most: float
    memory: int
    size: int


def version(runs: int) -> Iterator[Comparison]:
    """A plain answer against Python alone."""

    def answer(*command: str) -> float:
        began = perf_counter()
        run(command, check=True, stdout=DEVNULL, env=environment())
        return perf_counter() - began

    times = by_turns(runs, lambda: answer(*DESK, "--version"), lambda: answer(PYTHON, "-c", "pass"))
    yield Comparison("`copydesk --version`", "`python -c pass`", *times, bound=VERSION_BOUND)


def start(
    command: tuple[str, ...], size: Size, shown: str, env: Mapping[str, str] = NOTHING
) -> Start:
    """One start, with more in its environment; drawn from its record once the program is gone."""
    with Terminal(command, size, shown, env) as terminal:
        memory = terminal.memory()
        chunks = list(terminal.chunks)
    seen = painted(chunks, size, terminal.began)
    return Start(seen.first, seen.most, memory, seen.size)


def starts(runs: int, size: Size) -> Iterator[Comparison]:
    """The desk on the bundled article against the bare app; the first turn fills the caches."""
    turns = [
        (start(DESK, size, FIRST_PANE), start(BARE, size, bare.SAYS)) for _ in range(runs + 1)
    ][1:]
    anew = [start(DESK, size, FIRST_PANE, NO_CACHE).most for _ in turns]
    where = f"{size[0]}×{size[1]}"
    for what, field, bound in (
        ("start to the first cell", "first", None),
        ("start to 90 % of the first screen", "most", START_BOUND),
    ):
        desk, other = ([getattr(each, field) for each in side] for side in zip(*turns, strict=True))
        yield Comparison(f"{what}, {where}", "bare app", desk, other, bound=bound)
    what = f"the same, the file opened for the first time, {where}"
    yield Comparison(what, "bare app", anew, [other.most for _, other in turns])
    desk, other = ([each.memory for each in side] for side in zip(*turns, strict=True))
    what = f"memory after the start, {where}"
    yield Comparison(what, "bare app", desk, other, MEGABYTES, MEMORY_BOUND)
