"""Where a reviewer left off: record, pane, filter and trail, for the next time the article is opened.

Kept with the user's other state, not beside the article: it is nobody else's business.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from tui.state import DeskState

STEPS = 100
"""Stations of the trail that are remembered."""


class Session(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is remembered. `trail` has a record, a pane and a link for each station, `at` is where in
    it the reader stood."""

    pane: str
    record: str = ""
    filter: str = ""
    zoomed: bool = False
    trail: tuple[tuple[str, str, int], ...] = ()
    at: int = -1


def place(article: Path, reviewer: str) -> Path:
    """The file that remembers how a reviewer left an article."""
    from platformdirs import user_state_path

    told = f"{article.resolve()}\0{reviewer}".encode("utf-8", "surrogatepass")
    return user_state_path("copydesk") / "sessions" / f"{sha256(told).hexdigest()[:24]}.json"


def remember(state: DeskState) -> None:
    """Writes down where the reader is. Losing that is no harm: what fails is passed over."""
    if state.file.path is None:
        return
    first = max(0, len(state.trail.steps) - STEPS)
    session = Session(
        pane=state.selection.active,
        record=state.selection.record,
        filter=str(state.filter),
        zoomed=state.zoomed,
        trail=tuple((step.record, step.pane, step.link) for step in state.trail.steps[first:]),
        at=state.trail.at - first,
    )
    path = place(state.file.path, state.review.reviewer)
    with suppress(OSError, UnicodeEncodeError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        written = path.with_suffix(".new")
        written.touch(mode=0o600)
        written.write_bytes(msgspec.json.encode(session))
        written.replace(path)


def remembered(article: Path | None, reviewer: str) -> Session | None:
    """How the reader left an article; None if that is not known."""
    if article is None:
        return None
    with suppress(OSError, RuntimeError, msgspec.DecodeError):
        return msgspec.json.decode(place(article, reviewer).read_bytes(), type=Session)
    return None
