"""Splitting a record: what goes to the new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.article import Record, RecordType
from models.document import Document
from models.plain import plain
from models.review.operations import Parts, Path
from models.schema import fields_of
from models.views.form import named, said_item
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
        self._own = list(_own(document, record))
        self._pointing = [
            (source, reference.path, f"{document.caption(source)}: {reference.forward} …")
            for source, reference in document.links.pointing(record.id)
            if source != record.id
        ]
        options = [
            Option(f"own {n}", words, label) for n, (_, words, label) in enumerate(self._own)
        ]
        options += [
            Option(f"link {n}", words, f"link, {document.records[source].type}")
            for n, (source, _, words) in enumerate(self._pointing)
        ]
        title = f"What goes from {record.id} to “{name}”?"
        super().__init__(look, title, options, many=True)

    def parts(self, chosen: Sequence[str]) -> Parts:
        """What was chosen."""
        own = [path for n, (path, _, _) in enumerate(self._own) if f"own {n}" in chosen]
        references = [
            (source, path)
            for n, (source, path, _) in enumerate(self._pointing)
            if f"link {n}" in chosen
        ]
        return Parts(own, references, self._new)


def _own(document: Document, record: Record) -> Iterator[tuple[Path, str, str]]:
    """The items in a record's lists: where they stand, what they say, and of which field they are."""
    fields = plain(record)
    for info in fields_of(record.type):
        value = fields.get(info.name)
        if not isinstance(value, list):
            continue
        for index, item in enumerate(value):
            if info.kind == "ids":
                words, more = named(document, str(item)), ""
            else:
                words, more = said_item(document, info, item)
            yield (info.name, index), f"{words}  {more}".strip(), info.label
