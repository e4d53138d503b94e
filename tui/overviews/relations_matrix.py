"""The matrix of who acts on whom: a row and a numbered column for each, counts and signs where they meet."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from models.overviews.relations import NOBODY, Party, Tally
from tui.overviews.relations_figures import DOUBT, TOGETHER, UNNUMBERED, sign_of
from tui.overviews.relations_web import Web
from tui.styles.look import Look
from tui.widgets.lines import Piece, cut, pad
from tui.widgets.rows import GUTTER

TOTALS = ("does", "gets", TOGETHER)
"""Headings of what each does, of what is done to it, and of what it shares."""

TOTAL = 5
"""Cells of each of them."""

ROOM_FOR_TOTALS = 90
LEAST_NAME, SHORT_NAME, MOST_NAME = 12, 20, 34

SAME = "\\"
NONE = {False: "·", True: "."}


class Matrix:
    """How the matrix stands at one width: `first` is the column it begins with, `crossed` the party whose
    row and column are told from the others."""

    def __init__(self, web: Web, look: Look, room: int, first: int, crossed: str) -> None:
        self.web, self.look, self.crossed = web, look, crossed
        self.digits = len(str(len(web.active)))
        longest = max(LEAST_NAME, *map(cell_len, web.names.values()))
        count = len(web.columns)
        for totals, wide, name in (
            (True, True, min(longest, MOST_NAME)),
            (True, False, min(longest, MOST_NAME)),
            (True, False, SHORT_NAME),
            (False, False, LEAST_NAME),
            (True, False, min(longest, max(LEAST_NAME, room * 22 // 100))),  # not all of them
        ):
            self.wide = wide
            self.cell = max(4, web.digits + 2) + wide
            self.totals = TOTAL * len(TOTALS) * (totals and room >= ROOM_FOR_TOTALS)
            left = room - self.digits - 3 - self.totals
            fit = max(1, (left - name) // self.cell)
            if fit >= count:
                break
        self.first = max(0, min(first, count - fit))
        self.columns = web.columns[self.first : self.first + fit]
        self.more = count - self.first - len(self.columns)
        spare = left - len(self.columns) * self.cell
        self.name = max(1, min(spare, longest, MOST_NAME))

    # Lines

    def header(self) -> list[Piece]:
        """Numbers above the columns, marks where there are more of them."""
        palette, symbols = self.look.palette, self.look.symbols
        before = symbols.open_passage if self.first else " "
        words = f"who acts {symbols.arrow} on whom"
        lead = self.digits + 1 + self.name
        pieces: list[Piece] = [(" " * GUTTER + pad(words, lead, symbols.ellipsis), palette.dim)]
        if self.totals:
            pieces.append(("".join(f"{word:>{TOTAL}}" for word in TOTALS), palette.dim))
        pieces.append((f" {before}", palette.mark))
        for party in self.columns:
            number = str(self.web.numbers.get(party, UNNUMBERED))
            if party == self.crossed:
                pieces.append(
                    (f"[{number}]".rjust(self.cell - self.wide) + " " * self.wide, palette.mark)
                )
            else:
                pieces.append(
                    (number.rjust(self.cell - self._tail) + " " * self._tail, palette.text)
                )
        if self.more:
            pieces.append((f"{symbols.close_passage}{self.more}", palette.mark))
        return pieces

    def labels(self) -> list[Piece]:
        """What the columns are called, in three cells."""
        palette = self.look.palette
        lead = GUTTER + self.digits + 1 + self.name + self.totals + 2
        pieces: list[Piece] = [(" " * lead, palette.dim)]
        for party in self.columns:
            style = palette.mark if party == self.crossed else palette.dim
            label = self.web.labels.get(party, "")
            pieces.append(
                (" " * (self.cell - 3 - self.wide) + pad(label, 3 + self.wide, ""), style)
            )
        return pieces

    def idle(self, name: str) -> list[Piece]:
        """One that has to do with no act."""
        shown = cut(name, self.name + self.totals, self.look.symbols.ellipsis)
        return [(" " * (self.digits + 1) + shown, self.look.palette.text)]

    def row(self, party: Party | None, name: str) -> list[Piece]:
        """One that acts (None: nobody named), and on whom."""
        palette, symbols = self.look.palette, self.look.symbols
        source = party.id if party else NOBODY
        crossed = source == self.crossed
        number = str(self.web.numbers[source]) if party else UNNUMBERED
        style = palette.title if crossed else palette.text
        pieces: list[Piece] = [
            (f"{number:>{self.digits}} ", palette.mark if crossed else palette.dim),
            (pad(name, self.name, symbols.ellipsis), style),
        ]
        if self.totals:
            counts = (party.does, party.undergoes, party.shares) if party else ()
            shown = "".join(f"{count or NONE[symbols.is_ascii]:>{TOTAL}}" for count in counts)
            pieces.append((pad(shown, self.totals), palette.dim))
        pieces.append(("  ", palette.text))
        pieces += [self._cell(source, target) for target in self.columns]
        return pieces

    def _cell(self, source: str, target: str) -> Piece:
        column = target == self.crossed
        pair = self.web.directed(source, target)
        shared = self.web.mutual(source, target) if source and target else None
        if pair is not None:
            sign, style = sign_of(pair.tally, self.look)
            text = self._figures(pair.tally, sign, TOGETHER * bool(shared))
        elif shared is not None:
            sign, style = sign_of(shared.tally, self.look)
            if shared.tally.count:  # with no room for its sign, the colour alone would tell it
                style = self.look.palette.text
                text = self._figures(shared.tally, TOGETHER, "")
            else:
                text = self._figures(shared.tally, sign, TOGETHER)
        else:
            sign, style = self._empty(source == target, column)
            text = sign + " " * self._tail
        return text.rjust(self.cell), self._over(style, column and source != self.crossed)

    @property
    def _tail(self) -> int:
        """Cells behind the sign of a cell."""
        return 2 if self.wide else 1

    def _figures(self, tally: Tally, sign: str, more: str) -> str:
        """A count, a sign, then that it is in doubt and what there is besides, so far as there is room."""
        behind = (DOUBT * bool(tally.doubted) + more)[: self._tail]
        return f"{tally.count or tally.apart}{sign}{behind:<{self._tail}}"

    def _empty(self, same: bool, column: bool) -> Piece:
        palette, symbols = self.look.palette, self.look.symbols
        if same:
            return SAME, palette.dim
        if column:
            return symbols.vertical, palette.dim
        return NONE[symbols.is_ascii], palette.frame

    def _over(self, style: Style, column: bool) -> Style:
        return style + self.look.palette.linked if column else style
