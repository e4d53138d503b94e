"""When what is told happened: events in order of time, in lanes, and the stretch of time they take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import ceil, floor, inf, isfinite
from typing import NamedTuple

from msgspec import Struct

from models.article import Event
from models.dates import Date, civil
from models.document import Document
from models.order import Order
from models.overviews.timeline_axis import Window
from models.overviews.timeline_extent import Kind, Stretch, extent, kind_of

TRIMMED = 10
"""One of so many ends of dates at either side may be left out of what shows at first."""

WORTH = 2.5
"""How many times shorter that must make it."""


class Placed(Struct, frozen=True):
    """An event as it stands in time. `says` are the text's own words for its date; `earliest` and
    `latest` are the first and the last day any of it can be on (ISO 8601; None is unbounded), `doubt`
    is `~`, `?`, both or empty. `after` and `before` are the events of which the file says so,
    answering and being answered included."""

    id: str
    date: Date | None
    says: str
    kind: Kind
    earliest: str | None
    latest: str | None
    doubt: str
    after: tuple[str, ...]
    before: tuple[str, ...]


class Lane(Struct, frozen=True):
    """The events of one actor, or at one place, in order of time; `id` is empty for those that name
    none."""

    id: str
    events: tuple[str, ...]


class Range(Struct, frozen=True):
    """First and last day (ISO 8601)."""

    first: str
    last: str


class Timeline(Struct, frozen=True):
    """`events` are in order of time. Lanes stand with the most events first; an event of several actors
    is in the lane of each. `whole` is what all bounds of dates take, `fitted` the same without the few
    that would make it much longer; None without any. `published` is when the article was."""

    events: tuple[Placed, ...]
    by_actor: tuple[Lane, ...]
    by_place: tuple[Lane, ...]
    whole: Range | None
    fitted: Range | None
    published: Date | None


def work_out(document: Document, order: Order | None = None) -> Timeline:
    """All events. `order` is the document's, if it is put together already."""
    line = (order or Order(document)).line
    after, before = _neighbours(line)
    published = document.article.published
    dates = [event.date for event in line if event.date is not None]
    bounds = _bounds([*dates, published] if published else dates)
    whole, fitted = map(_range, bounds) if bounds else (None, None)
    return Timeline(
        tuple(_placed(event, after.get(event.id, ()), before.get(event.id, ())) for event in line),
        _lanes((event.id, event.actors) for event in line),
        _lanes((event.id, (event.place,) if event.place else ()) for event in line),
        whole,
        fitted,
        published,
    )


def _placed(event: Event, after: Iterable[str], before: Iterable[str]) -> Placed:
    date = event.date
    return Placed(
        event.id,
        date,
        event.date_says,
        kind_of(date),
        iso_day(date.earliest) if date else None,
        iso_day(date.latest) if date else None,
        date.doubt if date else "?",
        tuple(after),
        tuple(before),
    )


def _neighbours(line: list[Event]) -> tuple[dict[str, dict[str, None]], dict[str, dict[str, None]]]:
    """By event, the events it is told to come after, and before; said at either end, and each once."""
    known = {event.id for event in line}
    after: dict[str, dict[str, None]] = {}
    before: dict[str, dict[str, None]] = {}
    for event in line:
        earlier = [(other, event.id) for other in (*event.after, *event.answers)]
        for one, other in (*earlier, *((event.id, other) for other in event.before)):
            if one != other and one in known and other in known:
                after.setdefault(other, {})[one] = None
                before.setdefault(one, {})[other] = None
    return after, before


def _lanes(events: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Lane, ...]:
    """Lanes with the most events first, and last those events that are in none."""
    lanes: dict[str, list[str]] = {}
    for event, names in events:
        for name in dict.fromkeys(names) or [""]:
            lanes.setdefault(name, []).append(event)
    found = [Lane(name, tuple(events)) for name, events in lanes.items()]
    return tuple(sorted(found, key=lambda lane: (not lane.id, -len(lane.events))))


# What stretch of time they take


LEAST_DAYS = 7
"""Days that show at least, unless times of day are told."""

LONGEST_DAYS = 73_000
"""Days that can show at once: two centuries, or twice what the dates take."""

MARGIN = 0.04
"""Share of the dates’ time that is left free at either side of it."""


class Reach(NamedTuple):
    """What all bounds of dates take of time, and the same without the few that would make it much
    longer, which shows at first; with some room around."""

    whole: Window
    fitted: Window

    def zoomed(self, window: Window, direction: int, focus: float | None) -> Window:
        """Half as long (1) around the focus, or around its middle; or twice as long (-1)."""
        longest = max(LONGEST_DAYS, 2 * self.whole.span)
        at = window.middle if focus is None else focus
        if direction > 0:
            return window.around(at).zoomed(0.5, at, longest)
        return window.zoomed(2, at, longest)


def reach(events: Iterable[Event], published: Date | None) -> Reach | None:
    """How far the dates of events reach, and that of the publication; None without a bound."""
    dates = [event.date for event in events if event.date is not None]
    dates += [published] if published is not None else []
    bounds = _bounds(dates)
    if bounds is None:
        return None
    timed = any(kind_of(date) == "moment" for date in dates)
    whole, fitted = (_with_margin(first, last, timed) for first, last in bounds)
    return Reach(whole, fitted)


def _with_margin(first: float, last: float, timed: bool) -> Window:
    span = max(last - first, 1 if timed else LEAST_DAYS) * (1 + 2 * MARGIN)
    return Window((first + last - span) / 2, span)


def _bounds(dates: Iterable[Date]) -> tuple[Stretch, Stretch] | None:
    """From the first to the last moment of all dates, and of those that lie near each other."""
    ends = sorted(end for date in dates for end in _ends(date))
    if not ends:
        return None
    left_out = len(ends) // TRIMMED
    low, high = ends[left_out], ends[-1 - left_out]
    near = (high - low) / 2  # what lies close to the rest need not be left out
    low = next(end for end in ends if end >= low - near)
    high = next(end for end in reversed(ends) if end <= high + near)
    whole = (ends[0], ends[-1])
    worth = (high - low) * WORTH <= ends[-1] - ends[0]
    return whole, (low, high) if worth else whole


def _ends(date: Date) -> Iterator[float]:
    """The first and the last moment of a date, as far as it has any."""
    if kind_of(date) != "undated":
        yield from (each for each in extent(date).hull if isfinite(each))


def _range(stretch: Stretch) -> Range:
    first, last = iso_day(floor(stretch[0])), iso_day(ceil(stretch[1]) - 1)
    assert first is not None
    assert last is not None
    return Range(first, last)


@lru_cache(1 << 12)
def iso_day(day: float) -> str | None:
    """A day of `ordinal` as ISO 8601 writes it; None for ±inf."""
    if day in (inf, -inf):
        return None
    year, month, number = civil(int(day))
    written = f"{year:04}" if 0 <= year <= 9999 else f"{year:+05}"
    return f"{written}-{month:02}-{number:02}"
