"""After every change of size the terminal shows what the desk has drawn, and nothing of before."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

KEYS = ["j", "k", "]", "1", "2", "3", "4", "5", "6", "h", "l", "g", "G", "z", "\t", "\x04"]
OPENS = ["/", ":", "?", "c", "e", "f"]


def redrawn(terminal: Any) -> None:
    """Nothing changes when all is sent anew."""
    terminal.settle()
    shown, text = terminal.cells(), terminal.text()
    before = len(terminal.came)
    terminal.type(b"\x0c")
    terminal.settle()
    assert len(terminal.came) > before
    assert terminal.cells() == shown, f"\n{text}\n\nis, drawn anew,\n\n{terminal.text()}"


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_changes_of_size_while_keys_are_typed(seed: int, emulated: Any) -> None:
    chance = random.Random(seed)
    terminal = emulated(size=(120, 40), env={"COLORTERM": "truecolor"})
    terminal.wait_for("help", answers=True)
    terminal.settle()
    changes = 0
    while changes < 100:
        for _ in range(chance.choice([1, 2, 4, 8])):
            old = (terminal.screen.columns, terminal.screen.lines)
            size = (chance.randint(60, 300), chance.randint(15, 100))
            keys = [chance.choice(KEYS) for _ in range(chance.randint(0, 3))]
            if chance.random() < 0.3:  # something stands open over the desk
                keys += [chance.choice(OPENS), *"ab", "\x1b\x1b"[: chance.randint(0, 2)]]
            terminal.type("".join(keys).encode())
            terminal.resize(*size)
            if chance.random() < 0.2:  # and back before the desk has seen it
                terminal.resize(*old)
            if chance.random() < 0.5:
                terminal.read(chance.random() * 0.03)
                terminal.answer()
            changes += 1
        redrawn(terminal)
    assert terminal.process.poll() is None


@pytest.mark.parametrize("opens", ["/ir", ":go", "?", "2c", "2e", "f", "+"])
def test_a_change_of_size_below_what_stands_open(opens: str, emulated: Any) -> None:
    """What was typed stays, and so does the desk below when it has gone."""
    terminal = emulated(size=(120, 40))
    terminal.wait_for("help", answers=True)
    terminal.type(opens.encode())
    terminal.settle()
    for size in ((80, 24), (60, 15), (24, 6), (20, 5), (300, 100), (120, 40)):
        terminal.resize(*size)
    redrawn(terminal)
    for size in ((80, 24), (60, 15), (200, 60)):
        terminal.resize(*size)
        redrawn(terminal)
    terminal.type(b"\x1b")
    terminal.settle()
    redrawn(terminal)
    assert "help" in terminal.text()


def test_the_size_that_came_back_is_drawn_though_the_desk_never_left_it(emulated: Any) -> None:
    terminal = emulated(size=(120, 40))
    terminal.wait_for("help", answers=True)
    terminal.settle()
    shown = terminal.text()
    for _ in range(5):
        terminal.resize(70, 20)
        terminal.resize(120, 40)
        assert terminal.text() != shown  # what was cut off is gone from the terminal
        terminal.wait_for(lambda now: now == shown, answers=True)


def test_smaller_while_the_line_holds_pictures_back(emulated: Any) -> None:
    """No answer comes meanwhile; the picture that was held is of the old size."""
    terminal = emulated(size=(200, 60))
    terminal.wait_for("help", answers=True)
    terminal.settle()
    for _ in range(6):
        terminal.type(b"3jjjkkk2jjj")
        terminal.read(0.03)
    for size in ((100, 30), (150, 24), (90, 40)):
        terminal.resize(*size)
        terminal.type(b"j")
        terminal.read(0.03)
    redrawn(terminal)


# In tmux


def same_as_drawn_anew(terminal: Any, pid: int | None = None) -> None:
    """Nothing changes when all is sent anew."""
    terminal.settle(pid)
    shown = terminal.screen()
    terminal.send("C-l")
    terminal.settle(pid)
    assert terminal.screen() == shown


def test_panes_of_tmux_split_zoom_and_go(desk: Any) -> None:
    terminal = desk(size=(160, 50))
    run = terminal._run
    for *command, wanted in (
        ("split-window", "-d", "-h", "-l", "60", "sleep", "60", 99),
        ("split-window", "-d", "-v", "-l", "20", "sleep", "60", 99),
        ("resize-pane", "-Z", 160),
        ("resize-pane", "-Z", 99),
        ("resize-pane", "-x", "70", 70),
        ("swap-pane", "-d", "-t", ":.1", None),
        ("kill-pane", "-a", 160),
    ):
        run(*command)
        if wanted:
            terminal.wait_until(lambda wanted=wanted: terminal.ask("#{pane_width}") == str(wanted))
        terminal.wait_for("help")
        same_as_drawn_anew(terminal)


def test_another_client_of_another_size(tmux: Any, desk: Any, copydesk_command: Any) -> None:
    """Left and taken up again from a smaller terminal, as after a lost connection."""
    terminal = desk(size=(120, 40))
    terminal._run("set-option", "-g", "window-size", "latest")
    for size in ((80, 24), (100, 30)):
        client = tmux(
            f"env -u TMUX TMUX_TMPDIR={terminal._dir} tmux -u -L desk attach",
            size=size,
        )
        client.wait_for(lambda shown: "help" in shown and "Pakistan and Iran" in shown)
        terminal.wait_until(lambda size=size: terminal.ask("#{pane_width}") == str(size[0]))
        terminal.send("2", "j")
        terminal.wait_for("2 Actors")
        same_as_drawn_anew(terminal)
        client.wait_until(lambda client=client: client.screen() == terminal.screen())
        client.close()
    terminal.send("q")
    assert terminal.wait_exit() == 0


def test_another_size_while_it_is_stopped(tmux: Any, copydesk_command: Any) -> None:
    terminal = tmux("exec sh -i", env={"PS1": "ready> ", "ENV": ""}, size=(120, 40))
    terminal.wait_for("ready>")
    terminal.type(str(copydesk_command))
    terminal.send("Enter")
    terminal.wait_for("? help")
    for size in ((80, 24), (60, 15), (140, 45)):
        terminal.send("C-z")
        terminal.wait_for(lambda screen: screen.rstrip().endswith("ready>"))
        terminal.resize(*size)
        terminal.type("clear; fg")
        terminal.send("Enter")
        terminal.wait_for("help")
        terminal.wait_for(lambda screen, size=size: len(screen.splitlines()[1]) == size[0])
        (desk,) = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text().split()
        same_as_drawn_anew(terminal, int(desk))


def test_another_size_while_an_editor_has_the_terminal(desk: Any, tmp_path: Any) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "\\033[2Jediting"; read x\n')
    editor.chmod(0o755)
    terminal = desk(env={"EDITOR": str(editor)}, size=(120, 40))
    terminal.send("o")
    terminal.wait_for("editing")
    terminal.resize(80, 24)
    terminal.send("Enter")
    terminal.wait_for("help")
    same_as_drawn_anew(terminal)
    assert "1-6 panes" in terminal.screen()
