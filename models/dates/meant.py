"""The EDTF date that was meant by a text that is none: `16 January 2024` is `2024-01-16`.

Only what has one reading is read. Of numbers between slashes or hyphens nobody can tell whether the day
or the month comes first, unless one of them is more than 12: both readings are given.
"""

from __future__ import annotations

import re

from models.dates.edtf import GROUPS, MONTHS, DateError, read

_MONTH = {name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)}
_NAME = "(" + "|".join(f"{name[:3]}(?:{name[3:]}|t?)\\.?" for name in MONTHS) + ")"
_DAY = "([0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "([0-9]{4})"
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)", re.IGNORECASE
)
_PART = re.compile(
    r"^(?:(?:in |at )?the (?:start|beginning|middle|end) of|in|on|early|mid|late)(?:\s+in)?[\s-]+",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:about|around|approximately|approx\.?|circa|c\.|ca\.?)\s*", re.IGNORECASE)
_MAYBE = re.compile(r"^(?:possibly|perhaps|probably|maybe)\s+", re.IGNORECASE)
_SEASONS = {GROUPS[code][0]: code for code in (21, 22, 23, 24)} | {"fall": 23}

_MOST = 60
"""Code points of a text that may be a date."""

_FORMS: tuple[tuple[str, str], ...] = (
    (rf"{_DAY}\s*(?:of\s+)?{_NAME},?\s*{_YEAR}", "dmy"),
    (rf"{_NAME}\s*{_DAY},?\s+{_YEAR}", "mdy"),
    (rf"{_YEAR},?\s+{_NAME}\s+{_DAY}", "ymd"),
    (rf"{_NAME},?\s+{_YEAR}", "my"),
    (rf"{_YEAR}[./-]([0-9]{{1,2}})[./-]([0-9]{{1,2}})", "ymd"),
    (rf"{_YEAR}[./-]([0-9]{{1,2}})", "ym"),
    (rf"{_YEAR}([0-9]{{2}})([0-9]{{2}})", "ymd"),
    (rf"([0-9]{{1,2}})\.\s*([0-9]{{1,2}})\.\s*{_YEAR}", "dmy"),
)


def meant(text: str) -> tuple[str, ...]:
    """The dates that a text may mean, as EDTF; none if that is not clear, and seldom two."""
    plain = " ".join(text.strip(" \t\r\n\"'“”‘’.,;").split())
    if len(plain) > _MOST:
        return ()
    found = _either(plain) or tuple(filter(None, [_range(plain) or _one(plain)]))
    return tuple(each for each in found if _is_edtf(each))


def _either(plain: str) -> tuple[str, ...]:
    """A day and a month as numbers before the year, in both orders."""
    found = re.fullmatch(rf"([0-9]{{1,2}})[/-]([0-9]{{1,2}})[/-]{_YEAR}", plain)
    if not found:
        return ()
    first, second, year = int(found[1]), int(found[2]), found[3]
    return tuple(
        dict.fromkeys((f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"))
    )


def _one(plain: str) -> str:
    """One date."""
    bare = _WEEKDAY.sub("", _PART.sub("", plain))  # a month is right for a part of it
    for doubt, mark in ((_ABOUT, "~"), (_MAYBE, "?")):
        if (certain := doubt.sub("", bare)) != bare:
            date = _one(certain)
            return f"{date}{mark}" if date else ""
    for form, order in _FORMS:
        if found := re.fullmatch(form, bare, re.IGNORECASE):
            fields = dict(zip(order, found.groups(), strict=True))
            return "-".join(_number(fields[each]) for each in "ymd" if each in fields)
    return _with_clock(bare) or _of_year(bare) or (bare if _is_edtf(bare) else "")


def _number(field: str) -> str:
    month = _MONTH.get(field[:3].lower())
    return f"{month or int(field):0{4 if len(field) == 4 and field.isdecimal() else 2}}"


def _with_clock(plain: str) -> str:
    """A day with the hour."""
    found = re.fullmatch(r"(.+?)(?:T|,?\s+(?:at\s+)?)([0-9]{1,2}):([0-9]{2})(:[0-9]{2})?", plain)
    day = _one(found[1]) if found else ""
    return f"{day}T{int(found[2]):02}:{found[3]}{found[4] or ':00'}" if found and day else ""


def _of_year(plain: str) -> str:
    """A season, a quarter, a decade, or a day of the month that is not known."""
    lower = plain.lower()
    found = re.fullmatch(rf"(\w+)(?: of)?,? {_YEAR}", lower)
    if found and found[1] in _SEASONS:
        return f"{found[2]}-{_SEASONS[found[1]]}"
    if found := re.fullmatch(rf"{_YEAR}[- ]?q([1-4])|q([1-4])[- ]{_YEAR}", lower):
        year, quarter = found[1] or found[4], int(found[2] or found[3])
        return f"{year}-{32 + quarter}"
    if found := re.fullmatch(r"(?:the )?([0-9]{3})0s", lower):
        return f"{found[1]}X"
    if found := re.fullmatch(rf"{_YEAR}-([0-9]{{2}})-(?:\?\?|xx|--|00)", lower):
        return f"{found[1]}-{found[2]}-XX"
    return ""


def _range(plain: str) -> str:
    """A first and a last day, either of which may be open."""
    if found := re.fullmatch(rf"(?:from\s+)?{_DAY}\s?(?:-|–|—|to)\s?({_DAY}\s.+)", plain):
        last = _one(found[2])
        return f"{last[:-2]}{int(found[1]):02}/{last}" if len(last) == 10 else ""
    if found := re.fullmatch(rf"({_YEAR}-[0-9]{{2}}-)([0-9]{{2}})/([0-9]{{2}})", plain):
        return f"{found[1]}{found[3]}/{found[1]}{found[4]}"
    if found := re.fullmatch(r"(?:since|from)\s+(.+)", plain, re.IGNORECASE):
        both = _range(found[1])
        return both or f"{_one(found[1])}/.." * bool(_one(found[1]))
    if found := re.fullmatch(r"(?:until|till|up to)\s+(.+)", plain, re.IGNORECASE):
        return f"../{_one(found[1])}" * bool(_one(found[1]))
    if found := re.fullmatch(r"(.*\S)\.\.(\S.*)", plain):
        first, last = _one(found[1]), _one(found[2])
        return f"[{first}..{last}]" if first and last else ""
    for between in (r"\s+(?:to|until|till|through)\s+", r"\s*[–—]\s*", r"\s+-\s+", r"\s*/\s*"):
        halves = re.split(between, plain, flags=re.IGNORECASE)
        if len(halves) == 2 and all(dates := [_one(half) for half in halves]):
            return "/".join(dates)
    return ""


def _is_edtf(text: str) -> bool:
    try:
        read(text)
    except DateError:
        return False
    return True
