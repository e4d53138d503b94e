"""Views: the whole article in another way, over the desk's selection. None is read before it is opened."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from models.overviews import View

if TYPE_CHECKING:
    from tui.overviews.overview import Overview


def pane_of(view: View) -> type[Overview]:
    """What draws a view."""
    pane: type[Overview] = getattr(
        import_module(f"tui.overviews.{view.name}"), f"{view.name.capitalize()}View"
    )
    return pane
