"""Textual's way to the terminal, where it does not fit every terminal and every line."""

from __future__ import annotations

import os
import re
import select
from time import monotonic

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

from tui.incoming import Incoming, together
from tui.terminal import shows_what_it_does_not_know

TICK = 0.1
"""Seconds between looks at whether to go on reading; Textual's own."""

_NEWER = re.compile(
    r"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[\?[0-?]*[ -/]+[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
"""What came after the VT100: the keyboard protocol of kitty, questions about modes (DECRQM), OSC. Modes that
it does not know it passes over."""


class DeskDriver(LinuxDriver):
    """Sends an old terminal nothing that it would show, reads keys that come in pieces, and leaves no mode
    behind."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._old = shows_what_it_does_not_know()

    def write(self, data: str) -> None:
        super().write(_NEWER.sub("", data) if self._old else data)

    def now(self, event: Resize) -> Resize:
        """The size as it is. Textual asks for it in a handler of signals that the next signal may interrupt,
        so that the older size comes last. A terminal that tells its size in pixels sent it itself."""
        if event.pixel_size is not None:
            return event
        size = Size(*self._get_terminal_size())
        return Resize(size, size)

    def _disable_mouse_support(self) -> None:
        """Textual's own leaves mouse reports in pixels switched on."""
        super()._disable_mouse_support()
        if self._mouse_pixels:
            self.write("\x1b[?1016l")

    def run_input_thread(self) -> None:
        """Reads until Textual wants no more, or the terminal is gone; `tui.terminal` sees to that."""
        incoming, poll = Incoming(debug=self._debug), select.poll()
        poll.register(self.fileno, select.POLLIN)
        while not self.exit_event.is_set():
            data = b""
            if poll.poll(TICK * 1000):
                try:
                    data = os.read(self.fileno, 1 << 16)
                except OSError:
                    return
                if not data:
                    return
            for event in together(incoming.take(data, monotonic())):
                self.process_message(event)
