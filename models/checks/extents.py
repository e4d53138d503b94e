"""How far what a problem points at reaches in its file, read off the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.problems import Problem

_POINTS = {"E002", "E004", "W214"}
"""Problems about one character."""

_KEYS = {"E204", "E205"}
"""Problems about a key, whatever stands behind it."""

_QUOTED = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'"
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*+[^\S\n\r]++)*+")
_SIGN = re.compile(r"[|>][-+0-9]*+")
_KEY = re.compile(
    rf"(?:{_QUOTED}|[^\s\"'#\[\]{{}},:&*!|>-][^\n\r#\[\]{{}},:]*+):(?=\s|$)[^\S\n\r]*+"
)
_PLAIN = re.compile(r"(?:[^\s#:]|(?<=\S)#|:(?!\s|$)|[^\S\n\r]++(?=[^\s#]))++")
_PLAIN_IN_FLOW = re.compile(
    r"(?:[^\s#:,\[\]{}]|(?<=\S)#|:(?![\s,\[\]{}]|$)|[^\S\n\r]++(?=[^\s#,\[\]{}]))++"
)
_PART = re.compile(rf"{_QUOTED}|(?<!\S)#[^\n\r]*+|[\[\]{{}}]")

_MOST = 512
"""Lines of a value that are looked at for its end."""


class Extent(NamedTuple):
    """Where something ends: a line, and the column behind its last character, both from 1."""

    line: int
    column: int


def extent(problem: Problem, lines: Sequence[str]) -> Extent:
    """The end of what a problem points at in the lines of its file: a key or a value as it is written, quotes
    and brackets included, of a block of text its sign alone; of a record written as a block the first
    field; of a comment all."""
    row, at = problem.line - 1, problem.column - 1
    if not 0 <= row < len(lines) or at >= len(lines[row]):
        return Extent(problem.line, problem.column)
    if problem.code in _POINTS:
        return Extent(problem.line, problem.column + 1)
    if key := _KEY.match(lines[row], at):
        if problem.code not in _KEYS and key.end() < len(lines[row]):
            return _of_value(lines, row, key.end())
        return Extent(problem.line, at + len(key[0].rstrip()[:-1].rstrip()) + 1)
    return _of_value(lines, row, at)


def _of_value(lines: Sequence[str], row: int, at: int) -> Extent:
    line = lines[row]
    properties = _PROPERTIES.match(line, at)
    start = properties.end() if properties else at
    match line[start : start + 1]:
        case '"' | "'" | "[" | "{":
            return _closed(lines, row, start)
        case "#":
            return Extent(row + 1, len(line.rstrip()) + 1)
        case "|" | ">":
            found = _SIGN.match(line, start)
        case "-" if line[start + 1 : start + 2] in ("", " "):  # a list written as a block
            return Extent(row + 1, len(line.rstrip()) + 1)
        case _:
            plain = _PLAIN_IN_FLOW if _depth(line[:start]) > 0 else _PLAIN
            found = plain.match(line, start)
    return Extent(row + 1, (found.end() if found else max(start, at + 1)) + 1)


def _depth(before: str) -> int:
    """How many brackets are open behind these words."""
    signs = [part[0] for part in _PART.finditer(before)]
    return sum(sign in ("[", "{") for sign in signs) - sum(sign in ("]", "}") for sign in signs)


def _closed(lines: Sequence[str], row: int, at: int) -> Extent:
    """The end of what is quoted, or stands in brackets, and begins here; of the line if that isn't found."""
    count = 1
    while count <= _MOST:
        text = "\n".join([lines[row][at:], *lines[row + 1 : row + count]])
        if (length := _length(text)) is not None:
            end = text[:length]
            below = end.count("\n")
            return Extent(
                row + 1 + below, len(end) - (end.rfind("\n") + 1) + 1 + (0 if below else at)
            )
        if row + count >= len(lines):
            break
        count *= 8
    return Extent(row + 1, len(lines[row].rstrip()) + 1)


def _length(text: str) -> int | None:
    depth = 0
    for part in _PART.finditer(text):
        sign = part[0]
        depth += (sign in ("[", "{")) - (sign in ("]", "}"))
        if depth <= 0:
            return part.end()
    return None
