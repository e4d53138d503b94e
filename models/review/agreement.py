"""How far several people agree: on answers to a question, and on where things rest in the text.

Answers are categories that are the same or not (nominal). Kappa is Cohen's (1960) for two people, and
the mean of all pairs for more; alpha is Krippendorff's (2011), which needs no pairs and takes answers
that are missing. Both are worked out by `nltk.metrics.agreement` (Artstein and Poesio 2008). Mentions
are compared by F1, the mean of all pairs (Hripcsak and Rothschild 2005).

Where a number would mean nothing there is none, and a reason in its place: chance can't be told from
agreement when there has been only one answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import fmean
from typing import Any, NamedTuple, TypeAlias

from models.text import Span

Answers: TypeAlias = Mapping[str, Mapping[str, str]]
"""Each person's answer for each unit they gave one for."""

Mention: TypeAlias = tuple[Span, ...]
Marks: TypeAlias = Mapping[str, Mapping[str, Sequence[Mention]]]
"""Each person's mentions in each unit that they looked at; code points of that unit's text."""

_Told: TypeAlias = tuple[str, str, str]  # person, unit, answer

ONE_PERSON = "one person only"
NOTHING_SHARED = "no two looked at the same"
ONE_ANSWER = "there is only one answer"
NO_MENTIONS = "nobody marks any"
TOO_MANY = "too many different answers"

FEW = 10
"""A number that rests on fewer units, or mentions, says little."""

MOST_ANSWERS = 10_000
"""What the library takes at most."""

NEEDED = (
    "Agreement is worked out with nltk, which is not installed: pip install 'copydesk[agreement]'"
)


class MissingLibraryError(Exception):
    """The library is not installed; the words say how it comes."""


class Statistic(NamedTuple):
    """A number between -1 and 1, or None and why there is none. Of a mean that leaves some out `why`
    says how many it is of."""

    value: float | None
    why: str = ""


class Pair(NamedTuple):
    """Two people: how many units both have answered, and how far they agree on these."""

    people: tuple[str, str]
    units: int
    observed: float
    kappa: Statistic


class Agreement(NamedTuple):
    """How far people agree on one question; `units` are those that two or more have answered."""

    units: int
    observed: Statistic
    kappa: Statistic
    alpha: Statistic
    pairs: tuple[Pair, ...] = ()

    @property
    def few(self) -> bool:
        return 0 < self.units < FEW


class Overlap(NamedTuple):
    """How far people mark the same, as F1: mentions that are the same from end to end, mentions that
    touch, and the code points they cover. `mentions` are all that were marked in units which two or
    more looked at."""

    mentions: int
    exact: Statistic
    touching: Statistic
    points: Statistic

    @property
    def few(self) -> bool:
        return 0 < self.mentions < FEW


# Answers


def agreement(answers: Answers) -> Agreement:
    """How far people agree. Raises MissingLibraryError."""
    given = {person: own for person, own in answers.items() if own}
    counts = Counter(unit for own in given.values() for unit in own)
    shared = {unit for unit, count in counts.items() if count > 1}
    if not shared:
        none = Statistic(None, ONE_PERSON if len(given) < 2 else NOTHING_SHARED)
        return Agreement(0, none, none, none)
    pairs = tuple(pair for two in combinations(given, 2) if (pair := _pair(given, two)))
    observed = Statistic(fmean(pair.observed for pair in pairs))
    kappa = _mean([pair.kappa for pair in pairs])
    return Agreement(len(shared), observed, kappa, _alpha(given, shared), pairs)


def _pair(answers: Answers, two: tuple[str, str]) -> Pair | None:
    """Two people on the units that both have answered: kappa knows no missing answers."""
    first, second = (answers[person] for person in two)
    both = first.keys() & second.keys()
    if not both:
        return None
    observed = fmean(first[unit] == second[unit] for unit in both)
    told = [(person, unit, answers[person][unit]) for person in two for unit in both]
    why = _why_none(told)
    kappa = Statistic(None, why) if why else Statistic(_task(told).kappa_pairwise(*two))
    return Pair(two, len(both), observed, kappa)


def _alpha(answers: Answers, shared: set[str]) -> Statistic:
    told = [
        (person, unit, answer)
        for person, own in answers.items()
        for unit, answer in own.items()
        if unit in shared
    ]
    if why := _why_none(told):
        return Statistic(None, why)
    task = _task(told)
    task.Disagreement = _disagreement
    return Statistic(task.alpha())


def _why_none(told: Sequence[_Told]) -> str:
    """Why chance can't be taken out of these answers, if so."""
    kinds = len({answer for _, _, answer in told})
    return ONE_ANSWER if kinds == 1 else TOO_MANY if kinds > MOST_ANSWERS else ""


def _disagreement(counts: Mapping[str, int]) -> float:
    """The share of pairs of answers that differ: what the library counts pair by pair, and too slowly
    for questions with thousands of answers."""
    total = sum(counts.values())
    same = sum(count * count for count in counts.values())
    return (total * total - same) / (total * (total - 1))


def _task(told: Sequence[_Told]) -> Any:
    try:
        from nltk.metrics.agreement import AnnotationTask  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingLibraryError(NEEDED) from error
    return AnnotationTask(told)


def _mean(found: Sequence[Statistic]) -> Statistic:
    values = [each.value for each in found if each.value is not None]
    if not values:
        return found[0]
    part = f"of {len(values)} of {len(found)} pairs" if len(values) < len(found) else ""
    return Statistic(fmean(values), part)


# Mentions


def overlap(marks: Marks) -> Overlap:
    """How far people mark the same in the units that two of them looked at."""
    looks = Counter(unit for own in marks.values() for unit in own)
    shared = {unit for unit, count in looks.items() if count > 1}
    count = sum(len(own[unit]) for own in marks.values() for unit in own.keys() & shared)
    scores = [
        scored for one, other in combinations(marks.values(), 2) if (scored := _f1(one, other))
    ]
    if not scores:
        why = ONE_PERSON if len(marks) < 2 else NO_MENTIONS if shared else NOTHING_SHARED
        none = Statistic(None, why)
        return Overlap(count, none, none, none)
    return Overlap(count, *(Statistic(fmean(each)) for each in zip(*scores, strict=True)))


def _f1(
    one: Mapping[str, Sequence[Mention]], other: Mapping[str, Sequence[Mention]]
) -> tuple[float, float, float] | None:
    """F1 of two people's mentions, in three ways; None if neither marks any in what both looked at."""
    same, touching, covered = _Tally(), _Tally(), _Tally()
    for unit in one.keys() & other.keys():
        first, second = Counter(one[unit]), Counter(other[unit])
        both = (first & second).total()
        same.add(both, first.total(), both, second.total())
        points, others = _points(first), _points(second)
        touching.add(
            _touching(first, others), first.total(), _touching(second, points), second.total()
        )
        both = len(points & others)
        covered.add(both, len(points), both, len(others))
    if not same.total:
        return None
    return same.f1, touching.f1, covered.f1


class _Tally:
    """Hits among what each of two people has."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0, 0]

    def add(self, *counts: int) -> None:
        """Hits and total of the one, hits and total of the other."""
        self.counts = [old + new for old, new in zip(self.counts, counts, strict=True)]

    @property
    def total(self) -> int:
        return self.counts[1] + self.counts[3]

    @property
    def f1(self) -> float:
        hits, total, other_hits, other_total = self.counts
        if not hits or not other_hits:
            return 0.0
        precision, recall = hits / total, other_hits / other_total
        return 2 * precision * recall / (precision + recall)


def _points(mentions: Counter[Mention]) -> set[int]:
    return {point for mention in mentions for span in mention for point in range(*span)}


def _touching(mentions: Counter[Mention], points: set[int]) -> int:
    """How many mentions share a code point with these."""
    return sum(
        count
        for mention, count in mentions.items()
        if any(point in points for span in mention for point in range(*span))
    )
