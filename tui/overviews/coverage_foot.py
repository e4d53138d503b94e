"""The sentence at the cursor in full, with the records that rest in it and what in it nobody claimed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from models.article import RecordType
from models.overviews.coverage import Sentence, words
from tui.judged import Judged
from tui.overviews.coverage_words import Words
from tui.widgets.lines import Piece, cut

if TYPE_CHECKING:
    from tui.overviews.coverage import CoverageView

LABELS: dict[RecordType, str] = {
    "event": "events",
    "quote": "quotes",
    "context": "notes",
    "link": "relations",
    "actor": "actors",
    "place": "places",
}
LABEL = 10
"""Cells for what the records of a line are."""

CAPTION = 44
"""Cells at most for each of several captions in a line."""

UNCLAIMED = 32
"""Cells at most for each thing that nobody claimed."""

GAP = "   "


class Standing:
    """How records stand in the review, each asked for once."""

    def __init__(self, judged: Callable[[str], Judged]) -> None:
        self._judged = judged
        self._known: dict[str, Judged] = {}

    def of(self, record: str) -> Judged:
        if record not in self._known:
            self._known[record] = self._judged(record)
        return self._known[record]

    def decided(self, sentence: Sentence) -> tuple[int, int]:
        """How many of a sentence's records are decided, and how many there are."""
        told = [self.of(each).decided for records in sentence.records.values() for each in records]
        return sum(told), len(told)

    def together(self, records: Sequence[str]) -> Judged:
        """What there is to say of several, but for how each was decided."""
        told = [self.of(each) for each in records]
        return Judged(
            contested=any(each.contested and not each.settled for each in told),
            commented=any(each.commented for each in told),
            corrected=any(each.corrected for each in told),
            errors=sum(each.errors for each in told),
            warnings=sum(each.warnings for each in told),
        )


class Foot:
    """Draws what stands below the sentences of a view. What it drew last it need not draw again."""

    def __init__(self, view: CoverageView) -> None:
        self.view = view
        self._words = Words(view)
        self._drawn: tuple[object, list[list[Piece]]] = (None, [])

    def lines(self, width: int, height: int) -> list[list[Piece]]:
        """So many lines, the first of them a rule."""
        view = self.view
        key = (width, height, view.cursor, view.record, view.standing, view.look.age)
        if self._drawn[0] != key:
            lines = [*self._lines(view.sentence(view.cursor), width, height)][:height]
            lines += [[("", view.look.palette.text)]] * (height - len(lines))
            self._drawn = (key, lines)
        return self._drawn[1]

    def _lines(self, sentence: Sentence, width: int, height: int) -> Iterator[list[Piece]]:
        yield self._rule(sentence, width)
        missing = [*self._missing(sentence, width)]
        most = min(4 if height > 7 else 2, height - 1 - bool(sentence.records) - len(missing))
        own = self._words.lines(sentence, width, max(1, most))
        yield from own
        yield from missing
        yield from self._records(sentence, width, height - 1 - len(own) - len(missing))

    def _rule(self, sentence: Sentence, width: int) -> list[Piece]:
        """Where the sentence stands, and which of its records is chosen."""
        view, symbols = self.view, self.view.look.symbols
        here = view.places.records(view.cursor)
        place = f"record {here.index(view.record) + 1} of {len(here)}" if view.record else ""
        number = f"sentence {view.number(view.cursor) + 1} of {len(view.found.sentences)}"
        title = f" {view.separated(f'{symbols.paragraph}{sentence.paragraph}', number, place)} "
        title = cut(title, width - 2, symbols.ellipsis)
        rule = symbols.horizontal * (width - 1 - cell_len(title))
        return [(symbols.horizontal + title + rule, view.look.palette.dim)]

    def _missing(self, sentence: Sentence, width: int) -> Iterator[list[Piece]]:
        """What nobody claimed, and that nothing rests here."""
        view, palette = self.view, self.view.look.palette
        if sentence.unclaimed:
            text = view.document.text
            mark = view.look.symbols.ellipsis
            found = (
                f"{each.kind} “{cut(_bare(words(text, each)), UNCLAIMED, mark)}”"
                for each in sentence.unclaimed
            )
            said = view.literal(" ? unclaimed: " + ", ".join(found))
            yield [(cut(said, width - 1, mark), palette.notice)]
        if not sentence.records:
            yield [(" No record rests in this sentence.", palette.notice)]

    # What rests there

    def _records(self, sentence: Sentence, width: int, room: int) -> Iterator[list[Piece]]:
        """A line for each type of record; where not all fit, first that of the chosen one."""
        kinds = [*sentence.records]
        if len(kinds) > room:
            kinds.sort(key=lambda kind: self.view.record not in sentence.records[kind])
        hidden = sum(len(sentence.records[kind]) for kind in kinds[max(0, room) :])
        for number, kind in enumerate(kinds[: max(0, room)], 1):
            more = f"{GAP}and {hidden} more" if hidden and number == room else ""
            label = (f" {LABELS[kind]:<{LABEL}}", self.view.look.palette.dim)
            left = width - len(label[0]) - len(more) - 1
            row = self._row(sentence.records[kind], left)
            yield [label, *row, (more, self.view.look.palette.dim)]

    def _row(self, records: Sequence[str], width: int) -> list[Piece]:
        """As many records of one type as fit, among them the chosen one."""
        shown, pieces = self._from(records, 0, width)
        if self.view.record in records[shown:]:
            _, pieces = self._from(records, records.index(self.view.record), width)
        return pieces

    def _from(self, records: Sequence[str], first: int, width: int) -> tuple[int, list[Piece]]:
        """The records from one on as far as they fit, with how many stand before and behind them; and the
        number of the one after the last."""
        dim = self.view.look.palette.dim
        before = f"+{first}{GAP}" if first else ""
        pieces: list[Piece] = [(before, dim)]
        used, number = len(before), first
        while number < len(records):
            behind = len(records) - number - 1
            room = width - used - (len(f"{GAP}+{behind}") if behind else 0)
            begins = number == first
            most = room if len(records) == 1 else min(room, CAPTION) if begins else CAPTION
            item = self._item(records[number], most)
            cells = sum(cell_len(text) for text, _ in item) + len(GAP) * (not begins)
            if cells > room and not begins:
                break
            pieces += [(GAP * (not begins), dim), *item]
            used += cells
            number += 1
        behind = len(records) - number
        return number, [*pieces, (f"{GAP}+{behind}" if behind else "", dim)]

    def _item(self, record: str, most: int) -> list[Piece]:
        """A record with how it was decided, in so many cells at most."""
        view, palette, symbols = self.view, self.view.look.palette, self.view.look.symbols
        judged, chosen = view.standing.of(record), record == view.record
        lead = f"{symbols.cursor} " if chosen else ""
        verdict = f"{judged.sign(symbols)} ".lstrip()
        left = most - cell_len(lead) - cell_len(verdict)
        caption = cut(view.literal(view.document.caption(record)), left, symbols.ellipsis)
        return [
            (lead, palette.mark),
            (verdict, palette.verdict(judged.verdict, judged.outdated)),
            (caption, palette.title if chosen else palette.text),
        ]


def _bare(quoted: str) -> str:
    """Words without the marks around them."""
    return quoted.strip('“”„"«»')
