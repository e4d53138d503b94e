"""Measures everything and prints one table: `python -m benchmarks [--quick]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import articles
from benchmarks.imports import additional
from benchmarks.keys import answers
from benchmarks.opening import openings, subject
from benchmarks.ratios import Comparison, table
from benchmarks.startup import starts, version
from models.shipped import first_article

SIZES = ((80, 24), (120, 40))
MOST_IMPORTS = 12


class Runs(NamedTuple):
    """How often each thing is done."""

    version: int
    start: int
    key: int
    opening: int
    imports: int


FULL = Runs(version=40, start=9, key=40, opening=3, imports=3)
QUICK = Runs(version=10, start=3, key=8, opening=1, imports=1)


def _all(runs: Runs, small: Path, large: Path) -> Iterator[Comparison]:
    yield from version(runs.version)
    for size in SIZES:
        yield from starts(runs.start, size)
    subjects = subject(small), subject(large)
    yield from openings(runs.opening, *subjects)
    for size in SIZES:
        yield from answers(runs.key, size, *subjects)


def _progress(done: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{done}", end="", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs, for a first impression")
    runs = QUICK if parser.parse_args().quick else FULL
    comparisons: list[Comparison] = []
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, first_article().name)  # a copy: decisions are kept beside it
        small.write_bytes(first_article().read_bytes())
        large = articles.write(Path(folder, "large.yaml"))
        for comparison in _all(runs, small, large):
            comparisons.append(comparison)
            _progress(comparison.what)
    imported = additional(runs.imports)
    _progress("")
    print(table(comparisons))
    print("\nImports until the first screen that the bare app does without:")
    for package in imported[:MOST_IMPORTS]:
        print(
            f"  {package.seconds * 1000:5.1f} ms  {package.package}  ({', '.join(package.modules)})"
        )
    failed = [comparison.what for comparison in comparisons if not comparison.passes]
    if failed:
        print(f"\n{len(failed)} beyond their bounds: {'; '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
