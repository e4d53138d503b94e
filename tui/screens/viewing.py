"""Views: the article as a whole, over the same selection; one goes back from there, or on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.overviews import BY_KEY, VIEWS
from tui.commands import shown
from tui.overviews import pane_of
from tui.overviews.overview import Overview
from tui.selection import Step

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Viewing:
    """The commands of the group “View”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk
        self._from = ""  # the pane in which one was before

    def action_view(self) -> None:
        """Waits for the letter of a view."""
        self.desk.state.offers_views = True
        offers = ", ".join(f"{each.letter} {each.name}" for each in VIEWS)
        self.desk.say(f"Which view? {offers}; esc leaves.")

    def view_key(self, key: str) -> None:
        """The letter that was waited for."""
        self.desk.state.offers_views = False
        self.desk.state.message = ""
        for each in VIEWS:
            if each.letter == key:
                self.open(each.key)
                return
        self.desk.say("" if key == "escape" else "No view has this letter.")

    def open(self, name: str) -> None:
        """Opens a view on the selected record; where that does not show, on what it is linked to."""
        desk, state = self.desk, self.desk.state
        pane = self._pane(name)
        if not state.in_view:
            self._from = state.selection.active
            desk.leave_problems(name)
        here = state.selection.record
        desk.change(replace(state.selection, active=name, hints={}))
        pane.catch_up()
        near = (here, *(edge.target for edge in state.document.links.of(here)))
        record = next((each for each in near if each in pane), pane.first())
        if record:
            pane.goto(record)
            state.select(record)
            state.trail.visit(Step(record, name, passing=record != here))
        desk.update()

    def _pane(self, name: str) -> Overview:
        desk = self.desk
        if name not in desk.panes:
            pane = pane_of(BY_KEY[name])(desk.look, desk.state.document)
            pane.tell, pane.judged, pane.say = desk.hear, desk.state.judged, desk.say
            pane.unselect, pane.whole_tally = self._unselect, self._whole_tally
            pane.own = {"cancel": self._cancel, "zoom": self._zoom, "back": self._back}
            desk.panes[name] = pane
            desk.anew.narrow_panes()
            desk.opening = desk.surface.mount(pane)
        found = desk.panes[name]
        assert isinstance(found, Overview)
        return found

    def _unselect(self) -> None:
        self.desk.state.select("")
        self.desk.update()

    def _whole_tally(self) -> tuple[int, int]:
        whole = self.desk.state.progress.whole
        return whole.decided, whole.total

    # Ways out

    def _back(self) -> None:
        """From what is no record to where one came from; else back on the trail."""
        here = self.desk.state.trail.here
        if here is not None and not self.desk.state.selection.record:
            self.desk.arrive(here)
        else:
            self.desk.room("back").action_back()

    def _cancel(self) -> None:
        if self.desk.state.selection.stepped:
            self.desk.room("cancel").action_cancel()
        else:
            self.leave()

    def leave(self) -> None:
        """Back to the pane where one was, to what is selected now."""
        desk, here = self.desk, self.desk.state.trail.here
        record = desk.state.selection.record or (here.record if here else "")
        before = self._from if self._from in desk.state.order else desk.state.order[0]
        if record:
            step = Step(record, desk.pane_for(record, before))
            desk.state.trail.visit(step)
            desk.arrive(step)
        else:
            desk.change(replace(desk.state.selection, active=before))
            desk.update()

    def _zoom(self) -> None:
        key = self.desk.state.keys.first("closer")
        self.desk.say(f"A view has the whole screen already; {shown(key)} zooms in it.")

    # In a view

    def _view(self) -> Overview | None:
        """The view that is open; says how to open one if none is."""
        if isinstance(pane := self.desk.active, Overview):
            return pane
        self.desk.say(f"This is for views: {shown(self.desk.state.keys.first('view'))} opens one.")
        return None

    def action_closer(self) -> None:
        if view := self._view():
            view.closer(1)

    def action_wider(self) -> None:
        if view := self._view():
            view.closer(-1)

    def action_whole(self) -> None:
        if view := self._view():
            view.whole()

    def action_pan_left(self) -> None:
        self._pan(-1, 0)

    def action_pan_right(self) -> None:
        self._pan(1, 0)

    def action_pan_up(self) -> None:
        self._pan(0, -1)

    def action_pan_down(self) -> None:
        self._pan(0, 1)

    def _pan(self, across: int, down: int) -> None:
        if view := self._view():
            view.pan(across, down)

    def action_regroup(self) -> None:
        if view := self._view():
            view.regroup()
