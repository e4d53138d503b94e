"""How much of the text is annotated, in words."""

from __future__ import annotations

from collections.abc import Iterator

from models.article import RecordType
from models.document import Document
from models.overviews.coverage import Covered, Sentence, words, work_out
from models.views.coverage import Coverage
from tui.spoken import counted, sentences

NOUNS: dict[RecordType, str] = {
    "event": "event",
    "quote": "quote",
    "context": "note",
    "link": "relation",
    "actor": "actor",
    "place": "place",
}


def written(document: Document) -> Iterator[str]:
    """How the whole text stands, then each of its sentences."""
    found = work_out(document)
    yield f"Section: the whole text, {counted(len(found.sentences), 'sentence')}."
    yield sentences(
        (
            f"{found.count(Coverage.FULL)} with an event, a quote or a note",
            f"{found.count(Coverage.PART)} with names only",
            f"{found.count(Coverage.NONE)} with nothing",
            share_words(found.told, found.letters),
        )
    )
    yield unclaimed_words(found)
    paragraph = 0
    for sentence in found.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            yield ""
            yield f"Section: paragraph {paragraph}."
        yield sentence_words(document, sentence)


def unclaimed_words(found: Covered) -> str:
    """The names and quotation marks that nobody claimed."""
    if not found.complete:
        return "What nobody claimed is not known, since some records could not be read."
    if not found.names and not found.quotations:
        return "Nothing is unclaimed."
    return sentences(
        (
            f"Unclaimed names: {', '.join(found.names)}" * bool(found.names),
            f"Unclaimed quotations: {found.quotations}" * bool(found.quotations),
        )
    )


def sentence_words(document: Document, sentence: Sentence) -> str:
    """One sentence, what rests in it, and what nobody claimed."""
    text = document.text
    rests = (
        f"{counted(len(records), NOUNS[kind])}: {', '.join(map(document.caption, records))}"
        for kind, records in sentence.records.items()
    )
    unclaimed = (f"{each.kind} “{words(text, each)}”" for each in sentence.unclaimed)
    missing = ", ".join(unclaimed)
    return sentences(
        (
            text.string[sentence.start : sentence.end],
            share_words(sentence.told, sentence.letters),
            *rests,
            "" if sentence.records else "No record rests here",
            f"Unclaimed: {missing}" if missing else "",
        )
    )


def share_words(told: int, letters: int) -> str:
    """How much of the letters an event, a quote or a note tells, rounded so that only all is 100%, and only
    nothing 0%."""
    return f"{share(told, letters)} of the letters told" if letters else ""


def share(told: int, letters: int) -> str:
    """The same as a figure; empty where there are no letters."""
    if not letters:
        return ""
    percent = round(100 * told / letters)
    return f"{max(1, min(percent, 99)) if 0 < told < letters else percent}%"
