"""Search everything, live: what is found, in which field, and where in it."""

from __future__ import annotations

from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from models.document import Document
from models.search import ENOUGH, Hit, Search
from models.text import visible
from tui.panes.names import home
from tui.selection import Selection
from tui.styles.look import Look
from tui.widgets.lines import Piece
from tui.widgets.rowlist import Row, RowList, RowState


class HitRow(NamedTuple):
    """A hit; its number serves as id, since one record may be found in several fields."""

    id: str
    heading: bool
    hit: Hit


class Results(RowList):
    """The hits, best first."""

    pane = "results"

    def __init__(self, look: Look, document: Document) -> None:
        super().__init__(look, "Search")
        self.document = document
        self.selection = Selection(active=self.pane)
        self.query_text = ""

    @property
    def counter(self) -> str:
        count = len(self.rows)
        return f"{count} or more" if count >= ENOUGH else str(count)

    @property
    def empty_words(self) -> str:
        if not self.query_text.strip():
            return "Type a name, a word of a quote or note, or words of the text."
        return "Nothing has these words, nor any like them. Try fewer letters."

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, HitRow)
        hit, palette = row.hit, self.look.palette
        if hit.record:
            kind = home(self.document.records[hit.record].type)
            where = f"{kind} · {hit.field}"
        else:
            where = f"text · {hit.field}"
        where = where.replace("·", self.look.symbols.separator)
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


class SearchScreen(ModalScreen[tuple[str, int] | None]):
    """Ends with a record's id and -1, with an empty id and an offset of the text, or with nothing."""

    DEFAULT_CSS = """
    SearchScreen { align: center top; background: $background 60%; }
    SearchScreen Vertical { width: 100%; max-width: 110; height: 100%; max-height: 30; }
    SearchScreen Input { padding: 0 2; background: $panel; }
    SearchScreen Results { height: 1fr; }
    """

    def __init__(self, document: Document, look: Look) -> None:
        super().__init__()
        self.document = document
        self.search = Search(document)
        self.results = Results(look, document)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Input(
                placeholder="search; enter goes there, esc leaves",
                compact=True,
                select_on_focus=False,
            )
            yield self.results

    def on_mount(self) -> None:
        self.run_worker(self.search.prepare, thread=True, group="search", exit_on_error=False)

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        hits = self.search.find(event.value[:200])
        self.results.query_text = event.value
        self.results.cursor = -1
        self.results.set_rows([HitRow(str(number), False, hit) for number, hit in enumerate(hits)])
        self.results.end(-1)
        self.results.repaint()

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        event.stop()
        self._choose()

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self.results.repaint()
        if event.clicked and event.record:
            self._choose()

    def _choose(self) -> None:
        at = self.results.cursor
        if 0 <= at < len(self.results.rows):
            row = self.results.rows[at]
            assert isinstance(row, HitRow)
            self.dismiss((row.hit.record, row.hit.offset))

    def on_key(self, event: events.Key) -> None:
        moves = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "tab": 1, "shift+tab": -1}
        pages = {"pagedown": 1, "pageup": -1, "ctrl+d": 1, "ctrl+u": -1}
        if event.key == "escape":
            self.dismiss(None)
        elif event.key in moves:
            self.results.move(moves[event.key])
        elif event.key in pages:
            self.results.page(pages[event.key])
        else:
            return
        event.stop()
        event.prevent_default()
