"""Event codes, and events that are one."""

from __future__ import annotations

from typing import Any

import pytest

CODE = "code: SANCTION/withdraw"


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        ("sanction/Withdraw", "Did you mean “SANCTION/withdraw”?"),
        ("SANCTION/withdrawn", "Did you mean “SANCTION/withdraw”?"),
        ("SANCTIONS", "Did you mean “SANCTION”?"),
        ("SANCTION/42", "SANCTION stands alone or has the mode convict, expel"),
        ("AGREE/visit", "It has no modes."),
        ("COERCE/martial law", "Did you mean “COERCE/martial-law”?"),
        ("190", "Known are AGREE, CONSULT"),
        ("/", "Known are AGREE, CONSULT"),
    ],
)
def test_not_a_code(sees: Any, code: str, mend: str) -> None:
    problem = sees("E601", {CODE: f"code: {code}"}, at=f"{code}\n    actors", record="recall")
    assert mend in problem.mend


def test_every_event_and_mode_is_a_code(silent: Any) -> None:
    silent({CODE: "code: SANCTION"})
    silent({CODE: "code: SANCTION/discontinue"})
    silent({f"    {CODE}\n": ""})


@pytest.mark.parametrize(
    ("code", "mend"), [("CONSULT/visit", "REJECT/meet"), ("AGREE", "SANCTION/discontinue")]
)
def test_cooperation_that_was_cancelled(sees: Any, code: str, mend: str) -> None:
    edits = {CODE: f"code: {code}\n    status: cancelled"}
    problem = sees("W602", edits, at="cancelled", record="recall")
    assert f"code: {mend}" in problem.mend


@pytest.mark.parametrize(
    "code", ["SANCTION/discontinue\n    status: cancelled", "AGREE\n    status: ongoing", "AGREE"]
)
def test_what_may_be_cancelled(silent: Any, code: str) -> None:
    silent({CODE: f"code: {code}"})


TWIN = """\
SANCTION/withdraw
    actors: [northland]
    targets: [southmark]
    date: "2024-03-01"
    answers"""
ALIKE = """\
  - id: recall-2
    title: Ambassador leaves
    code: SANCTION/withdraw
    actors: [northland]
    targets: [southmark]
    date: "2024-03-01"
    answers: [shots]
"""
BEFORE = "  - id: reopening\n"


def test_two_events_alike(sees: Any) -> None:
    problem = sees("W603", {BEFORE: ALIKE + BEFORE}, at=TWIN, record="recall-2")
    assert "“Ambassador recalled” (`recall`)" in problem.message


@pytest.mark.parametrize(
    "other",
    [
        ("northland", "brandt"),
        ("southmark", "league"),
        ("SANCTION/withdraw", "SANCTION"),
        ("2024-03-01", "2024-03-02"),
        ("answers: [shots]", "after: [recall]"),
        ("answers: [shots]", "part_of: [recall]"),
        ("answers: [shots]", "status: ongoing\n    answers: [shots]"),
    ],
)
def test_two_events_that_differ(silent: Any, other: tuple[str, str]) -> None:
    silent({BEFORE: ALIKE.replace(*other) + BEFORE})


def test_two_places_make_two_events(sees: Any, silent: Any) -> None:
    first = 'date: "2024-03-01"\n    date_says: on Friday\n'
    there = {first: f"{first}    place: havn\n"}
    silent({**there, BEFORE: ALIKE + "    place: strait\n" + BEFORE})
    for place in ("", "    place: havn\n"):
        edits = {**there, BEFORE: ALIKE + place + BEFORE}
        sees("W603", edits, at=TWIN)
