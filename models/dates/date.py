"""The date a record carries, and what can be asked of it."""

from __future__ import annotations

from math import inf
from typing import NamedTuple, NoReturn

from models.dates import words
from models.dates.edtf import Duration, Part, Precision, Span, read


class Bounds(NamedTuple):
    """The first and the last day something can be on: ordinals (int), or ±inf if unbounded."""

    earliest: float
    latest: float


class Date:
    """A date that never changes. `text` is as typed; equal dates are typed alike.

    `begin` and `end` bound the first and the last day of what is dated, with
    `begin.earliest <= end.earliest` and `begin.latest <= end.latest`. `duration` tells a plain
    date (somewhere within its precision), what lasts throughout (`a/b`), one of several dates
    (`[…]`) and all of them (`{…}`). `reversed` is whether a range ends before it begins; its two
    ends then cannot both be right, so `begin` and `end` are all that it covers. `approximate` and
    `uncertain` are whether any part of it is.
    """

    __slots__ = (
        "approximate",
        "begin",
        "duration",
        "end",
        "reversed",
        "spans",
        "text",
        "uncertain",
    )

    text: str
    duration: Duration
    begin: Bounds
    end: Bounds
    reversed: bool
    approximate: bool
    uncertain: bool
    spans: tuple[Span, ...]

    def __init__(self, text: str) -> None:
        duration, spans = read(text)
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
            ("approximate", any(part.approximate for span in spans for part in span)),
            ("uncertain", any(part.uncertain for span in spans for part in span)),
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
        return words.say(self.duration, self.spans)

    def short(self) -> str:
        """About 9 cells for a list grouped by year, so mostly without the year. `~` stands on
        the end that is approximate; the rest of `doubt` is for the list to draw."""
        return words.short(self.duration, self.spans)

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


def _ends(span: Span) -> tuple[Bounds, Bounds]:
    first, last = span
    if first.earliest > last.latest:
        return (whole := Bounds(last.earliest, first.latest)), whole
    begin = Bounds(first.earliest, min(first.latest, last.latest))
    return begin, Bounds(max(first.earliest, last.earliest), last.latest)
