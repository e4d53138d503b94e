"""The rows of the claims view in each of its orders: topics with what is said of them, or speakers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

from models.document import Document
from models.overviews.claims import Claims, Statement, Topic
from tui.written.claims import by_record, capital, group_of, named, speakers_in


class ClaimRow(NamedTuple):
    """A heading (`words`), a speaker (`words`, with all it says), a topic (nothing `said`), or what one
    quote or note says of a topic, or somebody by itself (`alone`: among what its speaker says)."""

    id: str
    heading: bool = False
    words: str = ""
    topic: Topic | None = None
    said: tuple[Statement, ...] = ()
    alone: bool = False


Only = Collection[str] | None
"""The records that a filter leaves; None: all."""


def topic_rows(
    document: Document, claims: Claims, only: Only, *, contested: bool, bare: bool
) -> list[ClaimRow]:
    """Topics under headings, each with its statements (without them when `bare`). With `contested`, those
    that somebody denies or that stand against something come first, then those with a silence."""

    def group(topic: Topic) -> str:
        return _contest(topic) if contested else group_of(document, topic)

    topics = sorted(claims.topics, key=_rank) if contested else claims.topics
    rows: list[ClaimRow] = []
    for words, grouped in groupby(topics, group):
        under = [row for topic in grouped for row in _topic(topic, only, bare=bare)]
        if under:
            rows += [ClaimRow("", True, words), *under]
    return rows


def _topic(topic: Topic, only: Only, *, bare: bool) -> Iterator[ClaimRow]:
    """A topic that a filter leaves out stands, and can't be selected, over what is left of it."""
    said = [] if bare else [*by_record(topic)]
    left = [each for each in said if only is None or each[0] in only]
    shows = only is None or topic.id in only
    if shows or left:
        yield ClaimRow(topic.id if shows else "", topic=topic)
    for record, statements in left:
        yield ClaimRow(record, topic=topic, said=statements)


CONTESTS = (
    "denied, contradicted or in tension",
    "a side with a part in it is silent",
    "all others",
)


def _rank(topic: Topic) -> int:
    if topic.clashes or topic.attribution in ("denied", "disputed"):
        return 0
    return 1 if topic.silences else 2


def _contest(topic: Topic) -> str:
    return CONTESTS[_rank(topic)]


def speaker_rows(document: Document, claims: Claims, only: Only) -> list[ClaimRow]:
    """Speakers under their sides, each with what it says of which topic."""
    rows: list[ClaimRow] = []
    for side, speakers in speakers_in(claims).items():
        under: list[ClaimRow] = []
        for speaker, said in speakers.items():
            spoken = [
                ClaimRow(record, topic=claims.topics[number], said=(each,), alone=True)
                for number, each in said
                if (record := each.record or claims.topics[number].id)
                and (only is None or record in only)
            ]
            known = speaker in document.records and (only is None or speaker in only)
            if spoken or known:
                head = ClaimRow(
                    speaker if known else "",
                    words=capital(named(document, speaker)),
                    said=tuple(each for _, each in said),
                )
                under += [head, *spoken]
        if under:
            rows += [ClaimRow("", True, capital(named(document, side))), *under]
    return rows
