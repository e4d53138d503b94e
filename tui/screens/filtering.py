"""Choosing a filter: one of those that fit, or words to look for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.article import Actor
from models.review.filters import parse
from models.text import search_key, visible
from tui.screens.finder import Finder, FoundList
from tui.screens.standing import NAMES
from tui.spoken import counted
from tui.state import DeskState
from tui.styles.look import Look
from tui.widgets.lines import Piece, columns
from tui.widgets.rows import Row, RowState

_VERDICTS = (
    ("undecided", "not decided yet, or outdated"),
    ("accepted", "accepted, as they read now"),
    ("rejected", "rejected"),
    ("flagged", "flagged"),
    ("outdated", "decided, and changed since"),
    ("by:mine", "decided by you"),
    ("by:others", "decided by somebody else"),
    ("has:comments", "with comments"),
    ("has:problems", "with problems"),
)


class FilterRow(NamedTuple):
    """A word of a filter (`id`), what it means, and how many records it leaves."""

    id: str
    heading: bool
    words: str
    leaves: int


class _Filters(FoundList):
    @property
    def empty_words(self) -> str:
        return "No filter is called so, and no record has these words. Try fewer letters."

    def row_words(self, row: Row) -> str:
        assert isinstance(row, FilterRow)
        return f"{row.id}: {row.words}, {counted(row.leaves, 'record')}"

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, FilterRow)
        palette = self.look.palette
        word = visible(row.id, ascii=self.look.symbols.is_ascii)
        words = visible(row.words, ascii=self.look.symbols.is_ascii)
        left: list[Piece] = [(f"{word:<20}  ", palette.title), (words, palette.dim)]
        right: list[Piece] = [(f"  {row.leaves} ", palette.text)]
        return [columns(left, right, width, palette.text, self.look.symbols.ellipsis)]


class FilterScreen(Finder[str]):
    """Ends with the words of a filter. What is set already is kept, and the chosen word added."""

    def __init__(self, state: DeskState, look: Look) -> None:
        super().__init__(
            look,
            _Filters(look, "Filter"),
            "what shall show; enter takes it, esc leaves all as it is",
        )
        self.state = state
        self.before = str(state.filter)
        self._reviewers = list(state.review.others)
        self._showing = state.document.records.keys() if state.shown is None else state.shown
        self._offers = list(self._offered())

    def _offered(self) -> Iterator[FilterRow]:
        """Words that a filter can have, with how many records each leaves of those that show."""
        document = self.state.document
        others = [(f"by:{name}", f"decided by {name}") for name in self._reviewers]
        for word, meaning in (*_VERDICTS, *others):
            yield FilterRow(word, False, meaning, self._count(word))
        kinds = Counter(document.records[record].type for record in self._showing)
        for kind, count in kinds.items():
            yield FilterRow(kind, False, f"the {NAMES[kind]}", count)
        for actor in document.all(Actor):
            linked = {actor.id, *(edge.target for edge in document.links.of(actor.id))}
            meaning = f"{actor.name}, and what links to it"
            yield FilterRow(f"actor:{actor.id}", False, meaning, len(linked & self._showing))

    def _count(self, words: str) -> int:
        return len(self.state.matching(parse(words)) & self._showing)

    def rows(self, typed: str) -> Sequence[Row]:
        words = search_key(typed).split()
        fitting: list[Row] = [
            row
            for row in self._offers
            if row.leaves and all(word in search_key(f"{row.id} {row.words}") for word in words)
        ]
        own = parse(typed).text == typed.strip()  # else they are a filter's, which has a row
        if words and own and (count := self._count(typed)):
            fitting.append(FilterRow(typed.strip(), False, "these words in what they say", count))
        return fitting

    def result(self, row: Row) -> str:
        return f"{self.before} {row.id}".strip()
