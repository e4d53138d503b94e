"""Who speaks, how much, how directly, about whom, and where in the text; who is named and never quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from models.article import Actor, Event, Quote
from models.document import Document

_WORD = re.compile(r"\S+")

Often = tuple[tuple[str, int], ...]
"""Actors with how often, the most often first, and then as the file has them."""


class Voice(Struct, frozen=True):
    """A speaker: quotes and their words in the text (as they stand there, several speakers of one
    quote each have all of it), by form, and how many quotes stand `nowhere` in it; the `office` it
    holds; `paragraphs` (from 1) where it is heard; `about` are the actors it speaks of, by itself or of
    what they did or suffered, with in how many quotes."""

    id: str
    office: str
    direct: int
    indirect: int
    direct_words: int
    indirect_words: int
    nowhere: int
    paragraphs: tuple[int, ...]
    about: Often

    @property
    def words(self) -> int:
        return self.direct_words + self.indirect_words

    @property
    def quotes(self) -> int:
        return self.direct + self.indirect


class Unheard(Struct, frozen=True):
    """An actor that speaks in no quote: the `office` it holds, how often and in which `paragraphs` the text
    mentions it, and whose quotes are about it, with how many."""

    id: str
    office: str
    mentions: int
    paragraphs: tuple[int, ...]
    told_by: Often


class Voices(Struct, frozen=True):
    """`speakers` with the most words first, `unheard` with the most mentions first, all else as the file
    has them. Of all `quotes` so many are `direct`, and `unattributed` those without a speaker that is
    an actor here; `paragraphs` is how many the text has."""

    speakers: tuple[Voice, ...]
    unheard: tuple[Unheard, ...]
    quotes: int
    direct: int
    unattributed: int
    paragraphs: int


def work_out(document: Document) -> Voices:
    """All actors, as they are heard in the article."""
    said: dict[str, list[Quote]] = {}
    told_by: dict[str, Counter[str]] = {}
    quotes = document.all(Quote)
    unattributed = 0
    for quote in quotes:
        speakers = [each for each in dict.fromkeys(quote.speaker) if _is_actor(document, each)]
        unattributed += not speakers
        about = _actors_in(document, quote)
        for speaker in speakers:
            said.setdefault(speaker, []).append(quote)
            for actor in about:
                told_by.setdefault(actor, Counter())[speaker] += 1
    order = {actor.id: place for place, actor in enumerate(document.all(Actor))}
    voices = [
        _voice(document, speaker, said[speaker], order) for speaker in order if speaker in said
    ]
    unheard = [
        _unheard(document, actor, _often(told_by.get(actor, Counter()), order))
        for actor in order
        if actor not in said
    ]
    return Voices(
        tuple(sorted(voices, key=lambda voice: (-voice.words, -voice.quotes))),
        tuple(sorted(unheard, key=lambda actor: -actor.mentions)),
        len(quotes),
        sum(quote.form == "direct" for quote in quotes),
        unattributed,
        len(document.text.paragraphs),
    )


def _voice(document: Document, speaker: str, quotes: list[Quote], order: dict[str, int]) -> Voice:
    words, about = Counter[str](), Counter[str]()
    for quote in quotes:
        words[quote.form] += _words(document, quote.id)
        about.update(_actors_in(document, quote) - {speaker})
    forms = Counter(quote.form for quote in quotes)
    return Voice(
        speaker,
        _office(document, speaker),
        forms["direct"],
        forms["indirect"],
        words["direct"],
        words["indirect"],
        sum(not document.passages.count(quote.id) for quote in quotes),
        _paragraphs(document, (quote.id for quote in quotes)),
        _often(about, order),
    )


def _unheard(document: Document, actor: str, told_by: Often) -> Unheard:
    mentions = document.passages.count(actor)
    office = _office(document, actor)
    return Unheard(actor, office, mentions, _paragraphs(document, [actor]), told_by)


def _often(counts: Counter[str], order: dict[str, int]) -> Often:
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], order[each[0]])))


def _words(document: Document, record: str) -> int:
    """How many words of the text a record's passages hold."""
    string = document.text.string
    return len(
        {
            word.start()
            for passage in document.passages.of(record)
            for span in passage.spans
            for word in _WORD.finditer(string, *span)
        }
    )


def _paragraphs(document: Document, records: Iterable[str]) -> tuple[int, ...]:
    """Where records rest."""
    starts = document.passages.ordered.starts
    found = {
        document.text.paragraph_at(starts[index]) + 1
        for record in records
        for index in document.passages.indexes(record)
    }
    return tuple(sorted(found))


def _office(document: Document, record: str) -> str:
    """The first office that an actor holds, in words; of one that holds none, what kind of actor it is."""
    actor = document.records[record]
    assert isinstance(actor, Actor)
    for role in actor.roles:
        if role.status != "former":
            title = role.title if role.status == "current" else f"{role.status} {role.title}"
            return f"{title} of {document.caption(role.of)}" if role.of else title
    return actor.kind.replace("-", " ")


def _actors_in(document: Document, quote: Quote) -> set[str]:
    """The actors that a quote is about: named by it, or with a part in what it is about."""
    found: set[str] = set()
    for target in quote.about:
        record = document.records.get(target)
        if isinstance(record, Actor):
            found.add(target)
        elif isinstance(record, Event):
            parties = (*record.actors, *record.targets)
            found.update(party for party in parties if _is_actor(document, party))
    return found


def _is_actor(document: Document, record: str) -> bool:
    return isinstance(document.records.get(record), Actor)
