"""Which problems are told: by the settings, by what is selected, by what is ignored."""

from __future__ import annotations

import pytest

from models.checks.choosing import chosen, unknown
from models.levels import Levels


@pytest.mark.parametrize("code", ["E", "W", "I", "W3", "E30", "E301"])
def test_codes_and_what_they_begin_with_are_known(code: str) -> None:
    assert unknown(code) == ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "lists all"),
        ("e301", "Did you mean “E301”?"),
        ("X", "docs/checks.md"),
        ("E3019", "Did you mean"),
        ("W306 ", "Did you mean “W306”?"),
    ],
)
def test_others_are_not(code: str, words: str) -> None:
    assert words in unknown(code)
    assert f"“{code}”" in unknown(code)


@pytest.mark.parametrize(
    ("settings", "select", "ignore", "code", "level"),
    [
        ({}, ["E"], [], "W306", "off"),
        ({}, ["E"], [], "E301", "error"),
        ({}, [], ["W3"], "W306", "off"),
        ({}, [], ["W3"], "W103", "warning"),
        ({}, ["W306"], ["W3"], "W306", "warning"),
        ({}, ["W3"], ["W306"], "W306", "off"),
        ({}, ["W3"], ["W3"], "W306", "off"),
        ({"W306": "error"}, ["W"], [], "W306", "error"),
        ({"W3": "error"}, ["W"], [], "W306", "error"),
        ({"I": "off"}, ["I111"], [], "I111", "information"),
        ({"I111": "off"}, ["I"], [], "I111", "off"),
        ({"I111": "off"}, [], ["W"], "I111", "off"),
        ({"I": "off"}, ["I"], [], "I208", "information"),
    ],
)
def test_the_longest_that_a_code_begins_with_counts(
    settings: Levels, select: list[str], ignore: list[str], code: str, level: str
) -> None:
    assert chosen(settings, select, ignore)[code] == level


def test_without_either_the_settings_stand() -> None:
    settings: Levels = {"W3": "off"}
    assert chosen(settings, [], []) is settings
