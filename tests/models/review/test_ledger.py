"""What acts come to: decisions, comments and corrections, undone and done again, without limit."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.plain import TYPE, Fields, patched
from models.review.acts import Act
from models.review.ledger import Ledger, Overlay, Standing

AT = "2024-01-29T12:30:00.000Z"


class Book:
    """A ledger, and short ways to add to it. Ids count from 1."""

    def __init__(self) -> None:
        self.ledger = Ledger("mk")

    def do(self, name: Any, record: str = "", **more: Any) -> set[str]:
        id_ = str(len(self.ledger.acts) + 1)
        act = Act(v=1, id=id_, at=AT, by="mk", act=name, record=record, **more)
        return self.ledger.add([act])

    def decide(self, verdict: Any, record: str = "a", **more: Any) -> set[str]:
        return self.do(verdict, record, **more)

    def edit(
        self, before: Fields | None, after: Fields | None, record: str = "a", **more: Any
    ) -> set[str]:
        return self.do("edit", record, before={record: before}, after={record: after}, **more)

    def save(self, written: Fields | None, record: str = "a") -> set[str]:
        return self.do("save", after={record: written})

    def undo(self) -> set[str]:
        return self.do("undo", of=self.ledger.undoable[0].group)

    def redo(self) -> set[str]:
        return self.do("redo", of=self.ledger.redoable[0].group)

    def verdict(self, record: str = "a") -> str:
        decision = self.ledger.of(record).decision
        return decision.act if decision else ""

    def said(self, record: str) -> list[str]:
        return [act.words for act in self.ledger.of(record).comments]

    def overlay(self, record: str = "a") -> tuple[Fields | None, Fields | None] | None:
        found = self.ledger.of(record).overlay
        return (found.base, found.mine) if found else None


@pytest.fixture
def book() -> Book:
    return Book()


# Decisions and comments


def test_the_last_decision_stands(book):
    assert book.verdict() == ""
    assert book.ledger.of("a") == Standing()
    for verdict in ("accept", "reject", "flag"):
        assert book.decide(verdict) == {"a"}
        assert book.verdict() == verdict
    book.decide("withdraw")
    assert book.verdict() == ""
    assert book.ledger.undoable[0].act == "withdraw"
    assert book.undo() == {"a"}
    assert book.verdict() == "flag"


def test_comments_stand_in_their_order_and_can_be_taken_back(book):
    for words in ("one", "two"):
        book.do("comment", "a", words=words)
    assert [act.words for act in book.ledger.of("a").comments] == ["one", "two"]
    book.undo()
    assert [act.words for act in book.ledger.of("a").comments] == ["one"]
    assert book.verdict() == ""


def test_comments_go_along_with_a_record_that_gets_another_id(book):
    def rename(old: str, new: str) -> None:
        gone, made = {TYPE: "actor", "id": old}, {TYPE: "actor", "id": new}
        book.do("rename", new, before={old: gone, new: None}, after={old: None, new: made})

    book.do("comment", "a", words="one")
    rename("a", "b")
    book.do("comment", "b", words="two")
    assert [act.words for act in book.ledger.of("b").comments] == ["one", "two"]
    rename("b", "a")
    assert [act.words for act in book.ledger.of("a").comments] == ["one", "two"]
    assert Ledger("mk", book.ledger.acts).standings == book.ledger.standings
    book.undo()
    assert [act.words for act in book.ledger.of("a").comments] == ["one"]
    assert [act.words for act in book.ledger.of("b").comments] == ["one", "two"]


def link(from_: str, to: str) -> Fields:
    return {TYPE: "link", "id": f"{from_}:rivals:{to}", "from": from_, "rel": "rivals", "to": to}


def test_comments_on_what_was_merged_stand_with_what_it_became(book):
    book.do("comment", "b", words="one")
    book.do("comment", "a", words="two")
    book.do("comment", "b:rivals:c", words="of a link")
    book.do("comment", "a:rivals:b", words="gone")
    whole = {TYPE: "actor", "id": "b"}
    moved = {"b:rivals:c": link("b", "c"), "a:rivals:b": link("a", "b"), "a:rivals:c": None}
    book.do(
        "merge",
        "a",
        before={"b": whole, "a": {"aliases": None}, **moved},
        after={
            "b": None,
            "a": {"aliases": ["B"]},
            **dict.fromkeys(moved),
            "a:rivals:c": link("a", "c"),
        },
    )
    book.do("comment", "a", words="three")
    assert book.said("a") == ["one", "two", "three"]
    assert book.said("a:rivals:c") == ["of a link"]
    book.undo()
    assert book.undo() >= {"a", "b", "a:rivals:c"}
    assert (book.said("a"), book.said("b")) == (["two"], ["one"])
    assert (book.said("a:rivals:c"), book.said("b:rivals:c")) == ([], ["of a link"])
    book.redo()
    assert book.said("a") == ["one", "two"]
    assert Ledger("mk", book.ledger.acts).standings == book.ledger.standings


def test_comments_on_links_stand_with_them_when_an_end_gets_another_id(book):
    """And a link to the link is called by that."""
    above = {TYPE: "link", "from": "b:rivals:c", "rel": "explains", "to": "b"}
    named = {**above, "id": "b:rivals:c:explains:b"}
    after = {
        "z": {TYPE: "actor", "id": "z"},
        "z:rivals:c": link("z", "c"),
        "z:rivals:c:explains:z": {
            **above,
            "from": "z:rivals:c",
            "to": "z",
            "id": "z:rivals:c:explains:z",
        },
    }
    before = {named["id"]: named, "b": {TYPE: "actor", "id": "b"}, "b:rivals:c": link("b", "c")}
    for record in before:
        book.do("comment", record, words=record)
    book.do(
        "rename",
        "z",
        before={"b": before["b"], **before, **dict.fromkeys(after)},
        after={"b": None, **dict.fromkeys(before), **after},
    )
    assert [book.said(record) for record in after] == [["b"], ["b:rivals:c"], [named["id"]]]


def test_comments_on_a_link_go_along_when_its_end_is_split(book):
    book.do("comment", "b:rivals:c", words="one")
    moved = {"b:rivals:c": link("b", "c"), "z:rivals:c": None, "z": None}
    after = {"b:rivals:c": None, "z:rivals:c": link("z", "c"), "z": {TYPE: "actor", "id": "z"}}
    book.do("split", "b", before=moved, after=after)
    assert (book.said("z:rivals:c"), book.said("b"), book.said("z")) == (["one"], [], [])


def test_a_journal_in_which_ids_go_round_and_round_is_read_at_once(book):
    book.do("comment", "a", words="one")
    for number in range(200):
        old, new = ("a", "b") if number % 2 == 0 else ("b", "a")
        book.do("merge", new, before={old: {}, new: {}}, after={old: None, new: {}})
    assert book.said("a") == ["one"]


def test_a_journal_of_renamings_of_one_record_is_read_at_once():
    def act(number: int, name: Any, record: str, **more: Any) -> Act:
        return Act(v=1, id=str(number), at=AT, by="mk", act=name, record=record, **more)

    acts = [act(0, "comment", "r0", words="so")]
    for n in range(1, 5000):
        gone, new = f"r{n - 1}", f"r{n}"
        before, after = {gone: {"name": "R"}, new: None}, {gone: None, new: {"name": "R"}}
        acts.append(act(n, "rename", new, before=before, after=after))
    start = perf_counter()
    ledger = Ledger("mk", acts)
    assert perf_counter() - start < 4
    assert [each.words for each in ledger.of("r90").comments] == ["so"]


def test_a_settlement_stands_beside_the_decision(book):
    book.decide("accept")
    book.do("settle", "a", after="reject")
    standing = book.ledger.of("a")
    assert (standing.decision.act, standing.settlement.after) == ("accept", "reject")
    book.do("settle", "a", before="reject")
    assert book.ledger.of("a").settlement is None
    book.undo()
    assert book.ledger.of("a").settlement.after == "reject"


# Undo and redo


def test_what_was_done_together_is_undone_together(book):
    book.decide("flag", "b")
    book.decide("accept", "a", batch="x")
    book.decide("accept", "b", batch="x")
    book.do("comment", "c", words="hm", batch="x")
    assert [act.record for act in book.ledger.undoable] == ["a", "b", "c"]
    assert book.undo() == {"a", "b", "c"}
    assert (book.verdict("a"), book.verdict("b"), book.ledger.of("c").comments) == ("", "flag", [])
    assert book.redo() == {"a", "b", "c"}
    assert (book.verdict("a"), book.verdict("b")) == ("accept", "accept")


def test_what_was_done_together_is_undone_at_once_though_its_lines_stand_apart(book):
    """As in a journal edited by hand, or put together by git."""
    book.decide("accept", "a", batch="x")
    book.decide("reject", "b")
    book.decide("accept", "c", batch="x")
    assert book.undo() == {"a", "c"}
    assert [act.record for act in book.ledger.undoable] == ["b"]
    book.undo()
    assert book.ledger.undoable == []
    book.redo()
    assert book.redo() == {"a", "c"}
    book.undo()
    book.decide("accept", "d", batch="x")
    assert book.verdict("d") == ""
    assert [act.record for act in book.ledger.undoable] == ["b"]


def test_a_new_act_leaves_nothing_to_do_again(book):
    book.decide("accept")
    book.undo()
    book.decide("reject", "b")
    assert book.ledger.redoable == []
    book.undo()
    assert [act.act for act in book.ledger.redoable] == ["reject"]
    assert book.ledger.undoable == []


def test_a_save_is_not_undone(book):
    book.edit({"x": 1}, {"x": 2})
    book.save({"x": 2})
    assert [act.act for act in book.ledger.undoable] == ["edit"]
    book.undo()
    book.save({"x": 1})
    assert [act.act for act in book.ledger.redoable] == ["edit"]


@pytest.mark.parametrize("name", ["undo", "redo"])
@pytest.mark.parametrize("of", ["nothing", "1", "2"])
def test_an_undo_of_what_is_not_to_be_undone_does_nothing(book, name, of):
    """As a journal edited by hand may have it."""
    book.decide("accept")
    book.undo()
    before = deepcopy(book.ledger.standings)
    book.do("undo", of=of)
    assert book.ledger.standings == before
    book.do("undo" if name == "undo" else "redo", of="nothing")
    assert book.ledger.standings == before
    assert [act.id for act in book.ledger.redoable] == ["1"]


def test_acts_of_two_hosts_that_git_put_together(book):
    """Each undid its own last act, which is no longer the last of all."""
    book.decide("accept", "a")
    book.decide("reject", "b")
    assert book.do("undo", of="1") == {"a"}
    assert (book.verdict("a"), book.verdict("b")) == ("", "reject")
    assert [act.id for act in book.ledger.undoable] == ["2"]
    assert book.do("redo", of="1") == {"a"}
    assert book.verdict("a") == "accept"


# Corrections


def test_corrections_of_one_record_add_up(book):
    book.edit({"x": 1}, {"x": 2})
    assert book.overlay() == ({"x": 1}, {"x": 2})
    book.edit({"x": 2, "y": None}, {"x": 3, "y": 5})
    assert book.overlay() == ({"x": 1, "y": None}, {"x": 3, "y": 5})
    book.undo()
    assert book.overlay() == ({"x": 1, "y": None}, {"x": 2, "y": None})
    book.undo()
    base, mine = book.overlay()
    assert base == mine
    assert not book.ledger.of("a").overlay.changes
    book.redo()
    book.redo()
    assert book.overlay() == ({"x": 1, "y": None}, {"x": 3, "y": 5})


def test_after_a_save_nothing_waits_and_an_undo_waits_again(book):
    book.edit({"x": 1}, {"x": 2})
    book.edit({"x": 2}, {"x": 3})
    book.save({"x": 3})
    assert book.overlay() == ({"x": 3}, {"x": 3})
    book.undo()
    assert book.overlay() == ({"x": 3}, {"x": 2})
    book.save({"x": 2})
    assert book.overlay() == ({"x": 2}, {"x": 2})
    book.redo()
    assert book.overlay() == ({"x": 2}, {"x": 3})
    book.undo()
    book.undo()
    assert book.overlay() == ({"x": 2}, {"x": 1})


def test_a_save_writes_what_is_there_by_then(book):
    """Somebody else's change of the same field may have gone into the file with it."""
    book.edit({"x": 1, "y": 1}, {"x": 2, "y": 1})
    book.save({"x": 2, "y": 7})
    assert book.overlay() == ({"x": 2, "y": 7}, {"x": 2, "y": 1})


def test_a_record_that_is_added(book):
    book.do("add", "n", before={"n": None}, after={"n": {TYPE: "actor", "id": "n"}})
    assert book.overlay("n") == (None, {TYPE: "actor", "id": "n"})
    book.edit({"x": None}, {"x": 1}, "n")
    assert book.overlay("n") == (None, {TYPE: "actor", "id": "n", "x": 1})
    book.undo()
    assert book.overlay("n") == (None, {TYPE: "actor", "id": "n"})
    book.undo()
    assert book.overlay("n") == (None, None)
    assert not book.ledger.of("n").overlay.changes
    book.redo()
    book.save({TYPE: "actor", "id": "n"}, "n")
    book.undo()
    assert book.overlay("n") == ({TYPE: "actor", "id": "n"}, None)


def test_a_field_that_others_gave_an_added_record_is_known_when_it_is_corrected(book):
    whole = {TYPE: "actor", "id": "n"}
    book.do("add", "n", before={"n": None}, after={"n": whole})
    book.save(whole, "n")
    book.edit({"y": 5}, {"y": 6}, "n")
    assert book.overlay("n") == ({**whole, "y": 5}, {**whole, "y": 6})
    book.undo()
    assert book.overlay("n") == (whole, whole)


def test_a_record_renamed_there_and_back_is_as_it_was(book):
    def called(name: str, **more: Any) -> Fields:
        return {TYPE: "actor", "id": name, **more}

    book.do(
        "rename", "a", before={"a": called("a"), "b": None}, after={"a": None, "b": called("b")}
    )
    book.edit({"y": None}, {"y": 1}, "b")
    both = {
        "before": {"b": called("b", y=1), "a": None},
        "after": {"b": None, "a": called("a", y=1)},
    }
    book.do("rename", "b", **both)
    assert book.overlay("a") == (called("a"), called("a", y=1))
    assert book.overlay("b") == (None, None)
    book.save(called("a", y=1))
    book.edit({"y": 1}, {"y": 2})
    for _ in range(4):
        book.undo()
    assert book.overlay("a") == (called("a", y=1), called("a"))
    assert book.overlay("b") == (None, None)


def test_a_record_that_is_deleted(book):
    whole = {TYPE: "actor", "id": "a", "x": 1}
    book.do("delete", "a", before={"a": whole}, after={"a": None})
    assert book.overlay() == (whole, None)
    book.save(None)
    assert book.overlay() == (None, None)
    book.undo()
    assert book.overlay() == (None, whole)
    book.save(whole)
    book.redo()
    assert book.overlay() == (whole, None)


def test_a_merge_touches_all_that_it_changes(book):
    before = {"a": {"aliases": None}, "b": {TYPE: "actor", "id": "b"}, "e": {"actors": ["b"]}}
    after = {"a": {"aliases": ["B"]}, "b": None, "e": {"actors": ["a"]}}
    assert book.do("merge", "b", before=before, after=after) == {"a", "b", "e"}
    assert book.overlay("e") == ({"actors": ["b"]}, {"actors": ["a"]})
    assert book.overlay("b")[1] is None
    assert book.undo() == {"a", "b", "e"}
    assert not any(book.ledger.of(record).overlay.changes for record in "abe")


def test_a_conflict_that_is_resolved_has_a_new_ground(book):
    """The file has 9 by now where it had 1: keeping one's own 2 is said over 9."""
    book.edit({"x": 1}, {"x": 2})
    book.do("resolve", "a", before={"a": {"x": 9}}, after={"a": {"x": 2}})
    assert book.overlay() == ({"x": 9}, {"x": 2})
    book.undo()
    assert book.overlay() == ({"x": 1}, {"x": 2})
    book.redo()
    book.do("resolve", "a", before={"a": {"x": 9}}, after={"a": {"x": 9}})
    assert not book.ledger.of("a").overlay.changes
    book.do("resolve", "a", before={"a": None}, after={"a": None})
    assert book.overlay() == (None, None)


def test_what_was_saved_and_written_anew_by_somebody_is_known_when_it_is_corrected_again(book):
    book.edit({"x": 1, "y": 1}, {"x": 2, "y": 2})
    book.save({"x": 2, "y": 2})
    book.edit({"x": 9}, {"x": 2})
    assert book.overlay() == ({"x": 9, "y": 2}, {"x": 2, "y": 2})
    book.edit({"x": 2, "y": 8}, {"x": 3, "y": 7})
    assert book.overlay() == ({"x": 9, "y": 8}, {"x": 3, "y": 7})
    book.undo()
    assert book.overlay() == ({"x": 9, "y": 2}, {"x": 2, "y": 2})
    book.undo()
    assert not book.ledger.of("a").overlay.changes


def test_what_somebody_wrote_into_a_record_is_known_when_it_is_deleted(book):
    book.edit({"x": 1, "y": 1}, {"x": 2, "y": 2})
    book.save({"x": 2, "y": 2})
    book.edit({"z": 1}, {"z": 2})
    now = {TYPE: "actor", "id": "a", "x": 9, "z": 2}
    book.do("delete", "a", before={"a": now}, after={"a": None})
    assert book.overlay() == ({TYPE: "actor", "id": "a", "x": 9, "y": None, "z": 1}, None)


def test_an_added_record_that_the_file_loses_is_added_again(book):
    whole = {TYPE: "actor", "id": "n"}
    for _ in range(2):
        book.do("add", "n", before={"n": None}, after={"n": whole})
        assert book.overlay("n") == (None, whole)
        book.save(whole, "n")
        assert not book.ledger.of("n").overlay.changes


def test_a_deleted_record_that_comes_back_is_corrected_and_deleted_as_it_is_then(book):
    whole = {TYPE: "actor", "id": "a", "x": 1}
    book.do("delete", "a", before={"a": whole}, after={"a": None})
    book.save(None)
    book.edit({"x": 2}, {"x": 3})
    assert book.overlay() == ({"x": 2}, {"x": 3})
    book.undo()
    assert book.overlay() == (None, None)
    book.do("delete", "a", before={"a": {**whole, "x": 4}}, after={"a": None})
    assert book.overlay() == ({**whole, "x": 4}, None)


def test_an_overlay_does_not_share_what_it_holds_with_acts(book):
    before, after = {"x": 1}, {"x": 2}
    book.edit(before, after)
    book.save({"x": 2})
    book.edit({"y": 1}, {"y": 2})
    assert (before, after) == ({"x": 1}, {"x": 2})


# Against a model that keeps a copy of everything after each step


@dataclass
class Snapshot:
    """What a reviewer has come to: verdicts, comments, and each record as it should read."""

    verdicts: dict[str, str] = field(default_factory=dict)
    comments: dict[str, int] = field(default_factory=dict)
    records: dict[str, Fields | None] = field(default_factory=dict)


class Model:
    """Undo and redo by going back and forth in a list; a save copies what stands there into the file."""

    def __init__(self) -> None:
        self.file: dict[str, Fields | None] = {
            "a": {TYPE: "actor", "id": "a", "x": 0},
            "b": {TYPE: "actor", "id": "b"},
            "c": None,
        }
        self.snapshots = [Snapshot(records=deepcopy(self.file))]
        self.at = 0
        self.book = Book()

    @property
    def now(self) -> Snapshot:
        return self.snapshots[self.at]

    def new(self) -> Snapshot:
        self.snapshots[self.at + 1 :] = [deepcopy(self.now)]
        self.at += 1
        return self.now

    def decide(self, verdict: str, records: str) -> set[str]:
        now, touched = self.new(), set()
        batch = f"together-{len(self.book.ledger.acts)}" if len(records) > 1 else ""
        for record in records:
            now.verdicts[record] = "" if verdict == "withdraw" else verdict
            touched |= self.book.decide(verdict, record, batch=batch)
        return touched

    def comment(self, records: str) -> set[str]:
        record = records[0]
        self.new().comments[record] = self.now.comments.get(record, 0) + 1
        return self.book.do("comment", record, words="hm")

    def correct(self, name: str, value: int | None, records: str) -> set[str]:
        """Sets a field of records (or takes it out) where they are; adds those that are not there."""
        before: dict[str, Fields | None] = {}
        after: dict[str, Fields | None] = {}
        now = self.new()
        for record in records:
            old = now.records[record]
            if old is None:
                before[record] = None
                after[record] = {TYPE: "actor", "id": record} | ({name: value} if value else {})
                now.records[record] = dict(after[record] or {})
            else:
                before[record] = {name: old.get(name)}
                after[record] = {name: value}
                now.records[record] = patched(old, {name: value})
        return self.book.do("edit", records[0], before=before, after=after)

    def delete(self, records: str) -> set[str]:
        there = {record: self.now.records[record] for record in records if self.now.records[record]}
        if not there:
            return set()
        self.new().records.update(dict.fromkeys(there))
        return self.book.do("delete", next(iter(there)), before=there, after=dict.fromkeys(there))

    def save(self) -> set[str]:
        written: dict[str, Fields | None] = {}
        for record, fields in self.now.records.items():
            if fields != self.file[record]:
                overlay = self.book.ledger.of(record).overlay
                assert overlay is not None
                assert overlay.changes
                written[record] = overlay.written(fields or {})
        self.file = deepcopy(self.now.records)
        return self.book.do("save", after=written) if written else set()

    def undo(self) -> set[str]:
        assert bool(self.book.ledger.undoable) == (self.at > 0)
        if not self.at:
            return set()
        self.at -= 1
        return self.book.undo()

    def redo(self) -> set[str]:
        assert bool(self.book.ledger.redoable) == (self.at < len(self.snapshots) - 1)
        if self.at == len(self.snapshots) - 1:
            return set()
        self.at += 1
        return self.book.redo()

    def check(self) -> None:
        for record in "abc":
            standing = self.book.ledger.of(record)
            assert self.book.verdict(record) == self.now.verdicts.get(record, "")
            assert len(standing.comments) == self.now.comments.get(record, 0)
            there, wanted = self.file[record], self.now.records[record]
            assert made(standing.overlay, there) == wanted
            assert standing.overlay is None or standing.overlay.changes or there == wanted
            if standing.overlay is not None:
                assert known(standing.overlay.base, there)


def made(overlay: Overlay | None, there: Fields | None) -> Fields | None:
    """What corrections make of a record that nobody else changes."""
    if overlay is None:
        return there
    if overlay.mine is None or there is None or TYPE in overlay.mine:
        return None if overlay.mine is None else patched({}, overlay.mine)
    return patched(there, overlay.mine)


def known(base: Fields | None, there: Fields | None) -> bool:
    """Whether the ground of corrections is what the file has."""
    if base is None or there is None:
        return base is there
    return all(there.get(name) == value for name, value in base.items())


some = st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True).map("".join)
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("decide"), st.sampled_from(["accept", "reject", "flag", "withdraw"]), some
        ),
        st.tuples(st.just("comment"), some),
        st.tuples(st.just("correct"), st.sampled_from("xy"), st.sampled_from([None, 1, 2]), some),
        st.tuples(st.just("delete"), some),
        st.tuples(st.just("save")),
        st.tuples(st.just("undo")),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=25,
)


@given(steps)
@settings(max_examples=150, deadline=None)
def test_whatever_is_done_undone_and_saved_comes_to_what_was_there_before(steps):
    model = Model()
    for name, *arguments in steps:
        before = deepcopy(model.book.ledger.standings)
        touched = getattr(model, name)(*arguments)
        model.check()
        after = model.book.ledger.standings
        changed = {record for record in after if before.get(record, Standing()) != after[record]}
        assert changed <= touched
    ledger = model.book.ledger
    assert Ledger("mk", ledger.acts).standings == ledger.standings
    while model.at:
        model.undo()
        model.check()
    while model.at < len(model.snapshots) - 1:
        model.redo()
        model.check()
