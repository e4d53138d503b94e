"""The words of a sentence: what a record covers, what nobody claimed, and where the chosen record rests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rich.style import Style

from models.overviews.coverage import Sentence
from tui.widgets.lines import Piece, wrap

if TYPE_CHECKING:
    from tui.overviews.coverage import CoverageView

SHOWN = 4000
"""Code points of a sentence that are laid out at once."""

BEFORE = 60
"""Code points before the chosen record's, in a sentence that is longer."""


class Words:
    """Draws sentences of a view."""

    def __init__(self, view: CoverageView) -> None:
        self.view = view

    def lines(self, sentence: Sentence, width: int, most: int) -> list[list[Piece]]:
        """A sentence in at most so many lines; where not all of it fits, where the chosen record rests."""
        runs = [*self._runs(sentence)]
        string = "".join(text for text, _ in runs)
        ranges = wrap(string, width - 2)
        opening = string.find(self.view.look.symbols.open_passage) if len(ranges) > most else 0
        first = 0
        while len(ranges) - first > most and ranges[first + most - 1][1] <= opening:
            first += 1
        lines: list[list[Piece]] = []
        for number, (start, end) in enumerate(ranges[first : first + most], first + 1):
            more = number == first + most and number < len(ranges)
            end = min(len(string), end + width) if more else end  # is cut with a mark
            before = first and number == first + 1
            lead = self.view.look.symbols.ellipsis[:1] if before else " "
            lines.append([(lead, self.view.look.palette.dim), *_between(runs, start, end)])
        return lines

    def _runs(self, sentence: Sentence) -> Iterator[Piece]:
        """Stretches of a sentence that look alike; the chosen record's stand between signs."""
        view, palette, symbols = self.view, self.view.look.palette, self.view.look.symbols
        text = view.document.text.string
        resting = [*view.document.passages.ordered.touching(sentence.start, sentence.end)]
        chosen = sorted((start, end) for start, end, key in resting if key == view.record)
        start, end = sentence.start, sentence.end
        if end - start > SHOWN and chosen:
            start = max(start, min(chosen[0][0] - BEFORE, end - SHOWN))
        end = min(end, start + SHOWN)
        layers: list[tuple[list[tuple[int, int]], Style]] = [
            ([(first, last) for first, last, _ in resting], palette.text),
            ([(each.start, each.end) for each in sentence.unclaimed], palette.notice),
            (chosen, palette.on_row(palette.text, palette.passage)),
        ]
        looks = [0] * (end - start)
        for number, (spans, _) in enumerate(layers, 1):
            for first, last in spans:
                first, last = max(first, start) - start, min(last, end) - start
                looks[first:last] = [number] * max(0, last - first)
        styles = [palette.dim, *(style for _, style in layers)]
        for look, group in groupby(range(start, end), lambda at: looks[at - start]):
            at = [*group]
            shown = view.literal(text[at[0] : at[-1] + 1])
            if look == len(layers):
                yield symbols.open_passage, palette.mark
                yield shown, styles[look]
                yield symbols.close_passage, palette.mark
            else:
                yield shown, styles[look]


def _between(runs: list[Piece], start: int, end: int) -> Iterator[Piece]:
    """The part of some runs between two of their code points."""
    at = 0
    for text, style in runs:
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            yield text[first:last], style
        at += len(text)
