"""The article that ships: complete, sound, and honest about what comes from outside."""

from __future__ import annotations

import re

import pytest

from models.article import SECTIONS, Actor, Context, Event, Link, Place, Quote
from models.links import references
from models.plover import CODES
from models.shipped import bundled as shipped
from models.shipped import first_article
from models.text import Text
from models.views.coverage import Coverage, coverage

DIRECT = {
    "q-channels": "“All these channels were operational and we were able to bring whatever issue or "
    "misunderstanding that had been created between our two countries, we were able to resolve it "
    "fairly quickly,”",
    "q-brotherly": "“We consider Pakistan’s security, a brotherly, friendly and neighbourly country of "
    "Iran, as the security of the Islamic Republic of Iran and the security of the whole region,”",
    "q-terrorists": "“Through joint cooperation between Tehran and Islamabad, we will not let "
    "terrorists endanger and threaten the security of the two nations,”",
}


def test_there_is_one_to_open_when_none_is_named():
    assert first_article() == shipped("seeds/pakistan-iran.yaml")
    assert first_article().is_file()
    assert shipped("config.yaml").is_file()


def test_it_has_no_problems(bundled):
    assert bundled.problems == ()


@pytest.mark.parametrize(
    ("struct", "least"),
    [(Actor, 14), (Place, 8), (Event, 13), (Quote, 10), (Context, 6), (Link, 1)],
)
def test_it_has_enough_of_everything(bundled, struct, least):
    assert len(bundled.all(struct)) >= least


def test_every_kind_of_record_is_shown(bundled):
    assert {type(record) for record in bundled.records.values()} == set(SECTIONS.values())


def test_its_direct_quotations_stand_word_for_word(bundled):
    direct = {quote.id: quote.text for quote in bundled.all(Quote) if quote.form == "direct"}
    assert direct == DIRECT
    for key, words in DIRECT.items():
        assert bundled.text.string.count(words) == 1
        (passage,) = bundled.passages.of(key)
        assert bundled.text.string[passage.start : passage.end] == words


def test_its_indirect_quotations_put_no_words_in_a_mouth(bundled):
    for quote in bundled.all(Quote):
        if quote.form == "indirect":
            assert not quote.text
            assert quote.gloss
            assert not re.search('[“”"]', quote.gloss)


def test_every_cue_stands_in_the_paragraph_of_its_quotation(bundled):
    for quote in bundled.all(Quote):
        span = bundled.text.paragraphs[
            bundled.text.paragraph_at(bundled.passages.of(quote.id)[0].start)
        ]
        assert quote.cue in bundled.text.string[slice(*span)], quote.id


def test_the_minister_and_the_reporter_are_in_tension(bundled):
    (link,) = [link for link in bundled.all(Link) if (link.from_, link.to) == ("s-wars", "rocky")]
    assert link.rel == "in-tension-with"
    assert ("in tension with", "rocky") in [edge[:2] for edge in bundled.links.of("s-wars")]
    assert ("in tension with", "s-wars") in [edge[:2] for edge in bundled.links.of("rocky")]


def test_every_sentence_is_annotated(bundled):
    assert len(bundled.text.paragraphs) == 14
    for start, end in bundled.text.sentences:
        assert coverage(bundled, start, end) is Coverage.FULL, bundled.text.string[start:end]


def test_every_record_rests_in_the_text_or_says_it_is_from_outside(bundled):
    for record in bundled.records.values():
        if not isinstance(record, Link) and not bundled.passages.count(record.id):
            assert record.basis == "outside", record.id


def test_what_comes_from_outside_has_a_source(bundled):
    outside = [record for record in bundled.records.values() if record.basis == "outside"]
    assert outside
    assert all(record.source for record in outside)
    assert bundled.article.published_basis == "outside"
    assert bundled.article.published_source


def test_the_text_has_no_year_so_no_event_is_dated_by_it_alone(bundled):
    assert not re.search(r"\b(1[89]|20)\d\d\b", bundled.text.string)
    for event in bundled.all(Event):
        assert event.date is not None
        assert event.basis != "text", event.id


def test_what_the_text_says_of_a_date_stands_in_it(bundled):
    for event in bundled.all(Event):
        assert event.date_says in bundled.text.string, event.id


def test_every_record_is_linked(bundled):
    assert not [key for key in bundled.records if not bundled.links.of(key)]


def test_every_label_says_whose_it_is(bundled):
    labels = [label for actor in bundled.all(Actor) for label in actor.labels]
    assert labels
    assert all(label.by for label in labels)


def test_every_code_is_known_and_every_event_asserted(bundled):
    for event in bundled.all(Event):
        assert not event.code or event.code in CODES
        assert event.asserted


def test_every_reference_leads_somewhere(bundled):
    for record in bundled.records.values():
        for reference in references(record):
            assert bundled.records[reference.target].type in reference.to


def test_places_have_coordinates_inside_what_holds_them(bundled):
    """Roughly: no latitude and longitude are swapped."""
    for place in bundled.all(Place):
        if place.lat is not None and place.lon is not None:
            assert 20 < place.lat < 40 < place.lon < 80 or place.id in ("il", "gaza"), place.id


def test_the_text_is_stored_as_it_is_shown(bundled):
    assert bundled.text.string == bundled.article.text
    assert Text(bundled.text.string).folded.text.count('"') == 2 * len(DIRECT)
