"""Selectors and names: found where they stand, or an honest reason why not."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.anchors import MANY, Failure, Match, NameHit, Names, occurrences, resolve
from models.article import Selector
from models.text import Searchable, Span, Text, fold, is_word

PIECES = [
    "Pakistan’s “security”", "Pakistan's \"security\"", "the two countries", "he said", "e", "aa",
    "E", "co\u00adoperation", "cafe\u0301", "café", "\u0301", "q\u0302\u0301\u0323", "\r\n", "\n\n",
    " ", "\u00a0", "\u200b", "👨\u200d👩\u200d👧", "می\u200cگوید", "حسین", "\u1112\u1161\u11ab",
    "한", "नई", ".", "“", "‑", "Straße", "\ud800", "U.S.",
]  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=()), max_size=3))
).map("".join)
snippets = st.one_of(texts, st.sampled_from(PIECES), st.just(""))
simple = st.builds(
    Selector,
    exact=st.none() | snippets,
    prefix=snippets,
    suffix=snippets,
    paragraph=st.none() | st.integers(-1, 4),
)
selectors = st.one_of(
    simple,
    st.builds(
        Selector,
        exact=st.none() | snippets,
        paragraph=st.none() | st.integers(-1, 4),
        parts=st.lists(simple, max_size=3).map(tuple),
    ),
)

ARTICLE = """Pakistan, Iran agree to expand ties

Foreign ministers of the two countries met. They held talks near a border town on Oct. 7.

“All these channels were operational,” he said. He spoke of the two countries.

Abdollahian said the two countries had Pakistan’s trust. “We consider Iran’s security,” he said.
"""


def place(found: Match | Failure) -> list[str]:
    assert isinstance(found, Match), found
    return [ARTICLE[start:end] for start, end in found.spans]


def failure(found: Match | Failure) -> Failure:
    assert isinstance(found, Failure), found
    return found


@pytest.fixture(scope="module")
def article() -> Text:
    return Text(ARTICLE)


@st.composite
def quoted(draw: st.DrawFn) -> tuple[Text, Span]:
    """A text, and a range of it that is not white space alone."""
    string = draw(texts.filter(str.strip))
    inked = draw(st.sampled_from([at for at, char in enumerate(string) if not char.isspace()]))
    start = draw(st.integers(0, inked))
    return Text(string), Span(start, draw(st.integers(inked + 1, len(string))))


def standing(string: str, snippet: str) -> int:
    return sum(string.startswith(snippet, at) for at in range(len(string)))


@given(quoted())
def test_a_snippet_resolves_to_where_it_was_taken(passage: tuple[Text, Span]) -> None:
    text, span = passage
    exact = text.string[span.start : span.end]
    found = resolve(text, Selector(exact=exact))
    times = standing(text.string, exact)
    if times == 1:
        assert found == Match((span,), folded=False)
    else:
        assert failure(found).reason == "ambiguous"
        assert failure(found).count == times


@given(quoted())
def test_the_text_around_it_tells_a_snippet_from_its_likes(passage: tuple[Text, Span]) -> None:
    text, span = passage
    for width in range(len(text.string) + 1):
        before = text.string[max(0, span.start - width) : span.start]
        after = text.string[span.end : span.end + width]
        exact = text.string[span.start : span.end]
        if standing(text.string, before + exact + after) == 1:
            found = resolve(text, Selector(exact=exact, prefix=before, suffix=after))
            assert found == Match((span,), folded=False)
            return
        assert not isinstance(
            resolve(text, Selector(exact=exact, prefix=before, suffix=after)), Match
        )
    raise AssertionError("the whole text occurs once")


@given(quoted())
def test_the_paragraph_tells_a_snippet_from_its_likes(passage: tuple[Text, Span]) -> None:
    text, span = passage
    exact = text.string[span.start : span.end]
    number = text.paragraph_at(span.start + len(exact) - len(exact.lstrip()))
    home = text.paragraphs[number]
    if home.start <= span.start and span.end <= home.end:
        found = resolve(text, Selector(exact=exact, paragraph=number + 1))
        inside = standing(text.string[home.start : home.end], exact)
        around = sum(
            text.paragraph_at(at) == number
            for at in range(len(text.string))
            if text.string.startswith(exact, at)
        )
        assert isinstance(found, Match) or max(inside, around) > 1
        if isinstance(found, Match):
            assert found == Match((span,), folded=False)


@given(quoted())
def test_a_folded_snippet_is_found_too(passage: tuple[Text, Span]) -> None:
    text, span = passage
    plain = fold(text.string[span.start : span.end]).strip()
    found = resolve(text, Selector(exact=plain)) if plain else None
    if isinstance(found, Match):
        (where,) = found.spans
        assert fold(text.string[where.start : where.end]) in (plain, fold(plain))
        assert found.folded == (text.string[where.start : where.end] != plain)


@given(texts, selectors)
def test_nothing_raises(string: str, selector: Selector) -> None:
    text = Text(string)
    found = resolve(text, selector)
    if isinstance(found, Match):
        assert len(found.spans) == (len(selector.parts) or 1)
        end = 0
        for span in found.spans:
            assert end <= span.start < span.end <= len(string)
            end = span.end
    else:
        assert found.message.endswith(".")
        assert isinstance(found.mend, str)
        assert (found.count > 1) == (found.reason == "ambiguous") == bool(found.paragraphs)
        assert found.nearest is None or found.reason == "not found"


def test_curly_quotes_match_straight_ones_only_by_folding(article: Text) -> None:
    start = ARTICLE.index("Pakistan’s trust")
    stored = Match((Span(start, start + 16),), folded=False)
    assert resolve(article, Selector(exact="Pakistan’s trust")) == stored
    found = resolve(article, Selector(exact='"We consider Iran\'s security,"'))
    assert place(found) == ["“We consider Iran’s security,”"]
    assert isinstance(found, Match)
    assert found.folded


def test_an_exact_match_beats_folded_ones() -> None:
    text = Text("Iran’s and Iran's")
    assert resolve(text, Selector(exact="Iran's")) == Match((Span(11, 17),), False)
    assert failure(resolve(text, Selector(exact="Iran´s"))).reason == "ambiguous"


def test_several_places_are_never_a_guess(article: Text) -> None:
    found = failure(resolve(article, Selector(exact="the two countries")))
    assert (found.reason, found.code, found.count) == ("ambiguous", "E102", 3)
    assert found.paragraphs == (2, 3, 4)
    assert found.message == "“the two countries” occurs 3 times, in paragraphs 2, 3, 4."
    assert [ARTICLE[start:end] for start, end in found.spans] == ["the two countries"] * 3


@pytest.mark.parametrize(
    "selector",
    [
        Selector(exact="the two countries", paragraph=4),
        Selector(exact="the two countries", prefix="Abdollahian said"),
        Selector(exact="the two countries", prefix="Abdollahian said "),
        Selector(exact="the two countries", suffix="had Pakistan's"),
        Selector(exact="the two countries", prefix="said", suffix="had"),
        Selector(exact="the  two\ncountries", prefix="trust.\n\nAbdollahian said"[8:]),
    ],
)
def test_context_folds_and_minds_no_space_where_it_joins(article: Text, selector: Selector) -> None:
    found = resolve(article, selector)
    assert place(found) == ["the two countries"]
    assert isinstance(found, Match)
    assert article.paragraph_at(found.spans[0].start) == 3
    assert found.folded == ("\n" in (selector.exact or ""))


def test_overlapping_occurrences_count() -> None:
    assert failure(resolve(Text("abababa"), Selector(exact="aba"))).count == 3


def test_occurrences_are_counted_only_so_far() -> None:
    found = failure(resolve(Text("a " * 100_000), Selector(exact="a")))
    assert found.count == MANY
    assert "100 times or more" in found.message


def test_a_snippet_cut_inside_words_is_found_in_a_long_text() -> None:
    filler = "lorem ipsum dolor sit amet, " * 1000
    text = Text(f"{filler}recalling its ambassador to Tehran. {filler}")
    for exact in (
        "ling its ambass",
        "alling its",
        "its ambassado",
        "ambassad",
        "g its a",
        "r to T",
    ):
        found = resolve(text, Selector(exact=exact))
        assert found == Match(
            (Span(text.string.index(exact), text.string.index(exact) + len(exact)),)
        )


@given(st.lists(st.sampled_from(["ab", "a", "b", " ", ".", "\u0301", "é"])).map("".join), snippets)
def test_looking_up_finds_what_scanning_finds(string: str, needle: str) -> None:
    string = (string + " ab a.b ") * (5000 // (len(string) + 8) + 1)
    for wanted in (needle, string[7:12], string[40:43], string[-9:]):
        if wanted:
            scanned = [at for at in range(len(string)) if string.startswith(wanted, at)]
            assert list(occurrences(Searchable(string), wanted, 0, len(string))) == scanned


def parts(*snippets: str | Selector, paragraph: int | None = None) -> Selector:
    made = (Selector(exact=part) if isinstance(part, str) else part for part in snippets)
    return Selector(parts=tuple(made), paragraph=paragraph)


def test_parts_follow_each_other_in_one_paragraph(article: Text) -> None:
    assert place(resolve(article, parts("Foreign ministers", "held talks"))) == [
        "Foreign ministers",
        "held talks",
    ]
    assert place(resolve(article, parts("We consider", "he said"))) == ["We consider", "he said"]
    assert place(resolve(article, parts("the two", "he said", paragraph=4))) == [
        "the two",
        "he said",
    ]
    elsewhere = Selector(exact="he said", paragraph=4)
    assert place(resolve(article, parts("Foreign ministers", elsewhere)))[1] == "he said"


def test_the_part_that_fails_is_named(article: Text) -> None:
    backwards = failure(resolve(article, parts("held talks", "Foreign ministers")))
    assert (backwards.reason, backwards.part) == ("not found", 1)
    assert backwards.selector.exact == "Foreign ministers"
    several = failure(resolve(article, parts("Abdollahian", "s")))
    assert (several.reason, several.part, several.paragraphs) == ("ambiguous", 1, (4,))
    first = failure(resolve(article, parts("the two countries", "held")))
    assert (first.reason, first.part) == ("ambiguous", 0)


@pytest.mark.parametrize(
    ("selector", "detail"),
    [
        (Selector(), "no words"),
        (Selector(exact=""), "no words"),
        (Selector(exact=" \n"), "no words"),
        (Selector(prefix="x"), "no words"),
        (Selector(exact="Iran", paragraph=0), "names paragraph 0, but the text has 4"),
        (Selector(exact="Iran", paragraph=5), "names paragraph 5, but the text has 4"),
        (Selector(exact="Iran", parts=(Selector(exact="x"),)), "belong in them"),
        (Selector(prefix="Iran", parts=(Selector(exact="x"),)), "belong in them"),
        (parts("held", Selector()), "no words"),
        (parts("held", parts("talks")), "parts inside a part"),
    ],
)
def test_a_selector_that_says_too_little_or_too_much(
    article: Text, selector: Selector, detail: str
) -> None:
    found = failure(resolve(article, selector))
    assert found.reason == "bad selector"
    assert detail in found.message


def test_what_is_not_there_gets_the_closest_passage(article: Text) -> None:
    found = failure(resolve(article, Selector(exact="Foreign minister of the both countries")))
    assert (found.reason, found.code) == ("not found", "E101")
    assert found.nearest is not None
    assert found.nearest.snippet == "Foreign ministers of the two countries"
    assert ARTICLE[slice(*found.nearest.span)] == found.nearest.snippet
    assert found.mend == "Did you mean “Foreign ministers of the two countries” in paragraph 2?"
    assert failure(resolve(article, Selector(exact="qwertz yxcvb"))).mend.startswith(
        "Copy the words"
    )


def test_a_quotation_is_meant_with_both_of_its_marks() -> None:
    text = Text("“We are calm,” he said.")
    found = failure(resolve(text, Selector(exact="“We were calm")))
    assert found.mend == "Did you mean “We are calm,” in paragraph 1?"
    for blank in ("\r\n", " ", ""):
        assert failure(resolve(Text(blank), Selector(exact="“We were calm”"))).mend


def test_what_stands_in_another_paragraph_is_pointed_out(article: Text) -> None:
    found = failure(resolve(article, Selector(exact="held talks", paragraph=3)))
    assert found.message == "“held talks” is not in the text where the anchor says."
    assert found.mend == "It is in paragraph 2: write `paragraph: 2`."
    about = failure(resolve(article, Selector(exact="held talks", suffix="never")))
    assert about.mend.startswith("Correct or take out `prefix` and `suffix`")


def test_folding_never_takes_a_letter_from_its_accent() -> None:
    text = Text("re\u0301sume\u0301 at “noon”")
    assert failure(resolve(text, Selector(exact='e at "noon"'))).reason == "not found"
    assert resolve(text, Selector(exact="résumé")) == Match((Span(0, 8),), folded=True)


def found_names(string: str, *names: tuple[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    hits = Names(names).find(Text(string))
    return [(string[hit.span.start : hit.span.end], hit.keys) for hit in hits]


@pytest.mark.parametrize(
    ("string", "name", "times"),
    [
        ("Iran, Iran’s and Iranian; Iran-backed", "Iran", 3),
        ("Jaish al-Adl (JAA), JAA.", "(JAA)", 1),
        ("Saif al‑Adl", "al-Adl", 1),
        ("the U.S. and U.S.-led, U.S.A.", "U.S.", 2),
        ("IRAN iran", "Iran", 0),
        ("Jalil\nAbbas\u00a0Jilani", "Jalil Abbas Jilani", 1),
        ("Jalil\n\nAbbas Jilani", "Jalil Abbas Jilani", 0),
        ("حسین امیرعبداللهیان گفت", "حسین امیرعبداللهیان", 1),
        ("می\u200cگوید", "می", 0),
        ("दिल्ली में", "दिल्ली", 1),
        ("दिल्ली में", "दिल", 0),
        ("Jose\u0301 met José", "José", 2),
        ("Jose\u0301", "Jose", 0),
        ("★ and ★★", "★", 3),
        ("x★", "★", 0),
        ("co\u00adop", "coop", 1),
        ("anything", " \u00a0", 0),
    ],
)
def test_names_are_whole_words(string: str, name: str, times: int) -> None:
    assert len(found_names(string, ("id", name))) == times


def test_the_longest_name_wins_and_may_have_several_owners() -> None:
    names = [
        ("front", "Baloch Liberation Front"),
        ("baloch", "Baloch"),
        ("army", "Baloch Liberation Army"),
        *(("city", "Tehran"), ("government", "Tehran"), ("city", "Tehran"), ("empty", "  ")),
    ]
    assert found_names("Baloch Liberation Army, the Baloch and Tehran", *names) == [
        ("Baloch Liberation Army", ("army",)),
        ("Baloch", ("baloch",)),
        ("Tehran", ("city", "government")),
    ]


def test_names_do_not_overlap() -> None:
    assert found_names("A B C", ("1", "A B"), ("2", "B C"), ("3", "C")) == [
        ("A B", ("1",)),
        ("C", ("3",)),
    ]


name_pieces = [
    "Iran",
    "Jaish",
    "al",
    "Adl",
    " ",
    " ",
    "-",
    "’s",
    "'",
    "(",
    "U.S.",
    "é",
    "e\u0301",
    "★",
]
name_texts = st.lists(st.sampled_from([*name_pieces, "\n\n", "\u00a0"]), max_size=25).map("".join)
name_lists = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.lists(st.sampled_from(name_pieces), max_size=4).map("".join)
    ),
    max_size=8,
)


@given(name_texts, name_lists)
@example("é", [("a", "é"), ("b", "-é")])
@example("Iran", [("a", "Iran"), ("b", "Iran-Jaish")])
def test_names_agree_with_a_plain_search(string: str, names: list[tuple[str, str]]) -> None:
    text = Text(string)
    plain = text.folded.text
    known: dict[str, tuple[str, ...]] = {}
    for key, name in names:
        folded = fold(name).strip()
        known[folded] = tuple(dict.fromkeys((*known.get(folded, ()), key)))
    expected, at = [], 0
    while at < len(plain):
        for name in sorted(filter(None, known), key=len, reverse=True):
            end = at + len(name)
            span = text.folded.original(at, end)
            if (
                plain.startswith(name, at)
                and not (at and is_word(plain[at - 1]))
                and not (end < len(plain) and is_word(plain[end]))
                and "\n\n" not in string[span.start : span.end]
            ):
                expected.append(NameHit(span, known[name]))
                at = end
                break
        else:
            at += 1
    assert Names(names).find(text) == expected


@given(texts, st.lists(st.tuples(st.sampled_from("abc"), snippets), max_size=6))
def test_no_name_raises(string: str, names: list[tuple[str, str]]) -> None:
    for hit in Names(names).find(Text(string)):
        assert fold(string[hit.span.start : hit.span.end]) in {
            fold(name).strip() for _, name in names
        }


def test_a_long_text_with_many_anchors_and_names_takes_seconds_at_most() -> None:
    chance = random.Random(7)
    vocabulary = [
        "".join(chance.choices("aeioklmnprst", k=chance.randint(2, 9))) for _ in range(20_000)
    ]
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    words = chance.choices(vocabulary, weights, k=150_000)
    text = Text(" ".join(words))
    starts = chance.choices(range(len(words) - 12), k=5000)
    wanted = [Selector(exact=" ".join(words[at : at + 8])) for at in starts]
    began = time.perf_counter()
    found = [resolve(text, selector) for selector in wanted]
    assert sum(isinstance(one, Match) for one in found) > 4900
    names = [(str(at), " ".join(words[at : at + 2])) for at in starts]
    assert len(Names(names).find(text)) > 4000
    assert time.perf_counter() - began < 10  # about one; a scan for each would take minutes


def test_names_that_many_share_and_names_within_names_take_no_time():
    text = Text("word " * 20_000)
    start = time.perf_counter()
    shared = Names((f"a{number}", "word") for number in range(5000))
    assert len(shared.find(text)) == 20_000
    nested = Names((f"a{number}", "word " * number) for number in range(1, 400))
    hits = nested.find(text)
    assert time.perf_counter() - start < 5
    assert [hit.keys for hit in hits] == [("a399",)] * (20_000 // 399)
