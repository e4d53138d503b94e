"""Dates, and what the file says of their order."""

from __future__ import annotations

from collections.abc import Iterator

from models.article import Event
from models.checks.facts import Facts
from models.checks.rule import Finding, for_each


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
