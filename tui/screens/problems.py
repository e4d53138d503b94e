"""Problems, each looked at with its record and passage; one goes back from there, or stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.problems import Problem
from models.text import Span
from tui.panes.article import ArticlePane
from tui.panes.problems import ProblemsPane
from tui.selection import Step

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Problems:
    """The command of the group “Check”, over one desk. What one looks at from here is the selection, but
    no station of the trail: the trail stands where one was."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk
        state = desk.state
        self.pane = ProblemsPane(
            desk.look,
            state.document,
            state.keys.first("problems"),
            lambda: state.problems,
            lambda: state.checked,
        )
        self.pane.tell = lambda _: self.look()
        self.pane.own = {
            "problems": self.leave,
            "back": self.leave,
            "cancel": self._cancel,
            "follow": self._follow,
            "open": self._open,
        }
        desk.panes[self.pane.pane] = self.pane
        desk.opening = desk.surface.mount(self.pane)

    def action_problems(self) -> None:
        """Shows them; where the selected record has some, the first of these."""
        desk = self.desk
        self.pane.load(desk.state.document)
        self.pane.goto_record(desk.state.selection.record)
        desk.change(replace(desk.state.selection, active=self.pane.pane, hints={}))
        self.look()

    def look(self) -> None:
        """Selects what the problem under the cursor is about, and shows where it rests."""
        desk, problem = self.desk, self.pane.problem
        desk.state.select(problem.record if problem else "")
        article = desk.panes["article"]
        assert isinstance(article, ArticlePane)
        article.point_at(_span(problem))
        record = desk.state.selection.record
        if record:
            desk.panes[desk.state.home(record)].reveal(record)
            desk.show_passage(record)
        desk.update()

    # Ways out

    def leave(self) -> None:
        """Back to where one was."""
        here = self.desk.state.trail.here
        if here is not None:
            self.desk.arrive(here)
        else:
            self.desk.change(replace(self.desk.state.selection, active=self.desk.state.order[0]))
            self.desk.update()

    def stand(self, pane: str) -> None:
        """What is looked at becomes where one is, on the way to a pane; what is no record does not."""
        state = self.desk.state
        record, here = state.selection.record, state.trail.here
        if not record:
            state.select(here.record if here else next(iter(state.document.records), ""))
        elif here is None or here.record != record:
            state.trail.visit(Step(record, pane))

    def _cancel(self) -> None:
        if self.desk.state.selection.stepped or self.desk.state.zoomed:
            self.desk.room("cancel").action_cancel()
        else:
            self.leave()

    def _follow(self) -> None:
        """Stays with what the problem is about; along a link that was stepped to, goes on."""
        desk, problem = self.desk, self.pane.problem
        selection = desk.state.selection
        if selection.record:
            self.stand(desk.state.home(selection.record))
            edge = selection.next_edge
            desk.go(edge.target if edge and selection.stepped else selection.record)
        elif problem is not None and _span(problem):
            self.stand("article")
            desk.go_to_text(problem.start)
        else:
            key = desk.state.keys.first("open")
            desk.say(
                f"This is about the file as a whole; {key} opens it in your editor."
                if problem
                else ""
            )

    def _open(self) -> None:
        problem = self.pane.problem
        self.desk.room("open").open_at(problem.line if problem else 0)


def _span(problem: Problem | None) -> Span | None:
    """What a problem is about in the text, if it is about the text."""
    return Span(problem.start, problem.end) if problem and problem.start < problem.end else None
