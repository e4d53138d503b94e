"""Bars that stand for a stretch of text, cell by cell: what is told there, named, bare, or nobody's."""

from __future__ import annotations

from collections.abc import Iterable

from models.overviews.coverage import Covered, Unclaimed
from models.overviews.shades import NAMED, TOLD, Shades
from models.text import Span
from tui.styles.look import Look
from tui.widgets.lines import Piece


class Bars:
    """Bars over one text."""

    def __init__(self, look: Look, found: Covered, shades: Shades, length: int) -> None:
        self.look = look
        self._shades = shades
        self._unclaimed = dict.fromkeys(
            each for sentence in found.sentences for each in sentence.unclaimed
        )
        self._whole = Span(0, length)
        self._strips: dict[tuple[int, int], list[Piece]] = {}

    @property
    def signs(self) -> tuple[str, str, str, str]:
        """For what is told, told in part, only named, and bare."""
        symbols = self.look.symbols
        return ("#", "+", "-", ".") if symbols.is_ascii else ("▆", "▃", "▁", symbols.separator)

    def bar(self, span: Span, width: int, unclaimed: Iterable[Unclaimed]) -> list[Piece]:
        """A stretch of text in so many cells, which of it stands for the same share."""
        length = max(1, span.end - span.start)
        nobodys: set[int] = set()
        for each in unclaimed:
            first = (max(each.start, span.start) - span.start) * width // length
            last = (min(each.end, span.end) - 1 - span.start) * width // length
            nobodys.update(range(first, last + 1))
        pieces: list[Piece] = []
        for cell in range(width):
            start = span.start + cell * length // width
            end = max(start + 1, span.start + (cell + 1) * length // width)
            unknown = ("?", self.look.palette.notice)
            pieces.append(unknown if cell in nobodys else self._cell(start, end))
        return pieces

    def _cell(self, start: int, end: int) -> Piece:
        palette = self.look.palette
        told, partly, named, bare = self.signs
        counts = self._shades.counts(start, end)
        if counts[TOLD]:
            return (told if 2 * counts[TOLD] >= sum(counts) else partly, palette.key)
        return (named if counts[NAMED] else bare, palette.dim)

    def strip(self, width: int, here: Span) -> list[Piece]:
        """The whole text, with the cursor's sign where `here` begins."""
        key = (width, self.look.age)
        if key not in self._strips:
            self._strips[key] = self.bar(self._whole, width, self._unclaimed)
        cells = [*self._strips[key]]
        at = here.start * width // max(1, self._whole.end)
        cells[min(at, width - 1)] = (self.look.symbols.cursor, self.look.palette.mark)
        return cells
