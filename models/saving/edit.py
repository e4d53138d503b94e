"""From what a record says and should say to cuts: field by field, and as deep as a field goes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from models.loading.structs import FieldShape, shape
from models.plain import Fields, Value
from models.saving import flow, layout, writing
from models.saving.alignment import aligned
from models.saving.editor import Editor, UnsafeError
from models.saving.scalars import Setting, restyled
from models.saving.tree import Alias, Branch, Leaf, List, Map, Node, Pair, commented
from models.saving.writing import Struct

_UNUSUAL = "its key is not of the usual form, `key:`"
_WORD = FieldShape(False, None, True, ())


class Slot(NamedTuple):
    """A value in its place: the name of the field (none for an item of a list), where the `key:` or `-`
    before it ends (None: there is none in the usual form), and what is around it."""

    node: Node
    name: str
    after: int | None
    setting: Setting


def change(editor: Editor, slot: Slot, old: Value, new: Value, field: FieldShape) -> None:
    """Makes a value that says `old` say `new`."""
    node = slot.node
    if old == new:
        return
    if node.tagged:
        raise UnsafeError(node.start, "it has a tag (!)")
    one = field._replace(many=False)
    if field.many and isinstance(new, list):
        if isinstance(node, List) and isinstance(old, list):
            _change_list(editor, node, slot.setting, old, new, one)
        elif isinstance(node, Map | Leaf) and old and len(old) == len(new) == 1:
            change(editor, slot, old[0], new[0], one)
        else:
            _put(editor, slot, new, field)
    elif isinstance(node, Map) and isinstance(old, dict) and isinstance(new, dict):
        assert field.struct is not None  # nothing else is read from a mapping
        change_fields(editor, slot, node, old, new, field.struct)
    else:
        _put(editor, slot, new, field)


def change_fields(
    editor: Editor, slot: Slot, node: Map, old: Fields, new: Fields, struct: Struct
) -> None:
    """Makes a mapping that says `old` say `new`."""
    names = [name for name in writing.order(struct) if old.get(name) != new.get(name)]
    own = _own(node, names)
    gone = [
        own[name] for name in names if name in own and name not in new and not _inherits(node, name)
    ]
    come = [name for name in names if name not in own]
    if (gone or come) and (len(gone) == len(node.pairs) or (node.flow and not node.brackets)):
        _put(editor, slot, new, writing.whole(struct))
        return
    shapes = shape(struct)
    setting = _inside(editor, node, slot.setting)
    for name in names:
        pair = own.get(name)
        if pair is None or pair in gone:
            continue
        inner = Slot(pair.value, name, editor.colon(pair), setting)
        if name in new:
            change(editor, inner, old.get(name), new[name], shapes[name])
        else:  # an empty value hides the one that the merge key brings
            _put(editor, inner, None, _WORD)
    if node.flow:
        _pairs_in_flow(editor, node, gone, {name: new.get(name) for name in come}, struct, setting)
    else:
        _take_pairs(editor, node, gone)
        for name in come:
            _add_pair(editor, node, gone, name, new.get(name), struct, setting)


def _own(node: Map, names: list[str]) -> dict[str, Pair]:
    """A mapping's pairs by name; those in `names` must be clear."""
    own: dict[str, Pair] = {}
    for pair in node.pairs:
        name = pair.name
        if name in own and name in names:
            raise UnsafeError(pair.start, f"`{name}` stands twice there")
        if name is not None:
            own.setdefault(name, pair)
    return own


def _inherits(node: Node | None, name: str) -> bool:
    """Whether a merge key (`<<`) brings a field of this name."""
    pair = node.get("<<") if isinstance(node, Map) else None
    if pair is None:
        return False
    named = pair.value.items if isinstance(pair.value, List) else [pair.value]
    others = [each.target if isinstance(each, Alias) else each for each in named]
    return any(
        (isinstance(other, Map) and other.get(name) is not None) or _inherits(other, name)
        for other in others
    )


def _inside(editor: Editor, node: Branch, around: Setting) -> Setting:
    """What is around the values in a node."""
    if node.flow:
        return Setting(True, around.column)
    return Setting(False, layout.column(editor.text, node.body))


# Pairs


def _pairs_in_flow(
    editor: Editor, node: Map, gone: list[Pair], come: Fields, struct: Struct, setting: Setting
) -> None:
    for pair in gone:
        if editor.colon(pair) is None:
            raise UnsafeError(pair.start, _UNUSUAL)
    entries = [(pair.start, pair.end) for pair in node.pairs]
    places = {index for index, pair in enumerate(node.pairs) if pair in gone}
    editor.take(flow.removed(editor.text, entries, places))
    pieces: dict[int, list[str]] = {}
    for name, value in come.items():
        before = _before(node, gone, name, struct)
        after = node.pairs.index(before) if before else -1
        words = writing.inline(value, shape(struct)[name], setting)
        pieces.setdefault(after, []).append(f"{name}: {words}")
    for after, new in pieces.items():
        editor.take(flow.inserted(editor.text, node.body, entries, after, new, lines=not gone))


def _take_pairs(editor: Editor, node: Map, gone: list[Pair]) -> None:
    """Takes pairs out of a block with their lines."""
    text = editor.text
    for pair in gone:
        if editor.colon(pair) is None:
            raise UnsafeError(pair.start, _UNUSUAL)
    behind: list[Pair] = []
    if gone and node.pairs[0] in gone and not layout.leads(text, node.pairs[0].start):
        behind = _behind_dash(editor, node, gone)
    for pair in gone:
        if pair not in behind:
            editor.cut_lines(pair.start, pair.end, layout.column(text, pair.start))


def _behind_dash(editor: Editor, node: Map, gone: list[Pair]) -> list[Pair]:
    """Takes out the pair behind a dash, so that the first that stays gets its place; the pairs that went
    with it. Where a comment stands between, the dash is left alone."""
    count, left = next((n, pair) for n, pair in enumerate(node.pairs) if pair not in gone)
    first = node.pairs[0]
    between = pairwise(node.pairs[: count + 1])
    if any(re.search("[#?]", editor.text[a.end : b.start]) for a, b in between):
        editor.cut(first.start, first.end)
        return [first]
    editor.cut(first.start, left.start)
    return node.pairs[:count]


def _add_pair(
    editor: Editor,
    node: Map,
    gone: list[Pair],
    name: str,
    value: Value,
    struct: Struct,
    setting: Setting,
) -> None:
    """Adds a pair to a block, after the one that people write before it."""
    field, column = shape(struct)[name], setting.column
    before = _before(node, gone, name, struct)
    if before is None:
        first = next(pair for pair in node.pairs if pair not in gone)
        if editor.colon(first) is None:
            raise UnsafeError(first.start, _UNUSUAL)
        editor.put_above(first.start, writing.pair(name, value, field, setting))
        return
    end = layout.with_comments(editor.text, before.end, column)
    setting = setting._replace(tight=layout.tight(editor.text, end, column))
    lines = writing.pair(name, value, field, setting)
    editor.put_below(before.value, end, writing.indented(lines, column))


def _before(node: Map, gone: list[Pair], name: str, struct: Struct) -> Pair | None:
    """The pair that a new one follows."""
    order = writing.order(struct)
    earlier = order[: order.index(name)]
    found = [pair for pair in node.pairs if pair.name in earlier and pair not in gone]
    return max(found, key=lambda pair: order.index(pair.name or ""), default=None)


# Items


def _change_list(
    editor: Editor, node: List, around: Setting, old: list[Value], new: list[Value], one: FieldShape
) -> None:
    if len(node.items) != len(old):
        raise UnsafeError(node.start, "some of the list can't be read")
    text = editor.text
    setting = _inside(editor, node, around)
    changed, gone, come = aligned(old, new)
    dashes = [] if node.flow else list(editor.dashes(node))
    for index, value in changed.items():
        after = None if node.flow else dashes[index] + 1
        change(editor, Slot(node.items[index], "", after, setting), old[index], value, one)
    if node.flow:
        entries = [(item.start, item.end) for item in node.items]
        editor.take(flow.removed(text, entries, gone))
        for after, values in come.items():
            pieces = [writing.inline(value, one, setting) for value in values]
            editor.take(flow.inserted(text, node.body, entries, after, pieces, lines=not gone))
        return
    for index in gone:
        if not layout.leads(text, dashes[index]):
            raise UnsafeError(dashes[index], "two lists begin in its line")
        end = max(node.items[index].end, dashes[index] + 1)
        editor.cut_lines(dashes[index], end, layout.column(text, dashes[index]))
    for after, values in come.items():
        _add_items(editor, node, dashes, after, values, one)


def _add_items(
    editor: Editor, node: List, dashes: list[int], after: int, values: list[Value], one: FieldShape
) -> None:
    neighbour = max(after, 0)
    column = layout.column(editor.text, dashes[neighbour])
    pad = padding(editor.text, dashes[neighbour], node.items[neighbour])
    end = max(node.items[neighbour].end, dashes[neighbour] + 1)
    end = layout.with_comments(editor.text, end, column)
    setting = Setting(False, column, after >= 0 and layout.tight(editor.text, end, column))
    lines: list[str] = []
    for value in values:
        lines += writing.indented(writing.item(value, one, setting, pad), column)
    if after < 0:
        editor.put_above(dashes[0], lines)
    else:
        editor.put_below(node.items[after], end, lines)


def padding(text: str, dash: int, item: Node) -> str:
    """The blanks between a dash and what it begins."""
    between = text[dash + 1 : item.start]
    return between if between and not between.strip(" ") else " "


# Whole values


def _put(editor: Editor, slot: Slot, value: Value, field: FieldShape) -> None:
    """Writes a value where another stands, or none."""
    text, node, setting = editor.text, slot.node, slot.setting
    lean = writing.lean(value, field)
    single = lean is not None and not isinstance(lean, list | dict)
    if isinstance(node, Branch) and commented(text, node):
        raise UnsafeError(node.start, "there are comments inside of it")
    if isinstance(node, Leaf) and node.body < node.end and single:
        setting = setting._replace(tight=node.end == len(text))
        piece = text[node.body : node.end]
        editor.cut(node.body, node.end, restyled(piece, lean, setting))
        return
    start, gap = node.start, ""
    if slot.after is not None and not setting.flow:
        if not text[slot.after : node.start].strip(" \t\r\n"):
            start, gap = slot.after, " "
    elif node.start == node.end:
        if slot.after is None:
            raise UnsafeError(node.start, _UNUSUAL)
        start, gap = slot.after, " "
    end_of_line = layout.past_blanks(text, node.end)
    alone = end_of_line == layout.line_end(text, node.end)
    if gap and slot.name and not setting.flow and alone:
        setting = setting._replace(tight=layout.tight(text, node.end, setting.column))
        lines = writing.pair(slot.name, value, field, setting)
        editor.cut(start, end_of_line, "\n".join(lines)[len(slot.name) + 1 :])
    else:
        editor.cut(start, node.end, gap + writing.inline(value, field, setting))
