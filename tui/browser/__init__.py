"""The desk in a web browser, by textual-serve: a process for each tab, its pictures and keys over a socket.

Imports nothing heavy: the desk itself asks here where it is.
"""

from __future__ import annotations

import os

DRIVER = "textual.drivers.web_driver:WebDriver"
"""What textual-serve has the desk talk through, in place of a terminal."""


def in_browser() -> bool:
    """Whether this process is a desk that a browser shows."""
    return os.environ.get("TEXTUAL_DRIVER") == DRIVER
