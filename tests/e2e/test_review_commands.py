"""The commands of a review, as people and scripts run them, and git with its merge driver."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from models.loading import load
from models.plain import plain
from models.review.review import Review

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "reviewing-together.md"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path, copydesk_command: Path) -> dict[str, str]:
    """Ours, without anybody's settings; the program is found by its name."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COPYDESK_", "XDG_", "LC_", "GIT_"))
    }
    path = f"{copydesk_command.parent}:{own['PATH']}"
    home = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm-256color", "PATH": path}
    git = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    return {**own, **home, **git}


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Run:
    """Run a command line in the directory of the test."""

    def start(line: str, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", line],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**environment, **changes},
            cwd=tmp_path,
            timeout=60,
        )

    return start


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "seeds" / "pakistan-iran.yaml", tmp_path / "report.yaml"))


def review(article: Path, by: str, verdicts: Mapping[str, str], **edits: dict[str, Any]) -> None:
    """Decides on every record (`accept` unless said otherwise), then corrects some."""
    document = load(article).document
    assert document is not None
    desk = Review.open(article, by)
    chosen: dict[str, list[Any]] = {}
    for id_, record in document.records.items():
        chosen.setdefault(verdicts.get(id_, verdicts.get("", "accept")), []).append(record)
    for verdict in chosen.keys() - {""}:
        desk.decide(verdict, chosen[verdict], words="why" if verdict == "flag" else "")
    for id_, fields in edits.items():
        there = plain(document.records[id_])
        before = {name: there.get(name) for name in fields}
        desk.do(desk.act("edit", document.records[id_], before={id_: before}, after={id_: fields}))
    desk.close()


# A review from its journals to the article


def test_a_review_from_log_to_apply(run: Run, article: Path, tmp_path: Path) -> None:
    review(article, "ann", {"rocky": "reject", "gravest": "flag"}, recall={"date": "2024-01-17"})
    review(article, "ben", {"rocky": "reject", "restive": "reject", "gravest": "accept"})

    log = run("copydesk log report.yaml --by ann --act edit")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d ann  edit  recall  Ambassador recalled"
        r"  date: “\[2024-01-01\.\.2024-01-30\]” → “2024-01-17”\n",
        log.stdout,
    )
    assert (log.returncode, log.stderr) == (0, "Times are UTC.\n")
    acts = [json.loads(line) for line in run("copydesk log report.yaml --json").stdout.splitlines()]
    assert len(acts) == 2 * 69 + 1
    assert [act["at"] for act in acts] == sorted(act["at"] for act in acts)
    journal = (tmp_path / "report.review" / "ben.jsonl").read_text()
    assert [act for act in acts if act["by"] == "ben"] == list(
        map(json.loads, journal.splitlines())
    )

    agreement = run("copydesk agreement report.yaml")
    assert (agreement.returncode, agreement.stderr) == (0, "")
    assert "by ann, ben\n" in agreement.stdout
    assert re.search(r"^  event date +15 +0\.93", agreement.stdout, re.MULTILINE)
    assert re.search(
        r"^  actor +14 +1\.00 +– +–  there is only one answer", agreement.stdout, re.MULTILINE
    )
    data = json.loads(run("copydesk agreement report.yaml --json").stdout)
    assert data["compared"] == "reviews"
    assert data["decisions"]["actor"]["kappa"] == {
        "value": None,
        "why": "there is only one answer",
    }
    assert data["outdated"] == [{"file": "report.yaml", "record": "recall", "reviewer": "ann"}]

    done = run("copydesk apply report.yaml -o reviewed.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == (
        "Kept: 65 accepted. Left out: 1 rejected, 2 disputed, 1 dependent."
    )
    result = load(tmp_path / "reviewed.yaml")
    assert result.document is not None
    assert result.problems == ()
    assert not {"rocky", "restive", "gravest"} & set(result.document.records)
    assert str(plain(result.document.records["recall"])["date"]) == "2024-01-17"
    printed = run("copydesk apply report.yaml")
    assert printed.stdout == (tmp_path / "reviewed.yaml").read_text()
    diff = run("diff report.yaml reviewed.yaml").stdout
    assert [line for line in diff.splitlines() if line.startswith("> ")] == [
        '>     date: "2024-01-17"',
        ">     about: [pakistan, iran]",
    ]


def test_the_article_itself_loses_nothing(run: Run, article: Path) -> None:
    review(article, "ann", {"rocky": "reject"})
    before = article.read_bytes()
    for output in ("report.yaml", "./report.yaml"):
        done = run(f"copydesk apply report.yaml -o {output}")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "is the article itself" in done.stderr
    assert article.read_bytes() == before
    assert run("copydesk apply report.yaml --tags -o report.yaml").returncode == 0
    assert article.read_bytes() != before
    assert len(load(article).document.records) == 69


def test_corrections_that_clash_are_told_with_status_1(run: Run, article: Path) -> None:
    review(article, "ann", {}, recall={"date": "2024-01-17"})
    review(article, "ben", {}, recall={"date": "2024-01-18", "note": "Said twice."})
    done = run("copydesk apply report.yaml")
    assert done.returncode == 1
    assert (
        "recall, date: ann wants “2024-01-17”, ben wants “2024-01-18”."
        " The file has: “[2024-01-01..2024-01-30]”.\n"
    ) in done.stderr
    assert "id: recall" not in done.stdout  # nobody has accepted what it would say
    tagged = run("copydesk apply report.yaml --tags")
    assert tagged.returncode == 1
    assert "Said twice." in tagged.stdout
    one = run("copydesk apply report.yaml --by ben")
    assert (one.returncode, one.stderr.count("wants")) == (0, 0)
    nobody = run("copydesk apply report.yaml --by zoe")
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "zoe has not reviewed report.yaml. Who has: ann, ben." in nobody.stderr


def test_tags_tell_how_records_stand(run: Run, article: Path, tmp_path: Path) -> None:
    review(article, "ann", {"rocky": "reject", "recall": "", "": "accept"})
    done = run("copydesk apply report.yaml --tags -o tagged.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "67 accepted, 1 rejected, 1 undecided.\n"
    text = (tmp_path / "tagged.yaml").read_text()
    assert text.count("review/accepted") == 67
    assert text.count("review/rejected") == 1
    assert load(tmp_path / "tagged.yaml").problems == ()
    shutil.copytree(tmp_path / "report.review", tmp_path / "tagged.review")
    again = run("copydesk apply tagged.yaml --tags")
    assert again.stdout == text
    assert again.stderr == done.stderr


def test_what_can_not_be_written_leaves_everything_as_it_was(
    run: Run, article: Path, tmp_path: Path
) -> None:
    review(article, "ann", {"rocky": "reject"})
    (tmp_path / "folder").mkdir()
    for output in ("folder", "none/out.yaml"):
        done = run(f"copydesk apply report.yaml -o {output}")
        assert done.returncode == 2
        assert f"copydesk: {output} can't be written: " in done.stderr
        assert done.stderr.count("\n") == 1
    left = sorted(path.name for path in tmp_path.iterdir() if path.name[0] != ".")
    assert left == ["folder", "report.review", "report.yaml"]


@pytest.mark.parametrize("words", ["log", "log --json", "agreement", "agreement --json", "apply"])
def test_output_that_nobody_takes(run: Run, article: Path, words: str) -> None:
    review(article, "ann", {"rocky": "reject"})
    command = f"copydesk {words.split()[0]} report.yaml {' '.join(words.split()[1:])}"
    early = run(f"set -o pipefail; {command} 2>&1 | head -n 1")
    assert early.stdout.count("\n") == 1
    assert "Traceback" not in early.stderr
    full = run(f"{command} >/dev/full")
    assert full.returncode == 2
    assert "standard output can't be written: No space left" in full.stderr
    closed = run(f"{command} >&-")
    assert closed.returncode == 0
    assert "Traceback" not in closed.stderr


def test_hostile_words_do_nothing(run: Run, article: Path) -> None:
    evil = "\x1b[31m\u202e[/]\nline \x9b2J"
    document = load(article).document
    assert document is not None
    desk = Review.open(article, f"zo\x1b[2J\u202e{'x' * 5}")
    record = document.records["recall"]
    desk.comment(evil, [record])
    desk.do(
        desk.act(
            "edit", record, before={"recall": {"note": None}}, after={"recall": {"note": evil}}
        )
    )
    desk.close()
    article.write_text(article.read_text().replace("id: recall", f'id: recall\n    source: "{1}"'))
    for words in ("log", "log --json", "agreement", "agreement --json"):
        done = run(f"copydesk {words.split()[0]} report.yaml {' '.join(words.split()[1:])}")
        assert done.returncode == 0, done.stderr
        acting = [sign for sign in done.stdout + done.stderr if not harmless(sign)]
        assert acting == []
    assert "[/]" in run("copydesk log report.yaml").stdout


def harmless(sign: str) -> bool:
    """Whether a terminal only draws it."""
    return sign == "\n" or (ord(sign) >= 32 and not "\x7f" <= sign <= "\x9f" and sign != "\u202e")


def test_a_plain_locale_gets_plain_signs(run: Run, article: Path) -> None:
    review(article, "ann", {}, recall={"date": "2024-01-17"})
    for words in ("log report.yaml", "agreement report.yaml"):
        done = run(f"copydesk {words}", LANG="C", PYTHONIOENCODING="ascii")
        assert done.returncode == 0
        assert done.stdout.isascii()
        assert done.stdout


# Annotators of the same text


def test_files_are_compared_by_themselves_when_there_are_no_reviews(
    run: Run, article: Path, tmp_path: Path
) -> None:
    text = article.read_text()
    (tmp_path / "other.yaml").write_text(text.replace("      - the whole region\n", "", 1))
    done = run("copydesk agreement report.yaml other.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "69 records have the same id in all." in done.stdout
    assert re.search(r"^  place at +10 +0\.90", done.stdout, re.MULTILINE)
    assert re.search(r"^  place +\d+ +0\.\d\d +0\.\d\d +0\.\d\d$", done.stdout, re.MULTILINE)
    review(article, "ann", {})
    one = run("copydesk agreement report.yaml other.yaml")
    assert "Reviews of report.yaml, other.yaml" in one.stdout
    files = run("copydesk agreement --files report.yaml other.yaml")
    assert files.stdout == done.stdout
    data = json.loads(run("copydesk agreement --json --files report.yaml other.yaml").stdout)
    assert data["compared"] == "files"
    assert data["fields"]["place"]["at"]["observed"]["value"] == 0.9


# git


def configuration() -> tuple[list[str], str]:
    """The lines for git as the guide has them: commands, and what goes into .gitattributes."""
    text = GUIDE.read_text(encoding="utf-8")
    commands = re.findall(r"^git config .*$", text, re.MULTILINE)
    [attributes] = re.findall(r"^\S+ merge=copydesk$", text, re.MULTILINE)
    return commands, attributes


@pytest.fixture
def repository(run: Run, tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """A repository as the guide sets it up, with the bundled article in it."""
    commands, attributes = configuration()
    assert len(commands) == 2
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(ROOT / "seeds" / "pakistan-iran.yaml", folder / "report.yaml")
    (tmp_path / ".gitattributes").write_text(f"{attributes}\n")

    def git(line: str) -> subprocess.CompletedProcess[str]:
        return run(f"git -c user.name=ann -c user.email=ann@example.org {line}")

    assert git("init -q -b main").returncode == 0
    for command in commands:
        assert git(shlex.join(shlex.split(command)[1:])).returncode == 0
    assert git("add .gitattributes articles").returncode == 0
    assert git("commit -qm start").returncode == 0
    return git


def branch(
    git: Callable[[str], subprocess.CompletedProcess[str]], path: Path, *changes: tuple[str, str]
) -> None:
    """Commits changes of the article on the branch that is checked out."""
    text = path.read_text()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text)
    assert git("commit -qam change").returncode == 0


RECALL = "  - id: recall\n    title: Ambassador recalled\n    code: "


def test_git_merges_records_that_lines_would_not(
    repository: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    git, path = repository, tmp_path / "articles" / "report.yaml"
    git("switch -qc other")
    branch(
        git,
        path,
        (RECALL, RECALL.replace("    code", "    confidence: high\n    code")),
        ("    name: Wider region\n", "    name: The region\n"),
    )
    git("switch -q main")
    branch(git, path, (RECALL, RECALL.replace("Ambassador recalled", "Envoy recalled")))
    done = git("merge -q --no-edit other")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    document = load(path).document
    assert document is not None
    assert document.problems == ()
    recall = plain(document.records["recall"])
    assert (recall["title"], recall["confidence"]) == ("Envoy recalled", "high")
    assert document.records["wider-region"].caption == "The region"
    assert git("diff --shortstat main~1 main").stdout.startswith(
        " 1 file changed, 2 insertions(+), 1 d"
    )
    assert git("status --porcelain").stdout.splitlines() == []


def test_git_hears_of_a_conflict_and_of_which_field(
    repository: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    git, path = repository, tmp_path / "articles" / "report.yaml"
    git("switch -qc other")
    branch(git, path, ("title: Ambassador recalled", "title: Envoy called home"))
    git("switch -q main")
    branch(git, path, ("title: Ambassador recalled", "title: Envoy recalled"))
    mine = path.read_text()
    done = git("merge --no-edit other")
    assert done.returncode == 1
    assert (
        "articles/report.yaml: recall, title: mine says “Envoy recalled”,"
        " theirs says “Envoy called home”. It has mine.\n"
    ) in done.stderr
    assert "CONFLICT" in done.stdout
    assert path.read_text() == mine
    assert git("status --porcelain").stdout.startswith("UU articles/report.yaml")
    assert git("commit -qam settled").returncode == 0


def test_git_leaves_what_is_no_article_as_mine(
    repository: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    git, path = repository, tmp_path / "articles" / "report.yaml"
    git("switch -qc other")
    branch(git, path, ("title: Ambassador recalled", "title: [Ambassador recalled"))
    git("switch -q main")
    branch(git, path, ("title: Ambassador recalled", "title: Envoy recalled"))
    mine = path.read_text()
    done = git("merge --no-edit other")
    assert done.returncode == 1
    assert "articles/report.yaml (theirs):" in done.stderr
    assert "E004" in done.stderr
    assert path.read_text() == mine


def test_journals_of_two_branches_merge_by_themselves(
    repository: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path, run: Run
) -> None:
    git, path = repository, tmp_path / "articles" / "report.yaml"
    review(path, "ann", {"": ""}, recall={"note": "first"})
    git("add articles")
    git("commit -qm first")
    git("switch -qc other")
    review(path, "ben", {"": "accept"})
    git("add articles")
    git("commit -qm ben")
    git("switch -q main")
    review(path, "ann", {"": "accept"})
    git("add articles")
    git("commit -qm ann")
    assert git("merge -q --no-edit other").returncode == 0
    acts = run("copydesk log articles/report.yaml --json").stdout.splitlines()
    assert len(acts) == 1 + 2 * 69
    told = run("copydesk log articles/report.yaml").stdout.splitlines()
    assert len(told) == 3
    assert "ben  accept  69 records (wider-region, " in told[1] + told[2]


def test_merging_without_git(run: Run, article: Path, tmp_path: Path) -> None:
    text = article.read_text()
    (tmp_path / "mine.yaml").write_text(text.replace("title: Ambassador recalled", "title: A"))
    (tmp_path / "theirs.yaml").write_text(text.replace("Restive", "Quiet"))
    merge = "copydesk merge report.yaml mine.yaml theirs.yaml"
    printed = run(f"{merge} -o -")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert "title: A\n" in printed.stdout
    assert "Quiet and for the most part" in printed.stdout
    assert run(f"{merge} -o out.yaml").returncode == 0
    assert (tmp_path / "out.yaml").read_text() == printed.stdout
    assert run(merge).returncode == 0
    assert (tmp_path / "mine.yaml").read_text() == printed.stdout
    missing = run("copydesk merge report.yaml none.yaml theirs.yaml")
    assert (missing.returncode, missing.stdout, missing.stderr.count("\n")) == (2, "", 1)
    assert "none.yaml does not exist" in missing.stderr
