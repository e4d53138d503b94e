"""Two versions of an article and the one both come from, made one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.loading.reading import load_bytes
from models.merging import ARTICLE, Merge, MergeError, merge, no_version, version
from models.plain import plain
from models.review.edits import Conflict

BASE = """\
# Who met whom.
copydesk: 1
article:
  title: A meeting
  publisher: The Post
  text: |
    Ann met Ben in Oslo on Monday.

    They talked.

    Ben went home.
actors:
  # people
  - id: ann
    name: Ann
    kind: person

  - id: ben
    name: Ben   # as the text has it
    kind: person
    note: first seen here
events:
  - {id: met, title: They met, actors: [ann, ben], at: met}
"""


def merged(mine: str, theirs: str, base: str = BASE) -> Merge:
    return merge(
        version(base.encode(), "base"),
        version(mine.encode(), "mine"),
        version(theirs.encode(), "theirs"),
    )


def change(*changes: tuple[str, str], of: str = BASE) -> str:
    for old, new in changes:
        assert of.count(old) == 1, old
        of = of.replace(old, new)
    return of


def test_changes_of_different_records_are_both_there() -> None:
    mine = change(("name: Ann\n", "name: Anna\n"))
    theirs = change(("note: first seen here", "note: seen"), ("They met,", "A meeting,"))
    found = merged(mine, theirs)
    assert found == Merge(
        change(
            ("name: Ann\n", "name: Anna\n"),
            ("note: first seen here", "note: seen"),
            ("They met,", "A meeting,"),
        ),
        {},
    )


def test_fields_of_one_record_on_one_line_are_both_there() -> None:
    mine = change(("title: They met", "title: Both met"))
    theirs = change(("at: met", 'at: met, date: "2024-01-29"'))
    found = merged(mine, theirs)
    assert found.text == change(
        ("title: They met", "title: Both met"), ("at: met", 'date: "2024-01-29", at: met')
    )
    assert (found.conflicts, found.problems, found.lost) == ({}, (), ())


def test_lines_that_touch_are_merged_with_their_comments() -> None:
    mine = change(("    name: Ann\n", "    name: Anna  # so she says\n"))
    theirs = change(("  - id: ann\n", "  # the elder\n  - id: ann\n"))
    found = merged(mine, theirs)
    assert found.text == change(
        (
            "  - id: ann\n    name: Ann\n",
            "  # the elder\n  - id: ann\n    name: Anna  # so she says\n",
        )
    )


def test_records_that_both_add_at_the_end_of_a_section_are_both_there() -> None:
    end = "    note: first seen here\n"
    cid = "  - {id: cid, name: Cid, kind: person}\n"
    dan = "  # late\n  - {id: dan, name: Dan, kind: person}\n"
    found = merged(change((end, end + cid)), change((end, end + dan)))
    assert found.text == change((end, end + cid + dan))
    assert found.conflicts == {}


def test_the_same_change_on_both_sides_is_one() -> None:
    both = change(("title: They met", "title: Both met"))
    assert merged(both, both) == Merge(both, {})
    other_style = change(("title: They met", 'title: "Both met"'))
    assert merged(both, other_style).conflicts == {}


def test_a_field_that_both_changed_has_mine_and_is_told() -> None:
    mine = change(("title: They met", "title: Both met"), ("name: Ann\n", "name: Anna\n"))
    theirs = change(
        ("title: They met", "title: A meeting"),
        ("kind: person\n    note", "kind: people\n    note"),
    )
    found = merged(mine, theirs)
    assert found.conflicts == {"met": (Conflict("title", "They met", "Both met", "A meeting"),)}
    assert found.text == change(
        ("title: They met", "title: Both met"),
        ("name: Ann\n", "name: Anna\n"),
        ("kind: person\n    note", "kind: people\n    note"),
    )


def test_what_one_deleted_and_the_other_changed_is_a_conflict() -> None:
    gone = change(("  - {id: met, title: They met, actors: [ann, ben], at: met}\n", ""))
    gone = gone.replace("events:\n", "events: []\n")
    changed = change(("title: They met", "title: Both met"))
    found = merged(gone, changed)
    [conflict] = found.conflicts["met"]
    assert (conflict.field, conflict.mine) == ("", None)
    assert found.text == gone
    found = merged(changed, gone)
    [conflict] = found.conflicts["met"]
    assert (conflict.field, conflict.theirs) == ("", None)
    assert found.text == changed


def test_what_one_deleted_goes() -> None:
    mine = change(("title: They met", "title: Both met"))
    theirs = change(
        ("  - id: ben\n    name: Ben   # as the text has it\n    kind: person\n", ""),
        ("    note: first seen here\n", ""),
        ("[ann, ben]", "[ann]"),
    )
    found = merged(mine, theirs)
    assert "ben" not in found.text
    assert "{id: met, title: Both met, actors: [ann], at: met}" in found.text
    assert (found.conflicts, found.problems) == ({}, ())


def test_a_record_that_names_what_the_other_side_deleted_is_told() -> None:
    mine = change(
        ("  - id: ben\n    name: Ben   # as the text has it\n    kind: person\n", ""),
        ("    note: first seen here\n", ""),
        ("[ann, ben]", "[ann]"),
    )
    theirs = BASE + "  - {id: left, title: He left, actors: [ben], at: went home}\n"
    found = merged(mine, theirs)
    assert found.conflicts == {}
    assert [(problem.code, problem.record) for problem in found.problems] == [("E203", "left")]


# The article itself


def test_the_article_is_merged_by_lines() -> None:
    mine = change(("Ann met Ben in Oslo", "Ann met Ben in Bergen"), ("name: Ann\n", "name: Anna\n"))
    theirs = change(("Ben went home.", "Ben left."), ("title: They met", "title: Both met"))
    found = merged(mine, theirs)
    assert found.conflicts == {}
    assert found.text == change(
        ("Ann met Ben in Oslo", "Ann met Ben in Bergen"),
        ("name: Ann\n", "name: Anna\n"),
        ("Ben went home.", "Ben left."),
        ("title: They met", "title: Both met"),
    )


def test_the_article_is_merged_by_lines_when_records_are_not() -> None:
    mine = change(
        ("Ann met Ben in Oslo", "Ann met Ben in Bergen"), ("met, title: They", "met, title: Both")
    )
    theirs = change(("Ben went home.", "Ben left."), ("at: met", "note: hm, at: met"))
    found = merged(mine, theirs)
    assert found.conflicts == {}
    assert "in Bergen on" in found.text
    assert "    Ben left.\n" in found.text
    assert "title: Both met" in found.text
    assert "note: hm" in found.text


def test_fields_of_the_article_on_lines_that_touch_are_both_there() -> None:
    mine = change(("title: A meeting", "title: Talks"), ("title: They met", "title: Both met"))
    theirs = change(
        ("publisher: The Post", "publisher: The Times"), ("at: met", "note: hm, at: met")
    )
    found = merged(mine, theirs)
    assert found.conflicts == {}
    assert "  title: Talks\n  publisher: The Times\n" in found.text


def test_an_article_that_both_changed_has_mine_and_is_told() -> None:
    mine = change(("title: A meeting", "title: Talks"))
    theirs = change(("title: A meeting", "title: Ann meets Ben"), ("name: Ann\n", "name: Anna\n"))
    found = merged(mine, theirs)
    assert found.conflicts == {ARTICLE: (Conflict("title", "A meeting", "Talks", "Ann meets Ben"),)}
    assert found.text == change(
        ("title: A meeting", "title: Talks"), ("name: Ann\n", "name: Anna\n")
    )


def test_what_the_lines_of_the_article_hide_is_told_too() -> None:
    mine = change(("title: A meeting", "title: Talks"), ("The Post", "The Sun"))
    theirs = change(("title: A meeting", "title: Ann meets Ben"), ("They talked.", "They sang."))
    found = merged(mine, theirs)
    assert [conflict.field for conflict in found.conflicts[ARTICLE]] == ["title", "text"]
    assert found.text == mine


def test_two_files_that_come_from_nothing_are_one_where_they_agree() -> None:
    mine = change(("name: Ann\n", "name: Ann\n    wikidata: Q1\n"))
    theirs = change(("title: They met", "title: Both met"))
    found = merge(
        no_version("base"), version(mine.encode(), "mine"), version(theirs.encode(), "theirs")
    )
    assert found.conflicts == {"met": (Conflict("title", None, "They met", "Both met"),)}
    assert found.text == mine


# Comments, and how files are written


def test_comments_that_find_no_place_are_told() -> None:
    mine = change(("title: They met", "title: Both met"))
    theirs = change(("events:\n", "events:\n  # the only one\n"), ("at: met", "note: hm, at: met"))
    found = merged(mine, theirs)
    assert found.lost == ("# the only one",)
    assert found.text == change(
        ("title: They met", "title: Both met"), ("at: met", "note: hm, at: met")
    )


def test_line_ends_and_the_mark_at_the_beginning_stay() -> None:
    base = "\ufeff" + BASE.replace("\n", "\r\n")
    mine = base.replace("name: Ann\r", "name: Anna\r")
    theirs = base.replace("They met,", "Both met,")
    assert merged(mine, theirs, base).text == mine.replace("They met,", "Both met,")
    converted = BASE.replace("They met,", "Both met,")
    assert merged(mine, converted, base).text == mine.replace("They met,", "Both met,")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("  - id: ben\n", "  - id: ann\n", "E202"),
        ("    kind: person\n    note", "    colour: red\n    kind: person\n    note", "E205"),
        ("at: met", "at: met, date: soon", "E302"),
        ("[ann, ben]", "[ann, ben", "E004"),
        ("copydesk: 1\narticle:", "other:", "E005"),
        ("[ann, ben]", "*nobody", "E203"),
    ],
)
def test_a_version_that_would_lose_something_is_refused(old: str, new: str, why: str) -> None:
    with pytest.raises(MergeError, match=f"theirs:.*{why}"):
        merged(BASE, change((old, new)))


def test_a_version_with_links_and_anchors_that_lead_nowhere_is_merged() -> None:
    broken = change(("at: met", "at: never said"), ("[ann, ben]", "[ann, who]"))
    found = merged(change(("name: Ann\n", "name: Anna\n")), broken)
    assert (found.conflicts, found.problems) == ({}, ())
    assert "at: never said" in found.text


# Everything both sides want is there

TITLES = st.sampled_from(["They met", "Both met", "A meeting"])
NOTES = st.sampled_from(["first seen here", "seen", ""])
KINDS = st.sampled_from(["person", "people"])


@st.composite
def versions(draw: st.DrawFn) -> str:
    text = BASE.replace("They met,", f"{draw(TITLES)},")
    text = text.replace("note: first seen here", f'note: "{draw(NOTES)}"')
    text = text.replace("kind: person\n\n", f"kind: {draw(KINDS)}\n\n")
    if draw(st.booleans()):
        text += f"  - {{id: left, title: {draw(TITLES)}, at: went home}}\n"
    if draw(st.booleans()):
        text = text.replace("  # people\n", "")
    return text


def fields(text: str) -> dict[str, dict[str, object]]:
    document = load_bytes(text.encode(), "").document
    assert document is not None
    return {id_: plain(record) for id_, record in document.records.items()}


@given(versions(), versions())
@settings(max_examples=80, deadline=None)
def test_each_field_has_what_the_side_that_changed_it_wants(mine: str, theirs: str) -> None:
    found = merged(mine, theirs)
    base, own, other, result = map(fields, (BASE, mine, theirs, found.text))
    for id_ in {**own, **other}:
        conflicts = {conflict.field for conflict in found.conflicts.get(id_, ())}
        for name in {**own.get(id_, {}), **other.get(id_, {})}:
            was, left, right = (side.get(id_, {}).get(name) for side in (base, own, other))
            wanted = right if left == was else left
            assert result[id_].get(name) == wanted
            assert (name in conflicts) is (left not in (was, right) and right != was)
