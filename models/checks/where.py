"""Places: what lies in what, and where on the globe."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.article import Event, Place
from models.checks.facts import Facts
from models.checks.rings import Ring, rings
from models.checks.rule import Finding, for_all
from models.countries import Box, Country, country

ENOUGH = 30
"""Places that are looked at on the way out of one, at most: far more than any real one lies in."""

FUZZY = ("world", "region", "area", "water")
"""Kinds of place whose edges not everybody draws alike."""


def _outwards(
    facts: Facts, start: Place, last: Callable[[Place], bool] | None = None
) -> Iterator[Place]:
    """A place and all that it lies in, each once, the nearest first. What a `last` one lies in is not
    looked at on its account."""
    seen = {start.id}
    waiting = [start]
    for place in waiting:  # it grows
        yield place
        if last and last(place):
            continue
        for key in place.in_:
            outer = facts.place(key)
            if outer and key not in seen and len(seen) < ENOUGH:
                seen.add(key)
                waiting.append(outer)


def _lies_in(facts: Facts, inner: Place, outer: Place) -> bool:
    return any(place is outer for place in _outwards(facts, inner))


def _countries(facts: Facts, place: Place) -> list[Place]:
    """The nearest countries that a place lies in, or the country that it is."""
    return [each for each in _outwards(facts, place, _is_country) if _is_country(each)]


def _is_country(place: Place) -> bool:
    return place.kind == "country"


@for_all(
    Place,
    code="E401",
    title="a place in itself, or in two countries without a note",
    bad="""
        places:
          - {id: coast, name: Coast, kind: region, in: [port]}
          - {id: port, name: Port, kind: city, in: [coast]}
    """,
    good="""
        places:
          - {id: coast, name: Coast, kind: region}
          - {id: port, name: Port, kind: city, in: [coast]}
    """,
)
def misplaced(facts: Facts) -> Iterator[Finding]:
    """What lies where is counted from the inside out: by city, province, country. A place that lies in
    itself is nowhere, and one in two countries counts twice. A border area may well lie in two; its `note`
    says so, and whatever lies in it needs none."""
    ways = {place.id: _places_in(place) for place in facts.places}
    for ring in rings(ways):
        last, first = ring.closing
        yield Finding(
            _round(facts, ring),
            ("in", ways[last][first]),
            f"Take “{first}” out of the `in` of “{last}”, or whichever of these is wrong."
            if last != first
            else "Take it out of its own `in`.",
            last,
        )
    for place in facts.places:
        if len(place.in_) > 1 and not place.note:
            yield from _in_two_countries(facts, place)


def _places_in(place: Place) -> dict[str, int]:
    """The ids in its `in`, each with where it stands first."""
    found: dict[str, int] = {}
    for index, key in enumerate(place.in_):
        found.setdefault(key, index)
    return found


def _round(facts: Facts, ring: Ring) -> str:
    """`“A” lies in “B”, which lies in “A”.`"""
    first, *others = (f"“{facts.records[key].caption}”" for key in ring.names)
    if not others:
        return f"{first} lies in itself."
    if ring.more:
        others[-1] = f"{ring.more} others, one in the next, the last of them in {others[-1]}"
    return f"{first} lies in {', which lies in '.join((*others, first))}."


def _in_two_countries(facts: Facts, place: Place) -> Iterator[Finding]:
    groups = [
        (index, {each.id for each in _countries(facts, outer)})
        for index, key in enumerate(place.in_)
        if (outer := facts.place(key))
    ]
    found: dict[str, int] = {}
    for index, countries in groups:
        for key in sorted(countries):
            found.setdefault(key, index)
    if any(countries >= found.keys() for _, countries in groups):
        return  # one of them lies in all of these countries itself
    enclosing = {
        around.id
        for key in found
        if (inner := facts.place(key))
        for around in _outwards(facts, inner)
        if around is not inner
    }
    apart = [key for key in found if key not in enclosing]
    if len(apart) > 1:
        names = " and ".join(f"“{facts.records[key].caption}”" for key in apart[:3])
        yield Finding(
            f"“{place.name}” lies in {names}, and no note says why.",
            ("in", found[apart[1]]),
            "Add a `note` that says so, or take one out of `in`.",
            place.id,
        )


@for_all(
    Place,
    code="W402",
    title="coordinates outside the country",
    bad="""
        places:
          - {id: pk, name: Pakistan, kind: country, iso: PK}
          - {id: islamabad, name: Islamabad, kind: city, in: [pk], lat: 73.04, lon: 33.72}
    """,
    good="""
        places:
          - {id: pk, name: Pakistan, kind: country, iso: PK}
          - {id: islamabad, name: Islamabad, kind: city, in: [pk], lat: 33.72, lon: 73.04}
    """,
)
def outside_its_country(facts: Facts) -> Iterator[Finding]:
    """Latitude and longitude are easily swapped, and a sign is easily lost; the map then shows the event on
    another continent. A country is known by its `iso` code, and so is what lies in it. The boxes are wide:
    they take in what a state governs elsewhere and a margin of 0.2°."""
    for place in facts.places:
        if place.lat is None or place.lon is None or place.kind in ("world", "water"):
            continue
        known = _known(facts, place)
        if known and not any(each.holds(place.lat, place.lon) for each in known):
            yield Finding(
                f"“{place.name}” lies at latitude {place.lat:g}, longitude {place.lon:g}, which is outside "
                f"{' and '.join(f'{each.name} ({each.code})' for each in known[:3])}.",
                ("lat",),
                _meant(place.lat, place.lon, known),
                place.id,
            )


def _known(facts: Facts, place: Place) -> list[Country]:
    """The countries whose code the place has, or else the nearest that it lies in."""
    around = _outwards(facts, place, lambda each: country(each.iso) is not None)
    found = {each.code: each for outer in around if (each := country(outer.iso))}
    return [*found.values()]


def _meant(lat: float, lon: float, known: list[Country]) -> str:
    """The mend: what lies inside when swapped or with another sign, or else where inside is."""
    for words, north, east in (
        ("Latitude and longitude look swapped", lon, lat),
        ("The longitude’s sign looks wrong", lat, -lon),
        ("The latitude’s sign looks wrong", -lat, lon),
        ("Both signs look wrong", -lat, -lon),
    ):
        if abs(north) <= 90 and any(each.holds(north, east) for each in known):
            return f"{words}: write `lat: {north:g}` and `lon: {east:g}`."
    box = min((box for each in known for box in each.boxes), key=lambda box: _away(box, lat, lon))
    return (
        f"Between latitudes {box.south:g} and {box.north:g} and longitudes {box.west:g} and {box.east:g} "
        "would be inside. Correct them, or what the place lies in (`in`, `iso`)."
    )


def _away(box: Box, lat: float, lon: float) -> float:
    """How far a point is from a box, roughly."""
    return max(box.south - lat, lat - box.north, box.west - lon, lon - box.east)


@for_all(
    Event,
    Place,
    code="W403",
    title="a part’s place outside its whole’s place",
    bad="""
        places:
          - {id: pk, name: Pakistan, kind: country}
          - {id: ir, name: Iran, kind: country}
          - {id: tehran, name: Tehran, kind: city, in: [ir]}
        events:
          - {id: talks, title: Talks, place: pk}
          - {id: dinner, title: Dinner, place: tehran, part_of: [talks]}
    """,
    good="""
        places:
          - {id: pk, name: Pakistan, kind: country}
          - {id: islamabad, name: Islamabad, kind: city, in: [pk]}
        events:
          - {id: talks, title: Talks, place: pk}
          - {id: dinner, title: Dinner, place: islamabad, part_of: [talks]}
    """,
)
def part_elsewhere(facts: Facts) -> Iterator[Finding]:
    """What is part of something happens where that does, or at a place in there. Said where neither place
    lies in the other by `in`, and the file says of both where they lie. Regions, areas and waters have no
    sure edges: there it is said only if the two lie in different countries."""
    for event in facts.events:
        place = facts.place(event.place) if event.part_of else None
        for key in event.part_of if place else ():
            whole = facts.event(key)
            outer = facts.place(whole.place) if whole else None
            if place and whole and outer and _apart(facts, place, outer):
                yield Finding(
                    f"“{event.title}” ({place.name}) is part of “{whole.title}” ({outer.name}), but "
                    f"“{place.name}” does not lie in “{outer.name}”.",
                    ("place",),
                    f"Correct a place or `part_of`, or add “{outer.id}” to the `in` of “{place.id}” if it "
                    "lies there.",
                    event.id,
                )


def _apart(facts: Facts, place: Place, other: Place) -> bool:
    """Whether two places are surely not one in the other."""
    if _lies_in(facts, place, other) or _lies_in(facts, other, place):
        return False
    if place.kind in FUZZY or other.kind in FUZZY:
        one, two = ({each.id for each in _countries(facts, end)} for end in (place, other))
        return bool(one and two and not one & two)
    return all(end.kind == "country" or any(map(facts.place, end.in_)) for end in (place, other))
