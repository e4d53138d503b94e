"""The cuts in one text, and what they need to know of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.saving import layout
from models.saving.cuts import Cut
from models.saving.tree import Leaf, List, Node, Pair, leaves


class UnsafeError(Exception):
    """What stands at `at` can't be changed without a guess; the message says why."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


class Editor:
    """Collects the cuts that change records of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.eol = layout.end_of_line(text)
        self.cuts: list[Cut] = []

    def cut(self, start: int, end: int, text: str = "") -> None:
        """`text`, with `\\n` for line ends, in place of what stands in `start`–`end`."""
        self.cuts.append(Cut(start, end, text.replace("\n", self.eol)))

    def take(self, cuts: Iterable[Cut]) -> None:
        for cut in cuts:
            self.cut(*cut)

    def cut_lines(self, start: int, end: int, column: int) -> None:
        """Takes out what stands in `start`–`end` with its lines, and the comments that follow it deeper
        than its `column`."""
        end = layout.with_comments(self.text, end, column)
        self.cut(layout.line_start(self.text, start), layout.next_line(self.text, end))

    def put_above(self, at: int, lines: list[str]) -> None:
        """Puts lines where something begins at `at`, which goes below them."""
        indent = " " * layout.column(self.text, at)
        self.cut(at, at, "\n".join(lines).lstrip(" ") + "\n" + indent)

    def put_below(self, node: Node, end: int, lines: list[str]) -> None:
        """Puts lines after the one that holds `end`, where `node` ends."""
        at = layout.next_line(self.text, end)
        if at < len(self.text) or self.text.endswith(("\n", "\r")):
            self.cut(at, at, "\n".join(lines) + "\n")
        else:
            self._seal(node)
            self.cut(at, at, "\n" + "\n".join(lines))

    def _seal(self, node: Node) -> None:
        """Lets a literal or folded scalar that ends the text without a line end still say the same
        when a line follows it."""
        last = next(reversed(list(leaves(node))), None)
        if not isinstance(last, Leaf) or not last.block or last.end < len(self.text):
            return
        if any(cut.start <= last.body + 1 <= cut.end for cut in self.cuts):
            return  # it is written anew, or sealed already
        header = self.text[last.body : layout.line_end(self.text, last.body)].split("#")[0]
        if "-" not in header:
            at = last.body + 1 + ("+" in header)
            self.cut(at - ("+" in header), at, "-")

    def dashes(self, node: List) -> Iterator[int]:
        """Where the dash stands of each item of a block list."""
        at = node.body
        for item in node.items:
            at = layout.past_gap(self.text, at)
            if not self.text.startswith("-", at):
                raise UnsafeError(at, "the dashes of the list can't be made out")
            yield at
            at = max(item.end, at + 1)

    def colon(self, pair: Pair) -> int | None:
        """Where the colon ends behind a key of the usual form, `key:`."""
        at = layout.past_blanks(self.text, pair.key.end)
        before = self.text[layout.line_start(self.text, pair.start) : pair.start]
        usual = self.text.startswith(":", at) and not before.rstrip(" \t").endswith("?")
        return at + 1 if usual else None
