"""Who acts on whom: a matrix of actors or of sides, a list of pairs, and the selected one among them."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip

from models.article import Actor, Event
from models.overviews.relations import NOBODY, Network, Relations, work_out
from tui.overviews.overview import Overview
from tui.overviews.relations_ego import Ego, Lines
from tui.overviews.relations_figures import legend
from tui.overviews.relations_list import act_line, pair_line
from tui.overviews.relations_matrix import Matrix
from tui.overviews.relations_rows import NO_ONE, RelationRow, matrix_rows, pair_rows
from tui.overviews.relations_web import Web
from tui.overviews.repeated import Repeated
from tui.spoken import counted, sentences
from tui.widgets.lines import Piece, cut
from tui.widgets.rows import Row, RowState
from tui.written.relations import (
    UNNAMED,
    act_words,
    members_of,
    pair_words,
    party_words,
    tally_words,
    tie_title,
    tied,
)

ORDERS = ("between actors", "between sides", "pair by pair")

FOOT = ((36, 13), (26, 9), (15, 6), (9, 2))
"""Lines about the selected one, in a body of so many lines at least."""

EXPLAINED = 15
"""Lines of the body from which the signs are explained and columns have labels."""


class RelationsView(Overview, Repeated):
    found = Relations(Network((), (), ()), Network((), (), ()))
    order = 0
    column = 0
    """The column that the matrix begins with."""

    @property
    def empty_words(self) -> str:
        if self.order == ORDERS.index("pair by pair") and self.document.all(Event):
            return "No event here has an actor or a target: nobody acts on anybody."
        return "Nobody is named here: the file has no `actors:` list."

    @property
    def counter(self) -> str:
        pairs, acts = len(self.web.network.pairs), self.web.acts
        return self.separated(ORDERS[self.order], counted(pairs, "pair"), counted(acts, "act"))

    # What it is made of

    def fill(self) -> None:
        self.found = work_out(self.document)
        self._members = members_of(self.found.actors)
        self._webs: dict[int, Web] = {}
        self._arrange()

    @property
    def web(self) -> Web:
        """The network that shows."""
        at = int(self.order == ORDERS.index("between sides"))
        if at not in self._webs:
            network = self.found.sides if at else self.found.actors
            self._webs[at] = Web(network, self._called)
        return self._webs[at]

    def _called(self, party: str) -> str:
        return UNNAMED if party == NOBODY else self.literal(self.document.caption(party))

    @property
    def _paired(self) -> bool:
        return ORDERS[self.order] == "pair by pair"

    def _arrange(self) -> None:
        self._crossed = ""
        self._below: tuple[object, Lines] = (None, [])
        self.set_rows(pair_rows(self.web) if self._paired else matrix_rows(self.web))

    @property
    def chosen(self) -> str:
        """The party that is selected, or that does the selected act."""
        row = self.rows[self.cursor] if self.cursor >= 0 else None
        assert row is None or isinstance(row, RelationRow)
        if row is None or row.pair is None:
            return row.id if row else NOBODY
        return row.pair.source or row.pair.target

    # What can be done

    def regroup(self) -> None:
        party = self.chosen
        self.order = (self.order + 1) % len(ORDERS)
        self.column = 0
        self._arrange()
        self._put(self._row_of(party))
        self.say(f"{ORDERS[self.order].capitalize()}.")

    def _row_of(self, party: str) -> int:
        """The row of a party, or of its side; in the list of pairs, the first act that it has a part in."""
        if self._paired:
            place = self.web.first_pair(party)
            return self._nearest(self._headings[place], 1) if self._headings else -1
        side = next((each.side for each in self.found.actors.parties if each.id == party), party)
        return next((self._index[each] for each in (party, side) if each in self), self.cursor)

    def pan(self, across: int, down: int) -> None:
        if down:
            self.page(down)
        if not across:
            return
        if self._paired:
            super().pan(across, down)
            return
        matrix = self._matrix
        first = matrix.first + across * max(1, len(matrix.columns) // 2)
        first = max(0, min(first, len(self.web.columns) - len(matrix.columns)))
        if first == matrix.first:
            self.say("No more columns there.")
        self._begin_with(first)

    def whole(self) -> None:
        if self.column:
            self._begin_with(0)
        else:
            super().whole()

    def _begin_with(self, column: int) -> None:
        self.column = column
        self._kept.clear()
        self.repaint()

    # The matrix and the list

    @property
    def _matrix(self) -> Matrix:
        return Matrix(self.web, self.look, self.room, self.column, self.chosen)

    def _paint_body(self, width: int, height: int) -> tuple[list[Strip], tuple[int, int] | None]:
        if self._crossed != self.chosen:
            self._crossed = self.chosen
            self._kept.clear()  # another column is told from the others
        return super()._paint_body(width, height)

    def row_lines(self, row: Row, width: int, state: RowState) -> Lines:
        assert isinstance(row, RelationRow)
        palette, symbols = self.look.palette, self.look.symbols
        if row.act and row.pair:
            return [act_line(self, row.act)]
        if row.pair:
            return [pair_line(self, self.web, row.pair, width)]
        if row.heading:
            return [
                self._matrix.row(None, UNNAMED)
                if row.words == NO_ONE
                else [(row.words, palette.heading)]
            ]
        assert row.party is not None
        if not row.party.acts:
            return [[(cut(row.words, self.room, symbols.ellipsis), palette.text)]]
        return [self._matrix.row(row.party, row.words)]

    # Around them

    @property
    def _space(self) -> int:
        return self.size.height - 2

    def above(self, width: int) -> Lines:
        if self._paired or not self.web.active or self._space < 5:
            return []
        matrix = self._matrix
        return [matrix.header(), *([matrix.labels()] if self._space >= EXPLAINED else [])]

    def below(self, width: int) -> Lines:
        """The selected party among the others, and what the signs mean."""
        room = next((lines for least, lines in FOOT if self._space >= least), 0)
        party = self.chosen
        if not room or party not in self.web.parties:
            return []
        key = (party, self.order, width, room, self.look.age)
        if self._below[0] != key:
            explained = self._space >= EXPLAINED
            ego = Ego(self.web, self.document, self.look, party)
            lines = [self._rule(party, width)]
            lines += ego.lines(width, room - 1 - explained, self._facts(party))
            lines += [[]] * (room - explained - len(lines))
            lines += [self._legend(width)] if explained else []
            self._below = (key, lines)
        return self._below[1]

    def _rule(self, party: str, width: int) -> list[Piece]:
        palette, symbols = self.look.palette, self.look.symbols
        found, record = self.web.parties[party], self.document.records[party]
        assert isinstance(record, Actor)
        words = self.separated(
            self.web.names[party],
            record.kind.replace("-", " "),
            f"does {found.does}" * bool(found.does),
            f"{found.undergoes} done to it" * bool(found.undergoes),
            f"shares {found.shares}" * bool(found.shares),
            "no acts" * (not found.acts),
        )
        shown = cut(words, width - 6, symbols.ellipsis)
        filling = symbols.horizontal * (width - cell_len(shown) - 4)
        return [
            (symbols.horizontal * 2, palette.frame),
            (f" {shown} ", palette.title),
            (filling, palette.frame),
        ]

    def _facts(self, party: str) -> list[tuple[str, str]]:
        """What a party is of, and who is of it; of a side, all who are on it."""
        found = self.web.parties[party]
        if ORDERS[self.order] == "between sides":
            on = [each.id for each in self.found.actors.parties if each.side == party != each.id]
            return [("side", ", ".join(map(self._called, on)))] if on else []
        of = [tied(self.document, tie.of, tie_title(tie)) for tie in found.ties]
        if found.side not in (party, *(tie.of for tie in found.ties)):
            of.append(f"on the side of {self.document.caption(found.side)}")
        has = [tied(self.document, *member) for member in self._members.get(party, ())]
        facts = (("of", of), ("has", has))
        return [(label, self.literal(", ".join(words))) for label, words in facts if words]

    def _legend(self, width: int) -> list[Piece]:
        words = self.separated(*legend(self.web.signs(self.look, listed=self._paired), self.look))
        crowds = len(self.web.network.crowds)
        words = self.separated(f"{counted(crowds, 'event')} among too many" * bool(crowds), words)
        return [(" " + cut(words, width - 2, self.look.symbols.ellipsis), self.look.palette.dim)]

    # To be heard

    def row_words(self, row: Row) -> str:
        assert isinstance(row, RelationRow)
        if row.pair and row.act:
            between = f"{pair_words(self.document, row.pair)}: {tally_words(row.pair.tally)}"
            return sentences((act_words(self.document, row.act), between))
        if row.party is None:
            return row.words
        on, by, shared = self.web.around(row.party.id)
        pairs = (
            f"{pair_words(self.document, each)}: {tally_words(each.tally)}" for each in on + by
        )
        return sentences(
            (
                self.document.caption(row.party.id),
                *party_words(self.document, row.party, self._members),
                *pairs,
                *(
                    f"{pair_words(self.document, each)}: {tally_words(each.tally)}"
                    for each in shared
                ),
            )
        )
