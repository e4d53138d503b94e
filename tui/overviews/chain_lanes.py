"""Acts in lanes, one row each: in the lane of its side, across those of all that act together, and with
an arrow into the lane of those to whom it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style

from tui.styles.look import Look
from tui.widgets.lines import Piece, cut

INSET = 2
"""Cells of a lane before its text: its edge and a space."""

LEAST = 14
"""Cells of a lane that is as narrow as it gets by itself."""

AROUND = 12
"""Cells for what stands around an act's title, so far as there is room."""

NARROWEST = 8
"""Cells of a lane that the reader wants no wider."""

NAME, ARROW, ENOUGH = 9, 5, 20
"""Cells kept at the right for an arrow and a few letters of whom it leads to; for the arrow alone, where the
rest has not `ENOUGH`."""


class Lane(NamedTuple):
    """A lane that shows: its number, and the cells from its edge to the next one's."""

    number: int
    start: int
    end: int


class Frame(NamedTuple):
    """The lanes that show in so many cells, and how many there are to the left and right of these."""

    lanes: tuple[Lane, ...]
    width: int
    before: int
    behind: int

    def at(self, number: int) -> Lane | None:
        """A lane by its number, if it shows."""
        inside = self.before <= number < self.before + len(self.lanes)
        return self.lanes[number - self.before] if inside else None


def fitting(width: int, total: int, wider: int) -> int:
    """How many of the lanes to show; `wider` of 1 is one less than there is room for."""
    most = max(1, min(total, width // NARROWEST))
    return max(1, min(most, min(total, max(1, width // LEAST)) - wider))


def frame(width: int, needs: Sequence[int], first: int, count: int) -> Frame:
    """`count` lanes from the `first`, each as wide as it needs (cells of its longest title and sign) as far
    as there is room, what one does not need shared by the others."""
    wanted = [need + INSET + AROUND for need in needs[first : first + count]]
    widths = [0] * count
    left = width
    last = count - 1
    if last and sum(wanted) > width:  # the only one whose texts can't run on to the right
        widths[last] = min(wanted[last] - AROUND, max(width // count, width - LEAST * last))
        left -= widths[last]
    waiting = [lane for lane in range(count) if not widths[lane]]
    for done, lane in enumerate(sorted(waiting, key=wanted.__getitem__)):
        widths[lane] = min(wanted[lane], left // (len(waiting) - done))
        left -= widths[lane]
    lanes, start = [], 0
    for lane, cells in enumerate(widths):
        end = start + cells + left // count + (lane < left % count)
        lanes.append(Lane(first + lane, start, end))
        start = end
    return Frame(tuple(lanes), width, first, len(needs) - first - len(lanes))


class Drawing(NamedTuple):
    """An act to draw, its words literal already: the lanes of those who do it, each with their names
    (`by`; none if they have none), and all of these (`who`); the lane, if any, that `others` share; its
    sign, its title and what of its standing must be seen; to whom it is done, in no lane of another
    (`targets`) and by lane (`lanes`); and whether no word of the text is about it (`outside`)."""

    by: tuple[tuple[int, str], ...]
    who: str
    others: int
    sign: Piece
    title: str
    standing: str
    targets: tuple[str, ...]
    lanes: tuple[tuple[int, str], ...]
    outside: bool

    def doers(self, lane: int) -> tuple[str, str]:
        """Who of a lane does it, if the lane does not tell, and who else does."""
        names = dict(self.by)
        own = names[lane] if lane == self.others else ""
        return own, ", ".join(name for each, name in self.by if each != lane)


class _Row:
    """A row of lanes, written from left to right."""

    def __init__(self, shown: Frame, look: Look) -> None:
        self.shown, self.look = shown, look
        self.pieces: list[Piece] = []
        self.at = 0
        symbols, plain = look.symbols, look.symbols.is_ascii
        self.line = symbols.horizontal
        self.right, self.left = (">", "<") if plain else ("▸", "◂")
        self.opens, self.closes = ("|", "-|") if plain else ("├", "─┤")
        self.dots = ".." if plain else "╌╌"

    @property
    def left_over(self) -> int:
        return self.shown.width - self.at

    def put(self, text: str, style: Style, most: int | None = None) -> None:
        """Text, cut at the end of the row or after so many cells."""
        room = self.left_over if most is None else min(most, self.left_over)
        text = cut(text, max(0, room), self.look.symbols.ellipsis)
        self.pieces.append((text, style))
        self.at += cell_len(text)

    def blank(self, end: int) -> None:
        """Nothing, but for the edges of lanes."""
        palette = self.look.palette
        for lane in self.shown.lanes:
            if self.at <= lane.start < end:
                self.put(" " * (lane.start - self.at), palette.text)
                self.put(self.look.symbols.vertical, palette.frame)
        self.put(" " * (end - self.at), palette.text)

    def across(self, end: int) -> None:
        """A line."""
        self.put(self.line * (end - self.at), self.look.palette.dim)

    def arrow(self, name: str, most: int) -> None:
        """The head of an arrow, and to whom it leads."""
        self.put(f"{self.right} ", self.look.palette.dim)
        self.put(name, self.look.palette.dim, max(1, most))


def draw(act: Drawing, shown: Frame, look: Look, style: Style) -> list[Piece]:
    """An act in its lanes; where these do not show, beside them."""
    row = _Row(shown, look)
    runs = _runs([lane for each, _ in act.by if (lane := shown.at(each))])
    away = tuple(name for each, name in act.lanes if not shown.at(each) or not runs)
    act = act._replace(targets=act.targets + away)
    if not runs:
        _draw_beside(row, act, style)
        return row.pieces
    (first, last), *others = runs
    alone = len(act.by) == 1
    targets = [(lane, name) for each, name in act.lanes if (lane := shown.at(each))]
    if left := [each for each in targets if each[0] < first]:
        _lead_left(row, left, first.start + alone)
    row.blank(first.start + INSET * alone)
    right = [each for each in targets if each[0] > last]
    if first is not last:
        _draw_jointly(row, act, style, (first, last))
    else:
        _draw_alone(row, act, style, len(right), *act.doers(first.number))
    for number, (lane, name) in enumerate(right):
        row.put(" ", look.palette.text)
        row.across(max(row.at + 1, lane.start))
        row.arrow(name, row.left_over - ARROW * (len(right) - number - 1) - 2)
    for start, end in others:
        if row.at <= start.start:
            _bracket(row, [(f"with {act.by[0][1]}", look.palette.dim)], (start, end))
    row.blank(shown.width)
    return row.pieces


def _runs(lanes: list[Lane]) -> list[tuple[Lane, Lane]]:
    """Lanes that lie side by side, by their first and last."""
    runs: list[tuple[Lane, Lane]] = []
    for lane in lanes:
        if runs and runs[-1][1].number == lane.number - 1:
            runs[-1] = (runs[-1][0], lane)
        else:
            runs.append((lane, lane))
    return runs


def _lead_left(row: _Row, targets: Sequence[tuple[Lane, str]], end: int) -> None:
    """Arrows to the left up to a cell, into the lanes of those to whom it is done."""
    palette = row.look.palette
    ends = [*(lane.start + 1 for lane, _ in targets[1:]), end]
    for (lane, name), following in zip(targets, ends, strict=True):
        row.blank(lane.start + INSET)
        row.put(name, palette.dim, max(1, following - row.at - 4))
        row.put(f" {row.left}", palette.dim)
        row.across(following)


def _draw_beside(row: _Row, act: Drawing, style: Style) -> None:
    """An act of which no lane shows, behind who does it and a sign for the way to its lane."""
    palette, symbols = row.look.palette, row.look.symbols
    row.blank(INSET)
    if act.by:
        left = act.by[0][0] < row.shown.before
        row.put(f"{symbols.open_passage if left else symbols.close_passage} ", palette.mark)
    _draw_alone(row, act, style, 0, act.who)
    row.blank(row.shown.width)


def _draw_alone(
    row: _Row, act: Drawing, style: Style, targets: int, who: str, others: str = ""
) -> None:
    """Its words from where the row stands, over what is at the right, but for room for the names of so
    many targets there; behind `who` does it, and before the `others` whose lanes lie elsewhere."""
    dim = row.look.palette.dim
    if others:
        row.put(f"{row.opens} ", dim)
    if who:
        row.put(who, dim, max(1, row.left_over // 3))
        row.put(": ", dim)
    named = targets + bool(act.targets) + bool(others)
    each = NAME if row.left_over - NAME * named >= ENOUGH else ARROW
    for piece in _words(row, act, style, row.left_over - each * named):
        row.put(*piece)
    if others:
        row.put(f" with {others}", dim, row.left_over - each * (named - 1))
    if act.targets:
        row.put(f" {row.line}", dim)
        row.arrow(", ".join(act.targets), row.left_over - each * targets - 2)


def _draw_jointly(row: _Row, act: Drawing, style: Style, run: tuple[Lane, Lane]) -> None:
    """Its words in a bracket over the lanes of those who do it together."""
    dim, mark = row.look.palette.dim, row.look.symbols.ellipsis
    room = min(run[1].end + 1, row.shown.width) - run[0].start - 5
    pieces = _words(row, act, style, room)
    shows = range(run[0].number, run[1].number + 1)
    also = [name for lane, name in act.by if lane == act.others or lane not in shows]
    more = f" with {', '.join(also)}" * bool(also)
    more += f" {row.line}{row.right} {', '.join(act.targets)}" * bool(act.targets)
    left = room - sum(cell_len(text) for text, _ in pieces)
    _bracket(row, [*pieces, (cut(more, max(0, left), mark), dim)], run)


def _bracket(row: _Row, pieces: Sequence[Piece], run: tuple[Lane, Lane]) -> None:
    """From the left edge of one lane to the right edge of another."""
    palette = row.look.palette
    row.blank(run[0].start)
    row.put(f"{row.opens} ", palette.dim)
    end = min(run[1].end + 1, row.shown.width)
    for text, style in pieces:
        row.put(text, style, end - row.at - 3)
    row.put(" ", palette.text)
    row.across(end - len(row.closes))
    row.put(row.closes, palette.dim)


def _words(row: _Row, act: Drawing, style: Style, room: int) -> list[Piece]:
    """Sign, title and standing in so many cells. Where they are too long, a sign stands for the standing,
    and the title is cut. What is from outside the text stands between dots."""
    dim, symbols = row.look.palette.dim, row.look.symbols
    before, behind = (f"{row.dots} ", f" {row.dots}") if act.outside else ("", "")
    room -= cell_len(before + behind + act.sign[0]) + 1
    standing = f" ({act.standing})" * bool(act.standing)
    if cell_len(act.title + standing) > room:
        standing = f" {symbols.imprecise}" * bool(act.standing)
    title = cut(act.title, max(1, room - cell_len(standing)), symbols.ellipsis)
    return [(before, dim), act.sign, (f" {title}", style), (standing + behind, dim)]
