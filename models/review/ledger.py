"""What a reviewer's acts come to: decisions, comments, and corrections that wait to be saved.

Nothing is ever taken out of a journal: an `undo` is one more act, and what stands is worked out anew
for the records it touches.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from models.plain import TYPE, Fields
from models.review.acts import CORRECTIONS, DECISIONS, Act


class Overlay(Struct):
    """What a reviewer's corrections make of one record. `base` has the fields as they were in the file
    when first corrected or last saved, `mine` the same fields as the reviewer wants them; in both,
    None for a field is a field that is not there, and None for all a record that is not there."""

    base: Fields | None
    mine: Fields | None

    @property
    def changes(self) -> bool:
        return self.base != self.mine

    def written(self, fields: Fields) -> Fields | None:
        """What a `save` has to say once the record reads as `fields`: what waited. The rest may be
        another's, who wrote it meanwhile."""
        base, mine = self.base, self.mine
        if mine is None:
            return None
        if base is None or base.get(TYPE) != mine.get(TYPE):
            return {name: fields.get(name) for name in mine}
        names = (name for name in {**base, **mine} if base.get(name) != mine.get(name))
        return {name: fields.get(name) for name in names}


class Standing(Struct):
    """What one reviewer has said of one record; undone acts do not count."""

    decision: Act | None = None
    settlement: Act | None = None
    comments: list[Act] = []
    overlay: Overlay | None = None


_NOTHING = Standing()

_FORMER = 100
"""Records in whose place one stands, and whose comments it keeps: none was renamed as often, except in a
journal made to take time."""


class _Touch(NamedTuple):
    """An act that touches a record: its place among all acts, the record's fields before and after it
    if it changes them, and the records in whose place this one stands from then on."""

    place: int
    act: Act
    change: tuple[Fields | None, Fields | None] | None
    former: tuple[str, ...]


class Ledger:
    """One reviewer's acts, in their order, and what they come to."""

    def __init__(self, reviewer: str, acts: Iterable[Act] = ()) -> None:
        self.reviewer = reviewer
        self.acts: list[Act] = []
        self.standings: dict[str, Standing] = {}
        self._touching: dict[str, list[_Touch]] = {}
        self._groups: dict[str, list[Act]] = {}
        self._undone: set[str] = set()
        self._done: dict[str, None] = {}  # groups that can be undone, oldest first
        self._ahead: dict[str, None] = {}  # groups that can be done again, oldest undone first
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
                del self._done[act.of]
                self._ahead[act.of] = None
                self._undone.add(act.of)
            return self._records(act.of)
        if act.act == "redo":
            if act.of in self._ahead:
                del self._ahead[act.of]
                self._done[act.of] = None
                self._undone.discard(act.of)
            return self._records(act.of)
        if act.act != "save":
            self._groups.setdefault(act.group, []).append(act)
            if act.group not in self._undone:
                self._done.pop(act.group, None)  # its lines may stand apart
                self._done[act.group] = None
            self._ahead.clear()
        changes = act.changes
        former: dict[str, tuple[str, ...]] = {}
        for old, new in act.successors.items():
            former[new] = (*former.get(new, ()), old)
        for record in act.records:
            touch = _Touch(len(self.acts), act, changes.get(record), former.get(record, ()))
            self._touching.setdefault(record, []).append(touch)
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
        return self._groups[next(reversed(self._done))] if self._done else []

    @property
    def redoable(self) -> list[Act]:
        """The acts that a redo would do again."""
        return self._groups[next(reversed(self._ahead))] if self._ahead else []

    def _work_out(self, record: str) -> None:
        standing = Standing()
        for _, act, change, _ in self._touching.get(record, ()):
            done = act.group not in self._undone
            if change:
                standing.overlay = _corrected(standing.overlay, act, *change, done)
            if not done or act.record != record:
                continue
            if act.act in DECISIONS:
                standing.decision = act if act.act != "withdraw" else None
            elif act.act == "settle":
                standing.settlement = act if act.after else None
        standing.comments = self._comments(record)
        self.standings[record] = standing

    def _comments(self, record: str) -> list[Act]:
        """The comments on a record, and on those in whose place it stands, in their order."""
        comments: dict[int, Act] = {}
        walked: set[tuple[str, int]] = set()
        ways = [(record, len(self.acts) + 1)]
        for _ in range(_FORMER):
            if not ways:
                break
            id_, until = ways.pop()
            for place, act, change, former in reversed(self._touching.get(id_, ())):
                if place >= until or act.group in self._undone:
                    continue
                if (id_, place) in walked:
                    break
                walked.add((id_, place))
                if act.act == "comment":
                    comments[place] = act
                ways += [(old, place) for old in former]
                if former and change and change[0] is None:
                    break  # what had this id before was another
        return [comments[place] for place in sorted(comments)]


def _corrected(
    overlay: Overlay | None, act: Act, before: Fields | None, after: Fields | None, done: bool
) -> Overlay:
    """An overlay after one more correction, or after a save. What was undone leaves no trace in
    `mine`, but its `before` still tells what stood in the file."""
    if act.act == "save":
        known = overlay or Overlay(after, after)
        return Overlay(_over(known.base, after), known.mine)
    assert act.act in CORRECTIONS  # nothing else changes records
    known = overlay or Overlay(before, before)
    if act.act == "resolve":
        known = Overlay(_over(known.base, before), known.mine) if done else known
    else:
        known = _learned(_seen(known, before) if done else known, before or {}, done)
    return Overlay(known.base, _over(known.mine, after)) if done else known


def _seen(overlay: Overlay, before: Fields | None) -> Overlay:
    """An overlay in which all that does not wait reads as a correction found it in the file: somebody
    else may have written there since."""
    base, mine = overlay.base, overlay.mine
    whole = before is None or TYPE in before
    if not overlay.changes and (whole or base is None):
        return Overlay(before, before)
    if before is None or base is None or mine is None:
        return overlay
    same = (name for name in base if base[name] == mine.get(name) and (whole or name in before))
    now = {name: before.get(name) for name in same}
    return Overlay({**base, **now}, {**mine, **now})


def _learned(overlay: Overlay, before: Fields, done: bool) -> Overlay:
    """An overlay with the fields that were not known of yet, as they stood in the file. What is undone
    tells nothing new of a whole record: what it found there may be of another act that is undone."""
    base, mine = overlay.base or {}, overlay.mine or {}
    if not done and (TYPE in base or TYPE in mine):
        return overlay
    new = {name: value for name, value in before.items() if name not in base and name not in mine}
    return Overlay(_under(overlay.base, new), _under(overlay.mine, new))


def _over(fields: Fields | None, change: Fields | None) -> Fields | None:
    """Fields with a change laid over them; a whole record takes the place of all, and None is one that
    is not there any more."""
    if change is None or TYPE in change:
        return change
    return {**(fields or {}), **change}


def _under(fields: Fields | None, new: Fields) -> Fields | None:
    return None if fields is None else {**new, **fields}
