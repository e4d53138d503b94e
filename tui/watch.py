"""Noticing that a file changed on disk, without asking again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


class FileWatch:
    """Calls back, from a thread of its own, when a file's content may have changed: written in place,
    or replaced as editors do. Where the system offers no watching, nothing is noticed."""

    def __init__(self, path: Path, changed: Callable[[], None]) -> None:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        target = path.resolve()

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                paths = (event.src_path, event.dest_path)
                touched = event.event_type in ("modified", "created", "moved", "deleted")
                if touched and str(target) in map(str, paths):
                    changed()

        self._observer: Any = Observer()
        try:
            self._observer.schedule(Handler(), str(target.parent))
            self._observer.start()
        except OSError:
            self._observer = None

    def stop(self) -> None:
        if self._observer is not None:
            self._observer.stop()
