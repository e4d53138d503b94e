"""PLOVER event types and modes with their conflict–cooperation scores (-10 to +10).

Facts from the tables of the PLOVER manual (openeventdata/PLOVER, CC BY-SA 4.0). ACCUSE without a mode
is printed there as 3, against all of its modes; it is read as -3. A count belongs beside any score.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """What an event code means: its quad class (`verbal cooperation` … `material conflict`) and
    its score."""

    quad: str
    score: float


_TABLE: dict[str, tuple[str, float, str]] = {
    "AGREE": ("verbal cooperation", 2.5, ""),
    "CONSULT": ("verbal cooperation", 2.5, "visit 4 third-party 1 multilateral 4 phone 1.5"),
    "SUPPORT": ("verbal cooperation", 5, ""),
    "CONCEDE": ("verbal cooperation", 4.5, ""),
    "COOPERATE": ("material cooperation", 9.5, ""),
    "AID": ("material cooperation", 10, ""),
    "RETREAT": (
        "material cooperation",
        6.5,
        "withdraw 8 release 6.5 disarm 10 ceasefire 7.5 access 6.5 resign 4.5",
    ),
    "REQUEST": ("verbal conflict", 0, "assist 0.5 change -1 yield -1 meet 0"),
    "ACCUSE": ("verbal conflict", -3, "disapprove -2 investigate -3.5 allege -3.5"),
    "REJECT": ("verbal conflict", -2, "assist -1.5 change -2 yield -2 meet -2"),
    "THREATEN": (
        "verbal conflict",
        -3.5,
        "restrict -3 arrest -3.5 relations -3.5 expel -3.5 territory -4 violence -3.5",
    ),
    "PROTEST": (
        "material conflict",
        -5,
        "demo -5 riot -7 strike -5 hunger -4.5 boycott -4.5 obstruct -4.5",
    ),
    "SANCTION": ("material conflict", -6, "convict -6 expel -5.5 withdraw -6 discontinue -6"),
    "MOBILIZE": ("material conflict", -5.5, "troops -6.5 weapons -6.5 police -5.5 militia -6"),
    "COERCE": (
        "material conflict",
        -7,
        (
            "seize -7 restrict -7 censor -6.5 curfew -6.5 martial-law -7.5 arrest -7 deport -7 "
            "withhold -7 misinformation -6.5 cyber -7"
        ),
    ),
    "ASSAULT": (
        "material conflict",
        -9,
        (
            "abduct -8.5 beat -7.5 torture -8.5 sexual -8.5 targeted -9.5 destroy -8.5 primitive -8 "
            "firearms -9 explosives -9 suicide-attack -9.5 aerial -9.5 drone -9.5 heavy-weapons -9.5 "
            "crowd-control -7.5 unconventional -10"
        ),
    ),
}


def _codes() -> dict[str, Code]:
    codes = {}
    for event, (quad, score, modes) in _TABLE.items():
        codes[event] = Code(quad, score)
        words = modes.split()
        for mode, value in zip(words[::2], words[1::2], strict=True):
            codes[f"{event}/{mode}"] = Code(quad, float(value))
    return codes


CODES = _codes()
"""Every code that can stand in an event's `code`: `EVENT` or `EVENT/mode`."""
