"""A plan carried out on the spans of a text."""

from __future__ import annotations

from typing import NamedTuple

from models.article import SECTIONS, Link, Record
from models.plain import Fields, plain
from models.problems import Problem
from models.saving import layout, writing
from models.saving.cuts import Cut, OverlapError, in_order
from models.saving.edit import Slot, change
from models.saving.editor import Editor, UnsafeError
from models.saving.plan import CODE, MEND, Edit, Plan
from models.saving.scalars import Setting
from models.saving.sections import change_section
from models.saving.tree import Leaf, List, Map, Node, Tree


class Rewritten(NamedTuple):
    """The cuts in `text`, in order, or why there can be none."""

    text: str
    spans: Tree
    cuts: list[Cut]
    problems: tuple[Problem, ...]

    def blame(self, reason: str, record: str) -> Problem:
        """Why the cuts do not do what they should, and where: a mark that aliases repeat, if they touch
        one, else the first of them."""
        at = self.cuts[0].start
        for node in self.spans.repeated:
            if any(cut.start <= node.end and node.start <= cut.end for cut in self.cuts):
                at = node.start
                name = node.anchor
                reason = f"it is marked &{name} and repeated elsewhere (*{name}), and {reason}"
                break
        return _unsafe(self.text, at, reason, record=record)


def rewrite(text: str, spans: Tree, plan: Plan) -> Rewritten:
    """The cuts that carry out a plan on a text with these spans."""
    editor = Editor(text)
    root = spans.root
    assert isinstance(root, Map)  # the loader found records in it
    problems: list[Problem] = []
    for edit in plan.edits:
        try:
            _edit(editor, root, edit)
        except UnsafeError as error:
            what = f"{edit.new.type} “{edit.old.id}”"
            problems.append(_unsafe(text, error.at, str(error), what, edit.old.id))
    for section in SECTIONS:
        gone, come = plan.gone.get(section, {}), plan.come.get(section, [])
        if not (gone or come):
            continue
        try:
            change_section(editor, root, section, gone, [_own_fields(record) for record in come])
        except UnsafeError as error:
            problems.append(_unsafe(text, error.at, str(error)))
    try:
        ordered = in_order(editor.cuts)
    except OverlapError as error:
        problems.append(_unsafe(text, error.at, "two changes meet there"))
        ordered = []
    return Rewritten(text, spans, ordered, tuple(problems))


def _edit(editor: Editor, root: Map, edit: Edit) -> None:
    pair = root.get(edit.section)
    if pair is None or not isinstance(pair.value, List):
        at = pair.start if pair else root.start
        raise UnsafeError(at, f"`{edit.section}` is not written out there")
    section = pair.value
    item = section.items[edit.place]
    old, new = plain(edit.old), plain(edit.new)
    if isinstance(edit.old, Link) and not _says_id(item):
        old, new = _own_fields(edit.old), _own_fields(edit.new)
    setting = Setting(section.flow, layout.column(editor.text, section.body))
    change(editor, Slot(item, "", None, setting), old, new, writing.whole(type(edit.new)))


def _own_fields(record: Record) -> Fields:
    """A record's fields without an id that the loader derives."""
    fields = plain(record)
    if isinstance(record, Link) and record.id == f"{record.from_}:{record.rel}:{record.to}":
        del fields["id"]
    return fields


def _says_id(item: Node) -> bool:
    pair = item.get("id") if isinstance(item, Map) else None
    value = pair.value if pair else None
    return value is not None and not (isinstance(value, Leaf) and value.absent)


def _unsafe(text: str, at: int, reason: str, what: str = "the file", record: str = "") -> Problem:
    line, column = layout.position(text, at)
    message = f"{what} is not saved, as what stands there can't be changed safely: {reason}."
    return Problem(CODE, message, line, column, record, MEND)
