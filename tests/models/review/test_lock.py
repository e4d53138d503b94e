"""One desk for each reviewer of an article: held, released, left behind, on another host."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.review import lock as locks
from models.review.acts import now
from models.review.journal import JournalError
from models.review.lock import Held, Lock, take

HOLD = """
    import subprocess, sys, time
    from pathlib import Path
    from models.review.lock import Lock, take

    lock = take(Path("."), "mk")
    assert isinstance(lock, Lock)
    children = [subprocess.Popen(["sleep", "60"], close_fds=False)] if "child" in sys.argv else []
    print(*[child.pid for child in children], flush=True)
    time.sleep(60)
"""

Spawn = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Spawn]:
    """Runs code in a process of its own, in the folder of the test."""
    started = []

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def taken(folder: Path, **more: Any) -> Lock:
    lock = take(folder, "mk", **more)
    assert isinstance(lock, Lock), lock
    return lock


def refused(folder: Path, **more: Any) -> str:
    held = take(folder, "mk", **more)
    assert isinstance(held, Held)
    return held.words


def left_by(folder: Path, **more: Any) -> Path:
    """The lock of a desk that never let it go."""
    usual = {"owner": "mk", "host": "web1", "pid": 123, "since": "2024-01-29T12:30:00.000Z"}
    path = folder / "mk.lock"
    path.write_text(json.dumps({**usual, **more}))
    return path


@pytest.fixture(autouse=True)
def host(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def call(name: str) -> None:
        monkeypatch.setattr(locks.socket, "gethostname", lambda: name)

    call("web1")
    return call


def test_the_content_says_who_holds_it(tmp_path):
    before = now()
    lock = taken(tmp_path)
    content = json.loads((tmp_path / "mk.lock").read_text())
    assert content == {
        "owner": locks.login(),
        "host": "web1",
        "pid": os.getpid(),
        "since": content["since"],
    }
    assert before <= content["since"] <= now()
    assert (tmp_path / "mk.lock").stat().st_mode & 0o777 == 0o600
    lock.release()
    lock.release()
    assert (tmp_path / "mk.lock").read_bytes() == b""


def test_a_second_desk_is_told_who_has_the_review(tmp_path):
    lock = taken(tmp_path)
    since = json.loads((tmp_path / "mk.lock").read_text())["since"]
    for force in (False, True):
        assert refused(tmp_path, force=force) == (
            f"mk's desk on web1 (pid {os.getpid()}, login {locks.login()}, since {since[:10]}"
            f" {since[11:16]} UTC) has this review open. Nothing can be done here until it is closed"
            " there."
        )
    assert isinstance(take(tmp_path, "jk"), Lock)
    lock.release()
    taken(tmp_path).release()


@pytest.mark.parametrize("content", [b"", b"?", b"\xff" * 9000, b"{}", b'{"pid":"x"}'])
def test_a_held_lock_without_sense_is_still_held(tmp_path, content):
    lock = taken(tmp_path)
    (tmp_path / "mk.lock").write_bytes(content)
    assert refused(tmp_path) == (
        "mk has this review open elsewhere. Nothing can be done here until it is closed there."
    )
    lock.release()
    (tmp_path / "mk.lock").write_bytes(content)
    taken(tmp_path).release()


@pytest.mark.parametrize("argument", ["alone", "child"])
def test_what_a_killed_desk_left_is_taken(tmp_path, spawn, host, argument):
    """Even while a child that it started, an editor say, lives on."""
    import socket

    process = spawn(HOLD, argument)
    child = process.stdout.readline().strip()
    assert "has this review open." in refused(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait()
    content = json.loads((tmp_path / "mk.lock").read_text())
    assert content["pid"] == process.pid
    host(content["host"])
    try:
        lock = taken(tmp_path)
        assert json.loads((tmp_path / "mk.lock").read_text())["pid"] == os.getpid()
        lock.release()
        assert socket.gethostname() == content["host"]
    finally:
        if child:
            os.kill(int(child), signal.SIGKILL)


@pytest.mark.parametrize(
    "pid",
    [os.getpid(), os.getppid(), 1, 0, -1, 2**40],
    ids=["this", "its parent", "1", "0", "-1", "none"],  # the same in every worker
)
def test_a_process_of_the_same_number_is_not_the_holder(tmp_path, pid):
    left_by(tmp_path, pid=pid)
    taken(tmp_path).release()


def test_what_another_host_did_not_release_may_be_held_there(tmp_path, host):
    path = left_by(tmp_path, host="web2")
    assert refused(tmp_path) == (
        "mk's desk on web2 (pid 123, login mk, since 2024-01-29 12:30 UTC) has this review open. If"
        f" that desk is gone, delete {path} to go on here."
    )
    assert json.loads(path.read_text())["host"] == "web2"
    lock = taken(tmp_path, force=True)
    assert json.loads(path.read_text())["host"] == "web1"
    host("web2")
    assert "on web1" in refused(tmp_path)
    lock.release()
    taken(tmp_path).release()
    left_by(tmp_path, host="web3").unlink()
    taken(tmp_path).release()


@pytest.fixture
def no_flock(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks.fcntl, "flock", fail)


@pytest.mark.usefixtures("no_flock")
def test_where_the_file_system_has_no_locks_the_content_decides(tmp_path):
    lock = taken(tmp_path)
    lock.release()
    path = left_by(tmp_path, pid=os.getppid())
    assert refused(tmp_path).endswith(f"If that desk is gone, delete {path} to go on here.")
    taken(tmp_path, force=True).release()
    for pid in (0, -1, 2**22 + 1, 2**70, os.getpid()):
        left_by(tmp_path, pid=pid)
        taken(tmp_path).release()


@pytest.mark.usefixtures("no_flock")
def test_a_process_that_may_not_be_asked_lives(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EPERM, "not yours")

    left_by(tmp_path)
    monkeypatch.setattr(locks.os, "kill", refuse)
    assert "pid 123" in refused(tmp_path)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "You lack the right to it. Ask for that, or review a copy of the article."),
        (errno.EROFS, "You lack the right to it. Ask for that, or review a copy of the article."),
        (errno.ENOSPC, "The disk is full, or your share of it. Make room and do it again."),
    ],
)
@pytest.mark.parametrize("call", ["open", "ftruncate", "pwrite", "fsync"])
def test_why_there_is_no_lock_is_said_in_words(tmp_path, monkeypatch, number, words, call):
    def fail(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(locks.os, call, fail)
        assert refused(tmp_path) == f"{tmp_path}/mk.lock can't be written. {words}"
    taken(tmp_path).release()


def test_no_lock_through_a_link_nor_in_what_is_no_file(tmp_path):
    (tmp_path / "mk.lock").symlink_to("elsewhere")
    assert refused(tmp_path).endswith("Remove the link.")
    assert not (tmp_path / "elsewhere").exists()
    (tmp_path / "mk.lock").unlink()
    os.mkfifo(tmp_path / "mk.lock")
    assert "can't be written" in refused(tmp_path)
    (tmp_path / "mk.lock").unlink()
    (tmp_path / "mk.lock").mkdir()
    assert "can't be written" in refused(tmp_path)
    assert "can't be written" in refused(tmp_path / "nowhere")


def test_a_name_that_can_be_no_file_s(tmp_path):
    with pytest.raises(JournalError):
        take(tmp_path, "x" * 500)
    assert isinstance(take(tmp_path, "../é"), Lock)
    assert [path.name for path in tmp_path.iterdir()] == ["%2E.%2F%C3%A9.lock"]


def test_a_login_without_a_name(monkeypatch):
    def fail():
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(locks, "getuser", fail)
    assert locks.login() == f"user {os.getuid()}"


def test_of_several_that_race_for_it_only_one_has_it(tmp_path, spawn):
    """Each goes in and out many times; two inside at once would meet at the same file."""
    race = """
        import os, time
        from pathlib import Path
        from models.review.lock import Lock, take

        while not Path("go").exists():
            time.sleep(0.001)
        times, refusals = 0, 0
        while times < 50:
            lock = take(Path("."), "mk")
            if isinstance(lock, Lock):
                os.close(os.open("inside", os.O_CREAT | os.O_EXCL))
                time.sleep(0)
                os.unlink("inside")
                lock.release()
                times += 1
            else:
                refusals += 1
            time.sleep(0.0005)
        print(times)
    """
    racers = [spawn(race) for _ in range(3)]
    time.sleep(0.3)
    (tmp_path / "go").touch()
    assert [racer.communicate(timeout=30)[0] for racer in racers] == ["50\n"] * 3
    assert all(racer.returncode == 0 for racer in racers)


def test_the_last_sign_of_a_release_comes_when_the_lock_is_free(tmp_path, monkeypatch):
    """Whoever watches the file looks when it changes, and must not find it held still."""
    lock = taken(tmp_path)
    found = []
    monkeypatch.setattr(locks.os, "utime", lambda _: found.append(taken(tmp_path)))
    lock.release()
    monkeypatch.undo()
    assert len(found) == 1
    found[0].release()
