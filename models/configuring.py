"""Reads settings, each by itself, so that a mistake costs only its own."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec

from models.levels import Level
from models.loading import nodes
from models.loading.nodes import Node, Scalar, Sequence
from models.loading.source import decode_yaml, read_file
from models.loading.structs import Budget, TooMuchError, convert, shape
from models.problems import Problem, nearest
from models.settings import PREFIX, Configured, Settings, Source

_PAIRS = ("checks", "keys")
"""Settings that are pairs, of which each may be set or mistaken by itself."""


def read(files: Iterable[Path], variables: Mapping[str, str]) -> Configured:
    """The settings that files and `COPYDESK_…` variables set, the later over the earlier."""
    values: dict[str, Any] = {}
    problems: list[Source] = []
    places: dict[str, tuple[str, int, int]] = {}
    for path in files:
        _read_file(path, values, problems, places)
    _read_environment(variables, values, problems)
    settings = Settings(**values)
    if sorted(settings.panes) != sorted(Settings().panes):
        missing = [pane for pane in Settings().panes if pane not in settings.panes]
        panes = (*dict.fromkeys(settings.panes), *missing)
        settings = msgspec.structs.replace(settings, panes=panes)
    return Configured(settings, problems, places)


def _read_file(
    path: Path,
    values: dict[str, Any],
    problems: list[Source],
    places: dict[str, tuple[str, int, int]],
) -> None:
    name = str(path)
    data = read_file(path, pipes=True)
    if isinstance(data, Problem):
        problems.append(Source(name, data))
        return
    if not data.removeprefix(BOM_UTF8).strip():
        return
    source = decode_yaml(data)
    problems += [Source(name, problem) for problem in source.problems]
    tree = nodes.parse(source.text or "")
    problems += [Source(name, problem) for problem in tree.problems]
    if tree.root is None or (isinstance(tree.root, Scalar) and tree.root.absent):
        return
    if isinstance(tree.root, nodes.Mapping):
        pairs = {key: tree.root.entries.pop(key)[1] for key in _PAIRS if key in tree.root.entries}
        if "keys" in pairs:
            _read_keys(name, pairs["keys"], values, problems, places)
        if "checks" in pairs:
            _read_checks(name, pairs["checks"], values, problems)
    try:
        converted = convert(tree.root, Settings, "the settings", Budget(10 * tree.size + 1000))
    except TooMuchError:
        problem = Problem("E003", "its aliases (*name) repeat too much.", mend="Write them out.")
        problems.append(Source(name, problem))
        return
    problems += [Source(name, problem) for problem in converted.problems]
    if converted.value is None or not isinstance(tree.root, nodes.Mapping):
        return
    for field in msgspec.structs.fields(Settings):
        entry = tree.root.entries.get(field.name)
        if entry is None or (isinstance(entry[1], Scalar) and entry[1].absent):
            continue
        if not any(_lies_in(problem, entry) for problem in converted.problems):
            values[field.name] = getattr(converted.value, field.name)


def _lies_in(problem: Problem, entry: tuple[Scalar, Node]) -> bool:
    node = entry[1]
    inside = node.items if isinstance(node, Sequence) else [node]
    return any((each.line, each.column) == (problem.line, problem.column) for each in inside)


def _read_keys(
    name: str,
    node: Node,
    values: dict[str, Any],
    problems: list[Source],
    places: dict[str, tuple[str, int, int]],
) -> None:
    """The keys of commands."""
    values["keys"] = dict(values.get("keys", {}))
    for command, place, bound in _pairs(
        name, node, "`keys` should be `command: key` pairs.", problems
    ):
        items = bound.items if isinstance(bound, Sequence) else [bound]
        typed = [item.value for item in items if isinstance(item, Scalar)]
        if len(typed) < len(items):
            message = f"the key for `{command}` should be one key or a list of keys."
            problems.append(Source(name, Problem("E207", message, bound.line, bound.column)))
            continue
        values["keys"][command] = typed if isinstance(bound, Sequence) else typed[0]
        places[command] = (name, place.line, place.column)


def _read_checks(name: str, node: Node, values: dict[str, Any], problems: list[Source]) -> None:
    """How grave problems are, by codes or what these begin with."""
    from models.checks.choosing import unknown  # all rules; who has no such setting needs none

    values["checks"] = dict(values.get("checks", {}))
    levels, message = get_args(Level), "`checks` should be `code: level` pairs."
    for code, place, level in _pairs(name, node, message, problems):
        said = level.value if isinstance(level, Scalar) else ""
        if why := unknown(code):
            problem = Problem("E205", f"`checks`: {why}", place.line, place.column)
        elif said not in levels:
            mend = nearest(said, levels) or f"It is one of: {', '.join(levels)}."
            message = f"the level of `{code}` can't be “{said[:60]}”."
            problem = Problem("E207", message, level.line, level.column, mend=mend)
        else:
            values["checks"][code] = said
            continue
        problems.append(Source(name, problem))


def _pairs(
    name: str, node: Node, message: str, problems: list[Source]
) -> Iterator[tuple[str, Scalar, Node]]:
    """Each pair of a setting that is pairs: its key, where that stands, and its value."""
    if isinstance(node, nodes.Mapping):
        for key, (place, value) in node.entries.items():
            yield key, place, value
    elif not (isinstance(node, Scalar) and node.absent):
        problems.append(Source(name, Problem("E207", message, node.line, node.column)))


def _read_environment(
    environment: Mapping[str, str], values: dict[str, Any], problems: list[Source]
) -> None:
    fields = shape(Settings)
    for variable, value in environment.items():
        name = variable.removeprefix(PREFIX).lower()
        if name not in fields or name in _PAIRS:
            near = nearest(name, [field for field in fields if field not in _PAIRS])
            message = "no setting has this name; it is passed over."
            if name in _PAIRS:
                message, near = f"{name} can be set only in a file; this is passed over.", ""
            problems.append(Source(variable, Problem("E205", message, mend=near)))
            continue
        root = nodes.Mapping(0, 0)
        child: Node = Scalar(value, 0, 0, plain=False)
        if fields[name].many:
            child = Sequence(0, 0)
            child.items = [Scalar(word.strip(), 0, 0, plain=False) for word in value.split(",")]
        root.entries[name] = (Scalar(name, 0, 0, plain=True), child)
        converted = convert(root, Settings, "the settings", Budget(1000))
        problems += [Source(variable, problem) for problem in converted.problems]
        if not converted.problems:
            values[name] = getattr(converted.value, name)
