"""How closely English words let a date be known, and whether they count from the day of writing.

Only words that leave no doubt are known here: a phrase that may mean a day counts as one.
"""

from __future__ import annotations

import re
from typing import Literal

from models.dates import MONTHS

Grain = Literal["days", "week", "month", "season", "year"]

_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = "(?:" + "|".join(MONTHS) + r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
_SEASON = r"(?:spring|summer|autumn|winter)"
_TURN = r"(?:last|this|next|that|past|coming|previous|following|same)"
_AWAY = r"(?:ago|earlier|later)"

_DAY = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|overnight|hours?|minutes?|moments?|noon|midnight|dawn|dusk"
    r"|mornings?|afternoon|evening|nights?|eve|day|dated?|christmas|easter|eid|nowruz|ashura|diwali"
    rf"|{_WEEKDAY}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
    r"|(?:end|start|beginning|turn|close|outset|first|second|third|(?!month)\w+th) of"
    rf"|{_NUMBER} (?:days|weeks?)"
    r"|\d{1,2}(?:st|nd|rd|th)?(?! (?:months|years|decades)\b))\b",
    re.IGNORECASE,
)

_GRAINS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    (
        "days",
        re.compile(
            rf"\bdays (?:{_AWAY}|before|after)\b"
            r"|\b(?:few|several|some|many|recent|coming|couple of|earlier) days\b"
            r"|\b(?:soon|recently|lately)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "week",
        re.compile(
            rf"\b(?:{_TURN}|recent) week(?:end)?s?\b|\bweeks {_AWAY}\b|\bat the weekend\b",
            re.IGNORECASE,
        ),
    ),
    ("month", re.compile(rf"\b{_MONTH}|\b(?i:{_TURN} months?|months? {_AWAY})\b")),
    (
        "season",
        re.compile(
            rf"\b(?:{_TURN}|in(?: the)?|early|late) (?:{_SEASON}|fall(?! of\b))\b", re.IGNORECASE
        ),
    ),
    (
        "year",
        re.compile(
            rf"\b(?:{_TURN} years?|years? {_AWAY}|(?:last|this|past) decade|decades? {_AWAY}"
            r"|(?:in|during|early|late|earlier|later)(?: in)?(?: the)? [12]\d{3}s?(?! [a-z]))\b",
            re.IGNORECASE,
        ),
    ),
)

_RELATIVE = re.compile(
    rf"\b(?:today|tonight|yesterday|tomorrow|{_WEEKDAY}"
    rf"|(?:last|this|next|past|coming) (?:week(?:end)?s?|months?|years?|night|decade|{_SEASON}|fall)"
    rf"|(?:(?:{_NUMBER} )?(?:days?|weeks?|months?|years?|decades?) )?ago"
    r"|(?:days|weeks|months|years) earlier|recent(?:ly| days| weeks| months| years)"
    r"|soon|lately|coming (?:days|weeks|months))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b[12]\d{3}\b")


def grain(words: str) -> Grain | None:
    """The span of time that words name, where they name no day: the shortest, if several. None: they
    name a day, or nothing that is known here."""
    words = " ".join(words.split())
    if _DAY.search(words):
        return None
    return next((name for name, pattern in _GRAINS if pattern.search(words)), None)


def relative(words: str) -> str:
    """The first words that count from the day of writing, if no year stands beside them; else empty."""
    words = " ".join(words.split())
    found = _RELATIVE.search(words)
    return found[0] if found and not _YEAR.search(words) else ""
