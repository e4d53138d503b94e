"""Who says what of each topic, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from models.article import REPORTER, Context, Event, Quote
from models.document import Document
from models.links import MODALITIES, RELATIONS
from models.overviews.claims import HOWS, Claims, Side, Statement, Topic, work_out
from models.overviews.clashes import Clash
from tui.spoken import counted, passage_words, sentences

SAYS = {**{how: words[1] for how, words in MODALITIES.items()}, "speaks": "speaks of it"}
"""How somebody says something."""

SAY = {
    "fact": "state as fact",
    "claim": "claim",
    "denial": "deny",
    "hedge": "hedge",
    "speaks": "speak of it",
}
"""How several do."""

SAID_BY = {**{how: words[0] for how, words in MODALITIES.items()}, "speaks": "spoken of by"}

GROUPS = {
    "event": "events",
    "context": "notes that others speak of",
    "quote": "quotes that others speak of",
    "link": "relations that are spoken of",
    "actor": "actors",
    "place": "places",
    "": "about nothing in the file",
}
"""What topics are, by the type of their first record."""


def written(document: Document) -> Iterator[str]:
    """Sides, what stands against what, then each topic with what is said of it."""
    claims = work_out(document)
    yield f"Section: sides, {len(claims.sides)} beside the reporter."
    yield from (side_words(document, side) for side in (claims.reporter, *claims.sides))
    yield ""
    yield f"Section: what stands against what, {len(claims.clashes)}."
    yield from (sentences([capital(clash_words(document, clash))]) for clash in claims.clashes)
    for group, topics in groupby(claims.topics, lambda topic: group_of(document, topic)):
        listed = list(topics)
        yield ""
        yield f"Section: {group}, {len(listed)}."
        for topic in listed:
            yield sentences(map(capital, topic_words(document, topic)))
            for _, said in by_record(topic):
                yield sentences(map(capital, statement_words(document, said)))


def group_of(document: Document, topic: Topic) -> str:
    """What a topic is."""
    record = document.records.get(topic.id)
    return GROUPS[record.type if record else ""]


def by_record(topic: Topic) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """The statements that stand under a topic, all of one record together."""
    for record, said in groupby(topic.statements, lambda each: each.record):
        if record and record != topic.id:
            yield record, tuple(said)


def side_words(document: Document, side: Side) -> str:
    """How much a side says, and is silent."""
    silent = f", silent on {counted(side.silences, 'event')} with a part in it"
    said = counted(side.statements, "statement")
    return f"{capital(named(document, side.id))}: {said}{silent * bool(side.silences)}."


def named(document: Document, speaker: str) -> str:
    """Who speaks, or whose side it is."""
    if speaker == REPORTER:
        return "the reporter"
    return document.caption(speaker) or "nobody named"


def capital(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]


def all_named(document: Document, speakers: Iterable[str]) -> str:
    return ", ".join(named(document, each) for each in dict.fromkeys(speakers))


def title(document: Document, topic: Topic) -> str:
    """What a topic is called."""
    return ", ".join(map(document.caption, topic.about)) or "nothing in the file"


def topic_words(document: Document, topic: Topic, *, called: bool = True) -> Iterator[str]:
    """A topic: how it stands, who says so and how, what stands against what, who is silent."""
    record = document.records.get(topic.id)
    if called:
        yield ", ".join(filter(None, (title(document, topic), topic.attribution)))
    vouching = {each.by for each in topic.statements if each.how != "speaks"}
    for how in HOWS:
        said = (each.by for each in topic.statements if each.how == how)
        speakers = [by for by in said if how != "speaks" or by not in vouching]
        if speakers:
            yield f"{SAID_BY[how]} {all_named(document, speakers)}"
    linked = (clash for clash in topic.clashes if clash.via)  # who denies it is told already
    yield from (clash_words(document, clash) for clash in linked)
    if topic.silences:
        parts = (f"{named(document, each.side)}, {each.part}" for each in topic.silences)
        yield f"silent: {'; '.join(parts)}"
    if topic.heard:
        yield f"quoted there: {all_named(document, topic.heard)}"
    if isinstance(record, Event) and REPORTER not in {each.by for each in record.asserted}:
        yield "the reporter does not vouch for it"


def statement_words(document: Document, said: tuple[Statement, ...]) -> Iterator[str]:
    """What one quote or note says of a topic: who says it, how, in which words, where."""
    record = document.records[said[0].record]
    speakers = all_named(document, (each.by for each in said))
    verbs = SAYS if len({each.by for each in said}) == 1 else SAY
    how = " and ".join(verbs[each] for each in dict.fromkeys(each.how for each in said))
    form = ""
    if isinstance(record, Quote):
        form = ", word for word" if record.form == "direct" else ", as reported"
    elif isinstance(record, Context):
        form = ", in a note"
    yield f"{speakers} {how}{form}: {record.caption or record.id}"
    yield passage_words(document, record.id)


def clash_words(document: Document, clash: Clash) -> str:
    """What stands against what, both ends named."""
    if clash.rel == "denies":
        denying, others = (all_named(document, end) for end in (clash.one, clash.other))
        return f"denied by {denying}, against the word of {others}"
    ends = (end_words(document, each[0]) for each in (clash.one, clash.other))
    return f" {RELATIONS[clash.rel][0]} ".join(ends)


def against_words(document: Document, clash: Clash, record: str) -> str:
    """The same, as it reads from one of its ends."""
    if clash.rel == "denies":
        return clash_words(document, clash)
    forward = clash.one == (record,)
    other = clash.other if forward else clash.one
    return f"{RELATIONS[clash.rel][not forward]} {end_words(document, other[0])}"


def against_whom(document: Document, clash: Clash, record: str) -> str:
    """The same, with no more of the other end than who says it, or what it is called if nobody does."""
    forward = clash.one == (record,)
    other = clash.other[0] if forward else clash.one[0]
    found = document.records[other]
    whom = document.caption(other)
    if isinstance(found, Quote):
        whom = all_named(document, found.speaker or ("",))
    elif isinstance(found, Context):
        whom = named(document, found.by)
    return f"{RELATIONS[clash.rel][not forward]} {whom}"


def end_words(document: Document, record: str) -> str:
    """One end: what is said, and by whom."""
    found = document.records[record]
    if isinstance(found, Quote):
        return f"{all_named(document, found.speaker or ('',))}: “{found.caption.strip('“”')}”"
    if isinstance(found, Context):
        return f"{named(document, found.by)}: {found.gloss}"
    return document.caption(record)


def speakers_in(claims: Claims) -> dict[str, dict[str, list[tuple[int, Statement]]]]:
    """By side, those most heard first, and by speaker: statements, each with the number of its topic."""
    found: dict[str, dict[str, list[tuple[int, Statement]]]] = {
        side.id: {} for side in (claims.reporter, *claims.sides)
    }
    for number, topic in enumerate(claims.topics):
        for each in topic.statements:
            found[each.side].setdefault(each.by, []).append((number, each))
    return found
