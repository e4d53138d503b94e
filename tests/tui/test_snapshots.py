"""What the desk looks like on the bundled article in the middle of a review, kept as text: a change here is
meant, or a mistake."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from models.document import Document
from models.loading import load
from models.review.review import Review
from models.settings import Settings
from tui.app import CopydeskApp
from tui.commands import keymap

WALK = ("2", "j", "j", "j", "j", "j", "j", "]", "]", "]", "]", "]", "enter")
"""From the first actor to an event that Abdollahian speaks of."""


@pytest.fixture
def reviewed(on_disk: Document) -> Document:
    """The bundled article, some of it decided by mk and by ann."""
    assert on_disk.path is not None
    records = on_disk.records
    with_words = {"flag": "Which side says so?", "reject": "", "accept": ""}
    for reviewer, decided in {
        "mk": {"accept": ["pakistan", "strikes", "recall", "s-ack"], "flag": ["barred-return"]},
        "ann": {"reject": ["recall", "envoys-back"], "accept": ["strikes", "iran"]},
    }.items():
        review = Review.open(on_disk.path, reviewer, clock=lambda: "2026-01-29T18:30:00.000Z")
        for verdict, ids in decided.items():
            for record in ids:
                review.decide(verdict, [records[record]], with_words[verdict])
        review.comment("Is this one event?", [records["strikes"]])
        review.close()
    return on_disk


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_screen(
    size: tuple[int, int], symbols: str, reviewed: Document, snapshot: Any
) -> None:
    settings = Settings()
    app = CopydeskApp(
        replace(reviewed, name="pakistan-iran.yaml"),
        settings,
        keymap(settings.panes, {}, {}),
        theme="copydesk-dark",
        symbols=symbols,
        review=Review.open(reviewed.path, "mk"),
    )
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.press(*WALK)
        await pilot.pause()
        lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
    assert "\n".join(lines) == snapshot


async def test_problems(article_file: Path, snapshot: Any) -> None:
    """An event that ends before it begins and leads nowhere, looked at from its second problem."""
    text = article_file.read_text()
    start = text.index("- id: recall\n")
    event = text[start:].replace("[2024-01-01..2024-01-30]", "2024-01-30/2024-01-02", 1)
    article_file.write_text(text[:start] + event.replace("place: tehran", "place: teheran", 1))
    document = load(article_file).document
    assert document is not None
    settings = Settings()
    app = CopydeskApp(
        replace(document, name="pakistan-iran.yaml"),
        settings,
        keymap(settings.panes, {}, {}),
        theme="copydesk-dark",
        symbols="unicode",
        review=Review.open(article_file, "mk"),
    )
    async with app.run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        while not app.desk.state.checked:
            await pilot.pause(0.01)
        await pilot.press("p", "j")
        await pilot.pause()
        lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
    assert "\n".join(lines) == snapshot
