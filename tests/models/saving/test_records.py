"""Records come, go and get other ids: what becomes of sections, blank lines and comments."""

from __future__ import annotations

from typing import Any

import pytest

from models.article import RecordType
from models.loading.reading import load_bytes
from models.plain import Fields, Revision, plain
from models.saving import Saved, save

HEAD = "copydesk: 1\narticle:\n  text: He said so.\n"

FILE = """\
# All of them.
actors:
  # States
  - id: a
    name: A
    kind: state

  - id: b
    name: B
    kind: state

  # People
  - id: c
    name: C
    kind: person
    # or D
  # The last
  - {id: d, name: D, kind: person}  # why

events:  # none yet
# What the end is.
links:
- {from: x, rel: causes, to: z}
- {from: x, rel: explains, to: w}
"""

NEW: dict[str, tuple[RecordType, Fields]] = {
    "actor": ("actor", {"id": "new", "name": "On", "kind": "igo", "note": "a: b"}),
    "event": ("event", {"id": "new", "title": "New", "at": [{"exact": "said"}]}),
    "quote": ("quote", {"id": "new", "form": "direct", "text": "“so.”"}),
    "link": ("link", {"id": "a:supports:b", "from": "a", "rel": "supports", "to": "b"}),
}


def saved(text: str, revisions: dict[str, Revision]) -> str:
    result = save(text, revisions)
    assert isinstance(result, Saved), result
    return result.text


def gone(text: str, *keys: str) -> str:
    document = load_bytes(text.encode(), "test.yaml").document
    assert document is not None
    return saved(text, {key: Revision(document.records[key].type, None) for key in keys})


def come(text: str, *names: str) -> str:
    revisions = {}
    for name in names:
        kind, fields = NEW[name]
        revisions[fields["id"]] = Revision(kind, fields)
    return saved(text, revisions)


def without(text: str, *parts: str) -> str:
    for part in parts:
        assert part in text
        text = text.replace(part, "", 1)
    return text


A = "  - id: a\n    name: A\n    kind: state\n\n"
B = "\n  - id: b\n    name: B\n    kind: state\n"
C = "  # People\n  - id: c\n    name: C\n    kind: person\n    # or D\n"
D = "  # The last\n  - {id: d, name: D, kind: person}  # why\n"


@pytest.mark.parametrize(
    ("keys", "parts"),
    [
        (["a"], [A]),  # the heading is about b, too
        (["b"], [B]),
        (["c"], ["\n" + C]),  # its heading would be about nobody
        (["d"], [D]),
        (["a", "b"], ["  # States\n" + A + B[1:] + "\n"]),
        (["b", "d"], [B, D]),
        (["x:causes:z"], ["- {from: x, rel: causes, to: z}\n"]),
    ],
)
def test_a_record_goes_with_its_lines_and_with_the_comments_about_it_alone(
    keys: list[str], parts: list[str]
):
    assert gone(HEAD + FILE, *keys) == HEAD + without(FILE, *parts)


def test_a_section_that_becomes_empty_says_so():
    text = gone(HEAD + FILE, "a", "b", "c", "d")
    assert text.startswith(HEAD + "# All of them.\nactors: []\n\nevents:")
    both = gone(text, "x:causes:z", "x:explains:w")
    assert both.endswith("# What the end is.\nlinks: []\n")
    loaded = load_bytes(both.encode(), "test.yaml")
    assert loaded.problems == ()


def test_a_record_comes_at_the_end_of_its_section_like_the_one_before_it():
    line = '  - {id: new, name: "On", kind: igo, note: "a: b"}\n'
    assert come(HEAD + FILE, "actor") == HEAD + FILE.replace(D, D + line)
    block = '    # or D\n\n  - id: new\n    name: "On"\n    kind: igo\n    note: "a: b"\n'
    before = without(FILE, D)
    assert come(HEAD + before, "actor") == HEAD + before.replace("    # or D\n", block)
    link = "to: w}\n- {from: a, rel: supports, to: b}\n"
    assert come(HEAD + FILE, "link") == HEAD + FILE.replace("to: w}\n", link)


@pytest.mark.parametrize(
    ("events", "after"),
    [
        ("events:\n", "events:\n  - id: new\n    title: New\n    at: said\n"),
        ("events: ~\n", "events:\n  - id: new\n    title: New\n    at: said\n"),
        ("events: []  # none\n", "events:  # none\n  - id: new\n    title: New\n    at: said\n"),
        ("events: # none\n  []\n", "events: # none\n  [{id: new, title: New, at: said}]\n"),
        ("events: [\n  # none\n]\n", "events: [{id: new, title: New, at: said}\n  # none\n]\n"),
        ("events: []", "events:\n  - id: new\n    title: New\n    at: said"),
        (
            "events: [{id: a, title: T}]\n",
            "events: [{id: a, title: T}, {id: new, title: New, at: said}]\n",
        ),
        (
            "events: [\n  {id: a, title: T}  # why\n]\n",
            "events: [\n  {id: a, title: T},  # why\n  {id: new, title: New, at: said}\n]\n",
        ),
        (
            "events:\n-   id: a\n    title: T\n",
            "events:\n-   id: a\n    title: T\n-   id: new\n    title: New\n    at: said\n",
        ),
        (
            "events:\n-\n  id: a\n  title: |\n    T",
            "events:\n-\n  id: a\n  title: |-\n    T\n- id: new\n  title: New\n  at: said",
        ),
    ],
)
def test_records_come_to_every_kind_of_section(events: str, after: str):
    assert come(HEAD + events, "event") == HEAD + after


def test_a_section_that_is_missing_comes_in_its_place():
    events = "events:  # none yet\n  - id: new\n    title: New\n    at: said\n"
    quotes = "\nquotes:\n  - id: new\n    form: direct\n    text: “so.”\n"
    assert come(HEAD + FILE, "quote") == HEAD + FILE.replace("yet\n", "yet\n" + quotes)
    assert come(HEAD + FILE, "event") == HEAD + FILE.replace("events:  # none yet\n", events)
    assert come(HEAD, "event") == HEAD + events.replace("  # none yet", "")
    assert come("links: []\n" + HEAD, "event").endswith(events.replace("  # none yet", ""))
    flow = "{copydesk: 1, article: {text: so}, links: []}"
    assert come(flow, "event") == flow.replace(
        "so}", "so}, events: [{id: new, title: New, at: said}]"
    )
    assert come(flow, "link") == flow.replace("[]", "[{from: a, rel: supports, to: b}]")


def test_a_section_that_loses_all_and_gets_one_stays_a_list():
    text = HEAD + "events:\n  # Few\n  - id: a\n    title: T\n"
    revisions = {"a": Revision("event", None), "new": Revision(*NEW["event"])}
    assert saved(text, revisions) == HEAD + "events:\n  - id: new\n    title: New\n    at: said\n"


def test_documents_end_where_they_ended():
    text = "%YAML 1.1\n---\n" + HEAD + "events:\n- {id: a, title: T}\n...\n"
    assert come(text, "event", "link") == text.replace(
        "T}\n",
        "T}\n- {id: new, title: New, at: said}\nlinks:\n- from: a\n  rel: supports\n  to: b\n",
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(end: str, mark: str):
    text = mark + (HEAD + FILE).replace("\n", end)
    new = come(text, "quote")
    assert new.startswith(text[:40])
    assert new.replace("\r\n", "").replace(end, "").isprintable() or mark
    assert new.count(end) == text.count(end) + 5
    assert new.replace(end, "\n").count("\n") == new.count(end)


@pytest.mark.parametrize(
    ("old", "fields", "before", "after"),
    [
        ("b", {"id": "bee"}, "id: b\n", "id: bee\n"),
        ("b", {"id": "bee", "kind": "igo"}, "id: b\n    name: B\n    kind: state", ""),
        ("d", {"id": "dee"}, "{id: d,", "{id: dee,"),
        ("x:causes:z", {"id": "x:causes:v", "to": "v"}, "causes, to: z", "causes, to: v"),
        ("x:causes:z", {"id": "u:causes:z", "from": "u"}, "x, rel: causes", "u, rel: causes"),
        ("x:causes:z", {"to": "v"}, "{from: x, rel: causes, to: z}", ""),
    ],
)
def test_another_id_is_a_change_of_one_word(old: str, fields: Fields, before: str, after: str):
    document = load_bytes((HEAD + FILE).encode(), "test.yaml").document
    assert document is not None
    record = document.records[old]
    after = (
        after
        or {
            "b": "id: bee\n    name: B\n    kind: igo",
            "x:causes:z": "{id: x:causes:z, from: x, rel: causes, to: v}",
        }[old]
    )
    new: dict[str, Any] = {**plain(record), **fields}
    expected = HEAD + FILE.replace(before, after, 1)
    both = {old: Revision(record.type, None), new["id"]: Revision(record.type, new)}
    if new["id"] != old:
        assert saved(HEAD + FILE, both) == expected
    assert saved(HEAD + FILE, {old: Revision(record.type, new)}) == expected


def test_a_record_of_another_type_moves_to_its_section():
    text = (
        HEAD
        + "events:\n- {id: a, title: T}\n- {id: b, title: T}\nquotes:\n- {id: q, form: indirect, gloss: g}\n"
    )
    new = saved(text, {"a": Revision("quote", {"id": "a", "form": "direct", "text": "so"})})
    assert new == HEAD + (
        "events:\n- {id: b, title: T}\nquotes:\n- {id: q, form: indirect, gloss: g}\n"
        "- {id: a, form: direct, text: so}\n"
    )


def test_nothing_changes_where_nothing_should():
    text = HEAD + FILE
    document = load_bytes(text.encode(), "test.yaml").document
    assert document is not None
    revisions = {key: Revision(each.type, plain(each)) for key, each in document.records.items()}
    assert save(text, revisions) == Saved(text, ())
    assert save(text, {"nobody": Revision("actor", None)}) == Saved(text, ())
