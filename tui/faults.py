"""What went wrong in the program itself: kept, counted, and put into words that can be sent on.

A report says where it was and what kind of error, not with what: it has no values of variables, and no words
of an article. The message of an error may hold some, so it is left out unless somebody asks for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from models.review.acts import now
from models.text import visible
from tui import __version__

MOST = 50
"""Faults that are told apart; those after them are only counted."""

CAUSES, FRAMES, WORDS = 4, 40, 1000
"""How many errors behind an error are told, how many frames of each, and characters of what it says."""

BROKEN = 70
"""The exit status when the program itself is broken (EX_SOFTWARE of sysexits.h)."""


class Frame(NamedTuple):
    """A line of the program that was at work: its file from the package on, and the function."""

    file: str
    line: int
    function: str


class Raised(NamedTuple):
    """One error: its type, what it says, and where it was raised, the outermost frame first."""

    kind: str
    words: str
    frames: tuple[Frame, ...]


class Fault(NamedTuple):
    """Where something went wrong, the error and those that led to it, how often that happened, and when
    (UTC) first and last."""

    place: str
    errors: tuple[Raised, ...]
    times: int
    first: str
    last: str


class Faults:
    """All that went wrong since the desk was opened. What went wrong twice in one way stands here once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Fault] = {}
        self.uncounted = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._kept.values())

    def keep(self, place: str, error: BaseException) -> Fault:
        """Takes in an error; the error itself, which holds on to all that was at work, is let go."""
        moment, errors = now(), tuple(_chain(error))
        key = (place, *((each.kind, each.frames[-1:]) for each in errors))
        before = self._kept.get(key)
        if before is not None:
            fault = before._replace(times=before.times + 1, last=moment)
        else:
            fault = Fault(place, errors, 1, moment, moment)
            if len(self._kept) >= MOST:
                self.uncounted += 1
                return fault
        self._kept[key] = fault
        return fault


def _chain(error: BaseException) -> Iterator[Raised]:
    """An error, then what it came of."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen and len(seen) <= CAUSES:
        seen.add(id(found))
        kind = type(found)
        home = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
        yield Raised(
            f"{home}{kind.__qualname__}", _words(found), tuple(_frames(found.__traceback__))
        )
        hidden = found.__suppress_context__
        found = found.__cause__ or (None if hidden else found.__context__)


def _words(error: BaseException) -> str:
    try:
        return str(error)[:WORDS]
    except Exception:  # an error that can't even say what it is
        return ""


def _frames(trace: TracebackType | None) -> list[Frame]:
    """The frames of a traceback, of many the first and the last."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(Frame(shortened(code.co_filename), trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    half = FRAMES // 2
    return found if len(found) <= FRAMES else [*found[:half], *found[-half:]]


def shortened(file: str) -> str:
    """A file of the program from its package on: where it is installed is nobody's business."""
    path, here = Path(file), Path(__file__).parents[1]
    for root in (here, Path(os.__file__).parent):
        parts = path.parts[len(root.parts) :]
        if path.is_relative_to(root) and "site-packages" not in parts:
            return "/".join(parts)
    _, installed, rest = path.as_posix().rpartition("/site-packages/")
    return rest if installed else path.name


# The report


def report(
    faults: Faults,
    size: tuple[int, int],
    *,
    words: bool = False,
    env: Mapping[str, str] = os.environ,
) -> list[str]:
    """The lines of a report about a terminal of `size`; with `words`, also what the errors say."""
    lines = ["Copydesk report", "", *surroundings(size, env), ""]
    for number, fault in enumerate(faults, 1):
        lines += [*_fault_lines(number, fault, words), ""]
    if faults.uncounted:
        lines.append(f"and {faults.uncounted} more errors, at other places")
    return [visible(line) for line in lines]


def surroundings(size: tuple[int, int], env: Mapping[str, str]) -> list[str]:
    """The versions in use, the system and the terminal."""
    import platform
    from importlib.metadata import version

    libraries = ", ".join(f"{name} {version(name)}" for name in ("textual", "rich", "msgspec"))
    told = [f"{name}={env.get(name, '')}" for name in ("TERM", "COLORTERM")]
    told += [f"{name} is set" for name in ("NO_COLOR", "TMUX", "STY", "SSH_TTY") if name in env]
    encoding = getattr(sys.__stderr__, "encoding", "") or "no encoding"
    return [
        f"program   copydesk {__version__}, Python {platform.python_version()}, {libraries}",
        f"system    {platform.system()} {platform.release()} {platform.machine()}",
        f"terminal  {size[0]}x{size[1]}, {encoding}, {', '.join(told)}",
    ]


def _fault_lines(number: int, fault: Fault, words: bool) -> Iterator[str]:
    often = "once" if fault.times == 1 else f"{fault.times} times, first at {fault.first}"
    yield f"{number}. {fault.place}: {often}, last at {fault.last}"
    for error, led in zip(fault.errors, ("", *["came of "] * CAUSES), strict=False):
        yield f"   {led}{error.kind}"
        if words:
            yield from (f"     says: {line}" for line in error.words.splitlines() or [""])
        for frame in error.frames:
            yield f"     {frame.file}:{frame.line} {frame.function}"
