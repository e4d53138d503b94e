"""What the desk shows anew: after something was decided or corrected, by others too, after a filter,
and after the file was read again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.document import Document
from models.loading.source import stamp
from models.problems import Problem, Problems
from models.review.filters import Filter
from tui.commands import shown
from tui.reload import LARGE
from tui.screens.words import opening
from tui.selection import Step

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Renewing:
    """Takes changes of the review and of the file into a desk's state, and shows what came of them."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk

    def judged(self, touched: Collection[str]) -> None:
        """Shows what was decided or said about some records, by others too: where the system does not
        tell that their journals grow, an act of one's own is the time to look."""
        touched = {*touched, *self.desk.state.review.refresh()}
        self.desk.state.judged_anew(touched)
        self.desk.unremembered = True
        if self.desk.state.corrected_elsewhere(touched):
            self.corrected(self.desk.state.message, touched=touched)
            return
        if self.desk.state.shown is not None:
            self.narrow_panes()
            self._select_what_shows()
        details = self.desk.panes["details"]
        details.attempt("load", details.load, self.desk.state.document)

    def narrow(self, filter: Filter) -> None:  # noqa: A002 - what it is
        """Shows only what a filter leaves; the selection stays if it is among that."""
        self.desk.state.narrow(filter)
        self.narrow_panes()
        shown, here = self.desk.state.shown, self.desk.state.selection.record
        if here and not self.desk.active.goto(here) and (shown is None or here in shown):
            self.desk.land(here)
        if shown is None:
            self.desk.say("Everything shows.")
            return
        if shown and here not in shown:
            listed = self.desk.active.listed() if self.desk.active.pane != "details" else []
            self.desk.land(listed[0] if listed else next(iter(shown)))
        key = self.desk.state.keys.first("show-all")
        count = len(shown)
        records = "1 record" if count == 1 else f"{count} records"
        self.desk.say(
            f"{records} of {len(self.desk.state.document.records)}; {key} shows all again."
        )

    def _select_what_shows(self) -> None:
        """The next key must be about the record at the cursor, if a filter took the selected one away."""
        active, here = self.desk.active, self.desk.active.record
        if here and active.pane != "details" and self.desk.state.selection.record not in active:
            self.desk.state.select(here)
            self.desk.state.trail.move(Step(here, active.pane), elsewhere=False)

    def narrow_panes(self) -> None:
        """Leaves in every pane what the filter shows."""
        state = self.desk.state
        words = state.filter.words(state.document) if state.shown is not None else ""
        for pane in self.desk.panes.values():
            if pane.pane != "details":
                pane.attempt("narrow", pane.narrow, state.shown, words)
        self.desk.active.keep_in_view()

    def corrected(
        self, message: str, record: str = "", touched: Collection[str] | None = None
    ) -> None:
        """Shows the document after corrections changed (only those of the `touched` records, if they
        are known), and `record` in it if it is still there."""
        self.desk.state.put_together(touched)
        troubles = self.desk.state.corrections.troubles
        self._show_document(next(iter(troubles.values())) if troubles else message)
        self.desk.unremembered = True
        if record in self.desk.state.document.records:
            said = self.desk.state.message
            self.desk.land(record)
            self.desk.say(said)

    def from_journal(self, message: str) -> None:
        """Shows what the file and the journals come to, worked out anew: after a failure nothing else is
        known to be true."""
        self.desk.state.review.reopen()
        self.desk.state.reading = 0
        self.desk.state.put_together()
        self._show_document(message)

    # What checks found

    def checked(self, problems: Sequence[Problem]) -> None:
        """Shows what is wrong now. What an edit brought about is said with it."""
        desk, state = self.desk, self.desk.state
        before, was_checked = state.problems, state.checked
        opened = not was_checked and state.message == opening(state)
        state.problems, state.checked = Problems(problems), True
        if opened:
            state.message = opening(state)
        here = state.selection.record
        if before.of(here) != state.problems.of(here):
            details = desk.panes["details"]
            details.attempt("load", details.load, state.document)
        if "problems" in desk.panes:
            desk.panes["problems"].attempt("load", desk.panes["problems"].load, state.document)
        if state.filter.problems and (not was_checked or before.faulty != state.problems.faulty):
            state.narrow(state.filter)
            self.narrow_panes()
            self._select_what_shows()
        if desk.active.pane == "problems":
            desk.look_again()
        known = {_said(each) for each in before.pressing}
        new = sum(_said(each) not in known for each in state.problems.pressing)
        if was_checked and new:
            key = shown(state.keys.first("problems"))
            told = "1 new problem" if new == 1 else f"{new} new problems"
            desk.say(
                f"{state.message} {told}: {key} shows {'it' if new == 1 else 'them'}.".lstrip()
            )
        else:
            desk.update()

    # The file

    def read(self, document: Document, message: str) -> None:
        """Shows what was read anew, with the reviewer's corrections."""
        self.desk.state.file = document
        self.desk.state.stale = self._is_stale()
        self.desk.state.put_together()
        if conflicts := len(self.desk.state.corrections.conflicts):
            records = "a record" if conflicts == 1 else f"{conflicts} records"
            key = self.desk.state.keys.first("conflicts")
            message += f" You have corrected {records} otherwise: {key} to choose."
        self._show_document(message)

    def _is_stale(self) -> bool:
        """Whether the file is another now than the one that was read."""
        path = self.desk.state.file.path
        return path is not None and stamp(path) != self.desk.state.file.stamp

    def _show_document(self, message: str) -> None:
        """Shows another state of the document: same record, same pane, same trail, as far as they
        still exist. It is checked in its own time."""
        self.desk.checking.start()
        document = self.desk.state.document
        self.desk.change(replace(self.desk.state.selection, hints={}))
        record = self.desk.state.selection.record
        self.desk.state.trail.keep(document.records)
        for pane in self.desk.panes.values():
            pane.attempt("load", pane.load, document)
        self.narrow_panes()
        if self.desk.active.pane == "problems":
            self.desk.look_again()
            self.desk.say(message)
            return
        here = self.desk.state.trail.here
        if record not in document.records:
            places = (self.desk.active, *self.desk.panes.values())
            known = (here.record if here else "", *(pane.record for pane in places))
            record = self.desk.active.record or next(filter(None, (*known, *document.records)), "")
        active = self.desk.active.pane
        active = self.desk.pane_for(record, active) if record else active
        self.desk.change(replace(self.desk.state.selection, active=active))
        self.desk.state.select(record)
        self.desk.active.goto(record)
        if record and (here is None or here.record != record):
            self.desk.state.trail.visit(Step(record, active))
        self.desk.say(message)

    def read_again(self, message: str) -> None:
        """Reads the file that was just written; a large one, or one that is gone, in its own time."""
        from models.loading import load

        path = self.desk.state.file.path
        written = stamp(path) if path is not None else None
        document = load(path).document if path and written and written[1] <= LARGE else None
        if document is None:
            self.desk.action_reload()
            self.desk.say(message)
            return
        self.desk.state.readings += 1  # what is being read meanwhile may be older
        self.read(document, message)

    def file_changed(self) -> None:
        """The file may have changed on disk, if not by this desk: a word in the top line, no more."""
        self.desk.state.stale = self._is_stale()
        self.desk.update()

    def others_reviewed(self) -> None:
        """Somebody else's journal has grown, or this reviewer's own review is free again."""
        review, was_read_only = self.desk.state.review, self.desk.state.review.read_only
        touched = review.refresh()
        if was_read_only and not review.read_only:
            self.corrected("The review is free: this desk writes now.")
        elif review.read_only and touched:  # another desk of this reviewer may have corrected
            self.corrected(self.desk.state.message)
        elif touched:
            self.judged(touched)
            self.desk.update()
        refresh = getattr(self.desk.app.screen, "refresh_cases", None)  # adjudication is open
        if refresh is not None:
            refresh()


def _said(problem: Problem) -> tuple[str, str, str]:
    """What a problem says, wherever it stands in the file."""
    return problem.code, problem.record, problem.message
