"""JSON of our own: every file with its problems, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models.checks.checking import Checked, Told
from models.checks.counting import Counts

FORMAT = 1
"""To be raised when what stands in it changes its meaning."""


def as_json(checked: Iterable[Checked]) -> dict[str, Any]:
    """All files in their order. Lines and columns count from 1, in code points, and are 0 of what has no
    place; `end_column` is the first behind. `start` and `end` are offsets in the article's text."""
    counts = Counts()
    files = [_file(each) for each in checked if counts.add(each)]
    levels = {level: counts.levels[level] for level in ("error", "warning", "information")}
    return {"copydesk": FORMAT, "files": files, "counts": {**levels, "mendable": counts.mendable}}


def _file(checked: Checked) -> dict[str, Any]:
    result: dict[str, Any] = {"file": checked.name, "opened": checked.opened}
    result["problems"] = [_problem(told) for told in checked.told]
    if checked.fixed:
        result["fixed"] = [
            {"code": each.code, "message": each.message, "line": each.line, "column": each.column}
            for each in checked.fixed
        ]
    for name in ("refused", "crash"):
        if said := getattr(checked, name):
            result[name] = said
    return result


def _problem(told: Told) -> dict[str, Any]:
    problem = told.problem
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "mend": problem.mend,
        "line": problem.line,
        "column": problem.column,
        "end_line": told.end.line,
        "end_column": told.end.column,
        "record": problem.record,
        "start": problem.start,
        "end": problem.end,
        "mendable": told.mendable,
    }
