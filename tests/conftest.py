"""What many tests need: small articles written in the test, and the one that ships; and how hard Hypothesis
works where a test does not say."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from textwrap import dedent, indent
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from models.document import Document
from models.loading import Loaded, load
from models.loading.reading import load_bytes
from models.shipped import first_article

LARGE = 20
"""How many times more examples `make fuzz` tries."""

settings.register_profile("ci", deadline=None, max_examples=60)
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=60 * LARGE,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci")
)  # --hypothesis-profile goes before it

TEXT = """\
Iran struck a base on Monday. Pakistan’s minister said “we are calm,” and went home.

Tehran denied it.
"""


@pytest.fixture(scope="session")
def article() -> Callable[..., Loaded]:
    """`article(records, text=…)`: what comes of a file with that text and those sections. The
    sections begin in line 7 for the usual text."""

    def make(records: str = "", text: str = TEXT) -> Loaded:
        head = "copydesk: 1\narticle:\n  text: |\n" + indent(text, "    ")
        return load_bytes((head + dedent(records).lstrip("\n")).encode(), "test.yaml")

    return make


@pytest.fixture(scope="session")
def document(article: Callable[..., Loaded]) -> Callable[..., Document]:
    """`document(records, text=…)`: the same, opened."""

    def make(records: str = "", text: str = TEXT) -> Document:
        loaded = article(records, text)
        assert loaded.document is not None, loaded.problems
        return loaded.document

    return make


@pytest.fixture(scope="session")
def bundled() -> Document:
    """The article that ships."""
    loaded = load(first_article())
    assert loaded.document is not None, loaded.problems
    return loaded.document


# What `make fuzz` tells of a round


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[Any]:
    """Notes how many examples Hypothesis tried: it tells that in its statistics."""
    report = yield
    if report.when == "call":
        statistics = getattr(item, "hypothesis_statistics", "")
        tried = re.findall(r"(\d+) (?:passing|failing|invalid)\b", statistics)
        report.user_properties.append(("examples", sum(map(int, tried))))
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """What was tried, when there was much of it."""
    if settings.get_current_profile_name() != "fuzz":
        return
    done = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call"
    ]
    counts = {
        what: sum(
            count for report in done for name, count in report.user_properties if name == what
        )
        for what in ("examples", "keys")
    }
    failed = len(terminalreporter.stats.get("failed", []))
    terminalreporter.write_line(
        f"fuzz: {len(done)} tests, {counts['examples']} examples, {counts['keys']} keys; {failed} failed;"
        f" seed {config.getoption('hypothesis_seed')}"
    )
