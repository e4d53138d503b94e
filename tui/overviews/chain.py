"""Tit for tat: acts in order of time, a lane for each side, and lines for what each of them answers."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from models.overviews.chain import Act, Chain, work_out
from models.overviews.chain_rails import Rails, lay
from models.overviews.chain_shown import shown
from models.views.rows import Rows
from tui.overviews.chain_acts import Acts
from tui.overviews.chain_around import lane_names, meanings, rule
from tui.overviews.chain_lanes import Frame, draw, fitting, frame
from tui.overviews.chain_rails import ASCII, UNICODE, rails
from tui.overviews.overview import Overview
from tui.widgets.lines import Piece, pad
from tui.widgets.rows import GUTTER, Row, RowState
from tui.written.chain import act_words, by_event, facts, tie_words

WIDE = 84
"""Cells of a row from which there is room for years and for lines that stand apart."""

TALL, TALLER = 22, 30
"""Lines of the view from which its parts are set apart, and from which ties have two lines of words."""

LEGEND = 17
"""Lines of the view from which there is room for a legend."""

MOST_LINES = {1: 6, 2: 8}
"""How many lines stand beside each other, by the cells each takes."""

UNDRAWN = 3
"""Cells for how many ties no line shows."""

REMEMBERED = 500
"""Acts whose words below the rows are kept."""


class ChainRow(NamedTuple):
    """An act, or a heading."""

    id: str
    heading: bool
    words: str
    act: Act | None = None


class ChainView(Overview):
    chain = Chain((), (), (), 0)
    answers_only = False
    _first_lane = 0
    _wider = 0

    @property
    def empty_words(self) -> str:
        return "Nothing happens here: the file has no `events:` list."

    def fill(self) -> None:
        self.chain = work_out(self.document)
        self._arrange()

    def narrow(self, only: frozenset[str] | None, words: str) -> None:
        if only != self.only:
            self.only = only
            self._arrange()  # lines lead past what does not show
        super().narrow(only, words)

    def _arrange(self) -> None:
        """What hangs together first, in order of time, then what does not."""
        self.shows = shown(self.chain, answers_only=self.answers_only, only=self.only)
        self._ties = by_event(self.shows.ties)
        self._acts = {act.id: act for act in (*self.shows.tied, *self.shows.alone)}
        self._words = Acts(self.document, self.shows, self.look)
        self._needs = self._words.needs()
        self._forget()
        items: list[Act | str] = [*self.shows.tied]
        if self.shows.alone:
            items += [self._heading(), *self.shows.alone]
        self.set_rows(Rows(items, self._row, partial(ChainRow, "", True)))

    def _forget(self) -> None:
        """All is drawn anew."""
        self._rails: dict[int, Rails] = {}
        self._frames: dict[int, Frame] = {}
        self._heads: dict[object, list[list[Piece]]] = {}
        self._feet: dict[object, list[list[Piece]]] = {}
        self._kept.clear()
        self.repaint()

    def _heading(self) -> str:
        if self.shows.tied:
            return f"in no chain {self.look.symbols.separator} {len(self.shows.alone)}"
        return f"no event here {'answers' if self.answers_only else 'answers or follows'} another"

    def _row(self, act: Act, _: str) -> ChainRow:
        return ChainRow(act.id, False, self.document.caption(act.id), act)

    # What a view can do besides

    def closer(self, direction: int) -> None:
        before = len(self._frame.lanes) if self.rows else 0
        self._wider += direction
        self._forget()
        if not self.rows or len(self._frame.lanes) == before:
            self._wider -= direction
            self.say("A lane is as wide as it gets." if direction > 0 else "No more lanes.")

    def whole(self) -> None:
        self._wider = self._first_lane = 0
        self._forget()

    def pan(self, across: int, down: int) -> None:
        if down:
            self.page(down)
            return
        lanes = self._frame if self.rows else None
        if lanes is None or not 0 <= lanes.before + across <= lanes.before + lanes.behind:
            self.say("No more lanes there.")
            return
        self._first_lane = lanes.before + across
        self._forget()

    def regroup(self) -> None:
        self.answers_only = not self.answers_only
        self._arrange()
        self.keep_in_view()
        self.say(
            "Only what answers, causes or explains."
            if self.answers_only
            else "All that hangs together, also by what comes after what and is part of what."
        )

    # How much room there is

    @property
    def _is_wide(self) -> bool:
        return self.room >= WIDE

    @property
    def rails(self) -> Rails:
        """The lines at this width."""
        most = MOST_LINES[1 + self._is_wide]
        if most not in self._rails:
            order = [act.id for act in self.shows.tied]
            self._rails[most] = lay(order, self.shows.ties, most)
        return self._rails[most]

    @property
    def _dated(self) -> int:
        return 16 if self._is_wide else 11

    @property
    def _before_lanes(self) -> int:
        lines = self.rails
        drawn = lines.columns * (1 + self._is_wide) + 2 if lines.columns else 0
        return self._dated + 1 + drawn + UNDRAWN * bool(lines.undrawn)

    @property
    def _frame(self) -> Frame:
        width = max(1, self.room - self._before_lanes)
        if width not in self._frames:
            total = len(self.shows.lanes)
            count = fitting(width, total, self._wider)
            first = max(0, min(self._first_lane, total - count))
            self._frames[width] = frame(width, self._needs, first, count)
        return self._frames[width]

    # What a row shows

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, ChainRow)
        palette = self.look.palette
        if row.act is None:
            return [[(row.words, palette.heading)]]
        style = palette.text if row.id in self.rails.knots else palette.dim
        when = pad(self._words.when(row.act), self._dated, self.look.symbols.ellipsis)
        sign = self.sign(self._words.event(row.act))
        drawing = self._words.drawing(row.act, sign)
        lanes = draw(drawing, self._frame, self.look, style)
        return [[(when + " ", palette.dim), *self._lines_of(row.id), *lanes]]

    def _lines_of(self, event: str) -> list[Piece]:
        palette, lines = self.look.palette, self.rails
        pieces: list[Piece] = []
        if lines.columns:
            drawn = ASCII if self.look.symbols.is_ascii else UNICODE
            knots = lines.knots.get(event, (None,) * lines.columns)
            for sign, outside in rails(knots, 1 + self._is_wide, drawn):
                pieces.append((sign, palette.mark if outside else palette.key))
        if lines.undrawn:
            more = lines.undrawn.get(event, 0)
            words = f"+{more if more < 10 else '*'}" if more else ""
            pieces.append((words.rjust(UNDRAWN), palette.mark))
        return pieces

    # What stands around the rows

    def above(self, width: int) -> list[list[Piece]]:
        """Whose lane is whose, behind the year of all dates that name none."""
        if not self.rows:
            return []
        tall = self.size.height >= TALL
        key = (width, tall, self.look.age)
        if key not in self._heads:
            before, lanes, mark = self._before_lanes, self._frame, self.look.symbols.ellipsis
            year = " " * GUTTER + pad(self._words.year, before, mark)
            names = lane_names(lanes, self._words.lane_names(self._is_wide), self.look)
            head = [[(year, self.look.palette.dim), *names]]
            self._heads[key] = [*head, *[rule(lanes, GUTTER + before, self.look)] * tall]
        return self._heads[key]

    def below(self, width: int) -> list[list[Piece]]:
        """The act under the cursor in words, and what the lines mean."""
        if not self.rows:
            return []
        key = (self.record, width, self.size.height, self.look.age)
        if key not in self._feet:
            if len(self._feet) > REMEMBERED:
                self._feet.clear()
            self._feet[key] = self._foot(width)
        return self._feet[key]

    def _foot(self, width: int) -> list[list[Piece]]:
        palette, height, act = self.look.palette, self.size.height, self._acts.get(self.record)
        lines: list[list[Piece]] = []
        if height >= TALL:
            lines.append([(self.look.symbols.horizontal * width, palette.frame)])
            about = self.separated(*facts(self.document, act)) if act else ""
            lines += self._told("", about, width, 1)
        for label, back in (("earlier", True), ("later", False)):
            told = tie_words(self.document, self._ties, act.id, back=back, most=6) if act else ""
            lines += self._told(label, told or "nothing", width, 1 + (height >= TALLER))
        if height >= LEGEND:
            drawn = ASCII if self.look.symbols.is_ascii else UNICODE
            doubt = f"{self.look.symbols.imprecise} not told as fact"
            more = "+n more ties" * bool(self.rails.undrawn)
            words = self.separated(*meanings(drawn, self.answers_only, self._is_wide), doubt, more)
            lines.append([(" " + words, palette.dim)])
        return lines

    def _told(self, label: str, words: str, width: int, most: int) -> list[list[Piece]]:
        """Words behind their label, in as many lines as there may be."""
        palette = self.look.palette
        lead = f" {pad(label, 8)}" if label else " "
        style = palette.text if label else palette.title
        lines = self.wrapped(
            words, width - 1, style, lead=(lead, palette.dim), indent=len(lead), most=most
        )
        return [*lines, *([] for _ in range(most - len(lines)))]

    def row_words(self, row: Row) -> str:
        assert isinstance(row, ChainRow)
        return act_words(self.document, row.act, self._ties) if row.act else row.words
