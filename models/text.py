"""The article's text, and ways of reading it that never change it.

Every offset counts code points of the stored text; every range is half-open. Copies rewritten for
matching and searching know which stored range each of theirs stands for. Sources: UAX #15 (NFC),
UAX #29 (grapheme clusters). Nothing raises on content: lone surrogates are text like any other.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from unicodedata import category, combining, is_normalized, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPACES = "\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # but " "
_REMOVED = "\xad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, BOM
_SINGLE = (
    "`\xb4\u02b9\u02bb\u02bc\u02bd\u0374\u055a\u05f3\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\u2018\u2019"
    "\u201a\u201b\u2032\u2035\u2039\u203a\u275b\u275c\u276e\u276f\uff07"
)
_DOUBLE = (
    "\xab\xbb\u02ba\u02ee\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u2e42\u301d\u301e"
    "\u301f\uff02\U0001f676\U0001f677\U0001f678"
)
_SHAPES = (
    dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"') | dict.fromkeys("\u2010\u2011", "-")
)
_FOLDABLE = re.compile(  # a lone space, the commonest character of all, must cost nothing
    f" [ {_SPACES}{_REMOVED}]+|[{_SPACES}{_REMOVED}][ {_SPACES}{_REMOVED}]*|[{''.join(_SHAPES)}]"
)
_ASCII = re.compile("[\x00-\x7f]+")
_COMPOSED = 128  # longer clusters stay as they are: putting marks in order takes quadratic time
_ACCENT = 10  # combining classes from here on are accents; below are nukta, dakuten and virama
_PLAIN = str.maketrans("øłđħŧı", "oldhti")  # letters whose stroke, or missing dot, is no mark

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_TYPED = str.maketrans(
    "‘’‚‛“”„‟«»‹›–—−‐‑…·×→≥≤≈¶°",
    '\'\'\'\'""""""<>-----.-x>><~Po',
)
_PICTURES = {chr(c): chr(0x2400 + c) for c in range(32)} | {"\x7f": "\u2421"}

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028]")
_LINE_ENDS = re.compile(r"[\n\r\x85\u2028\u2029]\s*")


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


def is_word(char: str) -> bool:
    """Whether a character belongs to a word: letters, digits, marks, `_`, ZWNJ and ZWJ."""
    return char.isalnum() or char in ("_", "\u200c", "\u200d") or category(char)[0] == "M"


def beyond_ascii(string: str) -> set[str]:
    """The characters of a text that are not ASCII: few, and found sooner than all of them."""
    return set() if string.isascii() else set(_ASCII.sub("", string))


class Searchable:
    """A string with an index of its words, so that thousands of look-ups cost one pass."""

    def __init__(self, string: str) -> None:
        self.string = string

    @cached_property
    def word(self) -> re.Pattern[str]:
        r"""Runs of `is_word` characters. `\w` knows no marks: those of this text are spelled out;
        what has others cannot occur in it."""
        marks = (c for c in beyond_ascii(self.string) if category(c)[0] == "M")
        return re.compile(rf"[\w\u200c\u200d{''.join(marks)}]+")

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """Every word, and the offsets where it begins, ascending."""
        found: dict[str, list[int]] = {}
        for hit in self.word.finditer(self.string):
            found.setdefault(hit.group(), []).append(hit.start())
        return found

    @cached_property
    def _edges(self) -> tuple[list[str], list[str]]:
        return sorted(self.words), sorted(word[::-1] for word in self.words)

    def beginning(self, stem: str) -> list[str]:
        """The words that begin so."""
        return _starting(self._edges[0], stem)

    def ending(self, stem: str) -> list[str]:
        """The words that end so."""
        return [word[::-1] for word in _starting(self._edges[1], stem[::-1])]


def _starting(words: list[str], stem: str) -> list[str]:
    return words[bisect_left(words, stem) : bisect_left(words, stem + "\U0010ffff")]


_Ranges: TypeAlias = "tuple[array[int], array[int]]"  # starts and ends


class _Edits:
    """Where a rewritten string parts from its source. Each edit is a range of both that maps as a
    whole; between edits the two run in step."""

    def __init__(self) -> None:
        self.ours: _Ranges = array("I"), array("I")
        self.theirs: _Ranges = array("I"), array("I")

    def source(self, start: int, end: int) -> Span:
        """What a range was made of, without what was removed at its edges."""
        return self._across(start, end, self.ours, self.theirs)

    def target(self, start: int, end: int) -> Span:
        """What a range of the source became."""
        return self._across(start, end, self.theirs, self.ours)

    def splits(self, offset: int) -> bool:
        """Whether an offset lies inside what was made as a whole."""
        index = bisect_right(self.ours[0], offset) - 1
        return index >= 0 and self.ours[0][index] < offset < self.ours[1][index]

    @staticmethod
    def _across(start: int, end: int, here: _Ranges, there: _Ranges) -> Span:
        first = _opposite(start, 0, here, there)
        return Span(first, _opposite(end - 1, 1, here, there) if start < end else first)


def _opposite(at: int, side: int, here: _Ranges, there: _Ranges) -> int:
    """Where a character stands in the other string: where it starts (`side` 0) or ends (1)."""
    index = bisect_right(here[0], at) - 1
    if index < 0:
        return at + side
    if at < here[1][index]:
        return there[side][index]
    return at + side + there[1][index] - here[1][index]


def _rewrite(text: str, changes: Iterable[tuple[int, int, str]]) -> tuple[str, _Edits]:
    """The text with ranges replaced (ascending, apart), and the way back."""
    pieces: list[str] = []
    edits, done, length = _Edits(), 0, 0
    for start, end, new in changes:
        pieces += text[done:start], new
        length += start - done
        if not end - start == len(new) == 1:
            edits.ours[0].append(length)
            edits.ours[1].append(length + len(new))
            edits.theirs[0].append(start)
            edits.theirs[1].append(end)
        length += len(new)
        done = end
    return "".join((*pieces, text[done:])) if pieces else text, edits


def _shapes(text: str) -> Iterator[tuple[int, int, str]]:
    """Quotes, hyphens and white space to their plain shapes; the invisible away."""
    for hit in _FOLDABLE.finditer(text):
        found = hit.group()
        yield *hit.span(), _SHAPES.get(found) or (" " if found.strip(_REMOVED) else "")


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """Grapheme clusters that NFC writes otherwise. Nothing composes across a space."""
    from wcwidth import iter_graphemes

    for word in re.finditer("[^ ]+", text):
        if is_normalized("NFC", word.group()):
            continue
        end = word.start()
        for cluster in iter_graphemes(word.group()):
            start, end = end, end + len(cluster)
            if len(cluster) <= _COMPOSED and (new := normalize("NFC", cluster)) != cluster:
                yield start, end, new


def _spellings(text: str) -> Iterator[tuple[int, int, str]]:
    """Case and accents away. A mark goes in one edit with its letter, so that hits cover both; one that
    stood by itself between two spaces leaves one."""
    keys = {c: _spelling(c) for c in beyond_ascii(text)}
    if not text.islower():
        keys |= {c: c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    gone = "".join(re.escape(c) for c, key in keys.items() if not key)
    other = "".join(re.escape(c) for c, key in keys.items() if key and key != c)
    wanted = [f"[^{gone}]?[{gone}]+"] * bool(gone) + [f"[{other}]"] * bool(other)
    for hit in re.finditer("|".join(wanted), text) if wanted else ():
        plain = "".join(keys.get(c, c) for c in hit.group())
        yield *hit.span(), "" if plain == " " == text[hit.end() : hit.end() + 1] else plain


def _small(text: str) -> str:
    """The text without case if that moves nothing, which is nearly always, and saves most edits."""
    small = {c: c.casefold() for c in beyond_ascii(text)}
    alike = (len(new) == 1 and _spelling(new) == _spelling(c) for c, new in small.items())
    return text.casefold() if all(alike) else text


@lru_cache(1 << 12)
def _spelling(char: str) -> str:
    bare = (c for c in normalize("NFD", char.casefold()) if combining(c) < _ACCENT)
    return normalize("NFC", "".join(bare)).translate(_PLAIN)


class Folded(Searchable):
    """A rewritten copy of a text that knows where each of its ranges comes from."""

    def __init__(self, text: str, *steps: _Edits) -> None:
        super().__init__(text)
        self.text = text
        self._steps = steps

    def original(self, start: int, end: int) -> Span:
        """The stored range that a range of this copy stands for: whole clusters wherever composing
        changed them, nothing that folding removed at the edges."""
        span = Span(start, end)
        for step in reversed(self._steps):
            span = step.source(*span)
        return span

    def copied(self, start: int, end: int) -> Span:
        """The range of this copy that a stored range became."""
        span = Span(start, end)
        for step in self._steps:
            span = step.target(*span)
        return span

    def splits(self, offset: int) -> bool:
        """Whether an offset falls inside what the last rewriting made as a whole, such as a
        recomposed cluster: no match begins or ends there."""
        return self._steps[-1].splits(offset)

    def spelled(self) -> Folded:
        """This copy without case and accents."""
        small = _small(self.text)
        text, edits = _rewrite(small, _spellings(small))
        return Folded(text, *self._steps, edits)


def folded(text: str) -> Folded:
    """The text for matching: NFC, one shape of quotes and of hyphens, single plain spaces for all
    white space, no soft hyphens or zero-width spaces. ZWNJ and ZWJ carry meaning and stay."""
    shaped, edits = _rewrite(text, _shapes(text))
    if is_normalized("NFC", shaped):  # nearly always; then clusters don't matter
        return Folded(shaped, edits)
    composed, more = _rewrite(shaped, _compositions(shaped))
    return Folded(composed, edits, more)


def fold(text: str) -> str:
    """A snippet as `folded` writes it."""
    if not _FOLDABLE.search(text) and is_normalized("NFC", text):
        return text
    return folded(text).text


def search_key(text: str) -> str:
    """A query as `Text.key` writes it: folded, without case and accents."""
    copy = fold(text)
    return copy.lower() if copy.isascii() else folded(text).spelled().text


class Text(Searchable):
    """The stored text of an article. All else is worked out when first asked for."""

    @cached_property
    def folded(self) -> Folded:
        return folded(self.string)

    @cached_property
    def key(self) -> Folded:
        """For searching: look for a `search_key` in its text, and ask it for the `original`."""
        return self.folded.spelled()

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Blocks between blank lines (or U+2029), without the white space around them."""
        breaks = [0]
        for hit in _LINE_ENDS.finditer(self.string):
            if "\u2029" in hit.group() or len(_LINE_END.findall(hit.group())) > 1:
                breaks += hit.span()
        breaks.append(len(self.string))
        spans = map(self._trim, breaks[::2], breaks[1::2])
        return tuple(span for span in spans if span.start < span.end)

    def _trim(self, start: int, end: int) -> Span:
        piece = self.string[start:end]
        return Span(end - len(piece.lstrip()), start + len(piece.rstrip()))

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph an offset lies in or behind; 0 before the first."""
        return max(bisect_right(self._paragraph_starts, offset) - 1, 0)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Told by punctuation and what follows it; together they are all but the white space."""
        each = range(len(self.paragraphs))
        return tuple(sentence for number in each for sentence in self.sentences_in(number))

    def sentences_in(self, number: int) -> tuple[Span, ...]:
        """Those of one paragraph, by its index."""
        found = self._sentences.get(number)
        if found is None:
            from models.sentences import split  # the first screen shows paragraphs

            ends = split(self.string, self.paragraphs[number])
            found = self._sentences[number] = tuple(self._trim(*each) for each in ends)
        return found

    @cached_property
    def _sentences(self) -> dict[int, tuple[Span, ...]]:
        return {}


def visible(text: str, *, ascii: bool = False) -> str:  # noqa: A002
    """The text for one line of a screen: exactly one code point for each, none of which controls
    the terminal, turns the direction of what follows, or hides. Joiners and marks pass. With
    `ascii`, quotes, dashes and the few signs of our own words become what a keyboard has; letters
    of other scripts stay."""
    if ascii:
        text = text.translate(_TYPED)
    if text.isprintable() or not _HIDDEN.search(text):
        return text
    text = text.replace("\r\n", "  ").replace("\n", " ").replace("\t", " ")
    if ascii:
        return _HIDDEN.sub("?", text)
    return _HIDDEN.sub(lambda hit: _PICTURES.get(hit.group(), "\u2426"), text)
