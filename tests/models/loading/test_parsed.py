"""From a document to bytes and back: nothing is lost, and no bytes make a document that isn't sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models.article import SECTIONS
from models.document import Document
from models.loading import parsed
from models.loading.reading import load_bytes
from models.revise import revise
from models.shipped import first_article

Same = Callable[[Document, Document], None]

HERE = Path("here.yaml")

HOSTILE = [
    *("[/]", "[@click=app.quit]go[/]", "\x1b[31mred", "\x1b]52;c;aGk=\x07", "a\u202eb\u202cc"),
    *("a\u200bb\u2060c\ufeffd", "a\tb\nc", "a\x9b31mb\x85c", "\u2028", "e\u0301\u0323", "ＡＢ"),
    *("👩‍👩‍👧", "حسین", "‘Iran’s’", "“we are calm,”", "a\u00adb", "null", "~", "NO", "12:30", "", "\x00"),
]  # fmt: skip
NAMES = ["Iran", "Tehran", "Iran’s", "Ann", "Ann Lee", *HOSTILE]
IDS = ["a", "b", "c", "iran", "reporter", "nobody", "é", *HOSTILE[:4]]
DATES = ["2024-01-29", "[2024-01-01..2024-01-30]", "2024-02-30", "2024/..", "1984?", "no", ""]

words = st.sampled_from(NAMES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
ids = st.sampled_from(IDS)
many = st.lists(ids, max_size=3)
dates = st.sampled_from(DATES)
selectors: st.SearchStrategy[Any] = words | st.fixed_dictionaries(
    {},
    optional={
        "exact": words,
        "prefix": words,
        "paragraph": st.integers(0, 3),
        "parts": st.lists(words, min_size=1, max_size=3),
    },
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "id": ids,
    "at": st.lists(selectors, max_size=2),
    "note": words,
    "tags": st.lists(words, max_size=2),
    "name": words,
    "title": words,
    "gloss": words,
    "text": words,
    "kind": st.sampled_from(["city", "state", "person", "law", "none"]),
    "form": st.sampled_from(["direct", "indirect", "x"]),
    "rel": st.sampled_from(["supports", "rivals", "x"]),
    "aliases": st.lists(words | st.fixed_dictionaries({"text": words, "metonym": st.booleans()})),
    "roles": st.lists(
        st.fixed_dictionaries({"title": words, "of": ids, "from": dates}), max_size=2
    ),
    "labels": st.lists(st.fixed_dictionaries({"label": words, "by": ids}), max_size=2),
    "asserted": st.lists(st.fixed_dictionaries({"by": ids}), max_size=2),
    "date": dates,
    "lat": st.floats(-100, 100),
    "geonames": st.integers(0, 1 << 70),
    "of": many | ids,
    "place": ids,
    "by": ids,
    "from": ids,
    "to": ids,
    "event": ids,
    "speaker": many,
    "about": many,
    "actors": many,
    "after": many,
    "in": many,
}
articles = st.fixed_dictionaries(
    {
        "article": st.fixed_dictionaries(
            {"text": st.lists(words, max_size=12).map(" ".join)},
            optional={"title": words, "published": dates, "language": words},
        )
    },
    optional={
        section: st.lists(st.fixed_dictionaries({}, optional=FIELDS), max_size=4)
        for section in SECTIONS
    },
)


def digest(data: bytes) -> bytes:
    return b"%d" % len(data)


def stored(document: Document) -> bytes:
    return parsed.store(document, digest, lambda: True)


def restored(data: bytes, name: str = "here.yaml", path: Path = HERE) -> Document:
    return parsed.restore(data, name, path, digest)


def opened(data: bytes) -> Document:
    document = load_bytes(data, "here.yaml", HERE).document
    assert document is not None
    return document


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles)
def test_whatever_an_article_holds_comes_back(same: Same, content: dict[str, Any]):
    document = opened(yaml.safe_dump({"copydesk": 1, **content}, allow_unicode=True).encode())
    try:
        data = stored(document)
    except (OverflowError, ValueError):  # a number beyond 64 bits: it is read from the source then
        assert any(getattr(each, "geonames", 0) for each in document.records.values())
        return
    same(restored(data), document)


def test_the_article_that_ships_comes_back(same: Same):
    same(restored(stored(bundled := opened(first_article().read_bytes()))), bundled)


def test_what_is_corrected_later_is_the_same_too(same: Same):
    document = opened(first_article().read_bytes())
    back = restored(stored(document))
    iran = document.records["iran"]
    for new in (msgspec.structs.replace(iran, name="Tehran"), None):
        same(revise(back, {"iran": new}), revise(document, {"iran": new}))


def test_many_records_are_stored_in_steps():
    events = "".join(f"  - {{id: e{number}, title: T}}\n" for number in range(1200))
    document = opened(f"copydesk: 1\narticle: {{text: so}}\nevents:\n{events}".encode())
    asked: list[None] = []
    data = parsed.store(document, digest, lambda: asked.append(None) is None)
    assert list(restored(data).records) == list(document.records)
    assert len(asked) == 3
    with pytest.raises(parsed.Unwanted):
        parsed.store(document, digest, lambda: False)


def test_half_a_surrogate_pair_can_not_be_stored():
    """Without libyaml a file can escape one."""
    document = opened(SMALL.encode())
    article = msgspec.structs.replace(document.article, title="\ud83d")
    with pytest.raises(ValueError, match="surrogates"):
        stored(replace(document, article=article))


SMALL = """\
copydesk: 1
article: {text: Iran struck a base. Iran denied it.}
actors: [{id: iran, name: Iran, kind: state}]
events: [{id: strike, title: A strike, actors: [iran], at: {parts: [struck, base]}}]
quotes: [{id: q, form: indirect, speaker: nobody, about: strike, at: denied it}]
"""
FAR = (1 << 20).to_bytes(4, "little")

NAME = {name: at for at, name in enumerate(parsed._Parsed.__struct_fields__)}


def changed(field: str, value: Any) -> bytes:
    """The small article stored, with another value in one place."""
    fields = msgspec.msgpack.decode(stored(opened(SMALL.encode())))
    fields[NAME[field]] = value(fields[NAME[field]]) if callable(value) else value
    return msgspec.msgpack.encode(fields)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("article", {"text": "Iran"}),  # too short for the passages
        ("article", {"text": "Iran", "published": "soon"}),
        ("article", {"text": "Iran", "unknown": 1}),
        ("article", None),
        ("actors", []),
        ("actors", [[{"id": "iran", "name": "Iran", "kind": "planet"}]]),
        ("actors", [[{"id": "", "name": "Iran", "kind": "state"}]]),
        ("events", []),
        ("events", lambda chunks: [*chunks, [{"id": "more", "title": "More"}]]),
        ("positions", lambda column: column[:-4]),
        ("positions", lambda column: column[:-1]),
        ("positions", lambda column: column * 2),
        ("positions", "words"),
        ("problems", [["X1", "", 0, 0, "", ""]]),
        ("problems", [["", "", 0, 0, "", ""]]),
        ("problems", [["E203"]]),
        ("unknown", []),
        ("unknown", ["nobody", "more"]),
        ("sources", lambda column: column[:-4] + FAR),
        ("sources", lambda column: column + FAR),
        ("sources", lambda column: FAR + column[4:]),
        ("passages", lambda ranges: [FAR * (len(ranges[0]) // 4), *ranges[1:]]),
        ("passages", lambda ranges: [ranges[0], FAR * (len(ranges[0]) // 4), ranges[2]]),
        ("passages", lambda ranges: [*ranges[:2], FAR * (len(ranges[0]) // 4)]),
        ("passages", lambda ranges: [b"", *ranges[1:]]),
        ("by_name", lambda column: column[:-1]),
        ("pieces", {0: []}),
        ("pieces", {0: [[0, 1 << 20]]}),
        ("pieces", {0: [[-3, 2]]}),
        ("pieces", {0: [[5, 2]]}),
        ("hits", lambda ranges: [*ranges[:2], FAR * (len(ranges[0]) // 4)]),
        ("sharers", [[1]]),  # an event has no names
        ("sharers", [[99]]),
        ("sharers", []),
    ],
)
def test_what_does_not_fit_together_is_no_document(field: str, value: Any):
    with pytest.raises((ValueError, LookupError)):
        restored(changed(field, value))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_bytes_raise_nothing_else(data: st.DataObject):
    whole = stored(opened(SMALL.encode()))
    at = data.draw(st.integers(0, len(whole) - 1))
    put = data.draw(st.binary(max_size=3))
    damaged = whole[:at] + put + whole[at + data.draw(st.integers(0, 3)) :]
    try:
        document = restored(damaged)
    except (ValueError, LookupError, OverflowError):
        return
    for key in document.records:
        assert document.caption(key) is not None
        assert all(0 <= each.start <= each.end for each in document.passages.of(key))
        assert all(edge.target in document.records for edge in document.links.of(key))
    assert all(problem.severity for problem in document.problems)
