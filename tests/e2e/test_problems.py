"""An edit that breaks a record, in a real terminal: its problem appears, is looked at, and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = """\
copydesk: 1
article:
  title: A dam on the river
  published: "2024-05-03"
  published_basis: outside
  published_source: the paper’s archive
  text: |
    Engineers met in Port Vale. The night crew said that the dam would hold.

    A day later the dam burst.
places:
  - {id: vale, name: Port Vale, kind: city}
actors:
  - {id: engineers, name: Engineers, kind: office, place: vale}
  - {id: crew, name: night crew, kind: office, of: [engineers]}
events:
  - id: burst
    title: The dam bursts
    date: "2024-05-02"
    targets: [crew]
    asserted: [{by: reporter, as: fact}]
    at: the dam burst
"""
SIZES = [(80, 24), (120, 40)]
BURST = "►  2         ◦ The dam bursts"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "dam.yaml"
    path.write_text(ARTICLE)
    return path


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_problem_comes_with_an_edit_and_goes_with_its_undo(
    desk: Any, article: Path, size: tuple[int, int]
) -> None:
    terminal = desk(article, size=size)
    terminal.send("3")
    screen = terminal.wait_for(BURST)
    assert "problems" not in screen.splitlines()[0]

    # A day that ends before it begins, typed into the form
    terminal.send("e")
    terminal.wait_for("►  title")
    for field in ("code", "actors", "targets", "date"):
        terminal.send("j")
        terminal.wait_for(f"►  {field}")
    terminal.send("Enter")
    terminal.wait_for("enter take")
    terminal.type("/2024-05-01")
    terminal.wait_for("2024-05-02/2024-05-01")
    terminal.send("Enter", "s")
    screen = terminal.wait_for("1 new problem: p shows it.")
    assert "problems 1" in screen.splitlines()[0]
    assert "⊗" in screen

    # Looked at, beside its passage
    terminal.send("p")
    screen = terminal.wait_for("━ p Problems ━")
    assert "⊗ E301  “The dam bursts” ends before it begins" in screen
    assert "→ Write the earlier date first." in screen
    assert "‹the dam burst" in screen
    terminal.send("Escape")
    terminal.wait_gone("p Problems")
    assert "⊗" in terminal.screen()

    # Taken back
    terminal.send("p")
    terminal.wait_for("━ p Problems ━")
    terminal.send("u")
    screen = terminal.wait_gone("E301")
    assert "problems" not in screen.splitlines()[0]
    terminal.send("Escape")
    terminal.wait_for("━ 3 Timeline ━")
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert article.read_text() == ARTICLE


def test_a_desk_that_is_read_out_says_each_problem_in_a_line(
    tmux: Any, copydesk_command: Path, article: Path
) -> None:
    article.write_text(ARTICLE.replace('"2024-05-02"', "2024-05-02/2024-05-01"))
    terminal = tmux([copydesk_command, "--plain", article], size=(200, 24))
    terminal.wait_for("1 problem: p.")
    terminal.send("p")
    terminal.wait_for(
        "error E301: “The dam bursts” ends before it begins (2024-05-02/2024-05-01)."
        " Write the earlier date first. Line 17. Why: One of the two dates is wrong"
    )
