"""Where in a file its records, their fields and the words of its text stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from models.loading.nodes import Mapping, Node, Scalar
from models.loading.records import Contents
from models.loading.structs import Path, locate

LINE_END = re.compile("\r\n|[\n\r]")

_HEADER = re.compile(r"\|[-+]?([1-9])?")


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
        """An offset of the article's text; behind an escape or in a folded line, or where the text lies in
        another file, where that is said."""
        article = self._article
        if not isinstance(article, Mapping):
            return 0, 0
        for name in ("file", "text"):
            key, value = article.entries.get(name, (None, None))
            if key and isinstance(value, Scalar) and not value.absent:
                return self._inside(key, value, offset) if name == "text" else self.of("", (name,))
        return article.line, article.column

    def _inside(self, key: Scalar, text: Scalar, offset: int) -> tuple[int, int]:
        first = self._lines[text.line - 1][text.column - 1 :]
        if header := _HEADER.match(first):
            row = bisect_right(self._rows, offset) - 1
            # told, the indent is counted from where the key stands
            indent = int(header[1]) + key.column - 1 if header[1] else self._indent_below(text.line)
            return text.line + 1 + row, indent + 1 + offset - self._rows[row]
        opening = int(first[:1] in ("'", '"'))
        if first.startswith(text.value[:offset], opening):
            return text.line, text.column + opening + offset
        return text.line, text.column

    @cached_property
    def _lines(self) -> list[str]:
        return LINE_END.split(self._source)

    @cached_property
    def _rows(self) -> list[int]:
        """Where in the article's text its lines begin."""
        assert isinstance(self._article, Mapping)
        text = self._article.entries["text"][1]
        assert isinstance(text, Scalar)
        return [0, *(end.end() for end in re.finditer("\n", text.value))]

    def _indent_below(self, line: int) -> int:
        """How far the first line below that is not blank is indented."""
        row = line
        while row < len(self._lines) - 1 and not self._lines[row].strip(" "):
            row += 1
        return len(self._lines[row]) - len(self._lines[row].lstrip(" "))
