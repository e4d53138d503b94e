"""Figures that are compared, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import NamedTuple

HEADINGS = ("what", "against", "median", "against", "ratio", "half of all lie in", "bound", "")


class Unit(NamedTuple):
    """How a figure is written: a name, and how many of it are one of what was measured."""

    name: str
    scale: float
    digits: int

    def say(self, value: float) -> str:
        return f"{value * self.scale:.{self.digits}f} {self.name}"


MILLISECONDS = Unit("ms", 1000, 1)
SECONDS = Unit("s", 1, 2)
MEGABYTES = Unit("MB", 1 / 1000, 1)
BYTES = Unit("B", 1, 0)
COUNT = Unit("times", 1, 0)
SPEED = Unit("MB/s", 1e-6, 2)


@dataclass(frozen=True)
class Comparison:
    """`measured` against `other`, which were taken by turns; `bound` is the most their ratio may be."""

    what: str
    against: str
    measured: Sequence[float]
    other: Sequence[float]
    unit: Unit = MILLISECONDS
    bound: float | None = None

    @property
    def ratios(self) -> list[float]:
        """Turn by turn."""
        return [one / two for one, two in zip(self.measured, self.other, strict=True)]

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles."""
        if len(self.ratios) == 1:
            return self.ratio, self.ratio
        first, _, third = quantiles(self.ratios, n=4, method="inclusive")
        return first, third

    @property
    def passes(self) -> bool:
        return self.bound is None or self.ratio <= self.bound

    @property
    def row(self) -> tuple[str, ...]:
        low, high = self.spread
        return (
            self.what,
            self.against,
            self.unit.say(median(self.measured)),
            self.unit.say(median(self.other)),
            f"{self.ratio:.2f}",
            f"{low:.2f}–{high:.2f}",
            "" if self.bound is None else f"≤ {self.bound:g}",
            "" if self.bound is None else "pass" if self.passes else "FAIL",
        )


def by_turns(
    runs: int, one: Callable[[], float], other: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Both measured `runs` times, A B A B, so that what slows the machine down meets both; the first
    turn, which fills the caches, doesn't count."""
    turns = [(one(), other()) for _ in range(runs + 1)][1:]
    return [turn[0] for turn in turns], [turn[1] for turn in turns]


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which `share` percent of the others lie."""
    return quantiles(values, n=100, method="inclusive")[share - 1]


def table(comparisons: Iterable[Comparison]) -> str:
    """One Markdown table, lined up to be read as it is."""
    rows = [HEADINGS, *(comparison.row for comparison in comparisons)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
