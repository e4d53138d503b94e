"""Correcting: edit, add, delete, merge and split records; undo and redo; write it into the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from models.article import Record, RecordType
from models.plain import Fields, changed, patched, plain
from models.review import operations
from models.review.acts import Act, new_id
from models.review.journal import JournalError
from models.review.operations import Correction, ImpossibleError
from tui.screens.ask import Choice, ChoiceScreen, PromptScreen, ask, counted
from tui.screens.filing import adopt

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_NOUNS: dict[RecordType, tuple[str, str]] = {
    "actor": ("a", "actor"),
    "event": ("e", "event"),
    "quote": ("q", "quote"),
    "place": ("p", "place"),
    "context": ("n", "note"),
    "link": ("r", "relation between two records"),
}
"""The types of record, each with the key that chooses it."""

SHOWN_LINKS = 8
"""Links to a record that are named before it is deleted."""


class Correcting:
    """The commands of the group “Correct”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk

    @property
    def _selected(self) -> Record | None:
        if not self.desk.may_write():
            return None
        record = self.desk.state.document.records.get(self.desk.state.selection.record)
        if record is None:
            self.desk.say("Nothing is selected, so there is nothing to correct.")
        return record

    def _correct(self, make: Callable[[], Correction | None], said: str) -> None:
        """Keeps a correction on disk, then shows it; says why when it can't be made or kept."""
        review, state = self.desk.state.review, self.desk.state
        try:
            correction = make()
            if correction is None:
                self.desk.say("Nothing was changed.")
                return
            touched = review.do(*self._acts(correction))
        except (ImpossibleError, JournalError) as error:
            self.desk.say(f"Not changed: {error}")
            return
        undo = state.keys.first("undo")
        self.desk.anew.corrected(f"{said} {undo} takes it back.", correction.record, touched)

    def _acts(self, correction: Correction) -> list[Act]:
        """What a correction is in the journal. A renaming changes no more than ids: what was decided
        goes along, about the records as they read with them."""
        state, review = self.desk.state, self.desk.state.review
        record = state.document.records.get(correction.record)
        act = review.act(correction.act, record, before=correction.before, after=correction.after)
        act = replace(act, record=correction.record)
        moved = operations.renamed(state.document, correction)
        decided = {old: new for old, new in moved.items() if state.judged(old).decided}
        if not decided:
            return [act]
        act = replace(act, batch=new_id())
        return [act, *(self._again(old, new, act.batch) for old, new in decided.items())]

    def _again(self, old: str, new: Record, batch: str) -> Act:
        """The decision about a record once more, as it reads with other ids."""
        review = self.desk.state.review
        decision = review.own.of(old).decision
        assert decision is not None  # it counts
        verdict = decision.act
        return review.act(
            verdict, new, words=decision.words, before=verdict, after=verdict, batch=batch
        )

    def _push(self, screen: Any, then: Callable[[Any], None]) -> None:
        """Asks something; nothing happens when it is left without an answer, or with a no."""

        def answered(result: Any) -> None:
            if result is None or result is False:
                self.desk.say("Nothing was changed.")
            else:
                then(result)

        ask(self.desk.app, screen, answered)

    def _caption(self, record: str) -> str:
        return f"“{self.desk.state.document.caption(record)}”"

    # The form

    def action_edit(self) -> None:
        record = self._selected
        if record is not None:
            self._form(
                record.type,
                plain(record),
                f"Edit {record.type} {record.id}",
                lambda fields: self._edited(record, fields),
                new=False,
            )

    def _edited(self, record: Record, fields: Fields) -> None:
        new = fields.get("id", record.id)
        said = f"{self._caption(record.id)} is corrected."
        if new != record.id:
            said = f"“{record.id}” is called “{new}” now."
        elif self.desk.state.judged(record.id).decided:
            key = self.desk.state.keys.first("accept")
            said += f" What you decided is outdated: {key} accepts it as it reads now."
        self._correct(lambda: _changed(self.desk, record, fields), said)

    def _form(
        self,
        type_: RecordType,
        fields: Fields,
        title: str,
        then: Callable[[Fields], None],
        *,
        new: bool,
    ) -> None:
        from tui.screens.form import FormScreen

        state = self.desk.state
        screen = FormScreen(
            state.document, self.desk.look, state.keys, type_, fields, title=title, new=new
        )
        self._push(screen, then)

    # More records, or fewer

    def action_add(self) -> None:
        if not self.desk.may_write():
            return
        choices = [Choice(key, noun, type_) for type_, (key, noun) in _NOUNS.items()]
        screen = ChoiceScreen(self.desk.look, "Add what?", (), choices)
        self._push(screen, lambda type_: self._new(type_, {}))

    def _new(self, type_: RecordType, fields: Fields) -> None:
        self._form(
            type_,
            fields,
            f"New {_NOUNS[type_][1]}",
            lambda given: self._correct(
                lambda: operations.add(self.desk.state.document, type_, given),
                f"A new {_NOUNS[type_][1]}.",
            ),
            new=True,
        )

    def action_mark(self) -> None:
        if not self.desk.may_write():
            return
        from tui.screens.picker import PickScreen

        document, record = self.desk.state.document, self.desk.state.selection.record
        passages = document.passages.of(record)
        start = passages[0].start if passages else 0
        screen = PickScreen(document, self.desk.look, start, "Mark the words of a new record")
        self._push(screen, self._marked)

    def _marked(self, picked: Any) -> None:
        """Words of the text were marked: what are they?"""
        record = self.desk.state.document.records.get(self.desk.state.selection.record)
        choices: list[Choice[str]] = [
            Choice("d", "a direct quotation by …", "direct"),
            Choice("i", "reported speech by …", "indirect"),
        ]
        choices += [
            Choice(key, f"a new {noun}", type_)
            for type_, (key, noun) in _NOUNS.items()
            if type_ not in ("link", "quote")
        ]
        if record is not None:
            choices.append(Choice("m", f"a mention of {self._caption(record.id)}", "mention"))
        words = picked.words.strip('“”"')
        screen = ChoiceScreen(self.desk.look, "What is this?", [f"“{words}”"], choices)
        self._push(screen, lambda what: self._made(what, picked, record))

    def _made(self, what: str, picked: Any, record: Record | None) -> None:
        if what == "mention" and record is not None:
            fields = plain(record)
            self._edited(record, {**fields, "at": [*fields.get("at", []), picked.selector]})
        elif what in ("direct", "indirect"):
            self._speaker(lambda speaker: self._new("quote", _quote(what, picked, speaker)))
        else:
            type_: RecordType = what  # type: ignore[assignment]
            named = {"actor": "name", "place": "name"}.get(type_)
            at: Fields = {named: picked.words} if named else {"at": [picked.selector]}
            self._new(type_, at)

    def _speaker(self, then: Callable[[str], None]) -> None:
        from tui.screens.choose import ChooseIds

        screen = ChooseIds(
            self.desk.state.document, self.desk.look, ("actor",), "Who says it?", many=False
        )
        self._push(screen, lambda chosen: then(chosen[0] if chosen else ""))

    def action_delete(self) -> None:
        record = self._selected
        if record is None:
            return
        document = self.desk.state.document
        correction = operations.delete(document, record.id)
        gone = [each for each, fields in correction.after.items() if fields is None]
        linking = operations.linking_to(document, record.id)
        lines = [f"{self._caption(each)} {words}" for each, words in linking if each not in gone]
        lines = _listed("These link to it, and lose that link:", lines)
        also = [self._caption(each) for each in gone if each != record.id]
        lines += _listed("These can’t stand without it, and go too:", also)
        choices = [Choice("y", "delete it", True), Choice("n", "keep it", False)]
        named = self._caption(record.id)
        title = f"Delete {named}?"
        screen = ChoiceScreen(self.desk.look, title, lines or ["Nothing links to it."], choices)
        self._push(
            screen,
            lambda _: self._correct(
                lambda: operations.delete(self.desk.state.document, record.id),
                f"{named} is deleted.",
            ),
        )

    def action_merge(self) -> None:
        record = self._selected
        if record is None:
            return
        from tui.screens.choose import ChooseIds

        screen = ChooseIds(
            self.desk.state.document,
            self.desk.look,
            (record.type,),
            f"Merge {self._caption(record.id)} into which?",
            many=False,
            without=(record.id,),
        )
        self._push(screen, lambda chosen: self._merge_into(record.id, chosen[0]))

    def _merge_into(self, gone: str, keep: str) -> None:
        count = len(operations.linking_to(self.desk.state.document, gone))
        one, other = self._caption(gone), self._caption(keep)
        lines = [
            f"{one} goes; {other} stays, with what both say.",
            f"{counted(count, 'link')} to {one} will lead to {other}.",
        ]
        choices = [Choice("y", "merge them", True), Choice("n", "leave them", False)]
        title = "Merge the two?"
        self._push(
            ChoiceScreen(self.desk.look, title, lines, choices),
            lambda _: self._correct(
                lambda: operations.merge(self.desk.state.document, keep, gone),
                f"{one} is merged into {other}.",
            ),
        )

    def action_split(self) -> None:
        record = self._selected
        if record is None:
            return
        from tui.screens.splitting import NAMED, SplitScreen

        if record.type not in NAMED:
            self.desk.say("A link is between two records; there is nothing to split.")
            return

        def named(name: str) -> None:
            screen = SplitScreen(self.desk.state.document, self.desk.look, record, name)
            self._push(screen, lambda chosen: split(name, screen.parts(chosen)))

        def split(name: str, parts: operations.Parts) -> None:
            new = operations.fresh_id(self.desk.state.document, name)
            self._correct(
                lambda: operations.split(self.desk.state.document, record.id, new, parts),
                f"“{name}” is split off {self._caption(record.id)}.",
            )

        title = f"Split {self._caption(record.id)}: what is the new one called?"
        self._push(PromptScreen(self.desk.look, title, placeholder=NAMED[record.type]), named)

    # Undo and redo

    def action_undo(self) -> None:
        if self.desk.may_write() and adopt(self.desk):
            self._step(self.desk.state.review.undo, "Undone", "Nothing is left to undo.")

    def action_redo(self) -> None:
        if self.desk.may_write():
            self._step(self.desk.state.review.redo, "Done again", "Nothing is left to do again.")

    def _step(self, step: Callable[[], Sequence[Act]], did: str, nothing: str) -> None:
        try:
            acts = step()
        except JournalError as error:
            self.desk.say(str(error))
            return
        if not acts:
            self.desk.say(nothing)
            return
        record = acts[0].record
        before = self.desk.state.document
        touched = self.desk.state.review.touched
        if any(act.changes for act in acts):
            self.desk.anew.corrected("", record, touched)
        else:
            self.desk.anew.judged(touched)
            if record in self.desk.state.document.records:
                self.desk.land(record)
        known = before if record in before.records else self.desk.state.document
        self.desk.say(f"{did}: {_told(acts, known.caption(record))}.")


def _listed(head: str, lines: Sequence[str]) -> list[str]:
    """Lines below what they are, as many as are read; none if there are none."""
    more = len(lines) - SHOWN_LINKS
    rest = [f"  and {more} more"] if more > 0 else []
    return [head, *(f"  {line}" for line in lines[:SHOWN_LINKS]), *rest] if lines else []


def _told(acts: Sequence[Act], named: str) -> str:
    """What acts done together did."""
    first = acts[0]
    alike = len({act.act for act in acts}) == 1
    what = counted(len(acts), "record") if alike and len(acts) > 1 else f"“{named}”"
    return f"{first.act} {what}"


def _quote(form: str, picked: Any, speaker: str) -> Fields:
    said: Fields = {"form": form}
    if speaker:
        said["speaker"] = [speaker]
    return {**said, **({"text": picked.words} if form == "direct" else {"at": [picked.selector]})}


def _changed(desk: DeskScreen, record: Record, fields: Fields) -> Correction | None:
    """The correction that a form asks for: what was changed in it, of the record as it reads now.
    Another id is a renaming."""
    mine = changed(plain(record), fields)[1]
    if not mine:
        return None
    document = desk.state.document
    now = document.records.get(record.id)
    if now is None:
        raise ImpossibleError(f"“{record.id}” is gone from the file meanwhile.")
    return operations.edit(document, record.id, patched(plain(now), mine))
