"""Every link of an article in both directions, named, found at once from any record.

Most links are implied by fields (`speaker`, `targets`, `place` …); `FIELDS` says which, what they may
point to and how they read from either end. Explicit ones stand in `links:`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
        if isinstance(record, Actor) and field.name == "of":
            ids = tuple(id_ for id_ in ids if all(role.of != id_ for role in record.roles))
        for index, target in enumerate(ids):
            if target != REPORTER:
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
    """All edges, by record id: own fields first, in the order of `FIELDS`, then what points here."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._edges: dict[str, list[Edge]] = {}
        seen: set[tuple[str, str, str]] = set()  # `a before b` and `b after a` are one link

        def add(source: str, edge: Edge) -> None:
            key = (source, edge.words, edge.target)
            if edge.target != source and key not in seen:
                seen.add(key)
                self._edges.setdefault(source, []).append(edge)

        backward: list[tuple[str, Edge]] = []
        for record in records.values():
            for reference in references(record):
                if reference.target not in records:
                    continue
                add(record.id, Edge(reference.forward, reference.target, back=False))
                if reference.backward:
                    edge = Edge(reference.backward, record.id, back=True)
                    backward.append((reference.target, edge))
            if isinstance(record, Link) and record.from_ in records and record.to in records:
                forward, back = RELATIONS[record.rel]
                add(record.from_, Edge(forward, record.to, back=False, via=record.id))
                backward.append((record.to, Edge(back, record.from_, back=True, via=record.id)))
        for source, edge in backward:
            add(source, edge)

    def of(self, record: str) -> list[Edge]:
        """The links of one record, in reading order; none for an unknown id."""
        return self._edges.get(record, [])
