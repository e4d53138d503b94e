"""How many cells a vowel sign takes.

Rich gives a spacing vowel sign (category Mc, as in दि) no cell of its own. Most terminals give it one, as the
C library does: what Rich has next would be written over it, and Hindi would lose its vowels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from unicodedata import category

from rich import cells

Range = tuple[int, int, int]

_SCRIPTS = 0x12000
"""No writing system beyond is measured anew: the large ranges there are of tags and private use."""


def give_vowel_signs_a_cell() -> None:
    """From now on, for all that measures with Rich. It has no public way to be told."""
    load: Callable[[str], cells.CellTable] = vars(cells)["load_cell_table"]

    @cache
    def own(unicode_version: str = "auto") -> cells.CellTable:
        table = load(unicode_version)
        return table._replace(widths=[*_without_vowel_signs(table.widths)])

    vars(cells)["load_cell_table"] = own
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


def _without_vowel_signs(ranges: Iterable[Range]) -> Iterator[Range]:
    """The ranges (first, last, width) of a table that leaves out what is one cell wide."""
    for first, last, width in ranges:
        start = first
        if width == 0 and last < _SCRIPTS:
            for code in range(first, last + 1):
                if category(chr(code)) == "Mc":
                    if start < code:
                        yield start, code - 1, 0
                    start = code + 1
        if start <= last:
            yield start, last, width
