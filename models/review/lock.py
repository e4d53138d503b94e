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
from getpass import getuser
from pathlib import Path
from typing import NamedTuple

import msgspec

from models.review.acts import now
from models.review.journal import file_name, leads_out, reason

SUFFIX = ".lock"

_MOST = 4096  # bytes that are read of a lock's content
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL)


def login() -> str:
    """The name of whoever runs this."""
    try:
        return getuser()
    except (KeyError, OSError):  # as in a container, for a number without a name
        return f"user {os.getuid()}"


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


class Held(NamedTuple):
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
            fcntl.flock(self._file, fcntl.LOCK_UN)
            os.utime(self._file)  # whoever watches for the release must find it free
        os.close(self._file)
        self._file = -1


def take(folder: Path, reviewer: str, *, force: bool = False) -> Lock | Held:
    """The lock of a reviewer in a folder of journals. One that a dead process left is taken; with `force`
    also one that a process on another host may still hold. Raises JournalError for a name that can't
    be a file's."""
    path = folder / file_name(reviewer, SUFFIX)
    if why := leads_out(folder):
        return Held(why)
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    except OSError as error:
        return Held(f"{path} can't be written. {reason(error, path)}")
    try:
        held = _claim(file, path, reviewer, force)
    except OSError as error:
        held = Held(f"{path} can't be written. {reason(error, path)}")
    if held:
        os.close(file)
        return held
    return Lock(file)


def _claim(file: int, path: Path, reviewer: str, force: bool) -> Held | None:
    """Makes an open file this process's lock, or tells who has it."""
    host = socket.gethostname()
    locked = _flock(file)
    holder = _holder(file)
    if locked is False:
        who = holder.words(reviewer) if holder else f"{reviewer} has this review open elsewhere."
        return Held(f"{who} Nothing can be done here until it is closed there.")
    if holder and not force and (holder.host != host or (locked is None and _lives(holder))):
        return Held(f"{holder.words(reviewer)} If that desk is gone, delete {path} to go on here.")
    os.ftruncate(file, 0)
    os.pwrite(file, msgspec.json.encode(Holder(login(), host, os.getpid(), now())) + b"\n", 0)
    os.fsync(file)
    return None


def _flock(file: int) -> bool | None:
    """Whether the kernel gave the lock; None where the file system has none to give."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return None
        raise
    return True


def _holder(file: int) -> Holder | None:
    try:
        return msgspec.json.decode(os.pread(file, _MOST, 0), type=Holder)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _lives(holder: Holder) -> bool:
    """Whether a process of this host is there, and another than this."""
    if holder.pid <= 0 or holder.pid == os.getpid():
        return False
    try:
        os.kill(holder.pid, 0)
    except PermissionError:  # it is somebody else's
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
