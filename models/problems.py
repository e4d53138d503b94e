"""What is wrong with a file, said so that its author can mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple, Self

SEVERITIES = {"E": "error", "W": "warning", "I": "information"}


class Problem(NamedTuple):
    """One finding. `code` is a letter of `SEVERITIES` and a number; `line` and `column` count from 1
    (0: the file as a whole), columns in code points; `record` is the id it concerns, if any; `mend`
    says what would put it right; `start` and `end` what it is about in the article's text, if they
    differ. `level` is how grave it is by the settings (empty: by its code)."""

    code: str
    message: str
    line: int = 0
    column: int = 0
    record: str = ""
    mend: str = ""
    start: int = 0
    end: int = 0
    level: str = ""

    @property
    def severity(self) -> str:
        return self.level or SEVERITIES[self.code[0]]

    def say(self, name: str) -> str:
        """`FILE:LINE:COLUMN: CODE message mend`, as compilers do, so that editors can jump to it."""
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.where(name)}: {self.code} {self.message}{mend}"

    def where(self, name: str) -> str:
        """`FILE:LINE:COLUMN`, or the file as a whole."""
        return f"{name}:{self.line}:{self.column}" if self.line else name


MOST = 100_000
"""Problems of one kind of check that are kept: nobody reads as many, and each takes room."""


class Found(list[Problem]):
    """Problems as a check finds them; the first `MOST` are kept."""

    def append(self, problem: Problem, /) -> None:
        if len(self) < MOST:
            super().append(problem)

    def extend(self, problems: Iterable[Problem], /) -> None:
        super().extend(islice(problems, MOST - len(self)))

    def __iadd__(self, problems: Iterable[Problem], /) -> Self:  # type: ignore[override, misc]
        self.extend(problems)
        return self


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As they stand in the file."""
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


class Problems:
    """What was found wrong with one document: `all` in the order of its file. `pressing` are errors and
    warnings, which somebody has to look at."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.all = tuple(problems)

    def of(self, record: str) -> Sequence[Problem]:
        """Those that concern one record."""
        return self._by_record.get(record, ())

    def counts(self, record: str) -> tuple[int, int]:
        """How many errors and how many warnings concern a record."""
        return self._counts.get(record, (0, 0))

    @cached_property
    def pressing(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.all if each.severity != "information")

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The records that errors and warnings concern."""
        return frozenset(each.record for each in self.pressing if each.record)

    @cached_property
    def severities(self) -> Mapping[str, int]:
        """How many there are of each."""
        return Counter(each.severity for each in self.all)

    @cached_property
    def _by_record(self) -> dict[str, list[Problem]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.all:
            found.setdefault(problem.record, []).append(problem)
        return found

    @cached_property
    def _counts(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for problem in self.pressing:
            errors, warnings = found.get(problem.record, (0, 0))
            is_error = problem.severity == "error"
            found[problem.record] = (errors + is_error, warnings + (not is_error))
        return found


class Known:
    """Problems that were found before: the same one found again keeps its place and its words."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._known: dict[tuple[str, str, str], list[Problem]] = {}
        for problem in problems:
            key = (problem.code, problem.message, problem.record)
            self._known.setdefault(key, []).append(problem)

    def take(self, code: str, message: str, record: str) -> Problem | None:
        """The next one that says this of a record, if there is another."""
        same = self._known.get((code, message, record))
        return same.pop(0) if same else None


def nearest(word: str, known: Collection[str]) -> str:
    """`Did you mean “x”?` for the closest of `known`, or nothing when none is close."""
    close = closest(word, known)
    return f"Did you mean “{close}”?" if close else ""


_SLOW = 5000
"""Words of which capitals are not looked past: that takes its time."""


def closest(word: str, known: Collection[str]) -> str:
    """The one of `known` that a word is most likely a slip of: spelled nearly like it, or one that has it
    in it; empty when none is close."""
    from rapidfuzz import fuzz, process  # only a file with faults needs it
    from rapidfuzz.distance import OSA

    word, plain = word[:80], str.casefold if len(known) <= _SLOW else None
    close = process.extractOne(
        word, known, scorer=OSA.normalized_similarity, processor=plain, score_cutoff=0.6
    )
    if not close and len(word) >= _TELLING:
        long = [each for each in known if len(each) >= _TELLING]
        close = process.extractOne(word, long, scorer=fuzz.WRatio, processor=plain, score_cutoff=85)
    return close[0] if close else ""


_TELLING = 3
"""Letters that a word has at least if it may be meant by standing in another: *at* stands in many."""
