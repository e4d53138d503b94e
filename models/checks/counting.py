"""How much is wrong with many files, and what a command ends with."""

from __future__ import annotations

from collections import Counter

from models.checks.checking import Checked

GRAVITY = ("information", "warning", "error")
"""How grave problems are, the least first."""

FAILS, UNREADABLE, BROKEN = 1, 2, 70
"""Exit statuses: something is wrong with an article; one could not be opened; the program itself failed
(EX_SOFTWARE of sysexits.h)."""


class Counts:
    """Counts what is added to it."""

    def __init__(self) -> None:
        self.files = 0
        self.faulty = 0
        self.levels: Counter[str] = Counter()
        self.mendable = 0
        self.fixed = 0
        self.unopened = 0
        self.crashed = 0

    def add(self, checked: Checked) -> bool:
        """Takes a file in; whether there is anything to tell of it (it was not passed over)."""
        if checked.passed_over:
            return False
        self.files += 1
        self.faulty += bool(checked.told)
        self.levels.update(told.problem.severity for told in checked.told)
        self.mendable += sum(told.mendable for told in checked.told)
        self.fixed += len(checked.fixed)
        self.unopened += not checked.opened
        self.crashed += bool(checked.crash)
        return True

    def status(self, fail_on: str) -> int:
        """The exit status: problems count from this gravity up (`never`: none of them)."""
        if self.crashed:
            return BROKEN
        if self.unopened:
            return UNREADABLE
        return FAILS if any(self.levels[level] for level in fatal(fail_on)) else 0


def fatal(fail_on: str) -> tuple[str, ...]:
    """The gravities that make a command fail."""
    return GRAVITY[GRAVITY.index(fail_on) :] if fail_on in GRAVITY else ()


def counted(count: int, one: str, several: str = "") -> str:
    """`1 error`, `1,200 errors`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"
