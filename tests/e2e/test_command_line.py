"""The program without a screen: what goes to standard output, to standard error, and its status."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PANES = ("actors", "timeline", "quotes", "context", "article", "all")
LISTS = ("actors", "timeline", "quotes", "context")

HOSTILE = r"""copydesk: 1
article:
  title: "Title [/] [@click=app.quit]here[/] \e[2J\e]0;owned\a\u202Edrow"
  publisher: "\x9b31mred"
  text: "Hello \e[31m[/] [sic] the \u202Eend.\n\nTwo \e[?1049l\r\b words."
actors:
  - {id: a, name: "Hello", kind: person, note: "\e[2J[/] \x9b31m"}
  - {id: b, name: "[/]", kind: person, aliases: ["[sic]"], roles: [{title: "\e]52;c;eA==\a"}]}
events:
  - {id: e, title: "[bold]\e[1;1H[/bold]", actors: [b], date_says: "\e[31m"}
quotes:
  - {id: q, speaker: [b], form: direct, text: "Two \e[?1049l"}
context:
  - {id: c, kind: history, gloss: "[link=file:///etc/passwd]x[/link]\e[31m", about: [a]}
places:
  - {id: p, name: "\u202Eecalp", kind: city}
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Ours, without anybody's settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
    own = {name: value for name, value in own.items() if not name.startswith(("XDG_", "LC_"))}
    own.pop("NO_COLOR", None)
    return {**own, "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm-256color"}


@pytest.fixture
def run(copydesk_command: Path, environment: dict[str, str], tmp_path: Path) -> Callable[..., Any]:
    """Run the program with these words, in an empty directory, without a terminal."""

    def start(
        *words: str | os.PathLike[str],
        input: bytes = b"",  # noqa: A002 - as `subprocess.run` calls it
        env: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [copydesk_command, *words],
            input=input,
            capture_output=True,
            env={**environment, **(env or {})},
            cwd=tmp_path,
            timeout=60,
            start_new_session=True,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return start


# Plain text


@pytest.mark.parametrize("pane", PANES)
def test_show_prints_text(run: Any, pane: str) -> None:
    done = run("show", "--pane", pane)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    said = {
        "article": "\nParagraph 12. Islamabad said the bases it hit",
        "actors": "\nJaish al-Adl, armed group, mentioned 3 times, quoted never, id jaa.\n",
        "timeline": "claimed by its doer, material conflict, id strike-iran.\nText: paragraph 12, “it",
        "quotes": "\nIran hit Jaish al-Adl militants, reported speech of Government of Iran, id s-hit-",
        "context": "\nIslamabad, city, in Pakistan, id islamabad.\n",
    }
    for name, words in said.items():
        assert (words in done.stdout) is (pane in (name, "all")), name


@pytest.mark.parametrize("pane", PANES)
def test_show_prints_json(run: Any, pane: str) -> None:
    done = run("show", "--json", "--pane", pane)
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    assert data["copydesk"] == 1
    assert data["problems"] == []
    shown = {"article", *LISTS} if pane == "all" else {pane}
    assert shown == data.keys() & {"article", *LISTS}
    if "article" in shown:
        text = data["article"]["text"]
        assert len(data["article"]["paragraphs"]) == 14
        start, end = data["article"]["paragraphs"][-1]
        assert text[start:end].startswith("Restive")
    for name in shown & {*LISTS}:
        assert data[name]
        for record in data[name]:
            assert record["id"]
            assert record["type"] in ("actor", "event", "quote", "place", "context", "link")
            assert all(link["words"] and link["to"] for link in record["links"])
            assert all(start < end for spans in record["passages"] for start, end in spans)
    if "timeline" in shown:
        (strike,) = [event for event in data["timeline"] if event["id"] == "strike-iran"]
        assert strike["date"] == "[2024-01-01..2024-01-30]"
        assert (strike["actors"], strike["targets"]) == (["iran"], ["jaa"])
        assert {"words": "to", "to": "jaa"} in strike["links"]


def test_passages_of_json_are_code_points_of_its_text(run: Any) -> None:
    data = json.loads(run("show", "--json").stdout)
    text = data["article"]["text"]
    (group,) = [actor for actor in data["actors"] if actor["id"] == "jaa"]
    found = [" … ".join(text[start:end] for start, end in spans) for spans in group["passages"]]
    assert found == ["militants of the group", "Jaish al Adl", "JAA"]


def test_show_without_words_for_a_pane_shows_all(run: Any) -> None:
    assert run("show").stdout == run("show", "--pane", "all").stdout
    assert run("show", "--pane=actors").stdout in run("show").stdout


def test_show_reads_standard_input(run: Any) -> None:
    done = run("show", "-", "--pane", "actors", input=HOSTILE.encode())
    assert done.returncode == 0
    assert "Hello, person, mentioned once" in done.stdout


@pytest.mark.parametrize("words", ["show", "show --json", "keys", "--help"])
def test_a_reader_that_stops_early_is_no_error(
    copydesk_command: Path, environment: dict[str, str], words: str
) -> None:
    command = f"{shlex.quote(str(copydesk_command))} {words} | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=environment, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("words", ["show", "show --json", "keys", "--version"])
@pytest.mark.parametrize(
    ("output", "status", "said"),
    [(">/dev/full", 2, "standard output can't be written: No space left"), (">&-", 0, "")],
    ids=["full", "closed"],
)
def test_output_that_nobody_can_write_to(
    copydesk_command: Path,
    environment: dict[str, str],
    words: str,
    output: str,
    status: int,
    said: str,
) -> None:
    command = f"{shlex.quote(str(copydesk_command))} {words} {output}"
    done = subprocess.run(
        ["sh", "-c", command], stderr=subprocess.PIPE, text=True, env=environment, timeout=60
    )
    assert said in done.stderr
    assert done.stderr.count("\n") == bool(said)
    assert done.returncode == status


def test_input_that_is_closed(copydesk_command: Path, environment: dict[str, str]) -> None:
    command = f"{shlex.quote(str(copydesk_command))} show - <&-"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, env=environment, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "copydesk: standard input: E001 it is closed.\n"


def test_input_from_the_keyboard_says_how_it_ends(tmux: Any, copydesk_command: Path) -> None:
    terminal = tmux([copydesk_command, "show", "-", "--pane", "actors"])
    terminal.wait_for("copydesk: reading standard input; ctrl+d ends it.")
    terminal.type("article: {title: A, text: Hello}\r")
    terminal.type("actors: [{id: a, name: Hello, kind: person}]\r")
    terminal.send("C-d")
    assert terminal.wait_exit() == 0
    assert "Hello, person, mentioned once" in terminal.screen()


@pytest.mark.parametrize("words", [["show"], ["show", "--json"]], ids=" ".join)
def test_a_narrow_encoding_loses_nothing_and_fails_nothing(run: Any, words: list[str]) -> None:
    done = run(*words, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    if "--json" in words:
        assert json.loads(done.stdout) == json.loads(run(*words).stdout)


def test_keys_lists_every_command_with_the_users_keys(run: Any, tmp_path: Path) -> None:
    done = run("keys")
    assert (done.returncode, done.stderr) == (0, "")
    for line in (
        r"  enter l right +follow +",
        r"  q ctrl\+c +quit +Leave the desk",
        r"  1 +article ",
        r"  / +search ",
    ):
        assert re.search(rf"^{line}", done.stdout, re.MULTILINE), line
    settings = tmp_path / "mine.yaml"
    settings.write_text("keys: {quit: Q, folow: x}\n")
    done = run("keys", "--config", settings)
    assert re.search(r"^  Q +quit ", done.stdout, re.MULTILINE)
    assert f"{settings}:1:" in done.stderr
    assert "Did you mean “follow”?" in done.stderr


@pytest.mark.parametrize("words", [["--version"], ["-V"], ["--config", "x", "--version"]])
def test_version(run: Any, words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 0
    assert re.fullmatch(r"copydesk \d+\.\d+\.\d+\S*\n", done.stdout)


# Help


def test_help_names_what_there_is(run: Any, tmp_path: Path) -> None:
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert str(tmp_path / ".config" / "copydesk" / "config.yaml") in done.stdout
    for command in ("show", "keys"):
        assert f"copydesk {command}" in done.stdout
        assert run(command, "--help").stdout.startswith(f"usage: copydesk {command}")


def test_the_examples_in_the_help_work_as_printed(
    run: Any, copydesk_command: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "report.yaml").write_text(HOSTILE)
    text = run("--help").stdout.partition("examples:\n")[2].partition("\n\n")[0]
    examples = [re.split(r" {2,}", line.strip())[0] for line in text.splitlines()]
    assert len(examples) >= 6
    folder = copydesk_command.parent
    for example in examples:
        line = example.removeprefix("ssh -t server ")
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**environment, "PATH": f"{folder}:{environment['PATH']}", "PAGER": "cat"},
            cwd=tmp_path,
            timeout=60,
            start_new_session=True,  # no terminal, whoever runs the tests
        )
        assert done.returncode == 0, (example, done.stderr)
        assert done.stdout, example
        assert "Traceback" not in done.stderr
        if "show" not in line and "keys" not in line:
            why = "for keys" if "--plain" in line else "Standard output is not a terminal."
            assert why in done.stderr, example


# What can't be opened, and what is asked wrongly


def nested(depth: int) -> bytes:
    return b"copydesk: 1\narticle: " + b"[" * depth


def repeating() -> bytes:
    lines = ["copydesk: 1", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    lines += ["article: {title: x, text: Hello}", "actors: [{id: a, name: Hello, tags: *a11}]"]
    return "\n".join(lines).encode()


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\n", "the file is empty"),
    "binary": (b"\x7fELF\x00\x01" * 50, "the file is not text"),
    "latin-1": ("title: Café".encode("latin-1"), "the file is not UTF-8 text: byte 0xe9"),
    "utf-16": ("copydesk: 1".encode("utf-16"), "the file is UTF-16 text"),
    "nested": (nested(100_000), "nested more than"),
    "repeating": (repeating(), "repeat so much"),
    "list": (b"- one\n- two\n", "this is not an annotated article"),
    "prose": (b"Only a sentence.\n", "this is not an annotated article"),
    "broken": (b"{{{\n", "not valid YAML"),
}


@pytest.mark.parametrize("command", [(), ("show",)], ids=["desk", "show"])
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_opened_is_said_in_a_line(
    run: Any, tmp_path: Path, name: str, command: tuple[str, ...]
) -> None:
    content, words = UNREADABLE[name]
    path = tmp_path / f"{name}.yaml"
    path.write_bytes(content)
    for done, called in (
        (run(*command, path), str(path)),
        (run(*command, "-", input=content), "standard input"),
    ):
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith(f"copydesk: {called}:")
        assert words in done.stderr
        assert done.stderr.count("\n") == 1


def test_what_is_no_file_is_said_in_a_line(run: Any, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name, words in (("missing.yaml", "does not exist"), ("folder", "is a folder")):
        for command in ((), ("show",)):
            done = run(*command, name)
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
            assert words in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--frobnicate"], "unrecognized arguments: --frobnicate"),
        (["show", "--pane", "actor"], "invalid choice: 'actor'"),
        (["one.yaml", "two.yaml"], "unrecognized arguments: two.yaml"),
        (["keys", "file.yaml"], "unrecognized arguments: file.yaml"),
        (["--config"], "expected one argument"),
        (["--json"], "unrecognized arguments: --json"),
    ],
    ids=" ".join,
)
def test_words_that_are_off(run: Any, words: list[str], said: str) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.startswith("usage: copydesk")


def test_settings_that_are_missing_are_said(run: Any, tmp_path: Path) -> None:
    done = run("show", "--config", tmp_path / "none.yaml")
    assert "does not exist" in done.stderr
    assert "Pakistan" in done.stdout


# Text from a file is shown and does nothing


@pytest.mark.parametrize("words", [[], ["--json"]], ids=["text", "json"])
def test_a_hostile_article_is_printed_literally(run: Any, tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE)
    done = run("show", *words, path)
    assert done.returncode == 0
    acting = [sign for sign in done.stdout + done.stderr if not harmless(sign)]
    assert acting == []
    for words_of_the_file in ("[@click=app.quit]here[/]", "[sic]", "[/]", "[bold]"):
        assert words_of_the_file in done.stdout
    if words:
        assert json.loads(done.stdout)["article"]["title"].endswith("\x1b]0;owned\x07\u202edrow")


def harmless(sign: str) -> bool:
    """Whether a terminal only draws it."""
    return sign == "\n" or (ord(sign) >= 32 and not "\x7f" <= sign <= "\x9f" and sign != "\u202e")


def test_a_hostile_name_and_hostile_problems_are_literal_too(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31m\u202ename.yaml"
    path.write_text(HOSTILE.replace("about: [a]", 'about: ["\\e[31m"]'))
    for command in ("show", "show --json"):
        done = run(*command.split(), path)
        assert done.returncode == 0
        assert [sign for sign in done.stdout + done.stderr if not harmless(sign)] == []
        assert "name.yaml:14:" in done.stderr
    path.write_text("{{{")
    done = run(path)
    assert done.returncode == 2
    assert [sign for sign in done.stderr if not harmless(sign)] == []


def test_a_hostile_article_does_nothing_on_the_desk(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE)
    terminal = desk(path, size=(120, 40), options={"set-clipboard": "on", "allow-rename": "on"})
    title = terminal.ask("#{pane_title}")
    terminal.wait_for("Title [/] [@click=app.quit]here[/] ␛[2J␛]0;owned␇␦drow")
    for key, shown in (
        ("2", "►  Hello"),
        ("j", "►  [/]"),
        ("3", "[bold]␛[1;1H[/bold]"),
        ("4", "Two ␛[?1049l"),
        ("5", "␦ecalp"),
        ("j", "[link=file:///etc/passwd]"),
        ("6", "┍━ 6 Details"),
        ("f", "Jump to which"),
    ):
        terminal.send(key)
        screen = terminal.wait_for(shown)
        assert "\u202e" not in screen
        assert "Title [/]" in screen.splitlines()[0]
    terminal.send("Escape")
    terminal.wait_gone("Jump to which")
    terminal.send("/")
    terminal.wait_for("esc leaves")
    terminal.type("[/]")
    terminal.wait_for("[/] [sic]")
    assert terminal.running()
    assert terminal.flags() == (True, False, True)
    assert terminal.ask("#{pane_title}") == title
    assert terminal._run("list-buffers") == ""


def test_problems_stand_with_file_line_and_column_on_standard_error(
    run: Any, tmp_path: Path
) -> None:
    path = tmp_path / "faults.yaml"
    path.write_text(
        "copydesk: 1\n"
        "article: {title: T, text: Hello there}\n"
        "actors:\n"
        "  - {id: a, name: Hello, kind: person, of: [nobody]}\n"
        "  - {id: a, name: Again, kind: person}\n"
        "events:\n"
        "  - {id: e, title: E, date: 2024-13-01, colour: red}\n"
    )
    done = run("show", path)
    assert done.returncode == 0
    assert "Hello, person, mentioned once" in done.stdout
    places = [
        re.match(rf"{re.escape(str(path))}:(\d+):(\d+): ([EW]\d+) ", line)
        for line in done.stderr.splitlines()
    ]
    assert all(places), done.stderr
    found = [(int(place[1]), int(place[2])) for place in places if place]
    assert found == sorted(found)
    assert {(4, 45), (7, 29), (7, 41)} <= set(found)
    assert {5} <= {line for line, _ in found}
    assert str(path) not in done.stdout
    data = json.loads(run("show", "--json", path).stdout)
    assert [(problem["line"], problem["column"]) for problem in data["problems"]] == found
