"""Which problems are told, and how grave they are: by the settings, and by what a command says above them."""

from __future__ import annotations

from collections.abc import Iterable

from models.checks.rule import RULES
from models.levels import Level, Levels
from models.problems import nearest

_USUAL: dict[str, Level] = {"E": "error", "W": "warning", "I": "information"}


def unknown(code: str) -> str:
    """What to say of a code that no rule has or begins with; nothing of one that some do."""
    if code and any(known.startswith(code) for known in RULES):
        return ""
    said = f"no rule has the code “{code[:60]}”, or one that begins so."
    near = nearest(code.upper(), sorted(RULES)) if code else ""
    return f"{said} {near or 'docs/checks.md lists all.'}"


def chosen(levels: Levels, select: Iterable[str], ignore: Iterable[str]) -> Levels:
    """The settings' levels, narrowed to the codes to `select` (none: all) without those to `ignore`; of two
    that a code begins with the longer counts. Who selects as exactly as the settings turn off wants to
    see it."""
    select, ignore = tuple(select), tuple(ignore)
    if not select and not ignore:
        return levels
    return {
        **{code: _chosen(code, levels, select, ignore) for code in _USUAL},
        **{code: _chosen(code, levels, select, ignore) for code in RULES},
    }


def _chosen(code: str, levels: Levels, select: tuple[str, ...], ignore: tuple[str, ...]) -> Level:
    wanted, unwanted, set_ = _longest(code, select), _longest(code, ignore), _longest(code, levels)
    if (unwanted and len(unwanted) >= len(wanted)) or (select and not wanted):
        return "off"
    level = levels[set_] if set_ else _USUAL[code[0]]
    return _USUAL[code[0]] if level == "off" and len(wanted) >= len(set_) else level


def _longest(code: str, beginnings: Iterable[str]) -> str:
    return max((each for each in beginnings if code.startswith(each)), key=len, default="")
