"""What the desk looks like on the bundled article, kept as text: a change here is meant, or a mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models.loading import load
from models.settings import Settings
from models.shipped import first_article
from tui.app import CopydeskApp
from tui.commands import keymap

WALK = ("2", "j", "j", "j", "j", "j", "j", "]", "]", "]", "]", "]", "enter")
"""From the first actor to an event that Abdollahian speaks of."""


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_screen(size: tuple[int, int], symbols: str, snapshot: Any) -> None:
    document = load(first_article()).document
    assert document is not None
    settings = Settings()
    app = CopydeskApp(
        replace(document, name="pakistan-iran.yaml", path=None),
        settings,
        keymap(settings.panes, {}, {}),
        theme="copydesk-dark",
        symbols=symbols,
        reviewer="mk",
    )
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.press(*WALK)
        await pilot.pause()
        lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
    assert "\n".join(lines) == snapshot
