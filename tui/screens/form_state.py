"""What a form holds: the fields, which items are open, what was done to them. Knows no widget."""

from __future__ import annotations

import re

from models.article import RecordType
from models.document import Document
from models.forms import Path, expanded, faults, put, remarks, taken, tidy, value_at
from models.plain import STRUCTS, Fields, Value
from models.views.form import Filled, FormRow, form_rows

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class FormState:
    """One record being filled in. Every change can be taken back."""

    def __init__(self, document: Document, type_: RecordType, fields: Fields, *, new: bool) -> None:
        self.document = document
        self.type = type_
        self.own = "" if new else str(fields.get("id", ""))
        self.before = self.fields = expanded(STRUCTS[type_], fields)
        self.opened: frozenset[Path] = frozenset()
        self._past: list[tuple[Fields, frozenset[Path]]] = []
        self._find()

    def _find(self) -> None:
        self.faults = faults(self.document, self.type, self.fields, self.own)
        self.remarks = remarks(self.document, self.type, self.fields)

    def rows(self) -> list[FormRow]:
        return form_rows(
            Filled(
                self.document,
                self.type,
                self.own,
                self.before,
                self.fields,
                self.opened,
                self.faults,
                self.remarks,
            )
        )

    def value(self, path: Path) -> Value:
        return value_at(self.fields, path)

    @property
    def changed(self) -> list[str]:
        """The names of the fields that are not as they were when the form opened."""
        before, now = tidy(self.before), tidy(self.fields)
        return [name for name in {**before, **now} if before.get(name) != now.get(name)]

    def set(self, path: Path, value: Value) -> bool:
        """Another value at a path, None for none; false if it was that already."""
        if value == self.value(path):
            return False
        self._past.append((self.fields, self.opened))
        self.fields = put(self.fields, path, value)
        if value is None and len(path) == 2:
            self._close_up(path)
        self._find()
        return True

    def _close_up(self, gone: Path) -> None:
        """Items behind one that is gone are one place further up."""
        name, index = gone
        assert isinstance(index, int)
        moved = set()
        for path in self.opened - {gone}:
            at = path[1]
            assert isinstance(at, int)
            up = path[0] == name and at > index
            moved.add((path[0], at - 1) if up else path)
        self.opened = frozenset(moved)

    def open(self, path: Path) -> None:
        """Shows the fields of an item."""
        self.opened |= {path[:2]}

    def toggle(self, path: Path) -> None:
        """Shows the fields of an item, or no longer."""
        self.opened ^= {path}

    def undo(self) -> bool:
        """Takes the last change back; false if there is none."""
        if not self._past:
            return False
        self.fields, self.opened = self._past.pop()
        self._find()
        return True

    def trial(self, path: Path, value: Value) -> tuple[str, bool]:
        """What would be said of a value at a path, and whether it could stand there."""
        fields = put(self.fields, path, value)
        fault = faults(self.document, self.type, fields, self.own).get(path, "")
        remark = remarks(self.document, self.type, fields).get(path, "")
        return fault or remark, not fault

    def read(self, row: FormRow, text: str) -> Value:
        """What a typed text means in a field; None for nothing."""
        text = text.strip()
        if row.info.kind != "number" or not _NUMBER.fullmatch(text.replace("−", "-")):
            return text or None
        text = text.replace("−", "-")
        return float(text) if "." in text else int(text)

    def result(self) -> Fields:
        """The record's fields, once there is no fault; a new record may be without an id."""
        return taken(STRUCTS[self.type], tidy(self.fields))
