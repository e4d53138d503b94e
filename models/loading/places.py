"""Where in a file its records, their fields and the words of its text stand."""

from __future__ import annotations

import re

from models.loading.nodes import Mapping, Node, Scalar
from models.loading.records import Contents
from models.loading.structs import Path, locate

LINE_END = re.compile("\r\n|[\n\r]")


class Places:
    """Lines and columns (from 1, columns in code points) of what was read from a `source`. They are kept
    only by those who ask for them: nodes take much room."""

    def __init__(self, source: str, contents: Contents) -> None:
        self._source = source
        self._nodes = contents.nodes
        self._article = contents.article_node

    def of(self, record: str, path: Path = ()) -> tuple[int, int]:
        """A field of a record, or the nearest thing around it; (0, 0) for a record that is not here. Without
        a record, a field of the article."""
        root: Node | None = self._nodes.get(record) if record else self._article
        if root is None:
            return 0, 0
        node = locate(root, path)
        return node.line, node.column

    def of_text(self, offset: int) -> tuple[int, int]:
        """An offset of the article's text; of a text that is written with escapes or folded, or lies in
        another file, where that is said."""
        article = self._article
        if not isinstance(article, Mapping):
            return 0, 0
        for name in ("file", "text"):
            entry = article.entries.get(name)
            if entry and isinstance(entry[1], Scalar) and not entry[1].absent:
                return self._inside(entry[1], offset) if name == "text" else self.of("", (name,))
        return article.line, article.column

    def _inside(self, node: Scalar, offset: int) -> tuple[int, int]:
        lines = LINE_END.split(self._source)
        first = lines[node.line - 1][node.column - 1 :]
        if first.startswith("|"):
            told = re.match(r"\|[-+]?([1-9])?", first)
            following = (line for line in lines[node.line :] if line.strip(" "))
            line = next(following, "")
            indent = len(line) - len(line.lstrip(" "))
            if told and told[1]:  # counted from where its key stands
                indent = int(told[1]) + self._indent_of(lines[node.line - 1])
            before = node.value[:offset]
            row = before.count("\n")
            return node.line + 1 + row, indent + 1 + offset - (before.rfind("\n") + 1)
        for opening in (0, 1):  # plain, or in quotes
            if first[opening:].startswith(node.value):
                return node.line, node.column + opening + offset
        return node.line, node.column

    def _indent_of(self, line: str) -> int:
        return len(line) - len(line.lstrip(" "))
