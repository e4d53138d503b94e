"""A field of a record changes, comes or goes: each style of YAML, and what becomes of its lines."""

from __future__ import annotations

from typing import Any

import pytest

from models.loading.reading import load_bytes
from models.plain import Revision, plain
from models.saving import Refused, Saved, save

HEAD = "copydesk: 1\narticle:\n  text: He said so.\n"


def revised(text: str, key: str, **changes: Any) -> Saved | Refused:
    """What comes of changing fields of a record; None takes one out, and `in_` stands for `in`."""
    document = load_bytes(text.encode(), "test.yaml").document
    assert document is not None
    record = document.records[key]
    fields = {**plain(record), **{name.rstrip("_"): value for name, value in changes.items()}}
    kept = {name: value for name, value in fields.items() if value is not None}
    return save(text, {key: Revision(record.type, kept)})


def check(before: str, changes: dict[str, Any], after: str, key: str = "a") -> None:
    """Asserts that a change of record `a` leads from one text of records to another."""
    result = revised(HEAD + before, key, **changes)
    assert isinstance(result, Saved), result
    assert result.text == HEAD + after


EVENT = "events:\n  - id: a\n    title: {}\n"

ONE_FIELD = [
    # what stood there, the new title, what stands there then
    ("Old", "New", "New"),
    ("Old  # why", "New", "New  # why"),
    ("  Old", "New", "  New"),
    ("\tOld", "New", "\tNew"),
    ("Old", "NO", '"NO"'),
    ("on", "off", "off"),
    ("on", "Words", "Words"),
    ("on", "~", '"~"'),
    ("2024-01-29", "2024-01-30", "2024-01-30"),
    ("Old", "2024-01-30", '"2024-01-30"'),
    ("Old", "12:30", '"12:30"'),
    ("Old", "1e3", '"1e3"'),
    ("Old", "0o17", '"0o17"'),
    ("Old", "y", '"y"'),
    ("Old", "a: b", '"a: b"'),
    ("Old", "a #b", '"a #b"'),
    ("Old", "a:b#c", "a:b#c"),
    ("Old", "- a", '"- a"'),
    ("Old", "ends:", '"ends:"'),
    ("Old", 'say "so"', 'say "so"'),
    ("Old", '"so"', r'"\"so\""'),
    ("Old", " lead", '" lead"'),
    ("Old", "back\\slash", "back\\slash"),
    ("Old", "tab\there", r'"tab\there"'),
    ("Old", "bell\x07", r'"bell\x07"'),
    ("Old", "turned\u202e", r'"turned\u202e"'),
    ("Old", "next\x85line\u2028para", r'"next\x85line\u2028para"'),
    ("Old", "می‌خواهم “so” 𝔘", "می‌خواهم “so” 𝔘"),
    ("'Old'", "it's", "'it''s'"),
    ("'Old'", "NO", "'NO'"),
    ("'Old' # why", "two\nlines", r'"two\nlines" # why'),
    ('"Old"', "New", '"New"'),
    ('"Old"', 'a "b" \\ c', r'"a \"b\" \\ c"'),
    ("Some\n      old words", "Some new words", "Some\n      new words"),
    ("Some\n      old\n      words", "Some\n      words", '"Some\\n      words"'),
    ("'Some\n      old words'", "Some new words", "'Some\n      new words'"),
    ('"Some\n\n      old words"', "New", '"New"'),
    ("\n      Old", "New", "\n      New"),
    ("# why\n      Old", "New", "# why\n      New"),
    ("|-\n      Old\n      words", "New\nwords", "|-\n      New\n      words"),
    ("|\n      Old", "New", "|-\n      New"),
    ("|-\n      Old", "New\n", "|\n      New"),
    ("|-  # why\n        Old", "New\n\n  deeper", "|-  # why\n        New\n\n          deeper"),
    ("|-\n      Old", "  indented", "|2-\n        indented"),
    ("|2-\n        Old", "New", "|2-\n      New"),
    ("|+\n      Old\n", "New\n\n\n", "|+\n      New\n\n"),
    ("|+\n      Old\n", "New", "|-\n      New"),
    ("|-\n      Old", "New\n\n\n", r'"New\n\n\n"'),
    ("|-\n      Old", "bell\x07", r'"bell\x07"'),
    (">-\n      Old\n      words", "New words", ">-\n      New\n      words"),
    (">-\n      Old\n\n      words", "Old\nnew words", ">-\n      Old\n\n      new\n      words"),
    (">-\n      Old", " x", "|2-\n       x"),
    ("&mark Old", "New", "&mark New"),
]


@pytest.mark.parametrize(("before", "value", "after"), ONE_FIELD)
def test_a_value_keeps_its_style_where_that_can_hold_it(before: str, value: str, after: str):
    check(
        EVENT.format(before) + "    code: YIELD\n",
        {"title": value},
        EVENT.format(after) + "    code: YIELD\n",
    )


FOLDED = """\
events:
- id: a
  title: >-
    The first line of these is as long as it may be here,
    and a second, which is long as well, has the wrong word,
    so that the third stays, and
    the last one.
"""


def test_of_folded_lines_only_those_that_must_change():
    words = " ".join(line.strip() for line in FOLDED.splitlines()[3:])
    check(FOLDED, {"title": words.replace("wrong", "right")}, FOLDED.replace("wrong", "right"))
    check(FOLDED, {"title": words.replace("the last", "a")}, FOLDED.replace("the last", "a"))
    longer = FOLDED.replace("the wrong word,", "the right word\n    beyond all doubt,")
    check(FOLDED, {"title": words.replace("wrong word", "right word beyond all doubt")}, longer)


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ("at: he", {"at": [{"exact": "she"}]}, "at: she"),
        ("at: he", {"at": [{"exact": "he", "paragraph": 2}]}, "at: {exact: he, paragraph: 2}"),
        ("at: he # why", {"at": [{"exact": "he"}, {"exact": "a, b"}]}, 'at: [he, "a, b"] # why'),
        ("at: {exact: he, prefix: x}", {"at": [{"exact": "he"}]}, "at: {exact: he}"),
        (
            "at: {exact: he}",
            {"at": [{"exact": "he", "suffix": "NO"}]},
            'at: {exact: he, suffix: "NO"}',
        ),
        ("at: {exact: he}", {"at": [{"prefix": "a", "exact": "b"}]}, "at: {exact: b, prefix: a}"),
        (
            "at: [he, {exact: it}]",
            {"at": [{"exact": "he"}, {"parts": [{"exact": "it"}, {"exact": "so"}]}]},
            "at: [he, {parts: [it, so]}]",
        ),
        ("tags: [a, b, c]", {"tags": ["a", "c"]}, "tags: [a, c]"),
        ("tags: [a, b, c]", {"tags": ["b", "c"]}, "tags: [b, c]"),
        ("tags: [ a, b, ]", {"tags": ["a"]}, "tags: [ a, ]"),
        ("tags: [a]", {"tags": ["x", "a", "b"]}, "tags: [x, a, b]"),
        ("tags: [a,  b]", {"tags": ["a", "x", "b"]}, "tags: [a, x,  b]"),
        ("tags: [a, 'b']", {"tags": ["a", "c"]}, "tags: [a, 'c']"),
        ("tags: a", {"tags": ["b"]}, "tags: b"),
        ("tags: a", {"tags": ["a", "b"]}, "tags: [a, b]"),
        ("tags: []", {"tags": ["a"]}, "tags: [a]"),
        ("tags: ~  # none", {"tags": ["a"]}, "tags: [a]  # none"),
        ("tags:", {"tags": ["a"]}, "tags: [a]"),
        ("tags:  # none", {"tags": ["a"]}, "tags: [a]  # none"),
        ("status: occurred", {"status": "planned"}, "status: planned"),
        ("status: planned", {"status": None}, None),
    ],
)
def test_lists_and_mappings_in_a_line(before: str, changes: dict[str, Any], after: str | None):
    text = "events:\n  - id: a\n    title: T\n"
    end = f"    {after}\n" if after else ""
    check(f"{text}    {before}\n", changes, text + end)


ITEMS = """\
events:
  - id: a
    title: T
    at:
      # all of them
      -   he  # first
      # the second
      -   {exact: she, paragraph: 1}
      - "it"
      -
        it all

    code: X
"""
HE, SHE, IT, ALL = (
    {"exact": "he"},
    {"exact": "she", "paragraph": 1},
    {"exact": "it"},
    {"exact": "it all"},
)
SO: dict[str, Any] = {"exact": "so"}


@pytest.mark.parametrize(
    ("items", "before", "after"),
    [
        ([HE, {"exact": "she", "paragraph": 2}, IT, ALL], "paragraph: 1", "paragraph: 2"),
        ([HE, SHE, SO, ALL], '"it"', '"so"'),
        ([HE, SHE, IT, {"exact": "all"}], "        it all", "        all"),
        ([SHE, IT, ALL], "      -   he  # first\n", ""),
        ([HE, SHE, IT], "      -\n        it all\n", ""),
        ([HE, SHE, IT, ALL, SO], "it all\n", "it all\n      - so\n"),
        ([SO, HE, SHE, IT, ALL], "      -   he", "      -   so\n      -   he"),
        ([HE, SHE, IT, SO, ALL], '- "it"\n', '- "it"\n      - so\n'),
        (
            [HE, SHE, IT, {"exact": "two\nlines"}, ALL],
            '"it"\n',
            '"it"\n      - |-\n        two\n        lines\n',
        ),
    ],
)
def test_items_of_a_block_list(items: list[dict[str, Any]], before: str, after: str):
    check(ITEMS, {"at": items}, ITEMS.replace(before, after))


BRACKETS = """\
events:
  - id: a
    title: T
    tags: [  # some
      one,  # 1
      two,
      # the last
      three  # 3
    ]
"""


@pytest.mark.parametrize(
    ("tags", "before", "after"),
    [
        (["two", "three"], "one,  # 1", "# 1"),
        (["one", "three"], "      two,\n", "      \n"),
        (["one", "two"], "three  # 3", "  # 3"),
        (["one", "two", "three", "4"], "three  # 3\n", 'three,  # 3\n      "4"\n'),
        (["one", "x, y", "two", "three"], "# 1\n", '# 1\n      "x, y",\n'),
        (["zero", "one", "two", "three"], "tags: [", "tags: [zero, "),
        (["one", "2", "three"], "two", '"2"'),
    ],
)
def test_items_in_brackets_over_several_lines(tags: list[str], before: str, after: str):
    check(BRACKETS, {"tags": tags}, BRACKETS.replace(before, after))


BLOCK = """\
places:
-   kind: city  # or town
    # where
    in: [b]
    id: a

    note: |
      Some words.

    # the name
    name: N
    at:
    - x
      # not y
# next
-   id: b
    name: B
    kind: city
"""
LONG = "These words go on and on, " * 5 + "and end"


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"note": None}, "    note: |\n      Some words.\n", ""),
        ({"in_": None}, "    in: [b]\n", ""),
        ({"at": None}, "    at:\n    - x\n      # not y\n", ""),
        ({"lat": 1.5}, "in: [b]\n", "in: [b]\n    lat: 1.5\n"),
        ({"iso": "NO"}, "    in: [b]\n", '    in: [b]\n    iso: "NO"\n'),
        ({"tags": ["a", "b"]}, "words.\n", "words.\n    tags: [a, b]\n"),
        ({"kind": "site"}, "kind: city  #", "kind: site  #"),
        (
            {"aliases": [{"text": "on"}, {"text": "Z", "metonym": True}]},
            "in: [b]\n",
            'in: [b]\n    aliases: ["on", {text: Z, metonym: true}]\n',
        ),
        ({"note": "more\n"}, "Some words.", "more"),
        ({"source": "two\nlines\n"}, "[b]\n", "[b]\n    source: |\n      two\n      lines\n"),
        (
            {"source": LONG},
            "[b]\n",
            f"[b]\n    source: >-\n      {LONG[:103]}\n      {LONG[104:]}\n",
        ),
        (
            {"at": [{"exact": "x"}, {"exact": "y z"}]},
            "      # not y\n",
            "      # not y\n    - y z\n",
        ),
    ],
)
def test_fields_in_a_block(changes: dict[str, Any], before: str, after: str):
    check(BLOCK, changes, BLOCK.replace(before, after))


def test_several_fields_come_in_their_usual_order():
    check(
        "events:\n- id: a\n  title: T\n",
        {"note": "so", "at": [{"exact": "x"}], "code": "X", "basis": "inferred", "date": "2024"},
        'events:\n- id: a\n  title: T\n  code: X\n  date: "2024"\n  basis: inferred\n  note: so\n  at: x\n',
    )


def test_a_list_too_long_for_a_line_has_an_item_a_line():
    at = [
        {"exact": "some words " * 5 + "end"},
        {"exact": "a, b", "prefix": "x"},
        {"exact": "other " * 6 + "x"},
    ]
    lines = f'    - {at[0]["exact"]}\n    - {{exact: "a, b", prefix: x}}\n    - {at[2]["exact"]}\n'
    check(
        "events:\n- id: a\n  title: T\n",
        {"at": at},
        f"events:\n- id: a\n  title: T\n  at:\n{lines}",
    )
    check(
        "events:\n- id: a\n  title: T\n  at: one\n",
        {"at": at},
        f"events:\n- id: a\n  title: T\n  at:\n{lines}",
    )


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        (  # what stood behind the dash goes
            "actors:\n  - kind: state\n    note: n\n    id: a\n    name: N\n",
            {"note": None, "kind": "igo"},
            "actors:\n  - kind: igo\n    id: a\n    name: N\n",
        ),
        (
            "actors:\n  - note: n\n    tags: [t]\n    id: a\n    kind: igo\n    name: N\n",
            {"note": None, "tags": None},
            "actors:\n  - id: a\n    kind: igo\n    name: N\n",
        ),
        (
            "actors:\n  - note: n # why\n    # who\n    id: a\n    kind: igo\n    name: N\n",
            {"note": None},
            "actors:\n  -  # why\n    # who\n    id: a\n    kind: igo\n    name: N\n",
        ),
        (  # nothing that stands comes before it
            "links:\n  - from: x\n    rel: causes\n    to: y\n",
            {"id": "a"},
            "links:\n  - id: a\n    from: x\n    rel: causes\n    to: y\n",
        ),
        (
            "links:\n  - {from: x, rel: causes, to: y}\n",
            {"id": "a"},
            "links:\n  - {id: a, from: x, rel: causes, to: y}\n",
        ),
        (
            "links:\n  - {from: x, rel: causes, to: y}\n",
            {"note": "n"},
            'links:\n  - {from: x, rel: causes, to: y, note: "n"}\n',
        ),
        (  # keys in quotes, a key far from its value, a mapping in a list without braces
            'actors:\n- "id": a\n  "name" : N\n  kind:\n\n    # what\n    state # why\n',
            {"name": "M", "kind": "igo"},
            'actors:\n- "id": a\n  "name" : M\n  kind:\n\n    # what\n    igo # why\n',
        ),
        (
            "actors:\n- id: a\n  name: N\n  kind: igo\n  roles: [title: x]\n",
            {"roles": [{"title": "y", "of": "z"}]},
            'actors:\n- id: a\n  name: N\n  kind: igo\n  roles: [{title: "y", of: z}]\n',
        ),
        (
            "actors:\n- id: a\n  name: N\n  kind: igo\n  roles: [title: x]\n",
            {"roles": [{"title": "z"}]},
            "actors:\n- id: a\n  name: N\n  kind: igo\n  roles: [title: z]\n",
        ),
        (  # a block mapping as an only mention
            "events:\n- id: a\n  title: T\n  at:\n    exact: x\n    prefix: p # why\n",
            {"at": [{"exact": "x", "suffix": "s", "prefix": "q"}]},
            "events:\n- id: a\n  title: T\n  at:\n    exact: x\n    prefix: q # why\n    suffix: s\n",
        ),
        (
            "actors:\n- id: a\n  name: N\n  kind: igo\n  at:\n    exact: x\n    prefix: p\n",
            {"at": [{"exact": "x"}, {"exact": "z"}]},
            "actors:\n- id: a\n  name: N\n  kind: igo\n  at: [x, z]\n",
        ),
    ],
)
def test_pairs_in_unusual_places(before: str, changes: dict[str, Any], after: str):
    key = "a" if "id: a" in before or '"id"' in before else "x:causes:y"
    if ("note" in changes and key != "a") or "id" in changes:
        check(before, changes, after, key)
    else:
        check(before, changes, after, key)


def test_numbers_and_truth_stand_without_quotes_unless_those_stood_there():
    before = """\
places:
- {id: a, name: N, kind: city, lat: "1.5", lon: 2, aliases: [{text: t, metonym: true}]}
"""
    after = """\
places:
- {id: a, name: N, kind: city, geonames: 7, lat: "2.25", lon: -3.5, aliases: [{text: t}]}
"""
    changes = {"lat": 2.25, "lon": -3.5, "geonames": 7, "aliases": [{"text": "t"}]}
    check(before, changes, after)


MERGED = """\
actors:
- &m {id: m, name: M, kind: state, note: some}
- <<: *m  # as above
  id: a
"""


@pytest.mark.parametrize(
    ("key", "changes", "before", "after"),
    [
        ("a", {"note": None}, "  id: a\n", "  id: a\n  note: ~\n"),
        ("a", {"name": "A"}, "  id: a\n", "  id: a\n  name: A\n"),
        ("a", {"wikidata": "Q1"}, "  id: a\n", "  id: a\n  wikidata: Q1\n"),
    ],
)
def test_own_keys_override_what_a_merge_key_brings(
    key: str, changes: dict[str, Any], before: str, after: str
):
    check(MERGED, changes, MERGED.replace(before, after), key)


def test_an_own_key_that_goes_lets_nothing_inherited_through():
    before = MERGED + "  note: own # why\n"
    check(before, {"note": None}, before.replace("own", "~"))


ALIASES = """\
actors:
- {id: m, name: M, kind: &k state, of: &o [x]}
- {id: a, name: A, kind: *k , of: *o}
- id: b
  name: B
  kind: *k
  of: *o # why
"""


def test_an_alias_gives_way_to_what_it_should_say():
    check(ALIASES, {"kind": "igo"}, ALIASES.replace("*k ,", "igo ,"))
    check(ALIASES, {"of": ["x", "z"]}, ALIASES.replace("*o}", "[x, z]}"))
    check(ALIASES, {"of": ["x", "z"]}, ALIASES.replace("*o #", "[x, z] #"), "b")


def test_what_is_marked_may_change_where_nobody_repeats_that():
    before = "actors:\n- &m {id: m, name: M, kind: &k state}\n- <<: *m\n  id: a\n  name: A\n"
    check(before, {"name": "Em"}, before.replace("name: M", "name: Em"), "m")
