"""Who acts on whom, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.article import Event
from models.document import Document
from models.overviews.relation_acts import Act
from models.overviews.relations import NOBODY, Network, Pair, Party, Tally, Tie, work_out
from tui.spoken import counted, sentences

UNNAMED = "nobody named"


def written(document: Document) -> Iterator[str]:
    """Each pair of actors with its acts, what each actor is of, and the pairs of sides."""
    relations = work_out(document)
    yield f"Section: who acts on whom, {counted(len(relations.actors.pairs), 'pair')} of actors."
    yield from _network(document, relations.actors)
    yield ""
    yield f"Section: between sides, {counted(len(relations.sides.pairs), 'pair')}."
    yield from _network(document, relations.sides)
    yield ""
    yield f"Section: actors, {len(relations.actors.parties)}."
    members = members_of(relations.actors)
    for party in relations.actors.parties:
        yield sentences((named(document, party.id), *party_words(document, party, members)))


def _network(document: Document, network: Network) -> Iterator[str]:
    for pair in network.pairs:
        acts = "; ".join(act_words(document, act) for act in pair.acts)
        yield sentences((f"{pair_words(document, pair)}: {tally_words(pair.tally)}", acts))
    for event in network.crowds:
        yield f"{document.caption(event)}: among too many to be told pair by pair."


def pair_words(document: Document, pair: Pair) -> str:
    """Who has to do with whom."""
    between = "and" if pair.mutual else "to"
    return f"{named(document, pair.source)} {between} {named(document, pair.target)}"


def named(document: Document, party: str) -> str:
    """A party by name, or by its id if that is empty."""
    return UNNAMED if party == NOBODY else document.caption(party) or party


def act_words(document: Document, act: Act) -> str:
    """One act: what, when, of which kind, of what value, and how it stands."""
    event = document.records[act.id]
    assert isinstance(event, Event)
    words = (
        event.title or act.id,
        event.date.say() if event.date else event.date_says,
        event.code,
        score_words(act.score) if act.score is not None else "no value",
        act.standing,
        f"counted in {document.caption(act.merged_in)}" if act.merged_in else "",
    )
    return ", ".join(filter(None, words))


def party_words(
    document: Document, party: Party, members: dict[str, list[tuple[str, str]]]
) -> Iterator[str]:
    """How many acts a party has a part in, and what it is of and has."""
    yield (
        ", ".join(
            f"{words} {count}"
            for words, count in (
                ("does", party.does),
                ("target of", party.undergoes),
                ("together or with each other", party.shares),
                ("planned, cancelled or denied", party.apart),
            )
            if count
        )
        or "no acts"
    )
    if party.ties:
        yield "of " + ", ".join(tied(document, tie.of, tie_title(tie)) for tie in party.ties)
    if party.side != party.id:
        yield f"side: {named(document, party.side)}"
    if has := members.get(party.id):
        yield "has " + ", ".join(tied(document, *member) for member in has)


def tied(document: Document, party: str, title: str) -> str:
    """One that another is of, or that is of it, with the title."""
    return named(document, party) + (f" ({title})" if title else "")


def tie_title(tie: Tie) -> str:
    """A title as it is held: `former` and the like before it."""
    return " ".join(filter(None, (tie.status * (tie.status != "current"), tie.title)))


def members_of(network: Network) -> dict[str, list[tuple[str, str]]]:
    """Who is of each party, with the title it has there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for party in network.parties:
        for tie in party.ties:
            found.setdefault(tie.of, []).append((party.id, tie_title(tie)))
    return found


# Figures


def tally_words(tally: Tally) -> str:
    """What a pair comes to: count and value together, then how much of it is in doubt, then the rest."""
    return ", ".join(filter(None, (count_words(tally), value_words(tally), *doubt_words(tally))))


def count_words(tally: Tally) -> str:
    """How many acts count."""
    return counted(tally.count, "act") if tally.count else "no act"


def value_words(tally: Tally) -> str:
    """The mean with its range, and of how many of the acts it is if not of all."""
    if tally.mean is None or tally.low is None or tally.high is None:
        return "no value" if tally.count else ""
    partly = f" of {tally.scored}" if tally.scored < tally.count else ""
    if tally.scored == 1:
        return f"value {score_words(tally.mean)}{partly}"
    span = f"({score_words(tally.low)} to {score_words(tally.high)})"
    return f"mean {mean_words(tally.mean)}{partly} {span}"


def doubt_words(tally: Tally) -> Sequence[str]:
    """How many of the acts the reporter does not vouch for, and what does not count."""
    doubted = _counts(
        (tally.claimed, "claimed"),
        (tally.disputed, "disputed"),
        (tally.unattributed, "unattributed"),
    )
    apart = _counts(
        (tally.planned, "planned"),
        (tally.cancelled, "cancelled"),
        (tally.denied, "denied"),
        (tally.merged, "counted in another"),
    )
    return [*doubted, *(f"besides {words}" if not at else words for at, words in enumerate(apart))]


def score_words(score: float) -> str:
    """A score with its sign."""
    return _signed(score, 1)


def mean_words(mean: float) -> str:
    """A mean with its sign, and a digit more than what it is of."""
    return _signed(mean, 2)


def _signed(number: float, digits: int) -> str:
    shown = f"{round(number, digits) or 0.0:+.{digits}f}"
    return shown.replace("-", "−") if number else shown.lstrip("+")


def _counts(*found: tuple[int, str]) -> list[str]:
    return [f"{count} {word}" for count, word in found if count]
