"""Saving corrections into the YAML that a person wrote: only the lines of what changed are written anew.

`save` finds where each field stands, to the character, and puts other words in its place. Comments, order,
quotes, blank lines, line ends, anchors and aliases elsewhere stay as they are. Then it reads the result and
compares all of it. What can't be done surely is refused, with the line and the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from models.loading import nodes, records
from models.loading.records import Contents
from models.loading.source import decode_yaml
from models.loading.structs import Budget, TooMuchError
from models.plain import Revision
from models.problems import Problem
from models.saving.check import differences
from models.saving.cuts import apply, diff
from models.saving.plan import CODE, MEND, Plan, make_plan
from models.saving.rewrite import rewrite
from models.saving.tree import parse

__all__ = ["Refused", "Revision", "Saved", "save"]

_BYTE_ORDER_MARK = "\ufeff"
_REPEATS, _SPARE = 8, 200_000
"""What aliases may blow a file up to; the loader, which has opened it, allows less."""


class Saved(NamedTuple):
    """The new text, and the lines of a unified diff to show: hunks with two lines around each change,
    without line ends and without the two lines that name files."""

    text: str
    diff: tuple[str, ...]


class Refused(NamedTuple):
    """Why nothing can be written safely: a problem for each cause."""

    problems: tuple[Problem, ...]


class _CannotReadError(Exception):
    """The text does not load; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def save(text: str, revisions: Mapping[str, Revision]) -> Saved | Refused:
    """Makes `text`, a whole file as it was read, say what the revisions say of the records they name by
    id. Everything else stays, byte for byte. One refusal refuses all."""
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    raw = text[len(mark) :]
    try:
        clean, root, contents = _read(raw)
    except _CannotReadError as error:
        return Refused((_refusal(error.problem),))
    plan = make_plan(root, contents, revisions)
    if plan.problems:
        return Refused(tuple(plan.problems))
    if plan.empty:
        return Saved(text, ())
    rewritten = rewrite(raw, parse(clean), plan)
    if rewritten.problems:
        return Refused(rewritten.problems)
    new = apply(raw, rewritten.cuts)
    if fault := _fault(new, (root, contents), plan):
        return Refused((rewritten.blame(*fault),))
    return Saved(mark + new, tuple(diff(raw, rewritten.cuts)))


def _read(text: str) -> tuple[str, nodes.Mapping, Contents]:
    """A text as YAML can hold it, its nodes, and its records. Raises `_CannotReadError`."""
    source = decode_yaml(text.encode())
    if source.text is None:
        raise _CannotReadError(source.problems[0])
    parsed = nodes.parse(source.text)
    if parsed.cut or parsed.fatal:
        raise _CannotReadError(parsed.problems[0])
    if not isinstance(parsed.root, nodes.Mapping):
        raise _CannotReadError(Problem(CODE, "the file is no annotated article.", 1, 1))
    try:
        contents = records.read(parsed.root, Budget(_REPEATS * parsed.size + _SPARE))
    except TooMuchError:
        raise _CannotReadError(Problem(CODE, "its aliases (*name) repeat too much.")) from None
    contents.problems += parsed.problems
    return source.text, parsed.root, contents


def _refusal(problem: Problem) -> Problem:
    message = f"the file is not saved: {problem.message}"
    return problem._replace(code=CODE, message=message, mend=MEND)


def _fault(new: str, before: tuple[nodes.Mapping, Contents], plan: Plan) -> tuple[str, str] | None:
    """Why a new text would not say what it should, and of which record; None when it does."""
    try:
        _, root, contents = _read(new)
    except _CannotReadError as error:
        return error.problem.message.removesuffix("."), ""
    return next(differences(before, (root, contents), plan), None)
