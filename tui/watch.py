"""Noticing that files changed on disk, without asking again and again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.review.journal import SUFFIX, folder_of


class FileWatch:
    """Calls back, from a thread of its own, when an article may have changed (written in place, or
    replaced as editors do), or a journal beside it other than the one called `own`. Where the system
    offers no watching, nothing is noticed."""

    def __init__(
        self,
        path: Path,
        own: str,
        changed: Callable[[], None],
        reviewed: Callable[[], None],
    ) -> None:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        target = path.resolve()
        journals = folder_of(target)
        watch = self

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                if event.event_type not in ("modified", "created", "moved", "deleted"):
                    return
                paths = {Path(str(each)) for each in (event.src_path, event.dest_path) if each}
                if target in paths:
                    changed()
                if journals in paths and event.event_type in ("created", "moved"):
                    watch._look_into(journals, self)
                    reviewed()
                if any(_is_journal(each, journals, own) for each in paths):
                    reviewed()

        handler = Handler()
        self._observer: Any = Observer()
        try:
            self._observer.schedule(handler, str(target.parent))
            self._observer.start()
        except OSError:
            self._observer = None
        else:
            self._look_into(journals, handler)

    def _look_into(self, folder: Path, handler: Any) -> None:
        with suppress(OSError):  # it need not be there yet
            self._observer.schedule(handler, str(folder))

    def stop(self) -> None:
        if self._observer is not None:
            self._observer.stop()


def _is_journal(path: Path, folder: Path, own: str) -> bool:
    return path.parent == folder and path.suffix == SUFFIX and path.name != own
