"""Acts of a chain in the words in which they are drawn, all of them literal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import isfinite

from rich.cells import cell_len

from models.article import Event
from models.dates import Date, civil
from models.document import Document
from models.overviews.chain import Act
from models.overviews.chain_shown import Shown
from models.text import visible
from tui.overviews.chain_lanes import Drawing
from tui.styles.look import Look
from tui.widgets.lines import Piece
from tui.written.chain import UNNAMED

STANDING = {"fact": "", "claimed by its doer": "claimed"}
"""Attributions that a lane says in fewer words."""


class Acts:
    """The acts of a document that show. `year` is that of most dates; they leave it out."""

    def __init__(self, document: Document, shows: Shown, look: Look) -> None:
        self.document, self.shows, self.look = document, shows, look
        years = Counter(year for act in shows.in_lanes if (year := self._year_of(act)))
        self.year = years.most_common(1)[0][0] if years else ""

    def event(self, act: Act) -> Event:
        """The record behind an act."""
        event = self.document.records[act.id]
        assert isinstance(event, Event)
        return event

    def named(self, record: str) -> str:
        """What a record is called."""
        return self._literal(self.document.caption(record))

    def needs(self) -> list[int]:
        """How many cells the titles need in each lane, with their signs."""
        needs = [0] * len(self.shows.lanes)
        for act in self.shows.in_lanes:
            own = self.shows.lanes.of_act(act)
            if len(own) == 1:
                needs[own[0]] = max(needs[own[0]], cell_len(self.named(act.id)) + 2)
        return needs

    def lane_names(self, in_full: bool) -> list[tuple[str, int]]:
        """The lanes by name, with how many acts stand in each."""
        lanes, counts = self.shows.lanes, self.shows.counts
        names = [*map(self.named, lanes.sides), *["others"] * lanes.others]
        names += [UNNAMED if in_full else "not named"] * lanes.unnamed
        return [(name, counts.get(lane, 0)) for lane, name in enumerate(names)]

    def when(self, act: Act) -> str:
        """The date of an act, one unknown day of several in brackets."""
        event = self.event(act)
        if event.date is None:
            return self._literal(f"{event.date_says}?" if event.date_says else "")
        when, year = event.date.short(), self._year_of(act)
        if year != self.year and year not in when:
            when = f"{year} {when}"
        one_of = event.date.duration == "one-of"
        return self._literal(f"[{when}]" if one_of else when + "?" * ("?" in event.date.doubt))

    def drawing(self, act: Act, sign: Piece) -> Drawing:
        """What is drawn of an act."""
        lanes = self.shows.lanes
        own: dict[int, list[str]] = {lane: [] for lane in lanes.of_act(act)}
        for side in act.sides if own else ():
            own[lanes.of((side,))[0]].append(self.named(side))
        inline: list[str] = []
        elsewhere: dict[int, list[str]] = {}
        for party in act.to:
            lane = lanes.of((party.side,))
            there = elsewhere.setdefault(lane[0], []) if lane and lane[0] not in own else inline
            there.append(self.named(party.id))
        return Drawing(
            _joined(own),
            ", ".join(map(self.named, act.sides)) or UNNAMED,
            len(lanes.sides) if lanes.others else -1,
            sign,
            self.named(act.id),
            STANDING.get(act.attribution, act.attribution),
            tuple(inline),
            _joined(elsewhere),
            act.outside,
        )

    def _literal(self, text: str) -> str:
        return visible(text, ascii=self.look.symbols.is_ascii)

    def _year_of(self, act: Act) -> str:
        date = self.event(act).date
        return _year(date) if date else ""


def _joined(lanes: Mapping[int, list[str]]) -> tuple[tuple[int, str], ...]:
    return tuple((lane, ", ".join(names)) for lane, names in sorted(lanes.items()))


@lru_cache(1 << 10)
def _year(date: Date) -> str:
    """The year in which a date begins, as far as that is known."""
    if not isfinite(date.earliest):
        return ""
    year = civil(int(date.earliest))[0]
    return f"{year}" if year > 0 else f"{1 - year} BC"
