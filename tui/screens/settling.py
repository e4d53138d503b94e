"""Settling: conflicts with the file, what reviewers differ on, and who may write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.plain import Value
from models.review.acts import Act, Change, Verdict, new_id
from models.review.journal import JournalError
from models.review.review import Review
from tui.screens.ask import counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Settling:
    """The commands of the group “Together”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk

    # The file and one's own corrections

    def action_conflicts(self) -> None:
        from tui.screens.conflicts import ConflictRow, ConflictsScreen

        state = self.desk.state
        rows = [
            ConflictRow(
                record,
                state.document.caption(record),
                conflict.field,
                conflict.base,
                conflict.mine,
                conflict.theirs,
            )
            for record, conflicts in state.corrections.conflicts.items()
            for conflict in conflicts
        ]
        if not rows:
            self.desk.say("The file and your corrections do not conflict.")
            return
        self.desk.app.push_screen(ConflictsScreen(self.desk.look, rows), self._resolved)

    def _resolved(self, choices: Sequence[tuple[str, str, str]] | None) -> None:
        """Keeps what was chosen: each choice becomes the reviewer's wish over the file as it is now."""
        if not choices:
            self.desk.say("Nothing was chosen; the conflicts wait.")
            return
        review = self.desk.state.review
        batch = new_id()
        try:
            touched = review.do(*(self._resolution(*choice, batch) for choice in choices))
        except JournalError as error:
            self.desk.say(str(error))
            return
        self.desk.corrected_anew("", touched=touched)
        left = len(self.desk.state.corrections.conflicts)
        waits = f" {counted(left, 'record')} left." if left else ""
        self.desk.say(f"{counted(len(choices), 'conflict')} settled.{waits}")

    def _resolution(self, record: str, field: str, whose: str, batch: str) -> Act:
        state = self.desk.state
        conflict = next(each for each in state.corrections.conflicts[record] if each.field == field)
        wanted = conflict.mine if whose == "mine" else conflict.theirs
        return state.review.act(
            "resolve",
            state.document.records.get(record),
            before=_change(record, field, conflict.theirs),
            after=_change(record, field, wanted),
            batch=batch,
        )

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
        self.desk.app.push_screen(screen, self._adjudicated)

    def _settle(self, record: str, verdict: Verdict, words: str) -> None:
        """Writes a settlement; raises JournalError when it can't be kept."""
        state = self.desk.state
        before = state.review.own.of(record).settlement
        state.review.do(
            state.review.act(
                "settle",
                state.document.records[record],  # as the settler wants it to read
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

        self.desk.judged_anew(self.desk.state.document.records)
        left = len(disagreements(self.desk.state.file, self.desk.state.ledgers))
        are_left = f"{counted(left, 'disagreement')} left."
        self.desk.say(are_left if left else "Nobody differs any more.")

    def action_take_over(self) -> None:
        state = self.desk.state
        if not state.review.read_only:
            self.desk.say("This desk can write already.")
            return
        path = state.file.path
        review = Review.open(path, state.review.reviewer, force=True)
        state.review = review
        still = f"Not taken over: {review.read_only}"
        self.desk.corrected_anew(still if review.read_only else "This desk writes now.")


def _change(record: str, field: str, value: Value) -> Change:
    """One field of a record, or with no field's name the record as a whole."""
    return {record: {field: value}} if field else {record: value}
