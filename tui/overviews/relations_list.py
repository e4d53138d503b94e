"""Pairs one below the other, each with its acts in order of time."""

from __future__ import annotations

from math import isfinite

from rich.cells import cell_len

from models.article import Event
from models.attribution import attribution
from models.dates import civil
from models.overviews.relation_acts import Act
from models.overviews.relations import Pair
from tui.overviews.overview import Overview
from tui.overviews.relations_figures import TOGETHER, figures, rest, score, sign_of, sign_of_act
from tui.overviews.relations_web import Web
from tui.widgets.lines import Piece, cut, pad

DATED = 17
"""Cells of a date with its year, if it has room for that."""

CODED = 22
VALUE = 6
STANDING = 20
WIDE = 76
"""Cells of a row from which an act's code shows."""


def pair_line(view: Overview, web: Web, pair: Pair, width: int) -> list[Piece]:
    """Who acts on whom, and what that comes to."""
    palette, symbols = view.look.palette, view.look.symbols
    arrow = TOGETHER if pair.mutual else symbols.arrow
    ends = f"{web.names[pair.source]} {arrow} {web.names[pair.target]}"
    sign, style = sign_of(pair.tally, view.look)
    told, doubts = figures(pair.tally, view.look), rest(pair.tally)
    left = max(12, width - cell_len(told) - 5)
    return [
        (sign + " ", style),
        (cut(ends, left, symbols.ellipsis), palette.heading),
        ("  " + told, palette.text),
        (f"  {doubts}" * bool(doubts), palette.mark),
    ]


def act_line(view: Overview, act: Act) -> list[Piece]:
    """When, what and of which kind, of what value, and how it stands."""
    palette, symbols = view.look.palette, view.look.symbols
    mark, wide = symbols.ellipsis, view.room >= WIDE
    event = view.document.records[act.id]
    assert isinstance(event, Event)
    when = view.literal(when_of(event))
    sign, style = sign_of_act(act, view.look)
    value = score(act.score, view.look) if act.score is not None else symbols.separator
    title = view.room - DATED - 3 - VALUE - STANDING - 3 - (CODED + 1) * wide
    if narrow := title < 16:
        title += STANDING - 10
    pieces: list[Piece] = [
        (pad(when, DATED, mark) + " ", palette.text),
        (sign + " ", style),
        (pad(view.literal(event.title), max(1, title), mark) + " ", palette.text),
    ]
    if wide:
        pieces.append((pad(view.literal(event.code), CODED, mark) + " ", palette.dim))
    pieces.append((f"{value:>{VALUE}}  ", style))
    pieces.append((pad(_standing(view, event, act), 10 if narrow else STANDING, mark), palette.dim))
    return pieces


def when_of(event: Event) -> str:
    """When an event was, in short and with the year that it begins in."""
    date = event.date
    if date is None:
        return event.date_says
    words = f"[{date.short()}]" if date.duration == "one-of" else date.short()
    day = date.earliest if isfinite(date.earliest) else date.latest
    year = civil(int(day))[0] if isfinite(day) else 0
    doubt = "?" * ("?" in date.doubt and date.duration != "one-of")
    return (f"{year} " * (year > 0 and str(year) not in words)) + words + doubt


def _standing(view: Overview, event: Event, act: Act) -> str:
    """Why an act does not count, or how it is attributed."""
    if act.merged_in:
        return f"in {view.literal(view.document.caption(act.merged_in))}"
    if act.standing in ("planned", "cancelled"):
        return act.standing
    return attribution(view.document, event)
