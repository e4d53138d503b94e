"""What the bars of the desk say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len
from textual.geometry import Size

from models.text import visible
from tui.arrangement import LEAST
from tui.commands import BY_ID, COMMANDS, Keymap, shown
from tui.state import DeskState
from tui.styles.symbols import Symbols
from tui.styles.themes import Palette
from tui.widgets.lines import Piece, cut

TRAIL_STEPS = 6
"""Stations of the trail that are named; those before them are an ellipsis."""

STEP_WIDTH = 28

LINKS = 12
"""Links that are named in a line: no line holds more."""

WIDE = 100
"""Columns from which the file's name stands beside the title."""


Words = tuple[list[Piece], list[Piece]]
"""What stands at the left of a bar, and what at its right."""


class Shown(NamedTuple):
    """What the words are made from, and how they look."""

    state: DeskState
    palette: Palette
    symbols: Symbols
    size: Size

    def literal(self, text: str) -> str:
        """Text from a file as it may stand on one line of the screen."""
        return visible(text, ascii=self.symbols.is_ascii)

    def key(self, command: str) -> str:
        """The key to name for a command."""
        return shown(self.state.keys.first(command))


def opening(state: DeskState) -> str:
    """What the first screen says: why nothing can be decided, what was wrong with a journal, the first
    problem of a file that has some, else the keys that matter."""
    review = state.review
    if review.read_only and state.document.path is not None:
        return review.read_only
    if review.troubles:
        return review.troubles[0]
    if state.corrections.conflicts:
        count, key = len(state.corrections.conflicts), shown(state.keys.first("conflicts"))
        return f"The file changed where you had corrected {count} records: {key} to choose."
    if pressing := state.problems.pressing:
        first, count, key = pressing[0], len(pressing), shown(state.keys.first("problems"))
        others = f"{count} problems, the first" if count > 1 else "1 problem,"
        return f"{others} in line {first.line}: {first.message} {key} shows them."
    return welcome(state.keys)


def welcome(keys: Keymap) -> str:
    """The keys that matter."""
    key = {command: shown(bound[0]) for command, bound in keys.keys.items() if bound}
    offers = (
        (("down", "up"), "move"),
        (("follow",), "follows a link"),
        (("back",), "goes back"),
        (("accept", "reject"), "decide"),
        (("help",), "all keys"),
    )
    return ", ".join(
        f"{' '.join(key[each] for each in commands)} {does}"
        for commands, does in offers
        if all(each in key for each in commands)
    )


def top(desk: Shown) -> Words:
    """The article's name at the left; notices and the reviewer at the right, where not all fit those first
    that tell what was done."""
    palette = desk.palette
    left: list[Piece] = [(desk.literal(desk.state.document.title), palette.title)]
    if desk.size.width >= WIDE:
        dot = f" {desk.symbols.separator} "
        left.append((dot + desk.literal(desk.state.document.name), palette.dim))
    told = dict(_told(desk))
    right = [("  ", palette.text), *told.values()]
    if sum(cell_len(words) for words, _ in right) >= desk.size.width:
        first = ("decided", "unsaved", "conflicts")
        right[1:] = [told.pop(name) for name in first if name in told] + [*told.values()]
    return left, right


def _told(desk: Shown) -> Iterator[tuple[str, Piece]]:
    """What the top line tells of the review and the file, by name."""
    palette, dot = desk.palette, f" {desk.symbols.separator} "
    if desk.state.reading:
        yield "reading", (f"reading {desk.state.reading}%{dot}", palette.notice)
    elif desk.state.stale:
        key = desk.key("reload")
        yield "stale", (f"changed on disk: {key} reads it again{dot}", palette.notice)
    if count := len(desk.state.corrections.conflicts):
        key = desk.key("conflicts")
        yield "conflicts", (f"conflicts {count}: {key}{dot}", palette.notice)
    if count := len(desk.state.corrections.pending):
        yield "unsaved", (f"unsaved {count}{dot}", palette.mark)
    whole = desk.state.progress.whole
    yield "decided", (f"decided {whole.decided}/{whole.total}{dot}", palette.text)
    if count := len(desk.state.problems.pressing):
        yield "problems", (f"problems {count}{dot}", palette.notice)
    if desk.state.review.read_only:
        yield "read only", (f"read only{dot}", palette.notice)
    named = "reviewer " if desk.size.width >= WIDE else ""
    yield "reviewer", (named + desk.literal(desk.state.review.reviewer), palette.dim)


def links(desk: Shown) -> Words:
    """The selected record's links in a line, from the one that is next, for screens on which the
    details do not show."""
    palette, symbols = desk.palette, desk.symbols
    selection = desk.state.selection
    pieces: list[Piece] = []
    for index, edge in islice(enumerate(selection.edges), selection.link, selection.link + LINKS):
        chosen = index == selection.link
        sign = (symbols.stepped if selection.stepped else symbols.linked) + " " if chosen else ""
        pieces.append((sign, palette.mark))
        caption = cut(
            desk.literal(desk.state.document.caption(edge.target)), STEP_WIDTH, symbols.ellipsis
        )
        pieces += [
            (desk.literal(edge.words) + " ", palette.dim),
            (caption + "   ", palette.title if chosen else palette.text),
        ]
    if not pieces:
        return [("no links from here", palette.dim)], []
    return pieces, [(f" {selection.link + 1}/{len(selection.edges)}", palette.dim)]


def trail(desk: Shown) -> Words:
    """The last message, or where the reader has been; at the right the panes that are not shown."""
    palette, symbols = desk.palette, desk.symbols
    right: list[Piece] = []
    hidden = desk.state.arrangement(desk.size).hidden
    if hidden and desk.size.height < 20 and not desk.state.zoomed:
        right = [(f"  hidden: {len(hidden)} panes", palette.notice)]
    elif desk.state.zoomed:
        right = [(f"  zoomed: {desk.key('zoom')} ends it", palette.notice)]
    if desk.state.message:
        return [(desk.literal(desk.state.message), palette.notice)], right
    steps = desk.state.trail.steps[: desk.state.trail.at + 1]
    arrow = " > " if symbols.is_ascii else " › "
    named = [
        cut(desk.literal(desk.state.document.caption(step.record)), STEP_WIDTH, symbols.ellipsis)
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
    ahead = len(desk.state.trail.steps) - len(steps)
    if ahead:
        left.append((f"  ({ahead} ahead: {desk.key('forward')})", palette.dim))
    return left, right


def keys(desk: Shown) -> Words:
    """The keys that do something now, as many as fit, the one for help before all; where panes are
    hidden, also which keys go to them."""
    palette, state = desk.palette, desk.state
    width = desk.size.width - 2
    if state.selection.hints:
        return [("the letters of an item", palette.key), (" go there  ", palette.dim)], []
    offered = [
        (desk.key(command), words)
        for command, words in _offers(state)
        if state.possible(command) and state.keys.first(command)
    ]
    if state.arrangement(desk.size).hidden and not state.zoomed and not _at_problems(state):
        first, last = desk.key(state.order[0]), desk.key(state.order[-1])
        offered.insert(0, (f"{first}-{last}", "panes"))
    help_words = BY_ID["help"].words
    shown_offers, used = [], 0
    for offer in sorted(offered, key=lambda offer: offer[1] != help_words):
        cells = cell_len(offer[0]) + cell_len(offer[1]) + 3
        if used + cells <= width + 2:  # nothing need stand behind the last
            shown_offers.append(offer)
            used += cells
    pieces: list[Piece] = []
    for key, words in (offer for offer in offered if offer in shown_offers):
        gap = "  " if pieces else ""
        pieces += [(gap + key, palette.key), (f" {words}", palette.dim)]
    return pieces, []


_AT_PROBLEMS = {
    "follow": "stay here",
    "cancel": "go back",
    "edit": "edit",
    "open": "edit file",
    "undo": "undo",
    "help": BY_ID["help"].words,
    "zoom": "zoom",
    "accept": "accept",
    "reject": "reject",
}
"""The commands that matter while one looks at problems, those first that matter most."""


def _offers(state: DeskState) -> Iterator[tuple[str, str]]:
    """The commands that the footer may name, with their words, those first that matter most."""
    if _at_problems(state):
        yield from _AT_PROBLEMS.items()
        return
    for command in sorted(COMMANDS, key=lambda command: command.footer):
        if command.footer:
            yield command.id, command.words


def _at_problems(state: DeskState) -> bool:
    return state.selection.active == "problems"


def too_small(desk: Shown) -> Words:
    least = f"{LEAST.width}x{LEAST.height}"
    words = f"Too small: {least} at least." if desk.size.width > 26 else f"needs {least}"
    return [(words, desk.palette.text)], []


BARS = {"top": top, "links": links, "trail": trail, "keys": keys, "notice": too_small}
"""What each bar says."""
