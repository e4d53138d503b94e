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
RECORD = "recall"
KEYS = ("3", "j", "j", "j", "j", "]", "]")
FONTS = "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace"

CELL = 12.2
"""Width of a cell in Rich's drawing."""

FONT_SIZE = 20.3
"""At which a character of these fonts (0.6 of the size wide) is a cell wide, as it is not at 20."""

SPACE = "&#160;"
_TEXT = re.compile(
    r'<text class="([^"]+-r\d+)" x="([^"]+)" (y="[^"]+") [^>]*?(clip-path[^>]+)>([^<]+)'
)


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
        shown = app.desk.state.selection
        if (shown.record, shown.active, shown.stepped) != (RECORD, "timeline", True):
            raise SystemExit(f"the keys lead to {shown.record} now, not to {RECORD}: change KEYS")
        drawing = app.export_screenshot(title="Copydesk", simplify=True)
    TARGET.write_text(self_contained(drawing), encoding="utf-8")


def self_contained(drawing: str) -> str:
    """Rich's drawing without fonts from elsewhere, and with every word on its own cell."""
    drawing = re.sub(r"@font-face \{.*?\}", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<!--.*?-->", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", drawing)
    drawing = drawing.replace("font-size: 20px", f"font-size: {FONT_SIZE}px")
    drawing = drawing.replace("font-variant-east-asian: full-width;", "")
    drawing = drawing.replace("font-family: arial;", "font-family: sans-serif;")
    drawing = re.sub(r"terminal-\d+", "terminal", drawing)
    drawing = _TEXT.sub(_words, drawing.replace("</text>", "</text>\n"))
    lines = (line.rstrip() for line in drawing.splitlines())
    return "\n".join(filter(None, lines)) + "\n"


def _words(found: re.Match[str]) -> str:
    """A run of text as its words, each where its cell begins. Not all that draw SVG keep a space at
    the start of a run, or stretch a run to its `textLength`."""
    style, left, y, clip, text = found.groups()
    words = []
    at = 0
    for word in re.split(f"((?:{SPACE})+)", text):
        cells = len(re.sub("&[^;]+;", " ", word))
        if word and not word.startswith(SPACE):
            x, width = float(left) + at * CELL, cells * CELL
            words.append(
                f'<text class="{style}" x="{x:g}" {y} textLength="{width:g}" {clip}>{word}'
            )
        at += cells
    return "</text>\n".join(words)


if __name__ == "__main__":
    asyncio.run(main())
