"""A review applied: the article with what reviewers accepted and corrected, or with how every record
stands told in its tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from models.article import Context, Record
from models.document import Document
from models.links import references
from models.plain import REVIEW_TAG, Revision, plain
from models.review.combining import Clash, combined
from models.review.ledger import Ledger
from models.review.outcome import (
    Status,
    corrected_records,
    outcome,
    seen_by,
    settlement,
    still_says,
)
from models.review.renaming import renamed
from models.review.rework import reworked
from models.revise import revise

Standing: TypeAlias = Status | Literal["corrected"]
"""How a record stands: as decided, or corrected by somebody and otherwise undecided."""

KEPT: tuple[Standing, ...] = ("accepted", "corrected")
LEFT_OUT: tuple[Standing, ...] = ("rejected", "flagged", "disputed", "outdated", "undecided")


class Loss(NamedTuple):
    """A record that names others which are left out, by field and id: it names them no more, or is
    `gone` with them."""

    record: str
    names: tuple[tuple[str, str], ...]
    gone: bool


class Cause(NamedTuple):
    """A record that is left out, and what that does to others: those that name it no more, and those
    that can't stand without it, each of which has one cause."""

    record: str
    named_by: tuple[str, ...]
    gone: tuple[str, ...]


class Applied(NamedTuple):
    """What a review makes of a document: the records that read otherwise, and what has to be told.
    `standings` are of every record that there is with all corrections."""

    revisions: dict[str, Revision]
    standings: dict[str, Standing]
    clashes: tuple[Clash, ...]
    losses: tuple[Loss, ...]
    troubles: tuple[str, ...]


def applied(document: Document, ledgers: Mapping[str, Ledger]) -> Applied:
    """The article with the accepted and corrected records only. Links to the others go, and with them
    what says nothing without them: a link without its end, a note without whose word it is."""
    file, (document, ledgers) = document, renamed(document, ledgers)
    changes = combined(document, ledgers)
    complete = revise(document, changes.records)
    standings = _standings(document, complete, ledgers, changes.clashes)
    left_out = {id_ for id_, standing in standings.items() if standing not in KEPT}
    left_out |= {note.id for note in complete.all(Context) if note.by in left_out}
    final = {**complete.records, **reworked(complete, dict.fromkeys(left_out), {})}
    losses = tuple(
        loss
        for record in complete.records.values()
        if standings[record.id] in KEPT and (loss := _loss(record, complete, final)).names
    )
    return Applied(_revisions(file, final), standings, changes.clashes, losses, changes.troubles)


def tagged(document: Document, ledgers: Mapping[str, Ledger]) -> Applied:
    """The article with all records, each with one tag that tells how it stands."""
    file, (document, ledgers) = document, renamed(document, ledgers)
    changes = combined(document, ledgers)
    complete = revise(document, changes.records)
    standings = _standings(document, complete, ledgers, changes.clashes)
    final: dict[str, Record | None] = {}
    for id_, record in complete.records.items():
        others = [tag for tag in record.tags if not tag.startswith(REVIEW_TAG)]
        tags = (*others, f"{REVIEW_TAG}{standings[id_]}")
        final[id_] = msgspec.structs.replace(record, tags=tags)
    return Applied(_revisions(file, final), standings, changes.clashes, (), changes.troubles)


def _standings(
    document: Document,
    complete: Document,
    ledgers: Mapping[str, Ledger],
    clashes: Iterable[Clash],
) -> dict[str, Standing]:
    """How each record stands. Decisions are about what the file says, or its reviewer's own version;
    where that clashes and stays as in the file, nobody has accepted what comes out."""
    made = {
        id_
        for ledger in ledgers.values()
        for id_ in corrected_records(ledger)
        if (record := document.records.get(id_, complete.records.get(id_)))
        and (seen := seen_by(ledger, record))
        and still_says(seen, ledger)
    }
    sides: dict[str, set[str]] = {}
    for clash in clashes:
        sides.setdefault(clash.record, set()).update(name for name, _ in clash.wanted)
    standings: dict[str, Standing] = {}
    for id_, record in complete.records.items():
        filed = document.records.get(id_, record)
        found = outcome(filed, ledgers)
        waits = found.status in ("undecided", "outdated") and id_ in made
        standings[id_] = "corrected" if waits else found.status
        if id_ in sides and standings[id_] in KEPT and not _is_settled(filed, ledgers, sides[id_]):
            voices = sides[id_].union(found.by if found.status == "accepted" else ())
            standings[id_] = "disputed" if len(voices) > 1 else "outdated"
    return standings


def _is_settled(record: Record, ledgers: Mapping[str, Ledger], sides: Collection[str]) -> bool:
    """Whether somebody has settled it who takes no side."""
    last = settlement(record, ledgers)
    return last is not None and last.by not in sides


def _revisions(document: Document, final: Mapping[str, Record | None]) -> dict[str, Revision]:
    revisions = {}
    for id_ in {**document.records, **final}:
        there, record = document.records.get(id_), final.get(id_)
        known = record or there
        if record != there and known is not None:
            revisions[id_] = Revision(known.type, plain(record) if record else None)
    return revisions


def _loss(record: Record, complete: Document, final: Mapping[str, Record | None]) -> Loss:
    names = dict.fromkeys(
        (str(reference.path[0]), reference.target)
        for reference in references(record)
        if reference.target in complete.records and final.get(reference.target) is None
    )
    return Loss(record.id, tuple(names), final.get(record.id) is None)


_NEEDED = ("from", "to", "by")
"""The fields without which a link, or a note of somebody's, says nothing."""


def causes(losses: Iterable[Loss]) -> list[Cause]:
    """What is left out and was named by others, that which does most first."""
    named: dict[str, list[str]] = {}
    gone: dict[str, list[str]] = {}
    for loss in losses:
        if loss.gone:
            needed = next(id_ for field, id_ in loss.names if field in _NEEDED)
            gone.setdefault(needed, []).append(loss.record)
        else:
            for id_ in dict.fromkeys(id_ for _, id_ in loss.names):
                named.setdefault(id_, []).append(loss.record)
    found = [
        Cause(id_, tuple(named.get(id_, ())), tuple(gone.get(id_, ()))) for id_ in {**named, **gone}
    ]
    return sorted(found, key=lambda cause: -len(cause.named_by) - len(cause.gone))
