"""The rows of a form on the screen: labels aligned, values in words, the line being typed in place."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.style import Style

from models.text import visible
from models.views.form import FormRow
from tui.judged import Judged
from tui.screens.form_line import TypedLine
from tui.selection import Selection
from tui.spoken import Part, Said, Typed, sentences
from tui.styles.look import Look
from tui.widgets.lines import Piece, cut, pad, wrap
from tui.widgets.rowlist import RowList
from tui.widgets.rows import GUTTER, Row, RowState, tail_width

MOST_LINES = 4
"""Lines that a value takes at most; the last says that there is more."""

_CURSOR = Style(reverse=True)


class FormList(RowList):
    """Shows the rows it is given. While a line is typed, `line` is that line and `typing` the id of its
    row; `reading` is what it reads as, or what is wrong with it if it is not `right`."""

    pane = "form"

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, visible(title, ascii=look.symbols.is_ascii))
        self.selection = Selection(active=self.pane)
        self.line: TypedLine | None = None
        self.typing = ""
        self.reading = ""
        self.right = True
        self.told = ""
        self.judged = lambda row: Judged(corrected=self._row(row).changed)

    @property
    def counter(self) -> str:
        return self.told

    @property
    def here(self) -> FormRow:
        """The row under the cursor."""
        return self._row(self.record)

    def _row(self, row: str) -> FormRow:
        found = self.rows[self._index[row]]
        assert isinstance(found, FormRow)
        return found

    def row_words(self, row: Row) -> str:
        assert isinstance(row, FormRow)
        if row.kind == "add":
            return f"{row.info.label}: {row.text.removeprefix('+ ')}"
        told = (row.text or row.absent or "empty", row.more, "changed" * row.changed)
        said = f"{row.info.label}: {', '.join(filter(None, told))}"
        return sentences((said, row.fault or row.remark))

    def spoken(self) -> Iterator[Part]:
        """The row that has the cursor with what belongs there, or the line being typed in it."""
        row = self.here
        if self.line is None:
            more = sentences((row.info.help, self.place))
            yield Said("row", self.row_words(row), more, at=self.cursor)
            return
        yield Said("row", f"Type the {row.info.label}", at=self.cursor)
        yield Typed("line", self.line.value, self.line.at)
        yield Said("reading", self.reading)

    @property
    def room(self) -> int:
        """Cells for the value of the row under the cursor."""
        state = self.state_of(self.cursor)
        signs = tail_width(state, self.look)
        return _room(self._lead(self.here), self._body_width - GUTTER - signs)

    def goto(self, record: str) -> bool:
        found = super().goto(record)
        if found and record == self.typing and self.line is not None and self.size:
            self._show_cursor(self.line)
        return found

    def keep_in_view(self) -> None:
        self.goto(self.record)

    def _show_cursor(self, typed: TypedLine) -> None:
        """Of a line taller than the pane, the part that has the cursor."""
        height = self._body_height
        if self._height(self.cursor) > height:
            number = typed.cursor_line(typed.lines(self.room))
            self._top = (self.cursor, max(0, number - height + 1))

    def row_style(self, state: RowState) -> Style | None:
        return None if state.cursor and self.line is not None else super().row_style(state)

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, FormRow)
        palette = self.look.palette
        lead = self._lead(row)
        room = _room(lead, width)
        if self.line is not None and row.id == self.typing:
            lines = self._typed(self.line, room)
        else:
            lines = self._value(row, room)
            if row.fault:
                lines += self._wrapped(f"! {row.fault}", room, palette.conflict)
            elif row.remark:
                lines += self._wrapped(f"? {row.remark}", room, palette.notice)
        blank: Piece = (" " * cell_len(lead), palette.text)
        return [[(lead, palette.dim), *lines[0]], *([blank, *each] for each in lines[1:])]

    def _lead(self, row: FormRow) -> str:
        """What stands before a value: its label, or the room for one."""
        dots = self.look.symbols.ellipsis
        width = self._body_width - GUTTER
        first = min(max(len(each.label) for each in self._all(0)) + 2, width // 3)
        if not row.depth:
            return pad(row.label, first, dots)
        inner = min(max(len(each.label) for each in self._all(1)) + 2, width // 3)
        return " " * first + pad(row.label, inner, dots)

    def _all(self, depth: int) -> list[FormRow]:
        return [row for row in self.rows if isinstance(row, FormRow) and row.depth == depth]

    def _value(self, row: FormRow, room: int) -> list[list[Piece]]:
        palette = self.look.palette
        if row.kind == "add":
            return [[(row.text, palette.dim)]]
        if not row.text:
            needed = row.absent == "needed"
            return [[(row.absent, palette.notice if needed else palette.dim)]]
        lines = self._wrapped(row.text, room, palette.text)
        more = self._literal(row.more)
        if more and sum(cell_len(words) for words, _ in lines[-1]) + 2 + cell_len(more) > room:
            lines.append([(more, palette.dim)])
        elif more:
            lines[-1].append((f"  {more}", palette.dim))
        return lines

    def _wrapped(self, text: str, room: int, style: Style) -> list[list[Piece]]:
        """A text in lines, its own line breaks kept; of more than `MOST_LINES` the last ends with an
        ellipsis."""
        parts = [self._literal(part) for part in text.split("\n")]
        lines = [part[start:end] for part in parts for start, end in wrap(part, room)]
        if len(lines) > MOST_LINES:
            last = lines[MOST_LINES - 1] + " " * room
            lines[MOST_LINES - 1 :] = [cut(last, room, self.look.symbols.ellipsis)]
        return [[(line, style)] for line in lines]

    def _typed(self, typed: TypedLine, room: int) -> list[list[Piece]]:
        """The line being typed, with its cursor, and how it reads."""
        palette = self.look.palette
        field = palette.title + palette.cursor_idle
        ranges = typed.lines(room)
        at = typed.cursor_line(ranges)
        lines: list[list[Piece]] = []
        for number, (start, end) in enumerate(ranges):
            shown = self._literal(typed.value[start:end])
            pieces: list[Piece] = [(shown, field)]
            used = cell_len(shown)
            if number == at:
                split = typed.at - start
                under = typed.under_cursor()
                behind = shown[split + under :]
                pieces = [
                    (shown[:split], field),
                    (shown[split : split + under] or " ", field + _CURSOR),
                    (behind, field),
                ]
                used += not under
            lines.append([*pieces, (" " * max(0, room - used), field)])
        style = palette.cooperation if self.right else palette.conflict
        return lines + (self._wrapped(self.reading, room, style) if self.reading else [])

    def _literal(self, text: str) -> str:
        return visible(text, ascii=self.look.symbols.is_ascii)


def _room(lead: str, width: int) -> int:
    """Cells for a value behind its label; one more stays free at the right."""
    return max(4, width - cell_len(lead) - 1)
