"""What a reviewer's acts come to: decisions, comments, and corrections that wait to be saved.

Nothing is ever taken out of a journal: an `undo` is one more act, and what stands is worked out anew
for the records it touches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.plain import Fields
from models.review.acts import CORRECTIONS, DECISIONS, Act


@dataclass
class Overlay:
    """What a reviewer's corrections make of one record. `base` has the fields as they were in the file
    when first corrected or last saved, `mine` the same fields as the reviewer wants them; in both,
    None for a field is a field that is not there, and None for all a record that is not there."""

    base: Fields | None
    mine: Fields | None

    @property
    def changes(self) -> bool:
        return self.base != self.mine


@dataclass
class Standing:
    """What one reviewer has said of one record; undone acts do not count."""

    decision: Act | None = None
    settlement: Act | None = None
    comments: list[Act] = field(default_factory=list)
    overlay: Overlay | None = None


_NOTHING = Standing()


class Ledger:
    """One reviewer's acts, in their order, and what they come to."""

    def __init__(self, reviewer: str, acts: Iterable[Act] = ()) -> None:
        self.reviewer = reviewer
        self.acts: list[Act] = []
        self.standings: dict[str, Standing] = {}
        self._touching: dict[str, list[Act]] = {}
        self._groups: dict[str, list[Act]] = {}
        self._undone: set[str] = set()
        self._done: list[str] = []  # groups that can be undone, oldest first
        self._ahead: list[str] = []  # groups that can be done again, oldest undone first
        self.add(acts)

    def add(self, acts: Iterable[Act]) -> set[str]:
        """Takes more acts in; the records whose standing may be another."""
        touched: set[str] = set()
        for act in acts:
            self.acts.append(act)
            touched |= self._take(act)
        for record in touched:
            self._work_out(record)
        return touched

    def _take(self, act: Act) -> set[str]:
        if act.act == "undo":
            if act.of in self._done:
                self._done.remove(act.of)
                self._ahead.append(act.of)
                self._undone.add(act.of)
            return self._records(act.of)
        if act.act == "redo":
            if act.of in self._ahead:
                self._ahead.remove(act.of)
                self._done.append(act.of)
                self._undone.discard(act.of)
            return self._records(act.of)
        if act.act != "save":
            self._groups.setdefault(act.group, []).append(act)
            if not self._done or self._done[-1] != act.group:
                self._done.append(act.group)
            self._ahead.clear()
        for record in act.records:
            self._touching.setdefault(record, []).append(act)
            self.standings.setdefault(record, _NOTHING)  # in the order first touched
        return set(act.records)

    def _records(self, group: str) -> set[str]:
        return {record for act in self._groups.get(group, ()) for record in act.records}

    # What stands

    def is_undone(self, act: Act) -> bool:
        """Whether an act was taken back and not done again."""
        return act.group in self._undone

    def of(self, record: str) -> Standing:
        """What this reviewer has said of a record."""
        return self.standings.get(record, _NOTHING)

    @property
    def undoable(self) -> list[Act]:
        """The acts that an undo would take back, which were done together; none if there are none."""
        return self._groups[self._done[-1]] if self._done else []

    @property
    def redoable(self) -> list[Act]:
        """The acts that a redo would do again."""
        return self._groups[self._ahead[-1]] if self._ahead else []

    def _work_out(self, record: str) -> None:
        standing = Standing()
        for act in self._touching.get(record, ()):
            done = act.group not in self._undone
            if record in act.changes:
                standing.overlay = _corrected(standing.overlay, act, record, done)
            if not done or act.record != record:
                continue
            if act.act in DECISIONS:
                standing.decision = act if act.act != "withdraw" else None
            elif act.act == "settle":
                standing.settlement = act if act.after else None
            elif act.act == "comment":
                standing.comments.append(act)
        self.standings[record] = standing


def _corrected(overlay: Overlay | None, act: Act, record: str, done: bool) -> Overlay:
    """An overlay after one more correction, or after a save. What was undone leaves no trace in
    `mine`, but its `before` still tells what stood in the file."""
    before, after = act.changes[record]
    if act.act == "save":
        return _saved(overlay, after)
    assert act.act in CORRECTIONS  # nothing else changes records
    if act.act == "resolve":
        if not done:
            return overlay or Overlay(_copy(before), _copy(before))
        return Overlay(_over(overlay.base if overlay else {}, before), _over_mine(overlay, after))
    if overlay is None:
        overlay = Overlay(_copy(before), _copy(before))
    else:
        overlay = Overlay(_under(overlay.base, before), _under(overlay.mine, before))
    return Overlay(overlay.base, _over_mine(overlay, after)) if done else overlay


def _saved(overlay: Overlay | None, written: Fields | None) -> Overlay:
    if overlay is None:
        return Overlay(_copy(written), _copy(written))
    return Overlay(_over(overlay.base, written), overlay.mine)


def _over_mine(overlay: Overlay | None, after: Fields | None) -> Fields | None:
    return _over(overlay.mine if overlay else {}, after)


def _copy(fields: Fields | None) -> Fields | None:
    return None if fields is None else dict(fields)


def _over(fields: Fields | None, change: Fields | None) -> Fields | None:
    """Fields with a change laid over them; a record that is not there any more, or is there anew."""
    return None if change is None else {**(fields or {}), **change}


def _under(fields: Fields | None, known: Fields | None) -> Fields | None:
    """Fields, and what was known of others."""
    return fields if fields is None or known is None else {**known, **fields}
