"""Safe mends: what they write, what they leave, and that everything else stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.checks import check
from models.checks.checking import Checked, Checker, Fix
from models.checks.files import File
from models.checks.mends import MENDS, mend
from models.checks.rule import RULES
from models.loading.reading import load_bytes
from models.plain import Revision, plain
from models.saving import Saved, save

CLEAN = Path(__file__).with_name("clean.yaml").read_text()

Mending = Callable[..., tuple[Checked, str]]


def edited(edits: Mapping[str, str]) -> str:
    text = CLEAN
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def mended(tmp_path: Path) -> Mending:
    """What comes of mending a text in a file, and what the file holds then."""

    def run(text: str, fix: Fix = "write") -> tuple[Checked, str]:
        path = tmp_path / "a.yaml"
        path.write_bytes(text.encode())
        checked = Checker({}, fix).look(File(str(path)))
        return checked, path.read_bytes().decode()

    return run


FAULTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "W103": (
        {"    at: shots at a patrol boat": '    at: "shots  at a patrol\u00a0boat" # so'},
        {"    at: shots at a patrol boat": '    at: "shots at a patrol boat" # so'},
    ),
    "W106": (
        {"text: “We never wanted this quarrel,”": "text: '\"We never wanted this quarrel,\"'"},
        {"text: “We never wanted this quarrel,”": "text: '“We never wanted this quarrel,”'"},
    ),
    "W211": (
        {"aliases: [Brandt]": "aliases: [Brandt, 'Ada  Brandt', 'Brandt']  # so"},
        {"aliases: [Brandt]": "aliases: [Brandt]  # so"},
    ),
    "W213": (
        {"name: Narrow Strait": 'name: "Narrow\\u200B Strait"'},
        {"name: Narrow Strait": 'name: "Narrow Strait"'},
    ),
    "W402": (
        {
            "kind: country\n    in": 'kind: country\n    iso: "NO"\n    in',
            "lat: 61.5": "lat: 6.25",
            "lon: 6.25": "lon: 61.5",
        },
        {"kind: country\n    in": 'kind: country\n    iso: "NO"\n    in'},
    ),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_mend_takes_its_problem_away_and_changes_nothing_else(code: str, mended: Mending) -> None:
    fault, good = FAULTS[code]
    checked, text = mended(edited(fault))
    assert {problem.code for problem in checked.fixed} == {code}
    assert checked.told == ()
    assert text == edited(good)


def test_there_is_a_test_for_each_mend_and_a_rule_for_each() -> None:
    assert FAULTS.keys() == MENDS.keys()
    assert MENDS.keys() <= RULES.keys()


def test_all_at_once_in_any_spelling_of_lines(mended: Mending) -> None:
    faults = {old: new for fault, _ in FAULTS.values() for old, new in fault.items()}
    goods = {old: new for _, good in FAULTS.values() for old, new in good.items()}
    for end, mark in (("\r\n", ""), ("\n", "\ufeff")):
        checked, text = mended(mark + edited(faults).replace("\n", end))
        assert {problem.code for problem in checked.fixed} == FAULTS.keys()
        assert text == mark + edited(goods).replace("\n", end)


def test_parts_of_an_anchor_and_one_between_others(mended: Mending) -> None:
    parts = "at: {parts: [its  guards, fired  first]}"
    checked, text = mended(edited({"at: its guards had fired first": parts}))
    assert [problem.code for problem in checked.fixed] == ["W103"]
    assert "at: {parts: [its guards, fired first]}" in text
    among = "at: [shots, {exact: patrol  boat, suffix: ' in'}]"
    checked, text = mended(edited({"at: shots at a patrol boat": among}))
    assert "at: [shots, {exact: patrol boat, suffix: ' in'}]" in text


def test_a_quotation_that_rests_on_an_anchor(mended: Mending) -> None:
    text = "text: “We never  wanted this quarrel,”\n    at: “We never wanted this quarrel,” said"
    checked, new = mended(edited({"text: “We never wanted this quarrel,”": text}))
    assert [problem.code for problem in checked.fixed] == ["W106"]
    assert "text: “We never wanted this quarrel,”\n    at:" in new


def test_what_would_lose_words_of_the_text_is_left(mended: Mending) -> None:
    """A metonym is never found by itself: without the second alias “Brandt” would rest nowhere."""
    person = "name: Ada Brandt\n    kind: person\n    aliases: [Brandt]"
    metonym = person.replace("[Brandt]", "[{text: Brandt, metonym: true}, Brandt]")
    text = edited({person: metonym, "in Havn. Ion": "in Havn. Brandt left. Ion"})
    checked, after = mended(text)
    assert (checked.fixed, after) == ((), text)
    assert [(told.problem.code, told.mendable) for told in checked.told] == [("W211", False)]
    checked, after = mended(edited({person: metonym}))
    assert [problem.code for problem in checked.fixed] == ["W211"]


def test_one_mend_shows_the_next(mended: Mending) -> None:
    twice = 'aliases: [Brandt, "Bra\\u200Bndt"]'
    checked, text = mended(edited({"aliases: [Brandt]": twice}))
    assert "W213" in {problem.code for problem in checked.fixed}
    assert text == CLEAN


def test_coordinates_that_are_wrong_either_way_are_left(mended: Mending) -> None:
    fault = {**FAULTS["W402"][0], "lat: 61.5": "lat: 16.25", "lon: 6.25": "lon: 161.5"}
    checked, text = mended(edited(fault))
    assert (checked.fixed, text) == ((), edited(fault))
    assert [(told.problem.code, told.mendable) for told in checked.told] == [("W402", False)]


def test_what_a_comment_or_the_settings_take_out_is_not_mended(tmp_path: Path) -> None:
    fault = edited(FAULTS["W106"][0]).replace("cue: said\n", "cue: said  # copydesk: ignore W106\n")
    path = tmp_path / "a.yaml"
    path.write_text(fault)
    assert Checker({}, "write").look(File(str(path))).fixed == ()
    path.write_text(edited(FAULTS["W106"][0]))
    assert Checker({"W1": "off"}, "write").look(File(str(path))).fixed == ()
    assert path.read_text() == edited(FAULTS["W106"][0])


def test_shown_only_nothing_is_written(mended: Mending) -> None:
    fault = edited(FAULTS["W106"][0])
    checked, text = mended(fault, "show")
    assert text == fault
    assert [problem.code for problem in checked.fixed] == ["W106"]
    assert [line for line in checked.diff if line[:1] in "+-"] == [
        "-    text: '\"We never wanted this quarrel,\"'",
        "+    text: '“We never wanted this quarrel,”'",
    ]


def test_what_can_not_be_written_is_said(mended: Mending, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.files.replace", fail)
    fault = edited(FAULTS["W106"][0])
    checked, text = mended(fault)
    assert text == fault
    assert checked.refused == "it can't be written: No space left on device."
    assert [told.problem.code for told in checked.told] == ["W106"]


def test_a_file_that_changes_meanwhile_is_left(
    mended: Mending, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from models.checks import checking

    saved = checking._saved

    def change(read: Any) -> Any:
        (tmp_path / "a.yaml").write_text("copydesk: 1\n")
        return saved(read)

    monkeypatch.setattr(checking, "_saved", change)
    checked, text = mended(edited(FAULTS["W106"][0]))
    assert text == "copydesk: 1\n"
    assert "changed just now" in checked.refused


def test_a_file_cut_by_a_syntax_error_is_not_written(mended: Mending) -> None:
    fault = edited(FAULTS["W106"][0]) + "links: [\n"
    checked, text = mended(fault)
    assert text == fault
    assert "not valid YAML" in checked.refused


@settings(max_examples=30)
@given(
    st.sets(st.sampled_from(sorted(FAULTS))),
    st.sampled_from(["\n", "\r\n"]),
    st.dictionaries(st.integers(15, 105), st.sampled_from(["", "# so", "  # [it: is", "      "])),
)
def test_every_byte_stays_but_those_of_the_mends(
    codes: set[str], end: str, comments: dict[int, str]
) -> None:
    def spelled(which: int) -> str:
        lines = edited({k: v for code in codes for k, v in FAULTS[code][which].items()}).split("\n")
        for row, comment in comments.items():
            lines[row] = f"{comment}\n{lines[row]}"
        return "\n".join(lines).replace("\n", end)

    source = spelled(0)
    document, _, places = load_bytes(source.encode(), "a.yaml")
    assert document is not None
    new, gone = mend(document, check(document, places), {})
    assert {problem.code for problem in gone} == codes
    saved = save(
        source,
        {
            key: Revision(record.type, plain(record))
            for key, record in new.records.items()
            if record != document.records[key]
        },
    )
    assert isinstance(saved, Saved)
    assert saved.text == spelled(1)
