"""Writing what must not be lost: a call returns when the disk has it, or raises and has changed nothing.

Every write goes through the functions of `os`, called as `os.NAME`, so that tests can make each of them fail.
"""

# Pathlib would hide which calls are made.
# ruff: noqa: PTH101, PTH102, PTH105, PTH106, PTH108, PTH112, PTH116

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARY = ".copydesk-"
"""How the names of temporary files begin; one that a killed program left behind can be deleted."""

_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP)
"""What some file systems answer that keep folders safe by themselves."""


def append(path: Path, data: bytes, *, like: Path | None = None) -> None:
    """Adds lines to a file, made if need be with the folders above it. They are on disk when this
    returns; when it raises (OSError) the file has its former length, and a new one is gone, if the disk
    still allows that. A last line without its end gets one first, so that it stays by itself. Links
    are not followed: who can put one in a shared folder does not choose what is written to.

    A new file is its owner's alone. With `like`, whoever may read that file may read it too, and a new
    folder is as open as the one that file is in.
    """
    make_folder(path.parent, like)
    new = not os.path.lexists(path)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with _opened(path, flags, 0o600) as file:
            _add(file, path, data, like)
    except BaseException:
        if new:
            with suppress(OSError):
                os.unlink(path)
        raise


def _add(file: int, path: Path, data: bytes, like: Path | None) -> None:
    length = os.fstat(file).st_size
    if not length and like is not None:
        with suppress(FileNotFoundError):  # an editor may be putting another in its place
            os.fchmod(file, 0o600 | os.stat(like).st_mode & 0o044)
    torn = length > 0 and os.pread(file, 1, length - 1) != b"\n"
    try:
        _write(file, b"\n" + data if torn else data)
        os.fsync(file)
        if not length:
            _sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(file, length)
        raise


def replace(path: Path, data: bytes) -> None:
    """Puts a new content in a file's place, all at once: whoever reads it, and whatever happens, there
    is the old file or the new one. A link stays a link to it; permissions stay, and the owner where
    that is allowed. When this raises (OSError) the old file stands, unless only the last step failed,
    which makes sure of the new one."""
    target = Path(os.path.realpath(path))
    old = _status(target)
    temporary = target.with_name(f"{TEMPORARY}{os.urandom(8).hex()}.tmp")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with _opened(temporary, flags, 0o600 if old else 0o666) as file:
            _write(file, data)
            if old:
                _dress(file, old)
            os.fsync(file)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(target.parent)


def keep_private(path: Path, data: bytes) -> None:
    """Puts a file in place, all at once, that its owner alone may read, whatever stood there before; a
    link there goes. Missing folders are made as private. For what is no loss: nothing makes sure that
    the disk has it. Raises OSError."""
    make_folder(path.parent)
    temporary = path.with_name(f"{TEMPORARY}{os.urandom(8).hex()}.tmp")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with _opened(temporary, flags, 0o600) as file:
            _write(file, data)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def read_inside(folder: Path, name: Path, most: int) -> bytes:
    """At most so many bytes of a file in a folder, or in one inside of that. From the folder on no link
    is followed, so that nothing outside is read even when somebody puts a link in place meanwhile.
    Raises OSError, also for what is no regular file."""
    if name.is_absolute() or ".." in name.parts:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(name))
    above, flags = os.open(folder, os.O_RDONLY | os.O_DIRECTORY), os.O_RDONLY | os.O_NOFOLLOW
    try:
        for part in name.parent.parts:
            inside = os.open(part, flags | os.O_DIRECTORY, dir_fd=above)
            os.close(above)
            above = inside
        with _opened(Path(name.name), flags | os.O_NONBLOCK, folder=above) as file:
            return _read(file, most)
    finally:
        _close(above)


def read_from(path: Path, offset: int) -> bytes:
    """All bytes of a file from an offset on. Links are not followed."""
    with _opened(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK) as file:
        os.lseek(file, offset, os.SEEK_SET)
        return _read(file, sys.maxsize)


def _read(file: int, most: int) -> bytes:
    parts = []
    while part := os.read(file, min(most, 1 << 20)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def make_folder(folder: Path, like: Path | None = None) -> None:
    """Makes a folder and those above it where they are missing, for its owner alone or as open as the
    one that `like` is in."""
    if os.path.isdir(folder):
        return
    make_folder(folder.parent)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if os.path.isdir(folder):  # another desk made it just now
            return
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None
    try:
        if like is not None:
            with suppress(FileNotFoundError):
                os.chmod(folder, stat.S_IMODE(os.stat(like.parent).st_mode) | 0o700)
        _sync_folder(folder.parent)
    except BaseException:
        with suppress(OSError):
            os.rmdir(folder)
        raise


@contextmanager
def _opened(path: Path, flags: int, mode: int = 0, folder: int | None = None) -> Iterator[int]:
    """A regular file; anything else might block, or be no place to keep things."""
    file = os.open(path, flags, mode, dir_fd=folder)
    try:
        _require_regular(os.fstat(file), path)
        yield file
    finally:
        _close(file)


def _status(target: Path) -> os.stat_result | None:
    """A file that may be replaced, or None if there is none."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    _require_regular(status, target)
    if not os.access(target, os.W_OK):  # renaming does not ask
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return status


def _require_regular(status: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "Not a regular file", str(path))


def _dress(file: int, old: os.stat_result) -> None:
    with suppress(PermissionError):
        os.fchown(file, old.st_uid, old.st_gid)
    os.fchmod(file, stat.S_IMODE(old.st_mode))


def _write(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _sync_folder(folder: Path) -> None:
    """Makes sure of the names in a folder."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        _close(file)


def _close(file: int) -> None:
    with suppress(OSError):  # what was to be kept is on disk
        os.close(file)
