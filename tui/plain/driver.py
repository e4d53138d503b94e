"""Keys of the terminal, and nothing drawn on it."""

from __future__ import annotations

from tui.driver import DeskDriver

SIZE = (80, 24)
"""Columns and rows of the screen that nobody sees: half a pane is the same everywhere."""


class PlainDriver(DeskDriver):
    """Reads keys as the desk does everywhere, and gives the terminal back as it was. All that would turn
    its screen into something else (another screen, mouse reports, pictures) Textual sends by `write`."""

    def write(self, data: str) -> None:
        pass

    def _get_terminal_size(self) -> tuple[int, int]:
        """Textual has no public way to be told the size."""
        return SIZE
