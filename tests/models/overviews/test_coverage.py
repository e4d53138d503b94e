"""How much of the text is annotated, and what nobody claimed: facts of the article that ships, read from
its text, and what no article may upset."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.overviews.coverage import Covered, Unclaimed, words, work_out
from models.overviews.shades import BARE, NAMED, TOLD, Shades
from models.views.coverage import Coverage, coverage
from tui.written import as_data
from tui.written.coverage import share, written

MISSED = """\
Northland called its ambassador home on Friday. “We never wanted this quarrel. We shall not be the ones to \
end it,” said the minister, Ada Brandt.

Nobody answered. In the capital the envoy met Boris Keller, and Ada Brandt stayed away.

Trade went on as before.
"""
RECORDS = """
    actors:
      - {id: northland, name: Northland, kind: state}
    events:
      - {id: recall, title: Recalled, at: called its ambassador home}
    context:
      - {id: trade, kind: economy, gloss: no embargo, at: Trade went on}
"""


@pytest.fixture(scope="module")
def shipped(bundled) -> Covered:
    return work_out(bundled)


def of_paragraph(found: Covered, number: int) -> list:
    return [each for each in found.sentences if each.paragraph == number]


# The article that ships


def test_each_of_its_sixteen_sentences_is_told_and_nothing_is_unclaimed(shipped, bundled):
    assert len(shipped.sentences) == 16
    assert [len(of_paragraph(shipped, number)) for number in range(1, 15)] == [
        1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1,
    ]  # fmt: skip
    assert shipped.count(Coverage.FULL) == 16
    assert (shipped.names, shipped.quotations, shipped.complete) == ((), 0, True)
    assert not any(each.missing for each in shipped.sentences)


def test_what_is_not_told_is_what_the_text_has_between_the_records(shipped):
    talks = of_paragraph(shipped, 2)[0]
    assert (talks.letters, talks.told, talks.named) == (64, 29, 31)  # “from” is nobody's
    untold = {
        4: "hesaid",
        5: "yetwas",
        14: "and",
    }
    for number, letters in untold.items():
        (sentence,) = of_paragraph(shipped, number)
        assert sentence.letters - sentence.told - sentence.named == len(letters)
        assert sentence.named == 0


def test_what_rests_in_a_sentence_stands_by_type_in_the_order_of_the_text(shipped):
    (breach,) = of_paragraph(shipped, 10)
    assert breach.records == {
        "event": ("strikes", "recall", "barred-return", "cancelled"),
        "context": ("soured",),
        "actor": ("pakistan", "iran", "ambassador-pk", "ambassador-ir"),
        "place": ("tehran", "islamabad"),
    }
    (claims,) = of_paragraph(shipped, 12)
    assert claims.records["event"] == ("strike-pakistan", "strike-iran")
    assert claims.records["quote"] == ("s-hit-islamabad", "s-hit-tehran")
    assert [*of_paragraph(shipped, 4)[0].records] == ["quote"]


# What nobody claimed


def test_names_and_quotations_that_nobody_claimed_are_told_where_they_stand(document):
    desk = document(RECORDS, MISSED)
    found = work_out(desk)
    assert found.names == ("Ada Brandt", "Boris Keller")
    assert found.quotations == 1
    told = [[words(desk.text, each) for each in sentence.unclaimed] for sentence in found.sentences]
    quotation = "“We never wanted this quarrel. We shall not be the ones to end it,”"
    assert told == [
        [],
        [quotation],
        [quotation, "Ada Brandt"],
        [],
        ["Boris Keller", "Ada Brandt"],
        [],
    ]
    levels = [sentence.level for sentence in found.sentences]
    assert levels == [Coverage.FULL, *[Coverage.NONE] * 4, Coverage.FULL]
    assert [each.missing for each in found.sentences] == [False, True, True, True, True, False]


def test_a_name_that_a_record_has_in_one_place_is_nobodys_in_the_other(document):
    desk = document(
        "actors:\n  - {id: b, name: Minister, kind: person, at: {exact: Ada Brandt, paragraph: 2}}\n",
        MISSED,
    )
    nobodys = [each for sentence in work_out(desk).sentences for each in sentence.unclaimed]
    places = [each.start for each in nobodys if words(desk.text, each) == "Ada Brandt"]
    assert places == [MISSED.index("Ada Brandt")]


def test_where_records_could_not_be_read_nothing_is_said_to_be_unclaimed(article):
    loaded = article("actors:\n  - {id: a, name: [wrong], kind: state}\n", MISSED)
    found = work_out(loaded.document)
    assert not found.complete
    assert (found.names, found.quotations) == ((), 0)
    assert "not known" in "\n".join(written(loaded.document))


def test_of_two_names_one_inside_the_other_the_longer_is_told(document):
    text = "On Monday the envoy met Ada Brandt of the River Council and then Ada Brandt left.\n"
    desk = document("", text)
    (sentence,) = work_out(desk).sentences
    reach = 0
    for each in sentence.unclaimed:
        assert each.start >= reach
        reach = each.end


# Whatever a file holds


@pytest.mark.parametrize("text", ["", "\n", "   \n\n  \n"])
def test_an_article_without_text_has_no_sentences(document, text):
    desk = document("actors:\n  - {id: a, name: A, kind: state}\n", text)
    assert work_out(desk) == Covered((), (), 0, True)
    assert "0 sentences" in "\n".join(written(desk))


def test_an_article_without_records_is_bare(document):
    found = work_out(document())
    assert found.count(Coverage.NONE) == len(found.sentences) == 3
    assert (found.told, found.letters > 0) == (0, True)


def test_a_record_in_pieces_covers_these_and_not_what_lies_between(document):
    desk = document("events:\n  - {id: e, title: t, at: {parts: [Iran struck, on Monday]}}\n")
    first = work_out(desk).sentences[0]
    assert (first.told, first.letters) == (len("Iranstruck") + len("onMonday"), 23)
    assert first.records == {"event": ("e",)}


def test_a_record_over_several_sentences_rests_in_each(document):
    desk = document("events:\n  - {id: e, title: t, at: [on Monday. Pakistan’s, Tehran denied]}\n")
    found = work_out(desk)
    assert [each.records for each in found.sentences] == [{"event": ("e",)}] * 3
    assert [each.told for each in found.sentences] == [8, 9, 12]


def test_letters_are_those_of_any_script(document):
    desk = document("events:\n  - {id: e, title: t, at: پاکستان}\n", "پاکستان و ایران ۲۰۲۴.\n")
    (sentence,) = work_out(desk).sentences
    assert (sentence.letters, sentence.told) == (7 + 1 + 5 + 4, 7)


def test_all_of_it_is_data_for_a_program(bundled, document):
    from models.overviews import VIEWS

    view = next(each for each in VIEWS if each.name == "coverage")
    data = json.loads(json.dumps(as_data(view, bundled)))
    assert len(data["sentences"]) == 16
    assert data["sentences"][3]["records"]["quote"] == ["s-channels"]
    hostile = document(RECORDS, "\u202e[/] [@click=x] Ada “x”\n" * 3)
    json.dumps(as_data(view, hostile))
    assert [*written(hostile)]


@given(st.data())
def test_levels_are_those_of_the_articles_margin(document, data):
    snippets = ["Iran", "struck a base", "“we are calm,”", "Tehran denied it", "home.\n\nTehran"]
    chosen = data.draw(st.lists(st.sampled_from(snippets), max_size=4, unique=True))
    kinds = data.draw(st.lists(st.booleans(), min_size=4, max_size=4))
    events = [
        f"  - {{id: e{at}, title: t, at: {json.dumps(words, ensure_ascii=False)}}}"
        for at, (words, tells) in enumerate(zip(chosen, kinds, strict=False))
        if tells
    ]
    actors = [
        f"  - {{id: a{at}, name: x{at}, kind: state, at: {json.dumps(words, ensure_ascii=False)}}}"
        for at, (words, tells) in enumerate(zip(chosen, kinds, strict=False))
        if not tells
    ]
    records = "\n".join(["events:"] * bool(events) + events + ["actors:"] * bool(actors) + actors)
    desk = document(records + "\n")
    for sentence in work_out(desk).sentences:
        assert sentence.level is coverage(desk, sentence.start, sentence.end)
        assert 0 <= sentence.told + sentence.named <= sentence.letters


@given(
    st.text(alphabet="aZ9 .é字\ud800", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), max_size=6),
)
def test_shades_are_what_each_letter_has(string, pieces):
    inside = [(start, min(end, len(string)), tells) for start, end, tells in pieces]
    expected = [0, 0, 0]
    for at, char in enumerate(string):
        if char.isalnum():
            over = [tells for start, end, tells in inside if start <= at < end]
            expected[TOLD if any(over) else NAMED if over else BARE] += 1
    assert Shades(string, inside).counts(0, len(string)) == tuple(expected)


@pytest.mark.parametrize(
    ("told", "letters", "said"),
    [(0, 0, ""), (0, 9, "0%"), (1, 999, "1%"), (998, 999, "99%"), (9, 9, "100%"), (1, 3, "33%")],
)
def test_only_all_is_a_hundred_percent_and_only_nothing_none(told, letters, said):
    assert share(told, letters) == said


def test_a_text_of_two_thousand_paragraphs_is_worked_out_in_one_pass(document):
    lines = [f"Troops crossed the river at post {number}. Nobody saw it." for number in range(2000)]
    records = "events:\n" + "".join(
        f"  - {{id: e{number}, title: t, at: 'post {number}.'}}\n" for number in range(0, 2000, 50)
    )
    whole = "  - {id: whole, title: all, at: Troops crossed the river at post 0.}\n"
    found = work_out(document(records + whole, "\n\n".join(lines) + "\n"))
    assert len(found.sentences) == 4000
    assert found.count(Coverage.NONE) == 4000 - 40
    assert found.sentences[0].records == {"event": ("whole", "e0")}


def test_unclaimed_things_compare_by_what_and_where():
    assert Unclaimed("name", 1, 4) == Unclaimed("name", 1, 4) != Unclaimed("quotation", 1, 4)
