"""What the tests of the cache share: a folder for it, and what makes two documents the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.document import Document
from models.loading.cache import Cache


def assert_same(one: Document, other: Document) -> None:
    """Whatever can be asked of the one, the other answers alike."""
    for name in ("name", "path", "article", "positions", "problems", "read", "broken", "stamp"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.ignores == other.ignores
    assert one.text.string == other.text.string
    assert [*one.records.items()] == [*other.records.items()]
    assert one.passages.ordered == other.passages.ordered
    assert one.passages.hits == other.passages.hits
    assert dict(one.links.sources) == dict(other.links.sources)
    end = len(one.text.string)
    assert one.passages.within(0, end) == other.passages.within(0, end)
    for key in (*one.records, *one.links.sources):
        assert one.passages.of(key) == other.passages.of(key)
        assert one.links.of(key) == other.links.of(key)
        assert one.links.pointing(key) == other.links.pointing(key)


@pytest.fixture(scope="session")
def same() -> Callable[[Document, Document], None]:
    return assert_same


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the cache, which is not there yet."""
    return tmp_path / "caches" / "parsed"


@pytest.fixture
def cache(folder: Path) -> Cache:
    return Cache(folder)
