"""The text with a bar for each sentence, and below it the one at the cursor with all that rests there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from textual.strip import Strip

from models.overviews.coverage import Covered, Sentence, look
from models.text import Span
from tui.overviews.coverage_bars import Bars
from tui.overviews.coverage_foot import Foot, Standing
from tui.overviews.coverage_places import Places, records_of
from tui.overviews.coverage_table import Table
from tui.overviews.overview import Overview
from tui.selection import Mark, Selection
from tui.spoken import Part, Said, counted, record_words
from tui.widgets.lines import Piece
from tui.widgets.rows import Row, RowState
from tui.written.coverage import sentence_words

ABOVE = ((15, 3), (10, 2), (6, 1))
BELOW = ((34, 11), (28, 9), (21, 6), (17, 5), (12, 3))
"""How many lines stand above and below the sentences, in a pane of so many lines at least."""

MOST = 4
"""Lines that a sentence takes at most in its row."""


class SentenceRow(NamedTuple):
    """A sentence by its number from 0, and whether it `begins` what shows of its paragraph. Its `id` only
    says that it can be selected."""

    id: str
    number: int
    begins: bool
    heading: bool = False


class CoverageView(Overview):
    """The cursor is on a sentence and, in it, on one of the records that rest there (`_chosen`), if any."""

    found = Covered((), (), 0, True)
    places = Places((), None)
    missing_only = False
    _chosen = ""

    @property
    def empty_words(self) -> str:
        return "Nothing to cover: the article has no text."

    def why_empty(self) -> str:
        if self.missing_only and self.found.sentences:
            return "Nothing is missing in what shows."
        return super().why_empty()

    def fill(self) -> None:
        self.found, shades = look(self.document)
        self.standing = Standing(self.judged)
        bars = Bars(self.look, self.found, shades, len(self.document.text.string))
        self.table = Table(self, bars)
        self.foot = Foot(self)
        self._stood: dict[int, object] = {}
        self._list()

    # Which sentences are listed, and what is in them

    def narrow(self, only: frozenset[str] | None, words: str) -> None:
        super().narrow(only, words)
        self._list()

    def regroup(self) -> None:
        if not self.missing_only and not any(each.missing for each in self.found.sentences):
            self.say("Nothing is missing: every sentence has more than names, and all is claimed.")
            return
        self.missing_only = not self.missing_only
        self._list()
        self._put(self.cursor)
        which = "Only what is missing shows" if self.missing_only else "All sentences show"
        self.say(f"{which}: {len(self.rows)} of {len(self.found.sentences)}.")

    def _list(self) -> None:
        """Lists the sentences that are wanted."""
        self.heading_text = self.separated(
            self.name_shown,
            self.literal(self.filter_words) if self.only is not None else "",
            "what is missing" * self.missing_only,
        )
        rows: list[SentenceRow] = []
        paragraph = 0
        for number, sentence in enumerate(self.found.sentences):
            if self._wanted(sentence):
                begins = sentence.paragraph != paragraph
                rows.append(SentenceRow(f"sentence {number}", number, begins))
                paragraph = sentence.paragraph
        self.set_rows(rows)

    def _wanted(self, sentence: Sentence) -> bool:
        if self.missing_only and not sentence.missing:
            return False
        return self.only is None or any(records_of(sentence, self.only))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """The cursor stays on its record, or else on its sentence."""
        record, here = self.record, self.number(self.cursor)
        numbers = [row.number for row in rows if isinstance(row, SentenceRow)]
        self.places = Places([self.found.sentences[number] for number in numbers], self.only)
        self._chosen = ""
        super().set_rows(rows)  # draws them
        self._index = {each: indexes[0] for each, indexes in self.places.of.items()}
        if here in numbers:
            self.cursor = numbers.index(here)
        if not (record and self.goto(record)):
            self._chosen = self.places.first_in(self.cursor)

    def number(self, index: int) -> int:
        """Which sentence is in a row; -1 for no row."""
        row = self.rows[index] if 0 <= index < len(self.rows) else None
        return row.number if isinstance(row, SentenceRow) else -1

    def sentence(self, index: int) -> Sentence:
        """The sentence in a row."""
        return self.found.sentences[self.number(index)]

    # The cursor

    @property
    def record(self) -> str:
        return self._chosen if 0 <= self.cursor < len(self.rows) else ""

    def goto(self, record: str) -> bool:
        """To the sentence with a record that is nearest to the cursor."""
        if record not in self:
            return False
        self._chosen = record
        self.cursor = self.places.nearest(record, self.cursor)
        self._reveal(self.cursor)
        return True

    def after(self, record: str, wanted: Callable[[str], bool]) -> str:
        seen = {record}
        for each in self.places.ahead(self.cursor, record):
            if each not in seen and wanted(each):
                return each
            seen.add(each)
        return ""

    def pan(self, across: int, down: int) -> None:
        """Chooses among the records of the sentence; goes to another paragraph."""
        if down:
            self._to_paragraph(down)
            return
        here = self.places.records(self.cursor)
        at = here.index(self._chosen) + across if self._chosen in here else 0
        if 0 <= at < len(here):
            self._chosen = here[at]
            self._point()
        else:
            self.say("Nothing more rests in this sentence." if here else "Nothing rests here.")

    def _to_paragraph(self, step: int) -> None:
        if self.cursor < 0:
            return
        here, index = self.sentence(self.cursor).paragraph, self.cursor
        while 0 <= index < len(self.rows) and self.sentence(index).paragraph == here:
            index += step
        index = max(0, min(index, len(self.rows) - 1))
        paragraph = self.sentence(index).paragraph
        while index and self.sentence(index - 1).paragraph == paragraph:
            index -= 1  # its first sentence
        self._put(index)

    def _put(self, index: int, clicked: bool = False) -> None:
        if index < 0:
            return
        if index != self.cursor or self._chosen not in self.places.records(index):
            self._chosen = self.places.first_in(index)
        self.cursor = index
        self._reveal(index)
        self._point(clicked)

    def _point(self, clicked: bool = False) -> None:
        """Selects what was chosen; nothing, in a sentence without records."""
        self.tell(self.Moved(self.pane, self._chosen, clicked))
        if not self._chosen:
            self.unselect()

    # What it shows

    def show(self, selection: Selection) -> None:
        self.standing = Standing(self.judged)
        super().show(selection)

    @property
    def counter(self) -> str:
        total = len(self.found.sentences)
        some = f"{len(self.rows)} of " if len(self.rows) < total else ""
        return some + counted(total, "sentence")

    @property
    def _each(self) -> int:
        """The lines that a sentence may take: more than one where all have so much room."""
        return max(1, min(MOST, self._body_height // max(1, len(self.rows))))

    def _height(self, index: int) -> int:
        return 1 if self._each == 1 else super()._height(index)

    def state_of(self, index: int) -> RowState:
        own = self.places.own(index)
        here = self.active and index == self.cursor
        marks = [self.selection.mark(each) for each in own]
        if self.selection.record in self.places.records(index):
            marks.append(Mark.SELECTED)
        hints = (self.selection.hints.get(each, "") for each in own)
        hint = next(filter(None, hints), "")
        return RowState(here, max(marks, default=Mark.NONE), hint, self.standing.together(own))

    def _strips(self, index: int, state: RowState) -> list[Strip]:
        """Painted anew once something was decided in it, or there is other room."""
        stands = self.standing.decided(self.sentence(index)), self._each
        if self._stood.setdefault(index, stands) != stands:
            self._stood.clear()
            self._kept.clear()
        return super()._strips(index, state)

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, SentenceRow)
        sentence = self.found.sentences[row.number]
        return self.table.row(sentence, self._each, begins=row.begins)

    @property
    def _around(self) -> tuple[int, int]:
        """How many lines stand above the sentences and below them."""
        if self.cursor < 0:
            return 0, 0
        above, below = (
            next((lines for least, lines in steps if self.size.height >= least), 0)
            for steps in (ABOVE, BELOW)
        )
        return above, below

    @property
    def _body_height(self) -> int:
        return max(1, self.size.height - 2 - sum(self._around))  # is asked for every row

    def above(self, width: int) -> list[list[Piece]]:
        """How all of it stands, the text as one strip, and the heads of the columns."""
        if not (lines := self._around[0]):
            return []
        here = self.sentence(self.cursor)
        span = Span(here.start, here.end)
        return self.table.heads(width, span, self.whole_tally())[:lines]

    def below(self, width: int) -> list[list[Piece]]:
        """The sentence at the cursor, and what rests in it."""
        lines = self._around[1]
        return self.foot.lines(width, lines) if lines else []

    # To be heard

    def row_words(self, row: Row) -> str:
        assert isinstance(row, SentenceRow)
        return sentence_words(self.document, self.found.sentences[row.number])

    def spoken(self) -> Iterator[Part]:
        """The sentence, and then the record that is chosen in it."""
        counter, *rest = super().spoken()
        yield counter
        yield from (each._replace(now="") for each in rest if isinstance(each, Said))
        if self._chosen:
            here = self.places.records(self.cursor)
            place = f"{here.index(self._chosen) + 1} of {len(here)} here"
            standing = self.judged(self._chosen).words()
            yield Said("record", record_words(self.document, self._chosen), place, standing)
