"""What reviewers disagree about, and what each of them says, for somebody to settle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

from models.article import Alias, Record, Selector
from models.document import Document
from models.plain import Value, whole
from models.review.acts import Act
from models.review.ledger import Ledger, Overlay, Standing
from models.review.outcome import is_current, outcome

_SHORTHANDS = {Selector.shorthand, Alias.shorthand}
"""Fields that stand for all of a part which has no others."""


class Correction(NamedTuple):
    """A field that a reviewer wants otherwise than the file has it now (None: not there). An empty
    `field` is the record as a whole, which they take out."""

    field: str
    file: Value
    mine: Value


class Voice(NamedTuple):
    """What one reviewer says of a record: their decision (None: undecided) and whether the record read
    differently then, their comments as they made them, and what they correct."""

    reviewer: str
    decision: Act | None
    outdated: bool
    comments: tuple[Act, ...]
    corrections: tuple[Correction, ...]

    @property
    def verdict(self) -> str:
        """The decision that counts; empty if there is none."""
        return self.decision.act if self.decision and not self.outdated else ""


class Disagreement(NamedTuple):
    """A record, and all who have said something of it: first those whose decisions count."""

    record: str
    voices: tuple[Voice, ...]


def disagreements(document: Document, ledgers: Mapping[str, Ledger]) -> list[Disagreement]:
    """The records of a file on which decisions differ that count, and which nobody has settled, in
    reading order."""
    return [
        Disagreement(record.id, voices(record, ledgers))
        for record in _in_reading_order(document, _contested(document, ledgers))
        if outcome(record, ledgers).status == "disputed"
    ]


def _contested(document: Document, ledgers: Mapping[str, Ledger]) -> Iterable[Record]:
    """The records with different decisions, whether or not they count."""
    verdicts: dict[str, set[str]] = {}
    for ledger in ledgers.values():
        for id_, standing in ledger.standings.items():
            if standing.decision and id_ in document.records:
                verdicts.setdefault(id_, set()).add(standing.decision.act)
    return [document.records[id_] for id_, said in verdicts.items() if len(said) > 1]


def _in_reading_order(document: Document, records: Iterable[Record]) -> list[Record]:
    """By where they first rest in the text; those that rest nowhere behind, as the file has them."""
    place = {id_: index for index, id_ in enumerate(document.records)}

    def stand(record: Record) -> tuple[float, int]:
        passages = document.passages.of(record.id)
        return passages[0].start if passages else inf, place[record.id]

    return sorted(records, key=stand)


def voices(record: Record, ledgers: Mapping[str, Ledger]) -> tuple[Voice, ...]:
    """What everybody says of a record as the file has it: first those whose decisions count."""
    said = [_voice(record, ledger) for ledger in ledgers.values() if _speaks(ledger.of(record.id))]
    return tuple(sorted(said, key=lambda voice: not voice.verdict))


def _speaks(standing: Standing) -> bool:
    corrects = standing.overlay is not None and standing.overlay.changes
    return bool(standing.decision or standing.comments or corrects)


def _voice(record: Record, ledger: Ledger) -> Voice:
    standing = ledger.of(record.id)
    decision = standing.decision
    return Voice(
        ledger.reviewer,
        decision,
        decision is not None and not is_current(decision, record, ledger),
        tuple(standing.comments),
        corrections(record, standing.overlay),
    )


def corrections(record: Record, overlay: Overlay | None) -> tuple[Correction, ...]:
    """What a reviewer wants of a record that the file does not say yet."""
    if overlay is None or not overlay.changes:
        return ()
    there = whole(record)
    if overlay.mine is None:
        return (Correction("", there, None),)
    base = overlay.base or {}
    return tuple(
        Correction(name, there.get(name), value)
        for name, value in overlay.mine.items()
        if value not in (base.get(name), there.get(name))
    )


def said(value: Value) -> str:
    """A field's value in a line of words, much as YAML would write it; empty if it is not there."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_item(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_item(inner)}" for name, inner in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _item(value: Value) -> str:
    """A value within others: in brackets if it has parts, in quotation marks if it could be taken for
    several."""
    if isinstance(value, list):
        return f"[{said(value)}]"
    if isinstance(value, dict):
        if len(value) == 1 and value.keys() <= _SHORTHANDS:
            return _item(*value.values())
        return f"{{{said(value)}}}"
    words = said(value)
    return f'"{words}"' if not words or ", " in words else words
