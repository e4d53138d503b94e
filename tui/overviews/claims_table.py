"""The table of the claims view: a column for each of two sides, the reporter's between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.style import Style

from models.article import Event
from models.overviews.claims import How, Side, Silence, Statement, Topic
from models.overviews.clashes import Clash
from tui.overviews.claims_rows import ClaimRow
from tui.overviews.claims_signs import SHORT, WORDS, ladder_sign, ladder_style, sign, style
from tui.overviews.overview import Overview
from tui.widgets.lines import Piece, cut, pad
from tui.widgets.rows import GUTTER
from tui.written.claims import against_whom, against_words, all_named, capital, named, title

Lines = list[list[Piece]]

BETWEEN = 3
"""Cells between two columns."""

WIDE = 60
"""Cells from which how an event stands is said in full."""

MOST_CLASHES = 3
"""How many of what stands against a topic are shown under it."""


class Table:
    """Draws rows for a view: `columns` are the sides that have one, `lines` how many of a statement show,
    `clashing` the records that stand against something, with the sign of it."""

    def __init__(
        self, view: Overview, columns: Sequence[str], lines: int, clashing: Mapping[str, str]
    ) -> None:
        self.view, self.columns, self.lines, self.clashing = view, columns, lines, clashing
        self.palette, self.symbols = view.look.palette, view.look.symbols
        self.room = view.room
        count = len(columns)
        self.width = max(1, (self.room - BETWEEN * (count - 1)) // count)

    def _sign(self, of: str) -> str:
        return sign(of, ascii_only=self.symbols.is_ascii)

    def _named(self, side: str) -> str:
        return self.view.literal(named(self.view.document, side))

    def _cut(self, text: str, width: int) -> str:
        return cut(text, width, self.symbols.ellipsis)

    def header(self, sides: Mapping[str, Side]) -> list[Piece]:
        """The names of the sides, with how much each says, and is silent."""
        cells: dict[str, Lines] = {}
        for column in self.columns:
            side = sides.get(column, Side(column, 0, 0))
            silent = f", silent {side.silences}" if side.silences else ""
            counts = f" {side.statements}{silent}"
            name = self._cut(capital(self._named(column)), self.width - cell_len(counts))
            cells[column] = [[(name, self.palette.heading), (counts, self.palette.dim)]]
        return [(" " * GUTTER, self.palette.text), *self._across(cells)[0]]

    def _across(self, cells: Mapping[str, Lines]) -> Lines:
        """The lines of some columns beside each other, with a rule between all columns."""
        rule = (self.symbols.vertical.center(BETWEEN), self.palette.frame)
        lines: Lines = []
        for number in range(max(map(len, cells.values()), default=0)):
            pieces: list[Piece] = []
            for column in self.columns:
                own = cells.get(column, [])
                shown = own[number] if number < len(own) else []
                left = self.width - sum(cell_len(text) for text, _ in shown)
                pieces += [*shown, (" " * left, self.palette.text), rule]
            lines.append(pieces[:-1])
        return lines

    # Topics

    def topic(self, topic: Topic) -> Lines:
        """What it is and how it stands; then how each side speaks of it."""
        said = topic.by_side()
        silent = {each.side: each for each in topic.silences}
        sides = dict.fromkeys((*said, *topic.heard, *silent))
        told = {
            side: [*self._told(said.get(side, ()), silent.get(side), side in topic.heard)]
            for side in sides
        }
        cells = {side: [self._cell(told[side])] for side in self.columns if side in told}
        others = [side for side in sides if side not in self.columns]
        lines = [self._title(topic), *self._across(cells)]
        if others:
            lines.append(self._others({side: told[side] for side in others}))
        own = [
            each
            for each in topic.clashes
            if each.rel == "denies" or topic.id in (*each.one, *each.other)
        ]
        for clash in own[:MOST_CLASHES]:
            lines += self._against(clash, topic.id, self.room, full=True)
        if len(own) > MOST_CLASHES:
            more = f"{self.symbols.ellipsis} {len(own) - MOST_CLASHES} more"
            lines.append([(more, self.palette.conflict)])
        return lines

    def _title(self, topic: Topic) -> list[Piece]:
        wide = self.room >= WIDE
        standing, how_style = self._standing(topic, wide=wide)
        left = self.room - (22 if wide else 14) * bool(standing)
        name = self._cut(self.view.literal(title(self.view.document, topic)), left - 2)
        pieces: list[Piece] = [(name + " ", self.palette.title)]
        left -= cell_len(name) + 1
        parties = self._parties(topic)
        if parties and left >= 16:
            parties = self._cut(parties, left - 3)
            pieces.append((f" {parties} ", self.palette.dim))
            left -= cell_len(parties) + 2
        pieces.append((self.symbols.horizontal * (left - 1) + " ", self.palette.frame))
        return [*pieces, (standing, how_style)]

    def _standing(self, topic: Topic, *, wide: bool) -> tuple[str, Style]:
        """How an event stands; what any other topic is."""
        if topic.attribution:
            words = topic.attribution if wide else SHORT.get(topic.attribution, topic.attribution)
            shown = ladder_sign(topic.attribution, ascii_only=self.symbols.is_ascii)
            return f"{shown} {words}", ladder_style(topic.attribution, self.palette)
        record = self.view.document.records.get(topic.id)
        kind = {"context": "note"}.get(record.type, record.type) if record else ""
        return kind * (len(topic.about) == 1), self.palette.dim

    def _parties(self, topic: Topic) -> str:
        event = self.view.document.records.get(topic.id)
        if not isinstance(event, Event):
            return ""
        who, whom = (
            self.view.literal(", ".join(map(self.view.document.caption, each)))
            for each in (event.actors, event.targets)
        )
        return f"{who or '?'} {self.symbols.arrow} {whom}" if whom else who

    def _told(
        self, hows: Sequence[How], silence: Silence | None, heard: bool
    ) -> Iterator[tuple[str, Piece]]:
        """Signs with their words: how a side speaks of a topic, or that it does not."""
        for how in hows:
            yield self._sign(how), (WORDS[how], style(how, self.palette))
        if silence:
            yield self._sign("silent"), (f"silent, {silence.part}", style("silent", self.palette))
        if heard and not hows:
            yield self._sign("speaks"), ("quoted there", self.palette.dim)

    def _cell(self, told: Sequence[tuple[str, Piece]]) -> list[Piece]:
        text = "  ".join(f"{shown} {words}" for shown, (words, _) in told)
        if cell_len(text) > self.width:
            return [(self._cut(text, self.width), told[0][1][1])]
        return [
            (f"{'  ' * bool(number)}{shown} {words}", own)
            for number, (shown, (words, own)) in enumerate(told)
        ]

    def _others(self, told: Mapping[str, Sequence[tuple[str, Piece]]]) -> list[Piece]:
        """The sides that have no column, each with how it speaks."""
        pieces: list[Piece] = [(f"{len(told)} other{'s' * (len(told) > 1)}: ", self.palette.dim)]
        left = self.room - len(pieces[0][0])
        for number, (side, own) in enumerate(told.items()):
            shown, (words, how_style) = own[0]
            text = f"{'; ' * bool(number)}{shown} {capital(self._named(side))} {words}"
            text = self._cut(text, left)
            pieces.append((text, how_style))
            left -= cell_len(text)
            if left < 4:
                break
        return pieces

    # Statements

    def statement(self, row: ClaimRow) -> Lines:
        """What is said, in the columns of those who say it; all across for those who have none."""
        assert row.topic is not None
        ends = ((each, (*each.one, *each.other)) for each in row.topic.clashes)
        clashes = [each for each, both in ends if row.id in both and row.topic.id not in both]
        by_side: dict[str, list[Statement]] = {}
        for each in row.said:
            by_side.setdefault(each.side, []).append(each)
        cells = {
            side: self._saying(row.id, said, clashes, self.width)
            for side, said in by_side.items()
            if side in self.columns
        }
        others = [each for each in row.said if each.side not in self.columns]
        if not cells:
            return self._saying(row.id, others, clashes, self.room)
        lines = self._across(cells)
        if others:
            also = f"also {all_named(self.view.document, (each.by for each in others))}"
            lines.append([(self._cut(self.view.literal(also), self.room), self.palette.dim)])
        return lines

    def _saying(
        self, record: str, said: Sequence[Statement], clashes: Sequence[Clash], width: int
    ) -> Lines:
        how, document = said[0].how, self.view.document
        lead: list[Piece] = [(self._sign(how), style(how, self.palette))]
        if record in self.clashing and not clashes:
            rel = self.clashing[record]
            lead.append((self._sign(rel), style(rel, self.palette)))
        lead.append((" ", self.palette.text))
        before = "".join(text for text, _ in lead)
        lines = self.view.wrapped(
            document.caption(record) or record,
            width,
            style(how, self.palette) if how == "denial" else self.palette.text,
            lead=(before, self.palette.text),
            indent=2,
            most=self.lines,
        )
        lines[0][:1] = lead
        names = [each.by for each in said if each.by != each.side or each.side not in self.columns]
        if names:
            who = "  " + self.view.literal(all_named(document, names))
            lines.append([(self._cut(who, width), self.palette.dim)])
        for clash in clashes[:MOST_CLASHES]:
            lines += self._against(clash, record, width, full=self.lines > 2)
        return lines

    def _against(self, clash: Clash, record: str, width: int, *, full: bool) -> Lines:
        """What it stands against: in full, or no more than who says that."""
        document = self.view.document
        shown = against_words if full or clash.rel == "denies" else against_whom
        words = shown(document, clash, record)
        return self.view.wrapped(
            words,
            width,
            self.palette.conflict,
            lead=(self._sign(clash.rel) + " ", self.palette.conflict),
            indent=2,
            most=max(2, self.lines),
        )

    # Speakers

    def speaker(self, row: ClaimRow) -> Lines:
        """A speaker with how often it says something in which way."""
        counts: dict[How, int] = {}
        for each in row.said:
            counts[each.how] = counts.get(each.how, 0) + 1
        name = pad(
            self.view.literal(row.words), max(12, self.room * 3 // 10), self.symbols.ellipsis
        )
        told: list[Piece] = [
            (f"  {self._sign(how)} {WORDS[how]} {count}", style(how, self.palette))
            for how, count in counts.items()
        ]
        return [[(name, self.palette.title), *told]]

    def alone(self, row: ClaimRow) -> Lines:
        """What a speaker says of a topic."""
        assert row.topic is not None
        how, record = row.said[0].how, row.said[0].record
        document = self.view.document
        own = style(how, self.palette)
        lead = f"{self._sign(how)} {WORDS[how]}"
        about = max(10, self.room * 3 // 10 - 2)
        topic = self.view.literal(title(document, row.topic))
        pieces: list[Piece] = [
            ("  " + pad(lead, 15, self.symbols.ellipsis), own),
            (pad(topic, about, self.symbols.ellipsis) + "  ", self.palette.text),
        ]
        if not record:
            return [pieces]
        left = self.room - about - 19
        shown = self._sign(self.clashing[record]) + " " if record in self.clashing else ""
        lines = self.view.wrapped(
            document.caption(record) or record,
            max(1, left),
            self.palette.dim,
            lead=(shown, self.palette.conflict),
            most=1 if self.lines <= 2 else self.lines,
        )
        indent = (" " * (about + 19), self.palette.text)
        return [[*pieces, *lines[0]], *([indent, *line] for line in lines[1:])]
