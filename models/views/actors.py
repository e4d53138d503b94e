"""The actors pane: who, grouped by kind, how often mentioned and quoted."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple, get_args

from models.article import Actor, ActorKind, Quote
from models.document import Document
from models.views.rows import Rows

HEADINGS: dict[str, str] = {
    "state": "states",
    "government": "governments",
    "person": "people",
    "office": "offices",
    "party": "parties",
    "armed-group": "armed groups",
    "organisation": "organisations",
    "igo": "intergovernmental organisations",
    "media": "media",
    "people": "peoples",
}
ORDER = [*HEADINGS]


class ActorRow(NamedTuple):
    """An actor, or the heading of a kind (`id` empty). `short` is an alias in capitals, if there is
    one; `role` the first office held."""

    id: str
    heading: bool
    name: str
    short: str = ""
    role: str = ""
    mentions: int = 0
    quotes: int = 0


def actor_rows(document: Document) -> Rows[Actor, ActorRow]:
    """All actors by kind, in the order of the file within one."""
    quoted: dict[str, int] = {}
    for quote in document.all(Quote):
        for speaker in set(quote.speaker):
            quoted[speaker] = quoted.get(speaker, 0) + 1
    groups: dict[str, list[Actor]] = {kind: [] for kind in get_args(ActorKind)}
    for actor in document.all(Actor):
        groups[actor.kind].append(actor)
    items: list[Actor | str] = []
    for kind in ORDER:
        if groups[kind]:
            items += [HEADINGS[kind], *groups[kind]]

    def row(actor: Actor, _: str) -> ActorRow:
        return ActorRow(
            actor.id,
            False,
            actor.name,
            next((name.text for name in actor.aliases if _is_acronym(name.text)), ""),
            _role(actor),
            document.passages.count(actor.id),
            quoted.get(actor.id, 0),
        )

    return Rows(items, row, partial(ActorRow, "", True))


def _is_acronym(text: str) -> bool:
    return 2 <= len(text) <= 6 and text.isupper() and text.isalpha()


def _role(actor: Actor) -> str:
    if not actor.roles:
        return ""
    role = actor.roles[0]
    return role.title if role.status == "current" else f"{role.status} {role.title}"
