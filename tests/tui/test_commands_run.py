"""Every command, by each of its keys, at three sizes of the terminal: it does what its help says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from models.document import Document
from models.settings import Settings
from models.shipped import first_article
from tui.commands import BY_ID, COMMANDS, keymap
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.search import SearchScreen

NAMES = Settings().panes
SIZES = [(80, 24), (120, 40), (200, 60)]
DEFAULT = keymap(NAMES, {}, {}).keys


class Case(NamedTuple):
    """Keys that come first, and what must be so afterwards, told from the state before."""

    before: tuple[str, ...]
    holds: Callable[[Any, Any], object]


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


def opened(screen: type) -> Case:
    return Case((), lambda was, desk: isinstance(desk.app.screen, screen))


def stepped(link: Callable[[int], int]) -> Case:
    def holds(was: Any, desk: Any) -> bool:
        selection = desk.selection
        return selection.stepped and selection.link == link(len(selection.edges))

    return Case(("3", "j"), holds)


def zoomed(was: Any, desk: Any) -> bool:
    panes = [name for name in NAMES if desk.region(name)]
    return desk.state.zoomed and panes == [desk.selection.active]


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
    "cancel": Case(("z",), lambda was, desk: was.zoomed and not desk.state.zoomed),
    "help": opened(HelpScreen),
    "commands": opened(PaletteScreen),
    "quit": Case((), lambda was, desk: desk.app.return_code == 0 and not desk.app.is_running),
    "suspend": Case((), lambda was, desk: desk.app.suspended == [True]),
}
FROM_DISK = ("open", "reload")


def test_every_command_has_a_case() -> None:
    assert CASES.keys() == BY_ID.keys()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("command", "key"),
    [(command.id, key) for command in COMMANDS for key in DEFAULT[command.id]],
)
async def test_key_does_what_its_help_says(
    open_desk: Any,
    seed: Document,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    key: str,
    size: tuple[int, int],
) -> None:
    case = CASES[command]
    document = seed
    if command in FROM_DISK:
        document = on_disk(seed, Path.home())
    async with open_desk(*size, document, editor="editor") as desk:
        outside(monkeypatch, desk.app)
        for first in case.before:
            await desk.press(first)
            desk.check()
        was = state(desk)
        if key == "ctrl+c" or command == "quit":
            await desk.pilot.press(key)
        else:
            await desk.press(key)
        if command in FROM_DISK:
            await desk.until(lambda: desk.document is not was.document)
        if command != "quit":
            desk.check()
        assert case.holds(was, desk)


def on_disk(document: Document, folder: Path) -> Document:
    """The seed with a file of its own behind it."""
    path = folder / "article.yaml"
    path.write_bytes(first_article().read_bytes())
    return replace(document, path=path)


def outside(monkeypatch: pytest.MonkeyPatch, app: Any) -> None:
    """No terminal to give back: what would run outside the desk is noted instead."""
    app.edited, app.suspended = [], []

    def run(command: list[str], **_: Any) -> SimpleNamespace:
        app.edited.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr("tui.outside.subprocess.run", run)
    monkeypatch.setattr(app, "suspend", nullcontext)
    monkeypatch.setattr(app, "action_suspend_process", lambda: app.suspended.append(True))


def state(desk: Any) -> SimpleNamespace:
    return SimpleNamespace(
        record=desk.record,
        active=desk.selection.active,
        edges=desk.selection.edges,
        zoomed=desk.state.zoomed,
        document=desk.document,
    )
