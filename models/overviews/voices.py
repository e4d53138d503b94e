"""Who speaks, how much, how directly, about whom, and where in the text; who is named and never quoted."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from models.article import Actor, Event, Quote
from models.document import Document


class Voice(Struct, frozen=True):
    """A speaker: quotes and their words in the text (as they stand there, several speakers of one
    quote each have all of it), by form; `paragraphs` (from 1) where it is heard; `about` are the
    actors it speaks of, by itself or of what they did or suffered, with how often, the most first."""

    id: str
    direct: int
    indirect: int
    direct_words: int
    indirect_words: int
    paragraphs: tuple[int, ...]
    about: tuple[tuple[str, int], ...]

    @property
    def words(self) -> int:
        return self.direct_words + self.indirect_words


class Unheard(Struct, frozen=True):
    """An actor that speaks in no quote, with how often the text names it."""

    id: str
    mentions: int


class Voices(Struct, frozen=True):
    """`speakers` with the most words first, `unheard` with the most mentions first; `unattributed` is
    how many quotes have no speaker that is an actor here, `paragraphs` how many the text has."""

    speakers: tuple[Voice, ...]
    unheard: tuple[Unheard, ...]
    unattributed: int
    paragraphs: int


def work_out(document: Document) -> Voices:
    """All actors, as they are heard in the article."""
    said: dict[str, list[Quote]] = {}
    unattributed = 0
    for quote in document.all(Quote):
        speakers = [each for each in dict.fromkeys(quote.speaker) if _is_actor(document, each)]
        unattributed += not speakers
        for speaker in speakers:
            said.setdefault(speaker, []).append(quote)
    voices = [_voice(document, speaker, quotes) for speaker, quotes in said.items()]
    unheard = [
        Unheard(actor.id, document.passages.count(actor.id))
        for actor in document.all(Actor)
        if actor.id not in said
    ]
    return Voices(
        tuple(sorted(voices, key=lambda voice: -voice.words)),
        tuple(sorted(unheard, key=lambda actor: -actor.mentions)),
        unattributed,
        len(document.text.paragraphs),
    )


def _voice(document: Document, speaker: str, quotes: list[Quote]) -> Voice:
    words = Counter[str]()
    paragraphs: set[int] = set()
    about = Counter[str]()
    for quote in quotes:
        words[quote.form] += _words(document, quote.id)
        paragraphs.update(
            document.text.paragraph_at(passage.start) + 1
            for passage in document.passages.of(quote.id)
        )
        about.update(_actors_in(document, quote) - {speaker})
    forms = Counter(quote.form for quote in quotes)
    return Voice(
        speaker,
        forms["direct"],
        forms["indirect"],
        words["direct"],
        words["indirect"],
        tuple(sorted(paragraphs)),
        tuple(about.most_common()),
    )


def _words(document: Document, record: str) -> int:
    """How many words a record's passages hold."""
    string = document.text.string
    return sum(
        len(string[start:end].split())
        for passage in document.passages.of(record)
        for start, end in passage.spans
    )


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
