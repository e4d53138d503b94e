"""A writer of the same article in any style that YAML allows, comments everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any, NamedTuple

import pytest

from models.article import SECTIONS
from models.loading.structs import FieldShape, shape

Records = dict[str, list[dict[str, Any]]]

_PLAIN = re.compile(r"[A-Za-z0-9“’][\w /.“”’…-]*(?<! )")
_KEYS = ("copydesk", "article", *SECTIONS)


class Spelling(NamedTuple):
    """An article spelt in some way: its text, the lines (from 0, half-open) of each record and field,
    and of each comment that stands between fields, records or sections."""

    text: str
    records: dict[str, tuple[int, int]]
    fields: dict[tuple[str, str], tuple[int, int]]

    @property
    def comments(self) -> list[str]:
        return re.findall(r"# c\d+", self.text)


class Speller:
    """Spells records as `random` chooses. `odd` allows what is seldom seen: keys behind `?`, anchors."""

    def __init__(self, random: Random, *, odd: bool = False) -> None:
        self.random = random
        self.odd = odd
        self.lines: list[str] = []
        self.number = 0
        self.records: dict[str, tuple[int, int]] = {}
        self.fields: dict[tuple[str, str], tuple[int, int]] = {}
        self.after_block = False  # whether a literal or folded scalar stands last
        self.anchors: dict[str, str] = {}
        self.keeps = False  # and blank lines after it would be its own

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def comment(self) -> str:
        self.number += 1
        return f"# c{self.number}"

    def trailing(self, share: float = 0.15) -> str:
        return f"{self.random.choice([' ', '   '])}{self.comment()}" if self.chance(share) else ""

    def between(self, column: int) -> None:
        """Comments and blank lines between lines of a block, which stands in `column`."""
        if self.keeps:
            return
        while self.chance(0.12):
            if self.chance(0.4):
                self.lines.append(self.random.choice(["", " " * column]))
            else:
                deeper = [] if self.after_block else [column + 2, column + 5]
                indent = self.random.choice([0, column, column, *deeper])
                self.lines.append(" " * indent + self.comment())

    # Values

    def words(self, value: Any, column: int, flow: bool) -> list[str]:
        """A scalar that belongs to a key or dash in `column`: its lines, the first without indent."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        ways = [self.double]
        if "\n" not in text:
            ways += [self.single]
        if _PLAIN.fullmatch(text):
            ways += [self.plain, self.plain]
        if not flow and not text.startswith((" ", "\n")) and text.strip():
            ways += [self.literal] * (2 if "\n" in text else 1)
            if "\n" not in text and "  " not in text and text == text.strip():
                ways += [self.folded]
        return self.random.choice(ways)(text, column)

    def broken(self, text: str, column: int) -> list[str]:
        """Text over several lines, broken at single spaces."""
        if self.chance(0.7):
            return [text]
        lines = [""]
        for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
            if lines[-1] and self.chance(0.3):
                lines.append(" " * (column + self.random.choice([1, 2, 4])) + word)
            else:
                lines[-1] += (" " if lines[-1] else "") + word
        return lines

    def plain(self, text: str, column: int) -> list[str]:
        return self.broken(text, column)

    def single(self, text: str, column: int) -> list[str]:
        first, *rest = self.broken(text.replace("'", "''"), column)
        return self.quoted("'", first, rest)

    def double(self, text: str, column: int) -> list[str]:
        text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        first, *rest = self.broken(text, column)
        return self.quoted('"', first, rest)

    def quoted(self, sign: str, first: str, rest: list[str]) -> list[str]:
        lines = [sign + first, *rest]
        return [*lines[:-1], lines[-1] + sign]

    def header(self, sign: str, text: str, column: int, indent: int) -> str:
        ends = len(text) - len(text.rstrip("\n"))
        self.after_block = True
        told = str(indent - column) if self.chance(0.2) else ""
        kept = ["-"] if not ends else ["", "+"] if ends == 1 else ["+"]
        chomp = self.random.choice(kept)
        self.keeps = chomp == "+"
        return sign + self.random.choice([told + chomp, chomp + told]) + self.trailing()

    def literal(self, text: str, column: int) -> list[str]:
        indent = column + self.random.choice([1, 2, 4])
        header = self.header("|", text, column, indent)
        ends = len(text) - len(text.rstrip("\n"))
        body = [" " * indent + line if line else "" for line in text.rstrip("\n").split("\n")]
        return [header, *body, *[""] * (ends - 1)]

    def folded(self, text: str, column: int) -> list[str]:
        indent = column + self.random.choice([1, 2, 4])
        header = self.header(">", text, column, indent)
        lines = [line.strip() for line in self.broken(text, column)]
        return [header, *(" " * indent + line for line in lines)]

    # Collections

    def flow(self, value: Any, field: FieldShape, column: int) -> str:
        """A value in brackets, perhaps over several lines, with line ends as `\\n`."""
        if isinstance(value, list):
            if len(value) == 1 and self.chance(0.3):
                return self.flow(value[0], field, column)
            one = field._replace(many=False)
            return self.brackets("[]", [self.flow(each, one, column) for each in value], column)
        if isinstance(value, dict):
            assert field.struct is not None
            short = getattr(field.struct, "shorthand", None)
            if list(value) == [short] and self.chance(0.6):
                return self.flow(value[short], field, column)
            shapes = shape(field.struct)
            pairs = [
                f"{self.key(name)}: {self.flow(inner, shapes[name], column)}"
                for name, inner in self.shuffled(value)
            ]
            return self.brackets("{}", pairs, column)
        return self.marked("\n".join(self.words(value, column, flow=True)), value, field)

    def brackets(self, signs: str, entries: list[str], column: int) -> str:
        pad = self.random.choice(["", "", " "])
        if self.chance(0.7):
            comma = self.random.choice([", ", ", ", ",   "])
            end = "," if self.chance(0.1) and entries else ""
            return f"{signs[0]}{pad}{comma.join(entries)}{end}{pad}{signs[1]}"
        indent = "\n" + " " * (column + self.random.choice([1, 2, 4]))
        text = signs[0] + self.trailing()
        for number, entry in enumerate(entries):
            comma = "," if number + 1 < len(entries) or self.chance(0.4) else ""
            above = indent + self.comment() if self.chance(0.1) else ""
            text += above + indent + entry + comma + self.trailing(0.25)
        return text + indent + signs[1]

    def shuffled(self, fields: dict[str, Any]) -> list[tuple[str, Any]]:
        pairs = list(fields.items())
        if self.chance(0.3):
            self.random.shuffle(pairs)
        return pairs

    def key(self, name: str) -> str:
        return self.random.choice([name] * 8 + [f'"{name}"', f"'{name}'"])

    def marked(self, text: str, value: Any, field: FieldShape) -> str:
        """The same with an anchor, or an alias in its place, where the same was marked before."""
        key = repr((value, field))
        if not self.odd or not self.chance(0.3):
            return text
        if key in self.anchors and self.chance(0.7):
            return f"*{self.anchors[key]} "
        self.number += 1
        self.anchors[key] = f"a{self.number}"
        return f"&a{self.number} {text}"

    def value(self, head: str, value: Any, field: FieldShape, column: int) -> None:
        """Lines for a value in a block, which belongs to the key or dash that `head` ends with."""
        item = head.endswith("-")
        self.after_block = self.keeps = False
        if isinstance(value, list) and not (len(value) == 1 and self.chance(0.3)):
            if self.chance(0.5) and not item:
                self.lines.append(head + self.trailing())
                self.items(value, field, column + self.random.choice([0, 1, 2, 4]))
                return
        elif isinstance(value, list):
            value = value[0]
        short = getattr(field.struct, "shorthand", None)
        if isinstance(value, dict):
            if list(value) == [short] and self.chance(0.6):
                value = value[short]
            elif self.chance(0.5):
                self.mapping(head, value, field.struct, column, item)
                return
        if isinstance(value, list | dict):
            lines = self.flow(value, field, column).split("\n")
        else:
            lines = self.words(value, column, flow=False)
            if not self.after_block:
                lines = self.marked("\n".join(lines), value, field).split("\n")
        self.put(head, lines, column)

    def put(self, head: str, lines: list[str], column: int) -> None:
        if self.chance(0.08) and not self.after_block:
            self.lines.append(head + self.trailing(0.5))
            head = " " * (column + 2)
        else:
            tab = [] if head.endswith("-") or head.strip() == ":" else ["\t"]
            head += self.random.choice([" ", " ", " ", "  ", *tab])
        behind = "" if self.after_block else self.trailing()
        lines = [head + lines[0], *lines[1:]]
        self.lines += [*lines[:-1], lines[-1] + behind]

    def items(self, values: list[Any], field: FieldShape, column: int) -> None:
        for value in values:
            self.between(column)
            self.value(" " * column + "-", value, field._replace(many=False), column)

    def mapping(
        self, head: str, fields: dict[str, Any], struct: Any, column: int, item: bool
    ) -> None:
        """A block mapping as the value of a key, or behind a dash."""
        pad = self.random.choice([" ", " ", "   "])
        if item and self.chance(0.9):
            first, inner = head + pad, column + 1 + len(pad)
        else:
            self.lines.append(head + self.trailing())
            inner = column + self.random.choice([1, 2, 4])
            first = " " * inner
        self.pairs(first, fields, struct, inner, "")

    def pairs(
        self, first: str, fields: dict[str, Any], struct: Any, column: int, owner: str
    ) -> None:
        shapes = shape(struct)
        head = first
        for number, (name, value) in enumerate(self.shuffled(fields)):
            if number:
                self.between(column)
                head = " " * column
            start = len(self.lines)
            key = f"{head}{self.key(name)}:"
            if self.odd and self.chance(0.1):
                self.lines.append(f"{head}? {self.key(name)}" + self.trailing())
                key = " " * column + ":"
            self.value(key, value, shapes[name], column)
            if owner:
                self.fields[owner, name] = (start, len(self.lines))

    # The file

    def record(self, fields: dict[str, Any], struct: Any, column: int) -> None:
        start = len(self.lines)
        key = fields.get("id") or f"{fields['from']}:{fields['rel']}:{fields['to']}"
        head = " " * column + "-"
        if self.chance(0.35):
            whole = FieldShape(False, struct, False, ())
            self.after_block = self.keeps = False
            self.put(head, self.flow(fields, whole, column).split("\n"), column)
            self.fields.update({(key, name): (start, len(self.lines)) for name in fields})
        else:
            pad = self.random.choice([" ", " ", " ", "   "])
            first, inner = head + pad, column + 1 + len(pad)
            if self.chance(0.1):
                self.lines.append(head + self.trailing(0.4))
                inner = column + self.random.choice([1, 2, 4])
                first = " " * inner
            self.pairs(first, fields, struct, inner, key)
        self.records[key] = (start, len(self.lines))

    def section(self, name: str, records: list[dict[str, Any]]) -> None:
        struct = SECTIONS[name]
        start = len(self.lines)
        if self.chance(0.15):
            whole = FieldShape(True, struct, False, ())
            entries = self.brackets("[]", [self.flow(each, whole, 0) for each in records], 0)
            self.after_block = self.keeps = False
            self.put(f"{name}:", entries.split("\n"), 0)
            for fields in records:
                key = fields.get("id") or f"{fields['from']}:{fields['rel']}:{fields['to']}"
                self.records[key] = (start, len(self.lines))
                for field in fields:
                    self.fields[key, field] = (start, len(self.lines))
            return
        self.lines.append(f"{name}:" + self.trailing())
        column = self.random.choice([0, 2, 2, 4])
        spaced = self.chance(0.5)
        for number, fields in enumerate(records):
            self.after_block = self.after_block and number > 0
            if spaced and number and not self.keeps:
                self.lines.append("")
            self.between(column)
            self.record(fields, struct, column)

    def spell(self, text: str, records: Records) -> Spelling:
        if self.chance(0.2):
            self.lines += [*(["%YAML 1.1"] if self.chance(0.3) else []), "---"]
        self.between(0)
        self.lines.append("copydesk: 1" + self.trailing())
        self.lines += ["article:", "  text: |", *(f"    {line}" for line in text.split("\n"))]
        for name, held in records.items():
            if self.chance(0.6) and not self.keeps:
                self.lines.append("")
            self.between(0)
            self.section(name, held)
        if self.chance(0.1):
            self.lines.append("...")
        eol = self.random.choice(["\n", "\n", "\n", "\r\n"])
        end = eol if self.chance(0.8) else ""
        mark = "\ufeff" if self.chance(0.1) else ""
        return Spelling(mark + eol.join(self.lines) + end, self.records, self.fields)


@pytest.fixture(scope="session")
def spell() -> Callable[..., Spelling]:
    """`spell(random, records, odd=…)`: the article in some spelling."""

    def spell(random: Random, records: Records, *, odd: bool) -> Spelling:
        return Speller(random, odd=odd).spell("One.\n\nTwo.", deepcopy(records))

    return spell
