"""What the article comes to as a whole: each module works out one view, for the screen, a text or a program.

The desk's panes list what stands in the file; these put it together: in time, in space, as acts and their
answers, as who says what.
"""

from __future__ import annotations

from typing import NamedTuple


class View(NamedTuple):
    """One view: its `name`, the letter that opens it, and what it shows, in a sentence. `key` is its
    command's id and its pane's name."""

    name: str
    letter: str
    help: str

    @property
    def key(self) -> str:
        return f"view-{self.name}"


VIEWS = (
    View("timeline", "t", "Events on an axis of time, with all doubt about their dates."),
    View("chain", "c", "Who did what, and what it answered, a lane for each side."),
    View("map", "m", "The places on a map, as precisely as they are known."),
    View("claims", "l", "Who asserts, claims, hedges or denies what, side by side."),
    View("relations", "r", "Who acts on whom, with counts and values of conflict and cooperation."),
    View("voices", "s", "Who speaks, how much, how directly and about whom; who never does."),
    View(
        "coverage",
        "o",
        "The text sentence by sentence: what is annotated and decided, what nobody claimed.",
    ),
)
BY_NAME = {each.name: each for each in VIEWS}
BY_KEY = {each.key: each for each in VIEWS}
