"""An error in one part never takes the desk down: it is shown with a report, the journal is safe, the rest
goes on."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App

from models.document import Document
from models.review.review import read_reviews
from tui import outside
from tui.app import CopydeskApp
from tui.faults import BROKEN, MOST, Faults, report, shortened
from tui.reload import Reload
from tui.screens import words
from tui.screens.ask import ChoiceScreen, PromptScreen, _Box
from tui.screens.deciding import Deciding
from tui.screens.desk import DeskScreen
from tui.screens.form import FormScreen
from tui.screens.renewing import Renewing
from tui.screens.report import ReportScreen
from tui.widgets.bars import Bar
from tui.widgets.rowlist import RowList
from tui.widgets.surface import Surface

SECRET = "Secret words of the article"
SIZES = [(80, 24), (120, 40), (200, 60)]
PANES = ("article", "actors", "timeline", "quotes", "context", "details")


class BrokenError(Exception):
    """Says what no report may say."""

    def __init__(self) -> None:
        super().__init__(SECRET)


def breaks(*_: Any, **__: Any) -> Any:
    secret = SECRET  # a value that a traceback with values would show
    raise BrokenError if secret else None


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture
def expected(faults: list[BaseException]) -> Iterator[list[BaseException]]:
    """Faults that a test brings about: there must be some, and no other."""
    yield faults
    others = [each for each in faults if not isinstance(each, BrokenError)]
    assert faults
    faults[:] = others


def journal(document: Document) -> list[tuple[str, str]]:
    """What is on the disk."""
    ledgers, troubles = read_reviews(document.path)
    assert troubles == []
    return [(act.act, act.record) for ledger in ledgers.values() for act in ledger.acts]


async def goes_on(desk: Any, document: Document) -> None:
    """Decisions can be made, and are on the disk; the desk can be walked through and left."""
    before = journal(document)
    while desk.app.screen is not desk.screen:
        await desk.press("escape")
    await desk.press("3", "g")
    first = desk.record
    await desk.press("a")
    assert journal(document) == [*before, ("accept", first)]
    assert desk.record != first
    await desk.press("u", "2", "j", "]", "enter", "h", "1", "j", "6", "z", "z")
    assert journal(document)[len(before) + 1 :] == [("undo", "")]


async def report_of(desk: Any) -> str:
    """Opens the report, and takes it out whole."""
    await desk.press("R")
    assert isinstance(desk.app.screen, ReportScreen)
    text = "\n".join(desk.app.screen.report.lines)
    assert SECRET not in text
    assert SECRET not in desk.text
    return text


@pytest.fixture
def known(faults: list[BaseException]) -> Iterator[Faults]:
    """Faults of no desk."""
    yield Faults()
    faults.clear()


# Painting


@pytest.mark.parametrize(("pane", "size"), [*zip(PANES, SIZES * 2, strict=True)])
async def test_a_pane_that_cant_be_drawn_says_so_and_the_others_go_on(
    open_desk: Any, on_disk: Document, expected: list[Any], size: tuple[int, int], pane: str
) -> None:
    async with open_desk(*size, on_disk, start=pane) as desk:
        broken = desk.pane(pane)
        broken._paint_body = breaks
        desk.screen.update()
        await desk.settle()
        assert "could not be drawn" in " ".join(desk.body(pane).split())
        assert "R shows a report" in desk.text.replace("\n", " ")
        await goes_on(desk, on_disk)
        text = await report_of(desk)
        assert f"{type(broken).__name__} {pane}: drawing" in text
        assert "BrokenError" in text
        await desk.press("escape")
        del broken._paint_body
        await desk.press("1", "j")
        assert "could not be drawn" not in desk.text
        desk.check()


async def test_what_draws_all_panes_fails(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also on the first picture there is."""
    with monkeypatch.context() as patch:
        patch.setattr("tui.widgets.rowlist.frame", breaks)
        async with open_desk(*size, on_disk) as desk:
            assert "could not be drawn" in desk.text
            await goes_on(desk, on_disk)
            patch.undo()
            await desk.press("3", "j")
            desk.check()


async def test_a_row_that_cant_be_drawn_costs_only_itself(
    open_desk: Any, on_disk: Document, expected: list[Any], size: tuple[int, int]
) -> None:
    async with open_desk(*size, on_disk, start="timeline") as desk:
        timeline = desk.pane("timeline")
        draw, broken = timeline.row_lines, timeline.rows[3].id

        def row_lines(row: Any, *rest: Any) -> Any:
            return breaks() if row.id == broken else draw(row, *rest)

        timeline.row_lines = row_lines
        timeline._kept.clear()
        desk.screen.update()
        await desk.settle()
        assert desk.text.count("This row could not be drawn.") == 1
        for _ in timeline.rows:
            await desk.press("j")
            desk.check()
        await goes_on(desk, on_disk)
        assert "TimelinePane timeline: a row" in await report_of(desk)


@pytest.mark.parametrize(("bar", "size"), [*zip(words.BARS, SIZES * 2, strict=False)])
async def test_a_bar_whose_words_fail(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    bar: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(*size, on_disk) as desk:
        monkeypatch.setitem(words.BARS, bar, breaks)
        await goes_on(desk, on_disk)
        assert f"Bar {bar}: words" in await report_of(desk)


@pytest.mark.parametrize(
    ("pane", "what"),
    [
        ("article", "tui.panes.article.ArticlePane.fill"),
        ("article", "tui.panes.article.ArticlePane.narrow"),
        ("timeline", "tui.panes.timeline.TimelinePane.fill"),
        ("timeline", "tui.panes.timeline.TimelinePane.show"),
        ("timeline", "tui.panes.timeline.TimelinePane.narrow"),
        ("details", "tui.panes.details.detail_rows"),
        ("details", "tui.panes.details.DetailsPane.show"),
    ],
)
async def test_a_pane_that_cant_take_what_it_shows(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    pane: str,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it had may not be true any more, so it does not show that."""
    async with open_desk(120, 40, on_disk) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(what, breaks)
            desk.screen.anew.read(on_disk, "Read again.")
            desk.screen.update()
            await desk.settle()
            assert "could not be drawn" in desk.body(pane)
            await goes_on(desk, on_disk)
        desk.screen.anew.read(on_disk, "Read again.")
        await desk.settle()
        desk.check()


async def test_a_pane_that_is_broken_from_the_first(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tui.panes.quotes.QuotesPane.fill", breaks)
        async with open_desk(120, 40, on_disk) as desk:
            assert "could not be drawn" in desk.body("quotes")
            await goes_on(desk, on_disk)


# Commands


async def test_a_command_that_fails_before_it_did_anything(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(*size, on_disk, start="timeline") as desk:
        await desk.press("j", "a")
        where, kept = desk.record, journal(on_disk)
        with monkeypatch.context() as patch:
            patch.setattr(Deciding, "action_reject", breaks)
            await desk.press("x")
        assert desk.record == where
        assert journal(on_disk) == kept
        said = desk.state.message
        assert said == (
            "“reject” failed: a mistake in Copydesk. Nothing was changed; R shows a report."
        )
        desk.check()
        await desk.press("x")
        assert journal(on_disk) == [*kept, ("reject", where)]
        await goes_on(desk, on_disk)
        text = await report_of(desk)
        assert "command reject: once" in text


@pytest.mark.parametrize("size", SIZES[1:])
async def test_a_command_that_fails_after_its_act_is_on_the_disk(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The act is neither lost nor done twice."""
    async with open_desk(*size, on_disk, start="timeline") as desk:
        where = desk.record
        with monkeypatch.context() as patch:
            patch.setattr(Renewing, "judged", breaks)
            await desk.press("a")
        assert journal(on_disk) == [("accept", where)]
        assert [act.act for act in desk.state.review.own.acts] == ["accept"]
        assert "What you did is in the journal" in desk.state.message
        desk.check()
        await desk.press("u")
        assert journal(on_disk) == [("accept", where), ("undo", "")]
        desk.check()
        await goes_on(desk, on_disk)


async def test_an_act_that_is_on_the_disk_and_not_yet_counted(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        where = desk.record
        with monkeypatch.context() as patch:
            patch.setattr("models.review.ledger.Ledger._work_out", breaks)
            desk.send("a")
            for _ in range(3):
                await desk.pilot.pause(0)
        assert journal(on_disk) == [("accept", where)]
        await desk.press("j")
        assert [act.act for act in desk.state.review.own.acts] in ([], ["accept"])
        desk.screen.anew.from_journal("")
        assert [act.act for act in desk.state.review.own.acts] == ["accept"]
        desk.check()


@pytest.mark.parametrize("damage", ["selection", "trail", "rows"])
async def test_a_state_that_a_failure_left_in_disorder_is_valid_again(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    damage: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        await desk.press("j", "enter", "enter", "h")

        def half_done(self: Any) -> None:
            if damage == "selection":
                desk.state.select("")
                desk.state.selection = desk.state.selection.stepping(3)
            elif damage == "trail":
                desk.state.trail.at = 99
            else:
                desk.pane("timeline").set_rows(())
            breaks()

        with monkeypatch.context() as patch:
            patch.setattr(DeskScreen, "action_zoom", half_done, raising=False)
            patch.setattr("tui.screens.walking.Walking.action_zoom", half_done)
            await desk.press("z")
        desk.check()
        assert desk.record
        await goes_on(desk, on_disk)


async def test_keys_typed_ahead_for_what_failed_decide_nothing(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        monkeypatch.setattr(Deciding, "action_comment", breaks)
        desk.send("c", *"a x !", "enter")
        await desk.settle()
        assert journal(on_disk) == []
        assert desk.app.screen is desk.screen
        await goes_on(desk, on_disk)


# Questions


@pytest.mark.parametrize(
    ("screen", "key", "what", "size"),
    [
        (PromptScreen, "c", "compose", (80, 24)),
        (PromptScreen, "c", "on_mount", (120, 40)),
        (FormScreen, "e", "compose", (200, 60)),
        (FormScreen, "e", "on_mount", (80, 24)),
    ],
)
async def test_a_question_that_cant_be_opened_is_left(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    screen: type,
    key: str,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(*size, on_disk) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(screen, what, breaks, raising=False)
            desk.send(key, *"ax!")
            await desk.settle()
            await desk.settle()
        assert desk.app.screen is desk.screen
        assert journal(on_disk) == []
        assert "This can't be asked" in desk.state.message
        await desk.press(key)
        assert isinstance(desk.app.screen, screen)
        await goes_on(desk, on_disk)


@pytest.mark.parametrize(
    ("what", "size"), [("get_content_height", (80, 24)), ("on_mount", (200, 60))]
)
async def test_a_box_that_can_have_no_place(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    what: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(*size, on_disk) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(_Box, what, breaks, raising=False)
            await desk.press("*")
            await desk.settle()
        await goes_on(desk, on_disk)


async def test_a_question_in_which_every_key_fails_can_be_left(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(*size, on_disk) as desk:
        monkeypatch.setattr(ChoiceScreen, "typed", breaks)
        await desk.press("*", "j", "enter")
        assert isinstance(desk.app.screen, ChoiceScreen)
        await desk.press("escape")
        await goes_on(desk, on_disk)


async def test_an_answer_that_fails_changes_nothing(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("*")
        desk.app.screen.then = breaks
        await desk.press("enter")
        assert desk.app.screen is desk.screen
        assert journal(on_disk) == []
        await goes_on(desk, on_disk)


async def test_what_stands_open_does_not_keep_one_in(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("e")
        monkeypatch.setattr(FormScreen, "may_leave", breaks)
        await desk.press("ctrl+c")
        assert desk.app.return_code == 0
        assert not desk.app.is_running


# Messages, threads and timers


@pytest.mark.parametrize(
    ("owner", "handler", "act"),
    [
        (RowList, "on_click", lambda desk: desk.pilot.click("#timeline", offset=(8, 3))),
        (RowList, "on_resize", lambda desk: desk.resize(100, 30)),
        (DeskScreen, "on_resize", lambda desk: desk.resize(100, 30)),
        (
            RowList,
            "on_mouse_scroll_down",
            lambda desk: desk.pilot._post_mouse_events(
                [events.MouseScrollDown], "#timeline", offset=(8, 3)
            ),
        ),
        (DeskScreen, "on_screen_resume", lambda desk: desk.press("?", "escape")),
    ],
    ids=["click", "resize of a pane", "resize of the desk", "wheel", "resume"],
)
async def test_a_handler_that_fails_is_called_again_the_next_time(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    owner: type,
    handler: str,
    act: Callable[[Any], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(120, 40, on_disk, start="timeline") as desk:
        with monkeypatch.context() as patch:
            patch.setattr(owner, handler, breaks)
            await act(desk)
            await desk.settle()
            count = len(expected)
            assert count
            await goes_on(desk, on_disk)
            await act(desk)
            await desk.settle()
            assert len(expected) > count
        await desk.resize(120, 40)
        await desk.press("j")
        desk.check()


async def test_placing_everything_fails_at_another_size(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        with monkeypatch.context() as patch:
            patch.setattr("tui.state.arrange", breaks)
            await desk.resize(100, 30)
            await goes_on(desk, on_disk)
        await desk.resize(120, 40)
        await desk.press("j")
        desk.check()


async def test_what_watchers_call_fails(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Renewing, "file_changed", breaks)
            patch.setattr(Renewing, "others_reviewed", breaks)
            on_disk.path.write_bytes(on_disk.path.read_bytes())
            await desk.until(lambda: expected)
        await goes_on(desk, on_disk)
        on_disk.path.write_bytes(on_disk.path.read_bytes() + b"\n")
        await desk.until(lambda: desk.state.stale)


async def test_a_thread_that_reads_the_file_fails(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Reload, "_read_file", breaks)
            await desk.press("r")
            await desk.until(lambda: expected)
        assert "The rest goes on" in desk.state.message
        assert "work in the background" in await report_of(desk)
        await goes_on(desk, on_disk)
        await desk.press("r")
        await desk.until(lambda: desk.state.message.startswith("Read again"))


async def test_any_other_thread_fails(
    open_desk: Any, on_disk: Document, expected: list[Any]
) -> None:
    before = threading.excepthook
    async with open_desk(120, 40, on_disk) as desk:
        thread = threading.Thread(target=breaks)
        thread.start()
        thread.join()
        await desk.until(lambda: expected)
        await goes_on(desk, on_disk)
        assert "a thread" in await report_of(desk)
    assert threading.excepthook is before


async def test_a_timer_and_what_waits_for_the_screen_fail(
    open_desk: Any, on_disk: Document, expected: list[Any]
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        desk.app.set_timer(0.001, breaks)
        desk.screen.call_after_refresh(breaks)
        desk.screen.call_next(breaks)
        await desk.until(lambda: len(expected) >= 3)
        await goes_on(desk, on_disk)


async def test_leaving_gives_the_review_free_whatever_fails(
    open_desk: Any, on_disk: Document, expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("a")
        monkeypatch.setattr("tui.app.remember", breaks)
    monkeypatch.undo()
    expected.append(BrokenError())  # nothing is left that could tell of it
    async with open_desk(120, 40, on_disk) as desk:
        await goes_on(desk, on_disk)


# Many errors, and those after which nothing can go on


@pytest.mark.parametrize("size", SIZES[:1])
async def test_a_hundred_errors_do_not_flood(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(*size, on_disk) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Deciding, "action_accept", breaks)
            for _ in range(100):
                desk.send("a")
                await desk.pilot.pause(0)
        assert len(desk.state.faults) == 1
        await goes_on(desk, on_disk)
        assert "command accept: 100 times" in await report_of(desk)


@pytest.mark.parametrize("where", [Surface, Bar, DeskScreen])
async def test_a_desk_that_cant_be_put_on_the_screen_ends(
    open_desk: Any,
    on_disk: Document,
    faults: list[Any],
    where: type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(where, "compose", breaks)
    async with open_desk(120, 40, on_disk) as desk:
        assert isinstance(desk.app.mending.fatal, BrokenError)
        assert desk.app.return_code == BROKEN
        assert desk.app._exit_renderables == []
    assert faults == []


@pytest.mark.parametrize("where", ["start", "run", "inside"])
def test_the_command_line_says_where_the_report_lies(
    on_disk: Document,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    expected: list[Any],
    where: str,
) -> None:
    from contextlib import nullcontext

    from tui.cli import main

    monkeypatch.setattr("tui.terminal.why_no_screen", lambda: None)
    monkeypatch.setattr("tui.terminal.at_terminal", nullcontext)

    def run(app: App[None], **_: Any) -> None:
        if where == "run":
            breaks()
        app.mending.fatal = BrokenError()

    monkeypatch.setattr(CopydeskApp, "run", run)
    if where == "start":
        monkeypatch.setattr("tui.screens.desk.opened", breaks)
    assert main([str(on_disk.path), "--as", "mk"]) == BROKEN
    said = capsys.readouterr()
    written = outside.report_file()
    assert said.out == ""
    assert str(written.name) in said.err
    assert "Traceback" not in said.err
    text = written.read_text()
    assert "BrokenError" in text
    assert SECRET not in text + said.err
    assert written.stat().st_mode & 0o777 == 0o600


# The report


@pytest.mark.parametrize("size", SIZES[::2])
async def test_the_report_can_be_copied_written_and_told_more(
    open_desk: Any,
    on_disk: Document,
    expected: list[Any],
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(*size, on_disk) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Deciding, "action_accept", breaks)
            await desk.press("a")
        text = await report_of(desk)
        assert "no words of the article" in desk.text
        assert re.search(r"tui/app\.py:\d+ _act", text)
        assert str(Path(__file__).parent) not in text
        await desk.press("y")
        assert desk.app.clipboard == text
        assert "clipboard" in desk.text
        await desk.press("w")
        assert outside.report_file().read_text() == text + "\n"
        assert outside.report_file().stat().st_mode & 0o777 == 0o600
        await desk.press("t")
        assert SECRET in "\n".join(desk.app.screen.report.lines)
        assert "look before you send it" in desk.text
        await desk.press("y", "t", "j", "ctrl+d", "G", "g")
        assert SECRET in desk.app.clipboard
        assert SECRET not in "\n".join(desk.app.screen.report.lines)
        await desk.press("escape")
        assert desk.app.screen is desk.screen


async def test_without_faults_there_is_no_report(open_desk: Any) -> None:
    async with open_desk() as desk:
        assert " report" not in desk.lines[-1]
        await desk.press("R")
        assert desk.state.message == "Nothing has failed since the desk was opened."


def test_faults_are_told_apart_and_bounded(known: Faults) -> None:
    for number in range(MOST + 7):
        for _ in range(2):
            known.keep(f"place {number}", ValueError(str(number)))
    assert len(known) == MOST
    assert {each.times for each in known} == {2}
    assert known.uncounted == 14
    assert report(known, (80, 24), env={})[-1] == "and 14 more errors, at other places"


def test_the_causes_of_an_error_are_told_and_rings_end(known: Faults) -> None:
    def fails() -> None:
        try:
            breaks()
        except BrokenError as error:
            raise KeyError("x") from error

    def deep(left: int) -> None:
        if left:
            deep(left - 1)
        fails()

    with pytest.raises(KeyError) as caught:
        deep(300)
    caught.value.__cause__.__cause__ = caught.value
    kept = known.keep("here", caught.value)
    kinds = [each.kind.rpartition(".")[2] for each in kept.errors]
    assert kinds == ["KeyError", "BrokenError"]
    assert len(kept.errors[0].frames) == 40
    assert SECRET not in "\n".join(report(known, (80, 24), env={}))


def test_an_error_that_cant_say_what_it_is(known: Faults) -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert known.keep("here", MuteError()).errors[0].words == ""


def test_no_report_controls_a_terminal(known: Faults) -> None:
    known.keep("here", ValueError("\x1b[31m\u202e\x07"))
    text = "\n".join(report(known, (80, 24), words=True, env={"TERM": "\x1b]0;x\x07"}))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_files_are_named_from_their_package_on() -> None:
    assert shortened(report.__code__.co_filename) == "tui/faults.py"
    assert shortened(App.run.__code__.co_filename) == "textual/app.py"
    assert shortened(threading.Thread.run.__code__.co_filename) == "threading.py"
    assert shortened("/home/somebody/else.py") == "else.py"
