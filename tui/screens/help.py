"""All keys and all signs, made from the declared commands and symbols."""

from __future__ import annotations

from collections.abc import Iterator

from models.text import visible
from tui.commands import COMMANDS, Keymap, shown
from tui.screens.reading import ReadingScreen, ReadRow
from tui.spoken import Listed, Part, Said, named_key
from tui.styles.look import Look
from tui.styles.symbols import Symbols

PURPOSE = (
    "Somebody has annotated an article: who, what, when, where, who said so.",
    "Go through every record and say whether it is right, as the text has it.",
    "Accept it, reject it, flag what somebody must look at, comment, or correct it in a form.",
    "Everything is kept at once; the file itself changes only when you save.",
)


def key_rows(keys: Keymap) -> list[ReadRow]:
    """What the desk is for, and every command by its group."""
    rows = [
        ReadRow("", True, "", "What to do here"),
        *(ReadRow(f"purpose-{number}", False, "", words) for number, words in enumerate(PURPOSE)),
    ]
    for group in dict.fromkeys(command.group for command in COMMANDS):
        rows.append(ReadRow("", True, "", group))
        rows += [
            ReadRow(command.id, False, "  ".join(map(shown, keys.keys[command.id])), command.help)
            for command in COMMANDS
            if command.group == group
        ]
    return rows


def sign_rows(symbols: Symbols) -> list[ReadRow]:
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
        (symbols.accepted, "you accepted it"),
        (symbols.rejected, "you rejected it"),
        (symbols.flagged, "you flagged it"),
        (symbols.outdated, "you decided, and it has changed since: look again"),
        (symbols.commented, "somebody commented on it"),
        (symbols.contested, "reviewers differ about it"),
        (symbols.settled, "reviewers differed, and somebody has settled it"),
        (symbols.corrected, "corrected, not yet saved"),
        (symbols.error, "an error: what the record says can't be right; with their number"),
        (symbols.warning, "a warning: look whether it is right; with their number"),
    )
    return [
        ReadRow("", True, "", "Signs"),
        *(
            ReadRow(sign, False, *each)
            for sign, each in ((f"sign-{number}", each) for number, each in enumerate(signs))
        ),
    ]


class HelpScreen(ReadingScreen):
    """All keys and signs."""

    def __init__(self, keys: Keymap, look: Look) -> None:
        super().__init__(keys, look, "Help", [*key_rows(keys), *sign_rows(look.symbols)])

    def spoken(self) -> Iterator[Part]:
        """What to do and the keys; signs are not heard, they are said in words."""
        yield Said("title", self.list.heading_text, self.list.counter)
        yield Listed("rows", tuple(map(self._aloud, key_rows(self.keys))), self.list.cursor)

    def _aloud(self, row: ReadRow) -> str:
        keys = " or ".join(map(named_key, self.keys.keys[row.id])) if row.sign else ""
        return f"{keys}: {row.words}" if keys else row.words
