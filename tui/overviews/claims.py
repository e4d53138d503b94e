"""What each side says of each topic, the reporter between them; what stands against what, and silences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from models.article import REPORTER
from models.overviews.claims import HOWS, Claims, Side, work_out
from models.overviews.clashes import Clash
from models.overviews.sides import UNKNOWN
from tui.overviews.claims_rows import ClaimRow, speaker_rows, topic_rows
from tui.overviews.claims_signs import AGAINST, WORDS, sign, style
from tui.overviews.claims_table import Lines, Table
from tui.overviews.overview import Overview
from tui.overviews.repeated import Repeated
from tui.spoken import sentences
from tui.widgets.lines import Piece, cut
from tui.widgets.rows import Row, RowState
from tui.written.claims import SAYS, against_words, capital, statement_words, title, topic_words

ORDERS = ("by topic", "contested first", "by speaker")

DEPTHS = (0, 2, 99)
"""Lines of a statement that show at most, from far to near; from afar no statements show."""

FOOT = ((40, 6), (24, 4), (16, 3), (9, 2))
"""Lines that say all of what is selected, in a body of so many lines at least."""

EXPLAINED, EXPLAINED_WIDE = 16, 100
"""Lines of the body from which the signs are explained, and cells from which that is spaced out."""


class ClaimsView(Overview, Repeated):
    found = Claims((), Side(REPORTER, 0, 0), (), ())
    order = 0
    depth = 1
    _contested = 0
    _sides: Sequence[str] = ()
    pair = 0
    """Which two of the sides have the columns."""

    @property
    def empty_words(self) -> str:
        return "Nobody says anything here: the file has no events, quotes or notes."

    @property
    def counter(self) -> str:
        topics, clashes = len(self.found.topics), self._contested
        return self.separated(
            ORDERS[self.order],
            f"{topics} topic{'s' * (topics != 1)}",
            f"{clashes} in conflict" * bool(clashes),
            self._which * (len(self._sides) > 2),
        )

    @property
    def _which(self) -> str:
        first = self.pair * 2 + 1
        last = min(first + 1, len(self._sides))
        shown = f"{first}" if first == last else f"{first}-{last}"
        return f"sides {shown} of {len(self._sides)}"

    # What it is made of

    def fill(self) -> None:
        self.found = work_out(self.document)
        self._side = {side.id: side for side in (self.found.reporter, *self.found.sides)}
        self._sides = [side.id for side in self.found.sides if side.id != UNKNOWN]
        self._in_file = {record: at for at, record in enumerate(self.document.records)}
        self._clashes: dict[str, list[Clash]] = {}
        for clash in self.found.clashes:
            for end in (*clash.one, *clash.other) if clash.via else ():
                self._clashes.setdefault(end, []).append(clash)
        self._signs = {record: clashes[0].rel for record, clashes in self._clashes.items()}
        self._contested = sum(bool(topic.clashes) for topic in self.found.topics)
        self._signs_in_use = [*_signs_in(self.found)]
        self.pair = max(0, min(self.pair, self._pairs - 1))
        self._arrange()

    @property
    def _pairs(self) -> int:
        return (len(self._sides) + 1) // 2

    def narrow(self, only: frozenset[str] | None, words: str) -> None:
        super().narrow(only, words)
        self._arrange()

    def _arrange(self) -> None:
        """Rows in the order and depth that are chosen."""
        if ORDERS[self.order] == "by speaker":
            rows = speaker_rows(self.document, self.found, self.only)
        else:
            contested = ORDERS[self.order] == "contested first"
            bare = not DEPTHS[self.depth]
            rows = topic_rows(self.document, self.found, self.only, contested=contested, bare=bare)
        self._kept_foot: tuple[object, Lines] = (None, [])
        self.set_rows(rows)

    def _arrange_anew(self) -> None:
        """The same, on the reader's word: the cursor stays on its record, else it goes to its topic."""
        before = self.record
        row = self._row
        self._arrange()
        if before and self.record != before:
            if row and row.topic:
                self.goto(row.topic.id)
            self.tell(self.Moved(self.pane, self.record))
        self.keep_in_view()

    def _draw_anew(self) -> None:
        """The same rows, which look otherwise now."""
        self._kept.clear()
        self.keep_in_view()
        self.repaint()

    @property
    def _row(self) -> ClaimRow | None:
        """The one under the cursor."""
        row = self.rows[self.cursor] if self.cursor >= 0 else None
        assert row is None or isinstance(row, ClaimRow)
        return row

    # What can be done

    def regroup(self) -> None:
        self.order = (self.order + 1) % len(ORDERS)
        self._arrange_anew()
        self.say(f"{capital(ORDERS[self.order])}.")

    def closer(self, direction: int) -> None:
        depth = self.depth + direction
        if not 0 <= depth < len(DEPTHS):
            self.say(
                "Only topics show already." if depth < 0 else "Statements show in full already."
            )
            return
        bare = not (DEPTHS[self.depth] and DEPTHS[depth])
        self.depth = depth
        if bare:
            self._arrange_anew()
        else:
            self._draw_anew()
        words = ("Topics only.", "Two lines of each statement.", "Statements in full.")
        self.say(words[depth])

    def whole(self) -> None:
        self.depth, self.pair = 1, 0
        self._arrange_anew()

    def pan(self, across: int, down: int) -> None:
        if down:
            self._scroll(3 * down)
        elif not 0 <= self.pair + across < self._pairs:
            self.say("No more sides there.")
        else:
            self.pair += across
            self._draw_anew()

    # Drawing

    @property
    def _columns(self) -> list[str]:
        """Two sides as they stand in the file, the reporter between them."""
        two = sorted(
            self._sides[self.pair * 2 : self.pair * 2 + 2], key=lambda side: self._in_file[side]
        )
        return [*two[:1], REPORTER, *two[1:]]

    @property
    def _table(self) -> Table:
        return Table(self, self._columns, DEPTHS[self.depth], self._signs)

    def row_lines(self, row: Row, width: int, state: RowState) -> Lines:
        assert isinstance(row, ClaimRow)
        if row.heading:
            return [[(self.literal(row.words), self.look.palette.heading)]]
        table = self._table
        if row.topic is None:
            return table.speaker(row)
        if row.alone:
            return table.alone(row)
        return table.statement(row) if row.said else table.topic(row.topic)

    def above(self, width: int) -> Lines:
        if not self.rows or ORDERS[self.order] == "by speaker":
            return []
        return [self._table.header(self._side)]

    def below(self, width: int) -> Lines:
        """All of what is selected, and what the signs mean."""
        height = self.size.height - 2
        room = next((lines for least, lines in FOOT if height >= least), 0)
        if not self.rows or not room:
            return []
        key = (self.cursor, width, height, self.look.age)
        if self._kept_foot[0] != key:
            lines = [self._rule(width), *self._foot(width, room)]
            if height >= EXPLAINED:
                lines.append(self._legend(width))
            self._kept_foot = (key, lines)
        return self._kept_foot[1]

    def _rule(self, width: int) -> list[Piece]:
        symbols, row = self.look.symbols, self._row
        words = row.words if row else ""
        if row and row.topic:
            words = self.separated(title(self.document, row.topic), row.topic.attribution)
        palette = self.look.palette
        shown = cut(self.literal(words), width - 6, symbols.ellipsis)
        filling = symbols.horizontal * (width - cell_len(shown) - 4)
        return [
            (symbols.horizontal * 2, palette.frame),
            (f" {shown} ", palette.title),
            (filling, palette.frame),
        ]

    def _foot(self, width: int, room: int) -> Lines:
        row = self._row
        words = self._told(row, called=False)[: 4 * width * room] if row else ""
        palette = self.look.palette
        lines = self.wrapped(
            words, width - 2, palette.text, lead=(" ", palette.text), indent=1, most=room
        )
        return lines + [[]] * (room - len(lines))

    def _legend(self, width: int) -> list[Piece]:
        """The signs that there are, with their words."""
        palette, ascii_only = self.look.palette, self.look.symbols.is_ascii
        gap = " " * (1 + (width >= EXPLAINED_WIDE))
        pieces: list[Piece] = []
        for of, words in self._signs_in_use:
            pieces.append(
                (
                    f"{' ' if not pieces else gap}{sign(of, ascii_only=ascii_only)}",
                    style(of, palette),
                )
            )
            pieces.append((f" {words}", palette.dim))
        return pieces

    # To be heard

    def row_words(self, row: Row) -> str:
        assert isinstance(row, ClaimRow)
        return self._told(row, called=True)

    def _told(self, row: ClaimRow, *, called: bool) -> str:
        """All that a row says, in sentences; a topic begins with what it is `called`."""
        if row.topic is None:
            counts = Counter(each.how for each in row.said)
            told = [row.words, *(f"{SAYS[how]} {count}" for how, count in counts.items())]
            return sentences([", ".join(told)])
        if not (row.said and row.said[0].record):
            return sentences(map(capital, topic_words(self.document, row.topic, called=called)))
        against = self._clashes.get(row.id, [])
        told = [
            *statement_words(self.document, row.said),
            *(against_words(self.document, each, row.id) for each in against),
        ]
        if called and row.alone:
            told.append(f"about {title(self.document, row.topic)}")
        return sentences(map(capital, told))


def _signs_in(claims: Claims) -> Iterator[tuple[str, str]]:
    """The signs of how something is said there, and of what stands against what, each with its word."""
    hows = {each.how for topic in claims.topics for each in topic.statements}
    yield from ((how, WORDS[how].removesuffix(" of it")) for how in HOWS if how in hows)
    if any(topic.silences for topic in claims.topics):
        yield "silent", "silent"
    rels = {clash.rel for clash in claims.clashes}
    yield from ((rel, AGAINST[rel]) for rel in ("contradicts", "in-tension-with") if rel in rels)
