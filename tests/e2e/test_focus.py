"""A terminal tells when it gets and loses the focus: that presses no key and changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

GOT, LOST = b"\x1b[I", b"\x1b[O"


def test_nothing_changes_wherever_one_is(emulated: Any) -> None:
    terminal = emulated()
    terminal.wait_for("help", answers=True)
    terminal.settle()
    for keys in (
        "3jj]",
        "/ira",
        "\x1b[27u:go",
        "\x1b[27u2cwh",
        "\x1b[27u2e",
        "\rab",
        "\x1b[27u\x1b[27uf",
    ):
        terminal.type(keys.encode())
        terminal.settle()
        shown, came = terminal.cells(), len(terminal.came)
        for told in (LOST, GOT, LOST + GOT):
            terminal.type(told)
            terminal.settle()
            assert terminal.cells() == shown, (keys, told, terminal.text())
        assert len(terminal.came) == came, terminal.came[came:]


def test_what_is_typed_between_goes_on(emulated: Any, tmp_path: Path) -> None:
    """Letter by letter, with a change of the focus before and behind each; then it is taken."""
    article = tmp_path / "one.yaml"
    article.write_text(
        "copydesk: 1\narticle: {title: One, text: One.}\nactors:\n  - {id: one, name: One, kind: person}\n"
    )
    terminal = emulated(article, env={"COPYDESK_REVIEWER": "mk"})
    terminal.wait_for("help", answers=True)
    for key in ("2", "c", *"axI[O", "\r"):
        terminal.type(LOST + key.encode() + GOT)
    terminal.wait_for("Comment kept", answers=True)
    for key in ("e", "\r", *" Two", "\r", "s"):
        terminal.type(GOT + key.encode() + LOST + GOT)
    terminal.wait_for("One Two", answers=True)
    terminal.settle()
    journal = (tmp_path / "one.review" / "mk.jsonl").read_text()
    assert '"axI[O"' in journal
    assert journal.count("\n") == 2


def test_without_the_focus_it_goes_on(emulated: Any) -> None:
    """In a terminal that is seen but has not the focus: what changes shows, as does a new size."""
    terminal = emulated()
    terminal.wait_for("help", answers=True)
    terminal.type(LOST + b"2j")
    terminal.settle()
    before = terminal.text()
    terminal.resize(120, 40)
    terminal.wait_for(lambda shown: "5 Context" in shown, answers=True)
    terminal.resize(80, 24)
    terminal.wait_for(lambda shown: shown == before, answers=True)
    terminal.type(b"q")
    assert terminal.wait_exit() == 0


def test_in_tmux(desk: Any, tmux: Any) -> None:
    """Another pane gets the focus and loses it. It writes what it is told, so that this is surely told."""
    terminal = desk(size=(100, 40), options={"focus-events": "on"})
    client = tmux(f"env -u TMUX TMUX_TMPDIR={terminal._dir} tmux -u -L desk attach", size=(100, 40))
    client.wait_for("help")
    teller = "stty -icanon -echo; printf '\\033[?1004hready'; cat -v"
    terminal._run("split-window", "-d", "-v", "-l", "8", "sh", "-c", teller)
    client.wait_for("ready")
    terminal.type("2cwh")
    terminal.wait_for("  wh")
    terminal.settle()
    shown = terminal.screen()
    for times in (1, 2, 3):
        terminal._run("select-pane", "-t", ":.1")
        client.wait_for("^[[I^[[O" * (times - 1) + "^[[I")
        terminal._run("select-pane", "-t", ":.0")
        client.wait_for("^[[I^[[O" * times)
        terminal.settle()
        assert terminal.screen() == shown
    terminal.type("y")
    terminal.wait_for("  why")
