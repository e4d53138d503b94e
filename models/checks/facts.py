"""What rules ask about an article, worked out once."""

from __future__ import annotations

from functools import cached_property

from models.article import Actor, Event, Place, Quote
from models.document import Document
from models.links import LinkIndex


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
