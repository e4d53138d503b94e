"""Where sentences end: told by punctuation and what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.text import Span

_SENTENCE_END = re.compile(  # possessive and looking behind: linear on a megabyte of dots
    r"""(?<![.!?…؟۔।॥])[.!?…؟۔।॥]++["'“”‘’»›)\]}]*+\s++|[。！？]++["'”’»›)\]}」』]*+\s*+"""
)
_OPENERS = "\"'“‘«‹„‚([{「『¿¡"
_NEVER_LAST = re.compile(
    "Mrs?|Ms|Mx|Dr|Prof|Gen|Col|Lt|Capt|Maj|Sgt|Adm|Brig|Cmdr|Gov|Sen|Rep|Pres|Rev|Hon|Mt|Ft|"
    "Messrs|Mme|Mlle|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|cf|ca|approx"
)
_BEFORE_NUMBERS = re.compile("[Nn]os?|pp?|[Aa]rts?|[Ss]ec|[Ff]igs?|[Vv]ols?|[Cc]h")
_SELDOM_LAST = re.compile(r"Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|etc|al|(?:\w\.)+\w|[A-Z]")  # U.S, a.m, J
_FIRST_WORD = re.compile(r"(?:An?|And|As|At|But|For|He|His|If|In|It|On|She|The|They|This|We)\b")


def split(string: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph, with the white space behind each."""
    start, end = paragraph
    for hit in _SENTENCE_END.finditer(string, start, end):
        if hit.end() < end and _ends(string, hit, start):
            yield Span(start, hit.end())
            start = hit.end()
    yield Span(start, end)


def _ends(string: str, hit: re.Match[str], start: int) -> bool:
    """Whether a sentence that began at `start` ends with these marks."""
    following = string[hit.end()]
    if hit.group()[0] in "。！？":
        return True
    if following.islower() or not (following.isalnum() or following in _OPENERS):
        return False
    if hit.group().rstrip() != ".":
        return True
    before = string[max(start, hit.start() - 24) : hit.start()].split()
    word = before[-1].lstrip(_OPENERS) if before else ""
    if _NEVER_LAST.fullmatch(word) or (_BEFORE_NUMBERS.fullmatch(word) and following.isdigit()):
        return False
    return not _SELDOM_LAST.fullmatch(word) or bool(_FIRST_WORD.match(string, hit.end()))
