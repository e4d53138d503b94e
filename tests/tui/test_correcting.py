"""Correcting in the desk: shown at once, kept in the journal, written only where something changed."""

from __future__ import annotations

import asyncio
import difflib
import json
import random
from pathlib import Path
from typing import Any

import pytest

from models.document import Document
from models.loading import load
from models.review.edits import corrected
from models.review.journal import folder_of
from models.review.review import Review
from models.revise import revise


def acts(document: Document, reviewer: str = "mk") -> list[dict[str, Any]]:
    assert document.path is not None
    path = folder_of(document.path) / f"{reviewer}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


async def retitle(desk: Any, words: str) -> None:
    """Edits the title of the selected event, where the form begins."""
    await desk.press("e", "enter")
    await desk.press("ctrl+u", "ctrl+k")
    await desk.type(words)
    await desk.press("enter", "s")


async def test_an_edit_shows_at_once_and_the_file_waits(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    before = article_file.read_bytes()
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        await retitle(desk, "Another title")
        assert desk.document.records[record].caption == "Another title"
        assert desk.record == record
        assert "Another title" in desk.body("timeline")
        assert desk.screen.look.symbols.corrected in desk.body("timeline")
        assert "unsaved 1" in desk.lines[0]
        assert article_file.read_bytes() == before
        act = acts(on_disk)[-1]
        assert (act["act"], act["record"]) == ("edit", record)
        assert act["after"] == {record: {"title": "Another title"}}
        desk.check()
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        assert desk.document.records[record].caption == "Another title"
        desk.check()


async def test_saving_shows_what_changes_and_writes_nothing_else(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    before = article_file.read_text()
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        title = desk.document.records[desk.record].caption
        await retitle(desk, "Another title")
        await desk.press("s")
        shown = " ".join(desk.text.split())
        assert f"- title: {title}" in shown
        assert "+ title: Another title" in shown
        await desk.press("n")
        assert article_file.read_text() == before
        assert "unsaved 1" in desk.lines[0]
        await desk.press("s", "y")
        after = article_file.read_text()
        assert changed_lines(before, after) == [
            f"-    title: {title}",
            "+    title: Another title",
        ]
        assert "unsaved" not in desk.lines[0]
        assert acts(on_disk)[-1]["act"] == "save"
        await asyncio.sleep(0.2)  # what a watcher says of this desk's own writing
        await desk.settle()
        assert "changed on disk" not in desk.lines[0]
        await desk.press("s")
        assert "Nothing to save" in desk.text
        desk.check()


async def test_a_saved_edit_can_be_undone_and_saved_again(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    before = article_file.read_text()
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        await retitle(desk, "Another title")
        await desk.press("s", "y")
    reloaded = load(article_file).document
    assert reloaded is not None
    async with open_desk(120, 40, reloaded, start="timeline") as desk:
        await desk.press("u")
        assert "unsaved 1" in desk.lines[0]
        await desk.press("s", "y")
        assert article_file.read_text() == before
        await desk.press("U", "s", "y")
        assert "title: Another title" in article_file.read_text()


async def test_an_accepted_record_that_is_edited_is_outdated(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        await desk.press("a", "k")
        await retitle(desk, "Another title")
        assert desk.state.judged(record).outdated
        await desk.press("a")
        assert desk.state.judged(record).decided
        desk.check()


async def test_deleting_tells_what_links_to_it_and_takes_the_links_along(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        record = desk.record
        count = len(desk.document.records)
        await desk.press("D")
        assert "link to it" in desk.text
        await desk.press("n")
        assert record in desk.document.records
        await desk.press("D", "y")
        assert record not in desk.document.records
        assert not [each for each in desk.document.problems if each.code in ("E203", "E206")]
        desk.check()
        await desk.press("u")
        assert len(desk.document.records) == count
        assert desk.record == record
        assert desk.document.records == on_disk.records
        desk.check()


async def test_merging_actors_moves_all_links(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        while desk.record != "blf":
            await desk.press("j")
        pointing = {edge.target for edge in desk.document.links.of("blf")}
        await desk.press("M")
        await desk.type("Baloch Liberation Army")
        await desk.press("enter", "y")
        assert "blf" not in desk.document.records
        assert pointing - {"bla"} <= {edge.target for edge in desk.document.links.of("bla")}
        names = {alias.text for alias in desk.document.records["bla"].aliases}
        assert "Baloch Liberation Front" in names
        assert desk.record == "bla"
        desk.check()


async def test_splitting_gives_the_new_one_what_was_chosen(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        while desk.record != "abdollahian":
            await desk.press("j")
        await desk.press("S")
        await desk.type("The counterpart")
        await desk.press("enter")
        assert "The counterpart" in desk.text
        await desk.type("counterpart")
        await desk.press("tab", "enter")
        new = desk.document.records["the-counterpart"]
        assert new.name == "The counterpart"
        assert len(desk.document.records) == len(on_disk.records) + 1
        desk.check()


async def test_a_record_is_added_in_the_form(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        await desk.press("+", "a")
        assert "New actor" in desk.text
        await desk.press("escape")
        assert len(desk.document.records) == len(on_disk.records)


async def test_a_marked_passage_becomes_a_mention(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        count = desk.document.passages.count(record)
        await desk.press("m", "G", "w", "enter")
        assert "What is this?" in desk.text
        await desk.press("m")
        assert desk.document.passages.count(record) == count + 1
        desk.check()


async def test_the_file_changed_elsewhere_and_both_stand(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        await retitle(desk, "Another title")
        text = article_file.read_text()
        article_file.write_text(text.replace("name: Hamas", "name: Hamas movement", 1))
        await desk.until(lambda: desk.state.stale)
        await desk.press("r")
        await desk.until(lambda: not desk.state.stale)
        assert desk.document.records[record].caption == "Another title"
        assert desk.document.records["hamas"].caption == "Hamas movement"
        await desk.press("s", "y")
        after = article_file.read_text()
        assert "title: Another title" in after
        assert "name: Hamas movement" in after
        desk.check()


@pytest.mark.parametrize(("key", "wins"), [("m", "Another title"), ("t", "A third title")])
async def test_a_conflict_is_chosen_by_key(
    open_desk: Any, on_disk: Document, article_file: Path, key: str, wins: str
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        title = desk.document.records[record].caption
        await retitle(desk, "Another title")
        text = article_file.read_text()
        article_file.write_text(text.replace(f"title: {title}", "title: A third title", 1))
        await desk.until(lambda: desk.state.stale)
        await desk.press("r")
        await desk.until(lambda: not desk.state.stale)
        assert "conflicts 1" in desk.lines[0]
        await desk.press("C")
        assert "Another title" in desk.text
        assert "A third title" in desk.text
        await desk.press(key)
        await desk.settle()
        assert "conflicts" not in desk.lines[0]
        assert desk.document.records[record].caption == wins
        if key == "m":
            await desk.press("s", "y")
        assert f"title: {wins}" in article_file.read_text()
        desk.check()


async def test_a_save_that_the_journal_missed_is_made_good(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    """The program ended between writing the file and noting it: an undo must still reach the edit."""
    before = article_file.read_text()
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        await retitle(desk, "Another title")
        await desk.press("s", "y")
    journal = folder_of(article_file) / "mk.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    assert b'"save"' in lines[-1]
    journal.write_bytes(b"".join(lines[:-1]))
    reloaded = load(article_file).document
    assert reloaded is not None
    async with open_desk(120, 40, reloaded, start="timeline") as desk:
        assert "unsaved" not in desk.lines[0]
        await desk.press("u", "s", "y")
        assert article_file.read_text() == before


async def test_a_file_that_can_not_be_written_keeps_the_corrections(
    open_desk: Any, on_disk: Document, article_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = article_file.read_bytes()
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        await retitle(desk, "Another title")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr("models.files.os.replace", full)
            await desk.press("s", "y")
            assert "can't be written" in desk.text
            await desk.press("enter")
        assert article_file.read_bytes() == before
        assert "unsaved 1" in desk.lines[0]
        await desk.press("s", "y")
        assert b"Another title" in article_file.read_bytes()


async def test_reviewers_who_differ_are_settled(open_desk: Any, on_disk: Document) -> None:
    other = Review.open(on_disk.path, "ann")
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        other.decide("reject", [desk.document.records[record]], "no such thing")
        await desk.press("a")
        await desk.press("A")
        assert "no such thing" in desk.text
        await desk.press("x", "escape")
        assert "Nobody differs any more" in desk.text
        act = acts(on_disk)[-1]
        assert (act["act"], act["record"], act["after"]) == ("settle", record, "reject")
        desk.check()
    other.close()


@pytest.mark.parametrize("number", range(3))
async def test_whatever_is_done_undone_and_saved_the_desk_shows_file_and_ledger(
    open_desk: Any, on_disk: Document, article_file: Path, number: int
) -> None:
    """What is worked out record by record is what opening anew would show."""
    chance = random.Random(number)
    async with open_desk(80, 24, on_disk, start="timeline") as desk:
        for _ in range(25):
            turn = chance.choice(
                ["edit", "delete", "undo", "undo", "redo", "save", "merge", "move"]
            )
            if turn == "edit":
                await desk.press("e", "enter")
                await desk.type(chance.choice("xyz"))
                await desk.press("enter", "s")
            elif turn == "merge":
                await desk.press("M", "enter", "y")
            else:
                keys = {"delete": "Dy", "undo": "u", "redo": "U", "save": "sy", "move": "j"}
                await desk.press(*keys[turn])
            desk.check()
            reloaded = load(article_file).document
            assert reloaded is not None
            with_ledger = corrected(reloaded, desk.state.review.own)
            assert desk.document.records == revise(reloaded, with_ledger.records).records
            assert desk.state.corrections == with_ledger
            assert not [each for each in desk.document.problems if each.code in ("E203", "E206")]


async def test_a_renaming_takes_decisions_and_comments_along(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        await desk.press("*", "1", "a", "y", "3", "*", "1", "x", "y", "2")
        await desk.press("c")
        await desk.type("who?")
        await desk.press("enter")
        decided = desk.state.progress.whole.decided
        old = desk.record
        await desk.press("e", "k", "enter", "ctrl+u")
        await desk.type("renamed-state")
        await desk.press("enter", "s")
        assert desk.record == "renamed-state"
        assert old not in desk.document.records
        assert desk.state.progress.whole.decided == decided
        assert desk.state.judged("renamed-state").verdict == "accept"
        assert "who?" in desk.body("details")
        assert f"“{old}” is called “renamed-state” now" in desk.text
        desk.check()
        await desk.press("u")
        assert desk.document.records == on_disk.records
        assert desk.state.progress.whole.decided == decided
        desk.check()


# The file changes while something is asked


async def test_a_form_changes_only_what_was_changed_in_it(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    """The file is read again while the form is open: what others wrote stays."""
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        await desk.press("e", "enter")
        await desk.type("!")
        text = article_file.read_text()
        says = desk.document.records[record].date_says
        article_file.write_text(text.replace(f"date_says: {says}", "date_says: on that day", 1))
        desk.screen.action_reload()
        await asyncio.sleep(0.2)
        await desk.press("enter", "s")
        await desk.until(lambda: desk.state.file.records[record].date_says == "on that day")
        shown = desk.document.records[record]
        assert (shown.date_says, shown.title[-1]) == ("on that day", "!")
        assert acts(on_disk)[-1]["after"] == {record: {"title": shown.title}}
        assert desk.state.corrections.conflicts == {}
        desk.check()


async def test_only_the_newest_reading_is_shown(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        old = load(article_file)
        await retitle(desk, "Another title")
        desk.state.readings += 1
        await desk.press("s", "y")
        desk.app._reload._arrived(desk.state.readings - 1, old)
        await desk.settle()
        assert desk.state.file.records[desk.record].caption == "Another title"
        assert not desk.state.stale


async def test_a_file_that_changes_just_after_it_was_read_is_told(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        before = load(article_file).document
        article_file.write_text(article_file.read_text() + "# more\n")
        desk.screen.anew.read(before, "Read again.")
        await desk.settle()
        assert "changed on disk" in desk.lines[0]


async def test_written_but_not_noted_is_said_so_and_made_good(
    open_desk: Any, on_disk: Document, article_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        await retitle(desk, "Another title")
        await desk.press("s")
        with monkeypatch.context() as broken:

            def full(*_: object, **__: object) -> None:
                raise OSError(28, "No space left on device")

            broken.setattr("models.files.append", full)
            await desk.press("y")
        assert "title: Another title" in article_file.read_text()
        assert "could not be noted" in " ".join(desk.text.split())
        assert "unsaved" not in desk.lines[0]
        await desk.press("u", "s", "y")
        assert "title: Another title" not in article_file.read_text()
        desk.check()


async def test_a_conflict_that_is_gone_meanwhile_is_no_harm(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        title = desk.document.records[desk.record].caption
        await retitle(desk, "Another title")
        text = article_file.read_text()
        article_file.write_text(text.replace(f"title: {title}", "title: A third title", 1))
        desk.screen.action_reload()
        await desk.until(lambda: desk.state.corrections.conflicts)
        await desk.press("C")
        desk.state.corrections.conflicts.clear()
        await desk.press("m")
        assert "These conflicts are gone" in desk.text
        desk.check()


async def test_of_a_record_that_is_gone_no_part_can_be_kept(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        await retitle(desk, "Another title")
        text = article_file.read_text()
        start = text.index(f"  - id: {record}\n")
        end = text.index("  - id: ", start + 5)
        article_file.write_text(text[:start] + text[end:])
        desk.screen.action_reload()
        await desk.until(lambda: desk.state.corrections.conflicts)
        await desk.press("C", "m")
        assert "nothing is left to keep" in desk.text
        assert desk.state.corrections.conflicts
        await desk.press("C", "t")
        assert not desk.state.corrections.conflicts
        desk.check()


async def test_a_large_file_is_drafted_while_the_desk_goes_on(
    open_desk: Any, on_disk: Document, article_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.filing.LARGE", 10)
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        await retitle(desk, "Another title")
        await desk.press("s")
        await desk.until(lambda: "Write this into" in desk.text)
        await desk.press("y")
        assert "title: Another title" in article_file.read_text()
        await retitle(desk, "A third title")
        desk.send("s", "u")  # what would be shown is not what waits any more
        await desk.until(lambda: "save once more" in desk.text)
        assert "A third title" not in article_file.read_text()
        desk.check()
