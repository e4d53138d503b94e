"""What all views share: a pane that takes the screen, with lines above its rows and below them.

A view is a list like any pane, so that the cursor, the marks of what is linked, hints, decisions and filters
are the desk's own. What it draws beside, above or below its rows is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.geometry import Size
from textual.strip import Strip

from models.article import Event
from models.document import Document
from models.overviews import BY_NAME, View
from models.plover import CODES
from tui.panes.pane import Pane
from tui.selection import Selection
from tui.styles.look import Look
from tui.widgets.lines import Piece, line
from tui.widgets.rows import GUTTER

TAIL = 4
"""Cells at the end of a row that are left to the signs of comments and problems."""


class Overview(Pane):
    """Subclasses give rows (`fill`, `row_lines`), and what they draw around them."""

    view: ClassVar[View]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if name := cls.__name__.removesuffix("View").lower():
            cls.view = BY_NAME[name]
            cls.pane = cls.view.key

    def __init__(self, look: Look, document: Document, *, drawn_at: Size | None = None) -> None:
        """With `drawn_at` it is drawn at that size and stands on no screen."""
        self._drawn_at = drawn_at
        self._behind = False  # whether the document changed while it did not show
        self.say: Callable[[str], None] = lambda _: None
        """Tells the reader something."""
        self.unselect: Callable[[], None] = lambda: None
        """Leaves no record selected, where the cursor stands on none."""
        self.whole_tally: Callable[[], tuple[int, int]] = lambda: (0, 0)
        """How many of all records are decided, and how many there are; none where nobody reviews."""
        super().__init__(look, document, "")

    @property
    def title(self) -> str:
        return self.view.name

    @property
    def size(self) -> Size:
        return self._drawn_at or super().size

    # The document and the selection

    def load(self, document: Document) -> None:
        """A new document; worked out anew when it next shows."""
        self.document = document
        self._behind = True
        if self.active:
            self.catch_up()

    def catch_up(self) -> None:
        """Works out what is not up to date."""
        if self._behind:
            self._behind = False
            super().load(self.document)

    def show(self, selection: Selection) -> None:
        self.selection = selection
        if self.active:
            self.catch_up()
        self.repaint()

    # What a view can do besides

    def closer(self, direction: int) -> None:
        """Zooms in (1) or out (-1)."""
        self.say(f"There is nothing to zoom in the {self.view.name} view.")

    def whole(self) -> None:
        """Shows all there is, after zooming."""
        self.say(f"All of the {self.view.name} view shows already.")

    def pan(self, across: int, down: int) -> None:
        """Moves what shows by steps to the right and down."""
        self.say(f"There is nothing beside what the {self.view.name} view shows.")

    def regroup(self) -> None:
        """Orders it another way, in turn."""
        self.say(f"The {self.view.name} view has one order only.")

    # What they show alike

    def sign(self, event: Event) -> Piece:
        """The sign of what kind of act an event is."""
        code = CODES.get(event.code)
        return self.act_sign(code.quad if code else "", event.status)

    # What stands around the rows

    def above(self, width: int) -> list[list[Piece]]:
        """Lines that stand above the rows, whatever scrolls."""
        return []

    def below(self, width: int) -> list[list[Piece]]:
        """Lines that stand below the rows."""
        return []

    @property
    def room(self) -> int:
        """Cells of a row that its drawing may take, the same in all rows."""
        return max(1, self._body_width - GUTTER - TAIL)

    @property
    def _body_height(self) -> int:
        width = self._body_width
        return max(1, super()._body_height - len(self.above(width)) - len(self.below(width)))

    def _paint_body(self, width: int, height: int) -> tuple[list[Strip], tuple[int, int] | None]:
        above, below = (self._strips_of(each, width) for each in (self.above, self.below))
        room = max(0, height - len(above) - len(below))
        rows, thumb = super()._paint_body(width, room) if room else ([], None)
        if thumb:
            thumb = (thumb[0] + len(above), thumb[1] + len(above))
        return [*above, *rows, *below][:height], thumb

    def _strips_of(self, lines: Callable[[int], list[list[Piece]]], width: int) -> list[Strip]:
        palette, mark = self.look.palette, self.look.symbols.ellipsis
        return [line(pieces, width, palette.text, mark) for pieces in lines(width)]

    @property
    def _first_line(self) -> int:
        return super()._first_line + len(self.above(self._body_width))
