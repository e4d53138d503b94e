"""Two reviewers at one article in a shared folder, and two desks of one reviewer."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.styles.symbols import UNICODE as SIGNS

ACTS = 1000
BURST = 25
VERDICTS = {"a": "accept", "x": "reject"}
STATUS = {"a": "accepted", "x": "rejected"}
WIDE = {"size": (120, 40), "env": {"COPYDESK_START": "timeline"}}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """An article in a folder that both reach, with more events than they decide."""
    folder = tmp_path / "shared"
    folder.mkdir()
    events = "".join(f"  - {{id: e{each}, title: Event {each}}}\n" for each in range(ACTS + 40))
    text = "copydesk: 1\narticle:\n  title: A long day\n  text: Much happened.\nevents:\n"
    path = folder / "day.yaml"
    path.write_text(text + events)
    return path


def journal(article: Path, reviewer: str) -> Path:
    return article.with_suffix(".review") / f"{reviewer}.jsonl"


def kept(article: Path, reviewer: str) -> list[tuple[str, str]]:
    """Record and verdict of each act in a journal, each line of which must be whole."""
    acts = [json.loads(line) for line in journal(article, reviewer).read_bytes().splitlines()]
    assert {act["by"] for act in acts} == {reviewer}
    assert len({act["id"] for act in acts}) == len(acts)
    return [(act["record"], act["act"]) for act in acts]


def test_two_reviewers_decide_1000_times_at_once(desk: Callable[..., Any], shared: Path) -> None:
    typed = {name: "".join(random.Random(name).choices("ax", k=ACTS)) for name in ("ann", "ben")}
    desks = {name: desk(shared, "--as", name, **WIDE) for name in typed}
    for first in range(0, ACTS, BURST):
        for name, terminal in desks.items():
            terminal.type(typed[name][first : first + BURST])
    for name, terminal in desks.items():
        terminal.wait_for(f"decided {ACTS}/{ACTS + 40}", 60)
        assert kept(shared, name) == [
            (f"e{number}", VERDICTS[key]) for number, key in enumerate(typed[name])
        ]
    differ = [ann != ben for ann, ben in zip(*typed.values(), strict=True)]
    for other, terminal in zip(("ben", "ann"), desks.values(), strict=True):
        terminal.send("P")
        terminal.wait_for(line_with(other, f"{ACTS} decided"))
        terminal.send("Escape")
        terminal.wait_gone("Progress")
        terminal.send("g")
        screen = terminal.wait_for(line_with(other, STATUS[typed[other][0]]))
        shown = contested(screen)
        assert len(shown) > 10
        assert shown == {number: differ[number] for number in shown}
    for terminal in desks.values():
        terminal.send("q")
        assert terminal.wait_exit() == 0


def test_what_one_says_the_other_reads_at_once(desk: Callable[..., Any], shared: Path) -> None:
    ann, ben = (desk(shared, "--as", name, **WIDE) for name in ("ann", "ben"))
    ann.type("ak")
    ben.wait_for(line_with("ann", "accepted"))
    ben.type("!which day?\rk")
    ann.wait_for(line_with("ben", "flagged"))
    ann.type("cthe first\r")
    screen = ben.wait_for("the first")
    assert line_with("ann", "accepted")(screen)
    assert line_with("ben", "flagged")(screen)
    assert contested(screen)[0]
    ann.type("u" * 2)  # the comment, and the decision before it
    ben.wait_gone("the first")
    ben.wait_gone(line_with("ann", "accepted"))
    assert not contested(ben.screen())[0]


def line_with(*words: str) -> Callable[[str], bool]:
    """Asks whether a screen has a line with all the words."""

    def has_line(screen: str) -> bool:
        return any(all(word in line for word in words) for line in screen.splitlines())

    return has_line


def contested(screen: str) -> dict[int, bool]:
    """Whether each event that a screen lists has the sign for what reviewers differ on."""
    return {
        int(hit[1]): SIGNS.contested in hit[2]
        for line in screen.splitlines()
        if (hit := re.search(rf"{SIGNS.event} Event (\d+) ([^│┃]*)", line))
    }


def test_a_second_desk_of_one_reviewer_only_reads_until_the_first_is_closed(
    desk: Callable[..., Any], shared: Path
) -> None:
    first = desk(shared, "--as", "ann", **WIDE)
    first.type("ax")
    first.wait_for("decided 2/")
    second = desk(shared, "--as", "ann", **WIDE)
    said = second.wait_for("has this review open")
    assert "read only" in said
    assert f"ann's desk on {socket.gethostname()} (pid {first.pid}, login " in said
    second.type("gx")
    second.wait_for(f"{SIGNS.cursor}{SIGNS.accepted}")
    first.type("a")
    second.wait_for("decided 3/")
    assert [verdict for _, verdict in kept(shared, "ann")] == ["accept", "reject", "accept"]
    first.send("q")
    second.wait_gone("read only")
    second.type("Gnx")
    second.wait_for("decided 4/")
    assert kept(shared, "ann")[-1] == ("e3", "reject")


def test_after_a_killed_desk_the_next_one_writes(desk: Callable[..., Any], shared: Path) -> None:
    first = desk(shared, "--as", "ann", **WIDE)
    first.type("ax")
    first.wait_for("decided 2/")
    os.kill(first.pid, signal.SIGKILL)
    first.wait_until(lambda: not first.running())
    lock = shared.with_suffix(".review") / "ann.lock"
    assert json.loads(lock.read_text())["pid"] == first.pid
    second = desk(shared, "--as", "ann", **WIDE)
    assert "read only" not in second.screen()
    second.type("Gnx")
    second.wait_for("decided 3/")
    assert kept(shared, "ann")[-1] == ("e2", "reject")
