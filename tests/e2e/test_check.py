"""`copydesk check` as it is installed: many files, real terminals, pipes that close, names that act."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CLEAN = (Path(__file__).parents[1] / "models" / "checks" / "clean.yaml").read_text()
REVERSED = CLEAN.replace('date: "2024-02-29"', 'date: "2024-03-02/2024-02-29"')
_SHOTS = """\
  - {id: shots, title: 漢字 حسین हिन्दी, code: ASSAULT/firearms, date: "2024-03-02/2024-02-29",
     targets: [northland], date_says: four days after, place: strait,
     asserted: [{by: reporter, as: fact}], at: shots at a patrol boat}
"""
WIDE = re.sub(r"  - id: shots\n(?:    .*\n)+", _SHOTS, CLEAN)

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
    own = {name: value for name, value in own.items() if not name.startswith(("XDG_", "LC_"))}
    own.pop("NO_COLOR", None)
    return {**own, "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm-256color"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "work"
    path.mkdir()
    return path


@pytest.fixture
def check(copydesk_command: Path, environment: dict[str, str], folder: Path) -> Run:
    """Runs the command in the folder, without a terminal."""

    def run(*words: str | bytes, **env: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [os.fsencode(copydesk_command), b"check", *map(os.fsencode, words)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**environment, **env},
            cwd=folder,
            timeout=60,
            start_new_session=True,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


def test_many_files_are_told_in_their_order(check: Run, folder: Path) -> None:
    for number in range(40):
        (folder / f"{number:02}.yaml").write_text(CLEAN if number % 3 else REVERSED)
    done = check(".", "--format", "concise")
    assert done.returncode == 1
    told = re.findall(r"^\./(\d+)\.yaml:\d+:\d+: (\w+) ", done.stdout, re.MULTILINE)
    assert told == [(f"{number:02}", "E301") for number in range(0, 40, 3)]
    assert done.stderr == "14 errors in 14 of 40 files.\n"
    assert check("-j", "1", ".", "--format", "concise").stdout == done.stdout
    assert check("-j", "7", ".", "--format", "concise").stdout == done.stdout


def test_many_files_are_mended_at_once(check: Run, folder: Path) -> None:
    double = CLEAN.replace("aliases: [Brandt]", "aliases: [Brandt, Brandt]")
    for number in range(12):
        (folder / f"{number:02}.yaml").write_text(double)
    done = check("--fix", ".")
    assert (done.returncode, done.stderr) == (0, "12 mended. Nothing more is wrong in 12 files.\n")
    assert {path.read_text() for path in folder.iterdir()} == {CLEAN}
    assert len([*folder.iterdir()]) == 12


HOSTILE = b"\x1b[31m\xe2\x80\xaename\xff [b] ::x,%\n.yaml"


@pytest.mark.parametrize("format_", ["human", "concise", "json", "sarif", "github", "junit"])
def test_a_hostile_name_and_a_hostile_file(check: Run, folder: Path, format_: str) -> None:
    text = REVERSED.replace("title: Shots at a patrol boat", r'title: "\e[2J\u202E[/]\x9b31m"')
    path = os.fsencode(folder) + b"/" + HOSTILE
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - a name of bytes
        file.write(text)
    for words in (b".", HOSTILE):
        done = check(words, "--format", format_)
        assert done.returncode == 1, done.stderr
        acting = [
            sign
            for sign in done.stdout + done.stderr
            if sign != "\n" and (ord(sign) < 32 or "\x7f" <= sign <= "\x9f" or sign == "\u202e")
        ]
        assert acting == []
    if format_ in ("json", "sarif"):
        json.loads(done.stdout)


@pytest.mark.parametrize("format_", ["human", "json", "junit", "github"])
def test_a_locale_without_the_letters(check: Run, folder: Path, format_: str) -> None:
    (folder / "a.yaml").write_text(WIDE)
    done = check("a.yaml", "--format", format_, LANG="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stdout.isascii()
    if format_ == "human":
        assert "…" not in done.stdout
        assert "^^^^" in done.stdout


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("words", ["", "--format github", "--format json"])
def test_a_reader_that_stops_early_is_no_error(
    copydesk_command: Path, environment: dict[str, str], folder: Path, count: int, words: str
) -> None:
    for number in range(count):
        (folder / f"{number}.yaml").write_text(REVERSED)
    command = f"{shlex.quote(str(copydesk_command))} check . {words} | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
        timeout=60,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("output", "status", "said"),
    [(">/dev/full", 2, "standard output can't be written"), (">&-", 1, "1 error in 1 file.")],
    ids=["full", "closed"],
)
def test_output_that_nobody_can_write_to(
    copydesk_command: Path,
    environment: dict[str, str],
    folder: Path,
    output: str,
    status: int,
    said: str,
) -> None:
    (folder / "a.yaml").write_text(REVERSED)
    command = f"{shlex.quote(str(copydesk_command))} check a.yaml {output}"
    done = subprocess.run(
        ["sh", "-c", command],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=folder,
        timeout=60,
    )
    assert said in done.stderr
    assert done.returncode == status


# In a terminal


def test_the_words_are_underlined_where_a_terminal_shows_them(
    tmux: Any, copydesk_command: Path, folder: Path
) -> None:
    (folder / "a.yaml").write_text(WIDE)
    terminal = tmux([copydesk_command, "check", "a.yaml"], size=(100, 30), cwd=folder)
    assert terminal.wait_exit() == 1
    assert "1 error in 1 file." in terminal.screen()
    screen = terminal.screen().splitlines()
    (row,) = [number for number, line in enumerate(screen) if "^^^^" in line]
    before = screen[row - 1].partition('"2024-03-02/2024-02-29"')[0]
    cells = sum(2 if "\u2e80" <= sign <= "\uffef" else sign != "\u094d" for sign in before)
    assert screen[row].index("^") == cells
    assert screen[row].count("^") == len('"2024-03-02/2024-02-29"')


@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["colours", "no-color", "dumb"],
)
def test_colours_only_where_they_are_wanted(
    copydesk_command: Path,
    environment: dict[str, str],
    folder: Path,
    env: dict[str, str],
    coloured: bool,
) -> None:
    (folder / "a.yaml").write_text(REVERSED)
    command = f"{shlex.quote(str(copydesk_command))} check a.yaml"
    done = subprocess.run(
        ["script", "-qec", command, "/dev/null"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**environment, **env},
        cwd=folder,
        timeout=60,
    )
    assert done.returncode == 1
    assert (b"\x1b[1;31mE301\x1b[0m" in done.stdout) is coloured
    assert (b"\x1b" in done.stdout) is coloured


def test_ctrl_c_ends_it_and_all_its_processes(
    tmux: Any, copydesk_command: Path, folder: Path
) -> None:
    for number in range(4000):
        (folder / f"{number}.yaml").write_text(CLEAN)
    terminal = tmux([copydesk_command, "check", "."], cwd=folder)
    terminal.wait_for(lambda screen: re.search(r"checking \[#*-*\] \d+ of 4000", screen))
    terminal.send("C-c")
    assert terminal.wait_exit() == 130
    assert "Traceback" not in terminal.screen()
    left = [
        command
        for command in Path("/proc").glob("[0-9]*/cwd")
        if _reads(command) == str(folder) and _words(command.parent).count(b"check")
    ]
    assert left == []


def _reads(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _words(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []
