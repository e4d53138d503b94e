"""What opens over a form: choosing words or records, and marking in the text."""

from __future__ import annotations

from models.anchors import Match
from models.forms import resolved
from models.text import Span
from models.views.form import FormRow, code_words
from models.words import MEANINGS
from tui.screens.choose import ChooseIds, ChooseScreen, Option
from tui.screens.form_state import FormState
from tui.screens.picker import PickScreen
from tui.styles.look import Look


def word_screen(look: Look, state: FormState, row: FormRow) -> ChooseScreen:
    """One of the words that a field allows, with what it means."""
    told = code_words if row.info.name == "code" else lambda word: MEANINGS.get(word, "")
    options = [Option(word, word, told(word)) for word in row.info.choices]
    present = state.value(row.path) or row.info.default
    return ChooseScreen(look, _titled(row), options, chosen=(str(present),) if present else ())


def ids_screen(look: Look, state: FormState, row: FormRow) -> ChooseScreen:
    """Records of the types that a field may name, itself left out."""
    present = state.value(row.path) or row.info.default or []
    return ChooseIds(
        state.document,
        look,
        row.info.to,
        _titled(row),
        many=row.info.many,
        chosen=tuple(map(str, present)) if isinstance(present, list) else (str(present),),
        reporter=row.info.reporter,
        without=(state.own,),
    )


def text_screen(look: Look, state: FormState, row: FormRow) -> PickScreen:
    """The text, with what a row says marked if it is there, else the cursor where the record rests."""
    spans = _spans(state, row)
    start = spans[0].start if spans else _start(state)
    return PickScreen(state.document, look, start, _titled(row), spans)


def _titled(row: FormRow) -> str:
    return f"{row.info.label}: {row.info.help[0].lower()}{row.info.help[1:].rstrip('.')}"


def _spans(state: FormState, row: FormRow) -> tuple[Span, ...]:
    """Where in the text a row's value stands already, if that is clear."""
    value = state.value(row.path)
    if isinstance(value, str):
        value = {"exact": value}
    found = resolved(state.document, value) if isinstance(value, dict) else None
    return found.spans if isinstance(found, Match) else ()


def _start(state: FormState) -> int:
    """Where in the text the record rests first; else its beginning."""
    for chosen in state.value(("at",)) or []:
        found = resolved(state.document, chosen)
        if isinstance(found, Match):
            return found.spans[0].start
    passages = state.document.passages.of(state.own)
    return passages[0].start if passages else 0
