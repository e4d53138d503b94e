"""Dates: what they say by themselves, and beside the words they rest on and the day of publication."""

from __future__ import annotations

from collections.abc import Iterator

from models.article import Event, Role
from models.checks.english import Grain, grain, relative
from models.checks.facts import Facts
from models.checks.rule import Finding, for_each
from models.dates import Date, civil


def firm(date: Date | None) -> Date | None:
    """A date that something can be held against: one that neither is reversed nor says *about* or
    *possibly*."""
    doubted = date is None or date.reversed or date.approximate or date.uncertain
    return None if doubted else date


@for_each(
    Event,
    code="E301",
    title="ends before it begins",
    bad="""
        events:
          - {id: talks, title: Talks, date: 2024-01-31/2024-01-29}
    """,
    good="""
        events:
          - {id: talks, title: Talks, date: 2024-01-29/2024-01-31}
    """,
)
def ends_before_it_begins(_: Facts, event: Event) -> Iterator[Finding]:
    """One of the two dates is wrong, and nobody can tell which. The timeline shows all that lies between
    them."""
    if event.date and event.date.reversed:
        yield Finding(
            f"“{event.title}” ends before it begins ({event.date}).",
            ("date",),
            "Write the earlier date first.",
        )


@for_each(
    Event,
    code="W306",
    title="a date more precise than the words it rests on",
    bad="""
        events:
          - {id: talks, title: Talks, date: 2024-01-29, date_says: in January}
    """,
    good="""
        events:
          - {id: talks, title: Talks, date: 2024-01, date_says: in January}
    """,
)
def more_precise_than_its_words(facts: Facts, event: Event) -> Iterator[Finding]:
    """A day that the text does not give is a guess, and a guess looks like a fact once it stands in a
    table. Only English words are weighed, and only where the record says neither `basis: inferred` nor
    `basis: outside`."""
    date = firm(event.date)
    if date is None or event.basis != "text" or facts.language != "en":
        return
    told = grain(event.date_says)
    plain = date.duration == "date" and not date.parts[0].masked
    if told and plain and date.precision in _FINER[told]:
        yield Finding(
            f"“{event.title}” is dated {date.say()}, but the words it rests on, “{event.date_says}”, do not "
            f"tell the {date.precision}.",
            ("date",),
            f"Widen the date{_wider(date, told)}, or say with `basis` and `source` (or `note`) where the "
            f"{date.precision} is from.",
        )


_FINER: dict[Grain, tuple[str, ...]] = {
    "days": ("day",),
    "week": ("day",),
    "month": ("day",),
    "season": ("day", "month"),
    "year": ("day", "month", "season"),
}
"""The precisions of dates that are finer than what words name."""


def _wider(date: Date, told: Grain) -> str:
    """How a date would be typed that says no more than the words do."""
    year, month, *_ = (*date.parts[0].fields, "")
    if told == "year":
        return f" to {year}"
    if told == "month":
        return f" to {year}-{month}"
    if told == "season":
        return f" to the season, as in {year}-22 (summer)"
    first, last = (
        "-".join(f"{part:02}" for part in civil(int(day)))
        for day in (date.earliest - 3, date.latest + 3)
    )
    return f' to several days, as in "[{first}..{last}]"'


@for_each(
    Event,
    code="W307",
    title="relative words, but no publication date",
    bad="""
        events:
          - {id: talks, title: Talks, date: 2024-01-29, date_says: on Monday}
    """,
    good="""
        article:
          published: 2024-01-30
          text: |
            The ministers met on Monday.
        events:
          - {id: talks, title: Talks, date: 2024-01-29, date_says: on Monday}
    """,
)
def relative_to_nothing(facts: Facts, event: Event) -> Iterator[Finding]:
    """*On Monday* or *last week* give a date only together with the day on which they were written. Without
    it nobody can check the date. Only English words are weighed, and not those of a record with `basis:
    outside`."""
    if event.date is None or facts.dated or event.basis == "outside":
        return
    if facts.language == "en" and (words := relative(event.date_says)):
        yield Finding(
            f"“{event.title}” is dated {event.date.say()} by the words “{words}”, but the article has no "
            "date of publication that they could be counted from.",
            ("date_says",),
            "Add `published: …` to the article, with `published_basis` if the text does not give it.",
        )


@for_each(
    Event,
    code="E308",
    title="occurred, but after the publication",
    bad="""
        article:
          published: 2024-01-30
          text: |
            The ministers are to meet.
        events:
          - {id: talks, title: Talks, date: 2024-02-05}
    """,
    good="""
        article:
          published: 2024-01-30
          text: |
            The ministers are to meet.
        events:
          - {id: talks, title: Talks, date: 2024-02-05, status: planned}
    """,
)
def occurred_later(facts: Facts, event: Event) -> Iterator[Finding]:
    """A report can't tell what happened after it. Either a date is wrong, or the event was still to
    come."""
    date, published = firm(event.date), firm(facts.article.published)
    if date is None or published is None or event.status not in ("occurred", "ongoing"):
        return
    if date.earliest > published.latest:
        told = "has occurred" if event.status == "occurred" else "is ongoing"
        yield Finding(
            f"“{event.title}” {told}, but is dated {date.say()}, and the article was published "
            f"{published.say()}.",
            ("date",),
            "Correct the date, the article’s `published`, or write `status: planned`.",
        )


@for_each(
    Event,
    code="W309",
    title="planned, but before the publication",
    bad="""
        article:
          published: 2024-01-30
          text: |
            The ministers met.
        events:
          - {id: talks, title: Talks, date: 2024-01-29, status: planned}
    """,
    good="""
        article:
          published: 2024-01-30
          text: |
            The ministers met.
        events:
          - {id: talks, title: Talks, date: 2024-01-29, status: occurred}
    """,
)
def planned_earlier(facts: Facts, event: Event) -> Iterator[Finding]:
    """What lay behind the reporter was no plan any more. Either a date is wrong, or the event has occurred
    or was cancelled."""
    date, published = firm(event.date), firm(facts.article.published)
    if date is None or published is None or event.status != "planned":
        return
    if date.latest < published.earliest:
        yield Finding(
            f"“{event.title}” is planned, but is dated {date.say()}, and the article was published "
            f"{published.say()}, after that.",
            ("date",),
            "Correct the date, or write `status: occurred` or `status: cancelled`.",
        )


@for_each(
    Event,
    code="W311",
    title="a role’s dates exclude the event",
    bad="""
        actors:
          - id: brandt
            name: Ada Brandt
            kind: person
            roles: [{title: foreign minister, from: 2022-05}]
        events:
          - {id: talks, title: Talks, actors: [brandt], date: 2021-11-03}
    """,
    good="""
        actors:
          - id: brandt
            name: Ada Brandt
            kind: person
            roles: [{title: foreign minister, from: 2022-05}]
        events:
          - {id: talks, title: Talks, actors: [brandt], date: 2022-11-03}
    """,
)
def outside_of_office(facts: Facts, event: Event) -> Iterator[Finding]:
    """Who acts as minister was minister then. A date of the event or of the role is wrong, or somebody else
    held the office. Said where all roles that an actor holds (those with `status: former` aside) lie
    wholly before or after the event."""
    date = firm(event.date)
    for index, key in enumerate(event.actors if date else ()):
        actor = facts.actor(key)
        held = [role for role in actor.roles if role.status != "former"] if actor else []
        if actor and date and held and all(_excludes(role, date) for role in held):
            yield Finding(
                f"{actor.name} acts in “{event.title}” ({date.say()}), but was "
                f"{' and '.join(map(_term, held[:3]))}.",
                ("actors", index),
                f"Correct the event’s date or the role’s `from` and `to` in “{actor.id}”, or add the role "
                "held then.",
            )


def _excludes(role: Role, date: Date) -> bool:
    start, end = firm(role.from_), firm(role.to)
    early = start is not None and date.latest < start.earliest
    return early or (end is not None and date.earliest > end.latest)


def _term(role: Role) -> str:
    start = f" from {role.from_.say()}" if role.from_ else ""
    end = f" until {role.to.say()}" if role.to else ""
    return f"{role.title} only{start}{end}"
