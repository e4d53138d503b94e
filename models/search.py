"""Searching everything: names, aliases, titles, quotes, notes and the text itself, as one types.

What contains the query stands first, the start of a field or word before its middle; then come words
that are nearly it, so that another transliteration of a name is found too. Case, accents and the
shapes of quotes don't matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

from models.article import Actor, Context, Event, Link, Place, Quote, Record, names
from models.document import Document
from models.text import Span, folded, search_key

ENOUGH = 100
"""Hits that are gathered: nobody reads more than that."""

FEW = 10
"""With fewer hits than that, what is nearly the query is looked for too."""

CLOSE = 75
"""How near (0 to 100, rapidfuzz's partial ratio) a field must come to a query it does not contain."""

COMPARED = 20_000
"""Fields that are compared with a query for being nearly it: where there are more, only names are."""

REMEMBERED = 500
"""Places of a query among which those of a longer one are looked for."""


_BETWEEN = "\0"
"""Stands between fields; folding leaves it alone."""


class Hit(NamedTuple):
    """A find: in which record (empty: the text), in which field, that field's text and where in it.
    `offset` is where a find in the text begins, -1 otherwise."""

    record: str
    field: str
    text: str
    span: Span
    offset: int = -1


class _Haystack:
    """A long string that is searched letter by letter: a query stands where what it began with did."""

    def __init__(self, string: str) -> None:
        self.string = string
        self._key = ""
        self._places: list[int] | None = None

    def places(self, key: str) -> Iterator[int]:
        """Where a key stands, ascending."""
        if self._places is not None and key.startswith(self._key):
            found = [at for at in self._places if self.string.startswith(key, at)]
        else:
            ahead = self._search(key)
            found = [*islice(ahead, REMEMBERED + 1)]
            if len(found) > REMEMBERED:
                self._places = None
                return chain(found, ahead)
        self._key, self._places = key, found
        return iter(found)

    def _search(self, key: str) -> Iterator[int]:
        at = self.string.find(key)
        while at >= 0:
            yield at
            at = self.string.find(key, at + 1)


class Search:
    """The index of one document, made when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _fields(self) -> list[tuple[str, str, str]]:
        """Record, field and text of everything that can be found outside the article's text."""
        return [
            (record.id, field, text)
            for record in self.document.records.values()
            for field, text in searchable(record)
            if text
        ]

    @cached_property
    def _joined(self) -> _Haystack:
        """The keys of all fields in one string: made at once, and searched at once."""
        texts = (text.replace(_BETWEEN, " ") for _, _, text in self._fields)
        return _Haystack(search_key(_BETWEEN.join(texts)))

    @cached_property
    def _text(self) -> _Haystack:
        return _Haystack(self.document.text.key.text)

    @cached_property
    def _keys(self) -> list[str]:
        return self._joined.string.split(_BETWEEN)

    @cached_property
    def _compared(self) -> dict[int, str]:
        """The keys that a query may nearly be, by their index."""
        if len(self._fields) <= COMPARED:
            return dict(enumerate(self._keys))
        return {
            index: self._keys[index]
            for index, (_, field, _) in enumerate(self._fields)
            if field in ("name", "alias")
        }

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for key in self._keys:
            starts.append(at)
            at += len(key) + 1
        return starts

    def prepare(self) -> None:
        """Makes the index before it is asked for: while the reader begins to type."""
        _ = self._keys, self._starts, self._compared, self._text

    def find(self, query: str, enough: int = ENOUGH) -> list[Hit]:
        """Hits for a query, best first, at most one per record; none for a blank one."""
        key = search_key(query.replace(_BETWEEN, " ")).strip()
        if not key:
            return []
        found = dict(self._containing(key, enough * 5))
        ranked = self._one_each(sorted(found, key=lambda index: self._rank(index, found[index])))
        ranked = ranked[:enough]
        hits = [self._hit(index, found[index], found[index] + len(key)) for index in ranked]
        hits += self._in_text(key, enough - len(hits))
        if len(hits) < FEW and len(key) > 3:
            known = {hit.record for hit in hits}
            hits += [hit for hit in self._nearly(key, FEW) if hit.record not in known]
        return hits

    def having(self, words: Iterable[str]) -> frozenset[str]:
        """The records in which each of these words stands somewhere, as `search_key` gives them."""
        found = [frozenset(self._with(word)) for word in words]
        return found[0].intersection(*found[1:]) if found else frozenset(self.document.records)

    def _with(self, word: str) -> Iterator[str]:
        string, starts = self._joined.string, self._starts
        at = string.find(word)
        while at >= 0:
            index = bisect_right(starts, at)
            yield self._fields[index - 1][0]
            at = string.find(word, starts[index]) if index < len(starts) else -1

    def _one_each(self, indexes: Iterable[int]) -> list[int]:
        """The first of every record."""
        first: dict[str, int] = {}
        for index in indexes:
            first.setdefault(self._fields[index][0], index)
        return list(first.values())

    def _containing(self, key: str, enough: int) -> Iterator[tuple[int, int]]:
        """Indexes of fields that contain the key, and where in them it first stands."""
        last = -1
        for at in self._joined.places(key):
            index = bisect_right(self._starts, at) - 1
            if index != last:
                yield index, at - self._starts[index]
                last, enough = index, enough - 1
                if not enough:
                    return

    def _rank(self, index: int, at: int) -> tuple[bool, bool, int, int, int]:
        field, key = self._fields[index][1], self._keys[index]
        inside = at > 0 and key[at - 1].isalnum()
        own = field in ("name", "title", "alias")
        return (not own, inside, at, len(key), index)

    def _hit(self, index: int, start: int, end: int) -> Hit:
        record, field, text = self._fields[index]
        if text.isascii() and len(text) == len(self._keys[index]):  # the key is it in lower case
            return Hit(record, field, text, Span(start, end))
        return Hit(record, field, text, folded(text).spelled().original(start, end))

    def _in_text(self, key: str, enough: int) -> list[Hit]:
        text = self.document.text
        hits: list[Hit] = []
        for at in islice(self._text.places(key), enough):
            span = text.key.original(at, at + len(key))
            number = text.paragraph_at(span.start)
            paragraph = text.paragraphs[number]
            end = min(span.end, paragraph.end)  # a find may run on into the next paragraph
            within = Span(span.start - paragraph.start, end - paragraph.start)
            hits.append(
                Hit("", f"¶{number + 1}", text.string[slice(*paragraph)], within, span.start)
            )
        return hits

    def _nearly(self, key: str, enough: int) -> list[Hit]:
        from rapidfuzz import fuzz, process  # 30 ms that only a search without hits needs

        near = process.extract(
            key, self._compared, scorer=fuzz.partial_ratio, score_cutoff=CLOSE, limit=10 * enough
        )
        # What is shorter would be found in the query, not the query in it.
        likely = (index for _, _, index in near if len(self._keys[index]) >= len(key) - 1)
        hits = []
        for index in self._one_each(likely)[:enough]:
            where = fuzz.partial_ratio_alignment(key, self._keys[index])
            if where is not None:
                hits.append(self._hit(index, where.dest_start, where.dest_end))
        return hits


def searchable(record: Record) -> Iterator[tuple[str, str]]:
    """What can be found in a record, by the names of its fields; some of it may be empty."""
    if isinstance(record, Actor | Place):
        for number, name in enumerate(names(record)):
            yield "alias" if number else "name", name.text
    if isinstance(record, Actor):
        for role in record.roles:
            yield "role", role.title
        for label in record.labels:
            yield "label", label.label
    elif isinstance(record, Event):
        yield "title", record.title
        yield "code", record.code
        yield "text says", record.date_says
    elif isinstance(record, Quote):
        yield "quotation", record.text
        yield "gloss", record.gloss
    elif isinstance(record, Context):
        yield "gloss", record.gloss
    elif isinstance(record, Link):
        yield "relation", record.rel.replace("-", " ")
    yield "note", record.note
    yield "tags", ", ".join(record.tags)
    yield "id", record.id
