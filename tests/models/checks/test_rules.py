"""All rules: each is told in the guide with examples that do what they say, and has a test of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.checks import check
from models.checks.rule import FAMILIES, RULES
from models.loading.reading import load_bytes
from models.problems import SEVERITIES

HERE = Path(__file__).parent
HEAD = "copydesk: 1\narticle:\n  text: |\n    Nothing is told.\n"

EACH = sorted(RULES)
SHOWN = [code for code in EACH if RULES[code].bad]


def codes(example: str, encoding: str = "utf-8") -> list[str]:
    text = example if "article:" in example else HEAD + example
    loaded = load_bytes((text + "\n").encode(encoding), "example.yaml")
    if loaded.document is None:
        return [each.code for each in loaded.problems]
    return [each.code for each in check(loaded.document, loaded.places)]


@pytest.mark.parametrize("code", SHOWN)
def test_the_bad_example_has_the_fault_and_the_good_one_has_not(code: str) -> None:
    rule = RULES[code]
    assert code in codes(rule.bad, rule.encoding)
    assert code not in codes(rule.good)


def test_only_what_no_few_lines_can_show_has_no_example() -> None:
    assert {*EACH} - {*SHOWN} == {"E006", "W215"}


@pytest.mark.parametrize("code", EACH)
def test_a_rule_is_told_in_words(code: str) -> None:
    rule = RULES[code]
    assert code[0] in SEVERITIES
    assert code[1] in FAMILIES
    assert rule.why.endswith(".")
    assert rule.title == rule.title.strip(" .")
    assert not rule.title[0].isupper() or rule.title.split()[0].isupper()
    assert len(rule.title) <= 60


@pytest.mark.parametrize("code", [code for code in EACH if RULES[code].each or RULES[code].all])
def test_a_rule_has_a_test_with_one_fault(code: str) -> None:
    tests = "".join(path.read_text() for path in HERE.glob("test_*.py"))
    assert f'sees("{code}"' in tests or f'sees(\n        "{code}"' in tests


def test_nothing_is_wrong_with_the_clean_article(silent: Any) -> None:
    silent({})


def test_nothing_is_wrong_with_the_article_that_ships(bundled: Any) -> None:
    assert [each for each in check(bundled) if each.severity != "information"] == []
