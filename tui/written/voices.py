"""Who speaks, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.document import Document
from models.overviews.voices import Often, Unheard, Voice, work_out
from tui.spoken import counted, sentences


def written(document: Document) -> Iterator[str]:
    """Each speaker, then those who are never quoted."""
    voices = work_out(document)
    yield f"Section: who speaks, {counted(len(voices.speakers), 'speaker')}."
    yield from (voice_words(document, voice) for voice in voices.speakers)
    if voices.unattributed:
        yield f"{counted(voices.unattributed, 'quote')} without a speaker."
    yield ""
    yield f"Section: never quoted, {counted(len(voices.unheard), 'actor')}."
    yield from (unheard_words(document, actor) for actor in voices.unheard)


def voice_words(document: Document, voice: Voice) -> str:
    """One speaker, as it is read out."""
    return sentences(
        (
            f"{document.caption(voice.id)}, {voice.office}",
            f"{counted(voice.words, 'word')} in {counted(voice.quotes, 'quote')}",
            f"{voice.direct} direct with {counted(voice.direct_words, 'word')}"
            * bool(voice.direct),
            f"{voice.indirect} reported with {counted(voice.indirect_words, 'word')}"
            * bool(voice.indirect),
            f"{voice.nowhere} nowhere in the text" * bool(voice.nowhere),
            f"In paragraph {ranges(voice.paragraphs)}" * bool(voice.paragraphs),
            f"About {_often(document, voice.about)}" * bool(voice.about),
        )
    )


def unheard_words(document: Document, actor: Unheard) -> str:
    """One who is never quoted, as it is read out."""
    where = f" in paragraph {ranges(actor.paragraphs)}" if actor.paragraphs else ""
    return sentences(
        (
            f"{document.caption(actor.id)}, {actor.office}",
            f"Never quoted, {mentioned(actor.mentions)}{where}",
            f"Spoken of by {_often(document, actor.told_by)}" * bool(actor.told_by),
        )
    )


def ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers, those in a row as from–to."""
    if not numbers:
        return ""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after > before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after > before + 1), numbers[-1]]
    return ", ".join(
        f"{first}" if first == last else f"{first}–{last}"
        for first, last in zip(starts, ends, strict=True)
    )


def mentioned(count: int) -> str:
    """How often the text mentions somebody."""
    return f"mentioned {_times(count)}" if count else "not in the text"


def _often(document: Document, often: Often) -> str:
    return ", ".join(f"{document.caption(each)} {_times(count)}" for each, count in often)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
