"""A line to type in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.highlighter import Highlighter
from rich.text import Text
from textual.widgets import Input

from models.text import visible
from tui.commands import writes
from tui.screens.typed_text import fitting, kept
from tui.spoken import Part, Typed
from tui.styles.look import Look
from tui.widgets.guarded import Guarded


class _Literal(Highlighter):
    """Shows every character as one that can be seen."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def highlight(self, text: Text) -> None:
        text.plain = visible(text.plain, ascii=self.look.symbols.is_ascii)


class Line(Guarded, Input):
    """An input whose screen tells it what is typed."""

    def __init__(self, look: Look, value: str, placeholder: str) -> None:
        super().__init__(
            value,
            visible(placeholder, ascii=look.symbols.is_ascii),
            _Literal(look),
            compact=True,
            select_on_focus=False,
        )
        self.cursor_blink = False  # each blink would be sent, however long the line is
        self.full = False
        """Whether what was put there last did not fit."""

    def put(self, text: str) -> None:
        """Puts text at the cursor, in place of what is selected, as far as it fits."""
        start, end = sorted(self.selection)
        text = kept(text)
        more = fitting(text, len(self.value) - (end - start))
        self.full = more != text
        self.replace(more, start, end)

    def on_resize(self) -> None:
        """Shows where the cursor is: an input scrolls only when it moves."""
        at, self.cursor_position = self.cursor_position, 0
        self.cursor_position = at

    def spoken(self) -> Part:
        return Typed("line", self.value, self.cursor_position)

    def take(self, key: str, character: str | None) -> None:
        """What a key does to the line."""
        self.full = False
        if writes(character):
            self.put(character)
        elif edit := _EDITS.get(key):
            edit(self)


_EDITS: Mapping[str, Callable[[Line], None]] = {
    "left": Line.action_cursor_left,
    "right": Line.action_cursor_right,
    "ctrl+left": Line.action_cursor_left_word,
    "ctrl+right": Line.action_cursor_right_word,
    "home": Line.action_home,
    "ctrl+a": Line.action_home,
    "end": Line.action_end,
    "ctrl+e": Line.action_end,
    "backspace": Line.action_delete_left,
    "delete": Line.action_delete_right,
    "ctrl+d": Line.action_delete_right,
    "ctrl+w": Line.action_delete_left_word,
    "ctrl+u": Line.action_delete_left_all,
    "ctrl+k": Line.action_delete_right_all,
}
