"""What the bars of the desk say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from models.text import visible
from tui.arrangement import LEAST
from tui.commands import BY_ID, COMMANDS, Keymap, shown
from tui.widgets.lines import Piece, cut

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

TRAIL_STEPS = 6
"""Stations of the trail that are named; those before them are an ellipsis."""

STEP_WIDTH = 28

ROOM_FOR_PANES = 72
"""Cells in which the names of six panes and the key for help fit."""


def welcome(keys: Keymap) -> str:
    """The three keys that matter, for the first screen."""
    down, up = shown(keys.first("down")), shown(keys.first("up"))
    follow, back = shown(keys.first("follow")), shown(keys.first("back"))
    panes = shown(keys.first("next-pane"))
    return (
        f"{down} {up} move, {follow} follows a link, {back} goes back, {panes} next pane,"
        f" {shown(keys.first('help'))} all keys"
    )


def _literal(desk: DeskScreen, text: str) -> str:
    return visible(text, ascii=desk.look.symbols.is_ascii)


def top(desk: DeskScreen) -> tuple[list[Piece], list[Piece]]:
    """The article's name at the left; notices and the reviewer at the right."""
    palette, symbols = desk.look.palette, desk.look.symbols
    dot = f" {symbols.separator} "
    left: list[Piece] = [(_literal(desk, desk.document.title), palette.title)]
    if desk.size.width >= 100:
        left.append((dot + _literal(desk, desk.document.name), palette.dim))
    right: list[Piece] = [("  ", palette.text)]
    if desk.progress:
        right.append((f"reading {desk.progress}%{dot}", palette.notice))
    elif desk.stale:
        key = shown(desk.keys.first("reload"))
        right.append((f"changed on disk: {key} reads it again{dot}", palette.notice))
    if count := len(desk.document.problems):
        right.append((f"problems {count}{dot}", palette.notice))
    right.append((_literal(desk, desk.reviewer), palette.dim))
    return left, right


def links(desk: DeskScreen) -> tuple[list[Piece], list[Piece]]:
    """The selected record's links in a line, from the one that is next, for screens on which the
    details do not show."""
    palette, symbols = desk.look.palette, desk.look.symbols
    selection = desk.selection
    pieces: list[Piece] = []
    for index, edge in list(enumerate(selection.edges))[selection.link :][:12]:
        chosen = index == selection.link
        sign = (symbols.stepped if selection.stepped else symbols.linked) + " " if chosen else ""
        pieces.append((sign, palette.mark))
        caption = cut(
            _literal(desk, desk.document.caption(edge.target)), STEP_WIDTH, symbols.ellipsis
        )
        pieces += [
            (_literal(desk, edge.words) + " ", palette.dim),
            (caption + "   ", palette.title if chosen else palette.text),
        ]
    if not pieces:
        return [("no links from here", palette.dim)], []
    return pieces, [(f" {selection.link + 1}/{len(selection.edges)}", palette.dim)]


def trail(desk: DeskScreen, hidden: tuple[str, ...]) -> tuple[list[Piece], list[Piece]]:
    """The last message, or where the reader has been; at the right the panes that are not shown."""
    palette, symbols = desk.look.palette, desk.look.symbols
    right: list[Piece] = []
    if hidden and desk.size.height < 20 and not desk.zoomed:
        right = [(f"  hidden: {len(hidden)} panes", palette.notice)]
    elif desk.zoomed:
        right = [(f"  zoomed: {shown(desk.keys.first('zoom'))} ends it", palette.notice)]
    if desk.message:
        return [(_literal(desk, desk.message), palette.notice)], right
    steps = desk.trail.steps[: desk.trail.at + 1]
    arrow = " > " if symbols.is_ascii else " › "
    named = [
        cut(_literal(desk, desk.document.caption(step.record)), STEP_WIDTH, symbols.ellipsis)
        for step in steps[-TRAIL_STEPS:]
    ]
    room = desk.size.width - 8 - sum(cell_len(text) for text, _ in right)
    skipped = len(steps) > len(named)
    while len(named) > 1 and cell_len(arrow.join(named)) + 4 > room:
        named.pop(0)
        skipped = True
    left: list[Piece] = [("trail  ", palette.dim)]
    if skipped:
        left.append((symbols.ellipsis + arrow, palette.dim))
    for number, name in enumerate(named):
        last = number == len(named) - 1
        left.append((name, palette.title if last else palette.text))
        if not last:
            left.append((arrow, palette.dim))
    ahead = len(desk.trail.steps) - len(steps)
    if ahead:
        left.append((f"  ({ahead} ahead: {shown(desk.keys.first('forward'))})", palette.dim))
    return left, right


def keys(desk: DeskScreen) -> list[Piece]:
    """The keys that do something now, as many as fit: panes first where some are hidden."""
    palette = desk.look.palette
    width = desk.size.width - 2
    pieces: list[Piece] = []
    used = 0
    offered = [
        (shown(desk.keys.first(command.id)), command.words)
        for command in sorted(COMMANDS, key=lambda command: command.footer)
        if command.footer and desk.possible(command.id) and desk.keys.first(command.id)
    ]
    if desk.arrangement(desk.size).hidden and not desk.zoomed:
        panes: list[tuple[str, str]] = [(shown(desk.keys.first(pane)), pane) for pane in desk.order]
        if width < ROOM_FOR_PANES:
            panes = [("-".join((panes[0][0], panes[-1][0])), "panes")]
        offered = [*panes, *sorted(offered, key=lambda offer: offer[1] != BY_ID["help"].words)]
    for key, words in offered:
        cells = cell_len(key) + cell_len(words) + 3
        if used + cells > width:
            continue
        pieces += [(key, palette.key), (f" {words}  ", palette.dim)]
        used += cells
    return pieces


def too_small(desk: DeskScreen) -> list[Piece]:
    least = f"{LEAST.width}x{LEAST.height}"
    words = f"Too small: {least} at least." if desk.size.width > 26 else f"needs {least}"
    return [(words, desk.look.palette.text)]
