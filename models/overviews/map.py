"""Where: every place with how closely it is known, what it lies in, and who or what is there."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite

from msgspec import Struct

from models.article import Actor, Event, Place, PlaceKind, Precision
from models.document import Document

KINDS: tuple[PlaceKind, ...] = (
    *("world", "region", "country", "water", "area", "province", "district", "city", "site"),
)
"""Of places, from the widest to the narrowest."""

PRECISIONS: tuple[Precision, ...] = (
    *("unknown", "region", "country", "province", "city", "exact"),
)
"""From how little is known of where a place is to how much."""


class Spot(Struct, frozen=True):
    """A place. Without coordinates (`lat`, `lon` in degrees) it is in the tray. `inside` are the places
    that the file says it lies in, `events` what happened there, `actors` who is at home there."""

    id: str
    kind: PlaceKind
    precision: Precision
    iso: str
    lat: float | None
    lon: float | None
    inside: tuple[str, ...]
    events: tuple[str, ...]
    actors: tuple[str, ...]


class Bounds(Struct, frozen=True):
    """The least part of the world that holds some points, in degrees. What reaches over the 180th
    meridian has an `east` beyond 180."""

    west: float
    south: float
    east: float
    north: float


class Map(Struct, frozen=True):
    """The places with coordinates and those without (`tray`), each from the widest to the narrowest;
    `bounds` are None if no place has coordinates."""

    places: tuple[Spot, ...]
    tray: tuple[Spot, ...]
    bounds: Bounds | None


def work_out(document: Document) -> Map:
    """All places of the article."""
    events: dict[str, list[str]] = {}
    for event in document.all(Event):
        if event.place:
            events.setdefault(event.place, []).append(event.id)
    actors: dict[str, list[str]] = {}
    for actor in document.all(Actor):
        if actor.place:
            actors.setdefault(actor.place, []).append(actor.id)
    places: list[Spot] = []
    tray: list[Spot] = []
    for place in sorted(document.all(Place), key=_width):
        known = _known(place)
        spot = Spot(
            place.id,
            place.kind,
            place.precision,
            place.iso,
            place.lat if known else None,
            place.lon if known else None,
            tuple(each for each in dict.fromkeys(place.in_) if _contains(document, each, place.id)),
            tuple(events.get(place.id, ())),
            tuple(actors.get(place.id, ())),
        )
        (places if known else tray).append(spot)
    points = [
        (spot.lat, spot.lon) for spot in places if spot.lat is not None and spot.lon is not None
    ]
    return Map(tuple(places), tuple(tray), around(points))


def _width(place: Place) -> tuple[int, int]:
    return KINDS.index(place.kind), PRECISIONS.index(place.precision)


def _known(place: Place) -> bool:
    return all(each is not None and isfinite(each) for each in (place.lat, place.lon))


def _contains(document: Document, other: str, place: str) -> bool:
    return other != place and isinstance(document.records.get(other), Place)


def around(points: list[tuple[float, float]]) -> Bounds | None:
    """The least box around some points (latitude, longitude): what it leaves out is the widest gap
    between two longitudes."""
    if not points:
        return None
    lats, lons = [lat for lat, _ in points], sorted(lon for _, lon in points)
    ends = [(after - before, before, after) for before, after in pairwise(lons)]
    gap, east, west = max(ends, default=(0.0, lons[-1], lons[0]))
    if lons[0] + 360 - lons[-1] >= gap:
        return Bounds(lons[0], min(lats), lons[-1], max(lats))
    return Bounds(west, min(lats), east + 360, max(lats))
