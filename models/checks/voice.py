"""Who vouches for what."""

from __future__ import annotations

from collections.abc import Iterator

from models.article import REPORTER, SECTIONS, Actor, Context, Event, Link, Quote
from models.attribution import speaks_for
from models.checks.facts import Facts
from models.checks.rule import Finding, for_all, for_each
from models.checks.said import named, said


@for_all(
    Event,
    Actor,
    code="W501",
    title="a fact only by the word of one of the two sides",
    bad="""
        actors:
          - {id: northland, name: Northland, kind: state}
          - {id: league, name: Free Strait League, kind: armed-group}
        events:
          - id: strike
            title: Strike on the league
            actors: [northland]
            targets: [league]
            asserted: [{by: northland, as: fact}]
    """,
    good="""
        actors:
          - {id: northland, name: Northland, kind: state}
          - {id: league, name: Free Strait League, kind: armed-group}
        events:
          - id: strike
            title: Strike on the league
            actors: [northland]
            targets: [league]
            asserted: [{by: northland, as: claim}]
    """,
)
def fact_by_one_side(facts: Facts) -> Iterator[Finding]:
    """What only its doer or only its target says is a claim, however firmly it is put; those who speak for
    a side are that side. A fact is vouched for by the reporter, by somebody else, or by both sides."""
    for event in facts.events:
        voices = [each for each in event.asserted if each.as_ != "denial"]
        firm = next((at for at, each in enumerate(event.asserted) if each.as_ == "fact"), None)
        if firm is None or any(each.by == REPORTER for each in voices):
            continue
        for side, ids in (("did it", event.actors), ("was its target", event.targets)):
            if all(speaks_for(facts.document, each.by, ids) for each in voices):
                yield Finding(
                    f"{named(event)} is a fact only by the word of who {side}.",
                    ("asserted", firm, "as"),
                    "Write `as: claim`, or add who else vouches for it.",
                    event.id,
                )
                break


@for_each(
    Actor,
    code="W502",
    title="a label without who uses it",
    bad="""
        actors:
          - {id: league, name: Free Strait League, kind: armed-group, labels: [{label: terrorists}]}
    """,
    good="""
        actors:
          - id: league
            name: Free Strait League
            kind: armed-group
            labels: [{label: terrorists, by: reporter}]
    """,
)
def label_of_nobody(_: Facts, actor: Actor) -> Iterator[Finding]:
    """A label takes a side, and without “by” it is the annotator’s. That holds for every label, not only
    for words such as terrorist, militant, separatist, rebel or regime: one that nobody disputes today may
    be disputed tomorrow."""
    for index, label in enumerate(actor.labels):
        if not label.by:
            yield Finding(
                f"nobody is said to call {named(actor)} {said(label.label)}.",
                ("labels", index),
                f"Add `by:` with the id of who does, or `by: {REPORTER}` for the text’s own voice.",
            )


@for_each(
    Event,
    code="E503",
    title="a claim without a claimant",
    bad="""
        events:
          - {id: strike, title: Strike, asserted: [{by: reporter, as: claim}]}
    """,
    good="""
        actors:
          - {id: northland, name: Northland, kind: state}
        events:
          - {id: strike, title: Strike, asserted: [{by: northland, as: claim}]}
    """,
)
def claim_of_nobody(_: Facts, event: Event) -> Iterator[Finding]:
    """The text’s own voice states, doubts or denies; it claims nothing. “Reportedly” is a hedge of the
    reporter’s; a claim is somebody’s, and what it is worth hangs on whose."""
    for index, assertion in enumerate(event.asserted):
        if assertion.by == REPORTER and assertion.as_ == "claim":
            yield Finding(
                f"{named(event)} is a claim, but only the text’s own voice is given for it.",
                ("asserted", index, "by"),
                "Write in `by` the id of who claims it; if the text does not say, write `as: hedge`, and if "
                "it has no doubt, `as: fact`.",
            )


@for_all(
    *SECTIONS.values(),
    code="E504",
    title="from outside the text, but not from where",
    bad="""
        places:
          - {id: havn, name: Havn, kind: city, basis: outside}
    """,
    good="""
        places:
          - {id: havn, name: Havn, kind: city, basis: outside, source: GeoNames}
    """,
)
def outside_without_source(facts: Facts) -> Iterator[Finding]:
    """Nobody can look up what the annotator knew. A source may be short: an agency and the days, a
    gazetteer, a report."""
    article = facts.article
    if (
        article.published
        and article.published_basis == "outside"
        and not article.published_source.strip()
    ):
        yield Finding(
            "when the article was published is known from outside the text, but no source is given.",
            ("published_basis",),
            "Add `published_source:` with where you found it.",
        )
    for record in facts.records.values():
        if record.basis == "outside" and not record.source.strip():
            yield Finding(
                f"the {record.type} {named(record)} is known from outside the text, but no source is "
                "given.",
                ("basis",),
                "Add `source:` with where you found it.",
                record.id,
            )


@for_all(
    Event,
    Quote,
    Context,
    Link,
    Actor,
    code="W505",
    title="asserted and denied, but no link says so",
    bad="""
        actors:
          - {id: northland, name: Northland, kind: state}
          - {id: southmark, name: Southmark, kind: state}
        events:
          - id: shots
            title: Shots at a boat
            asserted: [{by: northland, as: claim}, {by: southmark, as: denial}]
        quotes:
          - {id: claim, form: indirect, gloss: they fired, speaker: [northland], about: [shots]}
          - {id: denial, form: indirect, gloss: they did not, speaker: [southmark], about: [shots]}
    """,
    good="""
        actors:
          - {id: northland, name: Northland, kind: state}
          - {id: southmark, name: Southmark, kind: state}
        events:
          - id: shots
            title: Shots at a boat
            asserted: [{by: northland, as: claim}, {by: southmark, as: denial}]
        quotes:
          - {id: claim, form: indirect, gloss: they fired, speaker: [northland], about: [shots]}
          - {id: denial, form: indirect, gloss: they did not, speaker: [southmark], about: [shots]}
        links:
          - {from: denial, rel: contradicts, to: claim}
    """,
)
def dispute_without_link(facts: Facts) -> Iterator[Finding]:
    """Both voices stand, but whoever reads one does not see the other. A link “contradicts” or
    “in-tension-with” joins them: between what is said of the event on either side, or with the event
    itself."""
    disputed = [event for event in facts.events if _is_disputed(event)]
    joined = _joined(facts) if disputed else {}
    for event in disputed:
        voices = {event.id, *_about(facts, event)}
        if any(not voices.isdisjoint(joined.get(each, ())) for each in voices):
            continue
        index = next(at for at, each in enumerate(event.asserted) if each.as_ == "denial")
        yield Finding(
            f"{named(event)} is asserted by some and denied by others, but no link says so.",
            ("asserted", index),
            _link_to_add(facts, event),
            event.id,
        )


def _is_disputed(event: Event) -> bool:
    ways = {assertion.as_ for assertion in event.asserted}
    return "denial" in ways and not ways.isdisjoint({"fact", "claim"})


def _about(facts: Facts, event: Event) -> list[str]:
    """The quotes and notes that are about an event."""
    return [
        source
        for source in facts.links.sources.get(event.id, ())
        if isinstance(record := facts.records[source], Quote | Context) and event.id in record.about
    ]


def _joined(facts: Facts) -> dict[str, set[str]]:
    """What stands against each record by an explicit link."""
    against: dict[str, set[str]] = {}
    for link in facts.document.all(Link):
        if link.rel in ("contradicts", "in-tension-with") and link.from_ != link.to:
            against.setdefault(link.from_, set()).add(link.to)
            against.setdefault(link.to, set()).add(link.from_)
    return against


def _link_to_add(facts: Facts, event: Event) -> str:
    """The link that is missing, as far as it can be told between what."""

    def voice(denies: bool) -> str:
        by = [each.by for each in event.asserted if (each.as_ == "denial") is denies]
        for source in _about(facts, event):
            record = facts.records[source]
            speakers = getattr(record, "speaker", ())
            if any(speaks_for(facts.document, speaker, by) for speaker in speakers):
                return source
        return ""

    denial, claim = voice(denies=True), voice(denies=False) or event.id
    if not denial or denial == claim:
        return "Add what the one who denies it says as a quote about it, and a link `contradicts` from there."
    return f"Add `- {{from: {denial}, rel: contradicts, to: {claim}}}` to `links:`."
