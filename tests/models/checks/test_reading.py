"""What is found while a file is read, one fault at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.checks.rule import RULES
from models.loading import load
from models.loading.reading import load_bytes
from models.problems import Problem

CLEAN = Path(__file__).with_name("clean.yaml")
RECALL = "at: called its ambassador home"


def only(data: bytes) -> Problem:
    """The one problem of a file that can't be opened."""
    loaded = load_bytes(data, "x")
    assert loaded.document is None
    (problem,) = loaded.problems
    return problem


def placed(problem: Problem) -> tuple[str, int, int]:
    return problem.code, problem.line, problem.column


# The file


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = load(tmp_path / "none.yaml").problems
    assert placed(problem) == ("E001", 0, 0)


@pytest.mark.parametrize("file", ["../clean.yaml", "none.txt", "/etc/passwd"])
def test_a_text_that_is_not_beside(tmp_path: Path, file: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"copydesk: 1\narticle:\n  title: It\n  file: {file}\n")
    assert [placed(each) for each in load(path).problems] == [("E001", 4, 9)]


def test_a_text_that_is_beside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing is told.")
    path = tmp_path / "a.yaml"
    path.write_text("copydesk: 1\narticle:\n  title: It\n  file: a.txt\n")
    assert load(path).problems == ()


def test_a_file_that_is_not_utf_8() -> None:
    latin = CLEAN.read_bytes().replace(b"Havn", "Håvn".encode("latin-1"), 1)
    line = latin[: latin.index(b"H\xe5vn")].count(b"\n") + 1
    problem = only(latin)
    assert problem.code == "E002"
    assert (problem.line, problem.column) == (line, column_of(latin, line, b"\xe5"))
    assert load_bytes(CLEAN.read_bytes().replace(b"Havn", "Håvn".encode()), "x").problems == ()


def column_of(data: bytes, line: int, found: bytes) -> int:
    row = data.split(b"\n")[line - 1]
    return len(row[: row.index(found)].decode()) + 1


def test_aliases_that_do_not_end(sees: Any, silent: Any) -> None:
    new = "  - {id: new, kind: law, gloss: it, about: [shots], at: on both shores, tags: &w [sea, *w]}\n"
    sees("E003", {"links:\n": f"{new}links:\n"}, at="{id: new", record="new")
    silent({"links:\n": f"{new.replace(', *w', ', coast')}links:\n"})


def test_yaml_that_is_none(silent: Any) -> None:
    text = CLEAN.read_text().replace("  - {from: old", "  - {from: old: new")
    problems = load_bytes(text.encode(), "x").problems
    line = text[: text.index("old: new")].count("\n") + 1
    assert [(each.code, each.line) for each in problems] == [("E004", line)]
    silent({"title: Border reopened": 'title: "Border: reopened"'})


def test_a_second_document() -> None:
    text = CLEAN.read_text() + "---\ncopydesk: 1\n"
    problems = load_bytes(text.encode(), "x").problems
    assert [placed(each) for each in problems] == [("E004", text.count("\n") - 1, 1)]


def test_yaml_that_is_no_article() -> None:
    assert placed(only(b"report: {article: {text: It.}}\n")) == ("E005", 1, 1)
    assert load_bytes(b"copydesk: 1\narticle: {text: It.}\n", "x").problems == ()


# Anchors and quotations


def test_an_anchor_that_is_not_in_the_text(sees: Any, silent: Any) -> None:
    found = sees(
        "E101", {RECALL: "at: recalled its ambassador"}, at="recalled its", record="recall"
    )
    assert "“called its ambassador” in paragraph 3" in found.mend
    silent({RECALL: "at: its ambassador home on Friday"})


def test_what_is_at_fault_in_an_anchor(sees: Any) -> None:
    whole = "at: {prefix: Northland, exact: recalled, paragraph: 3}"
    sees("E101", {RECALL: whole}, at="recalled, ")
    parts = "at: {parts: [called, {exact: homewards}]}"
    sees("E101", {RECALL: parts}, at="homewards")
    sees("E207", {RECALL: "at: {exact: called its ambassador home, paragraph: 7}"}, at="7}")


def test_an_anchor_that_is_in_the_text_twice(sees: Any, silent: Any) -> None:
    sees("E102", {RECALL: "at: {exact: its}"}, at="its}", record="recall")
    silent({RECALL: "at: {exact: its, suffix: ' ambassador'}"})
    silent({RECALL: "at: {exact: its, paragraph: 3}"})


def test_a_quotation_that_is_in_the_text_twice(silent: Any) -> None:
    text = "“We never wanted this quarrel,” said"
    twice = CLEAN.read_text().replace(text, f"“We never wanted this quarrel,” she says, and {text}")
    cue = "    text: “We never wanted this quarrel,”\n"
    line = twice[: twice.index(cue)].count("\n") + 1
    assert [placed(each) for each in load_bytes(twice.encode(), "x").problems] == [
        ("E102", line, 11)
    ]
    chosen = cue + "    at: {exact: '“We never wanted this quarrel,”', suffix: ' said'}\n"
    assert load_bytes(twice.replace(cue, chosen).encode(), "x").problems == ()
    silent({cue: chosen})


def test_an_anchor_in_other_marks(sees: Any, silent: Any) -> None:
    near = "at: Northland’s foreign minister"
    sees("W103", {RECALL: near.replace("’", "'")}, at="Northland's", record="recall")
    silent({RECALL: near})


def test_a_quotation_in_other_words(sees: Any, silent: Any) -> None:
    said = "text: “We never wanted this quarrel,”"
    at = "at: “We never wanted this quarrel,”"
    sees(
        "E105",
        {said: f"text: “We never wanted that quarrel,”\n    {at}"},
        at="“We never wanted that",
    )
    sees(
        "W106",
        {said: "text: '\"We never wanted this quarrel,\"'"},
        at="'\"We never",
        record="q-quarrel",
    )
    silent({said: "text: >-\n      “We never wanted\n      this quarrel,”"})


# Records and their fields


def test_an_id_that_is_taken_or_kept(sees: Any, silent: Any) -> None:
    new = "  - {id: old, kind: law, gloss: it, about: [shots], at: on both shores}\nlinks:\n"
    sees("E202", {"links:\n": new}, at="old, kind", record="old")
    kept = new.replace("id: old", "id: reporter")
    sees("E202", {"links:\n": kept}, at="reporter, kind", record="reporter")
    silent({"links:\n": new.replace("id: old", "id: Old")})


def test_an_id_of_nothing(sees: Any, silent: Any) -> None:
    about = "about: [league, shores]"
    found = sees("E203", {about: "about: [league, shore]"}, at="shore]", record="old")
    assert found.mend == "Did you mean “shores”?"
    silent({about: "about: [shores, league]"})


def test_a_yaml_alias_of_nothing(sees: Any, silent: Any) -> None:
    kind = "    kind: security\n"
    sees("E203", {kind: f"{kind}    note: *years\n"}, at="*years")
    silent({kind: f"{kind}    note: &years long\n    tags: *years\n"})


def test_a_key_that_stands_twice(sees: Any, silent: Any) -> None:
    kind = "    kind: security\n"
    sees("E204", {kind: f"{kind}    tags: [a]\n    tags : [b]\n"}, at="tags :")
    silent({kind: f"{kind}    tags: [a, b]\n"})


def test_a_field_that_is_unknown(sees: Any, silent: Any) -> None:
    kind = "    kind: security\n"
    found = sees("E205", {kind: f"{kind}    sorce: it\n"}, at="sorce", record="old")
    assert found.mend == "Did you mean “source”?"
    silent({kind: f"{kind}    source: it\n"})
    sees("E205", {"links:\n": "linkz: []\nlinks:\n"}, at="linkz")


def test_an_id_of_the_wrong_kind(sees: Any, silent: Any) -> None:
    found = sees(
        "E206", {"speaker: [brandt]": "speaker: [brandt, havn]"}, at="havn]", record="q-quarrel"
    )
    assert found.mend == "Name an actor instead, or take it out."
    silent({"speaker: [brandt]": "speaker: [brandt, northland]"})


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("kind: security", "kind: secrecy", "secrecy"),
        ("    cue: said\n", "    cue: [said]\n", "[said]"),
        ("copydesk: 1", "copydesk: 9", "9\n"),
        ("    form: direct\n", "    form: direct\n    tags: {a: b}\n", "{a: b}"),
        ("{from: old,", "{id: [lost], from: old,", "[lost]"),
        ("lat: 61.5", "lat: north", "north\n"),
    ],
)
def test_a_value_that_does_not_fit(sees: Any, old: str, new: str, at: str) -> None:
    sees("E207", {old: new}, at=at)


def test_what_is_needed_and_missing(sees: Any, silent: Any) -> None:
    last = "  - {from: old, rel: explains, to: shots}\n"
    sees("E207", {last: last + "  - {from: old, to: shots}\n"}, at="{from: old, to")
    silent({last: last + "  - {from: old, rel: see-also, to: shots}\n"})


def test_an_article_without_text() -> None:
    text = "copydesk: 1\narticle:\n  title: It\n  text: ''\n"
    assert [placed(each) for each in load_bytes(text.encode(), "x").problems] == [("E207", 4, 9)]


def test_a_name_of_two(sees: Any, silent: Any) -> None:
    aliases = "    kind: person\n    of: [southmark]\n"
    twice = aliases.replace("    of", "    aliases: [Brandt junior, Ada Brandt]\n    of")
    sees("W209", {aliases: twice}, at="Ada Brandt]", record="petrescu")
    silent({aliases: twice.replace("Ada Brandt]", "Ada  Brandts]")})


def test_a_name_of_an_actor_and_a_place(sees: Any, silent: Any) -> None:
    state = "    kind: state\n    place: nl-land\n"
    capital = f"    aliases: [Havn]\n{state}"
    sees("W210", {state: capital}, at="Havn]", record="northland")
    silent({state: capital.replace("[Havn]", "{text: Havn, metonym: true}")})


def test_a_control_character(sees: Any, silent: Any) -> None:
    sees("W214", {"kind: security": "kind: security\n    note: a\x07b"}, at="\x07")
    silent({"kind: security": 'kind: security\n    note: "a\\u0007b"'})


# Dates and coordinates


def test_a_date_that_is_none(sees: Any, silent: Any) -> None:
    sees("E302", {'date: "2024-03-01"': "date: 1 March 2024"}, at="1 March", record="recall")
    silent({'date: "2024-03-01"': "date: 2024-03-01"})


def test_coordinates_of_nowhere(sees: Any, silent: Any) -> None:
    sees("E404", {"lat: 61.5": "lat: 615"}, at="615", record="havn")
    silent({"lat: 61.5": "lat: 61.50"})


def test_each_is_told_here_or_where_it_says() -> None:
    """The two that no article shows have tests of their own, in test_loading.py and test_refusals.py."""
    tests = Path(__file__).read_text()
    read = {code for code, rule in RULES.items() if not rule.each and not rule.all}
    assert {code for code in read if f'"{code}"' not in tests} <= {"E006", "W215", "W216"}
