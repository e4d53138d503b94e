"""A tree of nodes to typed structs, each fault reported at its place.

`msgspec.convert` stops at its first error. So that one bad field costs only itself, the faulty part is
taken out and the conversion tried again, until the struct stands or something it can't do without is
missing. By hand-writing's leave, one value may stand where a list is expected, and a struct with a
`shorthand` field may be written as that field's value alone.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from models.dates import DateError
from models.loading import mending
from models.loading.custom import custom
from models.loading.nodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence
from models.problems import Found, Problem, closest

S = TypeVar("S", bound=msgspec.Struct)
Path = tuple[str | int, ...]

_WHERE = re.compile(r"^(.*?)(?: - at `\$(.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_PATIENCE = 50
"""Faults after which whole fields are taken out: each costs another conversion."""
_WORDS = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}


class TooMuchError(Exception):
    """The file's aliases repeat more than the budget allows."""


class EndlessError(Exception):
    """An alias stands inside what it repeats."""


class Budget:
    """The weight of nodes that may still be copied out of the tree; aliases spend it each time they
    repeat."""

    def __init__(self, weight: int) -> None:
        self.left = weight

    def spend(self, weight: int = 1) -> None:
        self.left -= weight
        if self.left < 0:
            raise TooMuchError


class FieldShape(NamedTuple):
    """What the loader must know of a field: is it a list, of which struct, may it be left out."""

    many: bool
    struct: type[msgspec.Struct] | None
    optional: bool
    choices: tuple[str, ...]


@cache
def shape(struct: type[msgspec.Struct]) -> dict[str, FieldShape]:
    """The fields of a struct by their name in the file."""
    return {
        field.encode_name: FieldShape(
            *_unfold(field.type), not field.required, _choices(field.type)
        )
        for field in msgspec.structs.fields(struct)
    }


def _unfold(hint: Any) -> tuple[bool, type[msgspec.Struct] | None]:
    if get_origin(hint) is tuple:
        return True, _unfold(get_args(hint)[0])[1]
    return False, hint if isinstance(hint, type) and issubclass(hint, msgspec.Struct) else None


def _choices(hint: Any) -> tuple[str, ...]:
    """The words a Literal allows, through `| None` and tuples."""
    arguments = get_args(hint)
    if arguments and all(isinstance(word, str) for word in arguments):
        return arguments
    return tuple(word for inner in arguments for word in _choices(inner))


class Converted(NamedTuple):
    """A struct, or None when it could not stand, with what was wrong."""

    value: Any
    problems: list[Problem]


def convert(node: Node, struct: type[S], what: str, budget: Budget, record: str = "") -> Converted:
    """Reads `node` as a `struct`; `what` names it in messages (`actor “jaa”`)."""
    problems: list[Problem] = Found()
    if not isinstance(node, Mapping):
        message = f"{what} should be `field: value` pairs, not {_described(node)}."
        mend = mending.record(node, shape(struct)["rel"].choices if "rel" in shape(struct) else ())
        return Converted(None, [Problem("E207", message, node.line, node.column, record, mend)])
    try:
        data = _plain_struct(node, struct, record, budget, problems, 0)
    except EndlessError:
        message = f"{what} has an alias (*name) inside of what the alias repeats."
        mend = "Write out what it stands for."
        return Converted(None, [Problem("E003", message, node.line, node.column, record, mend)])
    removed: dict[Path, list[int]] = {}
    while True:
        try:
            value = msgspec.convert(data, struct, strict=False, dec_hook=custom)
            return Converted(value, problems)
        except msgspec.ValidationError as error:
            message, path = _read_error(error)
            typed = _as_typed(path, removed)
            problem, missing = _explain(error, message, typed, node, struct, what, record)
            if not (missing and misnamed(locate(node, typed), _struct_at(struct, path), missing)):
                problems.append(problem)
            taken = path if not missing else (*path, missing)
            if len(problems) > _PATIENCE:
                taken = taken[:1]
            part = _take_out(data, taken, struct)
            if not part:
                return Converted(None, problems)
            *above, last = _as_typed(part, removed)
            if isinstance(last, int):
                insort(removed.setdefault(tuple(above), []), last)


def _plain_struct(
    node: Mapping,
    struct: type[msgspec.Struct],
    record: str,
    budget: Budget,
    problems: list[Problem],
    depth: int,
) -> dict[str, Any]:
    """The mapping as dicts, lists and strings, in the struct's full form."""
    fields = shape(struct)
    plain: dict[str, Any] = {}
    for name, (key, child) in node.entries.items():
        budget.spend()
        field = fields.get(name)
        if field is None:
            message = f"unknown field “{name}”; it is passed over."
            mend = field_mend(name, fields)
            problems.append(Problem("E205", message, key.line, key.column, record, mend))
        elif not (isinstance(child, Scalar) and child.absent):
            value = _plain(child, field.struct, record, budget, problems, depth + 1)
            plain[name] = [value] if field.many and not isinstance(child, Sequence) else value
    return plain


def _plain(
    node: Node,
    struct: type[msgspec.Struct] | None,
    record: str,
    budget: Budget,
    problems: list[Problem],
    depth: int,
) -> Any:
    if depth > MAX_DEPTH:  # only an alias to one of its own parents gets here
        raise EndlessError
    budget.spend(node.weight)
    if isinstance(node, Scalar):
        shorthand = getattr(struct, "shorthand", None)
        return {shorthand: node.value} if shorthand else node.value
    if isinstance(node, Sequence):
        return [_plain(item, struct, record, budget, problems, depth + 1) for item in node.items]
    if struct is not None:
        return _plain_struct(node, struct, record, budget, problems, depth)
    return {
        name: _plain(child, None, record, budget, problems, depth + 1)
        for name, (_, child) in node.entries.items()
    }


def field_mend(name: str, known: Collection[str]) -> str:
    """The field that was meant by an unknown one, or those to choose from."""
    close = mending.field(name, known)
    return f"Did you mean “{close}”?" if close else f"Known here: {', '.join(known)}."


def misnamed(node: Node, struct: type[msgspec.Struct], name: str) -> bool:
    """Whether a field that a mapping lacks stands there under a wrong name."""
    known = shape(struct)
    return isinstance(node, Mapping) and any(
        key not in known and mending.field(key, known) == name for key in node.entries
    )


def _read_error(error: msgspec.ValidationError) -> tuple[str, Path]:
    found = _WHERE.match(str(error))
    assert found is not None  # the pattern matches any text
    path: list[str | int] = []
    for name, index in _STEP.findall(found[2] or ""):
        path.append(name or int(index))
    return found[1], tuple(path)


def _explain(
    error: msgspec.ValidationError,
    message: str,
    path: Path,
    root: Node,
    struct: type[msgspec.Struct],
    what: str,
    record: str,
) -> tuple[Problem, str]:
    """Our words for msgspec's, and the name of a missing field."""
    node = locate(root, path)
    name = _field_name(path)
    last = name.rpartition(".")[2]
    code, mend, missing = "E207", "", ""
    if isinstance(error.__cause__, DateError):
        code, words = "E302", f"`{name}`: {error.__cause__}."
        mend = mending.date(last, node.value) if isinstance(node, Scalar) else ""
    elif found := re.match(r"Object missing required field `(.*)`", message):
        missing = found[1]
        words = f"{what} has no `{missing}`{f' in `{name}`' if name else ''}, which it needs."
        mend = _missing_mend(missing, node, _struct_at(struct, path))
    elif isinstance(error.__cause__, TypeError):
        words = f"`{name}` should be a date, not {_described(node)}."
        mend = mending.several_dates(last, node)
    elif message.startswith("Invalid enum value"):
        choices = _field_at(struct, path).choices
        words = f"`{name}` can't be {_described(node)}."
        close = closest(node.value, choices) if isinstance(node, Scalar) else ""
        mend = f"Did you mean “{close}”?" if close else f"It is one of: {', '.join(choices)}."
    elif found := re.match(r"Expected `(.*)`, got `(.*)`", message):
        kinds = [word for word in found[1].split(" | ") if word != "null"]
        wanted = " or ".join(map(_kind, kinds))
        words = f"`{name}` should be {wanted}, not {_described(node)}."
        mend = _other_kind(kinds, last, node, struct, path)
    elif found := re.match(r"Expected `\w+` (.*)", message):
        bounds = found[1].replace(">=", "at least").replace("<=", "at most").removesuffix(".0")
        bounds = "a word" if bounds == "of length at least 1" else bounds
        words = f"`{name}` is {_described(node)}, but should be {bounds}."
    else:
        words = f"`{name}`: {message}."
    if name in ("lat", "lon") and not message.startswith("Expected `float |"):
        code, other = "E404", locate(root, ("lon" if name == "lat" else "lat",))
        mend = mending.out_of_range(name, _value(node), _value(other))
    return Problem(code, words, node.line, node.column, record, mend), missing


def _value(node: Node) -> str:
    return node.value if isinstance(node, Scalar) else ""


def _kind(word: str) -> str:
    """What msgspec calls a kind of value, in our words."""
    return _WORDS.get(word, "a list" if word == "array" else "`field: value` pairs")


def _other_kind(
    kinds: list[str], name: str, node: Node, struct: type[msgspec.Struct], path: Path
) -> str:
    """How a value of another kind would be written."""
    if "float" in kinds and isinstance(node, Scalar):
        return mending.degrees(name, node.value)
    if "str" in kinds:
        many = _field_at(struct, path).many
        return mending.words(
            name, node, many and isinstance(node, Mapping), isinstance(path[-1], int)
        )
    return mending.pairs(name, node) if "object" in kinds else ""


def _missing_mend(name: str, node: Node, struct: type[msgspec.Struct]) -> str:
    """What to add where a field is missing: its value, if there is no question of it."""
    choices = shape(struct)[name].choices
    if choices:
        return f"Add `{name}: …`. It is one of: {', '.join(choices)}."
    caption = next((_value(locate(node, (key,))) for key in ("name", "title", "gloss")), "")
    made = mending.an_id(caption) if name == "id" and isinstance(node, Mapping) else ""
    return f"Add `{name}: {made or '…'}`."


def _described(node: Node) -> str:
    if isinstance(node, Mapping):
        return "`field: value` pairs"
    if isinstance(node, Sequence):
        return "a list"
    return f"“{node.value[:60]}”" if node.value else "nothing"


def _field_name(path: Path) -> str:
    return ".".join(str(step) for step in path if isinstance(step, str))


def _field_at(struct: type[msgspec.Struct], path: Path) -> FieldShape:
    names = [step for step in path if isinstance(step, str)]
    inner: type[msgspec.Struct] = struct
    for name in names[:-1]:
        nested = shape(inner)[name].struct
        assert nested is not None  # msgspec walked the same types
        inner = nested
    return shape(inner)[names[-1]]


def _struct_at(struct: type[msgspec.Struct], path: Path) -> type[msgspec.Struct]:
    """The struct that a path leads to."""
    return (_field_at(struct, path).struct or struct) if path else struct


def locate(root: Node, path: Path) -> Node:
    """The node a path leads to, or the nearest above it (shorthands are shorter than their path)."""
    node = root
    for step in path:
        if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif isinstance(node, Mapping) and isinstance(step, str):
            entry = node.entries.get(step)
            if entry is None:
                break
            node = entry[1]
    return node


def _take_out(data: dict[str, Any], path: Path, struct: type[msgspec.Struct]) -> Path:
    """Removes the smallest part around `path` that the struct can do without, and says which; nothing
    if there is none."""
    for length in range(len(path), 0, -1):
        part = path[:length]
        last = part[-1]
        if isinstance(last, str) and not _field_at(struct, part).optional:
            continue
        holder: Any = data
        for step in part[:-1]:
            holder = holder[step]
        del holder[last]
        return part
    return ()


def _as_typed(path: Path, removed: dict[Path, list[int]]) -> Path:
    """A path in what is left of the data, as it was before items of its lists were taken out."""
    typed: Path = ()
    for step in path:
        if isinstance(step, int):
            for gone in removed.get(typed, ()):
                step += gone <= step
        typed = (*typed, step)
    return typed
