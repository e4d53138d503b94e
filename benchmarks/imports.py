"""What the desk imports until its first screen that the bare app does not."""

from __future__ import annotations

import re
from typing import NamedTuple

from benchmarks import bare
from benchmarks.startup import FIRST_PANE, PYTHON
from benchmarks.terminal import Terminal

_TIMED = re.compile(rb"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")
_DESK = "import sys; from tui.cli import main; sys.argv[1:] = []; sys.exit(main())"
_BARE = f"import runpy; runpy.run_path({bare.__file__!r}, run_name='__main__')"


class Imported(NamedTuple):
    """A package with the time its own modules took, in seconds, and the costliest of them."""

    package: str
    seconds: float
    modules: tuple[str, ...]


def _modules(program: str, shown: str) -> dict[str, float]:
    """Every module that a program imports, and how long its own code took (`-X importtime`)."""
    command = (PYTHON, "-P", "-X", "importtime", "-c", program)
    with Terminal(command, (80, 24), shown) as terminal:
        sent = b"".join(chunk.data for chunk in terminal.chunks)
    before = sent.partition(shown.encode())[0]
    return {module.decode(): int(spent) / 1e6 for spent, module in _TIMED.findall(before)}


def additional(runs: int) -> list[Imported]:
    """Packages by what their modules cost that the bare app does without; the least of several runs."""
    least: dict[str, float] = {}
    for _ in range(runs):
        bare_modules = _modules(_BARE, bare.SAYS)
        for module, seconds in _modules(_DESK, FIRST_PANE).items():
            if module not in bare_modules:
                least[module] = min(seconds, least.get(module, seconds))
    packages: dict[str, list[str]] = {}
    for module in sorted(least, key=least.__getitem__, reverse=True):
        packages.setdefault(module.partition(".")[0], []).append(module)
    found = [
        Imported(package, sum(map(least.__getitem__, modules)), tuple(modules[:3]))
        for package, modules in packages.items()
    ]
    return sorted(found, key=lambda package: package.seconds, reverse=True)
