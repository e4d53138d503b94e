"""How grave a problem is by the settings, and which of them are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from models.document import EVERYWHERE, Document
from models.problems import Problem

Level = Literal["error", "warning", "information", "off"]
"""How grave a problem is by the settings; `off` is not looked for."""

Levels = Mapping[str, Level]
"""By code, or by what codes begin with (`W3`); the longest counts."""


def wanted(problems: Iterable[Problem], document: Document, levels: Levels) -> Iterator[Problem]:
    """Of all problems of a document those that are `told`, with those of comments that take nothing out."""
    if not document.ignores:
        return told(problems, document, levels)
    from models.loading.ignores import unused  # loads all that reads YAML

    found = [*problems]
    return told([*found, *unused(found, document.ignores)], document, levels)


def told(problems: Iterable[Problem], document: Document, levels: Levels) -> Iterator[Problem]:
    """Those that neither the settings nor a comment in the file take out, as grave as the settings say."""
    ignores = document.ignores
    everywhere = ignores.get(EVERYWHERE, {})
    for each in problems:
        level = _longest(each.code, levels)
        own = ignores.get(each.record, everywhere) if each.record else everywhere
        if level != "off" and not _begins(each.code, own) and not _begins(each.code, everywhere):
            yield each._replace(level=level) if level else each


def _longest(code: str, levels: Levels) -> Level | Literal[""]:
    for length in range(len(code), 0, -1) if levels else ():
        if level := levels.get(code[:length]):
            return level
    return ""


def _begins(code: str, beginnings: Collection[str]) -> bool:
    return any(code.startswith(beginning) for beginning in beginnings)
