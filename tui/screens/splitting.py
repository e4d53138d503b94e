"""Splitting a record: what goes to the new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.article import Record, RecordType
from models.document import Document
from models.plain import plain
from models.review.disagreements import said
from models.review.operations import Parts, Path
from tui.screens.choose import ChooseScreen, Option
from tui.styles.look import Look

NAMED: dict[RecordType, str] = {
    "actor": "name",
    "place": "name",
    "event": "title",
    "quote": "gloss",
    "context": "gloss",
}
"""The types that can be split, and the field that tells the new record from the old."""


class SplitScreen(ChooseScreen):
    """Ends with the numbers of what was chosen, which `parts` turns into what `split` takes."""

    def __init__(self, document: Document, look: Look, record: Record, name: str) -> None:
        self._new = {NAMED[record.type]: name}
        self._own = list(_own(record))
        self._pointing = [
            (source, reference.path, f"{document.caption(source)}: {reference.forward}")
            for source, reference in document.links.pointing(record.id)
            if source != record.id
        ]
        options = [Option(f"own {n}", words, "its own") for n, (_, words) in enumerate(self._own)]
        options += [
            Option(f"link {n}", words, source)
            for n, (source, _, words) in enumerate(self._pointing)
        ]
        title = f"What goes from {record.id} to “{name}”?"
        super().__init__(look, title, options, many=True)

    def parts(self, chosen: Sequence[str]) -> Parts:
        """What was chosen."""
        own = [path for n, (path, _) in enumerate(self._own) if f"own {n}" in chosen]
        references = [
            (source, path)
            for n, (source, path, _) in enumerate(self._pointing)
            if f"link {n}" in chosen
        ]
        return Parts(own, references, self._new)


def _own(record: Record) -> Iterator[tuple[Path, str]]:
    """The items in a record's lists, with where they stand and what they say."""
    for field, value in plain(record).items():
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield (field, index), f"{field}: {said(item)}"
