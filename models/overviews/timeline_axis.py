"""The axis of the timeline: which stretch of time shows, how it is zoomed, and what is written along it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple

from models.dates import MONTHS, civil, ordinal

SHORTEST = 0.25
"""Days that a window has at least."""

_YEAR = 365.2425


class Window(NamedTuple):
    """A stretch of time, in days: day `n` of `ordinal` goes from n to n + 1. `span` is above 0."""

    start: float
    span: float

    @property
    def end(self) -> float:
        return self.start + self.span

    @property
    def middle(self) -> float:
        return self.start + self.span / 2

    def cell(self, moment: float, width: int) -> float:
        """Where a moment lies in `width` cells, whose first begins at 0; anywhere, if outside."""
        return (moment - self.start) / self.span * width

    def zoomed(self, factor: float, focus: float, longest: float) -> Window:
        """`factor` times as long, `focus` staying where it is, or in the middle if it was outside."""
        least = max(SHORTEST, abs(focus) * 1e-12)  # what numbers of days can still tell apart
        span = min(max(self.span * factor, least), max(longest, self.span))
        share = (focus - self.start) / self.span
        return Window(focus - span * (share if 0 <= share <= 1 else 0.5), span)

    def around(self, focus: float) -> Window:
        """As long, with `focus` in the middle."""
        return self._replace(start=focus - self.span / 2)

    def panned(self, share: float) -> Window:
        """Further on by a share of its length."""
        return self._replace(start=self.start + self.span * share)


class Tick(NamedTuple):
    """A moment with what is written there, from the longest form to the shortest."""

    moment: float
    labels: tuple[str, ...]


class Scale(NamedTuple):
    """What is written along the axis: `fine` where a `unit` begins, `coarse` where what these lie in
    does; the first of those may begin before the window."""

    unit: str
    coarse: tuple[Tick, ...]
    fine: tuple[Tick, ...]


def scale(window: Window, width: int) -> Scale:
    """The finest scale of which the labels have room in `width` cells."""
    day = width / window.span
    for unit, length, room, fine, coarse in _SCALES:
        if length * day >= room:
            return Scale(unit, tuple(_opened(coarse, window)), tuple(fine(window)))
    longest = max(len(year_words(_year(at))) for at in (window.start, window.end))
    step = next(step for step in _steps() if step * _YEAR * day >= longest + 2)
    unit = "years" if step == 1 else f"{step} years" if step != 10 else "decades"
    return Scale(unit, (), tuple(_years(window, step)))


def day_words(day: int) -> tuple[str, ...]:
    """A day in words, and shorter."""
    year, month, number = civil(day)
    name, said = MONTHS[month - 1], year_words(year)
    return f"{number} {name} {said}", f"{number} {name[:3]} {said}", f"{number} {name[:3]}"


def year_words(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


def _year(moment: float) -> int:
    return civil(floor(moment))[0]


def _steps() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


Ticks = Callable[[Window], Iterator[Tick]]


def _opened(ticks: Ticks, window: Window) -> Iterator[Tick]:
    """The ticks of a window, before them the last one that lies before it."""
    longest = 400.0  # days: of what stands on the coarse line nothing is longer than a year
    before = list(ticks(Window(window.start - longest, longest)))
    yield from before[-1:]
    yield from ticks(window)


def _numbers(window: Window, a_day: int, step: int) -> range:
    """The multiples of `step` that lie in the window, of units of which there are so many a day."""
    first = ceil(window.start * a_day / step) * step
    return range(first, ceil(window.end * a_day), step)


def _hours(step: int) -> Ticks:
    def ticks(window: Window) -> Iterator[Tick]:
        for hour in _numbers(window, 24, step):
            yield Tick(hour / 24, (f"{hour % 24:02}:00",))

    return ticks


def _dates(window: Window) -> Iterator[Tick]:
    for day in _numbers(window, 1, 1):
        yield Tick(day, day_words(day))


def _days(window: Window) -> Iterator[Tick]:
    for day in _numbers(window, 1, 1):
        yield Tick(day, (str(civil(day)[2]),))


def _weeks(window: Window) -> Iterator[Tick]:
    first = ceil(window.start)
    for day in range(first + (1 - first) % 7, ceil(window.end), 7):  # 0001-01-01 was a Monday
        yield Tick(day, (str(civil(day)[2]),))


def _months(step: int, *, with_year: bool = False) -> Ticks:
    def ticks(window: Window) -> Iterator[Tick]:
        year, month, _ = civil(floor(window.start))
        number = -(-(year * 12 + month - 1) // step) * step
        while (day := ordinal(number // 12, number % 12 + 1, 1)) < window.end:
            if day >= window.start:
                yield Tick(day, _month_words(number, with_year))
            number += step

    return ticks


def _month_words(number: int, with_year: bool) -> tuple[str, ...]:
    name, year = MONTHS[number % 12], year_words(number // 12)
    if not with_year:
        return (name[:3],)
    return f"{name} {year}", f"{name[:3]} {year}", name[:3]


def _years(window: Window, step: int = 1) -> Iterator[Tick]:
    first = -(-_year(window.start) // step) * step
    for year in range(first, _year(window.end) + 1, step):
        day = ordinal(year, 1, 1)
        if window.start <= day < window.end:
            yield Tick(day, (year_words(year),))


_SCALES: Sequence[tuple[str, float, int, Ticks, Ticks]] = (
    ("hours", 1 / 24, 7, _hours(1), _dates),
    ("3 hours", 3 / 24, 7, _hours(3), _dates),
    ("6 hours", 6 / 24, 7, _hours(6), _dates),
    ("12 hours", 12 / 24, 7, _hours(12), _dates),
    ("days", 1, 4, _days, _months(1, with_year=True)),
    ("weeks", 7, 4, _weeks, _months(1, with_year=True)),
    ("months", 30, 5, _months(1), _years),
    ("quarters", 91, 5, _months(3), _years),
)
"""From the finest: the unit, its days, the cells that its label wants, and what makes its ticks and
those that it lies in."""
