"""Text: paragraphs, sentences, folding with its way back, search keys, what a screen may show."""

from __future__ import annotations

import sys
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.text import Span, Text, fold, folded, is_word, search_key, visible

PIECES = [
    "Pakistan’s “security”", "Pakistan's \"security\"", "«Téhéran»", "the two countries", "he said",
    "Oct. 7", "Mr. Amir\u00a0Abdollahian", "U.S.", "co\u00adoperation", "cafe\u0301", "café", "e",
    "\u0301", "q\u0302\u0301\u0323", "a\u0316\u0301", "\r\n", "\n", "\n\n", "\r\n\r\n", " ", "  ",
    "\t", "\u2028", "\u2029", "\u200b", "\ufeff", "👨\u200d👩\u200d👧", "🇵🇰🇮🇷", "می\u200cگوید",
    "حسین امیرعبداللهیان", "أحمد؟", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국", "नई दिल्ली",
    "你好。", ".", "…", "?”", "(", ")", "al‑Adl", "Straße", "İzmir", "ﬁ", "\x1b[31m", "\u202e",
    "\ud800",
]  # fmt: skip

texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=()), max_size=4))
).map("".join)
"""Texts of the kinds that go wrong, lone surrogates included."""


def ranges(length: int) -> st.SearchStrategy[Span]:
    """Ranges of something so long, none empty."""
    ends = st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda p: p[0] != p[1])
    return ends.map(lambda pair: Span(min(pair), max(pair)))


def cut(text: Text, spans: tuple[Span, ...]) -> list[str]:
    return [text.string[start:end] for start, end in spans]


@given(texts)
def test_paragraphs_part_the_text(string: str) -> None:
    text = Text(string)
    end = 0
    for index, span in enumerate(text.paragraphs):
        assert not string[end : span.start].strip()
        piece = string[span.start : span.end]
        assert piece
        assert piece == piece.strip()
        assert "\n\n" not in piece
        assert {text.paragraph_at(at) for at in (span.start, span.end - 1)} == {index}
        end = span.end
    assert not string[end:].strip()


@pytest.mark.parametrize(
    ("string", "paragraphs"),
    [
        ("", []),
        (" \n\n ", []),
        ("one\ntwo", ["one\ntwo"]),
        ("one\r\ntwo\r\n\r\nthree\r\n", ["one\r\ntwo", "three"]),
        ("one\rtwo\r\rthree", ["one\rtwo", "three"]),
        ("\n one \n \t\n  two\n\n\n\nthree", ["one", "two", "three"]),
        ("one\u2029two\u2028three", ["one", "two\u2028three"]),
    ],
)
def test_a_blank_line_ends_a_paragraph(string: str, paragraphs: list[str]) -> None:
    text = Text(string)
    assert cut(text, text.paragraphs) == paragraphs


def test_an_offset_between_paragraphs_belongs_to_the_one_before() -> None:
    text = Text("\n\none\n\n\ntwo\n")
    found = [text.paragraph_at(at) for at in range(len(text.string) + 1)]
    assert found == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert Text("").paragraph_at(0) == 0


@given(texts)
def test_sentences_part_the_paragraphs(string: str) -> None:
    text = Text(string)
    homes = [
        [p for p in text.paragraphs if p.start <= span.start and span.end <= p.end]
        for span in text.sentences
    ]
    assert all(len(home) == 1 for home in homes)
    end = 0
    for span in text.sentences:
        assert end <= span.start < span.end
        assert not string[end : span.start].strip()
        assert string[span.start : span.end] == string[span.start : span.end].strip()
        end = span.end
    assert not string[end:].strip()


@pytest.mark.parametrize(
    "sentences",
    [
        ["The war erupted on Oct. 7 in Gaza.", "It went on."],
        ["Mr. Jilani met J. B. Smith of the U.S. Senate at 3.5 pct.", "“Yes,” he said."],
        ["“Really?” he asked.", "“Yes!”", "He left… and returned.", "7 stayed."],
        ["It ended at 5 p.m. on No. 10 St. James St.", "She left the U.S.", "The rest stayed."],
        ["Is that so?!", "(It is.)", "No.", "That is all"],
        ["این درست است؟", "بله.", "پس برویم."],
        ["你好。", "“世界！”", "再见"],
        ["यह सच है।", "हाँ।"],
    ],
)
def test_sentences_end_where_a_reader_would_stop(sentences: list[str]) -> None:
    text = Text(" ".join(sentences))
    assert cut(text, text.sentences) == sentences


def test_no_sentence_crosses_a_paragraph() -> None:
    text = Text("A headline\n\nand a body. Of two\nlines.")
    assert cut(text, text.sentences) == ["A headline", "and a body.", "Of two\nlines."]


@pytest.mark.parametrize(
    ("string", "plain"),
    [
        ("“Pakistan’s” «X» „Y‟ ‹z›", '"Pakistan\'s" "X" "Y" \'z\''),
        ("a\u00a0b\u202f \r\n c\u2028d\te", "a b c d e"),
        ("co\u00adope\u200bration\ufeff", "cooperation"),
        ("a \u200b b", "a b"),
        ("al‑Adl, tit‐for-tat — no", "al-Adl, tit-for-tat — no"),
        ("cafe\u0301", "café"),
        ("cafe\u00ad\u0301", "café"),
        ("\u1112\u1161\u11ab", "한"),
        ("می\u200cگوید 👨\u200d👩", "می\u200cگوید 👨\u200d👩"),
        ("q\u0301\u0323", "q\u0323\u0301"),
    ],
)
def test_folding(string: str, plain: str) -> None:
    assert fold(string) == plain


def test_folding_takes_all_that_python_calls_white_space() -> None:
    spaces = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace())
    assert fold(f"a{spaces}b") == "a b"
    assert all(fold(space) == " " for space in spaces)


@given(texts)
def test_folding_is_nfc_and_does_nothing_twice(string: str) -> None:
    once = fold(string)
    assert unicodedata.is_normalized("NFC", once)
    assert fold(once) == once
    assert "  " not in once


@given(texts, st.data())
def test_a_folded_range_maps_to_what_folds_to_it(string: str, data: st.DataObject) -> None:
    copy = folded(string)
    assert copy.original(0, len(copy.text)).end <= len(string)
    if not copy.text:
        return
    start, end = data.draw(ranges(len(copy.text)))
    span = copy.original(start, end)
    assert 0 <= span.start < span.end <= len(string)
    if copy.splits(start) or copy.splits(end):
        assert copy.text[start:end] in fold(string[span.start : span.end])
    else:
        assert fold(string[span.start : span.end]) == copy.text[start:end]
        assert copy.copied(*span) == (start, end)


@given(texts, st.data())
def test_a_stored_range_maps_to_what_it_became(string: str, data: st.DataObject) -> None:
    copy = folded(string)
    if string:
        span = data.draw(ranges(len(string)))
        start, end = copy.copied(*span)
        assert 0 <= start <= end <= len(copy.text)
        if start < end:
            back = copy.original(start, end)
            lost = string[span.start : back.start] + string[back.end : span.end]
            assert not fold(lost)


def test_an_original_range_covers_whole_clusters_that_were_composed() -> None:
    copy = folded("«cafe\u0301 q\u0301\u0323»")
    assert copy.text == '"café q\u0323\u0301"'
    assert copy.original(4, 5) == Span(4, 6)
    assert copy.original(6, 7) == copy.original(7, 9) == Span(7, 10)
    assert [at for at in range(12) if copy.splits(at)] == [7, 8]


@given(texts, st.data())
def test_a_search_hit_shows_in_the_text(string: str, data: st.DataObject) -> None:
    key = Text(string).key
    assert key.text == search_key(string)
    assert search_key(key.text) == key.text
    if key.text:
        start, end = data.draw(ranges(len(key.text)))
        span = key.original(start, end)
        assert key.text[start:end] in search_key(string[span.start : span.end])


def test_an_accent_on_nothing_leaves_one_space() -> None:
    assert search_key("a\r\n\u0301\r\nb") == search_key("a \u0301 \u0301\u0302 b") == "a b"


@pytest.mark.parametrize(
    ("query", "string", "shown"),
    [
        ("erdogan", "Recep Tayyip ERDOĞAN", "ERDOĞAN"),
        ("Łódź", "in lodz", "lodz"),
        ("cafe", "a cafe\u0301s", "cafe\u0301"),
        ("strasse", "die Straße", "Straße"),
        ("iran's", "Iran’s", "Iran’s"),
        ("احمد", "قال أَحمد", "أَحمد"),
        ("한국", "\u1112\u1161\u11ab국", "\u1112\u1161\u11ab국"),
        ("izmir", "İzmir", "İzmir"),
    ],
)
def test_searching_minds_neither_case_nor_accents(query: str, string: str, shown: str) -> None:
    text = Text(string)
    start = text.key.text.index(search_key(query))
    span = text.key.original(start, start + len(search_key(query)))
    assert string[span.start : span.end] == shown


def test_searching_keeps_marks_that_make_another_letter() -> None:
    assert search_key("が") != search_key("か")
    assert search_key("दिल्ली") == "दिल्ली"


@given(texts, st.booleans())
@example("\x1b]8;;http://x\x07\x9b31m\r\n\u202e\U000e0041\uffff\U0010fffe", True)
def test_what_is_shown_neither_acts_nor_hides(string: str, plain: bool) -> None:
    shown = visible(string, ascii=plain)
    assert len(shown) == len(string)
    for before, after in zip(string, shown, strict=True):
        assert unicodedata.category(after) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(after) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip
        assert after not in "\u200b\u200e\u200f\u061c\u2060\ufeff\ufffe\uffff"
        stands_in = after in ("? " if plain else "␦ ") or 0x2400 <= ord(after) < 0x2424
        typed = plain and after.isascii() and unicodedata.category(before)[0] in "PS"
        assert before == after or stands_in or typed
    assert visible(shown, ascii=plain) == shown


def test_visible_stand_ins() -> None:
    assert visible("a\x1b[0m\x00\x7f\x85\u202e\ud800\n\t\r\r\nb") == "a␛[0m␀␡␦␦␦  ␍  b"
    assert visible("a\x1b\u202e\n\x7f…", ascii=True) == "a?? ?."


def test_ascii_types_quotes_and_dashes_and_leaves_letters() -> None:
    assert visible("“Iran’s” – «é» → 7 ¶", ascii=True) == '"Iran\'s" - "é" > 7 P'


@pytest.mark.parametrize(
    "string",
    ["[/] [sic]", "می\u200cگوید", "👨\u200d👩\u200d👧 ❤\ufe0f", "e\u0301\u00a0x\u00ad", "नई दिल्ली"],
)
def test_honest_text_is_shown_as_it_is(string: str) -> None:
    assert visible(string) is string


@pytest.mark.parametrize("char", ["a", "é", "7", "_", "\u0301", "ि", "\u200c", "한", "²"])
def test_word_characters(char: str) -> None:
    assert is_word(char)
    assert Text(char).words == {char: [0]}


@pytest.mark.parametrize("char", [" ", "-", "'", "’", ".", "“", "\u00a0", "👨"])
def test_characters_between_words(char: str) -> None:
    assert not is_word(char)
    assert not Text(char).words


@given(texts)
def test_words_are_the_runs_of_word_characters(string: str) -> None:
    spaced = "".join(c if is_word(c) else "\n" for c in string)
    words = [w for w in spaced.split("\n") if w]
    assert sorted(words) == sorted(w for w, at in Text(string).words.items() for _ in at)


@pytest.mark.parametrize(
    "string", [".", "\u200b", " ", "\n", ". ", ".'", "\x1b", "\u0316\u0301", "’", "E\u0301 "]
)
def test_hostile_repetition_costs_linear_time(string: str) -> None:
    text = Text(string * (300_000 // len(string)))
    began = time.perf_counter()
    assert text.folded is not None
    assert text.key is not None
    assert len(text.paragraphs) <= 1
    assert text.sentences is not None
    assert text.words is not None
    assert len(visible(text.string)) == len(text.string)
    assert time.perf_counter() - began < 5  # a quarter of a second; quadratic takes minutes
