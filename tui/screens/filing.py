"""Filing: corrections written into the file, and what the file changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from models.document import Document
from models.plain import TYPE, Revision, Value
from models.review.acts import Act, Change, new_id
from models.review.edits import Corrections
from models.review.journal import JournalError
from models.review.keeping import (
    ChangedError,
    Draft,
    SavingError,
    arrived,
    draft,
    held_back,
    write,
)
from tui.reload import LARGE
from tui.screens.ask import Choice, ChoiceScreen, ask, counted
from tui.screens.conflicts import ConflictRow, ConflictsScreen
from tui.screens.diff import DiffScreen

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Filing:
    """The commands of the group “File”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk

    def action_save(self) -> None:
        if not self.desk.may_write() or not adopt(self.desk):
            return
        state = self.desk.state
        found = state.corrections
        held = held_back(state.review.own, {*found.conflicts, *found.troubles})
        pending = {key: each for key, each in found.pending.items() if key not in held}
        written = {key: each for key, each in found.written.items() if key not in held}
        if not pending:
            key = state.keys.first("conflicts")
            waits = f"What waits conflicts with the file: {key} to choose first."
            self.desk.say(waits if found.conflicts else "Nothing to save: no correction waits.")
            return
        found_out = partial(self._drafted, found, written)
        stamp = state.file.stamp
        if stamp is None or stamp[1] <= LARGE:
            found_out(_draft_or_why(state.file, pending))
            return
        self.desk.say("Working out what would change; the desk goes on meanwhile.")
        self.desk.app.run_worker(
            lambda: self.desk.app.call_from_thread(found_out, _draft_or_why(state.file, pending)),
            thread=True,
            group="draft",
        )

    def _drafted(self, found: Corrections, written: Change, made: Draft | SavingError) -> None:
        """Shows what would change, unless that is not what waits any more."""
        if self.desk.app.screen is not self.desk or self.desk.state.corrections is not found:
            self.desk.say("Something has changed meanwhile; save once more.")
        elif isinstance(made, ChangedError):
            self.desk.action_reload()
            self.desk.say(f"{made} It is read again now; then save once more.")
        elif isinstance(made, SavingError):
            self._refused(str(made))
        else:
            without = ", without what conflicts" if found.conflicts else ""
            title = f"Write this into {made.path.name}{without}?"
            screen = DiffScreen(self.desk.look, title, made.diff, len(written))
            ask(self.desk.app, screen, lambda yes: self._write(made, written, bool(yes)))

    def _write(self, made: Draft, written: Change, yes: bool) -> None:

        if not yes:
            self.desk.say("Not written; your corrections wait.")
            return
        review = self.desk.state.review
        try:
            write(made)
        except SavingError as error:
            self._refused(str(error))
            return
        said = f"{counted(len(written), 'record')} written to {made.path.name}."
        try:
            review.do(review.act("save", after=written))
        except JournalError as error:  # the next act of this reviewer makes it good
            said = f"{said} It could not be noted in the journal: {error}"
        self.desk.anew.read_again(said)

    def _refused(self, why: str) -> None:
        """A reason may be longer than a line."""
        choices = [Choice("enter", "go on", None)]
        screen = ChoiceScreen(self.desk.look, "Not written", [why], choices)
        ask(self.desk.app, screen, lambda _: self.desk.say("Not written."))

    # The file and one's own corrections

    def action_conflicts(self) -> None:
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
        ask(self.desk.app, ConflictsScreen(self.desk.look, rows), self._resolved)

    def _resolved(self, choices: Sequence[tuple[str, str, str]] | None) -> None:
        """Keeps what was chosen: each choice becomes the reviewer's wish over the file as it is now."""
        if not choices:
            self.desk.say("Nothing was chosen; the conflicts wait.")
            return
        review = self.desk.state.review
        batch = new_id()
        made = [self._resolution(*choice, batch) for choice in choices]
        acts = [act for act in made if act is not None]
        if not acts:
            self.desk.say(
                "These conflicts are gone, or nothing is left to keep of what you wanted."
            )
            return
        try:
            touched = review.do(*acts)
        except JournalError as error:
            self.desk.say(str(error))
            return
        self.desk.anew.corrected("", touched=touched)
        left = len(self.desk.state.corrections.conflicts)
        waits = f" {counted(left, 'record')} left." if left else ""
        self.desk.say(f"{counted(len(acts), 'conflict')} settled.{waits}")

    def _resolution(self, record: str, field: str, whose: str, batch: str) -> Act | None:
        """What a choice comes to. None if the conflict is gone meanwhile, or if a record that was
        corrected in part is gone: a part is no record."""
        state = self.desk.state
        conflicts = state.corrections.conflicts.get(record, ())
        conflict = next((each for each in conflicts if each.field == field), None)
        if conflict is None:
            return None
        wanted = conflict.mine if whose == "mine" else conflict.theirs
        if not field and wanted is not None and TYPE not in wanted:
            return None
        return state.review.act(
            "resolve",
            state.document.records.get(record),
            before=_change(record, field, conflict.theirs),
            after=_change(record, field, wanted),
            batch=batch,
        )


def _draft_or_why(file: Document, pending: Mapping[str, Revision]) -> Draft | SavingError:
    try:
        return draft(file, pending)
    except SavingError as error:
        return error


def adopt(desk: DeskScreen) -> bool:
    """Tells the journal of corrections that the file has already, so that they can be undone; whether
    that could be kept."""
    review = desk.state.review
    found = arrived(desk.state.file, review.own)
    try:
        if found:
            review.do(review.act("save", after=found))
    except JournalError as error:
        desk.say(str(error))
        return False
    return True


def _change(record: str, field: str, value: Value) -> Change:
    """One field of a record, or with no field's name the record as a whole."""
    return {record: {field: value}} if field else {record: value}
