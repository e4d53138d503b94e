"""What the relations view lists: parties, or acts under the pairs that they lie between."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from models.overviews.relation_acts import Act
from models.overviews.relations import Pair, Party
from models.views.rows import Rows
from tui.overviews.relations_web import Web

IDLE = "no acts"
NO_ONE = "nobody"
"""Headings: of those that have to do with no act; and the row of acts by nobody named."""


class RelationRow(NamedTuple):
    """A party of the matrix, an act of a pair, or a heading, which may be of a pair."""

    id: str
    heading: bool
    words: str = ""
    party: Party | None = None
    pair: Pair | None = None
    act: Act | None = None


class Placed(NamedTuple):
    """An act where it stands in the list of pairs."""

    id: str
    act: Act


def matrix_rows(web: Web) -> Rows[Party, RelationRow]:
    """Those who have to do with acts, whoever is not named, and the others."""
    items: list[Party | str] = [*web.active]
    if web.has_unnamed:
        items.append(NO_ONE)
    if idle := [party for party in web.network.parties if not party.acts]:
        items += [IDLE, *idle]

    def row(party: Party, _: str) -> RelationRow:
        return RelationRow(party.id, False, web.names[party.id], party)

    return Rows(items, row, partial(RelationRow, "", True))


def pair_rows(web: Web) -> Rows[Placed, RelationRow]:
    """The acts of each pair, in order of time, under the pair's place in the list of all."""
    pairs = web.network.pairs
    items: list[Placed | str] = []
    for place, pair in enumerate(pairs):
        items += [str(place), *(Placed(act.id, act) for act in pair.acts)]

    def row(placed: Placed, place: str) -> RelationRow:
        return RelationRow(placed.id, False, pair=pairs[int(place)], act=placed.act)

    return Rows(items, row, lambda place: RelationRow("", True, pair=pairs[int(place)]))
