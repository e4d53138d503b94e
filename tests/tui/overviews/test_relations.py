"""The relations view: the matrix, its regroupings, and one party among the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from models.document import Document
from tui.overviews.relations import RelationsView
from tui.overviews.relations_web import label_of
from tui.selection import Selection
from tui.styles.look import Look
from tui.styles.symbols import ASCII, UNICODE
from tui.styles.themes import THEMES, palette_of

SIZES = [(60, 15), (80, 24), (120, 40), (200, 60)]
AT_EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
LOOK, PLAIN = (Look(palette_of(THEMES[0]), symbols) for symbols in (UNICODE, ASCII))


def view_of(
    document: Document, width: int = 120, height: int = 40, look: Look = LOOK, record: str = ""
) -> RelationsView:
    view = RelationsView(look, document, drawn_at=Size(width, height))
    view.show(Selection(record or view.first(), (), active=view.pane))
    view.goto(record or view.first())
    return view


def lines(view: RelationsView) -> list[str]:
    strips = view.paint(*view.size)
    assert [cell_len(strip.text) for strip in strips] == [view.size.width] * view.size.height
    return [strip.text for strip in strips]


def line(view: RelationsView, words: str) -> str:
    return next(each for each in lines(view) if words in each)


def cells(view: RelationsView, name: str) -> list[str]:
    """What stands in the matrix behind a name."""
    return line(view, name).split(name, 1)[1][:-1].split()


# The bundled article


def test_the_matrix_has_a_count_and_a_sign_where_two_meet(bundled: Document) -> None:
    view = view_of(bundled, 80, 30)
    assert cells(view, " 1 Pakistan") == [*"\\", "3✕&", "1✕", *"··", "1✕?", "1✕?", *"·····"]
    assert cells(view, " 2 Iran ") == ["3&?", "\\", *"·····", "1✕?", *"····"]
    assert cells(view, "Raisi")[0] == "1▹"
    assert cells(view, "nobody named")[2:5] == ["1▴", "1▴", "1▴"]
    assert cells(view, "10 Israel")[-3:] == ["\\", "1&", "·"]


def test_the_column_of_the_selected_one_is_told_from_the_others(bundled: Document) -> None:
    view = view_of(bundled, 80, 30, record="iran")
    at = lines(view)[1].index("[2]") + 1
    assert line(view, "Hamas")[at] == "│"
    assert line(view, " 1 Pakistan")[at] == "✕"
    view.goto("pakistan")
    assert line(view, "Hamas")[at] == "·"


def test_totals_stand_beside_names_where_there_is_room(bundled: Document) -> None:
    assert cells(view_of(bundled, 120), " 1 Pakistan")[:4] == ["4", "·", "3", "\\"]
    assert "does" not in lines(view_of(bundled, 80))[1]


def test_one_among_the_others(bundled: Document) -> None:
    view = view_of(bundled, 120, 40, record="iran")
    shown = lines(view)
    at = next(at for at, each in enumerate(shown) if "Iran · state · does 1 · 3 done to it" in each)
    told = [" ".join(each.strip("│┃ ").split()) for each in shown[at + 1 : at + 6]]
    assert told[0] == "→ ✕? Jaish al-Adl 1 act value −9.5 1 claimed ✕ Iran’s strike −9.5"
    assert told[1].startswith(
        "← ✕ Pakistan 3 acts mean −5.83 (−6.0 to −5.5) ✕ Ambassador recalled −6.0"
    )
    assert told[2].startswith(
        "& ▴? Pakistan 3 acts mean +2.50 of 2 (+2.5 to +2.5) 1 claimed, besides 1 planned"
    )
    assert told[3].startswith(
        "has Iran’s ambassador to Islamabad, Hossein Amir-Abdollahian (foreign minister)"
    )
    assert told[4] == "Government of Iran"


def test_whose_one_is(bundled: Document) -> None:
    assert "of   Pakistan (caretaker foreign minister)" in line(
        view_of(bundled, record="jilani"), " of   "
    )


def test_all_behind_an_arrow_share_a_line_where_there_are_few(bundled: Document) -> None:
    view = view_of(bundled, 80, 21, record="pakistan")
    assert "→   Iran 3✕ −5.83, Baloch Liberation Army 1✕? −9.50, Balo" in line(view, "→   ")
    short = view_of(bundled, 60, 13, record="pakistan")
    assert "… 3 more" in line(short, "does 4")


def test_only_signs_that_there_are_are_explained(bundled: Document) -> None:
    assert "mean ✕ <−4 ▴ >0 · ? not all fact · & shared · ▹ planned" in lines(view_of(bundled))[-2]


def test_between_sides_one_acts_for_its_state(bundled: Document) -> None:
    view = view_of(bundled, 120, 40, record="jilani")
    view.regroup()
    assert view.record == "pakistan"
    assert cells(view, "2 Iran ")[3:5] == ["1▹&", "\\"]
    assert cells(view, "1 Pakistan")[3:5] == ["\\", "3✕&"]
    assert "mean +3.00 of 3 (+2.5 to +4.0)" in line(view, "│  &   ")
    assert "besides 1 planned, 1 counted in another" in line(view, "│  &   ")
    assert "side Pakistan’s ambassador to Tehran, Jalil Abbas" in line(view, "side ")


def test_pair_by_pair_in_order_of_time(bundled: Document) -> None:
    view = view_of(bundled, 120, 60, record="iran")
    view.regroup()
    view.regroup()
    assert view.record == "recall"
    shown = [each.strip("│┃ ") for each in lines(view)]
    assert shown[1] == "✕ Pakistan → Iran  3 acts  mean −5.83 (−6.0 to −5.5)"
    assert shown[2].split() == (
        [
            "►",
            "2024",
            "[1–30",
            "Jan]",
            "✕",
            "Ambassador",
            "recalled",
            "SANCTION/withdraw",
            "−6.0",
            "fact",
        ]
    )
    assert [each.split("] ")[1][4:18].strip() for each in shown[3:5]] == [
        "Iran’s envoy k",
        "Exchanges call",
    ]
    view.goto("agree-terror")
    assert "claimed by its doer" in line(view, "► ")
    view.regroup()
    assert view.record == "pakistan"


def test_the_plain_signs(bundled: Document) -> None:
    for order in range(3):
        view = view_of(bundled, 100, 40, PLAIN, record="pakistan")
        for _ in range(order):
            view.regroup()
        assert all(each.isascii() for each in lines(view)), order
    assert cells(view_of(bundled, 80, 30, PLAIN), " 1 Pakistan")[1] == "3x&"


# On the desk


@AT_EACH_SIZE
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_it_opens_moves_and_regroups(
    open_desk: Any, size: tuple[int, int], symbols: str
) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        await desk.press("2", "g", "v", "r")
        for key in (
            "j",
            "j",
            "G",
            "k",
            "t",
            "j",
            "t",
            "j",
            "G",
            ">",
            "t",
            "g",
            ">",
            "<",
            "{",
            "}",
            "w",
        ):
            await desk.press(key)
            desk.check()
            assert desk.record == desk.pane("view-relations").record
        assert not desk.state.faults


async def test_it_follows_goes_back_and_decides(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("2", "v", "r", "g")
        assert desk.record == "pakistan"
        await desk.press("a")
        assert desk.state.judged("pakistan").verdict == "accept"
        await desk.press("t", "t")
        assert desk.record == "recall"
        await desk.press("j", "j", "x")
        assert desk.state.judged("barred-return").verdict or desk.state.judged("cancelled").verdict
        await desk.press("enter", "h")
        desk.check()
        assert desk.selection.active == "view-relations"


async def test_in_the_list_the_cursor_passes_an_act_that_stands_twice(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await desk.press("2", "g", "v", "r", "t", "t", "g")
        seen = []
        for _ in range(8):
            seen.append((desk.pane("view-relations").cursor, desk.record))
            await desk.press("j")
        assert [record for _, record in seen] == [
            *("recall", "barred-return", "cancelled", "strike-iran"),
            *("strike-pakistan", "strike-pakistan", "barred-return", "raisi-visit"),
        ]
        desk.check()


async def test_a_filter_leaves_acts_and_actors_under_what_they_belong_to(
    open_desk: Any, on_disk: Document
) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        await desk.press("2", "g", "v", "r", "g", "a", "F")
        await desk.type("accepted")
        await desk.press("enter")
        desk.check()
        assert desk.pane("view-relations").listed() == ["pakistan"]
        await desk.press("t", "t")
        desk.check()
        assert "The filter shows nothing here." in desk.text
        await desk.press("t", "F")
        await desk.type("undecided")
        await desk.press("enter", "g", "G", "t", "t", "t", "t", "t")
        desk.check()
        assert not desk.state.faults


async def test_columns_scroll(open_desk: Any, make: Any) -> None:
    async with open_desk(80, 24, make(many(40))) as desk:
        await desk.press("v", "r")
        assert "›" in desk.lines[2]
        assert "‹" not in desk.lines[2]
        await desk.press(">")
        desk.check()
        assert "‹" in desk.lines[2]
        await desk.press(*">" * 9)
        assert "No more columns there." in desk.text
        assert "40" in desk.lines[2]
        assert "›" not in desk.lines[2]
        await desk.press("w")
        assert "‹" not in desk.lines[2]
        desk.check()


# Other articles


def many(count: int, events: int = 1) -> dict[str, Any]:
    """Each acts on the next, and on the first."""
    return {
        "article": {"text": "Nothing."},
        "actors": [{"id": f"a{n}", "name": f"Actor {n}", "kind": "state"} for n in range(count)],
        "events": [
            {
                "id": f"e{n}",
                "title": f"Event {n}",
                "code": "AID" if n % 2 else "ASSAULT",
                "actors": [f"a{n % count}"],
                "targets": [f"a{(n + 1) % count}", "a0"],
                "date": f"{1900 + n % 100}",
            }
            for n in range(max(count, events))
        ],
    }


def test_forty_fit_at_200(make: Callable[..., Document]) -> None:
    view = view_of(make(many(40)), 200, 60)
    header = lines(view)[1]
    assert "40" in header
    assert "›" not in header
    assert len(cells(view, " 1 Actor 0 ")) == 40


def test_three_hundred_actors_and_ten_thousand_events(make: Callable[..., Document]) -> None:
    view = view_of(make(many(300, 10_000)), 80, 24)
    made = len(view.rows._made)  # type: ignore[attr-defined]
    assert made < 60
    view.regroup()
    view.regroup()
    lines(view)
    assert len(view.rows._made) < 60  # type: ignore[attr-defined]
    assert len(view.rows) > 10_000


def test_without_acts_actors_are_listed(make: Callable[..., Document]) -> None:
    actors = [{"id": "a", "name": "Ann", "kind": "person"}]
    view = view_of(make({"article": {"text": "Ann."}, "actors": actors}))
    assert "no acts" in lines(view)[1]
    assert "Ann · person · no acts" in line(view, "──")
    view.regroup()
    view.regroup()
    assert "Nobody acts on anybody here" in lines(view)[1]
    nothing = view_of(make({"article": {"text": "Ann."}}))
    assert "Nobody is named here" in lines(nothing)[1]


@pytest.mark.parametrize("look", [LOOK, PLAIN], ids=["unicode", "ascii"])
@AT_EACH_SIZE
def test_hostile_words_stay_words(
    make: Callable[..., Document], look: Look, size: tuple[int, int]
) -> None:
    evil = "[/] \x1b[31m \u202eabc \u65e5\u672c\u8a9e \U0001f468\u200d\U0001f469\u200d\U0001f467"
    document = make(
        {
            "article": {"text": "Nothing."},
            "actors": [
                {
                    "id": "a",
                    "name": evil,
                    "kind": "state",
                    "of": ["b"],
                    "roles": [{"title": evil, "of": "b"}],
                },
                {"id": "b", "name": "", "kind": "state", "of": ["a"]},
            ],
            "events": [
                {
                    "id": "e",
                    "title": evil,
                    "code": evil,
                    "date_says": evil,
                    "actors": ["a"],
                    "targets": ["b"],
                },
                {
                    "id": "f",
                    "title": "",
                    "actors": ["a", "b"],
                    "asserted": [{"by": "a", "as": "denial"}],
                },
            ],
        }
    )
    view = view_of(document, *size, look)
    for _ in range(3):
        text = "".join(lines(view))
        assert "\x1b" not in text
        assert "\u202e" not in text
        view.regroup()


def test_what_all_deny_is_not_told_as_shared(make: Callable[..., Document]) -> None:
    content = many(2)
    content["events"] = [
        {
            "id": "e",
            "title": "E",
            "actors": ["a0", "a1"],
            "asserted": [{"by": "a0", "as": "denial"}],
        }
    ]
    assert cells(view_of(make(content), 80), " 1 Actor 0") == ["\\", "1⊘&"]


def test_labels_of_columns_have_three_cells() -> None:
    assert label_of(["Jaish al-Adl", "Jaish al Adl", "JAA"]) == "JAA"
    assert label_of(["Baloch Liberation Army"]) == "BLA"
    assert label_of(["Iran"]) == "Ir."
    assert label_of(["UN"]) == "UN"
    assert all(
        cell_len(label_of([name])) <= 3 for name in ("", "日本", "日本語", "a b c d", "A B C D E")
    )


def test_it_is_read_out(bundled: Document) -> None:
    view = view_of(bundled)
    words = view.row_words(view.rows[0])
    assert words.startswith("Pakistan. does 4, together or with each other 3")
    assert "Pakistan to Iran: 3 acts, mean −5.83 (−6.0 to −5.5)." in words
    view.regroup()
    view.regroup()
    assert view.row_words(view.rows[0]) == "Pakistan to Iran: 3 acts, mean −5.83 (−6.0 to −5.5)."
    assert view.row_words(view.rows[1]).startswith(
        "Ambassador recalled, between 1 and 30 January 2024"
    )
