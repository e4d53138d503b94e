"""Text of every width and direction: frames stand in their columns, and no cluster is cut."""

from __future__ import annotations

import json
import re
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from wcwidth import iter_graphemes

from tui.styles.symbols import UNICODE

ARTICLE = """\
copydesk: 1
article:
  title: 河口の橋 · نہر کا پُل · สะพานข้ามแม่น้ำ 🇵🇰🇮🇷
  language: mul
  text: |
    河口の町で技師たちが会い、新しい橋について三日間話し合った。橋は二年で完成すると発表された。

    नदी के मुहाने पर क्षेत्रीय परिषद ने कहा कि पुल का काम अगले हफ़्ते शुरू होगा और सड़क बंद रहेगी।

    วิศวกรกล่าวว่าน้ำขึ้นสูงมากในปีนี้ และการก่อสร้างต้องหยุดเป็นเวลาสามวัน

    Kỹ sư trưởng nói rằng cây cầu sẽ được mở lại vào mùa xuân, sau khi nước rút hẳn khỏi bờ sông.

    انجینئروں نے کہا کہ پُل پر کام اگلے ہفتے شروع ہو گا۔ وزیر می‌گوید راه بسته می‌ماند.

    המהנדסים אמרו כי הגשר ייפתח באביב, ושוּב לא ייסגר.

    The crew wrote 👨\u200d👩\u200d👧 and 👍🏽 on the wall, then 🇵🇰🇮🇷, a ❤️ and 1️⃣ beside the gate of the yard.
places:
  - {id: mouth, name: 河口町, kind: city, aliases: [{text: "מוּעָד", language: he}]}
actors:
  - id: crew
    name: Bridge crew 👩🏽\u200d🔧
    kind: people
    aliases:
      - {text: "عملهٔ پُل می‌سازد", language: fa}
      - {text: "दक्षिण क्षेत्र", language: hi}
      - {text: "橋梁作業班", language: ja}
    note: 👨\u200d👩\u200d👧 👨\u200d👩\u200d👧 क्षत्रिय สะพาน 橋 Kỹ sư
  - id: engineer
    name: Kỹ sư trưởng
    kind: person
    aliases: [{text: "วิศวกรกล่าวว่าน้ำ", language: th}, {text: "کاظم مہندس", language: ur}]
  - {id: council, name: क्षेत्रीय परिषद, kind: organisation}
  - {id: guild, kind: organisation, name: 技師たちの長い名前の組合と橋の友の会とその他すべての会の連合}
events:
  - {id: meet, title: 河口の町で技師たちが会い新しい橋について三日間話し合った,
     actors: [crew, guild], targets: [engineer], place: mouth, date: "2024-01-29"}
  - {id: shut, title: 🇵🇰🇮🇷 पुल का काम 👨\u200d👩\u200d👧 می‌گوید ❤️ บดี,
     actors: [council], date: "2024-02-02", after: [meet]}
quotes:
  - {id: q1, speaker: [engineer], form: indirect, event: meet, about: [shut],
     gloss: "Kỹ sư: 橋は二年で完成 👍🏽 สะพานข้ามแม่น้ำ נפתח באביב"}
  - {id: q2, speaker: [council], form: indirect, about: [meet],
     gloss: "नदी के मुहाने पर क्षेत्रीय परिषद ने कहा कि पुल का काम अगले हफ़्ते शुरू होगा"}
context:
  - {id: tide, kind: geography, about: [mouth, crew], by: reporter,
     gloss: "น้ำขึ้นสูงมาก 大潮 הגאות 🌊🧑🏿\u200d🚀 مدّ"}
"""


def decomposed(text: str) -> str:
    """Marks of Latin letters as code points of their own, as some write Vietnamese."""
    return re.sub("[A-Za-zÀ-ỹ]+", lambda word: normalize("NFD", word[0]), text)


ARTICLE = decomposed(ARTICLE)

SIZES = [(60, 15), (80, 24), (120, 40), (200, 60)]
WALK = ["", *"2jj3j]4j5j6j", "6z", "z1", "G"]
"""Through all panes, to records of each kind."""

OVER = [("/橋", "Search"), ("\x1b[27u2e", "Edit actor")]
"""What opens over them, and its title."""

TOPS, BOTTOMS = {"┌": "┐", "┍": "┑"}, {"└": "┘", "┕": "┙"}
LEFT, RIGHT = "│", ("│", "┃")
CURSOR = "►"
SIGNS = {
    letter
    for signs in UNICODE
    if isinstance(signs, str | tuple)
    for sign in signs
    for letter in sign
} | {*"“”"}
"""What the desk itself writes beside letters: its signs, and the quotation marks of its sentences."""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.yaml"
    path.write_text(ARTICLE)
    return path


Row = dict[int, str]
"""What begins in each cell of a row."""


def frame(rows: list[Row], left: int, top: int) -> tuple[int, int]:
    """The right and bottom of the frame that begins there; its sides must be straight lines."""
    ends = TOPS[rows[top][left]]
    right = min(x for x, sign in rows[top].items() if x > left and sign == ends)
    bottom = top + 1
    while rows[bottom].get(left) not in BOTTOMS:
        assert rows[bottom].get(left) == LEFT, (left, bottom, rows[bottom])
        assert rows[bottom].get(right) in RIGHT, (right, bottom, rows[bottom])
        bottom += 1
    assert rows[bottom].get(right) == BOTTOMS[rows[bottom][left]]
    return right, bottom


def check(rows: list[Row]) -> None:
    """Frames are whole, none stands anywhere else, and the cursor is in its column."""
    sides, cursors = set(), set()
    for top, row in enumerate(rows):
        for left in (x for x, sign in row.items() if sign in TOPS):
            right, bottom = frame(rows, left, top)
            sides |= {(x, y) for y in range(top + 1, bottom) for x in (left, right)}
            cursors |= {(left + 1, y) for y in range(top + 1, bottom)}
    assert sides == {(x, y) for y, row in enumerate(rows) for x in row if row[x] in RIGHT}
    assert cursors >= {(x, y) for y, row in enumerate(rows) for x in row if row[x] == CURSOR}
    assert cursors


def check_over(rows: list[Row], title: str) -> None:
    """What stands over the desk is whole, and so is the cursor in it."""
    for top, row in enumerate(rows):
        for left in (x for x, sign in row.items() if sign in TOPS):
            if "".join(row.get(left + 3 + at, "") for at in range(len(title))) == title:
                _, bottom = frame(rows, left, top)
                found = [y for y in range(top + 1, bottom) if rows[y].get(left + 1) == CURSOR]
                assert len(found) == 1
                return
    raise AssertionError(title)


def of_pyte(terminal: Any) -> list[Row]:
    screen = terminal.screen
    return [
        {x: screen.buffer[y][x].data[:1] for x in range(screen.columns)}
        for y in range(screen.lines)
    ]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_frame_stands_and_no_cluster_is_cut(
    size: tuple[int, int], article: Path, emulated: Any
) -> None:
    """In a terminal that gives each code point cells of its own."""
    terminal = emulated(article, size=size, env={"COPYDESK_REVIEWER": "mk"})
    terminal.wait_for("help", answers=True)
    for keys in WALK:
        terminal.type(keys.encode())
        terminal.settle()
        check(of_pyte(terminal))
    assert_whole(terminal.came.decode())
    for keys, title in OVER:
        terminal.type(keys.encode())
        terminal.settle()
        check_over(of_pyte(terminal), title)


def assert_whole(sent: str) -> None:
    """All that was written between two sequences is whole clusters of the article, or signs of one code
    point."""
    known = set(iter_graphemes(ARTICLE))
    written = set()
    for text in re.split(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07", sent):
        written |= set(iter_graphemes(text))
    assert {each for each in written if len(each) > 1} <= known
    alone = {each for each in written if len(each) == 1} - known
    assert not [each for each in alone if not (each.isascii() or each in SIGNS)], alone
    assert {"👨\u200d👩\u200d👧", "👍🏽", "🇵🇰", "❤️", "क्षे", "橋", "ی\u200c", "น้ำ"} <= written


MEASURE = """
import json, re, sys, termios, tty
tty.setraw(0)
found = {}
for sign in json.load(open(sys.argv[1])):
    sys.stdout.write("\\r\\x1b[K" + sign + "\\x1b[6n")
    sys.stdout.flush()
    answer = ""
    while not answer.endswith("R"):
        answer += sys.stdin.read(1)
    found[sign] = int(re.search(r";(\\d+)R", answer)[1]) - 1
json.dump(found, open(sys.argv[2], "w"))
"""
"""Asks the terminal where it stands after each sign (DSR 6)."""


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_in_tmux(
    size: tuple[int, int], article: Path, desk: Any, tmux: Any, tmp_path: Path
) -> None:
    """In its own widths, which it is asked for."""
    terminal = desk(article, size=size, env={"COPYDESK_REVIEWER": "mk"})
    screens = []
    for keys in [*WALK, *(keys for keys, _ in OVER)]:
        if "\x1b" in keys:
            terminal.send("Escape")
            terminal.wait_gone("esc leaves")
        terminal.type(keys.removeprefix("\x1b[27u"))
        terminal.settle()
        screens.append(terminal.screen())
    signs = sorted({sign for screen in screens for sign in iter_graphemes(screen)} - {"\n"})
    (tmp_path / "signs").write_text(json.dumps(signs))
    (tmp_path / "measure.py").write_text(MEASURE)
    asked = [sys.executable, tmp_path / "measure.py", tmp_path / "signs", tmp_path / "widths"]
    assert tmux(asked).wait_exit() == 0
    widths = json.loads((tmp_path / "widths").read_text())
    shown = [rows_of(screen, widths) for screen in screens]
    for rows in shown[: len(WALK)]:
        check(rows)
    for rows, (_, title) in zip(shown[len(WALK) :], OVER, strict=True):
        check_over(rows, title)


def rows_of(screen: str, widths: dict[str, int]) -> list[Row]:
    rows = []
    for line in screen.split("\n"):
        signs = list(iter_graphemes(line))
        starts = accumulate((widths[sign] for sign in signs), initial=0)
        rows.append({x: sign[:1] for x, sign in zip(starts, signs, strict=False)})
    return rows


NAMES = {
    "Bridge crew": ["عملهٔ پُل می\u200cسازد", "दक्षिण क्षेत्र", "橋梁作業班"],
    "Kỹ sư trưởng": ["วิศวกรกล่าวว่าน้ำ", "کاظم مہندس"],
}


def test_a_name_in_its_own_script_has_a_line_of_its_own(article: Path, desk: Any) -> None:
    """So that the terminal, which alone orders letters that are written from the right, moves no other."""
    terminal = desk(article, size=(120, 40))
    for actor, names in NAMES.items():
        terminal.type("/")
        terminal.wait_for("esc leaves")
        terminal.type(actor)
        terminal.wait_for(lambda shown, actor=actor: decomposed(actor) in shown.splitlines()[2])
        terminal.send("Enter")
        terminal.type("6z")
        terminal.wait_for("zoomed")
        shown = terminal.wait_gone("1 Article")
        for name in names:
            (line,) = (line for line in shown.splitlines() if name in line)
            assert re.fullmatch(rf".*│   (\w+ +)?{re.escape(name)} *[│┃]", line), line
        terminal.type("z")
        terminal.wait_for("1 Article")
