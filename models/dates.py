"""Dates as an annotator writes them: EDTF, the Extended Date/Time Format.

Read are levels 0 and 1 of the Library of Congress specification of 4 February 2019 (a profile of
ISO 8601-2:2019) and from level 2 the sets `[…]` and `{…}`, `X` in any place, qualifiers on single
components, exponents of long years and the groupings 25 to 41. Significant digits are not read.

Days are counted as `datetime.date.toordinal` counts them (0001-01-01 is 1, proleptic Gregorian),
before year 1 and after 9999 as well; an unbounded side is `-math.inf` or `math.inf`.

Where the specification leaves a meaning open:
- A qualifier never widens the bounds and covers the whole date; `doubt` and the words show it.
- Seasons 21 to 24 are northern and meteorological: spring is March to May, winter December to
  February of the next year.
- The day of a date-time is the day written, whatever its zone.
- `XXXX` says nothing about the year, so both sides are unbounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal, NamedTuple, NoReturn

Duration = Literal["date", "throughout", "one-of", "all-of"]
Precision = Literal["day", "month", "season", "year", "open", "unknown"]
Relation = Literal[
    "before", "meets", "overlaps", "starts", "during", "finishes", "equals",
    "after", "met-by", "overlapped-by", "started-by", "contains", "finished-by",
]  # fmt: skip

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DASH = "\N{EN DASH}"
ARROW = "\N{RIGHTWARDS ARROW}"

_SEASONS = {code: (("spring", "summer", "autumn", "winter")[code - 21], 3 * code - 60, 3)
            for code in range(21, 25)}  # fmt: skip
_GROUPS = _SEASONS | {
    **{code + 4: (f"northern {name}", month, 3) for code, (name, month, _) in _SEASONS.items()},
    **{code + 8: (f"southern {name}", (month + 5) % 12 + 1, 3)
       for code, (name, month, _) in _SEASONS.items()},
    33: ("1st quarter", 1, 3), 34: ("2nd quarter", 4, 3), 35: ("3rd quarter", 7, 3),
    36: ("4th quarter", 10, 3), 37: ("first third", 1, 4), 38: ("second third", 5, 4),
    39: ("last third", 9, 4), 40: ("first half", 1, 6), 41: ("second half", 7, 6),
}  # fmt: skip
"""What each sub-year code is called, its first month and its months."""

_Q = "[?~%]?"
_DATE = re.compile(
    rf"{_Q}(-?[0-9X]{{4}}){_Q}(?:-{_Q}([0-9X]{{2}}){_Q}(?:-{_Q}([0-9X]{{2}}){_Q})?)?"
)
_LONG = re.compile(r"Y(-?[1-9][0-9]{0,14})(?:E([0-9]{1,2}))?[?~%]?")
_TIME = re.compile(
    r"((?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60))"
    r"(Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?"
)


class DateError(ValueError):
    """A text is no EDTF date. The message is one sentence for the person who typed it."""


class Bounds(NamedTuple):
    """The first and the last day something can be on: ordinals (int), or ±inf if unbounded."""

    earliest: float
    latest: float


def ordinal(year: int, month: int, day: int) -> int:
    """The number of a day, 0001-01-01 being 1; any year, 0 and negative ones too."""
    past = year - 1
    leap = month > 2 and _month_days(year, 2) == 29
    before = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)[month - 1] + leap
    return 365 * past + past // 4 - past // 100 + past // 400 + before + day


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of an ordinal (Hinnant, «chrono-compatible low-level date algorithms»)."""
    era, of_era = divmod(day + 305, 146097)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def _month_days(year: int, month: int) -> int:
    if month == 2:
        return 28 + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 30 if month in (4, 6, 9, 11) else 31


@dataclass(frozen=True, slots=True)
class Part:
    """One simple date, or a bound that is open (`..`) or unknown (nothing written).

    `fields` are year, month or group, and day as typed, as far as the precision goes.
    """

    text: str
    precision: Precision
    earliest: float
    latest: float
    fields: tuple[str, ...] = ()
    time: str = ""

    @property
    def approximate(self) -> bool:
        return "~" in self.text or "%" in self.text

    @property
    def uncertain(self) -> bool:
        return "?" in self.text or "%" in self.text

    @property
    def masked(self) -> bool:
        return any("X" in field for field in self.fields)

    @property
    def stated(self) -> bool:
        return bool(self.fields)


Span = tuple[Part, Part]


class Date:
    """A date that never changes. `text` is as typed; equal dates are typed alike.

    `begin` and `end` bound the first and the last day of what is dated, with
    `begin.earliest <= end.earliest` and `begin.latest <= end.latest`. `duration` tells a plain
    date (somewhere within its precision), what lasts throughout (`a/b`), one of several dates
    (`[…]`) and all of them (`{…}`). `reversed` is whether a range ends before it begins; its two
    ends then cannot both be right, so `begin` and `end` are all that it covers.
    """

    __slots__ = ("begin", "duration", "end", "reversed", "spans", "text")

    text: str
    duration: Duration
    begin: Bounds
    end: Bounds
    reversed: bool
    spans: tuple[Span, ...]

    def __init__(self, text: str) -> None:
        duration, spans = _read(text)
        ends = [_ends(span) for span in spans]
        reversed_ = any(first.earliest > last.latest for first, last in spans)
        hull = Bounds(
            min(begin.earliest for begin, _ in ends), max(end.latest for _, end in ends)
        )
        begin = end = hull
        if duration != "one-of" and not reversed_:
            begin = Bounds(hull.earliest, min(begin.latest for begin, _ in ends))
            end = Bounds(max(end.earliest for _, end in ends), hull.latest)
        values = (begin, duration, end, reversed_, spans, text)
        for name, value in zip(self.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    @classmethod
    def parse(cls, text: str) -> Date:
        """Read an EDTF string. Raises `DateError`, and nothing else, for any that is not one."""
        return cls(text)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every simple date and bound in it, in the order written."""
        return tuple(
            part
            for first, last in self.spans
            for part in ((first,) if first is last else (first, last))
        )

    @property
    def earliest(self) -> float:
        """The first day any of it can be on: an ordinal, or -inf."""
        return self.begin.earliest

    @property
    def latest(self) -> float:
        """The last day any of it can be on: an ordinal, or inf."""
        return self.end.latest

    @property
    def precision(self) -> Precision:
        """The finest precision typed; "open" or "unknown" only if nothing else is."""
        order: tuple[Precision, ...] = ("day", "month", "season", "year", "open", "unknown")
        return min((part.precision for part in self.parts), key=order.index)

    @property
    def single_day(self) -> bool:
        """Whether it is one day, known or not, so that it begins and ends on the same."""
        one = self.duration in ("date", "one-of")
        return one and all(part.precision in ("day", "open") for part in self.parts)

    @property
    def approximate(self) -> bool:
        return any(part.approximate for part in self.parts)

    @property
    def uncertain(self) -> bool:
        return any(part.uncertain for part in self.parts)

    @property
    def doubt(self) -> str:
        """What to draw beside it: "~" if approximate, "?" if it is uncertain or leaves open which
        date it is (one of several, an `X`, an unknown or reversed end), "~?" if both, else ""."""
        which = (
            self.uncertain
            or self.reversed
            or (self.duration == "one-of" and self.earliest != self.latest)
            or any(part.masked or part.precision == "unknown" for part in self.parts)
        )
        return "~" * self.approximate + "?" * which

    @property
    def sort_key(self) -> tuple[bool, float, float, str]:
        """Earliest first, then what is over sooner, then by text; wholly unbounded dates last."""
        unbounded = self.earliest == -inf and self.latest == inf
        return unbounded, self.earliest, self.latest, self.text

    def say(self) -> str:
        """The date in English words, with every doubt it has."""
        if self.duration == "date":
            return _phrase(self.spans[0][0]) + self.spans[0][0].time
        if self.duration == "throughout":
            return _say_interval(self.spans[0])
        word = "or" if self.duration == "one-of" else "and"
        if all(first is last for first, last in self.spans):
            said = _together([first for first, _ in self.spans])
        else:
            said = [_say_range(span, word) for span in self.spans]
            if len(said) == 1 and word == "and" and all(part.stated for part in self.parts):
                return f"all of {said[0]}"
        return f" {word} ".join(filter(None, (", ".join(said[:-1]), said[-1])))

    def short(self) -> str:
        """About 9 cells for a list grouped by year, so mostly without the year. `~` stands on
        the end that is approximate; the rest of `doubt` is for the list to draw."""
        if self.duration == "all-of" and len(self.spans) > 1:
            singles = all(first is last for first, last in self.spans)
            parts = [first for first, _ in self.spans]
            spoken = _together(parts, brief=True) if singles else map(_short_range, self.spans)
            return "+".join(spoken)
        first = min((span[0] for span in self.spans), key=lambda part: part.earliest)
        last = max((span[1] for span in self.spans), key=lambda part: part.latest)
        if self.duration != "throughout" or (first.stated and last.stated):
            return _short_range((first, last))
        marks = {"open": ("", f" {ARROW}"), "unknown": ("?" + DASH, DASH + "?")}
        if first.stated:
            return _phrase(first, brief=True) + marks[last.precision][1]
        if last.stated:
            return (marks[first.precision][0] or "..") + _phrase(last, brief=True)
        return "unknown"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Date never changes, so its {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Date never changes, so its {name} cannot be deleted")

    def __reduce__(self) -> tuple[type[Date], tuple[str]]:
        return Date, (self.text,)

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Date) else NotImplemented

    def __hash__(self) -> int:
        return hash((Date, self.text))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Date({self.text!r})"
