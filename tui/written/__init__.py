"""Views in words: what each says, line by line, for pipes and for those who listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from models.document import Document
from models.overviews import View


def as_text(view: View, document: Document) -> Iterator[str]:
    """The lines of a view. Text of the file stands in them as the file has it."""
    written: Callable[[Document], Iterator[str]] = import_module(f"tui.written.{view.name}").written
    return written(document)


def as_data(view: View, document: Document) -> Any:
    """A view as JSON holds it: what was worked out, field by field."""
    import msgspec

    work_out = import_module(f"models.overviews.{view.name}").work_out
    return msgspec.to_builtins(work_out(document), enc_hook=str)
