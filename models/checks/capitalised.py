"""The capitalised words of a text, and which of them stand together as one name may."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from models.checks.capitals import TITLES
from models.text import Span, Text, beyond_ascii

_PARTICLES = (
    "of the|of|de la|del|de|di|da|dos|do|du|la|von|van der|van|der|den|bin|ibn|bint|al|el|ul|ud|y|e"
)
_JOINS = re.compile(
    rf"\s+(?:(?P<particle>{_PARTICLES})\s+|(?:al|el|ul|as|ash|ad|an|ar|at|az)[-\u2010\u2011])?|(?P<dot>\.\s+)"
)
_BEGINS = re.compile(
    "(?:\\A|[.!?…:;•*|/([{“”„«‹»「『\"‘–—]\\s*|\n\\s*|(?:\\A|\\s)['’-]\\s*)\\Z",
)
_BEFORE, _MOST_BETWEEN = 8, 12

Follows = Literal["none", "sentence", "word", "particle"]


class Word(NamedTuple):
    """A capitalised word, and how it follows on the one before: as the first of several or of a
    sentence, right behind it, or behind a particle (`of`, `bin` …)."""

    span: Span
    word: str
    follows: Follows


Row = tuple[Word, ...]


class Capitalised:
    """The capitalised words of a text, by their numbers: where each starts and ends, without the `’s` of
    a genitive. How one follows on another is found out when asked for, and kept."""

    def __init__(self, text: Text) -> None:
        self._string = text.string
        others = "".join(sorted(char for char in beyond_ascii(text.string) if char.isupper()))
        letter = "[\\w\u0300-\u036f]"
        word = re.compile(rf"[A-Z{others}](?<![\w’'].){letter}*(?:[-\u2010\u2011’']{letter}+)*")
        self.starts, self.ends = array("I"), array("I")
        for hit in word.finditer(text.string):
            start, end = hit.span()
            self.starts.append(start)
            self.ends.append(end - 2 if hit[0].endswith(("’s", "'s")) else end)
        self._follows: dict[int, Follows] = {}

    def word(self, number: int) -> str:
        return self._string[self.starts[number] : self.ends[number]]

    @cached_property
    def times(self) -> Counter[str]:
        """How often each word occurs."""
        return Counter(map(self.word, range(len(self.starts))))

    def follows(self, number: int) -> Follows:
        """How a word follows on the one before."""
        found = self._follows.get(number)
        if found is None:
            joined = self._joined(number) if number else ""
            found = self._follows[number] = joined or _begins(self._string, self.starts[number])
        return found

    def row(self, number: int) -> tuple[range, Row]:
        """The words around one that may be one name with it, and their numbers."""
        first, last = number, number + 1
        while self._goes_on(first):
            first -= 1
        while last < len(self.starts) and self._goes_on(last):
            last += 1
        numbers = range(first, last)
        return numbers, tuple(
            Word(Span(self.starts[each], self.ends[each]), self.word(each), self.follows(each))
            for each in numbers
        )

    def _goes_on(self, number: int) -> bool:
        return self.follows(number) in ("word", "particle")

    def _joined(self, number: int) -> Literal["word", "particle", ""]:
        string, before, start = self._string, self.ends[number - 1], self.starts[number]
        if start - before > _MOST_BETWEEN or string.startswith(("’s", "'s"), before):
            return ""  # what follows on a genitive is another name
        between = string[before:start]
        if between == " ":
            return "word"
        joins = _JOINS.fullmatch(between)
        if not joins or between.count("\n") > 1:
            return ""
        if joins["dot"] is not None and not _is_short(self.word(number - 1)):
            return ""
        return "particle" if joins["particle"] else "word"


@lru_cache(maxsize=1)
def capitalised(text: Text) -> Capitalised:
    """Those of a text. The last text's are kept: it stays the same while its records are edited."""
    return Capitalised(text)


def _begins(string: str, at: int) -> Literal["none", "sentence"]:
    """Whether a word has its capital from where it stands."""
    if at > 1 and string[at - 1] == " " and string[at - 2].isalnum():
        return "none"
    return "sentence" if _BEGINS.search(string[max(at - _BEFORE, 0) : at]) else "none"


def _is_short(word: str) -> bool:
    """Whether a dot behind a word may be that of an abbreviation: J. Brandt, Gen. Brandt."""
    return len(word) == 1 or word.lower() in TITLES
