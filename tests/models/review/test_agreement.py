"""How far people agree: published worked examples, missing answers, and what has no number."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.review.agreement import (
    NO_MENTIONS,
    NOTHING_SHARED,
    ONE_ANSWER,
    ONE_PERSON,
    TOO_MANY,
    MissingLibraryError,
    Statistic,
    agreement,
    overlap,
)
from models.text import Span

if TYPE_CHECKING:
    from models.review.agreement import Answers


def rows(*told: str) -> Answers:
    """Answers a letter or digit each, a person a line; `.` for a missing one."""
    return {
        f"person {number}": {
            f"unit {unit}": answer for unit, answer in enumerate(row.split()) if answer != "."
        }
        for number, row in enumerate(told)
    }


def table(**cells: int) -> Answers:
    """Two people's answers from a table of counts: `yn=5` is five units to which one said y, the other
    n."""
    one = [answers[0] for answers, count in cells.items() for _ in range(count)]
    other = [answers[1] for answers, count in cells.items() for _ in range(count)]
    return rows(" ".join(one), " ".join(other))


# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011)

BINARY = rows("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = rows("a a b b d c c c e d d a", "b a b b b c c c e d d d")
MISSING = rows(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# The worked example of the encyclopaedia article "Krippendorff's alpha"
THREE = rows(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)


@pytest.mark.parametrize(
    ("answers", "alpha"),
    [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743), (THREE, 0.691)],
    ids=["binary", "nominal", "missing", "three"],
)
def test_alpha_of_published_examples(answers: Answers, alpha: float) -> None:
    assert agreement(answers).alpha.value == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize(
    ("answers", "observed", "kappa"),
    [
        (table(yy=20, yn=5, ny=10, nn=15), 0.7, 0.4),  # the example most often printed
        (table(yy=45, yn=15, ny=25, nn=15), 0.6, 0.1304),  # the same observed, unlike margins
        (table(yy=25, yn=35, ny=5, nn=35), 0.6, 0.2593),
        (  # Cohen 1960: 200 cases, three diagnoses, in hundredths
            table(pp=44, pn=5, ps=1, np=7, nn=20, ns=3, sp=9, sn=5, ss=6),
            0.7,
            0.492,
        ),
    ],
    ids=["20-5-10-15", "45-15-25-15", "25-35-5-35", "Cohen 1960"],
)
def test_kappa_of_published_examples(answers: Answers, observed: float, kappa: float) -> None:
    found = agreement(answers)
    assert found.observed.value == pytest.approx(observed)
    assert found.kappa.value == pytest.approx(kappa, abs=0.0005)
    assert len(found.pairs) == 1


# Missing answers


def test_a_pair_is_measured_on_what_both_have_answered() -> None:
    answers = rows("y y n n y .", "y n n y . y", ". . . . . .")
    found = agreement(answers)
    assert found.units == 4
    [pair] = found.pairs
    assert pair.people == ("person 0", "person 1")
    assert (pair.units, pair.observed) == (4, 0.5)
    assert found.kappa == pair.kappa == Statistic(0.0)


def test_kappa_of_several_is_the_mean_of_the_pairs_that_share_something() -> None:
    answers = rows("y n y n . .", "y n n n y n", ". . . . y n")
    found = agreement(answers)
    assert [pair.people for pair in found.pairs] == [
        ("person 0", "person 1"),
        ("person 1", "person 2"),
    ]
    assert [pair.kappa.value for pair in found.pairs] == [0.5, 1.0]
    assert found.kappa == Statistic(0.75)
    assert found.observed == Statistic(0.875)


# What has no number


def test_one_person_alone_agrees_with_nobody() -> None:
    for answers in ({}, rows("y n y"), rows("y n y", ". . .")):
        found = agreement(answers)
        assert found.units == 0
        assert {found.observed, found.kappa, found.alpha} == {Statistic(None, ONE_PERSON)}


def test_people_who_share_nothing_have_no_agreement() -> None:
    found = agreement(rows("y n . .", ". . y n"))
    assert (found.units, found.pairs) == (0, ())
    assert {found.observed, found.kappa, found.alpha} == {Statistic(None, NOTHING_SHARED)}


def test_where_all_say_the_same_chance_can_not_be_told() -> None:
    found = agreement(rows("y y y", "y y y", "y . y"))
    assert found.observed == Statistic(1.0)
    assert found.kappa == found.alpha == Statistic(None, ONE_ANSWER)


def test_what_only_one_has_answered_does_not_make_a_second_answer() -> None:
    found = agreement(rows("y y n", "y y ."))
    assert found.alpha == Statistic(None, ONE_ANSWER)


def test_a_mean_tells_which_pairs_it_leaves_out() -> None:
    found = agreement(rows("y y y y", "y y y y", "y y y n"))
    assert found.kappa == Statistic(0.0, "of 2 of 3 pairs")
    assert found.alpha.value == pytest.approx(0.0)


def test_two_who_never_say_the_same_are_below_chance() -> None:
    found = agreement(rows("y n", "n y"))
    assert found.observed == Statistic(0.0)
    assert found.kappa == Statistic(-1.0)
    assert found.alpha == Statistic(-0.5)


def test_a_question_with_a_thousand_answers_is_quick_and_one_with_too_many_says_so() -> None:
    many = {str(number): f"answer {number}" for number in range(3000)}
    found = agreement({"one": many, "other": {**many, "0": "another"}})
    assert found.alpha.value == pytest.approx(1 - 1 / 3000, abs=1e-6)
    many = {str(number): str(number) for number in range(10_001)}
    found = agreement({"one": many, "other": many})
    assert found.observed == Statistic(1.0)
    assert found.kappa == found.alpha == Statistic(None, TOO_MANY)


def test_a_missing_library_is_said_with_how_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nltk.metrics.agreement", None)
    with pytest.raises(MissingLibraryError, match=r"pip install 'copydesk\[agreement\]'"):
        agreement(BINARY)


PEOPLE = st.dictionaries(
    st.sampled_from("abcd"),
    st.dictionaries(st.sampled_from("0123456789"), st.sampled_from("xyz"), max_size=10),
    max_size=4,
)


@given(PEOPLE)
@settings(max_examples=60, deadline=None)
def test_numbers_are_in_their_range_and_each_gap_has_its_reason(answers: Answers) -> None:
    found = agreement(answers)
    for statistic, least in ((found.observed, 0), (found.kappa, -1), (found.alpha, -1)):
        if statistic.value is None:
            assert statistic.why in (ONE_PERSON, NOTHING_SHARED, ONE_ANSWER)
        else:
            assert least <= statistic.value <= 1


@given(PEOPLE)
@settings(max_examples=40, deadline=None)
def test_alpha_is_what_its_definition_says(answers: Answers) -> None:
    """Observed over expected disagreement, counted pair by pair."""
    units: dict[str, list[str]] = {}
    for own in answers.values():
        for unit, answer in own.items():
            units.setdefault(unit, []).append(answer)
    paired = [said for said in units.values() if len(said) > 1]
    pooled = [answer for said in paired for answer in said]
    found = agreement(answers).alpha.value
    if len(set(pooled)) < 2:
        assert found is None
        return
    unlike = [
        sum(one != other for one in said for other in said) / (len(said) - 1) for said in paired
    ]
    expected = sum(one != other for one in pooled for other in pooled) / (len(pooled) - 1)
    assert found == pytest.approx(1 - sum(unlike) / expected)


# Mentions


def mention(*spans: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in spans)


def test_f1_counts_the_same_the_touching_and_the_covered() -> None:
    found = overlap(
        {
            "one": {"": [mention((0, 10)), mention((20, 30)), mention((50, 60))]},
            "other": {"": [mention((0, 10)), mention((25, 35))]},
        }
    )
    assert found.mentions == 5
    assert found.exact.value == pytest.approx(2 * 1 / 5)
    assert found.touching.value == pytest.approx(2 * (2 / 3) * 1 / (2 / 3 + 1))
    assert found.points.value == pytest.approx(2 * 15 / (30 + 20))


def test_a_mention_in_pieces_is_one_mention() -> None:
    pieces = mention((0, 5), (10, 15))
    same = overlap({"one": {"": [pieces]}, "other": {"": [pieces]}})
    assert {same.exact, same.touching, same.points} == {Statistic(1.0)}
    first = overlap({"one": {"": [pieces]}, "other": {"": [mention((0, 5))]}})
    assert first.exact == Statistic(0.0)
    assert first.touching == Statistic(1.0)
    assert first.points.value == pytest.approx(2 * 5 / 15)


def test_two_records_on_one_passage_are_two_mentions() -> None:
    twice, once = [mention((0, 5))] * 2, [mention((0, 5))]
    found = overlap({"one": {"": twice}, "other": {"": once}})
    assert found.exact.value == pytest.approx(2 / 3)
    assert found.touching == Statistic(1.0)


def test_only_what_both_looked_at_is_compared() -> None:
    found = overlap(
        {"one": {"a": [mention((0, 5))], "b": [mention((7, 9))]}, "other": {"a": [mention((0, 5))]}}
    )
    assert {found.exact, found.touching, found.points} == {Statistic(1.0)}
    assert found.mentions == 2


def test_f1_of_several_is_the_mean_of_the_pairs() -> None:
    found = overlap(
        {
            "one": {"": [mention((0, 5))]},
            "other": {"": [mention((0, 5))]},
            "third": {"": [mention((7, 9))]},
        }
    )
    assert found.exact.value == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ({}, ONE_PERSON),
        ({"one": {"": [mention((0, 5))]}}, ONE_PERSON),
        ({"one": {"": []}, "other": {"": []}}, NO_MENTIONS),
        ({"one": {"a": [mention((0, 5))]}, "other": {"b": [mention((0, 5))]}}, NOTHING_SHARED),
    ],
)
def test_mentions_without_a_number_have_a_reason(marks: dict, why: str) -> None:
    found = overlap(marks)
    assert {found.exact, found.touching, found.points} == {Statistic(None, why)}


def test_who_marks_nothing_where_another_does_agrees_on_none_of_it() -> None:
    found = overlap({"one": {"": [mention((0, 5))]}, "other": {"": []}})
    assert {found.exact, found.touching, found.points} == {Statistic(0.0)}
