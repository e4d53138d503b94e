"""What all panes share: a list that can be given a document."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from models.document import Document
from models.text import visible
from tui.styles.look import Look
from tui.widgets.lines import Piece, cut, wrap
from tui.widgets.rowlist import RowList


class Pane(RowList):
    """A list of one document's records. `load` gives it the document, `show` the selection."""

    def __init__(self, look: Look, document: Document, number: str) -> None:
        super().__init__(look, f"{number} {self.pane.capitalize()}".strip())
        self.document = document
        self.fill()

    def load(self, document: Document) -> None:
        """A new document, after a reload; the cursor stays on its record if it is still there."""
        self.document = document
        self.fill()

    def fill(self) -> None:
        """Sets the rows from the document."""
        raise NotImplementedError

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

    def separated(self, *words: str) -> str:
        """The words that are not empty, with the separator between them."""
        return f" {self.look.symbols.separator} ".join(filter(None, words))
