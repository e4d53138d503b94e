"""A passage picked from the text: moving over it by the keys, and marking by units."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from models.document import Document
from models.picking import Pick, in_marks, selector, words_of
from models.plain import Value
from models.text import Span
from models.units import Unit, reading
from tui.panes.article import MARGIN, ArticlePane, ParagraphRow, Shade
from tui.screens.ask import Question, ask
from tui.screens.own_keys import Help, KeysScreen, footer
from tui.selection import Mark, Selection
from tui.spoken import Part, Said, sentences
from tui.styles.look import Look
from tui.widgets.bars import Bar
from tui.widgets.lines import Piece, cut

_STEPS: dict[str, tuple[Unit, int]] = {
    "h": ("word", -1),
    "left": ("word", -1),
    "b": ("word", -1),
    "l": ("word", 1),
    "right": ("word", 1),
    "(": ("sentence", -1),
    ")": ("sentence", 1),
    "{": ("paragraph", -1),
    "}": ("paragraph", 1),
}
_LINES = {"j": 1, "down": 1, "k": -1, "up": -1}
_PAGES = {"ctrl+d": 1, "pagedown": 1, "ctrl+u": -1, "pageup": -1}
_UNITS: dict[str, Unit] = {
    "w": "word",
    "c": "clause",
    "s": "sentence",
    "p": "paragraph",
    '"': "quotation",
}
_NUDGES = {"H": -1, "L": 1}

BARS = 2
"""Lines below the text."""

KEYS = (
    Help("enter", "take", "Take what is marked."),
    Help("w c s p", "mark", "Mark the word, clause, sentence, paragraph; again: one more."),
    Help("esc", "leave", "Leave, and pick nothing."),
    Help("h j k l", "move", "Word back, line down, line up, word on; so do the arrows."),
    Help("v", "begin", "Begin to mark, and end it; moving marks more. So does space."),
    Help("&", "another part", "Keep this part of the mention, and mark another one."),
    Help('"', "quotation", "Mark the quotation, its marks included."),
    Help("o", "other end", "To the other end of what is marked: it grows there."),
    Help("bksp", "unmark", "Take back what is marked, then the part kept last."),
    Help("H L", "by letters", "The end of what is marked, one character back or on."),
    Help("( )", "", "A sentence back or on."),
    Help("{ }", "", "A paragraph back or on."),
    Help("ctrl+d ctrl+u", "", "Half a screen down or up."),
    Help("g G", "", "To the beginning or the end of the text."),
)


class Picked(NamedTuple):
    """What was marked: the plain selector that resolves to exactly these spans, and their words."""

    selector: Value
    spans: tuple[Span, ...]
    words: str


class PickPane(ArticlePane):
    """The text with a cursor in it, and what is marked."""

    pane = "picker"

    def __init__(self, look: Look, document: Document, title: str, pick: Pick | None) -> None:
        super().__init__(look, document, "")
        self._title = self.literal(title)
        self.selection = Selection(active=self.pane)
        self.pick = pick
        self.clicked: Callable[[int], None] = lambda _: None
        """Hears of a click at an offset of the text."""

    @property
    def empty_words(self) -> str:
        return "The article has no text, so nothing can be marked in it. Press esc to leave."

    @property
    def counter(self) -> str:
        if self.pick is None:
            return ""
        number = self.document.text.paragraph_at(self.pick.cursor.start) + 1
        return f"{self.look.symbols.paragraph}{number}/{len(self.document.text.paragraphs)}"

    def paint(self, width: int, height: int) -> list[Strip]:
        """With as much of the title as leaves room for the counter."""
        room = max(1, width - 8 - cell_len(self.counter))
        self.heading_text = cut(self._title, room, self.look.symbols.ellipsis)
        return super().paint(width, height)

    def put(self, pick: Pick) -> None:
        """Shows another state of marking, its cursor in view."""
        self.pick = pick
        self.keep_in_view()
        self.repaint()

    def keep_in_view(self) -> None:
        if self.pick is not None:
            self._show_offset(*self.pick.cursor)

    # Where lines lead; keys typed ahead move over a pane that will be as large as the screen

    @property
    def _body_width(self) -> int:
        return max(1, (self.size.width or self.app.size.width) - 2)

    @property
    def _body_height(self) -> int:
        return max(1, (self.size.height or self.app.size.height - BARS) - 2)

    @property
    def column(self) -> int:
        """The cell of its line that the cursor begins in."""
        assert self.pick is not None
        row, words, start = self._words_at(*self._line_of(self.pick.cursor.start))
        return cell_len(words[: self.pick.cursor.start - row.start - start])

    def lines_on(self, steps: int, column: int) -> int:
        """The offset some lines down (or up), near a column; the first and last line hold."""
        assert self.pick is not None
        down = steps > 0
        row, number = self._line_of(self.pick.cursor.end - 1 if down else self.pick.cursor.start)
        first = next(at for at, each in enumerate(self.rows) if self._is_text(each))
        for _ in range(abs(steps)):
            number += 1 if down else -1
            if 0 <= number < len(self._ranges(row, self._body_width)):
                continue
            beyond = row + (1 if down else -1)
            if not first <= beyond < len(self.rows):
                number -= 1 if down else -1
                break
            row = beyond
            number = 0 if down else len(self._ranges(row, self._body_width)) - 1
        return self.offset_in(row, number, column)

    def half(self) -> int:
        """Lines in half of what shows."""
        return max(1, self._body_height // 2)

    def offset_in(self, row: int, number: int, column: int) -> int:
        """The offset at a cell of a line, or at its last."""
        paragraph, words, start = self._words_at(row, number)
        fitting = bisect_right(
            range(1, len(words)), column, key=lambda length: cell_len(words[:length])
        )
        return paragraph.start + start + fitting

    def _words_at(self, index: int, number: int) -> tuple[ParagraphRow, str, int]:
        """A line: its paragraph, its words, and where in the paragraph they begin."""
        row = self.rows[index]
        assert isinstance(row, ParagraphRow)
        start, end = self._ranges(index, self._body_width)[number]
        return row, self.literal(self._words(row))[start:end], start

    @staticmethod
    def _is_text(row: object) -> bool:
        return isinstance(row, ParagraphRow) and row.number > 0

    def on_click(self, event: events.Click) -> None:
        """Tells where in the text a click was, for those who have a mouse."""
        event.stop()
        event.prevent_default()
        row, number = self._top
        number += event.y - 1
        while row < len(self.rows) and number >= self._height(row):
            number -= self._height(row)
            row += 1
        shows = 0 < event.y <= self._body_height and row < len(self.rows)
        if shows and self._is_text(self.rows[row]):
            number = min(number, len(self._ranges(row, self._body_width)) - 1)
            self.clicked(self.offset_in(row, number, max(0, event.x - 1 - MARGIN)))

    # Painting

    def _shades(self, index: int) -> tuple[Shade, ...]:
        row, pick = self.rows[index], self.pick
        assert isinstance(row, ParagraphRow)
        if not row.number or pick is None:
            return ()
        marked = [(span, Mark.SELECTED, False) for span in pick.spans]
        return tuple(
            Shade(max(start, row.start) - row.start, min(end, row.end) - row.start, mark, here, "")
            for (start, end), mark, here in [*marked, (pick.cursor, Mark.NONE, True)]
            if start < row.end and end > row.start
        )

    def _coverage_sign(self, start: int, end: int) -> str:
        if self.pick is not None and start <= self.pick.cursor.start < end:
            return self.look.symbols.cursor
        return super()._coverage_sign(start, end)


class PickScreen(Question[Picked]):
    """Ends with what was marked, or with nothing. `start` is where the cursor begins; `spans` are
    marked already."""

    DEFAULT_CSS = """
    PickScreen { background: $background; }
    PickScreen Vertical { width: 100%; height: 100%; }
    PickScreen PickPane { height: 1fr; }
    PickScreen Bar { width: 100%; height: 1; }
    """

    def __init__(
        self,
        document: Document,
        look: Look,
        start: int,
        title: str,
        spans: tuple[Span, ...] = (),
    ) -> None:
        super().__init__()
        self.look = look
        self.text = document.text
        pick = Pick.begin(reading(self.text), start, spans) if self.text.paragraphs else None
        self.pane = PickPane(look, document, title, pick)
        self.pane.clicked = self._clicked
        self.said, self.keys = Bar(look, "said"), Bar(look, "keys")
        self._column = -1  # the one that moves by lines keep to; -1 after any other move
        self._unit: Unit = "sentence"  # what was moved by last
        self.notice = ""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.pane
            yield self.said
            yield self.keys

    def on_resize(self) -> None:
        self._say()

    # Keys

    def typed(self, key: str, character: str | None) -> None:
        pick, self.notice = self.pane.pick, ""
        if key == "escape":
            self.answer(None)
        elif key == "?":
            ask(self.app, KeysScreen(self.look, "Keys for marking", KEYS))
        elif pick is not None and key == "enter":
            self._take(pick)
        elif pick is not None:
            self._put(self._after(pick, key))

    def _after(self, pick: Pick, key: str) -> Pick:
        """What a key makes of the marking."""
        self._unit = _STEPS.get(key, ("word", 0))[0]
        if key in _LINES or key in _PAGES:
            self._unit = "sentence"
            return self._by_lines(pick, _LINES.get(key) or _PAGES[key] * self.pane.half())
        self._column = -1
        if key in _STEPS:
            return pick.move(*_STEPS[key])
        if key in _UNITS:
            return pick.unit(_UNITS[key])
        if key in _NUDGES:
            return pick.nudge(_NUDGES[key])
        if key in ("g", "home"):
            return pick.to(0)
        if key in ("G", "end"):
            return pick.to(len(self.text.string))
        if key in ("v", "space"):
            return pick.toggle()
        if key == "o":
            return pick.swap()
        if key == "&":
            return pick.keep()
        return pick.take_back() if key == "backspace" else pick

    def _by_lines(self, pick: Pick, steps: int) -> Pick:
        if self._column < 0:
            self._column = self.pane.column
        return pick.to(self.pane.lines_on(steps, self._column))

    def _put(self, pick: Pick) -> None:
        self.pane.put(pick)
        self._say()

    def _take(self, pick: Pick) -> None:
        if pick.spans:
            words = words_of(self.text, pick.spans)
            self.answer(Picked(selector(self.text, pick.spans), pick.spans, words))
        else:
            self.notice = "Nothing is marked yet: w marks the word, c its clause, v begins."
            self.said.say([(self.notice, self.look.palette.notice)])

    def _clicked(self, offset: int) -> None:
        if self.pane.pick is not None:
            self._column = -1
            self._put(self.pane.pick.to(offset))

    # To be heard

    def spoken(self) -> Iterator[Part]:
        """The text from the cursor on, as far as the keys just moved, and what is marked."""
        yield Said(
            "title",
            self.pane._title,
            "w marks a word, enter takes it, question mark lists the keys",
        )
        pick = self.pane.pick
        if pick is None:
            yield Said("text", self.pane.empty_words)
            return
        number = self.text.paragraph_at(pick.cursor.start) + 1
        yield Said("paragraph", f"Paragraph {number}")
        end = max(pick.cursor.end, pick.reading.at(self._unit, pick.cursor.start).end)
        read = self.text.string[pick.cursor.start : end]
        yield Said("text", read, at=pick.cursor.start)
        words = words_of(self.text, pick.spans)
        marked = f"Marked: {in_marks(words)}" if pick.spans else "Nothing is marked"
        yield Said("marked", "", now=sentences((marked, self._told(pick) if pick.spans else "")))
        yield Said("message", self.notice)

    def unmoved(self, key: str) -> str:
        return self.notice or super().unmoved(key)

    # What the bars say

    def _say(self) -> None:
        palette, pick = self.look.palette, self.pane.pick
        self.keys.say(footer(KEYS, palette, self.size.width))
        if pick is None or not pick.spans:
            words = 'w marks the word, c the clause, s the sentence, " the quotation; again: more'
            self.said.say([(words, palette.dim)] if pick else [])
            return
        told: list[Piece] = [(f"  {self._told(pick)}", palette.dim)]
        parts = [in_marks(words_of(self.text, [span])) for span in pick.spans]
        room = self.size.width - 2 - cell_len(told[0][0])
        dots = self.look.symbols.ellipsis
        words = self.pane.literal(f" {dots} ".join(parts))
        if pick.selected is None:
            told = [("  go on to the next part", palette.notice)]
        self.said.say([(cut(words, room, dots), palette.text)], told)

    def _told(self, pick: Pick) -> str:
        """How the text tells it from what reads the same."""
        chosen = selector(self.text, pick.spans)
        if isinstance(chosen, str):
            return "once in the text"
        if parts := chosen.get("parts"):
            return f"in {len(parts)} parts"
        if "prefix" in chosen or "suffix" in chosen:
            return "told by words beside it"
        return f"told by its paragraph, {chosen['paragraph']}"
