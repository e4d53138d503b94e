"""The one list of the desk: rows of any height, sections with sticky headings, marks, a cursor.

Nothing here depends on how many rows there are: the list stands at a row and a line within it, and
paints from there until the screen is full. Painted rows are kept by row and state.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from models.views.rows import Rows
from tui.judged import UNJUDGED, Judged
from tui.selection import Selection
from tui.spoken import Listed, Part, Said
from tui.styles.look import Look
from tui.widgets.frame import frame
from tui.widgets.lines import Piece, line, wrap
from tui.widgets.painted import Painted
from tui.widgets.rows import GUTTER, Row, RowState, row_strips, row_style, tail_width

KEPT = 4000
"""Painted rows kept before they are all forgotten."""


class RowList(Painted):
    """Subclasses give a title and `row_lines`. The screen calls `show` when the selection changes."""

    pane = ""
    """The pane's name, as in settings and commands."""

    class Moved(Message):
        """The reader moved the cursor of `pane` to `record`; `clicked` with the mouse."""

        def __init__(self, pane: str, record: str, clicked: bool = False) -> None:
            super().__init__()
            self.pane = pane
            self.record = record
            self.clicked = clicked

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, id=self.pane)
        self.heading_text = title
        self.rows: Sequence[Row] = ()
        self.selection = Selection()
        self.cursor = -1
        self.tell: Callable[[Message], object] = self.post_message
        """Hears that the reader moved. A screen that must know before the next key takes it over."""
        self.judged: Callable[[str], Judged] = lambda _: UNJUDGED
        """How a record stands in the review."""
        self._headings: list[int] = []
        self._ids: list[str] = []
        self._index: dict[str, int] = {}
        self._shown_before = False
        self._top = (0, 0)  # the first line shown: of which row, and which of its lines
        self._kept: dict[tuple[int, RowState, int, int], list[Strip]] = {}

    # What subclasses say

    @property
    def counter(self) -> str:
        """The figures at the right of the title."""
        return str(len(self._index))

    @property
    def empty_words(self) -> str:
        """Why there is nothing to see, and what to do about it."""
        return "Nothing here."

    def why_empty(self) -> str:
        """What stands in place of rows."""
        return self.empty_words

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        """The lines of a row, each as wide as it likes: it is cut at `width`."""
        raise NotImplementedError

    def row_words(self, row: Row) -> str:
        """A row that can be selected, as it is read out."""
        raise NotImplementedError

    # Rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """New rows; the cursor stays on its record, or else on its place."""
        before = self.record
        place = self.cursor
        self.rows = rows
        if isinstance(rows, Rows):
            self._ids, self._headings = rows.ids, rows.headings
        else:
            self._ids = [row.id for row in rows]
            self._headings = [index for index, row in enumerate(rows) if row.heading]
        self._index = {}
        for index, record in enumerate(self._ids):
            if record:
                self._index.setdefault(record, index)
        self._kept.clear()
        self._top = (min(self._top[0], max(0, len(rows) - 1)), 0)
        self.cursor = self._index.get(before, -1)
        if self.cursor < 0 and self._index:
            self.cursor = self._nearest(max(0, min(place, len(rows) - 1)), 1)
        self.repaint()

    def __contains__(self, record: str) -> bool:
        return record in self._index

    @property
    def record(self) -> str:
        """The record under the cursor."""
        return self._ids[self.cursor] if 0 <= self.cursor < len(self._ids) else ""

    def _nearest(self, index: int, direction: int) -> int:
        """The selectable row at `index` or next in `direction`, else the nearest the other way; -1."""
        for step in (direction, -direction):
            at = index
            while 0 <= at < len(self.rows):
                if self._ids[at]:
                    return at
                at += step
        return -1

    # Moving

    def show(self, selection: Selection) -> None:
        """Marks what the selection links to."""
        self.selection = selection
        self.repaint()

    @property
    def active(self) -> bool:
        return self.selection.active == self.pane

    def goto(self, record: str) -> bool:
        """Puts the cursor on a record and shows it; false if it is not here."""
        index = self._index.get(record)
        if index is None:
            return False
        self.cursor = index
        self._reveal(index)
        return True

    def reveal(self, record: str) -> None:
        """Scrolls a record into view, the cursor staying where it was left."""
        index = self._index.get(record)
        if index is not None:
            self._reveal(index)

    def move(self, steps: int) -> None:
        """The cursor up or down by rows."""
        if self.cursor < 0:
            self._scroll(steps)
            return
        direction = 1 if steps > 0 else -1
        target = self.cursor
        for _ in range(abs(steps)):
            ahead = target + direction
            while 0 <= ahead < len(self.rows) and not self._ids[ahead]:
                ahead += direction
            if not 0 <= ahead < len(self.rows):
                break
            target = ahead
        if target == self.cursor:
            self._scroll(direction)  # headings before the first row, lines after the last
            return
        self._put(target)

    def page(self, direction: int) -> None:
        """The cursor by half a pane of lines; the view, where there is nothing to select."""
        distance = max(1, self._body_height // 2)
        if self.cursor < 0:
            self._scroll(direction * distance)
            return
        index, covered = self.cursor, 0
        while covered < distance and 0 <= index + direction < len(self.rows):
            index += direction
            covered += self._height(index)
        self._put(self._nearest(max(0, index), direction))

    def end(self, direction: int) -> None:
        """The cursor to the first row (-1) or the last (1); the view, where there is nothing to select."""
        if self.cursor < 0:
            self._top = (0, 0) if direction < 0 else self._lowest_top()
            self.repaint()
            return
        self._put(self._nearest(0 if direction < 0 else len(self.rows) - 1, -direction))

    def _put(self, index: int, clicked: bool = False) -> None:
        if index < 0:
            return
        self.cursor = index
        self._reveal(index)
        self.tell(self.Moved(self.pane, self.rows[index].id, clicked))

    # Where the list stands

    @property
    def _body_width(self) -> int:
        return max(1, self.size.width - 2)

    @property
    def _body_height(self) -> int:
        return max(1, self.size.height - 2)

    @property
    def _first_line(self) -> int:
        """The line of the widget on which the rows begin."""
        return 1

    def _height(self, index: int) -> int:
        record = self.rows[index].id
        return len(
            self._strips(index, RowState(judged=self.judged(record) if record else UNJUDGED))
        )

    def _scroll(self, lines: int) -> None:
        """The view by lines, no further than the last line stays at the bottom."""
        row, offset = self._top
        while lines < 0 and (row or offset):
            if not offset:
                row -= 1
                offset = self._height(row)
            offset -= 1
            lines += 1
        if lines > 0:
            last = self._lowest_top()
            while lines > 0 and (row, offset) < last:
                offset += 1
                if offset >= self._height(row):
                    row, offset = row + 1, 0
                lines -= 1
        self._top = (row, offset)
        self.repaint()

    def _lowest_top(self) -> tuple[int, int]:
        """The stand from which the last line of all is at the bottom of the pane."""
        left = self._body_height
        for row in range(len(self.rows) - 1, -1, -1):
            height = self._height(row)
            if height >= left:
                return (row, height - left)
            left -= height
        return (0, 0)

    def _top_for(self, index: int) -> tuple[int, int]:
        """The topmost stand from which row `index` shows whole, at the bottom of the pane; its own
        first line, if it is taller than the pane."""
        if index < 0:
            return (0, 0)
        left = self._body_height - self._height(index)
        if left <= 0:
            return (index, 0)
        for row in range(index - 1, -1, -1):
            height = self._height(row)
            if height >= left:
                return (row, height - left)
            left -= height
        return (0, 0)

    def on_resize(self, event: events.Resize) -> None:
        self.keep_in_view()
        self.repaint()

    def keep_in_view(self) -> None:
        """Shows the cursor on a screen of another size."""
        if self.active and self.cursor >= 0:
            self._reveal(self.cursor)

    def _reveal(self, index: int) -> None:
        """Shows row `index` whole, below the heading that sticks. What has to scroll scrolls by some
        lines more, so that the next moves need not."""
        if not self.size:
            return
        highest = (index, 0)
        if self._sticks(self._body_height) and self._headings[0] < index:
            highest = (index - 1, self._height(index - 1) - 1)
        lowest = min(self._top_for(index), highest)
        if not lowest <= self._top <= highest:
            third = self._body_height // 3
            above = self._above(index, third if self._top < lowest else 2 * third)
            ahead = min(above, self._top_for(len(self.rows) - 1))
            self._top = max(lowest, min(ahead, highest))

    def _sticks(self, height: int) -> bool:
        """Whether headings stay in view in a body of this height: its only line is the cursor's."""
        return bool(self._headings) and height > 1

    def _above(self, index: int, lines: int) -> tuple[int, int]:
        """The stand that is `lines` above row `index`."""
        row, left = index, lines
        while row > 0 and left > 0:
            row -= 1
            left -= self._height(row)
        return row, max(0, -left)

    def first(self) -> str:
        """The first record there is; empty if there is none."""
        return next(iter(self._index), "")

    # To be heard

    @property
    def place(self) -> str:
        """Which of the rows that can be selected has the cursor."""
        above = bisect_right(self._headings, self.cursor)
        return f"{self.cursor + 1 - above} of {len(self.rows) - len(self._headings)}"

    def spoken(self) -> Iterator[Part]:
        """The row that has the cursor, or why there is none."""
        if self.cursor < 0:
            yield Said("row", self.why_empty())
        else:
            words = self.row_words(self.rows[self.cursor])
            yield Said("row", words, self.place, at=self.cursor)

    def read_out(self) -> Iterator[Part]:
        """All rows at once, for what is there to be read."""
        yield Said("title", self.heading_text, self.counter)
        yield Listed("rows", tuple(self.row_words(row) for row in self.rows), self.cursor)

    # Painting

    def paint(self, width: int, height: int) -> list[Strip]:
        if width < 8 or height < 3:
            return [Strip.blank(width, self.look.palette.text) for _ in range(height)]
        if not self._shown_before:  # the first picture has the cursor in it already
            self._shown_before = True
            if self._top == (0, 0):
                self.keep_in_view()
        body, thumb = self._paint_body(width - 2, height - 2)
        return frame(
            body,
            width,
            self.heading_text,
            self.counter,
            active=self.active,
            thumb=thumb,
            look=self.look,
        )

    def _paint_body(self, width: int, height: int) -> tuple[list[Strip], tuple[int, int] | None]:
        if not self.rows:
            return self._paint_empty(width, height), None
        if len(self._kept) > KEPT:
            self._kept.clear()
        row, offset = self._top
        lines: list[Strip] = []
        while row < len(self.rows) and len(lines) < height:
            lines += self._strips(row, self.state_of(row))[offset:]
            row, offset = row + 1, 0
        overflow = row < len(self.rows) or len(lines) > height or self._top != (0, 0)
        lines = lines[:height]
        if self._top != (0, 0) and self._sticks(height):
            above = bisect_right(self._headings, self._top[0]) - 1
            if above >= 0 and (self._headings[above], 0) < self._top:
                lines[0] = self._strips(self._headings[above], RowState())[0]
        blank = Strip.blank(width, self.look.palette.text)
        lines += [blank] * (height - len(lines))
        return lines, self._thumb(height, row) if overflow else None

    def _thumb(self, height: int, after: int) -> tuple[int, int]:
        total = len(self.rows)
        size = max(1, height * (after - self._top[0]) // total)
        start = min(height - size, height * self._top[0] // total)
        if after >= total:
            start = height - size
        return start, start + size

    def _paint_empty(self, width: int, height: int) -> list[Strip]:
        text, dim = self.why_empty(), self.look.palette.dim
        lines = [
            line([(" " * GUTTER, dim), (text[a:b], dim)], width, self.look.palette.text)
            for a, b in wrap(text, width - GUTTER - 1)
        ]
        blank = Strip.blank(width, self.look.palette.text)
        return [*lines[:height], *[blank] * (height - len(lines))]

    def state_of(self, index: int) -> RowState:
        """How a row looks under the present selection."""
        row = self.rows[index]
        if not row.id:
            return RowState()
        return RowState(
            self.active and index == self.cursor,
            self.selection.mark(row.id),
            self.selection.hints.get(row.id, ""),
            self.judged(row.id),
        )

    def _strips(self, index: int, state: RowState) -> list[Strip]:
        width = self._body_width
        key = (index, state, width, self.look.age)
        strips = self._kept.get(key)
        if strips is None:
            row = self.rows[index]
            strips = self._kept[key] = self._paint_row(row, state, width)
        return strips

    def _paint_row(self, row: Row, state: RowState, width: int) -> list[Strip]:
        try:
            lines = self.row_lines(row, width - GUTTER - tail_width(state, self.look), state)
        except Exception as error:
            self.fail("a row", error)
            lines = [[("This row could not be drawn.", self.look.palette.notice)]]
        return row_strips(lines, state, self.row_style(state), width, self.look)

    def row_style(self, state: RowState) -> Style | None:
        """What lies over the whole row."""
        return row_style(state, self.look.palette)

    # The mouse, for those who have one

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll(-3)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        row, offset = self._top
        first = self._first_line
        y = event.y - first + offset
        while row < len(self.rows) and y >= self._height(row):
            y -= self._height(row)
            row += 1
        inside = first <= event.y < first + self._body_height
        hit = row < len(self.rows) and self.rows[row].id and inside
        if hit:
            self._put(row, clicked=True)
        else:
            if self.cursor >= 0:
                self._reveal(self.cursor)
            self.tell(self.Moved(self.pane, self.record, clicked=True))
