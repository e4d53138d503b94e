"""The desk without a screen: the same panes as plain text or JSON, for pipes and for those who listen.

The text is read from above to below: what is what stands in words, never in columns, signs or spaces. A
line that begins with “Section” or “Group” is a heading, to be searched for. Text stands here as the file
has it; `tui.console.print_lines` shows it literally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from models.article import Actor, Link, Place, Record
from models.document import Document
from models.review.ledger import Ledger
from models.views.actors import actor_rows
from models.views.context import context_rows
from models.views.details import detail_rows
from models.views.quotes import quote_rows
from models.views.timeline import event_rows
from tui.spoken import counted, quoted, record_words, sentences

_ROWS: dict[str, Callable[[Document], Any]] = {
    "actors": actor_rows,
    "timeline": event_rows,
    "quotes": quote_rows,
    "context": context_rows,
}
"""The rows of each pane that lists records."""


def as_text(document: Document, panes: list[str], ledgers: Mapping[str, Ledger]) -> Iterator[str]:
    """The lines of the panes, in the order given, with what reviewers said of each record."""
    for number, pane in enumerate(panes):
        if number:
            yield ""
        if pane == "article":
            yield from _article(document, ledgers)
        else:
            yield from _records(document, pane, ledgers)


def _article(document: Document, ledgers: Mapping[str, Ledger]) -> Iterator[str]:
    yield document.title
    for row in detail_rows(document, ""):
        if row.label != "title":
            yield f"{row.label}: {row.text}"
    records = document.records
    for name, ledger in ledgers.items():
        decided = sum(ledger.of(record).decision is not None for record in records)
        yield f"reviewed by {name}: {decided} of {len(records)} decided"
    yield ""
    yield f"Section: text, {counted(len(document.text.paragraphs), 'paragraph')}."
    for number, span in enumerate(document.text.paragraphs, 1):
        yield ""
        yield f"Paragraph {number}. {_in_line(document.text.string[slice(*span)])}"


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _records(document: Document, pane: str, ledgers: Mapping[str, Ledger]) -> Iterator[str]:
    """A pane’s heading and all its records. What stands in it twice is told once."""
    ordered = _pane_order(document, pane)
    yield f"Section: {pane}, {counted(len(ordered), 'record')}."
    told: set[str] = set()
    for row in _ROWS[pane](document):
        if row.heading:
            yield ""
            yield f"Group: {getattr(row, _HEADED.get(pane, 'words'))}."
        elif row.id not in told:
            told.add(row.id)
            yield ""
            yield from _record(document, document.records[row.id], ledgers)


_HEADED = {"actors": "name", "timeline": "title"}
"""What the rows of a pane call their heading, if not `words`."""


def _record(document: Document, record: Record, ledgers: Mapping[str, Ledger]) -> Iterator[str]:
    """A record in some lines: what it says, where in the text, its links, what was said of it."""
    named = isinstance(record, Link) and record.id == f"{record.from_}:{record.rel}:{record.to}"
    words = record_words(document, record.id)
    yield _in_line(f"{words}." if named else f"{words}, id {record.id}.")
    facts = {
        "Also": ", ".join(alias.text for alias in record.aliases)
        if isinstance(record, Actor | Place)
        else "",
        "Text": _passages(document, record),
        "Links": "" if isinstance(record, Link) else _links(document, record),
        "Basis": record.basis if record.basis != "text" else "",
        "Source": record.source,
        "Confidence": record.confidence or "",
        "Note": record.note,
        "Review": _review(record, ledgers),
    }
    for label, text in facts.items():
        if text:
            yield f"{label}: {sentences((text,))}"


def _passages(document: Document, record: Record) -> str:
    """Where a record rests; of names only the paragraphs, since the words are the name."""
    passages = document.passages.of(record.id)
    numbers = [document.text.paragraph_at(passage.start) + 1 for passage in passages]
    if isinstance(record, Actor | Place):
        found = list(dict.fromkeys(numbers))
        return f"paragraph{'s' * (len(found) > 1)} {', '.join(map(str, found))}" if found else ""
    return "; ".join(
        f"paragraph {number}, {quoted(document, passage.spans)}"
        for number, passage in zip(numbers, passages, strict=True)
    )


def _links(document: Document, record: Record) -> str:
    """What a record is linked to, by the words that lead there."""
    leading: dict[str, list[str]] = {}
    for edge in document.links.of(record.id):
        leading.setdefault(edge.words.rstrip(":"), []).append(document.caption(edge.target))
    return sentences(f"{words}: {'; '.join(targets)}" for words, targets in leading.items())


def _review(record: Record, ledgers: Mapping[str, Ledger]) -> str:
    """What reviewers decided, commented and correct."""
    if not any(record.id in ledger.standings for ledger in ledgers.values()):
        return ""
    from models.views.thread import thread_rows

    (_, first), *others = ledgers.items()
    rows = thread_rows(record, first, dict(others))
    return "; ".join(
        " ".join(filter(None, (row.who, row.what, row.when, f"“{row.words}”" * bool(row.words))))
        for row in rows
        if row.what != "undecided"
    )


def as_json(document: Document, panes: list[str]) -> dict[str, Any]:
    """The panes' records as plain data: all their fields, where they rest in the text (code points,
    half-open), and their links in both directions."""
    import msgspec

    def plain(value: object) -> object:
        return msgspec.to_builtins(value, enc_hook=str)  # dates, as they were typed

    result: dict[str, Any] = {"copydesk": 1, "file": document.name}
    if "article" in panes:
        result["article"] = {**_object(plain(document.article)), "text": document.text.string}
        result["article"]["paragraphs"] = [list(span) for span in document.text.paragraphs]
    for pane in panes:
        if pane == "article":
            continue
        ordered = _pane_order(document, pane)
        result[pane] = [
            {
                "type": document.records[record].type,
                **_object(plain(document.records[record])),
                "passages": [
                    [list(span) for span in passage.spans]
                    for passage in document.passages.of(record)
                ],
                "links": [
                    {
                        "words": edge.words,
                        "to": edge.target,
                        **({"via": edge.via} if edge.via else {}),
                    }
                    for edge in document.links.of(record)
                ],
            }
            for record in ordered
        ]
    result["problems"] = [problem._asdict() for problem in document.problems]
    return result


def _object(value: object) -> dict[str, Any]:
    assert isinstance(value, dict)  # a struct is an object
    return value


def _pane_order(document: Document, pane: str) -> list[str]:
    return list(dict.fromkeys(row.id for row in _ROWS[pane](document) if row.id))
