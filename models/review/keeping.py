"""From corrections that wait to the file: what would change, and the writing of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from models import files
from models.document import Document
from models.loading.source import read_file, stamp
from models.plain import Revision, whole
from models.problems import Problem
from models.review.acts import Change
from models.review.edits import reconcile
from models.review.ledger import Ledger
from models.saving import Refused, save


class SavingError(Exception):
    """Why a file is not written, in whole sentences."""


class ChangedError(SavingError):
    """The file is another than the one that was read."""


class Draft(NamedTuple):
    """What a file would become: its bytes before and after, and the lines of a unified diff."""

    path: Path
    old: bytes
    new: bytes
    diff: tuple[str, ...]


def draft(document: Document, pending: Mapping[str, Revision]) -> Draft:
    """What writing these records into the document's file would make of it. Raises SavingError when
    that can't be done, and writes nothing."""
    path = document.path
    if path is None:
        raise SavingError("This article came from standard input: there is no file to write.")
    data = read_file(path)
    if stamp(path) != document.stamp:  # asked last, so that no change slips in between
        raise ChangedError("The file has changed since it was read.")
    if isinstance(data, Problem):
        raise SavingError(data.message)
    try:
        saved = save(data.decode(), pending)
    except UnicodeDecodeError as error:
        raise SavingError("The file is not UTF-8 text: mend it in your editor first.") from error
    if isinstance(saved, Refused):
        first = saved.problems[0]
        where = f"Line {first.line}: " if first.line else ""
        raise SavingError(f"{where}{first.message} {first.mend}".strip())
    return Draft(path, data, saved.text.encode(), saved.diff)


def write(made: Draft) -> None:
    """Puts a draft in its file's place, all at once. Raises SavingError when it can't be, or when the
    file is not what the draft was made from any more; the file is then as it was."""
    if read_file(made.path) != made.old:
        raise ChangedError("The file has changed just now.")
    try:
        files.replace(made.path, made.new)
    except OSError as error:
        raise SavingError(
            f"{made.path.name} can't be written: {error.strerror}. It is as it was, and your"
            " corrections wait in the journal."
        ) from error


def held_back(ledger: Ledger, conflicts: Collection[str]) -> set[str]:
    """The records whose corrections have to wait for those in conflict, which are among them, since
    they were made or taken back together: half of a renaming or of a merge is never written."""
    together = _unsaved(ledger)
    held, before = set(conflicts), -1
    while len(held) > before:
        before = len(held)
        for records in together:
            if records & held:
                held |= records
    return held


def _unsaved(ledger: Ledger) -> list[set[str]]:
    """What was corrected together, and what of it waits: the records that were last saved before it was
    done, or before it was taken back."""
    done: set[str] = set()
    filed: dict[str, frozenset[str]] = {}  # what was done when each record was last saved
    records: dict[str, set[str]] = {}
    for act in ledger.acts:
        if act.act == "undo":
            done.discard(act.of)
        elif act.act == "redo":
            done.add(act.of)
        elif act.act == "save":
            filed |= dict.fromkeys(act.changes, frozenset(done))
        elif act.changes:
            done.add(act.group)
            records.setdefault(act.group, set()).update(act.changes)
    nothing: frozenset[str] = frozenset()
    return [
        {
            record
            for record in changed
            if _waits(ledger, record) and (group in done) != (group in filed.get(record, nothing))
        }
        for group, changed in records.items()
    ]


def _waits(ledger: Ledger, record: str) -> bool:
    overlay = ledger.of(record).overlay
    return overlay is not None and overlay.changes


def arrived(document: Document, ledger: Ledger) -> Change:
    """Corrections that stand in the file although no `save` tells so, as when the program ended just
    after it wrote, or somebody made the same change by hand; as a `save` would tell them."""
    found: Change = {}
    for record, standing in ledger.standings.items():
        overlay = standing.overlay
        if overlay is None or not overlay.changes:
            continue
        there = document.records.get(record)
        theirs = whole(there) if there else None
        merged = reconcile(overlay, theirs)
        if not merged.conflicts and merged.fields == theirs:
            found[record] = overlay.written(theirs or {})
    return found
