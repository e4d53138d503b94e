"""What stands above the bars of the timeline: days, months or years along the axis, and the publication."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from models.overviews.timeline_axis import Tick, Window, scale
from models.overviews.timeline_extent import Extent
from tui.overviews.timeline_bars import Bar, Glyphs, rules

PUBLISHED = "published"


class Head(NamedTuple):
    """`coarse` and `fine` labels, and the line of the axis, each as wide as the axis. `published` are the
    cells of the last that tell of the publication."""

    unit: str
    coarse: str
    fine: str
    axis: str
    published: range


def head(window: Window, width: int, signs: Glyphs, published: Extent | None, doubt: str) -> Head:
    """The lines above an axis of so many cells; `doubt` is that about the publication."""
    shown = scale(window, width)
    axis = [signs.axis] * width
    for ticks, sign in ((shown.fine, signs.tick), (shown.coarse, signs.tick_long)):
        for tick in ticks:
            if 0 <= (cell := _cell(window, tick.moment, width)) < width:
                axis[cell] = sign
    told = _publication(axis, window, signs, published, doubt) if published else range(0)
    return Head(
        shown.unit,
        _labelled(shown.coarse, window, width),
        _labelled(shown.fine, window, width),
        "".join(axis),
        told,
    )


def _cell(window: Window, moment: float, width: int) -> int:
    return floor(window.cell(moment, width) + 1e-6)


def _labelled(ticks: Sequence[Tick], window: Window, width: int) -> str:
    """Each label where its tick is, in the longest form that has room before the next; none that has
    not."""
    line = [" "] * width
    cells = [max(0, _cell(window, tick.moment, width)) for tick in ticks]
    for tick, cell, following in zip(ticks, cells, [*cells, width + 1][1:], strict=True):
        room = min(following - 1, width) - cell
        label = next((each for each in tick.labels if len(each) <= room), "")
        line[cell : cell + len(label)] = label
    return "".join(line)


def _publication(
    axis: list[str], window: Window, signs: Glyphs, published: Extent, doubt: str
) -> range:
    """Puts the publication into the line of the axis; the cells that it takes."""
    width, label = len(axis), PUBLISHED + doubt
    lines = rules(published, window, width)
    if not lines:
        return _beyond(axis, window, signs, published, label)
    for cell in lines:
        axis[cell] = signs.published
    first, last = lines[0], lines[-1]
    if last - first - 1 >= len(label):
        start = first + 1 + (last - first - 1 - len(label)) // 2
    elif last + 1 + len(label) <= width:
        start = last + 1
    elif first >= len(label):
        start = first - len(label)
    else:
        return range(first, last + 1)
    axis[start : start + len(label)] = label
    return range(min(first, start), max(last + 1, start + len(label)))


def _beyond(axis: list[str], window: Window, signs: Glyphs, published: Extent, label: str) -> range:
    """That the article was published earlier or later than what shows, or all through it."""
    width = len(axis)
    first, last = Bar(window, width, signs).touched(published.hull)
    text = f"{signs.beyond_left} {label}" if last < 0 else f"{label} {signs.beyond_right}"
    if first < 0 <= last:
        text = label
    if len(text) > width:
        return range(0)
    start = width - len(text) if first >= width else 0
    axis[start : start + len(text)] = text
    return range(start, start + len(text))
