"""What there is to hear: the parts of a screen, and records in words, for those who listen.

A screen says with `spoken` all that one would see on it, part by part; whoever reads it out says what
is new. Words stand here as the file has them, and are shown literally where they are read out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias
from unicodedata import name

from models.article import REPORTER, Actor, Context, Event, Link, Place, Quote
from models.attribution import attribution
from models.document import Document
from models.links import RELATIONS, Edge
from models.plover import CODES
from models.views.details import DetailRow


class Said(NamedTuple):
    """A part of a screen: what it is about (`words`, and where it stands, `at`), what is said only
    together with that (`more`), and what is said also when nothing else of it has changed (`now`)."""

    part: str
    words: str
    more: str = ""
    now: str = ""
    at: int = -1


class Typed(NamedTuple):
    """A line being typed, and before which of its code points the cursor is."""

    part: str
    value: str
    at: int


class Listed(NamedTuple):
    """Lines to be read out one below the other, and then the one that has the cursor as that moves."""

    part: str
    lines: tuple[str, ...]
    at: int = -1


Part: TypeAlias = Said | Typed | Listed

_ON = {"j", "down", "tab", "ctrl+n", "ctrl+d", "pagedown", "G", "end", "n"}
_BACK = {"k", "up", "shift+tab", "ctrl+p", "ctrl+u", "pageup", "g", "home", "N"}


def unmoved(key: str) -> str:
    """What to say of a key that changed nothing."""
    if key in _ON:
        return "No more below."
    return "No more above." if key in _BACK else f"{named_key(key)} does nothing here."


def named_key(key: str) -> str:
    """A key by name: of signs and capitals not every voice says all."""
    if len(key) == 1:
        shifted = f"shift {key.lower()}" if key.isupper() else key
        return shifted if key.isalnum() else f"{name(key, 'key').lower()} {key}"
    return key.replace("ctrl+", "control ").replace("+", " ")


def counted(count: int, noun: str) -> str:
    """So many of something."""
    return f"{count} {noun}{'s' * (count != 1)}"


def sentences(parts: Iterable[str]) -> str:
    """What is not empty of the parts, each as a sentence."""
    words = (" ".join(part.split()) for part in parts)
    return " ".join(each if each[-1] in ".!?:;" else f"{each}." for each in words if each)


# Records


def record_words(document: Document, record_id: str) -> str:
    """A record in one line: what it is called, what it is, and what its row in a list shows."""
    record = document.records[record_id]
    told: list[str] = []
    if isinstance(record, Actor):
        told = _actor(document, record)
    elif isinstance(record, Event):
        told = _event(document, record)
    elif isinstance(record, Quote):
        told = _quote(document, record)
    elif isinstance(record, Place):
        told = _place(document, record)
    elif isinstance(record, Context):
        told = [record.gloss, f"{record.kind} note".strip()]
        told += [] if record.by == REPORTER else [f"according to {document.caption(record.by)}"]
    elif isinstance(record, Link):
        ends = document.caption(record.from_), document.caption(record.to)
        return f"{ends[0]}, {RELATIONS[record.rel][0]}: {ends[1]}, relation"
    return ", ".join(filter(None, told)) or record.id


def _actor(document: Document, actor: Actor) -> list[str]:
    roles = [r.title if r.status == "current" else f"{r.status} {r.title}" for r in actor.roles[:1]]
    quoted = sum(edge.back and edge.words == "said" for edge in document.links.of(actor.id))
    mentioned = document.passages.count(actor.id)
    counts = f"mentioned {_times(mentioned)}, quoted {_times(quoted)}"
    return [actor.name, *roles, actor.kind.replace("-", " "), counts]


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _event(document: Document, event: Event) -> list[str]:
    who = ", ".join(map(document.caption, event.actors))
    whom = ", ".join(map(document.caption, event.targets))
    code = CODES.get(event.code)
    return [
        event.title,
        f"{event.status} event" if event.status != "occurred" else "event",
        f"{who or 'somebody'} to {whom}" if whom else who,
        event.date.say() if event.date else event.date_says,
        attribution(document, event),
        code.quad if code else "",
    ]


def _quote(document: Document, quote: Quote) -> list[str]:
    speakers = ", ".join(map(document.caption, quote.speaker)) or "speaker unknown"
    form = "direct quotation" if quote.form == "direct" else "reported speech"
    occasion = f"at {document.caption(quote.event)}" if quote.event else ""
    return [quote.text or quote.gloss, f"{form} of {speakers}", occasion]


def _place(document: Document, place: Place) -> list[str]:
    within = (document.records.get(each) for each in place.in_)
    inside = " and ".join(each.name for each in within if isinstance(each, Place))
    imprecise = place.precision not in ("exact", "city", place.kind)
    known = {"unknown": "where exactly is unknown"}.get(
        place.precision, f"known to its {place.precision} only"
    )
    return [place.name, place.kind, f"in {inside}" if inside else "", known if imprecise else ""]


def named_words(document: Document, record_id: str) -> str:
    """What a record is called, and of which type it is."""
    caption = document.caption(record_id)
    kind = document.records[record_id].type
    return caption if caption.endswith(f"({kind})") else f"{caption}, {kind}"


def passage_words(document: Document, record_id: str) -> str:
    """Where a record rests, and in which words, unless these are what it is called."""
    record, passages = document.records[record_id], document.passages.of(record_id)
    if isinstance(record, Actor | Place) or not passages:
        return ""
    number = document.text.paragraph_at(passages[0].start) + 1
    others = len(passages) - 1
    more = f", and {counted(others, 'more passage')}" if others else ""
    if isinstance(record, Quote) and record.form == "direct" and record.text:
        return f"Paragraph {number}{more}"
    return f"Paragraph {number}: {quoted(document, passages[0].spans)}{more}"


def quoted(document: Document, spans: Iterable[tuple[int, int]]) -> str:
    """What the text says at some spans, between quotation marks."""
    words = " … ".join(document.text.string[slice(*span)] for span in spans)
    return f"“{words.strip('“”')}”"


def link_words(document: Document, edge: Edge) -> str:
    """A link, to be read behind what it leads from."""
    return f"{edge.words} {named_words(document, edge.target)}"


def fact_words(row: DetailRow) -> str:
    """A line of the details, its signs in words."""
    if row.label.startswith("¶"):
        return f"paragraph {row.label[1:]}: “{row.text.strip('‹›').strip('“”')}”"
    return f"{row.label}: {row.text}" if row.label else row.text
