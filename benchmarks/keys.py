"""From a key to the last byte of its answer, on the bundled article and on a large one by turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.habits import WEIGHED, Habit
from benchmarks.opening import Subject
from benchmarks.ratios import BYTES, MILLISECONDS, Comparison, percentile
from benchmarks.startup import DESK, FIRST_PANE
from benchmarks.terminal import Answer, SilentError, Size, Terminal

BOUND = 1.5
UNANSWERED = 0.4
"""Seconds after which a key that is not measured is taken to change nothing."""


class Desk:
    """One desk with somebody at it, who has these habits."""

    def __init__(self, article: Path, size: Size, habits: Sequence[Habit]) -> None:
        self.terminal = Terminal((*DESK, str(article)), size, FIRST_PANE)
        self.screen = sum(len(chunk.data) for chunk in self.terminal.chunks)
        self.habits = habits

    def turn(self, number: int, turn: int) -> Answer | None:
        """One step of a habit, with what belongs around it; only the step is measured. Nothing if
        one of its keys was not answered."""
        habit = self.habits[number]
        at = turn % len(habit.steps)
        if not turn:
            self._press(habit.first)
        if not at:
            self._press(habit.again)
        answers = [answer for key in habit.steps[at] if (answer := self.terminal.key(key))]
        if habit.after:
            self._press(habit.after[turn % len(habit.after)])
        if len(answers) < len(habit.steps[at]):
            return None
        return Answer(
            sum(answer.seconds for answer in answers), sum(answer.size for answer in answers)
        )

    def leave(self, number: int) -> None:
        self._press(self.habits[number].last)

    def _press(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.terminal.key(key, UNANSWERED)


def answers(runs: int, size: Size, small: Subject, large: Subject) -> Iterator[Comparison]:
    """The large article against the bundled one, habit by habit; then the bytes on the bundled one."""
    weights: list[Comparison] = []
    where = f"{size[0]}×{size[1]}"
    with ExitStack() as open_desks:
        desks = [Desk(each.path, size, each.habits) for each in (large, small)]
        for desk in desks:
            open_desks.callback(desk.terminal.close)
        for number, habit in enumerate(desks[0].habits):
            turns = _taken(habit, number, runs, desks)
            for desk in desks:
                desk.leave(number)
            times, other = (
                [answer.seconds for answer in side] for side in zip(*turns, strict=True)
            )
            bound = BOUND if habit.alike else None
            yield Comparison(
                f"{habit.name}, {where}", "bundled article", times, other, MILLISECONDS, bound
            )
            if habit.name in WEIGHED:
                sizes = [answer.size for _, answer in turns]
                weights.append(_weight(f"bytes: {habit.name}, {where}", sizes, desks[1].screen))
        yield from weights


def _taken(
    habit: Habit, number: int, runs: int, desks: Sequence[Desk]
) -> list[tuple[Answer, Answer]]:
    """The answers of both desks by turns, where both answered."""
    runs = min(runs, habit.times)
    turns = [[desk.turn(number, turn) for desk in desks] for turn in range(runs)]
    taken = [(one, other) for one, other in turns if one and other]
    if len(taken) * 2 < runs:
        raise SilentError(f"{habit.name}: {len(taken)} of {runs} keys were answered")
    return taken


def _weight(what: str, sizes: Sequence[int], screen: int) -> Comparison:
    share = f"whole first screen; 95 % send at most {percentile(sizes, 95):.0f} B"
    return Comparison(what, share, sizes, [screen] * len(sizes), BYTES)
