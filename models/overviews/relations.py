"""Who acts on whom: pairs of actors, and of sides, with their acts in order of time and what these come to.

Acts lead from who does them to whom they are done to. What several do without anybody it is done to (a
war, talks, an agreement) lies between each two of them, in no direction, and its score is that of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product
from math import comb

from msgspec import Struct, structs

from models.article import Actor, Event
from models.document import Document
from models.order import ordered
from models.overviews.relation_acts import COUNT, Act, Acts
from models.overviews.sides import Sides

NOBODY = ""
"""Stands for whoever is not named, or is no actor of the file."""

MOST_PAIRS = 1000
"""How many pairs one event may make: one among more is told of, and counts for none of them."""


class Tally(Struct, frozen=True):
    """What the acts of a pair come to. `count` of them took place, or are said to have; `scored` of these
    have a code and so a score, with `mean`, `low` and `high`. Of the `count`, `claimed` are vouched for by
    others than the reporter, `disputed` are denied by some, `unattributed` by nobody asserted. Not among
    them: what is `planned`, `cancelled`, or only `denied`, and what counts as `merged` in another act, its
    whole or its part."""

    count: int = 0
    scored: int = 0
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    claimed: int = 0
    disputed: int = 0
    unattributed: int = 0
    planned: int = 0
    cancelled: int = 0
    denied: int = 0
    merged: int = 0

    @property
    def doubted(self) -> int:
        """How many that count the reporter does not state as fact."""
        return self.claimed + self.disputed + self.unattributed

    @property
    def apart(self) -> int:
        """How many did not take place, or not yet."""
        return self.planned + self.cancelled + self.denied


class Pair(Struct, frozen=True):
    """What `source` did to `target`, in order of time; or, when `mutual`, what lies between the two in no
    direction, the first in the file as the source. One of them may be `NOBODY`."""

    source: str
    target: str
    mutual: bool
    acts: tuple[Act, ...]
    tally: Tally

    def other(self, party: str) -> str:
        """The one that a party of the pair has to do with."""
        return self.target if party == self.source else self.source


class Tie(Struct, frozen=True):
    """What an actor is `of`, with the title it has there and how it has that (`former` …), if any."""

    of: str
    title: str = ""
    status: str = "current"


class Party(Struct, frozen=True):
    """An actor or a side. How many of the acts that count it does, how many are done to it, how many it
    shares in no direction; how many did not take place, or not yet (`apart`); the side it is on, and what
    it is of."""

    id: str
    does: int
    undergoes: int
    shares: int
    apart: int
    side: str
    ties: tuple[Tie, ...]

    @property
    def acts(self) -> bool:
        """Whether it has to do with any act at all."""
        return bool(self.does or self.undergoes or self.shares or self.apart)


class Network(Struct, frozen=True):
    """Some parties and what lies between them. Those come first that do most, then those that most is
    done to; directed pairs come first, then mutual ones, then those with `NOBODY`, the most acts first.
    `crowds` are events among so many that they make no pairs."""

    parties: tuple[Party, ...]
    pairs: tuple[Pair, ...]
    crowds: tuple[str, ...]


class Relations(Struct, frozen=True):
    """Between actors as the file names them; and between `sides`, where the acts of a government, an
    office or a person count as those of its state."""

    actors: Network
    sides: Network


def work_out(document: Document) -> Relations:
    """All acts between the actors of a document, and between their sides."""
    line = ordered(document)
    acts, sides = Acts(document, line), Sides(document)
    actors = document.all(Actor)
    known = {actor.id for actor in actors}
    on_sides = {sides.of(actor.id): None for actor in actors}
    ties = {actor.id: _ties(actor, known) for actor in actors}

    def network(ids: Iterable[str], of: Callable[[str], str]) -> Network:
        parties = [Party(each, 0, 0, 0, 0, sides.of(each), ties[each]) for each in ids]
        return _network(parties, line, acts, lambda each: of(each) if each in known else NOBODY)

    return Relations(
        network((actor.id for actor in actors), str),
        network(sides.in_order([*on_sides]), sides.of),
    )


def by_party(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """The pairs that each party is in, in their order."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        for party in dict.fromkeys((pair.source, pair.target)):
            found.setdefault(party, []).append(pair)
    return found


def _ties(actor: Actor, known: set[str]) -> tuple[Tie, ...]:
    """What an actor is of, by its roles and then without one."""
    roles = [Tie(role.of, role.title, role.status) for role in actor.roles if role.of in known]
    held = {tie.of for tie in roles}
    return (*roles, *(Tie(each) for each in dict.fromkeys(actor.of) if each in known - held))


# Pairs


def _network(
    parties: list[Party], line: Sequence[Event], acts: Acts, of: Callable[[str], str]
) -> Network:
    """What lies between some parties; `of` says which of them an actor is."""
    places = {party.id: place for place, party in enumerate(parties)}
    found: dict[tuple[str, str, bool], list[Event]] = {}
    crowds = []
    for event in line:
        pairs = _pairs(event, of, places)
        if pairs is None:
            crowds.append(event.id)
        for pair in pairs or ():
            found.setdefault(pair, []).append(event)
    made = []
    for (source, target, mutual), events in found.items():
        between = acts.among(events)
        made.append(Pair(source, target, mutual, between, tally(between)))
    made.sort(
        key=lambda pair: (NOBODY in (pair.source, pair.target), pair.mutual, -pair.tally.count)
    )
    counted = _counted(parties, made)
    counted.sort(key=lambda party: (-party.does, -party.undergoes, -party.shares, -party.apart))
    return Network(tuple(counted), tuple(made), tuple(crowds))


def _pairs(
    event: Event, of: Callable[[str], str], places: dict[str, int]
) -> list[tuple[str, str, bool]] | None:
    """The pairs that an event lies between; None if they are too many."""
    doers, targets = dict.fromkeys(event.actors), dict.fromkeys(event.targets)
    named = [each for each in doers if of(each) != NOBODY]
    if not targets and len(named) > 1:
        if comb(len(named), 2) > MOST_PAIRS:
            return None
        ends = sorted({of(each) for each in named}, key=places.__getitem__)
        return [(*pair, True) for pair in combinations(ends, 2)] or [(ends[0], ends[0], True)]
    if len(doers) * len(targets) > MOST_PAIRS:
        return None
    each_way = list(product(doers or (NOBODY,), targets or (NOBODY,)))
    # Of those who trade blows each is both: nobody is then meant to have hit itself.
    others = [(one, other) for one, other in each_way if one != other] or each_way
    pairs = dict.fromkeys((of(one), of(other), False) for one, other in others)
    named_pairs = [pair for pair in pairs if NOBODY not in pair[:2]]
    return named_pairs or [pair for pair in pairs if pair[:2] != (NOBODY, NOBODY)]


def _counted(parties: Iterable[Party], pairs: Iterable[Pair]) -> list[Party]:
    """The parties with how many events each has a part in: one that is done to several is one."""
    does: dict[str, set[str]] = {}
    undergoes: dict[str, set[str]] = {}
    shares: dict[str, set[str]] = {}
    apart: dict[str, set[str]] = {}
    for pair in pairs:
        count = {act.id for act in pair.acts if act.counts}
        rest = {act.id for act in pair.acts if act.standing not in COUNT}
        first, second = (shares, shares) if pair.mutual else (does, undergoes)
        first.setdefault(pair.source, set()).update(count)
        second.setdefault(pair.target, set()).update(count)
        for party in (pair.source, pair.target):
            apart.setdefault(party, set()).update(rest)

    def counted(party: Party) -> Party:
        return structs.replace(
            party,
            does=len(does.get(party.id, ())),
            undergoes=len(undergoes.get(party.id, ())),
            shares=len(shares.get(party.id, ())),
            apart=len(apart.get(party.id, ())),
        )

    return [counted(party) for party in parties]


# Values


def tally(acts: Sequence[Act]) -> Tally:
    """What some acts come to."""
    count = [act for act in acts if act.counts]
    scores = [act.score for act in count if act.score is not None]

    standings = Counter(act.standing for act in acts if act.counts or act.standing not in COUNT)
    return Tally(
        len(count),
        len(scores),
        sum(scores) / len(scores) if scores else None,
        min(scores, default=None),
        max(scores, default=None),
        claimed=standings["claimed"],
        disputed=standings["disputed"],
        unattributed=standings["unattributed"],
        planned=standings["planned"],
        cancelled=standings["cancelled"],
        denied=standings["denied"],
        merged=sum(bool(act.merged_in) for act in acts),
    )
