"""`copydesk serve` in a real browser: headless Chromium, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pyte
import pytest

from models.review.journal import folder_of
from models.review.lock import Lock, take

TIMEOUT = 20.0
SIZE = (200, 60)  # larger than any window here: nothing a desk draws falls outside
NAME = "o'b $(touch pwned); ann"


async def until(condition: Callable[[], Any], failure: Callable[[], str]) -> Any:
    deadline = time.monotonic() + TIMEOUT
    while not (met := condition()):
        if time.monotonic() > deadline:
            pytest.fail(failure())
        await asyncio.sleep(0.02)
    return met


def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("chromium is missing: install the Debian package chromium.", pytrace=False)
    return found


class Tab:
    """One page of the browser. Its `screen` is what its socket brought, drawn by a terminal in memory."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._terminal = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self._terminal)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._calls = 0
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            else:
                self._hear(told["method"], told["params"])

    def _hear(self, what: str, told: dict[str, Any]) -> None:
        if what == "Network.webSocketFrameReceived" and told["response"]["opcode"] == 2:
            self._stream.feed(base64.b64decode(told["response"]["payloadData"]))
        elif what in ("Network.requestWillBeSent", "Network.webSocketCreated"):
            self.asked.append(told.get("url") or told["request"]["url"])
        elif what == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"]))
        elif what == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(str(told["entry"]))

    async def call(self, method: str, **params: Any) -> Any:
        number = self._calls = self._calls + 1
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        return (await asyncio.wait_for(answer, TIMEOUT)).get("result")

    async def open(self, link: str) -> None:
        for domain in ("Network", "Page", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        await self.call("Page.navigate", url=link)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    @property
    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._terminal.display).rstrip()

    async def shows(self, words: str) -> None:
        await until(
            lambda: words in self.screen,
            lambda: f"“{words}” is not on the screen:\n{self.screen}\n{self.complaints}",
        )

    async def value(self, expression: str) -> Any:
        return (await self.call("Runtime.evaluate", expression=expression))["result"].get("value")

    async def close(self) -> None:
        with contextlib.suppress(ConnectionError, asyncio.TimeoutError):
            await self.call("Page.close")
        await self._reader


class Browser:
    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session, self._address = session, address

    async def tab(self, link: str) -> Tab:
        async with self._session.put(f"{self._address}/json/new?about:blank") as answer:
            target = json.loads(await answer.text())
        address = target["webSocketDebuggerUrl"]
        tab = Tab(await self._session.ws_connect(address, max_msg_size=0))
        await tab.open(link)
        return tab


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    profile = tmp_path / "profile"
    words = [chromium(), "--headless=new", "--remote-debugging-port=0"]
    words += [f"--user-data-dir={profile}", "--no-first-run", "--disable-gpu", "about:blank"]
    words += ["--no-sandbox"] if os.geteuid() == 0 else []
    port = profile / "DevToolsActivePort"
    with (tmp_path / "chromium.log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log)
    try:
        await until(
            lambda: port.exists() and port.read_text().strip(),
            lambda: f"Chromium does not start:\n{(tmp_path / 'chromium.log').read_text()}",
        )
        async with aiohttp.ClientSession() as session:
            yield Browser(session, f"http://127.0.0.1:{port.read_text().split()[0]}")
    finally:
        process.terminate()
        process.wait(TIMEOUT)


class Served:
    """`copydesk serve` as a process of its own, and what it printed."""

    def __init__(self, words: list[str | Path], home: Path, where: Path) -> None:
        outside = ("XDG_", "COPYDESK_", "TEXTUAL")
        own: Mapping[str, str] = {
            name: value for name, value in os.environ.items() if not name.startswith(outside)
        }
        self.words = where / "words"
        with self.words.open("wb") as told:
            self.process = subprocess.Popen(
                words,
                env={**own, "HOME": str(home), "TERM": "dumb", "LANG": "C"},
                cwd=where,
                stdout=subprocess.PIPE,
                stderr=told,
            )

    def link(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode().strip()
        assert line.startswith("http://127.0.0.1:"), self.words.read_text()
        return line

    def desks(self) -> list[int]:
        """The processes of its desks."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(each) for each in listed.read_text().split()]

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(TIMEOUT)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The article that ships, in a folder that holds a trap for who imports from it."""
    folder = tmp_path / "a folder"
    (folder / "models").mkdir(parents=True)
    (folder / "models" / "__init__.py").write_text("open('pwned', 'w')")
    copy = folder / "re port;touch pwned.yaml"
    seed = Path(__file__).parents[2] / "seeds" / "pakistan-iran.yaml"
    return Path(shutil.copy(seed, copy))


@pytest.fixture
def served(tmp_path: Path, article: Path, copydesk_command: Path) -> Iterator[Served]:
    home = tmp_path / "home"
    home.mkdir()
    words = [copydesk_command, "serve", article.name, "--as", NAME, "--port", "0"]
    server = Served(words, home, article.parent)
    try:
        yield server
    finally:
        server.close()


def acts(article: Path) -> list[tuple[str, str]]:
    lines = [
        json.loads(line)
        for journal in folder_of(article).glob("*.jsonl")
        for line in journal.read_text().splitlines()
    ]
    return [(line["by"], line["act"]) for line in lines]


def is_free(article: Path) -> bool:
    lock = take(folder_of(article), NAME)
    if isinstance(lock, Lock):
        lock.release()
    return isinstance(lock, Lock)


def ended(process: int) -> bool:
    return not Path(f"/proc/{process}").exists()


async def test_a_desk_in_a_browser(served: Served, browser: Browser, article: Path) -> None:
    link = served.link()
    tab = await browser.tab(link)
    await tab.shows("Pakistan and Iran promise")
    await tab.shows("o'b $(touch")
    colours = "new Set(document.querySelector('canvas').getContext('2d').getImageData(0,0,400,200).data).size"
    assert await tab.value(colours) > 10, "nothing is painted"

    await tab.press("2", "a")  # no click first: the keys are the desk's
    await tab.shows("Accepted:")
    assert acts(article) == [(NAME, "accept")]
    assert not is_free(article)
    assert all(
        address.startswith((link, link.replace("http", "ws"), "data:")) for address in tab.asked
    ), tab.asked
    assert any("/ws?" in address for address in tab.asked)
    assert tab.complaints == []

    second = await browser.tab(link)
    await second.shows("has this review open")
    await second.press("2", "x")
    await second.shows("read only")
    assert acts(article) == [(NAME, "accept")]

    await tab.close()
    await until(lambda: len(served.desks()) == 1, lambda: f"desks: {served.desks()}")
    await second.press("x")
    await second.shows("Rejected:")
    assert acts(article) == [(NAME, "accept"), (NAME, "reject")]

    await second.press("q")
    await until(lambda: not served.desks(), lambda: f"desks: {served.desks()}\n{second.screen}")
    assert is_free(article)
    assert (
        await second.value("getComputedStyle(document.getElementById('ended')).display") == "flex"
    )
    await second.close()
    assert list(article.parent.rglob("pwned")) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_the_desks_end_with_the_server(
    served: Served, browser: Browser, article: Path, number: signal.Signals
) -> None:
    tab = await browser.tab(served.link())
    await tab.shows("decided 0/69")
    await tab.press("2", "a")
    await tab.shows("Accepted:")
    [desk] = served.desks()
    served.process.send_signal(number)
    status = await asyncio.to_thread(served.process.wait, TIMEOUT)
    assert status == (-number if number == signal.SIGKILL else 0), served.words.read_text()
    await until(lambda: ended(desk), lambda: "the desk goes on without its server")
    assert is_free(article)
    assert acts(article) == [(NAME, "accept")]
    await tab.close()
