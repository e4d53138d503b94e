"""Every link of an article in both directions, named, found at once from any record.

Most links are implied by fields (`speaker`, `targets`, `place` …); `FIELDS` says which, what they may
point to and how they read from either end. Explicit ones stand in `links:`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


_FIELDS_OF = {
    kind: tuple(
        (field, "in_" if field.name == "in" else field.name)
        for field in FIELDS
        if field.type == kind
    )
    for kind in _ANY
}
"""By type of record: its fields that hold ids, and their names in the struct."""


def references(record: Record) -> Iterator[Reference]:
    """Every id a record mentions, the reserved `reporter` left out."""
    for field, name in _FIELDS_OF[record.type]:
        held = getattr(record, name)
        if not held:
            continue
        ids = (held,) if isinstance(held, str) else held
        told = {REPORTER}
        if isinstance(record, Actor) and name == "of":
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


Sources = Mapping[str, Sequence[str]]
"""By id, known or not: the records that mention it, each once, in the order of the file."""


class LinkIndex:
    """All edges, by record id: own fields first, in the order of `FIELDS`, then what points here. Kept
    are only the `sources` of each id; references and edges are read from the records when they are
    asked for."""

    def __init__(self, records: Mapping[str, Record], sources: Sources | None = None) -> None:
        self._records = records
        self.sources = _sources(records) if sources is None else sources
        self._edges: dict[str, list[Edge]] = {}

    def of(self, record: str) -> list[Edge]:
        """The links of one record, in reading order; none for an unknown id."""
        edges = self._edges.get(record)
        if edges is None:
            edges = self._edges[record] = self._put_together(record)
        return edges

    def pointing(self, record: str) -> list[tuple[str, Reference]]:
        """Every reference to an id, with the record it stands in, in the order of the file."""
        return [
            (source, reference)
            for source in self.sources.get(record, ())
            for reference in references(self._records[source])
            if reference.target == record
        ]

    def dangling(self, sources: Iterable[str]) -> Iterator[tuple[str, Reference]]:
        """References of some records to none, or to one of the wrong type, each with where it stands."""
        for source in sources:
            for reference in _own(self._records, source):
                target = self._records.get(reference.target)
                if target is None or target.type not in reference.to:
                    yield source, reference

    def _put_together(self, record: str) -> list[Edge]:
        forward = [
            Edge(reference.forward, reference.target, back=False)
            for reference in _own(self._records, record)
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
        before = {target for source in changed for target in _targets(self._records, source)}
        new: dict[str, set[str]] = {target: set() for target in before}
        for source in changed:
            for target in _targets(records, source):
                new.setdefault(target, set()).add(source)
        sources = {**self.sources}
        order = {key: number for number, key in enumerate(records)}
        for target, added in new.items():
            stays = {source for source in self.sources.get(target, ()) if source not in changed}
            sources[target] = tuple(sorted(stays | added, key=order.__getitem__))
        index = LinkIndex(records, sources)
        touched = {*changed, *new}
        for target in changed:  # it may be there now, or not any more
            for source in sources.get(target, ()):
                touched |= {source, *_targets(records, source)}
        known = self._edges.copy()  # a check in another thread may add to it meanwhile
        index._edges = {key: edges for key, edges in known.items() if key not in touched}
        return index


def _own(records: Mapping[str, Record], record: str) -> Iterator[Reference]:
    found = records.get(record)
    return references(found) if found is not None else iter(())


def _targets(records: Mapping[str, Record], record: str) -> set[str]:
    return {reference.target for reference in _own(records, record)}


def _sources(records: Mapping[str, Record]) -> Sources:
    found: dict[str, list[str]] = {}
    for source, record in records.items():
        for reference in references(record):
            sources = found.setdefault(reference.target, [])
            if not sources or sources[-1] != source:
                sources.append(source)
    return {target: tuple(sources) for target, sources in found.items()}
