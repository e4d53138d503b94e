"""Each kind of terminal gets the same screen, in the colours and signs it has, and nothing it would show."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

UTF = "C.UTF-8"
TERMS = ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"]
OLD = {"linux", "vt100"}

CHOICES = [
    {"NO_COLOR": no_color, "COLORTERM": color, "LANG": lang}
    for no_color, color, lang in product((None, "1"), (None, "truecolor"), ("C", "POSIX", UTF))
]

KNOWN = rb"\x1b\[\??[\d;]*[A-Za-z]"
"""A sequence that every terminal since the VT100 knows, or passes over whole: no brackets, no dollar."""

NEWER = {b"\x1b[>25u", b"\x1b[<u", b"\x1b[?2026$p", b"\x1b[?2048$p", b"\x1b]22;default\x07"}
"""What newer ones are sent besides; those of them that do not know it pass over it."""


def drive(terminal: Any) -> str:
    """Some way through the desk, to where a record is marked and its links are."""
    terminal.wait_for("help")
    terminal.type(b"3")
    terminal.wait_for(lambda shown: "3 Timeline" in shown and "6 Details" in shown)
    terminal.type(b"jj]")
    return terminal.wait_for(
        lambda shown: re.search("[❖@]  by Iran", shown) and re.search("trail  Pak.*strike", shown)
    )


def sgr(came: bytes) -> list[list[str]]:
    """The parameters of every SGR."""
    return [found.decode().split(";") for found in re.findall(rb"\x1b\[([\d;]*)m", came)]


def colors(came: bytes) -> set[str]:
    """The kinds of colours that were sent: of 16, of 256, true ones."""
    kinds = set()
    for numbers in sgr(came):
        rest = [number or "0" for number in numbers]
        while rest:
            code = int(rest.pop(0))
            if code in (38, 48):
                kinds.add({"2": "true", "5": "256"}[rest[0]])
                del rest[: {"2": 4, "5": 2}[rest[0]]]
            elif 30 <= code <= 47 or 90 <= code <= 107:
                kinds.add("16")
    return kinds


def expected_colors(term: str, env: dict[str, str | None]) -> set[str]:
    if env["NO_COLOR"] or term == "vt100":
        return set()
    if term in ("linux", "screen"):
        return {"16"}
    return {"true"} if env["COLORTERM"] else {"256"}


@pytest.mark.parametrize("term", TERMS)
def test_the_screen_of_every_terminal(term: str, emulated: Any) -> None:
    reference = {}
    for ascii_only, signs in ((True, "ascii"), (False, "unicode")):
        terminal = emulated(env={"COPYDESK_SYMBOLS": signs})
        drive(terminal)
        terminal.quiet(0.1)
        reference[ascii_only] = terminal.text()
    opened = [(env, emulated(env={"TERM": term, **env})) for env in CHOICES]
    for env, terminal in opened:
        ascii_only = env["LANG"] != UTF or term in OLD
        drive(terminal)
        terminal.quiet(0.05)
        assert terminal.text() == reference[ascii_only], env
        terminal.type(b"q")
        assert terminal.wait_exit() == 0
        came = terminal.came
        assert came.isascii() or not ascii_only
        assert colors(came) == expected_colors(term, env), env
        rest = re.sub(KNOWN, b"", came)
        for sequence in () if term in OLD else NEWER:
            rest = rest.replace(sequence, b"")
        assert b"\x1b" not in rest, rest[rest.index(b"\x1b") :][:40]


def test_the_vt100_is_sent_the_attributes_it_has(emulated: Any) -> None:
    """Bold, underlined, reverse; and back to none of them, since it can't take back a single one. What
    came later (faint, italic, struck out) it passes over."""
    terminal = emulated(env={"TERM": "vt100"})
    drive(terminal)
    assert {number for numbers in sgr(terminal.came) for number in numbers} <= set("123479") | {""}
    assert not re.search(rb"\x1b\[\d*X", terminal.came)


@pytest.mark.parametrize("term", ["dumb", "unknown", None])
def test_a_terminal_that_can_show_no_screen_is_told_what_there_is(
    term: str | None, emulated: Any
) -> None:
    terminal = emulated(env={"TERM": term}, size=(100, 60), raw=False)
    assert terminal.wait_exit() == 0
    said = terminal.came.decode().replace("\r\n", " ")
    assert "cannot place text on its screen" in said
    assert "`copydesk --plain` needs no screen." in said
    assert "Showing the article as plain text instead." in said
    assert "Hossein Amir-Abdollahian" in said
    assert "\x1b" not in said


def test_nothing_of_ours_is_beyond_ascii_where_the_locale_is_not(emulated: Any) -> None:
    """Every place that opens, and every view and question."""
    terminal = emulated(env={"LANG": "C"}, size=(120, 40))
    terminal.wait_for("help")
    for keys in (
        "?",
        ":",
        "/iran",
        "2v",
        "2c",
        "2e",
        "2x",
        "u",
        "p",
        "f",
        "s",
        "+",
        "2M",
        "D",
        "3z",
    ):
        terminal.type(keys.encode())
        terminal.answer_all(0.1)
        own = re.sub("[א-ی]", "", terminal.text())  # a native name of the article stays as it is
        assert own.isascii(), (keys, [sign for sign in own if not sign.isascii()], own)
        terminal.type(b"\x1b")
        terminal.quiet(0.15)


def test_a_copy_goes_to_a_file_where_no_terminal_takes_it(emulated: Any) -> None:
    terminal = emulated(env={"TERM": "linux"})
    terminal.wait_for("help")
    terminal.type(b"2y")
    terminal.wait_for("Copied to ~/")
    assert b"\x1b]" not in terminal.came


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "linux", "vt100"])
def test_in_tmux_too(desk: Any, term: str) -> None:
    """tmux is none of these, and shows the same of what each is sent."""
    reference = desk(env={"COPYDESK_SYMBOLS": "ascii" if term in OLD else "unicode"})
    other = desk(env={"TERM": term})
    other.wait_for(lambda shown: shown == reference.screen())


GUIDE = Path(__file__).parents[2] / "docs" / "terminals.md"


def test_the_lines_for_tmux_in_the_guide(tmux: Any, copydesk_command: Path, tmp_path: Path) -> None:
    """tmux takes them, and then all colours come through and what is copied too."""
    (lines,) = re.findall(
        r"^```\n(set -g default-terminal.*?)^```", GUIDE.read_text(), re.MULTILINE | re.DOTALL
    )
    (tmp_path / "tmux.conf").write_text(lines)
    terminal = tmux("exec sh", env={"COLORTERM": "truecolor", "TERM": "tmux-256color"})
    terminal._run("source-file", str(tmp_path / "tmux.conf"))
    terminal.type(str(copydesk_command))
    terminal.send("Enter")
    terminal.wait_for("? help")
    assert "38;2;" in terminal.styled()
    terminal.send("2", "y")
    terminal.wait_for("Sent ")
    terminal.wait_until(lambda: "Pakistan" in terminal._run("show-buffer"))


def test_the_commands_in_the_guide(emulated: Any, copydesk_command: Path) -> None:
    """Each variable before them does what it is there for."""
    (block,) = re.findall(
        r"^```\n(COPYDESK_SYMBOLS.*?)^```", GUIDE.read_text(), re.MULTILINE | re.DOTALL
    )
    for line in block.splitlines():
        *given, command = line.split()
        assert command == copydesk_command.name
        terminal = emulated(env=dict(each.split("=") for each in given))
        drive(terminal)
        terminal.type(b"q")
        assert terminal.wait_exit() == 0
        came = terminal.came
        assert came.isascii() == ("COPYDESK_SYMBOLS=ascii" in given)
        assert (b"\x1b[?1000h" in came) == ("COPYDESK_MOUSE=false" not in given)
        wanted = {"NO_COLOR=1": set(), "COLORTERM=truecolor": {"true"}}
        assert colors(came) == next((wanted[each] for each in given if each in wanted), {"256"})
