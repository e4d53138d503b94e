"""One value as YAML: in the style that stood there if that can hold it, else plain where that is safe,
else in double quotes.

Pieces have `\\n` between their lines. Each is read back before it is used: what a style can hold is asked
of the parser, not guessed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import yaml

from models.saving.folding import STEP, WIDTH, folded, literal, wrapped
from models.saving.layout import LINE_END
from models.saving.tree import events, stood_in

Word: TypeAlias = str | int | float | bool

_HIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Controls, direction overrides, and what ends a line for some readers: written as escapes."""

_INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@`")
_NOT_PLAIN = re.compile(r": | #|:$|[\t\n]|^\.\.\.|^ | $|^$")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}]")
_TYPED_ELSEWHERE = re.compile(
    r"[yn]|[-+]?(\d[\d_]*|0o?[0-7]+|0x[\da-f]+|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)", re.IGNORECASE
)
"""What YAML 1.2, or 1.1 to the letter, takes for more than text and PyYAML does not."""

_TEXT = "tag:yaml.org,2002:str"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


class Setting(NamedTuple):
    """What is around a value: whether that is in brackets (`flow`), the column of the key or dash that
    it belongs to, and whether what follows leaves no room for lines of its own (`tight`)."""

    flow: bool
    column: int
    tight: bool = False


def fresh(value: Word, setting: Setting, used: int = 0) -> str:
    """A value where none stood, in a line of which `used` columns are taken. What is too long for a
    line is folded, and lines stay lines."""
    words = _said(value)
    tries: list[str] = []
    if isinstance(value, str) and not setting.flow and not setting.tight:
        indent = setting.column + STEP
        if "\n" in words:
            tries += literal(words, "|", indent, setting.column)
        elif used + len(words) > WIDTH:
            tries += folded(words, ">", indent, [])
    tries += _plain(words, setting, typed=not isinstance(value, str))
    return _first(tries, words, setting, "")


def restyled(piece: str, value: Word, setting: Setting) -> str:
    """A value in place of `piece`, the scalar that stood there."""
    words = _said(value)
    typed = not isinstance(value, str)
    head, *below = LINE_END.split(piece)
    indent = _indent(below, setting.column + STEP)
    tries: list[str] = []
    if piece[0] in "|>":
        told = head[1:3].strip("-+")[:1]
        indent = setting.column + int(told) if told.isdecimal() else indent
        if piece[0] == ">":
            tries += folded(words, head, indent, [line.strip(" ") for line in below])
        tries += literal(words, head, indent, setting.column)
    elif piece[0] == "'":
        inner = _again(words.replace("'", "''"), piece[1:-1], indent)
        tries.append(f"'{inner}'")
    elif piece[0] == '"':
        return f'"{_again(_encoded(words), piece[1:-1], indent)}"'
    else:
        plain = _plain(words, setting, typed or (_typed(piece) and _typed(words)))
        tries += [_again(text, piece, indent) for text in plain]
    tries += _plain(words, setting, typed)
    return _first(tries, words, setting, piece)


def ambiguous(words: str) -> bool:
    """Whether some reader of YAML would take these words, plain, for something else than text."""
    if _TYPED_ELSEWHERE.fullmatch(words):
        return True
    return bool(_resolver().resolve(yaml.ScalarNode, words, (True, False)) != _TEXT)


@cache
def _resolver() -> Any:
    return yaml.resolver.Resolver()


def _typed(words: str) -> bool:
    """Whether words are ambiguous but say something: where such a one stands, plain, another may."""
    return ambiguous(words) and words.lower() not in ("", "~", "null")


def _said(value: Word) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _first(tries: list[str], words: str, setting: Setting, stood: str) -> str:
    """The first piece that says the words. What is hidden from the eye may stand as it is only where it
    stood so before."""
    if set(_HIDDEN.findall(words)) <= set(_HIDDEN.findall(stood)):
        for piece in tries:
            if _says(piece, words, setting):
                return piece
    return f'"{_encoded(words)}"'


def _says(piece: str, words: str, setting: Setting) -> bool:
    if setting.flow:
        text = f"[{{k: {piece}}}]"
    else:
        text = f"{' ' * setting.column}k: {piece}" + ("" if setting.tight else "\n")
    try:
        found = [event.value for event in events(text) if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return False
    return found == ["k", stood_in(words)]


def _plain(words: str, setting: Setting, typed: bool) -> list[str]:
    """The words as they are, if every reader takes them for what they are: text, unless `typed`."""
    if _NOT_PLAIN.search(words) or (setting.flow and _NOT_PLAIN_IN_FLOW.search(words)):
        return []
    if not typed and (words.startswith(_INDICATORS) or ambiguous(words)):
        return []
    return [words]


def _encoded(words: str) -> str:
    """Words as they stand in double quotes."""
    words = "".join(_ESCAPES.get(char, char) for char in words)
    return _HIDDEN.sub(lambda found: _escape(ord(found[0])), words)


def _escape(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _again(encoded: str, stood: str, indent: int) -> str:
    """Words over several lines where several stood, as far as possible the same ones."""
    kept = [line.strip(" \t") for line in LINE_END.split(stood)]
    return encoded if len(kept) == 1 else ("\n" + " " * indent).join(wrapped(encoded, kept))


def _indent(lines: list[str], default: int) -> int:
    """By how much the first line that holds something is indented."""
    found = next((line for line in lines if line.strip()), None)
    return len(found) - len(found.lstrip(" ")) if found is not None else default
