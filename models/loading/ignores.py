"""Comments that say which problems are none: `# copydesk: ignore W306`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from models.loading.nodes import Mapping as MappingNode
from models.loading.nodes import Scalar
from models.loading.places import LINE_END
from models.loading.records import Contents

SIGN = "copydesk: ignore"

_COMMENT = re.compile(
    r"(?:^|\s)#\s*copydesk: ignore\s+(?P<codes>[EWI]\d{0,3}\b(?:[\s,]+[EWI]\d{0,3}\b)*)"
)

EVERYWHERE = ""
"""In place of a record's id: the whole file."""

Ignores = Mapping[str, frozenset[str]]
"""By record (or `EVERYWHERE`): the codes, or what codes begin with (`W3`), that are not told of it."""


def ignores(source: str, contents: Contents) -> Ignores:
    """What the comments of a file take out. One in a record, or on a line of its own right above one, is
    about that record; one above the first record is about the whole file. What stands in the article's
    text is no comment."""
    if SIGN not in source:
        return {}
    lines = LINE_END.split(source)
    starts = sorted((node.line, record) for record, node in contents.nodes.items())
    first = [line for line, _ in starts]
    text = _text(contents, lines)
    found: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(lines, 1):
        if SIGN in line and number not in text and (comment := _COMMENT.search(line)):
            at = number
            if line.lstrip().startswith("#"):
                at = next((n for n, each in _below(lines, number) if not _bare(each)), number)
            index = bisect_right(first, at) - 1
            owner = starts[index][1] if index >= 0 else EVERYWHERE
            found[owner].update(re.split(r"[\s,]+", comment["codes"]))
    return {record: frozenset(codes) for record, codes in found.items()}


def _below(lines: list[str], number: int) -> Iterable[tuple[int, str]]:
    return enumerate(lines[number:], number + 1)


def _bare(line: str) -> bool:
    """Whether nothing but a comment, or the name of a list, stands in a line."""
    return not line.strip() or line.lstrip().startswith("#") or bool(re.match(r"\w+:\s*$", line))


def _text(contents: Contents, lines: list[str]) -> range:
    """The lines of the article's text, if it has several."""
    article = contents.article_node
    entry = article.entries.get("text") if isinstance(article, MappingNode) else None
    if entry is None or not isinstance(entry[1], Scalar) or "\n" not in entry[1].value:
        return range(0)
    start = entry[1].line + 1
    end = start
    indent = len(lines[entry[0].line - 1]) - len(lines[entry[0].line - 1].lstrip(" "))
    for number in range(start, len(lines) + 1):
        line = lines[number - 1]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        end = number + 1
    return range(start, end)
