"""The desk keeps the parsed form of what it shows, once it shows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.loading import load
from models.loading.cache import Cache
from models.review.review import Review
from models.settings import Settings, configure
from tui.app import CopydeskApp
from tui.commands import keymap
from tui.console import opened


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "parsed")


def kept(article: Path, cache: Cache) -> bool:
    return cache.recall(article.read_bytes(), str(article), article) is not None


def checked(article: Path, cache: Cache) -> bool:
    document = cache.recall(article.read_bytes(), str(article), article)
    return document is not None and document.checked is not None


def desk_on(article: Path, cache: Cache | None) -> CopydeskApp:
    document = load(article, None, cache).document
    assert document is not None
    settings = Settings()
    return CopydeskApp(
        document,
        settings,
        keymap(settings.panes, {}, {}),
        theme="copydesk-dark",
        symbols="unicode",
        review=Review.open(article, "mk"),
        cache=cache,
    )


async def until(pilot: Any, condition: Any) -> None:
    for _ in range(500):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not come to that")


async def test_what_opens_is_kept_and_what_is_read_again_too(article_file: Path, cache: Cache):
    app = desk_on(article_file, cache)
    assert not kept(article_file, cache)
    async with app.run_test() as pilot:
        await until(pilot, lambda: checked(article_file, cache))
        article_file.write_text(article_file.read_text() + "\n# more\n")
        assert not kept(article_file, cache)
        app.desk.action_reload()
        await until(pilot, lambda: kept(article_file, cache))
    assert len(list(cache.folder.iterdir())) == 3  # both, and what is wrong with the first


async def test_a_desk_without_a_cache_keeps_nothing(article_file: Path, tmp_path: Path):
    async with desk_on(article_file, None).run_test() as pilot:
        await pilot.pause()
    assert not (tmp_path / ".cache").exists()


def test_the_setting_turns_it_off():
    assert configure(None, None, {}).settings.cache
    assert not configure(None, None, {"COPYDESK_CACHE": "false"}).settings.cache


def test_a_large_file_is_taken_from_the_cache_by_what_prints(
    article_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    asked: list[Path] = []
    recall = Cache.recall

    def asking(cache: Cache, data: bytes, name: str, path: Path) -> object:
        asked.append(path)
        return recall(cache, data, name, path)

    monkeypatch.setattr(Cache, "recall", asking)
    assert opened(str(article_file)) is not None
    assert asked == []
    article_file.write_text(article_file.read_text() + "#" * (256 << 10))
    assert opened(str(article_file)) is not None
    assert asked == [article_file]
    assert capsys.readouterr().err == ""


OPEN = """
import sys
from pathlib import Path
from models.loading.cache import Cache
from models.settings import configure
from tui import console
configure(None, None, {})
cache = Cache(Path(sys.argv[2]))
assert console.opened(sys.argv[1], cache=cache) is not None
cache.keep()
print(*sys.modules)
"""


def test_a_kept_article_is_opened_without_yaml(article_file: Path, cache: Cache):
    command = [sys.executable, "-c", OPEN, str(article_file), str(cache.folder)]
    first, again = (
        {*subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()}
        for _ in range(2)
    )
    needless = {"yaml", "_yaml", "hashlib", "_hashlib", "json", "models.plain", "rapidfuzz"}
    assert "yaml" in first
    assert not needless & again
