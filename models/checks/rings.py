"""Rings in what should have none: events that come before themselves, places that lie in themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

SHOWN = 5
"""Members of a ring that are named, at most."""


class Ring(NamedTuple):
    """Members in their order, each of which leads to the next, and the last to the first. Of a long ring,
    `names` are the first ones and the last, and `more` says how many there are between these."""

    names: tuple[str, ...]
    more: int

    @property
    def closing(self) -> tuple[str, str]:
        """The step that closes it: from the last to the first."""
        return self.names[-1], self.names[0]


def rings(ways: Mapping[str, Collection[str]]) -> Iterator[Ring]:
    """The rings of a graph, in linear time: depth first, each step back onto the way that led here closes
    one. Without those steps the graph has none left. Each begins where it was entered, the earliest in
    the order of `ways`."""
    done: set[str] = set()
    for start in ways:
        if start in done:
            continue
        way, places = [start], {start: 0}
        ahead = [iter(ways[start])]
        while way:
            following = next(ahead[-1], None)
            if following is None:
                ahead.pop()
                gone = way.pop()
                del places[gone]
                done.add(gone)
            elif following in places:
                yield _ring(way, places[following])
            elif following not in done:
                places[following] = len(way)
                way.append(following)
                ahead.append(iter(ways.get(following, ())))


def _ring(way: list[str], start: int) -> Ring:
    more = max(len(way) - start - SHOWN, 0)
    shown = way[start : start + SHOWN - 1] if more else way[start:-1]
    return Ring((*shown, way[-1]), more)
