"""Which side an actor is on: the state or body that it speaks and acts for in the end."""

from __future__ import annotations

from models.article import REPORTER, Actor
from models.attribution import above
from models.document import Document

UNKNOWN = ""
"""The side of whoever is no actor of the file."""


class Sides:
    """Sides of one document's actors, each worked out when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self._actors = {actor.id: actor for actor in document.all(Actor)}
        self._order = {actor: number for number, actor in enumerate(self._actors)}
        self._known = {REPORTER: REPORTER}

    def of(self, actor: str) -> str:
        """The first state above an actor in `of` and in roles that are not former ones, else what it is
        of and is itself of none. The reporter is a side. Of those who are of each other in a ring, the
        first in the file."""
        way: dict[str, None] = {}
        while actor not in self._known and actor not in way:
            way[actor] = None
            actor = self._above(actor) or actor
        if actor in self._known:
            side = self._known[actor]
        else:
            walked = list(way)
            ring = walked[walked.index(actor) :]
            side = min(ring, key=self._place) if actor in self._actors else UNKNOWN
        self._known.update(dict.fromkeys(way, side))
        return side

    def _above(self, actor: str) -> str:
        """What an actor is of, a state first; empty for a state and for one that is of none."""
        found = self._actors.get(actor)
        if found is None or found.kind == "state":
            return ""
        higher = [each for each in above(found) if each in self._actors]
        states = (each for each in higher if self._actors[each].kind == "state")
        return next(states, higher[0] if higher else "")

    def in_order(self, sides: list[str]) -> list[str]:
        """Sides as their actors stand in the file."""
        return sorted(sides, key=self._place)

    def _place(self, actor: str) -> int:
        return self._order.get(actor, len(self._order))
