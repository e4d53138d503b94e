"""What a form knows of fields, held to the structs and the links."""

from __future__ import annotations

from typing import get_args

import pytest

from models.article import (
    SECTIONS,
    Alias,
    Assertion,
    Context,
    Label,
    Link,
    RecordType,
    Role,
    Selector,
)
from models.links import FIELDS
from models.plover import CODES
from models.schema import FieldInfo, fields_of
from models.words import MEANINGS

STRUCTS = [*SECTIONS.values(), Selector, Alias, Role, Label, Assertion]


def field(what, name: str) -> FieldInfo:
    return next(each for each in fields_of(what) if each.name == name)


@pytest.mark.parametrize("struct", STRUCTS)
def test_every_field_is_described_once(struct):
    infos = fields_of(struct)
    assert sorted(info.name for info in infos) == sorted(struct.__struct_encode_fields__)
    for info in infos:
        assert info.label, info
        assert info.help.endswith("."), info
        assert (info.kind == "choice") == bool(info.choices)
        assert (info.kind in ("ids", "id")) == bool(info.to)
        assert (info.kind in ("items", "selectors")) == bool(info.struct)
        assert info.kind not in ("ids", "items", "selectors", "words") or info.many


@pytest.mark.parametrize("kind", get_args(RecordType))
def test_a_type_and_its_struct_are_one(kind):
    struct = next(struct for struct in SECTIONS.values() if struct.type == kind)
    assert fields_of(kind) == fields_of(struct)


def test_fields_come_in_the_order_one_fills_them_in():
    assert [info.name for info in fields_of("quote")] == [
        *("id", "form", "speaker", "text", "gloss", "cue", "event", "about"),
        *("at", "note", "tags", "confidence", "basis", "source", "origin"),
    ]


@pytest.mark.parametrize(
    ("what", "name", "kind"),
    [
        ("event", "title", "text"),
        ("event", "note", "long"),
        ("quote", "text", "long"),
        ("event", "date", "date"),
        ("place", "lat", "number"),
        ("place", "geonames", "number"),
        (Selector, "paragraph", "number"),
        ("actor", "kind", "choice"),
        ("event", "code", "choice"),
        ("event", "actors", "ids"),
        ("event", "place", "id"),
        (Role, "of", "id"),
        ("event", "at", "selectors"),
        (Selector, "parts", "selectors"),
        ("actor", "roles", "items"),
        ("event", "tags", "words"),
        (Alias, "metonym", "flag"),
        (Role, "from", "date"),
    ],
)
def test_the_kind_of_a_field(what, name, kind):
    assert field(what, name).kind == kind


def test_choices_are_those_of_the_file():
    assert field("event", "code").choices == tuple(CODES)
    assert field("event", "status").choices == ("occurred", "planned", "ongoing", "cancelled")
    assert field("event", "status").default == "occurred"
    assert field("event", "confidence").choices == ("high", "medium", "low")
    assert field("event", "confidence").default == ""


def test_ids_may_name_what_links_may():
    for each in FIELDS:
        assert field(each.type, each.name).to == each.to
    assert field(Link, "from").to == get_args(RecordType)
    assert field(Role, "of").to == ("actor",)


def test_only_who_asserts_may_be_the_reporter():
    named = [
        (struct, info.name) for struct in STRUCTS for info in fields_of(struct) if info.reporter
    ]
    assert named == [(Context, "by"), (Label, "by"), (Assertion, "by")]


def test_what_is_required_is_what_a_record_cannot_stand_without():
    assert [info.name for info in fields_of("actor") if info.required] == ["id", "name", "kind"]
    assert [info.name for info in fields_of("link") if info.required] == ["from", "rel", "to"]
    assert [info.name for info in fields_of(Assertion) if info.required] == ["by"]


def test_items_say_what_they_are():
    assert field("event", "asserted").struct is Assertion
    assert field("actor", "aliases").struct is Alias
    assert field("actor", "at").struct is Selector


def test_labels_are_words():
    assert field("place", "in").label == "lies in"
    assert field("event", "part_of").label == "part of"
    labels = [info.label for struct in STRUCTS for info in fields_of(struct)]
    assert not [label for label in labels if "_" in label]


def test_meanings_are_of_words_that_can_be_chosen():
    words = {word for struct in STRUCTS for info in fields_of(struct) for word in info.choices}
    assert set(MEANINGS) <= words


def test_every_date_is_told_by_examples():
    dates = [info for struct in STRUCTS for info in fields_of(struct) if info.kind == "date"]
    assert [info.name for info in dates] == ["date", "from", "to"]
    assert all("2024-01-18~ about" in info.help for info in dates)
