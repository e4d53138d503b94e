"""Who speaks and who never does: counted by hand in the article that ships, and whatever a file holds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.overviews import VIEWS
from models.overviews.voices import Unheard, Voice, Voices, work_out
from tui.written import as_data
from tui.written.voices import ranges, written


@pytest.fixture(scope="module")
def shipped(bundled) -> Voices:
    return work_out(bundled)


def voice(found: Voices, record: str) -> Voice:
    return next(each for each in found.speakers if each.id == record)


def unheard(found: Voices, record: str) -> Unheard:
    return next(each for each in found.unheard if each.id == record)


# The article that ships


def test_the_iranian_minister_says_the_most_and_then_the_pakistani(shipped):
    assert [each.id for each in shipped.speakers] == [
        "abdollahian", "jilani", "pakistan", "iran", "gov-pakistan", "gov-iran",
    ]  # fmt: skip
    assert (shipped.quotes, shipped.direct, shipped.unattributed) == (13, 3, 0)
    assert shipped.paragraphs == 14


def test_his_words_are_counted_as_they_stand_in_the_text(shipped):
    minister = voice(shipped, "jilani")
    assert (minister.direct, minister.direct_words) == (1, 31)  # “All these … fairly quickly,”
    said = "the neighbours could talk to each other through several strong channels"
    agreed = (
        "each would combat terrorism in its own areas and that a system of consultations would be "
        "set up between their foreign ministers to keep watch on progress in various sectors"
    )
    assert minister.indirect_words == len(said.split()) + len(agreed.split())
    assert minister.paragraphs == (3, 4, 6)
    assert minister.about == (("pakistan", 3), ("iran", 3))
    assert minister.nowhere == 0


def test_the_office_of_a_speaker_or_what_it_is(shipped):
    assert voice(shipped, "jilani").office == "caretaker foreign minister of Pakistan"
    assert voice(shipped, "abdollahian").office == "foreign minister of Iran"
    assert voice(shipped, "gov-iran").office == "government"
    assert unheard(shipped, "jaa").office == "armed group"


def test_a_quote_of_both_states_is_all_of_it_each_ones(shipped):
    states = voice(shipped, "pakistan"), voice(shipped, "iran")
    assert [(each.indirect, each.words) for each in states] == [(3, 19), (3, 19)]
    assert [each.paragraphs for each in states] == [(1,), (1,)]
    assert states[0].about == (("iran", 3), ("bla", 1), ("blf", 1), ("jaa", 1))


def test_who_is_named_and_never_quoted_and_who_speaks_of_it(shipped):
    assert [each.id for each in shipped.unheard] == [
        "jaa", "raisi", "ambassador-pk", "ambassador-ir", "bla", "blf", "israel", "hamas",
    ]  # fmt: skip
    group = unheard(shipped, "jaa")
    assert (group.mentions, group.paragraphs) == (3, (12,))  # militants of …, Jaish al Adl, (JAA)
    assert group.told_by == (("pakistan", 1), ("iran", 1), ("gov-iran", 1))
    assert unheard(shipped, "raisi").told_by == (("abdollahian", 1),)
    assert unheard(shipped, "hamas").told_by == ()
    assert unheard(shipped, "ambassador-pk").paragraphs == (10, 11)


def test_it_is_written_line_by_line(bundled):
    lines = [*written(bundled)]
    assert lines[0] == "Section: who speaks, 6 speakers."
    assert lines[2] == (
        "Jalil Abbas Jilani, caretaker foreign minister of Pakistan. 72 words in 3 quotes. "
        "1 direct with 31 words. 2 reported with 41 words. In paragraph 3–4, 6. "
        "About Pakistan 3 times, Iran 3 times."
    )
    assert lines[-1] == "Hamas, armed group. Never quoted, mentioned once in paragraph 2."


# Whatever a file holds


def test_nobody_and_nothing(document):
    assert work_out(document("", "")) == Voices((), (), 0, 0, 0, 0)
    assert next(iter(written(document("", "")))) == "Section: who speaks, 0 speakers."


def test_a_quote_of_nobody_here_is_without_a_speaker(document):
    found = work_out(
        document("""
        actors:
          - {id: a, name: Iran, kind: state}
        events:
          - {id: e, title: t, actors: [a, gone], targets: [e]}
        quotes:
          - {id: q, form: indirect, gloss: g, at: struck a base}
          - {id: r, form: indirect, gloss: g, speaker: [gone, e], at: denied it}
          - {id: s, form: indirect, gloss: g, speaker: [a, a, gone], about: [e, gone, s, a]}
        """)
    )
    assert found.unattributed == 2
    (speaker,) = found.speakers
    assert (speaker.indirect, speaker.words, speaker.nowhere) == (1, 0, 1)
    assert (speaker.about, speaker.paragraphs) == ((), ())


def test_words_in_two_passages_of_a_quote_count_once(document):
    (speaker,) = work_out(
        document("""
        actors:
          - {id: a, name: Iran, kind: state}
        quotes:
          - {id: q, form: indirect, gloss: g, speaker: [a], at: [struck a base, a base on Monday]}
        """)
    ).speakers
    assert speaker.words == len(["struck", "a", "base", "on", "Monday."])


def test_former_offices_are_none(document):
    (actor,) = work_out(
        document("""
        actors:
          - id: a
            name: Iran
            kind: person
            roles: [{title: envoy, status: former}, {title: judge, of: gone, status: acting}]
        """)
    ).unheard
    assert actor.office == "acting judge of gone"


def test_ties_stand_as_the_file_has_them(document):
    names = "zyxwv"
    actors = "".join(f"  - {{id: {name}, name: {name}{name}, kind: state}}\n" for name in names)
    about = ", ".join(reversed(names))
    found = work_out(
        document(
            f"actors:\n{actors}  - {{id: s, name: Iran, kind: state}}\nquotes:\n"
            f"  - {{id: q, form: indirect, gloss: g, speaker: [s], about: [{about}]}}\n"
        )
    )
    assert [each for each, _ in found.speakers[0].about] == [*names]
    assert [each.id for each in found.unheard] == [*names]


def test_many_actors_and_quotes_take_one_pass(document):
    actors = "".join(f"  - {{id: a{n}, name: N{n}, kind: state}}\n" for n in range(300))
    quotes = "".join(
        f"  - {{id: q{n}, form: indirect, gloss: g, speaker: [a{n % 150}], about: [a{n % 300}]}}\n"
        for n in range(3000)
    )
    found = work_out(document(f"actors:\n{actors}quotes:\n{quotes}"))
    assert (len(found.speakers), len(found.unheard)) == (150, 150)
    assert sum(each.quotes for each in found.speakers) == 3000
    assert all(each.told_by for each in found.unheard)


def test_all_of_it_is_data_for_a_program(bundled):
    view = next(each for each in VIEWS if each.name == "voices")
    data = json.loads(json.dumps(as_data(view, bundled)))
    assert data["speakers"][0]["id"] == "abdollahian"
    assert data["unheard"][0]["told_by"][2] == ["gov-iran", 1]


@given(st.sets(st.integers(1, 40)))
def test_numbers_in_a_row_are_told_from_to(numbers):
    said = ranges(sorted(numbers))
    told: set[int] = set()
    for part in filter(None, said.split(", ")):
        first, _, last = part.partition("–")
        told.update(range(int(first), int(last or first) + 1))
    assert told == numbers
