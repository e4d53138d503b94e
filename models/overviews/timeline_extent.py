"""Where a date lies on an axis of time, and how sure that is."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite
from typing import Literal, NamedTuple

from models.dates import Date

Kind = Literal["moment", "day", "one day", "within", "one of", "all of", "throughout", "undated"]
"""A time of day; a known day; one unknown day; somewhere in a month, a season or a year; one of several
dates; all of them; all the time between two; nothing that bounds it."""

End = Literal["", "open", "unknown"]
"""How what lasts begins or ends where no date says so: not at all, or nobody knows when."""

Stretch = tuple[float, float]
"""From a moment to another in days, in which day `n` of `ordinal` goes from n to n + 1; ±inf: unbounded."""


class Extent(NamedTuple):
    """It lies within `begin[0]` and `end[1]`, begins within `begin` and is over within `end`. Of several
    dates, `parts` has each with its kind. `starts` and `ends` say how what lasts does so without a
    date."""

    kind: Kind
    begin: Stretch
    end: Stretch
    parts: tuple[tuple[Kind, Stretch], ...] = ()
    starts: End = ""
    ends: End = ""

    @property
    def hull(self) -> Stretch:
        return self.begin[0], self.end[1]

    @property
    def focus(self) -> float:
        """The middle of it; of what is open, the end that is known."""
        first, last = self.hull
        if isfinite(first) and isfinite(last):
            return (first + last) / 2
        return first if isfinite(first) else last


def kind_of(date: Date | None) -> Kind:
    if date is None or not (isfinite(date.earliest) or isfinite(date.latest)):
        return "undated"
    if date.duration == "throughout":
        return "within" if date.reversed else "throughout"
    if len(date.spans) > 1 or (date.duration == "all-of" and len(set(date.spans[0])) > 1):
        return "one of" if date.duration == "one-of" else "all of"
    if not date.single_day:
        return "within"
    if date.earliest != date.latest:
        return "one day"
    return "moment" if date.parts[0].time else "day"


@lru_cache(1 << 12)
def extent(date: Date) -> Extent:
    """Where a date lies that is bounded on one side at least."""
    kind = kind_of(date)
    begin = (date.begin.earliest, date.begin.latest)
    end = (date.end.earliest + 1, date.end.latest + 1)
    if kind == "moment":
        moment = date.earliest + _share(date.parts[0].time)
        return Extent(kind, (moment, moment), (moment, moment))
    if kind in ("one of", "all of"):
        return Extent(kind, begin, end, _parts(date, kind))
    if kind != "throughout":
        return Extent(kind, (begin[0], end[1]), (begin[0], end[1]))
    (first, last) = date.spans[0]
    return Extent(kind, begin, end, (), _end(first.precision), _end(last.precision))


def _end(precision: str) -> End:
    return "open" if precision == "open" else "unknown" if precision == "unknown" else ""


def _parts(date: Date, kind: Kind) -> tuple[tuple[Kind, Stretch], ...]:
    """Each of several dates; of what lies between two, `one of` means a day and `all of` each day."""
    found: list[tuple[Kind, Stretch]] = []
    for first, last in date.spans:
        stretch = (min(first.earliest, last.earliest), max(first.latest, last.latest) + 1)
        if first is last:
            day = stretch[1] - stretch[0] == 1
            found.append(("day" if day else "within", stretch))
        else:
            found.append(("one day" if kind == "one of" else "throughout", stretch))
    return tuple(sorted(found, key=lambda part: part[1]))


def _share(clock: str) -> float:
    """How much of a day is over at a time of day, by the clock that it is written in."""
    found = re.search(r"(\d\d):(\d\d):(\d\d)", clock)
    assert found is not None  # the grammar has no other time
    hours, minutes, seconds = map(int, found.groups())
    return min((hours * 3600 + minutes * 60 + seconds) / 86400, 1 - 1 / 86400)
