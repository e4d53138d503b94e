"""Choosing one or several of many: records by anything they are called, words by what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from models.article import REPORTER, Actor, Place, Record, RecordType, names
from models.document import Document
from models.plain import STRUCTS
from models.search import CLOSE, FEW
from models.text import search_key, visible
from tui.judged import Judged
from tui.screens.ask import Question
from tui.screens.finder import LONGEST, FoundList
from tui.screens.own_keys import Help, footer
from tui.screens.typed_line import Line
from tui.spoken import Part, Said, counted
from tui.styles.look import Look
from tui.widgets.bars import Bar
from tui.widgets.lines import Piece, columns, pad
from tui.widgets.rowlist import RowList
from tui.widgets.rows import Row, RowState

_MOVES = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1}
_PAGES = {"pagedown": 1, "pageup": -1}
_TICKS = {"tab": 1, "shift+tab": -1}

SHORTEST = 4
"""Letters from which what is nearly it is looked for: of fewer, too much is nearly anything."""

_BETWEEN = "\0"


class Option(NamedTuple):
    """What can be chosen: what it stands for, its words, more about it, and what else it is found by."""

    id: str
    words: str
    more: str = ""
    also: tuple[str, ...] = ()
    heading: bool = False


class Options:
    """Options in an order, found by what one types of them."""

    def __init__(self, options: Iterable[Option]) -> None:
        self.all = list(options)

    @cached_property
    def _keys(self) -> list[str]:
        """What each is found by, made at once."""
        texts = (
            "\n".join((option.words, *option.also, option.id)).replace(_BETWEEN, " ")
            for option in self.all
        )
        return search_key(_BETWEEN.join(texts)).split(_BETWEEN)

    def find(self, typed: str) -> list[Option]:
        """Those that have all the words, the beginning of a name before its middle; where there are
        none, those that are nearly it. All for nothing typed."""
        query = search_key(typed.replace(_BETWEEN, " ")).strip()
        if not query:
            return list(self.all)
        words = query.split()
        having = [at for at, key in enumerate(self._keys) if all(word in key for word in words)]
        having.sort(key=lambda at: self._rank(self._keys[at], query))
        if not having and len(query) >= SHORTEST:
            having = self._near(query)
        return [self.all[at] for at in having]

    @staticmethod
    def _rank(key: str, query: str) -> int:
        if key.startswith(query):
            return 0
        if f" {query}" in key:
            return 1
        return 2 if query in key else 3

    def _near(self, query: str) -> list[int]:
        from rapidfuzz import fuzz, process

        near = process.extract(
            query, self._keys, scorer=fuzz.partial_ratio, score_cutoff=CLOSE, limit=FEW
        )
        return [at for _, _, at in near]


class OptionList(FoundList):
    """Options, what is more to say of each at the right; the chosen have a sign."""

    def __init__(self, look: Look, title: str, many: bool) -> None:
        super().__init__(look, visible(title, ascii=look.symbols.is_ascii))
        self.many = many
        self.chosen: dict[str, None] = {}

    @property
    def counter(self) -> str:
        chosen = f"{len(self.chosen)} chosen {self.look.symbols.separator} " if self.many else ""
        return f"{chosen}{len(self.rows)}"

    @property
    def empty_words(self) -> str:
        if not self.typed.strip():
            return "There is nothing to choose from."
        return "Nothing is called so, nor nearly so. Try fewer letters."

    def state_of(self, index: int) -> RowState:
        chosen = self.rows[index].id in self.chosen
        return RowState(index == self.cursor, judged=Judged("accept" if chosen else ""))

    def row_words(self, row: Row) -> str:
        assert isinstance(row, Option)
        return ", ".join(filter(None, (row.words, row.more)))

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, Option)
        palette, symbols = self.look.palette, self.look.symbols
        words = visible(row.words, ascii=symbols.is_ascii)
        more = visible(row.more, ascii=symbols.is_ascii)
        left: list[Piece] = [(words, palette.text)]
        right: list[Piece] = [(f"  {more} ", palette.dim)] if more else []
        if cell_len(more) > width // 2:
            right = [(f"  {pad(more, width // 2, symbols.ellipsis)} ", palette.dim)]
        return [columns(left, right, width, palette.text, symbols.ellipsis)]


class ChooseScreen(Question[tuple[str, ...]]):
    """Ends with what was chosen, in the order in which it was; one, unless `many`. `chosen` is chosen
    already: while none was ticked by hand, one that is pointed at stands in for all of it."""

    DEFAULT_CSS = """
    ChooseScreen { align: center top; background: $background 60%; }
    ChooseScreen Vertical { width: 100%; max-width: 110; height: 100%; max-height: 30; }
    ChooseScreen Line { padding: 0 2 0 4 !important; background: $panel; }
    ChooseScreen OptionList { height: 1fr; }
    ChooseScreen Bar { width: 100%; height: 1; }
    """

    def __init__(
        self,
        look: Look,
        title: str,
        options: Sequence[Option],
        *,
        many: bool = False,
        chosen: Sequence[str] = (),
        placeholder: str = "type some letters of it",
    ) -> None:
        super().__init__()
        self.look = look
        first = [option for option in options if option.id in chosen]
        self.options = Options([*first, *(each for each in options if each.id not in chosen)])
        self.found = OptionList(look, title, many)
        self.found.chosen = dict.fromkeys(chosen)
        self.found.tell = self._moved
        self.input = Line(look, "", placeholder)
        self.keys = Bar(look, "keys")
        self._ticked = False  # whether any was, by hand
        self._pointed = not chosen  # whether the one under the cursor is meant
        self._show("")
        if chosen and not many:
            self.found.goto(chosen[0])

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.input
            yield self.found
            yield self.keys

    def on_resize(self) -> None:
        self._say()

    def _show(self, typed: str) -> None:
        self.found.typed = typed
        self.found.cursor = -1
        self.found.set_rows(self.options.find(typed[:LONGEST]))
        self.found.end(-1)

    def _say(self) -> None:
        tick = "leave out" if self.found.record in self.found.chosen else "add"
        table = [
            Help("enter", self._taking(), ""),
            Help("tab", f"{tick} this one" if self.found.many and self.found.record else "", ""),
            Help("esc", "leave", ""),
            Help("ctrl+u", "" if self.found.record else "clear", ""),
            Help("down up", "move" if self.found.record else "", ""),
        ]
        self.keys.say(footer(table, self.look.palette, self.size.width, more=False))

    def _taking(self) -> str:
        """What `enter` does, in words; none if nothing."""
        here, chosen = self.found.record, self.found.chosen
        if not here:
            return ""
        if not self.found.many:
            return "take"
        if self._pointed and not (self._ticked and chosen):
            return f"take {'only ' * bool(chosen)}this one"
        count = len(chosen) or "none"
        return f"take {count}{' and this one' * (self._pointed and here not in chosen)}"

    def typed(self, key: str, character: str | None) -> None:
        if key == "escape":
            self.answer(None)
        elif key == "enter":
            self._take()
        elif key in _MOVES or (key in _TICKS and not self.found.many):
            self.found.move(_MOVES.get(key) or _TICKS[key])
            self._pointed = True
        elif key in _PAGES:
            self.found.page(_PAGES[key])
            self._pointed = True
        elif key in _TICKS:
            self._tick(_TICKS[key])
        else:
            self.input.take(key, character)
            self._catch_up()
        self._say()

    def _tick(self, step: int) -> None:
        """Chooses the one under the cursor, or no longer; then the next, or another name."""
        here = self.found.record
        if not here:
            return
        if here in self.found.chosen:
            del self.found.chosen[here]
        else:
            self.found.chosen[here] = None
        self._ticked, self._pointed = True, False
        if self.input.value:
            self.input.value = ""
            self._show("")
        else:
            self.found.move(step)
        self.found.repaint()

    def _take(self) -> None:
        here = self.found.record
        if not here:
            return
        if not self.found.many or (self._pointed and not self._ticked):
            self.answer((here,))
            return
        if self._pointed:
            self.found.chosen[here] = None
        self.answer(tuple(self.found.chosen))

    def pasted(self, text: str) -> None:
        self.input.put(" ".join(text.splitlines()))
        self._catch_up()
        self._say()

    def spoken(self) -> Iterator[Part]:
        found, count = self.found, counted(len(self.found.rows), "choice")
        keys = "tab adds it, enter takes what is chosen, esc leaves"
        yield Said(
            "title", found.heading_text, keys if found.many else "enter takes it, esc leaves"
        )
        yield self.input.spoken()
        yield Said("found", count if found.rows else "")
        for part in found.spoken():
            assert isinstance(part, Said)
            yield part._replace(now=self._standing)
        if found.many:
            chosen = (each.words for each in self.options.all if each.id in found.chosen)
            taking = self._taking()
            yield Said("chosen", "", now=f"Chosen: {', '.join(chosen) or 'none'}")
            yield Said("enter", "", now=f"Enter would {taking}" if taking else "")

    @property
    def _standing(self) -> str:
        """How the one under the cursor stands, in words."""
        if self.found.record in self.found.chosen:
            return "chosen"
        return "not chosen" if self.found.many and self.found.record else ""

    def _catch_up(self) -> None:
        """Finds what stands in the line now."""
        if self.input.value != self.found.typed:
            self._show(self.input.value)
            empty = not (self.found.chosen or self._ticked)
            self._pointed = empty or bool(self.input.value.strip())

    def _moved(self, message: Message) -> None:
        """The cursor moved; with the mouse, that chooses."""
        self.found.repaint()
        if isinstance(message, RowList.Moved) and message.clicked and message.record:
            if self.found.many:
                self._tick(0)
            else:
                self._take()
            self._say()


class ChooseIds(ChooseScreen):
    """Ends with ids of records of some types, or `reporter` where that may be named. Ids that are
    `chosen` already but name nothing stand among them; those `without` are not offered."""

    def __init__(
        self,
        document: Document,
        look: Look,
        types: Sequence[RecordType],
        title: str,
        *,
        many: bool = False,
        chosen: Sequence[str] = (),
        reporter: bool = False,
        without: Sequence[str] = (),
    ) -> None:
        options = [VOICE] if reporter else []
        options += [
            record_option(document, record, several=len(types) > 1)
            for type_ in types
            for record in document.all(STRUCTS[type_])
            if record.id not in without
        ]
        known = {option.id for option in options}
        options += [Option(each, each, "not in the file") for each in chosen if each not in known]
        placeholder = "type a name, or an id, or some letters of one"
        super().__init__(look, title, options, many=many, chosen=chosen, placeholder=placeholder)


VOICE = Option(REPORTER, "the reporter", "the text’s own voice")


def record_option(document: Document, record: Record, *, several: bool) -> Option:
    """A record to choose: called by its caption, with its id, and its type where there are several."""
    also = tuple(name.text for name in names(record)) if isinstance(record, Actor | Place) else ()
    kind = record.type if several else getattr(record, "kind", "")
    more = f"{kind}  {record.id}" if kind else record.id
    return Option(record.id, document.caption(record.id), more, also)
