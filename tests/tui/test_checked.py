"""What people see of problems: the line, cut where it is long, and the right words underlined."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.checking import Checked, Told
from models.checks.counting import Counts
from models.checks.extents import Extent
from models.problems import Problem
from tui import checked
from tui.checked import Paper, shown_around
from tui.widgets.lines import cell_len

ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def told(source: str, marked: str, **fields: Any) -> Told:
    """A problem about some words of a line."""
    column = source.index(marked) + 1
    problem = Problem("E301", "It ends before it begins.", 7, column, mend="Swap them.")
    return Told(problem._replace(**fields), Extent(7, column + len(marked)), source)


def lines(each: Told, paper: Paper = Paper()) -> list[str]:  # noqa: B008 - it never changes
    return [*checked.full(Checked("a.yaml", (each,)), paper)]


def test_a_problem_with_its_line_and_its_mend() -> None:
    assert lines(told("    date: 2024/2023  # so", "2024/2023")) == [
        "a.yaml:7:11: E301 It ends before it begins.",
        "  |",
        "7 |     date: 2024/2023  # so",
        "  |           ^^^^^^^^^",
        "  = help: Swap them.",
        "",
    ]


def test_what_has_no_place_has_no_line() -> None:
    problem = Problem("E001", "it does not exist.", mend="Check the name.")
    assert lines(Told(problem, Extent(0, 0))) == [
        "a.yaml: E001 it does not exist.",
        "  = help: Check the name.",
        "",
    ]


def test_gravity_of_the_settings_and_mends_are_told() -> None:
    each = told("a: b", "b", level="warning")._replace(mendable=True)
    assert lines(each)[0] == "a.yaml:7:4: E301 [warning] [*] It ends before it begins."
    (line,) = checked.concise(Checked("a.yaml", (each,)), Paper())
    assert line == "a.yaml:7:4: E301 [warning] [*] It ends before it begins. Swap them."


def test_colours_only_where_they_are_wanted() -> None:
    painted = lines(told("a: b", "b"), Paper(colours=True))
    assert painted[0] == "\x1b[1ma.yaml:7:4\x1b[0m: \x1b[1;31mE301\x1b[0m It ends before it begins."
    assert painted[3].endswith("\x1b[1;31m^\x1b[0m")
    plain = [re.sub("\x1b\\[[\\d;]*m", "", line) for line in painted]
    assert plain == lines(told("a: b", "b"))


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_long_line_is_cut_around_the_words(width: int, where: str) -> None:
    words = [f"word{number}" for number in range(200)]
    words[{"first": 0, "middle": 100, "last": 199}[where]] = "here-it-is"
    shown = shown_around(told(" ".join(words), "here-it-is"), Paper(width))
    assert len(shown.line) <= width - 4
    assert shown.line[shown.indent : shown.indent + shown.length] == "here-it-is"
    assert shown.line.startswith("…") == (where != "first")
    assert shown.line.endswith("…") == (where != "last")
    assert len(shown.line) >= width - 8


def test_of_words_longer_than_the_line_the_beginning_is_shown() -> None:
    shown = shown_around(told("a: " + "b" * 500 + " c", "b" * 500), Paper(60))
    assert shown.line == "a: " + "b" * 51 + "…"
    assert (shown.indent, shown.length) == (3, 51)


def test_words_that_go_on_in_the_next_line_are_underlined_to_the_end_of_this() -> None:
    each = told("note: 'so it", "'so it")._replace(end=Extent(8, 3))
    shown = shown_around(each, Paper())
    assert (shown.indent, shown.length) == (6, 6)


def test_what_was_cut_off_before_is_told() -> None:
    each = told("x" * 200 + " here", "here")
    each = each._replace(source=each.source[150:], skipped=150, end=Extent(7, each.end.column))
    shown = shown_around(each, Paper(60))
    assert shown.line.startswith("…xxx")
    assert shown.line[shown.indent :] == "here"


@pytest.mark.parametrize(
    ("source", "marked"),
    [
        ("  - {title: 漢字漢字, date: 2024}", "2024"),
        ("  - {title: 漢字漢字, date: 2024}", "漢字漢字"),
        ("  - {title: हिन्दी, date: 2024}", "2024"),
        ("  - {title: e\u0301e\u0301, date: 2024}", "2024"),
        ("  - {title: 👩‍👩‍👧 ❤️, date: 2024}", "2024"),
        ("  - {title: حسین, date: 2024}", "2024"),
        ("\ttitle: \u202eevil\u202c", "\u202eevil\u202c"),
    ],
)
def test_cells_count_and_not_code_points(source: str, marked: str) -> None:
    shown = shown_around(told(source, marked), Paper())
    before = source[: source.index(marked)]
    assert shown.indent == cell_len(before.replace("\t", " "))
    assert shown.length == cell_len(re.sub("[\u202e\u202c]", "x", marked))


PIECES = [
    "a",
    " ",
    "漢",
    "e\u0301",
    "👩\u200d👧",
    "❤\ufe0f",
    "हि",
    "न्द",
    "\u202e",
    "\x1b",
    "\t",
    "ح",
    "\u0301",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=200).map("".join),
    st.integers(0, 299),
    st.integers(0, 60),
    st.sampled_from([40, 55, 80]),
    st.booleans(),
)
def test_it_fits_whatever_stands_there(
    source: str, start: int, length: int, width: int, plain: bool
) -> None:
    start = min(start, len(source))
    end = Extent(7, start + 1 + length)
    shown = shown_around(
        Told(Problem("E301", "", 7, start + 1), end, source), Paper(width, plain=plain)
    )
    assert not ACTS.search(shown.line)
    cells = cell_len(shown.line)
    assert cells <= width - 4
    assert shown.indent >= 0
    assert shown.length >= 1
    assert shown.indent + shown.length <= max(cells, shown.indent + 1)


HOSTILE = "\x1b[2J\x1b]0;owned\x07 [/] [red] \u202eevil\x9b31m\r\n"


@pytest.mark.parametrize("colours", [False, True])
@pytest.mark.parametrize("plain", [False, True])
def test_nothing_of_a_file_acts_on_the_terminal(colours: bool, plain: bool) -> None:
    problem = Problem("E301", HOSTILE, 7, 4, HOSTILE, HOSTILE)
    file = Checked(
        HOSTILE,
        (Told(problem, Extent(7, 30), f"a: {HOSTILE}"),),
        fixed=(problem,),
        diff=("@@ -1 +1 @@", f"-{HOSTILE}", f"+{HOSTILE}"),
        refused=HOSTILE,
    )
    paper = Paper(colours=colours, plain=plain)
    for write in (checked.full, checked.concise, checked.fixed, checked.diff):
        for line in write(file, paper):
            assert not ACTS.search(re.sub("\x1b\\[(?:0|1|3\\d|1;3\\d)m", "", line))
            assert "\n" not in line


def test_in_ascii_signs_are_ascii() -> None:
    each = told(f"title: “so”{'x' * 200}", "title: “so”")
    (_, _, line, *_) = lines(each, Paper(60, plain=True))
    assert line.startswith('7 | title: "so"xxx')
    assert line.endswith("...")


# In sum


def counts(*files: Checked) -> Counts:
    found = Counts()
    for file in files:
        found.add(file)
    return found


ERROR = Told(Problem("E301", "no."), Extent(0, 0))
WARNING = Told(Problem("W306", "no."), Extent(0, 0), mendable=True)
INFORMATION = Told(Problem("I111", "no."), Extent(0, 0))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([Checked("a")], "Nothing is wrong in 1 file."),
        (
            [Checked("a"), Checked("b"), Checked("c", passed_over=True)],
            "Nothing is wrong in 2 files.",
        ),
        (
            [Checked("a", (ERROR, ERROR, WARNING)), Checked("b"), Checked("c")],
            "2 errors, 1 warning in 1 of 3 files; 1 can be mended with --fix.",
        ),
        ([Checked("a", (INFORMATION, INFORMATION))], "2 information in 1 file."),
        ([Checked("a", fixed=(WARNING.problem,))], "1 mended. Nothing more is wrong in 1 file."),
        ([Checked("a", (ERROR,), fixed=(WARNING.problem,) * 2)], "2 mended. 1 error in 1 file."),
    ],
)
def test_a_summary(files: list[Checked], said: str) -> None:
    assert checked.summary(counts(*files)) == said


@pytest.mark.parametrize(
    ("files", "fail_on", "status"),
    [
        ([Checked("a")], "warning", 0),
        ([Checked("a", (INFORMATION,))], "warning", 0),
        ([Checked("a", (INFORMATION,))], "information", 1),
        ([Checked("a", (WARNING,))], "warning", 1),
        ([Checked("a", (WARNING,))], "error", 0),
        ([Checked("a", (ERROR,))], "error", 1),
        ([Checked("a", (ERROR,))], "never", 0),
        ([Checked("a", (ERROR,), opened=False)], "never", 2),
        ([Checked("a", opened=False, crash="so"), Checked("b", opened=False)], "warning", 70),
        ([], "warning", 0),
    ],
)
def test_an_exit_status(files: list[Checked], fail_on: str, status: int) -> None:
    assert counts(*files).status(fail_on) == status
