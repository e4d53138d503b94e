"""Every command of the desk, declared once: id, keys, words for footer, palette and help.

`keymap` works in what the user's settings say. The id is also the name of the action that the desk
runs (`next-link` → `action_next_link`), and what `keys:` in `config.yaml` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeGuard

from models.overviews import VIEWS
from models.problems import Problem, nearest


class Command(NamedTuple):
    """One thing the desk can do. `words` are for the footer and the palette, `help` is one sentence;
    `footer` ranks it there (0: not shown)."""

    id: str
    keys: tuple[str, ...]
    words: str
    help: str
    group: str
    footer: int = 0


COMMANDS = (
    Command("article", (), "article", "Go to the article's text.", "Panes"),
    Command("actors", (), "actors", "Go to the actors.", "Panes"),
    Command("timeline", (), "timeline", "Go to the timeline of events.", "Panes"),
    Command("quotes", (), "quotes", "Go to the quotes.", "Panes"),
    Command("context", (), "context", "Go to places, notes and relations.", "Panes"),
    Command("details", (), "details", "Go to the selected record's details and links.", "Panes"),
    Command("next-pane", ("tab",), "next pane", "Go to the next pane.", "Panes", 17),
    Command("previous-pane", ("shift+tab",), "previous pane", "Go to the pane before.", "Panes"),
    Command("zoom", ("z",), "zoom", "Give the pane the whole screen, or back.", "Panes", 16),
    Command("down", ("j", "down"), "down", "To the next item, or passage of the text.", "Move", 13),
    Command("up", ("k", "up"), "up", "To the item or passage before.", "Move"),
    Command("top", ("g", "home"), "top", "To the first item.", "Move"),
    Command("bottom", ("G", "end"), "bottom", "To the last item.", "Move"),
    Command("half-down", ("ctrl+d", "pagedown"), "half a pane down", "Half a pane down.", "Move"),
    Command("half-up", ("ctrl+u", "pageup"), "half a pane up", "Half a pane up.", "Move"),
    Command(
        "follow",
        ("enter", "l", "right"),
        "follow",
        "Follow the chosen link: the first, or the one stepped to.",
        "Links",
        9,
    ),
    Command("back", ("h", "left"), "back", "Back to where you were.", "Links", 11),
    Command("forward", ("L",), "forward", "Forward again.", "Links"),
    Command(
        "next-link", ("]",), "next link", "Choose the next linked item and show it.", "Links", 10
    ),
    Command("previous-link", ("[",), "previous link", "Choose the one before.", "Links"),
    Command(
        "hints", ("f",), "hints", "Put letters on every linked item, and jump to one.", "Links", 12
    ),
    Command("accept", ("a",), "accept", "Accept the record as it reads now.", "Decide", 1),
    Command("reject", ("x",), "reject", "Reject the record.", "Decide", 2),
    Command("flag", ("!",), "flag", "Flag the record, and say why.", "Decide", 3),
    Command("comment", ("c",), "comment", "Say something about the record.", "Decide", 4),
    Command("withdraw", ("backspace",), "withdraw", "Take your decision back.", "Decide"),
    Command(
        "next-undecided",
        ("n",),
        "undecided",
        "To the next undecided record of the text.",
        "Decide",
        5,
    ),
    Command("previous-undecided", ("N",), "previous undecided", "To the one before.", "Decide"),
    Command(
        "many",
        ("*",),
        "many",
        "Decide on all that shows, or that links to an actor.",
        "Decide",
    ),
    Command(
        "filter",
        ("F",),
        "filter",
        "Show only what is undecided, flagged, of one kind or of one actor.",
        "Decide",
    ),
    Command("show-all", ("0",), "show all", "End the filter.", "Decide"),
    Command("progress", ("P",), "progress", "How far the review is, and what is left.", "Decide"),
    Command("edit", ("e",), "edit", "Correct the record, field by field.", "Correct", 6),
    Command("undo", ("u",), "undo", "Take back what you did last.", "Correct", 7),
    Command("redo", ("U",), "redo", "Do it again.", "Correct"),
    Command("add", ("+",), "add", "Add a record.", "Correct"),
    Command(
        "mark", ("m",), "mark", "Mark words of the text, and make a record of them.", "Correct"
    ),
    Command("delete", ("D",), "delete", "Delete the record; says what links to it.", "Correct"),
    Command("merge", ("M",), "merge", "Merge the record into another; links follow.", "Correct"),
    Command("split", ("S",), "split", "Split the record in two.", "Correct"),
    Command("save", ("s",), "save", "Write your corrections into the file.", "File", 8),
    Command(
        "conflicts",
        ("C",),
        "conflicts",
        "Choose, where the file and your corrections differ.",
        "File",
    ),
    Command("adjudicate", ("A",), "adjudicate", "Go through what reviewers differ on.", "Together"),
    Command(
        "take-over",
        (),
        "take over",
        "Write here, if the desk that holds the review is gone.",
        "Together",
    ),
    Command(
        "search",
        ("/",),
        "search",
        "Search names, titles, quotes, notes and the text.",
        "Find and take out",
        14,
    ),
    Command("copy", ("y",), "copy", "Copy the selected record's words.", "Find and take out"),
    Command(
        "open",
        ("o",),
        "edit file",
        "Open the file in your editor at the record, then read it again.",
        "Find and take out",
    ),
    Command(
        "reload", ("r",), "reload", "Read the file again; the selection stays.", "Find and take out"
    ),
    Command(
        "report",
        ("R",),
        "report",
        "Show what failed in the program itself, to copy or send on.",
        "Find and take out",
        1,
    ),
    Command(
        "problems",
        ("p",),
        "problems",
        "Show what checks find wrong, each with its record and passage.",
        "Check",
        8,
    ),
    Command("view", ("v",), "views", "The whole article another way: v and a letter.", "View", 15),
    *(Command(each.key, (), f"{each.name} view", each.help, "View") for each in VIEWS),
    Command("closer", ("=",), "closer", "Zoom in, in a view.", "View"),
    Command("wider", ("-",), "wider", "Zoom out, in a view.", "View"),
    Command("whole", ("w",), "whole", "Show all again, in a view.", "View"),
    Command("pan-left", ("<",), "pan left", "Move a view to the left.", "View"),
    Command("pan-right", (">",), "pan right", "Move a view to the right.", "View"),
    Command("pan-up", ("{",), "pan up", "Move a view up.", "View"),
    Command("pan-down", ("}",), "pan down", "Move a view down.", "View"),
    Command(
        "regroup",
        ("t",),
        "regroup",
        "Order a view another way, such as by actor or by place.",
        "View",
    ),
    Command("cancel", ("escape",), "cancel", "Leave hints, a chosen link or a zoom.", "Desk"),
    Command("help", ("?",), "help", "Show all keys and signs.", "Desk", 15),
    Command("commands", (":",), "commands", "Find a command by its words.", "Desk"),
    Command(
        "redraw",
        ("ctrl+l",),
        "redraw",
        "Draw the whole screen anew; with --plain, say all of it again.",
        "Desk",
    ),
    Command("quit", ("q", "ctrl+c"), "quit", "Leave the desk.", "Desk", 18),
    Command("suspend", ("ctrl+z",), "suspend", "Back to the shell; `fg` returns.", "Desk"),
)
BY_ID = {command.id: command for command in COMMANDS}

ROOMS = {
    **dict.fromkeys(("Panes", "Move", "Links"), "walking"),
    "Decide": "deciding",
    "Correct": "correcting",
    "File": "filing",
    "Together": "settling",
    "Find and take out": "finding",
    "Check": "problems",
    "View": "viewing",
    "Desk": "minding",
}
"""Which module of `tui/screens/` does the commands of a group; `desk.py` those of all others."""

_FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 13))
_NAMED = {
    *("escape", "enter", "tab", "space", "backspace", "delete", "insert"),
    *("home", "end", "pageup", "pagedown", "up", "down", "left", "right"),
    *_FUNCTION_KEYS,
}
_MODIFIERS = ("ctrl", "shift", "alt")


class Keymap(NamedTuple):
    """The keys in force for every command, and what was wrong with the user's. A problem names the
    file it stands in."""

    keys: Mapping[str, tuple[str, ...]]
    problems: list[tuple[str, Problem]]

    def first(self, command: str) -> str:
        """The key to show for a command; empty if it has none."""
        keys = self.keys[command]
        return keys[0] if keys else ""


def keymap(
    panes: Iterable[str],
    overrides: Mapping[str, str | list[str]],
    places: Mapping[str, tuple[str, int, int]],
) -> Keymap:
    """Default keys (the digits go to `panes` in their order) with the user's in their stead. A key the
    user gives to one command is taken from the command that has it by default; two commands that
    the user gives the same key are a clash, and the first keeps it."""
    defaults = {command.id: command.keys for command in COMMANDS}
    defaults |= {pane: (str(number),) for number, pane in enumerate(panes, 1)}
    problems: list[tuple[str, Problem]] = []
    own: dict[str, tuple[str, ...]] = {}
    taken: dict[str, str] = {}

    def problem(command: str, message: str, mend: str) -> None:
        name, line, column = places.get(command, ("", 0, 0))
        problems.append((name, Problem("E207", message, line, column, mend=mend)))

    for command, given in overrides.items():
        if command not in defaults:
            mend = nearest(command, list(defaults)) or "`copydesk keys` lists them."
            problem(command, f"`keys`: there is no command “{command}”.", mend)
            continue
        kept = []
        for key in [given] if isinstance(given, str) else given:
            if not is_key(key):
                message = f"`keys`: “{key}” for {command} is not a key."
                problem(command, message, "Write one character, or a name such as ctrl+d or enter.")
            elif taken.get(key, command) != command:
                message = f"`keys`: {command} and {taken[key]} both want “{key}”."
                problem(command, message, f"{taken[key]} keeps it; give {command} another.")
            else:
                taken[key] = command
                kept.append(key)
        if kept:
            own[command] = tuple(dict.fromkeys(kept))
    keys = {
        command: own.get(command) or tuple(key for key in default if key not in taken)
        for command, default in defaults.items()
    }
    return Keymap(keys, problems)


def is_key(key: str) -> bool:
    """Whether a terminal can send it: one visible character, or a named key, with modifiers."""
    *modifiers, last = key.split("+") if key not in ("+", "") else [key]
    known = last in _NAMED or (len(last) == 1 and last.isprintable() and not last.isspace())
    return known and all(modifier in _MODIFIERS for modifier in modifiers)


def pressed(key: str, character: str | None) -> str:
    """A key by the name that `keys:` knows it by: what it writes, if that can be seen."""
    seen = character is not None and character.isprintable() and not character.isspace()
    return character if character is not None and seen else key


def writes(character: str | None) -> TypeGuard[str]:
    """Whether a key writes something in a line: what can be printed, or what joins letters of Persian or
    Hindi, or keeps them apart."""
    return character is not None and (character.isprintable() or character in ("\u200c", "\u200d"))


def shown(key: str) -> str:
    """A key as the footer and the help write it."""
    return {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del"}.get(key, key)
