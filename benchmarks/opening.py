"""Reading files: the bundled article and a large one by turns, and each a second time from the cache."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from subprocess import run
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.articles import SIZES, write
from benchmarks.habits import Habit, habits
from benchmarks.ratios import BYTES, MILLISECONDS, SECONDS, SPEED, Comparison
from benchmarks.startup import DESK, FIRST_PANE, start
from benchmarks.terminal import cache_home
from models.loading import load
from models.loading.cache import Cache

if TYPE_CHECKING:
    from models.document import Document

SMALL_LOADS = 10
"""Loads of the small file in each turn, of which the mean counts."""

AGAIN_BOUND = 0.1
"""What the second opening of the largest may take of the first."""

MEMORY = """
import gc, sys
from pathlib import Path
from models.loading import load
from models.loading.cache import Cache

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1])

def opened(path):
    return load(Path(path), None, Cache(Path(sys.argv[1]))).document

gc.disable()
first = opened(sys.argv[2])
before = resident()
second = opened(sys.argv[3])
import resource
print((resident() - before) * resource.getpagesize() / len(second.records))
"""
"""How a program measures what it grows by for each record of a file, after another file."""


def opened(path: Path, cache: Cache | None = None) -> Document:
    """A file that must open without a problem, or what is measured would be the problems."""
    loaded = load(path, None, cache)
    if loaded.document is None or loaded.problems:
        raise ValueError(f"{path.name}: {loaded.problems[:3]}")
    return loaded.document


class Subject(NamedTuple):
    """An article that is measured with: how many records it has, and what is done with it."""

    path: Path
    records: int
    habits: list[Habit]


def keep(path: Path) -> None:
    """Puts the parsed form of a file where the desks that are measured look for it."""
    cache = Cache(Path(cache_home(), "copydesk", "parsed"))
    opened(path, cache)
    cache.keep()


def subject(path: Path) -> Subject:
    """Reads an article once, and lets go of it again."""
    document = opened(path)
    return Subject(path, len(document.records), habits(document))


def openings(runs: int, small: Subject, large: Subject) -> Iterator[Comparison]:
    """Speed by bytes and by records, the large file against the small one."""
    times: list[tuple[float, float]] = []
    for _ in range(runs):
        with _no_garbage():
            began = perf_counter()
            for _ in range(SMALL_LOADS):
                opened(small.path)
            between = perf_counter()
            opened(large.path)
            times.append(((between - began) / SMALL_LOADS, perf_counter() - between))
    sizes = small.path.stat().st_size, large.path.stat().st_size
    count = f"{large.records:,} records"
    yield Comparison(
        f"opening 1,000 records, of {count}",
        "bundled article",
        [seconds / large.records * 1000 for _, seconds in times],
        [seconds / small.records * 1000 for seconds, _ in times],
        SECONDS,
    )
    yield Comparison(
        f"bytes read in a second, of {count}",
        "bundled article",
        [sizes[1] / seconds for _, seconds in times],
        [sizes[0] / seconds for seconds, _ in times],
        SPEED,
    )
    yield from _again(runs, small.path)
    for size, records in SIZES.items():
        bound = AGAIN_BOUND if records == max(SIZES.values()) else None
        path = write(large.path.with_name(f"{size}.yaml"), records)
        yield from _again(runs, path, bound)
        yield _memory(small.path, path, records)
        if bound:
            yield from _desk(runs, path)


def _again(runs: int, path: Path, bound: float | None = None) -> Iterator[Comparison]:
    """A file read from its kept form, against reading it for the first time."""
    cache = Cache(path.with_name("cache"))
    times: list[tuple[float, float]] = []
    for _ in range(runs):
        with _no_garbage():
            began = perf_counter()
            opened(path, cache)
            first = perf_counter() - began
            cache.keep()
            began = perf_counter()
            opened(path, cache)
            times.append((perf_counter() - began, first))
        rmtree(cache.folder)
    what = f"opening {path.stem} again"
    yield Comparison(what, "the first time", *_sides(times), MILLISECONDS, bound)


def _desk(runs: int, path: Path) -> Iterator[Comparison]:
    """The same for the whole desk, from the command to the first screen."""
    size, folder = (120, 40), path.with_name("caches")
    times: list[tuple[float, float]] = []
    env = {"XDG_CACHE_HOME": str(folder)}
    for _ in range(runs):
        first = start((*DESK, str(path)), size, FIRST_PANE, env).most
        cache = Cache(folder / "copydesk" / "parsed")
        opened(path, cache)
        cache.keep()
        times.append((start((*DESK, str(path)), size, FIRST_PANE, env).most, first))
        rmtree(folder)
    what = f"start of the desk on {path.stem} again"
    yield Comparison(what, "the first time", *_sides(times), SECONDS)


def _sides(times: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [one for one, _ in times], [other for _, other in times]


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Garbage is looked for before, and not meanwhile, as in the program until its first screen."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _memory(small: Path, path: Path, records: int) -> Comparison:
    """What a record takes in memory, against what it takes in the file."""
    cache = Cache(path.with_name("cache"))
    opened(path, cache)
    cache.keep()
    command = [sys.executable, "-c", MEMORY, str(cache.folder), str(small), str(path)]
    taken = float(run(command, check=True, capture_output=True, text=True).stdout)
    size = path.stat().st_size / records
    return Comparison(f"memory for a record, of {path.stem}", "its YAML", [taken], [size], BYTES)
