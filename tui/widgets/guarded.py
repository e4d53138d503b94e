"""What goes on when something in it fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, ParamSpec

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
    messages after one whose handler failed: what it was for stands still from then on. Handlers of one
    message do not depend on each other: Textual's own come after those of subclasses."""

    def __init_subclass__(cls, **options: Any) -> None:
        for name, handler in [*vars(cls).items()]:
            if name.startswith("on_") and not iscoroutinefunction(handler):
                setattr(cls, name, _guarded(handler))
        super().__init_subclass__(**options)

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


def _guarded(handler: Callable[..., object]) -> Callable[..., None]:
    """A handler that tells of its errors."""

    @wraps(handler)
    def handle(self: Guarded, *arguments: object) -> None:
        try:
            handler(self, *arguments)
        except Exception as error:
            self.fail(handler.__name__, error, opening=handler.__name__ == "on_mount")

    return handle
