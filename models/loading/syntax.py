"""What a mistake in YAML is in plain words, where it was made, and what would mend it.

A parser stops where it can't go on, which is often lines behind the slip, and says so in terms of its
grammar. The slips that people make are few; they are known here by what libyaml says and by the lines
around. What is not known is told in libyaml's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_FIELD = re.compile(r"( *(?:- +)*)([^\s\-#'\"\[\]{}][^:]*):(?:[ \t]+|$)(.*)")
"""What stands before a field, its name and its value, on one line."""

NO_DASH = "did not find expected '-' indicator"
"""What libyaml says of a line that should begin an entry of a list."""

_SHOWN = 80
"""Code points of a mended line that are shown."""

_CLOSERS = {"[": "]", "{": "}"}


class Mark(NamedTuple):
    """A place in a file; lines and columns from 1."""

    line: int
    column: int


class Slip(NamedTuple):
    """A mistake in YAML: where it was made, what it is and what mends it."""

    at: Mark
    why: str
    mend: str


class Stop(NamedTuple):
    """Where libyaml stopped and what it said; `context` and `since` say what it was reading, and where
    that began. `inside` is where the innermost list or mapping begins that was still open, and `last`
    where the last value in it does. `lines` are those of the file."""

    said: str
    at: Mark
    context: str
    since: Mark
    inside: Mark
    last: Mark
    lines: Sequence[str]

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def char(self, at: Mark) -> str:
        """The character there; empty at the end of a line."""
        return self.line(at.line)[at.column - 1 : at.column]

    @property
    def rest(self) -> str:
        """What stands where it stopped."""
        return self.line(self.at.line)[self.at.column - 1 :]

    def above(self, number: int) -> int:
        """The line before one that is neither blank nor a comment; 0 if there is none."""
        number -= 1
        while number and (not self.line(number).strip() or self.line(number).lstrip()[0] == "#"):
            number -= 1
        return number


def explain(stop: Stop) -> Slip:
    """The slip behind what libyaml said."""
    for known in _KNOWN:
        if slip := known(stop):
            return slip
    return Slip(stop.at, f"{stop.said}{f' ({stop.context})' if stop.context else ''}", "")


def _tab(stop: Stop) -> Slip | None:
    line = stop.line(stop.at.line)
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" not in indent or stop.at.column > len(indent) + 1:
        return None
    at = Mark(stop.at.line, indent.index("\t") + 1)
    return Slip(at, "a tab stands where a line is indented", "Indent it with spaces instead.")


def _unclosed_quote(stop: Stop) -> Slip | None:
    """A quotation mark that nothing closes, or that the next one in the file closes, lines below."""
    if stop.context == "while scanning a quoted scalar":
        at = stop.since
    elif stop.context == "while parsing a block mapping" and 0 < stop.last.line < stop.at.line:
        at = stop.last
        ends = stop.line(stop.at.line)[: stop.at.column - 1].rstrip()
        if not ends or ends[-1] != stop.char(at):
            return None
    else:
        return None
    mark = stop.char(at)
    if mark not in ("'", '"'):
        return None
    mend = _shown(stop.line(at.line), at, stop.line(at.line)[at.column - 1 :].rstrip() + mark)
    return Slip(
        at, f"the quotation mark {mark} is opened here and not closed", f"Close it: {mend}."
    )


def _unclosed_bracket(stop: Stop) -> Slip | None:
    if not stop.context.startswith("while parsing a flow "):
        return None
    opened = stop.inside if stop.context.endswith("node") else stop.since
    line, mark = stop.line(opened.line), stop.char(opened)
    closer = _CLOSERS.get(mark)
    if closer is None:
        return None
    if stop.rest[:1] in ("]", "}") and stop.rest[:1] != closer:
        why = f"{stop.rest[0]} stands here, but {mark} is still open"
        return Slip(stop.at, why, f"Write {closer} before {stop.rest[0]}.")
    if stop.at.line == opened.line and stop.rest:
        return _in_brackets(stop)
    written = line[opened.column - 1 :].rstrip()
    shown = _shown(line, opened, written + _open_in(written))
    mend = f"Close it with {closer}." if written[-1] in ",[{:" else f"Close it: {shown}."
    return Slip(opened, f"{mark} is opened here and not closed", mend)


def _open_in(written: str) -> str:
    """What would close the brackets that a line leaves open."""
    still: list[str] = []
    for char in re.sub(r"\"[^\"]*\"|'[^']*'", "", written):
        if char in _CLOSERS:
            still.append(_CLOSERS[char])
        elif still and char == still[-1]:
            still.pop()
    return "".join(reversed(still))


def _in_brackets(stop: Stop) -> Slip:
    """Something between brackets that is neither one entry nor two with a comma between."""
    line, end = stop.line(stop.at.line), stop.at.column - 1
    begin = max(line.rfind(char, 0, end) for char in "[{,") + 1
    found = re.match(r"\s*([\w-]+): +", line[begin:end]) if stop.rest[:1] == ":" else None
    if found:
        begin += found.end()
        value = re.split(r"[,\]}]", line[begin:])[0].rstrip()
        mend = f"Put the value in quotation marks: `{found[1]}: {quoted(value)}`."
        return Slip(Mark(stop.at.line, begin + 1), _COLON, mend)
    if stop.rest[:1] == ",":
        return Slip(stop.at, "a comma stands here with nothing before it", "Take the comma out.")
    if stop.context.endswith("node"):
        why = f"a value can’t begin with {stop.rest[:1]}"
        return Slip(stop.at, why, "Put the value in quotation marks.")
    mend = "Put a comma before it, or quotation marks around all that is one value."
    return Slip(stop.at, "two values stand here with no comma between", mend)


_COLON = "a value without quotation marks has a colon and a space in it"


def _colon(stop: Stop) -> Slip | None:
    """A colon where none may stand: in a value, or behind a field that begins in the wrong column, or
    below a field that lacks its own."""
    if stop.said != "mapping values are not allowed in this context":
        return None
    number, line = stop.at.line, stop.line(stop.at.line)
    field = _FIELD.match(line)
    if slip := _without_bar(stop, number):
        return slip
    if field and field.end(2) + 1 < stop.at.column:
        at = Mark(number, field.start(3) + 1)
        return Slip(at, _COLON, _quotation_marks(line, at))
    above = stop.above(number)
    if field and above and not _FIELD.match(stop.line(above)):
        return _no_colon(stop, above)
    if field and above and field[2] not in _names():
        at = Mark(number, field.start(2) + 1)
        mend = f"Put the whole value in quotation marks; it begins in line {above} or before."
        return Slip(at, _COLON, mend)
    return _misplaced(stop, above) if field and above else None


def _without_bar(stop: Stop, number: int) -> Slip | None:
    """A text over several lines that was begun without its `|`."""
    indent, above = _column(stop.line(number)), stop.above(number)
    while above and _column(stop.line(above)) >= indent:
        above = stop.above(above)
    field = _FIELD.match(stop.line(above))
    if not field or field[3] or field[2] not in ("text", "note", "gloss"):
        return None
    why = f"the words below `{field[2]}:` are not begun with |"
    return Slip(Mark(above, field.start(2) + 1), why, f"Write `{field[2]}: |`.")


def _no_colon(stop: Stop, number: int) -> Slip:
    """A line that should be a field and has no colon, or no space after it."""
    line = stop.line(number)
    at = Mark(number, len(line) - len(line.lstrip(" -")) + 1)
    body = line[at.column - 1 :].rstrip()
    name, colon, value = body.partition(":")
    if not colon and " " in body:
        name, _, value = body.partition(" ")
    if re.fullmatch(r"\w+", name) and value and (colon or name in _names()):
        mend = f"Write `{name}: {value.strip()}`."
    else:
        mend = (
            "Write a field as `name: value`. If it goes on with the value above, indent it further."
        )
    return Slip(at, "this line has no colon with a space after it, so it is no field", mend)


def _names() -> set[str]:
    """The names of all fields and sections."""
    from msgspec.structs import fields

    from models.article import SECTIONS, Article

    known = {field.encode_name for field in fields(Article)}
    for struct in SECTIONS.values():
        known |= {field.encode_name for field in fields(struct)}
    return known | _sections()


def _lost_line(stop: Stop) -> Slip | None:
    if stop.said != "could not find expected ':'":
        return None
    return _without_bar(stop, stop.since.line) or _no_colon(stop, stop.since.line)


def _words_behind(stop: Stop) -> Slip | None:
    """Words after a value in quotation marks or brackets, on its line."""
    if stop.context != "while parsing a block mapping" or stop.last.line != stop.at.line:
        return None
    at, line = stop.last, stop.line(stop.at.line)
    opening = line[at.column - 1]
    if opening not in "'\"[{*" or at.column >= stop.at.column:
        return None
    if opening == "*":
        return Slip(at, "a value can’t begin with *", _quotation_marks(line, at))
    if opening in "[{" and stop.rest[:1] in ("]", "}"):
        return Slip(stop.at, f"{stop.rest[0]} closes nothing", f"Take {stop.rest[0]} out.")
    kind = "closing bracket" if opening in "[{" else "closing quotation mark"
    return Slip(at, f"words follow the {kind}", _quotation_marks(line, at))


_SPECIAL = {
    "found character that cannot start any token",
    "did not find expected alphabetic or numeric character",
    "mapping keys are not allowed in this context",
    "block sequence entries are not allowed in this context",
    "did not find expected comment or line break",
    "did not find expected node content",
}


def _special(stop: Stop) -> Slip | None:
    """A value whose first character means something else in YAML."""
    begin = stop.since if stop.context.startswith("while scanning a") else stop.at
    line, mark = stop.line(begin.line), stop.char(begin)
    before = re.search(r"([\w-]+): +$", line[: begin.column - 1])
    if stop.said not in _SPECIAL or not mark or not before:
        return None
    if mark in "|>":
        why = f"words stand after {mark}, which takes the lines below"
        return Slip(begin, why, "Put them in the next line, indented.")
    value, where = line[begin.column - 1 :], _quotation_marks(line, begin)
    if stop.char(stop.inside) in ("[", "{"):
        value = re.split(r"[,\]}]", value)[0].rstrip()
        where = f"Put the value in quotation marks: `{before[1]}: {quoted(value)}`."
    return Slip(begin, f"a value can’t begin with {mark}", where)


def _escape(stop: Stop) -> Slip | None:
    if stop.said != "found unknown escape character":
        return None
    at = Mark(stop.at.line, stop.at.column)
    why = r"in double quotation marks, \ begins a special character, and this is none"
    return Slip(at, why, r"Write \\ for \.")


def _dash(stop: Stop) -> Slip | None:
    """Records and entries of lists that begin in the wrong column, or without a space."""
    if stop.said not in (NO_DASH, "did not find expected key"):
        return None
    body = stop.rest.rstrip()
    if body.startswith("-") and not body.startswith("- "):
        why = "a dash that begins an entry needs a space after it"
        return Slip(stop.at, why, f"Write `- {body[1:].strip()[:_SHOWN]}`.")
    if body.endswith(":") and (section := body[:-1]) in _sections():
        why = f"`{section}:` is a section, but does not begin at the margin"
        return Slip(stop.at, why, "Take out the spaces before it.")
    above = stop.above(stop.at.line)
    return _misplaced(stop, above) if above else None


def _sections() -> set[str]:
    from models.article import SECTIONS

    return {"article", "copydesk", *SECTIONS}


def _misplaced(stop: Stop, above: int) -> Slip:
    """A line that does not begin where its neighbours do."""
    line, other = stop.line(stop.at.line), stop.line(above)
    here = _column(line)
    if line.lstrip().startswith("- "):
        while above and not stop.line(above).lstrip().startswith("- "):
            above = stop.above(above)
        wanted, who = _column(stop.line(above)), f"the `-` in line {above}"
    elif field := _FIELD.match(other):
        wanted, who = field.start(2) + 1, f"`{field[2]}` above it"
    else:
        wanted, who = _column(other), "the line above it"
    mend = f"Begin it in column {wanted}, as {who} does."
    if not above or wanted == here:
        mend = "Begin it in the column of what it belongs beside."
    why = f"this line begins in column {here}, which fits nothing above it"
    return Slip(Mark(stop.at.line, here), why, mend)


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) + 1


_KNOWN: tuple[Callable[[Stop], Slip | None], ...] = (
    _tab, _unclosed_quote, _unclosed_bracket, _colon, _lost_line, _words_behind, _special, _escape, _dash,
)  # fmt: skip


def quoted(value: str) -> str:
    """A value in quotation marks, as YAML takes it."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _quotation_marks(line: str, at: Mark) -> str:
    value = re.sub(r" #.*", "", line[at.column - 1 :]).rstrip()
    inner = value
    if len(value) > 2 and value[0] == value[-1] and value[0] in "'\"":
        inner = value[1:-1]
    return f"Put the whole value in quotation marks: {_shown(line, at, quoted(inner))}."


def _shown(line: str, at: Mark, value: str) -> str:
    """The field in `line` with another value from `at` on."""
    before = re.sub(r"^ *(- +)*", "", line[: at.column - 1])
    return (
        f"`{before}{value}`"
        if len(value) <= _SHOWN
        else f"`{before}{value[:9].rstrip()} … {value[-9:].lstrip()}`"
    )
