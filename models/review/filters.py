"""Which records show: by verdict and reviewer, comments and problems, kind, actor and words.

A filter is written as one line, as it would be said: `undecided quote by:others has:comments
actor:jilani some words`. Verdicts and kinds are alternatives (`accepted rejected`), all else must hold
together. A word of the filter's own is looked for as text when it stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from models.article import (
    Actor,
    ActorKind,
    Context,
    ContextKind,
    Form,
    Place,
    PlaceKind,
    Quote,
    Record,
    RecordType,
)
from models.review.review import State
from models.text import search_key

if TYPE_CHECKING:
    from models.document import Document

Status = Literal["undecided", "accepted", "rejected", "flagged", "outdated"]
"""How a record stands with a reviewer; what is outdated is undecided as well."""

MINE, OTHERS = "mine", "others"

STATUSES: tuple[Status, ...] = get_args(Status)

_VERDICTS: dict[str, Status] = {"accept": "accepted", "reject": "rejected", "flag": "flagged"}
_DECIDED = frozenset(STATUSES[1:])

_NARROWER: dict[RecordType, tuple[str, ...]] = {
    "actor": get_args(ActorKind),
    "place": get_args(PlaceKind),
    "context": get_args(ContextKind),
    "quote": get_args(Form),
}

KINDS: tuple[str, ...] = (
    *get_args(RecordType),
    *(kind for kinds in _NARROWER.values() for kind in kinds),
)
"""Every word for a kind of record: the types, then the kinds within them."""

_TOKEN = re.compile(r'(?:(?P<key>by|actor|has):)?(?:"(?P<quoted>(?:[^"]|"")*)"?|(?P<bare>\S+))')


class Filter(Struct, frozen=True):
    """What a record must be to show; while nothing is set, all do.

    `verdicts` are how it may stand with the reviewer, or with those whom `by` names: `mine`, `others`
    (any of them), or one of them. `by` alone wants a decision of theirs. `kinds` are types of record,
    and kinds within one; `actor` is the id of one it is linked to; each word of `text` must stand
    somewhere in it.
    """

    verdicts: frozenset[Status] = frozenset()
    by: str = ""
    comments: bool = False
    problems: bool = False
    kinds: frozenset[str] = frozenset()
    actor: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return self != Filter()

    def __str__(self) -> str:
        parts: list[str] = [status for status in STATUSES if status in self.verdicts]
        parts += [kind for kind in KINDS if kind in self.kinds]
        parts += [f"by:{_written(self.by)}"] if self.by else []
        parts += ["has:comments"] if self.comments else []
        parts += ["has:problems"] if self.problems else []
        parts += [f"actor:{_written(self.actor)}"] if self.actor else []
        if self.text:
            plain = parse(self.text) == Filter(text=self.text)
            parts.append(self.text if plain else _quoted(self.text))
        return " ".join(parts)

    def words(self, document: Document) -> str:
        """The filter in a few words, as the title of a list has them."""
        parts = (
            " or ".join(status for status in STATUSES if status in self.verdicts),
            " or ".join(kind for kind in KINDS if kind in self.kinds),
            f"by {'me' if self.by == MINE else self.by}" if self.by else "",
            "with comments" if self.comments else "",
            "with problems" if self.problems else "",
            document.caption(self.actor),
            f"“{self.text}”" if self.text else "",
        )
        return ", ".join(part for part in parts if part)


def parse(line: str) -> Filter:
    """The filter that a line says. Whatever is none of its words is text to look for; of several
    reviewers or actors the last counts."""
    found = Filter()
    text: list[str] = []
    for token in _TOKEN.finditer(line):
        quoted = token["quoted"]
        value = token["bare"] if quoted is None else quoted.replace('""', '"')
        narrowed = _narrowed(found, token["key"], value, quoted=quoted is not None)
        if narrowed is None:
            text.append(token[0] if token["key"] else value)
        else:
            found = narrowed
    return replace(found, text=" ".join(text))


def _narrowed(found: Filter, key: str | None, value: str, *, quoted: bool) -> Filter | None:
    """A filter with one more word that is a filter's own; None if this is none."""
    word = value.lower()
    if key == "by":
        return replace(found, by=value) if value else None
    if key == "actor":
        return replace(found, actor=value) if value else None
    if key == "has" and word == "comments":
        return replace(found, comments=True)
    if key == "has" and word == "problems":
        return replace(found, problems=True)
    if key or quoted:
        return None
    if word in KINDS:
        return replace(found, kinds=found.kinds | {word})
    status = next((status for status in STATUSES if status == word), None)
    return replace(found, verdicts=found.verdicts | {status}) if status else None


def _written(word: str) -> str:
    return word if re.fullmatch(r'[^\s"]\S*', word) else _quoted(word)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def shown(
    filter: Filter,  # noqa: A002 - what it is
    document: Document,
    states: Callable[[Record], State],
    reviewer: str = "",
    among: Iterable[Record] | None = None,
    told: Collection[str] | None = None,
    faulty: Collection[str] = (),
) -> frozenset[str]:
    """The ids of the records that show, of all in the document or of those `among`. `states` tells how
    each stands; where it is `told` of which records anything was said, only those are asked about.
    `reviewer` is who asks, whose name then means the same as `mine`; `faulty` are those with problems."""
    of_record = list(_of_record(filter, document, faulty, indexed=among is None))
    of_state = list(_of_state(filter, reviewer))
    unsaid = all(test(State()) for test in of_state)
    records: Iterable[Record] = document.records.values() if among is None else among
    if told is not None and not unsaid:
        records = [record for record in records if record.id in told]

    def stands(record: Record) -> bool:
        if told is not None and record.id not in told:
            return unsaid
        state = states(record)
        return all(test(state) for test in of_state)

    return frozenset(
        record.id
        for record in records
        if all(test(record) for test in of_record) and (not of_state or stands(record))
    )


def _of_record(
    wanted: Filter, document: Document, faulty: Collection[str], *, indexed: bool
) -> Iterator[Callable[[Record], bool]]:
    """What a record must be, the cheapest first. `indexed`: so many are asked about that their words are
    looked up."""
    if wanted.kinds:
        yield lambda record: _of_kind(record, wanted.kinds)
    if wanted.problems:
        yield lambda record: record.id in faulty
    if wanted.actor:
        near = linked(document, wanted.actor)
        yield lambda record: record.id in near
    words = search_key(wanted.text).split()
    if words and indexed:
        having = document.search.having(words)
        yield lambda record: record.id in having
    elif words:
        yield lambda record: all(word in _key(record) for word in words)


def _of_state(wanted: Filter, reviewer: str) -> Iterator[Callable[[State], bool]]:
    """How it must stand."""
    if wanted.verdicts or wanted.by:
        by = MINE if wanted.by in ("", reviewer) else wanted.by
        statuses = wanted.verdicts or _DECIDED
        yield lambda state: bool(statuses & _statuses(state, by))
    if wanted.comments:
        yield lambda state: state.comments > 0


def _of_kind(record: Record, kinds: frozenset[str]) -> bool:
    """A type means all its kinds, unless one of them is named beside it."""
    own = ""
    if isinstance(record, Actor | Place | Context):
        own = record.kind
    elif isinstance(record, Quote):
        own = record.form
    narrower = kinds.intersection(_NARROWER.get(record.type, ()))
    return own in narrower if narrower else record.type in kinds


def linked(document: Document, record: str) -> frozenset[str]:
    """A record with all that names it or that it names; nothing for an unknown id."""
    if record not in document.records:
        return frozenset()
    pointing = (source for source, _ in document.links.pointing(record))
    return frozenset((record, *pointing, *(edge.target for edge in document.links.of(record))))


def _statuses(state: State, by: str) -> frozenset[Status]:
    """How a record stands with some reviewer, or in all the ways it does with others."""
    if by == MINE:
        return _status(state.verdict, outdated=state.outdated)
    said = [
        _status(verdict, outdated=outdated)
        for name, verdict, outdated in state.others
        if by in (OTHERS, name)
    ]
    return frozenset().union(*said) if said else _status("", outdated=False)


def _status(verdict: str, *, outdated: bool) -> frozenset[Status]:
    if not verdict:
        return frozenset(("undecided",))
    return frozenset(("undecided", "outdated") if outdated else (_VERDICTS[verdict],))


def _key(record: Record) -> str:
    """All that can be found in a record, as searches compare it."""
    from models.search import searchable

    return search_key("\0".join(text for _, text in searchable(record)))
