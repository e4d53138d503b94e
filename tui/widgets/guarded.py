"""What goes on when something in it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

P = ParamSpec("P")


class Failed(Message):
    """Something failed in `origin`, at `what`; `opening`, while that was being put on the screen."""

    def __init__(self, origin: MessagePump, what: str, error: Exception, opening: bool) -> None:
        super().__init__()
        self.origin, self.what, self.error, self.opening = origin, what, error, opening


class Guarded(MessagePump):
    """Tells the app of an error, and takes the next message. Left to itself, Textual takes no more
    messages after one whose handler failed: what it was for stands still from then on."""

    async def _dispatch_message(self, message: Message) -> None:
        """Textual has no public place around all handlers that is within its loop."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            opening = isinstance(message, (events.Compose, events.Mount))
            if not isinstance(message, Failed):
                self.fail(type(message).__name__, error, opening=opening)

    def attempt(
        self, what: str, do: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Does something here that nothing else depends on; whether that went well."""
        try:
            do(*args, **kwargs)
        except Exception as error:
            self.fail(what, error)
            return False
        return True

    def fail(self, what: str, error: Exception, *, opening: bool = False) -> None:
        """Tells the app that something failed here."""
        self.post_message(Failed(self, what, error, opening))
