"""What is done when something in the program fails: the desk goes on, and says so."""

from __future__ import annotations

import threading
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual._context import active_message_pump
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed

from tui.commands import BY_ID, shown
from tui.faults import BROKEN
from tui.screens.keyed import KeyedScreen

if TYPE_CHECKING:
    from textual.app import App

    from tui.screens.desk import DeskScreen


class Mending:
    """Every error that nothing else catches comes here, and is kept in the desk's `faults`.

    What was done is on disk before it shows, so a state that is not certain is worked out anew from the
    journal. What can't be put on the screen is left again; when that is the desk itself, the program is.
    `fatal` is the error that ended it.
    """

    def __init__(self, app: App[Any], desk: DeskScreen) -> None:
        self._app, self._desk = app, desk
        self._known = 0.0  # when the reader could see what failed last
        self._threads = threading.excepthook
        self.drawn = False
        """Whether the desk has been on the screen."""
        self.fatal: Exception | None = None

    # Where errors come from

    def typed_before(self, event: events.Event) -> bool:
        """Whether a key was typed before the reader could see that what it was meant for had failed. On
        the desk it might decide something."""
        return event.time < self._known

    def key_failed(self, screen: KeyedScreen[Any], key: str, acts: int, error: Exception) -> None:
        """A key was taken by `screen`, the reviewer having done so many `acts` before."""
        state = self._desk.state
        command = self._desk.bound(key) if screen is self._desk else None
        words = f"“{BY_ID[command].words}”" if command else "What you typed"
        state.faults.keep(f"command {command}" if command else f"a key in {_name(screen)}", error)
        self._again("")
        kept = len(state.review.own.acts) - acts
        done = "What you did is in the journal" if kept else "Nothing was changed"
        self._say(f"{words} failed: a mistake in Copydesk. {done};")
        self._known = monotonic()
        if screen is not self._desk and key == "escape":  # nothing else leaves it
            self._leave(screen)

    def part_failed(self, part: MessagePump, what: str, error: Exception, *, opening: bool) -> None:
        """A part of the program could not take a message, or not be drawn."""
        if opening:
            self._opening_failed(_screen(part), f"{_name(part)}: {what}", error)
        else:
            self._failed(f"{_name(part)}: {what}", error)

    def textual_failed(self, error: Exception) -> None:
        """Textual itself does not know how to go on: a thread, a timer or a layout failed."""
        pump = active_message_pump.get(self._app)
        if isinstance(error, WorkerFailed):
            self._failed("work in the background", error.error)
        elif self.drawn and _screen(pump) in (None, self._desk):
            self._failed(_name(pump), error)
        else:
            self._opening_failed(_screen(pump), _name(pump), error)

    def watch_threads(self) -> None:
        """Hears of what fails in threads, until `forget_threads`."""
        threading.excepthook = self._thread_failed

    def forget_threads(self) -> None:
        threading.excepthook = self._threads

    def _thread_failed(self, args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception) and self._app.is_running:
            self._app.call_later(self._failed, "a thread", args.exc_value)

    # What is done about it

    def broke(self, error: Exception) -> None:
        """Nothing can go on."""
        if self.fatal is None:
            self.fatal = error
            self._app.exit(return_code=BROKEN)

    def _failed(self, place: str, error: BaseException) -> None:
        """The rest goes on. Only the first of many errors at one place says so."""
        if self._desk.state.faults.keep(place, error).times == 1:
            self._desk.state.reading = 0
            self._app.refresh()
            self._say("Something failed: a mistake in Copydesk. The rest goes on;")

    def _opening_failed(self, screen: KeyedScreen[Any] | None, what: str, error: Exception) -> None:
        """What could not be opened is left again. The desk itself can't be."""
        if screen is None or screen is self._desk:
            self.broke(error)
            return
        self._desk.state.faults.keep(f"opening {_name(screen)}, {what}", error)
        self._app.call_later(self._leave, screen)

    def _leave(self, screen: KeyedScreen[Any]) -> None:
        """Leaves a question without an answer."""
        if self._app.screen is screen:
            screen.dismiss()
            self._say("This can't be asked: a mistake in Copydesk. Nothing was changed;")
        self._known = monotonic()

    def _again(self, message: str) -> None:
        """The state anew. If that fails too, what stands stays."""
        try:
            self._desk.anew.from_journal(message)
        except Exception as error:
            self._desk.state.faults.keep("working out the state anew", error)

    def _say(self, words: str) -> None:
        """Says what happened, and where there is more about it."""
        key = shown(self._desk.state.keys.first("report")) or "the command report"
        try:
            self._desk.say(f"{words} {key} shows a report.")
        except Exception as error:
            self._desk.state.faults.keep("saying that something failed", error)


def _screen(pump: MessagePump) -> KeyedScreen[Any] | None:
    """The screen that a part of the screen is on; None for the app."""
    nodes = pump.ancestors_with_self if isinstance(pump, DOMNode) else []
    return next((node for node in nodes if isinstance(node, KeyedScreen)), None)


def _name(pump: MessagePump) -> str:
    """What to call a part of the program, without any word of a file."""
    known = getattr(pump, "id", None)
    return f"{type(pump).__name__} {known}" if known else type(pump).__name__
