"""Whether a file that was rewritten says what it should, and nothing else has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.article import SECTIONS, Link
from models.loading.nodes import Mapping, Node, Scalar, Sequence
from models.loading.records import Contents
from models.plain import plain
from models.saving.plan import Plan


def differences(
    before: tuple[Mapping, Contents], after: tuple[Mapping, Contents], plan: Plan
) -> Iterator[tuple[str, str]]:
    """What is not as it should be, in words, each with the id of the record that it is about (or none);
    nothing when all is well."""
    (old_root, old), (new_root, new) = before, after
    yield from _records(old, new, plan)
    known: set[tuple[int, int]] = set()
    for name in dict.fromkeys([*old_root.entries, *new_root.entries]):
        if name not in SECTIONS and not _same(
            _entry(old_root, name), _entry(new_root, name), known
        ):
            yield f"`{name}` would change", ""
    for section in SECTIONS:
        yield from _section(
            section, _entry(old_root, section), _entry(new_root, section), plan, known
        )
    more = Counter(each.code for each in new.problems) - Counter(each.code for each in old.problems)
    if more:
        added = [problem for problem in new.problems if problem.code in more]
        yield f"the file would have a new problem ({added[0].code}: {added[0].message})", ""


def _records(old: Contents, new: Contents, plan: Plan) -> Iterator[tuple[str, str]]:
    """All records, told by their ids."""
    expected = dict(old.records)
    for each in plan.gone.values():
        for record in each.values():
            del expected[record.id]
    for edit in plan.edits:
        expected.pop(edit.old.id, None)
    for edit in plan.edits:
        expected[edit.new.id] = edit.new
    for records in plan.come.values():
        expected.update({record.id: record for record in records})
    for key in {**expected, **new.records}:
        if expected.get(key) != new.records.get(key):
            yield f"“{key}” would not read as it should", key


def _entry(node: Mapping, name: str) -> Node | None:
    entry = node.entries.get(name)
    return entry[1] if entry else None


def _section(
    section: str,
    old: Node | None,
    new: Node | None,
    plan: Plan,
    known: set[tuple[int, int]],
) -> Iterator[tuple[str, str]]:
    """A section: what stays in it must be the same to the last word, but for the fields to change."""
    gone = plan.gone.get(section, {})
    come = plan.come.get(section, [])
    edits = {edit.place: edit for edit in plan.edits if edit.section == section}
    if not (gone or come or edits):
        if not _same(old, new, known):
            yield f"`{section}` would change", ""
        return
    items = old.items if isinstance(old, Sequence) else []
    found = new.items if isinstance(new, Sequence) else []
    left = [(place, item) for place, item in enumerate(items) if place not in gone]
    if len(found) != len(left) + len(come):
        yield f"`{section}` would have {len(found)} records, not {len(left) + len(come)}", ""
        return
    for (place, item), other in zip(left, found, strict=False):
        edit = edits.get(place)
        changed: set[str] = set()
        if edit:
            was, now = plain(edit.old), plain(edit.new)
            changed = {name for name in {**was, **now} if was.get(name) != now.get(name)}
            changed |= {"id"} if isinstance(edit.new, Link) else set()
        if not _same_but(item, other, changed, known):
            yield f"the record in line {item.line} would change where it should not", ""


def _same_but(old: Node, new: Node, changed: set[str], known: set[tuple[int, int]]) -> bool:
    if not changed or not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return _same(old, new, known)
    names = {*old.entries, *new.entries} - changed
    return all(_same(_entry(old, name), _entry(new, name), known) for name in names)


def _same(old: Node | None, new: Node | None, known: set[tuple[int, int]]) -> bool:
    """Whether two nodes say the same; `known` are pairs that do or are being compared."""
    if old is None or new is None or isinstance(old, Scalar) or isinstance(new, Scalar):
        if isinstance(old, Scalar) and isinstance(new, Scalar):
            return old.value == new.value and old.absent == new.absent
        return old is new
    pair = (id(old), id(new))
    if pair in known:
        return True
    known.add(pair)
    if isinstance(old, Sequence) and isinstance(new, Sequence):
        return len(old.items) == len(new.items) and all(
            _same(a, b, known) for a, b in zip(old.items, new.items, strict=True)
        )
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return list(old.entries) == list(new.entries) and all(
            _same(old.entries[name][1], new.entries[name][1], known) for name in old.entries
        )
    return False
