"""The file is read again: the reader stays where they were, as far as that still exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from models.document import Document
from models.loading import load

TEXT = "Ann met Bob. Bob met Cat. Cat met Dan.\n"


def people(*names: str) -> dict[str, Any]:
    return {
        "article": {"text": TEXT},
        "actors": [{"id": name.lower(), "name": name, "kind": "person"} for name in names],
        "events": [
            {"id": "first", "title": "First", "actors": [names[0].lower()], "at": "met Bob"},
            {"id": "second", "title": "Second", "actors": [names[-1].lower()], "at": "met Cat"},
        ],
    }


@pytest.fixture(scope="module")
def four(make: Any) -> Document:
    return make(people("Ann", "Bob", "Cat", "Dan"))


@pytest.mark.parametrize("pane", ["article", "actors", "timeline", "quotes", "context", "details"])
async def test_the_same_record_the_same_pane_and_the_same_trail(
    open_desk: Any, seed: Document, pane: str
) -> None:
    async with open_desk(start="article" if pane == "details" else pane) as desk:
        await desk.press("j", "j", "j", "enter", "h")
        if pane == "details":
            await desk.press("6")
        was = (desk.record, desk.selection.active, [*desk.state.trail.steps], desk.state.trail.at)
        cursor = desk.article._at
        desk.screen.anew.read(replace(seed), "Read again.")
        await desk.settle()
        assert "Read again." in desk.text
        assert was == (
            desk.record,
            desk.selection.active,
            desk.state.trail.steps,
            desk.state.trail.at,
        )
        assert desk.article._at == cursor
        desk.check()
        await desk.press("L")
        assert desk.record == was[2][was[3] + 1].record


async def test_the_next_key_goes_on_from_there(open_desk: Any, seed: Document) -> None:
    for pane in ("1", "3"):
        async with open_desk() as desk:
            await desk.press(pane, *"jjjjjj")
            async with open_desk() as other:
                await other.press(pane, *"jjjjjjj")
                expected = other.record
            desk.screen.anew.read(replace(seed), "")
            await desk.press("j")
            assert desk.record == expected


async def test_the_cursor_stays_in_view_when_rows_come_before_it(open_desk: Any, make: Any) -> None:
    names = [f"Person {number}" for number in range(100)]
    async with open_desk(80, 24, make(people(*names)), start="actors") as desk:
        await desk.press("G")
        record = desk.record
        desk.screen.anew.read(make(people(*[f"New {name}" for name in names], *names)), "")
        await desk.settle()
        assert desk.record == record
        desk.check()


async def test_a_record_that_is_gone_gives_way_to_its_neighbour(
    open_desk: Any, four: Document, make: Any
) -> None:
    async with open_desk(120, 40, four, start="actors") as desk:
        await desk.press("j", "j")
        assert desk.record == "cat"
        desk.screen.anew.read(make(people("Ann", "Bob", "Dan")), "")
        await desk.settle()
        assert desk.record == "dan"
        assert all(step.record != "cat" for step in desk.state.trail.steps)
        desk.check()
        await desk.press("k")
        assert desk.record == "bob"


async def test_stations_that_are_gone_are_left_out(
    open_desk: Any, four: Document, make: Any
) -> None:
    async with open_desk(120, 40, four) as desk:
        for record in ("ann", "first", "bob", "second", "dan"):
            desk.screen.go(record)
        await desk.press("h")
        assert desk.record == "second"
        desk.screen.anew.read(make(people("Ann", "Cat", "Dan")), "")
        await desk.settle()
        assert [step.record for step in desk.state.trail.steps][-4:] == [
            "ann",
            "first",
            "second",
            "dan",
        ]
        await desk.press("h")
        assert desk.record == "first"
        desk.check()


async def test_when_nothing_is_left_nothing_is_selected(
    open_desk: Any, four: Document, make: Any
) -> None:
    async with open_desk(120, 40, four) as desk:
        await desk.press("3", "enter", "]")
        desk.screen.anew.read(make({"article": {}}), "")
        await desk.settle()
        assert (desk.record, desk.state.trail.steps, desk.state.trail.at) == ("", [], -1)
        for key in ("h", "L", "j", "enter", "f", "1", "j", "6", "G"):
            await desk.press(key)
            desk.check()
        desk.screen.anew.read(four, "")
        await desk.press("2")
        assert desk.record == "ann"
        assert [step.record for step in desk.state.trail.steps] == ["ann"]
        desk.check()


@pytest.mark.parametrize("keys", ["f", "z", "]", "3f"])
async def test_in_the_midst_of_something(open_desk: Any, seed: Document, keys: str) -> None:
    async with open_desk(80, 24) as desk:
        await desk.press(*keys)
        desk.screen.anew.read(replace(seed), "Read again.")
        await desk.settle()
        desk.check()
        assert not desk.selection.hints
        await desk.press("j")
        desk.check()


def on_disk(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "news.yaml"
    path.write_text(text)
    document = load(path).document
    assert document is not None
    return document


GOOD = (
    "copydesk: 1\narticle:\n  text: Ann met Bob.\nactors:\n- {id: ann, name: Ann, kind: person}\n"
)


async def test_r_reads_the_file_again(open_desk: Any, tmp_path: Path) -> None:
    document = on_disk(tmp_path, GOOD)
    async with open_desk(120, 40, document) as desk:
        (tmp_path / "news.yaml").write_text(
            GOOD + "- {id: bob, name: Bob, kind: person, of: [ann], x: 1}\n"
        )
        await desk.press("r")
        await desk.until(lambda: "bob" in desk.document.records)
        await desk.until(lambda: "Read again. 1 new problem: p shows it." in desk.text)
        assert "problems 1" in desk.lines[0]
        assert "Bob" in desk.body("actors")
        assert desk.record == "ann"
        desk.check()


@pytest.mark.parametrize("broken", ["{", "[]", None])
async def test_a_file_that_cannot_be_read_leaves_what_there_was(
    open_desk: Any, tmp_path: Path, broken: str | None
) -> None:
    document = on_disk(tmp_path, GOOD)
    async with open_desk(120, 40, document) as desk:
        path = tmp_path / "news.yaml"
        path.write_text(broken) if broken else path.unlink()
        await desk.press("r")
        await desk.until(lambda: "Not read again" in desk.state.message)
        assert desk.document is document
        assert desk.record == "ann"
        desk.check()


async def test_a_change_on_disk_is_noticed_and_said(open_desk: Any, tmp_path: Path) -> None:
    document = on_disk(tmp_path, GOOD)
    async with open_desk(120, 40, document) as desk:
        await desk.until(lambda: desk.app._watch is not None)
        (tmp_path / "news.yaml").write_text(GOOD + "\n# more\n")
        await desk.until(lambda: desk.state.stale)
        assert "changed on disk" in desk.lines[0]
        await desk.press("r")
        await desk.until(lambda: not desk.state.stale)
        assert "changed on disk" not in desk.lines[0]


async def test_what_came_from_standard_input_says_so(open_desk: Any) -> None:
    async with open_desk() as desk:
        await desk.press("r")
        assert "standard input" in desk.state.message
        await desk.press("o")
        assert "standard input" in desk.state.message
