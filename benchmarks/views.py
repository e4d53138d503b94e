"""Views: opening each beside opening the help, and panning the map beside a move of the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.ratios import MILLISECONDS, Comparison
from benchmarks.startup import DESK, FIRST_PANE
from benchmarks.terminal import SilentError, Size, Terminal
from models.overviews import VIEWS

MORE = 0.1
"""Seconds that a view may take longer to open than the help screen does."""

PAN_BOUND = 8.0
WIDE: Size = (200, 60)


def openings(runs: int, size: Size, article: Path) -> Iterator[Comparison]:
    """The first opening of each view in a desk that has opened nothing yet, its modules among it."""
    where = f"{size[0]}×{size[1]}"
    for view in VIEWS:
        turns = [
            (_opening(article, size, "v", view.letter), _opening(article, size, "", "?") + MORE)
            for _ in range(runs)
        ]
        times, other = zip(*turns, strict=True)
        what = f"opening the {view.name} view, {where}"
        yield Comparison(what, "help + 100 ms", times, other, MILLISECONDS, bound=1.0)


def _opening(article: Path, size: Size, first: str, key: str) -> float:
    with Terminal((*DESK, str(article)), size, FIRST_PANE) as desk:
        if first:
            desk.key(first)
        return _answer(desk, key)


def panning(runs: int, article: Path) -> Iterator[Comparison]:
    """The map to the right and back, by turns with the cursor in a pane, at the size of a large screen."""
    with (
        Terminal((*DESK, str(article)), WIDE, FIRST_PANE) as map_,
        Terminal((*DESK, str(article)), WIDE, FIRST_PANE) as pane,
    ):
        for key in "vm==":
            map_.key(key)
        for key in "2g":
            pane.key(key)
        turns = [
            (_answer(map_, "<>"[turn % 2]), _answer(pane, "jk"[turn % 2])) for turn in range(runs)
        ]
    times, other = zip(*turns, strict=True)
    what = f"panning the map, {WIDE[0]}×{WIDE[1]}"
    yield Comparison(what, "cursor move in a list", times, other, MILLISECONDS, PAN_BOUND)


def moving(runs: int, size: Size, large: Path, small: Path) -> Iterator[Comparison]:
    """A move of the cursor in each view of a large article, beside the same in the bundled one."""
    for view in VIEWS:
        with (
            Terminal((*DESK, str(large)), size, FIRST_PANE) as one,
            Terminal((*DESK, str(small)), size, FIRST_PANE) as other,
        ):
            for desk in (one, other):
                for key in ("v", view.letter, "g", "j"):
                    desk.key(key, patience=30.0)
            turns = [
                (_answer(one, "jk"[turn % 2]), _answer(other, "jk"[turn % 2]))
                for turn in range(runs)
            ]
        times, base = zip(*turns, strict=True)
        what = f"cursor move in the {view.name} view, {size[0]}×{size[1]}"
        yield Comparison(what, "bundled article", times, base)


def _answer(desk: Terminal, key: str) -> float:
    answer = desk.key(key)
    if answer is None:
        raise SilentError(f"“{key}” was not answered")
    return answer.seconds
