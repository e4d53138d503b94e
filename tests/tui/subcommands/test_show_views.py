"""Views without a screen: as text, as JSON, as a drawing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from models.overviews import VIEWS
from tui.cli import main

SEED = Path(__file__).parents[3] / "seeds" / "pakistan-iran.yaml"
EACH = pytest.mark.parametrize("view", [view.name for view in VIEWS])
HOSTILE = """
copydesk: 1
article: {title: "[/]\\e]8;;x", published: 2024-01-02, text: "Ann \\u202E spoke to Ben [/]."}
places: [{id: p, name: "[@click=app.exit]\\e[31m", kind: city, lat: 0, lon: 180, precision: city}]
actors:
  - {id: a, name: "Ann \\e[2J[/]", kind: person}
  - {id: b, name: "Ben\\u202E", kind: person, of: [a], place: p}
events:
  - id: e
    title: "[b]x[/b]\\e[2J"
    code: ASSAULT
    actors: [a]
    targets: [b]
    date: 2024-01-01
    place: p
    asserted: [{by: a}]
quotes: [{id: q, form: indirect, speaker: [a], gloss: "\\e]0;x\\a[/]", about: [e]}]
links: [{from: q, rel: contradicts, to: e}]
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


@EACH
def test_a_view_is_told_in_words(view: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(SEED), "--view", view]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Section: ")
    assert "Pakistan" in said
    assert not re.search("[─━│█░⠀-⣿]", said)  # words, and no drawing


@EACH
def test_a_view_is_data(view: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(SEED), "--view", view, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


@EACH
def test_a_view_is_a_drawing_that_needs_nothing_else(view: str, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    assert main(["show", str(SEED), "--view", view, "--svg", str(out), "--size", "100x30"]) == 0
    drawing = out.read_text(encoding="utf-8")
    ElementTree.fromstring(drawing)
    assert set(re.findall(r"https?://[^\"'<> )]+", drawing)) == {"http://www.w3.org/2000/svg"}
    shown = re.sub(r"<[^>]+>", " ", drawing)
    assert view.capitalize() in shown


@EACH
def test_words_of_a_file_are_literal_in_it(
    view: str, hostile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(hostile), "--view", view]) == 0
    assert main(["show", str(hostile), "--view", view, "--json"]) == 0
    said = capsys.readouterr().out
    out = tmp_path / "out.svg"
    assert main(["show", str(hostile), "--view", view, "--svg", str(out)]) == 0
    drawing = out.read_text(encoding="utf-8")
    ElementTree.fromstring(drawing)
    for text in (said, drawing):
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_the_record_that_is_selected_can_be_named(tmp_path: Path) -> None:
    drawings = []
    for record in ("jilani", "israel"):
        out = tmp_path / f"{record}.svg"
        arguments = ["--view", "voices", "--svg", str(out), "--record", record]
        assert main(["show", str(SEED), *arguments]) == 0
        drawings.append(out.read_text(encoding="utf-8"))
    assert drawings[0] != drawings[1]


def test_a_drawing_can_be_closer(tmp_path: Path) -> None:
    drawings = []
    for steps in ("0", "3"):
        out = tmp_path / f"{steps}.svg"
        arguments = ["--view", "map", "--svg", str(out), "--record", "tehran", "--closer", steps]
        assert main(["show", str(SEED), *arguments]) == 0
        drawings.append(out.read_text(encoding="utf-8"))
    assert drawings[0] != drawings[1]
    assert "<path" in drawings[0]  # braille is drawn, not left to fonts
    assert not re.search("[⠀-⣿]", drawings[0])


def test_what_can_t_be_drawn_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out.svg")
    assert main(["show", str(SEED), "--svg", out]) == 2
    assert "say which with --view" in capsys.readouterr().err
    assert main(["show", str(SEED), "--view", "map", "--svg", out, "--record", "no"]) == 2
    assert "there is no record “no”" in capsys.readouterr().err
    assert main(["show", str(SEED), "--view", "map", "--svg", str(tmp_path / "no" / "x")]) == 2
    assert "can't be written" in capsys.readouterr().err


@pytest.mark.parametrize("size", ["120", "x", "10x10", "2000x40", "120x4000", "-1x5", "١٢٠x٤٠"])
def test_a_size_that_can_t_be_is_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["show", str(SEED), "--view", "map", "--svg", "-", f"--size={size}"])
    assert end.value.code == 2
    assert "--size" in capsys.readouterr().err


def test_a_pane_and_a_view_are_two_things() -> None:
    with pytest.raises(SystemExit):
        main(["show", str(SEED), "--view", "map", "--pane", "actors"])
