"""What the command line and its subcommands share: words, data and files, without a screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from models.document import Document
    from models.loading import Loaded
    from models.loading.cache import Cache
    from models.review.ledger import Ledger
    from models.settings import Configured

FAILED = 2
"""The exit status when nothing could be opened or written, or the words of the command are off."""


def say(words: str) -> None:
    """Words for a person, on standard error, shown literally."""
    from models.text import visible

    print(visible(words), file=sys.stderr)


def print_lines(lines: Iterable[str]) -> None:
    """Prints lines literally, with the signs that the locale can show. They are not cut: pipes have
    no width."""
    from models.text import visible
    from tui.terminal import symbols_for_terminal

    ascii_only = symbols_for_terminal() == "ascii"
    escape_unprintable()
    for line in lines:
        print(visible(line, ascii=ascii_only))


def escape_unprintable(how: str = "backslashreplace") -> None:
    """From now on letters that the encoding of standard output does not have are escaped."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors=how)


def print_json(data: object, *, indent: int | None = 2) -> None:
    """Prints JSON as readable as standard output can hold it; all on one line if `indent` is None.
    What would control a terminal or turn the direction of the text is escaped, which changes
    nothing for a program."""
    import codecs
    import json
    import re

    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    readable = codecs.lookup(encoding).name == "utf-8"
    text = json.dumps(data, ensure_ascii=not readable, indent=indent)
    acting = r"[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
    print(re.sub(acting, lambda found: f"\\u{ord(found[0]):04x}", text))


def written(output: str, data: bytes) -> bool:
    """Writes an article to a file, all at once, or to standard output (`-`), where a terminal is shown it
    literally. Whether that went well; if not, why is said."""
    if output == "-":
        if sys.stdout and sys.stdout.isatty():
            print_lines(data.decode().removesuffix("\n").split("\n"))
        elif sys.stdout:  # it may have been closed
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        return True
    from pathlib import Path

    from models import files

    try:
        files.replace(Path(output), data)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        say(f"copydesk: {output} can't be written: {why}.")
        return False
    return True


# Arguments that several take


def add_file(parser: argparse.ArgumentParser, *, input_too: bool = True) -> None:
    words = "annotated article" + (", - for standard input" if input_too else "")
    words += " (default: the one that ships, or your copy of it)"
    parser.add_argument("file", nargs="?", metavar="FILE", help=words)


def add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", metavar="FILE", help="a file of settings that override your own"
    )


def configured(given: str | None) -> Configured:
    """The settings in force; what is wrong with them is said."""
    import os
    from pathlib import Path

    from models.settings import configure, user_file

    found = configure(user_file(), Path(given) if given else None, os.environ)
    for problem in found.problems:
        say(f"copydesk: {problem.say()}")
    return found


# Articles


def opened(file: str | None, *, own: bool = False, cache: Cache | None = None) -> Document | None:
    """The article in a file (`-`: on standard input; None: the one that ships, with `own` the user's
    copy of it, made if there is none), or None when it can't be opened, which is said. Where no `cache`
    is given, the user's serves for large files."""
    if file is None and own:
        from models.shipped import own_copy

        own_copy(make=True)
    loaded = _load(file, cache)
    if loaded.document is None:
        for problem in loaded.problems[:1]:
            say(f"copydesk: {problem.say('standard input' if file == '-' else str(path_of(file)))}")
    return loaded.document


def path_of(file: str | None) -> Path:
    """The path of a file named on the command line; if none is, that of the article that ships, or of
    the user's copy if there is one."""
    from pathlib import Path

    from models.shipped import own_copy

    return Path(file) if file is not None else own_copy()


def reviewed(file: str | None) -> tuple[Document, dict[str, Ledger]] | None:
    """An article as `opened`, and the reviews beside it by reviewer; what is wrong with their journals
    is said. None, which is said, also for what comes on standard input: nothing lies beside it."""
    if file == "-":
        say("copydesk: what comes on standard input has no journals beside it. Name a file.")
        return None
    document = opened(file)
    if document is None:
        return None
    return document, reviews_of(document)


def reviews_of(document: Document) -> dict[str, Ledger]:
    """The reviews beside an article by reviewer; what is wrong with their journals is said."""
    from models.review.review import read_reviews

    if document.path is None:
        return {}
    ledgers, troubles = read_reviews(document.path)
    for trouble in troubles:
        say(f"copydesk: {trouble}")
    return {name: ledger for name, ledger in ledgers.items() if ledger.acts}


def _load(file: str | None, cache: Cache | None) -> Loaded:
    from models.loading import load
    from models.loading.source import stamp
    from models.text import visible

    if file == "-":
        return _load_input()
    path = path_of(file)
    found = stamp(path)
    large = found is not None and found[1] > 256 << 10
    if large and cache is None:
        from models.loading.cache import Cache

        cache = Cache()
    if not (large and sys.stderr.isatty()):
        return load(path, None, cache, pipes=True)
    shown, name = 0, visible(path.name)

    def progress(share: float) -> None:
        nonlocal shown
        percent = int(share * 100)
        if percent >= shown + 2:
            shown = percent
            print(f"\rreading {name} {percent}%", end="", file=sys.stderr, flush=True)

    loaded = load(path, progress, cache, pipes=True)
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    return loaded


def _load_input() -> Loaded:
    from models.loading import Loaded
    from models.loading.reading import load_bytes
    from models.loading.source import MAX_BYTES
    from models.problems import Problem

    if not sys.stdin:
        return Loaded(None, (Problem("E001", "it is closed."),))
    if sys.stdin.isatty():
        say("copydesk: reading standard input; ctrl+d ends it.")
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        return Loaded(None, (Problem("E001", f"it can't be read: {error.strerror}."),))
    return load_bytes(data, "standard input")
