"""The rows of a form: a record's fields, the items of its lists and places for more, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from models.anchors import Match
from models.article import REPORTER, RecordType
from models.dates import Date, DateError
from models.document import Document
from models.forms import LISTS, Path, resolved, value_at
from models.picking import in_marks, words_of
from models.plain import STRUCTS, Fields, Value
from models.plover import CODES
from models.schema import FieldInfo, fields_of

Kind = Literal["field", "item", "add"]

ADDED = {
    "aliases": "a name",
    "roles": "a role",
    "labels": "a label",
    "asserted": "an assertion",
    "at": "a passage",
    "tags": "a tag",
}
"""What one more of a list is called."""


class FormRow(NamedTuple):
    """One row. `path` is where it stands in the fields, `id` the same in one word; `label` is empty
    where the row above has it. `text` is the value in words, `more` how it is written if not so,
    `absent` what an empty one means. `depth` is 1 for a field of an item that is open."""

    id: str
    heading: bool
    kind: Kind
    path: Path
    info: FieldInfo
    label: str
    text: str
    more: str = ""
    absent: str = ""
    depth: int = 0
    changed: bool = False
    fault: str = ""
    remark: str = ""

    @property
    def is_line(self) -> bool:
        """Whether it is typed as a line of text."""
        if self.info.kind == "words":
            return True
        return self.kind == "field" and self.info.kind in ("text", "long", "date", "number")


class Filled(NamedTuple):
    """A form's state: what record it is of and which id that has (a new one none), its fields as they
    were and are, which items are open, and what was found about them."""

    document: Document
    type: RecordType
    own: str
    before: Fields
    fields: Fields
    opened: frozenset[Path]
    faults: Mapping[Path, str]
    remarks: Mapping[Path, str]


def row_id(path: Path) -> str:
    return "/".join(map(str, path))


def form_rows(form: Filled) -> list[FormRow]:
    """All rows, in the order one fills them in."""
    rows: list[FormRow] = []
    for info in fields_of(STRUCTS[form.type]):
        if info.kind in LISTS:
            rows += _list_rows(form, info)
        else:
            rows.append(_field_row(form, info, (info.name,), depth=0))
    return rows


def _field_row(form: Filled, info: FieldInfo, path: Path, depth: int) -> FormRow:
    value = value_at(form.fields, path)
    text, more = said(form.document, info, value)
    return FormRow(
        row_id(path),
        False,
        "field",
        path,
        info,
        info.label,
        text,
        more,
        _absent(info) if path != ("id",) or form.own else "made of its words",
        depth,
        value != value_at(form.before, path),
        form.faults.get(path, ""),
        form.remarks.get(path, ""),
    )


def _absent(info: FieldInfo) -> str:
    if info.default == REPORTER:
        return "the reporter"
    if info.kind == "flag":
        return "no"
    return info.default or ("needed" if info.required else "")


def _list_rows(form: Filled, info: FieldInfo) -> list[FormRow]:
    items = form.fields.get(info.name) or []
    before = form.before.get(info.name) or []
    rows: list[FormRow] = []
    for index, item in enumerate(items):
        path: Path = (info.name, index)
        opened = path in form.opened
        text, more = said_item(form.document, info, item)
        hidden = "" if opened else _first_within(form.faults, path)
        rows.append(
            FormRow(
                row_id(path),
                False,
                "item",
                path,
                info,
                "" if index else info.label,
                text,
                more,
                "nothing yet",
                0,
                item not in before,
                form.faults.get(path, "") or hidden,
                form.remarks.get(path, "") or ("" if opened else _first_within(form.remarks, path)),
            )
        )
        if opened and info.struct is not None:
            rows += [
                _field_row(form, inner, (*path, inner.name), depth=1)
                for inner in fields_of(info.struct)
            ]
    path = (info.name, len(items))
    words = f"+ add {ADDED[info.name]}"
    label = "" if items else info.label
    fault = form.faults.get((info.name,), "")
    gone = not items and bool(before)
    rows.append(
        FormRow(row_id(path), False, "add", path, info, label, words, changed=gone, fault=fault)
    )
    return rows


def _first_within(found: Mapping[Path, str], path: Path) -> str:
    return next((words for at, words in found.items() if at[: len(path)] == path), "")


# Values in words


def said(document: Document, info: FieldInfo, value: Value) -> tuple[str, str]:
    """A value in words, and how it is written where the words don't show that."""
    if value is None:
        return "", ""
    if info.kind == "date":
        return dated(str(value))
    if info.kind == "flag":
        return "yes" if value in (True, "true") else "no", ""
    if info.kind == "id":
        return named(document, str(value)), ""
    if info.kind == "ids":
        return ", ".join(named(document, str(each)) for each in value), ""
    if info.name == "code" and (words := code_words(str(value))):
        return str(value), words
    return str(value), ""


def dated(text: str) -> tuple[str, str]:
    """How an EDTF text reads, and itself; only itself if it is none, or reads as it is written."""
    try:
        words = Date.parse(text).say()
    except DateError:
        return text, ""
    return words, text if text != words else ""


def named(document: Document, record: str) -> str:
    return "the reporter" if record == REPORTER else document.caption(record)


def code_words(code: str) -> str:
    """The quad class and score of a PLOVER code, if it is one."""
    found = CODES.get(code)
    return f"{found.quad} {found.score:+g}".replace("-", "−") if found else ""


def said_item(document: Document, info: FieldInfo, item: Value) -> tuple[str, str]:
    """An item of a list in words, and what more there is to say of it."""
    if info.kind == "words":
        return str(item), ""
    if info.kind == "selectors":
        return _said_selector(document, item)
    if info.name == "aliases":
        metonym = "metonym" if item.get("metonym") in (True, "true") else ""
        return item.get("text", ""), " ".join(filter(None, (item.get("language"), metonym)))
    return _ITEMS[info.name](document, item), ""


def _said_selector(document: Document, item: Value) -> tuple[str, str]:
    found = resolved(document, item)
    if isinstance(found, Match):
        words = " … ".join(
            " ".join(words_of(document.text, [span]).split()) for span in found.spans
        )
        paragraph = document.text.paragraph_at(found.spans[0].start) + 1
        return in_marks(words), f"¶{paragraph}"
    parts = item.get("parts") or [item]
    return in_marks(" … ".join(_snippet(part) for part in parts)), ""


def _snippet(part: Value) -> str:
    return part if isinstance(part, str) else str(part.get("exact", ""))


def _said_role(document: Document, item: Fields) -> str:
    status = item.get("status", "")
    words = [status if status != "current" else "", item.get("title", "")]
    if "of" in item:
        words.append(f"of {named(document, item['of'])}")
    ends = [name for name in ("from", "to") if name in item]
    words += [f"{name} {dated(str(item[name]))[0]}" for name in ends]
    return " ".join(filter(None, words))


def _said_label(document: Document, item: Fields) -> str:
    label = in_marks(item["label"]) if "label" in item else ""
    return " ".join(
        filter(None, (label, f"by {named(document, item['by'])}" if "by" in item else ""))
    )


def _said_assertion(document: Document, item: Fields) -> str:
    by = named(document, item["by"]) if "by" in item else ""
    return f"{by}, as {item.get('as', 'fact')}" if by else ""


_ITEMS: Mapping[str, Callable[[Document, Fields], str]] = {
    "roles": _said_role,
    "labels": _said_label,
    "asserted": _said_assertion,
}
