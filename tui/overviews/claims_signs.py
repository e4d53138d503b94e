"""The signs of the claims view, each with a word and an ASCII form."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style

from models.attribution import Attribution
from models.overviews.claims import How
from models.overviews.clashes import Tension
from tui.styles.themes import Palette

_SIGNS: Mapping[str, tuple[str, str]] = {
    "fact": ("▮", "#"),
    "claim": ("▯", "="),
    "hedge": ("~", "~"),
    "denial": ("⊖", "x"),
    "speaks": ("◦", "o"),
    "silent": ("∅", "_"),
    "denies": ("↯", "!="),
    "contradicts": ("↯", "!="),
    "in-tension-with": ("↭", "~="),
}

WORDS: Mapping[How, str] = {
    "fact": "states",
    "claim": "claims",
    "hedge": "hedges",
    "denial": "denies",
    "speaks": "speaks of it",
}

AGAINST: Mapping[Tension, str] = {
    "denies": "disputed",
    "contradicts": "contradicts",
    "in-tension-with": "in tension",
}

SHORT: Mapping[Attribution, str] = {"claimed by its doer": "by its doer"}
"""How an event stands, where there is no room for more."""

_LADDER: Mapping[Attribution, str] = {
    "fact": "fact",
    "claimed by its doer": "claim",
    "accused": "claim",
    "claimed": "claim",
    "hedged": "hedge",
    "denied": "denial",
    "disputed": "denies",
    "silent": "silent",
}


def sign(of: str, *, ascii_only: bool) -> str:
    """The sign of how something is said, of a silence, or of what stands against something."""
    return _SIGNS[of][ascii_only]


def ladder_sign(attribution: Attribution, *, ascii_only: bool) -> str:
    """The sign of how an event stands."""
    return sign(_LADDER[attribution], ascii_only=ascii_only)


def style(of: str, palette: Palette) -> Style:
    """Denials and what stands against something ask for the eye most, then silences."""
    styles = {
        "silent": palette.mark + Style(bold=False),
        "speaks": palette.dim,
        "hedge": palette.dim,
    }
    if of in ("denial", "denies", "contradicts", "in-tension-with"):
        return palette.conflict
    return styles.get(of, palette.text)


def ladder_style(attribution: Attribution, palette: Palette) -> Style:
    return style(_LADDER[attribution], palette)
