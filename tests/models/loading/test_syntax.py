"""Slips in YAML: each is told where it was made, and what is told mends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.loading.nodes import parse
from models.loading.reading import load_bytes
from models.problems import Problem

CLEAN = Path(__file__).parent.parent.joinpath("checks", "clean.yaml").read_text()

# What is typed (the § stands where the slip is), what the message says, what to write, and the whole mended.
SLIPS = [
    ("a: §Shots: at a boat", "colon and a space", '`a: "Shots: at a boat"`', 'a: "Shots: at a boat"'),
    ('a: §The "x": y # why', "colon", "`a: 'The \"x\": y'`", "a: 'The \"x\": y' # why"),
    ("- {id: a, b: §c: d, e: f}", "colon", '`b: "c: d"`', '- {id: a, b: "c: d", e: f}'),
    ("a: b\n§\tc: d", "a tab stands", "spaces", "a: b\nc: d"),
    ("a:\n§\tc: d", "a tab stands", "spaces", "a:\n  c: d"),
    ('a: §"b\nc: "d"', "not closed", '`a: "b"`', 'a: "b"\nc: "d"'),
    ("a: §'b\nc: 1", "not closed", "`a: 'b'`", "a: 'b'\nc: 1"),
    ("a: §'It's so'", "words follow", '`a: "It\'s so"`', 'a: "It\'s so"'),
    ('a: §"b" c', "words follow", "`a: '\"b\" c'`", "a: '\"b\" c'"),
    ("a: §[sic] b", "closing bracket", '`a: "[sic] b"`', 'a: "[sic] b"'),
    ("a: [b]§]", "closes nothing", "Take ] out", "a: [b]"),
    ("a: §[b, c\nd: e", "not closed", "`a: [b, c]`", "a: [b, c]\nd: e"),
    ("a: [§{b: c\nd: e", "not closed", "", "a: [{b: c}]\nd: e"),
    ("- a: [{b: c§]", "{ is still open", "Write } before ]", "- a: [{b: c}]"),
    ("- §{a: b, c: d", "not closed", "`{a: b, c: d}`", "- {a: b, c: d}"),
    ('a: ["b" §c]', "no comma", "Put a comma before it", 'a: ["b", c]'),
    ("a: {b: c, §, d: e}", "nothing before it", "Take the comma out", "a: {b: c, d: e}"),
    ("a: §@b", "can’t begin with @", '`a: "@b"`', 'a: "@b"'),
    ("a: §*b* c", "can’t begin with *", '`a: "*b* c"`', 'a: "*b* c"'),
    ("a: §*b c", "can’t begin with *", '`a: "*b c"`', 'a: "*b c"'),
    ("a: §- b", "can’t begin with -", '`a: "- b"`', 'a: "- b"'),
    ("a: {b: §@c, d: e}", "can’t begin with @", '`b: "@c"`', 'a: {b: "@c", d: e}'),
    ("a: §| b\n  c", "the lines below", "in the next line", "a: |\n  b\n  c"),
    ('a: "b §\\d"', "special character", "Write \\\\ for \\", 'a: "b \\\\d"'),
    ("a: 1\n§kind city\nlat: 2", "no colon", "`kind: city`", "a: 1\nkind: city\nlat: 2"),
    ("a: 1\n§kind:city\nlat: 2", "no colon", "`kind: city`", "a: 1\nkind: city\nlat: 2"),
    ("a: |\n  b\n§c d\nkind: e", "no colon", "indent it", "a: |\n  b\n  c d\nkind: e"),
    ("- id: a\n   §kind: b", "begins in column 4", "column 3, as `id`", "- id: a\n  kind: b"),
    ("a:\n  - id: b\n §  kind: c".replace("§  ", "  §"), "column 4", "", "a:\n  - id: b\n    kind: c"),
    ("a:\n  - id: b\n §- id: c", "column 2", "column 3, as the `-` in line 2", "a:\n  - id: b\n  - id: c"),
    ("a:\n  - id: b\n  §-id: c", "a space after it", "`- id: c`", "a:\n  - id: b\n  - id: c"),
    ("a:\n  - b\n  §events:\n  - c", "is a section", "Take out the spaces", "a:\n  - b\nevents:\n  - c"),
    ("gloss: they\n  §said so: now", "colon", "begins in line 1", 'gloss: "they\n  said so: now"'),
    ("a: |\n    b\n   §c", "column 4", "column 5", "a: |\n    b\n    c"),
]  # fmt: skip


def slip(text: str) -> Problem:
    found = [each for each in parse(text).problems if each.code == "E004"]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("typed", "why", "mend", "mended"), SLIPS)
def test_a_slip_is_told_in_plain_words_where_it_was_made(
    typed: str, why: str, mend: str, mended: str
) -> None:
    before, _, after = typed.partition("§")
    problem = slip(before + after)
    assert why in problem.message
    assert mend in problem.mend
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert (problem.line, problem.column) == (line, column)
    assert parse(mended).problems == []


def test_what_is_not_known_is_told_as_the_parser_does() -> None:
    assert "unexpected" in slip("%a: b\n").message


def test_a_long_value_is_shown_by_its_ends() -> None:
    assert (
        '`title: "The shot … the end"`'
        in slip("title: The shots: " + "again " * 90 + "the end").mend
    )


def test_what_a_mistake_cuts_off_is_not_said_to_be_missing() -> None:
    for old, new in [
        ("text: |\n", "text: | x\n"),
        ("    kind: region\n    precision: region\n    at", "   kind: region\n    at"),
    ]:
        assert CLEAN.count(old) == 1
        loaded = load_bytes(CLEAN.replace(old, new).encode(), "x")
        assert [each.code for each in loaded.problems] == ["E004"]


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(CLEAN)),
    st.sampled_from([*"\"'[]{}:,-|>@`%*&!?#\t\n\\", ": ", "- "]),
    st.booleans(),
)
def test_whatever_is_typed_anywhere_it_is_told(at: int, typed: str, ends: bool) -> None:
    text = CLEAN[:at] + typed + ("" if ends else CLEAN[at:])
    for problem in parse(text).problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.message
