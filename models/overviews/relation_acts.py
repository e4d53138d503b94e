"""How an event counts as an act: its score, how it stands, and whether it is counted in another."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from models.article import Event
from models.attribution import Attribution, attribution
from models.document import Document
from models.plover import CODES

Standing = Literal["fact", "claimed", "disputed", "unattributed", "denied", "planned", "cancelled"]

COUNT: frozenset[Standing] = frozenset(("fact", "claimed", "disputed", "unattributed"))
"""How an act stands that took place, or is said to have."""

MOST_WHOLES = 99
"""How many wholes of an event are looked for, the nearest first."""

_STANDINGS: dict[Attribution, Standing] = {
    "fact": "fact",
    "denied": "denied",
    "disputed": "disputed",
    "silent": "unattributed",
}


class Act(Struct, frozen=True):
    """An event as an act between two parties: its PLOVER score, if it has a code, and how it stands.
    Between the same two, what is part of another counts once: `merged_in` is the event that counts in its
    stead, empty if none does."""

    id: str
    score: float | None
    standing: Standing
    merged_in: str = ""

    @property
    def counts(self) -> bool:
        return self.standing in COUNT and not self.merged_in


class Acts:
    """The events of one document as acts. `line` are all of them as `ordered` has them."""

    def __init__(self, document: Document, line: Sequence[Event]) -> None:
        self._document = document
        self._events = {event.id: event for event in line}
        self._place = {event.id: place for place, event in enumerate(line)}
        self._known: dict[str, Act] = {}
        self._wholes: dict[str, list[str]] = {}

    def among(self, events: Sequence[Event]) -> tuple[Act, ...]:
        """The acts of a pair. A whole with a code counts for its parts; one without leaves that to them."""
        acts = [self._act(event) for event in events]
        count = {act.id: act for act in acts if act.counts}
        merged: dict[str, str] = {}
        for act in count.values() if len(count) > 1 else ():
            for whole in self._above(act.id):
                if whole in count and count[whole].score is None:
                    merged.setdefault(whole, act.id)
                elif whole in count:
                    merged.setdefault(act.id, whole)
        return tuple(
            Act(act.id, act.score, act.standing, merged[act.id]) if act.id in merged else act
            for act in acts
        )

    def _act(self, event: Event) -> Act:
        act = self._known.get(event.id)
        if act is None:
            code = CODES.get(event.code)
            act = Act(event.id, float(code.score) if code else None, self._standing(event))
            self._known[event.id] = act
        return act

    def _standing(self, event: Event) -> Standing:
        if event.status in ("planned", "cancelled"):
            return "planned" if event.status == "planned" else "cancelled"
        return _STANDINGS.get(attribution(self._document, event), "claimed")

    def _above(self, event: str) -> list[str]:
        """What an event is part of, directly or by way of others, the nearest first. A whole stands before
        its parts in the line; where they are part of each other in a ring, only what does is one."""
        found = self._wholes.get(event)
        if found is None:
            seen: dict[str, None] = {}
            waiting = deque((event,))
            while waiting and len(seen) < MOST_WHOLES:
                part = waiting.popleft()
                for whole in self._events[part].part_of:
                    if self._place.get(whole, len(self._place)) < self._place[part] and (
                        whole not in seen
                    ):
                        seen[whole] = None
                        waiting.append(whole)
            found = self._wholes[event] = [*seen]
        return found
