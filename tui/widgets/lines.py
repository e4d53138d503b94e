"""Lines of text measured in terminal cells: cutting, wrapping, filling.

Text is cut and wrapped between grapheme clusters (UAX #29) and measured in cells, so that wide,
combining and emoji text keeps its columns. Widths are those Rich pads with, but for vowel signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.widths import give_vowel_signs_a_cell

give_vowel_signs_a_cell()

_WORD = re.compile("[^ ]+")
_JOINING = re.compile("[^\0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u27bf]")  # the rest may join

Piece = tuple[str, Style]
"""Text of one line, with how it looks."""


def cut(text: str, width: int, mark: str = "…") -> str:
    """`text` in at most `width` cells; what is cut off leaves `mark`."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(mark)
    if room < 0:
        return ""
    end = room if text.isascii() else _fitting(text, room)
    if cell_len(text[:end]) > room:
        return mark
    return text[:end].rstrip() + mark


def wrap(text: str, width: int, rest: int | None = None) -> list[tuple[int, int]]:
    """Code point ranges of the lines `text` fills at `width` cells (`rest`: of the lines after the
    first). Breaks at spaces, which belong to no line, and within a word only when it is wider than a
    line. There is always one line, and every line holds at least one cluster."""
    rest = width if rest is None else rest
    lines: list[tuple[int, int]] = []
    room, start, end, used = width, -1, -1, 0
    for word in _WORD.finditer(text):
        first, stop = word.span()
        cells = cell_len(word[0])
        if start >= 0:
            if used + first - end + cells <= room:
                used += first - end + cells
                end = stop
                continue
            lines.append((start, end))
            room = rest
        if cells > room:
            at, cells = first, 0
            for cluster in clusters(word[0]):
                more = cell_len(cluster)
                if at > first and cells + more > room:
                    lines.append((first, at))
                    room, first, cells = rest, at, 0
                at, cells = at + len(cluster), cells + more
        start, end, used = first, stop, cells
    if start >= 0:
        lines.append((start, end))
    return lines or [(0, 0)]


def _fitting(word: str, width: int) -> int:
    """How many code points of `word` fit into `width` cells, whole clusters, at least one."""
    used, end = 0, 0
    for cluster in clusters(word):
        cells = cell_len(cluster)
        if end and used + cells > width:
            break
        used, end = used + cells, end + len(cluster)
    return end


def clusters(text: str) -> Iterable[str]:
    """The grapheme clusters of a text."""
    if not _JOINING.search(text):
        return text
    from wcwidth import iter_graphemes  # knows conjuncts of Indic scripts, which Rich takes apart

    return iter_graphemes(text)


def line(pieces: Iterable[Piece], width: int, fill: Style, mark: str = "…") -> Strip:
    """A strip of exactly `width` cells: `pieces`, cut where they end, filled up with `fill`."""
    segments: list[Segment] = []
    left = width
    for text, style in pieces:
        cells = cell_len(text)
        whole = cells <= left
        if not whole:
            text = cut(text, left, mark)
            cells = cell_len(text)
        _append(segments, text, style)
        left -= cells
        if not whole:
            break
    _append(segments, " " * left, fill)
    return Strip(segments, width)


def _append(segments: list[Segment], text: str, style: Style) -> None:
    """Text behind the segments, in the last one if that looks the same: each costs the terminal."""
    if segments and segments[-1].style == style:
        segments[-1] = Segment(segments[-1].text + text, style)
    elif text:
        segments.append(Segment(text, style))


def pad(text: str, width: int, mark: str = "…") -> str:
    """`text` in exactly `width` cells, cut or filled with spaces on the right."""
    text = cut(text, width, mark)
    return text + " " * (width - cell_len(text))


def columns(
    left: list[Piece], right: list[Piece], width: int, fill: Style, mark: str = "…"
) -> list[Piece]:
    """`left` against the left edge and cut where `right` begins, which keeps the right edge."""
    room = max(0, width - sum(cell_len(text) for text, _ in right))
    pieces: list[Piece] = []
    for text, style in left:
        shown = cut(text, room, mark)
        pieces.append((shown, style))
        room -= cell_len(shown)
        if shown != text:
            break
    return [*pieces, (" " * max(0, room), fill), *right]


def first_difference(old: Strip, new: Strip) -> tuple[int, int] | None:
    """The cell range outside which two strips of one width look the same; None if they are equal."""
    if old == new:
        return None
    start = _same(list(old), list(new))
    end = old.cell_length - _same(list(reversed(list(old))), list(reversed(list(new))))
    return (start, end) if start < end else (0, old.cell_length)


def _same(old: Sequence[Segment], new: Sequence[Segment]) -> int:
    cells = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        cells += one.cell_length
    return cells
