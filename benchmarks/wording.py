"""The words of the made-up article. Nothing in it is the name of anybody or anything."""

from __future__ import annotations

_SYLLABLES = tuple(onset + vowel for onset in "bdfghklmnprstvz" for vowel in "aeiou")
_ENDS = ("n", "r", "l", "sh", "m", "k", "")


def name(number: int) -> str:
    """A word for a name: three syllables, another for each number up to some 400,000."""
    mixed = number * 7919 % len(_SYLLABLES) ** 3
    size = len(_SYLLABLES)
    syllables = (
        _SYLLABLES[mixed % size],
        _SYLLABLES[mixed // size % size],
        _SYLLABLES[mixed // size**2],
    )
    return "".join(syllables).capitalize() + _ENDS[number % len(_ENDS)]


VERBS = (
    ("signed a trade accord with", "AGREE"),
    ("sent its envoy to", "CONSULT/visit"),
    ("spoke by telephone with", "CONSULT/phone"),
    ("promised grain and fuel to", "AID"),
    ("freed prisoners taken from", "RETREAT/release"),
    ("asked for patience from", "REQUEST"),
    ("spoke of bad faith shown by", "ACCUSE"),
    ("turned down an offer by", "REJECT"),
    ("warned of measures against", "THREATEN"),
    ("marched against", "PROTEST/demo"),
    ("closed the crossing to", "SANCTION"),
    ("moved troops towards", "MOBILIZE/troops"),
    ("seized a ship that belonged to", "COERCE/seize"),
    ("shelled positions held by", "ASSAULT/heavy-weapons"),
)
"""What somebody did to somebody, and its code."""

MATTERS = (
    "the border question",
    "the harbour",
    "the water treaty",
    "the prisoner exchange",
    "the rail link",
    "the fishing grounds",
    "the pipeline",
    "the school programme",
    "the mine clearance",
    "the grain corridor",
    "the customs union",
    "the hostage case",
)
VOWS = ("settle", "reopen", "give up", "protect", "widen", "look after")
TROUBLES = (
    "the old rivalry",
    "the drought in the hills",
    "the quarrel over the river",
    "the flight from the coast",
    "the unpaid debt",
    "the want of doctors",
    "the loss of the harbour",
    "the unmarked frontier",
)
NATURES = ("a burden", "a source of anger", "talked about in vain", "known to everybody")
ROLES = ("foreign minister", "president", "army chief", "spokesperson", "governor")

ACTOR_KINDS = ("state", "person", "person", "armed-group", "organisation", "person")
CONTEXT_KINDS = ("history", "security", "politics", "diplomacy", "economy", "geography")
RELATIONS = ("supports", "explains", "causes", "in-tension-with", "see-also")

ABOUT = 13
"""How far apart the events are that one link after the other leads to."""
