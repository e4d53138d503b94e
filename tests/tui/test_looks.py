"""Themes and signs: every one can be drawn everywhere, and nothing is told by colour alone."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

import pytest
from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style
from textual.theme import BUILTIN_THEMES
from wcwidth import wcswidth

from tui.styles.symbols import ASCII, SETS, UNICODE, Symbols
from tui.styles.themes import ANSI, THEMES, Palette, palette_of

NAMES = [theme.name for theme in THEMES]

LINES = {"horizontal", "horizontal_focus", "vertical", "thumb", "corners", "corners_focus"}
TEXT = {"ellipsis", "separator", "paragraph", "arrow", "open_passage", "close_passage"}
"""Signs of the text's own kind, which stand for no state of a record."""

LONGER = {"ellipsis", "paragraph", "arrow"}
"""Those that ASCII can only spell."""


def signs(symbols: Symbols, *, but: set[str] = frozenset()) -> list[tuple[str, str]]:
    found = []
    for name, value in symbols._asdict().items():
        if name != "is_ascii" and name not in but:
            found += [(name, sign) for sign in (value if isinstance(value, tuple) else [value])]
    return found


@pytest.mark.parametrize("name", SETS)
def test_every_sign_is_one_cell(name: str) -> None:
    for field, sign in signs(SETS[name]):
        if name == "ascii" and field in LONGER:
            assert len(sign) <= 4
        else:
            assert cell_len(sign) == wcswidth(sign) == 1, (field, sign)


def test_signs_of_states_are_narrow_everywhere_and_no_emoji() -> None:
    for field, sign in signs(UNICODE, but=LINES | TEXT):
        assert unicodedata.east_asian_width(sign) in ("N", "Na"), (field, sign)
        assert sign not in EMOJI, (field, sign)


EMOJI = set(
    "✔✖✳✴❄❇❗❣❤➡⤴⤵▪▫▶◀◻◼◽◾☀☁☂☎☑☔☕☘☝☠☢☣☮☯☸☹☺♀♂♈♟♠♣♥♦♨♻♾♿⚒⚓⚔⚕⚖⚗⚙⚛⚜⚠⚡⚪⚫✂✅✈✉✊✋✌✍✏✒✝✡✨✚"[
        :-1
    ]
)
"""Of those near our signs, the ones that a terminal may draw as emoji (emoji-data.txt)."""


def test_the_ascii_set_is_ascii() -> None:
    assert all(sign.isascii() and sign.isprintable() for _, sign in signs(ASCII))


@pytest.mark.parametrize("name", SETS)
def test_signs_that_may_stand_in_one_place_differ(name: str) -> None:
    symbols = SETS[name]
    for group in (
        ("cursor", "cursor_idle", "linked", "stepped"),
        ("gutter_full", "gutter_part"),
        ("direct", "indirect"),
        (
            *("conflict_material", "conflict_verbal", "cooperation_verbal", "cooperation_material"),
            *("event", "planned", "cancelled"),
        ),
        ("horizontal", "horizontal_focus"),
        ("accepted", "rejected", "flagged", "outdated"),
        ("commented", "contested", "corrected"),
    ):
        counts = Counter(getattr(symbols, each) for each in group)
        assert max(counts.values()) == 1, counts
    for group in (symbols.corners, symbols.corners_focus):
        assert len(group) == 4


def styles(palette: Palette) -> dict[str, Style]:
    return palette._asdict()


@pytest.mark.parametrize("theme", [*THEMES, *BUILTIN_THEMES.values()], ids=lambda theme: theme.name)
def test_any_theme_makes_a_palette(theme: Any) -> None:
    for name, style in styles(palette_of(theme)).items():
        assert isinstance(style, Style), name


@pytest.mark.parametrize("theme", THEMES, ids=NAMES)
def test_states_look_different_from_plain_text_and_from_each_other(theme: Any) -> None:
    palette = palette_of(theme)
    rows = [palette.text, *(palette.text + each for each in (palette.cursor, palette.linked))]
    rows.append(palette.text + palette.cursor + Style(bold=False))
    assert len(set(rows[:3])) == 3
    assert palette.text + palette.passage != palette.text
    assert palette.frame_focus != palette.frame


def luminance(colour: Any) -> float:
    parts = [value / 255 for value in colour.get_truecolor()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: Any, other: Any) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=NAMES[:2])
def test_words_can_be_read_on_every_ground(theme: Any) -> None:
    palette = palette_of(theme)
    grounds = [palette.text, palette.cursor, palette.cursor_idle, palette.linked, palette.passage]
    for ground in grounds:
        assert contrast(palette.text.color, ground.bgcolor) >= 4.5
        assert contrast(palette.dim.color, ground.bgcolor) >= 3
    for name in ("dim", "heading", "mark", "conflict", "cooperation", "notice", "key"):
        style = styles(palette)[name]
        assert contrast(style.color, style.bgcolor) >= 4.5, name


def colours(desk: Any) -> set[ColorType]:
    return {
        colour.type
        for strip in desk.app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None
        for colour in (segment.style.color, segment.style.bgcolor)
        if colour is not None
    }


async def test_the_ansi_theme_names_only_the_terminals_own_colours(open_desk: Any) -> None:
    async with open_desk(120, 40, theme=ANSI) as desk:
        for keys in ([], ["3", "j", "]"], ["f"], ["escape", "z"], ["z"]):
            await desk.press(*keys)
            assert colours(desk) <= {ColorType.DEFAULT, ColorType.STANDARD}
        text = desk.text
        assert "►" in text
        assert "✦" in text


async def test_with_no_color_the_signs_say_it_all(
    open_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(120, 40, theme=ANSI) as desk:
        await desk.press("3", "j", "]")
        assert desk.app.no_color
        for sign in ("►", "✦", "❖", "▻"):
            assert sign in desk.text or sign == "▻"
        desk.check()


@pytest.mark.parametrize("theme", NAMES)
async def test_the_same_words_stand_on_the_screen_in_every_theme(
    open_desk: Any, theme: str
) -> None:
    async with open_desk(120, 40) as desk:
        plain = desk.text
    async with open_desk(120, 40, theme=theme) as desk:
        assert desk.text == plain


def grounds(desk: Any) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for strip in desk.app.screen._compositor.render_strips():
        for segment in strip:
            assert segment.style is not None
            found[segment.style.bgcolor] += cell_len(segment.text)
    return found


@pytest.mark.parametrize("over", [None, "?", "/"])
async def test_another_theme_repaints_everything(open_desk: Any, over: str | None) -> None:
    async with open_desk(120, 40) as desk:
        before = grounds(desk)
        old = palette_of(THEMES[0]).text.bgcolor
        assert before[old] > 2000
        if over:
            await desk.press(over)
        desk.app.theme = "copydesk-light"
        await desk.settle()
        if over:
            assert grounds(desk)[old] == 0
            await desk.press("escape")
        new = palette_of(THEMES[1])
        after = grounds(desk)
        assert after[old] == 0
        assert after[new.text.bgcolor] > 2000
        known = {style.bgcolor for style in styles(new).values()}
        assert after.keys() <= known
        await desk.press("j")
        assert grounds(desk)[old] == 0
        desk.check()


async def test_from_another_theme_to_the_terminals_colours(open_desk: Any) -> None:
    async with open_desk(120, 40) as desk:
        desk.app.theme = ANSI
        await desk.settle()
        assert colours(desk) <= {ColorType.DEFAULT, ColorType.STANDARD}


PLAIN = {
    "article": {"title": "Plain", "text": "Ann met Bob here. Then Ann left.\n\nNobody saw it.\n"},
    "places": [
        {"id": "in", "name": "Inner", "kind": "city", "in": ["out"], "lat": 1.5, "lon": -2},
        {"id": "out", "name": "Outer", "kind": "region", "precision": "region"},
    ],
    "actors": [
        {"id": "ann", "name": "Ann", "kind": "person", "roles": [{"title": "chief", "of": "bob"}]},
        {"id": "bob", "name": "Bob", "kind": "state", "labels": [{"label": "foe", "by": "ann"}]},
    ],
    "events": [
        {
            "id": "met",
            "title": "A meeting of some length between Ann and Bob in the place of which we speak",
            "code": "CONSULT",
            "actors": ["ann"],
            "targets": ["bob"],
            "date": "[2024-01-01..2024-01-30]",
            "asserted": [{"by": "reporter"}],
            "at": "Ann met Bob",
        },
        {"id": "war", "title": "War", "code": "ASSAULT", "actors": ["bob"], "date": "2024-02~"},
        {"id": "soon", "title": "Soon", "status": "planned", "date": "[2024-03-01..]"},
    ],
    "quotes": [{"id": "q", "form": "indirect", "gloss": "it was said", "speaker": ["ann"]}],
    "context": [{"id": "c", "kind": "history", "gloss": "long ago " * 30, "about": ["met"]}],
    "links": [{"id": "l", "from": "q", "rel": "supports", "to": "met"}],
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12)])
async def test_with_ascii_signs_all_that_copydesk_draws_is_ascii(
    open_desk: Any, make: Any, size: tuple[int, int]
) -> None:
    async with open_desk(*size, make(PLAIN), symbols="ascii") as desk:
        for key in ("1", "2", "3", "4", "5", "6", "j", "]", "f", "escape", "enter", "h", "z"):
            await desk.press(key)
            assert desk.text.isascii(), next(c for c in desk.text if not c.isascii())
            desk.check()
        for key in ("?", "escape", "/", "a", "n", "n", "escape"):
            await desk.press(key)
            assert desk.text.isascii(), next(c for c in desk.text if not c.isascii())
        for record in desk.document.records:
            desk.screen.go(record)
            await desk.press("6")
            assert desk.text.isascii(), (record, next(c for c in desk.text if not c.isascii()))
