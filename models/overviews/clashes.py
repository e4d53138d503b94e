"""What stands against what: by a link between two records, or because some deny what others assert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from models.article import Link, Modality
from models.document import Document

Tension = Literal["denies", "contradicts", "in-tension-with"]


class Clash(Struct, frozen=True):
    """What some say against what others say: quotes, notes and other records that a link (`via`) sets
    against each other, or those who deny an event (`one`) against those who do not (`other`)."""

    rel: Tension
    one: tuple[str, ...]
    other: tuple[str, ...]
    via: str = ""


def denials(asserted: Iterable[tuple[str, Modality]]) -> tuple[Clash, ...]:
    """Of an event that some deny, while others do not."""
    denying: dict[str, None] = {}
    others: dict[str, None] = {}
    for by, how in asserted:
        (denying if how == "denial" else others)[by] = None
    return (Clash("denies", tuple(denying), tuple(others)),) if denying and others else ()


def linked_clashes(document: Document) -> Iterator[Clash]:
    """Explicit links that set two records against each other, once for two that say the same."""
    seen: set[tuple[str, str, str]] = set()
    for link in document.all(Link):
        if link.rel != "contradicts" and link.rel != "in-tension-with":
            continue
        one, other = sorted((link.from_, link.to))
        known = one in document.records and other in document.records and one != other
        if known and (link.rel, one, other) not in seen:
            seen.add((link.rel, one, other))
            yield Clash(link.rel, (link.from_,), (link.to,), link.id)


def placed(clashes: Iterable[Clash], topics: Iterable[Iterable[str]]) -> dict[int, list[Clash]]:
    """By number of a topic, of which the records that stand in it are given: the clashes of linked
    records, where both stand, else where each first does."""
    homes: dict[str, dict[int, None]] = {}
    for number, records in enumerate(topics):
        for record in records:
            homes.setdefault(record, {})[number] = None
    found: dict[int, list[Clash]] = {}
    for clash in clashes:
        one, other = homes.get(clash.one[0], {}), homes.get(clash.other[0], {})
        both = one.keys() & other.keys()
        for number in both or {*list(one)[:1], *list(other)[:1]}:
            found.setdefault(number, []).append(clash)
    return found
