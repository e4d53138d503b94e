"""What a reader does again and again at the desk, as keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from models.search import Search

if TYPE_CHECKING:
    from models.document import Document

ENTER, DOWN = "\r", "\x1b[B"
ESCAPE = "\x1b[27u"
"""As terminals send it whose other keys can't be mistaken for the rest of it."""

CURSOR, ROWS, PANE = "cursor move in the text", "cursor move in a list", "pane jump"
WEIGHED = (CURSOR, ROWS, PANE)
"""The habits whose bytes are told."""

_SCROLLING = "link step at the most linked record, which scrolls what the bundled one shows whole"

FEWER, SELDOM = 20, 6
"""How often what is two keys is measured, and what takes long on the large article."""


class Habit(NamedTuple):
    """`steps` are measured by turns, each with all its keys. `first` comes once before them, `again`
    before each round of them, one of `after` behind each, `last` in the end; no more than `times`
    are measured. What is not `alike` does more on the large article, and has no bound."""

    name: str
    steps: Sequence[Sequence[str]]
    first: Sequence[str] = ()
    again: Sequence[str] = ()
    after: Sequence[str] = ()
    last: Sequence[str] = ()
    times: int = 1000
    alike: bool = True


def habits(document: Document) -> list[Habit]:
    """Everything that is measured. `3` is the timeline, `g` its first event."""
    word, there = _way_to_busiest(document)
    letters = [(letter,) for letter in word[:6]]
    search = (ESCAPE, "/")
    return [
        Habit(CURSOR, _there_and_back(20), first="1g"),
        Habit(ROWS, _there_and_back(5), first="3g"),
        Habit("link step", ["]"], first="3g"),
        Habit(PANE, ["2", "4", "5", "6", "1", "3"], first="3g"),
        Habit(
            "following a link and going back", [ENTER + "h"], "3g", after="jjjjjkkkkk", times=FEWER
        ),
        Habit("decision, kept on disk", ["a"], first="3g", after="u", times=FEWER),
        Habit("letter of a search", letters, again=search, last=(ESCAPE,)),
        Habit("first letter of a search", letters[:1], again=search, last=(ESCAPE,), times=SELDOM),
        Habit("arriving at the most linked record", [ENTER], again=there, times=SELDOM),
        Habit(_SCROLLING, ["]"], times=SELDOM, alike=False),
    ]


def _there_and_back(times: int) -> list[str]:
    return ["j"] * times + ["k"] * times


def _way_to_busiest(document: Document) -> tuple[str, list[str]]:
    """What the most linked record is called, and the keys that search for it; Enter goes there."""
    busiest = max(document.records, key=lambda record: len(document.links.of(record)))
    word = document.records[busiest].caption
    found = [hit.record for hit in Search(document).find(word)]
    return word, ["3", "/", word, *[DOWN] * found.index(busiest)]
