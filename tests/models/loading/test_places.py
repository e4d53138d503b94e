"""Where in a file the words of its text stand, however the text is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.loading.places import LINE_END, Places
from models.loading.reading import load_bytes


def opened(text: str) -> tuple[str, Places]:
    loaded = load_bytes(text.encode(), "x.yaml")
    assert loaded.document is not None
    assert loaded.places is not None
    return loaded.document.text.string, loaded.places


def at(source: str, place: tuple[int, int], length: int) -> str:
    """What stands in a source at a line and column."""
    line, column = place
    return LINE_END.split(source)[line - 1][column - 1 : column - 1 + length]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "article",
    [
        "  text: |\n    One two.\n\n    Three é “four”.\n",
        "  text: |\n\n\n    One two.\n      Three four.\n",
        "  text: |-2\n      One two.\n    Three four.\n  title: T\n",
        "  title: T\n  text: |+\n   One two.\n   Three four.\n\n",
        "  text: One two. Three four.\n",
        '  text: "One two. Three four."\n',
        "  text: 'One two. Three four.'  # so\n",
        '  text: "One two. Three four.\\n\\nFive"\n',
    ],
)
def test_each_word_is_where_it_stands(article: str, end: str) -> None:
    source = f"copydesk: 1\narticle:\n{article}".replace("\n", end)
    text, places = opened(source)
    for word in ("One", "two.", "Three", "four"):
        offset = text.index(word)
        assert at(source, places.of_text(offset), len(word)) == word
        last = places.of_text(offset + len(word))
        assert at(source, (last[0], last[1] - len(word)), len(word)) == word


def test_in_a_flow_mapping() -> None:
    source = "{copydesk: 1, article: {title: T, text: One two. Three}}"
    text, places = opened(source)
    assert at(source, places.of_text(text.index("two")), 3) == "two"


@pytest.mark.parametrize(
    "value",
    [
        ">\n    One\n    two.\n",
        '"\\u004fne\\n two"\n',
        "One\n    two.\n",
        "'it''s One\n    two.'\n",
    ],
)
def test_where_words_are_not_as_they_stand_the_text_is_told(value: str) -> None:
    source = f"copydesk: 1\narticle:\n  text: {value}"
    text, places = opened(source)
    assert places.of_text(text.index("two")) == (3, 9)


def test_a_text_in_another_file_is_where_that_is_named() -> None:
    source = "copydesk: 1\narticle:\n  title: T\n  file: x.txt\n"
    _, places = opened(source)
    assert places.of_text(3) == (4, 9)


def test_without_a_text_it_is_the_article() -> None:
    for source, place in (
        ("copydesk: 1\narticle:\n  title: T\n", (3, 3)),
        ("copydesk: 1\narticle: no\n", (0, 0)),
        ("copydesk: 1\n", (0, 0)),
    ):
        loaded = load_bytes(source.encode(), "x.yaml")
        assert loaded.places is not None
        assert loaded.places.of_text(0) == place


def test_a_record_that_is_not_there_is_nowhere() -> None:
    _, places = opened("copydesk: 1\narticle: {text: Hello}\n")
    assert places.of("none") == (0, 0)
    assert places.of("", ("text",)) == (2, 17)


@given(
    st.lists(st.text("ab é\U0001f600“”:#-", max_size=8), min_size=1, max_size=6),
    st.integers(1, 5),
    st.integers(0, 40),
)
def test_every_offset_of_a_block_is_exact(lines: list[str], indent: int, offset: int) -> None:
    lines = ["x" + line.rstrip() for line in lines]
    block = "".join(f"{' ' * (2 + indent)}{line}\n" for line in lines)
    source = f"copydesk: 1\narticle:\n  text: |\n{block}"
    text, places = opened(source)
    offset = min(offset, len(text) - 1)
    if text[offset] != "\n":
        assert at(source, places.of_text(offset), 1) == text[offset]
