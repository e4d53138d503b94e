"""Settling: conflicts with the file, what reviewers differ on, and who may write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.review.acts import Verdict
from models.review.review import Review
from tui.screens.ask import ask, counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Settling:
    """The commands of the group “Together”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk

    # Several reviewers

    def action_adjudicate(self) -> None:
        from models.review.disagreements import disagreements
        from tui.screens.adjudicate import AdjudicateScreen

        state = self.desk.state
        if not self.desk.may_write():
            return
        if not disagreements(state.file, state.ledgers):
            self.desk.say("Nobody differs: there is nothing to settle.")
            return
        screen = AdjudicateScreen(
            self.desk.look,
            state.file,
            lambda: state.ledgers,
            settle=self._settle,
            comment=self._comment,
            undo=self._undo,
        )
        ask(self.desk.app, screen, self._adjudicated)

    def _settle(self, record: str, verdict: Verdict, words: str) -> None:
        """Writes a settlement; raises JournalError when it can't be kept."""
        state = self.desk.state
        before = state.review.own.of(record).settlement
        state.review.do(
            state.review.act(
                "settle",
                state.document.records.get(record, state.file.records[record]),
                words=words,
                before=before.after if before else None,
                after=verdict,
            )
        )

    def _comment(self, record: str, words: str) -> None:
        self.desk.state.review.comment(words, [self.desk.state.file.records[record]])

    def _undo(self) -> None:
        self.desk.state.review.undo()

    def _adjudicated(self, _done: int | None) -> None:
        from models.review.disagreements import disagreements

        self.desk.anew.judged(self.desk.state.document.records)
        left = len(disagreements(self.desk.state.file, self.desk.state.ledgers))
        are_left = f"{counted(left, 'disagreement')} left."
        self.desk.say(are_left if left else "Nobody differs any more.")

    def action_take_over(self) -> None:
        state = self.desk.state
        if not state.review.read_only:
            self.desk.say("This desk can write already.")
            return
        path = state.file.path
        state.review.close()  # its lock, if it has one, would hinder the new one
        review = Review.open(path, state.review.reviewer, force=True)
        state.review = review
        still = f"Not taken over: {review.read_only}"
        self.desk.anew.corrected(still if review.read_only else "This desk writes now.")
