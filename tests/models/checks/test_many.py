"""Work in several processes: in order, whole, and ended in good order whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models.checks import many

WORK = """
import os
import signal
import time


def double(number):
    time.sleep(0.02 * (number % 3))
    return 2 * number, os.getpid()


def die_over(deadly, number):
    if number == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(number)


def lost(number):
    return -number, 0
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """What is done, in a module that other processes find too, however they are made."""
    (tmp_path / "work_of_many.py").write_text(WORK)
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("work_of_many")
    del sys.modules["work_of_many"]


@pytest.mark.parametrize("processes", [0, 1, 2, 3, 50])
def test_what_comes_of_it_is_in_order(processes: int, work: Any) -> None:
    found = [*many.each(work.double, range(7), processes, work.lost)]
    assert [result for result, _ in found] == [0, 2, 4, 6, 8, 10, 12]
    if processes > 1:
        assert len({process for _, process in found}) > 1
        assert os.getpid() not in {process for _, process in found}
    else:
        assert {process for _, process in found} == {os.getpid()}


def test_nothing_to_do(work: Any) -> None:
    assert [*many.each(work.double, (), 4, work.lost)] == []


@pytest.mark.parametrize("deadly", [0, 4, 8])
def test_a_process_that_dies_loses_one_thing_only(deadly: int, work: Any) -> None:
    found = [*many.each(partial(work.die_over, deadly), range(9), 2, work.lost)]
    assert [result for result, _ in found] == [-n if n == deadly else 2 * n for n in range(9)]


def test_of_a_lot_the_deadly_thing_is_found(work: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_LOTS", 1)
    found = [*many.each(partial(work.die_over, 11), range(24), 2, work.lost)]
    assert [result for result, _ in found] == [-n if n == 11 else 2 * n for n in range(24)]


def alive(process: int) -> bool:
    """Whether a process is there, and not only waits to be buried."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_left_early_its_processes_end(work: Any) -> None:
    with closing(many.each(work.double, range(1000), 2, work.lost)) as results:
        processes = {next(results)[1] for _ in range(60)}
        assert all(map(alive, processes))
    assert not any(map(alive, processes))


SCRIPT = textwrap.dedent("""
    import os, time
    from models.checks import many

    def work(number):
        time.sleep(0.01)
        return os.getpid()

    if __name__ == "__main__":
        for process in many.each(work, range(10_000), 2, lambda number: 0):
            print(process, flush=True)
""")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_when_the_parent_ends_so_do_they(number: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    parent = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(many.__file__).parents[2])},
    )
    assert parent.stdout is not None
    with parent, parent.stdout:
        processes = {int(parent.stdout.readline()) for _ in range(60)}
        assert len(processes) == 2
        parent.send_signal(number)
        parent.wait(10)
        deadline = time.monotonic() + 10
        while any(map(alive, processes)):
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_processors_are_those_that_may_be_used() -> None:
    assert 1 <= many.cores() <= (os.cpu_count() or 1)
