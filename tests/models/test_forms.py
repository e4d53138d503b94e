"""A record being filled in: values at paths, what is wrong, and the rows that say it in words."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article import SECTIONS, RecordType
from models.document import Document
from models.forms import (
    Path,
    expanded,
    fault,
    faults,
    info_at,
    put,
    remarks,
    taken,
    tidy,
    value_at,
)
from models.loading import load
from models.picking import in_marks
from models.plain import STRUCTS, Fields, plain
from models.schema import FieldInfo, fields_of
from models.shipped import first_article
from models.views.form import Filled, FormRow, form_rows
from models.words import Struct

TYPES: tuple[RecordType, ...] = tuple(struct.type for struct in SECTIONS.values())
ODD = "An id is letters, digits and any of - _ . : (no spaces), and does not begin with -."
TYPED = st.sampled_from(
    [
        *("x", "95", "2024-13", "2024-01-09", "jilani", "reporter", "direct", "person", "recall"),
        *("[/]", "\u202e\x1b", "Iran", "a\nb"),
    ]
)  # what can be typed, chosen or marked


def filled_in(what: RecordType | Struct) -> st.SearchStrategy[Fields]:
    """Fields of the right shape, whatever they say."""
    return st.fixed_dictionaries({}, optional={info.name: _value(info) for info in fields_of(what)})


def _value(info: FieldInfo) -> st.SearchStrategy[Any]:
    if info.kind == "selectors":
        return st.lists(TYPED.map(lambda said: {"exact": said}), min_size=1, max_size=2)
    if info.kind == "items":
        assert info.struct is not None
        return st.lists(filled_in(info.struct), min_size=1, max_size=2)
    if info.kind == "number":
        return TYPED | st.sampled_from([0, -200, 1.5, 33])
    if info.kind == "flag":
        return st.just(True)
    return st.lists(TYPED, min_size=1, max_size=2) if info.many else TYPED


@cache
def shipped() -> Document:
    """The article that ships: as a fixture it would make Hypothesis write it out."""
    document = load(first_article()).document
    assert document is not None
    return document


def rows_of(
    document: Document, type_: RecordType, fields: Fields, own: str = "", **more: Any
) -> dict[str, FormRow]:
    filled = Filled(
        document,
        type_,
        own,
        more.pop("before", fields),
        fields,
        frozenset(more.pop("opened", ())),
        faults(document, type_, fields, own),
        remarks(document, type_, fields),
    )
    return {row.id: row for row in form_rows(filled)}


# Values at paths


def test_a_value_is_put_at_a_path_and_nothing_else_changes() -> None:
    fields: Fields = {"title": "a", "asserted": [{"by": "x"}, {"by": "y"}]}
    assert put(fields, ("title",), "b") == {"title": "b", "asserted": fields["asserted"]}
    changed = put(fields, ("asserted", 1, "as"), "claim")
    assert changed["asserted"] == [{"by": "x"}, {"by": "y", "as": "claim"}]
    assert put(fields, ("asserted", 2), {"by": "z"})["asserted"][2] == {"by": "z"}
    assert put(fields, ("asserted", 0), None)["asserted"] == [{"by": "y"}]
    assert put({"tags": ["a"]}, ("tags", 0), None) == {}
    assert put({}, ("tags", 0), "a") == {"tags": ["a"]}
    assert fields == {"title": "a", "asserted": [{"by": "x"}, {"by": "y"}]}


def test_a_path_that_leads_nowhere_has_no_value() -> None:
    fields: Fields = {"asserted": [{"by": "x"}], "title": "a"}
    assert value_at(fields, ("asserted", 0, "by")) == "x"
    for path in (("asserted", 1), ("asserted", 0, "as"), ("title", 0), ("place", "x")):
        assert value_at(fields, path) is None


def test_a_path_leads_to_what_is_known_of_its_field() -> None:
    event = STRUCTS["event"]
    assert info_at(event, ("title",)).required
    assert info_at(event, ("asserted", 3)).name == "asserted"
    assert info_at(event, ("asserted", 3, "by")).reporter


def test_short_spellings_are_written_out() -> None:
    fields = {"at": "x", "aliases": ["A", {"text": "B"}], "name": "N", "kind": "person", "of": "q"}
    assert expanded(STRUCTS["actor"], fields) == {
        "name": "N",
        "kind": "person",
        "aliases": [{"text": "A"}, {"text": "B"}],
        "of": ["q"],
        "at": [{"exact": "x"}],
    }


def test_items_that_say_nothing_go() -> None:
    assert tidy({"roles": [{}, {"title": "x"}, {}], "labels": [{}], "name": "n"}) == {
        "roles": [{"title": "x"}],
        "name": "n",
    }


# What is wrong


def test_every_record_of_the_bundled_article_is_without_fault(bundled: Document) -> None:
    for record in bundled.records.values():
        fields = expanded(type(record), plain(record))
        assert fields == plain(record)
        assert faults(bundled, record.type, fields, record.id) == {}
        assert remarks(bundled, record.type, fields) == {}
        assert taken(type(record), fields) == plain(record)


def test_faults_stand_at_their_field(bundled: Document) -> None:
    fields: Fields = {
        "id": "pk",
        "date": "2024-13",
        "status": "gone",
        "asserted": [{"by": "iran", "as": "foo"}, {}, {"as": "fact"}],
        "tags": ["fine", ["worse"]],
    }
    assert faults(bundled, "event", fields, "") == {
        ("id",): "The id “pk” is taken by “Pakistan (place)”.",
        ("title",): "It is needed: the event in a few words.",
        ("date",): '"2024-13" has no month 13: months are 01 to 12.',
        ("status",): "It can't be “gone”. It is one of: occurred, planned, ongoing, cancelled.",
        ("asserted", 0, "as"): "It can't be “foo”. It is one of: fact, claim, denial, hedge.",
        ("asserted", 2, "by"): "It is needed: who vouches for it.",
        ("tags", 1): "It should be text, not a list. Write `worse`.",
    }


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "lat",
            95,
            (
                "It is “95”, but should be at most 90. Write degrees between -90 and 90; "
                "a decimal point may be missing or misplaced."
            ),
        ),
        (
            "lat",
            "north",
            "It should be a number, not “north”. Write degrees as a number, as in `lat: 33.7`.",
        ),
        ("geonames", "1.5", "It should be a whole number, not “1.5”."),
        ("lat", "33.7", ""),
    ],
)
def test_one_value_is_judged_by_itself(name: str, value: Any, said: str) -> None:
    assert fault(STRUCTS["place"], name, value) == said


@pytest.mark.parametrize(
    ("given", "own", "said"),
    [
        (None, "", None),
        (None, "recall", "It is needed: its name in the file, unique; links use it."),
        ("recall", "recall", None),
        ("fresh", "recall", None),
        ("talks", "recall", "The id “talks” is taken by “Talks in Islamabad”."),
        ("reporter", "", "The id “reporter” is kept for the text’s own voice."),
        ("bad id!", "", ODD),
        ("[x: #y", "", ODD),
        ("-x", "recall", ODD),
        ("a\u202eb", "", ODD),
        ("q-1_b.c:d", "", None),
        ("حسین-2", "", None),
        ("हिन्दी", "", None),
        ("an odd one!", "an odd one!", None),
    ],
)
def test_an_id_is_free_or_its_own(
    bundled: Document, given: str | None, own: str, said: str | None
) -> None:
    fields: Fields = {"title": "x", **({"id": given} if given else {})}
    assert faults(bundled, "event", fields, own).get(("id",)) == said


def test_what_the_file_will_complain_of_is_remarked(bundled: Document) -> None:
    fields: Fields = {
        "form": "direct",
        "text": "“We consider Pakistan’s securty",
        "speaker": ["jilani", "nobody", "recall"],
        "event": "talks",
    }
    found = remarks(bundled, "quote", fields)
    assert set(found) == {("text",), ("speaker",)}
    assert found["speaker",] == "“nobody” is not in the file. “recall” is an event, not an actor."
    assert "not in the text" in found["text",]
    assert "Did you mean" in found["text",]
    anchored = remarks(bundled, "quote", {"at": [{"exact": "Iran"}, {"exact": "rocky past"}]})
    assert set(anchored) == {("at", 0)}
    assert remarks(bundled, "context", {"by": "reporter"}) == {}
    nested = remarks(bundled, "actor", {"roles": [{"title": "x", "of": "pk"}]})
    assert nested == {("roles", 0, "of"): "“pk” is a place, not an actor."}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TYPES).flatmap(lambda type_: st.tuples(st.just(type_), filled_in(type_))))
def test_whatever_stands_in_a_form_it_is_shown_and_only_what_is_sound_is_taken(
    drawn: tuple[RecordType, Fields],
) -> None:
    type_, fields = drawn
    document = shipped()
    fields = expanded(STRUCTS[type_], fields)
    rows = rows_of(document, type_, fields)
    wrong = faults(document, type_, fields, "")
    assert bool(wrong) == any(row.fault for row in rows.values())
    if not wrong:
        made = taken(STRUCTS[type_], tidy(fields))
        assert expanded(STRUCTS[type_], made) == made


# Rows


def test_rows_say_values_in_words(bundled: Document) -> None:
    record = bundled.records["recall"]
    rows = rows_of(bundled, "event", plain(record), "recall")
    shown = {key: (row.text, row.more) for key, row in rows.items() if row.text}
    assert shown == {
        "id": ("recall", ""),
        "title": ("Ambassador recalled", ""),
        "code": ("SANCTION/withdraw", "material conflict −6"),
        "actors": ("Pakistan", ""),
        "targets": ("Iran", ""),
        "date": ("between 1 and 30 January 2024", "[2024-01-01..2024-01-30]"),
        "date_says": ("once the missiles had flown", ""),
        "place": ("Tehran", ""),
        "after": ("Missile strikes traded", ""),
        "asserted/0": ("the reporter, as fact", ""),
        "asserted/1": ("+ add an assertion", ""),
        "at/0": ("“called home its ambassador in Tehran”", "¶10"),
        "at/1": ("+ add a passage", ""),
        "note": (record.note, ""),
        "tags/0": ("+ add a tag", ""),
        "basis": ("inferred", ""),
    }
    assert rows["status"].absent == "occurred"
    assert rows["asserted/0"].label == "asserted"
    assert rows["asserted/1"].label == ""
    assert rows["tags/0"].label == "tags"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("All these", "“All these”"),
        ("“All these channels,”", "“All these channels,”"),
        ("“All these", "“All these"),
        ('he said "no"', 'he said "no"'),
        ("the ministers’", "“the ministers’”"),
    ],
)
def test_words_stand_in_marks_once(words: str, said: str) -> None:
    assert in_marks(words) == said


def test_items_say_what_they_are(bundled: Document) -> None:
    fields: Fields = {
        "name": "Ann",
        "kind": "person",
        "aliases": [{"text": "آن", "language": "fa", "metonym": True}, {"text": "A."}, {}],
        "roles": [
            {"title": "minister", "of": "iran", "from": "2020", "to": "2021", "status": "former"},
            {"of": "nobody"},
        ],
        "labels": [{"label": "rebel", "by": "reporter"}, {"by": "iran"}],
        "at": [{"parts": [{"exact": "no"}, "such"]}, {"parts": ["Foreign ministers", "met"]}],
    }
    rows = rows_of(bundled, "actor", fields)
    assert [(row.text, row.more) for row in rows.values() if row.kind == "item"] == [
        ("آن", "fa metonym"),
        ("A.", ""),
        ("", ""),
        ("former minister of Iran from 2020 to 2021", ""),
        ("of nobody", ""),
        ("“rebel” by the reporter", ""),
        ("by Iran", ""),
        ("“no … such”", ""),
        ("“Foreign ministers … met”", "¶2"),
    ]
    assert rows["aliases/2"].absent == "nothing yet"
    assert rows["roles/1"].fault.startswith("It is needed")
    assert rows["at/0"].remark


def test_an_open_item_shows_its_fields_and_the_faults_there(bundled: Document) -> None:
    fields: Fields = {"name": "Ann", "kind": "person", "roles": [{"of": "iran"}]}
    path: Path = ("roles", 0)
    rows = rows_of(bundled, "actor", fields, opened=[path])
    inner = {key: row for key, row in rows.items() if row.depth}
    assert list(inner) == [f"roles/0/{name}" for name in ("title", "of", "from", "to", "status")]
    assert inner["roles/0/title"].fault
    assert inner["roles/0/of"].text == "Iran"
    assert rows["roles/0"].fault == ""


def test_what_differs_is_marked(bundled: Document) -> None:
    before = {"title": "a", "tags": ["x", "y"], "asserted": [{"by": "reporter"}]}
    fields: Fields = {"title": "b", "tags": ["y", "z"], "place": "pk"}
    rows = rows_of(bundled, "event", fields, "recall", before=before)
    assert {key for key, row in rows.items() if row.changed} == {
        "title",
        "tags/1",
        "place",
        "asserted/0",
    }
