"""What leaves the desk: to the clipboard, to files, to the editor."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from models.article import Place
from models.loading import load
from models.review.review import Review
from models.settings import Settings
from models.shipped import first_article
from models.text import visible
from tui import outside

HOSTILE = "\x1b]52;c;aGk=\x07 \x9b31m \u202e [/] \ud800\tb\r\nsecond\x00"


class Clipboard:
    def __init__(self) -> None:
        self.taken: list[str] = []

    def copy_to_clipboard(self, text: str) -> None:
        self.taken.append(text)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "state" / "copydesk"


def copy(text: str, how: str = "both") -> tuple[str, list[str]]:
    app = Clipboard()
    said = outside.copy_text(app, Settings(copy=how), text)  # type: ignore[arg-type]
    return said, app.taken


@pytest.mark.usefixtures("state")
def test_nothing_that_is_copied_acts_where_it_is_pasted() -> None:
    said, taken = copy(HOSTILE)
    assert said.endswith(
        "characters to the terminal's clipboard and to ~/state/copydesk/copied.txt."
    )
    assert taken == ["\n".join(map(visible, HOSTILE.split("\n")))]
    assert outside.copy_file().read_text() == taken[0] + "\n"
    assert all(line == visible(line) for line in taken[0].split("\n"))


def test_where_it_goes_is_as_the_settings_say(state: Path) -> None:
    assert copy("some words", "terminal") == (
        "Sent 10 characters to the terminal's clipboard.",
        ["some words"],
    )
    assert not state.exists()
    assert copy("some words", "file") == ("Copied to ~/state/copydesk/copied.txt.", [])


@pytest.mark.parametrize("how", ["both", "terminal"])
def test_what_is_too_long_for_terminals_goes_to_the_file(state: Path, how: str) -> None:
    most = "é" * (outside.CLIPBOARD // 2)
    assert copy(most, how)[1] == [most]
    said, taken = copy(most + "é", how)
    assert said == (
        "It is too long for a terminal's clipboard, so it is in ~/state/copydesk/copied.txt."
    )
    assert taken == []
    assert (state / "copied.txt").read_text() == most + "é\n"


def test_what_is_copied_is_nobody_elses(state: Path) -> None:
    state.mkdir(parents=True, mode=0o755)
    (state / "copied.txt").touch(mode=0o644)
    for name in ("copied.txt", "report.txt"):
        (state / name).touch()
        (state / name).chmod(0o644)
    copy("some words")
    outside.write_report("a report")
    for name in ("copied.txt", "report.txt"):
        assert stat.S_IMODE((state / name).stat().st_mode) == 0o600


async def test_where_one_left_off_and_the_lock_are_nobody_elses(
    state: Path, tmp_path: Path, open_desk: Any
) -> None:
    article = Path(shutil.copy(first_article(), tmp_path / "x.yaml"))
    article.chmod(0o644)
    loaded = load(article)
    assert loaded.document is not None
    before = os.umask(0)
    try:
        async with open_desk(document=loaded.document) as desk:
            await desk.press("2", "a")
    finally:
        os.umask(before)
    [session] = (state / "sessions").iterdir()
    lock, journal = (tmp_path / "x.review" / f"mk.{kind}" for kind in ("lock", "jsonl"))
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (session, lock, journal)}
    assert modes == {session: 0o600, lock: 0o600, journal: 0o644}  # as readable as the article
    assert stat.S_IMODE(session.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660, 0o666, 0o777])
def test_a_journal_is_as_readable_as_its_article_and_its_reviewer_s_alone_to_write(
    tmp_path: Path, mode: int
) -> None:
    article = tmp_path / "x.yaml"
    article.touch()
    article.chmod(mode)
    Review.open(article, "mk").comment("so", [Place(id="a", name="A", kind="city")])
    journal = tmp_path / "x.review" / "mk.jsonl"
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600 | mode & 0o044


def test_a_file_that_can_t_be_written_is_said(state: Path) -> None:
    state.parent.mkdir()
    state.write_text("no folder")
    why = "~/state/copydesk/copied.txt can't be written: Not a directory."
    assert copy("abc")[0] == f"Sent 3 characters to the terminal's clipboard, but {why}"
    assert copy("abc", "file")[0] == f"Nothing was copied: {why}"


@pytest.mark.parametrize(
    "name", ["-x.yaml", "+1.yaml", "a b;c.yaml", "\x1b[31m\n.yaml", "$HOME.yaml"]
)
@pytest.mark.parametrize("editor", ["vi", "nano -l", "'my editor' --wait", "code", "/opt/hx"])
def test_a_file_name_is_one_word_and_no_option_to_the_editor(
    name: str, editor: str, tmp_path: Path
) -> None:
    path = (tmp_path / name).resolve()
    words = outside.editor_command(editor, path, 7)
    assert [word for word in words if name in word] in ([str(path)], [f"{path}:7"])
    assert os.path.isabs(words[-1])  # noqa: PTH117 - a word, not a path
    assert words[0] in ("vi", "nano", "my editor", "code", "/opt/hx")
