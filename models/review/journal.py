"""Journals on disk: JSON Lines, one act a line, one file for each reviewer, in a folder beside the article.

Only its reviewer adds to a journal, and only at its end. Whoever reads it may find it growing, torn by
a crash, edited by hand, replaced by git, or hostile: what is no act is passed over, and told.
"""

from __future__ import annotations

import errno
import math
import os
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar, get_args
from urllib.parse import unquote

import msgspec

from models import files
from models.plain import as_json
from models.review.acts import CORRECTIONS, VERSION, Act, ActName, Verdict

SUFFIX = ".jsonl"

S = TypeVar("S", bound=msgspec.Struct)

_LONGEST = 240  # bytes of a file name before its suffix; file systems allow 255 in all
_ENCODED = re.compile(rb"[^A-Za-z0-9._-]|^\.")
MAX_BYTES = 128 << 20  # of a journal: far more than a reviewer's life of acts
_HOPELESS = 10_000  # faults after which a file is no journal: reading on would only take time
_TAIL = 512  # bytes: with the id of the last act as a rule
_LINE = re.compile(rb"[^\n]+")
_TOLD = 5  # faults of one journal that are told one by one

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_FOLDER = (errno.ENOTDIR, errno.EEXIST)


class JournalError(Exception):
    """Why an act could not be kept, in whole sentences."""


# Names


def folder_of(article: Path) -> Path:
    """Where an article's journals lie: `seeds/x.yaml` has them in `seeds/x.review/`, and so has a link
    to it, wherever that is."""
    return _followed(article).with_suffix(".review")


def leads_out(folder: Path) -> str:
    """Why a folder of a review is not used, in whole sentences: it is a link out of the article's folder.
    Who packed or shared that folder does not choose where else a reviewer's files are written."""
    real = Path(os.path.realpath(folder))
    if real.is_relative_to(os.path.realpath(folder.parent)):
        return ""
    return (
        f"{folder} is a link to {real}, outside of the article's folder. Put the folder itself in its"
        " place."
    )


def _followed(article: Path) -> Path:
    return Path(os.path.realpath(article)) if article.is_symlink() else article


def file_name(reviewer: str, suffix: str = SUFFIX) -> str:
    """The name of a reviewer's file. What is not an ASCII letter, a digit or one of `._-` is
    percent-encoded, and so is a dot at the beginning; `reviewer_of` reads it back. Raises JournalError
    for a name that is too long for a file."""
    encoded = _ENCODED.sub(
        lambda hit: b"%%%02X" % hit[0][0], reviewer.encode("utf-8", "surrogatepass")
    )
    if len(encoded) > _LONGEST:
        raise JournalError(
            f"The reviewer's name “{reviewer[:20]}…” is too long for a file. Use a shorter one."
        )
    return (encoded.decode() or "%") + suffix  # a lone % is nobody else's


def reviewer_of(name: str) -> str | None:
    """Whose journal a file is, or None if it is no journal."""
    stem = name.removesuffix(SUFFIX)
    try:
        reviewer = unquote(stem, errors="surrogatepass") if stem != "%" else ""
        return reviewer if file_name(reviewer) == name else None
    except (UnicodeError, JournalError):
        return None


# Lines


class _Head(msgspec.Struct):
    """What can be known of a line from any version."""

    v: int
    act: str = ""


_known = frozenset(get_args(ActName))
_verdicts = (None, *get_args(Verdict))


def encode(act: Act) -> bytes:
    """An act as a line, its end included."""
    return as_json(act) + b"\n"


def decode(line: bytes) -> Act | None:
    """The act in a line, or None if there is none that this version knows."""
    act = _parsed(line, Act)
    return act if act and _sound(act) else None


def _parsed(line: bytes, struct: type[S]) -> S | None:
    try:
        return msgspec.json.decode(line, type=struct)
    except msgspec.ValidationError:
        return None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        if b"\\ud" not in line.lower():
            return None
    import json

    try:  # half of a surrogate pair, as `encode` writes it
        plain = json.loads(line, parse_float=_finite, parse_constant=_finite)
        return msgspec.convert(plain, struct)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return None


def _finite(word: str) -> float:
    number = float(word)
    if not math.isfinite(number):
        raise ValueError(word)
    return number


def _sound(act: Act) -> bool:
    """Whether an act has what acts of its name need; hands and other programs may have written it."""
    try:
        in_utc = datetime.fromisoformat(act.at).utcoffset() == timedelta(0)
    except ValueError:
        return False
    if act.v < 1 or not act.id or not in_utc:
        return False
    if act.act in CORRECTIONS or act.act == "save":
        return not isinstance(act.before, str) and not isinstance(act.after, str)
    if act.act in ("undo", "redo"):
        return bool(act.of) and not act.changes
    verdicts = act.before in _verdicts and act.after in _verdicts
    return bool(act.record) and (verdicts or (act.act == "comment" and not act.changes))


def _is_newer(line: bytes) -> bool:
    head = _parsed(line, _Head)
    return head is not None and (
        head.v > VERSION or (head.v == VERSION and bool(head.act) and head.act not in _known)
    )


# Reading


class Reading:
    """A journal as far as it has been read. `acts` are in the order of the file, each once. `newer` says
    that a later version of the program wrote in it; `restarts` counts how often another file was found
    in its place and read from the start; `missing`, that there is no file now (what was read stays);
    `unreadable` is why it can't be read, in words."""

    def __init__(self, path: Path, reviewer: str) -> None:
        self.path = path
        self.reviewer = reviewer
        self.restarts = -1
        self.missing = False
        self.unreadable = ""
        self._restart()

    def _restart(self) -> None:
        self.restarts += 1
        self.acts: list[Act] = []
        self.newer = False
        self._known: set[str] = set()
        self._state: tuple[int, ...] | None = None
        self._offset = 0
        self._tail = b""  # what lies before the offset: tells whether the file only grew
        self._line = 0
        self._rest = b""  # a last line without its end: it may be in the middle of being written
        self._torn = 0  # the number of such a line, once told
        self._faults: list[str] = []  # the first of them
        self._faulty = 0  # how many there are
        self._hopeless = ""

    @property
    def troubles(self) -> list[str]:
        """What is wrong with it, in whole sentences."""
        said = [*self._faults]
        if self._faulty > _TOLD:
            said.append(f"So are {self._faulty - _TOLD} more lines of {self.path}.")
        if self.newer:
            said.append(
                f"{self.path} was written by a newer version of Copydesk; what this one does not know"
                " is passed over. Install the newer version to see it all."
            )
        return [*said, self.unreadable] if self.unreadable else said

    def new_acts(self) -> list[Act]:
        """The acts that have come since it was last asked; all of them when `restarts` has risen."""
        try:
            status = self.path.stat(follow_symlinks=False)
            state = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
            data = self._unread(state) if state != self._state else b""
        except FileNotFoundError:
            self.missing, self.unreadable, self._state = True, "", None
            return []
        except OSError as error:
            self.unreadable = f"{self.path} can't be read. {reason(error, self.path)}"
            return []
        self.missing, self._state = False, state
        taken = self._take(data) if data else []
        self.unreadable = self._hopeless
        return taken

    def _unread(self, state: tuple[int, ...]) -> bytes:
        """What lies after the offset, or all when the file is not the one that was read before."""
        if state[2] > MAX_BYTES:
            raise OSError(f"it is larger than {MAX_BYTES >> 20} MiB, too large for a journal")
        same = self._state is None or self._state[:2] == state[:2]
        if self._hopeless and same and self._state and state[2] >= self._state[2]:
            return b""
        if same and not self._hopeless and state[2] >= self._offset:
            data = files.read_from(self.path, self._offset - len(self._tail))
            if data.startswith(self._tail):
                return data[len(self._tail) :]
        data = files.read_from(self.path, 0)
        self._restart()
        return data

    def _take(self, data: bytes) -> list[Act]:
        before, start, at = len(self.acts), self._line, 0
        end = data.rfind(b"\n") + 1
        for hit in _LINE.finditer(data, 0, end):
            self._line += data.count(b"\n", at, hit.start())
            at = hit.start()
            self._read(hit[0].strip(), self._line + 1)
            if self._hopeless:
                return self.acts[before:]
        self._line, rest = start + data.count(b"\n", 0, end), data[end:]
        taken = data[: len(data) - len(rest)]
        if decode(rest):  # whole, though its end is missing
            self._read(rest, self._line + 1)
            taken, rest = data, b""
        self._offset += len(taken)
        self._tail = (self._tail + taken)[-_TAIL:]
        self._rest = rest
        return self.acts[before:]

    def _read(self, line: bytes, number: int) -> None:
        if not line:
            return
        act = decode(line)
        if act is None or act.v > VERSION:
            if _is_newer(line):
                self.newer = True
            elif number != self._torn:
                self._fault(number, "is no act")
        elif act.by != self.reviewer:
            self._fault(number, "is by another reviewer")
        elif act.id not in self._known:  # git may have merged a line twice
            self._keep(act)

    def _fault(self, number: int, what: str) -> None:
        self._faulty += 1
        if self._faulty <= _TOLD:
            self._faults.append(f"Line {number} of {self.path} {what}; it is passed over.")
        if self._faulty > _HOPELESS:
            self._hopeless = (
                f"{self.path} is no journal, or a broken one: more than {_HOPELESS:,} of its lines"
                " are no acts, and nothing after them is read. Put a good copy in its place."
            )

    def wrote(self, acts: Iterable[Act]) -> None:
        """Takes in acts that were just written to the file: they are not new when they are read."""
        self.missing = False
        for act in acts:
            self._keep(act)

    def _keep(self, act: Act) -> None:
        self._known.add(act.id)
        self.acts.append(act)

    def tell_torn(self) -> None:
        """Tells of a last line without its end, once. Only who holds the journal's lock knows that nobody
        is still writing it."""
        if self._rest and not self._torn:
            self._torn = self._line + 1
            self._fault(self._torn, "was not written whole")


# Writing


class Journal:
    """A reviewer's own journal of an article."""

    def __init__(self, article: Path, reviewer: str) -> None:
        self.article = _followed(article)
        self.reading = Reading(folder_of(article) / file_name(reviewer), reviewer)

    @property
    def path(self) -> Path:
        return self.reading.path

    @property
    def acts(self) -> list[Act]:
        return self.reading.acts

    @property
    def read_only(self) -> str:
        """Why nothing may be added, in words; empty if all is well."""
        if self.reading.newer:
            return (
                f"{self.path} was written by a newer version of Copydesk, so this one adds nothing"
                " to it. Install the newer version."
            )
        return self.reading.unreadable

    @property
    def troubles(self) -> list[str]:
        """What is wrong with it, in whole sentences."""
        if self.reading.missing and self.acts:
            return [f"{self.path} is gone. The next act writes it anew, with all that was in it."]
        return self.reading.troubles

    def append(self, acts: Sequence[Act]) -> None:
        """Keeps acts: they are on disk when this returns. Raises JournalError when they can't be kept;
        then none of them is. A journal that somebody took away is written anew."""
        if self.read_only:
            raise JournalError(f"Nothing was kept: {self.read_only}")
        lost = self.acts if self.reading.missing else []
        try:
            files.append(self.path, b"".join(map(encode, [*lost, *acts])), like=self.article)
        except OSError as error:
            raise unkept(error, self.path) from error
        self.reading.wrote(acts)


def unkept(error: OSError, path: Path) -> JournalError:
    """Says that nothing was kept, why, and what to do."""
    return JournalError(f"Nothing was kept: {path} can't be written. {reason(error, path)}")


def reason(error: OSError, path: Path) -> str:
    """Why a file of a review can't be read or written, and what to do, in whole sentences."""
    if error.errno in _NO_ROOM:
        return "The disk is full, or your share of it. Make room and do it again."
    if error.errno in _FORBIDDEN:
        return "You lack the right to it. Ask for that, or review a copy of the article."
    if error.errno == errno.EIO:
        return "The disk reports an error. Try again, or review a copy on another disk."
    if error.errno == errno.ELOOP:
        return "It is a symbolic link, which no file of a review may be. Remove the link."
    if error.errno in _NO_FOLDER:
        return f"{path.parent} is not a folder. Move it away."
    return f"The reason: {error.strerror or error}."
