"""Rewrites the generated parts of the docs in place; with `--check`, says whether they are stale.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`. A field or a problem without words,
words without one, an example that does not load, or a part that stands on no page is an error.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

import models.checks  # noqa: F401 - has all rules
from models.article import (
    SECTIONS,
    Actor,
    Alias,
    Article,
    Assertion,
    Context,
    Event,
    Label,
    Modality,
    Record,
    Role,
    Selector,
)
from models.checks.rule import FAMILIES, RULES, Rule
from models.dates import Date
from models.links import FIELDS, RELATIONS, references
from models.loading import nodes
from models.loading.structs import Budget, convert
from models.overviews import VIEWS
from models.plover import CODES
from models.problems import SEVERITIES
from models.settings import Settings
from models.text import visible
from models.words import WORDS, Struct
from tui.commands import COMMANDS, keymap, shown
from tui.screens.help import sign_rows
from tui.styles.symbols import ASCII, UNICODE

DOCS = Path(__file__).parent

PART = re.compile(r"<!-- generated: (\S+) -->")

NAMED = {
    ("role", "of"): "id of an actor",
    ("label", "by"): "id of an actor, or `reporter`",
    ("assertion", "by"): "id of an actor, or `reporter`",
    ("context", "by"): "id of an actor, or `reporter`",
    ("links", "from"): "id of any record",
    ("links", "to"): "id of any record",
}
"""What the ids in a field may name, where `models.links.FIELDS` does not say it all."""

TABLES: dict[str, Struct] = {
    "every-record": Record,
    "article": Article,
    **SECTIONS,
    "anchor": Selector,
    "alias": Alias,
    "role": Role,
    "label": Label,
    "assertion": Assertion,
}


def main() -> int:
    """Exit status 1 if `--check` found something stale."""
    stale = []
    placed: set[str] = set()
    for path in sorted([*DOCS.glob("*.md"), DOCS.parent / "README.md"]):
        before = path.read_text(encoding="utf-8")
        placed.update(PART.findall(before))
        after = fresh(before)
        if before != after:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(after, encoding="utf-8")
    if missing := {*TABLES, *PARTS} - placed:
        raise SystemExit(f"on no page: {', '.join(sorted(missing))}")
    if stale:
        print(", ".join(stale), "stale" if "--check" in sys.argv else "written")
    return int(bool(stale) and "--check" in sys.argv)


def fresh(text: str) -> str:
    """A document with its generated parts made anew."""
    return re.sub(
        PART.pattern + r"\n.*?<!-- end -->",
        lambda part: f"<!-- generated: {part[1]} -->\n\n{generated(part[1])}\n\n<!-- end -->",
        text,
        flags=re.DOTALL,
    )


def generated(name: str) -> str:
    """One generated part by its name."""
    if name in TABLES:
        return _fields(name)
    if name not in PARTS:
        raise SystemExit(f"there is no generated part {name}")
    return PARTS[name]()


def _table(head: str, rows: list[list[str]]) -> str:
    columns = head.split("|")
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _agree(what: str, told: Iterable[str], known: Iterable[str]) -> None:
    if differing := {*told} ^ {*known}:
        raise SystemExit(f"{what}: words and code differ in {', '.join(sorted(differing))}")


# The fields


def _fields(name: str) -> str:
    struct = TABLES[name]
    shared = WORDS[Record] if issubclass(struct, Record) and struct is not Record else {}
    fields = msgspec.structs.fields(struct)
    _agree(name, {**shared, **WORDS[struct]}, [field.encode_name for field in fields])
    _try_examples(name, struct)
    rows = []
    for field in fields:
        if field.encode_name in shared:
            continue
        words = WORDS[struct][field.encode_name]
        meaning = words.says.rstrip(".:") + "." + (f" See *{words.see}*." if words.see else "")
        holds = _ids(name, field) or _holds(field.type)
        needed = _default(field, name)
        rows.append([f"`{field.encode_name}`", meaning, holds, needed, f"`{words.example}`"])
    return _table("field|what it says|what it holds|if left out|example", rows)


def _try_examples(name: str, struct: Struct) -> None:
    """All examples of a table together must load without a problem."""
    words = WORDS[struct]
    if issubclass(struct, Record):
        struct = Context if struct is Record else struct
        words = {**WORDS[Record], **WORDS[struct]}
    lines = [f"{field}: {each.example}" for field, each in words.items()]
    root = nodes.parse("\n".join(lines)).root
    assert root is not None
    for problem in convert(root, struct, name, Budget(1000)).problems:
        raise SystemExit(f"{name}: the example in “{lines[problem.line - 1]}”: {problem.message}")


def _ids(name: str, field: msgspec.structs.FieldInfo) -> str:
    """What the ids in a field may name; empty when it holds no ids."""
    if (name, field.encode_name) in NAMED:
        return NAMED[name, field.encode_name]
    record = getattr(TABLES[name], "type", "")
    for each in FIELDS:
        if (each.type, each.name) == (record, field.encode_name):
            many = get_origin(field.type) is tuple
            to = "any records" if len(each.to) > 1 else f"{each.to[0]}s" if many else each.to[0]
            article = "an" if to[0] in "ae" else "a"
            return f"ids of {to}" if many else f"id of {article} {to}"
    return ""


def _holds(hint: Any) -> str:
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        plural = {str: "texts", Selector: "anchors", Alias: "aliases"}
        if get_origin(inner) is Literal:
            return f"list of {_holds(inner)}"
        return f"list of {plural.get(inner) or _holds(inner) + 's'}"
    if get_origin(hint) is Annotated:
        return _number(*get_args(hint))
    arguments = [inner for inner in get_args(hint) if inner is not type(None)]
    if get_origin(hint) is Literal:
        return ", ".join(f"`{inner}`" for inner in arguments)
    if arguments and get_origin(hint) is not dict:
        return _holds(arguments[0])
    names = {str: "text", bool: "`true` or `false`", Date: "EDTF date", Selector: "anchor"}
    if hint in names:
        return names[hint]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint.__name__.lower()
    return "keys by command"


def _number(base: type, meta: msgspec.Meta) -> str:
    if base is str:
        return "text"
    if meta.le is None:
        return f"whole number from {meta.ge}"
    return f"number from {meta.ge} to {meta.le}".replace("-", "−")


def _default(field: msgspec.structs.FieldInfo, table: str = "") -> str:
    if field.required:
        return "**required**" if (table, field.encode_name) != ("every-record", "id") else REQUIRED
    default = field.default
    empty = default is msgspec.NODEFAULT or default in (None, "", (), {})
    return "" if empty else f"`{str(default).lower() if isinstance(default, bool) else default}`"


REQUIRED = "**required**, but not in links"


# The rest


def _dates() -> str:
    examples = (
        *("2024-01-29", "2024-01", "2024", "2024-01-07~", "2024-01-07?", "2024-01-XX", "202X"),
        *("2024-01-07%", "2024-01-29T18:30:00+05:00", "2024-21", "2024-34", "2024-40"),
        *("2024-01-03/2024-01-07", "2024-01-03/2024-01-07~", "2024-01/2024-03"),
        *("2023-10-07/..", "2023-10-07/", "/2024-01-29", "[2024-01-01..2024-01-30]"),
        *("[2024-01-19..]", "[..2024-01-30]", "[2023,2024]", "[2024-01-16,2024-01-18]"),
        *("{2024-01-16,2024-01-18}", "-0043"),
    )
    return _table("written|reads", [[f"`{text}`", Date.parse(text).say()] for text in examples])


def _implied() -> str:
    rows = [
        [field.type, f"`{field.name}`", ", ".join(field.to), field.forward, field.backward]
        for field in FIELDS
    ]
    return _table("record|field|names|reads|and back", rows)


def _nested() -> str:
    """The links that roles, labels and assertions make, as the code words them for an example."""
    examples = (
        ("event", "`asserted`", Event(id="it", title="it", asserted=tuple(
            Assertion(by="other", as_=modality) for modality in get_args(Modality)))),
        ("actor", "`roles`", Actor(id="it", name="it", kind="person", roles=tuple(
            Role(title="minister", of="other", status=status) for status in ("current", "former")))),
        ("actor", "`labels`", Actor(id="it", name="it", kind="state", labels=(
            Label(label="militants", by="other"),))),
    )  # fmt: skip
    rows = [
        [record, field, ", ".join(each.to), each.forward, each.backward]
        for record, field, example in examples
        for each in references(example)
    ]
    return _table("record|field|names|reads|and back", rows)


def _relations() -> str:
    rows = [[f"`{rel}`", forward, back] for rel, (forward, back) in RELATIONS.items()]
    return _table("`rel`|reads|and back", rows)


def _plover() -> str:
    modes: dict[str, list[str]] = {}
    for code, meaning in CODES.items():
        event, _, mode = code.partition("/")
        modes.setdefault(event, [])
        if mode:
            modes[event].append(f"`{mode}` {_score(meaning.score)}")
    rows = [
        [f"`{event}`", CODES[event].quad, _score(CODES[event].score), ", ".join(named)]
        for event, named in modes.items()
    ]
    return _table("event|quad class|score|modes", rows)


def _score(score: float) -> str:
    return f"{score:g}".replace("-", "−")


def _rules() -> str:
    """Every code that stands in the sources: a table, and a section for each."""
    sources = [path.read_text(encoding="utf-8") for path in (DOCS.parent / "models").rglob("*.py")]
    found = {code for source in sources for code in re.findall(r'"([EWI][0-9]{3})"', source)}
    _agree("rules", RULES, found)
    rules = sorted(RULES.values(), key=lambda rule: rule.code[1:])
    rows = [
        [f"[{rule.code}](#{rule.code.lower()})", SEVERITIES[rule.code[0]], rule.title]
        for rule in rules
    ]
    parts = [_table("code|how grave|what is wrong", rows)]
    for digit, words in FAMILIES.items():
        parts.append(f"## {words}")
        parts += [_rule(rule) for rule in rules if rule.code[1] == digit]
    return "\n\n".join(parts)


def _rule(rule: Rule) -> str:
    title = rule.title[0].upper() + rule.title[1:]
    shown = f"### {rule.code}\n\n**{title}** ({SEVERITIES[rule.code[0]]}). {rule.why}"
    for words, example in (("Wrong:", rule.bad), ("Right:", rule.good)):
        lines = [visible(line) for line in example.split("\n")]
        shown += "\n\n".join(["", words, "\n".join(["```yaml", *lines, "```"])]) if example else ""
    return shown


def _keys() -> str:
    keys = keymap(Settings().panes, {}, {}).keys
    parts = []
    for group in dict.fromkeys(command.group for command in COMMANDS):
        rows = [
            [" ".join(f"`{shown(key)}`" for key in keys[each.id]), f"`{each.id}`", each.help]
            for each in COMMANDS
            if each.group == group
        ]
        parts.append(f"**{group}**\n\n{_table('keys|command|does', rows)}")
    return "\n\n".join(parts)


def _views() -> str:
    rows = [
        [f"`v` `{each.letter}`", f"[{each.name}](#{each.name}-v-{each.letter})", each.help]
        for each in VIEWS
    ]
    return _table("keys|view|what it shows", rows)


def _signs() -> str:
    pairs = zip(sign_rows(UNICODE)[1:], sign_rows(ASCII)[1:], strict=True)
    return _table("sign|ASCII|means", [[f"`{a.sign}`", f"`{b.sign}`", a.words] for a, b in pairs])


def _settings() -> str:
    rows = [
        [f"`{field.name}`", _holds(field.type), _setting_default(field)]
        for field in msgspec.structs.fields(Settings)
    ]
    return _table("setting|what it holds|if left out", rows)


def _setting_default(field: msgspec.structs.FieldInfo) -> str:
    if isinstance(field.default, tuple):
        return "in this order"
    return _default(field)


PARTS: dict[str, Callable[[], str]] = {
    "dates": _dates,
    "implied": _implied,
    "nested": _nested,
    "relations": _relations,
    "plover": _plover,
    "rules": _rules,
    "keys": _keys,
    "views": _views,
    "signs": _signs,
    "settings": _settings,
}


if __name__ == "__main__":
    sys.exit(main())
