"""Comments that take problems out, and what they are about."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks import check
from models.loading.reading import load_bytes

HEAD = """\
copydesk: 1
article:
  title: T
  text: |
    Ann met Ben.
"""
RECORDS = """\
actors:
  - id: ann
    name: Ann
    kind: person
  - {id: ben, name: Ben, kind: person}
events:
  - id: met
    title: They met
    actors: [ann, ben]
    date: 2024-02-02/2024-01-01
    asserted: [{by: reporter, as: fact}]
    at: met
"""


def ignored(text: str) -> dict[str, list[str]]:
    document = load_bytes(text.encode(), "x.yaml").document
    assert document is not None
    return {record: [*codes] for record, codes in document.ignores.items()}


def with_comment(before: str, comment: str = "# copydesk: ignore W306") -> str:
    """The file with a comment put in before these words, which stand in it once."""
    text = HEAD + RECORDS
    assert text.count(before) == 1
    return text.replace(before, comment + before)


@pytest.mark.parametrize(
    ("before", "record"),
    [
        ("copydesk: 1\n", ""),
        ("article:\n", ""),
        ("  title: T\n", ""),
        ("actors:\n", "ann"),
        ("  - id: ann\n", "ann"),
        ("    kind: person\n", "ann"),
        ("  - {id: ben", "ben"),
        ("events:\n", "met"),
        ("    asserted:", "met"),
    ],
)
def test_on_a_line_of_its_own_it_is_about_the_record_it_is_in_or_above(
    before: str, record: str
) -> None:
    indent = " " * (len(before) - len(before.lstrip()))
    assert ignored(with_comment(before, f"{indent}# copydesk: ignore W306\n")) == {record: ["W306"]}


@pytest.mark.parametrize(
    ("after", "record"),
    [
        ("copydesk: 1", ""),
        ("title: T", ""),
        ("actors:", ""),
        ("- id: ann", "ann"),
        ("name: Ann", "ann"),
        ("{id: ben, name: Ben, kind: person}", "ben"),
        ("at: met", "met"),
    ],
)
def test_behind_something_it_is_about_the_record_of_that(after: str, record: str) -> None:
    text = (HEAD + RECORDS).replace(f"{after}\n", f"{after}  # copydesk: ignore W306\n", 1)
    assert ignored(text) == {record: ["W306"]}


def test_indented_as_the_fields_above_it_belongs_to_them() -> None:
    inside = with_comment("  - {id: ben", "    # copydesk: ignore W3\n")
    assert ignored(inside) == {"ann": ["W3"]}
    above = with_comment("  - {id: ben", "  # copydesk: ignore W3\n\n")
    assert ignored(above) == {"ben": ["W3"]}
    last = HEAD + RECORDS + "# copydesk: ignore W3\n"
    assert ignored(last) == {"met": ["W3"]}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("W306", ["W306"]),
        ("W306, E301,I", ["W306", "E301", "I"]),
        ("W306 E301 the text says so", ["W306", "E301"]),
        ("W306 – said so. E301", ["W306"]),
        ("W3066", ["?"]),
        ("w306", ["?"]),
        ("", ["?"]),
        ("Especially this", ["?"]),
    ],
)
def test_codes_stand_first_and_a_reason_behind_them(words: str, codes: list[str]) -> None:
    assert ignored(f"# copydesk: ignore {words}\n{HEAD}") == {"": codes}


@pytest.mark.parametrize(
    "value",
    [
        "note: |\n      # copydesk: ignore W306\n      more",
        "note: >-\n\n      so\n      # copydesk: ignore W306",
        "note: so\n      is it",
        "note: 'so # copydesk: ignore W306'",
        'note: "so\n      # copydesk: ignore W306"',
        "note: so#copydesk: ignore W306".replace(": i", "：i"),
    ],
)
def test_what_stands_in_a_value_is_no_comment(value: str) -> None:
    assert ignored(with_comment("    kind: person\n", f"    {value}\n")) == {}
    assert ignored(HEAD.replace("Ann met", "Ann # copydesk: ignore W306 met")) == {}


def test_behind_the_sign_of_a_block_it_is_one() -> None:
    block = "    note: |  # copydesk: ignore W306\n      so\n"
    assert ignored(with_comment("    kind: person\n", block)) == {"ann": ["W306"]}


def test_it_is_about_a_record_that_can_not_be_read_too() -> None:
    text = HEAD + RECORDS.replace("kind: person}", "kind: hero}  # copydesk: ignore E207")
    assert ignored(text) == {"ben": ["E207"]}
    assert ignored(text.replace("id: ben, ", "")) == {}


def test_lines_end_as_they_do_in_the_file() -> None:
    text = with_comment("    kind: person\n", "    # copydesk: ignore W306\n")
    for end in ("\r\n", "\r"):
        document = load_bytes(text.replace("\n", end).encode(), "x.yaml").document
        assert document is not None
        assert document.ignores == {"ann": {"W306": (9, 5)}}


# What they do


def codes(text: str) -> list[Any]:
    loaded = load_bytes(text.encode(), "x.yaml")
    assert loaded.document is not None
    return [
        (each.code, each.line, each.column)
        for each in check(loaded.document, loaded.places)
        if each.code in ("E301", "W216")
    ]


def test_what_it_names_is_not_told() -> None:
    assert codes(HEAD + RECORDS) == [("E301", 15, 11)]
    for words in ("E301", "E3", "E"):
        assert codes(with_comment("    asserted", f"    # copydesk: ignore {words}\n")) == []
        assert codes(f"# copydesk: ignore {words}\n{HEAD}{RECORDS}") == []


def test_it_is_about_its_own_record_only() -> None:
    found = codes(with_comment("    kind: person\n", "    # copydesk: ignore E301\n"))
    assert found == [("W216", 9, 5), ("E301", 16, 11)]


@pytest.mark.parametrize(
    ("words", "message", "mend"),
    [
        ("E302", "ignores E302, but the file has no such problem.", "Take the code out of it."),
        ("E3 E319", "ignores E319, but no rule has such a code.", "Did you mean “E"),
        ("", "names no code, so that it takes nothing out.", "Write the codes first"),
    ],
)
def test_one_that_takes_nothing_out_is_told(words: str, message: str, mend: str) -> None:
    text = f"# copydesk: ignore {words}\n{HEAD}{RECORDS}"
    loaded = load_bytes(text.encode(), "x.yaml")
    assert loaded.document is not None
    (found,) = [each for each in check(loaded.document, loaded.places) if each.code == "W216"]
    assert found.message == f"this comment {message}"
    assert found.mend.startswith(mend)
    assert (found.line, found.column, found.record) == (1, 1, "")


def test_that_it_takes_nothing_out_can_be_ignored_and_turned_off() -> None:
    assert codes(f"# copydesk: ignore E3 W216 E5\n{HEAD}{RECORDS}") == []
    loaded = load_bytes(f"# copydesk: ignore E5\n{HEAD}".encode(), "x.yaml")
    assert loaded.document is not None
    assert "W216" in [each.code for each in check(loaded.document, loaded.places)]
    assert "W216" not in [
        each.code for each in check(loaded.document, loaded.places, {"W2": "off"})
    ]
