"""Where everything stands on the screen, for any size: a pure function from size to regions.

Wide screens show all panes side by side. Narrow ones show the active pane, with the article or the
details below it while there is room; small ones the active pane alone. A view has all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.geometry import Region, Size

from models.overviews import BY_KEY

COLUMNS_WIDTH, COLUMNS_HEIGHT = 110, 24
"""The smallest screen on which all panes stand side by side."""

COLUMNS_LEAST = Size(48, 18)
"""The smallest on which they can: below, a setting that wants columns gets what fits."""

PAIR_HEIGHT, TRIO_HEIGHT = 20, 24
"""The heights from which a narrow screen shows two panes, and three."""

RECORD_HEIGHT = 32
"""The height from which a narrow screen shows the record above its problems, beside the text."""

LEAST = Size(24, 6)
"""Below this there is nothing to draw: the desk says so instead."""


class Arrangement(NamedTuple):
    """`regions` of panes and bars by name; `hidden` panes have none."""

    regions: Mapping[str, Region]
    hidden: tuple[str, ...] = ()
    too_small: bool = False


def arrange(
    size: Size,
    order: Sequence[str],
    active: str,
    *,
    zoomed: bool,
    layout: str,
    said: int = 1,
    linked: bool = False,
) -> Arrangement:
    """Regions for a screen of `size`; `order` names the panes as the reader wants them, `layout` is
    the setting of that name, `said` how many lines the trail or a message takes. With `linked` all
    links must show beside a view."""
    width, height = size
    if width < LEAST.width or height < LEAST.height:
        return Arrangement({"notice": Region(0, 0, width, height)}, tuple(order), too_small=True)
    wide = width >= COLUMNS_WIDTH and height >= COLUMNS_HEIGHT
    forced = width >= COLUMNS_LEAST.width and height >= COLUMNS_LEAST.height
    columns = layout != "stacked" and (wide or (layout == "columns" and forced))
    regions = {
        "top": Region(0, 0, width, 1),
        "trail": Region(0, height - 1 - said, width, said),
        "keys": Region(0, height - 1, width, 1),
    }
    body = Region(0, 1, width, height - 2 - said)
    if active in BY_KEY:
        if height >= PAIR_HEIGHT and not linked:
            body = body.shrink((0, 0, 1, 0))
            regions["links"] = Region(0, body.bottom, width, 1)
        panes = _view(body, active) if linked else {active: body}
    elif zoomed:
        panes = {active: body}
    elif columns and active == "problems":
        panes = _beside_problems(body)
    elif columns:
        panes = _columns(body, order)
    else:
        links = PAIR_HEIGHT <= height < TRIO_HEIGHT and active not in ("details", "problems")
        if links:
            body = body.shrink((0, 0, 1, 0))
            regions["links"] = Region(0, body.bottom, width, 1)
        panes = _stack(body, height, active)
    hidden = tuple(pane for pane in order if pane not in panes)
    return Arrangement(regions | panes, hidden)


def _view(body: Region, view: str) -> dict[str, Region]:
    """A view above, the details below it; on a small screen the details alone."""
    if body.height < PAIR_HEIGHT - 4:
        return {"details": body}
    lower = body.height * 45 // 100
    return _rows(body, {view: body.height - lower, "details": lower})


def _beside_problems(body: Region) -> dict[str, Region]:
    """The text where one is used to read it; beside it a record, and below that what is wrong with it."""
    left, upper = body.width * 40 // 100, body.height * 40 // 100
    return {
        "article": Region(body.x, body.y, left, body.height),
        "details": Region(body.x + left, body.y, body.width - left, upper),
        "problems": Region(body.x + left, body.y + upper, body.width - left, body.height - upper),
    }


def _above_problems(body: Region, height: int) -> dict[str, Region]:
    """The problems in the lower half, above them the text, and the record if there is room."""
    lower = (body.height + 1) // 2
    upper = body.height - lower
    if height < RECORD_HEIGHT:
        return _rows(body, {"article": upper, "problems": lower})
    half = upper // 2
    return _rows(body, {"article": half, "details": upper - half, "problems": lower})


def _columns(body: Region, order: Sequence[str]) -> dict[str, Region]:
    """The article's column at its left (or wherever the order has it), the details last in theirs."""
    first, *rest = order
    left = body.width * 40 // 100
    middle = (body.width - left) // 2
    second = rest[:2]
    third = rest[2:]
    panes = {first: Region(body.x, body.y, left, body.height)}
    panes |= _split(Region(left, body.y, middle, body.height), second)
    panes |= _split(Region(left + middle, body.y, body.width - left - middle, body.height), third)
    return panes


_WEIGHTS = {"article": 10, "actors": 9, "timeline": 11, "quotes": 9, "context": 8, "details": 12}


def _split(column: Region, panes: Sequence[str]) -> dict[str, Region]:
    """Panes one below the other, the taller the more they have to say."""
    total = sum(_WEIGHTS[pane] for pane in panes)
    regions: dict[str, Region] = {}
    y, weight = column.y, 0
    for pane in panes:
        weight += _WEIGHTS[pane]
        bottom = column.y + column.height * weight // total
        regions[pane] = Region(column.x, y, column.width, bottom - y)
        y = bottom
    return regions


def _stack(body: Region, height: int, active: str) -> dict[str, Region]:
    """The active pane above, what explains it below."""
    companion = "details" if active == "article" else "article"
    if height < PAIR_HEIGHT:
        return {active: body}
    if active == "problems":
        return _above_problems(body, height)
    if height < TRIO_HEIGHT:
        lower = 7 if active == "article" else 6
        return _rows(body, {active: body.height - lower, companion: lower})
    others = [pane for pane in ("article", "details") if pane != active]
    if len(others) == 1:
        return _rows(body, {active: body.height * 6 // 10, others[0]: body.height * 4 // 10 + 1})
    upper, middle = body.height * 45 // 100, body.height * 25 // 100
    heights = {active: upper, "article": middle, "details": body.height - upper - middle}
    return _rows(body, heights)


def _rows(body: Region, heights: Mapping[str, int]) -> dict[str, Region]:
    regions: dict[str, Region] = {}
    y = body.y
    for pane, wanted in heights.items():
        rows = min(wanted, body.bottom - y)
        regions[pane] = Region(body.x, y, body.width, rows)
        y += rows
    return regions
