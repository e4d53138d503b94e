"""What is asked over the desk: a line to type, or one of a few choices.

An answer is acted on at once, before the next key is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.strip import Strip

from models.text import visible
from tui.commands import shown
from tui.screens.keyed import KeyedScreen
from tui.screens.typed_line import Line
from tui.screens.typed_text import FULL
from tui.spoken import Part, Said, named_key, sentences
from tui.spoken import counted as counted
from tui.styles.look import Look
from tui.widgets.frame import frame
from tui.widgets.lines import Piece, cut, line, pad, wrap
from tui.widgets.painted import Painted
from tui.widgets.scroll import thumb

T = TypeVar("T")

WIDEST = 76
"""Cells a box takes at most."""

LEAST = 10
"""Cells of what is asked that stand beside a hint at least; a longer title is cut."""

SCROLLS = "ctrl+d ctrl+u scroll"
MOVES = {"j": 1, "down": 1, "tab": 1, "k": -1, "up": -1, "shift+tab": -1}
PAGES = {"ctrl+d": 1, "pagedown": 1, "ctrl+u": -1, "pageup": -1}


class Question(ModalScreen[None], KeyedScreen[None], Generic[T]):
    """Ends with an answer, or with nothing."""

    then: Callable[[T | None], object] | None = None
    """What is done with the answer."""

    def answer(self, result: T | None) -> None:
        if self.app.screen is self:
            self.dismiss()
            if self.then is not None:
                self.then(result)


def ask(
    app: App[Any], question: Question[T], then: Callable[[T | None], object] | None = None
) -> None:
    """Puts a question over what is on the screen."""
    question.then = then
    question.opening = app.push_screen(question)


def filled(text: str, width: int) -> Iterator[str]:
    """The lines that a line of text fills at `width` cells; the spaces it begins with set in all of
    them."""
    words = text.lstrip(" ")
    indent = min(len(text) - len(words), width // 2)
    for start, end in wrap(words, width - indent):
        yield " " * indent + words[start:end]


# A line to type


HOW = "enter takes it, esc leaves"


class _Edge(Painted):
    """The line above an input: what is asked, and how to answer."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, id="edge")
        self.title = title
        self.hints = (HOW, "esc leaves")

    def paint(self, width: int, height: int) -> list[Strip]:
        symbols = self.look.symbols
        title = visible(self.title, ascii=symbols.is_ascii)
        room = width - 8
        hint = next((h for h in self.hints if len(h) + LEAST <= room), self.hints[-1])
        title = cut(title, room - len(hint), symbols.ellipsis)
        return frame([], width, title, hint, active=True, thumb=None, look=self.look)[:height]


class PromptScreen(Question[str]):
    """One line typed at the bottom of the screen; ends with it, without the spaces around it. An empty
    one is an answer only if `empty`."""

    DEFAULT_CSS = """
    PromptScreen { align: left bottom; background: transparent; }
    PromptScreen _Edge { height: 1; }
    PromptScreen Line { padding: 0 2 !important; background: $panel; }
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

    @property
    def typing(self) -> bool:
        return True

    def typed(self, key: str, character: str | None) -> None:
        if key == "escape":
            self.answer(None)
        elif key == "enter":
            self._take()
        else:
            self.input.take(key, character)
            self._hint()

    def pasted(self, text: str) -> None:
        """All its lines go into the one."""
        self.input.put(" ".join(text.splitlines()))
        self._hint()

    def spoken(self) -> Iterator[Part]:
        hint, *_ = self.edge.hints
        yield Said("title", self.edge.title, self.input.placeholder)
        yield Said("hint", hint)
        yield self.input.spoken()

    def _take(self) -> None:
        words = self.input.value.strip()
        if words or self.empty:
            self.answer(words)
            return
        self._hint("Type some words first, or esc leaves.")

    def _hint(self, words: str = "") -> None:
        """Says how to answer, or why that can't be done."""
        words = words or (FULL if self.input.full else HOW)
        self.edge.hints = (words, "esc leaves")
        self.edge.repaint()


# One of a few choices


class Choice(NamedTuple, Generic[T]):
    """One answer: the key that gives it, what it is in words, and what it means to the asker."""

    key: str
    words: str
    value: T


class _Layout(NamedTuple):
    """What of a box shows: lines of the text from the one at `top` of `total`, blank lines between,
    and lines of the choices, each with the choice's number; `more` if there are others."""

    texts: list[str]
    top: int
    total: int
    gap: int
    answers: list[tuple[int, str]]
    more: bool


class _Box(Painted, Generic[T]):
    """A framed question. The choices always show; text too long for the box scrolls above them."""

    def __init__(
        self,
        look: Look,
        title: str,
        lines: Sequence[str],
        choices: Sequence[Choice[T]],
        choose: Callable[[T], object],
    ) -> None:
        super().__init__(look, id="box")
        self.choose = choose
        self.title, *self.text = (
            visible(each, ascii=look.symbols.is_ascii) for each in (title, *lines)
        )
        self.choices = choices
        self.cursor = 0
        self.top = 0

    # How large it is

    def get_content_width(self, container: Size, viewport: Size) -> int:
        words = (*self.text, *(" " * self._lead + choice.words for choice in self.choices))
        title = cell_len(self.title) + len(self._hint(SCROLLS)) + 4
        return min(container.width, WIDEST, max(title, *map(cell_len, words)) + 5)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        texts = self._texts(width)
        return min(container.height, len(texts) + bool(texts) + len(self._answers(width)) + 2)

    @property
    def _lead(self) -> int:
        """Cells before the words of a choice: the cursor, its key."""
        return 4 + max(len(shown(choice.key)) for choice in self.choices)

    def _texts(self, width: int) -> list[str]:
        return [words for each in self.text for words in filled(each, width - 5)]

    def _answers(self, width: int) -> list[tuple[int, str]]:
        """The lines of the choices, and which each is of."""
        return [
            (number, words)
            for number, choice in enumerate(self.choices)
            for words in filled(
                visible(choice.words, ascii=self.look.symbols.is_ascii), width - 3 - self._lead
            )
        ]

    def _hint(self, more: str = "") -> str:
        return f"{more}, esc leaves" if more else "esc leaves"

    def _layout(self, width: int, height: int) -> _Layout:
        """What of it shows in a box of this size, frame included."""
        texts, answers = self._texts(width), self._answers(width)
        room = max(1, height - 2)
        least = min(len(texts) + 1, room // 3) if texts else 0
        shown = min(len(answers), room - least)
        at = next(at for at, (number, _) in enumerate(answers) if number == self.cursor)
        first = max(0, min(at - shown // 2, len(answers) - shown))
        gap = 1 if texts and room - shown > 1 else 0
        top = max(0, min(self.top, len(texts) - room + shown + gap))
        return _Layout(
            texts[top : top + room - shown - gap],
            top,
            len(texts),
            gap,
            answers[first : first + shown],
            shown < len(answers),
        )

    # What it shows

    def paint(self, width: int, height: int) -> list[Strip]:
        palette = self.look.palette
        if width < 8 or height < 3:
            return [Strip.blank(width, palette.text) for _ in range(height)]
        layout = self._layout(width, height)
        self.top = layout.top
        scrolls = len(layout.texts) < layout.total
        hint = SCROLLS if scrolls else "j k show more" if layout.more else ""
        body = [
            line([("  " + words, palette.text)], width - 2, palette.text)
            for words in [*layout.texts, *[""] * layout.gap]
        ]
        before = -1
        for number, words in layout.answers:
            body.append(self._answer(number, words, width - 2, named=number != before))
            before = number
        return frame(
            body,
            width,
            self.title,
            self._hint(hint),
            active=True,
            thumb=thumb(layout.top, len(layout.texts), layout.total),
            look=self.look,
        )

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

    # To be heard

    def spoken(self) -> Iterator[Part]:
        """What is asked with all its answers, then the answer that has the cursor."""
        answers = [f"{named_key(choice.key)}: {choice.words}" for choice in self.choices]
        yield Said("question", sentences((self.title, *self.text)), "; ".join(answers))
        yield Said("cursor", f"Enter takes {answers[self.cursor]}", at=self.cursor)

    # What is done with it

    def move(self, steps: int) -> None:
        self.cursor = (self.cursor + steps) % len(self.choices)
        self.repaint()

    def page(self, direction: int) -> None:
        """The text by half of what shows of it."""
        self.top += direction * max(1, len(self._layout(*self.size).texts) // 2)
        self.repaint()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        answers = self._layout(*self.size).answers
        at = event.y - (self.size.height - 1 - len(answers))
        if 0 <= at < len(answers):
            self.choose(self.choices[answers[at][0]].value)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.page(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.page(-1)


class ChoiceScreen(Question[T]):
    """A question with a few lines of text, and choices that each have a key; ends with the value of
    the one chosen."""

    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background 60%; }
    ChoiceScreen _Box { width: auto; height: auto; }
    """

    def __init__(
        self, look: Look, title: str, lines: Sequence[str], choices: Sequence[Choice[T]]
    ) -> None:
        super().__init__()
        self.choices = choices
        self.box = _Box(look, title, lines, choices, self.answer)

    def compose(self) -> ComposeResult:
        yield self.box

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

    def spoken(self) -> Iterator[Part]:
        return self.box.spoken()

    def unmoved(self, key: str) -> str:
        return "That is none of the answers; esc leaves."
