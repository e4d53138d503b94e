"""`copydesk check`: what goes where, what it ends with, and what it writes."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tui.bar import Bar
from tui.cli import main

ROOT = Path(__file__).parents[3]
CLEAN = (ROOT / "tests" / "models" / "checks" / "clean.yaml").read_text()
REVERSED = CLEAN.replace('date: "2024-02-29"', 'date: "2024-03-02/2024-02-29"')
DOUBLE = CLEAN.replace("aliases: [Brandt]", "aliases: [Brandt, Brandt]")


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a clean article, one with an error, one to mend and one that is none."""
    path = tmp_path / "work"
    path.mkdir()
    for name, text in (
        ("clean", CLEAN),
        ("double", DOUBLE),
        ("other", "apiVersion: v1\n"),
        ("reversed", REVERSED),
    ):
        (path / f"{name}.yaml").write_text(text)
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs `copydesk check` in this process: its status, standard output and standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        status = main(["check", "-j1", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_nothing_wrong(folder: Path, check: Any) -> None:
    assert check("clean.yaml") == (0, "", "Nothing is wrong in 1 file.\n")


def test_a_folder(folder: Path, check: Any) -> None:
    status, out, err = check(".")
    assert status == 1
    assert re.findall(r"^\S+: \w+ ", out, re.MULTILINE) == [
        "./double.yaml:51:23: W211 ",
        "./reversed.yaml:69:11: E301 ",
    ]
    assert err == "1 error, 1 warning in 2 of 3 files; 1 can be mended with --fix.\n"


def test_without_a_name_it_is_the_article_that_ships(folder: Path, check: Any) -> None:
    status, _, err = check()
    assert status == 0
    assert "in 1 file" in err


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["clean.yaml"], 0),
        (["double.yaml"], 1),
        (["double.yaml", "--fail-on", "error"], 0),
        (["reversed.yaml", "--fail-on", "error"], 1),
        (["reversed.yaml", "--fail-on", "never"], 0),
        (["reversed.yaml", "--ignore", "E3"], 0),
        (["reversed.yaml", "--select", "W,I", "--select", "E2"], 0),
        (["double.yaml", "reversed.yaml", "--ignore", "W211, E301"], 0),
        (["none.yaml"], 2),
        (["none.yaml", "--fail-on", "never"], 2),
        (["other.yaml"], 2),
        (["other.yaml", "--articles-only"], 0),
        (["other.yaml", "clean.yaml", "--articles-only"], 0),
        (["clean.yaml", "--select", "X1"], 2),
        (["clean.yaml", "--ignore", "e301"], 2),
        (["-", "--fix"], 2),
    ],
)
def test_the_exit_status(folder: Path, check: Any, words: list[str], status: int) -> None:
    assert check(*words)[0] == status


@pytest.mark.parametrize(
    "words", [["--format", "xml"], ["--fix", "--diff"], ["--fail-on", "all"], ["-j", "x"]]
)
def test_words_that_are_off(folder: Path, check: Any, words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        check(*words)
    assert end.value.code == 2


def test_an_unknown_code_is_told_with_the_nearest(folder: Path, check: Any) -> None:
    _, out, err = check("clean.yaml", "--ignore", "W1,e301")
    assert out == ""
    assert err == (
        "copydesk: --ignore: no rule has the code “e301”, or one that begins so. Did you mean “E301”?\n"
    )


def test_there_may_be_nothing_to_check(tmp_path: Path, check: Any) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert check(str(empty)) == (0, "", "copydesk: there is no annotated article to check here.\n")


def test_settings_say_how_grave(folder: Path, check: Any) -> None:
    own = folder / "own.txt"
    own.write_text("checks: {E301: information, W2: error}\n")
    assert check("reversed.yaml", "--config", str(own))[0] == 0
    status, out, _ = check("double.yaml", "--config", str(own), "--fail-on", "error")
    assert status == 1
    assert "W211 [error] [*]" in out


def test_standard_input(folder: Path, check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(text: str) -> None:
        stream = SimpleNamespace(buffer=io.BytesIO(text.encode()), isatty=lambda: False)
        monkeypatch.setattr(sys, "stdin", stream)

    typed(REVERSED)
    status, out, _ = check("-", "--format", "concise")
    assert status == 1
    assert out.startswith("standard input:")
    typed(DOUBLE)
    status, out, err = check("-", "--diff")
    assert "+    aliases: [Brandt]\n" in out
    assert (status, err) == (1, "1 problem would be mended in 1 file.\n")


# Mends


def test_fix_mends_says_so_and_leaves_the_rest(folder: Path, check: Any) -> None:
    status, out, err = check(".", "--fix")
    assert status == 1
    assert "fixed: ./double.yaml:" in out
    assert "W211" in out
    assert err == "1 mended. 1 error in 1 of 3 files.\n"
    assert (folder / "double.yaml").read_text() == CLEAN
    assert (folder / "reversed.yaml").read_text() == REVERSED
    assert check("double.yaml", "--fix") == (0, "", "Nothing is wrong in 1 file.\n")


def test_diff_shows_and_writes_nothing(folder: Path, check: Any) -> None:
    status, out, err = check(".", "--diff")
    assert status == 1
    assert out.startswith("--- ./double.yaml\n+++ ./double.yaml\n@@ ")
    assert "-    aliases: [Brandt, Brandt]\n+    aliases: [Brandt]\n" in out
    assert "E301" not in out
    assert err == "1 problem would be mended in 3 files.\n"
    assert (folder / "double.yaml").read_text() == DOUBLE
    assert check("clean.yaml", "--diff") == (0, "", "Nothing can be mended by itself in 1 file.\n")
    assert check("none.yaml", "--diff")[0] == 2


def test_what_can_not_be_written_is_said(
    folder: Path, check: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.files.replace", fail)
    status, out, err = check("double.yaml", "--fix")
    assert status == 1
    assert "W211" in out
    assert "fixed" not in out
    assert "copydesk: double.yaml: not mended. it can't be written: No space left" in err


# For programs


def test_json(folder: Path, check: Any) -> None:
    _, out, _ = check(".", "--format", "json")
    data = json.loads(out)
    assert [each["file"] for each in data["files"]] == [
        "./clean.yaml",
        "./double.yaml",
        "./reversed.yaml",
    ]
    assert data["counts"] == {"error": 1, "warning": 1, "information": 0, "mendable": 1}


def test_sarif(folder: Path, check: Any) -> None:
    _, out, _ = check(".", "--format", "sarif")
    (run,) = json.loads(out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["W211", "E301"]


def test_github_and_junit(folder: Path, check: Any) -> None:
    _, out, _ = check(".", "--format", "github")
    assert [line.split()[0] for line in out.splitlines()] == ["::warning", "::error"]
    _, out, _ = check(".", "--format", "junit", "--fail-on", "error")
    assert '<testsuites name="copydesk check" tests="3" failures="1" errors="0">' in out


# When the program itself fails


def test_a_file_over_which_it_fails_is_told_and_the_others_are_checked(
    folder: Path, check: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.checks import checking

    real = checking.check

    def fail(document: Any, *rest: Any) -> Any:
        if document.name.endswith("double.yaml"):
            raise RecursionError("secret")
        return real(document, *rest)

    monkeypatch.setattr(checking, "check", fail)
    status, out, err = check(".")
    assert status == 70
    assert "E301" in out
    assert "double.yaml: the program itself failed over this file (RecursionError in models/" in err
    assert "secret" not in out + err


# The bar, and the hook


def test_a_bar_shows_on_a_terminal_and_goes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def drawn(term: str, stream: io.StringIO) -> str:
        monkeypatch.setenv("TERM", term)
        monkeypatch.setattr(sys, "stderr", stream)
        times = iter(range(100))
        monkeypatch.setattr("tui.bar.monotonic", lambda: next(times))
        bar = Bar("checking", 4)
        bar.at(1)
        bar.at(2.5)
        bar.clear()
        bar.clear()
        return stream.getvalue()

    assert drawn("xterm", Terminal()) == (
        "\rchecking [#######-----------------------] 1 of 4\x1b[K"
        "\rchecking [##################------------] 2 of 4\x1b[K\r\x1b[K"
    )
    assert drawn("dumb", Terminal()) == ""
    assert drawn("xterm", io.StringIO()) == ""


def test_what_is_short_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream)
    Bar("checking", 2).at(2)
    assert stream.getvalue() == ""


def test_the_hook_for_pre_commit_runs_this(folder: Path, check: Any) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert hook["language"] == "python"
    assert hook["types"] == ["yaml"]
    command, name, *words = hook["entry"].split()
    assert (command, name) == ("copydesk", "check")
    assert check(*words, "other.yaml", "clean.yaml")[0] == 0
    assert check(*words, "other.yaml", "reversed.yaml")[0] == 1
