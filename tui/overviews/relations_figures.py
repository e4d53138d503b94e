"""What acts come to, in signs and figures, the same in all of the relations view."""

from __future__ import annotations

from rich.style import Style

from models.overviews.relation_acts import Act
from models.overviews.relations import Tally
from models.text import visible
from tui.styles.look import Look
from tui.written.relations import count_words, doubt_words, mean_words, score_words, value_words

LIMITS = (-4.0, 0.0, 5.0)
"""Means below the first are strongly hostile, above the last strongly friendly: they part what PLOVER calls
verbal from what it calls material."""

TOGETHER = "&"
"""Stands between those who share an act in no direction."""

UNNUMBERED = "-"
"""In place of a number in the matrix: nobody named."""

MERGED = "="
"""The sign of an act that counts in another, its whole or its part."""

DOUBT = "?"
"""Stands behind what not all is stated as fact of."""


def sign_of(tally: Tally, look: Look) -> tuple[str, Style]:
    """The sign of what some acts come to, from their mean; or that there is none that counts."""
    palette, symbols = look.palette, look.symbols
    if not tally.count:
        sign = symbols.planned if tally.planned else symbols.cancelled
        return sign if tally.apart else " ", palette.dim
    return _sign(tally.mean, look)


def sign_of_act(act: Act, look: Look) -> tuple[str, Style]:
    """The same for one act."""
    symbols, palette = look.symbols, look.palette
    if act.merged_in:
        return MERGED, palette.dim
    if act.standing in ("cancelled", "denied"):
        return symbols.cancelled, palette.dim
    sign, style = _sign(act.score, look)
    return symbols.planned if act.standing == "planned" else sign, style


def _sign(value: float | None, look: Look) -> tuple[str, Style]:
    palette, symbols = look.palette, look.symbols
    if not value:
        return symbols.event, palette.text
    if value < 0:
        strong = value < LIMITS[0]
        return symbols.conflict_material if strong else symbols.conflict_verbal, palette.conflict
    strong = value > LIMITS[2]
    return (
        symbols.cooperation_material if strong else symbols.cooperation_verbal,
        palette.cooperation,
    )


def legend(signs: set[str], look: Look) -> list[str]:
    """What those of the signs mean that there are."""
    symbols = look.symbols
    minus = "-" if symbols.is_ascii else "−"
    means = {
        symbols.conflict_material: f"<{minus}{-LIMITS[0]:g}",
        symbols.conflict_verbal: "<0",
        symbols.event: "0, none",
        symbols.cooperation_verbal: ">0",
        symbols.cooperation_material: f">{LIMITS[2]:g}",
    }
    words = {
        DOUBT: "not all fact",
        TOGETHER: "shared",
        symbols.planned: "planned",
        symbols.cancelled: "denied, cancelled",
        MERGED: "counted in another",
        UNNUMBERED: "nobody named",
    }
    found = [f"{sign} {meaning}" for sign, meaning in means.items() if sign in signs]
    others = [f"{sign} {meaning}" for sign, meaning in words.items() if sign in signs]
    return [" ".join(("mean", *found)) if found else "", *others]


def doubt_of(tally: Tally) -> str:
    return DOUBT if tally.doubted else " "


def figures(tally: Tally, look: Look) -> str:
    """Count, mean and range together."""
    words = "  ".join(filter(None, (count_words(tally), value_words(tally))))
    return visible(words, ascii=look.symbols.is_ascii)


def score(value: float, look: Look) -> str:
    """A score with its sign."""
    return visible(score_words(value), ascii=look.symbols.is_ascii)


def rest(tally: Tally) -> str:
    """What is in doubt of it, and what does not count."""
    return ", ".join(doubt_words(tally))


def short(tally: Tally, name: str, look: Look) -> str:
    """What there is between a party and another (`name`), as shortly as it can be told."""
    count = f"{tally.count or tally.apart}{sign_of(tally, look)[0]}{doubt_of(tally)}".rstrip()
    words = f"{name} {count}"
    if tally.mean is not None:
        words += f" {mean_words(tally.mean)}"
    return visible(words, ascii=look.symbols.is_ascii)
