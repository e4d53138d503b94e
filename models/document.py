"""An annotated article ready to be read: its records, where they rest, how they are linked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from models.article import Actor, Article, Link, Place, Record
from models.links import RELATIONS, LinkIndex
from models.passages import Passages
from models.problems import Problem
from models.text import Text

if TYPE_CHECKING:
    from models.search import Search

Stamp = tuple[int, int, int]
"""A file's time of change (ns), size (bytes) and inode: what tells one state of it from another."""

R = TypeVar("R", bound=Record)


class Position(NamedTuple):
    """Where a record stands in its file, counted from 1."""

    line: int
    column: int


EVERYWHERE = ""
"""In place of a record's id: the whole file."""

Ignores = Mapping[str, Mapping[str, Position]]
"""By record (or `EVERYWHERE`): the codes, or what codes begin with (`W3`), that are not told of it, each
with where it says so."""


class Document(msgspec.Struct, frozen=True, dict=True):
    """One loaded file. `name` is how it is called in messages; `path` is None for standard input;
    `positions` say where in the file each record stands; `stamp` is the file's when it was read. `read`
    are those of the problems that lie in how the file is written, `broken` the ids of records that could
    not be read, `checked` are all problems by all rules, if they were looked for before, and `key` what
    that is kept under (empty: it is not as a file has it). `ignores` are
    what its comments take out."""

    name: str
    path: Path | None
    article: Article
    text: Text
    records: Mapping[str, Record]
    positions: Mapping[str, Position]
    passages: Passages
    problems: tuple[Problem, ...] = ()
    stamp: Stamp | None = None
    read: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    ignores: Ignores = msgspec.field(default_factory=dict)
    checked: tuple[Problem, ...] | None = None
    key: bytes = b""
    known_links: LinkIndex | None = None

    @cached_property
    def links(self) -> LinkIndex:
        return self.known_links or LinkIndex(self.records)

    @cached_property
    def search(self) -> Search:
        from models.search import Search  # nobody searches at the start

        return Search(self)

    def all(self, struct: type[R]) -> list[R]:
        """The records of one type, in the order of the file."""
        found: list[R] = self._by_type.get(struct, [])
        return [*found]

    def problems_of(self, record: str) -> list[Problem]:
        """Those that concern one record."""
        return self._by_record.get(record, [])

    @cached_property
    def _by_record(self) -> dict[str, list[Problem]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.record, []).append(problem)
        return found

    @cached_property
    def _by_type(self) -> dict[type[Record], list[Any]]:
        found: dict[type[Record], list[Any]] = {}
        for record in self.records.values():
            found.setdefault(type(record), []).append(record)
        return found

    def caption(self, record: str) -> str:
        """A record in a few words, a place that is called like an actor told from it; the id of a
        record that is not here."""
        found = self.records.get(record)
        if isinstance(found, Place) and found.name in self._actor_names:
            return f"{found.name} (place)"
        if isinstance(found, Link):
            ends = (self._end(found.from_), self._end(found.to))
            return f"{ends[0]} {RELATIONS[found.rel][0]} {ends[1]}"
        return found.caption if found else record

    def _end(self, record: str) -> str:
        """One end of a link: a link's own is its id, since links may lead to each other in a ring."""
        return record if isinstance(self.records.get(record), Link) else self.caption(record)

    @cached_property
    def _actor_names(self) -> frozenset[str]:
        return frozenset(actor.name for actor in self.all(Actor))

    @property
    def title(self) -> str:
        return self.article.title or self.name
