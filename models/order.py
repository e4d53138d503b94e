"""The order of events in time: one line to draw, and what is possible between two of them."""

from __future__ import annotations

import math
from heapq import heappop, heappush
from typing import get_args

from models.article import Event
from models.dates import Relation, relations
from models.document import Document

Key = tuple[float, float, int, int]
"""Earliest, latest, the place in the file of the event whose date this is, and the event's own."""

ALL: frozenset[Relation] = frozenset(get_args(Relation))


def ordered(document: Document) -> list[Event]:
    """Events by (earliest, latest), so that none stands before what it comes after. An undated event
    stands right behind the last it follows, or before the first it precedes, or at the end; a cycle
    is broken where its earliest event is."""
    events = {event.id: event for event in document.all(Event)}
    following = _following(events, parts=True)
    preceding: dict[str, set[str]] = {event: set() for event in events}
    for earlier, successors in following.items():
        for event in successors:
            preceding[event].add(earlier)
    waits = {event: len(earlier) for event, earlier in preceding.items()}
    keys = {key: _own_key(event, place) for place, (key, event) in enumerate(events.items())}
    undated = {event for event, key in keys.items() if key[0] == math.inf}
    _pull_forward(preceding, keys)
    ready: list[tuple[Key, str]] = []
    for event, count in waits.items():
        if not count:
            heappush(ready, (keys[event], event))
    rest = sorted(events, key=keys.__getitem__, reverse=True)
    done: dict[str, Event] = {}
    while len(done) < len(events):
        if ready:
            _, event = heappop(ready)
        else:
            while rest[-1] in done:
                rest.pop()
            event = min(_cycle(rest[-1], preceding, done), key=keys.__getitem__)
        if event in done:
            continue
        done[event] = events[event]
        for later in following[event]:
            waits[later] -= 1
            if later in undated:
                keys[later] = (*keys[event][:3], keys[later][3])
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
        return (math.inf, math.inf, place, place)
    return (date.earliest, date.latest, place, -1)


def _pull_forward(preceding: dict[str, set[str]], keys: dict[str, Key]) -> None:
    """Undated events take the key of the first dated one that they precede, also by way of others."""
    dated = sorted(
        (event for event, key in keys.items() if key[0] < math.inf), key=keys.__getitem__
    )
    for first in dated:
        waiting = [first]
        while waiting:
            for event in preceding[waiting.pop()]:
                if keys[event][0] == math.inf:
                    keys[event] = (*keys[first][:3], keys[event][3])
                    waiting.append(event)


def _cycle(start: str, preceding: dict[str, set[str]], done: dict[str, Event]) -> list[str]:
    """A cycle that holds up an event, found by going back from it through what is not done yet."""
    way: dict[str, None] = {}
    while start not in way:
        way[start] = None
        start = min(preceding[start] - done.keys())
    events = list(way)
    return events[events.index(start) :]


def possible(document: Document, one: str, other: str) -> frozenset[Relation]:
    """Allen's relations still possible from one event to another, by their dates and by what the
    file says of their order. Empty when the two contradict each other."""
    return Order(document).possible(one, other)


class Order:
    """The order of a document's events, put together once for any number of questions. `line` are
    all of them as `ordered` has them.

    What the file says is kept as an order of points, two for each event: where it begins (its even
    number) and where it is over (the odd one behind it). Nothing begins after it is over, what comes
    before another is over as that begins, and a part lies within its whole.
    """

    def __init__(self, document: Document) -> None:
        self.line = ordered(document)
        self._events = {event.id: event for event in self.line}
        self._begin = {event: 2 * place for place, event in enumerate(self._events)}
        self._later: list[list[int]] = [[] for _ in range(2 * len(self.line))]
        for event, begin in self._begin.items():
            self._later[begin].append(begin + 1)
            for whole in self._events[event].part_of:
                if whole in self._events and whole != event:
                    self._later[self._begin[whole]].append(begin)
                    self._later[begin + 1].append(self._begin[whole] + 1)
        for earlier, successors in _following(self._events, parts=False).items():
            for later in successors:
                self._later[self._begin[earlier] + 1].append(self._begin[later])
        self._rank = _ranks(self._later)

    def __contains__(self, event: str) -> bool:
        return event in self._events

    def possible(self, one: str, other: str) -> frozenset[Relation]:
        """The relations still possible from one event to another, as of the function of this name."""
        first, second = self._events[one], self._events[other]
        left = relations(first.date, second.date) if first.date and second.date else ALL
        earlier, later = self._reaches(one, other), self._reaches(other, one)
        if earlier and later:
            return frozenset()
        if earlier:
            left &= _in_turn(first, second)
        if later:
            left &= {_INVERSES[relation] for relation in _in_turn(second, first)}
        if other in first.part_of:
            left &= {"starts", "during", "finishes", "equals"}
        if one in second.part_of:
            left &= {"started-by", "contains", "finished-by", "equals"}
        return left

    def _reaches(self, earlier: str, later: str) -> bool:
        """Whether the file says that one event is over as the other begins."""
        start, goal = self._begin[earlier] + 1, self._begin[later]
        seen, waiting = {start}, [start]
        while waiting:
            for point in self._later[waiting.pop()]:
                if point == goal:
                    return True
                if point not in seen and (not self._rank or self._rank[point] < self._rank[goal]):
                    seen.add(point)
                    waiting.append(point)
        return False


def _ranks(later: list[list[int]]) -> list[int]:
    """A number for each point, lower than those of all later ones; none if there is a cycle."""
    waits = [0] * len(later)
    for points in later:
        for point in points:
            waits[point] += 1
    line = [point for point, count in enumerate(waits) if not count]
    for point in line:  # grows as it is gone through
        for after in later[point]:
            waits[after] -= 1
            if not waits[after]:
                line.append(after)
    ranks = dict(zip(line, range(len(line)), strict=True))
    return [ranks[point] for point in range(len(later))] if len(line) == len(later) else []


_INVERSES: dict[Relation, Relation] = {
    "before": "after",
    "meets": "met-by",
    "starts": "started-by",
    "finished-by": "finishes",
    "equals": "equals",
}


def _in_turn(earlier: Event, later: Event) -> set[Relation]:
    """What relations in whole days may hold when one event is over as the other begins. Two such may
    share the day between them, which of a single day is all there is."""
    relations: set[Relation] = {"before", "meets"}
    first = earlier.date is None or earlier.date.single_day
    second = later.date is None or later.date.single_day
    relations |= {"starts"} if first else set()
    relations |= {"finished-by"} if second else set()
    return relations | ({"equals"} if first and second else set())
