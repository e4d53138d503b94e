"""`copydesk serve` without a browser: who is answered, who is refused, and what is run for them."""

from __future__ import annotations

import argparse
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from tui.browser.server import application, new_secret
from tui.cli import main
from tui.subcommands import serve

SECRET = "s3cret"
ECHO = "printf '__GANGLION__\\n'; exec cat"


@pytest.fixture
async def client() -> AsyncIterator[TestClient[web.Request, web.Application]]:
    async with TestClient(TestServer(application(ECHO, SECRET))) as made:
        yield made


@pytest.mark.parametrize(
    "path",
    ["/", "/ws", "/page/index.html", "/static/js/textual.js", "/wrong/", "/wrong/ws", f"/{SECRET}"],
)
async def test_without_the_secret_there_is_nothing(client: Any, path: str) -> None:
    assert (await client.get(path)).status == 404


@pytest.mark.parametrize(
    "path", ["page/../server.py", "static/../server.py", "page/", "download/x"]
)
async def test_with_it_there_is_only_the_page(client: Any, path: str) -> None:
    assert (await client.get(f"/{SECRET}/{path}")).status in (403, 404)


@pytest.mark.parametrize("path", ["", "page/page.js", "static/js/textual.js", "ws"])
@pytest.mark.parametrize("origin", ["http://elsewhere.example", "http://127.0.0.1:1", "null"])
async def test_pages_from_elsewhere_are_refused(client: Any, path: str, origin: str) -> None:
    answer = await client.get(f"/{SECRET}/{path}", headers={"Origin": origin})
    assert answer.status == 403
    with pytest.raises(WSServerHandshakeError):
        await client.ws_connect(f"/{SECRET}/ws", headers={"Origin": origin})


async def test_the_page_loads_nothing_from_elsewhere(client: Any) -> None:
    answer = await client.get(f"/{SECRET}/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert (
        answer.headers["Referrer-Policy"] == "no-referrer"
    )  # a link in an article tells no secret
    page = await answer.text()
    named = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert len(named) == 6
    for name in named:
        assert "//" not in name
        if not name.startswith("data:"):
            assert (await client.get(f"/{SECRET}/{name}")).status == 200
    for name in ("page.css", "page.js"):
        assert "http:" not in await (await client.get(f"/{SECRET}/page/{name}")).text()


async def test_its_own_page_gets_a_desk_of_its_own(client: Any) -> None:
    origin = str(client.make_url("/")).rstrip("/")
    async with client.ws_connect(f"/{SECRET}/ws", headers={"Origin": origin}) as desk:
        await desk.send_json(["stdin", "hello"])
        assert await desk.receive_bytes(timeout=5) == b"hello"


def test_secrets_are_long_and_never_the_same() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(re.fullmatch(r"[\w-]{22}", secret) for secret in secrets)


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    "name", ["ann", "o'b", "$(touch pwned)", "-h", "a;b\n`c`", "--help", "é ‮x"]
)
def test_names_are_words_to_the_shell_and_nothing_else(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"-{name.replace('/', '_')} $HOME.yaml"
    command = serve._command(options(f"--config={name}.yaml", "--", str(file)), name)
    words = shlex.split(command)
    assert words[:3] == ["exec", sys.executable, "-P"]
    assert words[5:] == [f"--as={name}", f"--config={Path(f'{name}.yaml').resolve()}", str(file)]
    printed = command.replace(shlex.quote(sys.executable), "printf '%s\\0'", 1).removeprefix(
        "exec "
    )
    said = subprocess.run(["sh", "-c", printed], capture_output=True, cwd=tmp_path, check=True)
    assert said.stdout.decode().split("\0")[:-1] == words[2:]
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def never_served(monkeypatch: pytest.MonkeyPatch) -> list[socket.socket]:
    served: list[socket.socket] = []
    monkeypatch.setattr(
        "tui.browser.server.serve", lambda _, listening: served.append(listening.dup())
    )
    monkeypatch.setattr(serve, "_be_a_browsers_terminal", lambda: None)
    return served


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.1"])
def test_it_is_for_this_machine(
    host: str, never_served: list[socket.socket], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--host", host, "--port", "0", "--as", "ann"]) == 0
    said = capsys.readouterr()
    [listening] = never_served
    with listening:
        address, port = listening.getsockname()[:2]
    assert re.fullmatch(rf"http://{address}:{port}/[\w-]{{22}}/\n", said.out)
    assert said.err == "Open this link in a browser to review as ann. Ctrl+c ends it.\n"


def test_other_machines_are_served_only_if_that_is_said(
    never_served: list[socket.socket], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["serve", "--host", "0.0.0.0", "--port", "0", "--as", "ann"]
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "The link is the only password" in said.err
    assert "not encrypted" in said.err
    assert "ssh -L" in said.err
    assert never_served == []

    assert main([*words, "--allow-remote"]) == 0
    said = capsys.readouterr()
    assert "The link is the only password" in said.err
    assert said.out.startswith(f"http://{socket.gethostname()}:")
    never_served.pop().close()


def test_what_can_t_be_served_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], never_served: list[socket.socket]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for words, reason in (
            (["--port", port], f"port {port} of 127.0.0.1 can't be listened on: Address already"),
            (["--host", "no such host", "--port", "0"], "port 0 of no such host can't be"),
            (["-"], "what comes on standard input can't be served. Name a file."),
            ([str(tmp_path / "none.yaml")], "does not exist"),
        ):
            assert main(["serve", *words]) == 2
            assert reason in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["serve", "--port", "65536"])
    assert "“65536” is no port. Ports are numbers from 0 to 65535." in capsys.readouterr().err
    assert never_served == []


@pytest.mark.parametrize("package", ["aiohttp", "textual_serve.server"])
def test_without_the_package_it_says_how_to_get_it(
    package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "tui.browser.server")
    monkeypatch.setitem(sys.modules, package, None)
    assert main(["serve"]) == 2
    assert "pipx inject copydesk textual-serve" in capsys.readouterr().err
