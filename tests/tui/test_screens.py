"""What else there is to see: hints, a search, hardly any room. Whole screens, kept as text.

`pytest tests/tui/test_screens.py --snapshot-update` writes them anew.
"""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> Any:
    """Compares the screen, without the spaces that end its lines."""

    def compare(desk: Any) -> None:
        assert "\n".join(line.rstrip() for line in desk.lines) == snapshot

    return compare


async def test_hints_on_a_small_screen(open_desk: Any, picture: Any) -> None:
    async with open_desk(80, 24) as desk:
        desk.screen.go("talks")
        await desk.press("f")
        picture(desk)


async def test_searching(open_desk: Any, picture: Any) -> None:
    async with open_desk(80, 24) as desk:
        await desk.press("/")
        await desk.type("strikes")
        picture(desk)


@pytest.mark.parametrize("size", [(23, 6), (24, 6), (12, 3)], ids=str)
async def test_hardly_any_room(open_desk: Any, picture: Any, size: tuple[int, int]) -> None:
    async with open_desk(*size) as desk:
        picture(desk)
