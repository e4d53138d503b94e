"""How an event stands: fact, claimed by its doer, accused, denied, disputed or silent.

Derived from who asserts it and how, and from the quotes about it; never typed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from models.article import REPORTER, Actor, Event, Quote
from models.document import Document

Attribution = Literal[
    "fact", "claimed by its doer", "accused", "claimed", "hedged", "denied", "disputed", "silent"
]


def attribution(document: Document, event: Event) -> Attribution:
    """The strongest word for an event. A doer speaks through its organs as well: what a government
    claims, its state claims. `disputed` is what some assert and others deny."""
    said = {(assertion.by, assertion.as_) for assertion in event.asserted}
    said |= {(speaker, "claim") for speaker in _speakers(document, event)} if not said else set()
    denied = any(modality == "denial" for _, modality in said)
    if denied:
        return "disputed" if len({modality for _, modality in said}) > 1 else "denied"
    if any(by == REPORTER and modality == "fact" for by, modality in said):
        return "fact"
    asserting = {by for by, modality in said if modality in ("fact", "claim")}
    if not asserting:
        return "hedged" if said else "silent"
    if any(speaks_for(document, by, event.actors) for by in asserting):
        return "claimed by its doer"
    if any(speaks_for(document, by, event.targets) for by in asserting):
        return "accused"
    return "claimed"


def _speakers(document: Document, event: Event) -> set[str]:
    quotes = (document.records[edge.target] for edge in document.links.of(event.id))
    return {
        speaker
        for quote in quotes
        if isinstance(quote, Quote) and event.id in quote.about
        for speaker in quote.speaker
    }


def speaks_for(document: Document, speaker: str, actors: Collection[str]) -> bool:
    """Whether a speaker is one of the actors or of one of them (its government, office or office
    holder), directly or by way of others; not who was so once."""
    seen, waiting = {speaker}, [speaker]
    while waiting:
        one = waiting.pop()
        if one in actors:
            return True
        record = document.records.get(one)
        if isinstance(record, Actor):
            higher = set(above(record)) - seen
            seen |= higher
            waiting += higher
    return False


def above(actor: Actor) -> tuple[str, ...]:
    """What an actor is of, by itself and by the offices that it holds."""
    offices = (role.of for role in actor.roles if role.of and role.status != "former")
    return (*actor.of, *offices)
