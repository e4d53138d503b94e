"""How a record stands in the review, as a list shows it."""

from __future__ import annotations

from typing import NamedTuple

from tui.spoken import counted
from tui.styles.symbols import Symbols


class Judged(NamedTuple):
    """`verdict` is the reviewer's own (`accept`, `reject`, `flag`; empty: none), `outdated` when the
    record reads otherwise since, `contested` when another reviewer decided differently, `settled` when
    somebody has settled that, `commented` when somebody said something, `corrected` when a correction
    waits to be saved; `errors` and `warnings` say how many the checks found."""

    verdict: str = ""
    outdated: bool = False
    contested: bool = False
    settled: bool = False
    commented: bool = False
    corrected: bool = False
    errors: int = 0
    warnings: int = 0

    @property
    def decided(self) -> bool:
        """Whether nothing is left to decide here."""
        return bool(self.verdict) and not self.outdated

    def sign(self, symbols: Symbols) -> str:
        """The verdict as one sign; a blank when there is none."""
        if self.outdated:
            return symbols.outdated
        signs = {"accept": symbols.accepted, "reject": symbols.rejected, "flag": symbols.flagged}
        return signs.get(self.verdict, " ")

    def tail(self, symbols: Symbols) -> str:
        """What else there is to say of it, as signs for the end of a line."""
        return (
            _several(symbols.error, self.errors)
            + _several(symbols.warning, self.warnings)
            + symbols.contested * (self.contested and not self.settled)
            + symbols.settled * self.settled
            + symbols.commented * self.commented
            + symbols.corrected * self.corrected
        )

    def words(self) -> str:
        """All of it in words."""
        done = {"accept": "accepted", "reject": "rejected", "flag": "flagged"}
        told = {
            done.get(self.verdict, "undecided"): True,
            "but it reads otherwise since": self.outdated,
            "reviewers differ": self.contested and not self.settled,
            "reviewers differed, and it is settled": self.settled,
            "with comments": self.commented,
            "corrected, not saved": self.corrected,
            counted(self.errors, "error"): self.errors > 0,
            counted(self.warnings, "warning"): self.warnings > 0,
        }
        return ", ".join(words for words, is_so in told.items() if is_so)


def _several(sign: str, count: int) -> str:
    """A sign, and how often if that is more than once."""
    return sign * (count > 0) + (str(count) if count > 1 else "")


UNJUDGED = Judged()
