"""Records replaced, added or gone: the same as if the file had been read anew."""

from __future__ import annotations

import json
from typing import get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article import (
    SECTIONS,
    Actor,
    Alias,
    Assertion,
    Context,
    Event,
    Link,
    Place,
    Quote,
    Record,
    Relation,
    Role,
    Selector,
)
from models.dates import Date
from models.document import Document
from models.loading.reading import load_bytes
from models.plain import plain
from models.revise import NOWHERE, revise

TEXT = """\
Iran struck a base on Monday.

Tehran said “we are calm,” and Iran said it twice.

Nothing was known of Tehran’s Iran desk.
"""
WORDS = [
    "Iran",
    "Tehran",
    "Iran desk",
    "a base",
    "a  base",
    "“we are calm,”",
    '"we are calm,"',
    "no such words",
]

IDS = [f"{kind}{number}" for kind in "aepqcl" for number in range(3)] + ["ghost"]
ids = st.sampled_from(IDS)
some = st.lists(ids, max_size=2, unique=True).map(tuple)
words = st.sampled_from(WORDS)
at = st.lists(st.builds(Selector, exact=words), max_size=2).map(tuple)
aliases = st.lists(st.builds(Alias, text=words, metonym=st.booleans()), max_size=1).map(tuple)
roles = st.lists(st.builds(Role, title=st.just("envoy"), of=ids), max_size=1).map(tuple)


def record(key: str) -> st.SearchStrategy[Record]:
    own = st.just(key)
    match key[0]:
        case "a":
            kind = st.sampled_from(["state", "person"])
            return st.builds(
                Actor, id=own, name=words, kind=kind, at=at, aliases=aliases, of=some,
                place=st.none() | ids, roles=roles
            )  # fmt: skip
        case "e":
            return st.builds(
                Event, id=own, title=words, actors=some, after=some, before=some, at=at
            )
        case "p":
            return st.builds(Place, id=own, name=words, kind=st.just("city"), in_=some, at=at)
        case "q":
            form = st.sampled_from(["direct", "indirect"])
            return st.builds(Quote, id=own, form=form, text=words, speaker=some, at=at)
        case "c":
            return st.builds(Context, id=own, kind=st.just("law"), gloss=words, about=some)
        case _:
            rel = st.sampled_from(get_args(Relation)[:2])
            return st.builds(Link, id=own, from_=ids, rel=rel, to=ids)


RANK = {struct: number for number, struct in enumerate(SECTIONS.values())}

records = st.fixed_dictionaries({key: st.none() | record(key) for key in IDS[:-1]}).map(
    lambda drawn: {
        each.id: each for each in sorted(filter(None, drawn.values()), key=lambda r: RANK[type(r)])
    }
)
changes = st.dictionaries(st.sampled_from(IDS[:-1]), st.none(), max_size=4).flatmap(
    lambda keys: st.fixed_dictionaries({key: st.none() | record(key) for key in keys})
)


def read(records: dict[str, Record], text: str = TEXT) -> Document:
    lines = ["copydesk: 1", f"article: {{text: {json.dumps(text)}}}"]
    for section, struct in SECTIONS.items():
        lines.append(f"{section}:")
        lines += [
            f"  - {json.dumps(plain(each))}" for each in records.values() if type(each) is struct
        ]
    loaded = load_bytes("\n".join(lines).encode(), "t.yaml")
    assert loaded.document is not None
    return loaded.document


def told(document: Document) -> list[tuple[str, str, str]]:
    return sorted((each.code, each.message, each.record) for each in document.problems)


@settings(max_examples=150, deadline=None)
@given(records, st.lists(changes, min_size=1, max_size=2))
def test_it_is_as_if_the_file_were_read_anew(before, steps):
    document = read(before)
    for change in steps:
        document = revise(document, change)
        anew = read(dict(document.records))
        assert document.records == anew.records
        assert list(document.records) == list(anew.records)
        assert document.passages.ordered == anew.passages.ordered
        assert document.passages.hits == anew.passages.hits
        assert told(document) == told(anew)
        for key in (*IDS, "nobody"):
            assert document.links.of(key) == anew.links.of(key)
            assert document.passages.of(key) == anew.passages.of(key)
            assert document.links.pointing(key) == anew.links.pointing(key)
    assert document.positions.keys() == document.records.keys()


@settings(max_examples=60, deadline=None)
@given(records, changes)
def test_what_is_taken_back_is_as_it_was(before, change):
    document = read(before)
    back = {key: document.records.get(key) for key in change}
    again = revise(revise(document, change), back)
    assert again.records == document.records
    assert [each[0] for each in told(again)] == [each[0] for each in told(document)]
    assert {p.spans for p in again.passages.ordered} == {p.spans for p in document.passages.ordered}


def test_a_name_that_stands_everywhere_is_found_everywhere():
    text = "\n\n".join(f"Paragraph {number}: Iran in Tehran." for number in range(60))
    named = read({"a0": Actor(id="a0", name="Iran", kind="state")}, text)
    actor = Actor(id="a0", name="Tehran", kind="state", aliases=(Alias(text="Iran in"),))
    new = revise(named, {"a0": actor})
    assert new.passages.ordered == read({"a0": actor}, text).passages.ordered
    assert new.passages.count("a0") == 120


def test_nothing_changed_is_the_same_document(bundled):
    assert revise(bundled, {}) is bundled
    assert revise(bundled, {"recall": bundled.records["recall"], "nobody": None}) is bundled


def test_a_new_record_stands_at_the_end_of_its_type_and_nowhere_in_the_file(bundled):
    new = revise(bundled, {"x": Actor(id="x", name="The two envoys", kind="people")})
    assert [actor.id for actor in new.all(Actor)][-1] == "x"
    assert list(new.records).index("x") < list(new.records).index("gaza-war")
    assert new.positions["x"] == NOWHERE
    assert new.positions["recall"] == bundled.positions["recall"]
    assert (new.text, new.article, new.path) == (bundled.text, bundled.article, bundled.path)


def test_a_record_of_another_type_moves(bundled):
    new = revise(bundled, {"hamas": Place(id="hamas", name="Hamas", kind="area")})
    assert [place.id for place in new.all(Place)][-1] == "hamas"
    assert [each.record for each in new.problems if each.code == "E206"] == ["gaza-war"]


def test_links_of_a_record_that_goes_are_told_where_they_stand(bundled):
    new = revise(bundled, {"raisi": None})
    (problem,) = new.problems
    assert (problem.code, problem.record) == ("E203", "raisi-visit")
    assert problem[2:4] == bundled.positions["raisi-visit"]
    assert new.passages.of("raisi") == []
    assert not [edge for edge in new.links.of("iran") if edge.target == "raisi"]


def test_problems_keep_their_place_and_go_when_they_are_mended(document):
    desk = document("""
        events:
          - id: e
            title: E
            date: yesterday
            actors: [nobody]
            at: no such words
          - {id: f, title: F, date: tomorrow, after: [g]}
        """)
    assert [each.code for each in desk.problems] == ["E302", "E203", "E101", "E302", "E203"]
    event = desk.records["e"]
    noted = revise(desk, {"e": msgspec.structs.replace(event, note="n")})
    assert noted.problems == desk.problems
    mended = revise(noted, {"e": Event(id="e", title="E", date=Date("2024"), note="n")})
    assert [(each.code, each.record) for each in mended.problems] == [("E302", "f"), ("E203", "f")]
    assert mended.problems == desk.problems[3:]
    gone = revise(mended, {"f": None})
    assert gone.problems == ()


def test_a_problem_is_of_the_field_that_it_names_and_of_no_longer_name(document):
    desk = document("""
        events:
          - {id: e, title: E, date_says: [soon], asserted: [{by: reporter, as: nonsense}]}
        """)
    assert [each.message[:15] for each in desk.problems] == ["`date_says` sho", "`asserted.as` c"]
    event = desk.records["e"]
    dated = revise(desk, {"e": msgspec.structs.replace(event, date=Date("2024"))})
    assert dated.problems == desk.problems
    said = revise(dated, {"e": msgspec.structs.replace(event, date_says="soon")})
    assert said.problems == desk.problems[1:]
    vouched = (Assertion(by="reporter", as_="denial"),)
    assert revise(said, {"e": Event(id="e", title="E", asserted=vouched)}).problems == ()


def test_ids_of_records_that_could_not_be_read_are_no_fault(article):
    loaded = article("""
        actors:
          - {id: a}
        events:
          - {id: e, title: E, actors: [a]}
        """)
    desk = loaded.document
    new = revise(desk, {"e": Event(id="e", title="Other", actors=("a",))})
    assert new.problems == desk.problems
    cut = article("""
        events:
          - {id: e, title: E, actors: [behind]}
          - {id: f, title: [
        """).document
    assert [each.code for each in cut.problems] == ["E004"]
    new = revise(cut, {"e": Event(id="e", title="Other", actors=("behind", "lost"))})
    assert [each.code for each in new.problems] == ["E203", "E004"]
