"""The parsed form of files, kept in the user's cache folder so that they open faster the next time.

What is kept goes by the bytes it was read from and by the program that read them: a file that changed,
or another version of the program, finds nothing. The source is read first, every time, and whatever is
wrong with the cache means that it is parsed. A kept form is data (MessagePack, checked against the types
of `models.article`), holds no paths, and is readable by its owner alone.
"""

# Pathlib would hide which calls are made.
# ruff: noqa: PTH101, PTH105, PTH108, PTH116

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from time import time
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from models.document import Document
from models.loading import parsed
from models.problems import Problem

try:  # what hashlib takes it from, without the library of ciphers that it loads
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

MOST = 256 << 20
"""Bytes that all kept forms take together; those longest unused go first."""

FORGOTTEN = 3600
"""Seconds after which what a killed program left unfinished is taken away."""

_MAGIC = b"copydesk parsed\n"
_DIGEST = 20
_HEAD = len(_MAGIC) + 2 * _DIGEST
_UNFINISHED = ".new"
_MODELS = Path(__file__).parents[1]

_BAD = (OSError, ValueError, LookupError, OverflowError, RuntimeError, msgspec.MsgspecError)
"""What comes of a cache that can't be used, and of documents that can't be stored."""


class _Missed(NamedTuple):
    """A document that was not in the cache, and the key it belongs under."""

    key: bytes
    document: Document


class Cache:
    """A folder of parsed forms. Nothing here raises: a cache that can't be used is none."""

    def __init__(self, folder: Path | None = None, most: int = MOST) -> None:
        """The user's own folder, or another; it holds at most `most` bytes."""
        self._folder = folder
        self._most = most
        self._missed: _Missed | None = None

    @property
    def folder(self) -> Path:
        if self._folder is None:
            from platformdirs import user_cache_path

            self._folder = user_cache_path("copydesk") / "parsed"
        return self._folder

    def recall(self, data: bytes, name: str, path: Path) -> Document | None:
        """The document that these bytes of the file at `path` make, if its parsed form is kept; with
        what is wrong with it, if that is."""
        with suppress(*_BAD):
            key = _key(data)
            document = parsed.restore(self._read(key), name, path, _digest)
            return replace(document, key=key, checked=self._checked(key))
        return None

    def _checked(self, key: bytes) -> tuple[Problem, ...] | None:
        with suppress(*_BAD):
            return parsed.restore_problems(self._read(_by_rules(key)))
        return None

    def missed(self, data: bytes, document: Document) -> Document:
        """Takes down that this document was read from these bytes, for `keep`; the document with its
        key."""
        with suppress(*_BAD):
            key = _key(data)
            self._missed = _Missed(key, document)
            return replace(document, key=key)
        return document

    def keep(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Keeps the parsed form of the document that was missed last, as long as that is `wanted`. For
        a thread of its own: it takes as long as reading a kept form does several times over."""
        missed, self._missed = self._missed, None
        if missed is None:
            return
        with suppress(*_BAD, parsed.Unwanted):
            payload = parsed.store(missed.document, _digest, wanted)
            if len(payload) <= self._most // 2:
                self._write(missed.key, payload)
                self._tidy()

    def keep_checked(self, document: Document, problems: Sequence[Problem]) -> None:
        """Keeps what is wrong with a document as its file has it."""
        with suppress(*_BAD):
            if document.key:
                self._write(_by_rules(document.key), parsed.store_problems(problems))

    def _read(self, key: bytes) -> bytes:
        """What is kept under a key. Raises OSError or ValueError if that is nothing, or no good."""
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        file = os.open(self.folder / key.hex(), flags)
        try:
            status = os.fstat(file)
            private = status.st_uid == os.geteuid() and not status.st_mode & 0o077
            if not (stat.S_ISREG(status.st_mode) and private and status.st_size <= self._most):
                raise ValueError("not a file of this user alone")
            with os.fdopen(os.dup(file), "rb") as stream:
                data = stream.read()
            os.utime(file)  # it is in use
        finally:
            os.close(file)
        head, payload = data[:_HEAD], data[_HEAD:]
        if head != _head(key, payload):
            raise ValueError("not what was written")
        return payload

    def _write(self, key: bytes, payload: bytes) -> None:
        """Puts a parsed form in place, all at once."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.chmod(self.folder, 0o700)
        unfinished = self.folder / f"{key.hex()}.{os.urandom(4).hex()}{_UNFINISHED}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as stream:
                stream.write(_head(key, payload))
                stream.write(payload)
            os.replace(unfinished, self.folder / key.hex())
        except BaseException:
            with suppress(OSError):
                os.unlink(unfinished)
            raise

    def _tidy(self) -> None:
        """Takes away what was used longest ago, until the rest is small enough."""
        left = self._most
        with os.scandir(self.folder) as entries:
            files = [(each.stat(follow_symlinks=False), each.path) for each in entries]
        for status, path in sorted(files, key=lambda each: -each[0].st_mtime_ns):
            left -= status.st_size
            forgotten = path.endswith(_UNFINISHED) and status.st_mtime < time() - FORGOTTEN
            if left < 0 or forgotten:
                with suppress(OSError):  # another desk may tidy too
                    os.unlink(path)


def _head(key: bytes, payload: bytes) -> bytes:
    """What a kept form begins with: whose it is, and what tells that it is whole."""
    return _MAGIC + key + _digest(payload)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


def _key(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST, key=_program()).digest()


@lru_cache(1)
def _program() -> bytes:
    """What a parsed form depends on beside the file: the modules of this program that have a part in it,
    told by size and time, the packages beside msgspec, whose folder changes with each that is installed,
    and Python with its Unicode tables. Raises OSError where that can't be told."""
    told: list[object] = [parsed.VERSION, sys.version, sys.byteorder]
    for folder in (_MODELS, _MODELS / "dates", _MODELS / "loading"):
        told += _modules(folder)
    told.append(os.stat(Path(msgspec.__file__).parents[1]).st_mtime_ns)
    return _digest(repr(told).encode())


def _by_rules(key: bytes) -> bytes:
    """What the problems of a document are kept under: they depend on the rules as well."""
    return blake2b(key, digest_size=_DIGEST, key=_rules()).digest()


@lru_cache(1)
def _rules() -> bytes:
    countries = os.stat(_MODELS / "countries.tsv")
    told = [*_modules(_MODELS / "checks"), (countries.st_size, countries.st_mtime_ns)]
    return _digest(repr(told).encode())


def _modules(folder: Path) -> list[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        found = [(each.name, each.stat()) for each in entries if each.name.endswith(".py")]
    return sorted((name, status.st_size, status.st_mtime_ns) for name, status in found)
