"""Events on an axis of time: a row for each, with a bar as long as its date and as unsure."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style

from models.article import Event
from models.order import Order
from models.overviews.timeline import Placed, Reach, Timeline, reach, work_out
from models.overviews.timeline_axis import Window
from models.overviews.timeline_extent import Extent, Kind, extent, kind_of
from models.views.rows import Rows
from tui.overviews.overview import Overview
from tui.overviews.repeated import Repeated
from tui.overviews.timeline_bars import Bar, glyphs, rules
from tui.overviews.timeline_foot import NO_OTHER, legend, packed, selected_words
from tui.overviews.timeline_head import head
from tui.selection import Selection
from tui.widgets.lines import Piece, cut, pad
from tui.widgets.rows import GUTTER, Row, RowState
from tui.written.timeline import (
    NOBODY,
    NOWHERE,
    beside_words,
    event_words,
    lane_words,
    undated_words,
)

GROUPS = ("time", "actor", "place")

LOWEST, LOW, HIGH = 9, 14, 24
"""Lines from which the selected event is told of below, all signs are, and at length."""

Lines = list[list[Piece]]


class TimeRow(NamedTuple):
    """An event (`placed`), or the heading of a lane."""

    id: str
    heading: bool
    words: str
    placed: Placed | None = None


class TimelineView(Overview, Repeated):
    """An event of several actors stands in the lane of each."""

    found: Timeline
    order: Order
    window: Window | None = None
    """What shows of time; None where no event has a date."""
    group = "time"
    before = ""
    """The event that was selected before."""
    reach: Reach | None = None
    """What all events take of time; None where none has a date."""
    _published: Extent | None
    _kinds: frozenset[Kind]
    _around: dict[str, tuple[Hashable, Lines]]

    @property
    def empty_words(self) -> str:
        return "No events: the file has no `events:` list."

    # Rows

    def fill(self) -> None:
        self._around = {}
        self.order = Order(self.document)
        self.found = work_out(self.document, self.order)
        self._by_id = {placed.id: placed for placed in self.found.events}
        self._kinds = frozenset(placed.kind for placed in self.found.events)
        published = self.found.published
        bounded = published is not None and kind_of(published) != "undated"
        self._published = extent(published) if published is not None and bounded else None
        before, self.reach = self.reach, reach(self.order.line, published)
        if self.reach != before:
            self.window = self.reach.fitted if self.reach else None
        self._fill_rows()

    def _fill_rows(self) -> None:
        items: list[Placed | str] = []
        if self.group == "time":
            items += self.found.events
        else:
            actors = self.group == "actor"
            for lane in self.found.by_actor if actors else self.found.by_place:
                items.append(lane_words(self.document, lane, NOBODY if actors else NOWHERE))
                items += (self._by_id[event] for event in lane.events)
        self.set_rows(Rows(items, self._row, partial(TimeRow, "", True)))

    def _row(self, placed: Placed, _: str) -> TimeRow:
        return TimeRow(placed.id, False, self.document.caption(placed.id), placed)

    def row_words(self, row: Row) -> str:
        assert isinstance(row, TimeRow)
        assert row.placed is not None
        return event_words(self.document, row.placed)

    # What shows of time

    def _look(self, window: Window) -> None:
        """Shows another stretch of time."""
        self.window = window
        self._kept.clear()
        self.repaint()

    def closer(self, direction: int) -> None:
        """In on the selected event, which comes to the middle; out from it."""
        if self.window is None or self.reach is None:
            self.say("No event here has a date, so there is nothing to zoom.")
            return
        zoomed = self.reach.zoomed(self.window, direction, self._focus)
        if zoomed.span == self.window.span:
            self.say("It goes no closer." if direction > 0 else "It goes no wider.")
        self._look(zoomed)

    @property
    def _focus(self) -> float | None:
        """The middle of the event under the cursor."""
        placed = self._by_id.get(self.record)
        if placed is None or placed.date is None or placed.kind == "undated":
            return None
        return extent(placed.date).focus

    def whole(self) -> None:
        """All dates; if they show, the stretch in which most of them lie."""
        if self.reach is None:
            self.say("No event here has a date, so there is no axis.")
            return
        most = self.window == self.reach.whole != self.reach.fitted
        self._look(self.reach.fitted if most else self.reach.whole)
        self.say("The time of most dates." if most else "The time of all dates.")

    def pan(self, across: int, down: int) -> None:
        """By a quarter of what shows of time; by half a screen of rows."""
        if down:
            self._scroll(down * max(1, self._body_height // 2))
        elif self.window is None:
            self.say("No event here has a date, so there is no axis.")
        else:
            self._look(self.window.panned(across / 4))

    def regroup(self) -> None:
        """In order of time, by actor, by place."""
        self.group = GROUPS[(GROUPS.index(self.group) + 1) % len(GROUPS)]
        self._fill_rows()
        self.keep_in_view()
        alone = self.group == "time"
        self.say("All events in order of time." if alone else f"A lane for each {self.group}.")

    # A pair of events

    def show(self, selection: Selection) -> None:
        here = self.selection.record
        if selection.record != here and here in self.order:
            self.before = here
        super().show(selection)

    @property
    def other(self) -> str:
        """What the selected event is compared with: the one that the chosen link leads to, or the one
        selected before; empty if there is none."""
        selection = self.selection
        chosen = selection.next_edge.target if selection.stepped and selection.next_edge else ""
        other = chosen if chosen in self.order else self.before
        return other if other in self.order and other != selection.record else ""

    # Drawing

    @property
    def _label(self) -> int:
        """Cells for what an event is called."""
        return max(min(14, self.room // 2), min(44, self.room * 3 // 10))

    @property
    def _axis(self) -> int:
        return max(1, self.room - self._label - 1)

    def row_lines(self, row: Row, width: int, state: RowState) -> Lines:
        assert isinstance(row, TimeRow)
        palette, mark = self.look.palette, self.look.symbols.ellipsis
        words = self.literal(row.words)
        if row.placed is None:
            name = cut(words, self.room, mark) + " "
            drawn = [""] * self._axis
            return [
                [(name, palette.heading), *self._pieces(drawn, cell_len(name) - self._label - 1)]
            ]
        event = self.document.records[row.id]
        assert isinstance(event, Event)
        sign, style = self.sign(event)
        label: list[Piece] = [
            (sign + " ", style),
            (pad(words, self._label - 2, mark) + " ", palette.text),
        ]
        date = row.placed.date
        if self.window is None or row.placed.kind == "undated" or date is None:
            dot = self.look.symbols.separator
            told = f"{dot}?{dot} {self.literal(undated_words(self.document, row.placed))}"
            told = cut(told, self._axis - 1, mark) + " "
            return [[*label, (told, palette.dim), *self._pieces([""] * self._axis, cell_len(told))]]
        bar = Bar(self.window, self._axis, glyphs(self.look.symbols.is_ascii))
        bar.draw(extent(date), date.doubt)
        return [[*label, *self._pieces(bar.cells, 0, style)]]

    def _pieces(self, cells: list[str], start: int, style: Style | None = None) -> list[Piece]:
        """Cells of the axis from one on, with the line of the publication behind them. Where `start` is
        negative, so many cells are free before it."""
        palette, signs = self.look.palette, glyphs(self.look.symbols.is_ascii)
        style = style or palette.text
        lines = self._rules()
        pieces: list[Piece] = [(" " * -start, palette.text)] if start < 0 else []
        for cell in range(max(0, start), len(cells)):
            if cell in lines and signs.crossed(cells[max(0, cell - 1) : cell + 2]):
                pieces.append((signs.published, palette.key))
            elif cells[cell]:
                pieces.append((cells[cell], style))
            else:
                pieces.append((" ", palette.text))
        return pieces

    def _rules(self) -> list[int]:
        if self._published is None or self.window is None:
            return []
        return rules(self._published, self.window, self._axis)

    # Above and below

    def _once(self, name: str, key: Hashable, make: Callable[[], Lines]) -> Lines:
        """Lines that are made once for a key."""
        kept = self._around.get(name)
        key = (key, self.size, self.look.age, bool(self.rows))
        if kept is None or kept[0] != key:
            kept = self._around[name] = (key, make())
        return kept[1]

    def above(self, width: int) -> Lines:
        return self._once("above", (width, self.window, self.group), self._make_above)

    def below(self, width: int) -> Lines:
        key = (width, self.selection.record, self.other)
        return self._once("below", key, partial(self._make_below, width))

    def _make_above(self) -> Lines:
        if self.window is None or not self.rows:
            return []
        palette, published = self.look.palette, self.found.published
        signs = glyphs(self.look.symbols.is_ascii)
        doubt = published.doubt if published else ""
        shown = head(self.window, self._axis, signs, self._published, doubt)
        lead = " " * GUTTER
        told = shown.published
        axis = [
            (shown.axis[: told.start], palette.dim),
            (shown.axis[told.start : told.stop], palette.key),
            (shown.axis[told.stop :], palette.dim),
        ]
        lines: Lines = [
            [(lead + pad(f"by {self.group}", self._label) + " ", palette.dim)],
            [(lead + pad(shown.unit, self._label) + " ", palette.dim)],
            [(lead + " " * self._label + " ", palette.dim), *axis],
        ]
        lines[0].append((shown.coarse, palette.heading))
        lines[1].append((shown.fine, palette.text))
        return lines if self.size.height >= LOW else lines[:2]

    def _make_below(self, width: int) -> Lines:
        height = self.size.height
        if not self.rows or height < LOWEST:
            return []
        palette, symbols = self.look.palette, self.look.symbols
        record, other = self.selection.record, self.other
        rows = 2 + (height >= LOW) + (height >= HIGH)
        date, pair = "", NO_OTHER
        if (placed := self._by_id.get(record)) is not None:
            date = self.separated(*selected_words(self.document, placed))
            if other:
                pair = beside_words(self.document, self.order, record, other)
        style = palette.mark if other else palette.dim
        told = partial(self.wrapped, width=width - 2, indent=1)
        second = told(pair, style=style, lead=(" ", style), most=min(2, rows - 1))
        left, text = rows - len(second), palette.text
        first = told(date, style=text, lead=(" ", text), most=left)
        lines = [*first, *second, *[[]] * (left - len(first))]
        if height >= LOW:
            signs = glyphs(symbols.is_ascii)
            words = legend(signs, self._kinds, published=self._published is not None)
            mark = "" if height >= HIGH else symbols.ellipsis
            legends = packed(words, width - 2, symbols.separator, mark)
            lines += [[(f" {each}", palette.dim)] for each in legends]
        return lines
