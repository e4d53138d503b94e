"""Finding what one looks for, and taking it out of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import outside
from tui.screens.ask import ask
from tui.screens.report import ReportScreen
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Finding:
    """The commands of the group “Find and take out”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk

    def action_search(self) -> None:
        ask(self.desk.app, SearchScreen(self.desk.state.document, self.desk.look), self._found)

    def _found(self, found: tuple[str, int] | None) -> None:
        if found is None:
            return
        record, offset = found
        if record in self.desk.state.document.records:
            self.desk.go(record)
        elif not record:
            self.desk.go_to_text(offset)

    def action_copy(self) -> None:
        self.desk.say(outside.copy(self.desk.app, self.desk.state))

    def action_open(self) -> None:
        self.open_at()

    def open_at(self, line: int = 0) -> None:
        """Opens the file in the editor at a line, or else at the record's, and reads it again."""
        failed = outside.edit(self.desk.app, self.desk.state, line)
        if failed:
            self.desk.say(failed)
        else:
            self.action_reload()

    def action_reload(self) -> None:
        self.desk.action_reload()

    def action_report(self) -> None:
        if self.desk.state.faults:
            ask(self.desk.app, ReportScreen(self.desk.state, self.desk.look))
        else:
            self.desk.say("Nothing has failed since the desk was opened.")
