"""The one look of a desk: its palette and its symbols, changed in place when the theme changes."""

from __future__ import annotations

import msgspec

from tui.styles.symbols import Symbols
from tui.styles.themes import Palette


class Look(msgspec.Struct):
    """Shared by all widgets, so that one change of theme reaches them all. `age` grows with each
    change: painted parts that are kept carry it."""

    palette: Palette
    symbols: Symbols
    age: int = 0

    def change(self, palette: Palette) -> None:
        self.palette = palette
        self.age += 1
