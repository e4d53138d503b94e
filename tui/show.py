"""The desk without a screen: the same panes as plain text or JSON, for pipes and screen readers.

Text stands here as the file has it; `tui.console.print_lines` shows it literally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from models.document import Document
from models.views.actors import actor_rows
from models.views.context import context_rows
from models.views.details import detail_rows
from models.views.quotes import quote_rows
from models.views.timeline import event_rows


def as_text(document: Document, panes: list[str]) -> Iterator[str]:
    """The lines of the panes, in the order given."""
    writers: dict[str, Callable[[Document], Iterator[str]]] = {
        "article": _article,
        "actors": _actors,
        "timeline": _timeline,
        "quotes": _quotes,
        "context": _context,
    }
    for number, pane in enumerate(panes):
        if number:
            yield ""
        if len(panes) > 1 and pane != "article":
            yield pane.upper()
        yield from writers[pane](document)


def _article(document: Document) -> Iterator[str]:
    yield document.title
    for row in detail_rows(document, ""):
        if row.label != "title":
            yield f"{row.label}: {row.text}"
    for number, span in enumerate(document.text.paragraphs, 1):
        yield ""
        yield f"[{number}] {document.text.string[slice(*span)]}"


def _actors(document: Document) -> Iterator[str]:
    rows = actor_rows(document)
    for row in rows:
        if row.heading:
            yield f"{row.name}:"
            continue
        beside = "".join(f", {words}" for words in (row.short, row.role) if words)
        counts = f"mentioned {_times(row.mentions)}, quoted {_times(row.quotes)}"
        yield f"  {row.name}{beside}: {counts} [{row.id}]"
    if not rows:
        yield "No actors."


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _timeline(document: Document) -> Iterator[str]:
    rows = event_rows(document)
    for row in rows:
        if row.heading:
            yield f"{row.title}:"
            continue
        event = document.records[row.id]
        date = getattr(event, "date", None)
        when = date.say() if date else row.when
        status = f" ({row.status})" if row.status != "occurred" else ""
        parties = f"; {row.who or 'somebody'} to {row.whom}" if row.whom else f"; {row.who}"
        said = f"{row.title}{status}{parties.rstrip('; ')}; {row.attribution} [{row.id}]"
        yield f"  {when}: {said}" if when else f"  {said}"
    if not rows:
        yield "No events."


def _quotes(document: Document) -> Iterator[str]:
    rows = quote_rows(document)
    for row in rows:
        form = "direct" if row.direct else "indirect"
        occasion = f", at: {row.occasion}" if row.occasion else ""
        yield f"  {row.speakers} ({form}{occasion}): {row.words} [{row.id}]"
    if not rows:
        yield "No quotes."


def _context(document: Document) -> Iterator[str]:
    rows = context_rows(document)
    for row in rows:
        if row.heading:
            yield f"{row.words}:"
        elif row.is_note:
            words = " — ".join(filter(None, (row.words, *row.leads)))
            yield f"  {row.kind + ': ' if row.kind else ''}{words} [{row.id}]"
        else:
            yield f"  {'  ' * row.depth}{row.words} ({row.kind}) [{row.id}]"
    if not rows:
        yield "No places, notes or links."


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
    rows: dict[str, Callable[[Document], Any]] = {
        "actors": actor_rows,
        "timeline": event_rows,
        "quotes": quote_rows,
        "context": context_rows,
    }
    return list(dict.fromkeys(row.id for row in rows[pane](document) if row.id))
