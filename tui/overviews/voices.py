"""Speakers with bars of what they say directly and indirectly, where they say it, and about whom."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from models.article import Actor
from models.overviews.voices import Voice, Voices, work_out
from models.views.rows import Rows
from tui.overviews.overview import Overview
from tui.widgets.lines import Piece, cut, pad
from tui.widgets.rows import Row, RowState
from tui.written.voices import voice_words

COUNTS = 9
"""Cells for how many direct and indirect quotes there are."""


class VoiceRow(NamedTuple):
    """A speaker (`voice`), an actor never quoted (`mentions`), or a heading."""

    id: str
    heading: bool
    words: str
    voice: Voice | None = None
    mentions: int = 0


class VoicesView(Overview):
    found = Voices((), (), 0, 0)

    @property
    def empty_words(self) -> str:
        return "Nobody is named here: the file has no `actors:` list."

    def fill(self) -> None:
        self.found = work_out(self.document)
        voices = {voice.id: voice for voice in self.found.speakers}
        mentions = {actor.id: actor.mentions for actor in self.found.unheard}
        items: list[Actor | str] = []
        for words, ids in (("speak", voices), ("never quoted", mentions)):
            if ids:
                items += [words, *(self._actor(each) for each in ids)]

        def row(actor: Actor, _: str) -> VoiceRow:
            voice = voices.get(actor.id)
            return VoiceRow(actor.id, False, actor.name, voice, mentions.get(actor.id, 0))

        self.set_rows(Rows(items, row, partial(VoiceRow, "", True)))

    def _actor(self, record: str) -> Actor:
        actor = self.document.records[record]
        assert isinstance(actor, Actor)
        return actor

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, VoiceRow)
        palette = self.look.palette
        if row.heading:
            return [[(row.words, palette.heading)]]
        mark = self.look.symbols.ellipsis
        name_width = max(12, self.room * 26 // 100)
        name = pad(self.literal(row.words), name_width, mark) + " "
        if row.voice is None:
            times = f"named {row.mentions} times" if row.mentions != 1 else "named once"
            return [[(name, palette.text), (times if row.mentions else "not named", palette.dim)]]
        return [[(name, palette.text), *self._bars(row.voice, self.room - name_width - 1)]]

    def _bars(self, voice: Voice, width: int) -> list[Piece]:
        """Counts, words as a bar, the paragraphs it is heard in, and about whom."""
        palette, symbols = self.look.palette, self.look.symbols
        counts = f"{symbols.direct}{voice.direct} {symbols.indirect}{voice.indirect}"
        bar_width = max(6, (width - COUNTS) * 30 // 100)
        pieces: list[Piece] = [(pad(counts, COUNTS, symbols.ellipsis), palette.text)]
        pieces += self._bar(voice, bar_width)
        place_width = min(self.found.paragraphs, max(6, (width - COUNTS - bar_width) * 40 // 100))
        pieces += [("  ", palette.text), *self._places(voice, place_width)]
        left = width - COUNTS - bar_width - place_width - 4
        about = ", ".join(
            f"{self.literal(self.document.caption(each))} {count}" for each, count in voice.about
        )
        if left >= 12:
            pieces.append(("  " + cut(about, left, symbols.ellipsis), palette.dim))
        return pieces

    def _bar(self, voice: Voice, width: int) -> list[Piece]:
        """Its words beside those of who says the most: full for direct ones, hatched for reported."""
        palette, ascii_only = self.look.palette, self.look.symbols.is_ascii
        most = max((each.words for each in self.found.speakers), default=0) or 1
        number = f" {voice.words}"
        room = width - len(f" {most}")
        cells = max(1, round(room * voice.words / most)) if voice.words else 0
        direct = round(cells * voice.direct_words / voice.words) if voice.words else 0
        full, hatched = ("#", "-") if ascii_only else ("█", "░")
        return [
            (full * direct, palette.key),
            (hatched * (cells - direct), palette.dim),
            (number + " " * (width - cells - len(number)), palette.dim),
        ]

    def _places(self, voice: Voice, width: int) -> list[Piece]:
        """The text from its first paragraph to its last, with a mark where it is heard."""
        palette, symbols = self.look.palette, self.look.symbols
        heard = {
            (number - 1) * width // max(1, self.found.paragraphs) for number in voice.paragraphs
        }
        dot = "." if symbols.is_ascii else symbols.separator
        full = "#" if symbols.is_ascii else "■"
        return [
            (full, palette.mark) if cell in heard else (dot, palette.dim) for cell in range(width)
        ]

    def below(self, width: int) -> list[list[Piece]]:
        """What the bars and marks mean."""
        if not self.rows:
            return []
        symbols = self.look.symbols
        full, hatched = ("#", "-") if symbols.is_ascii else ("█", "░")
        words = self.separated(
            f"{symbols.direct}{full} direct",
            f"{symbols.indirect}{hatched} reported",
            "words",
            "where in the text",
            "about whom, how often",
            f"{self.found.unattributed} without a speaker" * bool(self.found.unattributed),
        )
        return [[(" " + words, self.look.palette.dim)]]

    def row_words(self, row: Row) -> str:
        assert isinstance(row, VoiceRow)
        if row.voice is not None:
            return voice_words(self.document, row.voice)
        return f"{row.words}: never quoted, named {row.mentions} times"
