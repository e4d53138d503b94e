"""Where records rest in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.passages import Passage, Passages
from models.text import Span

spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda s: Span(s[0], s[0] + s[1]))
mentions = st.builds(
    lambda first, gaps: tuple(
        Span(first.start + shift, first.end + shift) for shift in (0, *(15 * gap for gap in gaps))
    ),
    spans,
    st.sets(st.integers(1, 3), max_size=2).map(sorted),
)
passages = st.lists(st.builds(Passage, mentions, st.sampled_from("abc")), max_size=12)


def said(document, record):
    text = document.text.string
    return [
        " … ".join(text[slice(*span)] for span in each.spans)
        for each in document.passages.of(record)
    ]


def test_names_are_found_and_anchors_add_to_them(document):
    desk = document("""
        actors:
          - {id: iran, name: Iran, kind: state, aliases: [Tehran], at: a base}
        """)
    assert said(desk, "iran") == ["Iran", "a base", "Tehran"]
    assert [each.by_name for each in desk.passages.of("iran")] == [True, False, True]
    assert desk.passages.count("iran") == 3
    assert desk.passages.of("nobody") == []


def test_a_state_has_its_name_before_its_territory_and_at_settles_the_rest(document):
    text = "Iran struck. It was in Iran.\n"
    desk = document(
        """
        places:
          - {id: ir, name: Iran, kind: country, at: {exact: Iran, prefix: "in "}}
        actors:
          - {id: iran, name: Iran, kind: state, place: ir}
        """,
        text,
    )
    assert desk.problems == ()
    assert [each.start for each in desk.passages.of("iran")] == [0]
    assert [each.start for each in desk.passages.of("ir")] == [23]


def test_a_metonym_is_found_only_where_it_is_chosen(document):
    desk = document(
        """
        actors:
          - {id: gov, name: G, kind: government, aliases: [{text: Tehran, metonym: true}],
             at: {exact: Tehran, paragraph: 2}}
        places:
          - {id: tehran, name: Tehran, kind: city}
        """,
        "Tehran is large.\n\nTehran denied it.\n",
    )
    assert desk.problems == ()
    assert [each.start for each in desk.passages.of("gov")] == [18]
    assert [each.start for each in desk.passages.of("tehran")] == [0]


def test_a_discontinuous_mention_is_one_passage(document):
    desk = document("""
        events:
          - {id: e, title: E, at: {parts: [Iran, a base]}}
        """)
    assert said(desk, "e") == ["Iran … a base"]
    assert desk.passages.within(5, 11) == []  # “struck” lies between
    assert desk.passages.count("e") == 1


@pytest.mark.parametrize(
    ("quote", "codes", "where"),
    [
        ("text: '“we are calm,”'", [], ["“we are calm,”"]),
        ("text: we are calm", [], ["we are calm"]),
        ("text: '\"we are calm,\"'", ["W106"], ["“we are calm,”"]),
        ("text: '“we are calm,” he said'", ["E105"], []),
        ("text: Tehran, at: Tehran denied it", [], ["Tehran denied it"]),
        ("text: '“we are calm,”', at: Tehran denied it", [], ["“we are calm,”", "Tehran denied it"]),
        ("text: n, at: struck", ["E102"], ["struck"]),
        ("text: Iran Tehran, at: {parts: [Iran, {exact: Tehran, paragraph: 2}]}", [], ["Iran … Tehran"]),
        ("text: '\"we are calm,\"', at: '“we are calm,”'", ["W106"], ["“we are calm,”"]),
        ("text: '', at: Tehran", [], ["Tehran"]),
        ("text: no such thing, at: gone too", ["E101", "E105"], []),
    ],
)  # fmt: skip
def test_a_direct_quotation_rests_where_it_stands(document, quote, codes, where):
    desk = document(f"quotes:\n  - {{id: q, form: direct, {quote}}}\n")
    assert sorted(problem.code for problem in desk.problems) == codes
    assert said(desk, "q") == where


def test_an_anchor_tells_which_of_two_alike_a_quotation_is(document):
    desk = document(
        """
        quotes:
          - {id: q, form: direct, text: "“No,”", at: {exact: "“No,”", paragraph: 2}}
          - {id: r, form: direct, text: '"No,"', at: {exact: "“No,”", paragraph: 1}}
        """,
        "“No,” he said.\n\n“No,” she said.\n",
    )
    assert [problem.code for problem in desk.problems] == ["W106"]
    assert [each.start for each in desk.passages.of("q")] == [16]
    assert [each.start for each in desk.passages.of("r")] == [0]


def test_an_indirect_quotation_need_not_stand_in_the_text(document):
    desk = document("quotes:\n  - {id: q, form: indirect, text: all is well, gloss: g}\n")
    assert desk.problems == ()
    assert desk.passages.of("q") == []


@given(passages)
def test_passages_stand_as_one_reads(found):
    index = Passages(found)
    keys = [(each.start, -each.end) for each in index.ordered]
    assert keys == sorted(keys)
    assert sorted(index.ordered) == sorted(found)
    for record in "abc":
        assert index.of(record) == [each for each in index.ordered if each.record == record]
        assert [index.ordered[at] for at in index.indexes(record)] == index.of(record)
        assert index.count(record) == len(index.of(record))


@given(passages, st.integers(0, 60), st.integers(1, 20))
def test_within_finds_what_touches_a_range_and_nothing_else(found, start, length):
    index = Passages(found)
    end = start + length
    touching = [
        each
        for each in index.ordered
        if any(set(range(*span)) & set(range(start, end)) for span in each.spans)
    ]
    assert index.within(start, end) == touching
