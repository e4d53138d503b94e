"""Work on many things at once, in processes; what comes of it in the order of the things."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Lots that a process has at a time: one it works on, and one it need not wait for."""

_LOTS, _LARGEST = 16, 8
"""Lots of each process if there are few things, and the most that one holds: telling takes its time, too."""

_GRACE = 2.0
"""Seconds in which a process may finish what it does once nobody waits for it any more."""


def cores() -> int:
    """The processors that this program may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    work: Callable[[T], R], things: Sequence[T], processes: int, lost: Callable[[T], R]
) -> Generator[R]:
    """What `work`, which may not raise, makes of each thing. Where a process dies over one, such as for
    want of memory, that gives `lost(thing)`, and another process goes on. To be closed when it is left
    early: the processes then end with what they are at."""
    processes = min(processes, len(things))
    if processes < 2:
        yield from map(work, things)
    else:
        yield from _Crew(work, things, processes, lost).results()


class _Worker:
    """A process, the line to it, and the lots that it has, as the numbers of things."""

    def __init__(self, process: Any, line: Connection[Any, Any]) -> None:
        self.process = process
        self.line = line
        self.busy: deque[list[int]] = deque()


def _serve(
    work: Callable[[Any], Any], line: Connection[Any, Any], inherited: Sequence[Any]
) -> None:
    """What a process does until nobody is at the other end of its line. Ctrl+C is for its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            line.send([work(thing) for thing in line.recv()])


class _Crew(Generic[T, R]):
    """Processes at work on things."""

    def __init__(
        self, work: Callable[[T], R], things: Sequence[T], processes: int, lost: Callable[[T], R]
    ) -> None:
        self.work = work
        self.things = things
        self.processes = processes
        self.lost = lost
        size = max(1, min(_LARGEST, len(things) // (_LOTS * processes)))
        numbers = range(len(things))
        self.waiting = deque([*numbers[at : at + size]] for at in numbers[::size])
        self.done: dict[int, R] = {}
        self.workers: list[_Worker] = []
        self.context = _context()

    def results(self) -> Iterator[R]:
        try:
            for _ in range(self.processes):
                self._hire()
            for number in range(len(self.things)):
                while number not in self.done:
                    self._go_on()
                yield self.done.pop(number)
        finally:
            self._end()

    def _hire(self) -> None:
        ours, theirs = self.context.Pipe()
        inherited = [ours, *(worker.line for worker in self.workers)]
        if self.context.get_start_method() != "fork":
            inherited = []
        process = self.context.Process(
            target=_serve, args=(self.work, theirs, inherited), daemon=True
        )
        process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))

    def _go_on(self) -> None:
        """Gives out what there is to do, and takes in what is done first."""
        from multiprocessing.connection import wait

        for worker in self.workers:
            while self.waiting and len(worker.busy) < _AHEAD:
                worker.busy.append(self.waiting.popleft())
                with suppress(OSError):  # it is dead; reading from it will tell
                    worker.line.send([self.things[number] for number in worker.busy[-1]])
        ready = wait([worker.line for worker in self.workers if worker.busy])
        for worker in [worker for worker in self.workers if worker.line in ready]:
            try:
                results = worker.line.recv()
            except (EOFError, OSError):
                self._replace(worker)
            else:
                self.done.update(zip(worker.busy.popleft(), results, strict=True))

    def _replace(self, worker: _Worker) -> None:
        """Puts another in the place of one that died over a lot; if that held several things, each is tried
        by itself."""
        first = worker.busy.popleft()
        self.waiting.extendleft(reversed(worker.busy))
        if len(first) > 1:
            self.waiting.extendleft([number] for number in reversed(first))
        else:
            self.done[first[0]] = self.lost(self.things[first[0]])
        self.workers.remove(worker)
        worker.line.close()
        worker.process.join()
        self._hire()

    def _end(self) -> None:
        for worker in self.workers:
            worker.line.close()
        for worker in self.workers:
            worker.process.join(_GRACE)
            if worker.process.is_alive():
                worker.process.terminate()
                worker.process.join()


def _context() -> ForkContext | SpawnContext:
    """How processes are made: by forking, which shares what is imported, where no other thread of this
    program could hold a lock meanwhile."""
    from multiprocessing import get_context

    threads = Path("/proc/self/task")
    alone = sys.platform == "linux" and threads.exists() and len([*threads.iterdir()]) == 1
    return get_context("fork") if alone else get_context("spawn")
