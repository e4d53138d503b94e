"""What is selected, what is marked because of it, and where the reader has been."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from models.links import Edge


class Mark(IntEnum):
    """How a record stands to the selection: not at all, linked to it, the link that `follow` would
    take, or the selected record itself."""

    NONE = 0
    LINKED = 1
    NEXT = 2
    SELECTED = 3


class Selection(msgspec.Struct, frozen=True, dict=True):
    """The one selection of the desk, sent down to every pane. `record` is the selected id (empty: none),
    `edges` its links, `link` the index of the one that `follow` takes, `stepped` whether the reader
    chose that one, `active` the pane that has the keys, `hints` letters by record id while they show."""

    record: str = ""
    edges: tuple[Edge, ...] = ()
    link: int = 0
    stepped: bool = False
    active: str = ""
    hints: Mapping[str, str] = msgspec.field(default_factory=dict)

    @cached_property
    def marks(self) -> Mapping[str, Mark]:
        marks = {edge.target: Mark.LINKED for edge in self.edges}
        if self.next_edge is not None and self.stepped:
            marks[self.next_edge.target] = Mark.NEXT
        if self.record:
            marks[self.record] = Mark.SELECTED
        return marks

    @property
    def next_edge(self) -> Edge | None:
        """The link that `follow` takes."""
        return self.edges[self.link] if self.link < len(self.edges) else None

    def mark(self, record: str) -> Mark:
        return self.marks.get(record, Mark.NONE) if record else Mark.NONE

    def stepping(self, steps: int) -> Selection:
        """With the next or previous link chosen; the first `]` chooses the first link."""
        if not self.edges:
            return self
        start = self.link if self.stepped else (-1 if steps > 0 else 0)
        return replace(self, link=(start + steps) % len(self.edges), stepped=True)


class Step(NamedTuple):
    """One station of the trail: a record, in which pane, with which link chosen. A `passing` step was
    reached by changing panes only, and gives way to the next one."""

    record: str
    pane: str
    link: int = 0
    passing: bool = False


class Trail:
    """Back and forward, as in a browser: a new step cuts off what lay ahead."""

    LONGEST = 500

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.at = -1

    @property
    def here(self) -> Step | None:
        return self.steps[self.at] if self.steps else None

    @property
    def can_go_back(self) -> bool:
        return self.at > 0

    @property
    def can_go_forward(self) -> bool:
        return self.at < len(self.steps) - 1

    def visit(self, step: Step) -> None:
        """A new station, unless the reader stands on that record already."""
        here = self.here
        if here is not None and (here.passing or here.record == step.record):
            self.replace(step)
            return
        del self.steps[self.at + 1 :]
        self.steps.append(step)
        del self.steps[: -self.LONGEST]
        self.at = len(self.steps) - 1

    def replace(self, step: Step) -> None:
        """The reader moved within a pane: the station changes, what lies ahead stays."""
        if self.at < 0:
            self.visit(step)
        else:
            self.steps[self.at] = step

    def move(self, step: Step, *, elsewhere: bool) -> None:
        """The reader moved the cursor: within a pane, or by going to one."""
        if elsewhere or self.here is None:
            self.visit(step)
        else:
            self.replace(step)

    def back(self) -> Step | None:
        if not self.can_go_back:
            return None
        self.at -= 1
        return self.here

    def forward(self) -> Step | None:
        if not self.can_go_forward:
            return None
        self.at += 1
        return self.here

    def keep(self, records: Mapping[str, object]) -> None:
        """Forgets stations whose record is gone, after a reload."""
        kept = [step for step in self.steps[: self.at + 1] if step.record in records]
        ahead = [step for step in self.steps[self.at + 1 :] if step.record in records]
        self.steps = kept + ahead
        self.at = len(kept) - 1 if kept else min(0, len(ahead) - 1)
