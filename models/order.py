"""The order of events in time: one line to draw, and what is possible between two of them."""

from __future__ import annotations

import math
from heapq import heappop, heappush
from typing import get_args

from models.article import Event
from models.dates import Relation, relations
from models.document import Document

Key = tuple[float, float, int]

ALL: frozenset[Relation] = frozenset(get_args(Relation))


def ordered(document: Document) -> list[Event]:
    """Events by (earliest, latest), so that none stands before what it comes after. An undated event
    stands right behind the last it follows, or before the first it precedes, or at the end; a cycle
    is broken where its earliest event is."""
    events = {event.id: event for event in document.all(Event)}
    following = _following(events, parts=True)
    waits = dict.fromkeys(events, 0)
    for successors in following.values():
        for event in successors:
            waits[event] += 1
    keys = {key: _own_key(event, place) for place, (key, event) in enumerate(events.items())}
    _pull_forward(events, following, keys)
    ready: list[tuple[Key, str]] = []
    for event, count in waits.items():
        if not count:
            heappush(ready, (keys[event], event))
    rest = sorted(events, key=keys.__getitem__, reverse=True)
    done: dict[str, Event] = {}
    while len(done) < len(events):
        if ready:
            _, event = heappop(ready)
        else:  # a cycle: its earliest event goes first
            while rest[-1] in done:
                rest.pop()
            event = rest.pop()
        if event in done:
            continue
        done[event] = events[event]
        for later in following[event]:
            waits[later] -= 1
            if events[later].date is None and keys[later][0] == math.inf:
                keys[later] = (*keys[event][:2], keys[later][2])
            if not waits[later]:
                heappush(ready, (keys[later], later))
    return list(done.values())


def _following(events: dict[str, Event], *, parts: bool) -> dict[str, set[str]]:
    """Which events each one is told to stand before, by `before`, `after` and `answers`; with `parts`,
    a whole stands before its parts."""
    following: dict[str, set[str]] = {event: set() for event in events}
    for event in events.values():
        earlier = (*event.after, *event.answers, *(event.part_of if parts else ()))
        for other in earlier:
            if other in events and other != event.id:
                following[other].add(event.id)
        for other in event.before:
            if other in events and other != event.id:
                following[event.id].add(other)
    return following


def _own_key(event: Event, place: int) -> Key:
    date = event.date
    if date is None or (math.isinf(date.earliest) and math.isinf(date.latest)):
        return (math.inf, math.inf, place)
    return (date.earliest, date.latest, place)


def _pull_forward(
    events: dict[str, Event], following: dict[str, set[str]], keys: dict[str, Key]
) -> None:
    """An undated event with only successors takes the key of the first of them."""
    for key, event in events.items():
        successors = [keys[later] for later in following[key] if keys[later][0] < math.inf]
        if event.date is None and not event.after and not event.answers and successors:
            first = min(successors)
            keys[key] = (first[0], first[1], keys[key][2])


def possible(document: Document, one: str, other: str) -> frozenset[Relation]:
    """Allen's relations still possible from one event to another, by their dates and by what the
    file says of their order. Empty when the two contradict each other."""
    events = {event.id: event for event in document.all(Event)}
    first, second = events[one], events[other]
    left = relations(first.date, second.date) if first.date and second.date else ALL
    following = _following(events, parts=False)
    if _reaches(following, one, other):
        left &= {"before", "meets"}
    if _reaches(following, other, one):
        left &= {"after", "met-by"}
    if other in first.part_of:
        left &= {"starts", "during", "finishes", "equals"}
    if one in second.part_of:
        left &= {"started-by", "contains", "finished-by", "equals"}
    return left


def _reaches(following: dict[str, set[str]], start: str, goal: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for later in following[waiting.pop()] - seen:
            if later == goal:
                return True
            seen.add(later)
            waiting.append(later)
    return False
