"""Who speaks, in words."""

from __future__ import annotations

from collections.abc import Iterator

from models.document import Document
from models.overviews.voices import Voice, work_out
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
    for actor in voices.unheard:
        yield sentences((document.caption(actor.id), f"named {_times(actor.mentions)}"))


def voice_words(document: Document, voice: Voice) -> str:
    """One speaker, as it is read out."""
    paragraphs = ", ".join(map(str, voice.paragraphs))
    about = ", ".join(f"{document.caption(each)} {_times(count)}" for each, count in voice.about)
    return sentences(
        (
            document.caption(voice.id),
            f"{counted(voice.words, 'word')} in {counted(voice.direct + voice.indirect, 'quote')}",
            f"{voice.direct} direct with {counted(voice.direct_words, 'word')}"
            * bool(voice.direct),
            f"{voice.indirect} reported with {counted(voice.indirect_words, 'word')}"
            * bool(voice.indirect),
            f"in paragraph {paragraphs}" * bool(paragraphs),
            f"about {about}" * bool(about),
        )
    )


def _times(count: int) -> str:
    return {0: "not by name", 1: "once", 2: "twice"}.get(count, f"{count} times")
