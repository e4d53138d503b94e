"""Deciding: accept, reject, flag and comment; what is undecided; which records show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from models.article import Actor, Record
from models.review.acts import Verdict
from models.review.filters import Filter, linked, parse
from models.review.journal import JournalError
from models.review.progress import next_undecided
from models.review.review import State
from tui.screens.ask import Choice, ChoiceScreen, PromptScreen, ask, counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_DONE = {"accept": "accepted", "reject": "rejected", "flag": "flagged"}

LONG_TITLE = 40
"""Characters of a record's caption that a question names."""


class Deciding:
    """The commands of the group “Decide”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk

    @property
    def _selected(self) -> Record | None:
        """The selected record, if something can be said of it now."""
        state = self.desk.state
        if not self.desk.may_write():
            return None
        record = state.document.records.get(state.selection.record)
        if record is None:
            self.desk.say("Nothing is selected, so there is nothing to decide.")
        return record

    # One record

    def action_accept(self) -> None:
        if record := self._selected:
            self._decide("accept", record)

    def action_reject(self) -> None:
        if record := self._selected:
            self._decide("reject", record)

    def action_flag(self) -> None:
        if record := self._selected:
            self._ask(
                f"Flag {self._named(record)}: why?",
                "a few words, or just enter",
                lambda words: self._decide("flag", record, words),
                empty=True,
            )

    def action_comment(self) -> None:
        if record := self._selected:
            self._ask(
                f"Comment on {self._named(record)}",
                "what you want to say",
                lambda words: self._comment([record], words),
            )

    def action_withdraw(self) -> None:
        record = self._selected
        if record is None:
            return
        if not self.desk.state.judged(record.id).verdict:
            self.desk.say("You have not decided about this record.")
        elif self._do(lambda: self.desk.state.review.decide("withdraw", [record])):
            self.desk.say("Your decision is taken back.")

    def _decide(self, verdict: Verdict, record: Record, words: str = "") -> None:
        state = self.desk.state
        said = state.review.verdict(record)
        same = (said.verdict, said.outdated, said.words) == (verdict, False, words)
        following = self._following(record.id)  # now: a filter may let the record go
        if not same and not self._do(lambda: state.review.decide(verdict, [record], words)):
            return
        self._go_on(following, self._told(record, verdict, said, same=same))

    def _told(self, record: Record, verdict: Verdict, before: State, *, same: bool) -> str:
        """What was decided, and what it was before."""
        done, named = _DONE[verdict], self._named(record)
        if same:
            return f"{named} was {done} already."
        was = f" It was {_DONE[before.verdict]}." if before.verdict not in ("", verdict) else ""
        return f"{done.capitalize()}: {named}.{was}"

    def _comment(self, records: list[Record], words: str) -> None:
        if self._do(lambda: self.desk.state.review.comment(words, records)):
            many = f" on {counted(len(records), 'record')}" if len(records) > 1 else ""
            self.desk.say(f"Comment kept{many}.")

    def _do(self, act: Callable[[], set[str]]) -> bool:
        """Does it on disk and then on the screen; says why when it can't be kept."""
        try:
            touched = act()
        except JournalError as error:
            self.desk.say(f"Not kept: {error}")
            return False
        self.desk.anew.judged(touched)
        return True

    def _ask(
        self, title: str, placeholder: str, then: Callable[[str], None], *, empty: bool = False
    ) -> None:
        def answered(words: str | None) -> None:
            if words is not None:
                then(words)

        screen = PromptScreen(self.desk.look, title, placeholder=placeholder, empty=empty)
        ask(self.desk.app, screen, answered)

    def _named(self, record: Record) -> str:
        caption = self.desk.state.document.caption(record.id)
        return f"“{caption if len(caption) <= LONG_TITLE else caption[: LONG_TITLE - 1] + '…'}”"

    # What comes next

    def _following(self, record: str) -> str:
        """The next undecided record of the same pane, around its end."""
        desk, state = self.desk, self.desk.state
        if desk.active.pane != "details":
            return desk.active.after(record, state.undecided)
        known = record in state.document.records
        return desk.panes[state.home(record)].after(record, state.undecided) if known else ""

    def _go_on(self, following: str, said: str) -> None:
        """After a decision, as the setting wants it."""
        desk, state = self.desk, self.desk.state
        if state.settings.after_decision == "next":
            if following:
                desk.land(following)
            else:
                said = f"{said} Nothing is left to decide in this pane. {self._elsewhere}".strip()
        desk.say(said)

    @property
    def _elsewhere(self) -> str:
        left = self.desk.state.progress.whole.remaining
        key = self.desk.state.keys.first("next-undecided")
        return f"{key} goes to the next of {left} left elsewhere." if left else _all_done(self.desk)

    def action_next_undecided(self) -> None:
        self._to_undecided(1)

    def action_previous_undecided(self) -> None:
        self._to_undecided(-1)

    def _to_undecided(self, step: int) -> None:
        state = self.desk.state
        record = next_undecided(
            state.reading_order, state.selection.record, step, state.undecided, state.shown
        )
        if record:
            self.desk.land(record)
        elif state.shown is not None and state.progress.whole.remaining:
            key = state.keys.first("show-all")
            self.desk.say(f"Nothing that the filter shows is undecided. {key} shows all again.")
        else:
            self.desk.say(_all_done(self.desk))

    # Many records

    def action_many(self) -> None:
        if not self.desk.may_write():
            return
        sets = self._sets()
        choices = [
            Choice(str(number), f"{words}: {len(records)}", records)
            for number, (words, records) in enumerate(sets, 1)
            if records
        ]
        if not choices:
            self.desk.say("There are no records here to decide about.")
            return
        screen = ChoiceScreen(self.desk.look, "Which records?", (), choices)
        ask(self.desk.app, screen, self._chosen_set)

    def _sets(self) -> list[tuple[str, list[Record]]]:
        """The sets of records that can be decided about at once, with what they are."""
        state, desk = self.desk.state, self.desk
        records = state.document.records
        sets: list[tuple[str, list[Record]]] = []
        if desk.active.pane not in ("article", "details"):
            here = [records[record] for record in desk.active.listed()]
            sets.append((f"what the {desk.active.pane} pane shows", here))
        if state.shown is not None:
            left = [record for record in records.values() if record.id in state.shown]
            sets.append((f"what the filter shows ({state.filter.words(state.document)})", left))
        selected = records.get(state.selection.record)
        if isinstance(selected, Actor):
            near = linked(state.document, selected.id)
            mentioning = [record for record in records.values() if record.id in near]
            sets.append((f"{self._named(selected)} and what links to it", mentioning))
        return sets

    def _chosen_set(self, records: list[Record] | None) -> None:
        if records is None:
            return
        count = len(records)
        decided = sum(not self.desk.state.undecided(record.id) for record in records)
        lines = [f"{count} records, {decided} of them decided already."]
        choices = [
            Choice("a", f"accept {count}", "accept"),
            Choice("x", f"reject {count}", "reject"),
            Choice("!", f"flag {count}", "flag"),
            Choice("c", f"comment on {count}", "comment"),
            Choice("w", "take back what you decided", "withdraw"),
        ]

        def chosen(act: str | None) -> None:
            if act in ("flag", "comment"):
                title = f"{'Flag' if act == 'flag' else 'Comment on'} {count} records"
                self._ask(
                    title,
                    "a few words",
                    lambda words: self._confirm(act, records, words),
                    empty=act == "flag",
                )
            elif act is not None:
                self._confirm(act, records, "")

        screen = ChoiceScreen(self.desk.look, "Do what with them?", lines, choices)
        ask(self.desk.app, screen, chosen)

    def _confirm(self, act: str, records: list[Record], words: str) -> None:
        count = len(records)
        doing = {"comment": "Comment on", "withdraw": "Take back your decisions on"}.get(
            act, act.capitalize()
        )
        lines = [f"“{words}”"] if words else []
        choices = [Choice("y", "yes", True), Choice("n", "no", False)]

        def answered(yes: bool | None) -> None:
            if not yes:
                self.desk.say("Nothing was done.")
            elif act == "comment":
                self._comment(records, words)
            else:
                self._decide_many(act, records, words)

        screen = ChoiceScreen(self.desk.look, f"{doing} {count} records?", lines, choices)
        ask(self.desk.app, screen, answered)

    def _decide_many(self, act: str, records: list[Record], words: str) -> None:
        verdict: Verdict | Literal["withdraw"] = act  # type: ignore[assignment]
        if self._do(lambda: self.desk.state.review.decide(verdict, records, words)):
            undo = self.desk.state.keys.first("undo")
            done = _DONE.get(act, "undecided again")
            self.desk.say(f"{counted(len(records), 'record')} {done}. {undo} takes it back.")

    # Which records show

    def action_filter(self) -> None:
        from tui.screens.filtering import FilterScreen

        ask(self.desk.app, FilterScreen(self.desk.state, self.desk.look), self._filtered)

    def _filtered(self, typed: str | None) -> None:
        if typed is not None:
            self.desk.anew.narrow(parse(typed))

    def action_show_all(self) -> None:
        if self.desk.state.shown is None:
            self.desk.say("No filter is set: everything shows.")
        else:
            self.desk.anew.narrow(Filter())

    def action_progress(self) -> None:
        from tui.screens.standing import StandingScreen

        ask(self.desk.app, StandingScreen(self.desk.state, self.desk.look))


def _all_done(desk: DeskScreen) -> str:
    state = desk.state
    total = state.progress.whole.total
    saves = f" {state.keys.first('save')} writes your corrections." if state.waiting else ""
    name = state.file.path.name if state.file.path else "FILE"
    return (
        f"All {total} records are decided.{saves}"
        f" `copydesk apply {name}` in the shell writes what you accepted."
    )
