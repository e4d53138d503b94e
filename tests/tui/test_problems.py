"""Problems on the desk: found once it shows and after every edit, looked at beside what they are about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from models.checks.standing import Standing
from models.document import Document
from models.loading import load
from models.loading.cache import Cache
from models.loading.reading import load_bytes
from models.problems import Problem
from tui.display import Display
from tui.screens.form import FormScreen

SEED = Path(__file__).parents[2] / "seeds" / "pakistan-iran.yaml"
SIZES = [(80, 24), (120, 40), (200, 60)]
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def at(text: str, record: str, old: str, new: str) -> str:
    """The article with a part of one record replaced."""
    start = text.index(f"- id: {record}\n")
    return text[:start] + text[start:].replace(old, new, 1)


@pytest.fixture
def faulty(tmp_path: Path) -> Document:
    """The article that ships, with three errors about two records, and a field that it does not know."""
    text = SEED.read_text()
    text = at(text, "recall", 'date: "[2024-01-01..2024-01-30]"', 'date: "2024-01-30/2024-01-02"')
    text = at(text, "recall", "place: tehran", "place: teheran")
    text = at(
        text, "raisi-visit", "at: would be visiting Pakistan", "at: would be driving by Pakistan"
    )
    text = text.replace("  language: en\n", "  language: en\n  colour: red\n", 1)
    path = tmp_path / "pakistan-iran.yaml"
    path.write_text(text)
    document = load(path).document
    assert document is not None
    return document


def problem(desk: Any) -> Problem:
    found = desk.pane("problems").problem
    assert found is not None
    return found


@pytest.fixture
def checked_when(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the desk had been drawn, for each check that was begun."""
    from tui.checking import Checking

    begun: list[bool] = []
    start = Checking.start

    def started(self: Checking) -> None:
        picture: Display = self._desk.app.picture
        begun.append(bool(picture.size) and self._desk.size.width > 0)
        start(self)

    monkeypatch.setattr("tui.checking.Checking.start", started)
    return begun


async def test_the_article_is_checked_once_it_shows(
    open_desk: Any, faulty: Document, checked_when: list[bool]
) -> None:
    assert [each.code for each in faulty.problems] == ["E205", "E203", "E101"]
    async with open_desk(120, 40, faulty) as desk:
        assert checked_when == [True]
        assert desk.state.checked
        assert [each.code for each in desk.state.problems.pressing] == [
            "E205",
            "E301",
            "E203",
            "E101",
        ]
        assert "problems 4" in desk.lines[0]


async def test_the_first_screen_of_the_next_time_has_what_was_found(
    open_desk: Any, faulty: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No rule looks again until something changes."""
    looked: list[Document] = []
    of = Standing.of
    monkeypatch.setattr(Standing, "of", lambda *told: looked.append(told[0]) or of(*told))
    assert faulty.path is not None
    cache = Cache(tmp_path / "cache")
    first = load(faulty.path, None, cache).document
    async with open_desk(120, 40, first, cache=cache) as desk:
        found = desk.state.problems.all
        told = desk.state.message
        assert told.startswith("4 problems, the first in line")
    cache.keep()
    assert len(looked) == 1
    again = load(faulty.path, None, Cache(tmp_path / "cache")).document
    async with open_desk(120, 40, again, cache=cache, start="timeline") as desk:
        assert desk.state.problems.all == found
        assert desk.state.message == told
        assert len(looked) == 1
        event: Any = desk.document.records["recall"]
        act = desk.state.review.act(
            "edit", event, before=_fields(event), after=_fields(replace(event, place="tehran"))
        )
        desk.screen.anew.corrected("Mended.", "recall", desk.state.review.do(act))
        await desk.settle()
        assert len(looked) == 2
        assert len(desk.state.problems.pressing) == 3


async def test_information_is_not_counted(open_desk: Any, faulty: Document, make: Any) -> None:
    lonely = make(
        {
            "article": {"text": "Ann went.\n"},
            "actors": [{"id": "ann", "name": "Ann", "kind": "person"}],
        }
    )
    async with open_desk(120, 40, lonely, start="actors") as desk:
        assert {each.severity for each in desk.state.problems.all} == {"information"}
        assert "problems" not in desk.lines[0]
        assert desk.state.judged("ann").words() == "undecided"
        await desk.press("p")
        assert "remark" in desk.body("problems")
        desk.check()


@sizes
async def test_each_is_looked_at_with_its_record_and_passage(
    open_desk: Any, faulty: Document, size: tuple[int, int]
) -> None:
    async with open_desk(*size, faulty, start="quotes") as desk:
        steps, selection = [*desk.state.trail.steps], desk.selection
        await desk.press("p")
        desk.check()
        assert [problem(desk).code, desk.record] == ["E205", ""]
        assert "4 errors" in desk.body("problems")
        assert "colour" in desk.body("problems")
        await desk.press("j")
        desk.check()
        assert [problem(desk).code, desk.record] == ["E301", "recall"]
        assert "Write the earlier date first." in desk.body("problems")
        assert "One of the two dates is wrong" in desk.body("problems")
        assert "‹called" in desk.text
        await desk.press("j")
        assert [problem(desk).code, desk.record] == ["E203", "recall"]
        assert "Did you mean “tehran”?" in desk.body("problems")
        await desk.press("G")
        desk.check()
        assert [problem(desk).code, desk.record] == ["E101", "raisi-visit"]
        assert desk.state.trail.steps == steps
        await desk.press("escape")
        desk.check()
        assert desk.selection == selection
        assert desk.state.trail.steps == steps


@sizes
async def test_enter_stays_there(open_desk: Any, faulty: Document, size: tuple[int, int]) -> None:
    async with open_desk(*size, faulty, start="quotes") as desk:
        before = desk.record
        await desk.press("p", "j", "enter")
        desk.check()
        assert [desk.record, desk.selection.active] == ["recall", "timeline"]
        assert [step.record for step in desk.state.trail.steps] == [before, "recall"]
        await desk.press("h")
        assert [desk.record, desk.selection.active] == [before, "quotes"]


async def test_it_opens_at_the_selected_record_or_where_it_was_left(
    open_desk: Any, faulty: Document
) -> None:
    async with open_desk(120, 40, faulty) as desk:
        desk.screen.go("raisi-visit")
        await desk.press("p")
        assert problem(desk).code == "E101"
        await desk.press("k", "p")
        assert [desk.record, desk.selection.active] == ["raisi-visit", "timeline"]
        desk.screen.go("iran")
        await desk.press("p")
        assert problem(desk).code == "E203"
        await desk.press("h")
        assert [desk.record, desk.selection.active] == ["iran", "actors"]
        desk.check()


async def test_the_file_as_a_whole_has_no_record_to_decide_about(
    open_desk: Any, faulty: Document
) -> None:
    async with open_desk(120, 40, faulty) as desk:
        await desk.press("p")
        assert desk.record == ""
        await desk.press("a")
        assert "nothing to decide" in desk.state.message
        assert not desk.state.review.own.acts
        await desk.press("enter")
        assert "about the file as a whole; o opens it" in desk.state.message
        for key in ("6", "p", "tab", "p", "shift+tab", "p", "1"):
            await desk.press(key)
            desk.check()


async def test_keys_typed_ahead_find_it_open(open_desk: Any, faulty: Document) -> None:
    async with open_desk(80, 24, faulty) as desk:
        desk.send("p", "j", "enter")
        await desk.settle()
        assert [desk.record, desk.selection.active] == ["recall", "timeline"]
        desk.check()


@pytest.mark.parametrize("size", [(24, 6), (30, 12), (40, 20), (60, 22), (30, 40), (110, 24)])
async def test_on_any_screen(open_desk: Any, faulty: Document, size: tuple[int, int]) -> None:
    async with open_desk(*size, faulty) as desk:
        for key in ("p", "j", "G", "z", "k", "ctrl+u", "z"):
            await desk.press(key)
            desk.check()
        await desk.resize(120, 40)
        desk.check()
        await desk.resize(*size)
        await desk.press("escape")
        desk.check()


async def test_other_keys_lead_away_from_it(open_desk: Any, faulty: Document) -> None:
    for key, pane in {"2": "actors", "6": "details", "n": "actors", "tab": "article"}.items():
        async with open_desk(120, 40, faulty) as desk:
            await desk.press("p", "j", key)
            desk.check()
            assert desk.selection.active == pane
            await desk.press("p", "z", "j")
            desk.check()
            assert desk.selection.active == "problems"
            await desk.press("escape")
            assert not desk.state.zoomed
            await desk.press("f", "s")
            desk.check()


async def test_a_decision_stays_at_the_problem(open_desk: Any, faulty: Document) -> None:
    async with open_desk(120, 40, faulty) as desk:
        await desk.press("p", "j", "x")
        desk.check()
        assert desk.state.judged("recall").verdict == "reject"
        assert [problem(desk).code, desk.record] == ["E301", "recall"]
        await desk.press("]", "]", "enter")
        desk.check()
        assert desk.selection.active != "problems"


async def test_the_editor_opens_at_the_line(
    open_desk: Any, faulty: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[int] = []
    monkeypatch.setattr("tui.outside.edit", lambda app, state, line=0: lines.append(line) or "")
    async with open_desk(120, 40, faulty) as desk:
        await desk.press("p", "j", "j", "o")
        await desk.until(lambda: desk.document is not faulty)
        assert lines == [problem(desk).line]
        assert desk.selection.active == "problems"
        desk.check()


async def test_an_edit_from_there_mends_it_and_undo_brings_it_back(
    open_desk: Any, faulty: Document
) -> None:
    async with open_desk(120, 40, faulty) as desk:
        await desk.press("p", "j", "e")
        assert isinstance(desk.app.screen, FormScreen)
        await desk.press("escape")
        event: Any = desk.document.records["recall"]
        mended = replace(event, date=None, place="tehran")
        state = desk.state
        touched = state.review.do(
            state.review.act("edit", event, before=_fields(event), after=_fields(mended))
        )
        desk.screen.anew.corrected("Mended.", "recall", touched)
        await desk.settle()
        assert [each.code for each in desk.state.problems.pressing] == ["E205", "E101"]
        assert desk.selection.active == "problems"
        assert "problems 2" in desk.lines[0]
        desk.check()
        await desk.press("u")
        codes = [each.code for each in desk.state.problems.pressing]
        assert sorted(codes) == ["E101", "E203", "E205", "E301"]
        assert "2 new problems: p shows them." in desk.state.message
        desk.check()


def _fields(event: Any) -> Any:
    from models.plain import plain

    return {event.id: {key: plain(event).get(key) for key in ("date", "place")}}


async def test_a_record_shows_a_sign_and_how_many(open_desk: Any, faulty: Document) -> None:
    for symbols, sign in (("unicode", "⊗2"), ("ascii", "E2")):
        async with open_desk(120, 40, faulty, start="timeline", symbols=symbols) as desk:
            assert sign in desk.body("timeline")
            assert desk.state.judged("recall").words() == "undecided, 2 errors"
            assert desk.state.judged("raisi-visit").words() == "undecided, 1 error"
            assert desk.state.judged("iran").words() == "undecided"


async def test_the_filter_knows_what_checks_found(open_desk: Any, faulty: Document) -> None:
    async with open_desk(120, 40, faulty, start="timeline") as desk:
        await desk.press("F")
        await desk.type("has:problems")
        await desk.press("enter")
        assert desk.state.shown == {"recall", "raisi-visit"}
        desk.check()
        await desk.press("p", "j", "enter")
        assert desk.record == "recall"
        desk.check()


async def test_a_problem_of_the_text_alone_shows_its_passage(
    open_desk: Any, seed: Document
) -> None:
    start = seed.text.string.index("Muslim neighbours")
    found = Problem("W112", "“Muslim” is nobody’s.", 40, 1, start=start, end=start + 17)
    async with open_desk(120, 40, seed) as desk:
        here = desk.record
        desk.screen.anew.checked([found])
        await desk.press("p")
        assert desk.record == ""
        assert "‹Muslim neighbours›" in desk.text
        desk.check()
        await desk.press("escape")
        assert desk.record == here
        assert "‹Muslim neighbours›" not in desk.text
        await desk.press("p", "enter")
        assert desk.selection.active == "article"
        assert desk.record
        desk.check()


async def test_nothing_found_is_said_in_words(open_desk: Any, make: Any) -> None:
    empty = make({"article": {"text": ""}})
    async with open_desk(80, 24, empty) as desk:
        desk.screen.anew.checked([])
        await desk.press("p")
        assert "The checks find nothing wrong." in desk.body("problems")
        for key in ("j", "enter", "G", "o", "e", "escape"):
            await desk.press(key)
            desk.check()
        assert desk.selection.active == "article"


async def test_what_files_say_is_shown_literally(open_desk: Any) -> None:
    text = (
        'copydesk: 1\narticle: {text: "Nothing."}\nevents:\n'
        '  - {id: e, title: "[/] [b]x \\e[31m \\u202e", date: 2024-02-02/2024-02-01}\n'
    )
    document = load_bytes(text.encode(), "x.yaml").document
    async with open_desk(120, 40, document) as desk:
        await desk.press("p")
        body = desk.body("problems")
        assert "[/] [b]x" in body
        assert "\x1b" not in body
        assert "\u202e" not in body
        desk.check()


async def test_settings_say_how_grave_a_problem_is(open_desk: Any, faulty: Document) -> None:
    async with open_desk(120, 40, faulty, checks={"E3": "warning", "E20": "off"}) as desk:
        assert [each.severity for each in desk.state.problems.pressing] == ["warning", "error"]
        assert desk.state.judged("recall").words() == "undecided, 1 warning"
        await desk.press("p")
        assert "1 error · 1 warning" in desk.pane("problems").counter
        desk.check()


async def test_a_check_that_fails_is_told_and_the_next_is_made(
    open_desk: Any, faulty: Document, monkeypatch: pytest.MonkeyPatch, faults: list[BaseException]
) -> None:
    class BrokenError(Exception):
        pass

    def breaks(*_: Any) -> Any:
        raise BrokenError

    monkeypatch.setattr("models.checks.standing.Standing.of", breaks)
    async with open_desk(120, 40, faulty) as desk:
        await desk.until(lambda: desk.state.faults)
        assert "a mistake in Copydesk" in desk.state.message
        assert not desk.state.checked
        monkeypatch.undo()
        await desk.press("r")
        await desk.until(lambda: desk.state.checked)
        assert "problems 4" in desk.lines[0]
    assert [type(fault) for fault in faults] == [BrokenError]
    faults.clear()


async def test_it_is_heard_one_problem_a_line(open_desk: Any, faulty: Document) -> None:
    async with open_desk(120, 40, faulty) as desk:
        await desk.press("p", "j")
        said = {part.part: part for part in desk.screen.spoken()}
        assert said["pane"].words == "problems"
        assert said["row"].words == (
            "error E301: “Ambassador recalled” ends before it begins (2024-01-30/2024-01-02)."
            " Write the earlier date first. Line 407. Why: One of the two dates is wrong, and nobody can"
            " tell which. The timeline shows all that lies between them."
        )
        assert said["row"].more == "2 of 4"


async def test_a_desk_that_was_left_with_a_filter_of_problems_opens_where_it_was(
    open_desk: Any, on_disk: Document
) -> None:
    """Until all is checked nobody knows what has problems: the filter leaves everything till then."""
    path = on_disk.path
    assert path is not None
    dated, reversed_ = 'date: "[2024-01-01..2024-01-30]"', 'date: "2024-01-30/2024-01-02"'
    path.write_text(at(path.read_text(), "recall", dated, reversed_))
    faulty = load(path).document
    assert faulty is not None
    assert not faulty.problems  # only a rule finds it
    async with open_desk(120, 40, faulty) as desk:
        await desk.press("1", "F")
        await desk.type("has:problems")
        await desk.press("enter")
        left = desk.record, desk.selection.active
        assert left == ("recall", "article")
    async with open_desk(120, 40, load(path).document) as desk:
        desk.check()
        assert desk.state.shown == {"recall"}
        assert (desk.record, desk.selection.active) == left
