"""Reading files: the bundled article and a large one by turns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.habits import Habit, habits
from benchmarks.ratios import SECONDS, SPEED, Comparison
from models.loading import load

if TYPE_CHECKING:
    from models.document import Document

SMALL_LOADS = 10
"""Loads of the small file in each turn, of which the mean counts."""


def opened(path: Path) -> Document:
    """A file that must open without a problem, or what is measured would be the problems."""
    loaded = load(path)
    if loaded.document is None or loaded.problems:
        raise ValueError(f"{path.name}: {loaded.problems[:3]}")
    return loaded.document


class Subject(NamedTuple):
    """An article that is measured with: how many records it has, and what is done with it."""

    path: Path
    records: int
    habits: list[Habit]


def subject(path: Path) -> Subject:
    """Reads an article once, and lets go of it again."""
    document = opened(path)
    return Subject(path, len(document.records), habits(document))


def openings(runs: int, small: Subject, large: Subject) -> Iterator[Comparison]:
    """Speed by bytes and by records, the large file against the small one."""
    times: list[tuple[float, float]] = []
    for _ in range(runs):
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
