"""Anything at all at the desk: whatever is typed, pasted and clicked, however large the terminal is, whatever
happens to the files meanwhile, it stays whole and can be left.

`COPYDESK_FUZZ_KEYS` says how many keys are typed at each size, `COPYDESK_FUZZ_SEED` which ones.
"""

from __future__ import annotations

import errno
import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.events import MouseEvent

from models import files
from models.document import Document
from models.loading import load
from models.review.journal import folder_of
from models.review.review import Review, read_reviews
from tui.cli import main
from tui.commands import COMMANDS, keymap
from tui.session import _whose, place, remembered
from tui.subcommands import COMMANDS as SUBCOMMANDS

pytestmark = pytest.mark.fuzz

SIZES = [(80, 24), (120, 40), (200, 60)]
COUNT = int(os.environ.get("COPYDESK_FUZZ_KEYS", "200"))
SEED = os.environ.get("COPYDESK_FUZZ_SEED", "1")
TOLD = 30
"""The last steps before a failure that are told with it."""

PANES = ("article", "actors", "timeline", "quotes", "context", "details")
KEYS = keymap(PANES, {"take-over": "T"}, {}).keys
LEAVING = ("quit", "suspend")
WALKING = [key for command, keys in KEYS.items() if command not in LEAVING for key in keys]
DOING = [
    key
    for command in COMMANDS
    if command.group in ("Decide", "Correct", "File", "Together")
    for key in KEYS[command.id]
]
ANSWERS = [*["enter"] * 4, *"yyynn", "ctrl+s", "escape", "tab", "space", "down", "up", "backspace"]
ANSWERS += [
    "left",
    "right",
    "home",
    "end",
    "delete",
    "ctrl+u",
    "ctrl+d",
    "pagedown",
    "?",
    *"abdjkmnstx12g",
]
LEAVES = ["escape", "escape", "n"]
TYPED = [
    *"aeiou kn-:/[]{}'\"",
    "é",
    "क",
    "中",
    "\u0301",
    "\u202e",
    "👩",
    "\u200d",
    "ﷺ",
    "“",
    "\x1b",
    "\x00",
]
PASTED = [
    "x",
    "two\nlines",
    "\x1b[31mred\x1b]52;c;aGk=\x07",
    "\u202eabc",
    "a" * 3000,
    "",
    "\n\n",
    "ab\tcd",
    "👩‍👩‍👧 " * 9,
]


# The walk


class Walk:
    """Random steps at a desk, each told before it is taken."""

    def __init__(self, desk: Any, chance: Random, full: list[bool]) -> None:
        self.desk = desk
        self.chance = chance
        self.full = full  # whether the disk is
        self.steps: deque[str] = deque(maxlen=TOLD)
        self.taken = 0
        self.path: Path = desk.state.file.path
        self.whole = self.path.read_bytes()
        self.size = tuple(desk.screen.size)

    async def step(self) -> None:
        self.taken += 1
        if self.chance.random() < 0.88:
            await self.key()
        else:
            await self.chance.choices(*zip(*self.others(), strict=True))[0]()

    def others(self) -> Iterator[tuple[Callable[[], Any], float]]:
        yield self.paste, 3
        yield self.click, 5
        yield self.wheel, 3
        yield self.resize, 3
        yield self.file_changes, 1.5
        yield self.others_review, 2
        yield self.disk_is_full, 1
        yield self.journal_goes, 0.3
        yield self.burst, 2

    def told(self, words: str) -> None:
        self.steps.append(words)

    # Keys

    async def key(self) -> None:
        key = self.a_key()
        self.told(f"key {key!r}")
        await self.desk.press(key)

    def a_key(self) -> str:
        desk, chance = self.desk, self.chance
        if desk.app.screen is not desk.screen:
            return chance.choice(chance.choices([ANSWERS, TYPED, LEAVES], [6, 1, 2])[0])
        if desk.selection.hints and chance.random() < 0.8:
            return chance.choice("".join(desk.selection.hints.values()))
        return chance.choice(chance.choices([WALKING, DOING], [3, 2])[0])

    async def burst(self) -> None:
        """Keys as they come over a slow line: the later ones are for what the earlier ones open."""
        keys = [self.a_key() for _ in range(self.chance.randint(2, 6))]
        self.told(f"keys at once {keys}")
        self.desk.send(*keys)
        for _ in range(3):
            await self.desk.settle()

    async def paste(self) -> None:
        text = self.chance.choice(PASTED)
        self.told(f"paste {text[:20]!r}")
        self.desk.app.post_message(events.Paste(text))
        await self.desk.settle()

    # The mouse and the terminal

    async def click(self) -> None:
        await self._mouse(events.MouseDown, events.MouseUp, events.Click)

    async def wheel(self) -> None:
        """Then to the first row: what was scrolled away comes back into view with the next move only."""
        await self._mouse(self.chance.choice([events.MouseScrollDown, events.MouseScrollUp]))
        if self.desk.app.screen is self.desk.screen:
            self.told("key 'g'")
            await self.desk.press("g")

    async def _mouse(self, *kinds: type[MouseEvent]) -> None:
        width, height = self.desk.app.size
        at = (self.chance.randrange(width), self.chance.randrange(height))
        self.told(f"{kinds[-1].__name__} at {at}")
        await self.desk.pilot._post_mouse_events([*kinds], None, offset=at, button=1)
        await self.desk.settle()

    async def resize(self) -> None:
        """To another size, mostly back to its own."""
        size = self.size
        if self.chance.random() < 0.5:
            size = (self.chance.randint(1, 220), self.chance.randint(1, 70))
        self.told(f"resize {size}")
        await self.desk.resize(*size)

    # Files

    async def file_changes(self) -> None:
        """As an editor or git would change it; also to what can't be read."""
        lines = self.whole.splitlines(keepends=True)
        at = self.chance.randrange(len(lines))
        how = self.chance.choice(
            ["whole", "whole", "cut", "without a line", "other words", "empty"]
        )
        self.told(f"the file: {how} at line {at}")
        made = {
            "whole": lines,
            "cut": lines[:at],
            "without a line": [*lines[:at], *lines[at + 1 :]],
            "other words": [*lines[:at], lines[at].replace(b"a", b"e"), *lines[at + 1 :]],
            "empty": [],
        }
        self.path.write_bytes(b"".join(made[how]))
        self.desk.screen.anew.file_changed()
        await self.desk.settle()

    async def others_review(self) -> None:
        """Another reviewer decides, comments and corrects."""
        records = sorted(self.desk.document.records)
        if self.full[0] or not records:
            return
        record = self.desk.document.records[self.chance.choice(records)]
        what = self.chance.choice(["accept", "reject", "flag", "comment", "delete"])
        self.told(f"ann: {what} {record.id}")
        review = Review.open(self.path, "ann")
        try:
            if what == "comment":
                review.comment("why [/] \x1b?", [record])
            elif what == "delete":
                review.do(
                    review.act("delete", record, before={record.id: {}}, after={record.id: None})
                )
            else:
                review.decide(what, [record])
        finally:
            review.close()
        self.desk.screen.anew.others_reviewed()
        await self.desk.settle()

    async def disk_is_full(self) -> None:
        self.full[0] = not self.full[0]
        self.told(f"the disk is full: {self.full[0]}")

    async def journal_goes(self) -> None:
        """Somebody takes the journal away, or writes a line of a newer version into it."""
        folder = folder_of(self.path)
        self.told("the journal goes")
        for journal in folder.glob("mk.jsonl"):
            journal.unlink()
        self.desk.screen.anew.others_reviewed()
        await self.desk.settle()

    # What must hold

    def check(self) -> None:
        self.desk.check()
        assert self.desk.app.is_running

    async def way_out(self) -> None:
        """Nothing that stands open keeps one in."""
        for key in ["escape", "n"] * 12:
            if self.desk.app.screen is self.desk.screen:
                break
            self.told(f"key {key!r} to get out")
            await self.desk.press(key)
        assert self.desk.app.screen is self.desk.screen, "there is no way back to the desk"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_random_steps(
    open_desk: Any,
    on_disk: Document,
    faults: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Any,
    size: tuple[int, int],
) -> None:
    seed = f"{SEED} {size[0]}x{size[1]}"
    full = [False]
    append = files.append

    def appended(*args: Any, **options: Any) -> None:
        if full[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        append(*args, **options)

    monkeypatch.setattr(files, "append", appended)
    monkeypatch.setattr("tui.app.CopydeskApp._start_watching", lambda *_: None)
    monkeypatch.setattr("tui.app.CopydeskApp.action_suspend_process", lambda _: None)
    monkeypatch.setattr("tui.outside.edit", lambda *_: "")
    async with open_desk(*size, on_disk, keys={"take-over": "T"}) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(desk.app, "exit", lambda *_, **__: None)  # told by a command's name
            walk = Walk(desk, Random(seed), full)
            try:
                await stroll(walk, faults)
            except BaseException as error:
                steps = "\n  ".join(walk.steps)
                error.add_note(f"seed {seed!r}, step {walk.taken}; the last steps:\n  {steps}")
                raise
            finally:
                record_property("keys", walk.taken)
        full[0] = False
        await desk.press("q")
        assert desk.app.return_code == 0
    assert read_reviews(on_disk.path)[1] == []
    on_disk.path.write_bytes(walk.whole)
    async with open_desk(*size, load(on_disk.path).document) as desk:
        desk.check()


async def stroll(walk: Walk, faults: list[BaseException]) -> None:
    while walk.taken < COUNT:
        await walk.step()
        await walk.desk.until(lambda: all(worker.is_finished for worker in walk.desk.app.workers))
        if faults:
            raise faults.pop(0)
        if walk.taken % 3 == 0 or walk.taken > COUNT - TOLD:
            walk.check()
        if walk.taken % 25 == 0:
            await walk.way_out()
    await walk.desk.resize(*walk.size)
    await walk.way_out()
    walk.check()


# Sessions


ids = st.sampled_from(["iran", "recall", "nothing", "", "\u202e"])
panes = st.sampled_from([*PANES, "nowhere", ""])
sessions = st.fixed_dictionaries(
    {"whose": st.just("x"), "pane": panes},
    optional={
        "record": ids,
        "filter": st.sampled_from(["undecided", "actor:iran", 'by:"', "nothing has this"])
        | st.text(max_size=9),
        "zoomed": st.booleans(),
        "trail": st.lists(st.tuples(ids, panes, st.integers()), max_size=4),
        "at": st.integers(),
    },
)


@given(st.binary(max_size=60) | sessions.map(lambda session: json.dumps(session).encode()))
def test_any_session_is_one_or_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    article = tmp_path_factory.getbasetemp() / "report.yaml"
    path = place(_whose(article, "mk"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    assert remembered(article, "mk") is None


@pytest.mark.parametrize("number", range(6))
async def test_a_desk_opens_from_any_session(
    open_desk: Any, on_disk: Document, number: int
) -> None:
    chance = Random(f"{SEED} {number}")
    assert on_disk.path is not None
    whose = _whose(on_disk.path, "mk")
    path = place(whose)
    path.parent.mkdir(parents=True, exist_ok=True)
    known = [*on_disk.records, "nothing", ""]
    trail = [
        (chance.choice(known), chance.choice([*PANES, "nowhere"]), chance.choice([0, 1, -1, 99]))
        for _ in range(chance.randint(0, 9))
    ]
    session = {
        "whose": whose,
        "pane": chance.choice([*PANES, "nowhere"]),
        "record": chance.choice(known),
        "filter": chance.choice(["", "undecided", "nothing has this", "actor:iran", "problems"]),
        "zoomed": chance.random() < 0.5,
        "trail": trail,
        "at": chance.choice([-9, -1, 0, 3, 2**62]),
    }
    path.write_text(json.dumps(session))
    async with open_desk(80, 24, on_disk) as desk:
        desk.check()
        for key in ("h", "L", "j", "]", "enter", "0", "z", "z"):
            await desk.press(key)
            desk.check()


# The command line

ARTICLE = """\
copydesk: 1
article: {title: T, text: Iran called a halt.}
actors:
  - {id: iran, name: Iran, kind: state}
"""
OPTIONS = [
    *("--json", "--pane", "timeline", "--by", "--since", "2024", "--act", "--record", "--kind"),
    *("-o", "-", "-v"),
    *("--tags", "--files", "--all", "--name", "--as", "--config", "--help", "--version", "--plain", "--", ""),
    *("report.yaml", "other.yaml", "none.yaml", "folder", "\x1b[31m", "\udcff", "[/]", "a" * 300),
]  # fmt: skip
DOES = [name for name in SUBCOMMANDS if name != "serve"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("arguments")
    (path / "folder").mkdir()
    return path


word = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), max_size=6)


@given(st.sampled_from([*DOES, ""]), st.lists(st.sampled_from(OPTIONS) | word, max_size=5))
def test_any_arguments_are_answered(folder: Path, command: str, words: list[str]) -> None:
    """With words and a status: no argument brings about an error of the program itself."""
    for name in ("report.yaml", "other.yaml"):
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setenv("HOME", str(folder))
        patch.setattr("sys.stdin", TextIOWrapper(BytesIO(ARTICLE.encode()), "utf-8"))
        for reason in ("why_no_screen", "why_no_keys"):
            patch.setattr(f"tui.terminal.{reason}", lambda: "It is a test.")
        try:
            status = main([command, *words] if command else words)
        except SystemExit as end:  # as argparse ends
            status = end.code
    assert status in (0, 1, 2)
    assert status == 0 or err.getvalue()
    for line in (*out.getvalue().splitlines(), *err.getvalue().splitlines()):
        assert not set(line) & {"\x1b", "\x07", "\x00"}, "a control character is printed"
