"""The file under the desk: changed by others, opened in an editor, copied from."""

from __future__ import annotations

import os
import re
import shlex
import stat
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTICE = "changed on disk: r reads it again"
HEAD = """\
copydesk: 1
article:
  title: A dam on the river
  text: |
    Engineers met in Port Vale. The night crew said that the dam would hold.

    A day later the dam burst.
"""
ACTORS = """\
actors:
  - {id: engineers, name: Engineers, kind: office}
  - {id: crew, name: Night crew, kind: office, of: [engineers]}
  - {id: mayor, name: Mayor, kind: office, of: [crew]}
"""
EVENTS = """\
events:
  - {id: burst, title: The dam bursts, date: 2024-05-02, actors: [crew], at: the dam burst}
"""
ARTICLE = HEAD + ACTORS + EVENTS
CREW = "►  Night crew"
BURST = "►  2         ◦ The dam bursts"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    path = folder / "dam.yaml"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def at_crew(desk: Any, article: Path) -> Callable[..., Any]:
    """A desk whose selection is the night crew."""

    def start(**options: object) -> Any:
        terminal = desk(article, **options)
        terminal.send("2")
        terminal.wait_for("►  Engineers")
        terminal.send("j")
        terminal.wait_for(lambda screen: CREW in screen and "✦  Engineers" in screen)
        return terminal

    return start


def put_in_place(path: Path, text: str) -> None:
    """Writes beside the file and renames onto it, as editors do."""
    beside = path.with_suffix(".tmp")
    beside.write_text(text)
    beside.replace(path)


def await_watching(terminal: Any, path: Path) -> None:
    """Waits until the desk has its eye on the folder (inotify)."""
    inode = f"ino:{path.parent.stat().st_ino:x} "

    def watching() -> bool:
        folder = f"/proc/{terminal.pid}/fdinfo"
        for name in os.listdir(folder):  # noqa: PTH208 - entries come and go
            try:
                with open(f"{folder}/{name}") as file:  # noqa: PTH123
                    if "inotify" in (text := file.read()) and inode in text:
                        return True
            except OSError:
                continue
        return False

    terminal.wait_until(watching)


# Changes


@pytest.mark.parametrize("how", ["in place", "renamed", "removed first"])
def test_a_change_is_noticed_and_read_when_asked(at_crew: Any, article: Path, how: str) -> None:
    terminal = at_crew()
    await_watching(terminal, article)
    assert NOTICE not in terminal.screen()
    changed = "# two lines\n# more\n" + ARTICLE.replace("Mayor", "Lord Mayor")
    if how == "in place":
        article.write_text(changed)
    elif how == "renamed":
        put_in_place(article, changed)
    else:
        article.unlink()
        terminal.wait_for(NOTICE)
        article.write_text(changed)
    screen = terminal.wait_for(NOTICE)
    assert NOTICE in screen.splitlines()[0]
    assert "Lord Mayor" not in screen
    assert CREW in screen
    terminal.send("r")
    screen = terminal.wait_for(lambda screen: "Read again." in screen and "Lord Mayor" in screen)
    assert CREW in screen
    terminal.wait_gone(NOTICE)
    put_in_place(article, ARTICLE)  # the watching goes on
    terminal.wait_for(NOTICE)


def test_the_selection_moves_with_its_record(at_crew: Any, article: Path) -> None:
    terminal = at_crew()
    terminal.send("3")
    terminal.wait_for(BURST)
    earlier = "  - {id: warning, title: A warning, date: 2024-05-01}\n"
    article.write_text(HEAD + EVENTS.replace("events:\n", "events:\n" + earlier) + ACTORS)
    terminal.send("r")
    screen = terminal.wait_for("A warning")
    assert BURST in screen
    terminal.send("k")
    terminal.wait_for("►  1         ◦ A warning")


def test_a_file_that_broke_leaves_what_was_read(at_crew: Any, article: Path) -> None:
    terminal = at_crew()
    article.write_text("- a list\n- at the top\n")
    terminal.send("r")
    screen = terminal.wait_for("Not read again: line")
    assert CREW in screen
    assert "Traceback" not in screen
    terminal.send("j")
    terminal.wait_for("►  Mayor")
    article.unlink()
    terminal.send("r")
    terminal.wait_for(lambda screen: "Not read again: dam.yaml does not exist" in screen)
    article.write_text(ARTICLE)
    terminal.send("r")
    screen = terminal.wait_for("Read again.")
    assert "►  Mayor" in screen


def test_a_record_that_went_gives_way_to_its_neighbour(at_crew: Any, article: Path) -> None:
    terminal = at_crew()
    without = re.sub(r"  - \{id: crew.*\n", "", ARTICLE).replace("[crew]", "[engineers]")
    article.write_text(without)
    terminal.send("r")
    screen = terminal.wait_for(lambda screen: "Read again" in screen and "Night" not in screen)
    assert re.search("►  (Engineers|Mayor)", screen), screen
    terminal.send("g")
    terminal.wait_for("►  Engineers")
    article.write_text(HEAD)
    terminal.send("r")
    screen = terminal.wait_for("No actors")
    assert "►" not in screen
    terminal.send("j", "l", "f", "h", "y", "]", "G", "3", "1", "6")
    terminal.wait_for("6 Details ━")
    article.write_text(ARTICLE)
    terminal.send("r")
    terminal.wait_for("Read again")
    terminal.send("2")
    terminal.wait_for(re.compile("►  (Engineers|Night crew|Mayor)").search)


def test_problems_are_counted_after_reading_again(at_crew: Any, article: Path) -> None:
    terminal = at_crew()
    count = re.compile(r"problems (\d+)")
    before = count.search(terminal.wait_for(count.search).splitlines()[0])
    article.write_text(ARTICLE.replace("of: [crew]", "of: [krew]"))
    terminal.send("r")
    screen = terminal.wait_for("Read again. 1 new problem: p shows it.")
    after = count.search(screen.splitlines()[0])
    assert before is not None
    assert after is not None
    assert int(after[1]) == int(before[1]) + 1


# The editor


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that writes down its arguments, changes the file with sed, and ends."""
    path = tmp_path / "my editor"
    record = shlex.quote(str(tmp_path / "arguments"))
    path.write_text(
        f"""#!/bin/sh
        printf '%s\\n' "$@" >{record}
        test -t 0 && test -t 1 && test -t 2 && echo terminal >>{record}
        for file; do :; done
        sed -i -e 's/Mayor/Lord Mayor/' -e '1i # by hand' "$file"
        """
    )
    path.chmod(0o755)
    return path


def test_the_editor_opens_at_the_record(
    at_crew: Any, article: Path, editor: Path, tmp_path: Path
) -> None:
    terminal = at_crew(env={"EDITOR": f"'{editor}' --wait", "VISUAL": None})
    terminal.send("o")
    screen = terminal.wait_for("Lord Mayor")
    line = 1 + ARTICLE.splitlines().index(
        "  - {id: crew, name: Night crew, kind: office, of: [engineers]}"
    )
    arguments = (tmp_path / "arguments").read_text().splitlines()
    assert arguments == ["--wait", f"+{line}", str(article), "terminal"]
    assert CREW in screen
    assert terminal.flags() == (True, False, True)
    terminal.send("j")
    terminal.wait_for("►  Lord Mayor")
    terminal.send("o")  # the lines have moved
    terminal.wait_for("►  Lord Lord Mayor")
    assert f"+{line + 2}" in (tmp_path / "arguments").read_text()
    assert NOTICE not in terminal.screen()


def test_visual_stands_above_editor_and_the_settings_above_both(
    at_crew: Any, editor: Path, tmp_path: Path
) -> None:
    terminal = at_crew(env={"EDITOR": "false", "VISUAL": "'" + str(editor) + "' visual"})
    terminal.send("o")
    terminal.wait_for("Lord Mayor")
    assert (tmp_path / "arguments").read_text().startswith("visual\n")
    terminal = at_crew(env={"VISUAL": "false", "COPYDESK_EDITOR": f"'{editor}' settings"})
    terminal.send("o")
    terminal.wait_for("Lord Lord Mayor")
    assert (tmp_path / "arguments").read_text().startswith("settings\n")


@pytest.mark.parametrize(
    ("setting", "words"),
    [("no-such-editor -x", "can't be started"), ("'", "can't be started"), ("false", "status 1")],
)
def test_an_editor_that_fails_is_a_message(at_crew: Any, setting: str, words: str) -> None:
    terminal = at_crew(env={"EDITOR": setting, "VISUAL": None}, size=(120, 30))
    terminal.send("o")
    terminal.wait_for(lambda screen: words in screen and CREW in screen)
    terminal.send("k")
    terminal.wait_for("►  Engineers")


def test_standard_input_has_no_file_to_edit_or_read(
    tmux: Any, article: Path, copydesk_command: Path
) -> None:
    terminal = tmux(f"cat {shlex.quote(str(article))} | {shlex.quote(str(copydesk_command))} -")
    terminal.wait_for("? help")
    for key in ("o", "r"):
        terminal.send(key)
        terminal.wait_for("from standard input")
        terminal.send("j")
        terminal.wait_gone("from standard input")


# Copying


@pytest.mark.parametrize("clipboard", ["on", "off"])
def test_what_is_copied_reaches_terminal_and_file(
    at_crew: Any, tmp_path: Path, clipboard: str
) -> None:
    state = tmp_path / "state"
    terminal = at_crew(env={"XDG_STATE_HOME": str(state)}, options={"set-clipboard": clipboard})
    terminal.send("y")
    terminal.wait_for("to the terminal's clipboard and to")
    copied = state / "copydesk" / "copied.txt"
    assert copied.read_text().startswith("Night crew\n")
    assert "crew (" in copied.read_text()
    assert stat.S_IMODE(copied.stat().st_mode) == 0o600
    assert stat.S_IMODE(copied.parent.stat().st_mode) == 0o700
    if clipboard == "on":
        held = terminal._run("show-buffer")
        assert held == copied.read_text().removesuffix("\n")


def test_a_state_folder_that_cannot_be_written_is_a_message(at_crew: Any, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, not a folder")
    terminal = at_crew(
        env={"XDG_STATE_HOME": str(tmp_path / "state"), "COPYDESK_COPY": "file"}, size=(200, 30)
    )
    terminal.send("y")
    terminal.wait_for("can't be written")
    terminal.send("k")
    terminal.wait_for("►  Engineers")
