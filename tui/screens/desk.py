"""The desk: six panes over one article, one selection, one trail.

Data flows one way: a command changes the selection here, the selection goes down to every pane, and
panes send up only that the reader moved. Which pane has the keys is part of the selection too, so
that switching panes restyles nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from models.document import Document
from models.settings import Settings
from tui.arrangement import Arrangement, arrange
from tui.commands import Keymap
from tui.hints import letters
from tui.panes import Pane, home
from tui.panes.actors import ActorsPane
from tui.panes.article import ArticlePane
from tui.panes.context import ContextPane
from tui.panes.details import DetailsPane
from tui.panes.quotes import QuotesPane
from tui.panes.timeline import TimelinePane
from tui.screens import words
from tui.selection import Selection, Step, Trail
from tui.styles.look import Look
from tui.widgets.bars import Bar
from tui.widgets.rowlist import RowList

PANES: tuple[type[Pane], ...] = (
    ArticlePane,
    ActorsPane,
    TimelinePane,
    QuotesPane,
    ContextPane,
    DetailsPane,
)
BARS = ("top", "links", "trail", "keys", "notice")


class _DeskLayout(Layout):
    """Places the desk's widgets where the arrangement says; those without a region are not shown."""

    name = "desk"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        assert isinstance(parent, _Surface)
        regions = parent.arrangement(size).regions
        return [
            WidgetPlacement(regions.get(child.id or "", Region()), NULL_OFFSET, NULL_SPACING, child)
            for child in children
        ]


class _Surface(Widget):
    """Holds the panes and bars."""

    DEFAULT_CSS = "_Surface { width: 1fr; height: 1fr; }"

    def __init__(self, arrangement: Callable[[Size], Arrangement], *children: Widget) -> None:
        super().__init__(*children)
        self.arrangement = arrangement
        self._desk_layout = _DeskLayout()

    @property
    def layout(self) -> Layout:
        return self._desk_layout


class DeskScreen(Screen[None]):
    """Runs the commands. `document` is replaced as a whole on reload."""

    AUTO_FOCUS = None

    class ReloadWanted(Message):
        """The reader asked for the file to be read again."""

    def __init__(
        self, document: Document, settings: Settings, keys: Keymap, look: Look, reviewer: str
    ) -> None:
        super().__init__()
        self.document = document
        self.settings = settings
        self.keys = keys
        self.look = look
        self.reviewer = reviewer
        self.order = settings.panes
        self.selection = Selection(active=settings.start)
        self.trail = Trail()
        self.zoomed = False
        self.stale = False  # the file changed on disk since it was read
        self.progress = 0  # of reading it again, in percent
        self.message = words.welcome(keys)
        self._typed = ""  # letters of a hint so far
        self._commands = {key: command for command, bound in keys.keys.items() for key in bound}
        self.panes: dict[str, Pane] = {
            pane.pane: pane(look, document, keys.first(pane.pane)) for pane in PANES
        }
        self.bars = {name: Bar(look, name) for name in BARS}

    def compose(self) -> ComposeResult:
        yield _Surface(self.arrangement, *self.panes.values(), *self.bars.values())

    def arrangement(self, size: Size) -> Arrangement:
        """Where everything stands on a screen of this size, in the present state. While there are
        hints, the details show, since they list every link."""

        def arranged(active: str, zoomed: bool) -> Arrangement:
            layout = self.settings.layout
            return arrange(size, self.order, active, zoomed=zoomed, layout=layout)

        usual = arranged(self.selection.active, self.zoomed)
        if self.selection.hints and "details" in usual.hidden:
            return arranged("details", zoomed=False)
        return usual

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        start = self.panes[self.selection.active]
        if start.pane == "article":
            start.move(1)
        elif start.record:
            self._select(start.record)
        self.update()

    # The one way state reaches the screen

    def update(self) -> None:
        """Shows the present state everywhere; only what looks different is drawn."""
        for pane in self.panes.values():
            pane.show(self.selection)
        arrangement = self.arrangement(self.size)
        self.bars["top"].say(*words.top(self))
        self.bars["links"].say(*words.links(self))
        self.bars["trail"].say(*words.trail(self, arrangement.hidden))
        self.bars["keys"].say(words.keys(self))
        self.bars["notice"].say(words.too_small(self))

    def say(self, message: str) -> None:
        """Shows a message in the trail's line until the next key."""
        self.message = message
        self.update()

    @property
    def active(self) -> Pane:
        return self.panes[self.selection.active]

    def _select(self, record: str, link: int = 0) -> None:
        """Makes a record the selection; an unknown or empty id selects nothing."""
        known = record if record in self.document.records else ""
        self.selection = Selection(
            known, tuple(self.document.links.of(known)), link, active=self.selection.active
        )

    def _activate(self, pane: str) -> None:
        """Gives a pane the keys."""
        if pane == self.selection.active:
            return
        self._change(replace(self.selection, active=pane))

    def _change(self, selection: Selection) -> None:
        """Another selection; everything is placed anew if that calls for it."""
        before = self.arrangement(self.size).regions
        self.selection = selection
        if self.arrangement(self.size).regions != before:
            self.refresh_layout()

    def refresh_layout(self) -> None:
        """Places everything anew. Asked of a child, which makes its parent forget how it lay."""
        self.bars["top"].refresh(layout=True)

    def _arrive(self, step: Step) -> None:
        """Shows a station of the trail: its record, in its pane."""
        pane = step.pane if step.record in self.panes[step.pane] else self._home(step.record)
        self._activate(pane)
        self._select(step.record, step.link)
        self.active.goto(step.record)
        self._show_passage(step.record)
        self.update()

    def _home(self, record: str) -> str:
        return home(self.document.records[record].type)

    def _show_passage(self, record: str) -> None:
        if self.selection.active != "article":
            self.panes["article"].reveal(record)

    def go(self, record: str) -> None:
        """Follows a link to a record, in the pane it is listed in."""
        step = Step(record, self._home(record))
        self.trail.visit(step)
        self._arrive(step)

    def go_to_text(self, offset: int) -> None:
        """To a place in the text, found by searching."""
        self._activate("article")
        article = self.panes["article"]
        assert isinstance(article, ArticlePane)
        record = article.goto_offset(offset)
        if record:
            self._select(record)
            self.trail.visit(Step(record, "article"))
        self.update()

    # What panes say

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        elsewhere = event.pane != self.selection.active
        self._activate(event.pane)
        if event.record:
            self._select(event.record)
            step = Step(event.record, event.pane)
            (self.trail.visit if elsewhere or not self.trail.here else self.trail.replace)(step)
            self._show_passage(event.record)
        self.update()

    @on(DetailsPane.Chosen)
    def _chosen(self, event: DetailsPane.Chosen) -> None:
        event.stop()
        if event.clicked:
            self._activate("details")
        self._choose(replace(self.selection, link=event.link, stepped=True))

    # Keys

    def on_key(self, event: events.Key) -> None:
        key = event.character if event.is_printable and event.character else event.key
        if self.selection.hints:
            event.stop()
            self._hint_key(key)
            return
        command = self._commands.get(key)
        if command is not None:
            event.stop()
            event.prevent_default()
            self.run_command(command)

    def run_command(self, command: str) -> None:
        """Runs a command by its id, if it can be done now."""
        said, self.message = self.message, ""
        if command in self.panes:
            self._switch(command)
        else:
            getattr(self, f"action_{command.replace('-', '_')}")()
        if said and not self.message:
            self.bars["trail"].say(*words.trail(self, self.arrangement(self.size).hidden))

    def possible(self, command: str) -> bool:
        """Whether a command would do something now: the footer offers no other."""
        linked = bool(self.selection.edges)
        return {
            "follow": linked,
            "next-link": linked,
            "previous-link": linked,
            "hints": linked,
            "back": self.trail.can_go_back,
            "forward": self.trail.can_go_forward,
            "copy": bool(self.selection.record),
            "open": self.document.path is not None,
            "reload": self.document.path is not None,
        }.get(command, True)

    # Panes

    def _switch(self, pane: str) -> None:
        """Goes to a pane: to the selected record in it, else to where the reader left it."""
        if pane == self.selection.active:
            return
        self._activate(pane)
        target = self.panes[pane]
        here = self.selection.record
        if pane != "details" and not (here in target and target.goto(here)):
            record = target.record
            if record:
                self._select(record)
                self.trail.visit(Step(record, pane, passing=True))
                target.reveal(record)
                self._show_passage(record)
        self.update()

    def _neighbour(self, steps: int) -> None:
        at = self.order.index(self.selection.active)
        self._switch(self.order[(at + steps) % len(self.order)])

    def action_next_pane(self) -> None:
        self._neighbour(1)

    def action_previous_pane(self) -> None:
        self._neighbour(-1)

    def action_zoom(self) -> None:
        self.zoomed = not self.zoomed
        self.refresh_layout()
        self.update()

    # Moving

    def action_down(self) -> None:
        self.active.move(1)

    def action_up(self) -> None:
        self.active.move(-1)

    def action_top(self) -> None:
        self.active.end(-1)

    def action_bottom(self) -> None:
        self.active.end(1)

    def action_half_down(self) -> None:
        self.active.page(1)

    def action_half_up(self) -> None:
        self.active.page(-1)

    # Links

    def action_follow(self) -> None:
        edge = self.selection.next_edge
        if edge is None:
            self.say("No links from here. Move on with j or k, or search with /.")
            return
        here = self.trail.here
        if here is not None:
            self.trail.replace(here._replace(link=self.selection.link, passing=False))
        self.go(edge.target)

    def action_back(self) -> None:
        step = self.trail.back()
        if step is None:
            self.say("This is where you began.")
            return
        self._arrive(step)

    def action_forward(self) -> None:
        step = self.trail.forward()
        if step is None:
            self.say("Nothing lies ahead: you have not gone back.")
            return
        self._arrive(step)

    def action_next_link(self) -> None:
        self._step(1)

    def action_previous_link(self) -> None:
        self._step(-1)

    def _step(self, steps: int) -> None:
        if not self.selection.edges:
            self.say("No links from here.")
            return
        self._choose(self.selection.stepping(steps))

    def _choose(self, selection: Selection) -> None:
        """Makes one link the next to follow, and shows where it leads."""
        self.selection = selection
        edge = selection.next_edge
        if edge is not None:
            self.panes[self._home(edge.target)].reveal(edge.target)
            self._show_passage(edge.target)
        self.update()

    def action_hints(self) -> None:
        targets = list(dict.fromkeys(edge.target for edge in self.selection.edges))
        if not targets:
            self.say("No links from here, so there is nowhere to jump.")
            return
        self._typed = ""
        hints = dict(zip(targets, letters(len(targets)), strict=True))
        self._change(replace(self.selection, hints=hints))
        self.say(f"Jump to which of {len(targets)}? Type its letters; esc leaves.")

    def _hint_key(self, key: str) -> None:
        typed = self._typed + key
        left = {
            record: hint for record, hint in self.selection.hints.items() if hint.startswith(typed)
        }
        exact = [record for record, hint in left.items() if hint == typed]
        self._typed = typed if left and not exact else ""
        if left and not exact:
            return
        self.message = ""
        self._change(replace(self.selection, hints={}))
        if exact:
            self.go(exact[0])
        else:
            self.say("" if key == "escape" else "No item has these letters.")

    def action_cancel(self) -> None:
        if self.selection.stepped:
            self.selection = replace(self.selection, link=0, stepped=False)
        elif self.zoomed:
            self.zoomed = False
            self.refresh_layout()
        self.update()

    # What opens over the desk, or leaves it

    def action_search(self) -> None:
        from tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.document, self.look), self._found)

    def _found(self, found: tuple[str, int] | None) -> None:
        if found is None:
            return
        record, offset = found
        if record:
            self.go(record)
        else:
            self.go_to_text(offset)

    def action_help(self) -> None:
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keys, self.look))

    def action_commands(self) -> None:
        self.app.action_command_palette()

    def action_copy(self) -> None:
        from tui import outside

        self.say(outside.copy(self.app, self.document, self.selection.record, self.settings.copy))

    def action_open(self) -> None:
        from tui import outside

        self.say(outside.edit(self.app, self.document, self.selection.record, self.settings.editor))
        if self.document.path is not None:
            self.action_reload()

    def action_reload(self) -> None:
        self.post_message(self.ReloadWanted())

    def action_quit(self) -> None:
        self.app.exit()

    def action_suspend(self) -> None:
        self.app.action_suspend_process()

    # The file

    def replace_document(self, document: Document, message: str) -> None:
        """Shows what was read anew: same record, same pane, same trail, as far as they still exist."""
        record = self.selection.record
        self.document = document
        self.stale = False
        self.trail.keep(document.records)
        for pane in self.panes.values():
            pane.load(document)
        here = self.trail.here
        self._select(record if record in document.records else here.record if here else "")
        if not self.selection.record:
            self._select(self.active.record)
        self.say(message)

    def file_changed(self) -> None:
        """The file changed on disk: a word in the top line, nothing more."""
        self.stale = True
        self.update()
