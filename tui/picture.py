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
    r'<text class="([^"]+-r\d+)" x="([^"]+)" y="([^"]+)" [^>]*?(clip-path[^>]+)>([^<]+)</text>'
)
_PARTS = re.compile(f"((?:{SPACE})+|[\u2800-\u28ff]+)")

LINE, ABOVE, DOT = 24.4, 18.5, 2.6
"""Height of a line in Rich's drawing, how much of it is above where letters stand on, and the side of a
braille dot."""

_PLACES = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each dot of a braille sign, in the order of its bits (Unicode, Braille Patterns)."""


class Drawn(NamedTuple):
    """How a view is drawn: cells wide and high, `dark` or `light`, with `unicode` or `ascii` signs, the
    selected record (empty: the view's first), and how many steps closer than at first."""

    size: Size
    theme: str = "dark"
    symbols: str = "unicode"
    record: str = ""
    closer: int = 0


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
    strips = pane.paint(*how.size)
    for _ in range(how.closer):
        pane.closer(1)
        strips = pane.paint(*how.size)
    title = visible(f"{view.name} – {document.title}")
    return _drawing(strips, how.size, look, title)


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
    the start of a run, or stretch a run to its `textLength`; few have a font with braille."""
    style, left, y, clip, text = found.groups()
    elements = []
    at = 0
    for word in _PARTS.split(text):
        cells = len(re.sub("&[^;]+;", " ", word))
        x = float(left) + at * CELL
        if "\u2800" <= word[:1] <= "\u28ff":
            elements.append(f'<path class="{style}" d="{_dots(word, x, float(y))}" {clip}/>')
        elif word and not word.startswith(SPACE):
            where = f'x="{x:g}" y="{y}" textLength="{cells * CELL:g}"'
            elements.append(f'<text class="{style}" {where} {clip}>{word}</text>')
        at += cells
    return "\n".join(elements)


def _dots(word: str, left: float, base: float) -> str:
    """The dots of braille signs as the outline of an SVG path; `base` is where letters stand on."""
    squares = []
    for number, sign in enumerate(word):
        for bit, (column, row) in enumerate(_PLACES):
            if (ord(sign) - 0x2800) >> bit & 1:
                x = left + (number + (1 + 2 * column) / 4) * CELL - DOT / 2
                y = base - ABOVE + (1 + 2 * row) / 8 * LINE - DOT / 2
                squares.append(f"M{x:.1f} {y:.1f}h{DOT}v{DOT}h-{DOT}z")
    return "".join(squares)
