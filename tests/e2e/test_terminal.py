"""Ways into the desk and out of it: what stands in a terminal before, meanwhile and afterwards."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
from typing import TYPE_CHECKING, Any

import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BUNDLED = "Pakistan and Iran promise closer work on security"
CLEAN = (False, True, False)
"""No alternate screen, a cursor, no mouse reports."""

ARTICLE = """\
copydesk: 1
article:
  title: A dam on the river
  text: |
    Engineers met in Port Vale. A dam holds the river.
actors:
  - {id: engineers, name: Engineers, kind: people}
  - {id: crew, name: Night crew, kind: people, of: [engineers]}
places:
  - {id: vale, name: Port Vale, kind: city}
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "dam.yaml"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def works(tmux: Any) -> Callable[[Any], None]:
    """Check that a desk on the article above is drawn and takes keys; then leave it."""

    def check(terminal: Any) -> None:
        terminal.wait_for(lambda screen: "A dam on the river" in screen and "help" in screen)
        assert terminal.flags() == (True, False, True)
        terminal.send("2")
        terminal.wait_for("►  Engineers")
        terminal.send("j")
        terminal.wait_for("►  Night crew")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert terminal.flags() == CLEAN

    return check


def colours(styled: str) -> set[str]:
    """The colours among the styles of a screen; attributes such as bold are left out."""
    found: set[str] = set()
    for parameters in re.findall(r"\x1b\[([\d;:]*)m", styled):
        numbers = iter(re.split("[;:]", parameters or "0"))
        for number in numbers:
            if number in ("38", "48"):
                found.add(";".join((number, *numbers)))
            elif (30 <= int(number) <= 47 and number != "39") or int(number) >= 90:
                found.add(number)
    return found


# In


def test_without_a_file_the_bundled_article_opens(desk: Any, tmp_path: Path) -> None:
    terminal = desk(cwd=tmp_path)
    assert BUNDLED in terminal.wait_for(BUNDLED).splitlines()[0]
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert terminal.flags() == CLEAN
    assert not terminal.history().strip(), "something is left on the screen"
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_file(desk: Any, article: Path, works: Any) -> None:
    works(desk("dam.yaml", cwd=article.parent))


def test_a_pipe_and_keys(tmux: Any, copydesk_command: Path, article: Path, works: Any) -> None:
    works(tmux(f"cat {shlex.quote(str(article))} | {shlex.quote(str(copydesk_command))} -"))


def test_a_file_with_no_input(tmux: Any, copydesk_command: Path, article: Path, works: Any) -> None:
    works(tmux(f"{shlex.join(map(str, [copydesk_command, article]))} </dev/null"))


def test_errors_into_a_file(
    tmux: Any, copydesk_command: Path, article: Path, works: Any, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    command = shlex.join(map(str, [copydesk_command, article]))
    works(tmux(f"{command} 2>{shlex.quote(str(log))}"))
    assert log.read_bytes() == b""


def test_words_for_errors_still_reach_their_file(
    tmux: Any, copydesk_command: Path, article: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    command = shlex.join(map(str, [copydesk_command, article]))
    terminal = tmux(f"{command} 2>{log}", env={"COPYDESK_THEME": "drak"})
    terminal.wait_for("help")
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert "COPYDESK_THEME" in log.read_text()
    assert "\x1b" not in log.read_text()


def test_output_into_a_file_is_plain(
    tmux: Any, copydesk_command: Path, article: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = shlex.join(map(str, [copydesk_command, article]))
    terminal = tmux(f"{command} >{shlex.quote(str(out))}")
    assert terminal.wait_exit() == 0
    assert "Standard output is not a terminal." in terminal.screen()
    shown = subprocess.run([copydesk_command, "show", article], capture_output=True, text=True)
    assert out.read_text() == shown.stdout
    assert "Night crew" in shown.stdout


def test_a_dumb_terminal_gets_plain_text(
    tmux: Any, copydesk_command: Path, article: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    command = shlex.join(map(str, [copydesk_command, article]))
    terminal = tmux(f"{command} 2>{shlex.quote(str(log))}", env={"TERM": "dumb"}, size=(80, 50))
    assert terminal.wait_exit() == 0
    assert "TERM='dumb'" in log.read_text()
    assert "Night crew" in terminal.screen()
    assert terminal.flags() == CLEAN


def test_ssh_without_a_terminal_gets_plain_text(
    sshd: Any, copydesk_command: Path, article: Path
) -> None:
    done = subprocess.run(
        sshd.command([copydesk_command, article], tty=False),
        input="",
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert done.returncode == 0
    assert "Night crew" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stderr.startswith("copydesk: Standard output is not a terminal.")


def test_no_color(desk: Any) -> None:
    assert colours(desk().styled())
    terminal = desk(env={"NO_COLOR": "1"})
    terminal.send("2")
    terminal.wait_for("►  Pakistan")
    terminal.send("]")
    terminal.wait_for("❖")
    assert colours(terminal.styled()) == set()
    terminal.send("/")
    terminal.wait_for("esc leaves")
    terminal.send("J")
    terminal.wait_for("→ Jaish al-Adl")
    assert colours(terminal.styled()) == set()
    terminal.send("Escape")
    terminal.wait_for("┍━ 2 Actors")
    terminal.send("?")
    terminal.wait_for("━ Help ━")
    assert colours(terminal.styled()) == set()


@pytest.mark.parametrize(
    "env", [{"LANG": "C"}, {"COPYDESK_SYMBOLS": "ascii"}, {"TERM": "linux"}], ids=str
)
def test_ascii(desk: Any, article: Path, env: dict[str, str]) -> None:
    for size in ((80, 24), (120, 40)):
        terminal = desk(article, env=env, size=size)
        assert terminal.screen().isascii()
        for key, sign in (
            ("2", ">  Engineers"),
            ("]", "@"),
            ("6", "6 Details"),
            ("f", "Jump to which"),
            ("Escape", "Pane"),
            ("z", "zoomed"),
            ("?", "Help"),
        ):
            terminal.send(key)
            screen = terminal.wait_for(sign) if sign != "Pane" else terminal.wait_gone("Jump to")
            assert screen.isascii(), [sign for sign in screen if not sign.isascii()]


@pytest.mark.parametrize(
    ("key", "typed", "shown"), [("/", "vale", "Port Vale"), (":", "", "actors")]
)
def test_what_opens_over_the_desk_is_ascii_too(
    desk: Any, article: Path, key: str, typed: str, shown: str
) -> None:
    terminal = desk(article, env={"LANG": "C"})
    terminal.send(key)
    terminal.wait_for("earch")
    terminal.type(typed)
    screen = terminal.wait_for(shown)
    assert screen.isascii(), [sign for sign in screen if not sign.isascii()]


@pytest.mark.parametrize("theme", ["light", "ansi"])
def test_themes(desk: Any, theme: str) -> None:
    dark, other = desk(), desk(env={"COPYDESK_THEME": theme})
    found = colours(other.styled())
    assert found != colours(dark.styled())
    if theme == "ansi":  # the terminal's own sixteen colours, and no background of ours
        assert all(number.isdigit() and number[0] in "39" for number in found)
    else:
        assert "48;5;231" in found


def test_a_mistake_in_the_settings_is_said_and_the_desk_opens(
    desk: Any, tmp_path: Path, article: Path
) -> None:
    settings = tmp_path / "mine.yaml"
    settings.write_text("reviewer: mk\ntheem: light\n")
    terminal = desk(article, "--config", settings, size=(120, 30))
    screen = terminal.wait_for(f"{settings}:2:1:")
    assert "A dam on the river" in screen
    assert "mk" in screen.splitlines()[0]
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert terminal.screen().replace("\n", "").startswith(f"copydesk: {settings}:2:1:")
    assert "Did you mean “theme”?" in terminal.screen().replace("\n", "")


def test_the_users_own_settings_remap_keys(desk: Any, tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "settings" / "copydesk"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text("keys:\n  quit: Q\n  down: [n, down]\n  actors: A\n")
    terminal = desk(article, env={"XDG_CONFIG_HOME": str(folder.parent)})
    terminal.send("q", "A")
    terminal.wait_for("►  Engineers")
    terminal.send("j", "n")
    assert "►  Night crew" in terminal.wait_for("►  Night crew")
    terminal.send("k", "Down")
    terminal.wait_for("►  Night crew")
    assert "A Actors" in terminal.screen()
    terminal.send("Q")
    assert terminal.wait_exit() == 0


def test_a_large_article_says_how_far_it_is(
    tmux: Any, copydesk_command: Path, tmp_path: Path
) -> None:
    path = tmp_path / "large.yaml"
    write_large(path, paragraphs=2_000, records=20_000)
    terminal = tmux([copydesk_command, path])
    terminal.wait_for(re.compile(r"reading large\.yaml \d+%").search, timeout=30)
    screen = terminal.wait_for("? help", timeout=60)
    assert "¶1/2000" in screen
    assert "reading" not in screen
    terminal.send("3", "G")
    terminal.wait_for("►  28        ◦ Event 9995", timeout=60)
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert "reading" not in terminal.history()


def write_large(path: Path, paragraphs: int, records: int) -> None:
    """Actors and what they did, one of each at a time, named in the text in turn."""
    half = records // 2
    text = [f"    Person {n} met the council of Ward {n}.\n\n" for n in range(paragraphs)]
    actors = [f"  - {{id: a{n}, name: Person {n}, kind: person}}\n" for n in range(half)]
    events = [
        f"  - {{id: e{n}, title: Event {n}, actors: [a{n}], date: '2024-01-{n % 28 + 1:02}'}}\n"
        for n in range(half)
    ]
    lines = ["copydesk: 1\narticle:\n  title: Large\n  text: |\n", *text, "actors:\n", *actors]
    path.write_text("".join([*lines, "events:\n", *events]))


# Meanwhile


def test_any_size(desk: Any) -> None:
    terminal = desk(size=(120, 40))
    terminal.send("3", "j", "j")
    terminal.wait_for("►  [1–30]    ✕ Iran’s strike")
    terminal.resize(80, 24)
    terminal.wait_for(
        lambda screen: "►  [1–30]    ✕ Iran’s strike" in screen and "2 Actors" not in screen
    )
    terminal.resize(60, 15)
    terminal.wait_for(lambda screen: "►  [1–30]    ✕ Iran’s strike" in screen and "◂" not in screen)
    for columns, rows in ((20, 5), (6, 3), (2, 2), (1, 1), (300, 3), (20, 5)):
        terminal.resize(columns, rows)
        if columns >= 20:
            terminal.wait_for(lambda screen: "Too small" in screen or "needs 24x6" in screen)
    terminal.send("j")  # goes on underneath
    for columns, rows in ((60, 15), (80, 24), (120, 40)):
        terminal.resize(columns, rows)
        terminal.wait_for(
            lambda screen: "►  [1–30]    ✕ Pakistan’s strike" in screen and "Too" not in screen
        )
    terminal.send("k")
    terminal.wait_for("►  [1–30]    ✕ Iran’s strike")
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert terminal.flags() == CLEAN


def test_another_size_another_footer(desk: Any) -> None:
    """Where panes hide, the footer says how to reach them; without a key being pressed."""
    terminal = desk(size=(120, 40))
    terminal.wait_for("enter follow")
    terminal.resize(80, 24)
    terminal.wait_for("1-6 panes", timeout=5)
    terminal.resize(60, 15)
    terminal.wait_for("hidden: 5 panes", timeout=5)
    terminal.resize(20, 5)
    terminal.wait_for("needs 24x6", timeout=5)
    terminal.resize(30, 5)
    terminal.wait_for("Too small: 24x6 at least.", timeout=5)
    terminal.resize(120, 40)
    terminal.wait_for("enter follow", timeout=5)


def test_another_size_still_shows_the_passage(desk: Any) -> None:
    terminal = desk(size=(120, 40))
    terminal.send("3")
    terminal.wait_for("┍━ 3 Timeline")
    terminal.type("jj")
    terminal.wait_for(lambda screen: "►  [1–30]    ✕ Iran’s strike" in screen and "‹it" in screen)
    terminal.resize(80, 24)
    terminal.wait_for(lambda screen: "‹it had struck" in screen, timeout=5)


@pytest.mark.parametrize("way", ["3G", "/Raisi to visit", "6"])
def test_a_pane_that_was_hidden_comes_back_full(desk: Any, way: str) -> None:
    """No room stays empty as long as rows above the cursor could fill it."""
    terminal = desk()
    if way == "6":
        terminal.send("3")
        terminal.wait_for("┍━ 3 Timeline")
        terminal.send("G")
        terminal.wait_for("►  [≥19 Jan] ▹ Raisi to visit")
        terminal.send("6")
        terminal.wait_for("┍━ 6 Details")
        terminal.send("3")
    elif way.startswith("/"):
        terminal.send("/")
        terminal.wait_for("esc leaves")
        terminal.type(way[1:])
        terminal.wait_for("timeline · title")
        terminal.send("Enter")
    else:
        terminal.type(way)
    screen = terminal.wait_for("►  [≥19 Jan] ▹ Raisi to visit")
    assert "Joint press conference" in screen.partition("1 Article")[0], screen


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("2jjj", "►  Government of Pakistan"),
        ("2j]", "❖  home Iran (place)"),
        ("2jl", "►    ▾ Iran"),
        ("/JAA\r", "►  Jaish al-Adl"),
        ("2?", "━ Help ━"),
    ],
)
def test_keys_typed_ahead_do_what_they_do_one_by_one(desk: Any, keys: str, shown: str) -> None:
    """A slow line delivers several in one piece."""
    terminal = desk()
    terminal.type(keys)
    terminal.wait_for(shown, timeout=5)


@pytest.mark.parametrize(
    ("opens", "typed", "shown"),
    [
        ("/", "JAA\r", "►  Jaish al-Adl"),
        ("/", "Raisi to visit\r", "►  [≥19 Jan] ▹ Raisi to visit"),
        (":", "help\r", "━ Help ━"),
    ],
)
def test_enter_takes_what_was_typed_however_fast(
    desk: Any, opens: str, typed: str, shown: str
) -> None:
    """What enter chooses is what the whole word finds, not what its first letters found."""
    terminal = desk()
    terminal.send(opens)
    terminal.wait_for("esc leaves")
    terminal.type(typed)
    terminal.wait_for(shown, timeout=5)


# Out


@pytest.mark.parametrize("key", ["q", "C-c"])
def test_keys_leave(desk: Any, article: Path, key: str) -> None:
    terminal = desk(article)
    terminal.send(key)
    assert terminal.wait_exit() == 0
    assert terminal.flags() == CLEAN


@pytest.mark.parametrize(
    ("over", "shows"), [("/", "━ Search ━"), ("?", "━ Help ━"), (":", "for a command")]
)
def test_ctrl_c_leaves_from_whatever_is_open(
    desk: Any, article: Path, over: str, shows: str
) -> None:
    terminal = desk(article)
    terminal.send(over)
    terminal.wait_for(shows)
    terminal.send("C-c")
    assert terminal.wait_exit() == 0
    assert terminal.flags() == CLEAN


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_signals_leave_in_good_order(desk: Any, article: Path, name: str) -> None:
    number = signal.Signals[name]
    terminal = desk(article)
    os.kill(terminal.pid, number)
    assert terminal.wait_exit(timeout=5) == 128 + number
    assert terminal.flags() == CLEAN
    assert "Traceback" not in terminal.history()


@pytest.mark.parametrize("hold", ["", "trap '' HUP; "], ids=["plain", "nohup"])
def test_a_lost_terminal_ends_it(
    tmux: Any, copydesk_command: Path, article: Path, hold: str
) -> None:
    terminal = tmux(hold + "exec " + shlex.join(map(str, [copydesk_command, article])))
    terminal.wait_for("help")
    assert terminal.running()
    terminal.kill()
    terminal.wait_until(lambda: not terminal.running(), timeout=8)


def test_a_lost_connection_ends_it(
    tmux: Any, sshd: Any, copydesk_command: Path, article: Path, tmp_path: Path
) -> None:
    pid = tmp_path / "remote-pid"
    command = shlex.join(map(str, [copydesk_command, article]))
    terminal = tmux(sshd.command(f"echo $$ >{shlex.quote(str(pid))}; exec {command}"))
    terminal.wait_for("help")
    number = int(pid.read_text())
    os.kill(number, 0)
    os.kill(terminal.pid, signal.SIGKILL)

    def gone() -> bool:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        return False

    terminal.wait_until(gone, timeout=8)


def looks(styled: str) -> list[tuple[object, ...]]:
    """What an eye sees in each cell: the colour that letters would have does not show where none is."""
    screen = pyte.Screen(80, 24)
    pyte.Stream(screen).feed(styled.removesuffix("\n").replace("\n", "\r\n"))
    cells = (screen.buffer[y][x] for y in range(24) for x in range(80))
    return [
        (cell.data, cell.bg, cell.reverse, *((cell.fg, cell.bold) if cell.data != " " else ()))
        for cell in cells
    ]


def test_to_the_shell_and_back(tmux: Any, copydesk_command: Path, article: Path) -> None:
    terminal = tmux("exec sh -i", env={"PS1": "ready> ", "ENV": ""})
    terminal.wait_for("ready>")
    terminal.type(shlex.join(map(str, [copydesk_command, article])))
    terminal.send("Enter")
    terminal.wait_for("? help")
    terminal.send("2", "j")
    before = terminal.wait_for(
        lambda screen: all(each in screen for each in ("►  Night", "trail  Night", "problems 1"))
    )
    styled = looks(terminal.styled())
    for _ in range(2):
        terminal.send("C-z")
        terminal.wait_for(lambda screen: screen.rstrip().endswith("ready>"))
        assert terminal.flags() == CLEAN
        terminal.type("clear; echo sum $((40 + 2))")
        terminal.send("Enter")
        terminal.wait_for("sum 42")
        terminal.type("fg")
        terminal.send("Enter")
        terminal.wait_for(lambda screen: screen == before)
        assert terminal.flags() == (True, False, True)
        terminal.wait_until(lambda: looks(terminal.styled()) == styled)
    terminal.send("k")
    terminal.wait_for("►  Engineers")
    terminal.send("q")
    terminal.wait_for(lambda screen: screen.rstrip().endswith("ready>"))
    assert terminal.flags() == CLEAN
