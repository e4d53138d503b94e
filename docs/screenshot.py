"""Makes docs/screenshot.svg, the desk at 120×40 in the middle of a review, and a drawing of each view."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.geometry import Size

from models.loading import load
from models.overviews import VIEWS
from models.review.review import Review
from models.settings import Settings
from models.shipped import first_article
from tui.app import CopydeskApp
from tui.commands import keymap
from tui.picture import Drawn, picture, self_contained

TARGET = Path(__file__).resolve().parent / "screenshot.svg"
RECORD = "recall"
VIEW_SIZE = Size(120, 34)
SELECTED = {
    "timeline": "recall",
    "chain": "recall",
    "map": "sistan",
    "claims": "strike-iran",
    "relations": "pakistan",
}
"""The record that is selected in the drawing of a view, where it is not the first."""

CLOSER = {"map": 2}
KEYS = ("4", "a", "a", "x", "2", "a", "a", "a", "!", "enter", "3", "a", "a", "a", "j", "]", "]")


async def main() -> None:
    """Runs the desk on a copy of the article, without a terminal, types `KEYS`, and writes what it
    shows."""
    article = Path("seeds/pakistan-iran.yaml")
    article.parent.mkdir()
    article.write_bytes(first_article().read_bytes())
    document = load(article).document
    assert document is not None
    settings = Settings()
    app = CopydeskApp(
        document,
        settings,
        keymap(settings.panes, {}, {}),
        theme="copydesk-dark",
        symbols="unicode",
        review=Review.open(article, "mk"),
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*KEYS)
        await pilot.pause()
        shown = app.desk.state.selection
        if (shown.record, shown.active, shown.stepped) != (RECORD, "timeline", True):
            raise SystemExit(f"the keys lead to {shown.record} now, not to {RECORD}: change KEYS")
        drawing = app.export_screenshot(title="Copydesk", simplify=True)
    TARGET.write_text(self_contained(drawing), encoding="utf-8")
    for view in VIEWS:
        how = Drawn(VIEW_SIZE, record=SELECTED.get(view.name, ""), closer=CLOSER.get(view.name, 0))
        (TARGET.parent / f"view-{view.name}.svg").write_text(
            picture(view, document, how), encoding="utf-8"
        )


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        os.chdir(folder)
        asyncio.run(main())
