"""A text being typed in place: where its cursor is, what keys do to it, and how it lies in lines."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from rich.cells import cell_len
from wcwidth import iter_graphemes

from tui.commands import writes
from tui.screens.typed_text import fitting, kept

_CHUNK = re.compile(r"[^ \n]+ *| +|\n")
_WORD_BEFORE = re.compile(r"\w*\W*\Z")
_WORD_BEHIND = re.compile(r"\W*\w*")


class TypedLine:
    """The text, and before which of its code points the cursor is: always at the edge of a grapheme
    cluster. Line breaks that the text has stay; `breaks` says whether more can be typed."""

    def __init__(self, value: str, *, breaks: bool = False) -> None:
        self.value = value
        self.at = len(value)
        self.breaks = breaks
        self.full = False
        """Whether what was typed last did not fit."""
        self._column = -1  # the cell that moves by lines keep to; -1 after anything else

    def insert(self, text: str) -> None:
        """Types or pastes a text; what cannot be printed stays away."""
        self._column = -1
        text = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text)
        if not self.breaks:
            text = " ".join(text.split("\n"))
        text = kept(text)
        more = fitting(text, len(self.value))
        self.full = more != text
        self.value = self.value[: self.at] + more + self.value[self.at :]
        self.at += len(more)

    def take(self, key: str, character: str | None) -> bool:
        """What a key does to it; false if nothing."""
        self._column, self.full = -1, False
        if writes(character):
            self.insert(character)
            return True
        if key in _MOVES:
            self.at = self._target(_MOVES[key])
            return True
        if key in _CUTS:
            start, end = sorted((self.at, self._target(_CUTS[key])))
            self.value = self.value[:start] + self.value[end:]
            self.at = start
            return True
        if key == "ctrl+j" and self.breaks:
            self.insert("\n")
            return True
        return False

    def climb(self, step: int, width: int) -> None:
        """The cursor one of the `lines` up (-1) or down (1), near its column; the first and last
        hold."""
        lines = self.lines(width)
        here = self.cursor_line(lines)
        if self._column < 0:
            self._column = cell_len(self.value[lines[here][0] : self.at])
        there = here + step
        if not 0 <= there < len(lines):
            return
        start, end = lines[there]
        goes_on = lines[there + 1 : there + 2] and lines[there + 1][0] == end
        inside = [edge for edge in self._edges() if start <= edge < end + (not goes_on)]
        fitting = [edge for edge in inside if cell_len(self.value[start:edge]) <= self._column]
        self.at = max(fitting, default=self.at)

    def _target(self, to: str) -> int:
        """Where a movement leads."""
        edges = self._edges()
        if to == "back":
            return max((edge for edge in edges if edge < self.at), default=0)
        if to == "on":
            return min((edge for edge in edges if edge > self.at), default=len(self.value))
        if to == "start":
            return 0
        if to == "end":
            return len(self.value)
        if to == "word back":
            found = _WORD_BEFORE.search(self.value, 0, self.at)
            at = found.start() if found else 0
            return max(edge for edge in edges if edge <= at)
        found = _WORD_BEHIND.match(self.value, self.at)
        at = found.end() if found else len(self.value)
        return min(edge for edge in edges if edge >= at)

    def _edges(self) -> list[int]:
        return [0, *accumulate(map(len, iter_graphemes(self.value)))]

    def lines(self, width: int) -> list[tuple[int, int]]:
        """Ranges of code points, which together are all but the line breaks, in lines of at most
        `width` cells, the last of which only a space may take; words stay whole where they can."""
        starts = [0]
        ends: list[int] = []
        used = 0
        for chunk in _CHUNK.finditer(self.value):
            if chunk.group() == "\n":
                ends.append(chunk.start())
                starts.append(chunk.end())
                used = 0
                continue
            if used and used + cell_len(chunk.group().rstrip(" ")) >= width:
                ends.append(chunk.start())
                starts.append(chunk.start())
                used = 0
            cells = cell_len(chunk.group())
            if used + cells < width:
                used += cells
                continue
            at = chunk.start()
            for cluster in iter_graphemes(chunk.group()):
                cells = cell_len(cluster)
                if used and used + cells >= width + (cluster == " "):
                    ends.append(at)
                    starts.append(at)
                    used = 0
                used, at = used + cells, at + len(cluster)
        ends.append(len(self.value))
        return list(zip(starts, ends, strict=True))

    def cursor_line(self, lines: list[tuple[int, int]]) -> int:
        """Which of its lines the cursor is on: of two that meet at it, the second."""
        return max(number for number, (start, _) in enumerate(lines) if start <= self.at)

    def under_cursor(self) -> int:
        """How many code points the cluster behind the cursor has; 0 at the end of a line."""
        if self.value[self.at : self.at + 1] in ("", "\n"):
            return 0
        return next(b - a for a, b in pairwise(self._edges()) if a == self.at)


_MOVES = {
    "left": "back",
    "ctrl+b": "back",
    "right": "on",
    "ctrl+f": "on",
    "home": "start",
    "ctrl+a": "start",
    "end": "end",
    "ctrl+e": "end",
    "ctrl+left": "word back",
    "ctrl+right": "word on",
}
_CUTS = {
    "backspace": "back",
    "delete": "on",
    "ctrl+d": "on",
    "ctrl+w": "word back",
    "ctrl+u": "start",
    "ctrl+k": "end",
}
