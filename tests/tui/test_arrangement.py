"""Where everything stands, for every size and setting: a pure function, tried out."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Region, Size

from tui.arrangement import (
    COLUMNS_HEIGHT,
    COLUMNS_WIDTH,
    LEAST,
    PAIR_HEIGHT,
    TRIO_HEIGHT,
    arrange,
)

PANES = ("article", "actors", "timeline", "quotes", "context", "details")

sizes = st.builds(Size, st.integers(1, 300), st.integers(1, 100))


@settings(max_examples=1000)
@given(
    sizes,
    st.permutations(PANES),
    st.sampled_from(PANES),
    st.booleans(),
    st.sampled_from(["auto", "columns", "stacked"]),
)
def test_all_stands_on_the_screen_and_nothing_on_another(
    size: Size, order: list[str], active: str, zoomed: bool, layout: str
) -> None:
    arrangement = arrange(size, order, active, zoomed=zoomed, layout=layout)
    screen = Region(0, 0, *size)
    regions = [region for region in arrangement.regions.values() if region]
    assert all(screen.contains_region(region) for region in regions)
    assert not any(one.overlaps(other) for one, other in combinations(regions, 2))
    assert sum(region.area for region in regions) == screen.area, "a gap"
    assert set(arrangement.hidden) == set(PANES) - arrangement.regions.keys()
    small = size.width < LEAST.width or size.height < LEAST.height
    assert arrangement.too_small == small
    if small:
        assert arrangement.regions == {"notice": screen}
        return
    with_keys = arrangement.regions[active]
    assert with_keys.height >= 3, "no line between the frame's"
    assert with_keys.width >= 8
    for bar in ("top", "trail", "keys"):
        assert arrangement.regions[bar].size == (size.width, 1)
    if zoomed:
        assert set(PANES) & arrangement.regions.keys() == {active}
    elif layout == "auto" and size.width >= COLUMNS_WIDTH and size.height >= COLUMNS_HEIGHT:
        assert not arrangement.hidden
    elif layout == "stacked":
        assert with_keys.width == size.width


@pytest.mark.parametrize("active", PANES)
def test_what_explains_the_active_pane_shows_as_soon_as_there_is_room(active: str) -> None:
    def shown(height: int) -> list[str]:
        regions = arrange(Size(80, height), PANES, active, zoomed=False, layout="auto").regions
        return [pane for pane in regions if pane in PANES]

    companion = "details" if active == "article" else "article"
    assert shown(PAIR_HEIGHT - 1) == [active]
    assert shown(PAIR_HEIGHT) == shown(TRIO_HEIGHT - 1) == [active, companion]
    assert set(shown(TRIO_HEIGHT)) == set(shown(40)) == {active, "article", "details"}


def test_the_first_pane_of_the_order_has_the_left_column() -> None:
    order = ("timeline", *(pane for pane in PANES if pane != "timeline"))
    regions = arrange(Size(120, 40), order, "article", zoomed=False, layout="auto").regions
    assert regions["timeline"] == Region(0, 1, 48, 37)
    assert regions["details"].right == 120
