"""Every sign the desk draws, once in Unicode and once in ASCII.

Every state has one, so that nothing is told by colour alone, and those of states are of unambiguous
width and without an emoji form. Box-drawing lines are ambiguous by Unicode's table (UAX #11): a
terminal that draws them wide wants `symbols: ascii`.
"""

from __future__ import annotations

from typing import NamedTuple


class Symbols(NamedTuple):
    """One set of signs. Box corners run clockwise from the top left."""

    cursor: str
    cursor_idle: str
    linked: str
    stepped: str
    open_passage: str
    close_passage: str
    gutter_full: str
    gutter_part: str
    direct: str
    indirect: str
    conflict_material: str
    conflict_verbal: str
    cooperation_verbal: str
    cooperation_material: str
    event: str
    planned: str
    cancelled: str
    open_node: str
    imprecise: str
    accepted: str
    rejected: str
    flagged: str
    outdated: str
    commented: str
    contested: str
    settled: str
    corrected: str
    error: str
    warning: str
    ellipsis: str
    separator: str
    paragraph: str
    arrow: str
    horizontal: str
    horizontal_focus: str
    vertical: str
    thumb: str
    corners: tuple[str, str, str, str]
    corners_focus: tuple[str, str, str, str]
    is_ascii: bool = False


UNICODE = Symbols(
    cursor="►",
    cursor_idle="▻",
    linked="✦",
    stepped="❖",
    open_passage="‹",
    close_passage="›",
    gutter_full="▐",
    gutter_part="╎",
    direct="❝",
    indirect="⋯",
    conflict_material="✕",
    conflict_verbal="▾",
    cooperation_verbal="▴",
    cooperation_material="✚",
    event="◦",
    planned="▹",
    cancelled="⊘",
    open_node="▾",
    imprecise="~",
    accepted="✓",
    rejected="✗",
    flagged="⚑",
    outdated="↺",
    commented="✎",
    contested="≢",
    settled="≣",
    corrected="✱",
    error="⊗",
    warning="◬",
    ellipsis="…",
    separator="·",
    paragraph="¶",
    arrow="→",
    horizontal="─",
    horizontal_focus="━",
    vertical="│",
    thumb="┃",
    corners=("┌", "┐", "┘", "└"),
    corners_focus=("┍", "┑", "┙", "┕"),
)

ASCII = Symbols(
    cursor=">",
    cursor_idle="-",
    linked="*",
    stepped="@",
    open_passage="<",
    close_passage=">",
    gutter_full="|",
    gutter_part=":",
    direct='"',
    indirect="~",
    conflict_material="x",
    conflict_verbal="v",
    cooperation_verbal="^",
    cooperation_material="+",
    event="o",
    planned=")",
    cancelled="/",
    open_node="v",
    imprecise="~",
    accepted="y",
    rejected="n",
    flagged="!",
    outdated="?",
    commented="c",
    contested="%",
    settled="=",
    corrected="e",
    error="E",
    warning="W",
    ellipsis="...",
    separator="-",
    paragraph="par ",
    arrow="->",
    horizontal="-",
    horizontal_focus="=",
    vertical="|",
    thumb="#",
    corners=("+", "+", "+", "+"),
    corners_focus=("+", "+", "+", "+"),
    is_ascii=True,
)

SETS = {"unicode": UNICODE, "ascii": ASCII}
