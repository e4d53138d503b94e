"""The ties between events, drawn beside their rows: where a line comes from and where it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.overviews.chain import ANSWERS, RANK, Kind
from models.overviews.chain_rails import Knot


class Lines(NamedTuple):
    """What lines are drawn with: `joints` by whether the line goes up, down, and has one at its left."""

    across: str
    across_outside: str
    up: str
    up_outside: str
    joints: dict[tuple[bool, bool, bool], str]
    answer: str
    answer_outside: str
    part: str


UNICODE = Lines(
    *("─", "╌", "│", "╎"),
    {
        (True, True, False): "├",
        (True, True, True): "┼",
        (True, False, False): "└",
        (True, False, True): "┴",
        (False, True, False): "┌",
        (False, True, True): "┬",
    },
    *("→", "⇢", "◦"),
)
ASCII = Lines(
    *("-", ".", "|", ":"),
    {
        (True, True, False): "+",
        (True, True, True): "+",
        (True, False, False): "'",
        (True, False, True): "'",
        (False, True, False): ",",
        (False, True, True): ",",
    },
    *(">", ">", "o"),
)


def rails(knots: Sequence[Knot | None], step: int, drawn: Lines) -> list[tuple[str, bool]]:
    """The lines of a row in `step` cells a column and two more, each with whether it is from outside the
    text. What the event hangs on comes in from the left; an arrow means that it answers it."""
    cells: list[tuple[str, bool]] = []
    kind: Kind | None = None
    joined, outside = False, False
    for knot in knots:
        if knot is None:
            cells.append(_across(drawn, joined, outside))
        elif knot.joined:
            cells.append((drawn.joints[knot.up, knot.down, joined], knot.outside))
            if not joined or (knot.kind and (not kind or RANK.index(knot.kind) < RANK.index(kind))):
                outside = knot.outside
                kind = knot.kind or kind
            elif knot.kind == kind and not knot.outside:
                outside = False
            joined = True
        else:
            cells.append((drawn.up_outside if knot.outside else drawn.up, knot.outside))
        cells += [_across(drawn, joined, outside)] * (step - 1)
    cells.append(_across(drawn, joined, outside))
    end = _across(drawn, joined, outside)[0]
    if kind in ANSWERS:
        end = drawn.answer_outside if outside else drawn.answer
    elif kind == "part of":
        end = drawn.part
    return [*cells, (end, outside)]


def _across(drawn: Lines, joined: bool, outside: bool) -> tuple[str, bool]:
    if not joined:
        return " ", False
    return (drawn.across_outside if outside else drawn.across), outside
