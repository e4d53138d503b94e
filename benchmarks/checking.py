"""Many files checked at once, against reading them one after the other, divided by the processors."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from time import perf_counter

from benchmarks.opening import opened
from benchmarks.ratios import SECONDS, Comparison, by_turns
from benchmarks.startup import DESK
from models.article import Actor
from models.checks.many import cores
from models.links import references
from models.loading import load
from models.shipped import first_article

BOUND = 1.3


def checks(runs: int, copies: int, folder: Path) -> Iterator[Comparison]:
    """The command on so many copies of the bundled article, each with ids of its own."""
    files = write(folder / "copies", copies)

    def check() -> float:
        began = perf_counter()
        done = run((*DESK, "check", str(files)), capture_output=True, text=True, check=False)
        taken = perf_counter() - began
        if done.returncode or f"in {copies:,} files." not in done.stderr:
            raise ValueError(f"{done.stdout[-500:]}{done.stderr[-500:]}")
        return taken

    def parse() -> float:
        gc.collect()
        gc.disable()
        began = perf_counter()
        for path in files.iterdir():
            opened(path)
        taken = perf_counter() - began
        gc.enable()
        return taken / cores()

    what = f"checking {copies:,} copies, on {cores()} processors"
    yield Comparison(what, "reading them ÷ these", *by_turns(runs, check, parse), SECONDS, BOUND)


def write(folder: Path, copies: int) -> Path:
    """Copies of the bundled article in a folder, in each of which every id ends in its number."""
    source = first_article().read_text(encoding="utf-8")
    lines, places = source.split("\n"), sorted(_ids(), reverse=True)
    folder.mkdir()
    for number in range(copies):
        changed = [*lines]
        for line, column in places:
            before, behind = changed[line - 1][:column], changed[line - 1][column:]
            changed[line - 1] = f"{before}-{number}{behind}"
        (folder / f"{number:04}.yaml").write_text("\n".join(changed), encoding="utf-8")
    return folder


def _ids() -> Iterator[tuple[int, int]]:
    """Where every id in the bundled article ends: a line from 1, and the code points before."""
    document, _, places = load(first_article())
    if document is None or places is None:
        raise ValueError("the bundled article does not open")
    for key, record in document.records.items():
        paths = {reference.path: reference.target for reference in references(record)}
        if isinstance(record, Actor):  # what a role names too is no reference of its own
            paths |= {("of", index): target for index, target in enumerate(record.of)}
        if record.type != "link":
            paths["id",] = key
        for path, target in paths.items():
            line, column = places.of(key, path)
            yield line, column - 1 + len(target)
