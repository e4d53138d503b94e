"""SARIF 2.1.0, which code scanners and editors read (OASIS, *Static Analysis Results Interchange Format*)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from models.checks.checking import Checked, Told
from models.checks.formats import said
from models.checks.rule import RULES, Rule
from models.problems import SEVERITIES

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {"error": "error", "warning": "warning", "information": "note"}


def sarif(checked: Iterable[Checked], version: str) -> dict[str, Any]:
    """One run, of a program of this version, with all rules and what they found. Regions are counted in
    code points. What could not be checked is a notification of the run."""
    files = [each for each in checked if not each.passed_over]
    found = [(file, told) for file in files for told in file.told]
    codes = sorted({*RULES, *(told.problem.code for _, told in found)})
    crashes = [file for file in files if file.crash]
    invocation: dict[str, Any] = {"executionSuccessful": not crashes}
    if crashes:
        invocation["toolExecutionNotifications"] = [_crash(file) for file in crashes]
    driver = {"name": "copydesk", "version": version, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(file, told, codes) for file, told in found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    level = _LEVELS[SEVERITIES[code[0]]]
    described: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": level}}
    if rule := RULES.get(code):
        described["shortDescription"] = {"text": rule.title}
        described["fullDescription"] = {"text": rule.why}
        described["help"] = _help(rule)
    return described


def _help(rule: Rule) -> dict[str, str]:
    examples = [(name, each) for name, each in (("bad", rule.bad), ("good", rule.good)) if each]
    plain = [rule.why, *(f"{name}:\n{example}" for name, example in examples)]
    marked = [rule.why, *(f"{name}:\n\n```yaml\n{example}\n```" for name, example in examples)]
    return {"text": "\n\n".join(plain), "markdown": "\n\n".join(marked)}


def _result(file: Checked, told: Told, codes: Sequence[str]) -> dict[str, Any]:
    problem = told.problem
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(file.name)}}
    if problem.line:
        place["region"] = {
            "startLine": problem.line,
            "startColumn": problem.column,
            "endLine": told.end.line,
            "endColumn": told.end.column,
        }
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": _LEVELS[problem.severity],
        "message": {"text": said(told)},
        "locations": [{"physicalLocation": place}],
    }
    if problem.record:
        result["properties"] = {"record": problem.record}
    return result


def _crash(file: Checked) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": f"The program itself failed: {file.crash}."},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(file.name)}}}],
    }


def uri(name: str) -> str:
    """A file's name as a URI, relative where it is."""
    path = quote(os.fsencode(Path(name)))
    return f"file://{path}" if path.startswith("/") else path
