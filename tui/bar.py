"""A progress bar in one line of the terminal on standard error, and nowhere else."""

from __future__ import annotations

import sys
from time import monotonic

from tui.terminal import is_dumb

_WIDTH = 30
_FIRST, _OFTEN = 0.4, 0.1
"""Seconds until the bar shows, and between two of its pictures."""


class Bar:
    """How much of some work is done. What is shorter than a moment shows none; before anything else is
    written to the terminal the bar is to be cleared."""

    def __init__(self, what: str, total: int) -> None:
        self._what = what
        self._total = max(1, total)
        self._done = 0.0
        self._shown = False
        self._possible = bool(sys.stderr) and sys.stderr.isatty() and not is_dumb()
        self._next = monotonic() + _FIRST

    def at(self, done: float) -> None:
        """So many things are done, the last perhaps in part."""
        self._done = done
        if self._possible and monotonic() >= self._next:
            self._next = monotonic() + _OFTEN
            filled = int(_WIDTH * min(1.0, done / self._total))
            line = f"{self._what} [{'#' * filled}{'-' * (_WIDTH - filled)}] {int(done)} of {self._total}"
            self._write(f"\r{line}\033[K")
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            self._write("\r\033[K")
            self._shown = False

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
