"""Comments that say which problems are none: `# copydesk: ignore W306`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from models.article import SECTIONS
from models.document import EVERYWHERE, Ignores, Position
from models.loading import nodes
from models.loading.places import LINE_END
from models.loading.records import own_id
from models.problems import Problem, nearest

SIGN = "copydesk: ignore"

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\S\n\r]*copydesk: ignore\b(?P<words>[^\n\r]*)")
_CODES = re.compile(r"[\s,]*([EWI]\d{0,3})(?![\w-])")
_BARE = re.compile(r"\s*(?:#.*|\w+:\s*(?:#.*)?)?$")
"""A line with nothing but a comment, or the name of a list."""

NO_CODE = "?"
"""In place of a code where a comment names none. No code begins so."""


class _Start(NamedTuple):
    """Where a record begins, and its id (empty: it has none)."""

    line: int
    column: int
    record: str


def ignores(source: str, root: nodes.Mapping) -> Ignores:
    """What the comments of a file take out. One in a record, or on a line of its own right above one, is
    about that record; one above the first record is about the whole file. What stands in a value is no
    comment."""
    if SIGN not in source:
        return {}
    lines = LINE_END.split(source)
    starts = sorted(_starts(root))
    found: dict[str, dict[str, Position]] = {}
    for comment in _comments(source):
        before = source[: comment.start()]
        row = len(LINE_END.findall(before))
        position = Position(row + 1, comment.start() - _line_start(before) + 1)
        record = _owner(position, lines, starts)
        if record is not None:
            codes = found.setdefault(record, {})
            for code in _codes(comment["words"]) or [NO_CODE]:
                codes.setdefault(code, position)
    return found


def _starts(root: nodes.Mapping) -> Iterator[_Start]:
    for section, struct in SECTIONS.items():
        _, listed = root.entries.get(section, (None, None))
        for item in listed.items if isinstance(listed, nodes.Sequence) else ():
            yield _Start(item.line, item.column, own_id(item, struct))


def _comments(source: str) -> Iterator[re.Match[str]]:
    """Every comment of this kind, but for what looks like one in a value."""
    values = [*_values(source)]
    first = [start for start, _ in values]
    for comment in _COMMENT.finditer(source):
        index = bisect_right(first, comment.start()) - 1
        if index < 0 or comment.start() >= values[index][1]:
            yield comment


def _values(source: str) -> Iterator[tuple[int, int]]:
    """Where each scalar begins and ends. Of a block, what stands behind `|` is a comment."""
    import yaml
    from yaml.events import ScalarEvent

    loader_type: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = loader_type(source)
    try:
        while (event := loader.get_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                start, end = event.start_mark.index, event.end_mark.index
                if event.style in ("|", ">"):
                    header = LINE_END.search(source, start)
                    start = header.end() if header else end
                yield start, end
    except yaml.YAMLError:  # it is told already; what stands behind it is not read
        return
    finally:
        loader.dispose()


def _line_start(before: str) -> int:
    return max(before.rfind("\n"), before.rfind("\r")) + 1


def _owner(comment: Position, lines: list[str], starts: list[_Start]) -> str | None:
    """The record that a comment is about; none when that has no id."""
    index = _last(starts, comment.line)
    if not lines[comment.line - 1][: comment.column - 1].strip():  # on a line of its own
        inside = index >= 0 and comment.column >= starts[index].column
        if not inside:
            rows = range(comment.line, len(lines))
            below = next((row + 1 for row in rows if not _BARE.match(lines[row])), comment.line)
            index = _last(starts, below)
    if index < 0:
        return EVERYWHERE
    return starts[index].record or None


def _last(starts: list[_Start], line: int) -> int:
    """The index of the last record that begins in this line or above it; -1 if there is none."""
    return bisect_right(starts, line, key=lambda start: start.line) - 1


def _codes(words: str) -> list[str]:
    """The codes that stand first; what follows them is why."""
    codes, at = [], 0
    while code := _CODES.match(words, at):
        codes.append(code[1])
        at = code.end()
    return codes


def unused(problems: Iterable[Problem], ignored: Ignores) -> Iterator[Problem]:
    """A problem for each code in a comment that takes none of the problems out."""
    if not ignored:
        return
    left = {(record, code) for record, codes in ignored.items() for code in codes}
    for each in problems:
        left -= {
            (record, code)
            for record in (each.record, EVERYWHERE)
            for code in ignored.get(record, ())
            if each.code.startswith(code)
        }
    for record, code in sorted(left):
        line, column = ignored[record][code]
        message, mend = _words(record, code)
        yield Problem("W216", message, line, column, record, mend)


def _words(record: str, code: str) -> tuple[str, str]:
    """What is wrong with a code in a comment, and what would mend it."""
    from models.checks.rule import RULES

    if code == NO_CODE:
        message = "this comment names no code, so that it takes nothing out."
        return message, "Write the codes first: `# copydesk: ignore W306`."
    if not any(known.startswith(code) for known in RULES):
        mend = nearest(code, sorted(RULES)) or "docs/checks.md lists all codes."
        return f"this comment ignores {code}, but no rule has such a code.", mend
    what = "this record" if record else "the file"
    message = f"this comment ignores {code}, but {what} has no such problem."
    return message, "Take the code out of it."
