"""Records that hang together with nothing, and names and ids that say a thing twice or hide one."""

from __future__ import annotations

from collections.abc import Iterator

from models.article import Actor, Context, Event, Link, Place, Quote, Record
from models.checks.facts import Facts
from models.checks.hidden import hidden_in_id, hidden_in_name, say, without
from models.checks.rule import Finding, Steps, for_each
from models.checks.said import MOST, named, said
from models.links import references
from models.plain import derived_id
from models.text import fold


@for_each(
    Quote,
    code="E201",
    title="a quote without a speaker",
    bad="""
        quotes:
          - {id: denial, form: indirect, gloss: it was not them}
    """,
    good="""
        actors:
          - {id: official, name: A senior official, kind: person}
        quotes:
          - {id: denial, form: indirect, gloss: it was not them, speaker: [official]}
    """,
)
def without_speaker(_: Facts, quote: Quote) -> Iterator[Finding]:
    """Who says it decides what it is worth. One whom the text does not name is an actor too, called as the
    text does: “a senior official”. What the text says in its own voice is no quotation."""
    if not quote.speaker:
        yield Finding(
            f"the quote {named(quote)} has no speaker.",
            mend="Add `speaker: [id]` with the actor who says it; one whom the text does not name is an "
            "actor too.",
        )


@for_each(
    Place,
    Actor,
    Event,
    Quote,
    Context,
    code="I208",
    title="a record without any link",
    bad="""
        actors:
          - {id: northland, name: Northland, kind: state}
        events:
          - {id: recall, title: Ambassador recalled}
    """,
    good="""
        actors:
          - {id: northland, name: Northland, kind: state}
        events:
          - {id: recall, title: Ambassador recalled, actors: [northland]}
    """,
)
def without_link(facts: Facts, record: Record) -> Iterator[Finding]:
    """It names no other record, and none names it, so nobody comes upon it who walks from one to the next.
    Mostly something was left out: who did it, where, what it is about."""
    if facts.links.sources.get(record.id) or next(references(record), None):
        return
    if isinstance(record, Quote) and not record.speaker:
        return  # E201 asks for its first link
    yield Finding(
        f"the {record.type} {named(record)} names no other record, and none names it.",
        mend=f"Link it in {_ways(record)}, or take it out.",
    )


_WAYS = {
    Place: "the `place` or `about` of another record, or in its own `in`",
    Actor: "the `actors`, `targets`, `speaker` or `about` of another record, or in its own `of`",
    Event: "its `actors`, `targets` or `place`",
    Quote: "its `speaker` or `about`",
    Context: "its `about`",
}


def _ways(record: Record) -> str:
    return _WAYS[type(record)]


@for_each(
    Place,
    Actor,
    code="W211",
    title="a name stands twice in one record",
    bad="""
        actors:
          - {id: league, name: Free Strait League, kind: armed-group, aliases: [FSL, "Free  Strait League"]}
    """,
    good="""
        actors:
          - {id: league, name: Free Strait League, kind: armed-group, aliases: [FSL]}
    """,
)
def name_twice(facts: Facts, record: Place | Actor) -> Iterator[Finding]:
    """Names are found in whatever shape of quotation marks, hyphens and spaces, so the second adds nothing;
    often another name was meant. One in other capitals is of use where the text has it so, and one in
    another language is another name."""
    if not record.aliases:
        return
    language = facts.article.language
    known = {(language, _bare(record.name)): (record.name, "its name")}
    for index, alias in enumerate(record.aliases):
        key = (alias.language or language, _bare(alias.text))
        if key not in known:
            known[key] = (alias.text, f"alias {index + 1}")
            continue
        first, told = known[key]
        if key[1] and not _found_so(facts, alias.text, first):
            yield Finding(
                f"alias {index + 1} of {named(record)}, {said(alias.text)}, says the same as"
                f" {told}.",
                ("aliases", index),
                "Take it out, or write the name that was meant.",
            )


def _bare(text: str) -> str:
    return fold(text).strip().casefold()


def _found_so(facts: Facts, text: str, first: str) -> bool:
    """Whether the text has the words of a name in these capitals, which are not those of the first."""
    spelled, copy = fold(text).strip(), facts.text.folded
    if spelled == fold(first).strip():
        return False
    return all(word in copy.words for word in copy.word.findall(spelled))


@for_each(
    Place,
    Actor,
    Event,
    Quote,
    Context,
    Link,
    code="E212",
    title="a hidden character in an id",
    bad="""
        places:
          - {id: "ha\\u200Bvn", name: Havn, kind: city}
    """,
    good="""
        places:
          - {id: havn, name: Havn, kind: city}
    """,
)
def hidden_in_an_id(_: Facts, record: Record) -> Iterator[Finding]:
    """A control character, one without width, or one that turns the direction of writing. Two ids that look
    alike are not, and what one sees is not what one must type to name the record."""
    hidden = hidden_in_id(record.id)
    if not hidden or (isinstance(record, Link) and record.id == _made_of_ends(record)):
        return  # a link's own id that was never typed is as its ends are
    clean = without(record.id, hidden)
    mend = (
        f"Write {_quoted(clean)}, here and where it is named." if clean else "Give it another id."
    )
    yield Finding(f"the id {say(record.id, hidden)}.", ("id",), mend)


def _made_of_ends(link: Link) -> str:
    return derived_id({"from": link.from_, "rel": link.rel, "to": link.to})


@for_each(
    Place,
    Actor,
    code="W213",
    title="a hidden character in a name",
    bad="""
        places:
          - {id: havn, name: "Ha\\u00ADvn", kind: city}
    """,
    good="""
        places:
          - id: havn
            name: Havn
            kind: city
            aliases: [{text: "می\u200cناب", language: fa}]
    """,
)
def hidden_in_a_name(_: Facts, record: Place | Actor) -> Iterator[Finding]:
    """A control character, one without width, or one that turns the direction of writing: a leftover of
    copying, or a trick. Such a name is not found elsewhere, and may read as another. Joiners and
    non-joiners are welcome where a script is written with them, as Persian is, and so are the selectors
    that choose one form of a letter."""
    for at, text in enumerate((record.name, *(alias.text for alias in record.aliases))):
        if hidden := hidden_in_name(text):
            path: Steps = ("aliases", at - 1, "text") if at else ("name",)
            clean = without(text, hidden)
            mend = f"Write {_quoted(clean)}." if clean else "Write a name that can be seen."
            yield Finding(f"the name {say(text, hidden)}.", path, mend)


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= MOST else "it without them"
