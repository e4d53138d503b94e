"""Sending no more than the line to the terminal takes.

Between the desk and a terminal far away lie buffers that hold minutes of pictures. Who holds a key down
would see all of them pass, long after letting go. So a question goes along with each picture that every
terminal answers when it has drawn it: where is the cursor (DSR 6, ECMA-48)? While too many bytes are
unanswered, pictures are not sent; when the answers have come, the present one is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

QUESTION = "\x1b[6n"

WINDOW = 3000
"""Bytes that may be on their way unanswered. A line of 9,600 bytes a second brings them in a third of one."""

PATIENCE = 3.0
"""Seconds after which an answer is no longer waited for: it was lost."""

Later = Callable[[float, Callable[[], None]], object]
"""Calls something after so many seconds."""


class Flow:
    """The pictures on their way to one terminal. From one that has not answered yet nothing is held back:
    it may be one that never does. `draw` draws the present picture, and is called when one was held."""

    def __init__(self, draw: Callable[[], object], later: Later) -> None:
        self._draw, self._later = draw, later
        self._unanswered: deque[int] = deque()
        self._asked = self._answers = False
        self._held = self._watched = False
        self._count = 0  # answers that came

    @property
    def is_open(self) -> bool:
        """Whether a picture may be sent now."""
        return not self._answers or sum(self._unanswered) <= WINDOW

    @property
    def is_settled(self) -> bool:
        """Whether no answer is to come, which a shell would take for something typed."""
        return not self._unanswered

    def ask(self, size: int) -> str:
        """What to send behind a picture of so many bytes."""
        if not size or (self._asked and not self._answers):
            return ""
        self._asked = True
        self._unanswered.append(size)
        return QUESTION

    def hold(self) -> None:
        """A picture was not sent: what it shows will be drawn when answers have come."""
        self._held = True
        self._watch()

    def answered(self) -> None:
        """The oldest picture on its way was drawn."""
        self._answers = True
        self._count += 1
        if self._unanswered:
            self._unanswered.popleft()
        self._draw_what_was_held()

    def _draw_what_was_held(self) -> None:
        if self._held and self.is_open:
            self._held = False
            self._draw()

    def _watch(self) -> None:
        """Sees to it that an answer that got lost holds nothing back for ever."""
        if self._watched:
            return
        self._watched, count = True, self._count

        def look() -> None:
            self._watched = False
            if self._held and self._count == count:
                self._asked = self._answers = False
                self._unanswered.clear()
                self._draw_what_was_held()
            elif self._held:
                self._watch()

        self._later(PATIENCE, look)
