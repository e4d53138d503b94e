"""Tit for tat in words: what each act answers and what answers it, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.article import REPORTER, Event
from models.attribution import attribution
from models.document import Document
from models.overviews.chain import Act, Kind, Tie, work_out
from tui.spoken import counted, sentences

BACK: dict[Kind, str] = {
    "answers": "answers",
    "causes": "caused by",
    "explains": "explained by",
    "part of": "part of",
    "after": "after",
}
ON: dict[Kind, str] = {
    "answers": "answered by",
    "causes": "causes",
    "explains": "explains",
    "part of": "includes",
    "after": "before",
}
"""How a tie reads from its later event, and from its earlier one."""

UNNAMED = "doer not named"


class Ties(NamedTuple):
    """The ties of each event: to what it hangs on, and to what hangs on it."""

    back: dict[str, list[Tie]]
    on: dict[str, list[Tie]]


def by_event(ties: Iterable[Tie]) -> Ties:
    """The ties by the events they hold together."""
    found = Ties({}, {})
    for tie in ties:
        found.back.setdefault(tie.later, []).append(tie)
        found.on.setdefault(tie.earlier, []).append(tie)
    return found


def written(document: Document) -> Iterator[str]:
    """The sides, the events that hang together in order of time, and those that do not."""
    chain = work_out(document)
    ties = by_event(chain.ties)
    tied = [act for act in chain.acts if act.id in ties.back or act.id in ties.on]
    alone = [act for act in chain.acts if act.id not in ties.back and act.id not in ties.on]
    yield f"Section: who acts, {counted(len(chain.sides), 'side')}."
    for side in chain.sides:
        together = f"{counted(side.jointly, 'event')} together with others" * bool(side.jointly)
        yield sentences(
            (document.caption(side.id), f"{counted(side.alone, 'event')} alone", together)
        )
    if chain.unnamed:
        yield f"{counted(chain.unnamed, 'event')} whose doer is not named."
    for title, acts in (("what hangs together", tied), ("in no chain", alone)):
        yield ""
        yield f"Section: {title}, {counted(len(acts), 'event')}."
        yield from (act_words(document, act, ties) for act in acts)


def act_words(document: Document, act: Act, ties: Ties) -> str:
    """One event, as it is read out."""
    return sentences(
        (
            *facts(document, act),
            tie_words(document, ties, act.id, back=True),
            tie_words(document, ties, act.id, back=False),
        )
    )


def facts(document: Document, act: Act) -> tuple[str, ...]:
    """What an event is: who says so, when it was, by whom and to whom."""
    return (
        document.caption(act.id),
        _said(document, act),
        "known from outside the text only" * act.outside,
        _when(document, act),
        act.status * (act.status != "occurred"),
        _parties(document, act),
    )


def _when(document: Document, act: Act) -> str:
    """When it was, in full."""
    event = _event(document, act.id)
    return event.date.say() if event.date else event.date_says or "no date"


def _parties(document: Document, act: Act) -> str:
    """Who did it to whom."""
    by = ", ".join(document.caption(party.id) for party in act.by)
    to = ", ".join(document.caption(party.id) for party in act.to)
    by = f"by {by}" if act.by else UNNAMED
    return f"{by}, to {to}" if to else by


def _said(document: Document, act: Act) -> str:
    """How it stands, and in whose word."""
    asserted = _event(document, act.id).asserted
    voices = (
        "the reporter" if each.by == REPORTER else document.caption(each.by) for each in asserted
    )
    named = ", ".join(dict.fromkeys(voices))
    return f"{act.attribution}, says {named}" if named else act.attribution


def tie_words(
    document: Document, ties: Ties, event: str, *, back: bool, most: int | None = None
) -> str:
    """What an event hangs on, or what hangs on it, what ties it most first; at most so many of a kind."""
    words = BACK if back else ON
    held = (ties.back if back else ties.on).get(event, ())
    by_kind: dict[str, list[Tie]] = {}
    for tie in held:
        by_kind.setdefault(words[tie.kind], []).append(tie)
    told = []
    for said in words.values():
        if of_kind := by_kind.get(said):
            named = [_end(document, tie, back) for tie in of_kind[:most]]
            more = len(of_kind) - len(named)
            told.append(f"{said} {', '.join(named)}" + f" and {more} more" * bool(more))
    return "; ".join(told)


def _end(document: Document, tie: Tie, back: bool) -> str:
    """The other event of a tie, how it stands if not as a fact, and where the tie is known from."""
    other = _event(document, tie.earlier if back else tie.later)
    standing = attribution(document, other)
    known = {"inferred": "worked out", "outside": "from outside the text"}.get(tie.basis, "")
    basis = f"the tie is {known}" + f": {tie.source}" * bool(tie.source) if known else ""
    notes = "; ".join(filter(None, (standing * (standing != "fact"), basis)))
    return f"{other.title} ({notes})" if notes else other.title


def _event(document: Document, event: str) -> Event:
    found = document.records[event]
    assert isinstance(found, Event)
    return found
