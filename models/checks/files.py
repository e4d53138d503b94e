"""Which files are checked: those that are named, and the annotated articles in folders that are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

INPUT = "-"
"""In place of a file's name: standard input."""

_YAML = (".yaml", ".yml")
_KEYS = re.compile(rb"copydesk[\"']?\s*:"), re.compile(rb"article[\"']?\s*:")
_BEFORE_KEY = re.compile(
    rb"(?:^|[\s{,])[\"']?\Z"
)  # by itself: a pattern that begins plainly is quick


class File(NamedTuple):
    """A file to check, by the name that messages call it. What lies in a folder that was named is `found`,
    and need not be an annotated article."""

    name: str
    found: bool = False


def files(names: Iterable[str]) -> Iterator[File]:
    """The files that are named or lie in a folder that is, each once, in the order of the names and, in
    folders, of the alphabet. Passed over are hidden files and folders, and folders that lead in a ring."""
    seen: set[tuple[int, int]] = set()
    for name in names:
        if name == INPUT or not os.path.isdir(name):  # noqa: PTH112 - a name may hold anything
            found: Iterable[File] = (File(name),)
        else:
            found = (File(each, found=True) for each in _inside(name))
        for file in found:
            identity = _identity(file.name)
            if identity is None or identity not in seen:
                yield file
            if identity is not None:
                seen.add(identity)


def _inside(folder: str) -> Iterator[str]:
    """The YAML files in a folder and those below it. Links are followed, but never to where one came
    from."""
    entered = {_identity(folder)}
    for path, folders, names in os.walk(folder, followlinks=True):
        below = []
        for each in sorted(folders):
            identity = _identity(os.path.join(path, each))  # noqa: PTH118
            if not each.startswith(".") and identity not in entered:
                entered.add(identity)
                below.append(each)
        folders[:] = below
        for each in sorted(names):
            if each.lower().endswith(_YAML) and not each.startswith("."):
                yield os.path.join(path, each)  # noqa: PTH118


def _identity(name: str) -> tuple[int, int] | None:
    """What tells a file or folder from others, by whatever names they go; None of what is not there."""
    try:
        status = os.stat(name)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def may_be_article(data: bytes) -> bool:
    """Whether somebody may have meant this to be an annotated article: it has one of the keys that one
    begins with, whatever else is wrong with it."""
    bare = data.lstrip(b"\xef\xbb\xbf\xff\xfe")
    if b"\0" in bare:
        bare = bare.replace(b"\0", b"")  # in whatever encoding
    hits = (hit.start() for key in _KEYS for hit in key.finditer(bare))
    return any(_BEFORE_KEY.search(bare[max(at - 2, 0) : at]) for at in hits)
