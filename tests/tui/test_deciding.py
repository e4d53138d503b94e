"""Deciding with one key: kept on disk first, then shown; what comes next; many at once; filters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.document import Document
from models.review import journal
from models.review.filters import parse
from models.review.review import Review, read_reviews

SIZES = [(80, 24), (120, 40), (200, 60)]


def acts(document: Document, reviewer: str = "mk") -> list[dict[str, Any]]:
    """What the journal on disk holds."""
    assert document.path is not None
    path = journal.folder_of(document.path) / f"{reviewer}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(("key", "verdict"), [("a", "accept"), ("x", "reject")])
async def test_a_key_decides_and_goes_on(
    open_desk: Any, on_disk: Document, size: tuple[int, int], key: str, verdict: str
) -> None:
    async with open_desk(*size, on_disk, start="quotes") as desk:
        first = desk.record
        following = desk.pane("quotes").rows[1].id
        await desk.press(key)
        desk.check()
        assert [(act["act"], act["record"]) for act in acts(on_disk)] == [(verdict, first)]
        assert desk.record == following
        assert desk.state.judged(first).verdict == verdict
        assert "1/13" in desk.pane("quotes").render_line(0).text
        assert f"decided 1/{len(desk.document.records)}" in desk.lines[0]


async def test_the_sign_of_a_decision_stands_beside_its_record(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="quotes") as desk:
        symbols = desk.screen.look.symbols
        for key, sign in (("a", symbols.accepted), ("x", symbols.rejected)):
            row = desk.pane("quotes").cursor
            await desk.press(key)
            line = desk.pane("quotes").render_line(1 + 2 * row).text
            assert line[2] == sign


async def test_a_flag_asks_why_and_takes_no_reason_too(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(80, 24, on_disk, start="timeline") as desk:
        first = desk.record
        await desk.press("!")
        await desk.type("no source")
        await desk.press("enter")
        second = desk.record
        await desk.press("!", "enter")
        assert [(act["record"], act.get("words", "")) for act in acts(on_disk)] == [
            (first, "no source"),
            (second, ""),
        ]
        await desk.press("!", "n", "o", "escape")
        assert len(acts(on_disk)) == 2


async def test_a_burst_of_keys_loses_none(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(80, 24, on_disk, start="actors") as desk:
        typed = "axaaxx!xyz\ra"  # a reason typed at speed is a reason, not decisions
        desk.send(*("enter" if key == "\r" else key for key in typed))
        await desk.until(lambda: len(acts(on_disk)) == 8)
        assert [act["act"] for act in acts(on_disk)] == [
            *("accept", "reject", "accept", "accept", "reject", "reject", "flag", "accept")
        ]
        assert acts(on_disk)[6]["words"] == "xyz"
        desk.check()


async def test_a_comment_is_kept_and_read_beside_the_record(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        await desk.press("j", "c")
        await desk.type("which [/] day?")
        await desk.press("enter")
        record = desk.record
        assert acts(on_disk)[0] | {"words": "which [/] day?", "record": record} == acts(on_disk)[0]
        assert "which [/] day?" in desk.body("details")
        assert "mk" in desk.body("details")
        assert desk.screen.look.symbols.commented in desk.text


async def test_undo_and_redo_reach_across_restarts(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(80, 24, on_disk, start="actors") as desk:
        first = desk.record
        await desk.press("a", "x", "a")
    async with open_desk(80, 24, on_disk, start="actors") as desk:
        await desk.press("u", "u", "u")
        assert desk.state.progress.whole.decided == 0
        assert desk.record == first
        await desk.press("u")
        assert "Nothing is left to undo" in desk.text
    async with open_desk(80, 24, on_disk, start="actors") as desk:
        await desk.press("U", "U", "U")
        assert desk.state.progress.whole.decided == 3
        await desk.press("U")
        assert "Nothing is left" in desk.text
        desk.check()


async def test_withdrawing_makes_it_undecided_again(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(80, 24, on_disk, start="actors") as desk:
        await desk.press("a", "k")
        record = desk.record
        assert desk.state.judged(record).decided
        await desk.press("backspace")
        assert not desk.state.judged(record).verdict
        await desk.press("backspace")
        assert "not decided" in desk.text


async def test_after_a_decision_one_can_stay(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(80, 24, on_disk, start="actors", after_decision="stay") as desk:
        record = desk.record
        await desk.press("a")
        assert desk.record == record
        assert desk.state.judged(record).verdict == "accept"


async def test_the_whole_article_can_be_decided_with_two_keys(
    open_desk: Any, on_disk: Document
) -> None:
    """`a` goes through a pane, `n` to what is left elsewhere: nothing is out of reach."""
    async with open_desk(80, 24, on_disk) as desk:
        total = len(desk.document.records)
        for _ in range(3 * total):
            if not desk.state.progress.whole.remaining:
                break
            if desk.state.undecided(desk.record):
                await desk.press("a")
            else:
                await desk.press("n")
        assert {act["record"] for act in acts(on_disk)} == {*desk.document.records}
        assert f"decided {total}/{total}" in desk.lines[0]
        await desk.press("n")
        assert f"All {total} records are decided" in desk.text
        desk.check()


async def test_next_undecided_follows_the_text_across_panes(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        order = desk.state.reading_order
        seen = []
        for _ in order:
            await desk.press("n")
            seen.append(desk.record)
            desk.check()
        start = order.index(seen[0])
        assert seen == [*order[start:], *order[:start]]
        await desk.press("N")
        assert desk.record == seen[-2]


async def test_many_are_decided_after_a_count_and_a_yes(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk, start="quotes") as desk:
        count = len(desk.pane("quotes").listed())
        await desk.press("*", "1")
        assert f"accept {count}" in desk.text
        await desk.press("a")
        assert f"Accept {count} records?" in desk.text
        await desk.press("n")
        assert acts(on_disk) == []
        await desk.press("*", "1", "a", "y")
        assert len(acts(on_disk)) == count
        assert len({act["batch"] for act in acts(on_disk)}) == 1
        assert f"{count}/{count}" in desk.pane("quotes").render_line(0).text
        await desk.press("u")
        assert desk.state.progress.whole.decided == 0
        desk.check()


async def test_all_that_mentions_an_actor_is_a_set(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        await desk.press("*")
        assert "and what links to it" in desk.text
        await desk.press("2", "c")
        await desk.type("see the note")
        await desk.press("enter", "y")
        said = acts(on_disk)
        assert {act["words"] for act in said} == {"see the note"}
        linked = {desk.record, *(edge.target for edge in desk.document.links.of(desk.record))}
        assert {act["record"] for act in said} <= linked
        assert len(said) > 3


async def test_a_filter_shows_in_titles_and_one_key_ends_it(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="quotes") as desk:
        await desk.press("a", "a", "x", "F")
        await desk.type("accepted")
        await desk.press("enter")
        assert "Quotes · accepted" in desk.pane("quotes").render_line(0).text
        assert len(desk.pane("quotes").listed()) == 2
        assert desk.pane("actors").listed() == []
        assert "The filter shows nothing here" in desk.body("actors")
        desk.check()
        await desk.press("0")
        assert len(desk.pane("quotes").listed()) == 13
        assert "accepted" not in desk.pane("quotes").render_line(0).text
        desk.check()


async def test_under_a_filter_a_decision_takes_the_record_out_and_goes_on(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(80, 24, on_disk, start="quotes") as desk:
        await desk.press("F")
        await desk.type("undecided")
        await desk.press("enter")
        listed = desk.pane("quotes").listed()
        await desk.press("a")
        assert desk.pane("quotes").listed() == listed[1:]
        assert desk.record == listed[1]
        await desk.press("u")
        assert desk.pane("quotes").listed() == listed
        assert desk.record == listed[0]
        desk.check()


async def test_reopening_returns_to_record_pane_filter_and_trail(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("2", "j", "enter", "j", "enter", "F")
        await desk.type("undecided")
        await desk.press("enter", "z")
        before = (desk.record, desk.selection.active, desk.state.filter, desk.state.zoomed)
        steps, at = desk.state.trail.steps, desk.state.trail.at
    async with open_desk(120, 40, on_disk) as desk:
        after = (desk.record, desk.selection.active, desk.state.filter, desk.state.zoomed)
        assert after == before
        assert [step[:2] for step in desk.state.trail.steps] == [step[:2] for step in steps]
        assert desk.state.trail.at == at
        desk.check()


async def test_a_changed_record_shows_its_decision_as_outdated(
    open_desk: Any, on_disk: Document, article_file: Path
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        record = desk.record
        await desk.press("a", "k")
        text = article_file.read_text()
        title = desk.document.records[record].caption
        article_file.write_text(text.replace(f"title: {title}", f"title: {title} again"))
        await desk.until(lambda: desk.state.stale)
        await desk.press("r")
        await desk.until(lambda: "again" in desk.document.records[record].caption)
        assert desk.state.judged(record).outdated
        assert desk.state.undecided(record)
        assert desk.screen.look.symbols.outdated in desk.text
        assert "decided 0/" in desk.lines[0]


async def test_what_others_decide_appears_as_their_journals_grow(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        await desk.press("a", "k")
        other = Review.open(on_disk.path, "ann")
        record = desk.document.records[desk.record]
        other.decide("reject", [record], "a state, not an actor")
        await desk.until(lambda: desk.state.judged(record.id).contested)
        assert "ann" in desk.body("details")
        assert "a state, not an actor" in desk.body("details")
        assert desk.screen.look.symbols.contested in desk.text
        other.close()


async def test_a_second_desk_of_the_same_reviewer_only_reads(
    open_desk: Any, on_disk: Document
) -> None:
    assert on_disk.path is not None
    first = Review.open(on_disk.path, "mk")
    first.comment("mine", [next(iter(on_disk.records.values()))])
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        assert "has this review open" in desk.text
        assert "read only" in desk.lines[0]
        await desk.press("a")
        assert "has this review open" in desk.text
        assert len(acts(on_disk)) == 1
        await desk.press("j")
        first.decide("reject", [desk.document.records[desk.record]])
        await desk.until(lambda: desk.state.judged(desk.record).verdict == "reject")
        first.close()
        await desk.until(lambda: "this desk writes now" in desk.text)
        await desk.press("j", "a")
        assert [act["act"] for act in acts(on_disk)] == ["comment", "reject", "accept"]
        desk.check()


async def test_what_can_not_be_kept_is_not_shown(
    open_desk: Any, on_disk: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk, start="actors") as desk:
        record = desk.record

        def full(*_: object) -> int:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr("models.files.os.write", full)
            await desk.press("a")
            assert "Not kept: " in desk.text
            assert desk.record == record
            assert not desk.state.judged(record).verdict
        await desk.press("a")
        assert desk.state.judged(record).verdict == "accept"
        assert read_reviews(desk.state.file.path)[1] == []


async def test_standard_input_can_not_be_reviewed_and_says_so(open_desk: Any) -> None:
    async with open_desk(80, 24, start="actors") as desk:
        await desk.press("a")
        assert "standard input" in desk.text
        desk.check()


async def test_progress_tells_what_is_left(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(80, 24, on_disk, start="quotes") as desk:
        await desk.press("a", "x", "P")
        lines = {words[0]: words[1:] for line in desk.lines if (words := line.strip("│┃ ").split())}
        assert lines["quotes"] == ["2/13", "1", "1", ".", ".", "11"]
        assert lines["relations"] == ["0/8", ".", ".", ".", ".", "8"]
        await desk.press("escape")
        desk.check()


@pytest.mark.parametrize("before", ["", "quote"])
async def test_what_each_filter_would_leave_is_told_and_true(
    before: str, open_desk: Any, on_disk: Document
) -> None:
    """Also of what a filter leaves already."""
    async with open_desk(120, 40, on_disk, start="quotes") as desk:
        await desk.press("a", "x", "c", *"so", "enter")
        desk.screen.anew.narrow(parse(before))
        await desk.press("F")
        screen = desk.app.screen
        offered = {row.id: screen.found.leaves(row.id) for row in screen.rows("")}
        await desk.press("escape")
        assert all(offered.values())
        assert {"undecided", "accepted", "rejected", "has:comments"} <= offered.keys()
        assert ("event" in offered) is (not before)
        assert sum(word.startswith("actor:") for word in offered) > 3
        showing = desk.state.shown or desk.document.records.keys()
        for word, count in offered.items():
            desk.screen.anew.narrow(parse(word))
            assert len(desk.state.shown & showing) == count, word
