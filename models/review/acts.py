"""What a reviewer does, as a journal keeps it: one act a line, never changed afterwards."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from models.plain import TYPE, Fields, derived_id

VERSION = 1
"""The version of the journal's format this program writes; `v` in each line."""

Verdict = Literal["accept", "reject", "flag"]
ActName = Literal[
    "accept",
    "reject",
    "flag",
    "withdraw",
    "comment",
    "settle",
    "edit",
    "add",
    "delete",
    "merge",
    "split",
    "rename",
    "resolve",
    "save",
    "undo",
    "redo",
]

DECISIONS = ("accept", "reject", "flag", "withdraw")
CORRECTIONS = ("edit", "add", "delete", "merge", "split", "rename", "resolve")

Change: TypeAlias = dict[str, Fields | None]
"""Fields by record id: those that changed (None: a field that is not there), or None for a record
that is not there."""


class Act(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing done by one reviewer.

    `at` is UTC (ISO 8601, milliseconds, `Z`); `record` the id it is about, and `fingerprint` tells how
    that record read then; `words` are a comment's, or why something was flagged or settled. `before`
    and `after` are verdicts for a decision or settlement (None: undecided), and changes of records for
    a correction; a `save` has in `after` what it wrote. Acts done together have one `batch`. `of` is
    the id or batch that an `undo` takes back or a `redo` does again.
    """

    v: int
    id: str
    at: str
    by: str
    act: ActName
    record: str = ""
    fingerprint: str = ""
    words: str = ""
    before: str | Change | None = None
    after: str | Change | None = None
    batch: str = ""
    of: str = ""

    @property
    def group(self) -> str:
        """What is undone together with it."""
        return self.batch or self.id

    @property
    def changes(self) -> dict[str, tuple[Fields | None, Fields | None]]:
        """The records it changes: each one's fields before and after."""
        before = self.before if isinstance(self.before, dict) else {}
        after = self.after if isinstance(self.after, dict) else {}
        return {key: (before.get(key), after.get(key)) for key in {**before, **after}}

    @property
    def records(self) -> tuple[str, ...]:
        """Every record it touches."""
        return tuple(dict.fromkeys((*([self.record] if self.record else ()), *self.changes)))

    @property
    def former_id(self) -> str:
        """The id that its record had before it; empty if it is no renaming."""
        if (
            self.act not in ("edit", "rename")
            or self.changes.get(self.record, ({},))[0] is not None
        ):
            return ""
        return next((id_ for id_, (_, after) in self.changes.items() if after is None), "")

    @property
    def merged_id(self) -> str:
        """What a merging made one with its record; empty if it is none."""
        gone = (id_ for id_, (_, after) in self.changes.items() if after is None)
        return next(gone, "") if self.act == "merge" else ""

    @property
    def split_id(self) -> str:
        """What a splitting made of its record; empty if it is none. Links may be new too, as their ends
        name them."""
        if self.act != "split":
            return ""
        come = [id_ for id_, (before, _) in self.changes.items() if before is None]
        named = [id_ for id_ in come if (self.changes[id_][1] or {}).get(TYPE) != "link"]
        return next(iter(named or come), "")

    @property
    def successors(self) -> dict[str, str]:
        """What took the place of records that went with it, by their ids: of one that was renamed or
        merged, and of links that are called by their ends."""
        changes, former = self.changes, self.former_id or self.merged_id
        found = {former: self.record} if former else {}
        moved = found or ({self.record: self.split_id} if self.split_id else {})
        if not moved:
            return {}
        gone = [id_ for id_, (_, after) in changes.items() if after is None and id_ != former]
        moved, found = dict(moved), dict(found)
        for id_ in sorted(gone, key=len):  # those that name others are longer
            new = _called(changes[id_][0], moved)
            if new in changes:
                moved[id_] = found[id_] = new
        return found


def _called(link: Fields | None, moved: dict[str, str]) -> str:
    """The id of a link that is called by its ends, once these have others; empty if it is none."""
    fields = link or {}
    ends = {name: moved.get(str(fields.get(name))) or fields.get(name) for name in ("from", "to")}
    return derived_id({**fields, **ends})


def new_id() -> str:
    return os.urandom(8).hex()


def now() -> str:
    """This moment, as acts have it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
