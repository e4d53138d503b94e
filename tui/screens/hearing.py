"""The two halves of a hearing: a record with its passage in the text, and what each reviewer says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from rich.cells import cell_len
from rich.style import Style

from models.document import Document
from models.review.acts import Act
from models.review.disagreements import Voice
from models.review.outcome import STATUS
from models.text import Span, visible
from models.views.details import DetailRow, DetailRows, detail_rows
from models.views.thread import correction_words, when
from tui.spoken import Part, Said, fact_words, record_words, sentences
from tui.styles.look import Look
from tui.widgets.grid import grid
from tui.widgets.lines import Piece, wrap
from tui.widgets.scroll import Scroll

LEAST = 20
"""Cells that one reviewer's words need beside another's."""


class _Reading(Scroll):
    """Text from files, wrapped."""

    def literal(self, text: str) -> str:
        return visible(text, ascii=self.look.symbols.is_ascii)

    def wrapped(
        self, text: str, width: int, style: Style, lead: Piece | None = None, indent: int = 0
    ) -> list[list[Piece]]:
        """Lines of text behind `lead`, those after the first set in."""
        text = self.literal(text)
        first = width - (cell_len(lead[0]) if lead else 0)
        lines: list[list[Piece]] = [
            [(" " * indent * bool(number) + text[start:end], style)]
            for number, (start, end) in enumerate(wrap(text, first, width - indent))
        ]
        if lead:
            lines[0].insert(0, lead)
        return lines


class RecordPane(_Reading):
    """One record: its words, the sentences it rests in, and all else it says."""

    def __init__(self, look: Look, document: Document) -> None:
        super().__init__(look, "record")
        self.document = document
        self.record = ""

    def show(self, record: str, counter: str) -> None:
        self.record, self.counter = record, counter
        found = self.document.records.get(record)
        self.title = self.literal(f"{found.type} {record}") if found else "Disagreements"
        self.changed()

    def fill(self, width: int) -> list[list[Piece]]:
        if not self.record:
            return []
        title, *rows = self._details()
        lines = self.wrapped(title.text, width, self.look.palette.title)
        lines += [*self._passage(width), []]
        return lines + [pieces for row in rows for pieces in self._row(row, width)]

    def spoken(self) -> Iterator[Part]:
        if self.record:
            facts = (fact_words(row) for row in self._details()[1:])
            record = record_words(self.document, self.record)
            yield Said("record", record, sentences((self.counter, *facts)))

    def _details(self) -> DetailRows:
        return detail_rows(self.document, self.record, (), self.document.problems_of(self.record))

    def _row(self, row: DetailRow, width: int) -> list[list[Piece]]:
        palette = self.look.palette
        if row.kind == "note":
            return [[(self.literal(row.text), palette.dim)]]
        label = self.literal(row.label)
        lead = (f"{label} " if row.kind == "link" else f"{label:<9} ", palette.dim)
        if cell_len(lead[0]) > width * 2 // 3:
            below = self.wrapped(row.text, width - 2, palette.text)
            return [
                *self.wrapped(row.label, width, palette.dim),
                *([("  ", palette.text), *pieces] for pieces in below),
            ]
        return self.wrapped(row.text, width, palette.text, lead, indent=2)

    def _passage(self, width: int) -> list[list[Piece]]:
        """The sentences in which the record first rests, its words marked."""
        passages = self.document.passages.of(self.record)
        if not passages:
            return []
        symbols, palette = self.look.symbols, self.look.palette
        around = self._sentences(passages[0].start, passages[0].end)
        number = self.document.text.paragraph_at(around.start) + 1
        text, marks, at = f"{symbols.paragraph}{number} ", [], around.start
        for start, end in passages[0].spans:
            text += self.document.text.string[at:start]
            words = f"{symbols.open_passage}{self.document.text.string[start:end]}{symbols.close_passage}"
            marks.append((len(text), len(text) + len(words)))
            text, at = text + words, end
        text = self.literal(text + self.document.text.string[at : around.end])
        return [
            _marked(text, first, last, marks, palette.text, palette.text + palette.passage)
            for first, last in wrap(text, width)
        ]

    def _sentences(self, start: int, end: int) -> Span:
        """The whole sentences that a range of the text lies in."""
        inside = [
            each for each in self.document.text.sentences if each.start < end and each.end > start
        ]
        return (
            Span(min(start, inside[0].start), max(end, inside[-1].end))
            if inside
            else Span(start, end)
        )


def _marked(
    text: str, first: int, last: int, marks: Sequence[tuple[int, int]], plain: Style, marked: Style
) -> list[Piece]:
    """A range of text in pieces, those within `marks` in another style."""
    edges = {first, last, *(edge for mark in marks for edge in mark if first < edge < last)}
    return [
        (text[a:b], marked if any(start <= a and b <= end for start, end in marks) else plain)
        for a, b in pairwise(sorted(edges))
    ]


class VoicesPane(_Reading):
    """What each reviewer says of a record, side by side, and what it has come to."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "voices", "Decisions")
        self.voices: Sequence[Voice] = ()
        self.stands = ""
        self._year = ""

    def show(self, voices: Sequence[Voice], stands: str) -> None:
        """`stands` says how the record stands, if it is no longer open."""
        self.voices, self.stands = voices, stands
        moments = [act.at for voice in voices for act in (voice.decision, *voice.comments) if act]
        self._year = max(moments, default="")[:4]
        self.changed()

    def fill(self, width: int) -> list[list[Piece]]:
        lines: list[list[Piece]] = []
        if self.stands:
            lines = self.wrapped(self.stands, width, self.look.palette.notice)
        if self.voices:
            blocks = [partial(self._voice, number) for number in range(len(self.voices))]
            lines += [
                *([[]] if lines else []),
                *grid(blocks, self._across(width), width, self.look),
            ]
        return lines

    def spoken(self) -> Iterator[Part]:
        heard = (self._heard(number, voice) for number, voice in enumerate(self.voices, 1))
        yield Said("voices", sentences((self.stands, *heard)))

    def _heard(self, number: int, voice: Voice) -> str:
        """One reviewer’s words in a line."""
        act = voice.decision
        told = ["undecided"]
        if act is not None:
            told = [STATUS[act.act], when(act.at, self._year)]
            told += ["the record read otherwise then"] * voice.outdated
            told += [f"“{act.words}”"] * bool(act.words)
        told += [f"comment {when(each.at, self._year)}: “{each.words}”" for each in voice.comments]
        told += [
            f"corrects {each.field}: {correction_words(each)}" if each.field else "takes it out"
            for each in voice.corrections
        ]
        return f"{number}, {voice.reviewer}: {'; '.join(told)}"

    def _across(self, width: int) -> int:
        """How many columns, all rows of them about as full."""
        fit = max(1, (width + 3) // (LEAST + 3))
        rows = -(-len(self.voices) // fit)
        return -(-len(self.voices) // rows)

    def _voice(self, number: int, width: int) -> list[list[Piece]]:
        voice, palette = self.voices[number], self.look.palette
        key = f"{number + 1} " if voice.verdict and number < 9 else "  "
        lines = self.wrapped(voice.reviewer, width, palette.title, (key, palette.key), indent=2)
        lines += self._decision(voice, width)
        for comment in voice.comments:
            lines += self._comment(comment, width)
        for correction in voice.corrections:
            field = f"corrects {correction.field}" if correction.field else "takes it out"
            lines += [[], *self.wrapped(field, width, palette.dim)]
            if correction.field:
                lines += self.wrapped(correction_words(correction), width, palette.text)
        return lines

    def _decision(self, voice: Voice, width: int) -> list[list[Piece]]:
        palette, act = self.look.palette, voice.decision
        if act is None:
            return [[("undecided", palette.dim)]]
        styles = {"accept": palette.cooperation, "reject": palette.conflict, "flag": palette.mark}
        style = palette.dim if voice.outdated else styles[act.act]
        words = STATUS[act.act] + ("; the record read otherwise then" if voice.outdated else "")
        lines = self.wrapped(words, width, style)
        moment = when(act.at, self._year)
        if cell_len(words) + 2 + len(moment) <= width:
            lines[0].append((f"  {moment}", palette.dim))
        else:
            lines.append([(moment, palette.dim)])
        return [*lines, *(self.wrapped(f"“{act.words}”", width, palette.text) if act.words else [])]

    def _comment(self, comment: Act, width: int) -> list[list[Piece]]:
        palette = self.look.palette
        said = f"comment {when(comment.at, self._year)}"
        return [
            [],
            *self.wrapped(said, width, palette.dim),
            *self.wrapped(comment.words, width, palette.text),
        ]
