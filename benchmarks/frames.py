"""When a screen was there: a terminal emulator draws what was recorded, chunk by chunk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pyte

from benchmarks.terminal import Chunk, Size

MOST = 0.9


class Painted(NamedTuple):
    """Seconds to the first cell that shows something and to 90 % of the cells that show something in
    the end; how many bytes that end took."""

    first: float
    most: float
    size: int


def painted(chunks: Sequence[Chunk], size: Size, began: float) -> Painted:
    """Reads a recorded start."""
    screen = pyte.Screen(*size)
    stream = pyte.ByteStream(screen)
    shown: list[list[str]] = []
    for chunk in chunks:
        stream.feed(chunk.data)
        shown.append(screen.display)
    last = shown[-1]
    total = _alike(last, last)
    first = next(index for index, lines in enumerate(shown) if any(map(str.strip, lines)))
    most = next(index for index, lines in enumerate(shown) if _alike(lines, last) >= MOST * total)
    return Painted(
        chunks[first].time - began,
        chunks[most].time - began,
        sum(len(chunk.data) for chunk in chunks),
    )


def _alike(lines: list[str], last: list[str]) -> int:
    """Cells that show in `last` and are already so."""
    return sum(
        have == want and want != " "
        for line, wanted in zip(lines, last, strict=True)
        for have, want in zip(line, wanted, strict=False)
    )
