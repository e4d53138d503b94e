"""What stands above the rows of the chain, and what the lines beside them mean."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tui.overviews.chain_lanes import INSET, Frame
from tui.overviews.chain_rails import Lines
from tui.styles.look import Look
from tui.widgets.lines import Piece, cut, pad


def lane_names(shown: Frame, names: Sequence[tuple[str, int]], look: Look) -> list[Piece]:
    """The lanes that show, by name and with how many acts are in each, and how many more there are."""
    palette, symbols = look.palette, look.symbols
    pieces: list[Piece] = []
    for lane in shown.lanes:
        first, last = lane is shown.lanes[0], lane is shown.lanes[-1]
        before = f"{symbols.open_passage}{shown.before} " * bool(first and shown.before)
        behind = f"{shown.behind}{symbols.close_passage} " * bool(last and shown.behind)
        name, acts = names[lane.number]
        count = f" {acts}"
        room = lane.end - lane.start - INSET - len(before) - len(behind)
        name = cut(name, max(0, room - len(count) - 1), symbols.ellipsis)
        pieces += [
            (symbols.vertical + " ", palette.frame),
            (before, palette.mark),
            (name, palette.heading),
            (pad(count, max(0, room - cell_len(name)), ""), palette.dim),
            (behind, palette.mark),
        ]
    return pieces


def rule(shown: Frame, before: int, look: Look) -> list[Piece]:
    """A line below the names, crossed by the edges of the lanes, after so many cells."""
    line = look.symbols.horizontal
    crossing = "+" if look.symbols.is_ascii else "┼"
    lanes = (crossing + line * (lane.end - lane.start - 1) for lane in shown.lanes)
    return [(line * before + "".join(lanes), look.palette.frame)]


def meanings(drawn: Lines, answers_only: bool, in_full: bool) -> tuple[str, ...]:
    """What the lines mean, what matters most first."""
    caused, known = (", caused or explained by", "from ") if in_full else ("", "")
    return (
        f"{drawn.across}{drawn.answer} answers{caused}",
        f"{drawn.across * 2} after" * (not answers_only),
        f"{drawn.across}{drawn.part} part of" * (not answers_only),
        f"{drawn.across_outside}{drawn.answer_outside} {known}outside the text",
        "no other ties" * answers_only,
    )
