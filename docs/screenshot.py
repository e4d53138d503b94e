"""Makes docs/screenshot.svg: the desk at 120×40 as it is, with one event selected and a link chosen."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

from models.loading import load
from models.settings import Settings
from models.shipped import first_article
from tui.app import CopydeskApp
from tui.commands import keymap

TARGET = Path(__file__).parent / "screenshot.svg"
KEYS = ("3", "j", "j", "j", "j", "]", "]")


async def main() -> None:
    """Runs the desk without a terminal, types `KEYS`, and writes what it shows."""
    document = load(first_article()).document
    assert document is not None
    document = replace(document, name="seeds/pakistan-iran.yaml")
    settings = Settings()
    app = CopydeskApp(
        document,
        settings,
        keymap(settings.panes, {}, {}),
        theme="copydesk-dark",
        symbols="unicode",
        reviewer="mk",
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*KEYS)
        await pilot.pause()
        drawing = app.export_screenshot(title="Copydesk", simplify=True)
    drawing = re.sub(r"@font-face \{.*?\}", "", drawing, flags=re.DOTALL)  # fetched from elsewhere
    drawing = drawing.replace("Fira Code", "Fira Code, DejaVu Sans Mono, Menlo, monospace")
    drawing = re.sub(r"[ \t]+$", "", drawing, flags=re.MULTILINE)
    drawing = re.sub(r"<!--.*?-->", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"terminal-\d+", "terminal", drawing)
    TARGET.write_text(drawing.strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
