"""Other terminal programs that are made with Textual, side by side: their first screen and their memory.

`make peers` installs each into an environment of its own, since they want different versions of Textual.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.ratios import MEGABYTES, Comparison
from benchmarks.startup import DESK, FIRST_PANE, Start, start
from benchmarks.terminal import SilentError, Size

LEADS = 1.0
WORD = "pronghorn"
"""Stands in what the peers are given to show."""

LINES = 200


class Peer(NamedTuple):
    """The package and its command; what it is given to show (of `given`, by suffix), and a word of its
    first screen."""

    package: str
    command: str
    suffix: str
    shown: str


PEERS = (
    Peer("frogmouth", "frogmouth", ".md", WORD),
    Peer("toolong", "tl", ".log", WORD),
    Peer("harlequin", "harlequin", "", "Catalog"),
    Peer("posting", "posting", "", "Collection"),
)


def sides(runs: int, size: Size, installed: Path, folder: Path) -> Iterator[Comparison]:
    """The desk on the bundled article against each peer that starts; `installed` has their
    environments, by package. Each runs with `folder` as its home."""
    nowhere = (
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
    )  # some peers end without a place
    home = {"HOME": str(folder), **dict.fromkeys(nowhere, "")}
    for peer in PEERS:
        command = (str(installed / peer.package / "bin" / peer.command), *_given(peer, folder))
        try:
            turns = [
                (start(DESK, size, FIRST_PANE), start(command, size, peer.shown, home))
                for _ in range(runs + 1)
            ][1:]
        except (SilentError, FileNotFoundError) as error:
            print(f"{peer.package} does not start here: {str(error)[:80]}")
            continue
        yield from _compared(peer.package, size, turns)


def _given(peer: Peer, folder: Path) -> list[str]:
    """The arguments of a peer, and the file they name."""
    if not peer.suffix:
        return []
    path = folder / f"given{peer.suffix}"
    path.write_text("".join(f"2024-01-19 {WORD} {line}\n\n" for line in range(LINES)))
    return [str(path)]


def _compared(name: str, size: Size, turns: Sequence[tuple[Start, Start]]) -> Iterator[Comparison]:
    where = f"{size[0]}×{size[1]}"
    for what, field in (
        ("start to the first cell", "first"),
        ("start to 90 % of the first screen", "most"),
    ):
        desk, other = ([getattr(each, field) for each in side] for side in zip(*turns, strict=True))
        yield Comparison(f"{what}, {where}", name, desk, other, bound=LEADS)
    desk, other = ([each.memory for each in side] for side in zip(*turns, strict=True))
    yield Comparison(f"memory after the start, {where}", name, desk, other, MEGABYTES, LEADS)
