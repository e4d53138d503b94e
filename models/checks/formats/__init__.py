"""What came of checking files, for programs: each format is a function from that to data or lines."""

from __future__ import annotations

from models.checks.checking import Told


def said(told: Told) -> str:
    """A problem in words: what is wrong, and what would mend it."""
    return f"{told.problem.message} {told.problem.mend}".rstrip()
