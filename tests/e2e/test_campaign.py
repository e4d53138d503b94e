"""A desk ended in the middle of typing: all that its screen showed is kept, and nothing that was not typed.

Each round types decisions, in some rounds flags, comments and corrections too, ends the desk at a random
moment in one of the ways in which sessions end, and opens it again. `make campaign` has 50 rounds of each
way; otherwise there are 5.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tui.styles.symbols import UNICODE as SIGNS

ROUNDS = int(os.environ.get("COPYDESK_CAMPAIGN", "5"))
DECISIONS = 200
AHEAD = 20
"""Acts typed at most before the desk has done them: a fast hand on a slow line."""

LONGEST_WAIT = 0.1
"""Seconds at most from the last key to the end, where the end waits for nothing else."""

VERDICTS = {SIGNS.accepted: "accept", SIGNS.rejected: "reject", SIGNS.flagged: "flag"}
ROW = re.compile(rf"[│┃](.)(.) +{SIGNS.event} Event (\d+)( again)? (.*)[│┃]")


class Step(NamedTuple):
    """One act as it is typed, and as the journal must have it: its name, record and words (of a
    correction, the new title)."""

    typed: str
    act: str
    record: int
    words: str = ""

    @property
    def decides(self) -> bool:
        return self.act in VERDICTS.values()


def decisions(dice: random.Random) -> Iterator[Step]:
    for record in range(DECISIONS):
        yield dice.choice([Step("a", "accept", record), Step("x", "reject", record)])


def all_sorts(dice: random.Random) -> Iterator[Step]:
    """Decisions with reasons, comments and corrections between them; typed words are no commands."""
    for step in decisions(dice):
        record, chance = step.record, dice.random()
        if chance < 0.05:
            yield correction(record)
        elif chance < 0.15:
            yield Step(f"cax {record}?\r", "comment", record, f"ax {record}?")
        if chance > 0.9:
            words = dice.choice(["", "xa! no source"])
            yield Step(f"!{words}\r", "flag", record, words)
        else:
            yield step


def correction(record: int) -> Step:
    """The form, its title field, words at its end, and ctrl+s."""
    return Step("e\r again\x13", "edit", record, f"Event {record} again")


# What there is


def kept(article: Path) -> list[Step]:
    """Every act in the journal, in their order; each line must be whole, and written by this desk."""
    journal = article.with_suffix(".review") / "mk.jsonl"
    if not journal.exists():
        return []
    acts = [json.loads(line) for line in journal.read_bytes().splitlines()]
    assert {act["by"] for act in acts} <= {"mk"}
    assert len({act["id"] for act in acts}) == len(acts)
    return [_step(act) for act in acts]


def _step(act: dict[str, Any]) -> Step:
    record = act["record"]
    words = act["after"][record]["title"] if act["act"] == "edit" else act.get("words", "")
    return Step("", act["act"], int(record.removeprefix("e")), words)


def how_many_kept(article: Path) -> int:
    journal = article.with_suffix(".review") / "mk.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


class Row(NamedTuple):
    """What a row of the timeline says of its event."""

    verdict: str = ""
    commented: bool = False
    corrected: bool = False


def rows(screen: str) -> dict[int, Row]:
    """The events that a screen shows."""
    return {
        int(hit[3]): Row(VERDICTS.get(hit[2], ""), SIGNS.commented in hit[5], bool(hit[4]))
        for line in screen.splitlines()
        if (hit := ROW.match(line))
    }


def cursor(screen: str) -> list[str]:
    """The number of the event that the cursor stands on."""
    return re.findall(rf"{SIGNS.cursor}. +{SIGNS.event} Event (\d+)", screen)


def figure(screen: str, words: str) -> int:
    """A figure of the top line; 0 where it is not there, as behind a form."""
    found = re.search(rf"{words} (\d+)", screen.splitlines()[0])
    return int(found[1]) if found else 0


def row(steps: list[Step], record: int) -> Row:
    """What the row of a record must say after some acts."""
    about = [step for step in steps if step.record == record]
    verdicts = [step.act for step in about if step.decides]
    acts = {step.act for step in about}
    return Row(verdicts[-1] if verdicts else "", "comment" in acts, "edit" in acts)


def decided(steps: list[Step]) -> int:
    return sum(step.decides for step in steps)


def corrected(steps: list[Step]) -> int:
    return len({step.record for step in steps if step.act == "edit"})


# A round


class Way(NamedTuple):
    """How a desk is opened and ended, and how one knows that it has. `graceful`: it has time to say
    where the reader was."""

    open: Callable[[Path], Any]
    end: Callable[[Any], None]
    gone: Callable[[Any], bool]
    graceful: bool = True


def type_until(
    terminal: Any, article: Path, script: list[Step], last: int
) -> tuple[list[Step], list[str]]:
    """Types, never far ahead, until the desk has done `last` acts or all is typed that it needs to;
    what was typed, and what the screen showed meanwhile."""
    typed: list[Step] = []
    screens = []
    waiting = iter(script)
    while (done := how_many_kept(article)) < last:
        burst = [step for _ in range(AHEAD - (len(typed) - done)) if (step := next(waiting, None))]
        if burst:
            terminal.type("".join(step.typed for step in burst))
            typed += burst
        screens.append(terminal.screen())
    return typed, screens


def type_and_correct(
    terminal: Any, article: Path, script: list[Step], last: int, dice: random.Random
) -> tuple[list[Step], list[str]]:
    """Types so much and not more, and a correction just before the end."""
    typed = [*script[:last], correction(last)]
    _, screens = type_until(terminal, article, typed[:-1], last)
    terminal.type(typed[-1].typed)
    time.sleep(dice.uniform(0, LONGEST_WAIT))  # the form takes about as long
    return typed, screens


def check_nothing_lost(steps: list[Step], typed: list[Step], screens: list[str]) -> None:
    """The acts kept are the first of those typed, and include all that any screen showed."""
    assert [step[1:] for step in steps] == [step[1:] for step in typed[: len(steps)]]
    for screen in screens:
        assert figure(screen, "decided") <= decided(steps), screen
        assert figure(screen, "unsaved") <= corrected(steps), screen
        for record, shown in rows(screen).items():
            held = row(steps, record)
            assert shown.verdict in ("", held.verdict), screen
            assert shown.commented <= held.commented, screen
            assert shown.corrected <= held.corrected, screen


def check_shown(screen: str, steps: list[Step]) -> None:
    """A screen shows what is kept, no more and no less, and nothing is wrong."""
    assert figure(screen, "decided") == decided(steps), screen
    assert figure(screen, "unsaved") == corrected(steps), screen
    assert rows(screen), screen
    for record, shown in rows(screen).items():
        assert shown == row(steps, record), screen
    assert "read only" not in screen
    assert "journal" not in screen


def check_goes_on(terminal: Any, article: Path, steps: list[Step]) -> None:
    """What is decided now comes after what is kept."""
    first = decided(steps)
    terminal.type("Gnax")  # from the last event to the first that is not decided
    terminal.wait_for(f"decided {first + 2}/")
    more = [Step("", "accept", first), Step("", "reject", first + 1)]
    assert kept(article) == [*(step._replace(typed="") for step in steps), *more]
    terminal.send("q")
    terminal.wait_until(lambda: not terminal.running())


def play(way: Way, article: Path, number: int, moment: float) -> float:
    """One round; which share of what the whole script does was kept."""
    dice = random.Random(f"{article.parent.name} {number}")
    before = article.read_bytes()
    script = list(all_sorts(dice) if number % 3 == 1 else decisions(dice))
    last = round(moment * (len(script) - 1))
    terminal = way.open(article)
    if number % 3 == 2:
        typed, screens = type_and_correct(terminal, article, script, last, dice)
    else:
        typed, screens = type_until(terminal, article, script, last)
    screens.append(terminal.screen())
    way.end(terminal)
    terminal.wait_until(lambda: way.gone(terminal))
    if terminal.alternate_on():  # nobody was left to clear it: the last picture stands
        screens.append(terminal.screen())
    terminal.close()
    steps = kept(article)
    check_nothing_lost(steps, typed, screens)
    terminal = way.open(article)
    screen = terminal.wait_for(cursor)
    check_shown(screen, steps)
    if way.graceful:
        assert cursor(screen) == [str(decided(steps))], screen
    check_goes_on(terminal, article, steps)
    terminal.close()
    assert article.read_bytes() == before
    return len(steps) / len(script)


def campaign(way: Way, folder: Path) -> None:
    """All rounds, their moments spread over the typing."""
    shares = []
    for number in range(ROUNDS):
        moment = (number + random.Random(f"{folder.name} {number}").random()) / ROUNDS
        shares.append(play(way, long_article(folder / str(number)), number, moment))
    assert len(set(shares)) > ROUNDS // 2
    assert sum(0 < share < 1 for share in shares) >= ROUNDS - max(2, ROUNDS // 10)
    for third in range(3):
        assert any(third / 3 <= share <= (third + 1) / 3 for share in shares), shares


def long_article(folder: Path) -> Path:
    """An article with more events than a round decides."""
    folder.mkdir(parents=True)
    events = "".join(
        f"  - {{id: e{number}, title: Event {number}}}\n" for number in range(DECISIONS + 20)
    )
    text = "copydesk: 1\narticle:\n  title: A long day\n  text: Much happened.\nevents:\n"
    path = folder / "long.yaml"
    path.write_text(text + events)
    return path


# The ways


OPTIONS = ("--as", "mk")
START = {"COPYDESK_START": "timeline"}
ASKED = "Leave the form?"


def by_signal(number: int) -> Callable[[Any], None]:
    return lambda terminal: os.kill(terminal.pid, number)


def by_key(terminal: Any) -> None:
    """A form that is half filled in asks first."""
    terminal.send("C-c")
    terminal.wait_until(lambda: not terminal.running() or ASKED in terminal.screen())
    if terminal.running():
        terminal.type("n")
        terminal.wait_until(lambda: ASKED not in terminal.screen())
        terminal.send("C-c")


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("SIGTERM", by_signal(signal.SIGTERM)),
        ("kill -9", by_signal(signal.SIGKILL)),
        ("ctrl+c", by_key),
    ],
    ids=["SIGTERM", "kill -9", "ctrl+c"],
)
def test_ended_at_random_moments(
    desk: Callable[..., Any], tmp_path: Path, name: str, end: Callable[[Any], None]
) -> None:
    way = Way(
        open=lambda article: desk(article, *OPTIONS, env=START),
        end=end,
        gone=lambda terminal: not terminal.running(),
        graceful=name != "kill -9",
    )
    campaign(way, tmp_path / name)


def test_the_connection_is_cut_at_random_moments(
    sshd: Any, tmux: Callable[..., Any], copydesk_command: Path, tmp_path: Path
) -> None:
    """The desk runs at the other end, and gets SIGHUP when its connection is gone."""
    process = tmp_path / "pid"

    def opened(article: Path) -> Any:
        desk = f"echo $$ >{process}; exec {copydesk_command} {article} {' '.join(OPTIONS)}"
        terminal = tmux(sshd.command(desk), env=START)
        terminal.wait_for(lambda screen: "help" in screen and "decided" in screen)
        return terminal

    def gone(_: Any) -> bool:
        return not Path(f"/proc/{process.read_text().strip()}").exists()

    campaign(Way(opened, by_signal(signal.SIGKILL), gone), tmp_path / "SIGHUP")


def test_200_decisions_typed_at_speed_all_arrive(desk: Callable[..., Any], tmp_path: Path) -> None:
    article = long_article(tmp_path / "speed")
    script = list(decisions(random.Random(0)))
    terminal = desk(article, *OPTIONS, env=START)
    for first in range(0, DECISIONS, 10):
        terminal.type("".join(step.typed for step in script[first : first + 10]))
    screen = terminal.wait_for(f"decided {DECISIONS}/")
    assert [step[1:] for step in kept(article)] == [step[1:] for step in script]
    check_shown(screen, script)
    terminal.send("q")
    assert terminal.wait_exit() == 0
    check_shown(desk(article, *OPTIONS, env=START).wait_for(cursor), script)
