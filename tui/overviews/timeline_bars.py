"""Bars of the timeline: what is drawn of a date in a stretch of time, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, inf
from typing import NamedTuple

from models.overviews.timeline_axis import Window, day_words
from models.overviews.timeline_extent import Extent, Stretch

_NEAR = 1e-6
"""What is off by so little of a cell is not off."""


OF_HOURS = 14
"""Cells a day from which hours are told: at which of them a day’s event was, its date does not say."""


class Glyphs(NamedTuple):
    """One cell each, but for those that say that something lies beyond the edge."""

    point: str
    lasts: str
    maybe: str
    inside: str
    opens: str
    closes: str
    open_start: str
    open_end: str
    beyond_left: str
    beyond_right: str
    published: str
    tick: str
    tick_long: str
    axis: str
    unknown: str = "?"

    def crossed(self, cells: Sequence[str]) -> bool:
        """Whether the line of the publication shows in the middle of three cells: where nothing is drawn,
        or in the midst of a bar."""
        middle = cells[len(cells) // 2]
        return not middle or (all(cells) and middle in (self.lasts, self.maybe, self.inside))


UNICODE = Glyphs(*"◉━╌─├┤◂▸«»┊┬┼─")
ASCII = Glyphs("o", "=", ".", "-", "|", "|", "<", ">", "<<", ">>", ":", "+", "+", "-")


def glyphs(is_ascii: bool) -> Glyphs:
    return ASCII if is_ascii else UNICODE


class Bar:
    """What is drawn of one date. `cells` are as many as asked for, empty where nothing is drawn."""

    def __init__(self, window: Window, width: int, signs: Glyphs) -> None:
        self.cells = [""] * width
        self._window, self._signs = window, signs

    @property
    def _last(self) -> int:
        return len(self.cells) - 1

    # Cells

    def touched(self, stretch: Stretch) -> tuple[float, float]:
        """The first and the last cell that a stretch touches, maybe outside."""
        start, end = (self._window.cell(each, len(self.cells)) for each in stretch)
        first = floor(start + _NEAR) if start > -inf else -inf
        last = ceil(end - _NEAR) - 1 if end < inf else inf
        return first, max(first, last)

    def _visible(self, stretch: Stretch) -> range:
        first, last = self.touched(stretch)
        return range(int(max(first, 0)), int(min(last, self._last)) + 1)

    def _fill(self, stretch: Stretch, sign: str) -> None:
        for cell in self._visible(stretch):
            self.cells[cell] = sign

    def _put(self, cell: int, text: str, *, ends: bool = False) -> None:
        """Text from a cell on, or ending in it, as far as there are cells."""
        start = cell - len(text) + 1 if ends else cell
        for at, sign in enumerate(text, start):
            if 0 <= at <= self._last:
                self.cells[at] = sign

    # Shapes

    def draw(self, extent: Extent, doubt: str) -> None:
        """A date, and what its shape can't say of the doubt."""
        first, last = self.touched(extent.hull)
        if last < 0 or first > self._last:
            self._point_beyond(extent.hull, doubt, left=last < 0)
            return
        if extent.kind == "throughout":
            self._lasting(extent)
        elif extent.parts:
            self._several(extent)
        elif extent.kind == "moment":
            self._put(int(first), self._signs.point)
        else:
            self._bracketed(extent.hull, self._middle(extent, doubt))
        if self._signs.unknown in self.cells:
            doubt = doubt.replace("?", "")
        self._add_doubt(doubt)

    def _middle(self, extent: Extent, doubt: str) -> str:
        if extent.kind == "day":
            return self._signs.point if len(self.cells) / self._window.span < OF_HOURS else ""
        return self._signs.unknown if extent.kind == "one day" or "?" in doubt else ""

    def _bracketed(self, stretch: Stretch, middle: str) -> None:
        """Somewhere within; of what fits into a cell only that it is there."""
        signs, shown = self._signs, self._visible(stretch)
        if not shown:
            return
        first, last = self.touched(stretch)
        if first == last or (last - first < 2 and middle == signs.point):
            self._put(shown[0], middle or signs.point)
            return
        self._fill(stretch, signs.inside)
        self._ends(stretch, signs.opens, signs.closes, signs.open_start, signs.open_end)
        if len(shown) > 2 and middle:
            self._put((shown[0] + shown[-1]) // 2, middle)

    def _ends(self, stretch: Stretch, opens: str, closes: str, first: str, last: str) -> None:
        """The two ends of what is drawn: as given, `first` and `last` where it has none, or beyond the
        edge."""
        signs, shown = self._signs, self._visible(stretch)
        start, end = self.touched(stretch)
        if start < 0:
            opens = first if start == -inf else signs.beyond_left
        if end > self._last:
            closes = last if end == inf else signs.beyond_right
        self._put(shown[0], opens)
        self._put(shown[-1], closes, ends=True)

    def _lasting(self, extent: Extent) -> None:
        """A bar as long as it surely lasted, and what it may have lasted besides."""
        signs = self._signs
        sure = (
            -inf if extent.starts == "open" else extent.begin[1],
            inf if extent.ends == "open" else extent.end[0],
        )
        lasted = sure[0] < sure[1]
        self._fill(extent.hull, signs.maybe)
        first, last = self.touched(extent.hull)
        start, end = self.touched(sure) if lasted else (inf, -inf)
        if lasted:
            self._fill(sure, signs.lasts)
        self._ends(
            extent.hull,
            signs.lasts if start == first else signs.opens,
            signs.lasts if end == last else signs.closes,
            signs.open_start if extent.starts == "open" else signs.unknown,
            signs.open_end if extent.ends == "open" else signs.unknown,
        )

    def _several(self, extent: Extent) -> None:
        """Each of several dates, and between them that they belong together."""
        signs = self._signs
        self._fill(extent.hull, signs.maybe)
        for kind, stretch in extent.parts:
            if kind == "throughout":
                self._fill(stretch, signs.lasts)
            else:
                one_of = extent.kind == "one of"
                middle = signs.unknown if one_of else signs.point if kind == "day" else ""
                self._bracketed(stretch, middle)
        shown = self._visible(extent.hull)
        opens, closes = self.cells[shown[0]], self.cells[shown[-1]]
        self._ends(extent.hull, opens, closes, signs.open_start, signs.open_end)

    def _add_doubt(self, doubt: str) -> None:
        """Right behind what is drawn; before it, or over its end, where there is no room."""
        drawn = [cell for cell, sign in enumerate(self.cells) if sign]
        if not drawn or not doubt:
            return
        if drawn[-1] + len(doubt) <= self._last:
            self._put(drawn[-1] + 1, doubt)
        elif drawn[0] >= len(doubt):
            self._put(drawn[0] - 1, doubt, ends=True)
        else:
            self._put(drawn[-1] - 1, doubt, ends=True)

    def _point_beyond(self, stretch: Stretch, doubt: str, *, left: bool) -> None:
        """An arrow at the edge, with the day nearest to it."""
        signs = self._signs
        day = day_words(int(stretch[1]) - 1 if left else floor(stretch[0]))[1] + doubt
        if left:
            text = f"{signs.beyond_left} {day}"
            self._put(0, text if len(text) <= len(self.cells) else signs.beyond_left)
        else:
            text = f"{day} {signs.beyond_right}"
            whole = len(text) <= len(self.cells)
            self._put(self._last, text if whole else signs.beyond_right, ends=True)


def rules(extent: Extent, window: Window, width: int) -> list[int]:
    """The cells in which a date begins and ends, as far as they show; one, if they are the same."""
    bar = Bar(window, width, UNICODE)
    return sorted({int(cell) for cell in bar.touched(extent.hull) if 0 <= cell < width})
