"""The subcommands: a table of modules, each read only when asked for, none of which knows the screen."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from models.loading import load
from models.review.review import Review
from tui import console
from tui.app import CopydeskApp
from tui.cli import main
from tui.subcommands import COMMANDS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_has_its_help_its_arguments_and_its_doing(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = import_module(f"tui.subcommands.{name}")
    command.add_arguments(argparse.ArgumentParser())
    assert callable(command.run)
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: copydesk {name}")
    assert command.HELP in said
    assert said.isascii()  # it is printed in any locale


def test_there_is_a_module_for_each_and_each_module_is_listed() -> None:
    folder = ROOT / "tui" / "subcommands"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(COMMANDS)


def test_the_help_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    for name, words in COMMANDS.items():
        assert f"  {name:<12}{words}\n" in said
    assert "--as NAME" in said
    assert said.isascii()


SCREEN = ("textual", "rich", "tui.app", "tui.screens", "tui.panes", "tui.widgets", "watchdog")


@pytest.mark.parametrize(
    "words",
    [
        ["check", "seeds"],
        ["log", "seeds/pakistan-iran.yaml"],
        ["agreement", "seeds/pakistan-iran.yaml", "./seeds/pakistan-iran.yaml"],
        ["apply", "seeds/pakistan-iran.yaml"],
        ["merge", *["seeds/pakistan-iran.yaml"] * 3],
    ],
    ids=lambda words: words[0],
)
def test_none_needs_the_screen(words: list[str]) -> None:
    script = (
        "import sys, json\nfrom tui.cli import main\n"
        f"main({words!r})\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    found = [each for each in loaded if any(f"{each}.".startswith(f"{name}.") for name in SCREEN)]
    assert found == []


# Who reviews


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, CopydeskApp]:
    """The app that the command line starts, which does not run."""
    told: dict[str, CopydeskApp] = {}

    def run(app: CopydeskApp, **_: Any) -> None:
        told["app"] = app
        app._return_code = 0

    monkeypatch.setattr(CopydeskApp, "run", run)
    monkeypatch.setattr("tui.terminal.why_no_screen", lambda: None)
    monkeypatch.setattr("tui.terminal.at_terminal", nullcontext)
    monkeypatch.setenv("LOGNAME", "login")
    return told


@pytest.mark.parametrize(
    ("words", "setting", "reviewer"),
    [
        ([], "", "login"),
        ([], "reviewer: ann", "ann"),
        (["--as", "ben"], "reviewer: ann", "ben"),
        (["--as", "Zoë / 2"], "", "Zoë / 2"),
    ],
)
def test_the_reviewer_is_who_is_named_else_the_setting_else_the_login(
    started: dict[str, CopydeskApp], tmp_path: Path, words: list[str], setting: str, reviewer: str
) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(setting)
    article = tmp_path / "a.yaml"
    article.write_text("copydesk: 1\narticle: {title: T, text: Hello}\n")
    assert main([str(article), *words, "--config", str(own)]) == 0
    assert started["app"].desk.state.review.reviewer == reviewer


# What is said of a file that can't be used


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(
        'copydesk: 1\narticle: {title: T, text: "Ann met Ben."}\n'
        "actors:\n  - {id: ann, name: Ann, kind: person}\n  - {id: ben, name: Ben, kind: person}\n"
    )
    return path


@pytest.mark.parametrize("name", ["log", "agreement", "apply"])
def test_a_file_that_can_not_be_opened_fails(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, str(tmp_path / "none.yaml")]) == console.FAILED
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["log", "agreement", "apply"])
def test_standard_input_has_no_reviews(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "-"]) == console.FAILED
    assert "no journals beside it" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "status"), [("log", 0), ("agreement", 2), ("apply", 2)])
def test_a_file_that_nobody_has_reviewed(
    name: str, status: int, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, str(article)]) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert f"Nobody has reviewed {article} yet." in said.err


def test_a_journal_with_faults_is_read_and_told(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = load(article).document
    assert document is not None
    review = Review.open(article, "mk")
    review.decide("accept", list(document.records.values()))
    review.close()
    journal = article.with_suffix(".review") / "mk.jsonl"
    journal.write_bytes(b"\x1b[31mno act\n" + journal.read_bytes())
    assert main(["log", str(article)]) == 0
    said = capsys.readouterr()
    assert said.out.endswith(" mk  accept  2 records (ann, ben)\n")
    assert "Line 1 of" in said.err
    assert "\x1b" not in said.err


def test_a_missing_library_is_said_in_a_sentence(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = article.with_name("b.yaml")
    other.write_text(article.read_text().replace("kind: person}\n  -", "kind: people}\n  -"))
    monkeypatch.setitem(sys.modules, "nltk.metrics.agreement", None)
    assert main(["agreement", str(article), str(other)]) == console.FAILED
    said = capsys.readouterr()
    assert said.out == ""
    assert "pip install 'copydesk[agreement]'" in said.err


def test_files_with_different_texts_or_alone_are_not_compared(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = article.with_name("b.yaml")
    other.write_text(article.read_text().replace("Ann met Ben.", "Ann saw Ben."))
    assert main(["agreement", str(article), str(other)]) == console.FAILED
    assert "hold different texts" in capsys.readouterr().err
    for files in ([article], [article, article]):
        assert main(["agreement", "--files", *map(str, files)]) == console.FAILED
        assert "One file alone" in capsys.readouterr().err


def test_one_reviewer_alone_has_dashes_with_a_reason(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = load(article).document
    assert document is not None
    review = Review.open(article, "mk")
    review.decide("accept", list(document.records.values()))
    review.close()
    assert main(["agreement", str(article)]) == 0
    said = capsys.readouterr().out.splitlines()
    rows = [line.split(maxsplit=5) for line in said if line.startswith("  actor  ")]
    assert rows[0] == ["actor", "0", "–", "–", "–", "one person only"]
    assert main(["agreement", str(article), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["decisions"]["all"]["alpha"] == {"value": None, "why": "one person only"}
    assert data["people"] == ["mk"]
