"""What has been said of a record in review, as rows: decisions, settlements, comments, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from models.article import Record
from models.dates.edtf import MONTHS
from models.review.acts import Act
from models.review.disagreements import Correction, corrections, said
from models.review.ledger import Ledger
from models.review.outcome import STATUS, is_current
from models.views.details import ThreadRow


def thread_rows(record: Record, own: Ledger, others: Mapping[str, Ledger]) -> list[ThreadRow]:
    """The review of a record as the file has it: the reviewer's own decision, those of others,
    settlements and comments by their time, and what everybody wants corrected."""
    ledgers = [own, *others.values()]
    standings = [ledger.of(record.id) for ledger in ledgers]
    decisions = [standing.decision for standing in standings if standing.decision]
    settlements = [standing.settlement for standing in standings if standing.settlement]
    comments = [comment for standing in standings for comment in standing.comments]
    acts = [*decisions, *_by_time(settlements), *_by_time(comments)]
    known = {ledger.reviewer: ledger for ledger in ledgers}
    year = max((act.at for act in acts), default="")[:4]
    undecided = ThreadRow(own.reviewer, "", "undecided", "", verdict=True)
    rows = [] if standings[0].decision else [undecided]
    for act in acts:
        what, decides = _what(act, record, known[act.by]), act.act != "comment"
        rows.append(ThreadRow(act.by, when(act.at, year), what, act.words, decides))
    for ledger, standing in zip(ledgers, standings, strict=True):
        rows += _wishes(ledger.reviewer, corrections(record, standing.overlay))
    return rows


def _by_time(acts: list[Act]) -> list[Act]:
    return sorted(acts, key=lambda act: act.at)


def _what(act: Act, record: Record, ledger: Ledger) -> str:
    if act.act == "comment":
        return "comment"
    verdict = STATUS[str(act.after) if act.act == "settle" else act.act]
    done = f"settled: {verdict}" if act.act == "settle" else verdict
    return done if is_current(act, record, ledger) else f"{done}, outdated"


def _wishes(reviewer: str, wanted: tuple[Correction, ...]) -> Iterator[ThreadRow]:
    for correction in wanted:
        if not correction.field:
            yield ThreadRow(reviewer, "", "takes it out", "")
        else:
            yield ThreadRow(
                reviewer, "", f"corrects {correction.field}", correction_words(correction)
            )


def correction_words(correction: Correction) -> str:
    """What a field says in the file and what it should say."""
    now, wanted = said(correction.file) or "nothing", said(correction.mine) or "nothing"
    return f"{now} → {wanted}"


def when(at: str, year: str = "") -> str:
    """A moment as acts have it, in words: `29 Jan 18:30`, with the year if it is not `year`. UTC."""
    moment = datetime.fromisoformat(at)
    day = f"{moment.day} {MONTHS[moment.month - 1][:3]}"
    shown = "" if at[:4] == year else f" {moment.year}"
    return f"{day}{shown} {moment:%H:%M}"
