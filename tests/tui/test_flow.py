"""No more pictures are on their way to a terminal than it takes in, and none is lost for ever."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.flow import PATIENCE, QUESTION, WINDOW, Flow


class Line:
    """A terminal far away: pictures in their order, and a clock that is turned by hand."""

    def __init__(self) -> None:
        self.flow = Flow(self.draw, self.later)
        self.sent: list[int] = []
        self.timers: list[Callable[[], None]] = []
        self.state = 0

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        assert seconds == PATIENCE
        self.timers.append(act)

    def show(self, size: int = 1000) -> None:
        """The state changes, and what it looks like would take so many bytes."""
        self.state += 1
        self.size = size
        self.draw()

    def draw(self) -> None:
        if not self.flow.is_open:
            self.flow.hold()
            return
        self.asked = self.flow.ask(self.size)
        self.sent.append(self.state)

    def wait(self) -> None:
        """As long as the line's patience."""
        timers, self.timers = self.timers, []
        for act in timers:
            act()


def awake() -> Line:
    """A line whose terminal is known to answer."""
    line = Line()
    line.show()
    line.flow.answered()
    return line


def test_a_terminal_that_never_answers_gets_all_and_is_asked_once() -> None:
    line = Line()
    asked = []
    for _ in range(50):
        line.show()
        asked.append(line.asked)
    assert line.sent == [*range(1, 51)]
    assert asked == [QUESTION, *[""] * 49]
    assert not line.timers


def test_pictures_wait_for_answers_and_only_the_last_is_sent() -> None:
    line = awake()
    for _ in range(30):
        line.show()
    on_the_way = len(line.sent) - 1
    assert (on_the_way - 1) * 1000 <= WINDOW < on_the_way * 1000
    line.flow.answered()
    assert line.sent[-1] == line.state
    assert len(line.sent) == on_the_way + 2


def test_what_changes_nothing_on_the_screen_asks_nothing() -> None:
    line = awake()
    line.show(0)
    assert line.asked == ""
    assert line.flow.is_settled


def test_an_answer_that_got_lost_holds_nothing_back_for_ever() -> None:
    line = awake()
    for _ in range(30):
        line.show()
    line.wait()
    assert line.sent[-1] == line.state
    assert line.flow.is_open


def test_while_answers_come_there_is_patience() -> None:
    line = awake()
    line.show(WINDOW * 3)
    line.show(WINDOW * 3)
    assert line.sent[-1] == line.state - 1
    line.wait()
    assert line.sent[-1] == line.state  # none came at all
    line.flow.answered()
    line.show(1)
    for _ in range(5):
        line.show(WINDOW)
    held = line.state
    line.flow.answered()
    line.wait()
    assert line.timers or line.sent[-1] == held


@given(st.lists(st.one_of(st.integers(1, 4000), st.sampled_from(["answer", "wait"])), max_size=60))
def test_whatever_comes_the_present_picture_is_sent_in_the_end(steps: list[int | str]) -> None:
    line = awake()
    for step in steps:
        if step == "answer":
            if not line.flow.is_settled:
                line.flow.answered()
        elif step == "wait":
            line.wait()
        else:
            line.show(int(step))
        assert len(line.timers) <= 1
    for _ in range(3):
        line.wait()
    assert line.sent[-1] == line.state
    assert all(before <= after for before, after in pairwise(line.sent))
