"""The timeline view: what is drawn of dates, and all one can do with it by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from models.dates import Date, ordinal
from models.document import Document
from models.overviews.timeline_axis import Window
from models.overviews.timeline_extent import extent
from tests.tui.conftest import painted
from tui.overviews.timeline import TimelineView
from tui.overviews.timeline_bars import ASCII, UNICODE, Bar, Glyphs
from tui.overviews.timeline_head import head
from tui.selection import Selection
from tui.styles.look import Look
from tui.styles.symbols import SETS
from tui.styles.themes import THEMES, palette_of

SIZES = [(60, 15), (80, 24), (120, 40), (200, 60)]
AT_EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
JANUARY = ordinal(2024, 1, 1)


def drawn(date: str, days: float = 31, width: int = 31, signs: Glyphs = UNICODE) -> str:
    """What is drawn of a date from 1 January 2024 on, with a dot for an empty cell."""
    parsed = Date.parse(date)
    bar = Bar(Window(JANUARY, days), width, signs)
    bar.draw(extent(parsed), parsed.doubt)
    return "".join(cell or "·" for cell in bar.cells)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-01-03", "··◉····························"),
        ("2024-01-03~", "··◉~···························"),
        ("2024-01-31%", "····························~?◉"),
        ("[2024-01-03..2024-01-09]", "··├──?──┤······················"),
        ("[2024-01-03..2024-01-04]", "··├┤?··························"),
        ("2024-01", "├─────────────────────────────┤"),
        ("2024-01-XX", "├──────────────?──────────────┤"),
        ("[2024-01-20..]", "···················├────?─────▸"),
        ("[..2024-01-05]", "◂─?─┤··························"),
        ("2024-01-03/2024-01-09", "··━━━━━━━······················"),
        ("2024-01-03/..", "··━━━━━━━━━━━━━━━━━━━━━━━━━━━━▸"),
        ("2024-01-03/", "··━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌?"),
        ("../2024-01-03", "◂━━····························"),
        ("/2024-01-03", "?╌━····························"),
        ("2024-01-0X/2024-01-2X", "├╌╌╌╌╌╌╌━━━━━━━━━━━━╌╌╌╌╌╌╌╌┤?·"),
        ("[2024-01-03, 2024-01-09]", "··?╌╌╌╌╌?······················"),
        ("[2024-01-03, 2024-01-09..2024-01-13]", "··?╌╌╌╌╌├─?─┤··················"),
        ("{2024-01-03, 2024-01-09}", "··◉╌╌╌╌╌◉······················"),
        ("{2024-01-03..2024-01-05, 2024-01-09}", "··━━━╌╌╌◉······················"),
        ("2024-01-09/2024-01-03", "··├──?──┤······················"),
        # beyond the edges
        ("2023-10-07", "« 7 Oct 2023···················"),
        ("2023-10-07?", "« 7 Oct 2023?··················"),
        ("2024-03-01", "···················1 Mar 2024 »"),
        ("[..2023-12-20]", "« 20 Dec 2023?·················"),
        ("2023-10-07/..", "«━━━━━━━━━━━━━━━━━━━━━━━━━━━━━▸"),
        ("2023/2025", "«━━━━━━━━━━━━━━━━━━━━━━━━━━━━━»"),  # whatever days of these years
        ("2023-12-01/2025", "«━━━━━━━━━━━━━━━━━━━━━━━━━━━━━»"),
        ("2024~", "├────────────────────────────~»"),
    ],
)
def test_the_shape_of_a_date(date, expected):
    assert drawn(date) == expected


@pytest.mark.parametrize(
    ("date", "days", "expected"),
    [
        ("2024-01-01", 4, "├──◉──┤·····················"),
        ("2024-01-01", 1, "├──────────────────────────┤"),  # at what hour nobody says
        ("2024-01-01T12:00:00", 1, "··············◉·············"),
        ("2024-01-10", 365, "◉···························"),
        ("[2024-01-02..2024-01-10]", 365, "?···························"),
        ("2024-01-02/2024-01-09", 365, "━···························"),
        ("2024-02~", 365, "··├─┤~······················"),
    ],
)
def test_nearer_and_farther(date, days, expected):
    assert drawn(date, days, 28) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-01-03", "··o····························"),
        ("[2024-01-03..2024-01-09]", "··|--?--|······················"),
        ("2024-01-03/..", "··============================>"),
        ("2023-12-01/2024-03-01", "<<===========================>>"),
        ("2024-03-01", "··················1 Mar 2024 >>"),
    ],
)
def test_in_ascii(date, expected):
    assert drawn(date, signs=ASCII) == expected


@pytest.mark.parametrize("width", [1, 2, 3, 8])
@pytest.mark.parametrize(
    "date", ["2024-01-03", "2024-01/..", "[2023..2025]", "2019", "{2024,2029}"]
)
def test_it_takes_as_many_cells_as_there_are(date, width):
    assert cell_len(drawn(date, width=width)) == width
    assert len(drawn(date, width=width, signs=ASCII)) == width


def publication(date: str, days: float = 31) -> str:
    parsed = Date.parse(date)
    return head(Window(JANUARY, days), 40, UNICODE, extent(parsed), parsed.doubt).axis


def test_the_publication_stands_in_the_axis():
    assert "┊published" in publication("2024-01-03")
    assert "published┊" in publication("2024-01-31")
    window = publication("[2024-01-09..2024-01-30]")
    assert window.count("┊") == 2
    assert "published?" in window
    assert publication("2022").startswith("« published")
    assert publication("2026").endswith("published »")
    assert "published?" in publication("[2023..2025]")


# On the desk


def view_of(document: Document, width: int, height: int, symbols: str = "unicode") -> TimelineView:
    view = TimelineView(
        Look(palette_of(THEMES[0]), SETS[symbols]), document, drawn_at=Size(width, height)
    )
    first = view.first()
    view.show(Selection(first, tuple(document.links.of(first)), active=view.pane))
    return view


def lines(view: TimelineView) -> list[str]:
    return [strip.text for strip in view.paint(*view.size)]


def row(desk: Any, title: str) -> str:
    return next(line for line in desk.lines if title in line and line[1:4].strip() != title[:3])


async def test_the_bundled_article(open_desk):
    async with open_desk(120, 40) as desk:
        await desk.press("v", "t", "g")
        text = desk.text
        assert "January 2024" in text
        assert "published?" in text
        assert "«━" in row(desk, "✕ Israel–Hamas war")
        assert row(desk, "✕ Israel–Hamas war").rstrip(" │┃").endswith("▸")
        strike, talks = row(desk, "✕ Iran’s strike"), row(desk, "▴ Talks in Islamabad")
        assert "├" in strike
        assert "?" in strike
        assert strike.index("├") < talks.index("├")
        assert row(desk, "▹ Raisi to visit").rstrip(" │┃").endswith("▸")
        assert "Israel–Hamas war: from 7 October 2023, still open · “since Oct. 7”" in text


async def test_a_pair_says_what_is_still_possible(open_desk):
    async with open_desk(120, 40) as desk:
        await desk.press("v", "t", "g", "j", "j", "j")
        assert desk.record == "strike-pakistan"
        assert "Beside Iran’s strike: may be before it, the same day or after it" in desk.text
        await desk.press("j")
        assert "Beside Pakistan’s strike: may be the same day or after it" in desk.text
        while "after Missile strikes traded" not in str(desk.selection.next_edge.words) + " " + (
            desk.document.caption(desk.selection.next_edge.target)
        ):
            await desk.press("]")
        assert "Beside Missile strikes traded: may be the same day or after it" in desk.text


async def test_zooming_and_panning(open_desk):
    async with open_desk(120, 40) as desk:
        await desk.press("v", "t", "g", "w")
        assert "The time of all dates." in desk.text
        assert "October 2023" in desk.text
        await desk.press("w")
        assert "The time of most dates." in desk.text
        assert "2023" not in desk.lines[2]
        await desk.press("=")  # in on the war, which began in October
        assert "October 2023" in desk.lines[2]
        assert "»" in row(desk, "✕ Iran’s strike")
        pane = desk.pane("view-timeline")
        start = pane.window.start
        await desk.press(">", ">", "<")
        assert pane.window.start > start
        await desk.press(*"=" * 9)
        assert "hours" in desk.text
        assert "It goes no closer." in desk.text
        await desk.press(*"-" * 30)
        assert "decades" in desk.text or "years" in desk.text
        assert "It goes no wider." in desk.text
        await desk.press("}", "{")
        desk.check()


async def test_lanes_in_which_an_event_stands_more_than_once(open_desk):
    async with open_desk(120, 40) as desk:
        await desk.press("v", "t", "t")
        assert "A lane for each actor." in desk.text
        pane = desk.pane("view-timeline")
        await desk.press("g")
        walked = [desk.record]
        for _ in range(len(pane.rows) - len(pane._headings) - 1):
            await desk.press("j")
            walked.append(desk.record)
        lanes = pane.found.by_actor
        assert walked == [event for lane in lanes for event in lane.events]
        await desk.press("t")
        assert "A lane for each place." in desk.text
        assert "Place not given" in "\n".join(painted(pane)) or pane._top != (0, 0)
        assert desk.record == walked[-1]
        await desk.press("t")
        assert "All events in order of time." in desk.text
        assert desk.record == walked[-1]
        desk.check()


async def test_one_follows_and_comes_back_and_decides(open_desk, on_disk):
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("v", "t", "g", "j", "j", "j", "j")
        assert desk.record == "recall"
        await desk.press("]", "]", "]", "]", "enter")
        assert desk.selection.active == "view-timeline"
        there = desk.record
        assert there != "recall"
        await desk.press("h")
        assert (desk.record, desk.selection.active) == ("recall", "view-timeline")
        await desk.press("x")
        assert desk.state.judged("recall").verdict == "reject"
        assert row(desk, "Ambassador recalled")[2] == "✗"
        desk.check()
        await desk.press("escape")
        assert desk.selection.active != "view-timeline"


@AT_EACH_SIZE
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_it_can_be_walked_at_any_size(open_desk, size, symbols):
    async with open_desk(*size, symbols=symbols) as desk:
        await desk.press("v", "t", "g")
        for _ in range(15):
            desk.check()
            sign = desk.screen.look.symbols.cursor
            marked = next(line for line in desk.lines if line[1] == sign)
            assert desk.document.caption(desk.record)[:6] in marked.replace("'", "’")
            await desk.press("j")
        await desk.press("t", "g", "=", "G", "t", "w")
        desk.check()
        if symbols == "ascii":
            assert "".join(desk.lines[1:-3]).isascii()


# Other articles


def article(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "article": {"title": "T", "text": "Nothing.", **more},
        "events": [{"title": f"Event {each['id']}", **each} for each in events],
    }


@AT_EACH_SIZE
def test_without_events_it_says_so(make: Callable[..., Document], size):
    assert "No events" in "\n".join(lines(view_of(make(article()), *size)))


def test_without_any_date_there_is_no_axis(make: Callable[..., Document]):
    document = make(article({"id": "a"}, {"id": "b", "after": ["a"], "date_says": "then"}))
    view = view_of(document, 80, 24)
    told: list[str] = []
    view.say = told.append
    for act in (view.whole, lambda: view.closer(1), lambda: view.pan(1, 0)):
        act()
    assert len(told) == 3
    shown = "\n".join(lines(view))
    assert "Event a" in shown
    assert "·?· before Event b" in shown
    assert "·?· “then”, after Event a" in shown
    assert "┬" not in shown


def test_one_event_on_one_day(make: Callable[..., Document]):
    shown = "\n".join(lines(view_of(make(article({"id": "a", "date": "2024-01-16"})), 80, 24)))
    assert "├─◉─┤" in shown or "├──◉──┤" in shown
    assert "16" in shown
    assert "Event a: 16 January 2024" in shown


@AT_EACH_SIZE
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
def test_hostile_text_and_odd_dates_keep_their_columns(make, size, symbols):
    document = make(
        article(
            {"id": "a", "title": "\x1b[31m[/] ‮漢字" * 9, "date_says": "[b]‮x"},
            {"id": "b", "title": "", "date": "Y170000002", "after": ["a", "gone"]},
            {"id": "c", "title": "E" * 99, "date": "2024-01-03~", "actors": ["gone"]},
            {"id": "d", "date": "2024-03/2024-01", "part_of": ["d"], "place": "a"},
            published="-0044",
        )
    )
    view = view_of(document, *size, symbols)
    for _ in range(3):
        for shown in lines(view):
            assert cell_len(shown) == size[0]
            assert "\x1b" not in shown
            assert "‮" not in shown
            assert symbols == "unicode" or not set(shown) & set("◉━╌─├┤◂▸«»┊┬┼…·│")
        view.closer(-1)
        view.regroup()


def test_ten_thousand_events_draw_only_what_shows(make: Callable[..., Document]):
    events = [
        {"id": f"e{n}", "date": f"20{n % 24:02}-01-{1 + n % 28:02}", "actors": [f"a{n % 300}"]}
        for n in range(10_000)
    ]
    actors = [{"id": f"a{n}", "name": f"Actor {n}", "kind": "person"} for n in range(300)]
    view = view_of(make(article(*events) | {"actors": actors}), 120, 40)
    lines(view)
    view.tell = lambda message: view.show(Selection(message.record, active=view.pane))
    for _ in range(50):
        view.move(1)
    lines(view)
    view.pan(1, 0)
    lines(view)
    assert len(view.rows._made) < 200
    view.regroup()
    assert "Actor" in "\n".join(lines(view))
    assert len(view.rows._made) < 200


def test_what_is_meant_by_the_signs_is_told_whole_or_marked(make: Callable[..., Document]):
    dates = [
        "2024-01-16",
        "2024-02",
        "[2024-01-03..2024-01-09]",
        "2024-01-03/..",
        "[2024-01-03,2024-02-09]",
    ]
    document = make(article(*({"id": f"e{n}", "date": date} for n, date in enumerate(dates))))
    assert (
        next(line for line in lines(view_of(document, 80, 20)) if "◉ a day" in line)
        .rstrip(" │")
        .endswith("…")
    )
    shown = "\n".join(lines(view_of(document, 80, 30)))
    for told in (
        "◉ a day",
        "├?┤ one unknown day",
        "├─┤ within",
        "?╌? one of",
        "━━ lasts",
        "« » beyond",
    ):
        assert told in shown


def test_the_window_stays_when_the_file_is_read_again(make: Callable[..., Document]):
    document = make(article({"id": "a", "date": "2024-01-16"}, {"id": "b", "date": "2024-02-16"}))
    view = view_of(document, 80, 24)
    view.closer(1)
    window = view.window
    view.load(document)
    assert view.window == window
    view.load(make(article({"id": "a", "date": "1999"})))
    assert view.window != window
