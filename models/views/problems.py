"""The problems of a document as a list: the gravest first, then in the order of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from models.problems import SEVERITIES, Problem, Problems
from models.views.rows import Rows

HEADINGS: Mapping[str, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "information": ("remark", "remarks"),
}
"""What one problem of each severity is called, and several."""


class ProblemRow(NamedTuple):
    """A problem, or a heading in words. The `id` is the same as long as the problem is."""

    id: str
    heading: bool
    words: str
    problem: Problem | None = None


class _Item(NamedTuple):
    id: str
    problem: Problem


ProblemRows = Rows[_Item, ProblemRow]


def problem_rows(problems: Problems) -> ProblemRows:
    """All of them by severity, each under a heading with their number."""
    items: list[_Item | str] = []
    for severity in SEVERITIES.values():
        some = [each for each in problems.all if each.severity == severity]
        items += [counted(severity, len(some))] if some else []
        seen: Counter[tuple[str, str, str]] = Counter()
        for problem in some:
            key = (problem.code, problem.record, problem.message)
            seen[key] += 1
            items.append(_Item("\0".join((*key, str(seen[key]))), problem))
    return Rows(
        items,
        lambda item, _: ProblemRow(item.id, False, item.problem.message, item.problem),
        lambda words: ProblemRow("", True, words),
    )


def counted(severity: str, count: int) -> str:
    """So many problems of a severity, in words."""
    return f"{count} {HEADINGS[severity][count != 1]}"
