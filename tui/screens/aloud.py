"""What the desk says to those who listen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.commands import BY_ID
from tui.spoken import Part, Said, counted, link_words, named_key, sentences

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen
    from tui.state import DeskState

_AT_AN_END = {
    "down": "No more below.",
    "half-down": "No more below.",
    "bottom": "This is the last.",
    "up": "No more above.",
    "half-up": "No more above.",
    "top": "This is the first.",
    "zoom": "Nothing is drawn here, so nothing can be zoomed.",
    "cancel": "Nothing stands open here.",
}
"""What to say of commands that changed nothing."""


def aloud(desk: DeskScreen) -> Iterator[Part]:
    """The article and the message, then the pane and what has the cursor in it, then the chosen link."""
    state = desk.state
    yield Said("article", state.document.title, _standing(state), _notices(state))
    yield Said("message", state.message)
    yield from desk.active.spoken()
    selection = state.selection
    edge = selection.next_edge
    if selection.hints:
        letters = {each.target: each for each in reversed(selection.edges)}
        offers = (
            f"{hint}: {link_words(state.document, letters[record])}"
            for record, hint in selection.hints.items()
        )
        yield Said("hints", sentences(offers))
    elif edge is not None and (selection.stepped or selection.active == "details"):
        which = f"Link {selection.link + 1} of {len(selection.edges)}"
        yield Said("link", f"{which}: {link_words(state.document, edge)}")


def _standing(state: DeskState) -> str:
    """How far the review is, and whose it is."""
    whole, waiting = state.progress.whole, len(state.corrections.pending)
    told = (
        state.document.name,
        f"{whole.decided} of {whole.total} decided",
        f"{counted(waiting, 'correction')} not saved" if waiting else "",
        f"reviewer {state.review.reviewer}",
    )
    return ", ".join(filter(None, told))


def _notices(state: DeskState) -> str:
    """What the top line tells of the file."""
    reload, conflicts = state.keys.first("reload"), len(state.corrections.conflicts)
    problems = len(state.problems.pressing)
    stale = f"The file changed on disk: {reload} reads it again"
    return sentences(
        (
            "The file is being read" if state.reading else stale if state.stale else "",
            f"{counted(conflicts, 'conflict')}: {state.keys.first('conflicts')}" * bool(conflicts),
            f"{counted(problems, 'problem')}: {state.keys.first('problems')}" * bool(problems),
            "Read only" if state.review.read_only else "",
        )
    )


def unmoved(desk: DeskScreen, key: str) -> str:
    """What to say of a key that changed nothing."""
    command = desk.bound(key)
    if command is None:
        lists = named_key(desk.state.keys.first("help"))
        return f"{named_key(key)} does nothing here; {lists} lists the keys."
    if desk.state.message:
        return desk.state.message
    if command in desk.panes:
        return f"You are in the {command} already."
    return _AT_AN_END.get(command, sentences((BY_ID[command].words.capitalize(),)))
