"""The context pane: places as a tree of containment, the notes about them, the explicit links."""

from __future__ import annotations

from typing import NamedTuple

from models.article import Context, Link, Place
from models.document import Document
from models.links import RELATIONS


class ContextRow(NamedTuple):
    """A heading, a place at its `depth` in the tree, a context note, or an explicit link. `kind` is the
    place's or the note's; `imprecise` says that a place is known no closer than its province;
    `parent` that other places lie in it. A place that lies in two is shown under both. Of a link,
    `words` are what it leads from, and `leads` how it reads on: its relation and its other end."""

    id: str
    heading: bool
    words: str
    kind: str = ""
    depth: int = 0
    parent: bool = False
    imprecise: bool = False
    is_note: bool = False
    leads: tuple[str, str] = ("", "")


def context_rows(document: Document) -> list[ContextRow]:
    """Places first, then notes in the order of the file, then links."""
    rows: list[ContextRow] = []
    places = document.all(Place)
    if places:
        rows += [ContextRow("", True, "places"), *_tree(places)]
    notes = document.all(Context)
    if notes:
        rows.append(ContextRow("", True, "notes"))
        rows += [ContextRow(note.id, False, note.gloss, note.kind, is_note=True) for note in notes]
    links = document.all(Link)
    if links:
        rows.append(ContextRow("", True, "relations"))
        rows += [
            ContextRow(
                link.id,
                False,
                document.caption(link.from_),
                is_note=True,
                leads=(RELATIONS[link.rel][0], document.caption(link.to)),
            )
            for link in links
        ]
    return rows


def link_words(document: Document, link: Link) -> str:
    """An explicit link as a sentence."""
    ends = document.caption(link.from_), document.caption(link.to)
    return f"{ends[0]} — {RELATIONS[link.rel][0]} — {ends[1]}"


def _tree(places: list[Place]) -> list[ContextRow]:
    known = {place.id for place in places}
    inside: dict[str, list[Place]] = {}
    roots: list[Place] = []
    for place in places:
        parents = [key for key in dict.fromkeys(place.in_) if key in known and key != place.id]
        for parent in parents:
            inside.setdefault(parent, []).append(place)
        if not parents:
            roots.append(place)
    rows: list[ContextRow] = []
    drawn: set[str] = set()

    def draw(start: Place) -> None:
        waiting = [(start, 0)]
        while waiting:
            place, depth = waiting.pop()
            first = place.id not in drawn
            drawn.add(place.id)
            children = inside.get(place.id, []) if first else []
            rows.append(
                ContextRow(
                    place.id,
                    False,
                    place.name,
                    place.kind,
                    depth,
                    bool(children),
                    place.precision not in ("exact", "city"),
                )
            )
            waiting += [(child, depth + 1) for child in reversed(children)]

    for place in roots:
        draw(place)
    for place in places:  # what lies in itself by way of others has no root
        if place.id not in drawn:
            draw(place)
    return rows
