"""Reading out a screen: all of it when it is new, and then what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol
from weakref import WeakKeyDictionary

from models.text import visible
from tui.spoken import Listed, Part, Said, Typed, sentences
from tui.widgets.lines import clusters

MESSAGE = "message"
"""The part that is said for once, and is over when something else was on the screen."""


class Speaks(Protocol):
    """A screen that can be read out."""

    def spoken(self) -> Iterable[Part]: ...


class Voice:
    """Writes lines, each of which says what is new since the last one about the same screen. `write` takes
    text that is literal already; `failed` hears of a screen that can't say all of itself."""

    def __init__(
        self,
        write: Callable[[str], object],
        failed: Callable[[Exception], object],
        *,
        ascii_only: bool,
    ) -> None:
        self._write, self._failed, self._ascii = write, failed, ascii_only
        self._heard: WeakKeyDictionary[Speaks, dict[str, Part]] = WeakKeyDictionary()
        self._typing = False  # whether the line written last is still open
        self.last: Speaks | None = None
        """The screen that was heard last."""
        self.lost = False
        """Whether something that was said of it before is not there any more."""

    def tell(self, screen: Speaks) -> bool:
        """Says what is new; false if nothing is."""
        before = self._heard.get(screen, {})
        if screen is not self.last:
            before = {name: part for name, part in before.items() if name != MESSAGE}
        now = self._parts(screen)
        self._heard[screen], self.last = now, screen
        self.lost = any(_stood(part) and name not in now for name, part in before.items())
        if typed := _appended(before, now):
            self._write(self._literal(typed))
            self._typing = True
            return True
        return self._read([(before.get(name), part) for name, part in now.items()])

    def tell_all(self, screen: Speaks, *, titled: bool = True) -> None:
        """Says all there is, heard before or not; without what stands first, where that was heard."""
        before = self._heard.pop(screen, {})
        if not titled and before:
            first = next(iter(before))
            self._heard[screen] = {first: before[first]}
        self.tell(screen)

    def forget(self, screen: Speaks) -> None:
        """Whatever is said of it next is all of it."""
        self._heard.pop(screen, None)

    def _parts(self, screen: Speaks) -> dict[str, Part]:
        parts: dict[str, Part] = {}
        try:
            for part in screen.spoken():
                parts[part.part] = part
        except Exception as error:
            self._failed(error)
            parts["fault"] = Said("fault", "The rest can’t be read out, by a mistake in Copydesk")
        return parts

    def say(self, words: str) -> None:
        """A line of its own."""
        self._write("\n" * self._typing + self._literal(words) + "\n")
        self._typing = False

    def _read(self, parts: Iterable[tuple[Part | None, Part]]) -> bool:
        news = [(before, part) for before, part in parts if part != before]
        told = [(part, words) for before, part in news if (words := _news(before, part))]
        lines = [
            *([self._line(told)] if told else []),
            *(line for before, part in news for line in _lines(before, part)),
        ]
        for line in lines:
            self.say(line)
        return bool(lines)

    def _line(self, told: Sequence[tuple[Part, str]]) -> str:
        """One line of all that is told; what is typed stands in quotation marks, unless it is alone."""
        if len(told) == 1 and isinstance(told[0][0], Typed):
            return told[0][1]
        return sentences(f"“{each}”" if isinstance(part, Typed) else each for part, each in told)

    def _literal(self, words: str) -> str:
        return visible(words, ascii=self._ascii)


def _appended(before: Mapping[str, Part], now: Mapping[str, Part]) -> str:
    """What was typed at the end of a line, if nothing else is new: it is written as a terminal echoes it."""
    news = [(before.get(name), part) for name, part in now.items() if part != before.get(name)]
    heard = [(old, new) for old, new in news if _news(old, new) or isinstance(new, Typed | Listed)]
    old, new = heard[0] if len(heard) == 1 else (None, None)
    if not (isinstance(old, Typed) and isinstance(new, Typed)):
        return ""
    at_ends = old.at == len(old.value) and new.at == len(new.value)
    return new.value[len(old.value) :] if at_ends and new.value.startswith(old.value) else ""


def _news(before: Part | None, part: Part) -> str:
    """What is new of a part that is not as it was; nothing of one that has lines of its own."""
    if isinstance(part, Listed):
        return ""
    if isinstance(part, Typed):
        return _typed(before, part)
    if isinstance(before, Said) and (before.words, before.at) == (part.words, part.at):
        return part.now if part.now != before.now else ""
    return sentences((part.words, part.more, part.now))


def _lines(before: Part | None, part: Part) -> tuple[str, ...]:
    """The lines of a part that has some; the one at its cursor, if no more is new."""
    if not isinstance(part, Listed):
        return ()
    if isinstance(before, Listed) and before.lines == part.lines:
        return part.lines[part.at : part.at + 1]
    return part.lines


def _typed(before: Part | None, line: Typed) -> str:
    """A line as it stands; if only the cursor moved, what stands behind that now."""
    if not isinstance(before, Typed):
        return line.value
    if line.value != before.value:
        return line.value or "Nothing typed."
    behind = next(iter(clusters(line.value[line.at :])), "")
    return {"": "End of the line.", " ": "space"}.get(behind, behind)


def _stood(part: Part) -> bool:
    """Whether it was more than a passing message."""
    return isinstance(part, Said) and bool(part.words) and part.part != MESSAGE
