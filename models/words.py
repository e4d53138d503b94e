"""What fields and choices mean, in words: for the form, the guide to the format, and the JSON Schema."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import msgspec

from models.article import (
    Actor,
    Alias,
    Article,
    Assertion,
    Context,
    Event,
    Label,
    Link,
    Place,
    Quote,
    Record,
    Role,
    Selector,
)

Struct: TypeAlias = type[msgspec.Struct]


class Words(NamedTuple):
    """What a field says, in a sentence; an `example` of what may stand in it, as YAML; and the part of
    the guide that says more (`see`)."""

    says: str
    example: str
    see: str = ""


WORDS: dict[Struct, dict[str, Words]] = {
    Record: {
        "id": Words("Its name in the file, unique; links use it.", "recall"),
        "at": Words("Where it rests in the text.", "called home its ambassador", "Anchors"),
        "note": Words("Anything you want to say about it.", "Dated by the strikes."),
        "tags": Words("Free words to find it by.", "[second look, dates]"),
        "confidence": Words("How sure you are.", "medium"),
        "basis": Words(
            "Where you know it from: the text, worked out from it, or outside.",
            "outside",
            "What comes from outside",
        ),
        "source": Words("Where you found it, when it is from outside the text.", "GeoNames"),
        "origin": Words("Who or what made the record.", "mk"),
    },
    Article: {
        "title": Words("The headline.", "Border reopens after talks"),
        "publisher": Words("Who published it.", "Northland Gazette"),
        "author": Words("Who wrote it.", "A. Reporter"),
        "url": Words("Where it was published. It is never fetched.", "https://example.org/border"),
        "published": Words("When it was published:", "2024-03-05", "Dates"),
        "published_basis": Words("Where that date comes from.", "outside"),
        "published_source": Words(
            "Where you found that date, when it is from outside the text.", "the wire's archive"
        ),
        "language": Words("Language of the text, as a BCP 47 tag.", "en"),
        "note": Words("Anything about the article as a whole.", "A translation."),
        "text": Words(
            "The text. A blank line ends a paragraph.", '"Two sentences. One paragraph."'
        ),
        "file": Words(
            "Instead of a text here: a text file in the YAML file’s folder or below.", "report.txt"
        ),
        "sha256": Words(
            "SHA-256 of the text in UTF-8, to tell when it is changed.",
            "61ec17b2951e7062e00a7e86b9d57ce0e81435f27766bf0ece5253419953e4ee",
        ),
    },
    Place: {
        "name": Words("What it is called; found in the text by itself.", "Islamabad"),
        "kind": Words("What kind of place it is.", "city"),
        "in": Words("The places it lies in.", "[pk]"),
        "aliases": Words("Other names.", "[{text: اسلام آباد, language: ur}]"),
        "lat": Words("Latitude in degrees, north positive.", "33.72"),
        "lon": Words("Longitude in degrees, east positive.", "73.04"),
        "precision": Words("How closely the place is known.", "city"),
        "geonames": Words("Its number in GeoNames, a public list of places.", "1176615"),
        "iso": Words("Its ISO 3166 code, such as PK or PK-IS.", "PK-IS"),
        "wikidata": Words("Its id in Wikidata, such as Q843.", "Q1362"),
    },
    Actor: {
        "name": Words("What it is called; found in the text by itself.", "Jalil Abbas Jilani"),
        "kind": Words("What kind of actor it is; an igo has states as its members.", "person"),
        "aliases": Words("Other names.", "[Jilani]"),
        "of": Words("The actors it belongs to, as a minister to a state.", "[pakistan]"),
        "place": Words("A state’s territory, a government’s seat, a group’s ground.", "islamabad"),
        "roles": Words("Offices held.", "[{title: foreign minister, of: pakistan}]"),
        "labels": Words(
            "What others call it, each with who does.", "[{label: militants, by: iran}]"
        ),
        "wikidata": Words("Its id in Wikidata, such as Q843.", "Q843"),
    },
    Event: {
        "title": Words("The event in a few words.", "Ambassador recalled"),
        "code": Words(
            "What kind of event it is, by its PLOVER code.", "SANCTION/withdraw", "Event codes"
        ),
        "actors": Words("Who did it; empty if the text does not say.", "[pakistan]"),
        "targets": Words("To whom it was done.", "[iran]"),
        "date": Words("When:", '"[2024-01-01..2024-01-30]"', "Dates"),
        "date_says": Words("The text’s own words for when.", "Days earlier in January"),
        "place": Words("Where.", "tehran"),
        "status": Words("Whether it has happened.", "planned"),
        "before": Words("Events it came before.", "[talks]"),
        "after": Words("Events it came after.", "[strikes]"),
        "part_of": Words("Events it is a part of.", "[strikes]"),
        "answers": Words("Events it responds to.", "[recall]"),
        "asserted": Words(
            "Who vouches for it, and how: fact, claim, denial or hedge.",
            "[{by: reporter, as: fact}]",
        ),
    },
    Quote: {
        "form": Words("Direct is word for word, indirect is reported.", "direct"),
        "speaker": Words("Who says it.", "[jilani]"),
        "text": Words(
            "A direct quotation as it stands in the text, its marks included.", "“We agreed,”"
        ),
        "gloss": Words(
            "What is said, in short and in your own words.", "the two sides have agreed"
        ),
        "cue": Words("The text’s words that say who speaks, such as “he said”.", "he said"),
        "event": Words("The occasion: the event at which it was said.", "presser"),
        "about": Words("What it is about.", "[strikes, iran]"),
    },
    Context: {
        "kind": Words("What kind of background it is.", "history"),
        "gloss": Words(
            "What is said, in short and in your own words.", "relations have often been difficult"
        ),
        "about": Words("What it is about.", "[pakistan, iran]"),
        "by": Words("Whose knowledge it is.", "reporter"),
    },
    Link: {
        "id": Words("Left empty it is made of the two ends.", "wars-or-not"),
        "from": Words("The record it leads from.", "s-wars"),
        "rel": Words("How the two stand to each other.", "in-tension-with"),
        "to": Words("The record it leads to.", "rocky"),
    },
    Selector: {
        "exact": Words("The snippet.", "the two countries"),
        "prefix": Words("Text right before it.", '"between "'),
        "suffix": Words("Text right after it.", '" and said"'),
        "paragraph": Words("The paragraph it is in, counted from 1.", "7"),
        "parts": Words(
            "Snippets that make one mention together, in place of the one.", "[called, home]"
        ),
    },
    Alias: {
        "text": Words("The name.", "Jaish al Adl"),
        "language": Words("Its language, such as fa or en-GB, if not the article’s.", "fa"),
        "metonym": Words(
            "True for a name that stands for another, as a capital’s does for a government; it is "
            "never found by itself.",
            "true",
            "Anchors",
        ),
    },
    Role: {
        "title": Words("The office.", "foreign minister"),
        "of": Words("Of whom or what.", "pakistan"),
        "from": Words("Since when:", "2023-08", "Dates"),
        "to": Words("Until when:", "2024-03~", "Dates"),
        "status": Words("How it is held.", "caretaker"),
    },
    Label: {
        "label": Words("The word.", "separatist"),
        "by": Words("Who says it.", "reporter"),
    },
    Assertion: {
        "by": Words("Who vouches for it.", "jilani"),
        "as": Words("How it is put.", "claim"),
    },
}
"""By struct and the field's name in the file; what all records share is told once, under `Record`. What
ends in a colon is said of a date: how dates are written comes behind it."""

DATES = (
    "2024-01-18; 2024-01-03/2024-01-07 throughout; 2024-01-18~ about; 2024-01? uncertain; "
    "[2024-01-01..2024-01-30] one unknown day between."
)
"""Dates as they are written, each with what it means."""

MEANINGS = {
    "igo": "an organisation whose members are states",
    "office": "a post, whoever holds it",
    "people": "a population, or a community",
    "direct": "word for word",
    "indirect": "reported, not word for word",
    "text": "the text says it",
    "inferred": "worked out from the text",
    "outside": "the text does not say it",
    "fact": "says that it is so",
    "claim": "says so; others need not agree",
    "denial": "says that it is not so",
    "hedge": "says that it may be so",
}
"""What a choice means, where the word alone does not tell."""


def words_of(struct: Struct, field: str) -> Words:
    """The words for a field, its record's own before those that all records share."""
    return WORDS[struct].get(field) or WORDS[Record][field]


ABOUT: dict[Struct, str] = {
    Article: "The article: its text, and where and when it was published.",
    Place: "A place that the text tells of.",
    Actor: "Somebody who acts, speaks or is acted on: a person, a state, a group.",
    Event: "Something that happened, goes on, is planned or was cancelled.",
    Quote: "Something said, word for word or reported.",
    Context: "Background that is neither an event nor a quotation.",
    Link: "A relation between two records that no field holds.",
    Selector: "Where something rests in the text: a snippet that is in it once, or that the rest picks out.",
    Alias: "Another name of an actor or a place.",
    Role: "An office held.",
    Label: "What somebody calls an actor.",
    Assertion: "Who vouches for an event, and how.",
}
"""What each struct is, in a sentence."""
