"""What a key sends to the terminal, in bytes, on the bundled article; and what nothing sends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks import bare
from benchmarks.ratios import BYTES, COUNT, Comparison, percentile
from benchmarks.startup import BARE, DESK, FIRST_PANE
from benchmarks.terminal import Size, Terminal

MOVE = {(80, 24): 1200, (120, 40): 2400}
"""Bytes that half of all cursor moves send at most. SLATE, which redraws the text and marks nothing, sends
1,700 and 3,700."""

SWITCH = 3000
"""Bytes that half of all pane switches send at most."""

MOVES = "j" * 12 + "k" * 13
PANES = {"the text": "1", "actors": "2", "the timeline": "3", "quotes": "4", "context": "5"}
UNANSWERED = 0.4
"""Seconds after which a key is taken to change nothing."""


def weights(article: Path, size: Size) -> Iterator[Comparison]:
    """Each pane's cursor moves, with the marks of what is linked, the passage and the details."""
    where = f"{size[0]}×{size[1]}"
    with Terminal((*DESK, str(article)), size, FIRST_PANE) as desk:
        for name, key in PANES.items():
            desk.key(key + "g", UNANSWERED)
            yield _weight(f"cursor move in {name}, {where}", _sent(desk, MOVES), MOVE[size])
        yield _weight(f"pane switch, {where}", _sent(desk, "".join(PANES.values()) * 4), SWITCH)


def _sent(desk: Terminal, keys: str) -> list[int]:
    return [answer.size for key in keys if (answer := desk.key(key, UNANSWERED))]


def _weight(what: str, sizes: Sequence[int], most: int) -> Comparison:
    most_of = f"{most:,} B; 95 % send at most {percentile(sizes, 95):,.0f} B"
    return Comparison(f"bytes: {what}", most_of, sizes, [most] * len(sizes), BYTES, 1.0)


def idle(article: Path, seconds: float) -> Iterator[Comparison]:
    """Doing nothing beside a bare app that does nothing: bytes sent, and how often they were woken."""
    size = (120, 40)
    with (
        Terminal((*DESK, str(article)), size, FIRST_PANE) as desk,
        Terminal(BARE, size, bare.SAYS) as other,
    ):
        for each in (desk, other):
            each.rest(5.0)  # what a start leaves to be done
        before = [each.wakes() for each in (desk, other)]
        began = perf_counter()
        sent = desk.rest(seconds)
        other.rest(max(0.0, began + seconds - perf_counter()))
        woken = [each.wakes() - then for each, then in zip((desk, other), before, strict=True)]
    what = f"idle for {seconds:.0f} s"
    yield Comparison(f"{what}: bytes sent, and 1", "1", [sent + 1], [1], BYTES, 1.0)
    yield Comparison(
        f"{what}: wake-ups, and 1", "bare app", [woken[0] + 1], [woken[1] + 1], COUNT, 1.0
    )
