"""`copydesk apply`: what is told beside the article it writes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from models.loading import load
from models.review.review import Review
from tui.cli import main

FILE = """\
copydesk: 1
article: {title: T, text: "Ann met Ben in Oslo on Monday. They talked."}
places: [{id: oslo, name: Oslo, kind: city}]
actors:
  - {id: ann, name: Ann, kind: person}
  - {id: ben, name: Ben, kind: person, place: oslo}
events:
  - {id: met, title: They met, actors: [ann, ben], place: oslo, at: met}
  - {id: talked, title: They talked, asserted: [{by: ben}], at: They talked}
context:
  - {id: warm, kind: diplomacy, gloss: A warm talk, by: ben, about: [talked]}
links:
  - {from: talked, rel: explains, to: warm}
"""
ALL = ("oslo", "ann", "ben", "met", "talked", "warm", "talked:explains:warm")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(FILE)
    return path


def decide(article: Path, by: str, verdict: str, records: Collection[str]) -> None:
    document = load(article).document
    assert document is not None
    review = Review.open(article, by)
    review.decide(verdict, [document.records[id_] for id_ in records])  # type: ignore[arg-type]
    review.close()


@pytest.fixture
def told(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    def run(*options: str, output: str = "out.yaml") -> list[str]:
        assert main(["apply", str(article), "-o", str(tmp_path / output), *options]) == 0
        return capsys.readouterr().err.splitlines()

    return run


def test_the_summary_says_what_was_kept_and_what_was_left_out(
    article: Path, told: Callable[..., list[str]]
) -> None:
    decide(article, "mk", "accept", ("ann", "ben", "oslo"))
    decide(article, "mk", "flag", ("talked",))
    decide(article, "mk", "reject", ("met",))
    decide(article, "zoe", "reject", ("oslo",))
    assert told()[-1] == (
        "Kept: 2 accepted. Left out: 1 rejected, 1 flagged, 1 disputed, 2 undecided."
    )
    assert told("--tags") == ["2 accepted, 1 rejected, 1 flagged, 1 disputed, 2 undecided."]
    decide(article, "mk", "accept", ALL)
    assert told("--by", "mk") == ["Kept: 7 accepted. Left out: nothing."]
    decide(article, "mk", "reject", ALL)
    assert told("--by", "mk") == ["Kept: nothing. Left out: 7 rejected."]


def test_what_loses_a_link_is_told_by_its_cause(
    article: Path, told: Callable[..., list[str]]
) -> None:
    decide(article, "mk", "accept", ALL)
    decide(article, "mk", "reject", ("ben", "oslo"))
    assert told() == [
        (
            "ben is left out (rejected): 2 records name it no more;"
            " 1 note or link that can't stand without it goes too."
        ),
        "oslo is left out (rejected): 1 record names it no more.",
        "warm is left out (dependent): 1 note or link that can't stand without it goes too.",
        "-v lists every record that loses a link.",
        "Kept: 3 accepted. Left out: 2 rejected, 2 dependent.",
    ]
    assert told("-v") == [
        "met no longer names what is left out: ben (actors), oslo (place).",
        "talked no longer names what is left out: ben (asserted).",
        "warm is left out with what it names: ben (by).",
        "talked:explains:warm is left out with what it names: warm (to).",
        "Kept: 3 accepted. Left out: 2 rejected, 2 dependent.",
    ]


def test_of_many_causes_the_first_are_told(article: Path, told: Callable[..., list[str]]) -> None:
    places = [f"p{number}" for number in range(8)]
    records = "".join(f"  - {{id: {each}, name: {each.upper()}, kind: city}}\n" for each in places)
    article.write_text(
        "copydesk: 1\narticle: {title: T, text: Ann left.}\nplaces:\n" + records + "actors:\n"
        "  - {id: ann, name: Ann, kind: person, place: p0}\nevents:\n"
        + "".join(f"  - {{id: e{each}, title: E, place: {each}, at: left}}\n" for each in places)
    )
    decide(article, "mk", "accept", ["ann", *(f"e{each}" for each in places)])
    said = told()
    assert said[0] == "p0 is left out (undecided): 2 records name it no more."
    assert said[5:] == [
        "p5 is left out (undecided): 1 record names it no more.",
        "2 more that are left out were named by others.",
        "-v lists every record that loses a link.",
        "Kept: 9 accepted. Left out: 8 undecided.",
    ]


def test_a_text_in_a_file_of_its_own_has_to_come_along(
    article: Path, tmp_path: Path, told: Callable[..., list[str]]
) -> None:
    text = FILE.partition("text: ")[2].partition("}")[0]
    (tmp_path / "a.txt").write_text(text.strip('"'))
    article.write_text(FILE.replace(f"text: {text}", "file: a.txt"))
    (tmp_path / "other").mkdir()
    decide(article, "mk", "accept", ALL)
    out = tmp_path / "other" / "out.yaml"
    assert told(output="other/out.yaml")[:-1] == [
        f"The text is not in {out}, which names a.txt: copy that file beside it as well."
    ]
    assert told(output="out.yaml")[:-1] == []
