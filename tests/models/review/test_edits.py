"""Three versions of a record made one, and a reviewer's corrections over a file that changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.article import Actor
from models.plain import Revision, plain, whole
from models.review.acts import Act
from models.review.edits import Conflict, Merged, corrected, merge3, reconcile
from models.review.ledger import Ledger, Overlay

RECORDS = """
    actors:
      - {id: iran, name: Iran, kind: state}
    events:
      - {id: e, title: Strike, actors: [iran], status: planned, note: first}
"""

fields = st.dictionaries(st.sampled_from("abc"), st.sampled_from([None, 1, 2, [1]]), max_size=3)
versions = st.none() | fields


def acted(number: int, act: str, before, after, **more) -> Act:
    return Act(v=1, id=f"x{number}", at="", by="mk", act=act, before=before, after=after, **more)


def ledger(*acts: Act) -> Ledger:
    return Ledger("mk", acts)


def given_(version):
    return version and {name: value for name, value in version.items() if value is not None}


# Three versions


def test_changes_of_different_fields_meet():
    base = {"id": "e", "title": "One", "note": "n"}
    mine = {"id": "e", "title": "Two", "note": "n"}
    theirs = {"id": "e", "title": "One", "place": "p"}
    assert merge3(base, mine, theirs) == Merged({"id": "e", "title": "Two", "place": "p"})


def test_a_field_that_both_change_is_a_conflict_and_stays_mine():
    merged = merge3({"t": "One"}, {"t": "Two"}, {"t": "Three"})
    assert merged == Merged({"t": "Two"}, (Conflict("t", "One", "Two", "Three"),))
    merged = merge3({"t": "One"}, {}, {"t": "Three"})
    assert merged == Merged({}, (Conflict("t", "One", None, "Three"),))
    assert merge3({"t": "One"}, {"t": "Two"}, {"t": "Two"}).conflicts == ()


def test_lists_are_values_like_others():
    merged = merge3({"of": ["a"]}, {"of": ["a", "b"]}, {"of": ["c"]})
    assert merged.conflicts == (Conflict("of", ["a"], ["a", "b"], ["c"]),)


def test_deleted_here_and_changed_there_is_a_conflict_of_the_record():
    base, changed = {"t": "One"}, {"t": "Two"}
    assert merge3(base, None, changed) == Merged(None, (Conflict("", base, None, changed),))
    assert merge3(base, changed, None) == Merged(changed, (Conflict("", base, changed, None),))
    assert merge3(base, None, base) == Merged(None)
    assert merge3(base, base, None) == Merged(None)


def test_the_same_id_added_twice_is_merged_as_far_as_it_agrees():
    assert merge3(None, {"a": 1}, {"a": 1, "b": 2}) == Merged({"a": 1, "b": 2})
    assert merge3(None, {"a": 1}, {"a": 2}).conflicts == (Conflict("a", None, 1, 2),)
    mine, theirs = {"type": "actor", "id": "x"}, {"type": "place", "id": "x"}
    assert merge3(None, mine, theirs) == Merged(mine, (Conflict("", None, mine, theirs),))


@given(versions, versions)
def test_who_did_not_change_anything_takes_the_other(base, other):
    assert merge3(base, base, other) == Merged(given_(other))
    assert merge3(base, other, base) == Merged(given_(other))
    assert merge3(base, other, other) == Merged(given_(other))


@given(versions, versions, versions)
def test_both_sides_find_the_same_conflicts(base, mine, theirs):
    one, two = merge3(base, mine, theirs), merge3(base, theirs, mine)
    turned = [Conflict(field, was, own, other) for field, was, other, own in two.conflicts]
    assert sorted(one.conflicts, key=str) == sorted(turned, key=str)
    if not one.conflicts:
        assert one.fields == two.fields
    elif one.conflicts[0].field == "":
        assert one.fields == given_(mine)


# Corrections in part


def test_what_was_not_corrected_is_theirs():
    overlay = Overlay({"title": "One"}, {"title": "Two"})
    theirs = {"type": "event", "id": "e", "title": "One", "note": "new"}
    assert reconcile(overlay, theirs).fields == {**theirs, "title": "Two"}


def test_a_field_corrected_here_and_in_the_file_is_a_conflict():
    overlay = Overlay({"title": "One", "note": None}, {"title": "Two", "note": "n"})
    merged = reconcile(overlay, {"id": "e", "title": "Three"})
    assert merged.fields == {"id": "e", "title": "Two", "note": "n"}
    assert merged.conflicts == (Conflict("title", "One", "Two", "Three"),)


def test_what_is_corrected_in_part_and_gone_from_the_file_stays_gone():
    overlay = Overlay({"title": "One"}, {"title": "Two"})
    conflict = Conflict("", {"title": "One"}, {"title": "Two"}, None)
    assert reconcile(overlay, None) == Merged(None, (conflict,))


def test_corrections_taken_back_change_nothing():
    assert reconcile(Overlay({"title": "One"}, {"title": "One"}), {"title": "Three"}) == Merged(
        {"title": "Three"}
    )
    assert reconcile(Overlay(None, None), None) == Merged(None)


@given(fields, fields, fields)
def test_a_correction_that_stands_in_the_file_changes_nothing_more(base, mine, theirs):
    names = {**base, **mine}
    overlay = Overlay({n: base.get(n) for n in names}, {n: mine.get(n) for n in names})
    saved = reconcile(overlay, theirs).fields
    assert reconcile(overlay, saved) == Merged(saved)


# A document and a ledger


def test_what_corrections_make_of_a_document(document):
    desk = document(RECORDS)
    found = corrected(
        desk,
        ledger(
            acted(1, "edit", {"e": {"title": "Strike", "note": "first"}},
                  {"e": {"title": "Blow", "note": None}}),
            acted(2, "add", {"x": None}, {"x": whole(Actor(id="x", name="X", kind="person"))}),
            acted(3, "edit", {"x": {"name": "X"}}, {"x": {"name": "Y"}}),
        ),
    )  # fmt: skip
    assert found.conflicts == {}
    assert found.troubles == {}
    assert found.records["x"] == Actor(id="x", name="Y", kind="person")
    event = found.records["e"]
    assert event is not None
    assert (event.caption, event.note) == ("Blow", "")
    assert found.pending == {
        "e": Revision("event", plain(event)),
        "x": Revision("actor", {"id": "x", "name": "Y", "kind": "person"}),
    }
    assert found.written["e"] == {"title": "Blow", "note": None}
    assert corrected(desk, ledger(), ["e"]).records == {}


def test_after_a_save_nothing_waits_and_an_undo_waits_again(document):
    desk = document(RECORDS)
    edit = acted(1, "edit", {"e": {"title": "Strike"}}, {"e": {"title": "Blow"}})
    pending = corrected(desk, ledger(edit))
    saved = document(RECORDS.replace("Strike", "Blow"))
    save = acted(2, "save", None, pending.written)
    assert corrected(saved, ledger(edit, save)).pending == {}
    assert corrected(saved, ledger(edit)).pending == {}  # killed before the `save` was noted
    undone = corrected(saved, ledger(edit, save, acted(3, "undo", None, None, of="x1")))
    assert undone.written == {"e": {"title": "Strike"}}
    assert undone.records["e"] == desk.records["e"]


def test_a_save_tells_what_waited_and_takes_nothing_of_another_back(document):
    """A note corrected and taken back is somebody else's by the time that the title is saved."""
    note = acted(1, "edit", {"e": {"note": "first"}}, {"e": {"note": "mine"}})
    title = acted(3, "edit", {"e": {"title": "Strike"}}, {"e": {"title": "Blow"}})
    acts = (note, acted(2, "undo", None, None, of="x1"), title)
    theirs = RECORDS.replace("first", "second")
    found = corrected(document(theirs), ledger(*acts))
    assert found.written == {"e": {"title": "Blow"}}
    saved = ledger(*acts, acted(4, "save", None, found.written))
    assert corrected(document(theirs.replace("Strike", "Blow")), saved).records == {}


def test_an_added_record_that_was_saved_waits_no_more(document):
    desk, added = document(RECORDS), Actor(id="x", name="X", kind="person")
    add = acted(1, "add", {"x": None}, {"x": whole(added)})
    save = acted(2, "save", None, corrected(desk, ledger(add)).written)
    saved = document(RECORDS.replace("actors:", "actors:\n      - {id: x, name: X, kind: person}"))
    assert corrected(saved, ledger(add, save)).records == {}
    undone = corrected(saved, ledger(add, save, acted(3, "undo", None, None, of="x1")))
    assert undone.pending == {"x": Revision("actor", None)}
    assert undone.written == {"x": None}


def test_a_deleted_record_goes(document):
    desk = document(RECORDS)
    gone = acted(1, "delete", {"e": whole(desk.records["e"])}, {"e": None})
    found = corrected(desk, ledger(gone))
    assert found.records == {"e": None}
    assert found.pending == {"e": Revision("event", None)}
    changed = document(RECORDS.replace("first", "second"))
    found = corrected(changed, ledger(gone))
    assert [each.field for each in found.conflicts["e"]] == [""]
    assert found.records == {"e": None}
    assert found.pending == found.written == {}


def test_a_conflict_reads_as_mine_and_is_not_saved(document):
    desk = document(RECORDS.replace("Strike", "Raid"))
    edit = acted(1, "edit", {"e": {"title": "Strike"}}, {"e": {"title": "Blow"}})
    found = corrected(desk, ledger(edit))
    assert found.records["e"].caption == "Blow"
    assert found.conflicts == {"e": (Conflict("title", "Strike", "Blow", "Raid"),)}
    assert found.pending == {}
    settled = acted(2, "resolve", {"e": {"title": "Raid"}}, {"e": {"title": "Blow"}})
    found = corrected(desk, ledger(edit, settled))
    assert found.conflicts == {}
    assert found.written == {"e": {"title": "Blow"}}


def test_corrections_that_make_no_record_leave_the_file_s(document):
    desk = document(RECORDS)
    found = corrected(
        desk,
        ledger(
            acted(1, "edit", {"e": {"date": None}}, {"e": {"date": "yesterday"}}),
            acted(2, "add", {"x": None}, {"x": {"id": "x"}}),
            acted(3, "add", {"y": None}, {"y": {"type": ["actor"], "id": "y"}}),
            acted(4, "edit", {"iran": {"id": "iran"}}, {"iran": {"id": "other"}}),
        ),
    )
    assert found.records == found.pending == found.conflicts == {}
    assert [trouble.split(":")[0] for trouble in found.troubles.values()] == [
        "The correction of “e” can’t be shown",
        "The correction of “x” can’t be shown",
        "The correction of “y” can’t be shown",
        "The correction of “iran” can’t be shown",
    ]
