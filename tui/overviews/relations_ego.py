"""One party among the others: on whom it acts, who acts on it, what it shares, whose it is and who is its."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from models.document import Document
from models.overviews.relation_acts import Act
from models.overviews.relations import Pair
from models.text import visible
from tui.overviews.relations_figures import (
    TOGETHER,
    doubt_of,
    figures,
    rest,
    score,
    short,
    sign_of,
    sign_of_act,
)
from tui.overviews.relations_web import Web
from tui.styles.look import Look
from tui.widgets.lines import Piece, cut, pad, wrap

Lines = list[list[Piece]]

LABEL = 6
"""Cells in front of each line, for an arrow or a word."""

SCORED = 2
"""Cells of a sign and its doubt."""


ROOM_FOR_COLUMNS = 96
"""Cells from which what is in doubt stands in a column."""


class Group(NamedTuple):
    """What stands behind one arrow: pairs, the party's own name for each, all of them led by `arrow`."""

    arrow: str
    pairs: list[Pair]


class Ego:
    """The lines about one party. `has` are those that are of it, `of` what it is of, both in words."""

    def __init__(self, web: Web, document: Document, look: Look, party: str) -> None:
        self.web, self.document, self.look, self.party = web, document, look, party
        on, by, shared = web.around(party)
        arrow = look.symbols.arrow
        back = "<-" if look.symbols.is_ascii else "←"
        groups = (Group(arrow, on), Group(back, by), Group(TOGETHER, shared))
        self.groups = [group for group in groups if group.pairs]

    def missing(self, room: int, facts: list[tuple[str, str]]) -> int:
        """How many lines there are more than `room` has, at the least."""
        return max(0, len(self.groups) + len(facts) - room)

    def lines(self, width: int, room: int, facts: list[tuple[str, str]]) -> Lines:
        """At most `room` lines: a line for each it has to do with; where there is no room for them, one for
        all behind an arrow. `facts` come last, and have as many lines as are left."""
        facts = facts[: max(0, room - len(self.groups))]
        shown = [
            (group, share, self._alone(group, share))
            for group, share in zip(self.groups, self._shares(room - len(facts)), strict=True)
        ]
        alone = [pair for _, _, pairs in shown for pair in pairs]
        name = max((cell_len(self._name(pair)) for pair in alone), default=0)
        told = max((cell_len(figures(pair.tally, self.look)) for pair in alone), default=0)
        told *= width >= ROOM_FOR_COLUMNS
        name = min(name, max(12, width * 22 // 100))
        lines: Lines = []
        for group, share, pairs in shown:
            lines += [self._line(group.arrow, pair, name, told, width) for pair in pairs]
            if share and (others := group.pairs[len(pairs) :]):
                lines.append(self._together(group.arrow, others, width, more=bool(pairs)))
        for place, (label, words) in enumerate(facts, 1):
            most = room - len(lines) - (len(facts) - place)
            lines += self._fact(label, words, width - LABEL - 1, most)
        return lines

    def _fact(self, label: str, words: str, width: int, most: int) -> Lines:
        """What a party is of, or has, in `most` lines at most."""
        palette = self.look.palette
        ranges = wrap(words, width)
        told = [words[start:end] for start, end in ranges[:most]]
        if len(ranges) > most:
            told[-1] = cut(words[ranges[most - 1][0] :], width, self.look.symbols.ellipsis)
        return [
            [(f" {label * (not at):<{LABEL - 1}}", palette.dim), (line, palette.text)]
            for at, line in enumerate(told)
        ]

    def _shares(self, room: int) -> list[int]:
        """How many lines each group has: one after the other one more, as long as it needs it."""
        needs = [len(group.pairs) for group in self.groups]
        shares = [0] * len(needs)
        while room > 0 and shares != needs:
            for at, need in enumerate(needs):
                if room > 0 and shares[at] < need:
                    shares[at] += 1
                    room -= 1
        return shares

    def _alone(self, group: Group, share: int) -> list[Pair]:
        """The pairs of a group that have a line of their own; the others then share its last."""
        return group.pairs if len(group.pairs) <= share else group.pairs[: max(0, share - 1)]

    def _name(self, pair: Pair) -> str:
        other = pair.other(self.party)
        return "itself" if other == self.party else self.web.names[other]

    def _line(self, arrow: str, pair: Pair, name: int, told: int, width: int) -> list[Piece]:
        """One that it has to do with: sign, figures, what is in doubt, and the acts themselves."""
        palette, mark = self.look.palette, self.look.symbols.ellipsis
        sign, style = sign_of(pair.tally, self.look)
        left = width - LABEL - SCORED - 1 - name - 2 - 1
        words = cut(figures(pair.tally, self.look).ljust(told), left, mark)
        pieces: list[Piece] = [
            (f"  {arrow:<{LABEL - 2}}", palette.mark),
            (sign + doubt_of(pair.tally) + " ", style),
            (pad(self._name(pair), name, mark) + "  ", palette.title),
            (words, palette.text),
        ]
        left -= cell_len(words)
        if (doubts := rest(pair.tally)) and left > 2:
            shown = cut("  " + doubts, left, mark)
            pieces.append((shown, palette.mark))
            left -= cell_len(shown)
        if left > 12:
            pieces.append(("  " + cut(self._acts(pair, left), left - 2, mark), palette.dim))
        return pieces

    def _acts(self, pair: Pair, width: int) -> str:
        """The acts in order of time, as many as could show."""
        words = ""
        for act in pair.acts:
            words += ", " * bool(words) + self._act(act)
            if cell_len(words) > width:
                break
        return words

    def _act(self, act: Act) -> str:
        title = visible(self.document.caption(act.id), ascii=self.look.symbols.is_ascii)
        value = f" {score(act.score, self.look)}" if act.score is not None else ""
        return f"{sign_of_act(act, self.look)[0]} {title}{value}"

    def _together(self, arrow: str, pairs: list[Pair], width: int, *, more: bool) -> list[Piece]:
        """All the others behind an arrow, in one line."""
        palette, mark = self.look.palette, self.look.symbols.ellipsis
        words = f"{len(pairs)} more: " if more else ""
        for pair in pairs:
            words += short(pair.tally, self._name(pair), self.look) + ", "
            if cell_len(words) > width:
                break
        shown = cut(words.removesuffix(", "), width - LABEL - 1, mark)
        return [(f"  {arrow:<{LABEL - 2}}", palette.mark), (shown, palette.text)]
