"""The desk: six panes over one article, one selection, one trail.

Data flows one way: a command changes the selection here, the selection goes down to every pane, and
panes send up only that the reader moved. Which pane has the keys is part of the selection too, so
that switching panes restyles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.message import Message

from models.document import Document
from models.overviews import BY_KEY
from models.review.filters import parse
from models.review.review import Review
from models.settings import Settings
from tui.checking import Checking
from tui.commands import BY_ID, ROOMS, Keymap
from tui.panes.actors import ActorsPane
from tui.panes.article import ArticlePane
from tui.panes.context import ContextPane
from tui.panes.details import DetailsPane
from tui.panes.pane import Pane
from tui.panes.quotes import QuotesPane
from tui.panes.timeline import TimelinePane
from tui.screens import words
from tui.screens.keyed import KeyedScreen
from tui.screens.renewing import Renewing
from tui.selection import Selection, Step
from tui.session import Session, remember, remembered
from tui.spoken import Part
from tui.state import opened
from tui.styles.look import Look
from tui.widgets.bars import Bar
from tui.widgets.rowlist import RowList
from tui.widgets.surface import Surface

if TYPE_CHECKING:
    from models.loading.cache import Cache

PANES: tuple[type[Pane], ...] = (
    ArticlePane,
    ActorsPane,
    TimelinePane,
    QuotesPane,
    ContextPane,
    DetailsPane,
)


class DeskScreen(KeyedScreen[None]):
    """Runs the commands on its `state`, and shows it."""

    AUTO_FOCUS = None
    BLANK = True

    class ReloadWanted(Message):
        """The reader asked for the file to be read again."""

    class RedrawWanted(Message):
        """The reader saw something on the screen that is not the desk's."""

    class Resumed(Message):
        """Nothing stands over the desk any more."""

    def __init__(
        self,
        document: Document,
        settings: Settings,
        keys: Keymap,
        look: Look,
        review: Review,
        cache: Cache | None = None,
    ) -> None:
        super().__init__()
        self.look = look
        self.state = opened(document, settings, keys, review)
        self.state.message = words.opening(self.state)
        self.state.selection = Selection(active=settings.start)
        self._rooms: dict[str, Any] = {}
        self.anew = Renewing(self)
        self.checking = Checking(self, cache)
        self.typed_at = 0.0
        self._placed: Mapping[str, Region] = {}
        self.unremembered = False
        self._commands = {key: command for command, bound in keys.keys.items() for key in bound}
        self.panes: dict[str, Pane] = {
            pane.pane: pane(look, self.state.document, keys.first(pane.pane)) for pane in PANES
        }
        for name, each in self.panes.items():
            each.tell = self.hear
            each.judged = self.state.judged
            if name not in ("article", "details"):
                each.tally = partial(self.state.tally, name)
            if isinstance(each, DetailsPane):
                each.review = self.state.thread
                each.problems = lambda record: self.state.problems.of(record)
        self.bars = {name: Bar(look, name) for name in words.BARS}
        self._begin()
        self.surface = Surface(self._regions, *self.panes.values(), *self.bars.values())

    def compose(self) -> ComposeResult:
        yield self.surface

    def _regions(self, size: Size) -> Mapping[str, Region]:
        self._placed = self.state.arrangement(size).regions
        return self._placed

    def _begin(self) -> None:
        """Selects what the desk opens with, before anything is drawn: where the reader left off, or
        the first record."""
        session = remembered(self.state.file.path, self.state.review.reviewer)
        if session is not None:
            self._take_up(session)
        record = self.state.selection.record or self.active.first()
        record = record or next(iter(self.state.document.records), "")
        if record:
            pane = self.pane_for(record, self.active.pane)
            self.state.selection = replace(self.state.selection, active=pane)
            self.active.goto(record)
            self.state.select(record)
            here = self.state.trail.here
            if here is None or here.record != record:
                self.state.trail.visit(Step(record, pane))
        self._show()

    def _take_up(self, session: Session) -> None:
        """Where the reader left off, as far as that is still there."""
        records = self.state.document.records
        active = session.pane if session.pane in self.panes else self.state.selection.active
        self.state.selection = Selection(active=active)
        self.state.zoomed = session.zoomed
        self.state.narrow(parse(session.filter))
        self.anew.narrow_panes()
        trail = self.state.trail
        trail.steps = [Step(*step) for step in session.trail if step[1] in self.panes]
        trail.at = max(-1, min(session.at, len(trail.steps) - 1))
        trail.keep(records)
        if session.record in records:
            self.state.select(session.record)

    def on_mount(self) -> None:
        self.call_after_refresh(self.checking.start)

    def on_resize(self) -> None:
        self.update()

    def on_screen_resume(self) -> None:
        if self.app.screen is self:
            self.post_message(self.Resumed())

    # The one way state reaches the screen

    def update(self) -> None:
        """Shows the present state everywhere; only what looks different is drawn."""
        if self.unremembered:  # now that the reader stands where the last act led
            self.unremembered = False
            self.attempt("remembering", remember, self.state)
        self._place()
        self._show()
        shown = words.Shown(self.state, self.look.palette, self.look.symbols, self.size)
        for name, bar in self.bars.items():
            bar.attempt("words", self._tell, name, shown)

    def _tell(self, name: str, shown: words.Shown) -> None:
        self.bars[name].say(*words.BARS[name](shown))

    def _show(self) -> None:
        """The selection in every pane, of which none depends on another."""
        for pane in self.panes.values():
            pane.attempt("show", pane.show, self.state.selection)

    def say(self, message: str) -> None:
        """Shows a message in the trail's line until the next key."""
        self.state.message = message
        self.update()

    @property
    def active(self) -> Pane:
        return self.panes[self.state.selection.active]

    def _activate(self, pane: str) -> None:
        """Gives a pane the keys."""
        if pane == self.state.selection.active:
            return
        self.change(replace(self.state.selection, active=pane))

    def _place(self) -> None:
        """Places everything anew if it has another place than before."""

        def place() -> None:
            if self.state.arrangement(self.size).regions != self._placed:
                self.surface.place()

        self.surface.attempt("placing", place)

    def change(self, selection: Selection) -> None:
        """Another selection; everything is placed anew if that calls for it."""
        self.state.selection = selection
        self._place()

    def arrive(self, step: Step) -> None:
        """Shows a station of the trail: its record, in its pane."""
        self._show_in(self.pane_for(step.record, step.pane), step.record, step.link)
        if self.state.shown is not None and step.record not in self.state.shown:
            key = self.state.keys.first("show-all")
            self.say(f"The filter leaves this record out of the lists; {key} shows all.")
        else:
            self.update()

    def pane_for(self, record: str, wanted: str) -> str:
        """The pane to show a record in: the one wanted, if it is listed there, or its own. Where a filter
        leaves it out of that, the details have the keys: no cursor may stand on another record than the
        one that a key would decide about."""
        if wanted == "details" or record in self.panes[wanted]:
            return wanted
        if wanted == "problems" and record == self.state.selection.record:
            return wanted
        home = self.state.home(record)
        return home if record in self.panes[home] else "details"

    def _show_in(self, pane: str, record: str, link: int = 0) -> None:
        self._activate(pane)
        self.state.select(record, link)
        listed = pane if pane not in ("details", "problems") else self.state.home(record)
        self.panes[listed].goto(record)
        self.show_passage(record)

    def show_passage(self, record: str) -> None:
        """The record's passage in the text; of one that rests nowhere, that of what it links to."""
        if self.state.selection.active == "article":
            return
        article = self.panes["article"]
        near = (record, *(edge.target for edge in self.state.document.links.of(record)))
        article.reveal(next((each for each in near if each in article), record))

    def go(self, record: str) -> None:
        """Follows a link to a record, in the view that is open if it shows there, else in its pane."""
        here = self.active
        stays = here.pane in BY_KEY and record in here
        step = Step(record, here.pane if stays else self.state.home(record))
        self.state.trail.visit(step)
        self.arrive(step)

    def land(self, record: str) -> None:
        """Makes a record the selection, in the pane that has the keys if it is listed there."""
        pane = self.pane_for(record, self.state.selection.active)
        elsewhere = pane != self.state.selection.active
        self._show_in(pane, record)
        if pane != "problems":
            self.state.trail.move(Step(record, pane), elsewhere=elsewhere)
        self.update()

    def go_to_text(self, offset: int) -> None:
        """To a place in the text, found by searching."""
        self._activate("article")
        article = self.panes["article"]
        assert isinstance(article, ArticlePane)
        record = article.goto_offset(offset)
        if record:
            self.state.select(record)
            self.state.trail.visit(Step(record, "article"))
        self.update()

    # What panes say

    def hear(self, message: Message) -> None:
        """Acts on it at once: the next key, which may be waiting already, must find it done."""
        if isinstance(message, RowList.Moved):
            self._moved(message)
        elif isinstance(message, DetailsPane.Chosen):
            self._chosen(message)

    def _moved(self, event: RowList.Moved) -> None:
        elsewhere = event.pane != self.state.selection.active
        if not event.record:
            self.leave_problems(event.pane)
        self._activate(event.pane)
        if event.record:
            self.state.select(event.record)
            self.state.trail.move(Step(event.record, event.pane), elsewhere=elsewhere)
            self.show_passage(event.record)
        self.update()

    def _chosen(self, event: DetailsPane.Chosen) -> None:
        if event.clicked:
            self.leave_problems("details")
            self._activate("details")
        self.choose(replace(self.state.selection, link=event.link, stepped=True))

    def choose(self, selection: Selection) -> None:
        """Makes one link the next to follow, and shows where it leads."""
        self.state.selection = selection
        edge = selection.next_edge
        if edge is not None:
            self.panes[self.state.home(edge.target)].reveal(edge.target)
            self.show_passage(edge.target)
        self.update()

    # Keys

    def typed(self, key: str, character: str | None) -> None:
        self.typed_at = monotonic()
        if self.state.selection.hints:
            self.room("hints").hint_key(key)
        elif self.state.offers_views:
            self.room("view").view_key(key)
        elif command := self.bound(key):
            self.run_command(command)

    def bound(self, key: str) -> str | None:
        """The command that a key does now."""
        if self.state.selection.hints:
            return "hints"
        return "view" if self.state.offers_views else self._commands.get(key)

    def run_command(self, command: str) -> None:
        """Runs a command by its id, if it can be done now."""
        said, self.state.message = self.state.message, ""
        if own := self.active.own.get(command):
            own()
        elif command in self.state.order:
            self.switch(command)
        elif command in BY_KEY:
            self.room(command).open(command)
        else:
            getattr(self.room(command), f"action_{command.replace('-', '_')}")()
        if said and not self.state.message:
            self.update()

    def room(self, command: str) -> Any:
        """What does a command: this screen, or one of the rooms, which are read when first needed."""
        name = ROOMS.get(BY_ID[command].group)
        if name is None:
            return self
        if name not in self._rooms:
            room = import_module(f"tui.screens.{name}")
            self._rooms[name] = getattr(room, name.capitalize())(self)
        return self._rooms[name]

    # To be heard

    def spoken(self) -> Iterator[Part]:
        from tui.screens.aloud import aloud

        return aloud(self)

    def unmoved(self, key: str) -> str:
        from tui.screens.aloud import unmoved

        return unmoved(self, key)

    # Panes

    def switch(self, pane: str) -> None:
        """Goes to a pane: to the selected record in it, else to where the reader left it."""
        if pane == self.state.selection.active:
            return
        self.leave_problems(pane)
        self._activate(pane)
        target = self.panes[pane]
        here = self.state.selection.record
        if not here and self.state.trail.here is not None:  # the cursor stood on what is no record
            here = self.state.trail.here.record
            self.state.select(here)
        if pane != "details" and not (here in target and target.goto(here)):
            record = target.record
            if record:
                self.state.select(record)
                self.state.trail.visit(Step(record, pane, passing=True))
                target.reveal(record)
                self.show_passage(record)
        self.update()

    def leave_problems(self, pane: str) -> None:
        """On the way to a pane, keeps what was looked at from the problems."""
        if self.state.selection.active == "problems":
            self.room("problems").stand(pane)

    def look_again(self) -> None:
        """Shows what the problem under the cursor is about, after anything has changed."""
        self.room("problems").look()

    def action_reload(self) -> None:
        """Reads the file again."""
        self.post_message(self.ReloadWanted())

    # The review

    def may_write(self) -> bool:
        """Whether anything can be kept here; says why not. What hindered it may be gone by now."""
        if self.state.review.read_only:
            self.anew.others_reviewed()
        if said := self.state.review.read_only:
            self.say(said)
        return not said
