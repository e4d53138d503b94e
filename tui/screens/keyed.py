"""Screens that take keys from the app.

There is one queue of keys and pastes, the app's. Each is taken, when its turn has come, by the screen
that is on top then, and all that comes of it is done before the next. So keys keep their order: those
typed before a screen stands wait for it, and those typed when it has closed are for what lies beneath it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual.screen import Screen
from textual.widget import AwaitMount

from tui.spoken import Part, unmoved
from tui.widgets.guarded import Guarded

T = TypeVar("T")


class KeyedScreen(Guarded, Screen[T]):
    """A screen that says what each key does. Nothing in it takes keys by having the focus."""

    opening: AwaitMount | None = None
    """What to wait for before it can take keys."""

    @property
    def typing(self) -> bool:
        """Whether all letters go into a line."""
        return False

    def typed(self, key: str, character: str | None) -> None:
        """One key, by the name that `keys:` knows it by, and what it writes."""
        raise NotImplementedError

    def pasted(self, text: str) -> None:
        """Text that came as one: a paste, or letters typed faster than they were taken."""

    def spoken(self) -> Iterable[Part]:
        """All that one would see here, for those who listen."""
        raise NotImplementedError

    def unmoved(self, key: str) -> str:
        """What to say of a key that changed nothing."""
        return unmoved(key)

    def may_leave(self) -> bool:
        """Whether the program can be left from here without losing anything. What has something to
        lose asks about that first."""
        return True
