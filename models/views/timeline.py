"""The timeline pane: events by the bounds of their dates, undated ones where they are told to stand."""

from __future__ import annotations

import math
from functools import lru_cache, partial
from typing import NamedTuple

from models.article import Event
from models.attribution import Attribution, attribution
from models.dates import MONTHS, Date, civil
from models.document import Document
from models.order import ordered
from models.plover import CODES
from models.views.rows import Rows


class EventRow(NamedTuple):
    """An event, or the heading of a month or a year (`id` empty, `title` the heading).

    `when` is short and leaves out what the heading says; `doubt` is `?` or nothing (an approximate
    date has its `~` in `when`); `window` says it is one unknown day of a range; `quad` is the PLOVER
    quad class; `who` and `whom` are in words."""

    id: str
    heading: bool
    title: str
    when: str = ""
    doubt: str = ""
    window: bool = False
    open_end: bool = False
    quad: str = ""
    status: str = "occurred"
    who: str = ""
    whom: str = ""
    attribution: Attribution = "silent"


def event_rows(document: Document) -> Rows[Event, EventRow]:
    """All events in order of time, under headings."""
    items: list[Event | str] = []
    heading = ""
    for event in ordered(document):
        under = _heading(event.date)
        if under != heading:
            heading = under
            items.append(heading)
        items.append(event)
    return Rows(items, partial(_row, document), partial(EventRow, "", True))


@lru_cache(1 << 10)
def _heading(date: Date | None) -> str:
    """The month that a date lies in, or its year when it may lie in several."""
    if date is None:
        return "undated"
    if math.isinf(date.earliest):
        return "start unknown" if math.isfinite(date.latest) else "undated"
    year, month, _ = civil(int(date.earliest))
    named = f"{year}" if year > 0 else f"{1 - year} BC"
    if math.isfinite(date.latest) and civil(int(date.latest))[:2] == (year, month):
        return f"{MONTHS[month - 1]} {named}"
    return named


def _row(document: Document, event: Event, heading: str) -> EventRow:
    date = event.date
    when = date.short() if date else event.date_says
    days = when.removesuffix(heading[:3]).strip()
    if date and " " in heading and any(map(str.isdigit, days)):
        when = days
    code = CODES.get(event.code)
    return EventRow(
        event.id,
        False,
        event.title,
        when,
        "?" * ("?" in date.doubt if date else bool(when)),
        date is not None and date.duration == "one-of",
        date is not None and math.isinf(date.latest),
        code.quad if code else "",
        event.status,
        ", ".join(map(document.caption, event.actors)),
        ", ".join(map(document.caption, event.targets)),
        attribution(document, event),
    )
