"""The context pane: places as a tree of containment, the notes about them, the explicit links."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from models.article import Context, Link, Place
from models.document import Document
from models.links import RELATIONS
from models.views.rows import Rows


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


_Shown = ContextRow | Context | Link


def context_rows(document: Document) -> Rows[_Shown, ContextRow]:
    """Places first, then notes in the order of the file, then links."""
    sections: tuple[tuple[str, Sequence[_Shown]], ...] = (
        ("places", _tree(document.all(Place))),
        ("notes", document.all(Context)),
        ("relations", document.all(Link)),
    )
    items: list[_Shown | str] = []
    for heading, shown in sections:
        if shown:
            items += [heading, *shown]
    return Rows(items, partial(_row, document), partial(ContextRow, "", True))


def _row(document: Document, shown: _Shown, _: str) -> ContextRow:
    if isinstance(shown, Context):
        return ContextRow(shown.id, False, shown.gloss, shown.kind, is_note=True)
    if isinstance(shown, Link):
        leads = (RELATIONS[shown.rel][0], document.caption(shown.to))
        return ContextRow(shown.id, False, document.caption(shown.from_), is_note=True, leads=leads)
    return shown


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
