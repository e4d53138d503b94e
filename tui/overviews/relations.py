"""Who acts on whom: a matrix of actors or of sides, a list of pairs, and the selected one among them."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip

from models.article import Actor, names
from models.overviews.relations import NOBODY, Network, Pair, Relations, work_out
from tui.overviews.overview import Overview
from tui.overviews.relations_ego import Ego, Lines
from tui.overviews.relations_figures import legend
from tui.overviews.relations_list import act_line, pair_line
from tui.overviews.relations_matrix import Matrix
from tui.overviews.relations_rows import NO_ONE, RelationRow, matrix_rows, pair_rows
from tui.overviews.relations_web import Web, label_of
from tui.overviews.repeated import Repeated
from tui.spoken import counted, sentences
from tui.widgets.lines import Piece, cut
from tui.widgets.rows import Row, RowState
from tui.written.relations import (
    act_words,
    members_of,
    named,
    pair_words,
    party_words,
    tally_words,
    tie_title,
    tied,
)

ORDERS = ("between actors", "between sides", "pair by pair")

FOOT = ((36, 13), (26, 9), (15, 6), (9, 2))
"""Lines about the selected one, in a body of so many lines at least."""

MOST_FOOT = 24
"""Lines about it at most, where there are few rows."""

EXPLAINED = 15
"""Lines of the body from which the signs are explained and columns have labels."""


class RelationsView(Overview, Repeated):
    found = Relations(Network((), (), ()), Network((), (), ()))
    order = 0
    column = 0
    """The column that the matrix begins with."""

    @property
    def empty_words(self) -> str:
        if self.found.actors.parties:
            return "Nobody acts on anybody here: no event names who did it, or to whom."
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
            self._webs[at] = Web(network, self._called, self._label)
        return self._webs[at]

    def _called(self, party: str) -> str:
        return self.literal(named(self.document, party))

    def _label(self, party: str) -> str:
        actor = self.document.records[party]
        assert isinstance(actor, Actor)
        return label_of([self.literal(alias.text) for alias in names(actor)])

    @property
    def _paired(self) -> bool:
        return ORDERS[self.order] == "pair by pair"

    def _arrange(self) -> None:
        self._crossed = ""
        self._below: tuple[object, Lines] = (None, [])
        self._kept_matrix: tuple[object, Matrix] | None = None
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
        if self._paired and self.only is None and self._headings:
            return self._nearest(self._headings[self.web.first_pair(party)], 1)
        if self._paired:
            acts = (act for group in self.web.around(party) for pair in group for act in pair.acts)
            return next((self._index[act.id] for act in acts if act.id in self), self.cursor)
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
        key = (self.order, self.room, self.column, self.chosen)
        if self._kept_matrix is None or self._kept_matrix[0] != key:
            matrix = Matrix(self.web, self.look, self.room, self.column, self.chosen)
            self._kept_matrix = (key, matrix)
        return self._kept_matrix[1]

    def _paint_body(self, width: int, height: int) -> tuple[list[Strip], tuple[int, int] | None]:
        if self._crossed != self.chosen:
            self._crossed = self.chosen
            self._kept.clear()  # another column is told from the others
        return super()._paint_body(width, height)

    def row_lines(self, row: Row, width: int, state: RowState) -> Lines:
        assert isinstance(row, RelationRow)
        if row.act and row.pair:
            return [act_line(self, row.act)]
        if row.pair:
            return [pair_line(self, self.web, row.pair, width)]
        if row.heading:
            return [
                self._matrix.row(None, self._called(NOBODY))
                if row.words == NO_ONE
                else [(row.words, self.look.palette.heading)]
            ]
        assert row.party is not None
        if not row.party.acts:
            return [self._matrix.idle(row.words)]
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

    @property
    def _foot(self) -> int:
        """Lines for the selected one: more of them where the rows leave room."""
        least = next((lines for least, lines in FOOT if self._space >= least), 0)
        left = self._space - len(self.rows) - (2 if self._paired else 3)
        return max(least, min(left, MOST_FOOT)) if least else 0

    def below(self, width: int) -> Lines:
        """The selected party among the others, and what the signs mean."""
        room, party = self._foot, self.chosen
        if not room or party not in self.web.parties:
            return []
        key = (party, self.order, width, room, self.look.age)
        if self._below[0] != key:
            signs = self._legend(width) if self._space >= EXPLAINED else []
            facts, left = self._facts(party), room - 1 - len(signs)
            ego = Ego(self.web, self.document, self.look, party)
            lines = [self._rule(party, width, ego.missing(left, facts))]
            lines += ego.lines(width, left, facts)
            lines += [[]] * (room - len(signs) - len(lines))
            lines += signs
            self._below = (key, lines)
        return self._below[1]

    def _rule(self, party: str, width: int, missing: int) -> list[Piece]:
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
        more = f" {symbols.ellipsis} {missing} more {symbols.horizontal}" if missing else ""
        shown = cut(words, width - 6 - len(more), symbols.ellipsis)
        filling = symbols.horizontal * (width - cell_len(shown) - len(more) - 4)
        return [
            (symbols.horizontal * 2, palette.frame),
            (f" {shown} ", palette.title),
            (filling + more, palette.frame),
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

    def _legend(self, width: int) -> Lines:
        """What the signs mean, in two lines at most, and what stands in no pair."""
        crowds = len(self.web.network.crowds)
        words = self.separated(
            f"{counted(crowds, 'event')} among too many for pairs" * bool(crowds),
            *legend(self.web.signs(self.look, listed=self._paired), self.look),
        )
        lead = (" ", self.look.palette.dim)
        return self.wrapped(words, width - 1, self.look.palette.dim, lead=lead, indent=1, most=2)

    # To be heard

    def row_words(self, row: Row) -> str:
        assert isinstance(row, RelationRow)
        if row.pair:
            return sentences(
                (act_words(self.document, row.act) if row.act else "", self._told(row.pair))
            )
        if row.party is None and row.words != NO_ONE:
            return row.words
        pairs = (pair for group in self.web.around(row.id) for pair in group)
        words = party_words(self.document, row.party, self._members) if row.party else ()
        return sentences((self._called(row.id), *words, *map(self._told, pairs)))

    def _told(self, pair: Pair) -> str:
        return f"{pair_words(self.document, pair)}: {tally_words(pair.tally)}"
