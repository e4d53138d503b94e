"""Noticing that files changed on disk, without asking again and again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.review.journal import folder_of

CHANGES = ("modified", "attrib", "created", "moved", "deleted")
"""What can be the sign of a change; that a lock is free shows only in its file's times ("attrib")."""


class FileWatch:
    """Calls back, from a thread of its own, when an article may have changed (written in place, or
    replaced as editors do), or a file of its review other than the reviewer's `own` ones; and once at
    the beginning, for what happened before. Where the system offers no watching, nothing else is
    noticed."""

    def __init__(
        self,
        path: Path,
        own: Collection[str],
        changed: Callable[[], None],
        reviewed: Callable[[], None],
    ) -> None:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        target = path.resolve()
        journals = folder_of(path).resolve()
        watch = self

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                if event.event_type not in CHANGES:
                    return
                paths = {Path(str(each)) for each in (event.src_path, event.dest_path) if each}
                if target in paths:
                    changed()
                if journals in paths and event.event_type in ("created", "moved"):
                    watch._look_into(journals, self)
                    reviewed()
                if any(each.parent == journals and each.name not in own for each in paths):
                    reviewed()

        handler = Handler()
        self._inside: Any = None  # the watch of the review's folder
        self._observer: Any = Observer()
        try:
            for folder in {target.parent, journals.parent}:
                self._observer.schedule(handler, str(folder))
            self._observer.start()
        except OSError:
            self._observer = None
        else:
            self._look_into(journals, handler)
        changed()
        reviewed()

    def _look_into(self, folder: Path, handler: Any) -> None:
        """Watches the folder that is there now: git may have taken another away with its watch."""
        if self._inside is not None:
            self._observer.unschedule(self._inside)
            self._inside = None
        with suppress(OSError):  # it need not be there yet
            self._inside = self._observer.schedule(handler, str(folder))

    def stop(self) -> None:
        if self._observer is not None:
            self._observer.stop()
