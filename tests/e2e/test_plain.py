"""The desk line by line in real terminals: nothing is sent but lines, and keys are given back."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import signal
import subprocess
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.shipped import first_article

WAIT = 15.0
FIRST = "Question mark lists the keys"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.yaml"
    path.write_bytes(first_article().read_bytes())
    return path


class Pty:
    """A terminal that shows what comes as it comes, with one program in it."""

    def __init__(self, command: list[str | Path], env: dict[str, str], *, out: Any = None) -> None:
        self.master, slave = pty.openpty()
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.said, self.heard = "", 0
        self.decode = getincrementaldecoder("utf-8")().decode
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave if out is None else out,
            stderr=slave,
            env={**os.environ, **env},
            start_new_session=True,
        )

    def send(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def hear(self, words: str) -> str:
        """What was said after what was heard last, up to these words."""
        deadline = time.monotonic() + WAIT
        while words not in self.said[self.heard :]:
            left = deadline - time.monotonic()
            assert left > 0, f"{words!r} was never said: {self.said[self.heard :]!r}"
            if select.select([self.master], [], [], left)[0]:
                self.said += self.decode(os.read(self.master, 65536))
        start = self.heard
        self.heard = self.said.index(words, start) + len(words)
        return self.said[start : self.heard]

    def modes(self) -> list[Any]:
        return termios.tcgetattr(self.slave)

    def ends(self) -> int:
        return self.process.wait(WAIT)


Starts = Callable[..., Pty]


@pytest.fixture
def start(copydesk_command: Path, article: Path, tmp_path: Path) -> Iterator[Starts]:
    started: list[Pty] = []

    def run(*words: str, out: Any = None, **env: str) -> Pty:
        usual = {"HOME": str(tmp_path), "TERM": "dumb", "LANG": "C.UTF-8", "LC_ALL": ""}
        command = [copydesk_command, "--plain", article, "--as", "mk", *words]
        started.append(Pty(command, {**usual, **env}, out=out))
        return started[-1]

    yield run
    for each in started:
        each.process.kill()
        each.process.wait()
        os.close(each.master)
        os.close(each.slave)


@pytest.mark.parametrize("term", ["dumb", "vt100", "xterm-256color", ""])
def test_only_lines_are_sent(start: Starts, term: str) -> None:
    terminal = start(TERM=term)
    terminal.hear("passage 1 of")
    terminal.send("3")
    terminal.hear("1 of 15")
    terminal.send("a")
    terminal.hear("Accepted: ")
    terminal.hear("2 of 15")
    terminal.send("c")
    terminal.hear("esc leaves.")
    terminal.send("so")
    terminal.hear("so")
    terminal.send("\r")
    terminal.hear("Comment kept.")
    terminal.send("q")
    terminal.hear("The desk is closed.\r\n")
    assert terminal.ends() == 0
    assert terminal.modes() == terminal.before
    assert set(terminal.said) & {chr(each) for each in (*range(32), 127)} == {"\r", "\n"}
    assert not re.search("\r(?!\n)|(?<!\r)\n", terminal.said)


def test_signs_of_a_keyboard_where_the_locale_has_no_others(start: Starts) -> None:
    terminal = start(LANG="C", TERM="vt100", NO_COLOR="1")
    terminal.hear("passage 1 of")
    terminal.send("3")
    heard = terminal.hear("1 of 15")
    assert "Israel-Hamas war" in heard
    assert not set(heard) & set("“”’–—…→·")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_gives_the_terminal_back(start: Starts, number: signal.Signals) -> None:
    terminal = start()
    terminal.hear("passage 1 of")
    assert terminal.modes() != terminal.before
    terminal.send("a")
    terminal.hear("Accepted")
    terminal.process.send_signal(number)
    assert terminal.ends() == 128 + number
    assert terminal.modes() == terminal.before


def test_what_is_said_can_go_into_a_file(start: Starts, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as out:
        terminal = start(out=out)

        def says(words: str) -> None:
            deadline = time.monotonic() + WAIT
            while words not in log.read_text():
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.02)

        says("passage 1 of")
        terminal.send("3q")
        assert terminal.ends() == 0
    says("1 of 15. undecided.\nThe desk is closed.\n")
    assert "\x1b" not in log.read_text()
    assert terminal.modes() == terminal.before


def test_it_ends_when_nobody_reads_it(start: Starts) -> None:
    reading, writing = os.pipe()
    terminal = start(out=writing)
    os.close(writing)
    assert os.read(reading, 9) == b"Copydesk,"
    os.close(reading)
    terminal.send("jjj")
    assert terminal.ends() == 128 + signal.SIGPIPE
    assert terminal.modes() == terminal.before


def test_keys_must_come_from_somebody(copydesk_command: Path, article: Path) -> None:
    done = subprocess.run(
        [copydesk_command, "--plain", article],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert done.returncode == 0
    assert "The terminal cannot be opened for keys" in done.stderr
    assert "Showing the article as plain text instead." in done.stderr
    assert "Pakistan and Iran have acknowledged" in done.stdout


def test_over_tee_in_a_dumb_terminal(
    tmux: Any, copydesk_command: Path, article: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    command = shlex.join([str(copydesk_command), "--plain", str(article), "--as", "mk"])
    terminal = tmux(f"{command} | tee {shlex.quote(str(log))}", env={"TERM": "dumb"})
    terminal.wait_for("passage 1 of")
    assert terminal.flags() == (False, True, False)
    terminal.send("3")
    terminal.wait_for("1 of 15. undecided.")
    terminal.type("x")
    terminal.wait_for("2 of 15. undecided.")
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert log.read_text().endswith("2 of 15. undecided.\nThe desk is closed.\n")


def said(words: str, times: int = 1) -> Callable[[str], bool]:
    """Whether words stand on a screen so often, wherever its lines broke."""
    return lambda screen: "".join(screen.split()).count("".join(words.split())) >= times


def test_suspended_and_back(tmux: Any, copydesk_command: Path, article: Path) -> None:
    shell = tmux("PS1='ready> ' ENV= exec sh -i", env={"TERM": "dumb"})
    shell.wait_for("ready>")
    shell.type(f"{shlex.quote(str(copydesk_command))} --plain {shlex.quote(str(article))}\n")
    shell.wait_for(said("passage 1 of"))
    shell.send("3")
    shell.wait_for(said("1 of 15. undecided."))
    shell.send("C-z")
    shell.wait_for(lambda screen: screen.rstrip().endswith("ready>"))
    shell.type("echo here; fg\n")
    shell.wait_for("here")
    shell.wait_for(said("5 links. 1 of 15. undecided.", 2))
    shell.send("j")
    shell.wait_for(said("17 links."))
    shell.send("q")
    shell.wait_for(lambda screen: screen.rstrip().endswith("The desk is closed.\nready>"))
    shell.type("echo typed $?\n")
    shell.wait_for("typed 0")


def test_the_desk_names_it_where_it_cannot_draw(tmux: Any, copydesk_command: Path) -> None:
    terminal = tmux([copydesk_command], env={"TERM": "dumb"})
    assert terminal.wait_exit() == 0
    assert "`copydesk --plain` needs no screen." in " ".join(terminal.history().split())
