"""What reviewers differ on, one record after the other, for somebody to settle.

The screen owns nothing: whoever opens it says what everybody has done, and writes what is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import cast

from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.strip import Strip

from models.document import Document
from models.review.acts import Verdict
from models.review.disagreements import Disagreement, disagreements, voices
from models.review.journal import JournalError
from models.review.ledger import Ledger
from models.review.outcome import STATUS, Outcome, outcome
from models.text import visible
from tui.screens.ask import PAGES, Choice, ChoiceScreen, PromptScreen, Question, ask, filled
from tui.screens.hearing import RecordPane, VoicesPane
from tui.spoken import Part, Said
from tui.styles.look import Look
from tui.widgets.keysbar import KeysBar
from tui.widgets.lines import line
from tui.widgets.painted import Painted
from tui.widgets.surface import Surface

WIDE = 100
"""Columns from which the record stands left of what is said of it."""

MOST_LINES = 4
"""Lines that a message takes at most."""

_KEYS = (
    ("a", "accept"),
    ("x", "reject"),
    ("!", "flag"),
    ("esc", "leave"),
    ("u", "undo"),
    ("1-9", "as they say"),
    ("?", "keys"),
    ("n N", "next, previous"),
    ("c", "comment"),
)
_HELP = (
    ("a  x", "settle the record as accepted or rejected"),
    ("A  X  !", "accepted, rejected or flagged, with a few words"),
    ("1 - 9", "settle it as that reviewer says"),
    ("c", "comment on it, and leave it open"),
    ("u", "take back what was done here last"),
    ("n  N", "next or previous that is open"),
    ("j  k", "next or previous, open or not"),
    ("ctrl+d  ctrl+u", "scroll"),
    ("tab", "scroll the other half"),
    ("esc", "back to the desk"),
)
_VERDICTS: dict[str, Verdict] = {"a": "accept", "x": "reject", "!": "flag"}
_STEPS = {"j": 1, "down": 1, "k": -1, "up": -1}


class _Message(Painted):
    """What the screen has to say, in as many lines as it takes."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, id="message")
        self.words = ""

    def lines(self, width: int) -> list[str]:
        shown = visible(self.words, ascii=self.look.symbols.is_ascii)
        return list(filled(shown, max(1, width - 2)))[:MOST_LINES]

    def paint(self, width: int, height: int) -> list[Strip]:
        palette, symbols = self.look.palette, self.look.symbols
        lines = self.lines(width)
        return [
            line([(f" {words}", palette.notice)], width, palette.text, symbols.ellipsis)
            for words in [*lines, *[""] * height][:height]
        ]


class AdjudicateScreen(Question[int]):
    """Goes through the disagreements about a document as its file has it. `ledgers` tells what all
    reviewers have done by now; `settle` (record, verdict, words), `comment` (record, words) and `undo`
    write to the reviewer's journal, or raise JournalError. Ends with how much was written."""

    DEFAULT_CSS = "AdjudicateScreen { background: $background; }"

    def __init__(
        self,
        look: Look,
        document: Document,
        ledgers: Callable[[], Mapping[str, Ledger]],
        *,
        settle: Callable[[str, Verdict, str], None],
        comment: Callable[[str, str], None],
        undo: Callable[[], None],
    ) -> None:
        super().__init__()
        self.look = look
        self.document = document
        self.ledgers = ledgers
        self._settle_in_journal, self._comment_in_journal = settle, comment
        self._undo_in_journal = undo
        self.cases: list[str] = []
        self.open: dict[str, Disagreement] = {}
        self.at = 0
        self._done: list[str] = []  # the records of what was written from here, oldest first
        self.record_pane = RecordPane(look, document)
        self.voices_pane = VoicesPane(look)
        self.message = _Message(look)
        self.keys = KeysBar(look, _KEYS)
        self.surface = Surface(
            self._regions, self.record_pane, self.voices_pane, self.message, self.keys
        )
        self.voices_pane.active = False
        self.refresh_cases()

    def compose(self) -> ComposeResult:
        yield self.surface

    def _regions(self, size: Size) -> Mapping[str, Region]:
        width, height = size
        said = max(1, len(self.message.lines(width)))
        room = max(0, height - said - 1)
        below = {
            "message": Region(0, room, width, said),
            "keys": Region(0, room + said, width, 1),
        }
        if width >= WIDE:
            left = width * 2 // 5
            return {
                "record": Region(0, 0, left, room),
                "voices": Region(left, 0, width - left, room),
                **below,
            }
        top = room // 2
        return {
            "record": Region(0, 0, width, top),
            "voices": Region(0, top, width, room - top),
            **below,
        }

    def spoken(self) -> Iterator[Part]:
        """The message, then the record, then everybody's voice."""
        yield Said("title", "Disagreements", "; ".join(f"{key}: {does}" for key, does in _KEYS))
        yield Said("message", self.message.words)
        yield from self.record_pane.spoken()
        yield from self.voices_pane.spoken()

    # What there is to settle

    def refresh_cases(self) -> None:
        """Takes in what has been done since, here or by others. What is settled stays in its place."""
        found = disagreements(self.document, self.ledgers())
        self.open = {case.record: case for case in found}
        self.cases += [record for record in self.open if record not in self.cases]
        self._show()

    @property
    def record(self) -> str:
        return self.cases[self.at] if self.cases else ""

    @property
    def _ahead(self) -> list[int]:
        """The open cases from the next one on, around the end."""
        around = [*range(self.at + 1, len(self.cases)), *range(self.at + 1)]
        return [at for at in around if self.cases[at] in self.open]

    def _show(self) -> None:
        if not self.cases:
            self.record_pane.show("", "")
            self.voices_pane.show((), "Nobody differs: there is nothing to settle.")
            return
        dot = f" {self.look.symbols.separator} "
        place = f"{self.at + 1}/{len(self.cases)}{dot}{len(self.open)} left"
        self.record_pane.show(self.record, place)
        case = self.open.get(self.record)
        if case is not None:
            self.voices_pane.show(case.voices, "")
            return
        found, ledgers = self.document.records[self.record], self.ledgers()
        self.voices_pane.show(voices(found, ledgers), _stands(outcome(found, ledgers)))

    def say(self, words: str) -> None:
        """Shows a message until the next key."""
        before = len(self.message.lines(self.size.width))
        self.message.words = words
        if len(self.message.lines(self.size.width)) != before:
            self.surface.place()
        self.message.repaint()

    # Keys

    def typed(self, key: str, character: str | None) -> None:
        self.say("")
        if key == "escape":
            self.answer(len(self._done))
        elif key == "u":
            self._undo()
        elif key == "tab":
            self._swap()
        elif key == "?":
            lines = [f"{keys:<16}{words}" for keys, words in _HELP]
            ask(self.app, ChoiceScreen(self.look, "Keys", lines, [Choice("q", "go on", None)]))
        elif key in PAGES:
            active = self.record_pane if self.record_pane.active else self.voices_pane
            active.page(PAGES[key])
        elif self.cases:
            self._typed_at_a_case(key)

    def _typed_at_a_case(self, key: str) -> None:
        if key in ("a", "x"):
            self._settle(_VERDICTS[key], "")
        elif key in ("A", "X", "!"):
            self._ask_why(_VERDICTS[key.lower()])
        elif key in "123456789":
            self._follow(int(key) - 1)
        elif key == "c":
            title = f"Comment on “{self.document.caption(self.record)}”"
            said = partial(self._commented, self.record)
            ask(self.app, PromptScreen(self.look, title, "what you want to say"), said)
        elif key in _STEPS:
            self._go(self.at + _STEPS[key])
        elif key in ("n", "N"):
            self._to_open(key)

    def _swap(self) -> None:
        """Gives the scrolling keys to the other half."""
        for pane in (self.record_pane, self.voices_pane):
            pane.active = not pane.active
            pane.repaint()

    def _go(self, at: int) -> None:
        if 0 <= at < len(self.cases):
            self.at = at
            self._show()

    def _to_open(self, key: str) -> None:
        ahead = self._ahead
        if not ahead:
            self.say(self._all_settled)
        else:
            others = [at for at in ahead if at != self.at]
            self._go((others or ahead)[0 if key == "n" else -1])

    @property
    def _all_settled(self) -> str:
        count = len(self.cases)
        which = "The one disagreement is" if count == 1 else f"All {count} disagreements are"
        return f"{which} settled. esc goes back, u takes back the last one."

    # What is written

    def _write(self, write: Callable[[], None]) -> bool:
        """Writes, and takes in what has come of it; says why when it can't be kept."""
        try:
            write()
        except JournalError as error:
            self.say(str(error))
            return False
        self.refresh_cases()
        return True

    def _settle(self, verdict: Verdict, words: str) -> None:
        record, caption = self.record, self.document.caption(self.record)
        if not self._write(partial(self._settle_in_journal, record, verdict, words)):
            return
        self._done.append(record)
        if record in self.open:
            self.say(
                f"“{caption}” stays open: you have corrected it, and this is about what the file says."
                " Save your correction first, or undo it."
            )
            return
        if not self.open:
            self.say(self._all_settled)
            return
        self._go(self._ahead[0])
        self.say(f"Settled: “{caption}” is {STATUS[verdict]}. u takes it back.")

    def _ask_why(self, verdict: Verdict) -> None:
        title = f"“{self.document.caption(self.record)}” is {STATUS[verdict]}: why?"
        screen = PromptScreen(self.look, title, "a few words, or just enter", empty=True)

        def answered(words: str | None) -> None:
            if words is not None:
                self._settle(verdict, words)

        ask(self.app, screen, answered)

    def _follow(self, number: int) -> None:
        """Takes one reviewer's decision, with their words."""
        heard = self.voices_pane.voices
        if number >= len(heard) or not heard[number].verdict:
            self.say(f"There is no decision {number + 1} to take here.")
            return
        decision = heard[number].decision
        assert decision is not None
        words = f": {decision.words}" if decision.words else ""
        self._settle(cast(Verdict, decision.act), f"as {decision.by} says{words}")

    def _commented(self, record: str, words: str | None) -> None:
        if words and self._write(partial(self._comment_in_journal, record, words)):
            self._done.append(record)
            self.say("Comment kept.")

    def _undo(self) -> None:
        if not self._done:
            self.say("Nothing was done here that could be taken back.")
        elif self._write(self._undo_in_journal):
            record = self._done.pop()
            self._go(self.cases.index(record))
            self.say("Taken back.")


def _stands(found: Outcome) -> str:
    """How a record stands that is not disputed any more."""
    by = f", by {', '.join(found.by)}" if found.by else ""
    words = f": “{found.words}”" if found.words else "."
    return f"Now {found.status}{by}{words}"
