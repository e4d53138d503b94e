"""Where a reviewer left off: record, pane, filter and trail, for the next time the article is opened.

Kept with the user's other state, not beside the article: it is nobody else's business.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import adler32, crc32

import msgspec
from msgspec import Struct

from models import files

if TYPE_CHECKING:
    from tui.state import DeskState

STEPS = 100
"""Stations of the trail that are remembered."""


class Session(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is remembered of whose desk on which article. `trail` has a record, a pane and a link for
    each station, `at` is where in it the reader stood."""

    whose: str
    pane: str
    record: str = ""
    filter: str = ""
    zoomed: bool = False
    trail: tuple[tuple[str, str, int], ...] = ()
    at: int = -1


def place(whose: str) -> Path:
    """The file that remembers a desk. Two desks that share one forget each other."""
    from platformdirs import user_state_path

    told = whose.encode("utf-8", "surrogatepass")
    name = f"{crc32(told):08x}{adler32(told):08x}.json"
    return user_state_path("copydesk") / "sessions" / name


def _whose(article: Path, reviewer: str) -> str:
    return ascii(f"{reviewer} {article.resolve()}")


def remember(state: DeskState) -> None:
    """Writes down where the reader is. Losing that is no harm: what fails is passed over."""
    if state.file.path is None:
        return
    first = max(0, len(state.trail.steps) - STEPS)
    pane, record = state.selection.active, state.selection.record
    if pane == "problems" and (here := state.trail.here):  # only looked at from there
        pane, record = here.pane, here.record
    whose = _whose(state.file.path, state.review.reviewer)
    session = Session(
        whose=whose,
        pane=pane,
        record=record,
        filter=str(state.filter),
        zoomed=state.zoomed,
        trail=tuple((step.record, step.pane, step.link) for step in state.trail.steps[first:]),
        at=state.trail.at - first,
    )
    with suppress(OSError, UnicodeEncodeError):
        files.keep_private(place(whose), msgspec.json.encode(session))


def remembered(article: Path | None, reviewer: str) -> Session | None:
    """How the reader left an article; None if that is not known."""
    if article is None:
        return None
    with suppress(OSError, RuntimeError, msgspec.DecodeError, UnicodeDecodeError):
        whose = _whose(article, reviewer)
        session = msgspec.json.decode(place(whose).read_bytes(), type=Session)
        return session if session.whose == whose else None
    return None
