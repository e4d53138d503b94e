"""Values over several lines: literal (`|`) and folded (`>`) scalars, and where lines may break."""

from __future__ import annotations

import re
from itertools import groupby

WIDTH = 110
"""Columns of the longest line that we write, where nobody wrote longer ones."""

STEP = 2
"""Columns by which we indent what is inside of something."""

_HEADER = re.compile(r"[|>]([-+1-9]*)(.*)", re.DOTALL)
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")
_NARROW = 60
_SLACK = 4
"""Columns by which a line may grow beyond the longest that stood there, rather than break."""


def literal(words: str, header: str, indent: int, column: int) -> list[str]:
    """Words line by line under a header like `header`, the one that stood there; none if they can't be
    so. They are indented by `indent`; the key or dash that they belong to stands in `column`."""
    lines = words.rstrip("\n").split("\n")
    first = next((line for line in lines if line), "")
    width = str(indent - column) if first.startswith(" ") else ""
    signs = _signs(words, header, width)
    if not first or signs is None:
        return []
    return [_block("|" + signs, lines, words, indent)]


def folded(words: str, header: str, indent: int, kept: list[str]) -> list[str]:
    """The same, folded; of `kept`, the lines that stood there, as many stay as can."""
    paragraphs = words.rstrip("\n").split("\n")
    signs = _signs(words, header, "")
    held = [line for line in paragraphs if line]
    if signs is None or not paragraphs[-1] or any(line != line.strip(" \t") for line in held):
        return []
    groups = [list(group) for holds, group in groupby(kept, bool) if holds]
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        lines += [""] * (number > 0)  # a blank line is a line end
        if paragraph:
            lines += wrapped(paragraph, groups.pop(0) if groups else [], WIDTH - indent)
    return [_block(">" + signs, lines, words, indent)]


def wrapped(words: str, kept: list[str], width: int = WIDTH) -> list[str]:
    """Words broken at single spaces; of `kept`, the lines that stood there, those at both ends stay
    where the words still begin and end with them."""
    if kept:
        width = max(_NARROW, *(len(line) + _SLACK for line in kept))
    head: list[str] = []
    tail: list[str] = []
    rest = list(kept)
    while rest and _breaks(words, len(rest[0])) and words.startswith(rest[0]):
        head.append(rest.pop(0))
        words = words[len(head[-1]) + 1 :]
    while rest and _breaks(words, len(words) - len(rest[-1]) - 1) and words.endswith(rest[-1]):
        tail.insert(0, rest.pop())
        words = words[: -len(tail[0]) - 1]
    return [*head, *_filled(words, width), *tail]


def _breaks(words: str, at: int) -> bool:
    """Whether a line may end before the character `at`."""
    return at > 0 and _BREAK.match(words, at) is not None


def _filled(words: str, width: int) -> list[str]:
    """Lines of as many words as fit in each."""
    lines: list[str] = []
    for word in _BREAK.split(words):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _signs(words: str, header: str, width: str) -> str | None:
    """What follows `|` or `>`: the indentation, where it must be told, what becomes of the line ends
    behind, and a comment. None if there are more of these than the header can hold: the blank lines
    that follow in the file would be taken for them."""
    found = _HEADER.match(header)
    assert found is not None  # every header is of this form
    ends = len(words) - len(words.rstrip("\n"))
    keeps = "+" in found[1]
    if ends > 1 and not keeps:
        return None
    told = found[1].strip("-+") or width
    return told + ("-" if not ends else "+" if keeps else "") + found[2]


def _block(head: str, lines: list[str], words: str, indent: int) -> str:
    ends = len(words) - len(words.rstrip("\n"))
    body = [" " * indent + line if line else "" for line in lines]
    return "\n".join([head, *body, *[""] * (ends - 1)])
