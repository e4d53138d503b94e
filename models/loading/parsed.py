"""A document as bytes, and back: all that parsing, resolving and checking found out.

Records are the fields that their file has (`models.plain`), decoded and checked as the structs they are.
What there is much of (places in the file and in the text, links) stands in columns of 32-bit numbers;
records are then numbers too, in the order of the file.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import le
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from models.article import SECTIONS, Actor, Article, Context, Event, Link, Place, Quote, Record
from models.document import Document, Position
from models.links import LinkIndex, Sources
from models.loading.beside import read_beside
from models.loading.custom import custom
from models.mentions import Mentions, NameHits
from models.passages import Passages
from models.problems import SEVERITIES, Problem
from models.text import Span, Text

VERSION = 3
"""To be raised when what stands in a parsed form changes its meaning."""

_CHUNK = 500
"""Records encoded at a time: some milliseconds, in which nothing else of the program runs."""

Digest = Callable[[bytes], bytes]


class _Ranges(Struct, array_like=True, frozen=True):
    """Ranges of the text, and the numbers of what they belong to."""

    starts: bytes
    ends: bytes
    owners: bytes


class _Parsed(Struct, array_like=True, frozen=True):
    """`beside` is the digest of a text that lies in a file of its own, or empty. `positions` are all
    lines, then all columns; `sources` how many records mention each record and each of the `unknown`
    ids, then those records. `by_name` has a byte for each passage, `pieces` the spans of those that
    have several; `hits` are owned by groups of records, `sharers`."""

    article: Article
    beside: bytes
    places: tuple[tuple[Place, ...], ...]
    actors: tuple[tuple[Actor, ...], ...]
    events: tuple[tuple[Event, ...], ...]
    quotes: tuple[tuple[Quote, ...], ...]
    context: tuple[tuple[Context, ...], ...]
    links: tuple[tuple[Link, ...], ...]
    positions: bytes
    problems: tuple[Problem, ...]
    read: tuple[Problem, ...]
    broken: frozenset[str]
    ignores: dict[str, dict[str, Position]]
    unknown: tuple[str, ...]
    sources: bytes
    passages: _Ranges
    by_name: bytes
    pieces: dict[int, tuple[Span, ...]]
    hits: _Ranges
    sharers: tuple[tuple[int, ...], ...]


class Unwanted(Exception):  # noqa: N818 - no error
    """Nobody waits for the bytes any more."""


# To bytes


def store(document: Document, digest: Digest, wanted: Callable[[], bool]) -> bytes:
    """A document that was just read as bytes, in steps of some milliseconds between which `wanted` is
    asked. Raises `Unwanted`; ValueError or OverflowError where a document can't be stored: half a
    surrogate pair, which YAML can escape, is not UTF-8, and a number may be too large."""
    from models.plain import plain

    def encoded(struct: type[Record]) -> list[Raw]:
        chunks, left = [], iter(document.all(struct))
        while chunk := [plain(record) for record in islice(left, _CHUNK)]:
            if not wanted():
                raise Unwanted
            chunks.append(Raw(msgspec.msgpack.encode(chunk)))
        return chunks

    article, passages = document.article, document.passages
    numbers = {key: number for number, key in enumerate(document.records)}
    sources = document.links.sources
    unknown = [key for key in sources if key not in numbers]
    sharers = {keys: number for number, keys in enumerate(dict.fromkeys(passages.hits.owners))}
    fields = (
        plain(article),
        digest(document.text.string.encode()) if article.file else b"",
        *(encoded(struct) for struct in SECTIONS.values()),
        _column(chain(*zip(*document.positions.values(), strict=True))),
        document.problems,
        document.read,
        document.broken,
        document.ignores,
        unknown,
        _column(_counted(sources, [*numbers, *unknown], numbers)),
        _ranges(passages.ordered, [numbers[key] for key in passages.ordered.owners]),
        passages.ordered.by_name,
        passages.ordered.pieces,
        _ranges(passages.hits, [sharers[keys] for keys in passages.hits.owners]),
        [[numbers[key] for key in keys] for keys in sharers],
    )
    return msgspec.msgpack.encode(fields)


def _column(numbers: Iterable[int]) -> bytes:
    return array("I", numbers).tobytes()


def _ranges(ranges: Mentions | NameHits, owners: Iterable[int]) -> _Ranges:
    return _Ranges(ranges.starts.tobytes(), ranges.ends.tobytes(), _column(owners))


def _counted(sources: Sources, ids: Iterable[str], numbers: dict[str, int]) -> Iterator[int]:
    listed = [sources.get(key, ()) for key in ids]
    yield from map(len, listed)
    yield from (numbers[source] for each in listed for source in each)


# From bytes


def restore(data: bytes, name: str, path: Path, digest: Digest) -> Document:
    """The document that was stored, of the file at `path`. Raises ValueError for bytes that hold none,
    or when a text in a file of its own is another now."""
    parsed = _DECODER.decode(data)
    text = _text(parsed, path, digest)
    sections = (parsed.places, parsed.actors, parsed.events)
    more = (parsed.quotes, parsed.context, parsed.links)
    records: dict[str, Record] = {
        record.id: record for chunks in (*sections, *more) for chunk in chunks for record in chunk
    }
    keys, positions = [*records], _numbers(parsed.positions)
    lines, columns = positions[: len(keys)], positions[len(keys) :]
    _require(len(lines) == len(columns) == len(keys))
    _require(all(problem.code[:1] in SEVERITIES for problem in parsed.problems))
    return Document(
        name,
        path,
        parsed.article,
        text,
        records,
        dict(zip(keys, map(Position, lines, columns), strict=True)),
        Passages.known(_mentions(parsed, keys, text), _hits(parsed, keys, records, text)),
        parsed.problems,
        read=parsed.read,
        broken=parsed.broken,
        ignores=parsed.ignores,
        known_links=LinkIndex(records, _sources(parsed, keys)),
    )


def store_problems(problems: Sequence[Problem]) -> bytes:
    """Problems as bytes."""
    return msgspec.msgpack.encode(problems)


def restore_problems(data: bytes) -> tuple[Problem, ...]:
    """The problems that were stored. Raises ValueError for bytes that hold none."""
    problems = msgspec.msgpack.decode(data, type=tuple[Problem, ...])
    _require(all(each.code[:1] in SEVERITIES for each in problems))
    return problems


def _text(parsed: _Parsed, path: Path, digest: Digest) -> Text:
    if not parsed.article.file:
        return Text(parsed.article.text)
    beside = read_beside(path, parsed.article.file)
    if isinstance(beside, Problem):
        raise ValueError(beside.message)
    _require(digest(beside.encode()) == parsed.beside)
    return Text(beside)


def _mentions(parsed: _Parsed, keys: Sequence[str], text: Text) -> Mentions:
    starts, ends, owners = _columns(parsed.passages, text)
    _require(len(parsed.by_name) == len(owners))
    last = len(text.string)
    spans = [*parsed.pieces.values()]
    _require(all(each and all(0 <= start <= end <= last for start, end in each) for each in spans))
    named = [*map(keys.__getitem__, owners)]
    return Mentions(starts, ends, named, parsed.by_name, parsed.pieces)


def _hits(parsed: _Parsed, keys: Sequence[str], records: dict[str, Record], text: Text) -> NameHits:
    starts, ends, owners = _columns(parsed.hits, text)
    sharers = [tuple(keys[number] for number in group) for group in parsed.sharers]
    _require(all(isinstance(records[key], Actor | Place) for group in sharers for key in group))
    return NameHits(starts, ends, [*map(sharers.__getitem__, owners)])


def _columns(ranges: _Ranges, text: Text) -> tuple[array[int], array[int], array[int]]:
    starts, ends, owners = map(_numbers, (ranges.starts, ranges.ends, ranges.owners))
    _require(len(starts) == len(ends) == len(owners) and all(map(le, starts, ends)))
    _require(max(ends, default=0) <= len(text.string))
    return starts, ends, owners


def _sources(parsed: _Parsed, keys: Sequence[str]) -> Sources:
    numbers, ids = _numbers(parsed.sources), (*keys, *parsed.unknown)
    counts, at = numbers[: len(ids)], len(ids)
    _require(sum(counts) == len(numbers) - len(ids))
    sources = {}
    for key, count in zip(ids, counts, strict=True):
        if count:
            sources[key] = tuple(map(keys.__getitem__, numbers[at : at + count]))
            at += count
    return sources


def _numbers(column: bytes) -> array[int]:
    return array("I", column)


def _require(met: bool) -> None:
    if not met:
        raise ValueError("no parsed form")


_DECODER: msgspec.msgpack.Decoder[_Parsed] = msgspec.msgpack.Decoder(_Parsed, dec_hook=custom)
