"""Reading the article's file again while the desk goes on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.worker import get_current_worker

from models.loading.source import stamp

if TYPE_CHECKING:
    from textual.app import App

    from models.loading import Loaded
    from models.loading.cache import Cache
    from tui.screens.desk import DeskScreen

LARGE = 256 << 10
"""Bytes from which reading a file takes long enough to say how far it is."""


class Reload:
    """Reads in a thread. What comes of it waits while something is asked over the desk: an answer must
    be about what was asked. Only the newest reading counts."""

    def __init__(self, app: App[Any], desk: DeskScreen, cache: Cache | None = None) -> None:
        self._app, self._desk, self._cache = app, desk, cache
        self._read: tuple[int, Loaded] | None = None

    def start(self) -> None:
        """Begins to read; says how far it is where that takes time."""
        state = self._desk.state
        path = state.file.path
        if path is None:
            self._desk.say("This article came from standard input and can't be read again.")
            return
        state.readings += 1
        self._app.run_worker(
            partial(self._read_file, path, state.readings), thread=True, group="reload"
        )

    def _read_file(self, path: Path, number: int) -> None:
        from models.loading import load

        def progress(share: float) -> None:
            percent = int(share * 100)
            if percent - self._desk.state.reading >= 5:
                self._desk.state.reading = percent
                self._app.call_from_thread(self._desk.update)

        now = stamp(path)
        loaded = load(path, progress if now and now[1] > LARGE else None, self._cache)
        self._app.call_from_thread(self._arrived, number, loaded)
        self._keep()

    def keep(self) -> None:
        """Keeps the parsed form of what was read, so that it opens faster the next time."""
        if self._cache is not None:
            self._app.run_worker(self._keep, thread=True, group="keep")

    def _keep(self) -> None:
        if self._cache is not None:
            worker = get_current_worker()
            self._cache.keep(lambda: not worker.is_cancelled)

    def _arrived(self, number: int, loaded: Loaded) -> None:
        self._read = (number, loaded)
        self.show()

    def show(self) -> None:
        """Shows what was read, if it is the newest and nothing stands over the desk."""
        if self._read is None or self._app.screen is not self._desk:
            return
        (number, loaded), self._read = self._read, None
        if number != self._desk.state.readings:
            return
        self._desk.state.reading = 0
        if loaded.document is None:
            self._desk.say(self._why_not(loaded))
            return
        self._desk.anew.read(loaded.document, "Read again.")

    def _why_not(self, loaded: Loaded) -> str:
        problem, path = loaded.problems[0], self._desk.state.file.path
        where = f"line {problem.line}: " if problem.line else ""
        said = problem.message.replace(str(path), path.name) if path else problem.message
        return f"Not read again: {where}{said} The desk shows what it had."
