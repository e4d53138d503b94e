"""The columns of sentences: where each stands, its bar, what rests there, how much is decided, its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from models.article import RecordType
from models.overviews.coverage import Sentence
from models.text import Span
from models.views.coverage import Coverage
from tui.overviews.coverage_bars import Bars
from tui.spoken import counted
from tui.widgets.lines import Piece, pad
from tui.widgets.rows import GUTTER
from tui.written.coverage import share

if TYPE_CHECKING:
    from tui.overviews.coverage import CoverageView

COUNTED: tuple[tuple[str, tuple[RecordType, ...]], ...] = (
    ("events", ("event",)),
    ("quotes", ("quote",)),
    ("notes", ("context", "link")),
    ("names", ("actor", "place")),
)
"""What is counted in each sentence, and which types of record these are."""


class Columns(NamedTuple):
    """Cells for the bar, the share of letters (0: it does not show), each count, what is decided, and what
    nobody claimed."""

    bar: int
    share: int = 0
    number: int = 0
    decided: int = 0
    nobodys: int = 0


WIDTHS = (
    (150, Columns(24, 6, 8, 9, 4)),
    (100, Columns(14, 5, 7, 9, 4)),
    (64, Columns(10, 0, 3, 8, 3)),
    (40, Columns(8, 0, 0, 8, 3)),
)
"""What shows in so much room at least."""

MOST_IN_A_CELL = 4
"""Code points of a sentence that are looked at for each cell it may take."""


class Table:
    """Draws the rows of a view, and what stands above them."""

    def __init__(self, view: CoverageView, bars: Bars) -> None:
        self.view = view
        self.bars = bars
        found = view.found
        self._counts = {level: found.count(level) for level in Coverage}
        self._share = share(found.told, found.letters)

    @property
    def _columns(self) -> Columns:
        room = self.view.room
        return next((found for least, found in WIDTHS if room >= least), Columns(4))

    @property
    def _margin(self) -> int:
        """Cells for the paragraph's number."""
        if self.view.room < WIDTHS[-1][0]:
            return 0
        paragraphs = len(self.view.document.text.paragraphs)
        return cell_len(self.view.look.symbols.paragraph) + len(str(paragraphs)) + 1

    # A sentence

    def row(self, sentence: Sentence, most: int, *, begins: bool) -> list[list[Piece]]:
        """Its lines, so many at most, with its paragraph's number if it `begins` that."""
        palette, columns = self.view.look.palette, self._columns
        pieces: list[Piece] = [(self._paragraph(sentence, begins=begins), palette.dim)]
        span = Span(sentence.start, sentence.end)
        pieces += self.bars.bar(span, columns.bar, sentence.unclaimed)
        told = share(sentence.told, sentence.letters)
        pieces.append((f"{told:>{columns.share}}" * bool(columns.share), palette.text))
        if columns.number:
            pieces += self._numbers(sentence, columns.number)
        pieces += self._decided(sentence, columns.decided) if columns.decided else []
        nobodys = f"?{len(sentence.unclaimed)}" if sentence.unclaimed else ""
        pieces.append((f"{nobodys:>{columns.nobodys}}" * bool(columns.nobodys), palette.notice))
        pieces.append(("  ", palette.text))
        indent = sum(cell_len(words) for words, _ in pieces)
        left = max(1, self.view.room - indent)
        string = self.view.document.text.string
        words = string[sentence.start : sentence.end][: most * MOST_IN_A_CELL * left]
        lines = self.view.wrapped(words, left, palette.text, most=most)
        rest: list[list[Piece]] = [[(" " * indent, palette.text), *line] for line in lines[1:]]
        return [[*pieces, *lines[0]], *rest]

    def _paragraph(self, sentence: Sentence, *, begins: bool) -> str:
        number = f"{self.view.look.symbols.paragraph}{sentence.paragraph}" if begins else ""
        return f"{number:>{self._margin - 1}} " if self._margin else ""

    def _numbers(self, sentence: Sentence, width: int) -> Iterator[Piece]:
        palette, dot = self.view.look.palette, self.view.look.symbols.separator
        for _, kinds in COUNTED:
            number = sum(len(sentence.records.get(kind, ())) for kind in kinds)
            shown = str(number) if number else dot
            yield f"{shown:>{width}}", palette.text if number else palette.dim

    def _decided(self, sentence: Sentence, width: int) -> Iterator[Piece]:
        """How many records are decided of those there are, with a sign when all are."""
        palette, symbols = self.view.look.palette, self.view.look.symbols
        decided, total = self.view.standing.decided(sentence)
        done = total > 0 and decided == total
        shown = f"{symbols.accepted if done else ''}{decided}/{total}" if total else ""
        yield f"{shown:>{width}}", palette.cooperation if done else palette.text

    # What stands above

    def heads(self, width: int, here: Span, decided: tuple[int, int]) -> list[list[Piece]]:
        """How the whole text stands, the text in a strip, and the heads of the columns."""
        palette, columns = self.view.look.palette, self._columns
        words = " " * (GUTTER + self._margin) + pad("covered", columns.bar, "")
        words += f"{'%':>{columns.share}}" * bool(columns.share)
        if columns.number:
            names = (name if len(name) < columns.number else name[:2] for name, _ in COUNTED)
            words += "".join(f"{name:>{columns.number}}" for name in names)
        heads = ("decided", columns.decided), ("?", columns.nobodys)
        words += "".join(f"{name:>{cells}}" for name, cells in heads if cells)
        strip = self.bars.strip(max(1, width - 2), here)
        return [
            self._summary(width, decided),
            [(" ", palette.text), *strip],
            [(words + "  sentence", palette.dim)],
        ]

    def _summary(self, width: int, decided: tuple[int, int]) -> list[Piece]:
        """As much of how the whole text stands as there is room for; what matters least goes first."""
        told = [*self._told(decided, brief=width < WIDTHS[0][0])]
        while len(told) > 1 and sum(cell_len(words) + 3 for _, words, _ in told) > width:
            told.remove(max(told, key=lambda each: each[0]))
        pieces: list[Piece] = []
        for _, words, urgent in told:
            palette = self.view.look.palette
            style = palette.notice if urgent else palette.text
            pieces.append(((" " if not pieces else "   ") + words, style))
        return pieces

    def _told(self, decided: tuple[int, int], *, brief: bool) -> Iterator[tuple[int, str, bool]]:
        """The parts of the summary: in what order they may go, their words, and whether they are urgent."""
        found, (told, _, named, bare) = self.view.found, self.bars.signs
        full, part, none = (
            self._counts[level] for level in (Coverage.FULL, Coverage.PART, Coverage.NONE)
        )
        yield 4, counted(len(found.sentences), "sentence") + ":" * (not brief), False
        yield 1, f"{told} {full} {'told' if brief else 'with an event, a quote or a note'}", False
        yield 2, f"{named} {part} {'named' if brief else 'with names only'}", False
        yield 0, f"{bare} {none} {'bare' if brief else 'with nothing'}", none > 0
        if not found.complete:
            yield 0, "? unclaimed: unknown, as some records could not be read", True
        elif found.names or found.quotations:
            names = counted(len(found.names), "name")
            yield 0, f"? unclaimed: {names}, {counted(found.quotations, 'quotation')}", True
        else:
            yield 5, "? unclaimed: nothing", False
        yield 6, f"{self._share} of the letters".strip(), False
        if decided[1]:
            yield 3, f"decided {decided[0]}/{decided[1]}", False
