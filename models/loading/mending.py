"""How a value that does not fit would be written right."""

from __future__ import annotations

import re
from collections.abc import Collection
from unicodedata import category

from models.dates import Date
from models.dates.meant import meant
from models.loading.nodes import Mapping, Node, Scalar, Sequence
from models.problems import closest

_SHOWN = 60


def date(name: str, text: str) -> str:
    """What is to be written for a text that is no date."""
    found = meant(text)
    if len(found) == 1:
        return f"Write `{name}: {_plain(found[0])}`."
    if found:
        both = (f"`{name}: {each}` for {Date.parse(each).say()}" for each in found)
        return f"Write {' or '.join(both)}."
    if name == "date" and not any(char.isdigit() for char in text):
        return "Write the day that is meant, or take `date` out; the words of the text belong in `date_says`."
    return ""


def several_dates(name: str, node: Node) -> str:
    """A set of dates that lacks its quotation marks, or dates under names."""
    marks = "{}" if isinstance(node, Mapping) else "[]"
    words = _words(node)
    if words and (found := meant(marks[0] + ",".join(words) + marks[1])):
        return f"Put it in quotation marks: `{name}: {_plain(found[0])}`."
    return f"Write one, as in `{name}: 2024-01-09`, or a first and a last: `2024-01-09/2024-01-12`."


def _plain(value: str) -> str:
    """A date as YAML takes it."""
    return f'"{value}"' if value[0] in "[{%" else value


def _words(node: Node) -> list[str]:
    """What stands in a list, or between braces without a colon."""
    if isinstance(node, Sequence):
        return [item.value for item in node.items if isinstance(item, Scalar)]
    if isinstance(node, Mapping):
        absent = (
            isinstance(value, Scalar) and not value.value for _, value in node.entries.values()
        )
        return [*node.entries] if all(absent) else []
    return [node.value]


_WRITTEN = {
    "labels": ("{{label: {}, by: …}}", "with the id of who says so, or `reporter`"),
    "roles": ("{{title: {}, of: …}}", "with the id of what the office belongs to, or without `of`"),
    "asserted": ("{{by: {}, as: fact}}", "or with `claim`, `denial` or `hedge` in place of `fact`"),
}
"""How the entries of lists are written that hold more than a word, and what more to say of it."""


def pairs(name: str, node: Node) -> str:
    """Fields with their names, for a value that has none."""
    if name in _WRITTEN and isinstance(node, Scalar) and node.value:
        form, more = _WRITTEN[name]
        return f"Write `{name}: [{form.format(_in_list(node.value))}]`, {more}."
    return ""


def record(node: Node, relations: Collection[str]) -> str:
    """A record with its fields, for one that is a sentence."""
    said = node.value.split() if isinstance(node, Scalar) else []
    if relations and len(said) == 3 and said[1] in relations:
        return f"Write `{{from: {said[0]}, rel: {said[1]}, to: {said[2]}}}`."
    if relations:
        return "Write `{from: …, rel: …, to: …}`, with the ids of two records."
    return "Write its fields one below the other, as in `id: …`."


def section(name: str, node: Node) -> str:
    """A list of records, for a section that is none."""
    if isinstance(node, Mapping) and node.entries:
        key, value = next(iter(node.entries.values()))
        if (key.line, key.column) == (node.line, node.column) and isinstance(value, Scalar):
            return f"Write `- {key.value}: {_in_list(value.value)}`."
        return "Write `- ` before it."
    return f"Take `{name}:` out if there is nothing to list."


def words(name: str, node: Node, many: bool, inside: bool) -> str:
    """One id or word, or a list of them, for one in other brackets; `inside` of a list, without the field."""
    found = [_in_list(word) for word in _words(node)]
    if isinstance(node, Scalar):
        return ""
    if not found:
        return f"Put it in quotation marks, or write `{name}: |` and the words in the lines below, indented."
    if many:
        return f"Write `{name}: [{', '.join(found)}]`."
    first = found[0] if inside else f"{name}: {found[0]}"
    if len(found) > 1:
        return f"It takes one: write `{first}`, or another of them."
    return f"Write `{first}`."


def _in_list(value: str) -> str:
    """A word as it is written between brackets."""
    value = " ".join(value.split())
    value = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    return f'"{value}"' if re.search(r"[\[\]{},:#&*!|>'\"%@`]", value) else value


_DEGREES = re.compile(
    r"([+-]?[0-9]{1,3})(?:[.,]([0-9]+))?\s*°?\s*(?:([0-9]{1,2})\s*['′’]\s*)?(?:([0-9]{1,2})\s*[\"″”]\s*)?"
    r"([NSEWO]?)",
    re.IGNORECASE,
)


def degrees(name: str, text: str) -> str:
    """A latitude or longitude as a number."""
    found = _DEGREES.fullmatch(text.strip())
    if not found:
        return f"Write degrees as a number, as in `{name}: 33.7`."
    whole, after, minutes, seconds, side = found.groups()
    number = float(f"{whole.lstrip('+-')}.{after or 0}")
    number += int(minutes or 0) / 60 + int(seconds or 0) / 3600
    south = whole.startswith("-") or side.upper() in ("S", "W")
    return f"Write `{name}: {'-' * south}{round(number, 5):g}`."


def out_of_range(name: str, value: str, other: str) -> str:
    """What to look at if there is no such latitude or longitude; `other` is the other of the two."""
    if name == "lat" and _within(value, 180) and _within(other, 90):
        return f"If the two are swapped, write `lat: {other}` and `lon: {value}`."
    limit = 90 if name == "lat" else 180
    return (
        f"Write degrees between -{limit} and {limit}; a decimal point may be missing or misplaced."
    )


def _within(value: str, limit: int) -> bool:
    try:
        return abs(float(value)) <= limit
    except ValueError:
        return False


_SAME = {
    "text": ("exact", "gloss"),
    "description": ("gloss", "note"),
    "summary": ("gloss", "note"),
    "comment": ("note",),
    "who": ("actors", "speaker", "by"),
    "agent": ("actors",),
    "whom": ("targets",),
    "people": ("actors",),
    "persons": ("actors",),
    "entities": ("actors",),
    "organisations": ("actors",),
    "locations": ("places",),
    "location": ("place", "in"),
    "where": ("place", "in"),
    "when": ("date", "published"),
    "day": ("date",),
    "time": ("date",),
    "statements": ("quotes",),
    "relations": ("links",),
    "notes": ("context", "note"),
    "background": ("context",),
    "type": ("kind", "form", "code", "rel"),
    "category": ("kind", "code"),
    "name": ("title",),
    "headline": ("title",),
    "body": ("text",),
    "content": ("text", "gloss"),
    "date": ("published", "from"),
    "since": ("from", "after"),
    "start": ("from", "date"),
    "until": ("to",),
    "end": ("to",),
    "lng": ("lon",),
    "long": ("lon",),
    "parent": ("part_of", "in", "of"),
    "member_of": ("of",),
    "country": ("in", "place", "of"),
    "subject": ("about",),
    "said_by": ("speaker",),
    "by": ("speaker",),
    "from": ("speaker",),
    "anchor": ("at",),
    "evidence": ("at",),
    "relation": ("rel",),
}
"""What people call fields that are called otherwise here; the first that is known in a place is meant."""


def field(name: str, known: Collection[str]) -> str:
    """The field that is meant by a name that is none; empty where that is not plain."""
    word = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if word in known:
        return word
    same = next((each for each in _SAME.get(word, ()) if each in known), "")
    return same or closest(word, [*known])


def an_id(caption: str) -> str:
    """An id out of a name or title: its words in small letters, with hyphens between; empty if it has no
    letters."""
    kept = "".join(char if category(char)[0] in "LMN" else " " for char in caption.casefold())
    found: list[str] = []
    for word in kept.split():
        if len("-".join([*found, word])) > _LONGEST:
            break
        found.append(word)
    return "-".join(found)


_LONGEST = 32
"""Letters of an id that is made from a name."""
