"""The six panes of the desk, each a list over rows that `models.views` computes."""

from __future__ import annotations

from tui.panes.pane import Pane

NAMES = ("article", "actors", "timeline", "quotes", "context", "details")
"""The panes, in their usual order."""


def home(record_type: str) -> str:
    """The pane in which a record of this type is listed."""
    return {"actor": "actors", "event": "timeline", "quote": "quotes"}.get(record_type, "context")


__all__ = ["NAMES", "Pane", "home"]
