"""Any edit of an article spelt in any way changes just that, or is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from random import Random
from time import perf_counter
from typing import Any, NamedTuple

from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from models.document import Document
from models.loading.reading import load_bytes
from models.loading.structs import shape
from models.plain import STRUCTS, Fields, Revision, plain
from models.saving import Refused, Saved, save
from models.typed import typed

Spell = Callable[..., Any]

RECORDS: dict[str, list[dict[str, Any]]] = {
    "places": [
        {
            "id": "ir",
            "name": "Iran",
            "kind": "country",
            "lat": 32.0,
            "lon": 53.5,
            "geonames": 130758,
        },
        {
            "id": "pk",
            "name": "Pakistan",
            "kind": "country",
            "in": ["ir"],
            "note": "It’s “one”: of two #1",
            "aliases": [{"text": "NO", "language": "no"}, {"text": "Pak"}],
        },
    ],
    "actors": [
        {
            "id": "iran",
            "name": "Iran",
            "kind": "state",
            "aliases": [{"text": "Tehran", "metonym": True}],
            "at": [{"exact": "he", "paragraph": 2}, {"exact": "they, too"}],
            "roles": [{"title": "host", "of": "pakistan", "from": "2023-01"}],
        },
        {
            "id": "pakistan",
            "name": "Pakistan",
            "kind": "state",
            "note": "first line\nsecond line\n",
            "tags": ["a", "b c", "on"],
        },
        {
            "id": "jaa",
            "name": "Jaish al-Adl",
            "kind": "armed-group",
            "labels": [{"label": "militants", "by": "iran"}, {"label": "rebels"}],
        },
    ],
    "events": [
        {
            "id": "strike",
            "title": "A strike",
            "code": "ASSAULT/aerial",
            "actors": ["iran"],
            "targets": ["jaa", "pakistan"],
            "date": "2024-01-16",
            "asserted": [{"by": "reporter"}, {"by": "iran", "as": "claim"}],
            "at": [{"exact": "struck", "prefix": "Iran "}],
            "note": "Some long words that go on for a while and then some more, so that they fold.",
        },
        {
            "id": "talks",
            "title": "Talks",
            "date": "[2024-01-19..2024-01-31]",
            "after": ["strike"],
            "at": [{"parts": [{"exact": "met"}, {"exact": "talked"}]}],
            "source": "x",
        },
    ],
    "quotes": [
        {
            "id": "q",
            "form": "indirect",
            "speaker": ["pakistan"],
            "gloss": "no",
            "about": ["strike"],
            "at": [{"exact": "Pakistan denied it"}],
        }
    ],
    "links": [
        {"from": "q", "rel": "contradicts", "to": "strike"},
        {"id": "named", "from": "strike", "rel": "causes", "to": "talks", "confidence": "low"},
    ],
}

WORDS = [
    *(
        "plain words",
        "NO",
        "12:30",
        "2024-02-01",
        "a: b",
        "x #y",
        'say "it"',
        "it’s",
        "it's",
        "- dash",
    ),
    *(
        "[bracket",
        "tab\tin",
        " lead",
        "trail ",
        "two\nlines",
        "three\nmore\n\nlines\n",
        "a, b",
        "{x}",
    ),
    *(
        "*star",
        "&amp",
        "!bang",
        "%percent",
        "@at",
        "`tick",
        "ends:",
        "~",
        "null",
        "back\\slash",
        "true",
    ),
    *(
        "\u202eright",
        "nel\x85x",
        "ls\u2028x",
        "\ufeffmark",
        "bell\x07",
        "long words that " * 12 + "end",
    ),
    *(
        "1e3",
        "0x1F",
        "<<",
        "=",
        "?",
        "#hash",
        "  two\n   indented\n",
        "\nlead",
        "é﷼",
        "𝔘nicode",
        "...",
    ),
]
IDS = ["a", "b", "iran", "jaa"]
CHOICES: dict[str, list[Any]] = {
    **dict.fromkeys(
        ["name", "title", "gloss", "note", "source", "cue", "text", "code", "origin"], WORDS
    ),
    "date": ["2024-02-01", "[2024-01-01..]", "2024-01~", "2023/2024"],
    "confidence": ["low", "high"],
    "basis": ["outside", "inferred"],
    "lat": [1.0, -33.25],
    "geonames": [1, 99],
    "iso": ["NO", "PK-BA"],
    "status": ["planned", "ongoing"],
    "place": IDS,
    "tags": WORDS,
    **dict.fromkeys(["in", "of", "actors", "targets", "about", "after", "speaker", "part_of"], IDS),
}
PARTS: dict[str, dict[str, list[Any]]] = {
    "at": {"exact": WORDS, "prefix": WORDS, "suffix": WORDS, "paragraph": [1, 7]},
    "aliases": {"text": WORDS, "language": ["fa", "no"], "metonym": [True]},
    "roles": {"title": WORDS, "of": IDS, "to": ["2024", "2024-01~"], "status": ["acting"]},
    "labels": {"label": WORDS, "by": IDS},
    "asserted": {"by": IDS, "as": ["denial", "hedge"]},
}


class Edited(NamedTuple):
    """An edit of one record: its field, or nothing where the whole record comes or goes."""

    key: str
    field: str
    revision: Revision


def some(random: Random, field: str) -> Any:
    """An item of a list field."""
    if field not in PARTS:
        return random.choice(CHOICES[field])
    first, *others = PARTS[field]
    kept = [first, *(name for name in others if random.random() < 0.3)]
    return {name: random.choice(PARTS[field][name]) for name in kept}


def changed_list(random: Random, field: str, items: list[Any]) -> list[Any]:
    items = deepcopy(items)
    way = random.choice(["add", "add", "drop", "replace", "deep", "shuffle", "clear"])
    at = random.randrange(len(items)) if items else 0
    if way == "add" or not items:
        items.insert(random.randint(0, len(items)), some(random, field))
    elif way == "drop":
        del items[at]
    elif way == "replace":
        items[at] = some(random, field)
    elif way == "deep" and isinstance(items[at], dict):
        items[at].update([random.choice(list(some(random, field).items()))])
    elif way == "shuffle":
        random.shuffle(items)
    else:
        items.clear()
    return items


def an_edit(random: Random, document: Document) -> Edited:
    """One field of one record changes, comes or goes; or a record does."""
    record = random.choice(list(document.records.values()))
    if random.random() < 0.12:
        return Edited(record.id, "", Revision(record.type, None))
    if random.random() < 0.12:
        new: Fields = {"id": "new", "title": random.choice(WORDS), "at": [some(random, "at")]}
        return Edited("new", "", Revision("event", new))
    fields, shapes = plain(record), shape(type(record))
    names = [name for name in shapes if name in CHOICES or name in PARTS]
    standing = [name for name in names if name in fields]
    field = random.choice(names if random.random() < 0.4 else standing or names)
    if shapes[field].many:
        fields[field] = changed_list(random, field, fields.get(field, []))
    elif field in fields and shapes[field].optional and random.random() < 0.25:
        del fields[field]
    else:
        fields[field] = random.choice(CHOICES[field])
    made = typed(STRUCTS[record.type], fields, "it").value
    return Edited(record.id, field, Revision(record.type, plain(made or record)))


def lines(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$", text)


def load(text: str) -> Document:
    document = load_bytes(text.encode(), "test.yaml").document
    assert document is not None
    return document


def spelt_and_edited(spell: Spell, seed: int, *, odd: bool) -> tuple[Any, Edited, Saved | Refused]:
    """Spells the article, makes sure that it reads as it should, and saves one edit."""
    random = Random(seed)
    spelling = spell(random, RECORDS, odd=odd)
    document = load(spelling.text)
    wanted = {
        named(fields): {**fields, "id": named(fields)}
        for held in RECORDS.values()
        for fields in held
    }
    assert {key: plain(record) for key, record in document.records.items()} == wanted
    edit = an_edit(random, document)
    result = save(spelling.text, {edit.key: edit.revision})
    if isinstance(result, Saved):
        expected = {**wanted, edit.key: edit.revision.fields}
        new = load(result.text)
        assert {key: plain(record) for key, record in new.records.items()} == {
            key: fields for key, fields in expected.items() if fields is not None
        }
        assert new.text.string == document.text.string
        assert_rest_stays(spelling, edit, result.text)
    return spelling, edit, result


def named(fields: Fields) -> str:
    return str(fields.get("id") or f"{fields['from']}:{fields['rel']}:{fields['to']}")


def assert_rest_stays(spelling: Any, edit: Edited, text: str) -> None:
    """All lines but those of the edited field are as they were, and so are all comments outside."""
    old, new = lines(spelling.text), lines(text)
    if old == new:
        return
    before = same(old, new)
    behind = same(old[before:][::-1], new[before:][::-1])
    first, last = touched(spelling, edit, len(old))
    assert before >= first or not old[before].endswith(("\r", "\n"))
    assert len(old) - behind <= last
    outside = re.findall(r"# c\d+\b", "".join(old[:first] + old[last:]))
    assert set(outside) <= set(re.findall(r"# c\d+\b", text))


def same(some: list[str], others: list[str]) -> int:
    """How many lines are the same, from the first."""
    pairs = zip(some, others, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(some), len(others)))


def touched(spelling: Any, edit: Edited, count: int) -> tuple[int, int]:
    """The lines, half-open, in which an edit may change something."""
    fields = edit.revision.fields
    if fields is None:
        first, last = around(spelling.text, *spelling.records[edit.key])
        # The only quote: `quotes:` says that there is none. The next may begin with the same line as this.
        return first - (edit.key == "q"), last + 1
    if (edit.key, edit.field) in spelling.fields:
        first, last = spelling.fields[edit.key, edit.field]
        if edit.field in fields:
            return first, with_comments(spelling.text, first, last)
        return first, around(spelling.text, first, last)[1] + 1  # the next may move behind the dash
    if edit.field:
        first, last = spelling.records[edit.key]
        return first, around(spelling.text, first, last)[1]  # behind comments about the last field
    return 0, count


def with_comments(text: str, first: int, last: int) -> int:
    """Where lines end with the comments behind them that are set in deeper: those belong to them."""
    texts = lines(text)
    indent = re.match(" *", texts[first])
    assert indent
    while last < len(texts) and re.match(indent[0] + " +#", texts[last]):
        last += 1
    return last


def around(text: str, first: int, last: int) -> tuple[int, int]:
    """Lines with the comments and blank lines around them."""
    texts = lines(text)
    while first and re.fullmatch(r"\s*(#.*)?\s*", texts[first - 1]):
        first -= 1
    while last < len(texts) and re.fullmatch(r"\s*(#.*)?\s*", texts[last]):
        last += 1
    return first, last


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(642662)  # a comment behind the last item of a list
@example(433)  # what goes begins with the same line as what follows
@given(st.integers(0, 2**32))
def test_an_edit_changes_just_that(spell: Spell, seed: int):
    _, _, result = spelt_and_edited(spell, seed, odd=False)
    event("saved" if isinstance(result, Saved) else "refused")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_anchors_aliases_and_odd_keys_never_lead_to_a_wrong_file(spell: Spell, seed: int):
    _, _, result = spelt_and_edited(spell, seed, odd=True)
    event("saved" if isinstance(result, Saved) else "refused")


def test_refusals_are_rare(spell: Spell):
    results = [spelt_and_edited(spell, seed, odd=False)[2] for seed in range(300)]
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) <= 3


def test_comments_outlive_what_comes_and_changes(spell: Spell):
    for seed in range(200):
        spelling, edit, result = spelt_and_edited(spell, seed, odd=False)
        fields = edit.revision.fields
        grows = fields is not None and (edit.key, edit.field) not in spelling.fields
        if isinstance(result, Saved) and grows:
            assert all(f"{comment}" in result.text for comment in spelling.comments)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_a_file_in_disorder_is_refused_or_changed_as_asked(spell: Spell, seed: int):
    random = Random(seed)
    text = spell(random, RECORDS, odd=bool(seed % 2)).text
    at = random.randrange(60, len(text))
    sign = random.choice(["", *"[]{}:#&*!|>'\"\n\t -?,<%@`~\r", "&q ", "*q ", "<<: ", "- ", "? "])
    text = text[:at] + sign + text[at + random.choice([0, 0, 1, 9]) :]
    document = load_bytes(text.encode(), "test.yaml").document
    if document is None or not document.records:
        return
    edit = an_edit(random, document)
    result = save(text, {edit.key: edit.revision})
    if isinstance(result, Refused):
        assert all(problem.code == "E006" for problem in result.problems)
        return
    expected = {key: plain(record) for key, record in document.records.items()}
    found = {key: plain(record) for key, record in load(result.text).records.items()}
    if edit.revision.fields is None:
        del expected[edit.key]
    else:
        expected[edit.key] = edit.revision.fields
    assert found == expected


def test_what_saving_costs_grows_with_the_file_alone():
    one = "- id: e{0}\n  title: Event {0}\n  actors: [a]\n  at: {{exact: so, paragraph: 1}}\n\n"
    text = "copydesk: 1\narticle: {text: so}\nevents:\n" + "".join(map(one.format, range(3000)))
    document, begun = load(text), perf_counter()
    load(text)
    loading = perf_counter() - begun
    for fields in ({"title": "New", "source": "x"}, None):
        revisions = {
            key: Revision("event", {**plain(record), **fields} if fields else None)
            for key, record in list(document.records.items())[::2]
        }
        begun = perf_counter()
        assert isinstance(save(text, revisions), Saved)
        assert perf_counter() - begun < 40 * loading  # all 1,500 by themselves would take 1,000
