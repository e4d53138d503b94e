"""How far the review is: what is decided, how, and what is left."""

from __future__ import annotations

from models.review.progress import Count
from models.text import visible
from tui.screens.reading import ReadingScreen, ReadRow
from tui.state import DeskState
from tui.styles.look import Look


def standing_rows(state: DeskState, *, ascii_only: bool) -> list[ReadRow]:
    """The whole article, each kind of record, what waits to be saved, and the other reviewers."""
    whole = state.progress.whole
    rows = [_heading("Your decisions"), _row("all records", told(whole))]
    rows += [_row(f"{kind}s", told(count)) for kind, count in state.progress.types.items()]
    rows.append(_heading("Your corrections"))
    waiting, conflicts = len(state.corrections.pending), len(state.corrections.conflicts)
    rows.append(_row("not saved yet", f"{waiting} records" if waiting else "none"))
    if conflicts:
        rows.append(_row("conflicts", f"{conflicts} records, which the file has changed too"))
    rows += [_row("", trouble) for trouble in state.corrections.troubles.values()]
    if state.review.others:
        rows.append(_heading("Others"))
    for reviewer, ledger in state.review.others.items():
        decided = sum(bool(ledger.of(record).decision) for record in state.document.records)
        comments = sum(len(ledger.of(record).comments) for record in state.document.records)
        rows.append(_row(reviewer, f"{decided} decided, {comments} comments"))
    if state.review.troubles:
        rows.append(_heading("Wrong with the journals"))
    rows += [_row("", trouble) for trouble in state.review.troubles]
    return [
        row._replace(
            sign=visible(row.sign, ascii=ascii_only), words=visible(row.words, ascii=ascii_only)
        )
        for row in rows
    ]


def told(count: Count) -> str:
    """One count in words: how many are decided, how, and what remains."""
    parts = [f"{count.decided} of {count.total} decided"]
    for number, words in (
        (count.accepted, "accepted"),
        (count.rejected, "rejected"),
        (count.flagged, "flagged"),
        (count.outdated, "outdated"),
    ):
        if number:
            parts.append(f"{number} {words}")
    left = f"{count.remaining} left" if count.remaining else "nothing left"
    return ", ".join([*parts, left])


def _heading(words: str) -> ReadRow:
    return ReadRow("", True, "", words)


def _row(sign: str, words: str) -> ReadRow:
    return ReadRow(sign or words, False, sign, words)


class StandingScreen(ReadingScreen):
    """How far the review is."""

    def __init__(self, state: DeskState, look: Look) -> None:
        rows = standing_rows(state, ascii_only=look.symbols.is_ascii)
        super().__init__(state.keys, look, "Progress", rows)
