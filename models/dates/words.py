"""Dates in English words, with every doubt they have."""

from __future__ import annotations

import re
from math import inf

from models.dates.edtf import GROUPS, MONTHS, Duration, Part, Span, civil

DASH = "\N{EN DASH}"


def say(duration: Duration, spans: tuple[Span, ...]) -> str:
    """The date in English words, with every doubt it has."""
    if duration == "date":
        return _phrase(spans[0][0]) + spans[0][0].time
    if duration == "throughout":
        return _say_interval(spans[0])
    word = "or" if duration == "one-of" else "and"
    if all(first is last for first, last in spans):
        said = _together([first for first, _ in spans])
    else:
        said = [_say_range(span, word) for span in spans]
        if len(said) == 1 and word == "and" and all(part.stated for span in spans for part in span):
            return f"all of {said[0]}"
    return f" {word} ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def short(duration: Duration, spans: tuple[Span, ...]) -> str:
    """About 9 cells for a list grouped by year, so mostly without the year. `~` stands on
    the end that is approximate; the rest of `doubt` is for the list to draw."""
    if duration == "one-of":
        first = min((span[0] for span in spans), key=lambda part: part.earliest)
        last = max((span[1] for span in spans), key=lambda part: part.latest)
        spans = ((first, last),)
    elif len(spans) > 1 and all(first is last for first, last in spans):
        return "+".join(_together([first for first, _ in spans], brief=True))
    return "+".join(_short_range(span, duration) for span in spans)


def _names(fields: tuple[str, ...], brief: bool) -> list[str]:
    """The words for day, month and year, as far as `fields` go."""
    year = int(fields[0])
    names = [f"{1 - year} BC" if year < 1 else f"{year}" if year > 999 else f"AD {year}"]
    if len(fields) > 1:
        code = int(fields[1])
        month = MONTHS[code - 1][: 3 if brief else None] if code < 21 else GROUPS[code][0]
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
