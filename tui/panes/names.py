"""The names of the panes, and which lists what."""

from __future__ import annotations


def home(record_type: str) -> str:
    """The pane in which a record of this type is listed."""
    return {"actor": "actors", "event": "timeline", "quote": "quotes"}.get(record_type, "context")
