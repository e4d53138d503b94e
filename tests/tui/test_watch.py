"""Noticing what others do to an article and its review, whenever the watching began."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from models.document import Document
from models.review.journal import folder_of
from tui.watch import FileWatch


class Noticed:
    """How often an article, and its review, may have changed."""

    def __init__(self) -> None:
        self.article = 0
        self.review = 0

    def article_changed(self) -> None:
        self.article += 1

    def reviewed(self) -> None:
        self.review += 1


@contextmanager
def watching(path: Path, *own: str) -> Iterator[Noticed]:
    noticed = Noticed()
    watch = FileWatch(path, own, noticed.article_changed, noticed.reviewed)
    try:
        yield noticed
    finally:
        watch.stop()


def soon(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it was not noticed"
        time.sleep(0.005)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "day.yaml"
    path.write_text("copydesk: 1\n")
    return path


def add(path: Path, line: str = "{}\n") -> None:
    with path.open("a") as journal:
        journal.write(line)


def test_what_happened_before_watching_began_is_looked_for(article: Path) -> None:
    with watching(article) as noticed:
        assert (noticed.article, noticed.review) == (1, 1)


def test_a_file_written_in_place_or_replaced_is_noticed(article: Path) -> None:
    with watching(article) as noticed:
        article.write_text("copydesk: 1\n\n")
        soon(lambda: noticed.article > 1)
        before = noticed.article
        other = article.with_name("new")
        other.write_text("copydesk: 1\n")
        other.replace(article)
        soon(lambda: noticed.article > before)


def test_a_journal_is_noticed_from_the_making_of_its_folder_on(article: Path) -> None:
    with watching(article) as noticed:
        folder = folder_of(article)
        folder.mkdir()
        soon(lambda: noticed.review > 1)
        for line in range(3):
            before = noticed.review
            add(folder / "ann.jsonl", f"{line}\n")
            soon(lambda before=before: noticed.review > before)


def test_ones_own_files_are_not_noticed(article: Path) -> None:
    folder = folder_of(article)
    folder.mkdir()
    with watching(article, "mk.jsonl", "mk.lock") as noticed:
        add(folder / "mk.jsonl")
        add(folder / "mk.lock")
        add(article)
        soon(lambda: noticed.article > 1)
        assert noticed.review == 1
        add(folder / "ann.jsonl")
        soon(lambda: noticed.review > 1)


def test_a_folder_that_was_taken_away_and_came_again_is_watched(article: Path) -> None:
    """As git does it when another branch has no review."""
    folder = folder_of(article)
    folder.mkdir()
    with watching(article) as noticed:
        for number in range(3):
            before = noticed.review
            shutil.rmtree(folder)
            folder.mkdir()
            soon(lambda before=before: noticed.review > before)
            before = noticed.review
            add(folder / "ann.jsonl", f"{number}\n")
            soon(lambda before=before: noticed.review > before)


def test_the_last_sign_of_a_release_is_noticed(article: Path) -> None:
    """It says no more than that the file was touched: all else comes before the lock is free."""
    lock = folder_of(article) / "mk.lock"
    lock.parent.mkdir()
    lock.touch()
    with watching(article) as noticed:
        os.utime(lock)
        soon(lambda: noticed.review > 1)


async def test_a_desk_that_is_left_at_once_watches_nothing(
    open_desk: Any, on_disk: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The watch begins in a thread, which may come when the desk is gone."""
    made, ready = [], threading.Event()

    class Late(FileWatch):
        def __init__(self, *arguments: Any) -> None:
            ready.wait(10)
            super().__init__(*arguments)
            made.append(self)

    monkeypatch.setattr("tui.watch.FileWatch", Late)
    async with open_desk(80, 24, on_disk) as desk:
        app = desk.app
        app.on_unmount()
        ready.set()
        await desk.until(lambda: made and app._watch is made[0])
        await desk.until(lambda: not made[0]._observer.is_alive())
