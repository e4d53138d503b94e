"""Work in several processes: in order, whole, and ended in good order whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from models.checks import many


def double(number: int) -> tuple[int, int]:
    time.sleep(0.02 * (number % 3))
    return 2 * number, os.getpid()


def die_over(deadly: int, number: int) -> tuple[int, int]:
    if number == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(number)


def lost(number: int) -> tuple[int, int]:
    return -number, 0


@pytest.mark.parametrize("processes", [0, 1, 2, 3, 50])
def test_what_comes_of_it_is_in_order(processes: int) -> None:
    found = [*many.each(double, range(7), processes, lost)]
    assert [result for result, _ in found] == [0, 2, 4, 6, 8, 10, 12]
    if processes > 1:
        assert len({process for _, process in found}) > 1
        assert os.getpid() not in {process for _, process in found}
    else:
        assert {process for _, process in found} == {os.getpid()}


def test_nothing_to_do() -> None:
    assert [*many.each(double, (), 4, lost)] == []


@pytest.mark.parametrize("deadly", [0, 4, 8])
def test_a_process_that_dies_loses_one_thing_only(deadly: int) -> None:
    found = [*many.each(partial(die_over, deadly), range(9), 2, lost)]
    assert [result for result, _ in found] == [-n if n == deadly else 2 * n for n in range(9)]


def test_of_a_lot_the_deadly_thing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_LOTS", 1)
    found = [*many.each(partial(die_over, 11), range(24), 2, lost)]
    assert [result for result, _ in found] == [-n if n == 11 else 2 * n for n in range(24)]


def alive(process: int) -> bool:
    """Whether a process is there, and not only waits to be buried."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_left_early_its_processes_end() -> None:
    with closing(many.each(double, range(1000), 2, lost)) as results:
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
