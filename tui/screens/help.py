"""All keys and all signs, made from the declared commands and symbols."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from models.text import visible
from tui.commands import COMMANDS, Keymap, pressed, shown
from tui.selection import Selection
from tui.styles.look import Look
from tui.styles.symbols import Symbols
from tui.widgets.lines import Piece, pad
from tui.widgets.rowlist import Row, RowList, RowState

KEYS_WIDTH = 18


class HelpRow(NamedTuple):
    """A line of help: what to press or a sign, and what it does or means."""

    id: str
    heading: bool
    sign: str
    words: str


def key_rows(keys: Keymap) -> list[HelpRow]:
    """Every command by its group."""
    rows: list[HelpRow] = []
    for group in dict.fromkeys(command.group for command in COMMANDS):
        rows.append(HelpRow("", True, "", group))
        rows += [
            HelpRow(command.id, False, "  ".join(map(shown, keys.keys[command.id])), command.help)
            for command in COMMANDS
            if command.group == group
        ]
    return rows


def sign_rows(symbols: Symbols) -> list[HelpRow]:
    """What every sign means."""
    signs = (
        (symbols.cursor, "the cursor, and the selection"),
        (symbols.cursor_idle, "the selection, in a pane without the keys"),
        (symbols.linked, "linked to the selection"),
        (symbols.stepped, "the linked item you chose: follow goes there"),
        (
            f"{symbols.open_passage}{symbols.close_passage}",
            "a passage of the selection in the text",
        ),
        (symbols.gutter_full, "a line of the text, annotated in full"),
        (symbols.gutter_part, "only names there, or annotated in part; blank: not yet"),
        (symbols.direct, "quoted directly; beside an actor, how often quoted"),
        (symbols.indirect, "reported, not quoted"),
        (symbols.conflict_material, "material conflict: an act against somebody (PLOVER)"),
        (symbols.conflict_verbal, "verbal conflict: words against somebody"),
        (symbols.cooperation_verbal, "verbal cooperation: words with or for somebody"),
        (symbols.cooperation_material, "material cooperation: an act with or for somebody"),
        (symbols.event, "an event without a code"),
        (symbols.planned, "planned"),
        (symbols.cancelled, "cancelled"),
        (
            visible("[1–30]", ascii=symbols.is_ascii),
            "one unknown day in this range; ? uncertain, ~ about",
        ),
        (symbols.imprecise, "a place known no closer than its province or area"),
    )
    return [
        HelpRow("", True, "", "Signs"),
        *(
            HelpRow(sign, False, *each)
            for sign, each in ((f"sign-{number}", each) for number, each in enumerate(signs))
        ),
    ]


class _HelpList(RowList):
    pane = "help"

    def __init__(self, keys: Keymap, look: Look) -> None:
        super().__init__(look, "Help")
        self.selection = Selection(active=self.pane)
        self.tell = lambda _: self.repaint()
        self._all = [*key_rows(keys), *sign_rows(look.symbols)]

    @property
    def counter(self) -> str:
        return "esc leaves"

    def on_mount(self) -> None:
        self.set_rows(self._all)

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, HelpRow)
        palette = self.look.palette
        if row.heading:
            return [[(row.words, palette.heading)]]
        return [[(pad(row.sign, KEYS_WIDTH), palette.key), (row.words, palette.text)]]


class HelpScreen(ModalScreen[None]):
    """Scrolls with the keys of a pane; any other key leaves."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen _HelpList { width: 100%; max-width: 100; height: 100%; max-height: 62; }
    """

    def __init__(self, keys: Keymap, look: Look) -> None:
        super().__init__()
        self.keys = keys
        self.list = _HelpList(keys, look)

    def compose(self) -> ComposeResult:
        yield self.list

    def on_key(self, event: events.Key) -> None:
        key = pressed(event.key, event.character)
        event.stop()
        event.prevent_default()
        run = {"down": 1, "up": -1}
        for command, steps in run.items():
            if key in self.keys.keys[command]:
                self.list.move(steps)
                return
        for command, page in {"half-down": 1, "half-up": -1}.items():
            if key in self.keys.keys[command]:
                self.list.page(page)
                return
        for command, end in {"bottom": 1, "top": -1}.items():
            if key in self.keys.keys[command]:
                self.list.end(end)
                return
        self.dismiss(None)
