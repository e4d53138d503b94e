"""Every link of an article in both directions, named, found at once from any record.

Most links are implied by fields (`speaker`, `targets`, `place` …); `FIELDS` says which, what they may
point to and how they read from either end. Explicit ones stand in `links:`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from models.article import REPORTER, Actor, Event, Link, Record, RecordType

_ANY: tuple[RecordType, ...] = ("actor", "event", "quote", "place", "context", "link")


class LinkField(NamedTuple):
    """A field of `type` whose ids point to records of the types `to`. `forward` reads from the record
    that has the field (`by` Pakistan), `backward` from the one it points to (`did` …)."""

    type: RecordType
    name: str
    to: tuple[RecordType, ...]
    forward: str
    backward: str


FIELDS = (
    LinkField("event", "actors", ("actor",), "by", "did"),
    LinkField("event", "targets", ("actor",), "to", "target of"),
    LinkField("event", "place", ("place",), "at", "site of"),
    LinkField("event", "part_of", ("event",), "part of", "includes"),
    LinkField("event", "answers", ("event",), "answers", "answered by"),
    LinkField("event", "after", ("event",), "after", "before"),
    LinkField("event", "before", ("event",), "before", "after"),
    LinkField("quote", "speaker", ("actor",), "said by", "said"),
    LinkField("quote", "about", _ANY, "about", "spoken of in"),
    LinkField("quote", "event", ("event",), "said at", "heard there"),
    LinkField("actor", "of", ("actor",), "of", "has"),
    LinkField("actor", "place", ("place",), "home", "home of"),
    LinkField("place", "in", ("place",), "in", "contains"),
    LinkField("context", "about", _ANY, "about", "context"),
    LinkField("context", "by", ("actor",), "according to", "noted"),
)

MODALITIES = {
    "fact": ("stated as fact by", "states as fact"),
    "claim": ("claimed by", "claims"),
    "denial": ("denied by", "denies"),
    "hedge": ("hedged by", "hedges"),
}

RELATIONS = {
    "in-tension-with": ("in tension with", "in tension with"),
    "contradicts": ("contradicts", "contradicted by"),
    "supports": ("supports", "supported by"),
    "explains": ("explains", "explained by"),
    "causes": ("causes", "caused by"),
    "same-as": ("the same as", "the same as"),
    "rivals": ("rival of", "rival of"),
    "allied-with": ("allied with", "allied with"),
    "see-also": ("see also", "see also"),
}
"""How an explicit relation reads forward and backward."""


class Reference(NamedTuple):
    """A record's field that names another record: where it stands, what it may be, how it reads."""

    path: tuple[str | int, ...]
    target: str
    to: tuple[RecordType, ...]
    forward: str
    backward: str


class Edge(NamedTuple):
    """One link as seen from one of its ends: `words` lead from there to `target`. `via` is the
    explicit link record behind it, if there is one; `back` says the other end's field implies it."""

    words: str
    target: str
    back: bool
    via: str = ""


def references(record: Record) -> Iterator[Reference]:
    """Every id a record mentions, the reserved `reporter` left out."""
    for field in FIELDS:
        if field.type != record.type:
            continue
        held = getattr(record, "in_" if field.name == "in" else field.name)
        ids = (held,) if isinstance(held, str) else held or ()
        told = {REPORTER}
        if isinstance(record, Actor) and field.name == "of":
            told |= {role.of for role in record.roles if role.of}
        for index, target in enumerate(ids):
            if target not in told:
                yield Reference(
                    (field.name, index), target, field.to, field.forward, field.backward
                )
    if isinstance(record, Event):
        for index, assertion in enumerate(record.asserted):
            if assertion.by != REPORTER:
                words = MODALITIES[assertion.as_]
                yield Reference(("asserted", index, "by"), assertion.by, ("actor",), *words)
    elif isinstance(record, Actor):
        for index, role in enumerate(record.roles):
            if role.of:
                title = role.title if role.status == "current" else f"{role.status} {role.title}"
                yield Reference(
                    ("roles", index, "of"), role.of, ("actor",), f"{title} of", f"{title}:"
                )
        for index, label in enumerate(record.labels):
            if label.by and label.by != REPORTER:
                words = (f"called “{label.label}” by", f"calls “{label.label}”")
                yield Reference(("labels", index, "by"), label.by, ("actor",), *words)
    elif isinstance(record, Link):
        yield Reference(("from",), record.from_, _ANY, "from", "")
        yield Reference(("to",), record.to, _ANY, "to", "")


class LinkIndex:
    """All edges, by record id: own fields first, in the order of `FIELDS`, then what points here. Every
    record is gone through once; its edges are put together when they are first asked for."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records
        self._own = {key: tuple(references(record)) for key, record in records.items()}
        self._pointing: dict[str, list[tuple[str, Reference]]] = {}
        self._edges: dict[str, list[Edge]] = {}
        for source, own in self._own.items():
            for reference in own:
                self._pointing.setdefault(reference.target, []).append((source, reference))

    def of(self, record: str) -> list[Edge]:
        """The links of one record, in reading order; none for an unknown id."""
        edges = self._edges.get(record)
        if edges is None:
            edges = self._edges[record] = self._put_together(record)
        return edges

    def pointing(self, record: str) -> list[tuple[str, Reference]]:
        """Every reference to an id, with the record it stands in, in the order of the file."""
        return self._pointing.get(record, [])

    def dangling(self, sources: Iterable[str]) -> Iterator[tuple[str, Reference]]:
        """References of some records to none, or to one of the wrong type, each with where it stands."""
        for source in sources:
            for reference in self._own.get(source, ()):
                target = self._records.get(reference.target)
                if target is None or target.type not in reference.to:
                    yield source, reference

    def _put_together(self, record: str) -> list[Edge]:
        forward = [
            Edge(reference.forward, reference.target, back=False)
            for reference in self._own.get(record, ())
        ]
        backward: list[Edge] = []
        for source, reference in self.pointing(record):
            if reference.backward:
                backward.append(Edge(reference.backward, source, back=True))
                continue
            link = self._records[source]
            assert isinstance(link, Link)  # nothing else reads in one direction only
            if reference.path == ("from",):
                forward.append(Edge(RELATIONS[link.rel][0], link.to, back=False, via=source))
            else:
                backward.append(Edge(RELATIONS[link.rel][1], link.from_, back=True, via=source))
        once: dict[tuple[str, str], Edge] = {}  # `a before b` and `b after a` are one link
        for edge in (*forward, *backward) if record in self._records else ():
            if edge.target in self._records and edge.target != record:
                once.setdefault((edge.words, edge.target), edge)
        return list(once.values())

    def revised(self, records: Mapping[str, Record], changed: Collection[str]) -> LinkIndex:
        """The index of records of which only the `changed` ones differ from those here."""
        index = LinkIndex({})
        index._records, index._own, index._pointing = records, {**self._own}, {**self._pointing}
        new: dict[str, list[tuple[str, Reference]]] = {}
        for source in changed:
            for reference in index._own.pop(source, ()):
                new.setdefault(reference.target, [])
            if source in records:
                index._own[source] = tuple(references(records[source]))
                for reference in index._own[source]:
                    new.setdefault(reference.target, []).append((source, reference))
        order = {key: number for number, key in enumerate(records)}
        for target, added in new.items():
            stays = [entry for entry in self.pointing(target) if entry[0] not in changed]
            index._pointing[target] = sorted([*stays, *added], key=lambda entry: order[entry[0]])
        touched = {*changed, *new}
        for target in changed:  # it may be there now, or not any more
            for source, _ in index.pointing(target):
                touched |= {source, *(reference.target for reference in index._own[source])}
        index._edges = {key: edges for key, edges in self._edges.items() if key not in touched}
        return index
