"""What stands below the bars of the timeline: the date of the selected event in words, what is still
possible between it and another, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.article import Event
from models.document import Document
from models.overviews.timeline import Placed
from models.overviews.timeline_extent import Kind
from tui.overviews.timeline_bars import Glyphs
from tui.written.timeline import date_words, standing

NO_OTHER = "Move on or choose a link to compare two events."


def selected_words(document: Document, placed: Placed) -> list[str]:
    """The selected event and its date, with what one must know to judge that."""
    event = document.records[placed.id]
    assert isinstance(event, Event)
    return [f"{event.title}: {date_words(document, placed)}", *standing(document, event)]


def legend(signs: Glyphs, kinds: frozenset[Kind], *, published: bool) -> Iterator[str]:
    """What the signs mean that stand on an axis with such dates."""
    if kinds & {"moment", "day", "all of"}:
        yield f"{signs.point} a day"
    if "one day" in kinds:
        yield f"{signs.opens}{signs.unknown}{signs.closes} one unknown day within"
    if kinds & {"within", "day"}:
        yield f"{signs.opens}{signs.inside}{signs.closes} within"
    if "one of" in kinds:
        yield f"{signs.unknown}{signs.maybe}{signs.unknown} one of these"
    if "throughout" in kinds:
        yield f"{signs.lasts}{signs.lasts} lasts"
        yield f"{signs.maybe}{signs.maybe} maybe"
    yield f"{signs.open_start} {signs.open_end} open"
    yield f"{signs.beyond_left} {signs.beyond_right} beyond"
    if published:
        yield f"{signs.published} published"


def packed(words: Iterable[str], width: int, separator: str, mark: str = "") -> list[str]:
    """As many lines as it takes, none of the words taken apart; with a `mark` one line, which ends with it
    if there are more."""
    lines = [""]
    for each in words:
        longer = f"{lines[-1]} {separator} {each}" if lines[-1] else each
        if len(longer) <= width - len(mark) - 1:
            lines[-1] = longer
        else:
            lines.append(each)
    return [f"{lines[0]} {mark}"] if mark and len(lines) > 1 else lines
