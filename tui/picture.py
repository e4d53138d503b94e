"""Drawings (SVG) of what the terminal shows, that need nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import StringIO
from typing import NamedTuple

from rich.console import Console
from rich.segment import Segment, Segments
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, TerminalTheme
from textual.geometry import Size
from textual.strip import Strip

from models.document import Document
from models.overviews import View
from models.text import visible
from tui.overviews import pane_of
from tui.selection import Selection
from tui.styles.look import Look
from tui.styles.symbols import SETS
from tui.styles.themes import THEMES, palette_of

FONTS = "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace"

CELL = 12.2
"""Width of a cell in Rich's drawing."""

FONT_SIZE = 20.3
"""At which a character of these fonts (0.6 of the size wide) is a cell wide, as it is not at 20."""

SPACE = "&#160;"
_TEXT = re.compile(
    r'<text class="([^"]+-r\d+)" x="([^"]+)" (y="[^"]+") [^>]*?(clip-path[^>]+)>([^<]+)'
)


class Drawn(NamedTuple):
    """How a view is drawn: cells wide and high, `dark` or `light`, with `unicode` or `ascii` signs, and
    the selected record (empty: the view's first)."""

    size: Size
    theme: str = "dark"
    symbols: str = "unicode"
    record: str = ""


def picture(view: View, document: Document, how: Drawn) -> str:
    """A view as SVG. Raises what the view raises: here no screen goes on without it."""
    theme = next(each for each in THEMES if each.name == f"copydesk-{how.theme}")
    look = Look(palette_of(theme), SETS[how.symbols])
    pane = pane_of(view)(look, document, drawn_at=how.size)
    record = how.record if how.record in pane else pane.first()
    edges = tuple(document.links.of(record))
    pane.show(Selection(record, edges, active=pane.pane))
    if record:
        pane.goto(record)
    title = visible(f"{view.name} – {document.title}")
    return _drawing(pane.paint(*how.size), how.size, look, title)


def _drawing(strips: Iterable[Strip], size: Size, look: Look, title: str) -> str:
    console = Console(
        file=StringIO(),
        width=size.width,
        record=True,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    for strip in strips:
        console.print(Segments([*strip, Segment.line()]), end="")
    style = look.palette.text
    assert style.bgcolor is not None  # the themes that draw name both
    assert style.color is not None
    ground, ink = style.bgcolor.get_truecolor(), style.color.get_truecolor()
    ansi = [(*DEFAULT_TERMINAL_THEME.ansi_colors[number],) for number in range(8)]
    theme = TerminalTheme(ground, ink, ansi)
    return self_contained(console.export_svg(title=title, theme=theme))


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
