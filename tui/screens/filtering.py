"""Choosing a filter: one of those that fit, or words to look for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from models.article import Actor
from models.links import references
from models.review.filters import Filter, linked, parse
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
    """A word of a filter (`id`), and what it means."""

    id: str
    heading: bool
    words: str


class _Filters(FoundList):
    def __init__(self, look: Look, leaves: Callable[[str], int]) -> None:
        super().__init__(look, "Filter")
        self.leaves = leaves
        """How many records a word leaves."""

    @property
    def empty_words(self) -> str:
        return "No filter is called so, and no record has these words. Try fewer letters."

    def row_words(self, row: Row) -> str:
        assert isinstance(row, FilterRow)
        return f"{row.id}: {row.words}, {counted(self.leaves(row.id), 'record')}"

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, FilterRow)
        palette = self.look.palette
        word = visible(row.id, ascii=self.look.symbols.is_ascii)
        words = visible(row.words, ascii=self.look.symbols.is_ascii)
        left: list[Piece] = [(f"{word:<20}  ", palette.title), (words, palette.dim)]
        right: list[Piece] = [(f"  {self.leaves(row.id)} ", palette.text)]
        return [columns(left, right, width, palette.text, self.look.symbols.ellipsis)]


class FilterScreen(Finder[str]):
    """Ends with the words of a filter. What is set already is kept, and the chosen word added."""

    def __init__(self, state: DeskState, look: Look) -> None:
        super().__init__(
            look,
            _Filters(look, self._leaves),
            "what shall show; enter takes it, esc leaves all as it is",
        )
        self.state = state
        self.before = str(state.filter)
        self._reviewers = list(state.review.others)
        self._showing = state.document.records.keys() if state.shown is None else state.shown
        self._counts: dict[str, int] = {}
        self._offers = list(self._offered())

    def on_mount(self) -> None:
        super().on_mount()
        prepare = self.state.document.search.prepare
        self.run_worker(prepare, thread=True, group="search", exit_on_error=False)

    def _offered(self) -> Iterator[FilterRow]:
        """Words that a filter can have, of which each leaves some of the records that show."""
        document = self.state.document
        others = [(f"by:{name}", f"decided by {name}") for name in self._reviewers]
        for word, meaning in (*_VERDICTS, *others):
            if self._leaves(word):
                yield FilterRow(word, False, meaning)
        kinds = Counter(document.records[record].type for record in self._showing)
        for kind, self._counts[kind] in kinds.items():
            yield FilterRow(kind, False, f"the {NAMES[kind]}")
        for actor in document.all(Actor):
            if self._leaves_some(actor):
                word = f"actor:{actor.id}"
                yield FilterRow(word, False, f"{actor.name}, and what links to it")

    def _leaves_some(self, actor: Actor) -> bool:
        """Whether an actor shows, or a record that names it, or one that it names."""
        pointing = self.state.document.links.sources.get(actor.id, ())
        named = (reference.target for reference in references(actor))
        return any(record in self._showing for record in chain((actor.id,), pointing, named))

    def _leaves(self, words: str) -> int:
        """How many of the records that show a filter leaves."""
        count = self._counts.get(words)
        if count is None:
            wanted = parse(words)
            if wanted == Filter(actor=wanted.actor):
                left = linked(self.state.document, wanted.actor)
            else:
                left = self.state.matching(wanted)
            count = self._counts[words] = len(left & self._showing)
        return count

    def rows(self, typed: str) -> Sequence[Row]:
        words = search_key(typed).split()
        fitting: list[Row] = [
            row
            for row in self._offers
            if all(word in search_key(f"{row.id} {row.words}") for word in words)
        ]
        own = parse(typed).text == typed.strip()  # else they are a filter's, which has a row
        if words and own and self._leaves(typed.strip()):
            fitting.append(FilterRow(typed.strip(), False, "these words in what they say"))
        return fitting

    def result(self, row: Row) -> str:
        return f"{self.before} {row.id}".strip()
