"""A widget that places its children where a function of its size says, by their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from tui.widgets.guarded import Guarded

Regions = Callable[[Size], Mapping[str, Region]]


class _Placed(Layout):
    """Children without a region are not shown."""

    name = "placed"

    def __init__(self, regions: Regions) -> None:
        self.regions = regions

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        regions = self.regions(size)
        return [
            WidgetPlacement(regions.get(child.id or "", Region()), NULL_OFFSET, NULL_SPACING, child)
            for child in children
        ]


class Surface(Guarded, Widget):
    """Holds the children of a screen that arranges itself. If that fails, they stay where they were."""

    DEFAULT_CSS = "Surface { width: 1fr; height: 1fr; }"
    BLANK = True

    def __init__(self, regions: Regions, *children: Widget) -> None:
        super().__init__(*children)
        self._regions = regions
        self._last: Mapping[str, Region] = {}
        self._placed = _Placed(self._placing)

    def _placing(self, size: Size) -> Mapping[str, Region]:
        def place() -> None:
            self._last = self._regions(size)

        self.attempt("placing", place)
        return self._last

    @property
    def layout(self) -> Layout:
        return self._placed

    def place(self) -> None:
        """Places everything anew. Asked of a child, which makes its parent forget how it lay."""
        self.children[0].refresh(layout=True)
