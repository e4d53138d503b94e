"""A program that is itself broken leaves the terminal as it was, and says where its report lies; one that is
broken in part goes on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

SECRET = "Secret words of the article"
ARTICLE = f"""\
copydesk: 1
article: {{title: {SECRET}, text: {SECRET} are here.}}
actors:
  - {{id: a, name: Ann, kind: person}}
"""
BREAKS = """
import sys
from {module} import {owner}
def breaks(*words, **named):
    raise ValueError("{secret}", words)
{owner}.{name} = breaks
from tui.cli import main
sys.exit(main(["{path}", "--as", "mk"]))
"""


@pytest.fixture
def broken(tmux: Any, tmp_path: Path) -> Any:
    """The desk with one of its methods broken, and the folder that is its home."""

    def started(module: str, owner: str, name: str) -> Any:
        path = tmp_path / "report.yaml"
        path.write_text(ARTICLE)
        script = BREAKS.format(module=module, owner=owner, name=name, secret=SECRET, path=path)
        home = {"HOME": str(tmp_path), "XDG_STATE_HOME": None, "XDG_CONFIG_HOME": None}
        return tmux([sys.executable, "-c", script], env=home)

    return started


@pytest.mark.parametrize(
    ("module", "owner", "name"),
    [
        ("tui.widgets.surface", "Surface", "compose"),
        ("tui.screens.desk", "DeskScreen", "Resumed"),
        ("tui.app", "CopydeskApp", "get_default_screen"),
        ("tui.mending", "Mending", "watch_threads"),
        ("tui.state", "DeskState", "put_together"),
    ],
)
def test_what_cannot_go_on_ends_in_good_order(
    broken: Any, tmp_path: Path, module: str, owner: str, name: str
) -> None:
    terminal = broken(module, owner, name)
    if name in ("Resumed", "put_together"):  # the desk can do without
        terminal.wait_for("help")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert not terminal.flags().alternate_on
        return
    assert terminal.wait_exit() == 70
    said = terminal.screen()
    assert terminal.flags() == (False, True, False)
    assert "The desk can't go on" in said
    assert SECRET not in said
    report = tmp_path / ".local" / "state" / "copydesk" / "report.txt"
    assert "ValueError" in report.read_text()
    assert SECRET not in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600


def test_a_broken_pane_says_so_and_the_rest_goes_on(broken: Any, tmp_path: Path) -> None:
    terminal = broken("tui.panes.actors", "ActorsPane", "fill")
    terminal.wait_for("R report")
    terminal.send("2")
    terminal.wait_for("could not be drawn")
    terminal.send("R")
    terminal.wait_for("ActorsPane actors: load")
    assert SECRET not in terminal.screen()
    terminal.send("Escape")
    terminal.wait_gone("ActorsPane actors: load")
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert terminal.flags() == (False, True, False)
