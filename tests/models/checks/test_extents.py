"""How far what a problem points at reaches: the words between the arrows, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.extents import Extent, extent
from models.problems import Problem

VALUES = [
    "date: »2024-01-29« # so",
    "title: »Talks, in [sic] Havn«",
    "title: »12:30 by C#3« #3",
    "title: »C#« ",
    'title: »"a \\" # b"« # c',
    "title: »'it''s: so'«",
    "- {id: »b«, name: Ben}",
    "- {id: b, name: »Ben Bo«}",
    "- {id: b, at: [»one«, two]}",
    "- {id: b, at: [one, »two three«]} # four",
    "- »{id: b, at: ['one]', {exact: two}]}« # four",
    "at: »[one, two]«",
    "at: »{exact: 'so}'}«",
    "at: {»exact: 'so}'«}",
    "- »id: recall«",
    "»events«:",
    "  »text: |-«",
    "  text: »|-«",
    "  text: »>+2« # so",
    "  note: »&n 'so'« # so",
    "  note: »*n« # so",
    "  note: so »# copydesk: ignore W306, for so« ",
    "  note: »!!str so« # so",
    "  in: »- a« ",
    "»title : so«",
    "»'so: «",
    "»{a: «",
    '»"it : is": so«',
]


def parts(marked: str) -> tuple[str, int, int]:
    start, end = marked.index("»"), marked.find("«") - 1
    text = marked.replace("»", "").replace("«", "")
    return text, start, end if end >= 0 else start


@pytest.mark.parametrize("marked", VALUES)
def test_a_value_is_told_as_it_is_written(marked: str) -> None:
    text, start, end = parts(marked)
    found = extent(Problem("E207", "no.", 2, start + 1), ["", text])
    assert text[start : found.column - 1].rstrip() == text[start:end].rstrip()
    assert found.line == 2


@pytest.mark.parametrize("code", ["E204", "E205"])
@pytest.mark.parametrize("marked", ["»colour«: red", '- {id: e, »"colour"«: red}', "»colour« :"])
def test_of_a_key_only_the_key_is_told(code: str, marked: str) -> None:
    text, start, end = parts(marked)
    assert extent(Problem(code, "no.", 1, start + 1), [text]) == (1, end + 1)


@pytest.mark.parametrize("code", ["E004", "W214"])
def test_of_a_character_only_that_is_told(code: str) -> None:
    assert extent(Problem(code, "no.", 1, 3), ["a: [b"]) == (1, 4)


def test_a_value_may_reach_over_lines() -> None:
    lines = ["at: [one, # ]", "  'two]',", "  {exact: three}]  # so", "kind: x"]
    assert extent(Problem("E207", "no.", 1, 5), lines) == (3, 18)
    lines = ['note: "one', *["more"] * 400, 'end"', "kind: x"]
    assert extent(Problem("E207", "no.", 1, 7), lines) == (402, 5)


def test_where_nothing_closes_it_the_line_is_told() -> None:
    assert extent(Problem("E207", "no.", 1, 5), ["at: [one,  ", "kind: x"]) == (1, 10)


@pytest.mark.parametrize("place", [(0, 0), (3, 1), (1, 9), (2, 1)])
def test_what_is_nowhere_has_no_extent(place: tuple[int, int]) -> None:
    assert extent(Problem("E207", "no.", *place), ["a: b", ""]) == place


@given(st.lists(st.text("a :#\"'[]{},-|>&*!\\\t\xe9", max_size=12), min_size=1), st.integers(1, 14))
def test_it_ends_in_the_file_and_behind_its_beginning(lines: list[str], column: int) -> None:
    found = extent(Problem("E207", "no.", 1, column), lines)
    assert Extent(1, column) <= found
    assert found.line <= len(lines)
    if column <= len(lines[0]):
        assert found > (1, column)
        assert found.column <= len(lines[found.line - 1]) + 1


@pytest.mark.parametrize("hard", ["'", '"', "[", "{a: ", "a ", " ", "#", ":", "a:", "[[{", "&a "])
def test_long_lines_take_no_longer_than_they_are(hard: str) -> None:
    line = hard * 200_000
    assert extent(Problem("E207", "no.", 1, 1), [line]).line == 1
