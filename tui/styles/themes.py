"""The themes that ship, and the palette of styles the desk is drawn with.

A theme is Textual's; what a sign or a kind looks like stands in its `variables`, so any theme can
say otherwise. `ansi` themes name the terminal's own colours and leave its background alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

_DARK = {
    "desk-dim": "#8a94a6",
    "desk-frame": "#4a5568",
    "desk-mark": "#e5b567",
    "desk-passage": "#4a3c12",
    "desk-linked": "#1f3340",
    "desk-cursor": "#264468",
    "desk-cursor-idle": "#262c38",
    "desk-conflict": "#e07a7a",
    "desk-cooperation": "#7fbf8e",
    "desk-hint": "#ffd75f",
}
_LIGHT = {
    "desk-dim": "#5c6470",
    "desk-frame": "#b4bac4",
    "desk-mark": "#9a5b00",
    "desk-passage": "#ffe9a8",
    "desk-linked": "#dcebf5",
    "desk-cursor": "#c3dafa",
    "desk-cursor-idle": "#e8ebf0",
    "desk-conflict": "#b02a2a",
    "desk-cooperation": "#1f7a3d",
    "desk-hint": "#8a2be2",
}

THEMES = (
    Theme(
        name="copydesk-dark",
        primary="#6ea8fe",
        secondary="#8fb7d9",
        accent="#6ea8fe",
        warning="#e5b567",
        error="#e07a7a",
        success="#7fbf8e",
        foreground="#d7dce5",
        background="#14171c",
        surface="#14171c",
        panel="#1c2129",
        dark=True,
        variables=_DARK,
    ),
    Theme(
        name="copydesk-light",
        primary="#1257b8",
        secondary="#2f6690",
        accent="#1257b8",
        warning="#9a5b00",
        error="#b02a2a",
        success="#1f7a3d",
        foreground="#1d2129",
        background="#fbfbf9",
        surface="#fbfbf9",
        panel="#f0f0ec",
        dark=False,
        variables=_LIGHT,
    ),
    replace(
        BUILTIN_THEMES["ansi-dark"],
        name="copydesk-ansi",
        accent="ansi_cyan",
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            "block-cursor-foreground": "ansi_default",
            "block-cursor-background": "ansi_default",
            "block-cursor-text-style": "reverse",
            "input-cursor-background": "ansi_default",
            "input-cursor-foreground": "ansi_default",
            "input-cursor-text-style": "reverse",
        },
    ),
)
ANSI = "copydesk-ansi"

_BASE = (
    *("primary", "secondary", "accent", "warning", "error", "success"),
    *("foreground", "background", "panel"),
)


class Palette(NamedTuple):
    """The styles of everything drawn. Each includes its background, so lines need no other."""

    text: Style
    dim: Style
    heading: Style
    frame: Style
    frame_focus: Style
    title: Style
    cursor: Style
    cursor_idle: Style
    mark: Style
    passage: Style
    linked: Style
    hint: Style
    hit: Style
    conflict: Style
    cooperation: Style
    notice: Style
    key: Style

    def verdict(self, verdict: str, outdated: bool) -> Style:
        """How the sign of a decision looks; one that is outdated asks to be looked at."""
        styles = {"accept": self.cooperation, "reject": self.conflict, "flag": self.mark}
        return self.notice if outdated else styles.get(verdict, self.text)

    def on_row(self, style: Style, row: Style | None) -> Style:
        """`style` as it looks on the cursor's row."""
        return style if row is None else style + row


def _variables(theme: Theme) -> Mapping[str, str]:
    """The colours of a theme by name. To work out those that it does not name takes milliseconds."""
    named = {name: str(getattr(theme, name)) for name in _BASE if getattr(theme, name)}
    if theme.ansi or len(named) < len(_BASE):
        named = theme.to_color_system().generate()
    return {**named, **theme.variables}


def palette_of(theme: Theme) -> Palette:
    """The styles for a theme. In an `ansi` theme the cursor and passages are told by reverse and
    underline, since nothing is known of the terminal's colours."""
    variables, ansi = _variables(theme), theme.ansi

    def colour(name: str, fallback: str) -> RichColor:
        return Color.parse(variables.get(name, variables[fallback])).rich_color

    ground = Style(
        color=colour("foreground", "foreground"), bgcolor=colour("background", "background")
    )

    def on(name: str, fallback: str, more: str = "") -> Style:
        return ground + Style(color=colour(name, fallback)) + Style.parse(more)

    def over(name: str, fallback: str, more: str = "") -> Style:
        return Style(bgcolor=colour(name, fallback)) + Style.parse(more)

    if ansi:
        dim = ground + Style(dim=True)
        frame = dim
        cursor, idle = Style(reverse=True), Style(underline=True)
        passage, linked = Style(reverse=True), Style(underline=True)
    else:
        dim, frame = on("desk-dim", "secondary"), on("desk-frame", "secondary")
        cursor, idle = over("desk-cursor", "primary", "bold"), over("desk-cursor-idle", "panel")
        passage, linked = over("desk-passage", "panel", "bold"), over("desk-linked", "panel")
    return Palette(
        text=ground,
        dim=dim,
        heading=on("accent", "accent", "bold"),
        frame=frame,
        frame_focus=on("primary", "primary", "bold"),
        title=ground + Style(bold=True),
        cursor=cursor,
        cursor_idle=idle,
        mark=on("desk-mark", "warning", "bold"),
        passage=passage,
        linked=linked,
        hint=on("desk-hint", "warning", "bold reverse"),
        hit=on("desk-mark", "warning", "bold underline"),
        conflict=on("desk-conflict", "error"),
        cooperation=on("desk-cooperation", "success"),
        notice=on("warning", "warning", "bold"),
        key=on("accent", "accent", "bold"),
    )
