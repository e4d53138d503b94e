"""Files that say anything at all: they open as far as they can, or a problem tells why not; and whatever they
became is shown, searched, filtered, saved and merged without an error."""

from __future__ import annotations

import sys
import unicodedata
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from models import article
from models.article import SECTIONS
from models.document import Document
from models.forms import faults
from models.loading.reading import load_bytes
from models.merging import MergeError, merge, version
from models.passages import Passages
from models.plain import plain
from models.plover import CODES
from models.review.filters import parse, shown
from models.review.operations import delete
from models.review.review import Review
from models.review.rework import ImpossibleError
from models.saving import Refused, Revision, save
from models.search import Search
from models.settings import Settings, configure
from models.shipped import first_article
from models.text import visible
from models.views.actors import actor_rows
from models.views.context import context_rows
from models.views.coverage import coverage
from models.views.details import detail_rows
from models.views.form import code_words, dated
from models.views.quotes import quote_rows
from models.views.timeline import event_rows

pytestmark = pytest.mark.fuzz
SEED = first_article().read_bytes()


def opened(data: bytes) -> Document | None:
    """What a file opens as. What is wrong with it is told at a place that is there."""
    loaded = load_bytes(data, "x")
    assert loaded.document or loaded.problems
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in loaded.problems:
        assert 0 <= problem.line <= lines
        assert problem.say("x")
    return loaded.document


def use(document: Document) -> None:
    """All that a desk does with a document before anybody corrects it."""
    rows = [*actor_rows(document), *context_rows(document), *quote_rows(document)]
    ids = [row.id for row in [*rows, *event_rows(document)] if row.id]
    assert set(ids) == document.records.keys()
    length = len(document.text.string)
    assert isinstance(document.passages, Passages)
    for passage in document.passages.ordered:
        assert 0 <= passage.start < passage.end <= length
        assert passage.record in document.records
    for key, record in document.records.items():
        assert detail_rows(document, key)
        assert visible(document.caption(key)) is not None
        for edge in document.links.of(key):
            assert edge.target in document.records
        assert faults(document, record.type, plain(record), key) is not None
    assert coverage(document, 0, length) in (0, 1, 2)
    review = Review.open(None, "mk")
    assert shown(parse("undecided"), document, review.verdict) == document.records.keys()
    assert Search(document).find("a iran 1") is not None


# Values in the place of others


STRUCTS = [each for each in vars(article).values() if isinstance(each, type(msgspec.Struct))]
NAMES = sorted({field.encode_name for each in STRUCTS for field in msgspec.structs.fields(each)})
"""Every name that a field has in the file."""

WORDS = [
    *("iran", "pakistan", "a", "b", "reporter", "Iran", "NO", "~", "null", "on", "12:30", "2024-01-29"),
    *("[2024-01..2024-02]", "2024-XX", "..", "/", "person", "state", "event", "country", "direct"),
    *("fact", "claim", "SANCTION/withdraw", "supports", "a:supports:b", "", " ", "\n", "\t", "\x1b[31m"),
    *("\u202e", "\u200b", "\ufeff", "\u0301", "क्षि", "👩‍👩‍👧", "ﷺ", "[/]", "%s"),
    *("{x}", "<<", "&a", "*a", "!!int"),
]  # fmt: skip
TEXT = (
    "Iran called a halt. Pakistan said “no, not a word” of it.\n\na b\nÉtat क्षि 👩‍👩‍👧 said so.\n"
)

text = st.characters(exclude_categories=["Cs"])
leaves = (
    st.sampled_from(WORDS)
    | st.text(text, max_size=12)
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.integers(-(10**40), 10**40)
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(text, max_size=4), inner, max_size=5)
    ),
    max_leaves=12,
)
records = st.dictionaries(st.sampled_from(NAMES), values, max_size=8).map(
    lambda fields: {"id": "a", "name": "Iran", "title": "so", "kind": "state", **fields}
)


@given(
    st.dictionaries(
        st.sampled_from([*SECTIONS, "article", "copydesk", "x"]),
        st.lists(records, max_size=5) | values,
        min_size=1,
    ),
    st.booleans(),
)
def test_a_file_with_anything_in_its_fields(content: dict[str, Any], flow: bool) -> None:
    about = content.get("article")
    whole = {**content, "article": {"text": TEXT, **(about if isinstance(about, dict) else {})}}
    told = yaml.safe_dump(whole, allow_unicode=flow, default_flow_style=flow, sort_keys=False)
    if document := opened(told.encode()):
        use(document)


def _numbered(content: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """With ids that are different, so that every record stands."""
    return {
        section: [{**fields, "id": f"{section}{number}"} for number, fields in enumerate(listed)]
        for section, listed in content.items()
    }


@given(
    st.dictionaries(st.sampled_from([*SECTIONS]), st.lists(records, max_size=4), min_size=1),
    st.randoms(use_true_random=False),
)
def test_what_opened_can_be_corrected_and_saved_or_refused(
    content: dict[str, Any], chance: Random
) -> None:
    whole = {"copydesk": 1, "article": {"text": TEXT}, **_numbered(content)}
    told = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
    document = opened(told.encode())
    assert document is not None
    if not document.records:
        return
    record = document.records[chance.choice(sorted(document.records))]
    fields = {**plain(record), "note": chance.choice(WORDS)} if chance.random() < 0.7 else None
    saved = save(told, {record.id: Revision(record.type, fields)})
    if isinstance(saved, Refused):
        assert saved.problems
    else:
        again = opened(saved.text.encode())
        assert again is not None
        assert (record.id in again.records) == (fields is not None)
    with suppress(ImpossibleError):
        assert delete(document, record.id).act == "delete"


# Bytes


put = st.binary(max_size=4) | st.sampled_from(
    [b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\r"]
)
places = st.integers(0, len(SEED) - 1)


@given(st.lists(st.tuples(places, st.sampled_from([0, 0, 1, 3, 400]), put), min_size=1, max_size=8))
def test_a_file_with_damaged_bytes(damages: list[tuple[int, int, bytes]]) -> None:
    data = bytearray(SEED)
    for at, taken, other in damages:
        data[at : at + taken] = other
    if document := opened(bytes(data)):
        use(document)


@given(
    st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-7"])
)
def test_a_file_in_another_encoding(encoding: str) -> None:
    data = SEED.decode().encode(encoding, "replace")
    if document := opened(data):
        use(document)


@given(
    st.integers(1, 3000), st.sampled_from(["[", "{a: ", "- ", "? ", "&a [", "!!x [", '"', "a:\n "])
)
def test_a_file_as_deep_as_can_be(depth: int, opening: str) -> None:
    for told in (opening * depth, f"copydesk: 1\narticle: {{text: a}}\nactors: {opening * depth}"):
        opened(told.encode())


@given(st.integers(2, 40), st.integers(2, 12), st.sampled_from(["list", "mapping", "merge"]))
def test_aliases_that_repeat_without_end(levels: int, width: int, what: str) -> None:
    lines = ["copydesk: 1", "article: {text: a}", "x0: &x0 {a: b}"]
    for level in range(1, levels):
        names = [f"*x{level - 1}"] * width
        inner = {
            "list": f"[{', '.join(names)}]",
            "mapping": "{" + ", ".join(f"k{n}: {name}" for n, name in enumerate(names)) + "}",
            "merge": "{<<: [" + ", ".join(names) + f"], k{level}: b}}",
        }[what]
        lines.append(f"x{level}: &x{level} {inner}")
    told = "\n".join([*lines, f"actors: [*x{levels - 1}]", f"note: *x{levels - 1}"])
    opened(told.encode())


@given(st.sampled_from([*WORDS, "a" * 50]), st.integers(1, 20_000), st.sampled_from(NAMES))
def test_a_huge_value(word: str, times: int, name: str) -> None:
    whole = {"article": {"text": TEXT}, "actors": [{"id": "a", "name": "Iran", "kind": "state"}]}
    whole["actors"][0][name] = word * times
    document = opened(yaml.safe_dump(whole, allow_unicode=True).encode())
    if document:
        use(document)


# Characters


@cache
def category(name: str) -> list[str]:
    """Characters of one of Unicode's general categories, spread over all there are."""
    found = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == name
    ]
    return found[:: max(1, len(found) // 200)]


CATEGORIES = (
    "Cc Cf Cn Co Cs Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs"
)


@pytest.mark.parametrize("name", CATEGORIES.split())
@given(chance=st.randoms(use_true_random=False))
def test_every_sort_of_character_everywhere(name: str, chance: Random) -> None:
    """Written as YAML escapes, so that no character is lost on the way."""
    known = category(name)

    def word() -> str:
        return "".join(chance.choices([*known, *known, "a", " ", "\u0301"], k=chance.randint(1, 6)))

    def escaped(value: str) -> str:
        return '"' + "".join(f"\\U{ord(character):08x}" for character in value) + '"'

    words = [word() for _ in range(6)]
    quoted = [escaped(each) for each in words]
    told = f"""\
copydesk: 1
article: {{title: {quoted[0]}, text: {escaped(" ".join(words))}}}
actors:
  - {{id: {quoted[1]}, name: {quoted[2]}, kind: state, aliases: [{quoted[3]}], at: {quoted[4]}}}
events:
  - {{id: e, title: {quoted[5]}, actors: [{quoted[1]}], code: {quoted[3]}, date: {quoted[4]}}}
"""
    document = opened(told.encode())
    assert document is not None
    use(document)
    for record in document.records:
        caption = visible(document.caption(record))
        assert not any(
            unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in caption
        )


# Merging


LINES = SEED.decode().splitlines(keepends=True)
lines = st.integers(0, len(LINES) - 5)
edits = st.lists(
    st.tuples(
        st.sampled_from(["gone", "double", "moved", "words"]), lines, lines, st.sampled_from(WORDS)
    ),
    max_size=4,
)


def edited(steps: list[tuple[str, int, int, str]]) -> bytes:
    """The article that ships, some of its lines gone, double, moved or other words."""
    told = [*LINES]
    for what, at, to, word in steps:
        if what == "gone":
            del told[at]
        elif what == "double":
            told.insert(to, told[at])
        elif what == "moved":
            told.insert(to, told.pop(at))
        else:
            told[at] = told[at].rstrip() + word + "\n"
    return "".join(told).encode()


@given(edits, edits)
def test_versions_are_merged_or_it_is_said_why_not(mine: Any, theirs: Any) -> None:
    with suppress(MergeError):
        versions = [(SEED, "base"), (edited(mine), "mine"), (edited(theirs), "theirs")]
        base, one, two = (version(data, name) for data, name in versions)
        document = opened(merge(base, one, two).text.encode())
        assert document is not None
        assert document.records.keys() <= {*one.document.records, *two.document.records}
        use(document)


# Small things


@given(st.sampled_from([*CODES]) | st.text(text, max_size=12), st.text(max_size=12))
def test_codes_and_dates_in_words(code: str, date: str) -> None:
    assert isinstance(code_words(code), str)
    assert all(isinstance(each, str) for each in dated(date))


@given(values, st.dictionaries(st.text(text, max_size=6), leaves, max_size=3))
def test_settings_that_say_anything(
    tmp_path_factory: pytest.TempPathFactory, value: Any, more: dict[str, Any]
) -> None:
    folder = Path(tmp_path_factory.getbasetemp())
    path = folder / "settings.yaml"
    names = [field.name for field in msgspec.structs.fields(Settings)]
    whole = {**dict.fromkeys(names, value), **more}
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    configured = configure(
        path, path, {f"COPYDESK_{name.upper()}": str(value) for name in names[:3]}
    )
    assert sorted(configured.settings.panes) == sorted(Settings().panes)
    assert all(problem.say() for problem in configured.problems)
