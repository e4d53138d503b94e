"""The coverage view: bars and counts, moving by sentence, record and paragraph, deciding, what is missing."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from models.document import Document
from models.text import Span
from tests.tui.conftest import Desk, check_screen
from tui.overviews.coverage import CoverageView

NAME = "view-coverage"

MISSED = {
    "article": {
        "text": "Northland called its ambassador home on Friday. “We never wanted this quarrel at all,” "
        "said the minister, Ada Brandt.\n\n"
        "Nobody answered. In the capital the envoy met Boris Keller, and Ada Brandt stayed away.\n\n"
        "Trade went on as before, said Northland.\n"
    },
    "actors": [{"id": "northland", "name": "Northland", "kind": "state"}],
    "events": [
        {
            "id": "recall",
            "title": "Recalled [/]",
            "actors": ["northland"],
            "at": "called its ambassador home",
        }
    ],
    "context": [
        {"id": "trade", "kind": "economy", "gloss": "no embargo", "at": "Trade went on"},
    ],
}


async def opened(desk: Desk) -> CoverageView:
    await desk.press("v", "o")
    view: CoverageView = desk.pane(NAME)
    return view


def row_of(desk: Desk, words: str) -> str:
    """The line with a sentence that begins so, without what stands behind its words."""
    (line,) = [line for line in desk.lines[4:] if f"  {words}" in line]
    return line[1 : line.index(words)]


# What shows


async def test_each_sentence_has_its_bar_counts_and_words(open_desk):
    async with open_desk(160, 40) as desk:
        await opened(desk)
        talks = row_of(desk, "Foreign ministers from").split()
        assert talks[-6:] == ["45%", "1", "·", "·", "6", "0/7"]
        breach = row_of(desk, "Ties between the two countries").split()
        assert breach[-6:] == ["80%", "4", "·", "1", "6", "0/11"]
        assert "¶10" in breach
        assert "16 with an event, a quote or a note" in desk.text
        assert "unclaimed: nothing" in desk.text


async def test_bars_have_a_cell_for_each_part_of_a_sentence(open_desk, make):
    async with open_desk(120, 40, make(MISSED)) as desk:
        view = await opened(desk)
        first, second = view.sentence(0), view.sentence(1)
        assert second.end - second.start == 69
        bars = [
            "".join(sign for sign, _ in view.table.bars.bar(Span(*span), 12, unclaimed))
            for span, unclaimed in (
                ((first.start, first.end), ()),
                ((second.start, second.end), second.unclaimed),
            )
        ]
        assert bars == ["▁▁▃▆▆▆▆▆▆▃··", "???????···??"]


async def test_what_nobody_claimed_is_counted_and_named(open_desk, make):
    async with open_desk(120, 40, make(MISSED)) as desk:
        await opened(desk)
        assert "? unclaimed: 2 names, 1 quotation" in desk.text
        assert "· 3 bare" in desk.text
        await desk.press("g", "j")
        assert "name “Ada Brandt”" in desk.text
        assert "quotation “We never wanted" in desk.text
        assert row_of(desk, "“We never wanted this").split()[-1] == "?2"


# Moving


async def test_one_moves_by_sentence_by_record_and_by_paragraph(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("j", "g")
        assert (view.cursor, desk.record) == (0, "agree-security")
        await desk.press(">")
        assert (view.cursor, desk.record) == (0, "strikes")
        assert "record 2 of 8" in desk.text
        assert "‹traded missile strikes›" in desk.text
        await desk.press("<", "<")
        assert desk.record == "agree-security"
        assert "Nothing more rests" in desk.text
        await desk.press("}")
        assert (view.cursor, desk.record) == (1, "talks")
        await desk.press("j")
        assert (view.cursor, desk.record) == (2, "gaza-war")  # the strikes began above
        await desk.press("}")
        assert view.cursor == 3
        await desk.press("{")
        assert view.cursor == 1
        await desk.press("G", "{")
        assert view.cursor == 14
        desk.check()


async def test_following_a_link_stays_where_the_record_rests_and_goes_back(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("g")
        view.goto("s-visit")
        desk.screen.go("s-visit")
        await desk.settle()
        assert "sentence 11 of 16" in desk.text
        await desk.press("enter")
        assert desk.selection.active == NAME
        assert desk.record == "abdollahian"
        assert view.cursor == 10  # the nearest
        await desk.press("h")
        assert desk.record == "s-visit"
        desk.check()


async def test_linked_sentences_are_marked(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        desk.screen.go("recall")
        await desk.settle()
        row = view.cursor
        assert view.sentence(row).paragraph == 10
        assert row_of(desk, "Ties between")[0] == desk.screen.look.symbols.cursor
        assert row_of(desk, "Moves to calm")[0] == desk.screen.look.symbols.linked  # answered by


async def test_in_a_sentence_without_records_nothing_is_selected_and_back_leads_back(
    open_desk, make
):
    async with open_desk(100, 30, make(MISSED)) as desk:
        view = await opened(desk)
        await desk.press("j", "k")
        assert (view.cursor, desk.record) == (0, "recall")
        await desk.press("j")
        assert (view.cursor, desk.record) == (1, "")
        assert "No record rests in this sentence." in desk.text
        await desk.press(">")
        assert "Nothing rests here." in desk.text
        await desk.press("h")
        assert (view.cursor, desk.record) == (0, "recall")
        await desk.press("j", "escape")
        assert desk.selection.active != NAME
        assert desk.record == "recall"
        desk.check()


async def test_the_next_undecided_is_found_from_here(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("g", "n")
        assert desk.selection.active == NAME
        assert desk.record in view.places.records(view.cursor)
        desk.check()


# Deciding


async def test_what_is_decided_shows_in_every_sentence_it_rests_in(open_desk, on_disk):
    async with open_desk(120, 40, on_disk, after_decision="stay") as desk:
        await opened(desk)
        await desk.press("j", "g", ">")
        assert desk.record == "strikes"
        assert row_of(desk, "Days earlier").split()[-1] == "0/8"
        await desk.press("a")
        for words in ("Pakistan and Iran have", "Days earlier"):
            assert row_of(desk, words).split()[-1] == "1/8"
        assert "✓ Missile strikes traded" in desk.text
        assert "decided 1/" in desk.lines[2]
        desk.check()


async def test_after_a_decision_comes_the_next_record_of_the_sentence(open_desk, on_disk):
    async with open_desk(120, 40, on_disk) as desk:
        view = await opened(desk)
        await desk.press("j", "g", "a", "a")
        assert (view.cursor, desk.record) == (0, "s-ack")
        view.goto("q-channels")
        desk.screen.land("q-channels")
        await desk.press("a")
        assert view.cursor == 5
        assert row_of(desk, "“All these channels").split()[-1] == "✓1/1"
        desk.check()


# Orders and filters


async def test_only_what_is_missing_shows_and_all_again(open_desk, make):
    async with open_desk(100, 30, make(MISSED)) as desk:
        view = await opened(desk)
        await desk.press("G", "t")
        assert [view.number(index) for index in range(len(view.rows))] == [1, 2, 3]
        assert "what is missing" in desk.lines[1]
        assert "3 of 5 sentences" in desk.lines[1]
        assert desk.record == ""
        await desk.press("j", "t")
        assert len(view.rows) == 5
        assert view.number(view.cursor) == 3
        await desk.press("g")
        assert desk.record == "recall"


async def test_where_nothing_is_missing_it_says_so(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("t")
        assert "Nothing is missing" in desk.text
        assert len(view.rows) == 16


async def test_a_filter_leaves_the_sentences_with_such_records(open_desk):
    async with open_desk(120, 40) as desk:
        view = await opened(desk)
        await desk.press("g", "F")
        await desk.type("quotes")
        await desk.press("enter")
        assert desk.state.shown
        for index in range(len(view.rows)):
            here = view.places.records(index)
            assert here
            assert all(desk.document.records[each].type == "quote" for each in here)
        assert f"{len(view.rows)} of 16 sentences" in desk.lines[1]
        desk.check()


# Any file, any screen


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize(
    ("width", "height"), [(24, 6), (40, 10), (60, 15), (80, 24), (120, 40), (200, 60)]
)
async def test_it_is_drawn_whole_on_any_screen(open_desk, make, width, height, symbols):
    hostile = "\u202e[/] [@click=app.quit] 漢字かな" * 9
    content: dict[str, Any] = {
        **MISSED,
        "article": {"text": f"{MISSED['article']['text']}\n{hostile} Ada Brandt.\n"},
    }
    content["events"] = [{**MISSED["events"][0], "title": hostile}]
    async with open_desk(width, height, make(content), symbols=symbols) as desk:
        await opened(desk)
        for _ in range(6):
            check_screen(desk)
            drawn = "".join(char for char in desk.text if char not in "漢字かな")
            assert drawn.isascii() or symbols == "unicode"
            await desk.press("j")
        assert all(cell_len(line) == width for line in desk.lines)


@pytest.mark.parametrize(
    "content",
    [
        {"article": {"text": ""}},
        {"article": {"text": ""}, "actors": [{"id": "a", "name": "A", "kind": "state"}]},
        {"article": {"text": "Word.\n"}},
        {"article": {"text": "Ada.\n"}, "actors": [{"id": "a", "name": "Ada", "kind": "person"}]},
    ],
)
async def test_little_or_nothing_is_readable_too(open_desk, make, content):
    async with open_desk(80, 24, make(content)) as desk:
        view = await opened(desk)
        await desk.press("j", "k", "G", "g", ">", "}", "{", "t", "t", "]")
        check_screen(desk)
        if not view.found.sentences:
            assert "the article has no text" in desk.text


async def test_a_long_text_opens_and_moves(open_desk, make):
    text = "\n\n".join(f"Troops crossed at post {n}. Nobody saw it." for n in range(2000))
    events = [{"id": f"e{n}", "title": f"Post {n}", "at": f"post {n}."} for n in range(0, 2000, 9)]
    document: Document = make({"article": {"text": text}, "events": events})
    async with open_desk(120, 40, document) as desk:
        view = await opened(desk)
        await desk.press("G")
        assert view.cursor == 3999
        assert "sentence 4000 of 4000" in desk.text
        await desk.press("t", "g", "ctrl+d", "t")
        check_screen(desk)


async def test_what_it_says_aloud_is_the_sentence_and_the_record(open_desk, make):
    async with open_desk(100, 30, make(MISSED)) as desk:
        view = await opened(desk)
        await desk.press("j", "k")
        said = [part.words for part in view.spoken() if hasattr(part, "words")]
        assert any("called its ambassador home" in words for words in said)
        assert any(words.startswith("Recalled") for words in said)
        await desk.press("j")
        said = [part.words for part in view.spoken() if hasattr(part, "words")]
        assert any("No record rests here. Unclaimed: quotation" in words for words in said)
