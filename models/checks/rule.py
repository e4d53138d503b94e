"""Rules: what each looks for, and what the guide says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec import Struct

from models.article import Record
from models.text import Span

if TYPE_CHECKING:
    from models.checks.facts import Facts

Steps = tuple[str | int, ...]
"""Names of fields and indexes of lists, as they lead from a record to what is in it."""


class Finding(NamedTuple):
    """What a rule found: one sentence about it, the field it lies in, and what would put it right. Where a
    rule looks at all records, `record` is the one concerned (empty: the article); `span` is what it is
    about in the text, if it is about the text."""

    message: str
    path: Steps = ()
    mend: str = ""
    record: str = ""
    span: Span | None = None


Each = Callable[["Facts", Any], Iterator[Finding]]
All = Callable[["Facts"], Iterator[Finding]]

Look = TypeVar("Look", bound=Each)


class Rule(Struct, frozen=True, kw_only=True):
    """One thing that can be wrong. The letter of the `code` is how grave it is (`problems.SEVERITIES`);
    `title` says what is wrong in a few words, `why` what comes of it; `bad` and `good` are parts of a
    file with and without it, the bad one in the `encoding`, and empty where no few lines can show it.

    `each` finds it in one record of the types `of`, where it depends on nothing but that record, those
    it has links with, and the text. `all` finds it in the article as a whole; it depends on the records
    of the types `of`. With neither, it is found while the file is read or written.
    """

    code: str
    title: str
    why: str
    bad: str
    good: str
    encoding: str = "utf-8"
    of: tuple[type[Record], ...] = ()
    each: Each | None = None
    all: All | None = None


RULES: dict[str, Rule] = {}
"""Every rule by its code, in no order."""

FAMILIES = {
    "0": "The file",
    "1": "Anchors and the text",
    "2": "Structure",
    "3": "Time",
    "4": "Place",
    "5": "Voice",
    "6": "Event codes",
}
"""What rules are about, by the first digit of their codes."""


def for_each(
    *of: type[Record], code: str, title: str, bad: str, good: str
) -> Callable[[Look], Look]:
    """Makes a function that looks at one record a rule. Its docstring says why it matters."""

    def register(look: Look) -> Look:
        _add(look, Rule(code=code, title=title, why="", bad=bad, good=good, of=of, each=look))
        return look

    return register


def for_all(*of: type[Record], code: str, title: str, bad: str, good: str) -> Callable[[All], All]:
    """Makes a function that looks at the whole article a rule. Its docstring says why it matters."""

    def register(look: All) -> All:
        _add(look, Rule(code=code, title=title, why="", bad=bad, good=good, of=of, all=look))
        return look

    return register


def while_reading(
    code: str, title: str, why: str, bad: str = "", good: str = "", encoding: str = "utf-8"
) -> None:
    """Tells of a rule that is kept where files are read or written."""
    _add(None, Rule(code=code, title=title, why=why, bad=bad, good=good, encoding=encoding))


def _add(look: Callable[..., Any] | None, rule: Rule) -> None:
    from msgspec.structs import replace

    assert rule.code not in RULES, f"{rule.code} is two rules"
    why = " ".join(cleandoc(look.__doc__ or "").split()) if look else " ".join(rule.why.split())
    RULES[rule.code] = replace(rule, why=why, bad=cleandoc(rule.bad), good=cleandoc(rule.good))
