"""The text and what rests on it: whether it is still the same, what is quoted, what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from models.article import SECTIONS, Quote
from models.checks.facts import Facts
from models.checks.rule import Finding, for_all, for_each
from models.checks.said import bare, said
from models.quotations import Quotation, quotations, touching
from models.text import Span, Text, fold, is_word

SCARE = 2
"""So few words in marks are no quotation: a name, or a word that the reporter does not vouch for."""

_MARKS = ('"', "'", "「", "『")
"""What quotation marks are after folding."""

_DIALOGUE = re.compile(r"[–—―]")
_STOPS = ".,;:!?… "
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{1,2}|\w+(?:['’]\w+)*")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


@for_all(
    code="E104",
    title="the text is not the one that was annotated",
    bad="""
        article:
          sha256: a4f71f1ce9ec82f3470949971adfa8a65e1347960444a5fec68215770cca33b8
          text: |
            Northland called its ambassador home on Friday.
    """,
    good="""
        article:
          sha256: 61ec17b2951e7062e00a7e86b9d57ce0e81435f27766bf0ece5253419953e4ee
          text: |
            Northland called its ambassador home on Friday.
    """,
)
def not_the_text_that_was_annotated(facts: Facts) -> Iterator[Finding]:
    """Somebody changed the text after its hash was taken, or the file that it lies in. Decisions were made
    about what it said then. Look at what changed; take the new hash only once the records fit again."""
    stored = facts.article.sha256.strip().lower()
    if not stored or not facts.text.string.strip():
        return
    right = digest(facts.text)
    if stored != right:
        yield Finding(
            "the text is not the one that `sha256` was taken of.",
            ("sha256",),
            f"If the text is right as it stands, write `sha256: {right}`.",
        )


def digest(text: Text) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    from hashlib import sha256  # loads a library that most articles need not

    return sha256(text.string.encode("utf-8", "surrogatepass")).hexdigest()


@for_each(
    Quote,
    code="E107",
    title="direct without quotation marks, or indirect with them",
    bad="""
        article:
          text: |
            The minister said Northland wanted no quarrel.
        quotes:
          - {id: quarrel, form: direct, text: Northland wanted no quarrel}
    """,
    good="""
        article:
          text: |
            The minister said Northland wanted no quarrel.
        quotes:
          - id: quarrel
            form: indirect
            gloss: a quarrel is not what they are after
            at: Northland wanted no quarrel
    """,
)
def form_against_marks(facts: Facts, quote: Quote) -> Iterator[Finding]:
    """Only what stands in quotation marks is word for word; the rest is the reporter's wording, and must
    not be cited as anybody's own. A direct quotation has its marks; part of a longer one need not."""
    spans = facts.spans(quote.id)
    if quote.form == "indirect" and _begins_or_ends_with_marks(quote.text):
        yield Finding(
            f"the quote is indirect, but {said(quote.text)} is written in quotation marks.",
            ("form",),
            "Write `form: direct` if these are the speaker’s own words; else tell them in `gloss`.",
        )
    elif spans and quote.form == "direct":
        yield from _direct(
            facts.text, quote, [_words_of(facts.text, quote, span) for span in spans]
        )
    elif span := next((span for span in spans if _is_quotation(facts.text, span)), None):
        words = said(facts.text.string[slice(*span)])
        yield Finding(
            f"the quote is indirect, but {words} stands in quotation marks.",
            ("form",),
            "Write `form: direct`, and in `text` the words with their marks.",
        )


def _begins_or_ends_with_marks(words: str) -> bool:
    folded = fold(words).strip()
    return folded.startswith(_MARKS) or folded.endswith(_MARKS)


def _direct(text: Text, quote: Quote, spans: list[Span]) -> Iterator[Finding]:
    found = [touching(quotations(text), span) for span in spans]
    if any(found):
        for span, (first, *more) in ((a, b) for a, b in zip(spans, found, strict=True) if b):
            last = more[-1] if more else first
            if quote.text and _lacks_marks(text.string, span, first, last):
                closing = text.string[last.end - 1]
                yield Finding(
                    f"{said(quote.text)} is without the quotation marks that it has in the text.",
                    ("text",),
                    f"Begin it with {first.opening} and end it with {closing}, as the text does.",
                )
                return
        return
    start = text.paragraphs[text.paragraph_at(spans[0].start)].start
    if _DIALOGUE.match(text.string, start) or _begins_or_ends_with_marks(quote.text):
        return
    quoted = said(quote.text or quote.gloss)
    yield Finding(
        f"the quote is direct, but the text does not have {quoted} in quotation marks.",
        ("form",),
        "Write `form: indirect`, with a `gloss` in your words and `at` in place of `text`.",
    )


def _words_of(text: Text, quote: Quote, span: Span) -> Span:
    """Where in a passage the quotation itself stands, if `at` takes in more."""
    start = text.string.find(quote.text, *span) if quote.text else -1
    return Span(start, start + len(quote.text)) if start >= 0 else span


def _lacks_marks(string: str, span: Span, first: Quotation, last: Quotation) -> bool:
    """Whether a stretch is all that stands between marks, but for one of them or both."""
    before = string[first.start + 1 : span.start] if span.start > first.start else None
    behind = string[span.end : last.end - 1] if span.end < last.end else None
    if not last.closed or (before is None and behind is None):
        return False
    return not ((before or "").strip() or (behind or "").strip(_STOPS + "\xa0\u202f"))


def _is_quotation(text: Text, span: Span) -> bool:
    """Whether a stretch is a quotation of more than a few words, and nothing around it. Part of one may be
    what somebody else is said to have said there."""
    around = [
        each
        for each in touching(quotations(text), span)
        if span == (each.start, each.end)
        or (
            span.start >= each.start
            and span.end <= each.end
            and _lacks_marks(text.string, span, each, each)
        )
    ]
    return bool(around) and not _is_scare(text.string[slice(*span)])


def _is_scare(words: str) -> bool:
    return next(islice(_WORD.finditer(words), SCARE, None), None) is None


@for_all(
    Quote,
    code="W108",
    title="a quotation in the text that no quote covers",
    bad="""
        article:
          text: |
            “We never wanted this quarrel,” said the minister.
    """,
    good="""
        article:
          text: |
            “We never wanted this quarrel,” said the minister.
        quotes:
          - {id: quarrel, form: direct, text: '“We never wanted this quarrel,”'}
    """,
)
def uncovered_quotation(facts: Facts) -> Iterator[Finding]:
    """What somebody said is missing from the annotation. One or two words in quotation marks, titles, and
    what stands in single marks count as no quotation."""
    text = facts.text
    found = quotations(text) if facts.complete else ()
    for index, each in enumerate(found):
        words = text.string[slice(*each.inside)]
        if not each.double or _is_scare(words) or _is_title(words):
            continue
        if not each.closed and not _goes_on(text, found, index):
            continue
        touched = facts.resting(each.start, each.end)
        covered = any(isinstance(facts.records[record], Quote) for _, _, record in touched)
        if not covered and not _is_lost(facts, words):
            paragraph = text.paragraph_at(each.start) + 1
            yield Finding(
                f"no quote covers {said(words)} in paragraph {paragraph}.",
                mend="Add a quote with these words and their marks as `text`, and with who says them.",
                span=Span(each.start, each.end),
            )


def _is_lost(facts: Facts, words: str) -> bool:
    """Whether a quotation is one that a record has, but not word for word, which is told of that."""
    if not facts.lost_quotations:
        return False
    from rapidfuzz import fuzz, process  # only a file with faults needs it

    alike = process.extractOne(
        fold(words), facts.lost_quotations, scorer=fuzz.ratio, score_cutoff=60
    )
    return alike is not None


def _goes_on(text: Text, found: tuple[Quotation, ...], index: int) -> bool:
    """Whether the next paragraph opens with the same mark as a quotation that is not closed."""
    if index + 1 == len(found):
        return False
    here, following = found[index], found[index + 1]
    paragraph = text.paragraph_at(here.start) + 1
    return following.opening == here.opening and following.start == text.paragraphs[paragraph].start


def _is_title(words: str) -> bool:
    """Whether words are capitalised as in the title of a book: all that are longer than three letters."""
    first = next((char for char in words if is_word(char)), "")
    if not first.isupper() or not _LONG_WORD.search(words):
        return False
    return all(hit[0][0].isupper() for hit in _LONG_WORD.finditer(words))


@for_all(
    *SECTIONS.values(),
    code="I111",
    title="a paragraph with no record",
    bad="""
        article:
          text: |
            Northland called its ambassador home on Friday.

            Trade went on as before.
        actors:
          - {id: northland, name: Northland, kind: state}
    """,
    good="""
        article:
          text: |
            Northland called its ambassador home on Friday.

            Trade went on as before.
        actors:
          - {id: northland, name: Northland, kind: state}
        context:
          - {id: trade, kind: economy, gloss: no embargo followed, at: Trade went on}
    """,
)
def bare_paragraph(facts: Facts) -> Iterator[Finding]:
    """Nobody has looked at it yet, or it was passed over. What is neither an event nor a quotation is often
    `context`."""
    text = facts.text
    for number, paragraph in enumerate(text.paragraphs if facts.complete else (), 1):
        if any(facts.resting(*paragraph)) or not _WORD.search(text.string, *paragraph):
            continue
        found = touching(quotations(text), paragraph)
        if not any(_is_lost(facts, text.string[slice(*each.inside)]) for each in found):
            yield Finding(
                f"no record rests in paragraph {number} ({bare(text.string[slice(*paragraph)])}).",
                mend="Add what it says: an event, a quote or a note of `context`.",
                span=paragraph,
            )
