"""Marking a passage by its units, and the selector that says what was marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from models.anchors import Match, resolve
from models.article import Event, Selector
from models.document import Document
from models.picking import Pick, joined, selector, words_of
from models.text import Span, Text
from models.typed import typed
from models.units import Reading, Unit

UNITS: tuple[Unit, ...] = ("word", "clause", "sentence", "paragraph", "quotation")
PIECES = [
    "Ann’s men met Bo", "they left", ", and ", "; ", " and ", "“We agree,” she said", ". ", "! ", "U.S.",
    "1,200", " – ", "—", "(the two)", "\n\n", "\n", " ", "\u2029", "aa", "a", "cafe\u0301", "\u0301",
    "می\u200cگوید", "한", "नई", "👨\u200d👩\u200d👧", "🇵🇰🇮🇷", "会议", "«", "»", '"', "\u00a0", "\u200b",
    "\ud800", "…",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join).map(Text)
TEXT = Text(
    "The council met on Monday, and it voted for the new bridge. “We have waited long,” said the "
    "mayor of the town, “but we are glad.”\n\nThe council has no money; the U.S. may help. The "
    "mayor’s men left — and came back."
)


def said(text: Text, spans: Any) -> list[str]:
    return [text.string[slice(*span)] for span in spans]


def read(value: Any) -> Selector:
    """A plain selector as a record has it."""
    converted = typed(Event, {"id": "e", "title": "e", "at": [value]}, "e")
    assert not converted.problems
    found: Selector = converted.value.at[0]
    return found


def edges(text: Text) -> set[int]:
    """Where a cluster of some paragraph begins or ends."""
    found = set()
    for start, end in text.paragraphs:
        found.add(start)
        for cluster in iter_graphemes(text.string[start:end]):
            start += len(cluster)
            found.add(start)
    return found


# Units


def test_clauses_are_told_by_punctuation_quotation_marks_and_conjunctions() -> None:
    assert said(TEXT, Reading(TEXT).of("clause")) == [
        "The council met on Monday",
        "it voted for the new bridge",
        "We have waited long",
        "said the mayor of the town",
        "we are glad",
        "The council has no money",
        "the U.S. may help",
        "The mayor’s men left",
        "came back",
    ]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("Ann and Bo met.", ["Ann and Bo met"]),
        (
            "The two armies halted and they went home again.",
            ["The two armies halted", "they went home again"],
        ),
        ("He and she said so.", ["He and she said so"]),  # too little on one side
        ("At 10:30 he paid 1,200 euros.", ["At 10:30 he paid 1,200 euros"]),
        ("The well-known group (ABC) left.", ["The well-known group (ABC) left"]),
        ("They wept – it was over.", ["They wept", "it was over"]),
        (
            "Nobody came to the talks because nobody was asked.",
            ["Nobody came to the talks", "because nobody was asked"],
        ),
        ("So he left, so she stayed.", ["So he left", "she stayed"]),
        ("会议开始，大家同意。", ["会议开始", "大家同意"]),
        ("She came from the U.S.", ["She came from the U.S."]),
        ("...", []),
    ],
)
def test_clauses_of_one_sentence(sentence: str, clauses: list[str]) -> None:
    assert said(Text(sentence), Reading(Text(sentence)).of("clause")) == clauses


def test_what_events_of_the_bundled_article_rest_on_is_mostly_a_clause(bundled: Document) -> None:
    clauses = said(bundled.text, Reading(bundled.text).of("clause"))
    for words in (
        "scrapped every high-level engagement",
        "refused to let his counterpart come back to Islamabad",
        "the two envoys were asked to resume their posts",
        "as they try to repair ties shaken",
    ):
        assert words in clauses


def test_words_leave_nothing_but_white_space_and_names_stand_without_a_possessive() -> None:
    text = Text("Ann’s U.S. aides don’t owe 1,200 euros, she said…")
    assert said(text, Reading(text).of("word")) == [
        "Ann", "’s", "U.S.", "aides", "don’t", "owe", "1,200", "euros", ",", "she", "said", "…",
    ]  # fmt: skip


def test_quotations_have_their_marks() -> None:
    text = Text('He said “yes, no” and „nein“ and «non» and "maybe" and “open')
    assert said(text, Reading(text).of("quotation")) == [
        "“yes, no”", "„nein“", "«non»", '"maybe"', "“open",
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(texts)
def test_units_are_apart_in_order_and_of_whole_clusters(text: Text) -> None:
    reading, whole = Reading(text), edges(text)
    for unit in UNITS:
        units = reading.of(unit)
        assert all(span.start < span.end for span in units)
        assert all(one.end <= other.start for one, other in pairwise(units))
        assert {edge for span in units for edge in span} <= whole
    covered = "".join(said(text, reading.of("word")))
    assert covered == "".join(text.string.split()) or "\u0301" in text.string


# Moving and marking


Act = Callable[[Pick], Pick]
ACTS: list[Act] = [
    *(lambda pick, unit=unit: pick.unit(unit) for unit in UNITS),
    *(
        lambda pick, unit=unit, step=step: pick.move(unit, step)
        for unit in UNITS[:4]
        for step in (-1, 1)
    ),
    *(lambda pick, step=step: pick.nudge(step) for step in (-1, 1)),
    Pick.toggle,
    Pick.swap,
    lambda pick: pick.keep() if pick.selected else pick,
    lambda pick: pick.to(len(pick.reading.text.string) // 2),
]


@settings(max_examples=150, deadline=None)
@given(texts.filter(lambda text: text.paragraphs), st.lists(st.sampled_from(ACTS), max_size=25))
def test_whatever_is_marked_resolves_to_exactly_that(text: Text, acts: list[Act]) -> None:
    reading, whole = Reading(text), edges(text)
    pick = Pick.begin(reading, 0)
    for act in acts:
        pick = act(pick)
        assert pick.cursor.start < pick.cursor.end
        assert {edge for span in (pick.cursor, *pick.spans) for edge in span} <= whole
    if pick.spans:
        assert resolve(text, read(selector(text, pick.spans))) == Match(pick.spans)
        again = Pick.begin(reading, 0, pick.spans)
        assert again.spans == pick.spans


def mark(*acts: Act, start: int = 0, text: Text = TEXT) -> Pick:
    pick = Pick.begin(Reading(text), start)
    for act in acts:
        pick = act(pick)
    return pick


def clause(pick: Pick) -> Pick:
    return pick.unit("clause")


def words(pick: Pick) -> str:
    return words_of(pick.reading.text, pick.spans)


def test_a_unit_is_selected_then_grown_then_filled_up() -> None:
    assert words(mark(clause)) == "The council met on Monday"
    assert (
        words(mark(clause, clause)) == "The council met on Monday, and it voted for the new bridge"
    )
    grown = mark(lambda pick: pick.unit("word"), lambda pick: pick.unit("word"), clause)
    assert words(grown) == "The council met on Monday"
    assert words(replace(grown).unit("sentence")).endswith("bridge.")
    assert words(grown.unit("paragraph")).endswith("glad.”")
    assert words(grown.unit("paragraph").unit("paragraph")).endswith("back.")
    assert words(grown.unit("paragraph").unit("paragraph").unit("paragraph")).endswith("back.")


def test_at_its_other_end_a_selection_grows_backward() -> None:
    start = TEXT.string.index("it voted")
    pick = mark(clause, Pick.swap, clause, start=start)
    assert words(pick) == "The council met on Monday, and it voted for the new bridge"
    assert words(pick.move("word", 1)) == "council met on Monday, and it voted for the new bridge"
    assert words(pick.swap().move("word", -1)).endswith("the new")
    assert mark(Pick.swap).cursor == mark().cursor


def test_the_ends_move_by_characters() -> None:
    text = Text("Anti-Ann cafe\u0301s")
    pick = mark(lambda pick: pick.unit("word"), text=text)
    assert words(pick) == "Anti"
    assert words(pick.nudge(-1)) == "Ant"
    assert words(pick.nudge(-1).nudge(-1).nudge(-1).nudge(-1)) == "A"
    assert words(pick.nudge(1)) == "Anti-"
    last = mark(lambda pick: pick.move("paragraph", 1).unit("word"), text=text)
    assert words(last) == "cafe\u0301s"
    assert words(last.nudge(1)) == "cafe\u0301s"
    assert words(last.nudge(-1).nudge(-1)) == "caf"
    inside = mark(lambda pick: pick.nudge(1), Pick.toggle, text=text)
    assert words(inside) == "n"
    assert words(inside.move("word", 1)) == "nti-"
    assert words(inside.swap().nudge(-1)) == "n"


def test_a_quotation_is_always_the_one_at_the_cursor() -> None:
    pick = mark(lambda pick: pick.unit("quotation"))
    assert words(pick) == "“We have waited long,”"
    assert words(pick.unit("quotation")) == "“We have waited long,”"
    assert mark(lambda pick: pick.unit("quotation"), text=Text("None.")).selected is None


def test_parts_are_kept_in_the_order_of_the_text() -> None:
    pick = mark(clause, Pick.keep, start=TEXT.string.index("came"))
    assert pick.selected is None
    pick = pick.to(0).unit("word").keep()
    assert said(TEXT, pick.spans) == ["The", "came back"]
    assert said(TEXT, pick.unit("word").move("word", 1).spans) == ["The council", "came back"]


def test_pieces_that_touch_are_one() -> None:
    text = Text("one two three.\n\nfour five")
    assert joined(text, [Span(4, 7), Span(0, 3)]) == (Span(0, 7),)
    assert joined(text, [Span(0, 7), Span(4, 13), Span(8, 9)]) == (Span(0, 13),)
    assert joined(text, [Span(0, 3), Span(8, 20)]) == (Span(0, 3), Span(8, 14), Span(16, 20))
    assert joined(text, [Span(8, 20)]) == (Span(8, 20),)


# What was marked, as a selector


def test_the_shortest_spelling_that_is_clear() -> None:
    text = Text(
        "The two met. The two sides, the two, and the two left.\n\nThe end of the two came.\n\n"
        "The end."
    )

    def at(words: str, nth: int = 0) -> Any:
        start = -1
        for _ in range(nth + 1):
            start = text.string.index(words, start + 1)
        return selector(text, [Span(start, start + len(words))])

    assert at("sides") == "sides"
    assert at("The end", 0) == {"exact": "The end", "paragraph": 2}
    assert at("the two", 2) == {"exact": "the two", "paragraph": 2}
    assert at("The two", 0) == {"exact": "The two", "suffix": " met."}
    assert at("the two", 0) == {"exact": "the two", "prefix": "sides, "}


def test_parts_are_spelled_each_as_short_as_can_be() -> None:
    text = Text("He came and he left, and he sang.\n\nHe slept.")
    spans = [Span(0, 7), Span(15, 19), Span(25, 27)]
    assert selector(text, spans) == {"parts": ["He came", "left", "he"]}
    spans = [Span(0, 2), text.paragraphs[1]]
    assert selector(text, spans) == {
        "parts": [
            {"exact": "He", "paragraph": 1},
            {"exact": "He slept.", "paragraph": 2},
        ]
    }


@settings(max_examples=60, deadline=None)
@given(st.text("ab ", min_size=1, max_size=40), st.data())
def test_a_text_that_repeats_itself_can_be_told_apart(string: str, data: st.DataObject) -> None:
    text = Text(string)
    offsets = st.integers(0, len(string))
    spans = data.draw(st.lists(st.tuples(offsets, offsets), min_size=1, max_size=3))
    chosen = [Span(*sorted(span)) for span in spans]
    chosen = [span for span in chosen if string[slice(*span)].strip()]
    if chosen:
        value = selector(text, chosen)
        assert resolve(text, read(value)) == Match(joined(text, chosen))
