"""The timeline in words: each event with its date and all doubt about it, then who and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.article import Event
from models.attribution import attribution
from models.dates import Relation
from models.document import Document
from models.order import ALL, Order
from models.overviews.timeline import Lane, Placed, work_out
from tui.spoken import counted, sentences

NOBODY, NOWHERE = "Doer not named", "Place not given"
"""The lanes of events that name no actor, or no place."""

MOST_NAMED = 3
"""Events that an undated one is placed by, in words."""

_MOST_TOLD = 6
"""Relations that are told one by one."""

_RELATIONS: dict[Relation, str] = {
    "before": "before it",
    "meets": "until its first day",
    "overlaps": "from before it into it",
    "finished-by": "from before it to its end",
    "contains": "all around it",
    "starts": "its first part only",
    "equals": "the same days",
    "started-by": "from its beginning to beyond its end",
    "during": "within it",
    "finishes": "its last part only",
    "overlapped-by": "from within it to beyond its end",
    "met-by": "from its last day on",
    "after": "after it",
}
"""How something that lasts can stand to something that lasts, from earliest to latest."""

_OF_A_DAY: dict[Relation, str] = {
    "starts": "on its first day",
    "equals": "the same day",
    "finishes": "on its last day",
}
_TO_A_DAY: dict[Relation, str] = {
    "finished-by": "ending that day",
    "equals": "the same day",
    "started-by": "beginning that day",
}
"""The same where the first, or the other, is a single day."""

_ROUGHLY: dict[Relation, str] = {
    "before": "before it",
    "meets": "before it",
    "met-by": "after it",
    "after": "after it",
}


def written(document: Document) -> Iterator[str]:
    """All events in order of time, then the lanes."""
    order = Order(document)
    timeline = work_out(document, order)
    span = timeline.whole
    reach = f", {span.first} to {span.last}" if span else ""
    yield f"Section: in order of time, {counted(len(timeline.events), 'event')}{reach}."
    if timeline.published:
        yield f"The article was published {_published(document)}."
    earlier = ""
    for placed in timeline.events:
        beside = beside_words(document, order, placed.id, earlier) if earlier else ""
        yield sentences((event_words(document, placed), beside))
        earlier = placed.id
    for words, lanes, nobody in (
        ("by actor", timeline.by_actor, NOBODY),
        ("by place", timeline.by_place, NOWHERE),
    ):
        yield ""
        yield f"Section: {words}, {counted(len(lanes), 'lane')}."
        for lane in lanes:
            yield f"Group: {lane_words(document, lane, nobody)}, {counted(len(lane.events), 'event')}."
            yield from (f"{document.caption(event)}." for event in lane.events)


def _published(document: Document) -> str:
    article = document.article
    date = article.published.say() if article.published else ""
    return (
        date
        + {"text": "", "inferred": ", inferred", "outside": ", known from outside"}[
            article.published_basis
        ]
    )


def lane_words(document: Document, lane: Lane, nobody: str) -> str:
    return document.caption(lane.id) if lane.id else nobody


def event_words(document: Document, placed: Placed) -> str:
    """An event with its date, whose words these are, who did it, and how it stands."""
    event = document.records[placed.id]
    assert isinstance(event, Event)
    told = ", ".join(filter(None, (date_words(document, placed), *standing(document, event))))
    return sentences((f"{event.title}: {told}",))


def date_words(document: Document, placed: Placed) -> str:
    """When it was, with every doubt; of an undated event what stands before and after it."""
    if placed.kind != "undated":
        assert placed.date is not None
        return placed.date.say()
    said = placed.date.say() if placed.date else "undated"
    told = order_words(document, placed)
    return f"{said}, {told}" if told else said


def undated_words(document: Document, placed: Placed) -> str:
    """In place of a date: what it says, or else the text does, and what stands before and after."""
    said = placed.date.say() if placed.date else placed.says and f"“{placed.says}”"
    return ", ".join(filter(None, (said, order_words(document, placed)))) or "no date"


def order_words(document: Document, placed: Placed) -> str:
    """`after A and B, before C`, by what the file says; empty if it says nothing."""
    return ", ".join(
        f"{word} {_named(document, events)}"
        for word, events in (("after", placed.after), ("before", placed.before))
        if events
    )


def _named(document: Document, events: tuple[str, ...]) -> str:
    shown = events if len(events) <= MOST_NAMED else events[: MOST_NAMED - 1]
    names = [document.caption(each) for each in shown]
    if left := len(events) - len(shown):
        names.append(f"{left} more")
    return _joined(names, "and")


def standing(document: Document, event: Event) -> Iterator[str]:
    """What else one must know to judge a date: the text's words, what it rests on, how sure that is,
    who vouches for the event, and whose act it was."""
    yield f"“{event.date_says}”" * bool(event.date_says)
    yield {"text": "", "inferred": "inferred", "outside": "from outside the text"}[event.basis]
    yield f"{event.confidence} confidence" * bool(event.confidence)
    yield event.status * (event.status != "occurred")
    yield attribution(document, event)
    who = ", ".join(map(document.caption, event.actors))
    whom = ", ".join(map(document.caption, event.targets))
    yield f"{who or 'somebody'} to {whom}" if whom else who


# A pair of events


def beside_words(document: Document, order: Order, event: str, other: str) -> str:
    """How one event may still stand to another, in a sentence."""
    possible = order.possible(event, other)
    return f"Beside {document.caption(other)}: {relation_words(document, event, other, possible)}"


def relation_words(
    document: Document, event: str, other: str, possible: frozenset[Relation]
) -> str:
    """The relations still possible from one event to another: all of them if they are few."""
    if not possible:
        return "the file contradicts itself about their order"
    if possible == ALL:
        return "nothing is known of their order"
    words = dict(_RELATIONS)
    for each, own in ((event, _OF_A_DAY), (other, _TO_A_DAY)):
        record = document.records[each]
        assert isinstance(record, Event)
        if record.date is None or record.date.single_day:
            words |= own
    if len(possible) > _MOST_TOLD:
        words = {name: _ROUGHLY.get(name, "in part at the same time") for name in words}
        said = _joined(_told(possible, words), "or")
        return f"may be {said} ({len(possible)} of 13 relations are possible)"
    told = _told(possible, words)
    return f"certainly {told[0]}" if len(told) == 1 else f"may be {_joined(told, 'or')}"


def _told(possible: frozenset[Relation], words: dict[Relation, str]) -> list[str]:
    """In order of time, each once."""
    return list(dict.fromkeys(words[each] for each in _RELATIONS if each in possible))


def _joined(words: Iterable[str], last: str) -> str:
    *rest, end = words
    return f"{', '.join(rest)} {last} {end}" if rest else end
