"""From selectors and names to where they stand in the text.

Offsets are code points of the stored text, half-open. The terms are those of the W3C Web Annotation
`TextQuoteSelector`; a paragraph number (from 1) is ours. Content raises nothing: what cannot be
resolved is a `Failure`, and what several places answer to is never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from models.mentions import NameHit, NameHits
from models.text import Folded, Searchable, Span, Text, fold, is_word, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.article import Selector

MANY = 100  # occurrences are counted no further
_FEW = 1 << 15  # code points sooner searched than looked up
_EACH = 200  # code points searched in the time that one place looked up takes
_STEMS = 64  # words with the same beginning that are worth looking up


class Match(NamedTuple):
    """Where a selector rests, a span for each part; `folded` when it took folding to find it."""

    spans: tuple[Span, ...]
    folded: bool = False


class Nearest(NamedTuple):
    """The passage closest to a snippet that is not in the text, and how close (0 to 100)."""

    span: Span
    snippet: str
    score: float


Reason = Literal["not found", "ambiguous", "bad selector"]


class Failure(msgspec.Struct, frozen=True, dict=True):
    """Why a selector rests nowhere. `selector` is the one at fault: the whole, or its part number
    `part` (from 0); `field` is what in it. It occurs at `spans` (up to `MANY`); `detail` is said of a
    bad one."""

    text: Text
    reason: Reason
    selector: Selector
    part: int | None = None
    spans: tuple[Span, ...] = ()
    detail: str = ""
    field: str = "exact"

    @property
    def path(self) -> tuple[str | int, ...]:
        """What is at fault, from the selector that was to be resolved."""
        return (self.field,) if self.part is None else ("parts", self.part, self.field)

    @property
    def count(self) -> int:
        return len(self.spans)

    @property
    def paragraphs(self) -> tuple[int, ...]:
        return tuple(sorted({self.text.paragraph_at(span.start) + 1 for span in self.spans}))

    @property
    def code(self) -> str:
        """The rule that is broken."""
        return {"not found": "E101", "ambiguous": "E102", "bad selector": "E207"}[self.reason]

    @property
    def message(self) -> str:
        said = f"“{_shortened(self.selector.exact or '')}”"
        if self.reason == "bad selector":
            part = "" if self.part is None else f" (part {self.part + 1})"
            return f"the anchor{part} {self.detail}."
        if self.reason == "not found":
            narrowed = self.selector.prefix or self.selector.suffix or self.selector.paragraph
            where = " where the anchor says" if narrowed or self.part else ""
            return f"{said} is not in the text{where}."
        times = f"{self.count} times{' or more' * (self.count >= MANY)}"
        listed = ", ".join(map(str, self.paragraphs[:9])) + ", …" * (len(self.paragraphs) > 9)
        return f"{said} occurs {times}, in paragraph{'s' * (len(self.paragraphs) > 1)} {listed}."

    @property
    def mend(self) -> str:
        if self.reason == "ambiguous":
            same = len(self.paragraphs) == 1
            return (
                f"Say which with {'' if same else '`paragraph`, '}`prefix` or `suffix`"
                f"{self._example}."
            )
        if self.reason == "bad selector":
            return _MENDS.get(self.field, "")
        if self.nearest is None:
            return "Copy the words that are meant from the text."
        paragraph = self._paragraph(self.nearest.span)
        if fold(self.nearest.snippet) == fold(self.selector.exact or "").strip():
            if self.selector.paragraph not in (None, paragraph):
                return f"It is in paragraph {paragraph}: write `paragraph: {paragraph}`."
            return "Correct or take out `prefix` and `suffix`: the text has other words around it."
        return f"Did you mean {in_marks(self.nearest.snippet)} in paragraph {paragraph}?"

    @property
    def _example(self) -> str:
        """How to choose the first that can be chosen by its paragraph, or by the words after it."""
        exact, counts = self.selector.exact or "", Counter(map(self._paragraph, self.spans))
        alone = next((number for number, count in counts.items() if count == 1), 0)
        if len(exact) > _SAID or any(char in exact for char in '"\n\\') or self.count >= MANY:
            return ""
        if alone and not self.selector.paragraph:
            return f", as in `{{exact: {_quoted(exact)}, paragraph: {alone}}}`"
        after = [self.text.string[end : end + _SAID].split("\n")[0] for _, end in self.spans]
        for end in (hit.end() for hit in re.finditer(r"\s*\S+", after[0])):
            suffix = after[0][:end]
            if sum(each.startswith(suffix) for each in after) == 1 and '"' not in suffix:
                return f", as in `{{exact: {_quoted(exact)}, suffix: {_quoted(suffix)}}}`"
        return ""

    def _paragraph(self, span: Span) -> int:
        return self.text.paragraph_at(span.start) + 1

    @cached_property
    def nearest(self) -> Nearest | None:
        """What may have been meant instead, worked out in milliseconds when first asked for."""
        exact = self.selector.exact
        return _nearest(self.text, exact) if exact and self.reason == "not found" else None


_SAID = 60
"""Code points of an example."""

_MENDS = {
    "exact": "Write in `exact` the words of the text that are meant.",
    "paragraph": "Paragraphs are counted from 1, from one blank line to the next.",
    "parts": "Write `parts: [words, other words]`, and nothing beside it but `paragraph`.",
}
"""What to do about each field of a selector."""


def _quoted(words: str) -> str:
    """Words in an example, in quotation marks where YAML needs them."""
    return words if words.replace(" ", "").isalpha() and words == words.strip() else f'"{words}"'


def in_marks(words: str) -> str:
    """Words in quotation marks, if they don’t begin with some of their own."""
    said = _shortened(words)
    own = said and said[0] in _OPENING and said[-1] in _CLOSING
    return said if own else f"“{said}”"


def _shortened(snippet: str) -> str:
    return visible(snippet if len(snippet) <= 60 else snippet[:59] + "…")


def resolve(text: Text, selector: Selector) -> Match | Failure:
    """Where a selector rests, if that is one place. The more literal reading wins: `exact` between
    `prefix` and `suffix` as stored; else `exact` as stored in a context that folds alike; else all
    folded. Each of several parts must be the only one of its kind behind the part before it, in the
    paragraph of the first part unless it names its own."""
    if not selector.parts:
        found = _one(text, selector, selector.paragraph, 0, None)
        return found if isinstance(found, Failure) else Match((found[0],), found[1])
    if selector.exact is not None or selector.prefix or selector.suffix:
        detail = "has `parts`, so `exact`, `prefix` and `suffix` belong in them"
        return Failure(text, "bad selector", selector, None, (), detail, "parts")
    spans: list[Span] = []
    folded, paragraph = False, selector.paragraph
    for index, part in enumerate(selector.parts):
        own = paragraph if part.paragraph is None else part.paragraph
        found = _one(text, part, own, spans[-1].end if spans else 0, index)
        if isinstance(found, Failure):
            return found
        spans.append(found[0])
        folded |= found[1]
        if paragraph is None:
            paragraph = text.paragraph_at(spans[0].start) + 1
    return Match(tuple(spans), folded)


def _one(
    text: Text, selector: Selector, paragraph: int | None, start: int, part: int | None
) -> tuple[Span, bool] | Failure:
    """The only occurrence from `start` on, and whether it took folding."""
    detail, field, known = "", "exact", len(text.paragraphs)
    if selector.parts:
        detail, field = "has parts inside a part", "parts"
    elif not selector.exact or selector.exact.isspace():
        detail = "has no words in `exact`"
    elif paragraph is not None and not 1 <= paragraph <= known:
        detail, field = f"names paragraph {paragraph}, but the text has {known}", "paragraph"
    if detail:
        return Failure(text, "bad selector", selector, part, (), detail, field)
    end = len(text.string)
    if paragraph is not None:  # with the blank lines around it: a snippet may end in a line end
        start = max(start, text.paragraphs[paragraph - 2].end if paragraph > 1 else 0)
        end = text.paragraphs[paragraph].start if paragraph < known else end
    exact, before, after = selector.exact or "", len(selector.prefix), len(selector.suffix)
    needle = selector.prefix + exact + selector.suffix
    found = occurrences(text, needle, start - before, end + after)
    spans = [Span(at + before, at + before + len(exact)) for at in islice(found, MANY)]
    if folded := not spans:
        spans = list(islice(_folded(text, selector, start, end), MANY))
        stored = [same for span in spans if (same := _as_stored(text, exact, span))]
        if stored and len(spans) < MANY:
            spans, folded = stored, False
    if len(spans) == 1:
        return spans[0], folded
    return Failure(text, "ambiguous" if spans else "not found", selector, part, tuple(spans))


def _folded(text: Text, selector: Selector, start: int, end: int) -> Iterator[Span]:
    """Occurrences after folding. Where snippet and context join, a space may stand or not."""
    copy, exact = text.folded, fold(selector.exact or "").strip()
    prefix, suffix = fold(selector.prefix).rstrip(), fold(selector.suffix).lstrip()
    low, high = copy.copied(start, end)
    for before in ((prefix, prefix + " ") if prefix else ("",)) * bool(exact):
        for after in (suffix, " " + suffix) if suffix else ("",):
            needle = before + exact + after
            for at in occurrences(copy, needle, low - len(before), high + len(after)):
                first, last = at + len(before), at + len(before) + len(exact)
                span = copy.original(first, last)
                if span.start >= start and not (copy.splits(first) or copy.splits(last)):
                    yield span


def _as_stored(text: Text, exact: str, span: Span) -> Span | None:
    """The occurrence of `exact` itself that folding found, white space at its edges included."""
    start = span.start - (len(exact) - len(exact.lstrip()))
    same = start >= 0 and text.string.startswith(exact, start)
    return Span(start, start + len(exact)) if same else None


def occurrences(where: Searchable, needle: str, start: int, end: int) -> Iterator[int]:
    """The offsets of every occurrence inside `start:end`, ascending, overlapping ones too."""
    start, end = max(start, 0), min(end, len(where.string))
    size = end - start
    candidates = None if size <= _FEW else _candidates(where, needle, size // _EACH)
    if candidates is None:
        at = where.string.find(needle, start, end)
        while at >= 0:
            yield at
            at = where.string.find(needle, at + 1, end)
        return
    for index in range(bisect_left(candidates, start), len(candidates)):
        if candidates[index] + len(needle) > end:
            return
        if where.string.startswith(needle, candidates[index]):
            yield candidates[index]


def _candidates(where: Searchable, needle: str, most: int) -> list[int] | None:
    """Where the needle would begin, judged by its rarest word alone, ascending; None when no word
    tells, or these are more than `most` places. A word inside the needle stands in the text as it
    is. One at an edge may be cut there: it is what words of the text end with (the first) or begin
    with (the last)."""
    fewest, best = most + 1, None
    for hit in where.word.finditer(needle):
        word, last = hit.group(), hit.end() == len(needle)
        if hit.start() == 0 and last:
            return None
        if last or hit.start() == 0:
            words = where.beginning(word) if last else where.ending(word)
        else:
            words = [word] if word in where.words else []
        count = sum(len(where.words[word]) for word in words[:_STEMS])
        if count < fewest and len(words) <= _STEMS:
            fewest, best = count, (words, hit, last)
    if best is None:
        return None
    words, hit, last = best
    if last:
        return sorted(at - hit.start() for word in words for at in where.words[word])
    return sorted(at + len(word) - hit.end() for word in words for at in where.words[word])


_OPENING, _CLOSING = '“„«"', '”“»"…'
_CLOSED = re.compile(r"[,.!?]?[”“»\"]")  # how a quotation goes on that was matched but for its end
_NEAR = 60.0  # less alike than this helps nobody
_SCANNED = 50_000  # code points compared when no word tells where to look


def _nearest(text: Text, exact: str) -> Nearest | None:
    from rapidfuzz.fuzz import partial_ratio_alignment

    copy, needle = text.folded, fold(exact[:400]).strip()
    if not needle or not copy.text:
        return None
    low, high = 0, min(len(copy.text), _SCANNED)
    if len(copy.text) > _SCANNED and (about := _vote(copy, needle)) is not None:
        low, high = max(about - len(needle), 0), about + 2 * len(needle)
    found = partial_ratio_alignment(needle, copy.text[low:high], score_cutoff=_NEAR)
    if found is None or found.dest_start == found.dest_end:
        return None
    start, end = (_snapped(copy.text, low + at) for at in (found.dest_start, found.dest_end))
    near = copy.text[start:end]
    span = copy.original(end - len(near.lstrip()), start + len(near.rstrip()))
    opened = text.string[span.start : span.start + 1]
    if opened and opened in _OPENING and (rest := _CLOSED.match(text.string, span.end)):
        span = Span(span.start, rest.end())
    return Nearest(span, text.string[span.start : span.end], found.score) if near.strip() else None


def _vote(copy: Folded, needle: str) -> int | None:
    """Where most of the needle's rarer words would have it begin, to within its own length."""
    votes: dict[int, int] = {}
    for hit in copy.word.finditer(needle):
        places = copy.words.get(hit.group(), [])
        for at in places if len(places) <= MANY else ():
            near = max(at - hit.start(), 0) // len(needle)
            votes[near] = votes.get(near, 0) + len(hit.group())
    return max(votes, key=votes.__getitem__) * len(needle) if votes else None


def _snapped(text: str, at: int) -> int:
    """The closest edge of a word."""
    for edge in (at + away * side for away in range(20) for side in (-1, 1)):
        if not 0 < edge < len(text) or not (is_word(text[edge - 1]) and is_word(text[edge])):
            return edge
    return at


_SHAPES = 200
"""Lengths of names with the same first word: no language has as many, and each is looked for at every
place where that word stands."""


class Names:
    """Finds thousands of names at once, as whole words, case included, after folding."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Takes pairs of a record's id and one of its names; blank names are none."""
        self._keys: dict[str, dict[str, None]] = {}
        for key, name in names:
            if name := fold(name).strip():
                self._keys.setdefault(name, {})[key] = None
        # By first word: how far into the name it stands, and the name's length, longest first. One
        # place of the text is then looked up once for each length, however many names there are.
        self._shapes: dict[str, list[tuple[int, int]]] = {}
        self._wordless: list[str] = []
        for name in sorted(self._keys, key=len, reverse=True):
            if hit := Searchable(name).word.search(name):
                shapes = self._shapes.setdefault(hit.group(), [])
                if (shape := (hit.start(), len(name))) not in shapes and len(shapes) < _SHAPES:
                    shapes.append(shape)
            else:
                self._wordless.append(name)

    def find(self, text: Text, paragraphs: Iterable[int] | None = None) -> NameHits:
        """The mentions from left to right, the longest first, apart, each in one paragraph; in all, or
        in the `paragraphs` with these indexes."""
        ranges = [Span(0, len(text.folded.text))]
        if paragraphs is not None:
            ranges = [text.folded.copied(*text.paragraphs[index]) for index in paragraphs]
        return NameHits.of(self._apart(text, ranges))

    def _apart(self, text: Text, ranges: Iterable[Span]) -> Iterator[NameHit]:
        keys = {name: tuple(named) for name, named in self._keys.items()}
        done = 0
        for start, negative, span in sorted(self._hits(text, ranges)):
            if start >= done:
                done = start - negative
                yield NameHit(span, keys[text.folded.text[start:done]])

    def _hits(self, text: Text, ranges: Iterable[Span]) -> Iterator[tuple[int, int, Span]]:
        """Start and negative length in the folded copy, so that sorting puts the longest of a place
        first, and the range of the text."""
        copy, shapes = text.folded, self._shapes
        for low, high in ranges:
            for name in self._wordless:
                for at in occurrences(copy, name, low, high):
                    if span := _stands(text, at, at + len(name)):
                        yield at, -len(name), span
            for hit in copy.word.finditer(copy.text, low, high):
                longest = (
                    -1
                )  # the offset of a name that was found: shorter ones there are part of it
                for offset, size in shapes.get(hit.group(), ()):
                    start = hit.start() - offset
                    if start < 0 or offset == longest:
                        continue
                    name = copy.text[start : start + size]
                    if name in self._keys and (span := _stands(text, start, start + len(name))):
                        longest = offset
                        yield start, -len(name), span


def _stands(text: Text, start: int, end: int) -> Span | None:
    """The stored range of one of the folded copy that is bounded by what is no word, inside a
    paragraph; None for any other."""
    copy = text.folded
    if (start and is_word(copy.text[start - 1])) or is_word(copy.text[end : end + 1] or " "):
        return None
    if copy.splits(start) or copy.splits(end):
        return None
    span = copy.original(start, end)
    inside = span.end <= text.paragraphs[text.paragraph_at(span.start)].end
    return span if inside else None
