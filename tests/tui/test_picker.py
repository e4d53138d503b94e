"""A passage picked from the text with the keys."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rich.cells import cell_len

from models.anchors import Match, resolve
from models.document import Document
from models.forms import resolved
from models.text import Span
from tui.screens.own_keys import KeysScreen
from tui.screens.picker import KEYS, PickScreen

SIZES = [(80, 24), (120, 40), (60, 15)]
HOSTILE = """\
Ann said [/] and [@click=app.quit]go, a\u202eb\u202c, cafe\u0301 👨\u200d👩\u200d👧 नई.

Bo left.
"""
MASHED = [
    *'hjklwcspvo&HL(){}gGbx"',
    *("space", "backspace", "ctrl+d", "ctrl+u"),
]


async def open_picker(desk: Any, at: str = "", **more: Any) -> list[Any]:
    """Opens the picker with its cursor at some words; the list gets what is picked."""
    out: list[Any] = []
    document = more.pop("document", desk.document)
    start = document.text.string.index(at) if at else 0
    title = more.pop("title", "at")
    desk.ask(PickScreen(document, desk.app.look, start, title, **more), out.append)
    await desk.settle()
    return out


def pick(desk: Any) -> Any:
    return desk.app.screen.pane.pick


def words(desk: Any) -> str:
    """What is marked."""
    text = desk.app.screen.text.string
    return " | ".join(text[slice(*span)] for span in pick(desk).spans)


def under(desk: Any) -> str:
    """The word under the cursor."""
    return desk.app.screen.text.string[slice(*pick(desk).cursor)]


# Taking


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_a_clause_is_picked_with_two_keys(
    open_desk: Any, size: tuple[int, int], symbols: str
) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        out = await open_picker(desk, "refused to let")
        await desk.press("c")
        said = "refused to let his counterpart come back to Islamabad"
        assert words(desk) == said
        opening, closing = ("‹", "›") if symbols == "unicode" else ("<", ">")
        assert f"{opening}refused" in desk.text
        assert f"Islamabad{closing}" in desk.text
        assert "once in the text" in desk.lines[-2]
        assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
        await desk.press("enter")
        (picked,) = out
        assert (picked.selector, picked.words) == (said, said)
        assert desk.app.screen is desk.screen
        desk.check()


async def test_several_pieces_make_one_mention(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_picker(desk, "called home")
        await desk.press("w", "&")
        assert "go on to the next part" in desk.text
        await desk.press("l", "l", "l", "w", "l")
        assert words(desk) == "called | ambassador in"
        assert "in 2 parts" in desk.text
        await desk.press("enter")
        assert out[0].selector == {"parts": ["called", "ambassador in"]}
        found = resolved(desk.document, out[0].selector)
        assert isinstance(found, Match)
        assert found.spans == out[0].spans


async def test_what_the_text_has_twice_is_told_apart(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_picker(desk, "militants of the group")
        await desk.press("{", "w")
        assert words(desk) == "Islamabad"
        assert "by its paragraph, 12" in desk.text
        await desk.press("enter")
        assert out[0].selector == {"exact": "Islamabad", "paragraph": 12}
        out = await open_picker(desk, "the security of the whole")
        await desk.press("w", "w")
        assert "told by words beside it" in desk.text
        await desk.press("enter")
        assert set(out[0].selector) > {"exact"}


async def test_words_with_marks_of_their_own_get_no_others(open_desk: Any) -> None:
    async with open_desk(120, 24) as desk:
        await open_picker(desk, "All these channels")
        await desk.press('"')
        assert desk.lines[-2].strip().startswith("“All these")
        await desk.press("backspace", "w")
        assert desk.lines[-2].strip().startswith("”")
        await desk.press("backspace", "h", "h", "w")
        assert desk.lines[-2].strip().startswith("“quickly”")


async def test_where_the_cursor_is_stays_told_beside_a_long_title(open_desk: Any) -> None:
    async with open_desk(60, 15) as desk:
        await open_picker(desk, title="text: " + "very " * 30)
        assert "very…" in desk.lines[0]
        assert "¶1/14" in desk.lines[0]


async def test_enter_with_nothing_marked_says_what_to_do(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_picker(desk)
        await desk.press("enter")
        assert "Nothing is marked yet" in desk.text
        assert out == []
        await desk.press("escape")
        assert out == [None]
        assert desk.app.screen is desk.screen


async def test_a_passage_opens_marked_and_can_be_grown_or_cut(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        start = desk.document.text.string.index("share a rocky")
        out = await open_picker(desk, spans=(Span(start, start + 13),))
        assert words(desk) == "share a rocky"
        assert "‹share a rocky›" in desk.text
        await desk.press("h", "o", "h", "enter")
        assert out[0].words == "neighbours share a"


# Moving


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        (["l"], "countries"),
        (["l", "h"], "two"),
        (["right", "right", "left"], "countries"),
        (["b"], "The"),
        ([")"], "Foreign"),
        (["("], "The"),
        (["(", "("], "Pakistan"),
        (["}"], "Foreign"),
        (["{"], "Pakistan"),
        (["g"], "Pakistan"),
        (["G"], "."),
        (["end", "home"], "Pakistan"),
        (["L"], "w"),
        (["L", "H"], "t"),
    ],
)
async def test_the_cursor_moves(open_desk: Any, make: Any, keys: list[str], word: str) -> None:
    text = "Pakistan spoke. The two countries.\n\nForeign ministers left."
    async with open_desk(80, 24, make({"article": {"text": text}})) as desk:
        await open_picker(desk, "two")
        await desk.press(*keys)
        assert under(desk) == word


@pytest.mark.parametrize("size", SIZES)
async def test_the_cursor_moves_by_lines_and_keeps_its_column(
    open_desk: Any, size: tuple[int, int]
) -> None:
    async with open_desk(*size) as desk:
        await open_picker(desk)
        await desk.press("l", "l", "l")
        pane, seen = desk.app.screen.pane, [under(desk)]
        column = pane.column
        for _ in range(30):
            before = pick(desk).cursor.start
            await desk.press("j")
            assert pick(desk).cursor.start > before
            assert pane._top <= pane._line_of(pick(desk).cursor.start) < pane._after_last()
            seen.append(under(desk))
        for expected in reversed(seen[:-1]):
            await desk.press("k")
            assert under(desk) == expected
        assert pane.column == column
        await desk.press("k", "k")
        assert pick(desk).cursor.start < 90
        await desk.press("ctrl+d")
        assert pick(desk).cursor.start > 90
        await desk.press(*["pagedown"] * 20)
        assert pane.counter == "¶14/14"
        await desk.press(*["ctrl+u"] * 20)
        assert pick(desk).cursor.start < 90


async def test_a_click_puts_the_cursor_there(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_picker(desk)
        line = next(y for y, text in enumerate(desk.lines) if "acknowledged" in text)
        x = desk.lines[line].index("acknowledged") + 3
        await desk.pilot.click(desk.app.screen.pane, offset=(x, line))
        await desk.settle()
        assert under(desk) == "acknowledged"
        await desk.pilot.click(desk.app.screen.pane, offset=(5, 1))  # the headline is no text
        assert under(desk) == "acknowledged"


# What must always hold


async def test_whatever_keys_come_what_is_picked_resolves(open_desk: Any, make: Any) -> None:
    rng = random.Random(3)
    async with open_desk(60, 15, make({"article": {"text": HOSTILE}})) as desk:
        for _ in range(12):
            out = await open_picker(desk)
            for key in rng.choices(MASHED, k=12):
                await desk.press(key)
                assert "\u202e" not in desk.text
                assert [cell_len(line) for line in desk.lines] == [60] * 15
            marked = pick(desk).spans
            await desk.press("enter", "escape")
            assert desk.app.screen is desk.screen
            if marked:
                assert out[0].spans == marked
                found = resolved(desk.document, out[0].selector)
                assert found == Match(marked)


async def test_it_stands_at_any_size(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_picker(desk, "scrapped every")
        await desk.press("w", "l")
        for size in ((24, 6), (60, 15), (10, 3), (120, 40), (30, 9), (80, 24)):
            await desk.resize(*size)
            assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
            if size[1] > 6:
                assert "every" in "\n".join(desk.lines[:-2])
            await desk.press("j", "k", "ctrl+d", "ctrl+u")
            await desk.press("g", "G", *["k"] * 3)
            desk.app.screen.pane.put(pick(desk).to(desk.document.text.string.index("every high")))
        await desk.press("enter")
        assert out[0].words == "scrapped every"
        desk.check()


async def test_keys_typed_ahead_reach_the_picker(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out: list[Any] = []
        screen = PickScreen(desk.document, desk.app.look, 0, "at")
        desk.ask(screen, out.append)
        desk.send("}", "j", "w", "l", "l", "enter")
        await desk.settle()
        await desk.settle()
        assert desk.app.screen is desk.screen
        assert out[0].spans[0].start >= desk.document.text.paragraphs[1].start
        assert out[0].words == "capital. Days"


async def test_without_a_text_there_is_only_the_way_out(open_desk: Any, make: Any) -> None:
    async with open_desk(80, 24, make({"article": {}})) as desk:
        out = await open_picker(desk)
        assert "no text" in desk.text
        await desk.press("j", "w", "enter", "?", "x", "escape")
        assert out == [None]


async def test_all_keys_are_told(open_desk: Any) -> None:
    async with open_desk(120, 24) as desk:
        await open_picker(desk)
        await desk.press("?")
        assert isinstance(desk.app.screen, KeysScreen)
        for each in KEYS:
            assert each.sentence.split(".")[0] in desk.text
        await desk.press("j", "ctrl+d", "G", "g", "x")
        assert isinstance(desk.app.screen, PickScreen)


async def test_the_bundled_anchors_open_marked(open_desk: Any, bundled: Document) -> None:
    async with open_desk(80, 24, bundled) as desk:
        for record in ("recall", "s-agree", "sistan"):
            chosen = resolve(bundled.text, bundled.records[record].at[0])
            assert isinstance(chosen, Match)
            out = await open_picker(desk, spans=chosen.spans)
            await desk.press("enter")
            assert out[0].spans == chosen.spans
