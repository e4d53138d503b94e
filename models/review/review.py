"""A review as the desk and the commands see it: one reviewer's own acts, and beside them the others'."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from models import files
from models.article import Record
from models.plain import fingerprint
from models.review.acts import VERSION, Act, ActName, Verdict, new_id, now
from models.review.journal import (
    SUFFIX,
    Journal,
    JournalError,
    Reading,
    folder_of,
    leads_out,
    reviewer_of,
    unkept,
)
from models.review.ledger import Ledger
from models.review.lock import Held, Lock, take

_NO_FILE = (
    "This article came from standard input, so there is no place for a journal. Save it to a file"
    " to review it."
)


MAX_BYTES = 256 << 20
"""Of all journals of a review together, the smallest first; more are not read."""


class State(NamedTuple):
    """What has been said of a record. `verdict` and `words` are the reviewer's own decision (empty:
    undecided), `outdated` that the record read differently then, `comments` how many all reviewers
    made, `others` each other reviewer's verdict and whether it is outdated."""

    verdict: Verdict | Literal[""] = ""
    outdated: bool = False
    words: str = ""
    comments: int = 0
    others: tuple[tuple[str, Verdict, bool], ...] = ()


class Review:
    """One reviewer's view of an article's review.

    `own` is what they did, `others` the ledgers of all other reviewers, sorted by name. `read_only`
    tells in words why nothing can be done (empty if all is well), `troubles` in whole sentences what
    was wrong with journals. What is done is on disk before it is in a ledger. `touched` are the records
    that the last act, undo or redo touched, and what others wrote into the own journal before it.
    """

    def __init__(
        self, path: Path | None, reviewer: str, clock: Callable[[], str], force: bool
    ) -> None:
        self.reviewer = reviewer
        self.own = Ledger(reviewer)
        self.others: dict[str, Ledger] = {}
        self._clock = clock
        self._force = force
        self._journal: Journal | None = None
        self._readings: dict[str, Reading] = {}
        self._lock: Lock | None = None
        self._refused = ""  # why there is no journal, or no lock
        self._strays: list[str] = []
        self._lost = ""
        self.touched: set[str] = set()
        self._touched: set[str] = set()
        self._prints: dict[str, tuple[Record, str]] = {}
        if path is None:
            self._refused = _NO_FILE
            return
        try:
            self._journal = Journal(path, reviewer)
        except JournalError as error:
            self._refused = str(error)

    @classmethod
    def open(
        cls,
        path: Path | None,
        reviewer: str,
        *,
        clock: Callable[[], str] = now,
        force: bool = False,
    ) -> Review:
        """Opens the review of the article at `path`; None is standard input. Nothing is written before the
        first act, except that the review is locked if its folder is there. `force` takes it over
        from a desk on another host that may still have it open."""
        review = cls(path, reviewer, clock, force)
        review.refresh()
        return review

    def close(self) -> None:
        """Lets another desk have the review."""
        if self._lock:
            self._lock.release()
            self._lock = None

    @property
    def read_only(self) -> str:
        return self._refused or (self._journal.read_only if self._journal else "")

    @property
    def troubles(self) -> list[str]:
        own = self._journal.troubles if self._journal else []
        others = [words for reading in self._readings.values() for words in reading.troubles]
        return [*([self._lost] if self._lost else []), *own, *others, *self._strays]

    def reopen(self) -> None:
        """Takes in all journals anew, whatever was made of them before. The own one must be there."""
        if self._journal is None:
            return
        reading = Reading(self._journal.path, self.reviewer)
        ledger = Ledger(self.reviewer, reading.new_acts())
        if not (reading.missing or reading.unreadable):
            self._journal.reading, self.own = reading, ledger
        self._readings, self.others, self._prints = {}, {}, {}
        self.refresh()

    # Doing

    def act(self, name: ActName, record: Record | None = None, **fields: Any) -> Act:
        """An act of this reviewer at this moment, not yet done."""
        about = {"record": record.id, "fingerprint": self._print(record)} if record else {}
        return Act(
            v=VERSION,
            id=new_id(),
            at=self._clock(),
            by=self.reviewer,
            act=name,
            **{**about, **fields},
        )

    def do(self, *acts: Act) -> set[str]:
        """Does acts, all or none; the records touched. Raises JournalError when they can't be kept."""
        self.touched = set()
        if not acts:
            return self.touched
        journal = self._begin()
        self._refresh_own(journal)
        journal.append(acts)
        self._touched |= self.own.add(acts)
        self._refresh_own(journal)
        self.touched = self._told()
        return self.touched

    def decide(
        self,
        verdict: Verdict | Literal["withdraw"],
        records: Sequence[Record],
        words: str = "",
    ) -> set[str]:
        """Decides about records, together if there are several. What is not decided can't be withdrawn."""
        after = None if verdict == "withdraw" else verdict
        batch = new_id() if len(records) > 1 else ""
        acts = [
            self.act(verdict, record, words=words, before=before, after=after, batch=batch)
            for record in records
            if (before := self._verdict(self.own, record)) or after
        ]
        return self.do(*acts)

    def comment(self, words: str, records: Sequence[Record]) -> set[str]:
        """Says something about records."""
        batch = new_id() if len(records) > 1 else ""
        acts = [self.act("comment", record, words=words, batch=batch) for record in records]
        return self.do(*acts)

    def undo(self) -> list[Act]:
        """Takes back what was done last; the acts taken back, none if there are none."""
        return self._again("undo", self.own.undoable)

    def redo(self) -> list[Act]:
        """Does again what was taken back last; the acts done again."""
        return self._again("redo", self.own.redoable)

    def _again(self, name: ActName, acts: list[Act]) -> list[Act]:
        self.do(*(self.act(name, of=act.group) for act in acts[:1]))
        return list(acts)

    def _begin(self) -> Journal:
        """The journal, its folder made and its lock taken."""
        if self._journal and self._lock is None:
            try:
                files.make_folder(self._journal.path.parent, self._journal.article)
            except OSError as error:
                raise unkept(error, self._journal.path) from error
            self._take_lock(self._journal)
        if self._journal is None or self._refused:
            raise JournalError(f"Nothing was kept: {self._refused}")
        return self._journal

    def _take_lock(self, journal: Journal) -> None:
        lock = take(journal.path.parent, self.reviewer, force=self._force)
        self._refused = lock.words if isinstance(lock, Held) else ""
        self._lock = None if isinstance(lock, Held) else lock

    # Reading

    def refresh(self) -> set[str]:
        """Takes in what journals have got since, and the lock when it has become free; the records
        touched."""
        if self._journal is None:
            return set()
        folder = self._journal.path.parent
        if self._lock is None and folder.is_dir():
            self._take_lock(self._journal)
        self._refresh_own(self._journal)
        found, self._strays = _journals(folder)
        found.pop(self.reviewer, None)
        for reviewer in self._readings.keys() - found.keys():
            del self._readings[reviewer]
            self._touched |= self.others.pop(reviewer).standings.keys()
        for reviewer in found.keys() - self._readings.keys():
            self._readings[reviewer] = Reading(found[reviewer], reviewer)
            self.others = dict(sorted({**self.others, reviewer: Ledger(reviewer)}.items()))
        for reviewer, reading in self._readings.items():
            self.others[reviewer], changed = _caught_up(self.others[reviewer], reading)
            self._touched |= changed
        return self._told()

    def _refresh_own(self, journal: Journal) -> None:
        before = self.own
        self.own, changed = _caught_up(before, journal.reading)
        self._touched |= changed
        if self._lock:
            journal.reading.tell_torn()
        if self.own is not before:
            lost = {act.id for act in before.acts} - {act.id for act in self.own.acts}
            self._lost = _gone(journal.path, len(lost)) if lost else ""

    def _told(self) -> set[str]:
        """The records touched since this was last asked; a failure between loses none."""
        touched, self._touched = self._touched, set()
        return touched

    # What stands

    @property
    def told_of(self) -> frozenset[str]:
        """The ids of all records of which anybody said anything."""
        ledgers = (self.own, *self.others.values())
        return frozenset(record for ledger in ledgers for record in ledger.standings)

    def verdict(self, record: Record, filed: Record | None = None) -> State:
        """What has been said of a record as it reads now; by others, of the record that the file has
        (`filed`), if that reads otherwise."""
        standing = self.own.of(record.id)
        comments = len(standing.comments)
        others = []
        for reviewer, ledger in self.others.items():
            comments += len(ledger.of(record.id).comments)
            if verdict := self._verdict(ledger, record):
                others.append((reviewer, verdict, self._outdated(ledger, filed or record)))
        return State(
            self._verdict(self.own, record) or "",
            self._outdated(self.own, record),
            standing.decision.words if standing.decision else "",
            comments,
            tuple(others),
        )

    def _verdict(self, ledger: Ledger, record: Record) -> Any:
        decision = ledger.of(record.id).decision
        return decision.act if decision else None

    def _outdated(self, ledger: Ledger, record: Record) -> bool:
        decision = ledger.of(record.id).decision
        return decision is not None and decision.fingerprint != self._print(record)

    def _print(self, record: Record) -> str:
        """A record's fingerprint, worked out once."""
        known = self._prints.get(record.id)
        if known is None or known[0] is not record:
            known = self._prints[record.id] = (record, fingerprint(record))
        return known[1]


def read_reviews(path: Path) -> tuple[dict[str, Ledger], list[str]]:
    """All reviewers' ledgers of the article at `path`, sorted by name, and what was wrong with their
    journals, in whole sentences."""
    journals, troubles = _journals(folder_of(path))
    ledgers = {}
    for reviewer, journal in journals.items():
        reading = Reading(journal, reviewer)
        ledgers[reviewer] = Ledger(reviewer, reading.new_acts())
        troubles += reading.troubles
    return ledgers, troubles


def _caught_up(ledger: Ledger, reading: Reading) -> tuple[Ledger, set[str]]:
    """A ledger with what its journal has got since, and the records touched; a new one if another
    file is in the journal's place."""
    restarts = reading.restarts
    acts = reading.new_acts()
    if reading.restarts == restarts:
        return ledger, ledger.add(acts)
    anew = Ledger(ledger.reviewer, acts)
    return anew, {*ledger.standings, *anew.standings}


def _gone(path: Path, count: int) -> str:
    return (
        f"Another file was put in the place of {path}; {count} of your acts are not in it. Put the"
        " former file back if that was a mistake."
    )


def _journals(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """The journals in a folder by their reviewers, sorted, and what is none though it looks like one."""
    if why := leads_out(folder):
        return {}, [why]
    journals, strays, left = {}, [], MAX_BYTES
    for size, name in sorted((_size(folder / name), name) for name in _names(folder)):
        if (reviewer := reviewer_of(name)) is not None:
            left -= size
            if left >= 0:
                journals[reviewer] = folder / name
            else:
                strays.append(
                    f"{folder / name} is not read: with it the journals of this review would be larger"
                    f" than {MAX_BYTES >> 20} MiB together. Take away those that nobody needs."
                )
        elif name.endswith(SUFFIX):
            strays.append(
                f"{folder / name} is not read: no journal has such a name. If it is a copy that a"
                " file synchroniser made, add its lines to the journal."
            )
    return dict(sorted(journals.items())), sorted(strays)


def _size(path: Path) -> int:
    with suppress(OSError):  # why it can't be read is told when it is
        return path.lstat().st_size
    return 0


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is asked for
    except OSError:  # it is told where the own journal is read
        return []
