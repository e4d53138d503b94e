"""Measures everything and prints one table: `python -m benchmarks [PART…] [--quick]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import articles, views
from benchmarks.checking import checks
from benchmarks.imports import additional
from benchmarks.keys import answers
from benchmarks.line import catching_up
from benchmarks.opening import keep, openings, subject
from benchmarks.peers import sides
from benchmarks.ratios import Comparison, table
from benchmarks.startup import starts, version
from benchmarks.weight import idle, weights
from models.shipped import first_article

SIZES = ((80, 24), (120, 40))
MOST_IMPORTS = 12
PEERS = Path(".peers")


class Runs(NamedTuple):
    """How often each thing is done, and for how many seconds nothing is."""

    version: int
    start: int
    key: int
    opening: int
    imports: int
    line: int
    checks: int
    copies: int
    idle: float


FULL = Runs(
    version=40, start=15, key=40, opening=3, imports=3, line=3, checks=5, copies=1000, idle=60.0
)
QUICK = Runs(
    version=10, start=3, key=8, opening=1, imports=1, line=1, checks=2, copies=300, idle=10.0
)


class Bench:
    """All that can be measured, part by part, on a copy of the bundled article in `folder`."""

    def __init__(self, runs: Runs, folder: Path) -> None:
        self.runs = runs
        self.folder = folder
        self.small = folder / first_article().name  # a copy: decisions are kept beside it
        self.small.write_bytes(first_article().read_bytes())

    def start(self) -> Iterator[Comparison]:
        yield from version(self.runs.version)
        for size in SIZES:
            yield from starts(self.runs.start, size)

    def opening(self) -> Iterator[Comparison]:
        yield from openings(self.runs.opening, subject(self.small), subject(self._article(20_000)))

    def keys(self) -> Iterator[Comparison]:
        yield from self._keys(20_000)

    def huge(self) -> Iterator[Comparison]:
        yield from self._keys(200_000)

    def _keys(self, records: int) -> Iterator[Comparison]:
        large = self._article(records)
        keep(large)
        subjects = subject(self.small), subject(large)
        for size in SIZES:
            yield from answers(self.runs.key, size, *subjects)

    def _article(self, records: int) -> Path:
        path = self.folder / f"{records}.yaml"
        return path if path.exists() else articles.write(path, records=records)

    def weight(self) -> Iterator[Comparison]:
        for size in SIZES:
            yield from weights(self.small, size)

    def line(self) -> Iterator[Comparison]:
        for size in SIZES:
            yield from catching_up(self.runs.line, size, self.small)

    def checks(self) -> Iterator[Comparison]:
        yield from checks(self.runs.checks, self.runs.copies, self.folder)

    def views(self) -> Iterator[Comparison]:
        yield from views.openings(self.runs.opening, SIZES[1], self.small)
        yield from views.panning(self.runs.key, self.small)
        large = self._article(20_000)
        keep(large)
        yield from views.moving(self.runs.key, SIZES[1], large, self.small)

    def idle(self) -> Iterator[Comparison]:
        yield from idle(self.small, self.runs.idle)

    def peers(self) -> Iterator[Comparison]:
        if not PEERS.exists():
            print("`make peers` installs what the desk is measured beside.", file=sys.stderr)
            return
        for size in SIZES:
            yield from sides(self.runs.start, size, PEERS.resolve(), self.folder)


PARTS: dict[str, Callable[[Bench], Iterator[Comparison]]] = {
    each.__name__: each
    for each in (
        Bench.start,
        Bench.opening,
        Bench.keys,
        Bench.huge,
        Bench.weight,
        Bench.line,
        Bench.checks,
        Bench.views,
        Bench.idle,
        Bench.peers,
    )
}


def _progress(done: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{done}", end="", file=sys.stderr, flush=True)


def _imports(runs: int) -> None:
    print("\nImports until the first screen that the bare app does without:")
    for package in additional(runs)[:MOST_IMPORTS]:
        print(
            f"  {package.seconds * 1000:5.1f} ms  {package.package}  ({', '.join(package.modules)})"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer runs, for a first impression")
    options = parser.parse_args()
    if wrong := set(options.parts) - PARTS.keys():
        parser.error(f"there is no part “{min(wrong)}”")
    runs = QUICK if options.quick else FULL
    comparisons: list[Comparison] = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(runs, Path(folder))
        for part in options.parts or PARTS:
            for comparison in PARTS[part](bench):
                comparisons.append(comparison)
                _progress(comparison.what)
    _progress("")
    print(table(comparisons))
    if "start" in (options.parts or PARTS):
        _imports(runs.imports)
    failed = [comparison.what for comparison in comparisons if not comparison.passes]
    if failed:
        print(f"\n{len(failed)} beyond their bounds: {'; '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
