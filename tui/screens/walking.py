"""Walking: from pane to pane, from item to item, and along links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.hints import begins, letters

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Walking:
    """The commands of the groups “Panes”, “Move” and “Links”, over one desk."""

    def __init__(self, desk: DeskScreen) -> None:
        self.desk = desk
        self._typed = ""  # letters of a hint so far

    # Panes

    def _neighbour(self, steps: int) -> None:
        order, active = self.desk.state.order, self.desk.state.selection.active
        if active in order:
            self.desk.switch(order[(order.index(active) + steps) % len(order)])
        else:
            self.desk.switch(order[0 if steps > 0 else -1])

    def action_next_pane(self) -> None:
        self._neighbour(1)

    def action_previous_pane(self) -> None:
        self._neighbour(-1)

    def action_zoom(self) -> None:
        self.desk.state.zoomed = not self.desk.state.zoomed
        self.desk.update()

    # Moving

    def action_down(self) -> None:
        self.desk.active.move(1)

    def action_up(self) -> None:
        self.desk.active.move(-1)

    def action_top(self) -> None:
        self.desk.active.end(-1)

    def action_bottom(self) -> None:
        self.desk.active.end(1)

    def action_half_down(self) -> None:
        self.desk.active.page(1)

    def action_half_up(self) -> None:
        self.desk.active.page(-1)

    # Links

    def action_follow(self) -> None:
        edge = self.desk.state.selection.next_edge
        if edge is None:
            self.desk.say("No links from here. Move on with j or k, or search with /.")
            return
        here = self.desk.state.trail.here
        if here is not None:
            self.desk.state.trail.replace(
                here._replace(link=self.desk.state.selection.link, passing=False)
            )
        self.desk.go(edge.target)

    def action_back(self) -> None:
        step = self.desk.state.trail.back()
        if step is None:
            self.desk.say("This is where you began.")
            return
        self.desk.arrive(step)

    def action_forward(self) -> None:
        step = self.desk.state.trail.forward()
        if step is None:
            self.desk.say("Nothing lies ahead: you have not gone back.")
            return
        self.desk.arrive(step)

    def action_next_link(self) -> None:
        self._step(1)

    def action_previous_link(self) -> None:
        self._step(-1)

    def _step(self, steps: int) -> None:
        if not self.desk.state.selection.edges:
            self.desk.say("No links from here.")
            return
        self.desk.choose(self.desk.state.selection.stepping(steps))

    def action_hints(self) -> None:
        targets = list(dict.fromkeys(edge.target for edge in self.desk.state.selection.edges))
        if not targets:
            self.desk.say("No links from here, so there is nowhere to jump.")
            return
        self._typed = ""
        hints = dict(zip(targets, letters(len(targets)), strict=True))
        self.desk.change(replace(self.desk.state.selection, hints=hints))
        self.desk.say(f"Jump to which of {len(targets)}? Type its letters; esc leaves.")

    def hint_key(self, key: str) -> None:
        hints = self.desk.state.selection.hints
        self._typed += key
        if self._typed not in hints.values() and begins(self._typed, hints.values()):
            return
        self.desk.state.message = ""
        self.desk.change(replace(self.desk.state.selection, hints={}))
        for record, hint in hints.items():
            if hint == self._typed:
                self.desk.go(record)
                return
        self.desk.say("" if key == "escape" else "No item has these letters.")
