"""What the terminal shows, cell by cell, and the few bytes that make it show something else.

Textual sends whole lines of a widget with the full style of every piece. Here each update is compared with
what was sent before: only cells that look different are sent, and of a style only what differs from the
one before it. A line that can only carry a few hundred bytes in a second decides how the desk feels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui.widgets.lines import clusters

Cell = tuple[str, str]
"""The cluster that begins in a cell ("" in what a wide one covers), and the parameters of SGR (Select
Graphic Rendition, ECMA-48) that give its style."""

BRIDGE = 4
"""Cells that look the same and are sent again, since to jump over them takes as many bytes."""

ERASED = 11
"""Blank cells side by side from which on they are erased rather than written."""

_BLANKS = re.compile(f" {{{ERASED},}}")
_UNKNOWN: Cell = ("", "?")  # differs from all that can be sent
_ON_BLANKS = frozenset(("4", "7", "9", "21", "51", "52", "53"))  # show where nothing is written
_UNDO = dict(zip("123456789", ("22", "22", "23", "24", "25", "25", "27", "28", "29"), strict=True))
_UNDO |= {"21": "24", "51": "54", "52": "54", "53": "55"}


class Piece(NamedTuple):
    """A strip, and the cell of the screen where it begins."""

    x: int
    y: int
    strip: Strip


class Display:
    """The cells of one terminal, as far as they are known. `erases`: it leaves the background colour
    where it erases, so that blanks need not be written. `undoes`: it can take back single attributes."""

    def __init__(self, *, erases: bool = False, undoes: bool = True) -> None:
        self._erases, self._undoes = erases, undoes
        self._lines: list[list[Cell]] = []
        self.size = (0, 0)
        """Columns and rows of the last screen that was drawn whole."""

    def forget(self) -> None:
        """The terminal may show anything: whatever is drawn next is sent."""
        self._lines = []

    def change(self, update: LayoutUpdate | ChopsUpdate, colors: ColorSystem) -> str:
        """What makes the terminal show an update; from now on it is taken to show it."""
        if isinstance(update, LayoutUpdate):
            self._resize(update.region.right, update.region.bottom)
        pen = _Pen(self.size[0], erases=self._erases, undoes=self._undoes)
        for y, drawn in groupby(pieces(update), lambda piece: piece.y):
            while len(self._lines) <= y:
                self._lines.append([])
            old = self._lines[y]
            new, start, end = old.copy(), len(old), 0
            for x, _, strip in drawn:
                made = cells(strip, colors)
                new += [_UNKNOWN] * (x - len(new))
                new[x : x + len(made)] = made
                start, end = min(start, x), x + len(made)
            old += [_UNKNOWN] * (len(new) - len(old))
            for first, last in changes(old, new, start, end):
                pen.write(first, y, new[first:last])
            self._lines[y] = new
        return pen.sent()

    def _resize(self, width: int, height: int) -> None:
        if (width, height) != self.size or not self._lines:
            self.size, self._lines = (width, height), [[] for _ in range(height)]


class Change(CompositorUpdate):
    """An update of Textual's, sent as what it changes; `behind` says what to send behind so many bytes."""

    def __init__(
        self, display: Display, update: LayoutUpdate | ChopsUpdate, behind: Callable[[int], str]
    ) -> None:
        self._display, self._update, self._behind = display, update, behind

    def render_segments(self, console: Console) -> str:
        colors = COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
        sent = self._display.change(self._update, colors)
        return sent + self._behind(len(sent))


def pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[Piece]:
    """What an update draws, line by line from the left."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield Piece(x, y, strip)
                x += strip.cell_length
    else:
        for y, first, last in update.spans:
            for end, (x, drawn) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if drawn is not None and x < last and end > first:
                    yield Piece(x, y, drawn)


# Cells


def cells(strip: Strip, colors: ColorSystem) -> list[Cell]:
    """The cells of a strip."""
    made: list[Cell] = []
    for text, style, _ in strip:
        sgr = _parameters(style, colors) if style else ""
        blank = (" ", _on_blank(sgr))
        if text.isascii():
            made += [blank if character == " " else (character, sgr) for character in text]
            continue
        for cluster in clusters(text):
            width = cell_len(cluster)
            if width == 0 and made:  # it has no cell of its own
                made[-1] = (made[-1][0] + cluster, made[-1][1])
            elif width:
                made.append(blank if cluster == " " else (cluster, sgr))
                made += [("", sgr)] * (width - 1)
    return made


def changes(
    old: Sequence[Cell], new: Sequence[Cell], start: int, end: int
) -> list[tuple[int, int]]:
    """The ranges of cells to send, as whole clusters; `old` and `new` are one line, and differ from `start`
    to `end`. Behind a cluster that some terminals take to be wider, what it may lie over is sent too."""
    ranges: list[tuple[int, int]] = []
    at, count = start, len(new)
    while at < end:
        if new[at] == old[at]:
            at += 1
            continue
        first = at
        while first and not new[first][0]:
            first -= 1
        at, hidden = first, at + 1
        while at < count and (new[at] != old[at] or not new[at][0] or at < hidden):
            if new[at] == _UNKNOWN:
                break
            if not _sure(new[at][0]):
                hidden = max(hidden, at + _widest(new[at][0]))
            at += 1
        if ranges and _bridged(new[ranges[-1][1] - 1 : first + 1]):
            first = ranges.pop()[0]
        ranges.append((first, at))
    return ranges


def _sure(cluster: str) -> bool:
    """Whether all terminals agree on how many cells it takes: not on sequences, nor on newer signs."""
    return len(cluster) <= 1 and cluster <= "\uffff"


@lru_cache(maxsize=1024)
def _widest(cluster: str) -> int:
    """The cells it takes where each code point has its own, vowels that stand for themselves too."""
    from wcwidth import wcwidth

    own = (1 if category(each) == "Mc" else max(0, wcwidth(each)) for each in cluster)
    return max(cell_len(cluster), sum(own))


def _bridged(between: Sequence[Cell]) -> bool:
    """Whether the cells within, all but the first and last, are better sent than jumped over."""
    same = between[0][1]
    return len(between) - 2 <= BRIDGE and all(
        cluster and _sure(cluster) and sgr == (_on_blank(same) if cluster == " " else same)
        for cluster, sgr in between[:-1]
    )


# Styles


class _Look(NamedTuple):
    """A style in SGR parameters: attributes, foreground, background (empty: the terminal's own)."""

    attributes: frozenset[str]
    foreground: str
    background: str


_PLAIN = _Look(frozenset(), "", "")


@lru_cache(maxsize=1024)
def _parameters(style: Style, colors: ColorSystem) -> str:
    drawn = style.update_link().render("x", color_system=colors)
    return drawn.removeprefix("\x1b[").removesuffix("mx\x1b[0m") if len(drawn) > 1 else ""


@lru_cache(maxsize=1024)
def _look(sgr: str) -> _Look:
    attributes, colors, rest = set(), {"3": "", "4": ""}, sgr.split(";") if sgr else []
    while rest:
        code = rest.pop(0)
        if code in _UNDO:
            attributes.add(code)
            continue
        count = {"2": 4, "5": 2}[rest[0]] if code in ("38", "48") else 0
        ground = code[-2].replace("9", "3").replace("0", "4")  # 90 to 97 and 100 to 107 are bright
        colors[ground] = "" if code in ("39", "49") else ";".join([code, *rest[:count]])
        del rest[:count]
    return _Look(frozenset(attributes), colors["3"], colors["4"])


@lru_cache(maxsize=1024)
def _on_blank(sgr: str) -> str:
    """What of a style shows in a cell where nothing is written."""
    look = _look(sgr)
    return sgr if look.attributes & _ON_BLANKS else look.background


@lru_cache(maxsize=4096)
def _turn(old: _Look, new: _Look, undoes: bool) -> str:
    """The least that makes one style of another."""
    if new == old:
        return ""
    if new == _PLAIN:
        return "\x1b[m"
    if not undoes and not old.attributes <= new.attributes:
        return "\x1b[m" + _turn(_PLAIN, new, undoes)
    gone = {_UNDO[each] for each in old.attributes - new.attributes}
    kept = {each for each in old.attributes & new.attributes if _UNDO[each] not in gone}
    turns = [*sorted(gone), *sorted(new.attributes - kept)]
    if new.foreground != old.foreground:
        turns.append(new.foreground or "39")
    if new.background != old.background:
        turns.append(new.background or "49")
    return f"\x1b[{';'.join(turns)}m"


class _Pen:
    """Writes cells to a terminal of a width: where it stands, and how it writes."""

    def __init__(self, width: int, *, erases: bool, undoes: bool) -> None:
        self._width, self._erases, self._undoes = width, erases, undoes
        self._x = self._y = -1  # -1: it can't be known
        self._look = _PLAIN
        self._said: list[str] = []

    def write(self, x: int, y: int, cells: Sequence[Cell]) -> None:
        """Whole clusters, side by side."""
        at = 0
        while at < len(cells):
            end = _alike(cells, at)
            text = "".join([cluster for cluster, _ in cells[at:end]])
            while end < len(cells) and not cells[end][0]:  # what a wide one covers
                end += 1
            sure, width = _sure(cells[at][0]), end - at
            if width > 1 and not sure:  # where it is narrow, nothing old is to show beside it
                self._put(x + at, y, " " * width, cells[at][1], width)
            self._put(x + at, y, text, cells[at][1], width)
            if not sure:
                self._x = -1
            if self._x >= self._width:
                self._x = -1  # terminals differ on where they stand behind the last cell
            at = end

    def _put(self, x: int, y: int, text: str, sgr: str, width: int) -> None:
        """Text of one style that takes so many cells."""
        look = _look(sgr)
        long = _BLANKS.search(text) if self._erases and not look.attributes & _ON_BLANKS else None
        if long:
            start, end = long.span()
            self._put(x, y, text[:start], sgr, start)
            self._move(x + start, y)
            self._turn(look, blank=True)
            self._said.append(f"\x1b[{end - start}X")
            self._put(x + end, y, text[end:], sgr, width - end)
        elif text:
            self._move(x, y)
            self._turn(look, blank=text.isspace())
            self._said.append(text)
            self._x += width

    def _move(self, x: int, y: int) -> None:
        if (x, y) == (self._x, self._y):
            return
        ahead = x - self._x if self._x >= 0 and self._y == y else 0
        if ahead > 0:
            self._said.append(f"\x1b[{ahead}C" if ahead > 1 else "\x1b[C")
        else:
            self._said.append(f"\x1b[{y + 1};{x + 1}H")
        self._x, self._y = x, y

    def _turn(self, look: _Look, *, blank: bool) -> None:
        if blank and not look.attributes & _ON_BLANKS:  # the colour of letters does not show
            look = self._look._replace(
                attributes=self._look.attributes - _ON_BLANKS, background=look.background
            )
        self._said.append(_turn(self._look, look, self._undoes))
        self._look = look

    def sent(self) -> str:
        self._said.append(_turn(self._look, _PLAIN, self._undoes))
        return "".join(self._said)


def _alike(cells: Sequence[Cell], at: int) -> int:
    """Where cells end that are written in one piece with the one at `at`: clusters of a sure width, in its
    style, and blanks of which only the background shows, in its background."""
    cluster, sgr = cells[at]
    end = at + 1
    if _sure(cluster):
        blank = (" ", _on_blank(sgr))
        while end < len(cells) and (
            cells[end] == blank or (cells[end][1] == sgr and cells[end][0] and _sure(cells[end][0]))
        ):
            end += 1
    return end
