"""The quotes pane: what was said, by whom, directly or not, on what occasion."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from models.article import Quote
from models.document import Document
from models.views.rows import Rows


class QuoteRow(NamedTuple):
    """A quotation. `speakers` and `occasion` are in words; an unknown speaker says so."""

    id: str
    heading: bool
    direct: bool
    words: str
    speakers: str = ""
    occasion: str = ""


def quote_rows(document: Document) -> Rows[Quote, QuoteRow]:
    """All quotes in the order of the text; those found nowhere in it come last, as in the file."""
    starts, end = document.passages.ordered.starts, len(document.text.string)

    def start(quote: Quote) -> int:
        indexes = document.passages.indexes(quote.id)
        return starts[indexes[0]] if indexes else end

    quotes = sorted(document.all(Quote), key=start)
    return Rows(quotes, partial(_row, document), lambda words: QuoteRow("", True, False, words))


def _row(document: Document, quote: Quote, _: str) -> QuoteRow:
    return QuoteRow(
        quote.id,
        False,
        quote.form == "direct",
        quote.text or quote.gloss or quote.id,
        ", ".join(document.caption(speaker) for speaker in quote.speaker) or "speaker unknown",
        document.caption(quote.event) if quote.event else "",
    )
