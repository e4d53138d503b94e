"""Search everything, live: what is found, in which field, and where in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.document import Document
from models.search import ENOUGH, Hit
from models.text import visible
from tui.panes.names import home
from tui.screens.finder import Finder, FoundList
from tui.styles.look import Look
from tui.widgets.lines import Piece
from tui.widgets.rows import Row, RowState


class HitRow(NamedTuple):
    """A hit; its number serves as id, since one record may be found in several fields."""

    id: str
    heading: bool
    hit: Hit


class Results(FoundList):
    """The hits, best first."""

    def __init__(self, look: Look, document: Document) -> None:
        super().__init__(look, "Search")
        self.document = document

    @property
    def counter(self) -> str:
        count = len(self.rows)
        return f"{count} or more" if count >= ENOUGH else str(count)

    @property
    def empty_words(self) -> str:
        if not self.typed.strip():
            return "Type a name, a word of a quote or note, or words of the text."
        return "Nothing has these words, nor any like them. Try fewer letters."

    def row_words(self, row: Row) -> str:
        assert isinstance(row, HitRow)
        hit = row.hit
        if not hit.record:
            return f"{hit.text}, in the text, {hit.field.replace('¶', 'paragraph ')}"
        record = self.document.records[hit.record]
        caption = self.document.caption(hit.record)
        if hit.text == caption:
            return f"{caption}, {record.type}"
        return f"{hit.text}, {hit.field} of {record.type} {caption}"

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, HitRow)
        hit, palette = row.hit, self.look.palette
        if hit.record:
            kind = home(self.document.records[hit.record].type)
            where = f"{kind} · {hit.field}"
        else:
            where = f"text · {hit.field}"
        where = visible(where, ascii=self.look.symbols.is_ascii)
        text = visible(hit.text, ascii=self.look.symbols.is_ascii)
        start, end = hit.span
        room = width - 26
        offset = 0
        if end > room:
            offset = max(0, start - room // 3)
        lead = self.look.symbols.ellipsis if offset else ""
        pieces: list[Piece] = [
            (f"{where:<24.24}  ", palette.dim),
            (lead + text[offset:start], palette.text),
            (text[start:end], palette.hit),
            (text[end:], palette.text),
        ]
        if hit.record and hit.field not in ("name", "title", "gloss", "quotation"):
            caption = self.document.caption(hit.record)
            shown = visible(caption, ascii=self.look.symbols.is_ascii)
            pieces.append((f"   {self.look.symbols.arrow} {shown}", palette.dim))
        return [pieces]


class SearchScreen(Finder[tuple[str, int]]):
    """Ends with a record's id and -1, or with an empty id and an offset of the text."""

    def __init__(self, document: Document, look: Look) -> None:
        super().__init__(look, Results(look, document), "search; enter goes there, esc leaves")
        self.search = document.search

    def on_mount(self) -> None:
        super().on_mount()
        self.run_worker(self.search.prepare, thread=True, group="search", exit_on_error=False)

    def rows(self, typed: str) -> Sequence[Row]:
        return [HitRow(str(at), False, hit) for at, hit in enumerate(self.search.find(typed))]

    def result(self, row: Row) -> tuple[str, int]:
        assert isinstance(row, HitRow)
        return row.hit.record, row.hit.offset
