"""Text from a file is shown literally: it neither crashes, restyles, hides nor acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.document import Document
from models.text import visible
from tui.outside import citation
from tui.screens.palette import PaletteScreen
from tui.styles.symbols import UNICODE

HOSTILE = {
    "closing": "[/]",
    "word": "[sic]",
    "action": "[@click=app.quit]go[/]",
    "style": "[bold red on blue]x",
    "dollar": "$name {x} %s \\[",
    "escape": "\x1b[31mred",
    "osc": "\x1b]52;c;aGk=\x07",
    "override": "a\u202eb\u202cc",
    "hidden": "a\u200bb\u2060c\ufeffd",
    "spaces": "a\tb\nc",
    "c1": "a\x9b31mb\x85c",
}


def file_of(text: str) -> dict[str, Any]:
    """An article in which every field that holds free text says so first, then which it is."""

    def field(name: str) -> str:
        return f"{name} {text}"

    common = {
        "note": field("note"),
        "tags": [field("tag")],
        "source": field("source"),
        "origin": field("origin"),
    }
    return {
        "article": {
            "title": field("headline"),
            "publisher": field("publisher"),
            "author": field("author"),
            "published_source": field("because"),
            "note": field("about"),
            "text": f"Body {text} here.\n\nAnn said “quoted {text}” and left.\n",
        },
        "places": [
            {
                "id": field("p"),
                "name": field("place"),
                "kind": "city",
                "iso": field("iso"),
                "wikidata": field("Q"),
                "aliases": [{"text": field("alias"), "language": field("xx")}],
                **common,
            }
        ],
        "actors": [
            {
                "id": field("a"),
                "name": field("actor"),
                "kind": "person",
                "at": "Ann",
                "aliases": [field("alias"), {"text": field("metonym"), "metonym": True}],
                "roles": [{"title": field("role"), "of": field("b")}],
                "labels": [{"label": field("label"), "by": field("b")}],
                "wikidata": field("Q"),
                **common,
            },
            {"id": field("b"), "name": field("other"), "kind": "state", "of": [field("missing")]},
        ],
        "events": [
            {
                "id": field("e"),
                "title": field("event"),
                "code": field("code"),
                "actors": [field("a")],
                "targets": [field("b")],
                "place": field("p"),
                "date_says": field("when"),
                "at": f"Body {text} here",
                **common,
            }
        ],
        "quotes": [
            {
                "id": field("q"),
                "form": "direct",
                "speaker": [field("a")],
                "text": f"quoted {text}",
                "gloss": field("gloss"),
                "cue": field("cue"),
                "event": field("e"),
                **common,
            }
        ],
        "context": [
            {
                "id": field("c"),
                "kind": "history",
                "gloss": field("context"),
                "by": field("a"),
                **common,
            }
        ],
        "links": [
            {"id": field("l"), "from": field("q"), "rel": "supports", "to": field("c"), **common}
        ],
    }


def squeezed(text: str) -> str:
    """What is left when lines, frames and spaces are passed over: it is the same however it wraps."""
    signs = f"{UNICODE.vertical}{UNICODE.thumb}{UNICODE.gutter_full}{UNICODE.gutter_part}‹›"
    return "".join(character for character in text if character not in signs and character != " ")


def shown(text: str) -> str:
    return squeezed(visible(text))


def assert_harmless(desk: Any) -> None:
    desk.check()
    for line in desk.lines:
        assert line == visible(line), "a control character, an override or a hidden one"
    assert desk.app.is_running


@pytest.fixture(scope="module", params=HOSTILE, ids=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


async def test_every_field_is_shown_literally(
    open_desk: Any, make: Callable[..., Document], hostile: str
) -> None:
    document = make(file_of(hostile), f"name {hostile}.yaml")
    assert len(document.records) == 7, [problem.message for problem in document.problems]
    async with open_desk(200, 60, document) as desk:
        await desk.press("z")
        lists = {}
        for digit, name in enumerate(("article", "actors", "timeline", "quotes", "context"), 1):
            await desk.press(str(digit))
            lists[name] = squeezed("".join(desk.lines))
            assert_harmless(desk)
        for name, words in {
            "article": ["headline", "Body", "quoted"],
            "actors": ["actor", "other"],
            "timeline": ["event", "actor", "other"],
            "quotes": ["quoted", "actor", "event"],
            "context": ["place", "context"],
        }.items():
            for word in words:
                assert shown(f"{word} {hostile}") in lists[name], (name, word)
        assert shown(f"name {hostile}.yaml") in squeezed(desk.lines[0])
        assert shown(f"headline {hostile}") in squeezed(desk.lines[0])
        for record, fields in {
            "p": ["place", "iso", "Q", "alias", "xx", "note", "tag", "source", "origin"],
            "a": ["actor", "alias", "metonym", "role", "label", "Q", "note", "tag", "source"],
            "b": ["other", "missing"],
            "e": ["event", "code", "when", "note", "tag", "source", "origin"],
            "q": ["quoted", "gloss", "cue", "note", "tag"],
            "c": ["context", "note"],
            "l": ["quoted", "context", "note"],
        }.items():
            desk.screen.go(f"{record} {hostile}")
            await desk.press("6")
            details = squeezed("".join(desk.lines))
            for field in fields:
                assert shown(f"{field} {hostile}") in details, (record, field)
            assert_harmless(desk)
        trail = squeezed(desk.lines[-2])
        assert shown(f"context {hostile}"[:20]) in trail or shown("quoted") in trail


async def test_messages_and_search_results_are_literal(
    open_desk: Any, make: Callable[..., Document], hostile: str
) -> None:
    document = make(file_of(hostile))
    async with open_desk(120, 40, document, message=f"message {hostile}") as desk:
        assert shown(f"message {hostile}") in squeezed(desk.lines[-2])
        await desk.press("/")
        for word in ("actor", "quoted", "note", "Body"):
            await desk.press("ctrl+u", *word)
            assert shown(f"{word} {hostile}") in squeezed("".join(desk.lines)), word
            for line in desk.lines:
                assert line == visible(line)
        await desk.press("escape", "f")
        assert_harmless(desk)
        await desk.press("escape", "?")
        await desk.press("escape")
        desk.screen.say(f"said {hostile}")
        await desk.settle()
        assert shown(f"said {hostile}") in squeezed(desk.lines[-2])
        await desk.press(":")
        assert isinstance(desk.app.screen, PaletteScreen)
        await desk.settle()
        assert all(line == visible(line) for line in desk.lines)


@pytest.mark.parametrize("name", ["closing", "action", "escape", "override", "spaces"])
async def test_at_all_sizes_and_with_the_mouse_over_it(
    open_desk: Any, make: Callable[..., Document], name: str
) -> None:
    async with open_desk(80, 24, make(file_of(HOSTILE[name]))) as desk:
        for size in ((80, 24), (40, 12), (120, 40)):
            await desk.resize(*size)
            for keys in ("1j2j", "3]l", "4h", "56", "f"):
                await desk.press(*keys)
                assert_harmless(desk)
            await desk.press("escape")
        for pane in ("article", "timeline", "details"):
            await desk.pilot.hover(f"#{pane}", offset=(8, 2))
            await desk.pilot.click(f"#{pane}", offset=(8, 2))
            await desk.settle()
            assert_harmless(desk)


def test_what_is_copied_controls_no_terminal(make: Callable[..., Document], hostile: str) -> None:
    document = make(file_of(hostile))
    for record in document.records:
        for line in citation(document, record).splitlines():
            assert line == visible(line)
