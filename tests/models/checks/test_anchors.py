"""Whether the text is still the same, what it has in quotation marks, and what nobody annotated."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks import check
from models.loading.reading import load_bytes
from models.problems import Problem
from models.quotations import quotations
from models.text import Text

LANGUAGE = "  language: en\n"
HASH = "c3ea50a9ad8c0b5d43ad4a04d9ac8cbdd5e1d7b5bb2cb2d0e9d2b5f6d3f9e2aa"


def found(code: str, text: str, quote: str) -> list[Problem]:
    """Problems of that code in an article with one quote."""
    body = "".join(f"    {line}\n" for line in text.splitlines())
    file = f"copydesk: 1\narticle:\n  text: |\n{body}quotes:\n  - {{id: q, {quote}}}\n"
    loaded = load_bytes(file.encode(), "x")
    assert loaded.document is not None
    return [each for each in check(loaded.document, loaded.places) if each.code == code]


# E104


def test_the_text_that_was_annotated(sees: Any, silent: Any) -> None:
    problem = sees("E104", {LANGUAGE: f"{LANGUAGE}  sha256: {HASH}\n"}, at=HASH, record="")
    right = problem.mend.split("`sha256: ")[1].split("`")[0]
    silent({LANGUAGE: f"{LANGUAGE}  sha256: {right}\n"})
    silent({LANGUAGE: f"{LANGUAGE}  sha256: ' {right.upper()} '\n"})


def test_one_letter_more_is_another_text(sees: Any) -> None:
    right = sees("E104", {LANGUAGE: f"{LANGUAGE}  sha256: {HASH}\n"}, at=HASH).mend.split()[-1]
    edits = {LANGUAGE: f"{LANGUAGE}  sha256: {right[:64]}\n", "on both shores.": "on both shores !"}
    sees("E104", edits, at=right[:64])


def test_a_text_that_is_missing_is_told_once() -> None:
    loaded = load_bytes(f"copydesk: 1\narticle: {{sha256: {HASH}}}\n".encode(), "x")
    assert loaded.document is not None
    assert [each.code for each in check(loaded.document)] == ["E207"]


# E107


def test_direct_without_quotation_marks(sees: Any, silent: Any) -> None:
    marks = "text: “We never wanted this quarrel,”"
    bare = "text: We never wanted this quarrel"
    problem = sees("E107", {marks: bare}, at="We never wanted this quarrel\n", record="q-quarrel")
    assert "Begin it with “ and end it with ”" in problem.mend
    silent({marks: "text: “We never wanted this"})  # the first part of a longer one
    silent({marks: "text: wanted this quarrel,”"})


def test_direct_where_the_text_has_no_marks(sees: Any) -> None:
    edits = {
        "form: indirect\n    gloss: the first shot was not theirs": "form: direct\n    gloss: theirs",
    }
    sees("E107", edits, at="direct\n    gloss", record="s-denial")


def test_indirect_in_quotation_marks(sees: Any, silent: Any) -> None:
    direct = "form: direct\n    text: “We never wanted this quarrel,”"
    indirect = "form: indirect\n    gloss: no quarrel was wanted\n    at: "
    for words in ("“We never wanted this quarrel,”", "We never wanted this quarrel"):
        problem = sees("E107", {direct: indirect + words}, at="indirect\n    gloss: no quarrel")
        assert "form: direct" in problem.mend
    silent({direct: f"{indirect}wanted this quarrel"})  # part of what is quoted


def test_indirect_but_written_in_quotation_marks(sees: Any) -> None:
    sees("E107", {"form: direct": "form: indirect"}, at="indirect\n    text", record="q-quarrel")


@pytest.mark.parametrize(
    "text",
    [
        "“We go,” he said.",
        "„We go,“ he said.",
        "„We go,” he said.",
        "«We go,» he said.",
        "« We go, » he said.",
        "»We go,« he said.",
        "”We go,” he said.",
        '"We go," he said.',
        "‘We go,’ he said.",
        "'We go,' he said.",
        "‹We go,› he said.",
        "「We go,」 he said.",
        "『We go,』 he said.",
    ],
)
def test_marks_of_all_kinds(text: str) -> None:
    assert found("E107", text, "form: direct, text: 'We go'") != []
    at = text.index("We go")
    (each,) = [each for each in quotations(Text(text)) if each.start < at < each.end]
    whole = text[each.start : each.end].replace("'", "''")
    assert found("E107", text, f"form: direct, text: '{whole}'") == []


def test_a_quotation_over_several_paragraphs_closes_at_the_end() -> None:
    text = "“We go.\n\n“We will be back,” he said.\n\n“This one was never closed, he said."
    assert found("E107", text, "form: direct, text: “We go.") == []
    assert found("E107", text, "form: direct, text: 'We go.'") == []  # there is no end to lack
    assert found("E107", text, "form: direct, text: 'We will be back'") != []
    assert found("E107", text, "form: direct, text: 'This one was'") == []


def test_a_quotation_that_the_reporter_cuts() -> None:
    text = "“We go,” he said, “and we come back.”"
    for parts in ("[“We go”, “and we come back.”]", "['“We go,”', '“and we come back.”']"):
        assert found("E107", text, f"form: direct, at: {{parts: {parts}}}") == []
    assert found("E107", text, "form: direct, text: '“We go,” he said, “and we come back.”'") == []
    assert found("E107", text, "form: direct, text: 'We go,” he said, “and we come back'") != []


def test_a_dash_opens_a_dialogue_too() -> None:
    assert found("E107", "— We go, he said.", "form: direct, text: We go") == []


def test_scare_quotes_do_not_make_a_quote_direct() -> None:
    text = "They struck what they called “militant targets” at night."
    assert found("E107", text, "form: indirect, gloss: g, at: militant targets") == []


# W108

LAST = "on both shores.\n"


def test_a_quotation_that_no_quote_covers(sees: Any, silent: Any) -> None:
    more = "on both shores. “It is an old quarrel,” a fisherman said.\n"
    problem = sees("W108", {LAST: more}, at="“It is an old", record="")
    assert problem.end - problem.start == len("“It is an old quarrel,”")
    assert "paragraph 3" in problem.message
    silent({LAST: "on both shores. They call it an “old quarrel”.\n"})
    silent({LAST: "on both shores. They call it the ‘very old fishing’ quarrel.\n"})
    silent({LAST: "on both shores. It’s the fishers’ boats and the ministers’ quarrels.\n"})


@pytest.mark.parametrize(
    "marked", ["„a b c“", "«a b c»", "»a b c«", '"a b c"', "「一二三四五」", "”a b c”"]
)
def test_double_marks_of_all_kinds(marked: str) -> None:
    assert len(found("W108", f"He said: {marked} then.", "form: indirect, gloss: g")) == 1


def test_a_title_is_no_quotation() -> None:
    assert (
        found("W108", "He wrote “The Old Quarrel and the New”.", "form: indirect, gloss: g") == []
    )


def test_what_is_not_closed_counts_only_if_it_goes_on() -> None:
    quote = "form: direct, text: “We will be back,”"
    text = "“We go away now.\n\n“We will be back,” he said."
    assert len(found("W108", text, quote)) == 1
    assert found("W108", "“We go away now.\n\nHe said “We will be back,” then.", quote) == []


def test_inches_are_no_quotation() -> None:
    assert found("W108", 'A 5" gun and a 6" gun and more.', "form: indirect, gloss: g") == []


@pytest.mark.parametrize("marks", ["“", "»", "'a ", '"', "‘x", "„“", "« "])
def test_many_marks_take_no_time(marks: str) -> None:
    assert len(quotations(Text(marks * 100_000))) >= 0


# I111


def test_a_paragraph_with_no_record(sees: Any, silent: Any) -> None:
    more = "on both shores.\n\n    Trade went on.\n"
    problem = sees("I111", {LAST: more}, at="Trade went", record="")
    assert "paragraph 4" in problem.message
    silent({LAST: "on both shores.\n\n    Trade went on. Southmark was glad.\n"})
    silent({LAST: "on both shores.\n\n    * * *\n"})


def test_a_quotation_that_a_record_has_wrong_is_told_once(sees: Any) -> None:
    alone = "both shores.\n\n    “This is an old quarrel,” he said.\n"
    wrong = "  - id: s-denial\n"
    quote = "  - {id: q-old, speaker: [league], form: direct, text: '“It is an old quarrel,”'}\n"
    sees("E105", {"both shores.\n": alone, wrong: quote + wrong}, at="'“It is an old")


# What could not be read may be what is missing


def test_a_file_that_is_cut_lacks_nothing(sees: Any) -> None:
    more = "on both shores. “It is an old quarrel,” Karl Holm said.\n\n    Trade went on.\n"
    sees("E004", {LAST: more, "links:\n": "links: [\n"}, at="[\n")


def test_a_record_that_can_not_be_read_is_not_missed(sees: Any) -> None:
    name = "    name: Free Strait League\n"
    problem = sees("E207", {name: ""}, at="id: league")
    assert "name" in problem.message
