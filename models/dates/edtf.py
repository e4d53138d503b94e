"""The grammar of EDTF: a text to simple dates and how they belong together, or why it is none.

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
from itertools import product
from math import inf
from typing import Literal

import msgspec

Duration = Literal["date", "throughout", "one-of", "all-of"]
Precision = Literal["day", "month", "season", "year", "open", "unknown"]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

GROUPS = {
    21: ("spring", 3, 3), 22: ("summer", 6, 3), 23: ("autumn", 9, 3), 24: ("winter", 12, 3),
    25: ("northern spring", 3, 3), 26: ("northern summer", 6, 3),
    27: ("northern autumn", 9, 3), 28: ("northern winter", 12, 3),
    29: ("southern spring", 9, 3), 30: ("southern summer", 12, 3),
    31: ("southern autumn", 3, 3), 32: ("southern winter", 6, 3),
    33: ("1st quarter", 1, 3), 34: ("2nd quarter", 4, 3),
    35: ("3rd quarter", 7, 3), 36: ("4th quarter", 10, 3),
    37: ("first third", 1, 4), 38: ("second third", 5, 4), 39: ("last third", 9, 4),
    40: ("first half", 1, 6), 41: ("second half", 7, 6),
}  # fmt: skip
"""Parts of a year by their code: the name, the first month, how many months."""

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


def ordinal(year: int, month: int, day: int) -> int:
    """The number of a day, 0001-01-01 being 1; any year, 0 and negative ones too."""
    past = year - 1
    leap = month > 2 and _month_days(year, 2) == 29
    before = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)[month - 1] + leap
    return 365 * past + past // 4 - past // 100 + past // 400 + before + day


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of an ordinal (Hinnant, «Low-Level Date Algorithms»)."""
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


class Part(msgspec.Struct, frozen=True):
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


def read(text: str) -> tuple[Duration, tuple[Span, ...]]:
    """How the dates in an EDTF text belong together, and the ranges they form (what is no range
    begins and ends with itself). Raises `DateError` for a text that is none."""
    if text[:1] in ("[", "{"):
        close = "]" if text[0] == "[" else "}"
        if text[-1] != close:
            raise DateError(f"{_quoted(text)} opens with {text[0]} and must end with {close}")
        members = tuple(_member(member.strip()) for member in text[1:-1].split(","))
        return "one-of" if close == "]" else "all-of", members
    first, slash, last = text.partition("/")
    if slash:
        if "/" in last or text == "/":
            raise DateError(
                f"{_quoted(text)} is not an interval: one is written as two dates with one / "
                "between them, as in 2024-01-03/2024-01-07"
            )
        return "throughout", ((_bound(first), _bound(last)),)
    if ".." in text:
        raise DateError(
            f"{_quoted(text)} needs square brackets: one unknown day in a range is written as in "
            "[2024-01-01..2024-01-30]"
        )
    day, mark, clock = text.partition("T")
    part = _part(day, _time(day, clock, text) if mark else "")
    return "date", ((part, part),)


def _member(text: str) -> Span:
    first, dots, last = text.partition("..")
    if dots and (first or last):
        return _bound(first or dots), _bound(last or dots)
    part = _part(text)
    return part, part


def _bound(text: str) -> Part:
    if text in ("", ".."):
        return Part(text, "open" if text else "unknown", -inf, inf)
    return _part(text)


def _time(day: str, clock: str, text: str) -> str:
    match = _TIME.fullmatch(clock)
    if not match or not re.fullmatch("-?[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise DateError(
            f"{_quoted(text)} has no valid time: one follows a whole day and is written as in "
            "2024-01-29T18:30:00 or 2024-01-29T18:30:00+05:00"
        )
    zone = match[2] or ""
    return f", {match[1]}" + (zone and " UTC" + zone.replace("Z", ""))


def _part(text: str, time: str = "") -> Part:
    if match := _LONG.fullmatch(text):
        number = int(match[1]) * 10 ** int(match[2] or 0)
        if abs(number) <= 9999:
            raise DateError(f"{_quoted(text)} needs no Y: years to 9999 are written as in 2024")
        bounds = ordinal(number, 1, 1), ordinal(number, 12, 31)
        return Part(text, "year", *bounds, (str(number),))
    match = _DATE.fullmatch(text)
    if not match:
        wrong = "is not an EDTF date" if text else "is empty"
        if re.fullmatch("[0-9]{1,4}(-[0-9]{1,2}){0,2}", text):
            wrong = "lacks digits"
        elif _TIME.fullmatch(text.partition("T")[2]):
            wrong = "has a time of day, which only a date on its own can have"
        raise DateError(
            f"{_quoted(text)} {wrong}: dates are written year-month-day, as in 2024-01-09, "
            "2024-01 or 2024"
        )
    fields = tuple(field for field in match.groups() if field)
    year, month, day = match.groups()
    # A leap year stands in for an unknown one, so that XXXX-02-29 is a day.
    years = [2000] if year == "XXXX" else _values(year)
    if month and not day and "X" not in month and int(month) in GROUPS:
        _, start, length = GROUPS[int(month)]
        begin = ordinal(years[0], start, 1)
        over, after = divmod(start - 1 + length, 12)
        end = ordinal(years[-1] + over, after + 1, 1) - 1
        precision: Precision = "season"
    else:
        months = [value for value in _values(month or "XX") if 1 <= value <= 12]
        days = [value for value in _values(day or "XX") if 1 <= value <= 31]
        if not months:
            raise DateError(f"{_quoted(text)} has no month {month}: months are 01 to 12")
        first = _first(years, months, days)
        last = _first(years[::-1], months[::-1], days[::-1])
        if not first or not last:
            why = f"{MONTHS[months[0] - 1]} {year} has {_month_days(years[0], months[0])} days"
            if "X" in text:
                why = "no month it allows has such a day"
            raise DateError(f"{_quoted(text)} has no day {day}: {why}")
        begin, end = ordinal(*first), ordinal(*last)
        precision = "day" if day else "month" if month else "year"
    if year == "XXXX":
        return Part(text, precision, -inf, inf, fields)
    return Part(text, precision, begin, end, fields, time)


def _values(pattern: str) -> list[int]:
    """All numbers a field with `X` can stand for, rising."""
    digits = ("0123456789" if char == "X" else char for char in pattern)
    return sorted(int("".join(chosen)) for chosen in product(*digits))


def _first(years: list[int], months: list[int], days: list[int]) -> tuple[int, int, int] | None:
    for year, month, day in product(years, months, days):
        if day <= _month_days(year, month):
            return year, month, day
    return None


def _quoted(text: str) -> str:
    shown = text if len(text) <= 40 else text[:39] + "…"
    return '"' + "".join(char if char.isprintable() else "\ufffd" for char in shown) + '"'
