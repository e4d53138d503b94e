"""Where every record rests in the text: its anchors, its quotation, its names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from models.anchors import Failure, Match, Names, in_marks, occurrences, resolve
from models.article import Actor, Place, Quote, Record, Selector, names
from models.mentions import Mentions, NameHit, NameHits, Passage
from models.problems import Found, Problem
from models.text import Text, fold

Where = Callable[[str, tuple[str | int, ...]], tuple[int, int]]
"""Line and column of a record's field, by record id and path."""


def _place(passage: Passage) -> tuple[int, int]:
    spans = passage.spans
    return spans[0][0], -spans[-1][1]


class Passages:
    """All passages of an article: `ordered` as one reads (longer ones first where two begin
    together), and by record. `hits` are the names found, whosever they are."""

    def __init__(self, passages: Iterable[Passage], hits: NameHits | None = None) -> None:
        self._index(Mentions.of(sorted(passages, key=_place)), hits)

    @classmethod
    def known(cls, ordered: Mentions, hits: NameHits) -> Passages:
        """Passages that are in order already."""
        passages = cls.__new__(cls)
        passages._index(ordered, hits)
        return passages

    def _index(self, ordered: Mentions, hits: NameHits | None) -> None:
        self.ordered = ordered
        self.hits = NameHits.of(()) if hits is None else hits
        self._of: dict[str, list[int]] = defaultdict(list)
        for index, record in enumerate(ordered.owners):
            self._of[record].append(index)

    def of(self, record: str) -> list[Passage]:
        """A record's passages in reading order; none if it rests nowhere."""
        return [self.ordered[index] for index in self._of.get(record, ())]

    def indexes(self, record: str) -> list[int]:
        """Where in `ordered` a record's passages stand."""
        return self._of.get(record, [])

    def count(self, record: str) -> int:
        return len(self._of.get(record, ()))

    def within(self, start: int, end: int) -> list[Passage]:
        """The passages that touch a range of the text, in reading order."""
        found = []
        index = bisect_left(self.ordered.starts, end)
        while index and self.ordered.reach[index - 1] > start:
            index -= 1
            passage = self.ordered[index]
            if any(span.start < end and span.end > start for span in passage.spans):
                found.append(passage)
        return found[::-1]


def find_passages(
    text: Text, records: Mapping[str, Record], where: Where
) -> tuple[Passages, list[Problem]]:
    """Resolves every anchor and finds every name. Each that fails is a problem; the rest stand."""
    anchored: list[Passage] = []
    problems = Found()
    for record in records.values():
        found, more = rest(text, record, where)
        anchored += found
        problems += more
    hits = Names(known_names(records.values())).find(text)
    named, more = give(text, records, hits, anchored, where)
    return Passages([*anchored, *named], hits), problems + more


def rest(text: Text, record: Record, where: Where) -> tuple[list[Passage], list[Problem]]:
    """Where a record rests by its anchors and its quotation."""
    passages: list[Passage] = []
    problems: list[Problem] = []
    for index, selector in enumerate(record.at):
        found = resolve(text, selector)
        if isinstance(found, Match):
            passages.append(Passage(found.spans, record.id))
        if problem := _anchor_problem(text, found, selector, record, ("at", index), where):
            problems.append(problem)
    if isinstance(record, Quote) and record.form == "direct" and record.text:
        passage, problem = _quotation(text, record, passages, where)
        passages += [passage] if passage else []
        problems += [problem] if problem else []
    return passages, problems


def _anchor_problem(
    text: Text,
    found: Match | Failure,
    selector: Selector,
    record: Record,
    path: tuple[str | int, ...],
    where: Where,
) -> Problem | None:
    said = _shortened(selector.exact or " … ".join(part.exact or "" for part in selector.parts))
    if isinstance(found, Match):
        if not found.folded:
            return None
        code = "W103"
        message = f"“{said}” is in the text only with other quotation marks, hyphens or spaces."
        mend = _copied(text, found)
        path = (*path, "parts" if selector.parts else "exact")
    else:
        code, message, mend = found.code, found.message, found.mend
        path = (*path, *found.path)
    return Problem(code, message, *where(record.id, path), record.id, mend)


def _copied(text: Text, found: Match) -> str:
    """What the text has where something like it was found."""
    words = " ".join(text.string[slice(*span)] for span in found.spans)
    short = len(found.spans) == 1 and len(words) <= _WHOLE and "\n" not in words
    return f"Copy it from the text: {in_marks(words)}." if short else "Copy it from the text."


_WHOLE = 60
"""Code points of the text that a mend repeats: cut off, nobody could copy them."""


def _quotation(
    text: Text, quote: Quote, own: list[Passage], where: Where
) -> tuple[Passage | None, Problem | None]:
    """A direct quotation rests where it stands word for word, unless `at` says where already: in
    one piece, or in several with the reporter's words between."""
    place = where(quote.id, ("text",))
    message = "the quotation differs from the text in quotation marks, hyphens or spaces."
    unlike = Problem("W106", message, *place, quote.id, "Copy it from the text.")
    words = [" ".join(text.string[slice(*span)] for span in passage.spans) for passage in own]
    if any(quote.text in said for said in words):
        return None, None
    if any(fold(quote.text).strip() in fold(said) for said in words):
        return None, unlike
    found = resolve(text, Selector(exact=quote.text))
    if isinstance(found, Match):
        unlike = unlike._replace(mend=_copied(text, found))
        return Passage(found.spans, quote.id), unlike if found.folded else None
    if found.code == "E102":
        mend = found.mend.replace("Say which with", "Say which in `at`, with")
        return None, Problem("E102", found.message, *place, quote.id, mend)
    message = f"the direct quotation {in_marks(quote.text)} is not word for word in the text."
    return None, Problem("E105", message, *place, quote.id, found.mend)


def known_names(records: Iterable[Record]) -> list[tuple[str, str]]:
    """Ids and every name that is found by itself."""
    return [
        (record.id, name.text)
        for record in records
        if isinstance(record, Actor | Place)
        for name in names(record)
        if not name.metonym
    ]


_FEW = 40
"""Paragraphs that are sooner searched by themselves than with the whole text."""


def found_anew(
    text: Text, records: Mapping[str, Record], hits: NameHits, changed: Iterable[str]
) -> NameHits:
    """The names found in the text, once `changed` ones are new, gone or another record's. Only the
    paragraphs in which those occur are searched, as a name never reaches into the next."""
    copy, paragraphs = text.folded, set[int]()
    for name in {fold(name).strip() for name in changed} - {""}:
        for at in occurrences(copy, name, 0, len(copy.text)):
            paragraphs.add(text.paragraph_at(copy.original(at, at + len(name)).start))
    known = Names(known_names(records.values()))
    if len(paragraphs) > _FEW:
        return known.find(text)
    stay = [hit for hit in hits if text.paragraph_at(hit.span.start) not in paragraphs]
    return NameHits.of(sorted([*stay, *known.find(text, sorted(paragraphs))]))


def give(
    text: Text,
    records: Mapping[str, Record],
    hits: Iterable[NameHit],
    anchored: Iterable[Passage],
    where: Where,
) -> tuple[list[Passage], list[Problem]]:
    """The mentions by name. A mention that `at` gives to a record is that record's alone; a state's
    own name is the state before it is its territory; any other name of two records stays open."""
    chosen = {
        passage.spans[0]
        for passage in anchored
        if len(passage.spans) == 1 and isinstance(records[passage.record], Actor | Place)
    }
    passages: list[Passage] = []
    problems: dict[str, Problem] = {}  # by what is said
    for hit in hits:
        if hit.span in chosen:
            continue
        owner = _owner(hit.keys, records)
        if owner:
            passages.append(Passage((hit.span,), owner, by_name=True))
            continue
        said = text.string[slice(*hit.span)]
        if said not in problems:
            problems[said] = _shared_name(said, hit.keys, records, where)
    return passages, list(problems.values())


def _owner(keys: tuple[str, ...], records: Mapping[str, Record]) -> str:
    """The record a name belongs to, if that is clear."""
    if len(keys) == 1:
        return keys[0]
    if len(keys) > 2:
        return ""
    states = [
        record.id
        for record in map(records.__getitem__, keys)
        if isinstance(record, Actor) and record.kind == "state" and record.place in keys
    ]
    return states[0] if len(states) == 1 else ""


_TOLD = 9
"""Records with the same name that are named; of more, how many they are."""


def _shared_name(
    said: str, keys: tuple[str, ...], records: Mapping[str, Record], where: Where
) -> Problem:
    last = records[keys[-1]]
    assert isinstance(last, Actor | Place)  # nothing else has names
    path: tuple[str | int, ...] = ("name",)
    for index, alias in enumerate(last.aliases):
        if fold(alias.text).strip() == fold(said):
            path = ("aliases", index)
    kinds = {records[key].type for key in keys}
    code = "W209" if len(kinds) == 1 else "W210"
    told = [*keys[:_TOLD], f"{len(keys) - _TOLD} more"] if len(keys) > _TOLD else keys
    message = f"“{said}” is a name of {' and of '.join(told)}; its mentions are given to neither."
    mend = "Say whose each is with `at`, or mark one alias `metonym: true`."
    return Problem(code, message, *where(last.id, path), last.id, mend)


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"
