"""Minding the desk itself: what opens over it, and how it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.screens.ask import ask
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Minding:
    """The commands of the group “Desk”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk

    def action_cancel(self) -> None:
        state = self.desk.state
        if state.selection.stepped:
            state.selection = replace(state.selection, link=0, stepped=False)
            self.desk.active.keep_in_view()
        elif state.zoomed:
            state.zoomed = False
        self.desk.update()

    def action_help(self) -> None:
        ask(self.desk.app, HelpScreen(self.desk.state.keys, self.desk.look))

    def action_commands(self) -> None:
        ask(self.desk.app, PaletteScreen(self.desk.state.keys, self.desk.look), self._commanded)

    def _commanded(self, command: str | None) -> None:
        if command is None:
            return
        theme = command.removeprefix("theme-")
        if theme != command:
            self.desk.app.theme = f"copydesk-{theme}"
        else:
            self.desk.run_command(command)

    def action_redraw(self) -> None:
        self.desk.post_message(self.desk.RedrawWanted())

    def action_quit(self) -> None:
        self.desk.app.exit()

    def action_suspend(self) -> None:
        self.desk.app.action_suspend_process()
