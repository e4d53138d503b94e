"""One file checked: opened or not, passed over, with the words that each problem is about."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.checks import checking
from models.checks.checking import BEFORE, BEHIND, Checked, Checker, Told
from models.checks.files import File

CLEAN = Path(__file__).with_name("clean.yaml").read_text()


@pytest.fixture
def look(tmp_path: Path) -> Any:
    def run(content: str | bytes, *, found: bool = False, **how: Any) -> Checked:
        path = tmp_path / "a.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Checker(how.pop("levels", {}), **how).look(File(str(path), found))

    return run


def marked(told: Told) -> str:
    """What is underlined, in the line it stands in."""
    start = told.problem.column - 1 - told.skipped
    stop = told.end.column - 1 - told.skipped
    return told.source[start:stop] if told.end.line == told.problem.line else told.source[start:]


def test_a_clean_file(look: Any, tmp_path: Path) -> None:
    assert look(CLEAN) == Checked(str(tmp_path / "a.yaml"))


def test_a_problem_with_its_line_and_extent(look: Any) -> None:
    (told,) = look(CLEAN.replace('date: "2024-02-29"', 'date: "2024-03-02/2024-02-29" # so')).told
    assert told.problem.code == "E301"
    assert told.source == '    date: "2024-03-02/2024-02-29" # so'
    assert marked(told) == '"2024-03-02/2024-02-29"'


def test_words_of_the_text_are_marked_in_it(look: Any) -> None:
    said = "“There is nothing that we know of it at all,” said one."
    told = look(CLEAN.replace("Northland called its", f"{said} Northland called its")).told
    (quoted,) = [each for each in told if each.problem.code == "W108"]
    assert "“There is nothing that we know of it at all,”" in marked(quoted)
    assert quoted.end.line == quoted.problem.line


def test_words_of_a_text_in_another_file_are_where_that_is_named(look: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“There is nothing that we know of it at all,” said one.\n")
    told = look("copydesk: 1\narticle:\n  file: a.txt\n").told
    assert told
    assert {marked(each) for each in told if not each.problem.record} == {"a.txt"}


@pytest.mark.parametrize("found", [False, True])
@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"- article: [", "E004", 1),
        (b"copydesk: 1\narticle: {text: \xff}", "E002", 2),
        ("copydesk: 1".encode("utf-16"), "E002", 0),
    ],
)
def test_what_can_not_be_opened(
    look: Any, content: bytes, code: str, line: int, found: bool
) -> None:
    checked = look(content, found=found)
    assert not checked.opened
    assert [(each.problem.code, each.problem.line) for each in checked.told] == [(code, line)]


@pytest.mark.parametrize(
    "content", ["a: 1\n", "- article: 1\n", "just words", "", "a: [", "{{x}}: {{"]
)
def test_what_is_no_article_is_told_where_it_is_named(look: Any, content: str) -> None:
    checked = look(content)
    assert not checked.opened
    assert checked.told[0].problem.code in ("E002", "E004", "E005")
    assert look(content, found=True).passed_over
    assert look(content, articles_only=True).passed_over


def test_what_is_not_there(tmp_path: Path) -> None:
    for name, words in ((tmp_path / "none.yaml", "does not exist"), (tmp_path, "is a folder")):
        for found in (False, True):
            checked = Checker({}).look(File(str(name), found))
            assert not checked.opened
            assert words in checked.told[0].problem.message
    checked = Checker({}).look(File("a\0b"))
    assert checked.told[0].problem.code == "E001"


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    checked = Checker({}).look(File(str(tmp_path / "a.yaml"), found=True))
    assert checked.told[0].problem.code == "E001"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(CLEAN.encode())))
    assert Checker({}).look(File("-")) == Checked("standard input")
    monkeypatch.setattr(sys, "stdin", None)
    assert Checker({}).look(File("-")).told[0].problem.message == "it is closed."


def test_levels_and_comments_count(look: Any) -> None:
    fault = CLEAN.replace('date: "2024-02-29"', 'date: "2024-03-02/2024-02-29"')
    assert look(fault, levels={"E3": "off"}).told == ()
    (told,) = look(fault, levels={"E3": "information"}).told
    assert told.problem.severity == "information"
    assert look(f"# copydesk: ignore E301\n{fault}").told == ()


def test_of_a_long_line_only_what_is_near_is_kept(look: Any) -> None:
    filler = "so it was and so it is " * 1000
    text = f"{filler} “There is nothing that we know of it at all,” said one. {filler}"
    told = look(f"copydesk: 1\narticle:\n  text: {text}\n").told
    (quoted,) = [each for each in told if each.problem.code == "W108"]
    assert len(quoted.source) == BEFORE + BEHIND
    assert marked(quoted).startswith("“There is nothing that")


def test_a_failing_program_is_told_without_a_word_of_the_file(
    look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise KeyError("secret words")

    monkeypatch.setattr(checking, "check", fail)
    checked = look(CLEAN)
    assert re.fullmatch(r"KeyError in models/checks/checking\.py, line \d+", checked.crash)
    assert "secret" not in str(checked)
    assert not checked.opened


@pytest.mark.parametrize("record", ["\x1b[31m", "\u202e", "[/]", "\ud800"])
def test_nothing_in_a_file_makes_it_raise(look: Any, record: str) -> None:
    escaped = record.encode("unicode-escape").decode().replace("\\x", "\\x")
    checked = look(CLEAN.replace("id: shots", f'id: "{escaped}"'))
    assert checked.crash == ""
    assert checked.told
