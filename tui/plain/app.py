"""The desk for those who listen: the same app with the same screens, read out instead of drawn."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

from rich.console import RenderableType
from textual import events, on
from textual.driver import Driver
from textual.screen import Screen

from tui.app import SUSPENDS, CopydeskApp
from tui.commands import pressed, shown
from tui.incoming import Letters
from tui.plain.driver import PlainDriver
from tui.plain.voice import Voice
from tui.screens.desk import DeskScreen

FIRST = "Copydesk, line by line. Question mark lists the keys, control L says all of it again, Q leaves."
LAST = "The desk is closed."

BROKEN_PIPE = 128 + 13
"""The exit status when nobody reads what is written, as if SIGPIPE had ended the program."""


class PlainApp(CopydeskApp):
    """Every key is answered by a line on standard output; so is what happens by itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ascii_only = self.look.symbols.is_ascii
        self.voice = Voice(self.write, self._unread, ascii_only=ascii_only)
        self._busy = False  # with a key, whose answer tells all that is new

    def on_mount(self) -> None:
        """Textual calls this besides what it overrides."""
        if isinstance(out := sys.__stdout__, TextIOWrapper):
            out.reconfigure(errors="backslashreplace")
        self.voice.say(FIRST)
        self.app_resume_signal.subscribe(self, lambda _: self._say_again())

    def get_driver_class(self) -> type[Driver]:
        return PlainDriver

    # What is said when

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Something looks different: what is new about that is said instead. Textual has no public way
        between its screens and the terminal."""
        if renderable is not None and screen is self.screen and not (self._busy or self._leaving):
            self.voice.tell(self._top)

    def _redraw(self) -> None:
        self.voice.forget(self._top)

    @on(DeskScreen.RedrawWanted)
    def _say_again(self) -> None:
        """All of it, since something else had the terminal or the reader asks."""
        self.voice.forget(self._top)
        if not self._busy:
            self.voice.tell(self._top)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, Letters):
            for key in event.keys:
                if not self._leaving:
                    await self.on_event(key)
            return
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
            return
        self._busy = True
        try:
            await super().on_event(event)
            await self._opened()
        finally:
            self._busy = False
        if self._leaving:
            self.voice.say(LAST)
        elif not (isinstance(event, events.Key) and event.key == SUSPENDS):
            self._answer(event)

    async def _opened(self) -> None:
        """Waits for the screen on top to be there."""
        screen = self._top
        if screen.opening is not None:
            opening, screen.opening = screen.opening, None
            await opening

    def _answer(self, event: events.Key | events.Paste) -> None:
        """Says what came of a key; if nothing did, that too."""
        screen = self._top
        back = screen is not self.voice.last
        if self.voice.tell(screen):
            return
        if back or self.voice.lost or isinstance(event, events.Paste):
            self.voice.tell_all(screen, titled=False)
        else:
            self.voice.say(screen.unmoved(shown(pressed(event.key, event.character))))

    def _unread(self, error: Exception) -> None:
        """Something could not be said."""
        self.fail("reading out", error)

    def write(self, text: str) -> None:
        """Puts literal text on standard output at once; Textual keeps what is printed to itself."""
        out = sys.__stdout__
        assert out is not None  # checked before the desk opens
        try:
            out.write(text)
            out.flush()
        except OSError:
            self.exit(return_code=BROKEN_PIPE)
