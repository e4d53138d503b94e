"""Corrections as a reviewer makes them: what they change, and that they leave nothing dangling."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article import (
    SECTIONS,
    Actor,
    Alias,
    Assertion,
    Context,
    Event,
    Label,
    Link,
    Place,
    Quote,
    Record,
    RecordType,
    Relation,
    Role,
)
from models.document import Document
from models.links import references
from models.loading.reading import load_bytes
from models.plain import plain
from models.review.acts import Act
from models.review.edits import corrected
from models.review.ledger import Ledger
from models.review.operations import (
    Correction,
    ImpossibleError,
    Parts,
    add,
    delete,
    edit,
    fresh_id,
    linking_to,
    merge,
    split,
)
from models.review.rework import swapped, typed_record
from models.revise import revise

RECORDS = """
    places:
      - {id: pk, name: Pakistan, kind: country}
      - {id: city, name: Islamabad, kind: city, in: [pk]}
    actors:
      - {id: iran, name: Iran, kind: state, aliases: [Tehran], note: One}
      - {id: persia, name: Persia, kind: state, aliases: [Fars, Eran], place: pk, note: Two,
         of: [iran], at: a base}
      - {id: envoy, name: The Envoy, kind: person, of: [persia],
         roles: [{title: envoy, of: persia}], labels: [{label: hawk, by: persia}]}
    events:
      - {id: e, title: E, actors: [iran, persia], targets: [persia], place: city,
         asserted: [{by: persia, as: claim}, {by: reporter}]}
      - {id: f, title: F, after: [e]}
    quotes:
      - {id: q, form: direct, text: "“we are calm,”", speaker: [persia], about: ["e:causes:f"]}
    context:
      - {id: c, kind: law, gloss: G, by: persia, about: [e, "e:causes:f"]}
    links:
      - {from: e, rel: causes, to: f}
      - {from: persia, rel: rivals, to: e}
      - {from: iran, rel: rivals, to: e}
      - {from: iran, rel: allied-with, to: persia}
      - {id: own, from: persia, rel: see-also, to: f}
      - {id: above, from: "persia:rivals:e", rel: explains, to: f}
    """


@pytest.fixture
def desk(document) -> Document:
    made = document(RECORDS)
    assert made.problems == ()
    return made


def act(number: int, correction: Correction) -> Act:
    return Act(
        v=1,
        id=f"x{number}",
        at="",
        by="mk",
        act=correction.act,
        record=correction.record,
        before=correction.before,
        after=correction.after,
    )


def shown(file: Document, ledger: Ledger) -> Document:
    found = corrected(file, ledger)
    assert found.troubles == {}
    assert found.conflicts == {}
    return revise(file, found.records)


def done(file: Document, *corrections: Correction) -> Document:
    acts = [act(number, each) for number, each in enumerate(corrections)]
    return shown(file, Ledger("mk", acts))


def called(document: Document, old: str, new: str) -> Correction:
    """A record under another id."""
    record = document.records.get(old)
    return edit(document, old, {**(plain(record) if record else {}), "id": new})


def refused(operation, *arguments) -> str:
    with pytest.raises(ImpossibleError) as caught:
        operation(*arguments)
    words = str(caught.value)
    assert words[-1] in ".?"
    return words


# One record


def test_an_edit_has_only_the_fields_that_differ(desk):
    fields = plain(desk.records["f"])
    made = edit(desk, "f", {**fields, "title": "Other", "after": [], "note": "n", "date": None})
    assert made == Correction(
        "edit",
        "f",
        {"f": {"title": "F", "after": ["e"], "note": None}},
        {"f": {"title": "Other", "after": None, "note": "n"}},
    )
    assert done(desk, made).records["f"] == Event(id="f", title="Other", note="n")


def test_an_edit_that_cannot_stand_is_refused_in_words(desk):
    fields = plain(desk.records["f"])
    assert "`date`" in refused(edit, desk, "f", {**fields, "date": "yesterday"})
    assert refused(edit, desk, "f", fields) == "Everything reads like that already."
    assert "“nobody”" in refused(edit, desk, "f", {**fields, "actors": ["nobody"]})
    assert "of type place" in refused(edit, desk, "f", {**fields, "actors": ["pk"]})
    assert "no record “gone”" in refused(edit, desk, "gone", fields)
    assert "has no `title`" in refused(edit, desk, "f", {"id": "f"})
    assert "is taken" in refused(edit, desk, "f", {**fields, "id": "e"})


def test_what_dangled_before_does_not_hinder_an_edit(document):
    desk = document("""
        events:
          - {id: e, title: E, actors: [ghost]}
        """)
    made = edit(desk, "e", {**plain(desk.records["e"]), "note": "n"})
    assert made.after == {"e": {"note": "n"}}


def test_another_id_in_an_edit_renames(desk):
    made = edit(desk, "persia", {**plain(desk.records["persia"]), "id": "p", "note": "n"})
    assert (made.act, made.record) == ("rename", "p")
    new = done(desk, made)
    assert new.records["p"].note == "n"
    assert new.records["e"].targets == ("p",)
    assert new.problems == ()


def test_a_link_keeps_the_id_that_its_ends_make(desk):
    link = plain(desk.records["e:causes:f"])
    made = edit(desk, "e:causes:f", {**link, "to": "persia"})
    assert made.record == "e:causes:persia"
    new = done(desk, made)
    assert new.records["q"].about == ("e:causes:persia",)
    assert new.records["c"].about == ("e", "e:causes:persia")
    assert "e:causes:f" not in new.records
    own = edit(desk, "own", {**plain(desk.records["own"]), "to": "e"})
    assert own.after == {"own": {"to": "e"}}


def test_a_record_is_added(desk):
    made = add(desk, "event", {"title": "Café opened", "actors": ["iran"]})
    assert (made.act, made.record) == ("add", "cafe-opened")
    assert made.before == {"cafe-opened": None}
    assert made.after["cafe-opened"]["type"] == "event"
    assert done(desk, made).records["cafe-opened"].actors == ("iran",)
    link = add(desk, "link", {"from": "e", "rel": "supports", "to": "q"})
    assert link.record == "e:supports:q"
    assert "is taken" in refused(add, desk, "link", {"from": "e", "rel": "causes", "to": "f"})
    assert "`actors`" in refused(add, desk, "event", {"title": "T", "actors": ["nobody"]})
    assert "has no `kind`" in refused(add, desk, "actor", {"name": "N"})
    named = {"id": "reporter", "name": "N", "kind": "person"}
    assert "text’s own voice" in refused(add, desk, "actor", named)
    assert "space" in refused(add, desk, "actor", {**named, "id": " x"})


def test_an_id_is_made_of_words():
    def ids(words: str, *taken: str) -> str:
        lines = [f"  - {{id: {key}, name: N, kind: person}}" for key in taken]
        text = "\n".join(["copydesk: 1", "article: {text: T}", "actors:", *lines])
        loaded = load_bytes(text.encode(), "t.yaml").document
        assert loaded is not None
        return fresh_id(loaded, words)

    assert ids("Hossein Amir-Abdollahian") == "hossein-amir-abdollahian"
    assert ids("Pakistan’s “Café” №5, Øre") == "pakistans-cafe-5-ore"
    assert ids("Iran", "iran", "iran-2") == "iran-3"
    assert ids("ایران") == "record"
    assert ids("ایران", "record") == "record-2"
    assert ids("Reporter") == "reporter-2"
    assert (
        ids("a very long title that goes on and on and on")
        == "a-very-long-title-that-goes-on-and-on"
    )
    assert ids("x" * 60) == "x" * 40


# What goes takes its links with it


def test_what_links_to_a_record_is_told(desk):
    assert linking_to(desk, "persia") == [
        ("envoy", "envoy of Persia"),
        ("envoy", "called “hawk” by Persia"),
        ("e", "by Persia"),
        ("e", "to Persia"),
        ("e", "claimed by Persia"),
        ("q", "said by Persia"),
        ("c", "according to Persia"),
        ("persia:rivals:e", "from Persia"),
        ("iran:allied-with:persia", "to Persia"),
        ("own", "from Persia"),
    ]
    assert linking_to(desk, "envoy") == []


def test_a_deletion_takes_every_link_along(desk):
    made = delete(desk, "persia")
    assert (made.act, made.record) == ("delete", "persia")
    new = done(desk, made)
    assert new.problems == ()
    envoy = new.records["envoy"]
    assert (envoy.of, envoy.roles) == ((), (Role(title="envoy"),))
    assert envoy.labels == (Label(label="hawk"),)
    event = new.records["e"]
    assert (event.actors, event.targets) == (("iran",), ())
    assert event.asserted == (Assertion(by="reporter"),)
    assert "c" not in new.records  # or it would be the reporter who says so
    links = ["e:causes:f", "iran:rivals:e"]
    assert [
        link.id for link in new.all(Link)
    ] == links  # with `above`, which led from one that went
    assert made.before["own"]["type"] == "link"
    assert made.after["own"] is None


def test_links_to_links_go_with_them(desk):
    new = done(desk, delete(desk, "f"))
    assert new.records["q"].about == ()
    assert new.records["c"].about == ("e",)
    assert new.problems == ()


# Another id


def test_every_link_follows_a_renaming(desk):
    made = called(desk, "persia", "ir")
    assert (made.act, made.record) == ("rename", "ir")
    new = done(desk, made)
    assert new.problems == ()
    assert "persia" not in new.records
    assert new.records["ir"].name == "Persia"
    envoy = new.records["envoy"]
    assert (envoy.of, envoy.roles[0].of, envoy.labels[0].by) == (("ir",), "ir", "ir")
    assert new.records["own"].from_ == "ir"
    assert "ir:rivals:e" in new.records
    assert new.records["above"].from_ == "ir:rivals:e"
    assert new.links.of("ir")[0].target == "iran"
    assert "is taken" in refused(called, desk, "persia", "iran")
    refused(called, desk, "persia", "persia")
    refused(called, desk, "persia", "")


# Two made one


def test_two_actors_become_one(desk):
    made = merge(desk, "iran", "persia")
    assert (made.act, made.record) == ("merge", "iran")
    assert made.after["persia"] is None
    assert "id" not in made.after["iran"]
    new = done(desk, made)
    assert new.problems == ()
    iran = new.records["iran"]
    assert [alias.text for alias in iran.aliases] == ["Tehran", "Fars", "Eran", "Persia"]
    assert (iran.name, iran.note, iran.place, iran.of) == ("Iran", "One\nTwo", "pk", ())
    assert [selector.exact for selector in iran.at] == ["a base"]
    assert new.records["e"].actors == ("iran",)
    assert new.records["e"].targets == ("iran",)
    assert new.records["c"].by == "iran"
    assert [link.id for link in new.all(Link)] == ["e:causes:f", "iran:rivals:e", "own", "above"]
    assert new.records["above"].from_ == "iran:rivals:e"


def test_links_that_become_the_same_are_united(document):
    desk = document("""
        actors:
          - {id: a, name: A, kind: person}
          - {id: b, name: B, kind: person}
          - {id: c, name: C, kind: person}
        links:
          - {from: a, rel: rivals, to: c, note: One}
          - {from: b, rel: rivals, to: c, note: Two, tags: [t]}
        """)
    new = done(desk, merge(desk, "a", "b"))
    (link,) = new.all(Link)
    assert (link.id, link.note, link.tags) == ("a:rivals:c", "One\nTwo", ("t",))


def test_what_says_nothing_is_filled_and_what_says_something_stays(document):
    desk = document("""
        places:
          - {id: a, name: A, kind: city, basis: inferred}
          - {id: b, name: B, kind: area, lat: 1, precision: city, basis: outside, note: N, in: [a]}
        """)
    place = done(desk, merge(desk, "a", "b")).records["a"]
    assert (place.kind, place.lat, place.precision) == ("city", 1.0, "city")
    assert (place.basis, place.note, place.in_) == ("inferred", "N", ())
    assert place.aliases == (Alias(text="B"),)


def test_only_two_of_one_type_can_be_merged(desk):
    assert "only two of one type" in refused(merge, desk, "iran", "pk")
    refused(merge, desk, "iran", "iran")
    refused(merge, desk, "iran", "gone")
    assert "leads to" in refused(merge, desk, "above", "persia:rivals:e")


# One made two


def test_a_record_is_split(desk):
    parts = Parts(
        own=[("aliases", 1), ("at", 0)],
        references=[
            ("e", ("targets", 0)),
            ("e", ("asserted", 0, "by")),
            ("c", ("by", 0)),
            ("persia:rivals:e", ("from",)),
            ("envoy", ("roles", 0, "of")),
        ],
    )
    made = split(desk, "persia", "", parts)
    assert (made.act, made.record) == ("split", "persia")
    new = done(desk, made)
    assert new.problems == ()
    eran, persia = new.records["eran"], new.records["persia"]
    assert (eran.name, eran.kind, eran.place, eran.of) == ("Eran", "state", "pk", ("iran",))
    assert (eran.aliases, eran.note, [each.exact for each in eran.at]) == ((), "", ["a base"])
    assert (persia.name, persia.note, persia.at) == ("Persia", "Two", ())
    assert [alias.text for alias in persia.aliases] == ["Fars"]
    event = new.records["e"]
    assert (event.actors, event.targets) == (("iran", "persia"), ("eran",))
    assert event.asserted[0].by == "eran"
    assert new.records["c"].by == "eran"
    assert new.records["envoy"].roles[0].of == "eran"
    assert new.records["above"].from_ == "eran:rivals:e"
    assert "persia:rivals:e" not in new.records


def test_fields_and_a_name_can_be_given_to_the_new_one(desk):
    parts = Parts(own=[("note",), ("of", 0)], fields={"name": "Other"})
    new = done(desk, split(desk, "persia", "other", parts))
    other, persia = new.records["other"], new.records["persia"]
    assert (other.name, other.note, other.of) == ("Other", "Two", ("iran",))
    assert (persia.note, persia.of) == ("", ())


def test_a_split_that_cannot_be_is_refused(desk):
    refused(split, desk, "persia", "iran", Parts())
    wrong = Parts(references=[("f", ("targets", 0))])
    assert "does not name" in refused(split, desk, "persia", "x", wrong)
    refused(split, desk, "persia", "x", Parts(references=[("gone", ("targets", 0))]))


def test_the_bundled_article_stays_sound(bundled):
    for key in bundled.records:
        assert done(bundled, delete(bundled, key)).links is not None
        gone = done(bundled, delete(bundled, key))
        assert not [each for each in gone.problems if each.code == "E203"]
        other = done(bundled, called(bundled, key, "x"))
        assert other.problems == ()
        assert len(other.records) == len(bundled.records)


# Any sequence

IDS = [f"{kind}{number}" for kind in "aepqcl" for number in range(3)] + ["ghost"]
ids = st.sampled_from(IDS)
some = st.lists(ids, max_size=2, unique=True).map(tuple)
words = st.sampled_from(["Iran", "Tehran", "base", "Other"])
TYPES: dict[str, RecordType] = {
    "a": "actor",
    "e": "event",
    "p": "place",
    "q": "quote",
    "c": "context",
    "l": "link",
}


def record(key: str) -> st.SearchStrategy[Record]:
    own = st.just(key)
    match key[0]:
        case "a":
            return st.builds(
                Actor, id=own, name=words, kind=st.just("state"), of=some, place=st.none() | ids,
                roles=st.lists(st.builds(Role, title=st.just("r"), of=ids), max_size=1).map(tuple),
                aliases=st.lists(st.builds(Alias, text=words), max_size=1).map(tuple), note=words,
            )  # fmt: skip
        case "e":
            asserted = st.lists(st.builds(Assertion, by=ids), max_size=2).map(tuple)
            return st.builds(
                Event, id=own, title=words, actors=some, after=some, place=st.none() | ids,
                asserted=asserted,
            )  # fmt: skip
        case "p":
            return st.builds(Place, id=own, name=words, kind=st.just("city"), in_=some)
        case "q":
            return st.builds(Quote, id=own, form=st.just("indirect"), speaker=some, about=some)
        case "c":
            return st.builds(Context, id=own, kind=st.just("law"), gloss=words, about=some, by=ids)
        case _:
            rel = st.sampled_from(get_args(Relation)[:2])
            return st.builds(Link, id=own, from_=ids, rel=rel, to=ids).flatmap(
                lambda link: st.sampled_from([link.id, f"{link.from_}:{link.rel}:{link.to}"]).map(
                    lambda id_: Link(id=id_, from_=link.from_, rel=link.rel, to=link.to)
                )
            )


def read(records: list[Record]) -> Document:
    lines = ["copydesk: 1", "article: {text: Iran struck a base.}"]
    for section, struct in SECTIONS.items():
        own = {each.id: json.dumps(plain(each)) for each in records if type(each) is struct}
        lines += [f"{section}:", *(f"  - {each}" for each in own.values())]
    document = load_bytes("\n".join(lines).encode(), "t.yaml").document
    assert document is not None
    return document


files = st.tuples(*(st.none() | record(key) for key in IDS[:-1])).map(
    lambda drawn: read([each for each in drawn if each])
)


def drawn_fields(draw, document: Document, kind: str) -> dict[str, object]:
    """Fields of a record that name only what is there and may be named, where they can do without."""
    fields = plain(draw(record(f"{kind}0")))
    made = typed_record(TYPES[kind], fields)
    wrong = [each.target for each in references(made) if each.target not in document.records]
    left = swapped(TYPES[kind], fields, dict.fromkeys(wrong))
    return left or fields


def drawn_operation(draw, document: Document) -> Correction:
    one = draw(st.sampled_from([*document.records] or [""]))
    type_ = document.records[one].type if one else "actor"
    new = draw(st.sampled_from(["n1", "n2", "n3", "n4", "n5"]))
    match draw(st.sampled_from(["edit", "add", "delete", "rename", "merge", "merge", "split"])):
        case "edit":
            id_ = draw(st.sampled_from([one, new]))
            return edit(document, one, {**drawn_fields(draw, document, type_[0]), "id": id_})
        case "add":
            kind = draw(st.sampled_from("aepqcl"))
            id_ = draw(st.sampled_from(["", new]))
            return add(document, TYPES[kind], {**drawn_fields(draw, document, kind), "id": id_})
        case "delete":
            return delete(document, one)
        case "rename":
            return called(document, one, new)
        case "merge":
            alike = [each.id for each in document.records.values() if each.type == type_]
            return merge(document, one, draw(st.sampled_from(alike or [""])))
        case _:
            pointing = [(source, each.path) for source, each in document.links.pointing(one)]
            chosen = draw(st.lists(st.sampled_from(pointing), unique=True)) if pointing else []
            own = draw(st.sets(st.sampled_from([("aliases", 0), ("note",), ("roles", 0)])))
            return split(document, one, draw(st.sampled_from(["", new])), Parts(own, chosen))


def dangling(document: Document) -> set[str]:
    return {
        each.target
        for _, each in document.links.dangling(document.records)
        if each.target not in document.records
    }


@settings(max_examples=150, deadline=None)
@given(files, st.data())
def test_no_sequence_leaves_a_link_dangling_and_all_of_it_can_be_undone(file, data):
    ledger, former = Ledger("mk"), [file]
    for number in range(data.draw(st.integers(1, 5))):
        now = former[-1]
        try:
            correction = drawn_operation(data.draw, now)
        except ImpossibleError:
            continue
        ledger.add([act(number, correction)])
        new = shown(file, ledger)
        assert new.records != now.records
        assert all(key == each.id for key, each in new.records.items())
        assert dangling(new) <= dangling(file)
        for key, (before, after) in act(number, correction).changes.items():
            assert (before is None) == (key not in now.records)
            assert (after is None) == (key not in new.records)
            assert before is None or after is None or before.keys() == after.keys()
        former.append(new)
    while len(former) > 1:
        former.pop()
        undo = Act(v=1, id="u", at="", by="mk", act="undo", of=ledger.undoable[0].group)
        ledger.add([undo])
        assert shown(file, ledger).records == former[-1].records
    assert corrected(file, ledger).records == {}
