"""What rules ask about an article, worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice

from models.article import Actor, Event, Place, Quote
from models.document import Document
from models.links import LinkIndex
from models.mentions import Mentions
from models.passages import known_names
from models.text import Span, fold

_MOST_LOST = 100
"""Quotations that are not in the text and are told from others; where there are more, much is wrong."""


def loosely(name: str) -> str:
    """A name without capitals and hyphens."""
    return name.casefold().replace("-", " ")


class Facts:
    """One document, and what is known of it as a whole."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.article = document.article
        self.text = document.text
        self.records = document.records
        # An index keeps the links it puts together: those of all records would take much room.
        self.links = LinkIndex(document.records, document.links.sources)
        self.passages = document.passages

    def event(self, record: str) -> Event | None:
        found = self.records.get(record)
        return found if isinstance(found, Event) else None

    def place(self, record: str | None) -> Place | None:
        found = self.records.get(record or "")
        return found if isinstance(found, Place) else None

    def actor(self, record: str) -> Actor | None:
        found = self.records.get(record)
        return found if isinstance(found, Actor) else None

    @cached_property
    def events(self) -> list[Event]:
        return self.document.all(Event)

    @cached_property
    def places(self) -> list[Place]:
        return self.document.all(Place)

    @cached_property
    def actors(self) -> list[Actor]:
        return self.document.all(Actor)

    @cached_property
    def quotes(self) -> list[Quote]:
        return self.document.all(Quote)

    @cached_property
    def complete(self) -> bool:
        """Whether every record of the file could be read, so that what none of them has is missing."""
        read = self.document.read
        return not self.document.broken and not any(each.code in ("E004", "E202") for each in read)

    @cached_property
    def dated(self) -> bool:
        """Whether the article has a date of publication, if one that could not be read."""
        said = (f"{each.message} {each.mend}" for each in self.document.read if not each.record)
        names = ("`published`", "“published”", "“article”")
        return bool(self.article.published) or any(
            name in words for words in said for name in names
        )

    @cached_property
    def language(self) -> str:
        """The primary language of the article, as in `en` of `en-GB`."""
        return primary(self.article.language)

    @cached_property
    def lost_quotations(self) -> list[str]:
        """The quotations that rest nowhere in the text, folded; of many, the first."""
        lost = (each for each in self.quotes if each.text and not self.passages.indexes(each.id))
        return [fold(each.text) for each in islice(lost, _MOST_LOST)]

    @cached_property
    def cues(self) -> dict[str, list[list[Span]]]:
        """Where the pieces of quotations' cues stand, by quote, as far as a rule has asked."""
        return {}

    # Passages are made from columns when they are asked for, and kept: those of all records would take
    # much room, too.

    def spans(self, record: str) -> list[Span]:
        """Where a record rests, in reading order."""
        return [span for index in self.passages.indexes(record) for span in self._pieces(index)]

    def resting(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """What touches a part of the text, from where to where, and whose it is; that which begins last
        comes first."""
        return self.passages.ordered.touching(start, end)

    @cached_property
    def persons(self) -> Mentions:
        """The passages of persons."""
        persons = (actor.id for actor in self.actors if actor.kind == "person")
        return self.passages.ordered.only(
            sorted(chain.from_iterable(map(self.passages.indexes, persons)))
        )

    def _pieces(self, index: int) -> tuple[Span, ...]:
        ordered = self.passages.ordered
        return ordered.pieces.get(index) or (Span(ordered.starts[index], ordered.ends[index]),)

    @cached_property
    def name_words(self) -> dict[str, tuple[str, ...]]:
        """Every word of a name that is looked for in the text, and the records that have it."""
        found: dict[str, dict[str, None]] = {}
        for record, name in known_names(self.records.values()):
            for word in name.replace("-", " ").split():
                found.setdefault(word, {})[record] = None
        return {word: tuple(records) for word, records in found.items()}

    @cached_property
    def loose_names(self) -> frozenset[str]:
        """The names of actors, `loosely`: where the text spells one otherwise, that is a slip in it."""
        return frozenset(loosely(name) for _, name in known_names(self.actors))

    @cached_property
    def names_found(self) -> frozenset[str]:
        """The names that stand in the text, as it has them, but for those inside of longer ones."""
        hits, string = self.passages.hits, self.text.string
        return frozenset(
            string[start:end] for start, end in zip(hits.starts, hits.ends, strict=True)
        )

    @cached_property
    def found_by_name(self) -> frozenset[str]:
        """The records of which a name stands in the text, even if others share it."""
        return frozenset(chain.from_iterable(self.passages.hits.owners))


def primary(language: str) -> str:
    """The primary subtag of a language tag (BCP 47), in small letters."""
    return language.partition("-")[0].lower()
