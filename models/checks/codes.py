"""Event codes, and events that are one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from models.article import Event, Link
from models.checks.facts import Facts
from models.checks.rule import Finding, for_all, for_each
from models.checks.said import named, said
from models.plover import CODES
from models.problems import closest, nearest


@for_each(
    Event,
    code="E601",
    title="not a PLOVER code",
    bad="""
        events:
          - {id: recall, title: Ambassador recalled, code: SANCTION/recall}
    """,
    good="""
        events:
          - {id: recall, title: Ambassador recalled, code: SANCTION/withdraw}
    """,
)
def unknown_code(_: Facts, event: Event) -> Iterator[Finding]:
    """The event has no score and belongs to no class, so that whatever counts events leaves it out. The codes
    are in the guide to the format; an event that none fits has none."""
    if event.code and event.code not in CODES:
        yield Finding(
            f"{said(event.code)} is not a PLOVER code.", ("code",), _meant(event.code.strip())
        )


def _meant(code: str) -> str:
    """The code that was meant, or those to choose from."""
    name, _, mode = code.partition("/")
    name, mode = name.strip().upper(), mode.strip().lower()
    spelled = f"{name}/{mode}".strip("/").replace("_", "-").replace(" ", "-")
    if spelled in CODES:
        return f"Did you mean “{spelled}”?"
    same = [f"“{known}”" for known in CODES if known.endswith(f"/{code.lower().replace(' ', '-')}")]
    if same:  # a mode by itself
        return f"Did you mean {' or '.join(same)}?"
    if name not in CODES:
        return nearest(spelled, [*CODES]) or f"Known are {', '.join(_events())}."
    modes = [known.partition("/")[2] for known in CODES if known.startswith(f"{name}/")]
    if not modes:
        return f"Did you mean “{name}”? It has no modes."
    near = closest(mode, modes)
    alike = f"Did you mean “{name}/{near}”?" if near else ""
    return f"{alike} {name} stands alone or has the mode {', '.join(modes)}.".strip()


def _events() -> list[str]:
    return [code for code in CODES if "/" not in code]


@for_each(
    Event,
    code="W602",
    title="a code of cooperation for what was cancelled",
    bad="""
        events:
          - {id: talks, title: Talks called off, code: CONSULT, status: cancelled}
    """,
    good="""
        events:
          - {id: talks, title: Talks called off, code: REJECT/meet}
    """,
)
def cancelled_cooperation(_: Facts, event: Event) -> Iterator[Finding]:
    """It counts as cooperation, though none took place. What happened is the calling off: that has occurred,
    and is coded by itself. Of a plan that is still to come, or an attack that was called off, nothing is
    said."""
    code = CODES.get(event.code)
    if event.status == "cancelled" and code and code.quad.endswith("cooperation"):
        act = "REJECT/meet" if event.code.startswith("CONSULT") else "SANCTION/discontinue"
        yield Finding(
            f"{named(event)} is coded {event.code}, which is cooperation, but was cancelled.",
            ("status",),
            f"Code the calling off, as in `code: {act}` with `status: occurred`.",
        )


_Alike: TypeAlias = tuple[object, ...]


@for_all(
    Event,
    Link,
    code="W603",
    title="two events alike in actors, code and time",
    bad="""
        actors:
          - {id: northland, name: Northland, kind: state}
        events:
          - {id: recall, title: Recall, code: SANCTION/withdraw, actors: [northland], date: 2024-03-01}
          - {id: home, title: Sent for, code: SANCTION/withdraw, actors: [northland], date: 2024-03-01}
    """,
    good="""
        actors:
          - {id: northland, name: Northland, kind: state}
        events:
          - {id: recall, title: Recall, code: SANCTION/withdraw, actors: [northland], date: 2024-03-01}
    """,
)
def told_twice(facts: Facts) -> Iterator[Finding]:
    """If they are one event that the text tells twice, it counts double: give one record both anchors. They
    are two if they lie in two places, or if the one is said to be part of the other, before or after it, or
    to stand in any other way to it."""
    first: dict[_Alike, dict[str | None, Event]] = {}
    for event in facts.events:
        if not event.code or not event.date or not (event.actors or event.targets):
            continue
        date = event.date
        one = date.single_day and date.earliest == date.latest
        when = date.earliest if one else date.text.strip()
        who = frozenset(event.actors), frozenset(event.targets)
        at = first.setdefault((*who, event.code, event.status, when), {})
        same = at.get(event.place) or (
            at.get(None) if event.place else next(iter(at.values()), None)
        )
        at.setdefault(event.place, event)
        if same and not _are_joined(facts, event, same):
            yield Finding(
                f"{named(event)} has the actors, code and date of {named(same)} (`{same.id}`).",
                ("code",),
                "Make one of them with both anchors, or say what sets them apart: the place, the hour, "
                "or `part_of`, `before` or `after`.",
                event.id,
            )


def _are_joined(facts: Facts, event: Event, other: Event) -> bool:
    """Whether the file says how two events stand to each other."""
    return any(edge.target == other.id for edge in facts.links.of(event.id))
