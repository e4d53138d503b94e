"""What is asked over the desk: a line to type, or one of a few choices.

Keys are handled one by one, in the order in which they were typed. Those that come before a question
stands wait for it, and those that come when it has been answered are for what lies beneath it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input

from models.text import visible
from tui.commands import pressed, shown
from tui.styles.look import Look
from tui.widgets.frame import frame
from tui.widgets.lines import Piece, cut, line, pad, wrap
from tui.widgets.painted import Painted
from tui.widgets.surface import Surface

T = TypeVar("T")

WIDEST = 76
"""Cells a box takes at most."""

MOVES = {"j": 1, "down": 1, "tab": 1, "k": -1, "up": -1, "shift+tab": -1}
PAGES = {"ctrl+d": 1, "pagedown": 1, "ctrl+u": -1, "pageup": -1}


class Question(ModalScreen[T | None]):
    """Ends with an answer, or with nothing. Subclasses say what each key does."""

    def typed(self, key: str, character: str | None) -> None:
        """One key, by the name that `keys:` knows it by, and what it writes."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if self.app.screen is self:
            self.typed(pressed(event.key, event.character), event.character)
        else:
            self.app.screen.post_message(events.Key(event.key, event.character))

    def answer(self, result: T | None) -> None:
        if self.app.screen is self:
            self.dismiss(result)


def filled(text: str, width: int) -> Iterator[str]:
    """The lines that a line of text fills at `width` cells; the spaces it begins with set in all of
    them."""
    words = text.lstrip(" ")
    indent = min(len(text) - len(words), width // 2)
    for start, end in wrap(words, width - indent):
        yield " " * indent + words[start:end]


# A line to type


class _Literal(Highlighter):
    """Shows every character as one that can be seen."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def highlight(self, text: Text) -> None:
        text.plain = visible(text.plain, ascii=self.look.symbols.is_ascii)


class Line(Input):
    """An input that leaves its keys to the screen, so that they all stand in one queue."""

    def __init__(self, look: Look, value: str, placeholder: str) -> None:
        super().__init__(
            value,
            visible(placeholder, ascii=look.symbols.is_ascii),
            _Literal(look),
            compact=True,
            select_on_focus=False,
        )

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.screen.post_message(events.Key(event.key, event.character))

    def take(self, key: str, character: str | None) -> None:
        """What a key does to the line."""
        if character is not None and character.isprintable():
            self.replace(character, *sorted(self.selection))
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


class _Edge(Painted):
    """The line above an input: what is asked, and how to answer."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, id="edge")
        self.title = title
        self.hints = ("enter takes it, esc leaves", "esc leaves")

    def paint(self, width: int, height: int) -> list[Strip]:
        symbols = self.look.symbols
        title = visible(self.title, ascii=symbols.is_ascii)
        room = width - 8
        hint = next((h for h in self.hints if cell_len(title) + len(h) <= room), self.hints[-1])
        title = cut(title, room - len(hint), symbols.ellipsis)
        return frame([], width, title, hint, active=True, thumb=None, look=self.look)[:height]


class PromptScreen(Question[str]):
    """One line typed at the bottom of the screen; ends with it, without the spaces around it. An empty
    one is an answer only if `empty`."""

    DEFAULT_CSS = """
    PromptScreen { align: left bottom; background: transparent; }
    PromptScreen _Edge { height: 1; }
    PromptScreen Line { padding: 0 2; background: $panel; }
    """

    def __init__(
        self, look: Look, title: str, placeholder: str = "", value: str = "", empty: bool = False
    ) -> None:
        super().__init__()
        self.edge = _Edge(look, title)
        self.input = Line(look, value, placeholder)
        self.empty = empty

    def compose(self) -> ComposeResult:
        yield self.edge
        yield self.input

    def typed(self, key: str, character: str | None) -> None:
        if key == "escape":
            self.answer(None)
        elif key == "enter":
            self._take()
        else:
            self.input.take(key, character)

    def _take(self) -> None:
        words = self.input.value.strip()
        if words or self.empty:
            self.answer(words)
            return
        self.edge.hints = ("Type some words first, or esc leaves.", "esc leaves")
        self.edge.repaint()


# One of a few choices


class Choice(NamedTuple, Generic[T]):
    """One answer: the key that gives it, what it is in words, and what it means to the asker."""

    key: str
    words: str
    value: T


class _Box(Painted, Generic[T]):
    """A framed question. The choices always show; text too long for the box scrolls above them."""

    def __init__(
        self, look: Look, title: str, lines: Sequence[str], choices: Sequence[Choice[T]]
    ) -> None:
        super().__init__(look, id="box")
        self.title, *self.text = (
            visible(each, ascii=look.symbols.is_ascii) for each in (title, *lines)
        )
        self.choices = choices
        self.cursor = 0
        self.top = 0

    # How large it is

    def placed(self, size: Size) -> Region:
        """Its place in the middle of a screen."""
        wanted = max(
            *(cell_len(each) for each in self.text),
            *(cell_len(choice.words) + self._lead for choice in self.choices),
            cell_len(self.title) + len(self._hint(False)) + 6,
        )
        width = min(size.width, WIDEST, wanted + 4)
        height = min(size.height, len(self._texts(width)) + len(self._answers(width)) + 2)
        return Region((size.width - width) // 2, (size.height - height) // 2, width, height)

    @property
    def _lead(self) -> int:
        """Cells before the words of a choice: the cursor, its key."""
        return 4 + max(len(shown(choice.key)) for choice in self.choices)

    def _texts(self, width: int) -> list[str]:
        """The lines of the text, and a blank one behind them."""
        lines = [words for each in self.text for words in filled(each, width - 4)]
        return [*lines, ""] if lines else []

    def _answers(self, width: int) -> list[tuple[int, str]]:
        """The lines of the choices, and which each is of."""
        return [
            (number, words)
            for number, choice in enumerate(self.choices)
            for words in filled(
                visible(choice.words, ascii=self.look.symbols.is_ascii), width - 3 - self._lead
            )
        ]

    def _hint(self, overflow: bool) -> str:
        return "ctrl+d ctrl+u scroll, esc leaves" if overflow else "esc leaves"

    # What it shows

    def paint(self, width: int, height: int) -> list[Strip]:
        palette = self.look.palette
        if width < 8 or height < 3:
            return [Strip.blank(width, palette.text) for _ in range(height)]
        texts, answers = self._texts(width), self._answers(width)
        answers = answers[self._first(answers, height - 2) :][: height - 2]
        room = height - 2 - len(answers)
        self.top = max(0, min(self.top, len(texts) - room))
        overflow = len(texts) > room
        body = [
            line([("  " + words, palette.text)], width - 2, palette.text)
            for words in texts[self.top : self.top + room]
        ]
        before = -1
        for number, words in answers:
            body.append(self._answer(number, words, width - 2, named=number != before))
            before = number
        return frame(
            body,
            width,
            self.title,
            self._hint(overflow),
            active=True,
            thumb=self._thumb(len(texts), room) if overflow and room else None,
            look=self.look,
        )

    def _first(self, answers: list[tuple[int, str]], room: int) -> int:
        """The first line of the choices that shows, where not all do."""
        at = next(at for at, (number, _) in enumerate(answers) if number == self.cursor)
        return max(0, min(at - room // 2, len(answers) - room))

    def _thumb(self, total: int, room: int) -> tuple[int, int]:
        size = max(1, room * room // total)
        start = (room - size) * self.top // (total - room)
        return start, start + size

    def _answer(self, number: int, words: str, width: int, *, named: bool) -> Strip:
        palette, symbols = self.look.palette, self.look.symbols
        here = number == self.cursor
        key = shown(self.choices[number].key) if named else ""
        pieces: list[Piece] = [
            (f"{symbols.cursor if here and named else ' '} ", palette.mark),
            (pad(key, self._lead - 4) + "  ", palette.key),
            (words, palette.text),
        ]
        over = palette.cursor if here else None
        drawn = [(text, palette.on_row(style, over)) for text, style in pieces]
        return line(drawn, width, palette.on_row(palette.text, over), symbols.ellipsis)

    # What is done with it

    def move(self, steps: int) -> None:
        self.cursor = (self.cursor + steps) % len(self.choices)
        self.repaint()

    def page(self, direction: int) -> None:
        """The text by half of what shows of it."""
        width, height = self.size
        room = height - 2 - len(self._answers(width))
        self.top += direction * max(1, room // 2)
        self.repaint()

    def choice_at(self, y: int) -> int:
        """The choice on a line of the box; -1 if there is none."""
        width, height = self.size
        answers = self._answers(width)
        at = y - (height - 1 - len(answers))
        return answers[at][0] if 0 <= at < len(answers) else -1


class ChoiceScreen(Question[T]):
    """A question with a few lines of text, and choices that each have a key; ends with the value of
    the one chosen."""

    DEFAULT_CSS = "ChoiceScreen { background: $background 60%; }"

    def __init__(
        self, look: Look, title: str, lines: Sequence[str], choices: Sequence[Choice[T]]
    ) -> None:
        super().__init__()
        self.choices = choices
        self.box = _Box(look, title, lines, choices)

    def compose(self) -> ComposeResult:
        yield Surface(lambda size: {"box": self.box.placed(size)}, self.box)

    def typed(self, key: str, character: str | None) -> None:
        chosen = [choice for choice in self.choices if choice.key == key]
        if key == "enter":
            chosen = [self.choices[self.box.cursor]]
        if chosen:
            self.answer(chosen[0].value)
        elif key == "escape":
            self.answer(None)
        elif key in MOVES:
            self.box.move(MOVES[key])
        elif key in PAGES:
            self.box.page(PAGES[key])

    def on_click(self, event: events.Click) -> None:
        event.stop()
        number = self.box.choice_at(event.screen_y - self.box.placed(self.size).y)
        if event.widget is self.box and number >= 0:
            self.answer(self.choices[number].value)
