"""Where everything is, in words."""

from __future__ import annotations

from collections.abc import Iterator

from models.document import Document
from models.overviews.map import Bounds, Spot, work_out
from tui.spoken import counted, sentences

KNOWN = {
    "exact": "known exactly",
    "city": "known to its city",
    "province": "known to its province only",
    "country": "known to its country only",
    "region": "known to its region only",
    "unknown": "how closely is not said",
}
"""By precision: how closely it is known where a place is."""


def written(document: Document) -> Iterator[str]:
    """The places with coordinates from the widest to the narrowest, then those without."""
    found = work_out(document)
    yield f"Section: on the map, {counted(len(found.places), 'place')}."
    if found.bounds:
        yield bounds_words(found.bounds)
    yield from (spot_words(document, spot) for spot in found.places)
    if found.tray:
        yield ""
        yield f"Section: without coordinates, {counted(len(found.tray), 'place')}."
        yield from (spot_words(document, spot) for spot in found.tray)


def bounds_words(bounds: Bounds) -> str:
    """What part of the world the places lie in."""
    east = (bounds.east + 180) % 360 - 180
    return (
        f"From {latitude(bounds.south)} to {latitude(bounds.north)}, "
        f"from {longitude(bounds.west)} to {longitude(east)}."
    )


def spot_words(document: Document, spot: Spot) -> str:
    """One place, as it is read out."""

    def named(ids: tuple[str, ...], joint: str = ", ") -> str:
        return joint.join(document.caption(each) or each for each in ids)

    where = "no coordinates"
    if spot.lat is not None and spot.lon is not None:
        where = f"{latitude(spot.lat)}, {longitude(spot.lon)}"
    return sentences(
        (
            f"{document.caption(spot.id) or spot.id}, {spot.kind}",
            KNOWN[spot.precision].capitalize(),
            f"In {named(spot.inside, ' and ')}" * bool(spot.inside),
            where.capitalize(),
            f"{counted(len(spot.events), 'event')} here: {named(spot.events)}" * bool(spot.events),
            f"Home of {named(spot.actors)}" * bool(spot.actors),
        )
    )


def latitude(degrees: float) -> str:
    """Degrees north or south, in words."""
    return f"{abs(round(degrees, 4)):g} {'south' if degrees < 0 else 'north'}"


def longitude(degrees: float) -> str:
    """Degrees east or west, in words."""
    return f"{abs(round(degrees, 4)):g} {'west' if degrees < 0 else 'east'}"
