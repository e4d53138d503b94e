"""The article pane: the passages of the selection, and nothing else, stand out in the text."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from rich.style import Style
from wcwidth import iter_graphemes

from models.document import Document
from models.text import visible

Make = Callable[..., Document]

WORDS = "Alpha beta gamma delta epsilon zeta eta theta. Unread follows here."
OVERLAPPING = {
    "article": {"title": "Spans", "text": f"{WORDS}\n\nIota kappa lambda.\n\nNothing at all.\n"},
    "actors": [{"id": "kappa", "name": "kappa", "kind": "person"}],
    "events": [
        {"id": "long", "title": "Long", "at": "beta gamma delta", "after": ["over", "in", "parts"]},
        {"id": "over", "title": "Over", "at": "delta epsilon", "actors": ["kappa"]},
        {"id": "in", "title": "In", "at": "gamma"},
        {
            "id": "parts",
            "title": "Parts",
            "at": {"parts": [{"exact": "Alpha"}, {"exact": "zeta"}, {"exact": "theta"}]},
        },
        {"id": "twice", "title": "Twice", "at": ["eta theta", "lambda"], "after": ["parts"]},
    ],
}


@pytest.fixture(scope="module")
def overlapping(make: Make) -> Document:
    return make(OVERLAPPING)


def cells_at(desk: Any, offset: int) -> list[tuple[str, Style]] | None:
    """What stands at a code point of the text on the screen; None if it is not shown."""
    article = desk.article
    index, number = article._line_of(offset)
    paragraph = article.rows[index]
    start, end = article._ranges(index, article.size.width - 2)[number]
    at = offset - paragraph.start
    if not start <= at < end:
        return None  # a space between two lines
    top_row, top_line = article._top
    above = sum(article._height(row) for row in range(top_row, index)) - top_line + number
    if (index, number) < article._top or above >= article.size.height - 2:
        return None
    before = visible(desk.document.text.string[paragraph.start + start : offset])
    x = 3 + cell_len(before)  # the frame, the coverage, the cell for a bracket
    styled = article_cells(article.render_line(1 + above))
    return styled[x : x + max(1, cell_len(visible(desk.document.text.string[offset])))]


def article_cells(strip: Any) -> list[tuple[str, Style]]:
    """Cells of a strip, each with the cluster it belongs to."""
    return [
        (cluster, segment.style)
        for segment in strip
        for cluster in iter_graphemes(segment.text)
        for _ in range(cell_len(cluster))
    ]


def check_highlights(desk: Any) -> int:
    """Every code point on the screen has the ground it must have. How many were looked at."""
    palette, symbols = desk.screen.look.palette, desk.screen.look.symbols
    document, selection = desk.document, desk.selection
    targets = {edge.target for edge in document.links.of(desk.record)} - {desk.record}
    own = offsets(document, [desk.record])
    linked = offsets(document, targets)
    article = desk.article
    here: set[int] = set()
    if selection.active == "article":
        passage = document.passages.ordered[article._at]
        assert passage.record == desk.record
        here = {at for span in passage.spans for at in range(*span)}
    seen = 0
    for start, end in document.text.paragraphs:
        offset = start
        for cluster in iter_graphemes(document.text.string[start:end]):
            first, offset = offset, offset + len(cluster)
            shown = cells_at(desk, first)
            if not shown:
                continue
            text, style = shown[0]
            if text in (symbols.open_passage, symbols.close_passage):
                assert visible(cluster) in (text, " ")
                continue
            ground = palette.text
            if first in linked:
                ground = palette.linked
            if first in own:
                ground = palette.passage
            if first in here:
                ground = palette.cursor
            assert style.bgcolor == ground.bgcolor, (first, cluster)
            assert text == visible(cluster)[: len(text)]
            seen += 1
    return seen


def offsets(document: Document, records: Any) -> set[int]:
    return {
        at
        for record in records
        for passage in document.passages.of(record)
        for span in passage.spans
        for at in range(*span)
    }


@pytest.mark.parametrize("record", ["long", "over", "in", "parts", "twice", "kappa"])
@pytest.mark.parametrize("active", ["home", "article"])
async def test_passages_stand_out_at_exactly_their_cells(
    open_desk: Any, overlapping: Document, record: str, active: str
) -> None:
    async with open_desk(120, 40, overlapping) as desk:
        desk.screen.go(record)
        if active == "article":
            await desk.press("1")
        await desk.settle()
        assert desk.record == record
        assert check_highlights(desk) > 60


@pytest.mark.parametrize("width", [40, 80, 200])
async def test_passages_stand_out_in_the_article_that_ships(open_desk: Any, width: int) -> None:
    chance = random.Random(width)
    async with open_desk(width, 40) as desk:
        for record in chance.sample([*desk.document.records], 8):
            desk.screen.go(record)
            await desk.settle()
            assert check_highlights(desk) > 20
            await desk.press("1")
            if desk.record == record:
                assert check_highlights(desk) > 100


async def test_brackets_enclose_a_passage_without_moving_the_text(
    open_desk: Any, overlapping: Document
) -> None:
    async with open_desk(200, 40, overlapping) as desk:
        before = desk.body("article")
        desk.screen.go("long")
        await desk.settle()
        assert "Alpha‹beta gamma delta›epsilon" in desk.body("article")
        desk.screen.go("twice")
        await desk.settle()
        assert "zeta‹eta theta." in desk.body("article")
        assert "kappa‹lambda." in desk.body("article")
        bare = str.maketrans("‹›", "  ")
        assert desk.body("article").translate(bare).split() == before.translate(bare).split()


async def test_a_split_mention_is_bracketed_part_by_part(
    open_desk: Any, overlapping: Document
) -> None:
    async with open_desk(200, 40, overlapping) as desk:
        desk.screen.go("parts")
        await desk.settle()
        assert "‹Alpha›beta" in desk.body("article")
        assert "epsilon‹zeta›eta‹theta." in desk.body("article")


async def test_hint_letters_stand_on_the_passages_they_lead_to(
    open_desk: Any, overlapping: Document
) -> None:
    async with open_desk(120, 40, overlapping) as desk:
        desk.screen.go("long")
        await desk.press("f")
        hints, style = desk.selection.hints, desk.screen.look.palette.hint
        assert hints.keys() == {"over", "in", "parts", "twice"} & hints.keys()
        assert len(hints) == 3
        for record, hint in hints.items():
            [passage] = desk.document.passages.of(record)
            shown = cells_at(desk, passage.start)
            assert shown is not None
            assert shown[0] == (hint, style)
            for part in passage.spans[1:]:
                assert cells_at(desk, part.start) != [(hint, style)]
        await desk.press(hints["in"])
        assert desk.record == "in"
        assert check_highlights(desk)


async def test_the_gutter_tells_how_much_is_annotated(open_desk: Any, make: Make) -> None:
    document = make(
        {
            "article": {
                "text": "He struck.\n\nHe met Ann there.\n\nNobody spoke.\n\nIt rained. Snow.\n"
            },
            "actors": [{"id": "ann", "name": "Ann", "kind": "person"}],
            "events": [{"id": "e", "title": "E", "at": ["He struck.", "It rained."]}],
        }
    )
    async with open_desk(120, 40, document) as desk:
        lines = [desk.article.render_line(y).text for y in range(1, 8)]
        assert [line[1] for line in lines] == ["▐", " ", "╎", " ", " ", " ", "╎"]


async def test_j_and_k_go_from_passage_to_passage_as_one_reads(
    open_desk: Any, overlapping: Document
) -> None:
    order = [passage.record for passage in overlapping.passages.ordered]
    async with open_desk(80, 24, overlapping) as desk:
        walked = [desk.record]
        for _ in order[1:]:
            await desk.press("j")
            walked.append(desk.record)
        assert walked == order
        await desk.press("j")
        assert desk.record == order[-1]
        back = [desk.record]
        for _ in order[1:]:
            await desk.press("k")
            back.append(desk.record)
        assert back == order[::-1]
        assert [p.start for p in overlapping.passages.ordered] == sorted(
            p.start for p in overlapping.passages.ordered
        )


async def test_the_passage_of_the_cursor_shows_at_every_step(
    open_desk: Any, seed: Document
) -> None:
    async with open_desk(60, 15) as desk:
        for number, passage in enumerate(seed.passages.ordered):
            assert desk.article._at == number
            shown = cells_at(desk, passage.start)
            assert shown, passage
            await desk.press("j")


async def test_a_record_is_gone_to_where_one_of_its_passages_shows(
    open_desk: Any, seed: Document
) -> None:
    starts = [passage.start for passage in seed.passages.of("pakistan")]
    async with open_desk(120, 24) as desk:
        desk.screen.go_to_text(seed.text.string.index("“We consider Pakistan"))
        await desk.settle()
        top = desk.article._top
        desk.screen.go("pakistan")
        await desk.press("1")
        assert desk.article._top == top, "it showed already"
        at = desk.document.passages.ordered[desk.article._at].start
        assert at == next(start for start in starts if cells_at(desk, start)) != starts[0]


@pytest.mark.parametrize("word", ["soured", "Restive", "rich in minerals", "Pakistan and Iran"])
async def test_an_offset_found_by_search_is_shown_with_the_passage_there(
    open_desk: Any, seed: Document, word: str
) -> None:
    offset = seed.text.string.index(word)
    async with open_desk(80, 24) as desk:
        desk.screen.go_to_text(offset)
        await desk.settle()
        assert desk.selection.active == "article"
        shown = cells_at(desk, offset)
        assert shown
        assert shown[0][0] == word[0]
        around = {passage.record for passage in seed.passages.within(offset, offset + 1)}
        after = [p.record for p in seed.passages.ordered if p.start >= offset]
        assert desk.record in around if around else desk.record == (after or [desk.record])[0]
        desk.check()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (30, 8)])
@pytest.mark.parametrize("text", ["", "   \n\n \n"])
async def test_without_text_all_keys_still_work(
    open_desk: Any, make: Make, text: str, size: tuple[int, int]
) -> None:
    document = make(
        {
            "article": {"title": "", "text": text},
            "actors": [{"id": "a", "name": "A", "kind": "state"}],
        }
    )
    async with open_desk(*size, document) as desk:
        if size[1] > 8:
            assert "No text" in desk.body("article")
        for key in ("j", "k", "g", "G", "ctrl+d", "ctrl+u", "enter", "]", "f", "escape", "z", "z"):
            await desk.press(key)
        desk.screen.go_to_text(0)
        await desk.press("2")
        assert desk.record == "a"
        desk.check()


async def test_nothing_at_all_is_a_desk_too(open_desk: Any, make: Make) -> None:
    async with open_desk(120, 40, make({"article": {}})) as desk:
        for pane in "123456":
            await desk.press(pane)
            for key in (
                "j",
                "k",
                "g",
                "G",
                "ctrl+d",
                "ctrl+u",
                "enter",
                "]",
                "[",
                "f",
                "h",
                "L",
                "y",
            ):
                await desk.press(key)
                desk.check()
        for pane in ("actors", "timeline", "quotes", "context"):
            assert "Press +" in desk.body(pane)


async def test_a_paragraph_taller_than_the_pane_is_read_by_half_panes(
    open_desk: Any, make: Make
) -> None:
    words = [f"word{number}" for number in range(2000)]
    text = " ".join(words)
    document = make(
        {
            "article": {"text": text},
            "actors": [
                {"id": "first", "name": "word0", "kind": "person"},
                {"id": "last", "name": "word1999", "kind": "person"},
            ],
        }
    )
    async with open_desk(80, 24, document) as desk:
        seen: set[str] = set()
        for _ in range(100):
            seen.update(desk.body("article").replace("‹", " ").replace("›", " ").split())
            await desk.press("ctrl+d")
            desk.check()
        assert {word for word in words if word not in seen} == set()
        assert desk.record == "last"
        await desk.press("G", "g")
        assert desk.record == "first"
        assert "word0" in desk.body("article")
        await desk.press("G")
        assert "word1999" in desk.body("article")


async def test_half_panes_never_go_the_other_way(open_desk: Any) -> None:
    for key, sign in (("ctrl+d", 1), ("ctrl+u", -1)):
        async with open_desk(80, 24) as desk:
            await desk.press("g" if sign > 0 else "G")
            for _ in range(20):
                before = desk.article._at
                await desk.press(key)
                assert (desk.article._at - before) * sign >= 0
            last = len(desk.document.passages.ordered) - 1
            assert desk.article._at == (last if sign > 0 else 0)


STRANGE = {
    "crlf": "Windows wrote this\r\nand this about Ann, twice\r\n\r\nAnn again.\r\n",
    "rtl": "گفت: حسین امیرعبداللهیان and Ann and then שלום Ann\n",
    "wide": "漢字 Ann 漢字漢字 Ann e\u0301e\u0301 Ann 👨\u200d👩\u200d👧 x\n",
    "controls": "Ann\tsays \x07 \u202eevil\u202c to Ann\u200b.\n",
}


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("size", [(120, 40), (30, 24)])
async def test_strange_text_keeps_its_passages_in_place(
    open_desk: Any, make: Make, name: str, size: tuple[int, int]
) -> None:
    actors = [{"id": "ann", "name": "Ann", "kind": "person"}]
    document = make({"article": {"text": STRANGE[name]}, "actors": actors})
    assert document.passages.count("ann") == STRANGE[name].count("Ann")
    async with open_desk(*size, document) as desk:
        for _ in range(STRANGE[name].count("Ann")):
            assert check_highlights(desk) > 10
            desk.check()
            await desk.press("j")
        assert not any(ord(character) < 32 for character in "".join(desk.lines))
