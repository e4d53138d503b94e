"""The details pane: everything a record says, and all its links in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from models.article import REPORTER, Actor, Article, Context, Event, Link, Place, Quote, Record
from models.attribution import attribution
from models.document import Document
from models.links import Edge
from models.plover import CODES
from models.problems import Problem
from models.views.rows import Rows

Kind = Literal["title", "fact", "link", "note"]

SHOWN_PASSAGES = 4


class DetailRow(NamedTuple):
    """A line of the details. `label` is what it is (a field, or the words of a link), `text` what it
    says; `id` the record a link leads to, `edge` the index of that link among the record's."""

    id: str
    heading: bool
    kind: Kind
    label: str
    text: str
    edge: int = -1


class _LinkItem(NamedTuple):
    """The link with an index among a record's, to the record `id`: its row is made when it shows."""

    id: str
    edge: int


DetailRows = Rows[DetailRow | _LinkItem, DetailRow]


class ThreadRow(NamedTuple):
    """`who` did `what`, `when` (in UTC; empty for what is not done at one moment), and their words.
    `verdict` is whether it tells how the record is decided."""

    who: str
    when: str
    what: str
    words: str
    verdict: bool = False


def undecided(reviewer: str) -> ThreadRow:
    """The row of a reviewer who has not decided about a record."""
    return ThreadRow(reviewer, "", "undecided", "", verdict=True)


def detail_rows(
    document: Document,
    record_id: str,
    review: Sequence[ThreadRow] = (),
    problems: Sequence[Problem] = (),
) -> DetailRows:
    """The selected record: how it was decided, what tells most, its links, what was said of it, then
    the rest, and its `problems`; the article itself when none is selected."""
    record = document.records.get(record_id)
    if record is None:
        return _rows(
            document, (), [_fact(*fact) for fact in _of_article(document.article) if fact[1]]
        )
    rows: list[DetailRow | _LinkItem] = [
        DetailRow("", False, "title", record.type, _title(document, record))
    ]
    rows += [_said(row) for row in review if row.when or row.verdict]
    rows += [_fact(label, text) for label, text in _facts(document, record) if text]
    edges = document.links.of(record_id)
    rows += [_LinkItem(edge.target, index) for index, edge in enumerate(edges)]
    if not edges:
        rows.append(DetailRow("", False, "note", "", "No links from here."))
    rows += [_said(row) for row in review if not (row.when or row.verdict)]
    more = [*_more(record), *_passages(document, record_id), *map(_problem, problems)]
    rows += [_fact(label, text) for label, text in more if text]
    return _rows(document, edges, rows)


def _rows(
    document: Document, edges: Sequence[Edge], items: Sequence[DetailRow | _LinkItem]
) -> DetailRows:
    def made(item: DetailRow | _LinkItem, _: str) -> DetailRow:
        if isinstance(item, DetailRow):
            return item
        words = edges[item.edge].words
        return DetailRow(item.id, False, "link", words, document.caption(item.id), item.edge)

    return Rows(items, made, _no_heading)


def _no_heading(words: str) -> DetailRow:
    raise LookupError(words)


def _fact(label: str, text: str) -> DetailRow:
    return DetailRow("", False, "fact", label, text)


def _said(row: ThreadRow) -> DetailRow:
    words = f"“{row.words}”" if row.words and row.when else row.words
    return _fact(row.who, " ".join(filter(None, (row.what, row.when, words))))


def _title(document: Document, record: Record) -> str:
    if isinstance(record, Link):
        from models.views.context import link_words

        return link_words(document, record)
    return record.caption


Facts = list[tuple[str, str]]


def _facts(document: Document, record: Record) -> Facts:
    if isinstance(record, Event):
        return _of_event(document, record)
    if isinstance(record, Quote):
        return _of_quote(record)
    if isinstance(record, Actor):
        return _of_actor(record)
    if isinstance(record, Place):
        return _of_place(record)
    if isinstance(record, Context):
        voice = "the reporter" if record.by == REPORTER else document.caption(record.by)
        return [("kind", record.kind), ("voice", voice)]
    return []


def _of_event(document: Document, event: Event) -> Facts:
    code = CODES.get(event.code)
    score = f"{code.score:+.1f}".replace("-", "−") if code else ""
    return [
        ("code", f"{event.code}  {score} {code.quad}" if code else event.code),
        ("when", event.date.say() if event.date else ""),
        ("text says", f"“{event.date_says}”" if event.date_says else ""),
        ("status", event.status if event.status != "occurred" else ""),
        ("stands as", _standing(document, event)),
    ]


def _standing(document: Document, event: Event) -> str:
    voices = {assertion.as_ for assertion in event.asserted if assertion.by == REPORTER}
    voice = f", {' and '.join(sorted(voices))} in the reporter’s voice" if voices else ""
    standing = attribution(document, event)
    return f"{standing}{voice}".replace("fact, fact", "fact,")


def _of_quote(quote: Quote) -> Facts:
    said = quote.form if quote.form == "direct" else "indirect: reported, not quoted"
    gloss = quote.gloss if quote.text else ""
    return [("form", said), ("gloss", gloss), ("cue", f"“{quote.cue}”" if quote.cue else "")]


def _of_actor(actor: Actor) -> Facts:
    facts: Facts = [("kind", actor.kind)]
    for role in actor.roles:
        title = role.title if role.status == "current" else f"{role.status} {role.title}"
        since = f"from {role.from_.say()}" if role.from_ else ""
        until = f"to {role.to.say()}" if role.to else ""
        facts.append(("role", " ".join(filter(None, (title, since, until)))))
    facts += [
        ("called", f"“{label.label}”{' by the reporter' if label.by else ', nobody says by whom'}")
        for label in actor.labels
        if label.by == REPORTER or not label.by
    ]
    return facts


def _of_place(place: Place) -> Facts:
    facts: Facts = [("kind", place.kind), ("known to", place.precision)]
    if place.lat is not None and place.lon is not None:
        north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
        facts.append(("at", f"{abs(place.lat):g}° {north}, {abs(place.lon):g}° {east}"))
    return facts


def _names(record: Actor | Place) -> Facts:
    """Other names; one in another language on a line of its own, since its script may run the other
    way."""
    plain = [alias.text for alias in record.aliases if not alias.language and not alias.metonym]
    facts = [("also", ", ".join(plain))]
    facts += [
        ("metonym", f"{alias.text}, where chosen") for alias in record.aliases if alias.metonym
    ]
    facts += [
        (alias.language, alias.text)
        for alias in record.aliases
        if alias.language and not alias.metonym
    ]
    return facts


def _more(record: Record) -> Facts:
    facts: Facts = []
    if isinstance(record, Place):
        facts += [("ISO 3166", record.iso), ("GeoNames", str(record.geonames or ""))]
    if isinstance(record, Actor | Place):
        facts += [*_names(record), ("wikidata", record.wikidata)]
    return [
        *facts,
        ("basis", record.basis if record.basis != "text" else ""),
        ("source", record.source),
        ("confidence", record.confidence or ""),
        ("origin", record.origin),
        ("tags", ", ".join(record.tags)),
        ("note", record.note),
    ]


def _passages(document: Document, record: str) -> Facts:
    passages = document.passages.indexes(record)
    facts = []
    for index in passages[:SHOWN_PASSAGES]:
        passage = document.passages.ordered[index]
        paragraph = document.text.paragraph_at(passage.start) + 1
        words = " … ".join(document.text.string[slice(*span)] for span in passage.spans)
        facts.append((f"¶{paragraph}", f"‹{' '.join(words.split())}›"))
    if len(passages) > SHOWN_PASSAGES:
        more = len(passages) - SHOWN_PASSAGES
        facts.append(("", f"and {more} more mention{'s' * (more != 1)}"))
    return facts or [("in the text", "nowhere")]


def _problem(problem: Problem) -> tuple[str, str]:
    return problem.code, f"{problem.message} {problem.mend}".strip()


def _of_article(article: Article) -> Facts:
    return [
        ("title", article.title),
        ("publisher", article.publisher),
        ("author", article.author),
        ("published", article.published.say() if article.published else ""),
        ("basis", article.published_basis if article.published else ""),
        ("source", article.published_source),
        ("language", article.language),
        ("note", article.note),
    ]
