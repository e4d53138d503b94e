"""One desk for each reviewer of an article: who has a review open.

`REVIEWER.lock` lies among the journals. On one host the lock that the kernel holds for it (`flock`) is the
truth: it ends with the process, however that ends. The content tells who holds it, and is the only sign
where such locks don't reach from host to host.
"""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

import msgspec

from models.review.acts import now
from models.review.journal import JournalError, file_name

SUFFIX = ".lock"

_MOST = 4096  # bytes that are read of a lock's content


class Holder(msgspec.Struct, frozen=True):
    """Who holds a lock: login, host and process, and since when (UTC, as in acts)."""

    owner: str
    host: str
    pid: int
    since: str

    def words(self, reviewer: str) -> str:
        since = f"{self.since[:10]} {self.since[11:16]} UTC"
        return (
            f"{reviewer}'s desk on {self.host} (pid {self.pid}, login {self.owner}, since {since})"
            " has this review open."
        )


@dataclass(frozen=True)
class Held:
    """Why there is no lock, in whole sentences."""

    words: str


class Lock:
    """A lock that is held until `release`, or until the process ends."""

    def __init__(self, file: int) -> None:
        self._file = file

    def release(self) -> None:
        """Lets others have it. The file stays: who deleted it could delete another's."""
        if self._file < 0:
            return
        with suppress(OSError):
            os.ftruncate(self._file, 0)
        os.close(self._file)
        self._file = -1


def take(folder: Path, reviewer: str, *, force: bool = False) -> Lock | Held:
    """The lock of a reviewer in a folder of journals. One that a dead process left is taken; with `force`
    also one that a process on another host may still hold."""
    try:
        path = folder / file_name(reviewer, SUFFIX)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    except JournalError as error:
        return Held(str(error))
    except OSError as error:
        return Held(f"The review can't be locked: {folder}: {error.strerror}.")
    held = _claim(file, reviewer, force)
    if held:
        os.close(file)
        return held
    return Lock(file)


def _claim(file: int, reviewer: str, force: bool) -> Held | None:
    """Takes the open lock file for this process, or tells why not."""
    host = socket.gethostname()
    try:
        locked = _flock(file)
        holder = _holder(file)
        if locked is False:
            known = holder.words(reviewer) if holder else f"{reviewer} has this review open."
            return Held(known)
        if holder and not force and (holder.host != host or (locked is None and _lives(holder))):
            return Held(
                holder.words(reviewer) + " If that desk is gone, take the review over from it."
            )
        mine = Holder(getuser(), host, os.getpid(), now())
        os.ftruncate(file, 0)
        os.pwrite(file, msgspec.json.encode(mine) + b"\n", 0)
        os.fsync(file)
    except OSError as error:
        return Held(f"The review can't be locked: {error.strerror}.")
    return None


def _flock(file: int) -> bool | None:
    """Whether the kernel gave the lock; None where the file system has none."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL):
            return None
        raise
    return True


def _holder(file: int) -> Holder | None:
    try:
        return msgspec.json.decode(os.pread(file, _MOST, 0), type=Holder)
    except msgspec.DecodeError:
        return None


def _lives(holder: Holder) -> bool:
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return holder.pid != os.getpid()
