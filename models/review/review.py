"""A review as the desk and the commands see it: one reviewer's own acts, and beside them the others'."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from models import files
from models.article import Record
from models.plain import fingerprint
from models.review.acts import VERSION, Act, ActName, Verdict, new_id, now
from models.review.journal import (
    Journal,
    JournalError,
    Reading,
    folder_of,
    raise_unkept,
    reviewer_of,
)
from models.review.ledger import Ledger
from models.review.lock import Held, Lock, take

_NO_FILE = (
    "This article came from standard input, so there is no place for a journal. Save it to a file"
    " to review it."
)


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
    was wrong with journals. What is done is on disk before it is in a ledger.
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
        self._refused = ""
        self._restarts = 0
        self._prints: dict[str, tuple[Record, str]] = {}
        if path is None:
            self._refused = _NO_FILE
            return
        self._folder = folder_of(path)
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
        from another host."""
        review = cls(path, reviewer, clock, force)
        if path is not None and review._folder.is_dir():
            review._take_lock()
        review.refresh()
        if review._journal and review._lock:
            review._journal.reading.tell_torn()
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
        own = [self._journal.reading] if self._journal else []
        return [words for reading in (*own, *self._readings.values()) for words in reading.troubles]

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
        if self.read_only or self._journal is None:
            raise JournalError(self.read_only)
        self._begin()
        touched = self._refresh_own()
        self._journal.append(acts)
        return touched | self.own.add(acts)

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
        return self.do(*acts) if acts else set()

    def comment(self, words: str, records: Sequence[Record]) -> set[str]:
        """Says something about records."""
        batch = new_id() if len(records) > 1 else ""
        acts = [self.act("comment", record, words=words, batch=batch) for record in records]
        return self.do(*acts) if acts else set()

    def undo(self) -> list[Act]:
        """Takes back what was done last; the acts taken back, none if there are none."""
        return self._again("undo", list(self.own.undoable))

    def redo(self) -> list[Act]:
        """Does again what was taken back last; the acts done again."""
        return self._again("redo", list(self.own.redoable))

    def _again(self, name: ActName, acts: list[Act]) -> list[Act]:
        if acts:
            self.do(self.act(name, of=acts[0].group))
        return acts

    def _begin(self) -> None:
        """Makes the folder and takes the lock, if that was not done at opening."""
        if self._lock is None and self._journal is not None:
            try:
                files.make_folder(self._folder, self._journal.article)
            except OSError as error:
                raise_unkept(error, self._journal.path)
            self._take_lock()
            if self._refused:
                raise JournalError(self._refused)

    def _take_lock(self) -> None:
        lock = take(self._folder, self.reviewer, force=self._force)
        if isinstance(lock, Held):
            self._refused = lock.words
        else:
            self._lock = lock

    # Reading

    def refresh(self) -> set[str]:
        """Takes in what journals have got since; the records touched."""
        touched = self._refresh_own()
        if self._journal is None:
            return touched
        found = _readings(self._folder)
        for reviewer in [name for name in self._readings if name not in found]:
            del self._readings[reviewer]
            touched |= self.others.pop(reviewer).standings.keys()
        for reviewer, path in found.items():
            if reviewer != self.reviewer:
                touched |= self._refresh_other(reviewer, path)
        return touched

    def _refresh_other(self, reviewer: str, path: Path) -> set[str]:
        if reviewer not in self._readings:
            self._readings[reviewer] = Reading(path, reviewer)
            self.others = dict(sorted({**self.others, reviewer: Ledger(reviewer)}.items()))
        reading = self._readings[reviewer]
        restarts = reading.restarts
        acts = reading.new_acts()
        if reading.restarts == restarts:
            return self.others[reviewer].add(acts)
        before = self.others[reviewer]
        self.others[reviewer] = Ledger(reviewer, acts)
        return {*before.standings, *self.others[reviewer].standings}

    def _refresh_own(self) -> set[str]:
        if self._journal is None:
            return set()
        reading = self._journal.reading
        acts = reading.new_acts()
        if reading.restarts == self._restarts:
            return self.own.add(acts)
        self._restarts = reading.restarts
        before = self.own
        self.own = Ledger(self.reviewer, acts)
        return {*before.standings, *self.own.standings}

    # What stands

    def verdict(self, record: Record) -> State:
        """What has been said of a record as it reads now."""
        standing = self.own.of(record.id)
        comments = len(standing.comments)
        others = []
        for reviewer, ledger in self.others.items():
            comments += len(ledger.of(record.id).comments)
            if verdict := self._verdict(ledger, record):
                others.append((reviewer, verdict, self._outdated(ledger, record)))
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
    ledgers, troubles = {}, []
    for reviewer, journal in _readings(folder_of(path)).items():
        reading = Reading(journal, reviewer)
        ledgers[reviewer] = Ledger(reviewer, reading.new_acts())
        troubles += reading.troubles
    return ledgers, troubles


def _readings(folder: Path) -> dict[str, Path]:
    """The journals in a folder by their reviewers, sorted."""
    return dict(sorted(_found(folder)))


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return
    for name in names:
        if (reviewer := reviewer_of(name)) is not None:
            yield reviewer, folder / name
