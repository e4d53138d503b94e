"""The records of an annotated article, typed as the file format has them.

Every record is an immutable struct whose fields carry the names that stand in the YAML (`in`, `as`,
`from` and `of` included, by renaming). What a field may hold is said here once: the loader, the
documentation and the checks read it from these types. Field docs live in `docs/format.md`. None can
lead back to itself, so the garbage collector need not look at them (`gc=False`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from models.dates import Date

RecordType = Literal["actor", "event", "quote", "place", "context", "link"]
ActorKind = Literal[
    "person",
    "state",
    "government",
    "office",
    "party",
    "armed-group",
    "organisation",
    "igo",
    "media",
    "people",
]
PlaceKind = Literal[
    "world", "region", "country", "province", "district", "city", "site", "area", "water"
]
ContextKind = Literal[
    "history", "security", "politics", "diplomacy", "economy", "society", "geography", "law"
]
Precision = Literal["exact", "city", "province", "country", "region", "unknown"]
Status = Literal["occurred", "planned", "ongoing", "cancelled"]
Modality = Literal["fact", "claim", "denial", "hedge"]
Basis = Literal["text", "inferred", "outside"]
Confidence = Literal["high", "medium", "low"]
RoleStatus = Literal["current", "acting", "caretaker", "former"]
Form = Literal["direct", "indirect"]
Relation = Literal[
    "in-tension-with",
    "contradicts",
    "supports",
    "explains",
    "causes",
    "same-as",
    "rivals",
    "allied-with",
    "see-also",
]

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Count = Annotated[int, Meta(ge=1)]
Id = Annotated[str, Meta(min_length=1)]

REPORTER = "reporter"
"""The reserved id of the text's own voice, usable wherever somebody asserts something."""


class Selector(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Where in the text something rests (W3C Web Annotation `TextQuoteSelector` terms).

    `exact` is the snippet itself; `prefix`, `suffix` (text right before and after it) and
    `paragraph` (counted from 1) pick one of several. `parts` instead of `exact` makes one
    discontinuous mention of several snippets.
    """

    shorthand: ClassVar[str] = "exact"

    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    paragraph: Count | None = None
    parts: tuple[Selector, ...] = ()


class Alias(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Another name. A metonym (a capital for its government) is never found by itself: each
    occurrence is chosen with `at`."""

    shorthand: ClassVar[str] = "text"

    text: str
    language: str | None = None
    metonym: bool = False


class Role(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    gc=False,
    rename={"from_": "from"},
):
    """An office held: `title` of the actor `of`, from and to EDTF dates."""

    title: str
    of: str | None = None
    from_: Date | None = None
    to: Date | None = None
    status: RoleStatus = "current"


class Label(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What somebody calls an actor (`militants`, `separatist`): always with who says so."""

    label: str
    by: str | None = None


class Assertion(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, rename={"as_": "as"}
):
    """Who vouches for an event, and how: as fact, claim, denial or hedge."""

    by: str
    as_: Modality = "fact"


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What every record may carry."""

    type: ClassVar[RecordType]

    id: Id
    at: tuple[Selector, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    confidence: Confidence | None = None
    basis: Basis = "text"
    source: str = ""
    origin: str = ""

    @property
    def caption(self) -> str:
        """The record in a few words, as a list shows it."""
        raise NotImplementedError


class Place(Record, frozen=True, kw_only=True, rename={"in_": "in"}):
    type = "place"

    name: str
    kind: PlaceKind
    in_: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    lat: Latitude | None = None
    lon: Longitude | None = None
    precision: Precision = "unknown"
    geonames: Count | None = None
    iso: str = ""
    wikidata: str = ""

    @property
    def caption(self) -> str:
        return self.name


class Actor(Record, frozen=True, kw_only=True):
    type = "actor"

    name: str
    kind: ActorKind
    aliases: tuple[Alias, ...] = ()
    of: tuple[str, ...] = ()
    place: str | None = None
    roles: tuple[Role, ...] = ()
    labels: tuple[Label, ...] = ()
    wikidata: str = ""

    @property
    def caption(self) -> str:
        return self.name


class Event(Record, frozen=True, kw_only=True):
    type = "event"

    title: str
    code: str = ""
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    date: Date | None = None
    date_says: str = ""
    place: str | None = None
    status: Status = "occurred"
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    asserted: tuple[Assertion, ...] = ()

    @property
    def caption(self) -> str:
        return self.title


class Quote(Record, frozen=True, kw_only=True):
    type = "quote"

    form: Form
    speaker: tuple[str, ...] = ()
    text: str = ""
    gloss: str = ""
    cue: str = ""
    event: str | None = None
    about: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        return self.text or self.gloss


class Context(Record, frozen=True, kw_only=True):
    type = "context"

    kind: ContextKind
    gloss: str
    about: tuple[str, ...] = ()
    by: str = REPORTER

    @property
    def caption(self) -> str:
        return self.gloss


class Link(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """An explicit relation. Without an `id` it is named `FROM:REL:TO`."""

    type = "link"

    from_: str
    rel: Relation
    to: str

    @property
    def caption(self) -> str:
        return f"{self.from_} {self.rel} {self.to}"


class Article(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The article's metadata. Its text lies in `text`, or in the file that `file` names; `sha256` tells
    whether it is still the one that was annotated."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: Date | None = None
    published_basis: Basis = "text"
    published_source: str = ""
    language: str = "en"
    note: str = ""
    text: str = ""
    file: str = ""
    sha256: str = ""


SECTIONS: dict[str, type[Record]] = {
    "places": Place,
    "actors": Actor,
    "events": Event,
    "quotes": Quote,
    "context": Context,
    "links": Link,
}
"""The lists of a file, in the order it is written, and what each holds."""


def names(record: Place | Actor) -> Iterator[Alias]:
    """Every name a record goes by, its own first; metonyms included."""
    yield Alias(text=record.name)
    yield from record.aliases
