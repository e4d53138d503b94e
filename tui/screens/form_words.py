"""What can be done in a row of a form, and the keys that do it."""

from __future__ import annotations

from models.views.form import FormRow
from tui.screens.form_line import TypedLine
from tui.screens.form_state import FormState
from tui.screens.own_keys import Help

KEYS = (
    Help("enter", "", "Edit the field, with what is right for it; show the fields of an item."),
    Help("d", "", "Clear the field, or take the item away."),
    Help("+", "", "Add one more to the list."),
    Help("t", "", "Take the words from the text."),
    Help("i", "", "Type the words, where enter does something else."),
    Help("u", "", "Take back the last change in the form."),
    Help("s  ctrl+s", "", "Take the record as it stands here."),
    Help("esc", "", "Leave the form; asks first if something was changed."),
    Help("ctrl+c", "", "Leave the program; asks first, too."),
    Help("j k g G", "", "Move over the fields; so do the arrows."),
    Help("ctrl+d ctrl+u", "", "Half a screen down or up."),
    Help("", "", "While a line is typed:"),
    Help(
        "enter",
        "",
        "Take the line. So do tab and shift+tab, which go on to the next field or back.",
    ),
    Help("up down", "", "A line up or down, in a text of several."),
    Help("esc", "", "Leave it as it was."),
    Help("ctrl+j", "", "Break the line, in notes and other long texts."),
    Help("ctrl+w ctrl+u", "", "Delete the word before the cursor, or all before it."),
)
QUOTED = ("text", "cue")
"""Fields of a quote that stand word for word in the text, and so are marked there."""


def is_marked(state: FormState, row: FormRow) -> bool:
    """Whether it is marked in the text."""
    quoted = state.type == "quote" and row.path[0] in QUOTED
    return row.info.kind == "selectors" or quoted


def holds_words(row: FormRow) -> bool:
    """Whether words of the text can stand there."""
    return row.is_line and row.info.kind in ("text", "long", "words") and row.path != ("id",)


def act_word(state: FormState, row: FormRow) -> str:
    """What `enter` does in a row, in a word."""
    if row.kind == "add":
        return "add"
    if row.kind == "item" and row.info.kind == "items":
        return "close" if row.path in state.opened else "open"
    if is_marked(state, row):
        return "mark it"
    if row.info.kind in ("choice", "id", "ids"):
        return "choose"
    return "change" if row.info.kind == "flag" else "edit"


def offered(state: FormState, row: FormRow) -> list[Help]:
    """The keys that do something in a row."""
    table = [
        Help("enter", act_word(state, row), ""),
        Help("s", "take it", ""),
        Help("esc", "leave", ""),
    ]
    if row.kind != "add" and state.value(row.path) is not None:
        table.append(Help("d", "take away" if row.kind == "item" else "clear", ""))
    if holds_words(row):
        table.append(Help("t", "from the text", ""))
    if len(row.path) > 1 and row.kind != "add":
        table.append(Help("+", "add one", ""))
    return table


def typing(line: TypedLine, *, leaves: bool) -> list[Help]:
    """The keys of a line that is typed; `leaves` says that `esc` leaves the form with it."""
    esc = Help("esc", "leave" if leaves else "as it was", "")
    table = [Help("enter", "take", ""), esc, Help("tab", "next field", "")]
    return [*table, *([Help("ctrl+j", "line break", "")] if line.breaks else [])]
