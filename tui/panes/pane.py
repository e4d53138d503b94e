"""What all panes share: a list that can be given a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from rich.cells import cell_len
from rich.style import Style

from models.document import Document
from models.text import visible
from models.views.rows import Rows
from tui.spoken import Part, Said, counted, passage_words, record_words, sentences
from tui.styles.look import Look
from tui.widgets.lines import Piece, cut, wrap
from tui.widgets.rowlist import RowList
from tui.widgets.rows import Row


class Pane(RowList):
    """A list of one document's records. `load` gives it the document, `show` the selection, `narrow`
    the records that a filter leaves."""

    def __init__(self, look: Look, document: Document, number: str) -> None:
        self.name_shown = f"{number} {self.title.capitalize()}".strip()
        super().__init__(look, self.name_shown)
        self.document = document
        self.only: frozenset[str] | None = None
        self.filter_words = ""
        self.tally: Callable[[], tuple[int, int]] | None = None
        """How many of its records are decided, and how many there are."""
        self.own: Mapping[str, Callable[[], object]] = {}
        """Commands that do something else while this pane has the keys."""
        self._all: Sequence[Row] = ()
        self.attempt("load", self.fill)

    @property
    def title(self) -> str:
        """What it is called."""
        return self.pane

    def load(self, document: Document) -> None:
        """A new document, after a reload; the cursor stays on its record if it is still there."""
        self.document = document
        try:
            self.fill()
        except Exception:
            super().set_rows(())  # what it had may be gone
            raise

    def fill(self) -> None:
        """Sets the rows from the document."""
        raise NotImplementedError

    def narrow(self, only: frozenset[str] | None, words: str) -> None:
        """Shows only these records (None: all), and in the title what they are."""
        self.only, self.filter_words = only, words
        dot = self.look.symbols.separator
        self.heading_text = self.name_shown + (f" {dot} {self.literal(words)}" if words else "")
        self.set_rows(self._all)

    def set_rows(self, rows: Sequence[Row]) -> None:
        self._all = rows
        if self.only is not None and isinstance(rows, Rows):
            rows = rows.only(self.only)
        super().set_rows(rows)

    def listed(self) -> list[str]:
        """The records that show here, in their order."""
        return list(self._index)

    def after(self, record: str, wanted: Callable[[str], bool]) -> str:
        """The next record listed here that is wanted, around the end; empty if there is no other."""
        return self._after(self._index.get(record, self.cursor), self._ids, wanted)

    def _after(self, at: int, records: Sequence[str], wanted: Callable[[str], bool]) -> str:
        here = records[at] if 0 <= at < len(records) else ""
        around = chain(range(at + 1, len(records)), range(max(at, 0)))
        ahead = (records[index] for index in around)
        return next((each for each in ahead if each and each != here and wanted(each)), "")

    @property
    def counter(self) -> str:
        if self.tally is None:
            return super().counter
        decided, total = self.tally()
        dot = self.look.symbols.separator
        shown = "" if self.only is None else f"{len(self._index)} shown {dot} "
        return f"{shown}{decided}/{total}"

    def row_words(self, row: Row) -> str:
        links = len(self.document.links.of(row.id))
        return sentences(
            (
                record_words(self.document, row.id),
                passage_words(self.document, row.id),
                counted(links, "link") if links else "",
            )
        )

    def spoken(self) -> Iterator[Part]:
        """The pane, and the record that has the cursor with how it stands in the review."""
        counts = ""
        if self.tally is not None:
            decided, total = self.tally()
            counts = f"{decided} of {total} decided"
        yield Said("pane", self.pane, counts, self.filter_words)
        for part in super().spoken():
            assert isinstance(part, Said)
            yield part._replace(now=self.judged(self.record).words() if self.record else "")

    def why_empty(self) -> str:
        return super().why_empty() if self.only is None else "The filter shows nothing here."

    def literal(self, text: str) -> str:
        """Text from a file as it may stand on one line of the screen."""
        return visible(text, ascii=self.look.symbols.is_ascii)

    def wrapped(
        self,
        text: str,
        width: int,
        style: Style,
        *,
        lead: Piece | None = None,
        indent: int = 0,
        most: int = 99,
    ) -> list[list[Piece]]:
        """Lines of text behind `lead`, those after the first set in by `indent` cells; at most `most`,
        the last of which says with an ellipsis that there is more."""
        text = self.literal(text)
        first = width - (cell_len(lead[0]) if lead else 0)
        ranges = wrap(text, first, width - indent)
        lines: list[list[Piece]] = [
            [(" " * indent * bool(number) + text[start:end], style)]
            for number, (start, end) in enumerate(ranges[:most])
        ]
        if len(ranges) > most:
            room = width - indent if most > 1 else first
            rest = cut(text[ranges[most - 1][0] :], room, self.look.symbols.ellipsis)
            lines[-1] = [(" " * indent * (most > 1) + rest, style)]
        if lead:
            lines[0].insert(0, lead)
        return lines

    def act_sign(self, quad: str, status: str) -> Piece:
        """The sign of what kind of act an event is: its PLOVER quad class (empty: it has no code), or that
        it is only planned, or cancelled."""
        palette, symbols = self.look.palette, self.look.symbols
        sign, style = {
            "material conflict": (symbols.conflict_material, palette.conflict),
            "verbal conflict": (symbols.conflict_verbal, palette.conflict),
            "verbal cooperation": (symbols.cooperation_verbal, palette.cooperation),
            "material cooperation": (symbols.cooperation_material, palette.cooperation),
        }.get(quad, (symbols.event, palette.text))
        if status == "cancelled":
            return symbols.cancelled, palette.dim
        return (symbols.planned if status == "planned" else sign), style

    def separated(self, *words: str) -> str:
        """The words that are not empty, with the separator between them."""
        return f" {self.look.symbols.separator} ".join(filter(None, words))
