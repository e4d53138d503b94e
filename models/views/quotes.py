"""The quotes pane: what was said, by whom, directly or not, on what occasion."""

from __future__ import annotations

from typing import NamedTuple

from models.article import Quote
from models.document import Document


class QuoteRow(NamedTuple):
    """A quotation. `speakers` and `occasion` are in words; an unknown speaker says so."""

    id: str
    heading: bool
    direct: bool
    words: str
    speakers: str
    occasion: str


def quote_rows(document: Document) -> list[QuoteRow]:
    """All quotes in the order of the text; those found nowhere in it come last, as in the file."""
    quotes = document.all(Quote)
    order = {quote.id: _start(document, quote.id) for quote in quotes}
    quotes.sort(key=lambda quote: order[quote.id])
    return [
        QuoteRow(
            quote.id,
            False,
            quote.form == "direct",
            quote.text or quote.gloss or quote.id,
            ", ".join(document.caption(speaker) for speaker in quote.speaker) or "speaker unknown",
            document.caption(quote.event) if quote.event else "",
        )
        for quote in quotes
    ]


def _start(document: Document, record: str) -> float:
    passages = document.passages.of(record)
    return passages[0].start if passages else float("inf")
