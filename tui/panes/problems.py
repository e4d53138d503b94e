"""What checks find wrong, with why it matters: a list beside the panes that show what each is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from models.checks.rule import RULES
from models.document import Document
from models.problems import SEVERITIES, Problem, Problems
from models.views.problems import ProblemRow, counted, problem_rows
from tui.panes.pane import Pane
from tui.spoken import Part, Said, sentences
from tui.styles.look import Look
from tui.widgets.lines import Piece, cut, line
from tui.widgets.rows import Row, RowState

FOOT = ((14, 5), (8, 3))
"""How many lines say why a problem matters, in a pane of so many lines at least."""

MOST_SAID, MOST_MEND = 5, 4
"""Lines of a message, and of its mend."""


class ProblemsPane(Pane):
    """Shows while it has the keys. `found` gives the problems there are, `checked` whether they are all."""

    pane = "problems"

    class Pointed(Message):
        """The reader moved to another problem."""

    def __init__(
        self,
        look: Look,
        document: Document,
        key: str,
        found: Callable[[], Problems],
        checked: Callable[[], bool],
    ) -> None:
        self.found = found
        self.checked = checked
        super().__init__(look, document, key)

    def fill(self) -> None:
        before = self._ids[self.cursor] if 0 <= self.cursor < len(self._ids) else ""
        self.set_rows(problem_rows(self.found()))
        self.goto(before)

    @property
    def problem(self) -> Problem | None:
        """The one under the cursor."""
        return self._problem(self.rows[self.cursor]) if self.cursor >= 0 else None

    def _problem(self, row: Row) -> Problem | None:
        assert isinstance(row, ProblemRow)
        return row.problem

    def goto_record(self, record: str) -> None:
        """To the first problem of a record, unless the cursor is on one of them."""
        here = self.problem
        if here is not None and here.record == record:
            return
        rows = enumerate(self.rows)
        at = next(
            (at for at, row in rows if (told := self._problem(row)) and told.record == record), -1
        )
        if at >= 0:
            self.goto(self._ids[at])

    # What a pane of records does otherwise

    @property
    def record(self) -> str:
        """Empty: here the cursor chooses a problem, and no record."""
        return ""

    def listed(self) -> list[str]:
        return []

    def after(self, record: str, wanted: Callable[[str], bool]) -> str:
        """The same: a decision leads to no other problem."""
        return record

    def narrow(self, only: frozenset[str] | None, words: str) -> None:
        """A filter is about records; a problem shows even if the record that it concerns does not."""

    def state_of(self, index: int) -> RowState:
        return RowState(self.active and index == self.cursor)

    def _put(self, index: int, clicked: bool = False) -> None:
        if index >= 0:
            self.cursor = index
            self._reveal(index)
            self.tell(self.Pointed())

    # What it shows

    @property
    def counter(self) -> str:
        counts = self.found().severities
        told = (counted(each, counts[each]) for each in SEVERITIES.values() if counts[each])
        return self.separated(*told)

    def why_empty(self) -> str:
        if not self.checked():
            return "The article is being checked."
        return "The checks find nothing wrong. What they can't see is for you to judge."

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        problem, palette, symbols = self._problem(row), self.look.palette, self.look.symbols
        if problem is None:
            assert isinstance(row, ProblemRow)
            return [[(row.words, palette.heading)]]
        sign, style = self._sign(problem)
        lead = f"{sign} {problem.code}  "
        indent = len(lead) if width >= 40 else 2
        lines = self.wrapped(
            problem.message,
            width - 1,
            palette.text,
            lead=(lead, style),
            indent=indent,
            most=MOST_SAID,
        )
        if problem.mend:
            arrow = f"{' ' * indent}{symbols.arrow} "
            lines += self.wrapped(
                problem.mend,
                width - 1,
                palette.dim,
                lead=(arrow, palette.dim),
                indent=len(arrow),
                most=MOST_MEND,
            )
        return lines

    def _sign(self, problem: Problem) -> tuple[str, Style]:
        palette, symbols = self.look.palette, self.look.symbols
        signs = {
            "error": (symbols.error, palette.conflict),
            "warning": (symbols.warning, palette.mark),
        }
        return signs.get(problem.severity, (" ", palette.dim))

    # Why the one under the cursor matters

    @property
    def _foot(self) -> int:
        room = self.size.height - 2
        return next((lines for least, lines in FOOT if room >= least), 0) if self.rows else 0

    @property
    def _body_height(self) -> int:
        return max(1, super()._body_height - self._foot)

    def _paint_body(self, width: int, height: int) -> tuple[list[Strip], tuple[int, int] | None]:
        foot = self._foot
        body, thumb = super()._paint_body(width, height - foot)
        return [*body, *self._paint_foot(width, foot)], thumb

    def _paint_foot(self, width: int, height: int) -> list[Strip]:
        problem, palette, symbols = self.problem, self.look.palette, self.look.symbols
        if not height or problem is None:
            return [Strip.blank(width, palette.text)] * height
        place = f" {_place(problem)} {symbols.horizontal}"
        title = cut(f" {_title(problem)} ", width - len(place) - 2, symbols.ellipsis)
        filling = symbols.horizontal * (width - 1 - len(title) - len(place))
        lines = [[(symbols.horizontal + title + filling + place, palette.dim)]]
        lines += self.wrapped(
            _why(problem),
            width - 2,
            palette.text,
            lead=(" ", palette.text),
            indent=1,
            most=height - 1,
        )
        strips = [line(pieces, width, palette.text, symbols.ellipsis) for pieces in lines]
        return [*strips, *[Strip.blank(width, palette.text)] * (height - len(strips))]

    # To be heard

    def row_words(self, row: Row) -> str:
        problem = self._problem(row)
        if problem is None:
            return ""
        code = f"{problem.severity} {problem.code}"
        why = _why(problem)
        return sentences(
            (
                f"{code}: {problem.message}",
                problem.mend,
                _place(problem).capitalize(),
                f"Why: {why}" * bool(why),
            )
        )

    def spoken(self) -> Iterator[Part]:
        yield Said("pane", self.pane, self.counter)
        row = self.row_words(self.rows[self.cursor]) if self.cursor >= 0 else self.why_empty()
        yield Said("row", row, self.place if self.cursor >= 0 else "", at=self.cursor)


def _title(problem: Problem) -> str:
    rule = RULES.get(problem.code)
    return rule.title if rule else problem.code


def _why(problem: Problem) -> str:
    rule = RULES.get(problem.code)
    return rule.why if rule else ""


def _place(problem: Problem) -> str:
    return (
        f"line {problem.line}" if problem.line else "not in the file yet" if problem.record else ""
    )
