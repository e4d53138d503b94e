"""The harness itself: a terminal that can be read, a connection that can be used."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = sys.executable
FULL_SCREEN = r"printf '\033[?1049h\033[?25l\033[?1003h\033[31mINSIDE\033[0m'; read line"
LEAVE = r"printf '\033[?1003l\033[?25h\033[?1049l'"


def test_typed_text_comes_back(tmux: Any) -> None:
    terminal = tmux("cat", size=(40, 10))
    terminal.type("naïve – «ü» $HOME; C-c")
    terminal.wait_for("naïve – «ü» $HOME; C-c")
    terminal.send("Enter", "C-d")
    assert terminal.wait_exit() == 0
    assert terminal.history().count("naïve") == 2


def test_flags_follow_the_program(tmux: Any) -> None:
    terminal = tmux(f"printf BEFORE; read line; {FULL_SCREEN}; {LEAVE}; read line; exit 7")
    terminal.wait_for("BEFORE")
    assert terminal.flags() == (False, True, False)
    terminal.send("Enter")
    terminal.wait_for("INSIDE")
    assert "BEFORE" not in terminal.screen()
    assert "\x1b[31mINSIDE" in terminal.styled()
    assert (terminal.alternate_on(), terminal.cursor_visible(), terminal.mouse_on()) == (
        True,
        False,
        True,
    )
    terminal.send("Enter")
    terminal.wait_gone("INSIDE")
    terminal.wait_until(lambda: terminal.flags() == (False, True, False))
    terminal.send("Enter")
    assert terminal.wait_exit() == 7


def test_environment_and_home_are_the_tests_own(
    tmux: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_OUTSIDE", "yes")
    show = 'echo "$HOME|$LANG|$TERM|$COPYDESK_OUTSIDE|$GIVEN|$PWD|"; cat'
    env = {"GIVEN": "a 'b' $c", "LANG": None}
    terminal = tmux(show, env=env, cwd=tmp_path, size=(300, 5))
    terminal.wait_for(f"{tmp_path}/home||tmux-256color||a 'b' $c|{tmp_path}|")


def test_resize_reaches_the_program(tmux: Any) -> None:
    terminal = tmux("while :; do stty size; read line || exit; done", size=(100, 30))
    terminal.wait_for("30 100")
    terminal.resize(61, 17)
    terminal.send("Enter")
    terminal.wait_for("17 61")


def test_a_paste_is_bracketed_only_if_asked_for(tmux: Any) -> None:
    terminal = tmux(r"stty -icanon -echo; printf '\033[?2004hREADY\n'; cat -v")
    terminal.wait_for("READY")
    terminal.paste("one\ntwo")
    terminal.wait_for("^[[200~one\ntwo^[[201~")


def test_a_wait_in_vain_shows_the_screen(tmux: Any) -> None:
    terminal = tmux("echo SOMETHING; cat")
    terminal.wait_for("SOMETHING")
    with pytest.raises(pytest.fail.Exception) as failure:
        terminal.wait_for("ELSE", timeout=0.1)
    assert "'ELSE' is not on the screen" in str(failure.value)
    assert "|SOMETHING" in str(failure.value)


def test_killing_the_terminal_ends_what_runs_in_it(tmux: Any) -> None:
    terminal = tmux("echo READY; cat")
    terminal.wait_for("READY")
    assert terminal.running()
    terminal.kill()
    terminal.wait_until(lambda: not terminal.running())


def test_a_session_over_ssh_in_a_terminal(tmux: Any, sshd: Any) -> None:
    remote = f"test -t 0 && echo $HOME $LC_ALL $TERM; stty size; read line; {FULL_SCREEN}; {LEAVE}"
    terminal = tmux(sshd.command(remote), size=(200, 20), env={"LC_ALL": "C.UTF-8"})
    terminal.wait_for(f"{sshd.home} C.UTF-8 tmux-256color\n20 200")
    assert not terminal.alternate_on()
    terminal.send("Enter")
    terminal.wait_for("INSIDE")
    assert terminal.flags() == (True, False, True)
    terminal.send("Enter")
    assert terminal.wait_exit() == 0
    assert terminal.flags() == (False, True, False)


def test_a_command_over_ssh_without_a_terminal(sshd: Any) -> None:
    remote = [
        PYTHON,
        "-c",
        "import os, sys; print(os.isatty(1), '–', sys.stdin.read()); sys.exit(3)",
    ]
    done = subprocess.run(
        sshd.command(remote, tty=False), input="two words", capture_output=True, encoding="utf-8"
    )
    assert (done.stdout, done.stderr, done.returncode) == ("False – two words\n", "", 3)
