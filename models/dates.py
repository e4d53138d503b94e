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
from dataclasses import dataclass
from itertools import product
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

_GROUPS = {
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
        hull = Bounds(min(begin.earliest for begin, _ in ends), max(end.latest for _, end in ends))
        begin = end = hull
        if duration != "one-of" and not reversed_:
            begin = Bounds(hull.earliest, min(begin.latest for begin, _ in ends))
            end = Bounds(max(end.earliest for _, end in ends), hull.latest)
        for name, value in (
            ("text", text),
            ("duration", duration),
            ("begin", begin),
            ("end", end),
            ("reversed", reversed_),
            ("spans", spans),
        ):
            object.__setattr__(self, name, value)

    @classmethod
    def parse(cls, text: str) -> Date:
        """Read an EDTF string. Raises `DateError`, and nothing else, for any that is not one."""
        return cls(text)

    @property
    def parts(self) -> tuple[Part, ...]:
        """First and last of every span, in the order written: a date that is no range twice."""
        return tuple(part for span in self.spans for part in span)

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
        spans = self.spans
        if self.duration == "one-of":
            first = min((span[0] for span in spans), key=lambda part: part.earliest)
            last = max((span[1] for span in spans), key=lambda part: part.latest)
            spans = ((first, last),)
        elif len(spans) > 1 and all(first is last for first, last in spans):
            return "+".join(_together([first for first, _ in spans], brief=True))
        return "+".join(_short_range(span, self.duration) for span in spans)

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


def _read(text: str) -> tuple[Duration, tuple[Span, ...]]:
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
    if month and not day and "X" not in month and int(month) in _GROUPS:
        _, start, length = _GROUPS[int(month)]
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


def _ends(span: Span) -> tuple[Bounds, Bounds]:
    first, last = span
    if first.earliest > last.latest:
        return (whole := Bounds(last.earliest, first.latest)), whole
    begin = Bounds(first.earliest, min(first.latest, last.latest))
    return begin, Bounds(max(first.earliest, last.earliest), last.latest)


def _quoted(text: str) -> str:
    shown = text if len(text) <= 40 else text[:39] + "…"
    return '"' + "".join(char if char.isprintable() else "\ufffd" for char in shown) + '"'


def _names(fields: tuple[str, ...], brief: bool) -> list[str]:
    """The words for day, month and year, as far as `fields` go."""
    year = int(fields[0])
    names = [f"{1 - year} BC" if year < 1 else f"{year}" if year > 999 else f"AD {year}"]
    if len(fields) > 1:
        code = int(fields[1])
        month = MONTHS[code - 1][: 3 if brief else None] if code < 21 else _GROUPS[code][0]
        names.insert(0, month)
    return [str(int(fields[2])), *names] if len(fields) > 2 else names


def _masked(part: Part, brief: bool) -> str:
    """The words for a date with an `X`."""
    fields = part.fields
    while fields[-1] == "XX":
        fields = fields[:-1]
    kept, what = "-".join(fields), "time" if fields == part.fields else part.precision
    note = f", written {kept}" if re.search("X.*[0-9]", kept) else ""
    if "X" not in kept:
        names = _names(fields, brief)
        return " ".join(names[:-1] or names) if brief else f"some {what} in {' '.join(names)}"
    if part.earliest == -inf:
        return "unknown" if brief else f"some {what} in an unknown year{note}"
    if re.fullmatch("[1-9][0-9]{2}X", kept):
        return f"{kept[:3]}0s" if brief else f"some {what} in the {kept[:3]}0s"
    ends = [civil(int(day))[: len(part.fields)] for day in (part.earliest, part.latest)]
    low, high = _together(
        [Part("", part.precision, 0, 0, tuple(map(str, end))) for end in ends], brief
    )
    return f"{low}{DASH}{high}" if brief else f"between {low} and {high}{note}"


def _together(parts: list[Part], brief: bool = False) -> list[str]:
    """The words for several dates in a row, a shared month or year only with the last."""
    years = {part.fields[0] for part in parts}
    same_year = len(years) == 1 and all(len(part.fields) > 1 for part in parts)
    plain = brief or not any(part.approximate or part.uncertain for part in parts)
    days = all(part.precision == "day" and not part.masked for part in parts)
    same_month = same_year and plain and days and len({part.fields[1] for part in parts}) == 1
    said = []
    for part in parts:
        last = part is parts[-1]
        names = [_masked(part, brief)] if part.masked else _names(part.fields, brief)
        if same_month and not last:
            names = names[:1]
        elif len(names) > 1 and ((same_year and not last) or (brief and (same_year or not last))):
            names = names[:-1]
        said.append(_qualified(part, " ".join(names), brief, alone=len(parts) == 1))
    return said


def _qualified(part: Part, words: str, brief: bool, alone: bool) -> str:
    about, maybe = part.approximate, part.uncertain
    if brief:
        return "~" * about + words
    if part.masked:
        return words + ", approximate" * about + ", uncertain" * maybe
    if about and maybe:
        return f"about {words}, uncertain" if alone else f"possibly about {words}"
    return "about " * about + "possibly " * maybe + words


def _phrase(part: Part, brief: bool = False) -> str:
    return _together([part], brief)[0]


def _say_interval(span: Span) -> str:
    first, last = span
    if first.stated and last.stated:
        return _say_range(span, "and")
    start = f"start {first.precision}"
    end = "still open" if last.precision == "open" else "end unknown"
    if first.stated:
        return f"from {_phrase(first)}, {end}"
    return f"until {_phrase(last)}, {start}" if last.stated else f"{start}, {end}"


def _say_range(span: Span, word: str) -> str:
    first, last = span
    if first.text == last.text:
        return _phrase(first)
    if not first.stated or not last.stated:
        return (
            f"{_phrase(last)} {word} earlier" if last.stated else f"{_phrase(first)} {word} later"
        )
    low, high = _together([first, last])
    if word == "or":
        return f"between {low} and {high}"
    plain = not (last.masked or last.approximate or last.uncertain)
    tight = plain and first.precision == last.precision and " " not in low
    return f"{low}{DASH}{high}" if tight else f"{low} {DASH} {high}"


def _short_range(span: Span, duration: Duration) -> str:
    first, last = span
    lasts = duration == "throughout"
    if not first.stated and not last.stated:
        return "unknown"
    if not first.stated:
        mark = {"open": "..", "unknown": f"?{DASH}"}[first.precision] if lasts else "≤"
        return mark + _phrase(last, brief=True)
    if not last.stated:
        mark = {"open": " →", "unknown": f"{DASH}?"}[last.precision] if lasts else ""
        return ("" if lasts else "≥") + _phrase(first, brief=True) + mark
    if first.text == last.text:
        return _phrase(first, brief=True)
    return DASH.join(_together([first, last], brief=True))


_CHAINS: dict[Relation, str] = {
    "before": "a≤A<b≤B", "meets": "a<A=b<B", "overlaps": "a<b<A<B", "starts": "a=b≤A<B",
    "during": "b<a≤A<B", "finishes": "b<a≤A=B", "equals": "a=b≤A=B",
}  # fmt: skip
"""The order of the four ends in each relation: `a` to `A` is the first date, `b` to `B` the other.

Any two runs of whole days fit exactly one. A single day that is the first or last day of a longer
run starts or finishes it; `meets` and `overlaps` hold between longer runs only."""
_INVERSES: dict[Relation, Relation] = {
    "before": "after", "meets": "met-by", "overlaps": "overlapped-by", "starts": "started-by",
    "during": "contains", "finishes": "finished-by",
}  # fmt: skip
_ALL_CHAINS = _CHAINS | {
    _INVERSES[name]: _CHAINS[name].translate(str.maketrans("aAbB", "bBaA")) for name in _INVERSES
}


def relations(a: Date, b: Date) -> frozenset[Relation]:
    """The relations of Allen («Maintaining knowledge about temporal intervals», 1983) still
    possible from `a` to `b`, in whole days; `a` meets `b` if it ends on the day `b` begins.

    Only bounds are weighed: gaps in a set (`[…]`, `{…}`) or between values of an `X` count as
    possible days, and qualifiers change nothing.
    """
    bounds = {"a": a.begin, "A": a.end, "b": b.begin, "B": b.end}
    single = [pair for pair, date in ((("a", "A"), a), (("b", "B"), b)) if date.single_day]
    return frozenset(
        name for name, chain in _ALL_CHAINS.items() if _possible(chain, bounds, single)
    )


def _possible(chain: str, bounds: dict[str, Bounds], single: list[tuple[str, str]]) -> bool:
    """Whether days within `bounds` can stand in the order of `chain`, each taken as early as it
    can be; the two ends of a `single` day are the same day."""
    for first, last in single:
        between = chain[chain.index(first) : chain.index(last)]
        if "<" in between:
            return False
        chain = chain.replace(between, between.replace("≤", "="))
    floor, ceiling = -inf, inf
    for order, point in zip("≤" + chain[1::2], chain[::2], strict=True):
        earliest, latest = bounds[point]
        floor = max(earliest, floor + 1 if order == "<" else floor)
        ceiling = min(ceiling, latest) if order == "=" else latest
        if floor > ceiling:
            return False
    return True


def order(a: Date, b: Date) -> Literal["before", "after", "same", "unknown"]:
    """Whether all of `a` certainly comes before or after all of `b`, both certainly cover the
    same days, or neither is certain; by the bounds as written."""
    possible = relations(a, b)
    if possible == {"equals"}:
        return "same"
    if possible == {"before"}:
        return "before"
    return "after" if possible == {"after"} else "unknown"
