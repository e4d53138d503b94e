"""The form in which a record is corrected or written: each field with the widget that is right for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from models.article import RecordType
from models.document import Document
from models.forms import Path
from models.plain import Fields
from models.text import visible
from models.views.form import FormRow, dated
from tui.commands import Keymap
from tui.screens.ask import Choice, ChoiceScreen, Question, ask
from tui.screens.form_help import HelpLines
from tui.screens.form_line import TypedLine
from tui.screens.form_list import FormList
from tui.screens.form_over import ids_screen, text_screen, word_screen
from tui.screens.form_state import FormState
from tui.screens.form_words import KEYS, act_word, holds_words, is_marked, offered, typing
from tui.screens.own_keys import KeysScreen, footer
from tui.screens.picker import Picked
from tui.screens.typed_text import FULL
from tui.spoken import Part, Said
from tui.styles.look import Look
from tui.widgets.bars import Bar
from tui.widgets.rowlist import RowList


class FormScreen(Question[Fields]):
    """Ends with all fields of the record as they should be, or with nothing when it is left. A new
    record may be without an id."""

    DEFAULT_CSS = """
    FormScreen { align: center top; background: $background 60%; }
    FormScreen Vertical { width: 100%; max-width: 130; height: 100%; }
    FormScreen FormList { height: 1fr; }
    FormScreen HelpLines { width: 100%; height: auto; }
    FormScreen Bar { width: 100%; height: 1; }
    """

    def __init__(
        self,
        document: Document,
        look: Look,
        keys: Keymap,
        type_: RecordType,
        fields: Fields,
        *,
        title: str,
        new: bool,
    ) -> None:
        super().__init__()
        self.look = look
        self.state = FormState(document, type_, fields, new=new)
        self.message = ""
        self.list = FormList(look, title)
        self.list.tell = self._heard
        self.help, self.keys = HelpLines(look), Bar(look, "keys")
        self._moves = {
            **{key: step for name, step in _MOVES.items() for key in keys.keys[name]},
            "tab": ("move", 1),
            "shift+tab": ("move", -1),
        }
        self.list.set_rows(self.state.rows())
        self.list.goto(self._first_row())
        if new and self.list.here.fault and self.list.here.is_line:
            self._type_in(self.list.here)
        self._begun = self.list.line

    def _first_row(self) -> str:
        """What is filled in first: what is needed, or in a new record what is empty; else what follows
        the id."""
        rows = self.state.rows()
        wanted = [row.id for row in rows if row.fault]
        if not self.state.own:
            wanted += [row.id for row in rows[1:] if not (row.text or is_marked(self.state, row))]
        return wanted[0] if wanted else rows[1].id

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.list
            yield self.help
            yield self.keys

    def on_resize(self) -> None:
        self.update()

    def update(self) -> None:
        """Shows the present state."""
        self.list.set_rows(self.state.rows())
        self.list.told = self._told()
        self.list.goto(self.list.record)
        self.list.repaint()
        palette, row = self.look.palette, self.list.here
        words, style = (
            self.message or row.info.help,
            palette.notice if self.message else palette.dim,
        )
        self.help.say(visible(words, ascii=self.look.symbols.is_ascii), style)
        self._say_keys(row)

    def _say_keys(self, row: FormRow) -> None:
        width = self.keys.size.width or self.size.width
        line = self.list.line
        table = (
            offered(self.state, row) if line is None else typing(line, leaves=self._untouched(line))
        )
        self.keys.say(footer(table, self.look.palette, width, more=line is None))

    def _told(self) -> str:
        """The figures of the title: how much was changed, how much is wrong."""
        changed, wrong = len(self.state.changed), len(self.state.faults)
        told = [f"{changed} changed"] if changed and self.state.own else []
        told += [f"{wrong} to mend"] if wrong else []
        return f" {self.look.symbols.separator} ".join(told) or ("" if self.state.own else "new")

    def spoken(self) -> Iterator[Part]:
        yield Said(
            "title",
            self.list.heading_text,
            "enter edits a field, s takes it all, esc leaves, question mark lists the keys",
        )
        yield Said("message", self.message)
        yield Said("told", "", now=self._told())
        yield from self.list.spoken()

    def unmoved(self, key: str) -> str:
        typing = self.list.line is not None
        return (self.list.reading if typing else self.message) or super().unmoved(key)

    # Keys

    @property
    def typing(self) -> bool:
        return self.list.line is not None

    def typed(self, key: str, character: str | None) -> None:
        self.message = ""
        if self.list.line is not None:
            self._type(self.list.line, key, character)
        elif key in _DO:
            getattr(self, f"_{_DO[key]}")(self.list.here)
        elif key in self._moves:
            name, step = self._moves[key]
            getattr(self.list, name)(step)
        self.update()

    def _heard(self, message: Message) -> None:
        """The cursor moved. A click elsewhere ends a line; one on the row that has the cursor edits."""
        if not isinstance(message, RowList.Moved) or not message.clicked:
            return
        if self.list.line is not None and message.record != self.list.typing:
            self._take_line()
        elif self.list.line is None and message.record == self._clicked:
            self._act(self.list.here)
        self._clicked = message.record
        self.update()

    _clicked = ""

    def _act(self, row: FormRow) -> None:
        """What `enter` does in a row."""
        if row.kind == "add":
            self._add(row)
        elif is_marked(self.state, row):
            self._from_text(row)
        elif row.is_line:
            self._type_in(row)
        elif row.kind == "item":
            self.state.toggle(row.path)
        elif row.info.kind == "flag":
            self.state.set(row.path, None if row.text == "yes" else True)
        else:
            choose = word_screen if row.info.kind == "choice" else ids_screen
            screen = choose(self.look, self.state, row)
            ask(self.app, screen, lambda chosen: self._chosen(row, chosen))

    def _add(self, row: FormRow) -> None:
        """One more of a list."""
        if row.kind != "add":
            if len(row.path) == 1:
                self.message = "Only a list can have one more; this field is none."
                return
            name = row.path[0]
            ends = (each for each in self.state.rows() if each.kind == "add")
            row = next(each for each in ends if each.path[0] == name)
            self.list.goto(row.id)
        if row.info.kind == "words":
            self._type_in(row)
        elif row.info.kind == "selectors":
            self._from_text(row)
        else:
            self.state.set(row.path, {})
            self.state.open(row.path)
            self.list.set_rows(self.state.rows())
            self.list.goto(row.id)
            self.list.move(1)
            self._act(self.list.here)

    def _remove(self, row: FormRow) -> None:
        if row.kind == "add" or self.state.value(row.path) is None:
            self.message = "There is nothing here to take away."
        else:
            self.state.set(row.path, None)

    def _undo(self, row: FormRow) -> None:
        if not self.state.undo():
            self.message = "Nothing was changed yet."

    def _show_keys(self, row: FormRow) -> None:
        ask(self.app, KeysScreen(self.look, "Keys of the form", KEYS))

    # A line

    def _type_in(self, row: FormRow) -> None:
        """Begins to type a row's value."""
        if row.info.kind in ("id", "ids", "flag", "items", "selectors"):
            self.message = f"This is not typed: enter lets you {act_word(self.state, row)}."
            return
        value = "" if row.kind == "add" else self.state.value(row.path)
        self.list.line = TypedLine(
            "" if value is None else str(value), breaks=row.info.kind == "long"
        )
        self.list.typing = row.id
        self._read()

    def _type(self, line: TypedLine, key: str, character: str | None) -> None:
        row = self.list.here
        if key == "escape":
            self.list.line = None
            self._abandon(row.path)
            if self._untouched(line):
                self._leave(row)
        elif key == "enter" and not (self.list.right or line.value.strip()):
            return  # it is needed, and what stands below the line says so
        elif key in _CLIMBS:
            line.climb(_CLIMBS[key], self.list.room)
        elif key in _ENDS:
            self._take_line()
            if _ENDS[key]:
                self.list.move(_ENDS[key])
            elif key == "ctrl+s":
                self._take(row)
        elif line.take(key, character):
            self._read()

    def _untouched(self, line: TypedLine) -> bool:
        """Whether the form began the line by itself, and nothing stands in it."""
        return line is self._begun and not line.value

    def pasted(self, text: str) -> None:
        self.message = ""
        if self.list.line is not None:
            self.list.line.insert(text)
            self._read()
        self.update()

    def _read(self) -> None:
        """Says what the line reads as now."""
        line = self.list.line
        assert line is not None
        self.message = FULL if line.full else ""
        row = next(row for row in self.state.rows() if row.id == self.list.typing)
        value = self.state.read(row, line.value)
        said, self.list.right = self.state.trial(row.path, value)
        if not said and value is not None and row.info.kind == "date":
            said = dated(value)[0]
            said = "" if said == value else said
        self.list.reading = said

    def _take_line(self) -> None:
        """The line ends, and its text is the field's."""
        line = self.list.line
        assert line is not None
        row = next(row for row in self.state.rows() if row.id == self.list.typing)
        self.list.line = None
        value = self.state.read(row, line.value)
        if value is None:
            self._abandon(row.path)
        if value is not None or self.state.value(row.path) is not None:
            self.state.set(row.path, value)

    def _abandon(self, path: Path) -> None:
        """An item that was added and says nothing goes again."""
        if len(path) == 3 and self.state.value(path[:2]) == {}:
            self.state.set(path[:2], None)

    # What opens over the form

    def _chosen(self, row: FormRow, chosen: tuple[str, ...] | None) -> None:
        if chosen is None:
            self._abandon(row.path)
        elif row.info.many:
            self.state.set(row.path, list(chosen) or None)
        else:
            self.state.set(row.path, chosen[0])
        self.update()

    def _from_text(self, row: FormRow) -> None:
        """Marks in the text what a row says."""
        if not is_marked(self.state, row) and not holds_words(row):
            self.message = "Only words can be taken from the text."
            return
        screen = text_screen(self.look, self.state, row)
        ask(self.app, screen, lambda picked: self._picked(row, picked))

    def _picked(self, row: FormRow, picked: Picked | None) -> None:
        if picked is None:
            self._abandon(row.path)
        elif row.info.kind == "selectors":
            chosen = picked.selector
            self.state.set(row.path, {"exact": chosen} if isinstance(chosen, str) else chosen)
        elif row.path == ("text",):
            self._quoted(picked)
        else:
            self.state.set(row.path, " ".join(picked.words.split()))
        self.update()

    def _quoted(self, picked: Picked) -> None:
        """A quotation that does not stand in one piece, and once, needs to say where it stands."""
        self.state.set(("text",), picked.words)
        if not isinstance(picked.selector, str):
            self.state.set(("at",), [picked.selector])
            self.message = "`at` says now which of several places, or parts, it is."

    # The end

    def _take(self, row: FormRow) -> None:
        """Ends with the record, or goes to what keeps it from being one."""
        wrong = next((row for row in self.state.rows() if row.fault), None)
        if wrong is None:
            self.answer(self.state.result())
            return
        if wrong.kind == "item" and wrong.path not in self.state.faults:
            self.state.open(wrong.path)
            self.list.set_rows(self.state.rows())
            wrong = next(row for row in self.state.rows() if row.fault and row.depth)
        self.list.goto(wrong.id)
        self.message = f"Not yet: mend “{wrong.info.label}” first. {wrong.fault}"

    def may_leave(self) -> bool:
        """Closes what stands over the form, takes the line that is typed, and asks if anything was
        changed."""
        while isinstance(over := self.app.screen, Question) and over is not self:
            over.answer(None)
        if self.list.line is not None:
            self._take_line()
        if self.state.changed:
            self._leave(self.list.here)
        self.update()
        return not self.state.changed

    def _leave(self, row: FormRow) -> None:
        count = len(self.state.changed)
        if not count:
            self.answer(None)
            return
        lines = [f"{count} field{'s' * (count != 1)} changed."]
        choices: list[Choice[str | None]] = [
            Choice("s", "take the record with the changes", "take"),
            Choice("n", "leave, and lose the changes", "leave"),
            Choice("b", "go back to the form", None),
        ]
        screen = ChoiceScreen(self.look, "Leave the form?", lines, choices)
        ask(self.app, screen, self._left)

    def _left(self, choice: str | None) -> None:
        if choice == "leave":
            self.answer(None)
        elif choice == "take":
            self._take(self.list.here)
            self.update()


_DO: Mapping[str, str] = {
    "enter": "act",
    "d": "remove",
    "delete": "remove",
    "+": "add",
    "t": "from_text",
    "i": "type_in",
    "u": "undo",
    "s": "take",
    "ctrl+s": "take",
    "escape": "leave",
    "?": "show_keys",
}
_ENDS = {"enter": 0, "ctrl+s": 0, "tab": 1, "shift+tab": -1}
_CLIMBS = {"up": -1, "down": 1}
_MOVES: Mapping[str, tuple[str, int]] = {
    "down": ("move", 1),
    "up": ("move", -1),
    "top": ("end", -1),
    "bottom": ("end", 1),
    "half-down": ("page", 1),
    "half-up": ("page", -1),
}
