"""Bytes to text, and to text that a YAML parser can take, or one sentence why not."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from models.document import Stamp
from models.problems import Problem
from models.text import visible

MAX_BYTES = 64 << 20
"""The largest file that is read: a larger one is hardly an article."""

_BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_NOT_YAML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Source(NamedTuple):
    """A file's text (None when it has none) and what was wrong with it."""

    text: str | None
    problems: list[Problem]


def read_file(path: Path, *, pipes: bool = False) -> bytes | Problem:
    """A file's bytes, or why they can't be had. A pipe, which may never end, is read only if `pipes` says
    so: that is for what a person named just now."""
    try:
        with open(path, "rb", opener=None if pipes else _regular) as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return refused(path, error)


def _regular(name: str, flags: int) -> int:
    """Opens a file, and asks of what was opened whether it is one."""
    file = os.open(name, flags | os.O_NONBLOCK)
    kind = os.fstat(file).st_mode
    if not (S_ISREG(kind) or S_ISDIR(kind)):  # a folder is told by who reads it
        os.close(file)
        raise OSError(errno.EINVAL, "Not a regular file")
    return file


def refused(path: Path, error: OSError | ValueError) -> Problem:
    """Why a file can't be read, and what to do."""
    match error:
        case IsADirectoryError():
            message, mend = f"{path} is a folder.", "Name the YAML file in it."
        case FileNotFoundError():
            message, mend = f"{path} does not exist.", "Check the name."
        case PermissionError():
            message, mend = f"{path} may not be read by you.", "Check its permissions."
        case _:
            why = getattr(error, "strerror", None) or error
            message, mend = f"{path} can't be read: {why}.", ""
    return Problem("E001", message, mend=mend)


def stamp(path: Path) -> Stamp | None:
    """What tells one state of a file from another without reading it; None when it is gone."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def decode(data: bytes) -> Source:
    """UTF-8 bytes as text, nothing changed."""
    if len(data) > MAX_BYTES:
        limit = f"the limit is {MAX_BYTES >> 20} MiB"
        return _nothing("E003", f"the file is too large: {limit}.", "Split the article.")
    for mark, name in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _nothing("E002", f"the file is {name} text.", "Save it as UTF-8.")
    if b"\x00" in data:
        at = data.index(b"\x00")
        return _nothing(
            "E002",
            f"the file is not text: byte {at + 1} is zero.",
            "Save it as plain text, in UTF-8.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        message = f"the file is not UTF-8 text: byte 0x{data[error.start]:02x} can't stand here."
        return Source(None, [Problem("E002", message, line, column, mend="Save it as UTF-8.")])
    if not text.strip():
        return _nothing(
            "E002",
            "the file is empty.",
            "It begins with `copydesk: 1`, then `article:` with the text in it; see docs/format.md.",
        )
    return Source(text, [])


def decode_yaml(data: bytes) -> Source:
    """UTF-8 bytes as text for YAML. Control characters that it forbids are reported and stood in for
    by their pictures (one code point each, so every position stays right)."""
    text, problems = decode(data)
    if text is None:
        return Source(None, problems)
    if found := _NOT_YAML.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = (
            f"the control character U+{ord(found[0]):04X} may not stand in YAML; it and any like it"
            " are shown by a picture."
        )
        mend = f'Remove it, or write it escaped in double quotes ("\\u{ord(found[0]):04x}").'
        clean = _NOT_YAML.sub(lambda hit: visible(hit[0]), text)
        return Source(clean, [Problem("W214", message, line, column, mend=mend)])
    return Source(text, [])


def _nothing(code: str, message: str, mend: str = "") -> Source:
    return Source(None, [Problem(code, message, mend=mend)])
