"""The article's text, with the passages of what is selected and linked, and marks for coverage.

The cursor goes from passage to passage in reading order, and selects the record of each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from rich.style import Style
from textual.strip import Strip

from models.article import Actor, Place
from models.document import Document
from models.mentions import Mentions, Passage
from models.text import Span
from models.views.coverage import Coverage, coverage
from tui.panes.pane import Pane
from tui.selection import Mark
from tui.spoken import Part, Said, counted, named_words, quoted, record_words, sentences
from tui.widgets.lines import Piece, line, wrap
from tui.widgets.rowlist import KEPT
from tui.widgets.rows import RowState

MARGIN = 2
"""Cells left of a line: how it is covered, and the bracket of a passage that begins there."""

MEASURE = 88
"""Cells beyond which lines of prose get hard to follow."""


class ParagraphRow(NamedTuple):
    """The headline (`number` 0) or a paragraph: a range of the text."""

    id: str
    heading: bool
    number: int
    start: int
    end: int


class Shade(NamedTuple):
    """A range of a paragraph and how it stands to the selection; `here` when the cursor is on it."""

    start: int
    end: int
    mark: Mark
    here: bool
    hint: str


class ArticlePane(Pane):
    pane = "article"

    def fill(self) -> None:
        self._at = -1  # the passage under the cursor
        self._pointed: Span | None = None
        self._wraps: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._painted: dict[tuple[int, tuple[Shade, ...], int, int], list[Strip]] = {}
        rows = [ParagraphRow("", False, 0, 0, 0)] if self.document.article.title else []
        rows += [
            ParagraphRow("", False, number, span.start, span.end)
            for number, span in enumerate(self.document.text.paragraphs, 1)
        ]
        self.set_rows(rows if self.document.text.paragraphs else [])

    def load(self, document: Document) -> None:
        at = self._at
        super().load(document)
        self._at = min(at, len(self._ordered) - 1)

    @property
    def empty_words(self) -> str:
        return "No text: the file's `article:` has no `text:`. Press o to add it in your editor."

    @property
    def counter(self) -> str:
        total = len(self.document.text.paragraphs)
        return f"{self.look.symbols.paragraph}{self._paragraph()}/{total}" if total else ""

    def _paragraph(self) -> int:
        """The paragraph of the cursor; in a pane without the keys, of the passage it shows."""
        here = self._at if self.active else self._seen(self.selection.record)
        if 0 <= here < len(self._ordered):
            return self.document.text.paragraph_at(self._ordered[here].start) + 1
        row = self.rows[self._top[0]]
        assert isinstance(row, ParagraphRow)
        return max(1, row.number)

    # The cursor

    @property
    def _ordered(self) -> Mentions:
        return self.document.passages.ordered

    def __contains__(self, record: str) -> bool:
        shows = self.only is None or record in self.only
        return shows and bool(self.document.passages.indexes(record))

    @property
    def record(self) -> str:
        return self._ordered[self._at].record if 0 <= self._at < len(self._ordered) else ""

    def first(self) -> str:
        return self._ordered[0].record if self._ordered else ""

    def goto(self, record: str) -> bool:
        """To the record's first passage that can be seen, or else to that nearest to the cursor."""
        indexes = self.document.passages.indexes(record)
        if not indexes:
            return False
        seen = self._seen(record)
        after = bisect_left(indexes, self._at)
        near = indexes[max(0, after - 1) : after + 1]
        closest = min(near, key=lambda index: abs(index - self._at))
        self._at = seen if seen >= 0 else closest
        self._show_passage(self._ordered[self._at])
        return True

    def goto_offset(self, offset: int) -> str:
        """To the passage at or behind an offset of the text, which is shown; its record, if any."""
        found = bisect_left(self._ordered, offset, key=lambda passage: passage.start)
        around = self.document.passages.within(offset, offset + 1)
        if around:
            found = self._ordered.index(around[-1])
        self._show_offset(offset)
        self._at = min(found, len(self._ordered) - 1)
        return self.record

    def point_at(self, span: Span | None) -> None:
        """Marks a range of the text, whatever rests there, and shows it; it stays marked while problems
        are looked at."""
        self._pointed = span
        if span is not None:
            self._show_offset(*span)
        self.repaint()

    def reveal(self, record: str) -> None:
        """Scrolls to a record's first passage, unless one of them shows already."""
        indexes = self.document.passages.indexes(record)
        if indexes and self._seen(record) < 0:
            self._show_passage(self._ordered[indexes[0]])

    def move(self, steps: int) -> None:
        target = self._next_shown(self._at, 1 if steps > 0 else -1)
        if target < 0:
            self._scroll(steps)
        else:
            self._to(target)

    def listed(self) -> list[str]:
        shown = dict.fromkeys(self._ordered.owners)
        return [each for each in shown if self.only is None or each in self.only]

    def after(self, record: str, wanted: Callable[[str], bool]) -> str:
        only = self.only
        return self._after(
            self._at,
            self._ordered.owners,
            lambda each: (only is None or each in only) and wanted(each),
        )

    def _next_shown(self, index: int, direction: int) -> int:
        """The passage next to one in a direction that the filter leaves; -1 if there is none."""
        index += direction
        while 0 <= index < len(self._ordered):
            if self.only is None or self._ordered[index].record in self.only:
                return index
            index += direction
        return -1

    def page(self, direction: int) -> None:
        """By half a pane of lines; the cursor takes the first passage behind where the view begins."""
        before = self._top
        self._scroll(direction * max(1, self._body_height // 2))
        if self._top == before:
            self._to_end(direction)
            return
        start = self._offset_at(self._top)
        found = bisect_left(self._ordered, start, key=lambda passage: passage.start)
        found = self._next_shown(found - 1, 1)
        if found >= 0:
            self._at = found
            self.tell(self.Moved(self.pane, self.record))

    def end(self, direction: int) -> None:
        if not self._ordered:
            super().end(direction)
        if direction < 0:
            self._top = (0, 0)
            self.repaint()
        self._to_end(direction)

    def _to_end(self, direction: int) -> None:
        outside = -1 if direction < 0 else len(self._ordered)
        self._to(self._next_shown(outside, -direction))

    def _to(self, index: int) -> None:
        if index >= 0:
            self._at = index
            self._show_passage(self._ordered[self._at])
            self.tell(self.Moved(self.pane, self.record))

    # To be heard

    @property
    def place(self) -> str:
        return f"passage {self._at + 1} of {len(self._ordered)}"

    def spoken(self) -> Iterator[Part]:
        """The pane; each paragraph when one comes to it, and with it those beside it that have no passages;
        the passage at the cursor with its record."""
        total = len(self.document.text.paragraphs)
        yield Said("pane", self.pane, counted(total, "paragraph"), self.filter_words)
        if not 0 <= self._at < len(self._ordered):
            yield Said("row", "" if total else self.why_empty())
            return
        passage = self._ordered[self._at]
        number = self.document.text.paragraph_at(passage.start)
        read = [f"Paragraph {each + 1}. {self._read(each)}" for each in self._around(number)]
        yield Said("paragraph", sentences(read))
        words = quoted(self.document, passage.spans)
        is_name = isinstance(self.document.records[passage.record], Actor | Place)
        named = named_words if is_name else record_words
        record = named(self.document, passage.record)
        standing = self.judged(passage.record).words()
        yield Said("row", f"{words}: {record}", self.place, standing, self._at)

    def _read(self, paragraph: int) -> str:
        return self.document.text.string[slice(*self.document.text.paragraphs[paragraph])]

    def _around(self, number: int) -> range:
        """A paragraph and those right before it in which nothing rests; behind the last, those after it."""
        first, last = number, number + 1
        while first > 0 and not self._rests(first - 1):
            first -= 1
        total = len(self.document.text.paragraphs)
        after = next((each for each in range(last, total) if self._rests(each)), total)
        return range(first, after if after == total else last)

    def _rests(self, paragraph: int) -> bool:
        return bool(self.document.passages.within(*self.document.text.paragraphs[paragraph]))

    # Where things stand

    def _row_of(self, offset: int) -> int:
        headline = 1 if self.document.article.title else 0
        return self.document.text.paragraph_at(offset) + headline

    def _line_of(self, offset: int) -> tuple[int, int]:
        """The row and the line in it that an offset of the text stands on."""
        index = self._row_of(offset)
        row = self.rows[index]
        assert isinstance(row, ParagraphRow)
        ranges = self._ranges(index, self._body_width)
        number = bisect_left(ranges, offset - row.start, key=lambda each: each[1] - 1)
        return index, min(number, len(ranges) - 1)

    def _offset_at(self, stand: tuple[int, int]) -> int:
        """Where in the text a line begins; behind the last, the end of the text."""
        index, number = stand
        if index >= len(self.rows):
            return len(self.document.text.string)
        row = self.rows[index]
        assert isinstance(row, ParagraphRow)
        ranges = self._ranges(index, self._body_width)
        if not row.number:
            return 0
        return row.start + ranges[number][0] if number < len(ranges) else row.end

    def _seen(self, record: str) -> int:
        """The first passage of a record that shows, as an index among all; -1 if none does."""
        if not self.size:
            return -1
        indexes = self.document.passages.indexes(record)
        start, end = self._offset_at(self._top), self._offset_at(self._after_last())
        found = bisect_left(indexes, start, key=lambda index: self._ordered[index].start)
        if found < len(indexes) and self._ordered[indexes[found]].start < end:
            return indexes[found]
        return -1

    def _after_last(self) -> tuple[int, int]:
        """The first line below the pane."""
        row, line_number = self._top
        left = self._body_height
        while row < len(self.rows):
            height = self._height(row) - line_number
            if height > left:
                return row, line_number + left
            left -= height
            row, line_number = row + 1, 0
        return row, 0

    def keep_in_view(self) -> None:
        if not self.active:
            self.reveal(self.selection.record)
        elif self._at >= 0:
            self._show_passage(self._ordered[self._at])

    def _show_passage(self, passage: Passage) -> None:
        self._show_offset(passage.start, passage.end)

    def _show_offset(self, start: int, end: int | None = None) -> None:
        """Scrolls a range into view with a little of what stands around it."""
        if self.size.height < 3 or not self.rows:
            return
        first, last = self._line_of(start), self._line_of(max(start, (end or start) - 1))
        if self._top <= first and last < self._after_last():
            return
        self._top = first
        self._scroll(-(self._body_height // 4))

    # Painting

    def _ranges(self, index: int, width: int) -> list[tuple[int, int]]:
        """The lines of a paragraph, as ranges of it."""
        ranges = self._wraps.get((index, width))
        if ranges is None:
            row = self.rows[index]
            assert isinstance(row, ParagraphRow)
            room = min(MEASURE, width - MARGIN - 1)
            ranges = self._wraps[index, width] = wrap(self.literal(self._words(row)), room)
        return ranges

    def _words(self, row: ParagraphRow) -> str:
        if not row.number:
            return self.document.article.title
        return self.document.text.string[row.start : row.end]

    def _height(self, index: int) -> int:
        return len(self._ranges(index, self._body_width)) + 1

    def _strips(self, index: int, state: RowState) -> list[Strip]:
        width = self._body_width
        shades = self._shades(index)
        key = (index, shades, width, self.look.age)
        strips = self._painted.get(key)
        if strips is None:
            if len(self._painted) > KEPT:
                self._painted.clear()
            strips = self._painted[key] = self._paint_paragraph(index, shades, width)
        return strips

    def _shades(self, index: int) -> tuple[Shade, ...]:
        """What of a paragraph the selection marks, in reading order."""
        row = self.rows[index]
        assert isinstance(row, ParagraphRow)
        if not row.number:
            return ()
        if self._pointed is not None and self.selection.active == "problems":
            start, end = (offset - row.start for offset in self._pointed)
            if start < row.end - row.start and end > 0:
                pointed = Shade(
                    max(0, start), min(end, row.end - row.start), Mark.SELECTED, False, ""
                )
                return (*self._passages_marked(row), pointed)
        return self._passages_marked(row)

    def _passages_marked(self, row: ParagraphRow) -> tuple[Shade, ...]:
        if not self.selection.record:
            return ()
        here = self._ordered[self._at] if self.active and self._at >= 0 else None
        shades = []
        for passage in self.document.passages.within(row.start, row.end):
            mark = self.selection.mark(passage.record)
            if mark is Mark.NONE:
                continue
            hint = self.selection.hints.get(passage.record, "")
            for span in passage.spans:
                start, end = max(span.start, row.start), min(span.end, row.end)
                if start < end:
                    at = passage is here
                    shades.append(Shade(start - row.start, end - row.start, mark, at, hint))
                    hint = ""
        return tuple(shades)

    def _paint_paragraph(self, index: int, shades: tuple[Shade, ...], width: int) -> list[Strip]:
        palette = self.look.palette
        row = self.rows[index]
        assert isinstance(row, ParagraphRow)
        text = self.literal(self._words(row))
        plain = palette.text if row.number else palette.title
        strips = []
        for start, end in self._ranges(index, width):
            bar = self._coverage_sign(row.start + start, row.start + end) if row.number else " "
            pieces = [(bar, palette.frame_focus), *self._line(text, start, end, shades, plain)]
            strips.append(line(pieces, width, palette.text))
        strips.append(Strip.blank(width, palette.text))
        return strips

    def _coverage_sign(self, start: int, end: int) -> str:
        symbols = self.look.symbols
        signs = {
            Coverage.FULL: symbols.gutter_full,
            Coverage.PART: symbols.gutter_part,
            Coverage.NONE: " ",
        }
        return signs[coverage(self.document, start, end)]

    def _line(
        self, text: str, start: int, end: int, shades: tuple[Shade, ...], plain: Style
    ) -> list[Piece]:
        """One line of a paragraph with the cell before it: where a passage of the selected record
        begins or ends beside a space, that space carries the bracket, so that no text moves."""
        symbols = self.look.symbols
        shown = list(text[start:end])
        before, after = " ", " "
        for shade in shades:
            if shade.mark is not Mark.SELECTED:
                continue
            if shade.start == start:
                before = symbols.open_passage
            elif start < shade.start < end and shown[shade.start - start - 1] == " ":
                shown[shade.start - start - 1] = symbols.open_passage
            if start < shade.end < end and shown[shade.end - start] == " ":
                shown[shade.end - start] = symbols.close_passage
            elif shade.end == end:
                after = symbols.close_passage
        palette = self.look.palette
        pieces: list[Piece] = [(before, palette.mark if before != " " else palette.text)]
        cuts = {start, end}
        for shade in shades:
            around = (shade.start - 1, shade.start, shade.start + len(shade.hint))
            cuts.update(cut for cut in (*around, shade.end, shade.end + 1) if start < cut < end)
        edges = sorted(cuts)
        for first, last in pairwise(edges):
            words = "".join(shown[first - start : last - start])
            pieces += self._styled(words, first, last, shades, plain)
        pieces.append((after, palette.mark if after != " " else palette.text))
        return pieces

    def _styled(
        self, words: str, first: int, last: int, shades: tuple[Shade, ...], plain: Style
    ) -> list[Piece]:
        palette, symbols = self.look.palette, self.look.symbols
        over = [shade for shade in shades if shade.start <= first and last <= shade.end]
        for shade in over:
            if shade.hint and first == shade.start:
                return [(shade.hint[: len(words)].ljust(len(words)), palette.hint)]
        style = plain
        if any(shade.mark in (Mark.LINKED, Mark.NEXT) for shade in over):
            style += palette.linked
        if any(shade.mark is Mark.SELECTED for shade in over):
            style += palette.passage
        if any(shade.here for shade in over):
            style += palette.cursor
        if words in (symbols.open_passage, symbols.close_passage):
            style = palette.mark
        return [(words, style)]
