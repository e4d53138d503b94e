"""Two versions of an annotated article and the one both come from, made one: record by record and field
by field.

Lines are merged first: that keeps all that both sides wrote, comments and order too, and is taken if what
comes of it holds exactly the records and the article that merging by field gives. Else the records are
written into mine, as saving does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from models.document import Document
from models.loading import nodes
from models.loading.reading import load_bytes
from models.loading.source import decode_yaml
from models.merging.lines import merge_lines
from models.plain import Fields, Revision, plain, whole
from models.problems import Problem
from models.review.edits import Conflict, Merged, merge3
from models.saving import Refused, save
from models.typed import typed_whole

ARTICLE = "article"
"""Stands for the article's own fields where the id of a record would stand."""

_LOSING = ("E002", "E003", "E004", "E202", "E204", "E205", "E207", "E302", "E404", "W214")
"""Problems that leave something of a file out of its records: merging these would lose it."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class MergeError(Exception):
    """Why nothing can be merged, in whole sentences."""


class Version(NamedTuple):
    """One version of the file: its text as it stands there, and what is in it."""

    text: str
    document: Document


class Merge(NamedTuple):
    """The text that came of it; what both changed differently, by record (`ARTICLE`: the article's own
    fields), where it has mine; the problems that neither side had; and the comment lines of theirs
    that found no place in it."""

    text: str
    conflicts: dict[str, tuple[Conflict, ...]]
    problems: tuple[Problem, ...] = ()
    lost: tuple[str, ...] = ()


def version(data: bytes, name: str) -> Version:
    """A version from its bytes; `name` is what messages call it. Raises MergeError if merging would
    lose something of it."""
    loaded = load_bytes(data, name)
    if loaded.document is None:
        raise MergeError(loaded.problems[0].say(name))
    for problem in loaded.problems:
        if _loses(problem):
            raise MergeError(f"{problem.say(name)} Until that is mended, merging would lose it.")
    return Version(data.decode(), loaded.document)


def no_version(name: str) -> Version:
    """What two files come from that were written apart from each other."""
    document = load_bytes(b"article: {}", name).document
    assert document is not None
    return Version("", document)


def _loses(problem: Problem) -> bool:
    is_alias = problem.code == "E203" and not problem.record  # of YAML, and it names nothing
    return problem.code in _LOSING or is_alias


def merge(base: Version, mine: Version, theirs: Version) -> Merge:
    """One version out of three. Raises MergeError if it can't be written."""
    records, conflicts = _merged_records(base.document, mine.document, theirs.document)
    article = merge3(*(plain(each.document.article) for each in (base, mine, theirs)))
    lines = [_LINE.findall(each.text) for each in (base, mine, theirs)]
    if not conflicts:
        for text in _line_merges(*lines):
            if document := _holding(text, records, article):
                return Merge(text, {}, _new_problems(document, mine, theirs))
    start = mine
    if article.conflicts or article.fields != plain(mine.document.article):
        with_article = _article_merged(lines, mine, article)
        if with_article:
            start = with_article
        else:
            conflicts = {ARTICLE: _conflicts(mine, article), **conflicts}
    text = _written(start, records)
    document = version(text.encode(), mine.document.name).document
    lost = tuple(sorted(_comments(lines[2]) - _comments(lines[0]) - _comments(_LINE.findall(text))))
    return Merge(text, conflicts, _new_problems(document, mine, theirs), lost)


# Records


def _merged_records(
    base: Document, mine: Document, theirs: Document
) -> tuple[dict[str, Fields], dict[str, tuple[Conflict, ...]]]:
    """The fields of every record that stays, its type among them; what conflicts, by record."""
    sides = [
        {id_: whole(record) for id_, record in each.records.items()}
        for each in (base, mine, theirs)
    ]
    records: dict[str, Fields] = {}
    conflicts: dict[str, tuple[Conflict, ...]] = {}
    for id_ in {**sides[1], **sides[2]}:
        merged = merge3(*(side.get(id_) for side in sides))
        if merged.fields is not None:
            records[id_] = merged.fields
        if merged.conflicts:
            conflicts[id_] = merged.conflicts
    return records, conflicts


def _written(start: Version, records: dict[str, Fields]) -> str:
    """A version's text with these records in place of its own."""
    there = start.document.records
    revisions = {
        id_: Revision(record.type, None) for id_, record in there.items() if id_ not in records
    }
    for id_, fields in records.items():
        record = typed_whole(fields).value
        if record != there.get(id_):
            revisions[id_] = Revision(record.type, plain(record))
    saved = save(start.text, revisions)
    if isinstance(saved, Refused):
        raise MergeError(f"{saved.problems[0].say(start.document.name)} So nothing is merged.")
    return saved.text


def _new_problems(document: Document, *sides: Version) -> tuple[Problem, ...]:
    """Errors that come of the merge: such as a record of one side that names one the other deleted."""

    def key(problem: Problem) -> tuple[str, str, str]:
        return problem.code, problem.record, problem.message

    known = {key(problem) for side in sides for problem in side.document.problems}
    return tuple(
        problem
        for problem in document.problems
        if problem.severity == "error" and key(problem) not in known
    )


# Lines


def _line_merges(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[str]:
    """What merging lines makes, the most careful way first."""
    for touching in (False, True):
        merged = merge_lines(base, mine, theirs, touching=touching)
        if merged is not None:
            yield "".join(merged)


def _holding(text: str, records: dict[str, Fields], article: Merged) -> Document | None:
    """What is in a text, if that is these records and this article. Where both sides changed the
    article's text, lines say better than the field as a whole what came of it."""
    document = load_bytes(text.encode(), "").document
    if document is None or any(_loses(problem) for problem in document.problems):
        return None
    if {id_: whole(record) for id_, record in document.records.items()} != records:
        return None
    freely = [conflict.field for conflict in article.conflicts if conflict.field == "text"]
    wanted, found = dict(article.fields or {}), plain(document.article)
    for name in freely:
        wanted.pop(name, None)
        found.pop(name, None)
    return document if wanted == found else None


def _article_merged(lines: list[list[str]], mine: Version, article: Merged) -> Version | None:
    """Mine with the lines of its `article:` merged, if that can be done."""
    ranges = [_article_range("".join(own)) for own in lines]
    blocks = [own[slice(*found)] for own, found in zip(lines, ranges, strict=True) if found]
    if len(blocks) < len(lines) or ranges[1] is None:
        return None
    start, end = ranges[1]
    own_records = {id_: whole(record) for id_, record in mine.document.records.items()}
    for block in _line_merges(*blocks):
        text = "".join((*lines[1][:start], block, *lines[1][end:]))
        if document := _holding(text, own_records, article):
            return Version(text, document)
    return None


def _article_range(text: str) -> tuple[int, int] | None:
    """The lines from `article:` up to the next key beside it, if each stands on its own line."""
    root = nodes.parse(decode_yaml(text.encode()).text or "").root
    if not isinstance(root, nodes.Mapping) or ARTICLE not in root.entries:
        return None
    keys = sorted(key.line - 1 for key, _ in root.entries.values())
    start = root.entries[ARTICLE][0].line - 1
    after = [line for line in keys if line > start]
    return None if keys.count(start) > 1 else (start, after[0] if after else len(text))


def _conflicts(mine: Version, article: Merged) -> tuple[Conflict, ...]:
    """What is not merged of the article's own fields: what both changed, and the rest of what theirs
    changed, which can't be written into mine."""
    own, wanted = plain(mine.document.article), article.fields or {}
    unwritten = (
        Conflict(name, own.get(name), own.get(name), wanted.get(name))
        for name in {**own, **wanted}
        if own.get(name) != wanted.get(name)
    )
    return (*article.conflicts, *unwritten)


def _comments(lines: list[str]) -> set[str]:
    return {line.strip() for line in lines if line.lstrip().startswith("#")}
