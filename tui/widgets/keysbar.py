"""A line of keys and what they do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.strip import Strip

from models.text import visible
from tui.styles.look import Look
from tui.widgets.lines import Piece, line
from tui.widgets.painted import Painted


class KeysBar(Painted):
    """Keys with words, what matters most first: as many as fit."""

    def __init__(self, look: Look, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(look, id="keys")
        self.keys = [(key, visible(words, ascii=look.symbols.is_ascii)) for key, words in keys]

    def paint(self, width: int, height: int) -> list[Strip]:
        palette = self.look.palette
        pieces: list[Piece] = [(" ", palette.text)]
        room = width - 1
        for key, words in self.keys:
            cells = cell_len(key) + cell_len(words) + 2
            if cells <= room:
                pieces += [(key, palette.key), (f" {words} ", palette.dim), (" ", palette.text)]
                room -= cells + 1
        blank = Strip.blank(width, palette.text)
        return [line(pieces, width, palette.text), *[blank] * (height - 1)]
