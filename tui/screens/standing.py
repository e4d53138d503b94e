"""How far the review is: what is decided, how, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.review.progress import Count
from models.text import visible
from tui.screens.ask import counted
from tui.screens.reading import SIGN_WIDTH, ReadingScreen, ReadRow
from tui.spoken import Listed, Part, Said
from tui.state import DeskState
from tui.styles.look import Look

NAMES = {
    "actor": "actors",
    "event": "events",
    "quote": "quotes",
    "place": "places",
    "context": "notes",
    "link": "relations",
}
"""What the types of record are called, many of them."""

_HEAD = ("decided", "accepted", "rejected", "flagged", "outdated", "left")
_COLUMN = 10


def standing_rows(state: DeskState, *, ascii_only: bool) -> list[ReadRow]:
    """The whole article, each kind of record, what waits to be saved, and the other reviewers."""
    rows = [_heading(f"{'Your decisions':<{SIGN_WIDTH}}{_columns(_HEAD)}")]
    rows.append(_row("all records", told(state.progress.whole)))
    types = state.progress.types
    rows += [_row(NAMES[kind], told(types[kind])) for kind in NAMES if kind in types]
    rows.append(_heading("Your corrections"))
    waiting, conflicts = len(state.corrections.pending), len(state.corrections.conflicts)
    rows.append(_row("not saved yet", counted(waiting, "record") if waiting else "none"))
    if conflicts:
        rows.append(_row("conflicts", f"{counted(conflicts, 'record')}, changed in the file too"))
    rows += [_row("", trouble) for trouble in state.corrections.troubles.values()]
    if state.review.others:
        rows.append(_heading("Others"))
    for reviewer, ledger in state.review.others.items():
        decided = sum(bool(ledger.of(record).decision) for record in state.document.records)
        comments = sum(len(ledger.of(record).comments) for record in state.document.records)
        rows.append(_row(reviewer, f"{decided} decided, {counted(comments, 'comment')}"))
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
    """One count in columns: how many are decided of all, how, and what remains; zeros are dots."""
    figures = (count.accepted, count.rejected, count.flagged, count.outdated, count.remaining)
    shown = (f"{count.decided}/{count.total}", *(str(figure or ".") for figure in figures))
    return _columns(shown)


def told_aloud(name: str, count: Count) -> str:
    """One count in a sentence; of zeros nothing."""
    figures = {
        "accepted": count.accepted,
        "rejected": count.rejected,
        "flagged": count.flagged,
        "outdated": count.outdated,
        "left": count.remaining,
    }
    told = (f"{figure} {word}" for word, figure in figures.items() if figure)
    return ", ".join((f"{name}: {count.decided} of {count.total} decided", *told))


def _columns(words: Iterable[str]) -> str:
    return "".join(f"{word:<{_COLUMN}}" for word in words)


def _heading(words: str) -> ReadRow:
    return ReadRow("", True, "", words)


def _row(sign: str, words: str) -> ReadRow:
    return ReadRow(sign or words, False, sign, words)


class StandingScreen(ReadingScreen):
    """How far the review is."""

    def __init__(self, state: DeskState, look: Look) -> None:
        rows = standing_rows(state, ascii_only=look.symbols.is_ascii)
        super().__init__(state.keys, look, "Progress", rows)
        self.state = state

    def spoken(self) -> Iterator[Part]:
        """The figures in words; what has no columns as it stands."""
        types = self.state.progress.types
        counts = {NAMES[kind]: types[kind] for kind in NAMES if kind in types}
        counts["all records"] = self.state.progress.whole
        lines = (
            told_aloud(row.sign, counts[row.sign])
            if row.sign in counts
            else self.list.row_words(row)
            for row in standing_rows(self.state, ascii_only=False)[1:]
        )
        yield Said("title", "Your decisions", self.list.counter)
        yield Listed("rows", tuple(lines))
