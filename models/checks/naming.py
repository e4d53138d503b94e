"""Names in the text that are nobody's, and actors that it does not name."""

from __future__ import annotations

from collections.abc import Iterator

from models.anchors import occurrences
from models.article import SECTIONS, Actor, Event, Place
from models.checks.capitalised import Capitalised, Row, Word, capitalised
from models.checks.capitals import BEFORE_TITLES, PEOPLES, TITLES, goes_with_a_name, no_name
from models.checks.facts import Facts, loosely, primary
from models.checks.rule import Finding, Steps, for_all
from models.checks.said import named, said
from models.text import Searchable, Span, fold, is_word, search_key

_CAPITAL_NOUNS = ("de", "lb")
"""Languages in which a capital tells no name."""

_MOST_WORDS = 8
"""Words of a name; more capitalised words in a row are a headline."""

_NAMED = (Actor, Place, Event)
_MOST_OF_A_NAME = 40
"""Code points of a passage of a quote or a note that may be a name; a longer one is what somebody says."""

_MUCH = 1 << 15
"""Code points in which a word is sooner looked up than searched."""


@for_all(
    *SECTIONS.values(),
    code="W112",
    title="a name in the text that no record claims",
    bad="""
        article:
          text: |
            On Monday the envoy met Ada Brandt in the capital.
    """,
    good="""
        article:
          text: |
            On Monday the envoy met Ada Brandt in the capital.
        actors:
          - {id: brandt, name: Ada Brandt, kind: person}
    """,
)
def unclaimed_name(facts: Facts) -> Iterator[Finding]:
    """An actor or a place is missing, or a spelling of one that is there. Names are told by their capitals:
    two words in a row inside a sentence, or, in English, one that occurs again. Titles, days, months,
    peoples and languages are none. What rests on the name, or on part of it, claims it."""
    found: dict[str, Span] = {}
    alone: dict[str, Span] = {}
    caps = capitalised(facts.text)
    for name in (
        _unclaimed(facts, caps) if facts.complete and facts.language not in _CAPITAL_NOUNS else ()
    ):
        span = Span(name[0].span.start, name[-1].span.end)
        if len(name) == 1:
            alone.setdefault(name[0].word, span)
        elif _is_name(name):
            found.setdefault(" ".join(facts.text.string[slice(*span)].split()), span)
    if facts.language == "en":
        parts = {word for name in found for word in name.split()}
        found |= {
            word: span
            for word, span in alone.items()
            if len(word) > 1 and caps.times[word] > 1 and not no_name(word) and word not in parts
            if not _is_known(facts, word)
        }
    for words, span in found.items():
        small = all(word.lower() in facts.text.words for word in words.split())
        if not small and loosely(words) not in facts.loose_names:
            paragraph = facts.text.paragraph_at(span.start) + 1
            yield Finding(
                f"no record claims the name {said(words)} in paragraph {paragraph}.",
                mend=_whose(facts, words),
                span=span,
            )


def _whose(facts: Facts, name: str) -> str:
    """What would claim a name, with the record that it may belong to."""
    records = facts.name_words.get(name.split()[-1], ())
    if len(records) == 1:
        return f"If it is {named(facts.records[records[0]])}, add it to its `aliases`."
    return "Add an actor or a place with this name, or with it among its `aliases`."


def _is_known(facts: Facts, word: str) -> bool:
    """Whether a word is part of a name that some record has, or comes from one (Northlander)."""
    known = facts.name_words
    return any(word[:length] in known for length in range(4, len(word))) or word in known


def _is_name(name: Row) -> bool:
    words = [each.word for each in name]
    return (
        len(words) <= _MOST_WORDS
        and not all(map(no_name, words))
        and not all(word.isupper() for word in words)
    )


def _unclaimed(facts: Facts, caps: Capitalised) -> Iterator[Row]:
    """What may be names and is not claimed, from left to right. A word that is claimed, begins a sentence
    or names nobody makes no name: rows without any other are not looked at."""
    free = _free(facts, caps)
    done = 0
    for number in free:
        if number < done or caps.follows(number) == "sentence" or no_name(caps.word(number)):
            continue
        numbers, row = caps.row(number)
        done = numbers.stop
        yield from _names(row, [each in free for each in numbers])


def _free(facts: Facts, caps: Capitalised) -> dict[int, None]:
    """The numbers of the words at which nothing rests that may be named so, ascending. A name that several
    records share is claimed, too: that it is given to none is a fault of its own."""
    ordered, hits = facts.passages.ordered, facts.passages.hits
    claims = [
        (start, end)
        for start, end, owner in zip(ordered.starts, ordered.ends, ordered.owners, strict=True)
        if end - start <= _MOST_OF_A_NAME or isinstance(facts.records[owner], _NAMED)
    ]
    shared = zip(hits.starts, hits.ends, hits.owners, strict=True)
    if more := [(start, end) for start, end, owners in shared if len(owners) > 1]:
        claims = sorted([*claims, *more])
    claims.append((len(facts.text.string), 0))  # behind all words
    free: dict[int, None] = {}
    reach = at = 0  # how far those claims go that begin before the end of a word
    for number, (start, end) in enumerate(zip(caps.starts, caps.ends, strict=True)):
        while claims[at][0] < end:
            reach = max(reach, claims[at][1])
            at += 1
        if reach <= start:
            free[number] = None
    return free


def _names(row: Row, free: list[bool]) -> Iterator[Row]:
    """What of capitalised words in a row may be names: not the first of a sentence, nor what stands
    right beside a name that is claimed, which is not `free`."""
    part: list[Word] = []
    beside = False
    for word, is_free in zip(row, free, strict=True):
        if not is_free:
            if part and word.follows != "word":
                yield from _bare(part)
            part, beside = [], True
        elif word.follows == "sentence" or (beside and word.follows == "word"):
            continue
        else:
            part.append(word)
            beside = False
    if part:
        yield from _bare(part)


def _bare(words: list[Word]) -> Iterator[Row]:
    """A name without the titles and the like around it, if anything is left."""
    first, last = 0, len(words)
    while first < last and (
        goes_with_a_name(words[first].word)
        or (
            words[first].word.lower() in BEFORE_TITLES
            and first + 1 < last
            and words[first + 1].word.lower() in TITLES | BEFORE_TITLES
        )
    ):
        first += 1
    while first < last and goes_with_a_name(words[last - 1].word):
        last -= 1
    while last - first > 1 and first and words[first - 1].word.lower() in PEOPLES:
        first -= 1  # Baloch Liberation Army
    if first < last:
        yield tuple(words[first:last])


@for_all(
    Actor,
    Place,
    code="W113",
    title="an actor or alias that is not in the text",
    bad="""
        article:
          text: |
            Northland called its ambassador home on Friday.
        actors:
          - {id: northland, name: Kingdom of Northland, aliases: [Nordland], kind: state}
    """,
    good="""
        article:
          text: |
            Northland called its ambassador home on Friday.
        actors:
          - {id: northland, name: Kingdom of Northland, aliases: [Northland], kind: state}
    """,
)
def not_in_the_text(facts: Facts) -> Iterator[Finding]:
    """Nothing leads from the actor to the text. One that the text does not name at all has an `at` where it
    is meant, or is `basis: outside`. Names that are kept for other texts are no fault, as long as one of
    them is found; but one that the text has with other capitals, accents or hyphens, where nobody claims
    it, is a slip. Metonyms, and names in other languages than the text’s, are not looked for."""
    if not facts.text.string.strip():
        return
    for actor in facts.actors:
        if actor.basis == "outside":
            continue
        slip = _slip(facts, actor)
        if slip:
            yield slip
        elif not actor.at and actor.id not in facts.found_by_name:
            yield Finding(
                f"{named(actor)} is nowhere in the text, by no name.",
                ("name",),
                "Say with `at` where it is meant, add the name that the text has to its `aliases`, or write "
                "`basis: outside` and a `source`.",
                actor.id,
            )


def _slip(facts: Facts, actor: Actor) -> Finding | None:
    """The first of an actor's names that the text has, but spelled otherwise."""
    for path, name in _own_names(facts, actor):
        if name not in facts.names_found and (near := _near(facts, name)):
            message = f"{said(name)} is not in the text, but {said(near)} is, which nobody claims."
            mend = "Write it as the text does, or add that to the `aliases`."
            return Finding(message, path, mend, actor.id)
    return None


def _own_names(facts: Facts, actor: Actor) -> Iterator[tuple[Steps, str]]:
    """The names that are looked for, and where they stand in the record."""
    yield ("name",), actor.name
    for index, alias in enumerate(actor.aliases):
        own = alias.language is None or primary(alias.language) == facts.language
        if own and not alias.metonym:
            yield ("aliases", index), alias.text


def _near(facts: Facts, name: str) -> str:
    """The words of the text that differ from a name, which is not in it, in capitals, accents and hyphens
    alone, if no actor or place claims them."""
    key = search_key(name).strip()
    for spelled in dict.fromkeys((key, key.replace("-", " "), key.replace(" ", "-"))):
        at = _first(facts.text.key, spelled)
        if at is not None:
            span = facts.text.key.original(at, at + len(spelled))
            words = facts.text.string[slice(*span)]
            claimed = (facts.records[record] for _, _, record in facts.resting(*span))
            capital = words.lower() != words or words.upper() == words
            if capital and not any(isinstance(record, Actor | Place) for record in claimed):
                return words if _first(facts.text.folded, fold(name).strip()) is None else ""
    return ""


def _first(where: Searchable, needle: str) -> int | None:
    """Where whole words first stand in a text."""
    string = where.string
    if len(string) > _MUCH and where.word.fullmatch(needle):
        return next(iter(where.words.get(needle, ())), None)
    if len(string) <= _MUCH and needle not in string:
        return None
    for at in occurrences(where, needle, 0, len(string)):
        end = at + len(needle)
        if not (at and is_word(string[at - 1])) and not is_word(string[end : end + 1] or " "):
            return at
    return None
