"""How an event stands: fact, claimed by its doer, accused, denied, disputed or silent.

Derived from who asserts it and how, and from the quotes about it; never typed.
"""

from __future__ import annotations

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
    if asserting & _with_organs(document, event.actors):
        return "claimed by its doer"
    if asserting & _with_organs(document, event.targets):
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


def _with_organs(document: Document, actors: tuple[str, ...]) -> set[str]:
    """The actors, and whoever is of them (their governments, offices, office holders), and of those
    in turn; not who was so once."""
    whole = set(actors)
    waiting = list(actors)
    while waiting:
        actor = waiting.pop()
        for edge in document.links.of(actor):
            other = document.records[edge.target]
            if isinstance(other, Actor) and other.id not in whole and _is_of(other, actor):
                whole.add(other.id)
                waiting.append(other.id)
    return whole


def _is_of(other: Actor, actor: str) -> bool:
    return actor in other.of or any(
        role.of == actor and role.status != "former" for role in other.roles
    )
