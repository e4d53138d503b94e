"""What many tests need: small articles written in the test, and the one that ships."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

from models.document import Document
from models.loading import Loaded, load, load_bytes
from models.shipped import first_article

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
