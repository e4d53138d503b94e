"""Whatever is pasted, and however it comes: nothing in it decides anything, and the next key is answered."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.screens.typed_text import FULL, MOST

ARTICLE = """\
copydesk: 1
article:
  title: A dam on the river
  text: |
    Engineers met in Port Vale. A dam holds the river.
actors:
  - {id: engineers, name: Engineers, kind: people}
  - {id: crew, name: Night crew, kind: people}
"""

ESCAPE = b"\x1b[27u"
"""The key as the keyboard protocol of kitty tells it, which is not waited for."""

COMMANDS = "axq!x cue ds:/+*mM012 "
"""Letters that decide, leave, or open something; as words, so that they wrap."""

MEGABYTE = COMMANDS * (1_000_000 // len(COMMANDS))
PLACES = ["", "2", "/", ":", "2c", "2e\r", "2e", "F", "f", "?", "+", "*", "2M"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "dam.yaml"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def opened(article: Path, emulated: Any) -> Callable[[str], Any]:
    """Open a desk and type some keys."""

    def start(keys: str, **options: Any) -> Any:
        terminal = emulated(article, env={"COPYDESK_REVIEWER": "mk"}, **options)
        terminal.wait_for("help", answers=True)
        terminal.type(keys.encode())
        terminal.settle()
        return terminal

    return start


def acts(article: Path) -> list[dict[str, Any]]:
    """What the journal holds."""
    journal = article.with_suffix(".review") / "mk.jsonl"
    return (
        [json.loads(line) for line in journal.read_bytes().splitlines()] if journal.exists() else []
    )


def paste(terminal: Any, text: str) -> None:
    terminal.type(f"\x1b[200~{text}\x1b[201~".encode())
    terminal.settle()


def back(terminal: Any) -> None:
    """Leaves what stands open, whatever that is; then a key does what it should."""
    for _ in range(12):
        terminal.type(b"n" if "Leave the form?" in terminal.text() else ESCAPE)
        terminal.settle()
        if re.search("^ 1-6 panes", terminal.text(), re.MULTILINE):
            break
    terminal.type(b"2gj")
    terminal.wait_for(lambda shown: re.search("►. *Night crew", shown), answers=True)
    terminal.type(b"k")
    terminal.wait_for(lambda shown: re.search("►. *Engineers", shown), answers=True)


def test_a_megabyte_anywhere(opened: Any, article: Path) -> None:
    terminal = opened("")
    for place in PLACES:
        terminal.type(place.encode())
        terminal.settle()
        paste(terminal, MEGABYTE)
        back(terminal)
        assert acts(article) == [], place
    terminal.type(b"a")
    terminal.wait_for("decided 1/", answers=True)
    assert [(act["act"], act["record"]) for act in acts(article)] == [("accept", "engineers")]


def test_into_a_comment(opened: Any, article: Path) -> None:
    """As much as it holds, in one line, without what no one can see; and the prompt says that it is full."""
    terminal = opened("2c", size=(120, 40))
    paste(terminal, "why\r\n\tnot \x1b[31m\x07" + MEGABYTE)
    terminal.wait_for(FULL)
    terminal.type(b"\x17end")  # ctrl+w: a word less
    terminal.settle()
    assert FULL not in terminal.text()
    terminal.type(b"\r")
    terminal.wait_for("Comment kept", answers=True)
    (act,) = acts(article)
    assert (act["act"], act["record"]) == ("comment", "engineers")
    assert act["words"].startswith("why  not [31maxq!x cue ds")
    assert act["words"].endswith("ds:/+*end")
    assert MOST - 30 < len(act["words"]) <= MOST


@pytest.mark.parametrize("letter", ["x", "漢", "👩\u200d👧"])
def test_into_a_field(letter: str, opened: Any, article: Path) -> None:
    """One word wider than all lines is taken too, and shown; and no cluster of it is cut in two."""
    terminal = opened("2e\r\x15")
    paste(terminal, letter * (1_000_000 // len(letter.encode())))
    terminal.wait_for(FULL)
    terminal.type(b"\rs")
    terminal.settle()
    (act,) = acts(article)
    assert act["act"] == "edit"
    assert act["after"]["engineers"]["name"] == letter * (MOST // len(letter))
    terminal.type(b"6j")
    terminal.settle()
    terminal.type(b"q")
    assert terminal.wait_exit() == 0


def test_into_the_search(opened: Any, article: Path) -> None:
    """The beginning is what is looked for; without it, one looks for something else."""
    terminal = opened("/")
    paste(terminal, "night\n" + MEGABYTE)
    terminal.type(b"\x15night")
    terminal.wait_for("Night crew", answers=True)
    terminal.type(b"\r")
    terminal.wait_for(lambda shown: re.search("►. *Night crew", shown), answers=True)
    assert acts(article) == []


@pytest.mark.parametrize("place", ["", "2c", "2e\r"])
def test_in_pieces_with_pauses(place: str, opened: Any, article: Path) -> None:
    """Longer ones than escape is waited for; the marks around it are in pieces too."""
    terminal = opened(place)
    whole = f"\x1b[200~{COMMANDS}é\x1b[201~".encode()
    for at, byte in enumerate(whole):
        os.write(terminal.fd, bytes([byte]))
        pause = 0.15 if at in (2, 4, len(whole) - 6, len(whole) - 2) or byte > 127 else 0.001
        time.sleep(pause)
    terminal.settle()
    if place:
        assert COMMANDS + "é" in terminal.text()
    back(terminal)
    assert acts(article) == []


# Where the terminal knows no bracketed paste


def test_a_flood_of_letters_into_a_line(opened: Any, article: Path) -> None:
    terminal = opened("")
    for place in ("/", ":", "2c", "2e\r"):
        terminal.type(place.encode())
        terminal.settle()
        terminal.type((COMMANDS * 5_000)[:100_000].encode())
        terminal.settle()
        back(terminal)
        assert acts(article) == [], place


def test_a_flood_says_that_a_line_is_full_and_ends_where_it_is_taken(
    opened: Any, article: Path
) -> None:
    terminal = opened("2c", size=(120, 40))
    terminal.type(("می\u200cگوید " * 12_000).encode())
    terminal.wait_for(FULL, answers=True)
    terminal.type(b"\r2g")
    terminal.wait_for("Comment kept", answers=True)
    terminal.settle()
    (act,) = acts(article)
    assert act["words"] == ("می\u200cگوید " * 2_000)[:MOST].strip()
    back(terminal)


@pytest.mark.parametrize(
    "text",
    ["jk]12h3l[645", "Engineers met in Port Vale, they said.\r", "漢字 e\u0301\u200d \x1b[A\t"],
)
def test_a_flood_of_keys_over_the_desk(text: str, opened: Any) -> None:
    """They are commands there, and each is done; what comes behind them is answered."""
    terminal = opened("")
    terminal.type((text * (2_000 // len(text))).encode())
    terminal.settle()
    back(terminal)


def test_what_comes_behind_leaving_does_nothing(opened: Any, article: Path) -> None:
    terminal = opened("2")
    terminal.type(b"q" + b"a" * 3_000)
    assert terminal.wait_exit() == 0
    assert acts(article) == []
