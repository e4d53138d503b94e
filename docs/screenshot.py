"""Makes docs/screenshot.svg: the desk at 120×40 in the middle of a review, with a link chosen."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from models.loading import load
from models.review.review import Review
from models.settings import Settings
from models.shipped import first_article
from tui.app import CopydeskApp
from tui.commands import keymap

TARGET = Path(__file__).resolve().parent / "screenshot.svg"
RECORD = "recall"
KEYS = ("4", "a", "a", "x", "2", "a", "a", "a", "!", "enter", "3", "a", "a", "a", "j", "]", "]")
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
    with TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        os.chdir(folder)
        asyncio.run(main())
