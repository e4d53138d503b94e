"""Rewrites the generated parts of the docs in place; with `--check`, says whether they are stale.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`. What fields and codes mean is told
here: one without words, words without one, an example that does not load, or a part that stands on no
page is an error.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

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
from models.dates import Date
from models.links import FIELDS, RELATIONS, references
from models.loading import nodes
from models.loading.structs import Budget, convert
from models.plover import CODES
from models.problems import SEVERITIES
from models.settings import Settings
from tui.commands import COMMANDS, keymap, shown
from tui.screens.help import sign_rows
from tui.styles.symbols import ASCII, UNICODE

DOCS = Path(__file__).parent

PART = re.compile(r"<!-- generated: (\S+) -->")

Told = tuple[str, str]
"""What a field means, and what may stand in it, as YAML."""

WORDS: dict[str, dict[str, Told]] = {
    "every-record": {
        "id": ("Its name in the file, unique. Links use it.", "recall"),
        "at": ("Where it rests in the text: see *Anchors*.", "called home its ambassador"),
        "note": ("Anything the annotator wants to say.", "Dated by the strikes."),
        "tags": ("Free words to find it by.", "[second look, dates]"),
        "confidence": ("How sure the annotator is.", "medium"),
        "basis": ("Where it comes from: see *What comes from outside*.", "outside"),
        "source": ("What it rests on when the basis is `outside`.", "GeoNames"),
        "origin": ("Who or what made the record.", "mk"),
    },
    "article": {
        "title": ("The headline.", "Border reopens after talks"),
        "publisher": ("Who published it.", "Northland Gazette"),
        "author": ("Who wrote it.", "A. Reporter"),
        "url": ("Where it was published. It is never fetched.", "https://example.org/border"),
        "published": ("When it was published.", "2024-03-05"),
        "published_basis": ("Where that date comes from.", "outside"),
        "published_source": ("What it rests on when the basis is `outside`.", "the wire's archive"),
        "language": ("Language of the text, as a BCP 47 tag.", "en"),
        "note": ("Anything about the article as a whole.", "A translation."),
        "text": ("The text. A blank line ends a paragraph.", '"Two sentences. One paragraph."'),
        "file": (
            "Instead of `text`: a text file in the YAML file's folder or below.",
            "report.txt",
        ),
    },
    "places": {
        "name": ("What it is called. Found in the text by itself.", "Islamabad"),
        "kind": ("What kind of place it is.", "city"),
        "in": ("The places it lies in.", "[pk]"),
        "aliases": ("Other names.", "[{text: اسلام آباد, language: ur}]"),
        "lat": ("Latitude in degrees. North is positive.", "33.72"),
        "lon": ("Longitude in degrees. East is positive.", "73.04"),
        "precision": ("How closely the place is known.", "city"),
        "geonames": ("Its GeoNames id.", "1176615"),
        "iso": ("Its ISO 3166 code.", "PK-IS"),
        "wikidata": ("Its Wikidata id.", "Q1362"),
    },
    "actors": {
        "name": ("What it is called. Found in the text by itself.", "Jalil Abbas Jilani"),
        "kind": ("What kind of actor it is. An `igo` has states as its members.", "person"),
        "aliases": ("Other names.", "[Jilani]"),
        "of": ("The actors it belongs to: a government's state, a minister's state.", "[pakistan]"),
        "place": ("A state's territory, a government's seat, a group's ground.", "islamabad"),
        "roles": ("Offices held.", "[{title: foreign minister, of: pakistan}]"),
        "labels": ("What others call it, each with who does.", "[{label: militants, by: iran}]"),
        "wikidata": ("Its Wikidata id.", "Q843"),
    },
    "events": {
        "title": ("The event in a few words.", "Ambassador recalled"),
        "code": ("A PLOVER event, or event/mode: see *Event codes*.", "SANCTION/withdraw"),
        "actors": ("Who did it. Leave it out if the text does not say.", "[pakistan]"),
        "targets": ("To whom.", "[iran]"),
        "date": ("When: see *Dates*.", '"[2024-01-01..2024-01-30]"'),
        "date_says": ("The text's own words for when.", "Days earlier in January"),
        "place": ("Where.", "tehran"),
        "status": ("Whether it has happened.", "planned"),
        "before": ("Events it came before.", "[talks]"),
        "after": ("Events it came after.", "[strikes]"),
        "part_of": ("Events it is a part of.", "[strikes]"),
        "answers": ("Events it responds to.", "[recall]"),
        "asserted": ("Who vouches for it, and how.", "[{by: reporter, as: fact}]"),
    },
    "quotes": {
        "form": ("`direct` is word for word, `indirect` is reported.", "direct"),
        "speaker": ("Who says it.", "[jilani]"),
        "text": (
            "A direct quotation as it stands in the text, its marks included.",
            "“We agreed,”",
        ),
        "gloss": ("What is said, in the annotator's words.", "the two sides have agreed"),
        "cue": ("The text's words that say who speaks.", "he said"),
        "event": ("The occasion.", "presser"),
        "about": ("What it is about.", "[strikes, iran]"),
    },
    "context": {
        "kind": ("What kind of background it is.", "history"),
        "gloss": ("What is said, in the annotator's words.", "relations have often been difficult"),
        "about": ("What it is about.", "[pakistan, iran]"),
        "by": ("Whose knowledge it is.", "reporter"),
    },
    "links": {
        "from": ("The record it leads from.", "s-wars"),
        "rel": ("How the two stand to each other: see the table below.", "in-tension-with"),
        "to": ("The record it leads to.", "rocky"),
    },
    "anchor": {
        "exact": ("The snippet.", "the two countries"),
        "prefix": ("Text right before it.", '"between "'),
        "suffix": ("Text right after it.", '" and said"'),
        "paragraph": ("The paragraph it is in, counted from 1.", "7"),
        "parts": (
            "Snippets that make one mention together, in place of `exact`.",
            "[called, home]",
        ),
    },
    "alias": {
        "text": ("The name.", "Jaish al Adl"),
        "language": ("Its language, as a BCP 47 tag, if not the article's.", "fa"),
        "metonym": ("True for a name that stands for another: see *Anchors*.", "true"),
    },
    "role": {
        "title": ("The office.", "foreign minister"),
        "of": ("Of whom or what.", "pakistan"),
        "from": ("Since when.", "2023-08"),
        "to": ("Until when.", "2024-03~"),
        "status": ("How it is held.", "caretaker"),
    },
    "label": {
        "label": ("The word.", "separatist"),
        "by": ("Who says it.", "reporter"),
    },
    "assertion": {
        "by": ("Who vouches for it.", "jilani"),
        "as": ("How it is put.", "claim"),
    },
}

NAMED = {
    ("role", "of"): "id of an actor",
    ("label", "by"): "id of an actor, or `reporter`",
    ("assertion", "by"): "id of an actor, or `reporter`",
    ("context", "by"): "id of an actor, or `reporter`",
    ("links", "from"): "id of any record",
    ("links", "to"): "id of any record",
}
"""What the ids in a field may name, where `models.links.FIELDS` does not say it all."""

MEANT = {
    "E001": "A file can't be read, or `file:` leads somewhere it may not.",
    "E002": "The file is not UTF-8 text, or it is empty.",
    "E003": "The file is too large or too deep, or its aliases repeat too much.",
    "E004": "The YAML has a mistake, or a second YAML document begins.",
    "E005": "The file is not an annotated article.",
    "E006": "A correction can't be written without touching something else. Nothing is written.",
    "E101": "An anchor is not in the text.",
    "E102": "An anchor or a direct quotation is in the text more than once.",
    "W103": "An anchor is in the text only after folding.",
    "E105": "A direct quotation is not word for word in the text.",
    "W106": "A direct quotation is in the text only after folding.",
    "E202": "An id is taken or reserved. The later record is passed over.",
    "E203": "An id, or a YAML alias, names nothing in the file.",
    "E204": "A key stands twice. The first is used.",
    "E205": "A field, a section or a setting is unknown. It is passed over.",
    "E206": "An id names the wrong kind of record, such as a place that speaks.",
    "E207": "A value is of the wrong kind, or something is missing that is needed.",
    "W209": "Two actors, or two places, have the same name. Its mentions are given to neither.",
    "W210": "An actor and a place have the same name. Its mentions are given to neither.",
    "W214": "A control character that YAML forbids. A picture of it stands in for it.",
    "W215": "More is wrong with the file than is told.",
    "E302": "A date is not an EDTF date.",
    "E404": "A latitude or longitude is out of range.",
}

TABLES: dict[str, type[msgspec.Struct]] = {
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
    common = msgspec.structs.fields(Record)
    shared = {field.name for field in common} if issubclass(struct, Record) else set()
    fields = [field for field in msgspec.structs.fields(struct) if field.name not in shared]
    fields = list(common) if struct is Record else fields
    words = WORDS[name]
    _agree(name, words, [field.encode_name for field in fields])
    _try_examples(name, struct)
    rows = []
    for field in fields:
        meaning, example = words[field.encode_name]
        holds = _ids(name, field) or _holds(field.type)
        needed = _default(field, name)
        rows.append([f"`{field.encode_name}`", meaning, holds, needed, f"`{example}`"])
    return _table("field|what it says|what it holds|if left out|example", rows)


def _try_examples(name: str, struct: type[msgspec.Struct]) -> None:
    """All examples of a table together must load without a problem."""
    words = WORDS[name]
    if issubclass(struct, Record):
        words = {**WORDS["every-record"], **words}
        struct = Context if struct is Record else struct
        words = {**(WORDS["context"] if name == "every-record" else {}), **words}
    lines = [f"{field}: {example}" for field, (_, example) in words.items()]
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


def _problems() -> str:
    """Every code that stands in the sources."""
    sources = [path.read_text(encoding="utf-8") for path in (DOCS.parent / "models").rglob("*.py")]
    found = {code for source in sources for code in re.findall(r'"([EWI][0-9]{3})"', source)}
    _agree("problems", MEANT, found)
    rows = [[code, SEVERITIES[code[0]], means] for code, means in MEANT.items()]
    return _table("code|what it is|what it means", rows)


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
    "problems": _problems,
    "keys": _keys,
    "signs": _signs,
    "settings": _settings,
}


if __name__ == "__main__":
    sys.exit(main())
