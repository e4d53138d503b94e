"""What came of checking files, for people: each problem with the line that it stands in, underlined."""

from __future__ import annotations

import shutil
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple
from unicodedata import category

from models.checks.checking import Checked, Told
from models.checks.counting import GRAVITY, Counts, counted
from models.text import visible
from tui.styles.symbols import SETS

PIPED = 100
"""Cells of a line where nobody tells how wide it may be."""

_COLOURS = {"error": "1;31", "warning": "1;33", "information": "1;36"}
_NAME, _GUTTER, _GONE, _COME = "1", "34", "31", "32"
_LEAST = 40


class Paper(NamedTuple):
    """What is written on: how many cells wide a line of a source may be, with colours or not, in plain
    ASCII or not."""

    width: int = PIPED
    colours: bool = False
    plain: bool = False

    @classmethod
    def of_output(cls) -> Paper:
        """Standard output as it is."""
        from tui.terminal import has_colors, is_dumb, symbols_for_terminal

        plain = symbols_for_terminal() == "ascii"
        if not sys.stdout or not sys.stdout.isatty():
            return cls(plain=plain)
        width = shutil.get_terminal_size((PIPED, 24)).columns
        colours = has_colors() and not is_dumb()
        return cls(max(width, _LEAST), colours, plain)

    @property
    def ellipsis(self) -> str:
        return SETS["ascii" if self.plain else "unicode"].ellipsis

    def paint(self, text: str, colour: str = "") -> str:
        """Text of ours or of a file, shown literally, in a colour (SGR parameters; empty: the usual one)."""
        shown = visible(text, ascii=self.plain)
        return f"\x1b[{colour}m{shown}\x1b[0m" if self.colours and colour and shown else shown


# Problems


def concise(checked: Checked, paper: Paper) -> Iterator[str]:
    """A line for each problem."""
    for told in checked.told:
        yield _headline(checked.name, told, paper, mend=True)


def full(checked: Checked, paper: Paper) -> Iterator[str]:
    """Each problem with the line of the file that it stands in, and what would mend it."""
    for told in checked.told:
        yield _headline(checked.name, told, paper)
        gutter = " " * len(str(told.problem.line))
        if told.source:
            shown = shown_around(told, paper)
            number = paper.paint(f"{told.problem.line} |", _GUTTER)
            arrows = paper.paint("^" * shown.length, _COLOURS[told.problem.severity])
            yield paper.paint(f"{gutter} |", _GUTTER)
            yield f"{number} {shown.line}".rstrip()
            yield f"{paper.paint(f'{gutter} |', _GUTTER)} {' ' * shown.indent}{arrows}"
        if told.problem.mend:
            sign = f"{paper.paint(f'{gutter} =', _GUTTER)} {paper.paint('help', _NAME)}"
            yield f"{sign}: {paper.paint(told.problem.mend)}"
        yield ""


def _headline(name: str, told: Told, paper: Paper, *, mend: bool = False) -> str:
    problem = told.problem
    said = f"{problem.message} {problem.mend}".rstrip() if mend else problem.message
    usual = problem._replace(level="").severity
    grave = f" [{problem.severity}]" if problem.severity != usual else ""
    mendable = " [*]" if told.mendable else ""
    code = paper.paint(problem.code, _COLOURS[problem.severity])
    return f"{paper.paint(problem.where(name), _NAME)}: {code}{grave}{mendable} {paper.paint(said)}"


class Shown(NamedTuple):
    """A piece of a line that fits, and where in it to underline how many cells."""

    line: str
    indent: int
    length: int


def shown_around(told: Told, paper: Paper) -> Shown:
    """The line that a problem stands in, cut on both sides of it if it is longer than there is room. What
    goes on in the next line is underlined to the end of this one."""
    problem, skipped = told.problem, told.skipped
    text = visible(told.source.rstrip(), ascii=paper.plain)
    start = min(problem.column - 1 - skipped, len(text))
    stop = told.end.column - 1 - skipped if told.end.line == problem.line else len(text)
    ruler, mark = Ruler.of(text), paper.ellipsis
    room = max(paper.width - len(str(problem.line)) - 3, _LEAST // 2)
    first, behind = 0, len(text)
    if skipped or ruler.cells(0, len(text)) > room:
        first, behind = ruler.window(start, room - 2 * len(mark))
    before = mark if first or skipped else ""
    after = mark if behind < len(text) else ""
    indent = len(before) + ruler.cells(first, start)
    length = max(1, ruler.cells(start, min(stop, behind)))
    return Shown(before + text[first:behind] + after, indent, length)


class Ruler(NamedTuple):
    """Where in a text its grapheme clusters begin, its end among them, and how many cells stand before
    each."""

    edges: Sequence[int]
    sums: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Ruler:
        if text.isascii():
            return cls(range(len(text) + 1), range(len(text) + 1))
        from wcwidth import iter_graphemes

        clusters = [*iter_graphemes(text)]
        widths = map(_cells, clusters)
        return cls([*accumulate(map(len, clusters), initial=0)], [*accumulate(widths, initial=0)])

    def cells(self, start: int, stop: int) -> int:
        """How many cells of a terminal a range of the text takes, whole clusters."""
        return max(0, self._before(stop) - self._before(start))

    def window(self, at: int, room: int) -> tuple[int, int]:
        """The range around a place that fills so many cells: two thirds behind it, if the text has as
        much."""
        low = self._before(at) - room // 3
        low = max(0, min(low, self.sums[-1] - room))
        first = bisect_left(self.sums, low)
        behind = bisect_right(self.sums, self.sums[first] + room) - 1
        return self.edges[first], self.edges[behind]

    def _before(self, at: int) -> int:
        return self.sums[bisect_right(self.edges, at) - 1]


def _cells(cluster: str) -> int:
    """How many cells a cluster takes. A spacing vowel sign takes one of its own in most terminals."""
    from wcwidth import wcswidth, wcwidth

    if any(category(char) == "Mc" for char in cluster):
        return sum(category(char) == "Mc" or max(0, wcwidth(char)) for char in cluster)
    return max(0, wcswidth(cluster))


# Mends


def fixed(checked: Checked, paper: Paper) -> Iterator[str]:
    """What was mended in a file, a line each."""
    for problem in checked.fixed:
        where = problem.where(checked.name)
        yield f"{paper.paint('fixed', _COME)}: {paper.paint(f'{where}: {problem.code} {problem.message}')}"


def diff(checked: Checked, paper: Paper) -> Iterator[str]:
    """What mends would change in a file, as a unified diff."""
    if checked.diff:
        yield paper.paint(f"--- {checked.name}", _NAME)
        yield paper.paint(f"+++ {checked.name}", _NAME)
    for line in checked.diff:
        yield paper.paint(line, {"-": _GONE, "+": _COME, "@": _GUTTER}.get(line[:1], ""))


# In sum


def summary(counts: Counts) -> str:
    """`2 errors, 1 warning in 1 of 3 files; 1 can be mended with --fix.`"""
    found = [
        counted(counts.levels[level], level, level * (level == "information"))
        for level in reversed(GRAVITY)
        if counts.levels[level]
    ]
    mended = f"{counts.fixed:,} mended. " if counts.fixed else ""
    files = counted(counts.files, "file")
    if not found:
        return f"{mended}Nothing {'more ' if mended else ''}is wrong in {files}."
    share = f"{counts.faulty:,} of " if counts.faulty < counts.files else ""
    more = f"; {counts.mendable:,} can be mended with --fix" if counts.mendable else ""
    return f"{mended}{', '.join(found)} in {share}{files}{more}."


def shown_mends(counts: Counts) -> str:
    """What to say under diffs."""
    files = counted(counts.files, "file")
    if not counts.fixed:
        return f"Nothing can be mended by itself in {files}."
    return f"{counted(counts.fixed, 'problem')} would be mended in {files}."


def failures(checked: Checked) -> Iterator[str]:
    """Why a file was not checked, or not mended, where that lies in the program or in writing."""
    if checked.crash:
        yield (
            f"{checked.name}: the program itself failed over this file ({checked.crash}), so that it is not "
            "checked. Please report this line: it holds nothing of the file."
        )
    if checked.refused:
        yield f"{checked.name}: not mended. {checked.refused}"
