"""Every command, by each of its keys, at three sizes of the terminal: it does what its help says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from models.document import Document
from models.loading import load
from models.overviews import VIEWS
from models.review.journal import folder_of
from models.review.review import Review
from models.settings import Settings
from tui.commands import BY_ID, COMMANDS, keymap
from tui.screens.adjudicate import AdjudicateScreen
from tui.screens.conflicts import ConflictsScreen
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.picker import PickScreen
from tui.screens.search import SearchScreen
from tui.screens.splitting import SplitScreen
from tui.screens.standing import StandingScreen

NAMES = Settings().panes
SIZES = [(80, 24), (120, 40), (200, 60)]
OWN_KEYS: Mapping[str, str | list[str]] = {
    "take-over": "T",
    **{view.key: f"f{number}" for number, view in enumerate(VIEWS, 1)},
}
"""For the commands that have no key by default."""

KEYS = keymap(NAMES, OWN_KEYS, {}).keys


class Case(NamedTuple):
    """Keys that come first, and what must be so afterwards, told from the state before. `more` are the
    keys that end what the command asks; `given` is what others did before the desk was opened."""

    before: tuple[str, ...]
    holds: Callable[[Any, Any], object]
    more: tuple[str, ...] = ()
    given: Callable[[Document], object] = lambda document: None


def pane(name: str) -> Case:
    other = "2" if name != "actors" else "3"
    return Case((other,), lambda was, desk: desk.selection.active == name)


def neighbour(steps: int) -> Case:
    def holds(was: Any, desk: Any) -> bool:
        return desk.selection.active == NAMES[(NAMES.index(was.active) + steps) % len(NAMES)]

    return Case(("4",), holds)


def moved(steps: int, *before: str) -> Case:
    """By rows of the timeline, its headings passed by."""

    def holds(was: Any, desk: Any) -> bool:
        ids = [row.id for row in desk.pane("timeline").rows if row.id]
        return desk.record == ids[ids.index(was.record) + steps]

    return Case(("3", *before), holds)


def at_end(last: bool, *before: str) -> Case:
    def holds(was: Any, desk: Any) -> bool:
        ids = [row.id for row in desk.pane("timeline").rows if row.id]
        return was.record != desk.record == ids[-1 if last else 0]

    return Case(("3", *before), holds)


def half(direction: int, *before: str) -> Case:
    """Half a pane of lines: each event has one, and headings count."""

    def holds(was: Any, desk: Any) -> bool:
        timeline = desk.pane("timeline")
        rows = [row.id for row in timeline.rows]
        lines = direction * (rows.index(desk.record) - rows.index(was.record))
        distance = (timeline.size.height - 2) // 2
        ends = next(i for i in rows if i) if direction < 0 else rows[-1]
        return distance <= lines <= distance + 2 or (desk.record == ends and lines > 0)

    return Case(("3", *before), holds)


def opened(
    screen: type,
    *before: str,
    more: tuple[str, ...] = (),
    given: Callable[[Document], object] = lambda document: None,
) -> Case:
    return Case(before, lambda was, desk: isinstance(desk.app.screen, screen), more, given)


def stepped(link: Callable[[int], int]) -> Case:
    def holds(was: Any, desk: Any) -> bool:
        selection = desk.selection
        return selection.stepped and selection.link == link(len(selection.edges))

    return Case(("3", "j"), holds)


def zoomed(was: Any, desk: Any) -> bool:
    panes = [name for name in NAMES if desk.region(name)]
    return desk.state.zoomed and panes == [desk.selection.active]


# Views


def viewed(view: str) -> Case:
    return Case(("3",), lambda was, desk: desk.selection.active == view)


def drawn_anew(*before: str) -> Case:
    """Over the same record, in a view."""

    def holds(was: Any, desk: Any) -> bool:
        return desk.state.in_view and desk.record == was.record and was.lines != desk.lines

    return Case(before, holds)


# Deciding

UNDECIDED = ("F", *"undecided", "enter")
CORRECTED = ("3", "e", "enter", *" x", "ctrl+s")
"""The first event's title, corrected in the form."""


def decided(verdict: str, words: str = "", *more: str) -> Case:
    """Kept on disk, shown, and on to the next."""

    def holds(was: Any, desk: Any) -> bool:
        decision = desk.state.review.own.of(was.record).decision
        assert (decision.act, decision.words) == (verdict, words)
        assert desk.state.judged(was.record).verdict == verdict
        ids = [row.id for row in desk.pane("timeline").rows if row.id]
        return desk.record == ids[ids.index(was.record) + 1]

    return Case(("3",), holds, more)


def commented(was: Any, desk: Any) -> bool:
    [comment] = desk.state.review.own.of(was.record).comments
    return comment.words == "why?" and desk.record == was.record


def undecided_step(steps: int) -> Case:
    def holds(was: Any, desk: Any) -> bool:
        order = desk.state.reading_order
        return desk.record == order[(order.index(was.record) + steps) % len(order)]

    return Case(("3",), holds)


def all_accepted(was: Any, desk: Any) -> bool:
    listed = desk.pane("timeline").listed()
    return all(desk.state.judged(record).verdict == "accept" for record in listed)


def counts(was: Any, desk: Any, decided: int) -> bool:
    return desk.state.progress.whole.decided == decided


# Correcting, and together with others


def title(document: Document, record: str) -> str:
    return document.records[record].caption


def saved(was: Any, desk: Any) -> bool:
    on_disk = load(desk.document.path).document
    assert not desk.state.waiting
    assert title(on_disk, was.record) == title(was.document, was.record)
    return title(on_disk, was.record).endswith(" x")


def made(type_: str) -> Callable[[Any, Any], object]:
    def holds(was: Any, desk: Any) -> bool:
        new = desk.document.records.keys() - was.document.records.keys()
        return [desk.document.records[each].type for each in new] == [type_]

    return holds


def ann_differs(document: Document) -> None:
    for reviewer, verdict in (("ann", "reject"), ("mk", "accept")):
        review = Review.open(document.path, reviewer)
        review.decide(verdict, [document.records["strikes"]])
        review.close()


def corrected_over_another(document: Document) -> None:
    """mk corrected a title when the file had a third one."""
    review = Review.open(document.path, "mk")
    was, wanted = {"strikes": {"title": "Strikes"}}, {"strikes": {"title": "Blows"}}
    review.do(review.act("edit", document.records["strikes"], before=was, after=wanted))
    review.close()


def open_elsewhere(document: Document) -> None:
    """A desk on another host holds mk's review, as a lock says that was left there."""
    folder = folder_of(document.path)
    folder.mkdir()
    lock = '{"owner":"mk","host":"elsewhere","pid":7,"since":"2026-01-29T18:30:00.000Z"}\n'
    (folder / "mk.lock").write_text(lock)


CASES = {
    **{name: pane(name) for name in NAMES},
    "next-pane": neighbour(1),
    "previous-pane": neighbour(-1),
    "zoom": Case(("3",), zoomed),
    "down": moved(1),
    "up": moved(-1, "j", "j"),
    "top": at_end(False, "j", "j"),
    "bottom": at_end(True, "g"),
    "half-down": half(1, "g"),
    "half-up": half(-1, "G"),
    "follow": Case(
        ("3",),
        lambda was, desk: (
            desk.record == was.edges[0].target and desk.state.trail.steps[-2].record == was.record
        ),
    ),
    "back": Case(
        ("3", "enter"),
        lambda was, desk: (
            desk.record == desk.state.trail.steps[-2].record
            and desk.state.trail.can_go_forward
            and desk.selection.active == "timeline"
        ),
    ),
    "forward": Case(
        ("3", "enter", "h"),
        lambda was, desk: (
            desk.record == was.edges[0].target and not desk.state.trail.can_go_forward
        ),
    ),
    "next-link": stepped(lambda count: 0),
    "previous-link": stepped(lambda count: count - 1),
    "hints": Case(
        ("3",),
        lambda was, desk: desk.selection.hints.keys() == {edge.target for edge in was.edges},
    ),
    "accept": decided("accept"),
    "reject": decided("reject"),
    "flag": decided("flag", "no source", *"no source", "enter"),
    "comment": Case(("3",), commented, (*"why?", "enter")),
    "withdraw": Case(
        ("3", "a", "k"),
        lambda was, desk: (
            not desk.state.judged(was.record).verdict
            and desk.record == was.record
            and counts(was, desk, 0)
        ),
    ),
    "next-undecided": undecided_step(1),
    "previous-undecided": undecided_step(-1),
    "many": Case(("3",), all_accepted, ("1", "a", "y")),
    "filter": Case(
        ("3", "a"),
        lambda was, desk: (
            str(desk.state.filter) == "accepted" and len(desk.pane("timeline").listed()) == 1
        ),
        (*"accepted", "enter"),
    ),
    "show-all": Case(UNDECIDED, lambda was, desk: desk.state.shown is None),
    "progress": opened(StandingScreen),
    "edit": Case(
        ("3",),
        lambda was, desk: (
            title(desk.document, was.record) == title(was.document, was.record) + " x"
            and desk.record == was.record
        ),
        CORRECTED[2:],
    ),
    "undo": Case(("3", "a"), lambda was, desk: desk.record != was.record and counts(was, desk, 0)),
    "redo": Case(("3", "a", "u"), lambda was, desk: counts(was, desk, 1)),
    "add": Case((), made("actor"), ("a", "enter", *"Ann", "tab", "enter", "enter", "ctrl+s")),
    "mark": opened(PickScreen, "3"),
    "delete": Case(("3",), lambda was, desk: was.record not in desk.document.records, ("y",)),
    "merge": Case(
        ("2",),
        lambda was, desk: was.record not in desk.document.records,
        ("enter", "y"),
    ),
    "split": opened(SplitScreen, "2", more=(*"Other", "enter")),
    "save": Case(CORRECTED, saved, ("y",)),
    "conflicts": opened(ConflictsScreen, given=corrected_over_another),
    "adjudicate": opened(AdjudicateScreen, given=ann_differs),
    "take-over": Case(
        ("3", "a"),
        lambda was, desk: not desk.state.review.read_only and counts(was, desk, 1),
        ("a",),
        open_elsewhere,
    ),
    "search": opened(SearchScreen),
    "copy": Case(
        ("3",),
        lambda was, desk: (
            was.record in desk.app.clipboard
            and desk.document.caption(was.record) in desk.app.clipboard
            and "clipboard" in desk.state.message
        ),
    ),
    "open": Case(
        ("3",),
        lambda was, desk: desk.app.edited[0][1].startswith("+") and desk.record == was.record,
    ),
    "reload": Case(
        ("3", "j"),
        lambda was, desk: (
            desk.document is not was.document
            and desk.state.message.startswith("Read again")
            and (desk.record, desk.selection.active) == (was.record, "timeline")
        ),
    ),
    "problems": Case(
        ("3",),
        lambda was, desk: (
            desk.selection.active == "problems"
            and "p Problems" in desk.pane("problems").heading_text
        ),
    ),
    "view": Case(
        ("3",),
        lambda was, desk: (
            desk.state.offers_views
            and all(f"{view.letter} {view.name}" in desk.state.message for view in VIEWS)
        ),
    ),
    **{view.key: viewed(view.key) for view in VIEWS},
    "closer": drawn_anew("3", "v", "t"),
    "wider": drawn_anew("3", "v", "t", "=", "="),
    "whole": drawn_anew("3", "v", "t", "=", "="),
    "pan-left": drawn_anew("3", "v", "m", "=", "="),
    "pan-right": drawn_anew("3", "v", "m", "=", "="),
    "pan-up": drawn_anew("3", "v", "m", "=", "="),
    "pan-down": drawn_anew("3", "v", "m", "=", "="),
    "regroup": drawn_anew("3", "v", "r"),
    "cancel": Case(("z",), lambda was, desk: was.zoomed and not desk.state.zoomed),
    "help": opened(HelpScreen),
    "commands": opened(PaletteScreen),
    "report": Case((), lambda was, desk: "Nothing has failed" in desk.state.message),
    "quit": Case((), lambda was, desk: desk.app.return_code == 0 and not desk.app.is_running),
    "redraw": Case((), lambda was, desk: desk.app.forgotten == [True]),
    "suspend": Case((), lambda was, desk: desk.app.suspended == [True]),
}
FROM_DISK = ("open", "reload")


def test_every_command_has_a_case() -> None:
    assert CASES.keys() == BY_ID.keys()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("command", "key"),
    [(command.id, key) for command in COMMANDS for key in KEYS[command.id]],
)
async def test_key_does_what_its_help_says(
    open_desk: Any,
    on_disk: Document,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    key: str,
    size: tuple[int, int],
) -> None:
    case = CASES[command]
    case.given(on_disk)
    async with open_desk(*size, on_disk, editor="editor", keys=OWN_KEYS) as desk:
        outside(monkeypatch, desk.app)
        for first in case.before:
            await desk.press(first)
            desk.check()
        was = state(desk)
        if key == "ctrl+c" or command == "quit":
            await desk.pilot.press(key)
        else:
            await desk.press(key, *case.more)
        if command in FROM_DISK:
            await desk.until(lambda: desk.document is not was.document)
        if command != "quit":
            desk.check()
        assert case.holds(was, desk)


@pytest.mark.parametrize("command", [c.id for c in COMMANDS if c.group != "Panes"])
async def test_a_desk_that_only_reads_changes_nothing_on_disk(
    open_desk: Any, on_disk: Document, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Whatever is asked of it while another desk of the reviewer has the review open."""
    other = Review.open(on_disk.path, "mk")
    other.decide("accept", [on_disk.records["strikes"]])
    before = files(on_disk)
    case = CASES[command]
    async with open_desk(80, 24, on_disk, editor="editor", keys=OWN_KEYS) as desk:
        outside(monkeypatch, desk.app)
        for key in (*case.before, KEYS[command][0], *case.more):
            if desk.app.is_running:
                await desk.press(key)
    assert files(on_disk) == before
    other.close()


def files(document: Document) -> dict[str, bytes]:
    """The article, and everything in its review."""
    path = document.path
    return {each.name: each.read_bytes() for each in (path, *folder_of(path).iterdir())}


def outside(monkeypatch: pytest.MonkeyPatch, app: Any) -> None:
    """No terminal to give back: what would run outside the desk is noted instead."""
    app.edited, app.suspended, app.forgotten = [], [], []

    def run(command: list[str], **_: Any) -> SimpleNamespace:
        app.edited.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr("tui.outside.subprocess.run", run)
    monkeypatch.setattr(app, "suspend", nullcontext)
    monkeypatch.setattr(app, "action_suspend_process", lambda: app.suspended.append(True))
    monkeypatch.setattr(app.picture, "forget", lambda: app.forgotten.append(True))


def state(desk: Any) -> SimpleNamespace:
    return SimpleNamespace(
        record=desk.record,
        active=desk.selection.active,
        edges=desk.selection.edges,
        zoomed=desk.state.zoomed,
        lines=desk.lines,
        document=desk.document,
    )
