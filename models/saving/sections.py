"""Records that come to and go from their sections, in the style of their neighbours."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from models.article import SECTIONS
from models.plain import Fields
from models.saving import flow, layout, writing
from models.saving.edit import padding
from models.saving.editor import Editor, UnsafeError
from models.saving.folding import STEP
from models.saving.scalars import Setting
from models.saving.tree import Leaf, List, Map, Node, Pair
from models.saving.writing import Struct


def change_section(
    editor: Editor, root: Map, section: str, gone: Collection[int], come: list[Fields]
) -> None:
    """Takes records out of a section, by their places in its list, and adds others at its end."""
    struct = SECTIONS[section]
    named = [pair for pair in root.pairs if pair.name == section]
    if len(named) > 1:
        raise UnsafeError(named[1].start, f"`{section}` stands twice in the file")
    if not named:
        _new_section(editor, root, section, come)
        return
    node = named[0].value
    empty = isinstance(node, Leaf) and node.absent
    if isinstance(node, List) and node.items and not node.flow:
        _Block(editor, root, named[0], node).change(gone, come)
    elif isinstance(node, List) and editor.text[node.body + 1 : node.end - 1].strip():
        _change_flow(editor, node, struct, gone, come)
    elif (empty or isinstance(node, List)) and not node.anchor and not node.tagged:
        _fill(editor, root, named[0], struct, come)
    else:
        raise UnsafeError(node.start, f"`{section}` is not written out there")


def _change_flow(
    editor: Editor, node: List, struct: Struct, gone: Collection[int], come: list[Fields]
) -> None:
    entries = [(item.start, item.end) for item in node.items]
    editor.take(flow.removed(editor.text, entries, gone))
    left = [index for index in range(len(entries)) if index not in gone]
    if come:
        pieces = [_inline(fields, struct) for fields in come]
        after = left[-1] if left else -1
        kept = entries if left else []
        editor.take(flow.inserted(editor.text, node.body, kept, after, pieces, lines=not gone))


def _inline(fields: Fields, struct: Struct) -> str:
    return writing.inline(fields, writing.whole(struct), Setting(True, 0))


def _fill(editor: Editor, root: Map, pair: Pair, struct: Struct, come: list[Fields]) -> None:
    """Puts records into a section that is empty."""
    text, node, colon = editor.text, pair.value, editor.colon(pair)
    if colon is None:
        raise UnsafeError(pair.start, "its key is not of the usual form, `key:`")
    clean = not text[colon : node.start].strip(" \t\r\n")
    if root.flow or not clean:
        pieces = ", ".join(_inline(fields, struct) for fields in come)
        editor.cut(colon if clean else node.start, node.end, f"{' ' * clean}[{pieces}]")
        return
    editor.cut(colon, node.end)
    column = layout.column(text, root.body) + _step(editor, root)
    setting = Setting(False, column, layout.tight(text, node.end, column))
    records = _records(come, struct, setting, apart=_spaced(editor, root))
    editor.put_below(node, node.end, records)


def _new_section(editor: Editor, root: Map, section: str, come: list[Fields]) -> None:
    order = ["copydesk", "article", *SECTIONS]
    earlier = order[: order.index(section)]
    before = [pair for pair in root.pairs if pair.name in earlier]
    last = max(before, key=lambda pair: order.index(pair.name or ""), default=None)
    struct = SECTIONS[section]
    if root.flow:
        pieces = ", ".join(_inline(fields, struct) for fields in come)
        entries = [(pair.start, pair.end) for pair in root.pairs]
        after = root.pairs.index(last) if last else -1
        new = [f"{section}: [{pieces}]"]
        editor.take(flow.inserted(editor.text, root.body, entries, after, new, lines=True))
        return
    column = layout.column(editor.text, root.body)
    end = layout.with_comments(editor.text, last.end, column) if last else root.start
    tight = last is not None and layout.tight(editor.text, end, column)
    setting = Setting(False, column + _step(editor, root), tight)
    records = _records(come, struct, setting, apart=_spaced(editor, root))
    lines = [f"{' ' * column}{section}:", *records]
    if last is None:
        editor.put_above(root.pairs[0].start, lines)
    else:
        apart = _sections_apart(editor, root)
        editor.put_below(last.value, end, [""] * apart + lines)


def _records(
    come: list[Fields], struct: Struct, setting: Setting, pad: str = " ", *, apart: bool
) -> list[str]:
    """The lines of records, with blank ones between them where they stand `apart`."""
    lines: list[str] = []
    for fields in come:
        lines += [""] if apart and lines else []
        record = writing.record(fields, struct, setting, pad)
        lines += writing.indented(record, setting.column)
    return lines


def _block_sections(root: Map) -> list[List]:
    """The sections that are block lists of records."""
    values = [pair.value for pair in root.pairs if pair.name in SECTIONS]
    return [node for node in values if isinstance(node, List) and node.items and not node.flow]


def _step(editor: Editor, root: Map) -> int:
    """By how much sections are indented here."""
    for node in _block_sections(root):
        dash = next(editor.dashes(node))
        return layout.column(editor.text, dash) - layout.column(editor.text, root.body)
    return STEP


def _spaced(editor: Editor, root: Map) -> bool:
    """Whether records stand apart here, with a blank line between."""
    for node in _block_sections(root):
        if len(node.items) > 1:
            second = next(islice(editor.dashes(node), 1, None))
            return _blank_before(editor.text, second)
    return _sections_apart(editor, root)


def _sections_apart(editor: Editor, root: Map) -> bool:
    return any(_blank_before(editor.text, pair.start) for pair in root.pairs[1:])


def _blank_before(text: str, at: int) -> bool:
    """Whether a blank line stands above the line of `at`, or above the comments over it."""
    start = layout.line_start(text, at)
    while start:
        start = layout.line_start(text, start - 1)
        if layout.blank(text, start):
            return True
        if not text.startswith("#", layout.past_blanks(text, start)):
            return False
    return False


class _Block:
    """A section of records as a block list."""

    def __init__(self, editor: Editor, root: Map, pair: Pair, node: List) -> None:
        self.editor, self.root, self.pair, self.node = editor, root, pair, node
        self.struct = SECTIONS[str(pair.name)]
        self.text = editor.text
        self.dashes = list(editor.dashes(node))
        self.column = layout.column(self.text, self.dashes[0])

    def change(self, gone: Collection[int], come: list[Fields]) -> None:
        left = [index for index in range(len(self.dashes)) if index not in gone]
        starts = self._take(gone)
        if not left and not come:
            self._empty()
        if not come:
            return
        if left:
            end = self._end(left[-1])
            lines = self._lines(come, tight=layout.tight(self.text, end, self.column))
            self.editor.put_below(self.node.items[left[-1]], end, lines)
        else:
            lines = self._lines(come, tight=True)
            self.editor.cut(starts[0], starts[0], "\n".join(lines).lstrip("\n") + "\n")

    def _end(self, index: int) -> int:
        end = max(self.node.items[index].end, self.dashes[index] + 1)
        return layout.with_comments(self.text, end, self.column)

    def _take(self, gone: Collection[int]) -> list[int]:
        """Takes records out with their lines; where each of these cuts begins."""
        starts: list[int] = []
        reached = layout.next_line(self.text, self.pair.key.end)
        for index in sorted(gone):
            if not layout.leads(self.text, self.dashes[index]):
                raise UnsafeError(self.dashes[index], "two lists begin in its line")
            if index:
                reached = max(reached, layout.next_line(self.text, self._end(index - 1)))
            end = layout.next_line(self.text, self._end(index))
            start = self._above(index, gone, reached)
            start, end = self._blank_lines(start, end, reached, index)
            self.editor.cut(start, end)
            starts.append(start)
            reached = end
        return starts

    def _above(self, index: int, gone: Collection[int], floor: int) -> int:
        """Where a record's lines begin, with the comment above it if no record stays that it could be
        about: those up to the next comment, or a blank line and one."""
        start = layout.line_start(self.text, self.dashes[index])
        above = start
        while above > floor and self._comment(layout.line_start(self.text, above - 1)):
            above = layout.line_start(self.text, above - 1)
        if above == start:
            return start
        following = index + 1
        while following in gone and not self._headed(following):
            following += 1
        if following < len(self.dashes) and not self._headed(following):
            return start
        return above

    def _headed(self, index: int) -> bool:
        """Whether a comment stands right above a record."""
        start = layout.line_start(self.text, self.dashes[index])
        return start > 0 and self._comment(layout.line_start(self.text, start - 1))

    def _comment(self, start: int) -> bool:
        """Whether the line is a comment in the column of the records."""
        return self.text.startswith("#", start + self.column) and layout.leads(
            self.text, start + self.column
        )

    def _blank_lines(self, start: int, end: int, floor: int, index: int) -> tuple[int, int]:
        """What to take out so that no more blank lines stand there than before: those above a record,
        or those below the first."""
        above = start
        while above > floor and layout.blank(self.text, layout.line_start(self.text, above - 1)):
            above = layout.line_start(self.text, above - 1)
        if above < start or index + 1 == len(self.dashes):
            return above, end
        while end < len(self.text) and layout.blank(self.text, end):
            end = layout.next_line(self.text, end)
        return start, end

    def _empty(self) -> None:
        colon = self.editor.colon(self.pair)
        if colon is None or self.node.anchor or self.node.tagged:
            raise UnsafeError(self.pair.start, "the section can't become empty as it is written")
        self.editor.cut(colon, colon, " []")

    def _lines(self, come: list[Fields], *, tight: bool) -> list[str]:
        """New records like the last one: in a line each, or field by field."""
        last: Node = self.node.items[-1]
        pad = padding(self.text, self.dashes[-1], last)
        indent = " " * self.column
        if isinstance(last, Map) and last.flow:
            return [f"{indent}-{pad}{_inline(fields, self.struct)}" for fields in come]
        apart = _spaced(self.editor, self.root)
        if len(self.dashes) > 1:
            apart = _blank_before(self.text, self.dashes[-1])
        setting = Setting(False, self.column, tight)
        return [""] * apart + _records(come, self.struct, setting, pad, apart=apart)
