"""What a terminal sends, cut into keys, pastes and answers, however it arrives.

Textual's parser takes a piece that comes late for keys typed one by one: on a bad line an arrow, or an answer
of the terminal, would become letters that decide something, and a paste whose end comes in two pieces would
swallow all that is typed after it. Here a piece waits for its rest.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from tui.commands import writes

REST = 3.0
"""Seconds that the rest of a sequence is waited for, when it has begun so that nobody can have typed it."""

PASTED = 4_000_000
"""Characters of one paste that are kept."""

_BEGINS, _ENDS = "\x1b[200~", "\x1b[201~"
# Answers that begin with OSC or DCS (ECMA-48).
_STRING = r"(?:\]\d+;|P\d?[>!+$][|r])[^\x07\x1b]*"
# Not as ECMA-48 says: function keys of the Linux console, the mouse as the VT200 told it, keys of rxvt.
_TOKEN = re.compile(
    rf"""[^\x1b]+
    | \x1b \[ (?: \[[A-E] | M[^\x1b]{{3}} | \d+\$ | (?![M\[]) [0-?]*[ -/]*[@-~])
    | \x1b O \d* [A-Za-z]
    | \x1b {_STRING} (?: \x07 | \x1b\\)""",
    re.VERBOSE,
)
_BEGUN = re.compile(
    rf"""\x1b (?: \[ (?: \[ | M[^\x1b]{{0,2}} | [0-?]*[ -/]*) | O\d*
    | {_STRING} (?: \x1b\Z )? | \]\d* | P\d?[>!+$]? )?""",
    re.VERBOSE,
)
_TYPED = re.compile(r"\x1b (?: \[ | O | \]\d* | P\d? )?", re.VERBOSE)
"""What may be the escape key, and then others."""


class Letters(events.Event):
    """Keys that came together and write something each."""

    def __init__(self, keys: Sequence[events.Key]) -> None:
        super().__init__()
        self.keys = keys


def together(found: Iterable[Message]) -> Iterator[Message]:
    """The same, but several letters side by side as one."""
    for write, run in groupby(found, _writes):
        same = [*run]
        if write and len(same) > 1:
            yield Letters([key for key in same if isinstance(key, events.Key)])
        else:
            yield from same


def _writes(message: Message) -> bool:
    return isinstance(message, events.Key) and writes(message.character)


class Incoming:
    """Bytes of one terminal, in; Textual's events, out."""

    def __init__(self, *, debug: bool = False) -> None:
        self._parser = XTermParser(debug)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._held, self._since = "", 0.0  # what has begun and is not all here, and when it came
        self._paste: list[str] | None = None
        self._pasted = 0

    def take(self, data: bytes, now: float) -> Iterator[Message]:
        """What has come by `now` (seconds), which may be nothing."""
        if data:
            held, self._held, self._since = self._held, "", now
            if self._paste is not None and data == b"\x03":  # typed: the end of the paste was lost
                held, self._paste = "", None
            yield from self._cut(held + self._decode(data))
        elif self._paste is None and self._held:
            typed = _TYPED.fullmatch(self._held)
            if now - self._since >= (constants.ESCAPE_DELAY if typed else REST):
                held, self._held = self._held, ""
                if typed:
                    yield from self._escape(held)

    def _cut(self, text: str) -> Iterator[Message]:
        at = 0
        while at < len(text):
            if self._paste is not None:
                end = text.find(_ENDS, at)
                if end < 0:
                    end = max(at, len(text) - len(_ENDS) + 1)
                    self._keep(text[at:end])
                    self._held = text[end:]
                    return
                self._keep(text[at:end])
                yield events.Paste("".join(self._paste).replace("\0", ""))
                self._paste, at = None, end + len(_ENDS)
            elif token := _TOKEN.match(text, at):
                at = token.end()
                if token[0] == _BEGINS:
                    self._paste, self._pasted = [], 0
                else:
                    yield from self._parse(token[0])
            else:
                begun = _BEGUN.match(text, at)
                assert begun is not None  # it is what is left of ESC
                at = begun.end()
                if at == len(text):
                    self._held = begun[0]
                elif _TYPED.fullmatch(begun[0]):
                    yield from self._escape(begun[0])

    def _keep(self, text: str) -> None:
        assert self._paste is not None
        text = text[: PASTED - self._pasted]
        self._pasted += len(text)
        self._paste.append(text)

    def _escape(self, typed: str) -> Iterable[Message]:
        """The escape key, and what was typed behind it."""
        return [events.Key("escape", "\x1b"), *self._parse(typed[1:])]

    def _parse(self, token: str) -> Iterable[Message]:
        """The events of text without an escape, or of one sequence; none of a sequence that Textual does
        not know. It waits then for more, and has no public way to be told that there is none."""
        if token.startswith(("\x1b]", "\x1bP")):
            return []
        found = list(self._parser.feed(token)) if token else []
        if self._parser._timeout_time is not None:
            self._parser._timeout_time = 0.0
            list(self._parser.tick())
        return found
