"""The words by which the text says who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from models.article import Actor, Quote
from models.attribution import speaks_for
from models.checks.capitals import TITLES
from models.checks.facts import Facts
from models.checks.rule import Finding, for_all, for_each
from models.checks.said import bare, named, said
from models.problems import nearest
from models.quotations import quotations
from models.text import Span, Text, fold

_REACH = 2000
"""Code points on either side of a quotation that are still around it, in a paragraph that is longer."""

_GOES_ON = 20
"""Paragraphs that a quotation is followed through."""

_PAUSES = re.compile(r"\s*(?:…|\.\.\.)\s*")

_NEAR = 120
"""Code points on either side of a cue in which who speaks is named, if it is with the cue."""

_LEADS = re.compile(
    r"\s*(?:,[^,.;:“”\"]{1,80},\s*)?(?:(?:also|then|later|has|had|[a-z]+ly)\s+)?", re.IGNORECASE
)
_FOLLOWS = re.compile(rf"\s+(?:(?:[Tt]he|{'|'.join(sorted(TITLES))}|[A-Z][\w’'.-]*)\s+){{0,5}}")
_BEFORE_OTHERS = (
    "to with of about for against from by than like beside alongside near behind after before at on and "
    "told tells asked asks informed assured warned reminded urged called thanked accused met meeting"
)
_NOT_BY = frozenset(_BEFORE_OTHERS.split())
"""What stands before one who does not speak."""

_TOLD = "told tells asked asks informed assured warned reminded urged thanked"
_HEARERS = frozenset(_TOLD.split())
"""What stands before one who is spoken to."""

Mention = tuple[int, int, str]
"""From where to where whom the text names."""

_PRONOUNS = frozenset({"he", "she"})
_BACK = 2
"""Paragraphs before its own in which the one that a pronoun means is looked for."""


@for_each(
    Quote,
    code="W109",
    title="the cue is not where the quotation is",
    bad="""
        article:
          text: |
            “We never wanted this quarrel,” said the minister.
        quotes:
          - {id: quarrel, form: direct, text: “We never wanted this quarrel,”, cue: the envoy said}
    """,
    good="""
        article:
          text: |
            “We never wanted this quarrel,” said the minister.
        quotes:
          - {id: quarrel, form: direct, text: “We never wanted this quarrel,”, cue: said the minister}
    """,
)
def cue_elsewhere(facts: Facts, quote: Quote) -> Iterator[Finding]:
    """The cue is the text’s own words for who speaks. If they do not stand in the paragraph of the quotation,
    nor right before it, they are those of another quotation, or of none. Capitals do not count."""
    own = facts.spans(quote.id) if quote.cue.strip() else []
    if not own or all(_found(facts, quote, own)):
        return
    yield Finding(
        f"the cue {said(quote.cue)} does not stand in the paragraph of its quotation.",
        ("cue",),
        _like(facts.text, quote.cue, own) or "Copy the words that say there who speaks.",
    )


def _pieces(cue: str) -> list[str]:
    """A cue, or what stands before and behind its dots."""
    return [piece for each in _PAUSES.split(cue) if (piece := fold(each).strip())]


def _around(text: Text, own: list[Span]) -> Iterator[Span]:
    """Where the cue of a quotation may stand: in its paragraphs, with those it goes on in, or else in the
    last sentence before."""
    start, end = own[0].start, max([end for _, end in own])
    first = text.paragraph_at(start)
    last = first if end <= text.paragraphs[first].end else text.paragraph_at(end - 1)
    if open_ends := _open_ends(text):  # of paragraphs that end inside a quotation
        lowest, highest = max(first - _GOES_ON, 0), min(last + _GOES_ON, len(text.paragraphs) - 1)
        while first > lowest and text.paragraphs[first - 1].end in open_ends:
            first -= 1
        while last < highest and text.paragraphs[last].end in open_ends:
            last += 1
    low, high = start - _REACH, end + _REACH
    yield Span(max(text.paragraphs[first].start, low), min(text.paragraphs[last].end, high))
    if first and (before := text.sentences_in(first - 1)[-1]).end > low:
        yield Span(max(before.start, low), before.end)


@lru_cache(maxsize=1)
def _open_ends(text: Text) -> frozenset[int]:
    """Where quotations end that go on in the next paragraph, or whose end was forgotten."""
    return frozenset(each.end for each in quotations(text) if not each.closed)


def _found(facts: Facts, quote: Quote, own: list[Span]) -> list[list[Span]]:
    """Where each piece of a quotation's cue stands, up to the first that stands nowhere."""
    found = facts.cues.get(quote.id)
    if found is None:
        found = facts.cues[quote.id] = []
        for piece in _pieces(quote.cue):
            found.append(_places(facts.text, piece, own))
            if not found[-1]:
                break
    return found


def _places(text: Text, piece: str, own: list[Span]) -> list[Span]:
    """Where a piece of a cue stands, capitals aside and not as the end of a longer word: around a
    quotation, or else before it."""
    copy = text.folded
    for span in _around(text, own):
        low, high = copy.copied(*span)
        words, small = copy.text[low:high], piece.lower()
        if len(lower := words.lower()) != len(words):  # what is found there stands elsewhere here
            lower, small = words, piece
        found = []
        at = lower.find(small)
        while at >= 0:
            if not (at and lower[at - 1].islower() and small[0].islower()):
                found.append(copy.original(low + at, low + at + len(small)))
            at = lower.find(small, at + 1)
        if found:
            return found
    return []


def _like(text: Text, cue: str, own: list[Span]) -> str:
    """The words there that are most like a cue, if any are."""
    words = [word for span in _around(text, own) for word in text.string[slice(*span)].split()]
    size = len(cue.split())
    runs = (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
    bare_runs = (run.strip(',.;:“”"') for run in islice(runs, _REACH))
    return nearest(cue, [run for run in bare_runs if 2 * len(run) > len(cue)])


@for_all(
    Quote,
    Actor,
    code="W110",
    title="the person named with the cue is not the speaker",
    bad="""
        article:
          text: |
            “We never wanted this quarrel,” said Ada Brandt.
        actors:
          - {id: brandt, name: Ada Brandt, kind: person}
          - {id: petrescu, name: Ion Petrescu, kind: person}
        quotes:
          - id: quarrel
            form: direct
            speaker: [petrescu]
            text: “We never wanted this quarrel,”
            cue: said
    """,
    good="""
        article:
          text: |
            “We never wanted this quarrel,” said Ada Brandt.
        actors:
          - {id: brandt, name: Ada Brandt, kind: person}
        quotes:
          - id: quarrel
            form: direct
            speaker: [brandt]
            text: “We never wanted this quarrel,”
            cue: said
    """,
)
def another_is_named(facts: Facts) -> Iterator[Finding]:
    """The text seems to give these words to somebody else. Looked at are only persons named in the cue or
    right beside it, and for “he said” and “she said” those named in the two paragraphs before. Who speaks
    for the speaker is no other. Only English cues are understood."""
    if facts.language != "en":
        return
    for quote in facts.quotes:
        if quote.cue and quote.speaker and all(map(facts.actor, quote.speaker)):
            yield from _another(facts, quote)


def _another(facts: Facts, quote: Quote) -> Iterator[Finding]:
    own = facts.spans(quote.id)
    cue = _cue(facts, quote, own) if own else None
    if cue is None:
        return
    by_pronoun = not _PRONOUNS.isdisjoint(fold(quote.cue).lower().split())
    near = cue if by_pronoun else Span(cue.start - _NEAR, cue.end + _NEAR)
    mentions = facts.persons.touching(*near)
    others = (mention for mention in mentions if mention[2] not in quote.speaker)
    found, where = list[str](), "with"
    if by_pronoun or _beside(facts, quote, own, cue, others):  # mostly there is nobody else
        found = _beside(facts, quote, own, cue, _actors(facts, near))
    if not found and by_pronoun and all(_is_person(facts, each) for each in quote.speaker):
        found, where = _before(facts, min(cue, own[0]).start), "before"
    persons = [each for each in found if _is_person(facts, each)]
    if persons and not any(_is_for(facts, each, quote.speaker) for each in found):
        other = facts.records[persons[0]]
        speakers = " and ".join(named(facts.records[each]) for each in quote.speaker)
        yield Finding(
            f"the text names {named(other)} {where} {said(quote.cue)}, but the speaker is {speakers}.",
            ("speaker",),
            f"Write `speaker: [{other.id}]` if it is {bare(other.caption)} who speaks.",
            quote.id,
        )


def _cue(facts: Facts, quote: Quote, own: list[Span]) -> Span | None:
    """Where the cue of a quotation stands: of several places, the one next to it."""
    places = next(iter(_found(facts, quote, own)), [])
    if len(places) < 2:
        return places[0] if places else None

    def away(place: Span) -> int:
        return min(max(place.start - span.end, span.start - place.end) for span in own)

    return min(places, key=away)


def _beside(
    facts: Facts, quote: Quote, own: list[Span], cue: Span, mentions: Iterable[Mention]
) -> list[str]:
    """Whose mentions are in a cue, or beside it as its subject."""
    string = facts.text.string
    found = []
    for start, end, actor in mentions:
        inside = start < cue.end and end > cue.start
        if not inside:
            if any(start < span.end and end > span.start for span in own):
                continue
            leads = end <= cue.start and _LEADS.fullmatch(string, end, cue.start)
            follows = (
                start >= cue.end
                and quote.form == "direct"
                and _FOLLOWS.fullmatch(string, cue.end, start)
                and _last_word(string[cue.start : cue.end]) not in _HEARERS
            )
            if not (leads or follows):
                continue
        before = string[max(start - _NEAR, 0) : start]
        owns = string.startswith(("’s", "'s"), end)
        if not owns and (
            _last_word(before) not in _NOT_BY or before.lower().endswith("according to ")
        ):
            found.append(actor)
    return found


def _last_word(string: str) -> str:
    words = string[-_NEAR:].rsplit(maxsplit=1)
    return words[-1].lower() if words else ""


def _actors(facts: Facts, span: Span) -> Iterator[Mention]:
    """Where actors are mentioned in a part of the text, from the last to the first."""
    for mention in facts.resting(*span):
        if isinstance(facts.records[mention[2]], Actor):
            yield mention


def _before(facts: Facts, start: int) -> list[str]:
    """The persons named before an offset, in its paragraph and a few before."""
    number = facts.text.paragraph_at(start)
    low = max(facts.text.paragraphs[max(number - _BACK, 0)].start, start - _REACH)
    mentions = facts.persons.touching(low, start)
    return [person for _, end, person in mentions if end <= start]


def _is_person(facts: Facts, record: str) -> bool:
    actor = facts.actor(record)
    return actor is not None and actor.kind == "person"


def _is_for(facts: Facts, actor: str, speakers: tuple[str, ...]) -> bool:
    """Whether an actor is one of the speakers, or one of both speaks for the other."""
    document = facts.document
    return speaks_for(document, actor, speakers) or any(
        speaks_for(document, speaker, (actor,)) for speaker in speakers
    )
