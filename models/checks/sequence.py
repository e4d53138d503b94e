"""The order of events: what the file says of it, beside what their dates say."""

from __future__ import annotations

from collections.abc import Iterator
from math import isinf
from typing import Literal, NamedTuple

from models.article import Event
from models.checks.facts import Facts
from models.checks.rings import Ring, rings
from models.checks.rule import Finding, Steps, for_all, for_each
from models.checks.times import firm
from models.dates import Date


class Turn(NamedTuple):
    """What a field of `event` says of its order with an `other`, and the dates of both; `reads` is how."""

    event: Event
    date: Date
    other: Event
    others_date: Date
    path: Steps
    reads: str

    @property
    def later(self) -> Event:
        """The one that comes second by the field."""
        return self.other if self.path[0] == "before" else self.event

    def said(self) -> str:
        return (
            f"“{self.event.title}” ({self.date.say()}) {self.reads} “{self.other.title}” "
            f"({self.others_date.say()})"
        )

    def mend(self, how: str) -> str:
        one, other = self.event.id, self.other.id
        return (
            f"{how} the `date` of “{one}” or of “{other}”, or take “{other}” out of the `{self.path[0]}` "
            f"of “{one}”."
        )


def _turns(facts: Facts, event: Event) -> Iterator[Turn]:
    """What an event's own fields say of its order with other dated events, each order once."""
    if event.date is None or not (event.answers or event.after or event.before):
        return
    told: set[tuple[str, bool]] = set()
    for field, reads, others in (
        ("answers", "answers", event.answers),
        ("after", "comes after", event.after),
        ("before", "comes before", event.before),
    ):
        for index, key in enumerate(others):
            other = facts.event(key)
            if not other or not other.date or other is event:
                continue
            if (key, field == "before") not in told:
                told.add((key, field == "before"))
                yield Turn(event, event.date, other, other.date, (field, index), reads)


def _contradiction(turn: Turn) -> Literal["certain", "possible", ""]:
    """Whether the dates have the later event first. It is certain if all of it is over before the other
    can begin. It is possible if one of the two dates is in doubt, or if both the first and the last day on
    which it can begin lie before those of the other; only where all four are known."""
    earlier, later = turn.others_date, turn.date
    if turn.later is turn.other:
        earlier, later = later, earlier
    if later.reversed or earlier.reversed:
        return ""
    if later.latest < earlier.earliest:
        return "certain" if firm(later) and firm(earlier) else "possible"
    if any(map(isinf, (*later.begin, *earlier.begin))):
        return ""
    sooner = later.begin.earliest < earlier.begin.earliest
    return "possible" if sooner and later.begin.latest < earlier.begin.latest else ""


@for_each(
    Event,
    code="E303",
    title="answers or follows something later than itself",
    bad="""
        events:
          - {id: strike, title: Strike, date: 2024-01-18}
          - {id: recall, title: Ambassador recalled, date: 2024-01-17, answers: [strike]}
    """,
    good="""
        events:
          - {id: strike, title: Strike, date: 2024-01-16}
          - {id: recall, title: Ambassador recalled, date: 2024-01-17, answers: [strike]}
    """,
)
def answers_something_later(facts: Facts, event: Event) -> Iterator[Finding]:
    """An answer comes after what it answers, and so do `after` and `before` say what comes first. Where the
    dates say otherwise, a date or the link is wrong, and the story is told backwards."""
    for turn in _turns(facts, event):
        if _contradiction(turn) == "certain":
            yield Finding(
                f"{turn.said()}, but by these dates “{turn.later.title}” was over before.",
                turn.path,
                turn.mend("Correct"),
            )


@for_each(
    Event,
    code="W304",
    title="may answer or follow something later than itself",
    bad="""
        events:
          - {id: strike, title: Strike, date: "[2024-01-10..2024-01-18]"}
          - {id: recall, title: Ambassador recalled, date: "[2024-01-01..2024-01-15]", answers: [strike]}
    """,
    good="""
        events:
          - {id: strike, title: Strike, date: "[2024-01-10..2024-01-18]"}
          - {id: recall, title: Ambassador recalled, date: "[2024-01-10..2024-01-31]", answers: [strike]}
    """,
)
def may_answer_something_later(facts: Facts, event: Event) -> Iterator[Finding]:
    """Two windows that overlap are no fault. But where the answer's window both begins and ends before the
    other's, one of the two is drawn too wide or lies wrong, since the answer can't come first. It is also
    told where dates contradict the order and one of them is only *about* or *possibly*."""
    for turn in _turns(facts, event):
        if _contradiction(turn) == "possible":
            yield Finding(
                f"{turn.said()}, but by these dates “{turn.later.title}” may have begun first.",
                turn.path,
                turn.mend("Narrow or correct"),
            )


class Way(NamedTuple):
    """One field that puts an event before another: whose it is, and where it stands."""

    owner: str
    path: Steps


_READS = {
    "before": "comes before",
    "after": "comes before",
    "answers": "is answered by",
    "part_of": "includes",
}
_OF_ITSELF = {
    "before": "comes before",
    "after": "comes after",
    "answers": "answers",
    "part_of": "is part of",
}


@for_all(
    Event,
    code="E305",
    title="events in a ring",
    bad="""
        events:
          - {id: strike, title: Strike, after: [recall]}
          - {id: recall, title: Ambassador recalled, answers: [strike]}
    """,
    good="""
        events:
          - {id: strike, title: Strike}
          - {id: recall, title: Ambassador recalled, answers: [strike]}
    """,
)
def events_in_a_ring(facts: Facts) -> Iterator[Finding]:
    """Nothing comes before itself, and nothing is a part of its own part. Where `before`, `after`, `answers`
    and `part_of` lead round in a ring, one of them is wrong, and the timeline can't follow them all."""
    ways = _ways(facts)
    for ring in rings(ways):
        last, first = ring.closing
        way = ways[last][first]
        other, field = last if way.owner == first else first, way.path[0]
        mend = f"Take “{other}” out of the `{field}` of “{way.owner}”, or another of these links."
        yield Finding(
            _round(facts, ring, ways),
            way.path,
            mend if last != first else f"Take it out of its own `{field}`.",
            way.owner,
        )


def _ways(facts: Facts) -> dict[str, dict[str, Way]]:
    """For each event those that it is told to come before or to include, each with the field that says so
    first."""
    ways: dict[str, dict[str, Way]] = {event.id: {} for event in facts.events}
    for event in facts.events:
        for field in ("answers", "after", "part_of", "before"):
            for index, other in enumerate(getattr(event, field)):
                if other in ways:
                    first, second = (event.id, other) if field == "before" else (other, event.id)
                    ways[first].setdefault(second, Way(event.id, (field, index)))
    return ways


def _round(facts: Facts, ring: Ring, ways: dict[str, dict[str, Way]]) -> str:
    """`“A” comes before “B”, which is answered by “A”.`"""
    title = [f"“{facts.records[name].caption}”" for name in ring.names]
    if len(title) == 1:
        field = ways[ring.names[0]][ring.names[0]].path[0]
        return f"{title[0]} {_OF_ITSELF[str(field)]} itself."
    told = title[0]
    for index, name in enumerate(ring.names):
        following = (index + 1) % len(title)
        which = " which" if index else ""
        if ring.more and following == len(title) - 1:
            told += f",{which} comes before {ring.more} others, the last of them before {title[following]}"
            continue
        field = ways[name][ring.names[following]].path[0]
        told += f"{',' if index else ''}{which} {_READS[str(field)]} {title[following]}"
    return f"{told}."


@for_each(
    Event,
    code="E310",
    title="a part outside its whole’s time",
    bad="""
        events:
          - {id: talks, title: Talks, date: 2024-01-29/2024-01-30}
          - {id: dinner, title: Dinner, date: 2024-01-31, part_of: [talks]}
    """,
    good="""
        events:
          - {id: talks, title: Talks, date: 2024-01-29/2024-01-30}
          - {id: dinner, title: Dinner, date: 2024-01-30, part_of: [talks]}
    """,
)
def part_outside_its_whole(facts: Facts, event: Event) -> Iterator[Finding]:
    """What is part of something happens while that does. One of the two dates is wrong, or it is no part of
    it but an `after`, a `before` or an answer. What is ongoing has no end."""
    date = firm(event.date)
    for index, key in enumerate(event.part_of if date else ()):
        whole = facts.event(key)
        when = firm(whole.date) if whole else None
        if date is None or whole is None or when is None or whole is event:
            continue
        outside = ""
        if date.begin.latest < when.begin.earliest:
            outside = "begins before it"
        elif date.end.earliest > when.end.latest and whole.status != "ongoing":
            outside = "ends after it"
        if outside:
            yield Finding(
                f"“{event.title}” ({date.say()}) is part of “{whole.title}” ({when.say()}), but by these "
                f"dates it {outside}.",
                ("part_of", index),
                f"Correct the `date` of “{event.id}” or of “{whole.id}”, or take “{whole.id}” out of the "
                f"`part_of` of “{event.id}”.",
            )
