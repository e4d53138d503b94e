"""The chain view: acts in lanes, lines for what answers what, and the act under the cursor in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Size

from models.article import Event
from models.document import Document
from tui.overviews.chain import ChainView
from tui.overviews.chain_lanes import Drawing, Frame, Lane, draw, fitting, frame
from tui.selection import Selection
from tui.styles.look import Look
from tui.styles.symbols import ASCII, UNICODE
from tui.styles.themes import THEMES, palette_of
from tui.written.chain import written

SIZES = [(60, 15), (80, 24), (120, 40), (200, 60)]
AT_EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
LOOK, PLAIN = (Look(palette_of(THEMES[0]), symbols) for symbols in (UNICODE, ASCII))


def row(desk: Any, title: str) -> str:
    """The line of the screen that has an act."""
    return next(line for line in desk.lines if title in line and not line.startswith(" "))


def view_of(document: Document, width: int = 120, height: int = 40, look: Look = LOOK) -> ChainView:
    view = ChainView(look, document, drawn_at=Size(width, height))
    view.show(Selection(view.first(), (), active=view.pane))
    return view


def lines(view: ChainView) -> list[str]:
    return [strip.text for strip in view.paint(*view.size)]


# The bundled article


DRAWN = """\
   2024                         │ Pakistan 10       │ Iran 8           │ doer not named 2
────────────────────────────────┼───────────────────┼──────────────────┼──────────────────────
►  [1–30 Jan]       ┌───────────├ ◦ Missile strikes traded ────────────┤
✦  [1–30 Jan]       ├─┬────────◦│                   │ ✕ Iran’s strike (claimed) ─▸ Jaish al-A…
✦  [1–30 Jan]       ├─┴╌╌╌╌╌╌╌╌⇢│ ✕ Pakistan’s strike (claimed) ─▸ Baloch Liberation Army, Ba…
✦  [1–30 Jan]       ├─┬─────────│ ✕ Ambassador recalled ─▸ Iran        │
✦  [1–30 Jan]       ├─│─┬───────│ ✕ Iran’s envoy kept out ─▸ Iran, Iran’s ambassador to Islam…
✦  [1–30 Jan]       ├─│─│─┬─────│ ✕ Exchanges called off ─▸ Iran       │
   [1–31 Jan]       │ ├─┼─┼────→│ Pakistan’s amb… ◂── Iran’s ambass… ◂── ▴ Envoys asked back
   [1–31 Jan]       │ └─┴─┴─┬───│                   │ Hossein Amir-… ◂── ▴ Abdollahian invited
✦  [1–31 Jan]       └───────│───├ ▴ Security work pledged ─────────────┤
✦  [19–31 Jan]      ┌───────┴──→├ ▴ Talks in Islamabad ────────────────┤
   [19–31 Jan]      ├──────────◦├ ▴ Counter-terror accord (claimed) ───┤
   [19–31 Jan]      ├───────────├ ▴ Joint press conference ────────────┤
   [≥19 Jan]        ├───────────├ ▹ Consultations planned (claimed) ───┤
   [≥19 Jan]        └───────────│ Pakistan ◂───────── ▹ Raisi to visit (claimed)
   in no chain · 1
   2023 7 Oct →                 │ Israel, Hamas: ✕ Israel–Hamas war    │"""


async def test_the_chain_of_the_bundled_article_as_it_is_drawn(open_desk: Any) -> None:
    async with open_desk(100, 40) as desk:
        await desk.press("v", "c", "g")
        assert [line[1:-1].rstrip() for line in desk.lines[2:20]] == DRAWN.splitlines()


async def test_the_act_under_the_cursor_in_words(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press("v", "c", "g", "j", "j")
        assert desk.record == "strike-pakistan"
        words = desk.body("view-chain")
        assert (
            "Pakistan’s strike · claimed by its doer, says Government of Pakistan · between 1 and 30 January"
            in words
        )
        assert (
            "earlier caused by Iran’s strike (claimed by its doer; the tie is from outside the text: Reuters,"
            in words
        )
        assert "later nothing" in words
        await desk.press("j")
        words = desk.body("view-chain")
        assert "earlier after Missile strikes traded" in words
        assert "later answered by Envoys asked back; before Abdollahian invited" in words


@AT_EACH_SIZE
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_all_of_it_can_be_walked_at_any_size(
    open_desk: Any, size: tuple[int, int], symbols: str
) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        await desk.press("v", "c", "g")
        pane = desk.pane("view-chain")
        seen = [desk.record]
        for _ in range(len(pane.rows)):
            desk.check()
            event = desk.document.records[desk.record]
            assert isinstance(event, Event)
            sign = desk.screen.look.symbols.cursor
            marked = next(line for line in desk.lines if line[1] == sign)
            assert event.title[:4] in marked
            await desk.press("j")
            seen.append(desk.record)
        assert set(seen) == {event.id for event in desk.document.all(Event)}
        if symbols == "ascii":
            drawn = "".join(desk.lines[1:-3])
            assert drawn.isascii()


async def test_one_decides_follows_and_goes_back(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("3", "v", "c", "g", "j", "j", "j", "x")
        assert desk.state.judged("recall").verdict == "reject"
        assert row(desk, "Ambassador recalled")[2] == "✗"
        desk.check()
        await desk.press("g", "j", "j", "j", "]", "enter")
        there = desk.record
        assert there != "recall"
        await desk.press("h")
        assert (desk.record, desk.selection.active) == ("recall", "view-chain")
        desk.check()


async def test_t_leaves_only_what_answers_and_brings_the_rest_back(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await desk.press("v", "c", "g", "j", "t")
        assert "Only what answers" in desk.text
        assert "in no chain · 8" in desk.text
        assert row(desk, "✕ Iran’s strike").startswith("│►  [1–30 Jan]  ┌╌╌╌│")
        assert row(desk, "✕ Pakistan’s strike").startswith("│✦  [1–30 Jan]  └╌╌⇢│")
        assert "── after" not in desk.text
        desk.check()
        await desk.press("t")
        assert "── after" in desk.text
        assert row(desk, "✕ Pakistan’s strike").startswith("│✦  [1–30 Jan]  ├┴╌╌╌╌⇢│")


async def test_a_filter_draws_no_line_past_what_it_hides(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press("v", "c", "F")
        await desk.type("strike")
        await desk.press("enter")
        desk.check()
        pane = desk.pane("view-chain")
        assert 0 < len(pane.listed()) < 15
        assert "before Envoys asked back" not in desk.text


async def test_lanes_that_do_not_fit_are_counted_and_panned_to(open_desk: Any) -> None:
    async with open_desk(60, 15) as desk:
        await desk.press("v", "c", "G")
        assert "Pakistan 10" in desk.text
        assert "1›" in desk.text
        await desk.press("<")
        assert "No more lanes there." in desk.text
        await desk.press(">")
        assert "‹1 Iran 8" in desk.text
        assert "not named 2" in desk.text
        await desk.press("w")
        assert "Pakistan 10" in desk.text
        desk.check()


async def test_lanes_get_wider_and_narrower(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press("v", "c", "=")
        assert "1›" in desk.text
        assert "doer not named: ▴ Envoys asked back" in desk.text
        await desk.press("=", "=")
        assert "A lane is as wide as it gets." in desk.text
        await desk.press("-", "-", "-")
        assert "No more lanes." in desk.text
        assert "doer not named 2" in desk.text


# Other articles


def acts(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    states = [{"id": name, "name": f"State {name.upper()}", "kind": "state"} for name in "pqrs"]
    return {
        "article": {"title": "T", "text": "A deal was struck.", "published": "2024"},
        "actors": states,
        "events": [{"title": f"Act {each['id']}", **each} for each in events],
        **more,
    }


def test_events_that_answer_none_stand_in_lanes_all_the_same(make: Callable[..., Document]) -> None:
    events = [{"id": "a", "actors": ["p"], "targets": ["q"]}, {"id": "b", "actors": ["q"]}]
    view = view_of(make(acts(*events)), 80, 24)
    shown = "\n".join(lines(view))
    assert "no event here answers or follows another" in shown
    assert "◦ Act a (silent) ─" in shown
    assert "State P 1" in shown


def test_what_is_from_outside_the_text_stands_between_dots(make: Callable[..., Document]) -> None:
    outside = {"basis": "outside", "source": "A wire"}
    events = [
        {"id": "a", "actors": ["p"]},
        {"id": "b", "actors": ["q"], "answers": ["a"], **outside},
    ]
    shown = lines(view_of(make(acts(*events)), 80, 24))
    assert any("┌╌╌│ ◦ Act a" in line for line in shown)
    assert any("└╌⇢│" in line and "╌╌ ◦ Act b (silent) ╌╌" in line for line in shown)


def test_one_who_acts_with_another_far_off_is_named_with_it(make: Callable[..., Document]) -> None:
    events: list[dict[str, Any]] = [{"id": "a", "actors": ["p", "r"]}]
    events += [{"id": f"o{n}", "actors": ["p"], "after": ["a"]} for n in range(5)]
    events += [{"id": f"x{n}", "actors": ["p", "q"], "after": ["a"]} for n in range(3)]
    events += [{"id": f"y{n}", "actors": ["q", "r"], "after": ["a"]} for n in range(2)]
    view = view_of(make(acts(*events)))
    first = next(line for line in lines(view) if "Act a (" in line)
    assert "├ ◦ Act a (silent) with State R" in first
    assert "├ with State P" in first


def test_years_are_told_where_they_are_not_the_usual_one(make: Callable[..., Document]) -> None:
    view = view_of(
        make(
            acts(
                {"id": "a", "date": "2024-05-01"},
                {"id": "b", "date": "2024-05-02?", "answers": ["a"]},
                {"id": "c", "date": "[2025-01-03..2025-01-05]", "answers": ["b"]},
                {"id": "d", "date_says": "one day", "answers": ["b"]},
                {"id": "e", "date": "-0043-03-15", "before": ["a"]},
            )
        )
    )
    shown = [line[4:21].strip() for line in lines(view)[1:8]]
    assert shown[0] == "2024"
    assert set(shown[2:]) == {"1 May", "2 May?", "[2025 3–5 Jan]", "one day?", "44 BC 15 Mar"}


@pytest.mark.parametrize("look", [LOOK, PLAIN], ids=["unicode", "ascii"])
@pytest.mark.parametrize("size", [*SIZES, (30, 10), (12, 5), (5, 3)], ids=str)
def test_hostile_words_keep_to_their_cells(
    make: Callable[..., Document], look: Look, size: tuple[int, int]
) -> None:
    hostile = "[/]\x1b[31m\u202e日本語の題名 नमस्ते [@click=app.quit]"
    states = [{"id": f"s{n}", "name": hostile * (n % 3 + 1), "kind": "state"} for n in range(9)]
    events = [
        {
            "id": f"e{n}",
            "title": hostile * (n % 2 + 1),
            "actors": [f"s{n % 9}", f"s{n * 5 % 9}"][: n % 3],
            "targets": [f"s{n * 7 % 9}", "gone"],
            "answers": [f"e{n * 3 % 12}"],
            "basis": "outside" if n % 4 else "text",
            "source": hostile,
        }
        for n in range(12)
    ]
    view = view_of(make(acts(actors=states, events=events)), *size, look)
    for _ in range(14):
        view.move(1)
        for strip in view.paint(*size):
            assert cell_len(strip.text) == size[0]
            assert "\x1b" not in strip.text
            assert "\u202e" not in strip.text


def test_many_events_of_many_actors_are_drawn_row_by_row(make: Callable[..., Document]) -> None:
    actors = [{"id": f"a{n}", "name": f"Actor {n}", "kind": "state"} for n in range(300)]
    events = [
        {"id": f"e{n}", "title": f"Act {n}", "actors": [f"a{n % 300}"], "answers": [f"e{n // 2}"]}
        for n in range(900)
    ]
    view = view_of(make(acts(actors=actors, events=events)))
    shown = "\n".join(lines(view))
    assert "›" in shown.splitlines()[1]  # more lanes
    assert "+2" in shown  # ties for which there is no line
    made = len(view.rows._made)
    assert made < 100
    view.end(1)
    assert "Act 899" in "\n".join(lines(view))
    assert len(view.rows._made) < 3 * made


# Its parts


@pytest.mark.parametrize(
    ("width", "needs", "first", "count", "expected"),
    [
        (60, [10, 10], 0, 2, [(0, 30), (30, 60)]),
        (60, [4, 40], 0, 2, [(0, 18), (18, 60)]),
        (50, [20, 20, 20], 0, 3, [(0, 14), (14, 28), (28, 50)]),
        (40, [20, 20, 20], 1, 2, [(0, 18), (18, 40)]),
        (7, [20], 0, 1, [(0, 7)]),
    ],
)
def test_lanes_share_what_room_there_is(
    width: int, needs: list[int], first: int, count: int, expected: list[tuple[int, int]]
) -> None:
    found = frame(width, needs, first, count)
    assert [(lane.start, lane.end) for lane in found.lanes] == expected
    assert (found.before, found.behind) == (first, len(needs) - first - count)


def test_as_many_lanes_as_fit() -> None:
    assert [fitting(60, total, 0) for total in (1, 3, 9)] == [1, 3, 4]
    assert [fitting(60, 9, wider) for wider in (3, 9, -2, -9)] == [1, 1, 6, 7]
    assert fitting(1, 5, 0) == 1


THREE = Frame((Lane(0, 0, 16), Lane(1, 16, 31), Lane(2, 31, 46)), 46, 0, 0)


@pytest.mark.parametrize(
    ("by", "lanes", "expected"),
    [
        ([0], [], "│ x T           │              │              "),
        ([0], [(1, "Q")], "│ x T ──────────▸ Q            │              "),
        ([1], [(0, "P")], "│ P ◂──────────── x T          │              "),
        ([2], [(0, "P"), (1, "Q")], "│ P ◂──────────── Q ◂─────────── x T          "),
        ([0, 1], [(2, "R")], "├ x T ─────────────────────────┤ ─▸ R         "),
        ([1, 2], [(0, "P")], "│ P ◂───────────├ x T ───────────────────────┤"),
        ([0, 2], [], "├ x T with n2   │              ├ with n0 ────┤"),
        ([], [], "│ who: x T      │              │              "),
        ([7], [(0, "P")], "│ › who: x T ─▸ P              │              "),
    ],
)
def test_an_act_in_its_lanes(by: list[int], lanes: list[tuple[int, str]], expected: str) -> None:
    own = tuple((lane, f"n{lane}") for lane in by)
    drawing = Drawing(own, "who", -1, ("x", Style()), "T", "", (), tuple(lanes), False)
    assert "".join(text for text, _ in draw(drawing, THREE, LOOK, Style())) == expected


# In words


def test_it_is_written_as_one_would_tell_it(seed: Document) -> None:
    words = list(written(seed))
    assert words[0] == "Section: who acts, 4 sides."
    assert words[1] == "Pakistan. 4 events alone. 6 events together with others."
    assert "2 events whose doer is not named." in words
    assert "Section: what hangs together, 14 events." in words
    assert (
        "Envoys asked back. fact, says the reporter. between 1 and 31 January 2024. doer not named, to "
        "Pakistan’s ambassador to Tehran, Iran’s ambassador to Islamabad. answers Ambassador recalled, "
        "Iran’s envoy kept out; after Exchanges called off." in words
    )
    assert words[-2] == "Section: in no chain, 1 event."
    assert words[-1].startswith("Israel–Hamas war.")


def test_a_row_is_read_out_with_what_it_answers(seed: Document) -> None:
    view = view_of(seed)
    view.goto("talks")
    spoken = next(part for part in view.spoken() if part.part == "row")
    assert "answers Abdollahian invited; after Missile strikes traded." in spoken.words
    assert "includes Counter-terror accord (claimed by its doer)" in spoken.words
    assert spoken.more == "10 of 15"
