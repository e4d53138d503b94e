"""What of a text goes into a line that is typed."""

from __future__ import annotations

from itertools import accumulate

from tui.commands import writes

MOST = 10_000
"""Characters of one line. What stands there already may have more, as a note of the file."""

FULL = f"No more fits in here: it holds {MOST:,} characters at most."


def kept(text: str) -> str:
    """A text without what only a terminal or a printer understands; its line breaks stay."""
    text = text.replace("\t", " ")
    return "".join(each for each in text if writes(each) or each == "\n")


def fitting(text: str, taken: int) -> str:
    """What of a text fits behind so many characters, in whole grapheme clusters."""
    room = max(0, MOST - taken)
    if len(text) <= room:
        return text
    from wcwidth import iter_graphemes  # seldom needed

    ends = accumulate(map(len, iter_graphemes(text[: room + 1])))
    return text[: max((end for end in ends if end <= room), default=0)]
