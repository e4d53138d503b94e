"""Files to documents: nothing raises, each fault stands at its place and costs only itself."""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import Thread

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from models.article import Actor, Event, Quote
from models.loading import Loaded, load, nodes, source
from models.loading.reading import load_bytes
from models.problems import SEVERITIES
from models.shipped import first_article

SMALL = """\
copydesk: 1
article: {title: T, text: "Iran struck a base. Pakistan denied it.", published: 2024-01-29}
places:
  - {id: ir, name: Iran, kind: country, lat: 32.0, lon: 53.0}
actors:
  - &first {id: iran, name: Iran, kind: state, place: ir}
  - {<<: *first, id: pakistan, name: Pakistan, labels: [{label: militants, by: iran}]}
events:
  - id: strike
    title: A strike
    actors: [iran]
    date: "2024-01-16"
    asserted: [{by: reporter, as: fact}]
    at: {exact: struck, prefix: "Iran "}
quotes:
  - {id: q, speaker: pakistan, form: indirect, gloss: no, about: [strike], at: Pakistan denied it}
links:
  - {from: q, rel: contradicts, to: strike}
"""


def places(loaded: Loaded) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in loaded.problems]


def check_sane(loaded: Loaded, text: str | bytes) -> None:
    """What holds of every outcome, whatever came in."""
    data = text.encode() if isinstance(text, str) else text
    lines = len(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    assert loaded.document is not None or loaded.problems
    for problem in loaded.problems:
        assert problem.severity in SEVERITIES.values()
        assert problem.message
        assert 0 <= problem.line <= lines
        assert (problem.column >= 1) == (problem.line >= 1)
    if loaded.document:
        assert loaded.problems == loaded.document.problems
        assert list(loaded.problems) == sorted(loaded.problems, key=lambda each: each[2:4])
        size = len(loaded.document.text.string)
        for passage in loaded.document.passages.ordered:
            assert passage.record in loaded.document.records
            assert all(0 <= start < end <= size for start, end in passage.spans)


def test_a_file_without_faults_opens_whole():
    loaded = load_bytes(SMALL.encode(), "small.yaml")
    assert loaded.problems == ()
    document = loaded.document
    assert document is not None
    assert list(document.records) == [
        "ir",
        "iran",
        "pakistan",
        "strike",
        "q",
        "q:contradicts:strike",
    ]
    assert document.title == "T"
    assert str(document.article.published) == "2024-01-29"
    assert document.records["q"] == Quote(
        id="q",
        speaker=("pakistan",),
        form="indirect",
        gloss="no",
        about=("strike",),
        at=document.records["q"].at,
    )
    assert document.positions["strike"] == (9, 5)
    assert document.positions["q:contradicts:strike"] == (18, 5)


def test_merge_keys_repeat_what_a_mapping_lacks():
    document = load_bytes(SMALL.encode(), "small.yaml").document
    assert document is not None
    pakistan = document.records["pakistan"]
    assert isinstance(pakistan, Actor)
    assert (pakistan.kind, pakistan.place, pakistan.name) == ("state", "ir", "Pakistan")


def test_of_merged_mappings_the_first_wins(article):
    loaded = article("""
        actors:
          - &a {id: a, name: A, kind: state, note: from a}
          - &b {id: b, name: B, kind: party, note: from b, source: s}
          - {id: c, name: C, <<: [*a, *b]}
        """)
    assert loaded.problems == ()
    c = loaded.document.records["c"]
    assert (c.name, c.kind, c.note, c.source) == ("C", "state", "from a", "s")


def test_an_explicit_link_may_take_its_ends_by_merging(article):
    loaded = article("""
        actors:
          - {id: a, name: A, kind: state}
          - {id: b, name: B, kind: state}
          - {id: c, name: C, kind: state}
        links:
          - &rival {from: a, rel: rivals, to: b}
          - {<<: *rival, to: c}
          - {<<: *rival, from: b, to: c, id: ~}
        """)
    assert loaded.problems == ()
    assert list(loaded.document.records)[3:] == ["a:rivals:b", "a:rivals:c", "b:rivals:c"]


def test_a_word_that_yaml_takes_for_a_tag_is_told(article):
    loaded = article("events:\n  - {id: a, title: !Border reopened, note: !!str yes}\n")
    (problem,) = loaded.problems
    assert problem.code == "E207"
    assert (problem.line, problem.column) == (8, 20)  # where `!` stands
    assert "`!Border` is a tag" in problem.message
    assert "“reopened”" in problem.message
    assert loaded.document.records["a"].caption == "reopened"
    assert loaded.document.records["a"].note == "yes"


def test_an_alias_repeats_what_it_names(article):
    document = article("""
        actors:
          - {id: a, name: A, kind: state, note: &n "why, indeed", tags: &t [x, y]}
          - {id: b, name: B, kind: state, note: *n, tags: *t}
        """).document
    assert document.records["b"].note == "why, indeed"
    assert document.records["b"].tags == ("x", "y")


@pytest.mark.parametrize(
    "typed",
    [
        "NO",
        "on",
        "yes",
        "2024-01-29",
        "12:30",
        "0x1F",
        "1e3",
        "1_000",
        "0o17",
        "+1",
        ".5",
        "=",
        "007",
    ],
)
def test_scalars_keep_what_was_typed(article, typed):
    loaded = article(f"actors:\n  - {{id: {typed}, name: {typed}, kind: state, tags: [{typed}]}}\n")
    assert loaded.problems == ()
    record = loaded.document.records[typed]
    assert (record.id, record.name, record.tags) == (typed, typed, (typed,))


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_an_empty_field_is_as_if_it_were_not_there(article, nothing):
    loaded = article(
        f"actors:\n  - {{id: a, name: A, kind: state, place: {nothing}, at: {nothing}}}\n"
        f"events: {nothing}\n"
    )
    assert loaded.problems == ()
    assert loaded.document.records["a"].place is None


# A `§` stands right before what is reported.
FAULTS = [
    # structure
    ("actors:\n  - {id: a, name: A, kind: state, §kind: party}", "E204", "Remove or rename"),
    ("actors:\n  - {id: a, name: A, kind: state, §lables: []}", "E205", "“labels”"),
    ("actors:\n  - {id: a, name: A, kind: state, §q: []}", "E205", "Known here: id"),
    ("§actor:\n  - {id: a, name: A, kind: state}", "E205", "“actors”"),
    ("actors:\n  - {id: a, name: A, kind: §stat}", "E207", "“state”"),
    ("actors:\n  - {id: a, name: A, kind: §xyzzy}", "E207", "It is one of: person"),
    ("actors:\n  - §{id: a, name: A}", "E207", "Add `kind: …`."),
    ("actors:\n  - §{name: A, kind: state}", "E207", "Add `id: a`."),
    ("actors:\n  - {id: §'', name: A, kind: state}", "E207", ""),
    ("actors:\n  - {id: a, name: §[A], kind: state}", "E207", ""),
    ("actors:\n  - {id: a, name: §{x: y}, kind: state}", "E207", ""),
    ("actors:\n  - §just words", "E207", ""),
    ("actors:\n  - §[a, b]", "E207", ""),
    ("actors: §words", "E207", ""),
    ("actors: §{id: a}", "E207", ""),
    ("actors:\n  - {? §[x] : y, id: a, name: A, kind: state}", "E207", ""),
    ("actors:\n  - {§<<: words, id: a, name: A, kind: state}", "E207", ""),
    ("actors:\n  - &x {§<<: *x, id: a, name: A, kind: state}", "E207", ""),
    ("actors:\n  - {id: a, name: A, kind: state, note: §*nowhere}", "E203", ""),
    ("actors:\n  - {id: a, name: A, kind: state, aliases: [{text: B, metonym: §often}]}", "E207", ""),
    # ids and links
    ("actors:\n  - {id: a, name: A, kind: state}\n  - {id: §a, name: B, kind: state}", "E202", "own"),
    ("actors:\n  - {id: a, name: A, kind: state}\nevents:\n  - {title: B, id: §a}", "E202", "own"),
    ("actors:\n  - {name: A, id: §reporter, kind: state}", "E202", "an id of its own"),
    (("actors:\n  - {id: alphb, name: B, kind: state, of: [§alpah]}\n"
     "  - {id: alpha, name: A, kind: state}"), "E203", "“alpha”"),
    ("actors:\n  - {id: a, name: A, kind: state, place: §zzz}", "E203", "Add a place with this id"),
    ("actors:\n  - id: a\n    name: A\n    kind: state\n    labels: [{label: x, by: §nobody}]",
     "E203", "Add an actor"),
    ("actors:\n  - {id: a, name: A, kind: state, roles: [{title: x, of: §nobody}]}", "E203", "Add an actor"),
    ("events:\n  - {id: e, title: E, asserted: [{by: reporter}, {by: §who}]}", "E203", "Add an actor"),
    ("links:\n  - {from: e, rel: supports, to: §reporters}\nevents: [{id: e, title: E}]", "E203", ""),
    (("places:\n  - {id: p, name: P, kind: city}\n"
     "quotes:\n  - {id: q, form: indirect, gloss: g, speaker: [reporter, §p]}"), "E206", "Name an actor"),
    ("events:\n  - {id: e, title: E}\nplaces:\n  - {id: p, name: P, kind: city, in: §e}",
     "E206", "Name a place"),
    # values
    ("events:\n  - {id: e, title: E, date: §2024-13-01}", "E302", ""),
    ("events:\n  - {id: e, title: E, date: §last week}", "E302", ""),
    ("events:\n  - {id: e, title: E, date: §[2024, 2025]}", "E207", ""),
    ("actors:\n  - {id: a, name: A, kind: person, roles: [{title: x, from: §soon}]}", "E302", ""),
    ("places:\n  - {id: p, name: P, kind: city, lat: §90.5}", "E404", ""),
    ("places:\n  - {id: p, name: P, kind: city, lon: §-181}", "E404", ""),
    ("places:\n  - {id: p, name: P, kind: city, lat: §nan}", "E404", ""),
    ("places:\n  - {id: p, name: P, kind: city, lon: §1e999}", "E404", ""),
    ("places:\n  - {id: p, name: P, kind: city, lat: §north}", "E207", ""),
    ("places:\n  - {id: p, name: P, kind: city, geonames: §-1}", "E207", ""),
    ("places:\n  - {id: p, name: P, kind: city, geonames: §0x1F}", "E207", ""),
    # anchors
    ("events:\n  - {id: e, title: E, at: §nowhere to be found}", "E101", ""),
    ("events:\n  - {id: e, title: E, at: §Iran struck a bose}", "E101",
     "Did you mean “Iran struck a base” in paragraph 1?"),
    ("events:\n  - {id: e, title: E, at: [struck, §\"n\"]}", "E102", "`paragraph`, `prefix`"),
    ("events:\n  - {id: e, title: E, at: §Pakistan's minister}", "W103",
     "Copy it from the text: “Pakistan’s minister”."),
    ("events:\n  - {id: e, title: E, at: §{prefix: x}}", "E207", ""),
    ("events:\n  - {id: e, title: E, at: {exact: struck, paragraph: §9}}", "E207", ""),
    ("events:\n  - {id: e, title: E, at: {exact: struck, paragraph: §0}}", "E207", ""),
    ("quotes:\n  - {id: q, form: direct, text: §we are calm indeed}", "E105", "“we are calm,”"),
    ("quotes:\n  - {id: q, form: direct, text: §'\"we are calm,\"'}", "W106", "Copy it"),
    ("quotes:\n  - {id: q, form: direct, text: §\"n\"}", "E102", "paragraph"),
    # names
    (("actors:\n  - {id: a, name: Iran, kind: state}\n"
     "  - {id: b, name: B, kind: state, aliases: [X, §Iran]}"), "W209", "`metonym: true`"),
    (("places:\n  - {id: b, name: Tehran, kind: city}\n"
     "actors:\n  - {id: a, name: §Tehran, kind: government}"), "W210", "Say whose"),
]  # fmt: skip


def without_mark(marked: str) -> tuple[str, int, int]:
    """The records, and line and column of the mark in a file that has the usual text."""
    before, _, _ = marked.partition("§")
    return marked.replace("§", ""), 7 + before.count("\n"), len(before) - before.rfind("\n")


@pytest.mark.parametrize(("marked", "code", "mend"), FAULTS)
def test_each_fault_is_reported_at_its_place(article, marked, code, mend):
    records, line, column = without_mark(marked)
    (problem,) = article(records).problems
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert mend in problem.mend
    assert problem.message.endswith(".")
    assert problem.say("f.yaml").startswith(f"f.yaml:{line}:{column}: {code} ")


@pytest.mark.parametrize(("marked", "code", "mend"), FAULTS)
def test_a_fault_costs_nothing_beside_it(article, marked, code, mend):
    beside = "\ncontext:\n  - {id: beside, kind: law, gloss: fine, at: Tehran denied it}\n"
    loaded = article(without_mark(marked)[0] + beside)
    assert [problem.code for problem in loaded.problems] == [code]
    assert loaded.document.passages.count("beside") == 1


def test_two_shared_names_are_two_problems(article):
    loaded = article("""
        actors:
          - {id: a, name: Iran, kind: state, aliases: [Monday]}
          - id: b
            name: Monday
            kind: state
            aliases: [Iran]
        """)
    assert places(loaded) == [("W209", 10, 11), ("W209", 12, 15)]
    assert "“Monday” is a name of a and of b" in loaded.problems[0].message
    assert loaded.document.passages.ordered == []


def test_faults_in_one_list_keep_their_own_places(article):
    """Taking the first out must not move the second."""
    loaded = article("""
        actors:
          - id: a
            name: A
            kind: state
            aliases:
              - {language: fa}
              - B
              - {text: C, metonym: perhaps}
              - {text: [D]}
              - E
            roles: [{of: a}, {title: t, from: x}, {title: u, status: y}]
        """)
    assert places(loaded) == [
        ("E207", 12, 9),
        ("E207", 14, 28),
        ("E207", 15, 16),
        ("E207", 17, 13),
        ("E302", 17, 39),
        ("E207", 17, 62),
    ]
    actor = loaded.document.records["a"]
    assert [alias.text for alias in actor.aliases] == ["B", "C", "E"]
    assert [role.title for role in actor.roles] == ["t", "u"]


def test_a_bad_optional_field_costs_only_itself(article):
    loaded = article("""
        events:
          - id: e
            title: E
            date: yesterday
            status: done
            actors: [{x: y}, iran]
            confidence: [high]
            note: kept
        actors:
          - {id: iran, name: Iran, kind: state}
        """)
    event = loaded.document.records["e"]
    assert (event.date, event.status, event.actors, event.confidence, event.note) == (
        None, "occurred", ("iran",), None, "kept",
    )  # fmt: skip
    assert places(loaded) == [
        ("E302", 10, 11),
        ("E207", 11, 13),
        ("E207", 12, 14),
        ("E207", 13, 17),
    ]


def test_a_record_with_faults_beyond_counting_still_stands(article):
    bad = ", ".join("{x: [y]}" for _ in range(500))
    started = time.perf_counter()
    loaded = article(f"events:\n  - {{id: e, title: E, actors: [{bad}], note: kept}}\n")
    assert loaded.document.records["e"].note == "kept"
    assert loaded.document.records["e"].actors == ()
    assert len(loaded.problems) < 100
    assert time.perf_counter() - started < 2


def test_links_to_a_record_that_could_not_be_read_are_no_second_fault(article):
    loaded = article("""
        actors:
          - {id: a, name: A}
        quotes:
          - {id: q, form: indirect, gloss: g, speaker: a}
        """)
    assert places(loaded) == [("E207", 8, 5)]


def test_a_missing_id_does_not_hide_an_empty_link(article):
    loaded = article("""
        actors:
          - {name: A, kind: state}
        quotes:
          - {id: q, form: indirect, gloss: g, speaker: ['']}
        """)
    assert places(loaded) == [("E207", 8, 5), ("E203", 10, 49)]


def test_the_nearest_id_is_one_of_the_right_kind(article):
    loaded = article("""
        places:
          - {id: tehran-x, name: T, kind: city}
        actors:
          - {id: tehran-govt, name: G, kind: government}
        quotes:
          - {id: q, form: indirect, gloss: g, speaker: tehran-z}
        """)
    (problem,) = loaded.problems
    assert problem.mend == "Did you mean “tehran-govt”?"
    assert problem.record == "q"


@pytest.mark.parametrize(
    ("version", "mend"),
    [
        ("copydesk: 2\n", "newer"),
        ("copydesk: x\n", "Write"),
        ("copydesk: [1]\n", "Write"),
        ("", "Begin"),
    ],
)
def test_another_format_is_reported_and_read_all_the_same(version, mend):
    loaded = load_bytes(f"{version}article: {{text: Hello there.}}\n".encode(), "x")
    (problem,) = loaded.problems
    assert (problem.code, problem.line) == ("E207", 1)
    assert mend in problem.mend
    assert loaded.document.text.string == "Hello there."


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("copydesk: 1\narticle: {title: T}\n", (2, 10)),
        ("copydesk: 1\narticle:\n", (2, 9)),
        ("copydesk: 1\narticle: words\n", (2, 10)),
        ("copydesk: 1\nactors: []\n", (1, 1)),
    ],
)
def test_an_article_without_text_opens_and_says_so(content, place):
    loaded = load_bytes(content.encode(), "x")
    assert loaded.document is not None
    assert place in [(problem.line, problem.column) for problem in loaded.problems]
    assert {problem.code for problem in loaded.problems} == {"E207"}


# Syntax


@pytest.mark.parametrize(
    "broken",
    [
        "  - {id: b, name: [B, kind: state}\n",
        "\t- {id: b, name: B, kind: state}\n",
        '  - {id: b, name: "B, kind: state}\n',
        "  - {id: b, name: @B, kind: state}\n",
        "  - id: b\n    name: B: C\n",
        '  - {id: b, name: "\\q"}\n',
    ],
)
def test_what_stands_before_a_syntax_error_opens(article, broken):
    loaded = article(
        "actors:\n  - {id: a, name: A, kind: state, place: later}\n  - {id: c, name: C, kind: state}\n"
        + broken
        + "places:\n"
        "  - {id: later, name: L, kind: city}\n"
    )
    assert "a" in loaded.document.records
    assert "b" not in loaded.document.records
    (problem,) = loaded.problems  # what is named may stand behind the error: no fault of its own
    assert problem.code == "E004"
    assert 10 <= problem.line <= 13
    assert problem.mend.endswith("What follows is not read until then.")


def test_a_syntax_error_before_the_article_is_what_is_said():
    loaded = load_bytes(b"title: [x\narticle: {text: y}\n", "x")
    assert loaded.document is None
    assert loaded.problems[0].code == "E004"


def test_only_the_first_of_two_yaml_documents_is_read(article):
    loaded = article("actors:\n  - {id: a, name: A, kind: state}\n---\nactors: []\n")
    assert places(loaded) == [("E004", 9, 1)]
    assert "a" in loaded.document.records


def test_a_raw_control_character_is_reported_and_stood_in_for():
    data = b"copydesk: 1\narticle: {text: 'a \x1b[31mred\x07 base'}\nactors:\n  - {id: a}\n"
    loaded = load_bytes(data, "x")
    assert places(loaded)[0] == ("W214", 2, 20)
    assert "\\u001b" in loaded.problems[0].mend
    assert loaded.document.text.string == "a ␛[31mred␇ base"
    assert places(loaded)[1] == ("E207", 4, 5)


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029", "\ufeff", "\ue000"])
def test_what_only_old_yaml_takes_for_a_line_end_is_text(char):
    """Neither do the lines that follow count otherwise than in an editor."""
    content = (
        f"copydesk: 1\narticle:\n  text: |\n    a{char}b \ue001\n  title: 'c{char}d'\nactor: []\n"
    )
    loaded = load_bytes(content.encode(), "x")
    assert places(loaded) == [("E205", 6, 1)]
    assert loaded.document.text.string == f"a{char}b \ue001\n"
    assert loaded.document.title == f"c{char}d"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_are_counted_alike(end):
    content = SMALL.replace("kind: country", "kind: land").replace("\n", end)
    assert places(load_bytes(content.encode(), "x")) == [("E207", 4, 32)]


def test_a_byte_order_mark_is_passed_over():
    assert load_bytes(b"\xef\xbb\xbf" + SMALL.encode(), "x").problems == ()


# Hostile text

HOSTILE = [
    "[/]", "[sic]", "[@click=app.quit]x[/]", "\x1b[2J\x1b]0;x\x07", "\u202ereversed", "nul\x00nul",
    "a\nb\tc\rd", "\u200b\ufeff", "👨‍👩‍👧", "%s {0} ${HOME}", "\U0001f1f5", "--", "x" * 5000, "\x7f\x9b",
]  # fmt: skip


def escaped(text: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_it_is_in_every_field(text):
    typed = escaped(text)
    loaded = load_bytes(
        f"""\
copydesk: 1
article: {{title: {typed}, publisher: {typed}, author: {typed}, url: {typed}, note: {typed},
  published_source: {typed}, language: {typed}, text: {typed}}}
places: [{{id: p, name: {typed}, kind: city, iso: {typed}, wikidata: {typed}}}]
actors:
  - {{id: {typed}, name: A, kind: state, aliases: [{{text: {typed}, language: {typed}}}],
     roles: [{{title: {typed}}}], labels: [{{label: {typed}, by: {typed}}}]}}
events: [{{id: e, title: {typed}, code: {typed}, date_says: {typed}, actors: [{typed}]}}]
quotes: [{{id: q, form: indirect, text: {typed}, gloss: {typed}, cue: {typed}}}]
context:
  - {{id: c, kind: law, gloss: {typed}, note: {typed}, tags: [{typed}], source: {typed}, origin: {typed}}}
""".encode(),
        "x",
    )
    document = loaded.document
    records = document.records
    article = document.article
    for name in (
        "title",
        "publisher",
        "author",
        "url",
        "note",
        "published_source",
        "language",
        "text",
    ):
        assert getattr(article, name) == text
    assert document.text.string == text
    assert (records["p"].name, records["p"].iso, records["p"].wikidata) == (text, text, text)
    actor = records[text]
    assert (actor.id, actor.aliases[0].text, actor.roles[0].title) == (text, text, text)
    assert (actor.labels[0].label, actor.labels[0].by) == (text, text)
    event, quote, note = records["e"], records["q"], records["c"]
    assert (event.title, event.code, event.date_says, event.actors) == (text, text, text, (text,))
    assert (quote.text, quote.gloss, quote.cue) == (text, text, text)
    assert (note.gloss, note.note, note.tags, note.source, note.origin) == (
        text,
        text,
        (text,),
        text,
        text,
    )
    check_sane(loaded, b"\n" * 12)


# What is no article


@pytest.mark.parametrize(
    ("data", "code", "says", "line", "column"),
    [
        (b"", "E002", "empty", 0, 0),
        (b" \n\t\n", "E002", "empty", 0, 0),
        (b"\xef\xbb\xbf", "E002", "empty", 0, 0),
        (b"# only\n# comments\n", "E005", "not an annotated article", 1, 1),
        (b"---\n...\n", "E005", "not an annotated article", 1, 1),
        ("café: x\n".encode("latin-1"), "E002", "not UTF-8", 1, 4),
        (b"a: b\nc: \xe2\x80\x9c\xff\n", "E002", "0xff", 2, 5),
        (SMALL.encode("utf-16"), "E002", "UTF-16", 0, 0),
        (SMALL.encode("utf-16-be"), "E002", "byte 1 is zero", 0, 0),
        (SMALL.encode("utf-32"), "E002", "UTF-32", 0, 0),
        (b"\x7fELF\x02\x01\x00\x00", "E002", "byte 7 is zero", 0, 0),
        (b"- a\n- b\n", "E005", "not an annotated article", 1, 1),
        (b"just words\n", "E005", "not an annotated article", 1, 1),
        (b"version: 3\nservices: {}\n", "E005", "not an annotated article", 1, 1),
        (b"a: 1\na: 2\nb: \x1b\n", "E005", "not an annotated article", 1, 1),
        (b"{", "E004", "not valid YAML", 1, 1),
        (b"%YAML 9.9\n---\na: b\n", "E004", "not valid YAML", 1, 1),
        (b"[" * 100_000, "E003", "60 deep", 1, 61),
        (b"{a: " * 100_000, "E003", "60 deep", 1, 241),
        (b"\n".join(b" " * deep + b"a:" for deep in range(3000)), "E003", "60 deep", 61, 61),
        (b"? " * 100_000, "E003", "60 deep", 1, 121),
        (b"- " * 100_000, "E003", "60 deep", 1, 121),
    ],
    ids=lambda value: repr(value)[:20] if isinstance(value, bytes) else None,
)
def test_what_cannot_be_opened_is_said_in_a_sentence(data, code, says, line, column):
    started = time.perf_counter()
    loaded = load_bytes(data, "x")
    assert time.perf_counter() - started < 2
    assert loaded.document is None
    first = loaded.problems[0]
    assert (first.code, first.line, first.column) == (code, line, column)
    assert says in first.message


def test_a_file_beyond_the_limit_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(source, "MAX_BYTES", 1 << 20)
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * (1 << 20) + b"x")
    loaded = load(path)
    assert loaded.document is None
    assert (loaded.problems[0].code, loaded.problems[0].message) == (
        "E003",
        "the file is too large: the limit is 1 MiB.",
    )
    path.write_bytes(SMALL.encode().ljust(1 << 20))
    assert load(path).problems == ()


def test_an_endless_device_is_read_no_further_than_the_limit(monkeypatch):
    monkeypatch.setattr(source, "MAX_BYTES", 1 << 20)
    assert load(Path("/dev/zero"), pipes=True).problems[0].code == "E003"


@pytest.mark.parametrize(
    ("name", "says"), [(".", "is a folder"), ("none.yaml", "does not exist"), ("x" * 999, "can't be read"),
                       ("a\0b", "can't be read"), ("loop", "can't be read")],
)  # fmt: skip
def test_a_path_without_a_file_is_said(tmp_path, name, says):
    (tmp_path / "loop").symlink_to("loop")
    loaded = load(tmp_path / name)
    assert loaded.document is None
    (problem,) = loaded.problems
    assert problem.code == "E001"
    assert says in problem.message


def test_a_file_one_may_not_read_is_said(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(source, "open", refuse, raising=False)
    (problem,) = load(tmp_path / "x.yaml").problems
    assert (problem.code, problem.mend) == ("E001", "Check its permissions.")


def test_escaped_zeros_open():
    loaded = load_bytes(b'copydesk: 1\narticle: {text: "a\\0b \\x00"}\n', "x")
    assert loaded.problems == ()
    assert loaded.document.text.string == "a\0b \0"


# Aliases without end


def bomb(rooms: int, ways: int, leaf: str) -> str:
    """Each line repeats the one before so many times."""
    lines = [f"x0: &x0 [{', '.join([leaf] * ways)}]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * ways)}]" for n in range(1, rooms)]
    return "\n".join(lines)


BOMBS = {
    "laughs": bomb(10, 10, "lol") + "\nactors:\n  - {id: a, name: A, kind: state, tags: *x9}\n",
    "at": bomb(30, 2, "lol") + "\nactors:\n  - {id: a, name: A, kind: state, at: *x29}\n",
    "100 MB": "x: &x '" + "ab " * 340_000 + "'\nactors:\n"
    + "".join(f"  - {{id: a{n}, name: *x, kind: state, at: *x, note: *x}}\n" for n in range(35)),
    "merged": "x0: &x0 {}\n" + "".join(f"x{n}: &x{n} {{k{n}: v, <<: [*x{n - 1}, *x{n - 1}]}}\n"
                                       for n in range(1, 3000)),
    "merged at once": "x: &x {" + ", ".join(f"k{n}: v" for n in range(10_000)) + "}\n"
    + "y: {<<: [" + ", ".join(["*x"] * 50_000) + "]}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_aliases_that_would_fill_the_memory_are_refused(name):
    content = "copydesk: 1\narticle: {text: Hello.}\n" + BOMBS[name]
    started = time.perf_counter()
    loaded = load_bytes(content.encode(), "x")
    assert time.perf_counter() - started < 5
    assert loaded.document is None
    (problem,) = loaded.problems
    assert problem.code == "E003"
    assert "repeat" in problem.message


def test_a_bomb_that_nothing_uses_is_harmless(article):
    loaded = article(bomb(10, 10, "lol"))
    assert {problem.code for problem in loaded.problems} == {"E205"}


def test_merging_twice_the_same_does_not_double_the_work(article):
    rooms = "".join(f"  - &x{n} {{<<: [*x{n - 1}, *x{n - 1}], id: a{n}}}\n" for n in range(1, 40))
    loaded = article("actors:\n  - &x0 {id: a0, name: A, kind: state}\n" + rooms)
    assert loaded.problems == ()
    assert len(loaded.document.records) == 40


@pytest.mark.parametrize(
    "cyclic",
    [
        "  - &b {id: b, name: B, kind: state, tags: [*b]}",
        "  - &b {id: b, name: B, kind: state, tags: &t [*t, *t, *t]}",
    ],
)
def test_an_alias_inside_itself_costs_its_record(article, cyclic):
    loaded = article(f"actors:\n  - {{id: a, name: A, kind: state}}\n{cyclic}\n")
    assert list(loaded.document.records) == ["a"]
    assert places(loaded) == [("E003", 9, 5)]


def test_a_file_that_is_its_own_alias_ends():
    loaded = load_bytes(b"&x {copydesk: 1, article: *x, actors: [*x], <<: *x}\n", "x")
    check_sane(loaded, b"")
    assert loaded.document is not None


# `file:`


def with_file(folder: Path, name: str) -> Loaded:
    path = folder / "article.yaml"
    path.write_text(f"copydesk: 1\narticle:\n  file: {name}\n", encoding="utf-8")
    return load(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    inner = tmp_path / "desk"
    (inner / "texts").mkdir(parents=True)
    return inner


@pytest.mark.parametrize("name", ["a.txt", "./a.txt", "texts/../a.txt", "texts/b.txt", "link.txt"])
def test_the_text_may_lie_in_a_file_beside(folder, name):
    (folder / "a.txt").write_text("Hello\n")
    (folder / "texts" / "b.txt").write_text("Hello\n")
    (folder / "link.txt").symlink_to("texts/b.txt")
    loaded = with_file(folder, name)
    assert loaded.problems == ()
    assert loaded.document.text.string == "Hello\n"


def test_a_text_file_is_read_as_it_is(folder):
    """It is no YAML, so nothing in it is forbidden."""
    text = "a\x1b[1m\r\nb\u2028c\x0c\r\n"
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    loaded = with_file(folder, "a.txt")
    assert loaded.problems == ()
    assert loaded.document.text.string == text


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../secret.txt", "out of the article's folder"),
        ("texts/../../secret.txt", "out of the article's folder"),
        ("/etc/passwd", "out of the article's folder"),
        ("out.txt", "out of the article's folder"),
        ("up/secret.txt", "out of the article's folder"),
        ("none.txt", "does not exist"),
        ("texts", "is a folder"),
        (".", "is a folder"),
        ("pipe", "Not a regular file"),
        ("/dev/zero", "out of the article's folder"),
        ("/proc/self/environ", "out of the article's folder"),
        ("/dev/fd/0", "out of the article's folder"),
        ("round", "can't be followed"),
        ("latin.txt", "not UTF-8"),
        ("empty.txt", "is empty"),
        ('"a\\0b"', "can't be followed"),
        ("x" * 9000, "can't be followed"),
    ],
)
def test_a_text_that_cannot_be_had_is_said(folder, name, says):
    (folder / "out.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "up").symlink_to(folder.parent)
    (folder / "round").symlink_to("round")
    os.mkfifo(folder / "pipe")
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    (folder / "empty.txt").write_bytes(b"")
    loaded = with_file(folder, name)
    (problem,) = loaded.problems
    assert (problem.code, problem.line, problem.column) == ("E001", 3, 9)
    assert says in problem.message
    assert loaded.document.text.string == ""


def test_a_link_put_in_place_meanwhile_leads_nowhere(folder, monkeypatch):
    """Between the look at where a name leads and the reading of it somebody may change it."""
    (folder / "a.txt").write_text("Hello\n")
    (folder / "texts" / "a.txt").write_text("Hello\n")
    resolve = Path.resolve

    def swapped(path: Path) -> Path:
        resolved = resolve(path)
        if path.name == "a.txt":
            (folder / "a.txt").unlink(missing_ok=True)
            (folder / "a.txt").symlink_to(folder.parent / "secret.txt")
            (folder / "texts").rename(folder / "former")
            (folder / "texts").symlink_to(folder.parent)
            (folder.parent / "a.txt").write_text("secret")
        return resolved

    for name in ("a.txt", "texts/a.txt"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, "resolve", swapped)
            loaded = with_file(folder, name)
        (problem,) = loaded.problems
        assert problem.code == "E001"
        assert loaded.document.text.string == ""
        (folder / "texts").unlink()
        (folder / "former").rename(folder / "texts")


def test_a_pipe_is_waited_for_only_where_a_person_named_it(tmp_path):
    pipe = tmp_path / "article.yaml"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        (problem,) = load(path).problems
        assert problem.message == f"{path} can't be read: Not a regular file."
    writing = Thread(target=lambda: pipe.write_text(SMALL))
    writing.start()
    loaded = load(pipe, pipes=True)
    writing.join()
    assert loaded.document.records


def test_standard_input_leads_to_no_other_file():
    loaded = load_bytes(b"copydesk: 1\narticle: {file: /etc/passwd}\n", "-")
    (problem,) = loaded.problems
    assert (problem.code, problem.line, problem.column) == ("E001", 2, 17)
    assert "standard input" in problem.message


# Too much


def test_a_name_of_thousands_takes_no_time():
    actors = "".join(f"- {{id: a{number}, kind: person, name: word}}\n" for number in range(3000))
    text = f"copydesk: 1\narticle:\n  text: {'word ' * 20_000}\nactors:\n{actors}"
    start = time.perf_counter()
    (problem,) = load_bytes(text.encode(), "x").problems
    assert time.perf_counter() - start < 5
    assert problem.code == "W209"
    assert problem.message == (
        f"“word” is a name of {' and of '.join(f'a{number}' for number in range(9))} and of 2991 more;"
        " its mentions are given to neither."
    )


@pytest.mark.parametrize(
    "body", ["x: [" + "a," * 3000 + "]", "x:\n" + "- - a\n" * 2000, "x:\n" + "  a: 1\n" * 1500]
)
def test_a_file_with_too_many_values_is_refused_in_words(body, monkeypatch):
    monkeypatch.setattr(nodes, "MAX_SIZE", 2000)
    loaded = load_bytes(f"{SMALL}{body}\n".encode(), "x")
    assert loaded.document is None
    (problem,) = loaded.problems
    assert problem.code == "E003"
    assert problem.message == "the file holds more than 2,000 keys and values up to here."
    assert problem.line >= SMALL.count("\n")
    monkeypatch.setattr(nodes, "MAX_SIZE", 20_000)
    assert load_bytes(f"{SMALL}{body}\n".encode(), "x").document is not None


@pytest.mark.parametrize(
    "body",
    [
        "actors:\n" + "- a\n" * 50,
        "actors:\n- {id: a, kind: person, name: A, "
        + ", ".join(f"k{n}: 1" for n in range(50))
        + "}\n",
        "more:\n" + "  a: 1\n" * 50,
        "events:\n- {id: e, title: E, actors: [" + ", ".join(f"a{n}" for n in range(50)) + "]}\n",
        "events:\n- {id: e, title: E, at: [" + ", ".join(f"no{n}" for n in range(50)) + "]}\n",
        "events:\n" + "".join(f"- {{id: e{n}, title: E, at: no{n}}}\n" for n in range(50)),
    ],
)
def test_of_problems_without_end_it_is_said_that_there_are_more(body, monkeypatch):
    for module in ("models.problems", "models.loading.reading"):
        monkeypatch.setattr(f"{module}.MOST", 10)
    head = "copydesk: 1\narticle: {text: Some words.}\n"
    problems = load_bytes(f"{head}{body}".encode(), "x").problems
    assert problems[0].say("x") == (
        "x: W215 more is wrong with the file than is told. Mend some of it first."
    )
    assert 10 < len(problems) < 13


# Anything at all


def test_progress_goes_from_nothing_to_all():
    seen: list[float] = []
    load_bytes(SMALL.encode() + b"#" * 200_000, "x", progress=seen.append)
    assert len(seen) > 3
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_without_libyaml_a_file_reads_the_same(monkeypatch):
    with_it = load_bytes(first_article().read_bytes(), "x")
    monkeypatch.delattr(yaml, "CSafeLoader")
    without = load_bytes(first_article().read_bytes(), "x")
    assert without.problems == with_it.problems
    assert without.document.records == with_it.document.records
    assert without.document.positions == with_it.document.positions


RUN = settings(max_examples=150, deadline=4000, suppress_health_check=[HealthCheck.too_slow])


@RUN
@given(st.binary())
@example(b"\x00")
@example(b"article: \xf0\x9f")
def test_any_bytes_load(data):
    check_sane(load_bytes(data, "x"), data)


@RUN
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_loads(text):
    content = "copydesk: 1\narticle: {text: a}\n" + text
    check_sane(load_bytes(content.encode(), "x"), content)


SCALARS = [
    "~", "''", "[]", "{}", "- x", "? x", ": x", "*first", "&first x", "<<: *first", "!!int x", "|", ">-",
    "%YAML 1.1", "---", "...", "\t", "#", "'", '"', "{", "[", "a: b: c", "0", "-1", "1e999", "2024-13",
    "reporter", "iran", "q:contradicts:strike", "\x1b", "\u2028", "\ufffe", "“", "id: iran", "NO", "\x00",
    "at: {parts: [Iran, base]}", "{exact: Iran, paragraph: 1}", "article:", "actors:", "  - *first",
]  # fmt: skip
SEED = first_article().read_text(encoding="utf-8")


@st.composite
def mutated(draw: st.DrawFn, whole: str) -> str:
    lines = whole.split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "double", "swap", "cut", "put", "end", "indent"])):
            case "delete" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(other, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "put":
                column = draw(st.integers(0, len(lines[at])))
                put = draw(st.sampled_from(SCALARS))
                lines[at] = lines[at][:column] + put + lines[at][column:]
            case "end":
                lines[at] = lines[at].partition(":")[0] + ": " + draw(st.sampled_from(SCALARS))
            case _:
                lines[at] = " " * draw(st.integers(0, 4)) + lines[at]
    return "\n".join(lines)


@RUN
@given(st.one_of(mutated(SMALL), mutated(SMALL), mutated(SEED)))
def test_a_damaged_article_loads(content):
    loaded = load_bytes(content.encode(), "x")
    check_sane(loaded, content)
    if document := loaded.document:
        from models.search import Search
        from models.views.actors import actor_rows
        from models.views.context import context_rows
        from models.views.coverage import coverage
        from models.views.details import detail_rows
        from models.views.quotes import quote_rows
        from models.views.timeline import event_rows

        ids = [row.id for rows in (actor_rows, context_rows, quote_rows, event_rows)
               for row in rows(document) if row.id]  # fmt: skip
        assert set(ids) == document.records.keys()
        assert all(detail_rows(document, key) for key in document.records)
        assert coverage(document, 0, len(document.text.string)) in (0, 1, 2)
        Search(document).find("iran")


def test_a_large_article_loads_in_little_time(article):
    count = 20_000
    events = "".join(
        f"  - {{id: e{n}, title: Event {n}, actors: [a{n % 50}], after: [e{n - 1}],"
        f" date: 2024-01-{n % 28 + 1:02}}}\n"
        for n in range(1, count)
    )
    actors = "".join(f"  - {{id: a{n}, name: Actor {n}, kind: state}}\n" for n in range(50))
    started = time.perf_counter()
    loaded = article(f"actors:\n{actors}events:\n  - {{id: e0, title: First}}\n{events}")
    assert time.perf_counter() - started < 20
    assert loaded.problems == ()
    assert len(loaded.document.all(Event)) == count


def test_thousands_of_dangling_links_are_found_in_little_time(article):
    lines = "".join(
        f"  - {{id: event-{n}, title: t, after: [event-{n}-x]}}\n" for n in range(10_000)
    )
    started = time.perf_counter()
    loaded = article("events:\n" + lines)
    assert time.perf_counter() - started < 12
    assert len(loaded.problems) == 10_000
    assert loaded.problems[0].mend.startswith("Did you mean")
    assert loaded.problems[-1].mend == "Add an event with this id, or take it out."
