"""Spans, cuts, diffs, alignment and the order of fields: what saving is made of."""

from __future__ import annotations

from collections.abc import Callable
from difflib import unified_diff
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from models.loading.structs import shape
from models.plain import STRUCTS
from models.saving.alignment import aligned
from models.saving.cuts import Cut, OverlapError, apply, diff, in_order
from models.saving.layout import LINE_END, line_end, line_start, next_line, position
from models.saving.tree import Leaf, List, Map, Node, leaves, parse
from models.saving.writing import ORDER

RECORDS: dict[str, list[dict[str, Any]]] = {
    "actors": [
        {"id": "a", "name": "N o", "kind": "state", "note": "two\nlines\n", "tags": ["a", "b c"]},
        {"id": "b", "name": "M", "kind": "igo", "roles": [{"title": "x y", "of": "a"}]},
    ],
    "events": [{"id": "e", "title": "T", "at": [{"exact": "x", "paragraph": 2}]}],
}


def described(node: Node) -> Any:
    where = (type(node).__name__, node.start, node.body, node.end, node.anchor, node.tagged)
    if isinstance(node, Leaf):
        return (*where, node.style, node.value)
    if isinstance(node, List):
        return (*where, node.flow, [described(item) for item in node.items])
    if isinstance(node, Map):
        return (*where, node.flow, [(described(p.key), described(p.value)) for p in node.pairs])
    return where


@pytest.mark.parametrize("seed", range(60))
def test_spans_are_the_same_without_libyaml(
    spell: Callable[..., Any], seed: int, monkeypatch: pytest.MonkeyPatch
):
    text = spell(Random(seed), RECORDS, odd=bool(seed % 2)).text.lstrip("\ufeff")
    text = text.replace(":\t", ": ")  # which PyYAML's own scanner does not take
    with_libyaml = parse(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    without = parse(text)
    assert with_libyaml.root is not None
    assert without.root is not None
    assert described(with_libyaml.root) == described(without.root)
    assert len(with_libyaml.repeated) == len(without.repeated)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a: b # c\n", ["a", "b"]),
        ("a: |\n  b\n\n  c\n\n# d\n", ["a", "|\n  b\n\n  c"]),
        ("a: |  # why\n  b\n \n   \nc: d", ["a", "|  # why\n  b\n \n   ", "c", "d"]),
        ("a: |+\n  b\n\nc: d", ["a", "|+\n  b\n", "c", "d"]),
        ("a: >\r\n  b\r\n\r\nc: |", ["a", ">\r\n  b", "c", "|"]),
        ("a: &x b\nc: *x\n", ["a", "&x b", "c", "*x"]),
        ("a: 'b\n  c'\nd:\n", ["a", "'b\n  c'", "d", ""]),
        ("a: !!str b\n", ["a", "!!str b"]),
        ("a: 𝔘\x85\u2028 # c\nb: ü\n", ["a", "𝔘\x85\u2028", "b", "ü"]),
    ],
)
def test_spans_of_scalars(text: str, spans: list[str]):
    root = parse(text).root
    assert root is not None
    assert [text[leaf.start : leaf.end] for leaf in leaves(root)] == spans


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("- a: [b,\n  c] # d\n\n# e\n", "a: [b,\n  c]"),
        ("- &x\n  a: b\n  c:\n# d\n", "&x\n  a: b\n  c:"),
        ("- - a\n  - # b\n# c\n", "- a\n  -"),
        ("- {a: b} # c\n", "{a: b}"),
    ],
)
def test_spans_of_collections_end_with_what_they_hold(text: str, span: str):
    root = parse(text).root
    assert isinstance(root, List)
    assert text[root.items[0].start : root.items[0].end] == span


LINES = st.lists(st.sampled_from(["a", "b", "", "  c"]), min_size=1, max_size=30)


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_a_diff_of_cuts_is_the_diff_of_the_texts(lines: list[str], end: str, data: st.DataObject):
    text = end.join(lines) + end
    places = st.integers(0, len(lines))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + len(end))
    bounds = sorted(data.draw(st.lists(places, min_size=2, max_size=6)))
    put = st.sampled_from(["", f"new{end}", f"x{end}y{end}"])
    cuts = [
        Cut(starts[a], starts[b], data.draw(put))
        for a, b in zip(bounds[::2], bounds[1::2], strict=False)
    ]
    ordered = in_order(cuts)
    new = apply(text, ordered)
    made = list(diff(text, ordered))
    assert patched(LINE_END.split(text)[:-1], made) == LINE_END.split(new)[:-1]
    whole = list(unified_diff(text.split(end)[:-1], new.split(end)[:-1], n=2, lineterm=""))
    assert bool(made) == bool(whole)


def patched(lines: list[str], made: list[str]) -> list[str]:
    """Lines after a unified diff is applied to them, with what stands around checked."""
    result: list[str] = []
    reached = 0
    for line in made:
        if line.startswith("@@"):
            first, _, count = line.split()[1].lstrip("-").partition(",")
            start = int(first) - (count != "0")
            result += lines[reached:start]
            reached = start
            new, _, count = line.split()[2].lstrip("+").partition(",")
            assert len(result) == int(new) - (count != "0")
        elif line.startswith("+"):
            result.append(line[1:])
        else:
            assert lines[reached] == line[1:]
            reached += 1
            result += [line[1:]] if line.startswith(" ") else []
    return [*result, *lines[reached:]]


def test_cuts_that_overlap_are_none():
    with pytest.raises(OverlapError):
        in_order([Cut(0, 3, ""), Cut(2, 4, "")])
    assert apply("abcd", in_order([Cut(2, 3, ""), Cut(2, 2, "x"), Cut(2, 2, "y")])) == "abxyd"


ITEMS = st.lists(st.sampled_from("abcd"), max_size=8)


@given(ITEMS, ITEMS)
def test_an_alignment_leads_from_one_list_to_the_other(old: list[str], new: list[str]):
    changed, gone, come = aligned(old, new)
    result = list(come.get(-1, []))
    for place, item in enumerate(old):
        result += [] if place in gone else [changed.get(place, item)]
        result += come.get(place, [])
    assert result == new
    assert not gone & come.keys()


def test_an_alignment_of_long_lists_takes_no_time():
    old = [str(number) for number in range(20_000)]
    changed, gone, come = aligned(old, [*old[:10], "x", *old[11:], "y"])
    assert (changed[10], gone, come) == ("x", set(), {19_999: ["y"]})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_editors_end_them(end: str):
    text = f"ab{end}c\x85\u2028d{end}{end}e"
    at = text.index("d")
    assert text[line_start(text, at) : line_end(text, at)] == "c\x85\u2028d"
    assert text[next_line(text, at) :] == f"{end}e"
    assert position(text, len(text)) == (4, 2)
    assert line_start(text, 1) == 0


def test_every_field_has_its_place_in_the_order():
    for kind, struct in STRUCTS.items():
        assert sorted(ORDER[kind]) == sorted(shape(struct))
