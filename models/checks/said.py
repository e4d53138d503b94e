"""Words of a file as a message repeats them."""

from __future__ import annotations

from models.article import Record
from models.text import visible

MOST = 60
"""Code points of a text that are repeated; of a longer one, its beginning."""

_MARKS = '"“”„«»'


def said(words: str) -> str:
    """A text in quotation marks, on one line, without marks of its own around it."""
    return f"“{bare(words.strip(_MARKS))}”"


def bare(words: str) -> str:
    """A text on one line."""
    words = " ".join(words[: 4 * MOST].split())
    return visible(words if len(words) <= MOST else words[: MOST - 1].rstrip() + "…")


def named(record: Record) -> str:
    """A record by its caption, or by its id where it has none."""
    return said(record.caption or record.id)
