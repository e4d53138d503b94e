"""Checking the article while the desk goes on: once it shows, and again after whatever changes it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from models.document import Document

if TYPE_CHECKING:
    from models.checks.standing import Standing
    from models.loading.cache import Cache
    from tui.screens.desk import DeskScreen

SHORT = 0.05
"""Seconds that a check may take without looking whether keys are typed."""

QUIET = 0.15
"""Seconds without a key after which a longer check goes on."""

SWITCH = 0.001
"""Seconds after which a check lets the desk have Python meanwhile: Python itself waits five times as long."""


class _EndedError(Exception):
    """The program is left."""


class Checking:
    """Checks in a thread, one document at a time; a change meanwhile is looked at when that is done. The
    first check is a full one, all others look only at what changed since."""

    def __init__(self, desk: DeskScreen, cache: Cache | None) -> None:
        """What the first check finds is kept in the `cache`, for the next time."""
        self._desk, self._cache = desk, cache
        self._standing: Standing | None = None
        self.under_way = False

    def start(self) -> None:
        """Checks the document as it is now."""
        known, document = self._standing, self._desk.state.document
        if self.under_way or (known is not None and known.document is document):
            return
        if known is None and document.checked is not None:
            return
        self.under_way = True
        self._desk.app.run_worker(
            partial(self._check, document), name="check", group="check", exclusive=True, thread=True
        )

    def _check(self, document: Document) -> None:
        """Runs in the thread, which must not wait for the desk: the desk may be waiting for it."""
        from models.checks.standing import Standing

        found: Standing | None = None
        switch = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH)
        try:
            give_way = self._giving_way(get_current_worker())
            if self._standing is None:
                found = Standing.of(document, self._desk.state.settings.checks, give_way)
                if self._cache is not None:
                    self._cache.keep_checked(document, found.found)
            else:
                found = self._standing.after(document, give_way)
        except _EndedError:
            pass
        finally:
            sys.setswitchinterval(switch)
            if self._desk.app.is_running:
                self._desk.call_later(self._found, found)

    def _giving_way(self, worker: Worker[None]) -> Callable[[], None]:
        """Waits while keys are typed."""
        began = monotonic()

        def give_way() -> None:
            while not worker.is_cancelled:
                now = monotonic()
                if now - began < SHORT or now - self._desk.typed_at > QUIET:
                    return
                sleep(QUIET / 10)
            raise _EndedError

        return give_way

    def _found(self, standing: Standing | None) -> None:
        self.under_way = False
        if standing is None:  # it failed, and that is told already
            return
        self._standing = standing
        if standing.document is self._desk.state.document:
            self._desk.anew.checked(standing.problems)
        else:
            self.start()
