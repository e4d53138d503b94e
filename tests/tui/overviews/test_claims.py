"""The claims view: what stands in which column, moving in it, its orders and depths, on any screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len

from models.document import Document
from models.overviews import VIEWS
from tests.tui.conftest import Desk, check_screen
from tui.overviews.claims import ClaimsView
from tui.written import as_data
from tui.written.claims import written

NAME = "view-claims"

HOSTILE = {
    "article": {"text": "Word.\n"},
    "actors": [
        {"id": "x", "name": "\x1b[31m[/]‮" * 9, "kind": "state"},
        {"id": "y", "name": "漢字かな" * 20, "kind": "state"},
    ],
    "events": [
        {
            "id": "e",
            "title": "[@click=quit]漢字" * 20,
            "actors": ["x"],
            "targets": ["y"],
            "asserted": [{"by": "x", "as": "claim"}, {"by": "y", "as": "denial"}],
        }
    ],
    "quotes": [
        {
            "id": "q",
            "form": "indirect",
            "speaker": ["x", "y"],
            "gloss": "\x07[b]बहुत‮é" * 40,
            "about": ["e"],
        }
    ],
}


async def opened(desk: Desk) -> ClaimsView:
    await desk.press("v", "l")
    view: ClaimsView = desk.pane(NAME)
    return view


async def to(desk: Desk, record: str) -> None:
    """Moves the cursor from the first row to a record's first."""
    await desk.press("g")
    while desk.record != record:
        before = desk.pane(NAME).cursor
        await desk.press("j")
        assert desk.pane(NAME).cursor > before


def columns(line: str) -> list[str]:
    return [cell.strip() for cell in line[4:-1].split("│")]


def line_of(desk: Desk, words: str) -> int:
    return next(at for at, line in enumerate(desk.lines) if words in line)


async def test_two_sides_and_the_reporter_between_them(open_desk: Any) -> None:
    async with open_desk(120, 50) as desk:
        await opened(desk)
        await desk.press("g")
        assert columns(desk.lines[2]) == [
            "Pakistan 7, silent 6",
            "The reporter 19",
            "Iran 9, silent 7",
        ]
        at = line_of(desk, "Iran’s strike  Iran → Jaish al-Adl")
        assert "▯ claimed by its doer" in desk.lines[at]
        assert columns(desk.lines[at + 1]) == ["", "", "▯ claims"]
        assert "1 other: ∅ Jaish al-Adl silent, target" in desk.lines[at + 2]
        assert columns(desk.lines[at + 3])[2].startswith("▯ Iran hit Jaish al-Adl militants")
        assert columns(desk.lines[at + 4])[2] == "Government of Iran"
        at = line_of(desk, "Ambassador recalled")
        assert "▮ fact" in desk.lines[at]
        assert columns(desk.lines[at + 1]) == ["∅ silent, doer", "▮ states", "∅ silent, target"]


async def test_what_is_in_tension_comes_first_if_wanted(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await opened(desk)
        await desk.press("t", "g")
        assert "denied, contradicted or in tension" in desk.lines[3]
        assert "↭ in tension with Hossein Amir-Abdollahian: “no wars and no" in desk.text
        assert desk.record == "rocky"
        check_screen(desk)


async def test_by_speaker(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("t", "t")
        await to(desk, "jilani")
        assert "Jalil Abbas Jilani" in desk.lines[line_of(desk, "►")]
        await desk.press("j")
        assert desk.record == "q-channels"
        assert "◦ speaks of it Missile strikes traded" in desk.lines[line_of(desk, "►")]
        assert view.above(118) == []
        await desk.press("t")
        assert "By topic." in desk.text
        assert desk.record == "q-channels"


async def test_a_statement_under_several_topics_is_passed_row_by_row(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await to(desk, "agree-terror")
        visited = []
        for _ in range(6):
            await desk.press("j")
            visited.append((desk.record, view.cursor))
        rows = [row for _, row in visited]
        assert rows == sorted(rows)
        assert len(set(rows)) == len(rows)
        records = [record for record, _ in visited]
        assert records[:2] == ["s-agree", "q-terrorists"]
        assert "consultations" in records
        assert records.count("s-agree") == 2
        await desk.press("k")
        assert view.cursor == rows[-2]


async def test_following_and_back_lead_to_the_nearest_row(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await to(desk, "consultations")
        here = view.cursor
        edges = [edge.target for edge in desk.selection.edges]
        await desk.press(*["]"] * (edges.index("s-agree") + 1), "enter")
        assert desk.record == "s-agree"
        assert desk.selection.active == NAME
        assert view.cursor == here + 1
        await desk.press("h")
        assert (desk.record, view.cursor) == ("consultations", here)
        desk.check()


async def test_deciding_goes_on_below(open_desk: Any, on_disk: Document) -> None:
    async with open_desk(120, 40, on_disk) as desk:
        view = await opened(desk)
        await to(desk, "consultations")
        here = view.cursor
        await desk.press("a")
        assert desk.state.judged("consultations").verdict == "accept"
        assert view.cursor == here + 1
        await desk.press("a")
        assert desk.state.judged("s-agree").verdict == "accept"
        assert view.cursor == here + 2
        desk.check()


async def test_hints(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await opened(desk)
        await to(desk, "strike-iran")
        await desk.press("f")
        letters = desk.selection.hints["s-hit-tehran"]
        await desk.type(letters)
        assert (desk.record, desk.selection.active) == ("s-hit-tehran", NAME)


async def test_from_afar_only_topics_show_and_close_up_all_words(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        view = await opened(desk)
        await to(desk, "q-channels")
        many = len(view.rows)
        await desk.press("-")
        assert desk.record == "strikes"
        assert view.record == "strikes"
        assert len(view.rows) < many
        await desk.press("-")
        assert "Only topics show already." in desk.text
        await desk.press("=", "=")
        await to(desk, "q-channels")
        assert "fairly" in desk.body(NAME)
        await desk.press("w")
        assert len(view.rows) == many
        desk.check()


async def test_panning_shows_other_sides(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await opened(desk)
        await desk.press("<")
        assert "No more sides there." in desk.text
        await desk.press(">")
        assert "Israel 0, silent 1" in desk.lines[2]
        assert "The reporter" in desk.lines[2]
        assert "sides 3-4 of 7" in desk.lines[1]
        await desk.press("w")
        assert "Pakistan 7" in desk.lines[2]


async def test_what_is_selected_is_said_in_full(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        await opened(desk)
        await to(desk, "strike-iran")
        body = desk.body(NAME)
        assert "── Iran’s strike · claimed by its doer ──" in body
        assert "Claimed by Government of Iran. Silent: Jaish al-Adl, target." in body
        assert "The reporter does not vouch for it." in body
        await desk.press("j")
        assert "Paragraph 12: “it had struck militants of the group Jaish al Adl (JAA)”" in (
            desk.body(NAME)
        )


async def test_a_filter_leaves_statements_under_their_own_topics(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        view.narrow(frozenset({"s-hit-tehran", "raisi-visit"}), "few")
        assert view.listed() == ["s-hit-tehran", "raisi-visit"]
        topics = [row.topic.id for row in view.rows if row.topic and not row.said]
        assert topics == ["strike-iran", "raisi-visit"]
        view.narrow(None, "")
        assert "strikes" in view


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (200, 60), (24, 8)])
async def test_any_screen(open_desk: Any, size: tuple[int, int], symbols: str) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        await opened(desk)
        for keys in ("g", "jjjj", "t", "G", "t", "k", "t", "=", "-", ">", "-", "w"):
            await desk.type(keys)
            check_screen(desk)
            if symbols == "ascii":
                assert desk.text.isascii()


async def test_without_colour_each_state_has_its_sign_and_word(open_desk: Any) -> None:
    async with open_desk(80, 24, symbols="ascii") as desk:
        await opened(desk)
        await to(desk, "recall")
        at = line_of(desk, "Ambassador recalled")
        cells = [cell.strip() for cell in desk.lines[at + 1][4:-1].split("|")]
        assert cells == ["_ silent, doer", "# states", "_ silent, target"]
        await desk.press("t", "g")
        assert "~= in tension with Hossein Amir-Abdollahian" in desk.text


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40)])
async def test_hostile_text_is_only_text(
    open_desk: Any, make: Callable[..., Document], size: tuple[int, int]
) -> None:
    async with open_desk(*size, make(HOSTILE)) as desk:
        view = await opened(desk)
        assert {row.id for row in view.rows} == {"", "e", "q"}
        for keys in ("g", "j", "=", "t", "t"):
            await desk.type(keys)
            check_screen(desk)
        assert "\x1b" not in desk.text
        assert "\u202e" not in desk.text
        await desk.press("t", "-", "g")
        assert "⊖ denies" in desk.text
        assert "disputed" in desk.text


DENIED = {
    "article": {"text": "Word.\n"},
    "actors": [
        {"id": "iran", "name": "Iran", "kind": "state"},
        {"id": "tehran", "name": "Tehran", "kind": "government", "of": ["iran"]},
        {"id": "pakistan", "name": "Pakistan", "kind": "state"},
        {"id": "un", "name": "United Nations", "kind": "igo"},
    ],
    "events": [
        {
            "id": "raid",
            "title": "Raid",
            "actors": ["iran"],
            "targets": ["pakistan"],
            "asserted": [
                {"by": "pakistan", "as": "fact"},
                {"by": "tehran", "as": "denial"},
                {"by": "un", "as": "hedge"},
            ],
        }
    ],
    "quotes": [
        {"id": "y", "speaker": ["pakistan"], "form": "indirect", "gloss": "a", "about": ["raid"]},
        {"id": "n", "speaker": ["tehran"], "form": "indirect", "gloss": "b", "about": ["raid"]},
        {"id": "m", "speaker": ["un"], "form": "indirect", "gloss": "may be", "about": ["raid"]},
    ],
    "links": [{"from": "n", "rel": "contradicts", "to": "y"}],
}


async def test_a_denial_and_a_contradiction_name_both_ends(
    open_desk: Any, make: Callable[..., Document]
) -> None:
    async with open_desk(120, 40, make(DENIED)) as desk:
        await opened(desk)
        await desk.press("g")
        at = line_of(desk, "↯ disputed")
        assert columns(desk.lines[at + 1]) == ["⊖ denies", "", "▮ states"]
        assert "1 other: ~ United Nations hedges" in desk.lines[at + 2]
        assert (
            "↯ denied by Tehran, against the word of Pakistan, United Nations" in desk.lines[at + 3]
        )
        assert "↯ contradicted by Tehran" in desk.text
        assert "↯ contradicts Pakistan" in desk.text
        assert "1 topic · 1 in conflict" in desk.lines[1]


async def test_no_records(open_desk: Any, make: Callable[..., Document]) -> None:
    async with open_desk(80, 24, make({"article": {"text": "Word.\n"}})) as desk:
        await opened(desk)
        assert "Nobody says anything here" in desk.text
        await desk.press("j", "t", "=", "-", ">", "w", "t", "t")
        check_screen(desk)


async def test_one_record(open_desk: Any, make: Callable[..., Document]) -> None:
    one = {"article": {"text": "Word.\n"}, "events": [{"id": "e", "title": "Event"}]}
    async with open_desk(80, 24, make(one)) as desk:
        view = await opened(desk)
        assert "∅ silent" in desk.lines[line_of(desk, "Event ─")]
        assert view.first() == "e"


async def test_many_sides_and_events_draw_only_what_shows(
    open_desk: Any, make: Callable[..., Document]
) -> None:
    many = {
        "article": {"text": "Word.\n"},
        "actors": [{"id": f"a{at}", "name": f"Actor {at}", "kind": "state"} for at in range(300)],
        "events": [
            {"id": f"e{at}", "title": f"Event {at}", "actors": [f"a{at % 300}"], "targets": ["a7"]}
            for at in range(1000)
        ],
    }
    async with open_desk(80, 24, make(many)) as desk:
        view = await opened(desk)
        assert len(view._kept) < 100
        await desk.press("j", "ctrl+d")
        assert len(view._kept) < 200
        await desk.press(">", "G")
        assert "sides 3-4 of 300" in desk.lines[1]
        assert all(cell_len(line) == 80 for line in desk.lines)


def test_in_words(seed: Document) -> None:
    lines = [*written(seed)]
    assert "Iran: 9 statements, silent on 7 events with a part in it." in lines
    strike = next(line for line in lines if line.startswith("Iran’s strike, claimed by its doer."))
    assert "Silent: Jaish al-Adl, target. The reporter does not vouch for it." in strike
    assert any("in tension with the reporter: two Muslim neighbours" in line for line in lines)
    assert any(line.startswith("Pakistan, Iran speak of it, as reported:") for line in lines)


def test_hostile_and_empty_articles_in_words(make: Callable[..., Document]) -> None:
    assert any("Denied by" in line for line in written(make(HOSTILE)))
    assert [*written(make({"article": {"text": "Word.\n"}}))]


def test_as_data(seed: Document) -> None:
    view = next(each for each in VIEWS if each.name == "claims")
    data = msgspec.json.decode(msgspec.json.encode(as_data(view, seed)))
    assert [each["id"] for each in data["sides"][:2]] == ["iran", "pakistan"]
