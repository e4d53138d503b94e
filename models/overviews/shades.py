"""How a text is covered, letter by letter: each has one of three shades, and a stretch is counted at once."""

from __future__ import annotations

from collections.abc import Iterable

from models.text import beyond_ascii

_BLANK, _BARE, _NAMED, _TOLD = range(4)
_LETTERS = bytes(_BARE if chr(code).isalnum() else _BLANK for code in range(256))
_AS_NAMED = bytes((_BLANK, _NAMED, _NAMED, _TOLD))
_AS_TOLD = bytes((_BLANK, _TOLD, _TOLD, _TOLD))

BARE, NAMED, TOLD = range(3)
"""Letters that nothing covers, that only a name does, and that an event, a quote or a note does: their
places in what is counted."""


class Shades:
    """The shades of a text, over which lie pieces: from where to where, and whether each tells something or
    is only a name. Letters are letters and digits of any script."""

    def __init__(self, string: str, pieces: Iterable[tuple[int, int, bool]]) -> None:
        others = {ord(char): "x" if char.isalnum() else " " for char in beyond_ascii(string)}
        shades = bytearray(string.translate(others).encode("ascii").translate(_LETTERS))
        tables = [table.ljust(256, b"\0") for table in (_AS_NAMED, _AS_TOLD)]
        for start, end, tells in pieces:
            shades[start:end] = shades[start:end].translate(tables[tells])
        self._shades = bytes(shades)

    def __len__(self) -> int:
        return len(self._shades)

    def counts(self, start: int, end: int) -> tuple[int, int, int]:
        """How many letters of a stretch are bare, named and told."""
        count = self._shades.count
        return count(_BARE, start, end), count(_NAMED, start, end), count(_TOLD, start, end)
