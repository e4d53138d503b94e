"""The article's text where it lies in a file of its own, in the folder of the YAML that names it."""

from __future__ import annotations

from pathlib import Path

from models.files import read_inside
from models.loading.source import MAX_BYTES, decode, refused
from models.problems import Problem

_THERE = "Put the text in the article's folder, and in `file:` its name."


def read_beside(path: Path | None, file: str) -> str | Problem:
    """The text in `file`, named by the YAML at `path` (None: standard input), or why it can't be had;
    where that is named is for the caller to say."""

    def failed(message: str, mend: str = "") -> Problem:
        return Problem("E001", message, mend=mend)

    if path is None:
        return failed("`file:` can't be followed from standard input.", "Put the text in `text:`.")
    try:
        folder = path.resolve().parent
        target = (folder / file).resolve()
        if not target.is_relative_to(folder):
            return failed(f"`file: {file}` leads out of the article's folder.", _THERE)
        data = read_inside(folder, target.relative_to(folder), MAX_BYTES + 1)
    except (IsADirectoryError, FileNotFoundError, PermissionError) as error:
        return failed(f"the text: {refused(target, error).message}", _THERE)
    except (OSError, RuntimeError, ValueError) as error:  # too long, links in a circle, a NUL
        why = getattr(error, "strerror", None) or error
        return failed(f"`file: {file[:60]}` can't be followed: {why}.", _THERE)
    source = decode(data)
    if source.text is None:
        return failed(f"the text in {file}: {source.problems[0].message}", source.problems[0].mend)
    return source.text
