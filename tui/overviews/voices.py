"""Speakers with bars of what they say directly and indirectly, where they say it, and about whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

from models.overviews.voices import Often, Unheard, Voice, Voices, work_out
from models.views.rows import Rows
from tui.overviews.overview import Overview
from tui.spoken import counted
from tui.widgets.lines import Piece, cut, pad
from tui.widgets.rows import GUTTER, Row, RowState
from tui.written.voices import mentioned, unheard_words, voice_words

Heard: TypeAlias = Voice | Unheard

BELOW = ((24, 5), (16, 4), (12, 2))
"""How many lines say all of the one at the cursor, in a pane of so many lines at least."""

ROOM_FOR_OFFICE = 125
"""Cells of a row from which it says who a speaker is."""

COUNTS = 10
"""Cells for how many direct and reported quotes there are."""

GAP = 2


class VoiceRow(NamedTuple):
    """A speaker, an actor never quoted, or a heading."""

    id: str
    heading: bool
    words: str
    heard: Heard | None = None


class Columns(NamedTuple):
    """Cells for the name, the office (0: it does not show), the words as a bar, where in the text, and whom
    it is about (0: it does not show)."""

    name: int
    office: int
    bar: int
    places: int
    about: int


class VoicesView(Overview):
    found = Voices((), (), 0, 0, 0, 0)
    by_place = False

    @property
    def empty_words(self) -> str:
        return "Nobody is named here: the file has no `actors:` list."

    def fill(self) -> None:
        self.found = work_out(self.document)
        everyone: list[Heard] = [*self.found.speakers, *self.found.unheard]
        self._most = max((each.words for each in self.found.speakers), default=0) or 1
        names = (self.literal(self.document.caption(each.id)) for each in everyone)
        self._longest_name = max(map(cell_len, names), default=0)
        self._longest_office = max((cell_len(each.office) for each in everyone), default=0)
        self._list()

    def regroup(self) -> None:
        self.by_place = not self.by_place
        self._list()
        self.keep_in_view()
        orders = ("who says the most, and is named most, comes first", "as they come in the text")
        self.say(f"Order: {orders[self.by_place]}.")

    def _list(self) -> None:
        items: list[Heard | str] = []
        groups: tuple[tuple[str, tuple[Heard, ...]], ...] = (
            ("speak", self.found.speakers),
            ("never quoted", self.found.unheard),
        )
        for words, group in groups:
            if group:
                items += [words, *(sorted(group, key=_first) if self.by_place else group)]

        def row(heard: Heard, _: str) -> VoiceRow:
            return VoiceRow(heard.id, False, self.document.caption(heard.id), heard)

        rows: Rows[Heard, VoiceRow] = Rows(items, row, partial(VoiceRow, "", True))
        self.set_rows(rows)

    # A row

    @property
    def _columns(self) -> Columns:
        room = self.room
        with_office = room >= ROOM_FOR_OFFICE
        name = max(8, min(self._longest_name, room * (24 if with_office else 30) // 100))
        office = min(self._longest_office, room * 22 // 100) if with_office else 0
        left = room - name - COUNTS - 2 * GAP - (office + GAP if office else 0)
        places = max(1, min(self.found.paragraphs, left * 32 // 100))
        bar = max(6, min(left - places - GAP, left * 32 // 100))
        about = left - bar - places - 2 * GAP
        return Columns(name, office, bar, places, about if about >= 10 else 0)

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, VoiceRow)
        palette, mark = self.look.palette, self.look.symbols.ellipsis
        if row.heard is None:
            return [[(row.words, palette.heading)]]
        columns = self._columns
        gap = " " * GAP
        pieces: list[Piece] = [
            (pad(self.literal(row.words), columns.name, mark) + gap, palette.text)
        ]
        if columns.office:
            office = pad(self.literal(row.heard.office), columns.office, mark)
            pieces.append((office + gap, palette.dim))
        if isinstance(row.heard, Voice):
            pieces += [*self._counts(row.heard), (gap, palette.text)]
            pieces += self._bar(row.heard, columns.bar)
        else:
            cells = COUNTS + GAP + columns.bar
            pieces.append((pad(mentioned(row.heard.mentions), cells, mark), palette.dim))
        pieces += [(gap, palette.text), *self._places(row.heard, columns.places)]
        if columns.about:
            pieces.append((gap + cut(self._about(row.heard), columns.about, mark), palette.dim))
        return [pieces]

    def _counts(self, voice: Voice) -> Iterator[Piece]:
        """How many quotes it has, direct and reported."""
        palette, symbols = self.look.palette, self.look.symbols
        for number, sign in ((voice.direct, symbols.direct), (voice.indirect, symbols.indirect)):
            shown = f"{sign}{number}" if number else symbols.separator
            style = palette.text if number else palette.dim
            yield pad(shown, COUNTS // 2, symbols.ellipsis), style

    @property
    def _fillings(self) -> tuple[str, str]:
        """What the bars of direct and of reported words are filled with."""
        return ("#", "-") if self.look.symbols.is_ascii else ("▆", "▃")

    def _bar(self, voice: Voice, width: int) -> list[Piece]:
        """Its words beside those of who says the most, the direct ones first."""
        palette = self.look.palette
        number = f" {voice.words}{'?' * bool(voice.nowhere)}"
        room = max(1, width - len(f" {self._most}?"))
        cells = max(1, round(room * voice.words / self._most)) if voice.words else 0
        direct = round(cells * voice.direct_words / voice.words) if voice.words else 0
        if voice.direct_words and voice.indirect_words and cells > 1:
            direct = max(1, min(direct, cells - 1))  # neither goes unseen
        full, low = self._fillings
        return [
            (full * direct, palette.key),
            (low * (cells - direct), palette.key),
            (pad(number, width - cells, ""), palette.dim),
        ]

    def _places(self, heard: Heard, width: int) -> Iterator[Piece]:
        """The text from its first paragraph to its last, with a mark where it is heard, or only named."""
        palette, symbols = self.look.palette, self.look.symbols
        total = max(1, self.found.paragraphs)
        cells = {min(width - 1, (number - 1) * width // total) for number in heard.paragraphs}
        signs = ("#", "o") if symbols.is_ascii else ("■", "□")
        sign = signs[isinstance(heard, Unheard)]
        style = palette.dim if isinstance(heard, Unheard) else palette.mark
        for cell in range(width):
            yield (sign, style) if cell in cells else (symbols.separator, palette.frame)

    def _about(self, heard: Heard) -> str:
        if isinstance(heard, Voice):
            return self._often(heard.about)
        return f"by {self._often(heard.told_by)}" if heard.told_by else ""

    def _often(self, often: Often) -> str:
        return ", ".join(
            f"{self.literal(self.document.caption(each))} {count}" for each, count in often
        )

    # Around the rows

    def above(self, width: int) -> list[list[Piece]]:
        """How all speak, and the heads of the columns."""
        if not self.rows or self.size.height < BELOW[-1][0]:
            return []
        found, palette, columns = self.found, self.look.palette, self._columns
        everyone = len(found.speakers) + len(found.unheard)
        words = self.separated(
            f"{len(found.speakers)} of {counted(everyone, 'actor')} speak",
            f"{counted(found.quotes, 'quote')}, {found.direct} direct",
        )
        nobodys = f"{found.unattributed} without a speaker" * bool(found.unattributed)
        lead = " " * (GUTTER + columns.name + GAP + (columns.office + GAP if columns.office else 0))
        heads = (("quotes", COUNTS), ("words", columns.bar), ("where", columns.places))
        head = (" " * GAP).join(pad(name, cells, "") for name, cells in heads)
        about = " " * GAP + "about whom" if columns.about else ""
        return [
            [(" " + words, palette.text), ("   " + nobodys if nobodys else "", palette.notice)],
            [(lead + head + about, palette.dim)],
        ]

    def below(self, width: int) -> list[list[Piece]]:
        """All of the one at the cursor in words, and what the signs mean."""
        lines = next((most for least, most in BELOW if self.size.height >= least), 0)
        if self.cursor < 0 or not lines:
            return []
        palette, symbols = self.look.palette, self.look.symbols
        row = self.rows[self.cursor]
        told = self.wrapped(
            self.row_words(row), width - 2, palette.text, lead=(" ", palette.text), indent=1,
            most=lines - 1,
        )  # fmt: skip
        told += [[("", palette.text)]] * (lines - 1 - len(told))
        full, low = self._fillings
        heard, named = ("#", "o") if symbols.is_ascii else ("■", "□")
        signs = (
            f"{symbols.direct} {full} direct",
            f"{symbols.indirect} {low} reported",
            f"{heard} heard",
            f"{named} mentioned",
            "? not in the text" * any(each.nowhere for each in self.found.speakers),
        )
        return [*told, [(" " + "   ".join(filter(None, signs)), palette.dim)]]

    def row_words(self, row: Row) -> str:
        assert isinstance(row, VoiceRow)
        if row.heard is None:
            return row.words
        if isinstance(row.heard, Voice):
            return voice_words(self.document, row.heard)
        return unheard_words(self.document, row.heard)


def _first(heard: Heard) -> float:
    """The first paragraph in which somebody is heard, or named; nowhere comes last."""
    return heard.paragraphs[0] if heard.paragraphs else float("inf")
