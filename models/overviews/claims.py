"""Who states, claims, hedges or denies what, side by side; what contradicts what, and who is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import replace

from models.article import REPORTER, Actor, Context, Event, Place, Quote, Record
from models.attribution import Attribution, attribution
from models.document import Document
from models.order import ordered
from models.overviews.clashes import Clash, denials, linked_clashes, placed
from models.overviews.sides import UNKNOWN, Sides

How = Literal["denial", "fact", "claim", "hedge", "speaks"]
"""How something is said of a topic, what tells most first. `speaks`: it is spoken of, and not vouched for."""

HOWS: tuple[How, ...] = get_args(How)


class Statement(Struct, frozen=True):
    """What `by` says of a topic for its `side`. `by` is an actor, the reporter, or empty where no speaker
    is named; `record` the quote or note that says it, empty where only the event's `asserted` does."""

    record: str
    by: str
    side: str
    how: How


class Silence(Struct, frozen=True):
    """A side that has a part in an event, and says nothing of it nor at it."""

    side: str
    part: Literal["doer", "target", "doer and target"]


class Topic(Struct, frozen=True):
    """What is spoken of: an event, a note, a quote; or the actors, or else the places, that statements
    about none of these are about; nothing where they say none. `attribution` is an event's;
    `clashes` are those of which both ends stand here, or one where no topic has both; `heard` are the
    sides that are quoted at an event, whatever they speak of there."""

    about: tuple[str, ...]
    attribution: Attribution | Literal[""] = ""
    statements: tuple[Statement, ...] = ()
    silences: tuple[Silence, ...] = ()
    clashes: tuple[Clash, ...] = ()
    heard: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.about[0] if self.about else ""

    def by_side(self) -> dict[str, tuple[How, ...]]:
        """How each side speaks of it, what tells most first; no more than that it does so only where it
        does not vouch."""
        found: dict[str, set[How]] = {}
        for each in self.statements:
            found.setdefault(each.side, set()).add(each.how)
        return {
            side: tuple(how for how in HOWS if how in hows - {"speaks"}) or HOWS[-1:]
            for side, hows in found.items()
        }


class Side(Struct, frozen=True):
    """A side with how much it says (quotes and notes, and what is only asserted), and on how many events
    that it has a part in it is silent."""

    id: str
    statements: int
    silences: int


class Claims(Struct, frozen=True):
    """`sides` with the most heard first, the reporter not among them; `topics`: events in order of time,
    then notes, quotes and links that others speak of, then actors and places."""

    sides: tuple[Side, ...]
    reporter: Side
    topics: tuple[Topic, ...]
    clashes: tuple[Clash, ...]


_Saying: TypeAlias = Quote | Context


def work_out(document: Document) -> Claims:
    """All that is said, by what it is about."""
    return _Reading(document).claims()


class _Reading:
    """One document, being read for what its sides say."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sides = Sides(document)
        self.about: dict[tuple[str, ...], list[_Saying]] = {}
        self.heard: dict[str, dict[str, None]] = {}
        for saying in _sayings(document):
            if isinstance(saying, Quote) and saying.event:
                sides = dict.fromkeys(self.sides.of(each) for each in _speakers(saying))
                self.heard.setdefault(saying.event, {}).update(sides)
            for topic in self._topics_of(saying):
                self.about.setdefault(topic, []).append(saying)

    def claims(self) -> Claims:
        linked = [*linked_clashes(self.document)]
        ends = {end for clash in linked for end in (*clash.one, *clash.other)}
        topics = [*self._topics(ends)]
        for number, clashes in placed(linked, map(_standing, topics)).items():
            topic = topics[number]
            topics[number] = replace(topic, clashes=(*topic.clashes, *clashes))
        denials = [clash for topic in topics for clash in topic.clashes if clash.rel == "denies"]
        sides = self._sides(topics)
        reporter = next((side for side in sides if side.id == REPORTER), Side(REPORTER, 0, 0))
        others = tuple(side for side in sides if side.id != REPORTER)
        return Claims(others, reporter, tuple(topics), (*denials, *linked))

    # Topics

    def _topics_of(self, saying: _Saying) -> list[tuple[str, ...]]:
        """What a statement stands under: each event, note, quote and link that it is about; else all the
        actors together, or all the places."""
        records = self.document.records
        about = [each for each in dict.fromkeys(saying.about) if each in records]
        alone: list[tuple[str, ...]] = [
            (each,) for each in about if not isinstance(records[each], Actor | Place)
        ]
        alone = [topic for topic in alone if topic != (saying.id,)]
        if alone:
            return alone
        actors = tuple(each for each in about if isinstance(records[each], Actor))
        return [actors or tuple(each for each in about if isinstance(records[each], Place))]

    def _topics(self, ends: set[str]) -> Iterator[Topic]:
        """All topics in their order. What a link sets against something is one as well, if it is not
        said by anybody."""
        for event in ordered(self.document):
            yield self._event(event, self.about.get((event.id,), []))
        together: list[tuple[str, ...]] = [key for key in self.about if len(key) > 1]
        for record in self.document.records.values():
            key: tuple[str, ...] = (record.id,)
            said = isinstance(record, Event | Quote | Context)
            if isinstance(record, Event) or (
                key not in self.about and (said or record.id not in ends)
            ):
                continue
            if isinstance(record, Actor | Place):
                together.append(key)
            else:
                yield Topic(key, statements=(*self._own(record), *self._spoken(key)))
        place = {record: number for number, record in enumerate(self.document.records)}
        actors_first = sorted(
            together,
            key=lambda key: (isinstance(self.document.records[key[0]], Place), place[key[0]]),
        )
        for key in (*actors_first, ()):
            if key or key in self.about:
                yield Topic(key, statements=tuple(self._all_own(self.about.get(key, ()))))

    def _event(self, event: Event, sayings: list[_Saying]) -> Topic:
        asserted = dict.fromkeys((each.by, each.as_) for each in event.asserted)
        vouching: dict[str, How] = {}
        for by, modality in asserted:
            vouching.setdefault(by, modality)
        otherwise: How = "speaks" if asserted else "claim"
        said: list[Statement] = []
        for saying in sayings:
            for by in _speakers(saying):
                how = vouching.get(by, otherwise) if isinstance(saying, Quote) else "speaks"
                said.append(self._statement(saying.id, by, how))
        told = {(each.by, each.how) for each in said}
        bare = [self._statement("", *each) for each in asserted if each not in told]
        statements = (*bare, *said)
        there = self.heard.get(event.id, {})
        speaking = {each.side for each in statements} | there.keys()
        return Topic(
            (event.id,),
            attribution(self.document, event),
            statements,
            tuple(each for each in self._parties(event) if each.side not in speaking),
            denials(asserted),
            tuple(there),
        )

    def _parties(self, event: Event) -> list[Silence]:
        """Sides with a part in an event, as they would be silent."""
        doing, bearing = (
            dict.fromkeys(
                self.sides.of(each)
                for each in parties
                if isinstance(self.document.records.get(each), Actor)
            )
            for parties in (event.actors, event.targets)
        )
        both = {side: Silence(side, "doer and target") for side in doing if side in bearing}
        parts = {side: Silence(side, "doer") for side in doing}
        parts |= {side: Silence(side, "target") for side in bearing if side not in doing} | both
        return list(parts.values())

    # Statements

    def _statement(self, record: str, by: str, how: How) -> Statement:
        return Statement(record, by, self.sides.of(by), how)

    def _spoken(self, key: tuple[str, ...]) -> Iterator[Statement]:
        for saying in self.about.get(key, ()):
            for by in _speakers(saying):
                yield self._statement(saying.id, by, "speaks")

    def _own(self, record: Record) -> Iterator[Statement]:
        """What a quote or note itself says: as fact only in the reporter's voice."""
        if isinstance(record, Quote | Context):
            for by in _speakers(record):
                yield self._statement(record.id, by, "fact" if by == REPORTER else "claim")

    def _all_own(self, sayings: Iterable[_Saying]) -> Iterator[Statement]:
        for saying in sayings:
            yield from self._own(saying)

    def _sides(self, topics: list[Topic]) -> list[Side]:
        said: dict[str, set[str]] = {}
        bare, silent = Counter[str](), Counter[str]()
        for topic in topics:
            for each in topic.statements:
                said.setdefault(each.side, set()).add(each.record)
                bare[each.side] += not each.record
            silent.update(each.side for each in topic.silences)
        counts = {
            side: Side(side, len(said.get(side, set()) - {""}) + bare[side], silent[side])
            for side in self.sides.in_order([*(said.keys() | silent.keys())])
        }
        return sorted(
            counts.values(),
            key=lambda side: (side.id == UNKNOWN, -side.statements, -side.silences),
        )


def _sayings(document: Document) -> list[_Saying]:
    """Quotes and notes as they stand in the text; those found nowhere in it last, as in the file."""
    starts, end = document.passages.ordered.starts, len(document.text.string)

    def start(saying: _Saying) -> int:
        indexes = document.passages.indexes(saying.id)
        return starts[indexes[0]] if indexes else end

    return sorted((*document.all(Quote), *document.all(Context)), key=start)


def _speakers(saying: _Saying) -> tuple[str, ...]:
    if isinstance(saying, Context):
        return (saying.by,)
    return tuple(dict.fromkeys(saying.speaker)) or ("",)


def _standing(topic: Topic) -> Iterator[str]:
    """The records that stand in a topic."""
    yield topic.id
    yield from (each.record for each in topic.statements)
