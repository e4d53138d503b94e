"""Tit for tat: who did what to whom, what it answered, what it followed and what led to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from models.article import REPORTER, Basis, Event, Link, Status
from models.attribution import Attribution, attribution
from models.document import Document
from models.order import ordered
from models.overviews.sides import UNKNOWN, Sides

Kind = Literal["answers", "causes", "explains", "part of", "after"]

RANK: tuple[Kind, ...] = ("answers", "causes", "explains", "part of", "after")
"""From what ties two events most to what ties them least."""

ANSWERS: frozenset[Kind] = frozenset(("answers", "causes", "explains"))
"""Those by which one event comes of another. The rest are of time, or of a whole and its parts."""


class Party(Struct, frozen=True):
    """An actor with a part in an event, and whose side it is on."""

    id: str
    side: str


class Act(Struct, frozen=True):
    """An event: who did it (nobody, if the text does not say) to whom. `outside` says that no word of the
    text is about it: it is known from elsewhere."""

    id: str
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    date: str
    status: Status
    attribution: Attribution
    outside: bool

    @property
    def sides(self) -> tuple[str, ...]:
        """Those whose side did it, together if there are several."""
        return tuple(dict.fromkeys(party.side for party in self.by))


class Tie(Struct, frozen=True):
    """How a `later` event hangs on an earlier one, of which the file says that it answers it, was caused
    or is explained by it, is a part of it, or just came after. `link` is the explicit link that
    says so, if no field of an event does. `basis` is that of what says so: an event's own basis counts
    only if it is outside the text altogether, as it is mostly about the date."""

    earlier: str
    later: str
    kind: Kind
    basis: Basis = "text"
    source: str = ""
    link: str = ""

    @property
    def outside(self) -> bool:
        return self.basis == "outside"


class Side(Struct, frozen=True):
    """Who acts, with how many events are its own, and how many it shares with other sides."""

    id: str
    alone: int
    jointly: int


class Chain(Struct, frozen=True):
    """`acts` in order of time; `ties` in the order of their later events, what ties most first; `sides`
    with who does most first; `unnamed` is how many acts have no doer that is an actor here."""

    acts: tuple[Act, ...]
    ties: tuple[Tie, ...]
    sides: tuple[Side, ...]
    unnamed: int


def work_out(document: Document) -> Chain:
    """All events, and how each hangs on others."""
    sides = Sides(document)
    events = ordered(document)
    acts = tuple(_act(document, event, sides) for event in events)
    outside = {act.id for act in acts if act.outside}
    place = {event.id: at for at, event in enumerate(events)}
    return Chain(
        acts,
        tuple(sorted(_ties(document, outside), key=lambda tie: (place[tie.later], _rank(tie)))),
        acting(acts),
        sum(not act.by for act in acts),
    )


def acting(acts: Iterable[Act]) -> tuple[Side, ...]:
    """The sides that do something, who does most first."""
    counts: dict[str, list[int]] = {}
    for act in acts:
        doers = act.sides
        for side in doers:
            counts.setdefault(side, [0, 0])[len(doers) > 1] += 1
    found = [Side(side, alone, jointly) for side, (alone, jointly) in counts.items()]
    return tuple(sorted(found, key=lambda side: (-side.alone - side.jointly, -side.alone)))


def _act(document: Document, event: Event, sides: Sides) -> Act:
    def parties(ids: tuple[str, ...]) -> tuple[Party, ...]:
        found = (Party(each, sides.of(each)) for each in dict.fromkeys(ids))
        return tuple(party for party in found if party.side not in (UNKNOWN, REPORTER))

    return Act(
        event.id,
        parties(event.actors),
        parties(event.targets),
        str(event.date or ""),
        event.status,
        attribution(document, event),
        event.basis == "outside" and not document.passages.of(event.id),
    )


def _ties(document: Document, outside: set[str]) -> Iterator[Tie]:
    """Each pair of events by what ties it most, and by what the text ties it most, if that is less."""
    best: dict[tuple[str, str, bool], Tie] = {}
    for tie in (*_told(document, outside), *_linked(document)):
        key = (tie.earlier, tie.later, tie.outside)
        if key not in best or _rank(tie) < _rank(best[key]):
            best[key] = tie
    for (earlier, later, elsewhere), tie in best.items():
        told = best.get((earlier, later, False)) if elsewhere else None
        if told is None or _rank(tie) < _rank(told):
            yield tie


def _rank(tie: Tie) -> int:
    return RANK.index(tie.kind)


def _told(document: Document, outside: set[str]) -> Iterator[Tie]:
    """What events say of themselves."""
    events = {event.id: event for event in document.all(Event)}
    for event in events.values():
        basis: Basis = "outside" if event.id in outside else "text"
        source = event.source if event.id in outside else ""
        earlier: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("answers", event.answers),
            ("part of", event.part_of),
            ("after", event.after),
        )
        for kind, others in earlier:
            for other in others:
                if other in events and other != event.id:
                    yield Tie(other, event.id, kind, basis, source)
        for other in event.before:
            if other in events and other != event.id:
                yield Tie(event.id, other, "after", basis, source)


def _linked(document: Document) -> Iterator[Tie]:
    """What links say of two events."""
    kinds: dict[str, Kind] = {"causes": "causes", "explains": "explains"}
    for link in document.all(Link):
        ends = (document.records.get(link.from_), document.records.get(link.to))
        kind = kinds.get(link.rel)
        if kind and link.from_ != link.to and all(isinstance(end, Event) for end in ends):
            yield Tie(link.from_, link.to, kind, link.basis, link.source, link.id)
