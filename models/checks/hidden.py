"""Characters that nobody sees, in a name or an id."""

from __future__ import annotations

import re
from collections.abc import Collection
from unicodedata import category, name

from models.text import visible

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, line separators, halves of surrogate pairs, and what Unicode calls default-ignorable
(DerivedCoreProperties.txt, 16.0): zero-width characters, marks of direction, fillers, selectors."""

_PICTURE = "\u2426"
"""Stands for a hidden character, as it does on the desk."""

_JOINERS = "\u200c\u200d"
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MONGOLIAN = "\u180b\u180c\u180d\u180e\u180f"

_JOINING = re.compile(
    "ARABIC|SYRIAC|NKO|MANDAIC|MONGOLIAN|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|"
    "MALAYALAM|SINHALA|MYANMAR|KHMER|TIBETAN|BALINESE|JAVANESE|KAITHI|CHAKMA|GRANTHA|TIRHUTA|SHARADA|NEWA|"
    "ADLAM|HANIFI"
)
"""Scripts, by the first word of their letters' names, in which a joiner or non-joiner between two letters
changes how these are written (Unicode 16.0, chapters 9, 12 and 23; RFC 5892, appendix A)."""


def hidden_in_id(text: str) -> list[int]:
    """Where hidden characters stand in an id, which needs none."""
    if text.isprintable() and text.isascii():
        return []
    return [hit.start() for hit in _HIDDEN.finditer(text)]


def hidden_in_name(text: str) -> list[int]:
    """Where hidden characters stand in a name that nobody's spelling needs there."""
    hidden = hidden_in_id(text)
    return [at for at in hidden if not _needed(text, at)] if hidden else hidden


def without(text: str, hidden: Collection[int]) -> str:
    """The text without the characters at some places; white space that was hidden is a space."""
    gone = frozenset(hidden)
    kept = (" " * char.isspace() if at in gone else char for at, char in enumerate(text))
    return " ".join("".join(kept).split()) if hidden else text


def say(text: str, hidden: Collection[int]) -> str:
    """What a text is and which of its characters are hidden, in words."""
    chars = list(dict.fromkeys(text[at] for at in hidden))
    said = [f"U+{ord(char):04X} ({name(char, _nameless(char)).lower()})" for char in chars[:3]]
    more = [f"{len(chars) - 3} more"] if len(chars) > 3 else []
    gone = frozenset(hidden)
    shown = "".join(_PICTURE if at in gone else char for at, char in enumerate(text[:60]))
    return f"“{visible(shown)}” holds {' and '.join([*said, *more])}, which nobody sees"


def _nameless(char: str) -> str:
    return "half a surrogate pair" if category(char) == "Cs" else "a control character"


def _needed(text: str, at: int) -> bool:
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if text[at] in _JOINERS and before and after:
        pictures = category(before) in ("So", "Sk") or before == "\ufe0f"
        return (_joins(before) and _joins(after)) or (pictures and text[at] == "\u200d")
    if text[at] in _MONGOLIAN:
        return name(before or " ", "").startswith("MONGOLIAN")
    return bool(_SELECTORS.match(text[at])) and bool(before) and not _HIDDEN.match(before)


def _joins(char: str) -> bool:
    return category(char)[0] in "LM" and bool(_JOINING.match(name(char, "")))
