"""One file checked: each problem with the words it is about; and mended, where that is wanted."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Literal, NamedTuple

from models import files
from models.checks import check
from models.checks.extents import Extent, extent
from models.checks.files import INPUT, File, may_be_article
from models.checks.mends import MENDS, Mended, mend
from models.document import Document
from models.levels import Levels
from models.loading.nodes import Progress
from models.loading.places import LINE_END, Places
from models.loading.reading import load_bytes
from models.loading.source import MAX_BYTES, decode, read_file
from models.plain import Revision, plain
from models.problems import Problem

if TYPE_CHECKING:
    from models.saving import Refused, Saved

BEFORE, BEHIND = 400, 1200
"""Code points of a source line that are kept before and behind where a problem begins."""

Fix = Literal["", "write", "show"]
"""Whether safe mends are made in the file, or shown as a diff, or left."""


class Told(NamedTuple):
    """A problem with where it ends, and the line of the file that it stands in, of which `source` begins
    behind `skipped` code points. `mendable` says that a safe mend takes it away."""

    problem: Problem
    end: Extent
    source: str = ""
    skipped: int = 0
    mendable: bool = False


class Checked(NamedTuple):
    """What came of checking a file. `opened` says whether it could be read as an article; one that lay in
    a folder and is none is `passed_over`. `fixed` are problems that were mended (or would be, where `diff`
    is what would change), `refused` says why not, `crash` where the program itself failed."""

    name: str
    told: tuple[Told, ...] = ()
    opened: bool = True
    passed_over: bool = False
    fixed: tuple[Problem, ...] = ()
    diff: tuple[str, ...] = ()
    refused: str = ""
    crash: str = ""


class _Read(NamedTuple):
    """A file that was opened, what is wrong with it, and what mends would make of it."""

    data: bytes
    document: Document
    places: Places | None
    problems: tuple[Problem, ...]
    mended: Mended


class Checker(NamedTuple):
    """How files are checked. With `articles_only` what is no annotated article is passed over also where it
    was named."""

    levels: Levels
    fix: Fix = ""
    articles_only: bool = False

    def look(self, file: File, progress: Progress | None = None) -> Checked:
        """Checks a file, and mends it if that is wanted. Never raises."""
        try:
            return self._look(file, progress)
        except Exception as error:
            return Checked(file.name, opened=False, crash=_where(error))

    def _look(self, file: File, progress: Progress | None) -> Checked:
        path = None if file.name == INPUT else Path(file.name)
        name = "standard input" if path is None else file.name
        data = _input() if path is None else read_file(path, pipes=not file.found)
        if isinstance(data, Problem):
            return Checked(name, _told((data,), b""), opened=False)
        lenient = file.found or self.articles_only
        if lenient and not may_be_article(data):
            return Checked(name, passed_over=True)
        read = self._read(data, name, path, progress)
        if not isinstance(read, _Read):
            if lenient and read[0].code == "E005":
                return Checked(name, passed_over=True)
            return Checked(name, _told(read, data), opened=False)
        if self.fix and read.mended.gone:
            return self._fixed(name, path, read)
        return _checked(name, read)

    def _read(
        self, data: bytes, name: str, path: Path | None, progress: Progress | None = None
    ) -> _Read | tuple[Problem, ...]:
        """A file's content, or why it can't be opened."""
        document, problems, places = load_bytes(data, name, path, progress)
        if document is None:
            return problems
        problems = check(document, places, self.levels)
        mended = Mended(document, ())
        if any(each.code in MENDS for each in problems):
            mended = mend(document, problems, self.levels)
        return _Read(data, document, places, problems, mended)

    def _fixed(self, name: str, path: Path | None, read: _Read) -> Checked:
        """The file with its mends made or shown, and what is still to be told of it."""
        from models.saving import Refused

        gone = read.mended.gone
        saved = _saved(read)
        if isinstance(saved, Refused):
            return _checked(name, read)._replace(refused=_why(saved))
        if self.fix == "show" or path is None:
            return _checked(name, read)._replace(fixed=gone, diff=saved.diff)
        text = saved.text.encode()
        try:
            if read_file(path) != read.data:
                raise OSError(0, "it has changed just now")
            files.replace(path, text)
        except OSError as error:
            return _checked(name, read)._replace(refused=f"it can't be written: {error.strerror}.")
        again = self._read(text, name, path)
        assert isinstance(again, _Read)  # what is saved was read again
        return _checked(name, again)._replace(fixed=gone)


def _saved(read: _Read) -> Saved | Refused:
    from models.saving import save  # most files are only checked

    revisions = {
        key: Revision(record.type, plain(record))
        for key, record in read.mended.document.records.items()
        if record is not read.document.records[key]
    }
    return save(read.data.decode(), revisions)


def _why(refused: Refused) -> str:
    first = refused.problems[0]
    where = f"line {first.line}: " if first.line else ""
    return f"{where}{first.message} {first.mend}".strip()


def _input() -> bytes | Problem:
    """All of standard input, or why it can't be had."""
    if not sys.stdin:
        return Problem("E001", "it is closed.")
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        return Problem("E001", f"it can't be read: {error.strerror}.")


def _checked(name: str, read: _Read) -> Checked:
    return Checked(name, _told(read.problems, read.data, read.places, {*read.mended.gone}))


def _told(
    problems: Sequence[Problem],
    data: bytes,
    places: Places | None = None,
    mendable: Collection[Problem] = (),
) -> tuple[Told, ...]:
    source = decode(data).text if problems else None
    lines = LINE_END.split(source) if source else []
    return tuple(_one(each, lines, places, each in mendable) for each in problems)


def _one(problem: Problem, lines: Sequence[str], places: Places | None, mendable: bool) -> Told:
    if not 1 <= problem.line <= len(lines):
        return Told(problem, Extent(problem.line, problem.column), mendable=mendable)
    end = extent(problem, lines)
    if places is not None and not problem.record and problem.start < problem.end:
        last = Extent(*places.of_text(problem.end))
        if last > (problem.line, problem.column):  # else the text does not stand there as it is
            end = last
    line, skipped = lines[problem.line - 1], max(0, problem.column - 1 - BEFORE)
    return Told(problem, end, line[skipped : problem.column - 1 + BEHIND], skipped, mendable)


def _where(error: Exception) -> str:
    """`KeyError in models/checks/times.py, line 33`: nothing of what the file holds."""
    models, where = Path(__file__).parents[1], "the program"
    for frame in extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(models):
            where = f"{path.relative_to(models.parent).as_posix()}, line {frame.lineno}"
    return f"{type(error).__name__} in {where}"
