"""A desk ended in the middle of typing: every decision that its screen showed is kept, and no other.

Each round types a long burst of decisions, ends the desk at a random moment in one of the ways in which
sessions end, and opens it again. `make campaign` has 50 rounds of each way; otherwise there are 5.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

ROUNDS = int(os.environ.get("COPYDESK_CAMPAIGN", "5"))
DECISIONS = 200
BURST = 10
"""Keys that tmux sends at once."""

VERDICTS = {"a": "accept", "x": "reject"}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article with more events than a round decides."""
    path = tmp_path / "long.yaml"
    events = "".join(
        f"  - {{id: e{number}, title: Event {number}}}\n" for number in range(DECISIONS + 20)
    )
    text = "copydesk: 1\narticle:\n  title: A long day\n  text: Much happened.\nevents:\n"
    path.write_text(text + events)
    return path


def kept(article: Path) -> list[tuple[str, str]]:
    """Record and verdict of every act in the journal, in their order; each line must be whole."""
    journal = article.with_suffix(".review") / "mk.jsonl"
    if not journal.exists():
        return []
    acts = [json.loads(line) for line in journal.read_bytes().splitlines()]
    assert {act["by"] for act in acts} <= {"mk"}
    return [(act["record"], act["act"]) for act in acts]


def shown(screen: str) -> int:
    """How many decisions a screen says there are."""
    found = re.search(r"decided (\d+)/", screen)
    assert found is not None, screen
    return int(found[1])


def end_by_signal(number: int) -> Callable[[Any], None]:
    def end(terminal: Any) -> None:
        os.kill(terminal.pid, number)

    return end


def end_by_key(terminal: Any) -> None:
    terminal.send("C-c")


WAYS = {
    "SIGTERM": end_by_signal(signal.SIGTERM),
    "kill -9": end_by_signal(signal.SIGKILL),
    "ctrl+c": end_by_key,
}


def type_and_end(terminal: Any, typed: str, moment: float, end: Callable[[Any], None]) -> int:
    """Types until the moment comes, then ends the desk; how many decisions the last screen showed."""
    deadline = time.monotonic() + moment
    seen = 0
    for start in range(0, len(typed), BURST):
        terminal.type(typed[start : start + BURST])
        if time.monotonic() > deadline:
            break
    seen = shown(terminal.screen())
    end(terminal)
    return seen


def check_kept(article: Path, typed: str, seen: int) -> int:
    """The journal has what the screen showed, and nothing that was not typed; how much it has."""
    acts = kept(article)
    assert [verdict for _, verdict in acts] == [VERDICTS[key] for key in typed[: len(acts)]]
    assert [record for record, _ in acts] == [f"e{number}" for number in range(len(acts))]
    assert len(acts) >= seen
    return len(acts)


def keys_for(dice: random.Random) -> str:
    return "".join(dice.choices("ax", k=DECISIONS))


def reopened(desk: Callable[..., Any], article: Path, count: int, typed: str) -> None:
    """The next desk shows just what is kept, says nothing is wrong, and goes on from there."""
    terminal = desk(article, "--as", "mk")
    assert shown(terminal.screen()) == count
    assert "journal" not in terminal.screen().splitlines()[-2]
    left = typed[count : count + 2]
    terminal.type(left)
    terminal.wait_for(f"decided {count + len(left)}/")
    check_kept(article, typed, count + len(left))
    terminal.send("q")
    assert terminal.wait_exit() == 0


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_ended_at_a_random_moment(
    desk: Callable[..., Any], article: Path, way: str, number: int
) -> None:
    dice = random.Random(f"{way} {number}")
    typed = keys_for(dice)
    terminal = desk(article, "--as", "mk", env={"COPYDESK_START": "timeline"})
    seen = type_and_end(terminal, typed, dice.uniform(0.05, 1.2), WAYS[way])
    terminal.wait_until(lambda: not terminal.running())
    reopened(desk, article, check_kept(article, typed, seen), typed)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_connection_is_cut_at_a_random_moment(
    sshd: Any,
    tmux: Callable[..., Any],
    desk: Callable[..., Any],
    copydesk_command: Path,
    article: Path,
    number: int,
) -> None:
    dice = random.Random(f"SIGHUP {number}")
    typed = keys_for(dice)
    remote: Sequence[Any] = [copydesk_command, article, "--as", "mk"]
    terminal = tmux(sshd.command(remote), env={"COPYDESK_START": "timeline"})
    terminal.wait_for(lambda screen: "help" in screen and "decided 0/" in screen)
    seen = type_and_end(terminal, typed, dice.uniform(0.05, 1.2), end_by_signal(signal.SIGKILL))
    count = settled(article)
    assert check_kept(article, typed, seen) == count
    reopened(desk, article, count, typed)


def settled(article: Path) -> int:
    """How many acts there are once the desk at the other end has gone, and given up its lock."""
    lock = article.with_suffix(".review") / "mk.lock"
    deadline = time.monotonic() + 20
    while lock.exists() and lock.read_bytes() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not lock.exists() or not lock.read_bytes()
    return len(kept(article))
