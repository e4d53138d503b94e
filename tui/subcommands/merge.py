"""`copydesk merge`: a merge driver for git that merges records instead of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import console

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from models.merging import Merge, Version
    from models.review.edits import Conflict

HELP = """\
Merge two versions of an article and the one both come from, record by record
and field by field.

The result goes into MINE, as git wants it of a merge driver. Where both
changed the same field in different ways it has mine; each such conflict is
told, and the exit status is 1. With status 2 nothing was written.
docs/reviewing-together.md has the two lines of git's configuration."""

CONFLICTS = 1
"""The exit status when a person has to look at the result."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("base", metavar="BASE", help="the version both come from (git: %%O)")
    parser.add_argument("mine", metavar="MINE", help="one version (git: %%A)")
    parser.add_argument("theirs", metavar="THEIRS", help="the other version (git: %%B)")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="where the result goes (default: MINE; - prints it)"
    )
    parser.add_argument(
        "--name", metavar="NAME", help="what messages call the article (git: %%P; default: MINE)"
    )


def run(options: argparse.Namespace) -> int:
    from models.merging import MergeError, merge

    name = options.name or options.mine
    try:
        base = _version(options.base, f"{name} (base)", may_be_empty=True)
        mine = _version(options.mine, f"{name} (mine)")
        merged = merge(base, mine, _version(options.theirs, f"{name} (theirs)"))
    except MergeError as error:
        console.say(f"copydesk: {error}")
        return console.FAILED
    output = options.output or options.mine
    if (output != options.mine or merged.text != mine.text) and not console.written(
        output, merged.text.encode()
    ):
        return console.FAILED
    for line in _told(merged, name):
        console.say(line)
    return CONFLICTS if merged.conflicts or merged.problems else 0


def _version(path: str, name: str, *, may_be_empty: bool = False) -> Version:
    """A version from its file. The base may be empty: git's is, of a file that both sides added."""
    from pathlib import Path

    from models.loading.source import read_file
    from models.merging import MergeError, no_version, version
    from models.problems import Problem

    data = read_file(Path(path), pipes=True)
    if isinstance(data, Problem):
        raise MergeError(data.say(path))
    return no_version(name) if may_be_empty and not data else version(data, name)


def _told(merged: Merge, name: str) -> Iterator[str]:
    """What a person has to look at, a line each."""
    for record, conflicts in merged.conflicts.items():
        for conflict in conflicts:
            yield f"{name}: {record}{_words(conflict)}"
    for problem in merged.problems:
        yield problem.say(f"{name} (merged)")
    for comment in merged.lost:
        yield f"{name}: a comment of theirs found no place: {comment}"


def _words(conflict: Conflict) -> str:
    from models.review.telling import in_words

    if conflict.field:
        mine, theirs = in_words(conflict.mine), in_words(conflict.theirs)
        return f", {conflict.field}: mine says {mine}, theirs says {theirs}. It has mine."
    if conflict.mine is None:
        return ": mine deleted it, theirs changed it. It stays deleted."
    if conflict.theirs is None:
        return ": mine changed it, theirs deleted it. It stays."
    return ": mine and theirs are of different types. It has mine."
