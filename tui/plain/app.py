"""The desk for those who listen: the same app with the same screens, read out instead of drawn."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.driver import Driver
from textual.screen import Screen

from tui.app import SUSPENDS, CopydeskApp
from tui.commands import pressed, shown
from tui.plain.driver import PlainDriver
from tui.plain.voice import Voice
from tui.screens.keyed import KeyedScreen

FIRST = "Copydesk, line by line. Question mark lists the keys, control L says all of it again, Q leaves."

AGAIN = "ctrl+l"
"""The key that says all of a screen again, wherever one is."""

BROKEN_PIPE = 128 + 13
"""The exit status when nobody reads what is written, as if SIGPIPE had ended the program."""


class PlainApp(CopydeskApp):
    """Every key is answered by a line on standard output; so is what happens by itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.voice = Voice(self.write, ascii_only=self.look.symbols.is_ascii)
        self._busy = False  # with a key, whose answer tells all that is new

    def on_mount(self) -> None:
        """Textual calls this besides what it overrides."""
        self.voice.say(FIRST)
        self.app_resume_signal.subscribe(self, lambda _: self._resumed())

    def get_driver_class(self) -> type[Driver]:
        return PlainDriver

    @property
    def _top(self) -> KeyedScreen[Any]:
        screen = self.screen
        assert isinstance(screen, KeyedScreen)
        return screen

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Something looks different: what is new about that is said instead. Textual has no public way
        between its screens and the terminal."""
        if renderable is not None and screen is self.screen and not (self._busy or self._leaving):
            self.voice.tell(self._top)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
            return
        self._busy = True
        again = isinstance(event, events.Key) and self._says_again(event)
        if not again:
            await super().on_event(event)
        await self._opened()
        self._busy = False
        if self._leaving:
            self.voice.say("The desk is closed.")
        elif again:
            self.voice.tell_all(self._top)
        elif not (isinstance(event, events.Key) and event.key == SUSPENDS):
            self._answer(event)

    def _resumed(self) -> None:
        """Something else had the terminal."""
        self.voice.forget(self._top)
        if not self._busy:
            self.voice.tell(self._top)

    def _says_again(self, key: events.Key) -> bool:
        at_desk = self.screen is self.desk
        return key.key == AGAIN or (
            at_desk and self.desk.bound(pressed(key.key, key.character)) == "redraw"
        )

    async def _opened(self) -> None:
        """Waits for the screen on top to be there."""
        screen = self._top
        if screen.opening is not None:
            opening, screen.opening = screen.opening, None
            await opening

    def _answer(self, event: events.Key | events.Paste) -> None:
        """Says what came of a key; if nothing did, that too."""
        screen = self._top
        elsewhere = screen is not self.voice.last or self.voice.lost(screen)
        if self.voice.tell(screen):
            return
        if elsewhere or isinstance(event, events.Paste):
            self.voice.tell_all(screen, titled=False)
        else:
            self.voice.say(screen.unmoved(shown(pressed(event.key, event.character))))

    @property
    def _leaving(self) -> bool:
        return self.return_code is not None

    def write(self, text: str) -> None:
        """Puts literal text on standard output at once; Textual keeps what is printed to itself."""
        out = sys.__stdout__
        assert out is not None  # checked before the desk opens
        try:
            out.write(text)
            out.flush()
        except OSError:
            self.exit(return_code=BROKEN_PIPE)
