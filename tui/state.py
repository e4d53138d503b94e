"""The state of a desk: everything that is shown follows from it. Knows no widget."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

import msgspec
from rich.cells import cell_len
from textual.geometry import Size

from models.article import Record
from models.document import Document
from models.levels import told, wanted
from models.overviews import BY_KEY
from models.problems import Problems
from models.review.edits import Corrections, corrected
from models.review.filters import Filter, shown
from models.review.ledger import Ledger
from models.review.progress import Progress, reading_order
from models.review.review import Review
from models.revise import revise
from models.settings import Settings
from models.views.details import ThreadRow, undecided
from tui.arrangement import Arrangement, arrange
from tui.commands import BY_ID, ROOMS, Keymap
from tui.faults import Faults
from tui.judged import UNJUDGED, Judged
from tui.panes.names import home
from tui.selection import Selection, Trail
from tui.widgets.lines import wrap

_ABOUT_A_RECORD = (
    *("accept", "reject", "flag", "comment", "withdraw"),
    *("edit", "delete", "merge", "split", "copy"),
)
"""Commands that need a selected record."""

_READING = ("next-undecided", "previous-undecided", "filter", "show-all", "progress")
"""Commands of the review that write nothing."""

_IN_A_VIEW = ("closer", "wider", "whole", "pan-left", "pan-right", "pan-up", "pan-down", "regroup")

MOST_SAID, ROOM_TO_SAY = 3, 14
"""The lines that a message takes at most, and the height from which it may take more than one."""


class DeskState(msgspec.Struct, dict=True):
    """What the reader has before them. `file` is the document as it stands on disk, `document` the
    same with the reviewer's `corrections` that are not saved yet. `filter` leaves the records in
    `shown` (None: all). `stale` says that the file changed since it was read, `reading` how much of
    it is read again (in percent), `readings` how often it was read anew, `message` stands until the
    next key; while the desk `offers_views` that chooses one. `problems` are those that checks found
    (until `checked`, those of reading), `faults` are the program's own."""

    file: Document
    document: Document
    settings: Settings
    keys: Keymap
    review: Review
    progress: Progress
    corrections: Corrections
    filter: Filter = msgspec.field(default_factory=Filter)
    shown: frozenset[str] | None = None
    selection: Selection = msgspec.field(default_factory=Selection)
    trail: Trail = msgspec.field(default_factory=Trail)
    zoomed: bool = False
    offers_views: bool = False
    stale: bool = False
    reading: int = 0
    readings: int = 0
    message: str = ""
    problems: Problems = msgspec.field(default_factory=Problems)
    checked: bool = False
    faults: Faults = msgspec.field(default_factory=Faults)

    @property
    def order(self) -> tuple[str, ...]:
        return self.settings.panes

    @property
    def in_view(self) -> bool:
        """Whether a view has the screen."""
        return self.selection.active in BY_KEY

    # The review

    def put_together(self, touched: Collection[str] | None = None) -> None:
        """The document as the reviewer wants it, after the file changed, or the corrections of the
        `touched` records did."""
        found = corrected(self.file, self.review.own, touched)
        if touched is None:
            self.corrections, before, changed = found, self.file, found.records
        else:
            self.corrections = self.corrections.renewed(touched, found)
            filed = {record: self.file.records.get(record) for record in touched}
            before, changed = self.document, filed | found.records
        self.document = revise(before, changed) if changed else before
        if not self.checked:
            self.problems = self.found_by_reading()
        self.progress = Progress(self.document, self.review.verdict, self.review.own.standings)
        self.__dict__.pop("reading_order", None)
        self.narrow(self.filter)

    def found_by_reading(self) -> Problems:
        """The problems that are known without a check."""
        document = self.document
        if document.checked is not None:
            return Problems(wanted(document.checked, document, self.settings.checks))
        return Problems(told(document.problems, document, self.settings.checks))

    def narrow(self, filter: Filter) -> None:  # noqa: A002 - what it is
        """Leaves only the records that a filter shows; which have problems is known once all is checked."""
        self.filter = filter
        known = self.checked or not filter.problems
        self.shown = self.matching(filter) if filter and known else None

    def matching(
        self,
        filter: Filter,  # noqa: A002 - what it is
        among: Iterable[Record] | None = None,
    ) -> frozenset[str]:
        """The records that a filter leaves, of all or of those `among`."""
        review = self.review
        return shown(
            filter,
            self.document,
            review.verdict,
            review.reviewer,
            among,
            review.told_of,
            self.problems.faulty,
        )

    def judged_anew(self, touched: Collection[str]) -> None:
        """Takes in what was decided or said about some records."""
        known = self.document.records
        records = [known[record] for record in touched if record in known]
        for record in records:
            self.progress.update(record)
        if self.shown is not None:
            self.shown = self.shown.difference(touched) | self.matching(self.filter, records)

    def corrected_elsewhere(self, touched: Collection[str]) -> bool:
        """Whether some records are corrected otherwise than they show: one's own journal may have
        come to hold more, from another machine."""
        mine = [record for record in touched if self.review.own.of(record).overlay]
        found = corrected(self.file, self.review.own, mine).records
        return any(
            found.get(record, self.file.records.get(record)) != self.document.records.get(record)
            for record in touched
        )

    @property
    def ledgers(self) -> dict[str, Ledger]:
        """What everybody did, the reviewer among them."""
        return {self.review.reviewer: self.review.own, **self.review.others}

    @cached_property
    def reading_order(self) -> list[str]:
        """All records by where they first rest in the text."""
        return reading_order(self.document)

    @property
    def waiting(self) -> bool:
        """Whether some correction is not saved yet."""
        return bool(self.corrections.pending or self.corrections.conflicts)

    def select(self, record: str, link: int = 0) -> None:
        """Makes a record the selection; an unknown or empty id selects nothing. A link that it has no more
        gives way to its first."""
        known = record if record in self.document.records else ""
        edges = tuple(self.document.links.of(known))
        link = link if 0 <= link < len(edges) else 0
        self.selection = Selection(known, edges, link, active=self.selection.active)

    def judged(self, record: str) -> Judged:
        """How a record stands in the review."""
        found = self.document.records.get(record)
        if found is None:
            return UNJUDGED
        said = self.review.verdict(found, self.file.records.get(record))
        errors, warnings = self.problems.counts(record)
        current = {verdict for _, verdict, outdated in said.others if not outdated}
        if said.verdict and not said.outdated:
            current.add(said.verdict)
        return Judged(
            said.verdict,
            said.outdated,
            contested=len(current) > 1,
            settled=self._settled(record),
            commented=said.comments > 0,
            corrected=record in self.corrections.records,
            errors=errors,
            warnings=warnings,
        )

    def _settled(self, record: str) -> bool:
        """Whether somebody settled what reviewers said of a record as it reads now."""
        filed = self.file.records.get(record)
        ledgers = (self.review.own, *self.review.others.values())
        settled = [ledger for ledger in ledgers if ledger.of(record).settlement]
        if filed is None or not settled:
            return False
        from models.review.outcome import settlement

        return settlement(filed, {ledger.reviewer: ledger for ledger in settled}) is not None

    def thread(self, record: str) -> list[ThreadRow]:
        """What was said of a record, and what is to be corrected in it."""
        found = self.document.records.get(record)
        if found is None:
            return []
        if not any(record in ledger.standings for ledger in self.ledgers.values()):
            return [undecided(self.review.reviewer)]
        from models.views.thread import thread_rows  # the first screen of a review has none

        filed = self.file.records.get(record, found)
        return thread_rows(filed, self.review.own, self.review.others)

    def undecided(self, record: str) -> bool:
        """Whether the reviewer has still to decide about a record as it reads now."""
        return not self.judged(record).decided

    def tally(self, pane: str) -> tuple[int, int]:
        """How many of the records listed in a pane are decided, and how many there are."""
        counts = [count for kind, count in self.progress.types.items() if home(kind) == pane]
        return sum(count.decided for count in counts), sum(count.total for count in counts)

    def home(self, record: str) -> str:
        """The pane in which a record is listed."""
        return home(self.document.records[record].type)

    def arrangement(self, size: Size) -> Arrangement:
        """Where everything stands on a screen of this size. While there are hints, the details show,
        since they list every link."""

        def arranged(active: str, zoomed: bool) -> Arrangement:
            return arrange(
                size,
                self.order,
                active,
                zoomed=zoomed,
                layout=self.settings.layout,
                said=self._lines_said(size),
                linked=bool(self.selection.hints) and self.in_view,
            )

        usual = arranged(self.selection.active, self.zoomed)
        if self.selection.hints and usual.hidden and not self.in_view:
            return arranged("details", zoomed=False)
        return usual

    def _lines_said(self, size: Size) -> int:
        """The lines that the message takes, where there is room for more than one."""
        if cell_len(self.message) <= size.width - 2 or size.height < ROOM_TO_SAY:
            return 1
        return min(MOST_SAID, len(wrap(self.message, size.width - 2)))

    def possible(self, command: str) -> bool:
        """Whether a command would do something now: the footer offers no other."""
        linked = bool(self.selection.edges)
        in_file = self.document.path is not None
        answers: dict[str, bool] = {
            "follow": linked,
            "next-link": linked,
            "previous-link": linked,
            "hints": linked,
            "back": self.trail.can_go_back,
            "forward": self.trail.can_go_forward,
            **dict.fromkeys(_ABOUT_A_RECORD, bool(self.selection.record)),
            "undo": bool(self.review.own.undoable),
            "redo": bool(self.review.own.redoable),
            "save": self.waiting,
            "show-all": self.shown is not None,
            "conflicts": bool(self.corrections.conflicts),
            "take-over": bool(self.review.read_only),
            "open": in_file,
            "reload": in_file,
            "report": bool(self.faults),
            "problems": bool(self.problems.all),
            **dict.fromkeys(_IN_A_VIEW, self.in_view),
        }
        writes = ROOMS.get(BY_ID[command].group) in ("deciding", "correcting", "filing")
        if self.review.read_only and writes and command not in _READING:
            return False
        return answers.get(command, True)


def opened(document: Document, settings: Settings, keys: Keymap, review: Review) -> DeskState:
    """The state of a desk over a document as its file has it, with what its reviewer did before."""
    nothing = corrected(document, review.own, ())
    progress = Progress(document, review.verdict, review.own.standings)
    state = DeskState(document, document, settings, keys, review, progress, nothing)
    state.problems, state.checked = state.found_by_reading(), document.checked is not None
    if any(standing.overlay for standing in review.own.standings.values()):
        state.put_together()
    return state
