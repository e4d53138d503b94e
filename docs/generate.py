"""Rewrites the generated parts of the docs in place; with `--check`, says whether they are stale.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`. What the fields hold is told here,
field by field: one without words, or words without a field, is an error.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from models.article import SECTIONS, Alias, Article, Assertion, Label, Record, Role, Selector
from models.dates import Date
from models.links import FIELDS, RELATIONS
from models.plover import CODES
from models.settings import Settings
from tui.commands import COMMANDS, keymap, shown
from tui.screens.help import sign_rows
from tui.styles.symbols import ASCII, UNICODE

DOCS = Path(__file__).parent

WORDS = {
    "every record": {
        "id": "Its name in the file, unique. Links name it; nobody else sees it.",
        "at": "Where it rests in the text: see *Anchors*.",
        "note": "Anything the annotator wants to say.",
        "tags": "Free words to find it by.",
        "confidence": "How sure the annotator is.",
        "basis": "Where it comes from: the text, worked out from it, or outside it.",
        "source": "What it rests on when the basis is `outside`.",
        "origin": "Who or what made the record.",
    },
    "article": {
        "title": "The headline.",
        "publisher": "Who published it.",
        "author": "Who wrote it.",
        "url": "Where it was published. Never fetched.",
        "published": "When, as an EDTF date.",
        "published_basis": "Where that date comes from.",
        "published_source": "What it rests on when the basis is `outside`.",
        "language": "Language of the text (BCP 47).",
        "note": "Anything about the article as a whole.",
        "text": "The text. A blank line ends a paragraph.",
        "file": "A text file beside the YAML instead; it may not lie outside its folder.",
    },
    "places": {
        "name": "What it is called; found in the text by itself.",
        "kind": "What kind of place.",
        "in": "The places it lies in.",
        "aliases": "Other names.",
        "lat": "Latitude in degrees, north positive.",
        "lon": "Longitude in degrees, east positive.",
        "precision": "How closely the place is known.",
        "geonames": "Its GeoNames id.",
        "iso": "Its ISO 3166 code.",
        "wikidata": "Its Wikidata id.",
    },
    "actors": {
        "name": "What it is called; found in the text by itself.",
        "kind": "What kind of actor.",
        "aliases": "Other names.",
        "of": "The actors it belongs to: a government's state, an office's government.",
        "place": "Its territory, seat or base.",
        "roles": "Offices held.",
        "labels": "What others call it, each with who does.",
        "wikidata": "Its Wikidata id.",
    },
    "events": {
        "title": "The event in a few words.",
        "code": "PLOVER event, or event/mode.",
        "actors": "Who did it.",
        "targets": "To whom.",
        "date": "When, as an EDTF date.",
        "date_says": "The text's own words for when.",
        "place": "Where.",
        "status": "Whether it happened.",
        "before": "Events it came before.",
        "after": "Events it came after.",
        "part_of": "Events it is a part of.",
        "answers": "Events it responds to.",
        "asserted": "Who vouches for it, and how.",
    },
    "quotes": {
        "form": "`direct` is word for word, `indirect` is reported.",
        "speaker": "Who says it.",
        "text": "A direct quotation as it stands in the text, its marks included.",
        "gloss": "What is said, in the annotator's words.",
        "cue": "The words that attribute it (*he said*).",
        "event": "The occasion.",
        "about": "What it is about: any records.",
    },
    "context": {
        "kind": "What kind of background.",
        "gloss": "What is said, in the annotator's words.",
        "about": "What it is about: any records.",
        "by": "Whose knowledge it is; `reporter` is the text's own voice.",
    },
    "links": {
        "from": "A record.",
        "rel": "How it stands to the other.",
        "to": "The other record.",
    },
    "anchor": {
        "exact": "The snippet.",
        "prefix": "Text right before it.",
        "suffix": "Text right after it.",
        "paragraph": "The paragraph it is in, counted from 1.",
        "parts": "Several snippets that make one mention, in place of `exact`.",
    },
    "alias": {
        "text": "The name.",
        "language": "Its language (BCP 47), if not the article's.",
        "metonym": "True for a capital that stands for a government: only `at` says where.",
    },
    "role": {
        "title": "The office.",
        "of": "The actor it is an office of.",
        "from": "Since when, EDTF.",
        "to": "Until when, EDTF.",
        "status": "How it is held.",
    },
    "label": {"label": "The word.", "by": "Who says it; `reporter` for the text."},
    "assertion": {"by": "An actor, or `reporter`.", "as": "How it is put."},
}

PLACES: dict[str, type[msgspec.Struct]] = {
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
    for path in sorted([*DOCS.glob("*.md"), DOCS.parent / "README.md"]):
        before = path.read_text(encoding="utf-8")
        after = fresh(before)
        if before != after:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(after, encoding="utf-8")
    if stale:
        print(", ".join(stale), "stale" if "--check" in sys.argv else "written")
    return int(bool(stale) and "--check" in sys.argv)


def fresh(text: str) -> str:
    """A document with its generated parts made anew."""
    return re.sub(
        r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->)",
        lambda part: f"{part[1]}\n{generated(part[2])}\n\n{part[3]}",
        text,
        flags=re.DOTALL,
    )


def generated(name: str) -> str:
    """One generated part by its name."""
    if name in PLACES:
        return _fields(name)
    parts = {
        "every-record": _every_record,
        "dates": _dates,
        "implied": _implied,
        "relations": _relations,
        "plover": _plover,
        "keys": _keys,
        "signs": _signs,
        "settings": _settings,
    }
    return parts[name]()


def _table(head: str, rows: list[list[str]]) -> str:
    columns = head.split("|")
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _told(what: str, fields: list[str]) -> dict[str, str]:
    words = WORDS[what]
    if set(words) != set(fields):
        raise SystemExit(f"{what}: fields and their words differ: {set(words) ^ set(fields)}")
    return words


def _rows(what: str, fields: list[msgspec.structs.FieldInfo]) -> list[list[str]]:
    words = _told(what, [field.encode_name for field in fields])
    return [
        [f"`{field.encode_name}`", _holds(field.type), _default(field), words[field.encode_name]]
        for field in fields
    ]


def _common() -> list[msgspec.structs.FieldInfo]:
    return list(msgspec.structs.fields(Record))


def _fields(name: str) -> str:
    struct = PLACES[name]
    common = {field.name for field in _common()} if issubclass(struct, Record) else set()
    own = [field for field in msgspec.structs.fields(struct) if field.name not in common]
    return _table("field|holds|default|meaning", _rows(name, own))


def _every_record() -> str:
    return _table("field|holds|default|meaning", _rows("every record", _common()))


def _holds(hint: Any) -> str:
    if get_origin(hint) is tuple:
        return f"list of {_holds(get_args(hint)[0])}"
    arguments = [inner for inner in get_args(hint) if inner is not type(None)]
    if arguments and all(isinstance(inner, str) for inner in arguments):
        return ", ".join(f"`{inner}`" for inner in arguments)
    if arguments and get_origin(hint) is not dict:
        return _holds(arguments[0])
    names = {str: "text", int: "number", float: "number", bool: "true or false", Date: "date"}
    if hint in names:
        return names[hint]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return f"{hint.__name__.lower().replace('selector', 'anchor')}"
    return "keys by command"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "**required**"
    default = field.default
    empty = default is msgspec.NODEFAULT or default in (None, "", ())
    return "" if empty else f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _dates() -> str:
    examples = (
        *("2024-01-29", "2024-01", "2024", "2024-01-07~", "2024-01-07?", "2024-01-XX", "202X"),
        *("2024-21", "2024-01-03/2024-01-07", "2024-01-03/2024-01-07~", "2023-10-07/.."),
        *("/2024-01-29", "[2024-01-01..2024-01-30]", "[2024-01-19..]", "[2023,2024]"),
    )
    return _table("written|reads", [[f"`{text}`", Date.parse(text).say()] for text in examples])


def _implied() -> str:
    rows = [
        [field.type, f"`{field.name}`", ", ".join(field.to), field.forward, field.backward]
        for field in FIELDS
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
            modes[event].append(f"`{mode}` {meaning.score:g}")
    rows = [
        [f"`{event}`", CODES[event].quad, f"{CODES[event].score:g}", ", ".join(named)]
        for event, named in modes.items()
    ]
    return _table("event|quad class|score|modes", rows)


def _keys() -> str:
    keys = keymap(Settings().panes, {}, {}).keys
    rows = [
        [" ".join(f"`{shown(key)}`" for key in keys[command.id]), f"`{command.id}`", command.help]
        for command in COMMANDS
    ]
    return _table("keys|command|does", rows)


def _signs() -> str:
    pairs = zip(sign_rows(UNICODE)[1:], sign_rows(ASCII)[1:], strict=True)
    return _table("sign|ASCII|means", [[f"`{a.sign}`", f"`{b.sign}`", a.words] for a, b in pairs])


def _settings() -> str:
    fields = msgspec.structs.fields(Settings)
    return _table("key|holds", [[f"`{field.name}`", _holds(field.type)] for field in fields])


if __name__ == "__main__":
    sys.exit(main())
