"""Workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.checks.checking import Checked, Told
from models.checks.formats import said
from models.text import visible

_COMMANDS = {"error": "error", "warning": "warning", "information": "notice"}


def github(checked: Iterable[Checked]) -> Iterator[str]:
    """A line for each problem, and for each file over which the program failed."""
    for file in checked:
        for told in file.told:
            yield _line(file.name, told)
        if file.crash:
            message = f"the program itself failed: {file.crash}."
            yield f"::error file={_property(file.name)},title=copydesk::{_data(message)}"


def _line(name: str, told: Told) -> str:
    problem, end = told.problem, told.end
    properties = {"file": name}
    if problem.line:
        properties |= {"line": str(problem.line), "endLine": str(end.line)}
        if end.line == problem.line:  # else it takes no columns
            properties |= {"col": str(problem.column), "endColumn": str(end.column)}
    properties["title"] = f"copydesk {problem.code}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {listed}::{_data(said(told))}"


def _data(text: str) -> str:
    """Text that ends no line and begins no command, as GitHub's own toolkit writes it."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
