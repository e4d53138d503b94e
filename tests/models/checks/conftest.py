"""An article without a fault, and what one fault put into it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from models.checks import check
from models.loading.reading import load_bytes
from models.problems import Problem

CLEAN = Path(__file__).with_name("clean.yaml").read_text()

Edits = Mapping[str, str]


def edited(edits: Edits) -> str:
    """The clean article with parts replaced, each of which stands in it once."""
    text = CLEAN
    for old, new in edits.items():
        assert text.count(old) == 1, f"{old!r} stands in the article {text.count(old)} times"
        text = text.replace(old, new)
    return text


def told(text: str) -> list[Problem]:
    loaded = load_bytes(text.encode(), "clean.yaml")
    assert loaded.document is not None, loaded.problems
    return [*check(loaded.document, loaded.places)]


@pytest.fixture(scope="session")
def sees() -> Callable[..., Problem]:
    """`sees("E301", {old: new, …}, at="…")`: the article edited so has exactly that problem, which stands
    where `at` does in the file; `record` is whose it is, if that is not plain."""

    def see(code: str, edits: Edits, at: str, record: str | None = None) -> Problem:
        text = edited(edits)
        problems = told(text)
        assert [each.code for each in problems] == [code], problems
        (found,) = problems
        assert text.count(at) == 1, f"{at!r} stands in the edited article {text.count(at)} times"
        before = text[: text.index(at)]
        place = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        assert (found.line, found.column) == place, found
        assert record is None or found.record == record
        return found

    return see


@pytest.fixture(scope="session")
def silent() -> Callable[[Edits], None]:
    """`silent({old: new, …})`: the article edited so has no problem at all."""

    def see(edits: Edits) -> None:
        assert told(edited(edits)) == []

    return see
