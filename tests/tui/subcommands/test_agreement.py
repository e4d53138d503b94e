"""`copydesk agreement`: which rows its tables have, and what is said below them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from models.loading import load
from models.review.review import Review
from tui.cli import main

PLACES = "".join(f"  - {{id: p{number}, name: P{number}, kind: city}}\n" for number in range(10))
FILE = f"""\
copydesk: 1
article: {{title: T, text: "Ann met Ben at P0, P1 and P2."}}
places:
{PLACES}actors:
  - {{id: ann, name: Ann, kind: person}}
  - {{id: ben, name: Ben, kind: person}}
events:
  - {{id: met, title: They met, actors: [ann, ben], at: met}}
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(FILE)
    return path


def decide(article: Path, by: str, verdict: str, records: Iterable[str]) -> None:
    document = load(article).document
    assert document is not None
    review = Review.open(article, by)
    review.decide(verdict, [document.records[id_] for id_ in records])  # type: ignore[arg-type]
    review.close()


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    def run(*words: str | Path) -> list[str]:
        assert main(["agreement", *map(str, words)]) == 0
        return capsys.readouterr().out.splitlines()

    return run


def test_fields_that_one_person_has_are_left_out_and_counted(
    article: Path, told: Callable[..., list[str]]
) -> None:
    decide(article, "one", "accept", [f"p{number}" for number in range(10)] + ["ann", "met"])
    decide(article, "two", "accept", [f"p{number}" for number in range(10)])
    decide(article, "two", "flag", ["ann", "met"])
    said = told(article)
    assert [line.split()[:3] for line in said if line.startswith("  place ")] == [
        ["place", "10", "1.00"],
        ["place", "name", "10"],
        ["place", "kind", "10"],
        ["place", "6", "1.00"],
    ]
    assert "  A field's units are the records that two or more accepted or corrected." in said
    assert (
        "  5 more fields are of records that one person only accepted or corrected;"
        " --all lists them."
    ) in said
    assert not [line for line in said if "event title" in line]
    everything = told(article, "--all")
    assert [line.split() for line in everything if "event title" in line] == [
        ["event", "title", "0", "–", "–", "–", "one", "person", "only"]
    ]
    assert not [line for line in everything if "--all" in line]


def test_what_rests_on_little_has_a_mark(article: Path, told: Callable[..., list[str]]) -> None:
    decide(article, "one", "accept", [f"p{number}" for number in range(10)] + ["ann"])
    decide(article, "two", "accept", [f"p{number}" for number in range(10)] + ["ann"])
    said = told(article)
    rows = [line.split(maxsplit=6) for line in said if line.startswith("  actor  ")]
    assert rows[0] == ["actor", "1", "1.00", "–", "–", "*", "there is only one answer"]
    assert rows[1] == ["actor", "2", "1.00", "1.00", "1.00", "*"]
    assert not [line for line in said if line.startswith("  place name") and "*" in line]
    assert said[-1] == "* fewer than 10 units or mentions: read with care."
    decide(article, "two", "withdraw", ["ann"])
    assert not [line for line in told(article) if line.startswith("  all") and "*" in line]


def test_without_any_mark_there_is_no_word_of_it(
    article: Path, told: Callable[..., list[str]]
) -> None:
    decide(article, "one", "accept", ["ann"])
    said = told(article)
    assert "*" not in "".join(said)
    assert said[-1] == (
        "  2 more fields are of records that one person only accepted or corrected;"
        " --all lists them."
    )
    assert [line.split()[0] for line in said if "one person only" in line][:2] == ["actor", "all"]


def test_files_are_told_in_their_own_words(
    article: Path, tmp_path: Path, told: Callable[..., list[str]]
) -> None:
    other = tmp_path / "b.yaml"
    other.write_text(FILE[: FILE.index("events:")])
    said = told(article, other)
    assert "  A field's units are the records that two or more files have." in said
    assert "  3 more fields are of records that only one file has; --all lists them." in said


def test_decisions_that_do_not_count_are_a_line_each_reviewer(
    article: Path, told: Callable[..., list[str]]
) -> None:
    for by in ("one", "two"):
        decide(article, by, "accept", ["ann", "ben"])
    article.write_text(FILE.replace("kind: person", "kind: people"))
    assert told(article)[2:5] == [
        "4 decisions do not count: their records have changed since.",
        "  one: ann, ben",
        "  two: ann, ben",
    ]
    assert len(json.loads("\n".join(told(article, "--json")))["outdated"]) == 4
