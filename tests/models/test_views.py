"""What each pane shows, as rows."""

from __future__ import annotations

import pytest

from models.document import Document
from models.views.actors import actor_rows
from models.views.context import context_rows
from models.views.coverage import Coverage, coverage
from models.views.details import SHOWN_PASSAGES, detail_rows
from models.views.quotes import quote_rows
from models.views.timeline import event_rows

# Actors


def test_actors_stand_by_kind_in_the_order_of_the_file(document):
    desk = document("""
        actors:
          - {id: p1, name: Person One, kind: person}
          - {id: s1, name: State One, kind: state}
          - {id: p2, name: Person Two, kind: person}
          - {id: m, name: Paper, kind: media}
        """)
    assert [row.name if row.heading else row.id for row in actor_rows(desk)] == [
        "states", "s1", "people", "p1", "p2", "media", "m",
    ]  # fmt: skip
    assert all(not row.id for row in actor_rows(desk) if row.heading)


@pytest.mark.parametrize(
    ("fields", "short", "role"),
    [
        ("aliases: [Long Name, ABC, DEF]", "ABC", ""),
        ("aliases: [A, Abc, A1B, ABCDEFG]", "", ""),
        ("roles: [{title: envoy}, {title: judge}]", "", "envoy"),
        ("roles: [{title: envoy, status: former}]", "", "former envoy"),
    ],
)
def test_an_actor_has_its_acronym_and_first_role(document, fields, short, role):
    (_, row) = actor_rows(document(f"actors:\n  - {{id: a, name: A, kind: person, {fields}}}\n"))
    assert (row.short, row.role) == (short, role)


def test_mentions_and_quotes_of_an_actor_are_counted(document):
    desk = document("""
        actors:
          - {id: iran, name: Iran, kind: state, aliases: [Tehran], at: a base}
          - {id: quiet, name: Nobody, kind: state}
        quotes:
          - {id: q, form: indirect, gloss: g, speaker: [iran, iran]}
          - {id: r, form: indirect, gloss: g, speaker: [iran, gone]}
          - {id: s, form: indirect, gloss: g}
        """)
    assert [(row.mentions, row.quotes) for row in actor_rows(desk)[1:]] == [(3, 2), (0, 0)]


def test_the_actors_of_the_bundled_article(bundled):
    rows = {row.id: row for row in actor_rows(bundled) if row.id}
    assert len(rows) == 14
    assert [row.name for row in actor_rows(bundled) if row.heading] == [
        "states", "governments", "people", "offices", "armed groups",
    ]  # fmt: skip
    assert (rows["jaa"].short, rows["jilani"].role, rows["jilani"].quotes) == (
        "JAA", "caretaker foreign minister", 3,
    )  # fmt: skip


# Timeline


def timeline(document, events):
    return event_rows(document("events:\n" + "".join(f"  - {line}\n" for line in events)))


def test_events_stand_under_months_and_years(document):
    rows = timeline(
        document,
        [
            "{id: e, title: E, date: 2023-12-31}",
            '{id: f, title: F, date: "2024-01-05/2024-01-09"}',
            "{id: g, title: G, date: 2024}",
            "{id: h, title: H, date: 2024-02}",
            "{id: i, title: I, date: 2024-02-03}",
            '{id: j, title: J, date: "2024-03/.."}',
            "{id: k, title: K}",
            '{id: l, title: L, date: "[..2020]"}',
            '{id: m, title: M, date: "-0043-03-15"}',
            "{id: n, title: N, date: XXXX}",
        ],
    )
    assert [row.title if row.heading else f"{row.id} {row.when}" for row in rows] == [
        "start unknown", "l ≤2020", "March 44 BC", "m 15", "December 2023", "e 31", "2024", "g 2024",
        "January 2024", "f 5–9", "February 2024", "h Feb", "i 3", "2024", "j Mar →",
        "undated", "k ", "n unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "heading", "when", "doubt", "window", "open_end"),
    [
        ("2024-01-05", "January 2024", "5", "", False, False),
        ("2024-01", "January 2024", "Jan", "", False, False),
        ("2024-01~", "January 2024", "~Jan", "", False, False),
        ("2024-01-05~", "January 2024", "~5", "", False, False),
        ("2024-01-05?", "January 2024", "5", "?", False, False),
        ("[2024-01-01..2024-01-30]", "January 2024", "1–30", "?", True, False),
        ("[2024-01-01..2024-01-30~]", "January 2024", "1–~30", "?", True, False),
        ("[2024-01-30..2024-02-02]", "2024", "30 Jan–2 Feb", "?", True, False),
        ("2024-02/..", "2024", "Feb →", "", False, True),
        ("[2024-02-03..]", "2024", "≥3 Feb", "?", True, True),
        ("2024", "2024", "2024", "", False, False),
        ("2024-21", "2024", "spring", "", False, False),
        ("-0043-03-15", "March 44 BC", "15", "", False, False),
        ("[..2024-01-05]", "start unknown", "≤5 Jan", "?", True, False),
    ],
)
def test_a_row_says_when_as_its_heading_leaves_it(
    document, date, heading, when, doubt, window, open_end
):
    above, row = timeline(document, [f'{{id: e, title: E, date: "{date}"}}'])
    assert above.title == heading
    assert (row.when, row.doubt, row.window, row.open_end) == (when, doubt, window, open_end)


def test_the_words_of_the_text_stand_for_a_date(document):
    above, row, other = timeline(
        document, ["{id: e, title: E, date_says: last March}", "{id: f, title: F}"]
    )
    assert above.title == "undated"
    assert (row.when, row.doubt) == ("last March", "?")
    assert (other.when, other.doubt) == ("", "")


def test_an_undated_event_stands_where_it_is_told_to(document):
    rows = timeline(
        document,
        [
            "{id: late, title: L, date: 2024-03-01}",
            "{id: early, title: E, date: 2024-01-01}",
            "{id: x, title: X, after: early}",
        ],
    )
    assert [row.id or row.title for row in rows] == [
        "January 2024", "early", "undated", "x", "March 2024", "late",
    ]  # fmt: skip


def test_an_event_row_says_who_did_what_to_whom(document):
    desk = document("""
        actors:
          - {id: a, name: Alpha, kind: state}
          - {id: b, name: Beta, kind: state}
        events:
          - {id: e, title: E, code: ASSAULT/aerial, actors: [a, gone], targets: [b], status: planned,
             asserted: [{by: b, as: claim}]}
          - {id: f, title: F, code: NONSENSE}
        """)
    _, row, plain = event_rows(desk)
    assert (row.who, row.whom, row.quad, row.status) == (
        "Alpha, gone", "Beta", "material conflict", "planned",
    )  # fmt: skip
    assert row.attribution == "accused"
    assert (plain.quad, plain.attribution) == ("", "silent")


def test_the_timeline_of_the_bundled_article(bundled):
    rows = event_rows(bundled)
    assert [row.title for row in rows if row.heading] == ["2023", "January 2024", "2024"]
    ids = [row.id for row in rows if row.id]
    assert len(ids) == len(set(ids)) == 15
    assert ids[0] == "gaza-war"
    assert (
        ids.index("strikes") < ids.index("recall") < ids.index("envoys-back") < ids.index("talks")
    )


# Quotes


def test_quotes_stand_as_one_reads_and_unanchored_ones_last(document):
    desk = document("""
        actors:
          - {id: a, name: Alpha, kind: person}
        events:
          - {id: e, title: A briefing}
        quotes:
          - {id: nowhere, form: indirect, text: "", gloss: unplaced, speaker: [gone]}
          - {id: second, form: indirect, gloss: it did not, at: Tehran denied it}
          - {id: first, form: direct, text: we are calm, gloss: calm, speaker: [a, gone], event: e}
          - {id: mute, form: indirect}
        """)
    assert [tuple(row) for row in quote_rows(desk)] == [
        ("first", False, True, "we are calm", "Alpha, gone", "A briefing"),
        ("second", False, False, "it did not", "speaker unknown", ""),
        ("nowhere", False, False, "unplaced", "gone", ""),
        ("mute", False, False, "mute", "speaker unknown", ""),
    ]


def test_the_quotes_of_the_bundled_article(bundled):
    rows = quote_rows(bundled)
    starts = [bundled.passages.of(row.id)[0].start for row in rows]
    assert starts == sorted(starts)
    assert [row.id for row in rows if row.direct] == ["q-channels", "q-brotherly", "q-terrorists"]
    assert not [row.id for row in rows if row.speakers == "speaker unknown"]


# Context


def tree(document, places):
    rows = context_rows(document("places:\n" + "".join(f"  - {line}\n" for line in places)))
    return [("  " * row.depth + row.id) + "+" * row.parent for row in rows[1:]]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["{id: c, name: C, kind: city, in: l}", "{id: l, name: L, kind: country}"], ["l+", "  c"]),
        # in two countries: under both
        (["{id: a, name: A, kind: country}", "{id: b, name: B, kind: country}",
          "{id: x, name: X, kind: area, in: [a, b]}", "{id: y, name: Y, kind: city, in: x}"],
         ["a+", "  x+", "    y", "b+", "  x"]),
        (["{id: a, name: A, kind: country}", "{id: x, name: X, kind: area, in: [a, a]}"], ["a+", "  x"]),
        # cycles
        (["{id: a, name: A, kind: area, in: a}"], ["a"]),
        (["{id: a, name: A, kind: area, in: b}", "{id: b, name: B, kind: area, in: a}"],
         ["a+", "  b+", "    a"]),
        (["{id: r, name: R, kind: area}", "{id: a, name: A, kind: area, in: [r, b]}",
          "{id: b, name: B, kind: area, in: a}"], ["r+", "  a+", "    b+", "      a"]),
        # what it lies in is not here, or no place
        (["{id: a, name: A, kind: area, in: gone}"], ["a"]),
    ],
)  # fmt: skip
def test_places_are_a_tree_of_what_lies_in_what(document, places, expected):
    assert tree(document, places) == expected


def test_places_in_many_others_do_not_multiply(document):
    rooms = ["{id: p0, name: P, kind: area}", "{id: q0, name: Q, kind: area}"]
    for n in range(1, 60):
        rooms += [f"{{id: {x}{n}, name: P, kind: area, in: [p{n - 1}, q{n - 1}]}}" for x in "pq"]
    assert len(tree(document, rooms)) == 2 + 4 * 59


def test_notes_and_relations_follow_the_places(document):
    desk = document("""
        places:
          - {id: p, name: P, kind: city, precision: province}
          - {id: x, name: X, kind: site, precision: exact}
        context:
          - {id: n, kind: law, gloss: a rule}
        events:
          - {id: e, title: An event}
        links:
          - {from: e, rel: in-tension-with, to: n}
        """)
    rows = context_rows(desk)
    assert [row.words for row in rows] == [
        "places", "P", "X", "notes", "a rule", "relations", "An event",
    ]  # fmt: skip
    assert rows[6].leads == ("in tension with", "a rule")
    assert [row.heading for row in rows] == [True, False, False, True, False, True, False]
    assert [row.imprecise for row in rows[1:3]] == [True, False]
    assert [row.is_note for row in rows] == [False, False, False, False, True, False, True]
    assert (rows[4].kind, rows[6].id) == ("law", "e:in-tension-with:n")


def test_the_places_of_the_bundled_article(bundled):
    rows = [row for row in context_rows(bundled) if row.id]
    assert [row.depth for row in rows if row.id == "borderland"] == [2, 2]
    assert {row.id for row in rows if row.depth == 0 and not row.is_note} == {"wider-region"}
    assert "s-wars:in-tension-with:rocky" in [row.id for row in rows]


# Without records


@pytest.mark.parametrize("rows", [actor_rows, event_rows, quote_rows, context_rows])
def test_no_records_no_rows(document, rows):
    assert [*rows(document())] == []


# Details


def facts(document, record):
    return [(row.label, row.text) for row in detail_rows(document, record) if row.kind == "fact"]


def links(document, record):
    rows = detail_rows(document, record)
    return [(row.label, row.text, row.id, row.edge) for row in rows if row.kind == "link"]


def test_details_of_an_event(document):
    desk = document("""
        actors:
          - {id: iran, name: Iran, kind: state}
        events:
          - {id: e, title: A strike, code: ASSAULT/heavy-weapons, actors: iran, date: 2024-01-16,
             date_says: on Monday, status: ongoing, asserted: [{by: reporter}], at: struck, note: why,
             tags: [x, y], confidence: low, basis: outside, source: a wire, origin: hand}
        """)
    rows = detail_rows(desk, "e")
    assert (rows[0].kind, rows[0].label, rows[0].text) == ("title", "event", "A strike")
    found = dict(facts(desk, "e"))
    assert found["code"] == "ASSAULT/heavy-weapons  −9.5 material conflict"
    assert found["when"] == "16 January 2024"
    assert found["text says"] == "“on Monday”"
    assert found["status"] == "ongoing"
    assert found["stands as"] == "fact, in the reporter’s voice"
    assert found["note"] == "why"
    assert found["tags"] == "x, y"
    assert (found["confidence"], found["basis"]) == ("low", "outside")
    assert (found["source"], found["origin"]) == ("a wire", "hand")
    assert found["¶1"] == "‹struck›"
    assert links(desk, "e") == [("by", "Iran", "iran", 0)]
    assert links(desk, "iran") == [("did", "A strike", "e", 0)]


def test_what_is_not_said_is_not_shown(document):
    desk = document("events:\n  - {id: e, title: E, code: NEW}\n")
    assert facts(desk, "e") == [
        ("code", "NEW"),
        ("stands as", "silent"),
        ("in the text", "nowhere"),
    ]
    assert [row.text for row in detail_rows(desk, "e") if row.kind == "note"] == [
        "No links from here."
    ]


def test_details_of_the_others(document):
    desk = document("""
        places:
          - {id: p, name: P, kind: city, lat: -33.5, lon: 73.04, precision: exact, iso: PK-IS, geonames: 7}
        actors:
          - {id: a, name: A, kind: person, aliases: [B, {text: C, language: fa}, {text: P, metonym: true}],
             roles: [{title: envoy, status: former, from: 2020, to: 2021}],
             labels: [{label: spy}, {label: hero, by: reporter}, {label: foe, by: a}]}
        quotes:
          - {id: q, form: direct, text: we are calm, gloss: calm, cue: said}
          - {id: r, form: indirect, gloss: calm}
        context:
          - {id: c, kind: law, gloss: G}
          - {id: d, kind: law, gloss: G, by: a}
        links:
          - {id: l, from: q, rel: supports, to: c}
        """)
    place = facts(desk, "p")
    assert ("at", "33.5° S, 73.04° E") in place
    assert {
        ("kind", "city"),
        ("known to", "exact"),
        ("ISO 3166", "PK-IS"),
        ("GeoNames", "7"),
    } <= set(place)
    actor = facts(desk, "a")
    assert ("role", "former envoy from 2020 to 2021") in actor
    assert [fact for fact in actor if fact[0] in ("also", "fa", "metonym")] == [
        ("also", "B"), ("metonym", "P, where chosen"), ("fa", "C"),
    ]  # fmt: skip
    assert [text for label, text in actor if label == "called"] == [
        "“spy”, nobody says by whom", "“hero” by the reporter",
    ]  # fmt: skip
    assert facts(desk, "q")[:3] == [("form", "direct"), ("gloss", "calm"), ("cue", "“said”")]
    assert facts(desk, "r")[0] == ("form", "indirect: reported, not quoted")
    assert ("voice", "the reporter") in facts(desk, "c")
    assert ("voice", "A") in facts(desk, "d")
    assert detail_rows(desk, "l")[0].text == "we are calm — supports — G"


def test_a_place_called_like_an_actor_is_told_from_it(document):
    desk = document("""
        places:
          - {id: ir, name: Iran, kind: country}
        actors:
          - {id: iran, name: Iran, kind: state, place: ir}
        """)
    assert links(desk, "iran")[0][:3] == ("home", "Iran (place)", "ir")
    assert links(desk, "ir")[0][:3] == ("home of", "Iran", "iran")


def test_many_mentions_are_counted_rather_than_shown(document):
    desk = document("actors:\n  - {id: a, name: word, kind: state}\n", "word " * 9 + "\n")
    assert len([fact for fact in facts(desk, "a") if fact[0] == "¶1"]) == SHOWN_PASSAGES
    assert ("", f"and {9 - SHOWN_PASSAGES} more mentions") in facts(desk, "a")


def test_without_a_record_the_details_are_the_articles(bundled):
    found = dict(facts(bundled, ""))
    assert found["title"] == bundled.article.title
    assert found["basis"] == "outside"
    assert [*detail_rows(bundled, "gone")] == [*detail_rows(bundled, "")]


def test_every_record_of_the_bundled_article_has_details_and_working_links(bundled):
    for key, record in bundled.records.items():
        rows = detail_rows(bundled, key)
        assert rows[0].label == record.type
        edges = bundled.links.of(key)
        shown = [row for row in rows if row.kind == "link"]
        assert [(row.label, row.id) for row in shown] == [(e.words, e.target) for e in edges]
        assert [row.edge for row in shown] == list(range(len(edges)))


def test_the_rows_of_links_are_made_when_they_show(bundled, monkeypatch):
    """A record may have thousands."""
    most = max(bundled.records, key=lambda record: len(bundled.links.of(record)))
    asked = []
    caption = Document.caption
    monkeypatch.setattr(
        Document, "caption", lambda self, key: asked.append(key) or caption(self, key)
    )
    rows = detail_rows(bundled, most)
    before = len(asked)
    first = next(index for index, target in enumerate(rows.ids) if target)
    assert rows[first].text == caption(bundled, rows.ids[first])
    assert asked[before:] == [rows.ids[first]]


# Coverage


@pytest.mark.parametrize(
    ("records", "first", "second", "both"),
    [
        ("", 0, 0, 0),
        ("actors:\n  - {id: a, name: One, kind: state}", 1, 0, 1),
        ("events:\n  - {id: e, title: E, at: One}", 2, 0, 1),
        ("events:\n  - {id: e, title: E, at: One}\nactors:\n  - {id: a, name: Two, kind: state}", 2, 1, 1),
        ("events:\n  - {id: e, title: E, at: [One, Two]}", 2, 2, 2),
        ("events:\n  - {id: e, title: E, at: is here. Two}", 2, 2, 2),
        ("events:\n  - {id: e, title: E, at: {parts: [One, Three]}}", 2, 0, 1),
    ],
)  # fmt: skip
def test_coverage_is_told_sentence_by_sentence(document, records, first, second, both):
    desk = document(records, "One is here. Two is there. Three is gone.\n")
    assert coverage(desk, 0, 12) == first
    assert coverage(desk, 13, 26) == second
    assert coverage(desk, 0, 26) == both
    assert coverage(desk, 3, 4) == first
    assert coverage(desk, 12, 13) is Coverage.NONE  # between them
