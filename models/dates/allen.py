"""How two dates can stand to each other in time."""

from __future__ import annotations

from math import inf
from typing import Literal

from models.dates.date import Bounds, Date

Relation = Literal[
    "before", "meets", "overlaps", "starts", "during", "finishes", "equals",
    "after", "met-by", "overlapped-by", "started-by", "contains", "finished-by",
]  # fmt: skip

_CHAINS: dict[Relation, str] = {
    "before": "a≤A<b≤B", "meets": "a<A=b<B", "overlaps": "a<b<A<B", "starts": "a=b≤A<B",
    "during": "b<a≤A<B", "finishes": "b<a≤A=B", "equals": "a=b≤A=B",
}  # fmt: skip
"""The order of the four ends in each relation: `a` to `A` is the first date, `b` to `B` the other.

Any two runs of whole days fit exactly one. A single day that is the first or last day of a longer
run starts or finishes it; `meets` and `overlaps` hold between longer runs only."""
_INVERSES: dict[Relation, Relation] = {
    "before": "after", "meets": "met-by", "overlaps": "overlapped-by", "starts": "started-by",
    "during": "contains", "finishes": "finished-by",
}  # fmt: skip
_ALL_CHAINS = _CHAINS | {
    _INVERSES[name]: _CHAINS[name].translate(str.maketrans("aAbB", "bBaA")) for name in _INVERSES
}


def relations(a: Date, b: Date) -> frozenset[Relation]:
    """The relations of Allen («Maintaining knowledge about temporal intervals», 1983) still
    possible from `a` to `b`, in whole days; `a` meets `b` if it ends on the day `b` begins.

    Only bounds are weighed: gaps in a set (`[…]`, `{…}`) or between values of an `X` count as
    possible days, and qualifiers change nothing.
    """
    bounds = {"a": a.begin, "A": a.end, "b": b.begin, "B": b.end}
    single = [pair for pair, date in ((("a", "A"), a), (("b", "B"), b)) if date.single_day]
    return frozenset(
        name for name, chain in _ALL_CHAINS.items() if _possible(chain, bounds, single)
    )


def _possible(chain: str, bounds: dict[str, Bounds], single: list[tuple[str, str]]) -> bool:
    """Whether days within `bounds` can stand in the order of `chain`, each taken as early as it
    can be; the two ends of a `single` day are the same day."""
    for first, last in single:
        between = chain[chain.index(first) : chain.index(last)]
        if "<" in between:
            return False
        chain = chain.replace(between, between.replace("≤", "="))
    floor, ceiling = -inf, inf
    for order, point in zip("≤" + chain[1::2], chain[::2], strict=True):
        earliest, latest = bounds[point]
        floor = max(earliest, floor + 1 if order == "<" else floor)
        ceiling = min(ceiling, latest) if order == "=" else latest
        if floor > ceiling:
            return False
    return True


def order(a: Date, b: Date) -> Literal["before", "after", "same", "unknown"]:
    """Whether all of `a` certainly comes before or after all of `b`, both certainly cover the
    same days, or neither is certain; by the bounds as written."""
    possible = relations(a, b)
    if possible == {"equals"}:
        return "same"
    if possible == {"before"}:
        return "before"
    return "after" if possible == {"after"} else "unknown"
