"""JUnit's XML, which build servers show as tests: a suite for each file, a case for each problem."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from models.checks.checking import Checked, Told
from models.checks.counting import GRAVITY
from models.checks.formats import said
from models.text import visible


class _Case(NamedTuple):
    """A test: what it is called, and how it came out (`failure`, `error`, or neither) in what words."""

    name: str
    line: int = 0
    outcome: str = ""
    message: str = ""
    words: str = ""


def junit(checked: Iterable[Checked], fatal: Collection[str] = GRAVITY[1:]) -> Iterator[str]:
    """The lines of a document. Problems of these gravities fail; others pass, and say what they are."""
    suites = [(file.name, _cases(file, fatal)) for file in checked if not file.passed_over]
    cases = [case for _, each in suites for case in each]
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f"<testsuites {_attributes('copydesk check', cases)}>"
    for name, each in suites:
        yield f"  <testsuite {_attributes(name, each)}>"
        for case in each:
            yield from _lines(case, name)
        yield "  </testsuite>"
    yield "</testsuites>"


def _cases(file: Checked, fatal: Collection[str]) -> list[_Case]:
    cases = [_case(file, told, fatal) for told in file.told]
    if file.crash:
        message = f"the program itself failed: {file.crash}."
        cases.append(_Case("copydesk", 0, "error", message, message))
    return cases or [_Case("copydesk")]


def _case(file: Checked, told: Told, fatal: Collection[str]) -> _Case:
    problem = told.problem
    outcome = "failure" if problem.severity in fatal else ""
    if not file.opened:
        outcome = "error"
    return _Case(problem.code, problem.line, outcome, said(told), problem.say(file.name))


def _attributes(name: str, cases: Collection[_Case]) -> str:
    counts = {kind: sum(case.outcome == kind for case in cases) for kind in ("failure", "error")}
    numbers = f'tests="{len(cases)}" failures="{counts["failure"]}" errors="{counts["error"]}"'
    return f"name={_quoted(name)} {numbers}"


def _lines(case: _Case, file: str) -> Iterator[str]:
    line = f' line="{case.line}"' if case.line else ""
    opening = f"    <testcase name={_quoted(case.name)} classname={_quoted(file)}{line}"
    if not case.message:
        yield f"{opening}/>"
        return
    yield f"{opening}>"
    if case.outcome:
        said = f"message={_quoted(case.message)}"
        yield f"      <{case.outcome} {said}>{_text(case.words)}</{case.outcome}>"
    else:
        yield f"      <system-out>{_text(case.words)}</system-out>"
    yield "    </testcase>"


def _text(text: str) -> str:
    """Text that XML can hold, of which control characters and halves of surrogate pairs are none."""
    return escape(visible(text))


def _quoted(text: str) -> str:
    return quoteattr(visible(text))
