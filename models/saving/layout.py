"""Where lines, gaps and comments lie in a text. Positions are code points, counted from 0."""

from __future__ import annotations

import re

LINE_END = re.compile("\r\n|[\n\r]")

_GAP = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_BLANKS = re.compile(r"[ \t]*")


def line_start(text: str, at: int) -> int:
    """Where the line begins that holds `at`."""
    start = text.rfind("\n", 0, at) + 1
    return max(start, text.rfind("\r", start, at) + 1)


def line_end(text: str, at: int) -> int:
    """Where the line ends that holds `at`, before its line end."""
    found = LINE_END.search(text, at)
    return found.start() if found else len(text)


def next_line(text: str, at: int) -> int:
    """Where the line begins after the one that holds `at`, or the end of the text."""
    found = LINE_END.search(text, at)
    return found.end() if found else len(text)


def end_of_line(text: str) -> str:
    """How this text ends its lines."""
    found = LINE_END.search(text)
    return found[0] if found else "\n"


def column(text: str, at: int) -> int:
    return at - line_start(text, at)


def leads(text: str, at: int) -> bool:
    """Whether nothing but blanks stands before `at` in its line."""
    return not text[line_start(text, at) : at].strip(" \t")


def blank(text: str, start: int) -> bool:
    """Whether the line that begins at `start` holds nothing."""
    return not text[start : line_end(text, start)].strip(" \t")


def past_blanks(text: str, at: int) -> int:
    """Past spaces and tabs."""
    found = _BLANKS.match(text, at)
    assert found is not None  # it matches nothing, too
    return found.end()


def past_gap(text: str, at: int) -> int:
    """Past blanks, line ends and comments."""
    found = _GAP.match(text, at)
    assert found is not None  # it matches nothing, too
    return found.end()


def with_comments(text: str, end: int, column: int) -> int:
    """Where something ends with the comments that follow its last line without a blank line, indented
    deeper than `column`, where it stands: they are about what is in it."""
    while True:
        start = next_line(text, end)
        at = past_blanks(text, start)
        if not text.startswith("#", at) or at - start <= column:
            return end
        end = line_end(text, at)


def tight(text: str, end: int, column: int) -> bool:
    """Whether lines put after the one that holds `end` would run together with what follows: the text
    ends there without a line end, or a comment stands below that is indented deeper than `column`."""
    start = next_line(text, end)
    if start == len(text):
        return not text.endswith(("\n", "\r"))
    while start < len(text) and blank(text, start):
        start = next_line(text, start)
    at = past_blanks(text, start)
    return text.startswith("#", at) and at - start > column


def position(text: str, at: int) -> tuple[int, int]:
    """Line and column, counted from 1."""
    lines = sum(1 for _ in LINE_END.finditer(text, 0, at))
    return lines + 1, column(text, at) + 1
