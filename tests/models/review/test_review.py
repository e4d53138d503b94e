"""A review as the desk and the commands use it: on disk first, then shown; one's own and the others'."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from models import files
from models.article import Place
from models.review import review as module
from models.review.journal import JournalError
from models.review.review import Review, State, read_reviews

A, B, C = (Place(id=name, name=name.upper(), kind="city") for name in "abc")
A_CHANGED = Place(id="a", name="Aa", kind="city")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "x.yaml"
    path.touch()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "x.review"


@pytest.fixture
def open_review(article: Path) -> Iterator[Callable[..., Review]]:
    """`open_review("mk")`: a review of the test's article, which is closed at the end."""
    opened = []

    def start(reviewer: str = "mk", path: Path | None = article, **more: Any) -> Review:
        opened.append(Review.open(path, reviewer, **more))
        return opened[-1]

    yield start
    for review in opened:
        review.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def verdicts(review: Review) -> str:
    """The verdicts about a, b and c by their first letters; `-` for none."""
    return "".join((review.verdict(record).verdict or "-")[0] for record in (A, B, C))


# Opening


def test_nothing_is_on_disk_before_the_first_act(tmp_path, folder, open_review):
    review = open_review()
    assert (review.read_only, review.troubles, review.refresh()) == ("", [], set())
    assert review.undo() == review.redo() == []
    assert review.decide("withdraw", [A, B]) == review.decide("accept", []) == review.do() == set()
    assert names(tmp_path) == ["x.yaml"]
    review.decide("accept", [A])
    assert names(folder) == ["mk.jsonl", "mk.lock"]


def test_where_there_are_reviews_it_is_locked_at_once(folder, open_review):
    folder.mkdir()
    open_review()
    assert names(folder) == ["mk.lock"]


def test_standard_input_has_no_place_for_a_journal(open_review, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    review = open_review(path=None)
    assert review.read_only == (
        "This article came from standard input, so there is no place for a journal. Save it to a"
        " file to review it."
    )
    with pytest.raises(JournalError, match="Nothing was kept: This article came from"):
        review.decide("accept", [A])
    assert review.refresh() == set()
    assert review.verdict(A) == State()
    assert names(tmp_path) == ["x.yaml"]


def test_a_reviewer_whose_name_is_too_long(tmp_path, open_review):
    review = open_review("é" * 300)
    assert review.read_only.endswith("is too long for a file. Use a shorter one.")
    with pytest.raises(JournalError, match="too long"):
        review.decide("accept", [A])
    assert names(tmp_path) == ["x.yaml"]


def test_a_file_where_the_folder_should_be(folder, open_review):
    folder.touch()
    review = open_review()
    assert review.read_only.endswith("x.review is not a folder. Move it away.")
    with pytest.raises(JournalError, match=r"Nothing was kept: .* Move it away"):
        review.decide("accept", [A])
    folder.unlink()
    assert review.refresh() == set()
    assert review.read_only == ""
    assert review.decide("accept", [A]) == {"a"}


def test_a_folder_elsewhere_may_be_linked_to(tmp_path, folder, open_review):
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to("elsewhere")
    open_review().decide("accept", [A])
    assert names(tmp_path / "elsewhere") == ["mk.jsonl", "mk.lock"]


def test_a_folder_that_leads_out_is_not_used(tmp_path, folder, article, open_review):
    """Whoever packed or shared the article's folder does not choose where else is written."""
    outside = tmp_path.parent / f"{tmp_path.name} outside"
    ann = open_review("ann")
    ann.comment("so", [A])
    ann.close()
    folder.rename(outside)
    folder.symlink_to(outside)
    review = open_review()
    assert f"{folder} is a link to {outside}, outside of the article's folder." in review.read_only
    with pytest.raises(JournalError, match=r"Put the folder itself in its place\.$"):
        review.decide("accept", [A])
    assert names(outside) == ["ann.jsonl", "ann.lock"]
    assert review.others == {}
    assert read_reviews(article) == ({}, [review.read_only])
    folder.unlink()
    review.refresh()
    assert review.decide("accept", [A]) == {"a"}


def test_journals_that_are_too_large_together_are_not_all_read(
    folder, article, open_review, monkeypatch
):
    monkeypatch.setattr(module, "MAX_BYTES", 3 << 20)
    open_review("ann").comment("so", [A])
    for name in ("large", "larger", "largest"):
        (folder / f"{name}.jsonl").touch()
        os.truncate(folder / f"{name}.jsonl", (1 << 20) + len(name))
    ledgers, troubles = read_reviews(article)
    assert len(ledgers["ann"].acts) == 1
    assert sorted(ledgers) == ["ann", "large", "larger"]
    [told] = [each for each in troubles if "together" in each]
    assert told.startswith(f"{folder / 'largest.jsonl'} is not read: with it")
    assert [each for each in open_review().troubles if "together" in each] == [told]


def test_a_desk_at_a_link_to_an_article_is_at_the_same_review(article, open_review):
    link = article.with_name("other.yaml")
    link.symlink_to(article.name)
    first = open_review()
    first.decide("accept", [A])
    second = open_review(path=link)
    assert verdicts(second) == verdicts(first)
    assert "has this review open" in second.read_only


# Doing


def test_an_act_says_what_when_who_and_about_what(folder, open_review):
    review = open_review(clock=lambda: "2024-01-29T12:30:00.000Z")
    review.decide("accept", [A])
    review.decide("flag", [A], "who says so?")
    review.decide("withdraw", [A])
    review.comment("see ¶3", [B])
    first, second, third, fourth = lines(folder / "mk.jsonl")
    assert len(first.pop("id")) == 16
    fingerprint = first.pop("fingerprint")
    assert first == {
        "v": 1,
        "at": "2024-01-29T12:30:00.000Z",
        "by": "mk",
        "act": "accept",
        "record": "a",
        "after": "accept",
    }
    assert second["fingerprint"] == third["fingerprint"] == fingerprint != fourth["fingerprint"]
    assert [second[name] for name in ("words", "before", "after")] == [
        "who says so?",
        "accept",
        "flag",
    ]
    assert (third["before"], "after" in third) == ("flag", False)
    assert (fourth["act"], fourth["record"], fourth["words"]) == ("comment", "b", "see ¶3")
    assert not any("batch" in each for each in (first, second, third, fourth))


def test_a_set_is_decided_and_undone_at_once(folder, open_review):
    review = open_review()
    review.decide("flag", [B], "hm")
    assert review.decide("accept", [A, B, C]) == {"a", "b", "c"}
    assert review.comment("all of them", [A, C]) == {"a", "c"}
    batch = {line.get("batch") for line in lines(folder / "mk.jsonl")[1:4]}
    assert len(batch) == 1
    assert batch != {None}
    assert [act.record for act in review.undo()] == ["a", "c"]
    assert [act.record for act in review.undo()] == ["a", "b", "c"]
    assert verdicts(review) == "-f-"
    assert review.verdict(B).words == "hm"
    assert review.touched == {"a", "b", "c"}
    assert [act.record for act in review.redo()] == ["a", "b", "c"]
    assert verdicts(review) == "aaa"
    assert review.decide("withdraw", [A, C]) == {"a", "c"}
    assert verdicts(review) == "-a-"


def test_undo_and_redo_go_on_after_a_restart(open_review):
    review = open_review()
    for verdict in ("accept", "reject", "flag"):
        review.decide(verdict, [A])
    review.undo()
    review.close()
    review = open_review()
    assert verdicts(review) == "r--"
    assert [act.act for act in review.redo()] == ["flag"]
    assert review.redo() == []
    for verdict in ("reject", "accept", "-"):
        review.undo()
        assert verdicts(review)[0] == verdict[0]
    assert review.undo() == []
    review.close()
    assert [act.act for act in open_review().redo()] == ["accept"]


def test_what_is_not_kept_is_not_shown(folder, open_review, monkeypatch):
    review = open_review()
    review.decide("accept", [A])

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "append", full)
        for attempt in (
            lambda: review.decide("reject", [A]),
            lambda: review.comment("x", [A]),
            review.undo,
        ):
            with pytest.raises(JournalError, match="The disk is full"):
                attempt()
        assert review.verdict(A) == State("accept")
        assert review.redo() == []
    assert review.decide("reject", [A]) == {"a"}
    assert len(lines(folder / "mk.jsonl")) == 2


def test_what_another_desk_changed_is_told_even_if_an_act_failed(open_review, folder, monkeypatch):
    """What is found on the way is not forgotten with the failure."""
    review = open_review()
    review.decide("accept", [A])
    moved = (folder / "mk.jsonl").read_text().replace('"a"', '"c"').replace('"id":"', '"id":"z')
    with (folder / "mk.jsonl").open("a") as file:
        file.write(moved)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "append", full)
        with pytest.raises(JournalError):
            review.decide("reject", [B])
    assert review.refresh() == {"c"}
    assert verdicts(review) == "a-a"


# What stands


def test_a_decision_is_about_the_record_as_it_read_then(open_review):
    review = open_review()
    review.decide("accept", [A])
    assert review.verdict(A) == State("accept")
    assert review.verdict(A_CHANGED) == State("accept", outdated=True)
    assert review.verdict(A) == State("accept")
    other = open_review("jk")
    assert other.verdict(A_CHANGED) == State(others=(("mk", "accept", True),))
    review.decide("accept", [A_CHANGED])
    assert review.verdict(A_CHANGED) == State("accept")


def test_comments_of_all_are_counted(open_review):
    mine, other, third = open_review("mk"), open_review("jk"), open_review("bo")
    mine.comment("one", [A])
    mine.comment("two", [A, B])
    other.comment("three", [A])
    other.decide("reject", [A], "no")
    third.decide("flag", [A], "why?")
    mine.refresh()
    assert mine.verdict(A) == State(
        "", comments=3, others=(("bo", "flag", False), ("jk", "reject", False))
    )
    assert mine.verdict(B).comments == 1
    assert list(mine.others) == ["bo", "jk"]


def test_fingerprints_are_worked_out_once_and_only_for_what_was_decided(open_review, monkeypatch):
    asked = []
    real = module.fingerprint
    monkeypatch.setattr(
        module, "fingerprint", lambda record: asked.append(record.id) or real(record)
    )
    review = open_review()
    review.comment("x", [A])
    asked.clear()
    for _ in range(3):
        for record in (A, B, C):
            review.verdict(record)
    assert asked == []
    review.decide("accept", [B])
    for _ in range(3):
        for record in (A, B, C):
            review.verdict(record)
    assert asked == ["b"]


# Others


def test_others_acts_come_in_as_their_journals_grow(open_review, folder):
    mine = open_review("mk")
    assert mine.refresh() == set()
    other = open_review("jk")
    other.decide("accept", [A])
    assert mine.refresh() == {"a"}
    assert mine.refresh() == set()
    assert mine.verdict(A).others == (("jk", "accept", False),)
    other.decide("reject", [A, B])
    assert mine.refresh() == {"a", "b"}
    other.undo()
    assert mine.refresh() == {"a", "b"}
    assert mine.verdict(A).others == (("jk", "accept", False),)
    assert mine.verdict(B).others == ()
    (folder / "jk.jsonl").unlink()
    assert mine.refresh() == {"a", "b"}
    assert mine.others == {}
    assert mine.verdict(A) == State()


def test_when_nothing_changed_no_file_is_opened(open_review, monkeypatch):
    mine, other = open_review("mk"), open_review("jk")
    mine.decide("accept", [A])
    other.decide("accept", [A])
    mine.refresh()
    opened = []
    real = os.open
    monkeypatch.setattr(
        os, "open", lambda *args, **more: opened.append(args) or real(*args, **more)
    )
    for _ in range(3):
        assert mine.refresh() == set()
    assert opened == []


def test_a_journal_that_another_takes_the_place_of(open_review, folder):
    mine, other = open_review("mk"), open_review("jk")
    other.decide("accept", [A])
    other.decide("reject", [B])
    mine.refresh()
    content = (folder / "jk.jsonl").read_bytes().splitlines(keepends=True)
    files.replace(folder / "jk.jsonl", content[1])
    assert mine.refresh() == {"a", "b"}
    assert (mine.verdict(A).others, mine.verdict(B).others) == ((), (("jk", "reject", False),))


def test_one_s_own_journal_that_git_merged_counts_at_once(open_review, folder):
    """Another host's acts of the same reviewer came in between; nobody's act is lost."""
    review = open_review()
    review.decide("accept", [A])
    mine = (folder / "mk.jsonl").read_bytes()
    pulled = mine.replace(b'"a"', b'"b"').replace(b'"id":"', b'"id":"z')
    files.replace(folder / "mk.jsonl", pulled + mine)
    assert review.decide("flag", [C]) == {"a", "b", "c"}
    assert verdicts(review) == "aaf"
    assert review.troubles == []
    assert len(lines(folder / "mk.jsonl")) == 3
    more = pulled.replace(b'"b"', b'"a"').replace(b'"id":"z', b'"id":"zz')
    files.replace(folder / "mk.jsonl", more + (folder / "mk.jsonl").read_bytes())
    assert [act.record for act in review.undo()] == ["c"]
    assert review.touched == {"a", "b", "c"}
    assert review.do() == review.touched == set()
    files.replace(folder / "mk.jsonl", pulled)
    assert review.refresh() == {"a", "b", "c"}
    (trouble,) = review.troubles
    assert trouble == (
        f"Another file was put in the place of {folder}/mk.jsonl; 4 of your acts are not in it. Put"
        " the former file back if that was a mistake."
    )


def test_a_folder_that_was_taken_away_comes_back_with_the_next_act(open_review, folder):
    review = open_review()
    review.decide("accept", [A])
    review.decide("reject", [B])
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert review.refresh() == set()
    assert verdicts(review) == "ar-"
    assert "is gone. The next act writes it anew" in review.troubles[0]
    review.decide("flag", [C])
    review.close()
    assert verdicts(open_review()) == "arf"


# What is wrong


def test_a_torn_line_of_one_s_own_is_told_and_stays_by_itself(open_review, folder):
    review = open_review()
    review.decide("accept", [A])
    review.decide("reject", [B])
    review.close()
    journal = folder / "mk.jsonl"
    journal.write_bytes(journal.read_bytes()[:-30])
    review = open_review()
    torn = f"Line 2 of {journal} was not written whole; it is passed over."
    assert review.troubles == [torn]
    assert verdicts(review) == "a--"
    review.decide("flag", [C])
    review.refresh()
    assert review.troubles == [torn]
    review.close()
    assert verdicts(open_review()) == "a-f"


def test_somebody_else_s_torn_line_waits(open_review, folder):
    other = open_review("jk")
    other.decide("accept", [A])
    other.decide("reject", [B])
    journal = folder / "jk.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-30])
    mine = open_review("mk")
    assert mine.troubles == []
    assert mine.verdict(B) == State()
    with journal.open("ab") as file:
        file.write(whole[-30:])
    assert mine.refresh() == {"b"}


def test_a_newer_journal_of_one_s_own_is_only_read(open_review, folder):
    review = open_review()
    review.decide("accept", [A])
    review.close()
    journal = folder / "mk.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"v":2,"act":"weigh"}\n')
    content = journal.read_bytes()
    review = open_review()
    assert review.read_only.endswith("Install the newer version.")
    assert verdicts(review) == "a--"
    for attempt in (lambda: review.decide("reject", [B]), review.undo):
        with pytest.raises(JournalError, match="newer version"):
            attempt()
    assert journal.read_bytes() == content
    other = open_review("jk")
    assert other.read_only == ""
    assert len(other.troubles) == 1
    other.decide("accept", [A])


def test_files_that_only_look_like_journals_are_told(open_review, folder):
    review = open_review()
    review.decide("accept", [A])
    (folder / "mk (conflicted copy).jsonl").touch()
    (folder / "notes.txt").touch()
    (folder / "a.b.jsonl").mkdir()
    review.refresh()
    first, second = review.troubles
    assert "a.b.jsonl can't be read." in first
    assert second == (
        f"{folder}/mk (conflicted copy).jsonl is not read: no journal has such a name. If it is a"
        " copy that a file synchroniser made, add its lines to the journal."
    )
    (folder / "mk (conflicted copy).jsonl").unlink()
    review.refresh()
    assert len(review.troubles) == 1


@pytest.mark.parametrize("content", [b"\x1b[2J[/]\n", b"[" * 9999 + b"\n", b"\xff\n", b"{}\n"] + [
    json.dumps({"v": 1, "id": "h", "at": "2024-01-29T12:30:00Z", "by": "jk", **more}).encode() + b"\n"
    for more in (
        {"act": "accept", "record": "a", "after": {"a": {}}},
        {"act": "edit", "before": {"a": {"name": [[]]}}, "after": {"a": None, "\u202e": {"\x1b": 1}}},
        {"act": "undo", "of": "nothing"},
        {"act": "redo", "of": "h"},
        {"act": "save", "after": {"a": None}},
        {"act": "flag", "record": "a", "words": "[/]\x1b", "batch": "h", "fingerprint": "\ud800"},
    )
])  # fmt: skip
def test_nothing_in_a_journal_breaks_a_review(open_review, folder, article, content):
    folder.mkdir()
    (folder / "jk.jsonl").write_bytes(content)
    (folder / "mk.jsonl").write_bytes(content.replace(b'"jk"', b'"mk"'))
    review = open_review()
    assert review.read_only == ""
    for record in (A, B, C):
        review.verdict(record)
    review.undo()
    review.decide("accept", [A])
    assert review.verdict(A).verdict == "accept"
    assert sorted(read_reviews(article)[0]) == ["jk", "mk"]


# Two desks of one reviewer


def test_the_second_desk_reads_until_the_first_is_closed(open_review):
    first = open_review()
    first.decide("accept", [A])
    second = open_review()
    assert "has this review open. Nothing can be done here" in second.read_only
    assert verdicts(second) == "a--"
    with pytest.raises(JournalError, match="Nothing was kept: mk's desk on"):
        second.decide("reject", [A])
    first.decide("flag", [B])
    assert second.refresh() == {"b"}
    assert verdicts(second) == "af-"
    first.close()
    assert second.decide("reject", [A]) == {"a"}
    assert second.read_only == ""
    third = open_review()
    assert third.read_only
    second.close()
    assert third.refresh() == set()
    assert third.read_only == ""
    assert verdicts(third) == "rf-"


def test_two_desks_opened_before_there_was_a_folder(open_review):
    first, second = open_review(), open_review()
    assert first.read_only == second.read_only == ""
    first.decide("accept", [A])
    with pytest.raises(JournalError, match="Nothing was kept: mk's desk on"):
        second.decide("reject", [B])
    assert second.read_only
    first.close()
    assert second.decide("reject", [B]) == {"a", "b"}
    assert verdicts(second) == "ar-"


def test_a_desk_on_another_host_is_taken_over_only_when_asked(open_review, folder):
    folder.mkdir()
    left = {"owner": "mk", "host": "elsewhere", "pid": 1, "since": "2024-01-29T12:30:00.000Z"}
    (folder / "mk.lock").write_text(json.dumps(left))
    review = open_review()
    assert "mk's desk on elsewhere (pid 1" in review.read_only
    review = open_review(force=True)
    assert review.read_only == ""
    review.decide("accept", [A])


# Without a desk


def test_commands_read_all_reviews_without_a_lock(open_review, article, folder):
    assert read_reviews(article) == ({}, [])
    clock = count()
    for reviewer in ("mk", "jk", "é"):
        review = open_review(reviewer, clock=lambda: f"2024-01-29T12:30:{next(clock):02}Z")
        review.decide("accept", [A, B])
        review.comment("x", [C])
    (folder / "bad name.jsonl").touch()
    with (folder / "jk.jsonl").open("ab") as file:
        file.write(b"?\n")
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    ledgers, troubles = read_reviews(article)
    assert {reviewer: len(ledger.acts) for reviewer, ledger in ledgers.items()} == {
        "jk": 3,
        "mk": 3,
        "é": 3,
    }
    assert list(ledgers) == ["jk", "mk", "é"]
    assert all(name == ledger.reviewer for name, ledger in ledgers.items())
    assert len(troubles) == 2
    assert before == {path: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_half_a_surrogate_pair_survives(open_review):
    """YAML may name one by its escape, though UTF-8 can't hold it."""
    record = Place(id="a", name="half \ud83d", kind="city")
    review = open_review("m\udc80")
    review.decide("flag", [record], "what is \ud83d?")
    review.close()
    review = open_review("m\udc80")
    assert review.verdict(record) == State("flag", words="what is \ud83d?")
    assert review.verdict(A).outdated
    assert review.troubles == []
