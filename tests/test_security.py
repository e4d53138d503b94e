"""What docs/security.md promises, of hostile articles, journals, locks, settings and names of files."""

from __future__ import annotations

import ast
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.review.acts import Act, now
from models.review.journal import encode, file_name, folder_of
from tui.cli import main

ROOT = Path(__file__).parents[1]
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal does not show but obeys."""

EVIL = "\x1b]0;title\x07\x1b[2J\x9b31m\u202eover\x7f"


def act(by: str, **fields: Any) -> bytes:
    known: dict[str, Any] = {"v": 1, "id": os.urandom(8).hex(), "at": now(), "by": by}
    return encode(Act(**{**known, "act": "comment", "record": "a", "words": "so", **fields}))


# No code runs from any file

CODE = ("eval", "exec", "compile", "__import__", "popen", "unsafe_load", "full_load")
MODULES = ("pickle", "marshal", "shelve", "dill", "ctypes", "code", "runpy")


def sources() -> Iterator[tuple[Path, ast.AST]]:
    for folder in ("models", "tui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text())


def test_nothing_in_the_program_turns_data_into_code() -> None:
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                of = getattr(getattr(node.func, "value", None), "id", "")
                assert name not in CODE or of == "re", f"{path}:{node.lineno}: {name}"
                assert (of, name) != ("os", "system"), f"{path}:{node.lineno}"
                shell = [each.value for each in node.keywords if each.arg == "shell"]
                assert not shell, f"{path}:{node.lineno}: a shell"
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {each.partition(".")[0] for each in names} & {*MODULES}, f"{path}: {names}"


def test_only_one_place_starts_another_program_and_it_is_the_editor() -> None:
    starting = {str(path) for path, tree in sources() if "subprocess" in ast.dump(tree)}
    assert starting == {"tui/outside.py"}


PAYLOADS = [
    "!!python/object/apply:os.system ['touch pwned']",
    "!!python/object/new:os.system ['touch pwned']",
    "!!python/name:os.system",
    "!!python/module:os",
    "!<tag:yaml.org,2002:python/object/apply:os.system> ['touch pwned']",
    "`touch pwned`",
    "$(touch pwned)",
    "{{ 7 * 7 }}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_file_runs_code(
    payload: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    article = tmp_path / "x.yaml"
    article.write_text(
        f"copydesk: 1\narticle:\n  title: {payload}\n  text: Some words.\nactors:\n"
        f"- {{id: a, kind: person, name: {json.dumps(payload)}}}\nextra: {payload}\n"
    )
    settings = tmp_path / "config.yaml"
    settings.write_text(f"editor: {payload}\nkeys: {payload}\ntheme: {payload}\n")
    folder = folder_of(article)
    folder.mkdir()
    (folder / "mk.jsonl").write_bytes(act("mk", words=payload) + payload.encode() + b"\n")
    (folder / "mk.lock").write_text(payload)
    for words in (["show"], ["log"], ["apply"], ["show", "--json"]):
        more = ["--config", str(settings)] if words[0] == "show" else []
        assert main([*words, *more, str(article)]) in (0, 2)  # some are no YAML
    capsys.readouterr()
    assert not (tmp_path / "pwned").exists()


# Nothing reaches the terminal but what is meant to be seen


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """An article whose every word is hostile, and its review, by somebody with a hostile name."""
    words = json.dumps(EVIL)
    article = tmp_path / f"x{EVIL.replace('/', '')}.yaml"
    article.write_text(
        f"copydesk: 1\narticle: {{title: {words}, text: {words}, {words}: 1}}\n"
        f"actors:\n- {{id: {words}, kind: person, name: {words}, note: {words}}}\n"
        f"- {{id: b, kind: {words}, name: {words}}}\n"
        f"events:\n- {{id: e, title: {words}, date: {words}, at: {words}, actors: [{words}x]}}\n"
        "- {id: f, title: \x9b31m raw}\n" + "# so large that it is told how far reading is\n" * 6000
    )
    folder = folder_of(article)
    folder.mkdir()
    names = (EVIL, "mk")
    for name in names:
        lines = [
            act(name, record=EVIL, words=EVIL),
            act(name, act="accept", record="e", after="accept"),
        ]
        (folder / file_name(name)).write_bytes(b"".join(lines) + EVIL.encode() + b"\n")
    lock = {"owner": EVIL, "host": EVIL, "pid": 1, "since": EVIL}
    (folder / "mk.lock").write_text(json.dumps(lock))
    (folder / f"{EVIL.replace('/', '')}.jsonl").touch()
    return article


COMMANDS: list[list[str]] = [
    ["show"],
    ["show", "--json"],
    ["log"],
    ["log", "--json"],
    ["log", "--since", EVIL],
    ["log", "--by", EVIL, "--act", EVIL],
    ["apply"],
    ["agreement"],
    ["agreement", "--json"],
    ["show", "--pane", EVIL],
    ["show", EVIL],
    ["show", f"--{EVIL}"],
    ["show", "--config", EVIL],
    ["serve", "--host", EVIL],
    ["serve", "--port", EVIL],
    [EVIL],
    [f"-{EVIL}"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words).replace(EVIL, "EVIL"))
def test_what_is_printed_does_nothing_to_a_terminal(words: list[str], evil: Path) -> None:
    """In a real one: what a pipe gets is the data as it is."""
    command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
    shown = at_terminal([*command, *words, str(evil)], evil.parent)
    lines = shown.replace("\r\n", "\n")
    for ours in ("\rreading ", "\r\x1b[K"):  # how far it is, and that taken away
        lines = lines.replace(ours, "")
    assert lines.strip()
    assert "Traceback" not in lines
    assert not ACTING.search(lines), ascii(ACTING.findall(lines))


def at_terminal(command: list[str], where: Path) -> str:
    """All that a command sends to its terminal, of a kind that shows no desk."""
    ours, theirs = pty.openpty()
    home = where / "home"
    home.mkdir(exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TERM": "dumb"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=where
    )
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 1 << 16):
            parts.append(part)
    except OSError:  # it has ended
        pass
    os.close(ours)
    process.wait(30)
    return b"".join(parts).decode(errors="surrogateescape")


def test_a_key_that_settings_name_is_shown_literally(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "config.yaml"
    settings.write_text(
        f'keys: {{accept: {json.dumps(EVIL)}, {json.dumps(EVIL)}: x, reject: "\\e"}}'
    )
    assert main(["keys", "--config", str(settings)]) == 0
    said = capsys.readouterr()
    assert not ACTING.search(said.out + said.err)
