"""The app: the desk's look, its file and its way out."""

from __future__ import annotations

import gc
from asyncio import sleep
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rich.console import RenderableType
from textual import events, on
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.theme import Theme

from models.document import Document
from models.review.review import Review
from models.settings import Settings
from tui.commands import Keymap, pressed
from tui.display import Change, Display
from tui.driver import DeskDriver
from tui.flow import Flow
from tui.incoming import Letters
from tui.mending import Mending
from tui.reload import Reload
from tui.screens.desk import DeskScreen
from tui.screens.keyed import KeyedScreen
from tui.session import remember
from tui.styles.look import Look
from tui.styles.symbols import SETS
from tui.styles.themes import ANSI, THEMES, Palette, palette_of
from tui.terminal import erases_in_color, undoes_attributes
from tui.widgets.guarded import Failed, Guarded
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from models.loading.cache import Cache
    from tui.watch import FileWatch


LEAVES = "ctrl+c"
SUSPENDS = "ctrl+z"
REDRAWS = "ctrl+l"
"""Keys that do the same wherever one is."""

LAST_ANSWER = 1.0
"""Seconds at most in which the terminal's answers are waited for on the way out."""


class CopydeskApp(Guarded, App[None]):
    """Shows one document. Ends with the status 0, 128 and a signal's number, or `BROKEN`."""

    TITLE = "Copydesk"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        document: Document,
        settings: Settings,
        keys: Keymap,
        *,
        theme: str,
        symbols: str,
        review: Review,
        message: str = "",
        cache: Cache | None = None,
    ) -> None:
        super().__init__(ansi_color=True if theme == ANSI else None)
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme
        self.look = Look(self._palette(), SETS[symbols])
        self.desk = DeskScreen(document, settings, keys, self.look, review, cache)
        if message:
            self.desk.state.message = message
        self.picture = Display(erases=erases_in_color(), undoes=undoes_attributes())
        self.flow = Flow(lambda: self.screen.refresh(), self.set_timer)
        self._everywhere: Mapping[str, Callable[[], object]] = {
            LEAVES: self._leave,
            SUSPENDS: lambda: self.action_suspend_process(),
            REDRAWS: self._redraw,
        }
        self._ending = False
        self._watch: FileWatch | None = None
        self._left = False
        self._reload = Reload(self, self.desk, cache)
        self.mending = Mending(self, self.desk)

    def _palette(self) -> Palette:
        return palette_of(self.get_theme(self.theme) or THEMES[0])

    def get_driver_class(self) -> type[Driver]:
        driver = super().get_driver_class()
        return DeskDriver if driver is LinuxDriver else driver

    def get_default_screen(self) -> Screen[None]:
        return self.desk

    def on_mount(self) -> None:
        from tui.terminal import watch_signals

        watch_signals(self)
        self.mending.watch_threads()
        self.call_after_refresh(self._collect_garbage_again)
        self.call_after_refresh(self._reload.keep)
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        self.app_resume_signal.subscribe(self, lambda _: self.picture.forget())
        if self.desk.state.file.path is not None:
            self.call_after_refresh(self._start_watching, self.desk.state.file.path)

    def _collect_garbage_again(self) -> None:
        """What was made for the first frame stays for good, and is not looked through again."""
        self.mending.drawn = True
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Sends only what looks different, and no more than the line takes. Textual has no public way
        between its screens and the terminal."""
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            super()._display(screen, renderable)
        elif self.flow.is_open:
            change = Change(self.picture, renderable, self.flow.ask)
            super()._display(screen, cast(RenderableType, change))
        else:
            self.flow.hold()

    @on(events.CursorPosition)
    def _terminal_answered(self) -> None:
        self.flow.answered()
        if self._ending and self.flow.is_settled:
            super().exit()

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leaves; by a key, not before the terminal's answers have come, or soon without them."""
        if return_code or self.flow.is_settled:
            super().exit(result, return_code, message)
        elif not self._ending:
            self._ending = True
            self.set_timer(LAST_ANSWER, super().exit)

    @on(DeskScreen.RedrawWanted)
    def _redraw(self) -> None:
        """Sends all of the screen, whatever the terminal shows now."""
        self.picture.forget()
        self.refresh(layout=True)

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Takes keys and pastes in their order, as `tui.screens.keyed` says."""
        if isinstance(event, events.Resize):
            event = self._resized(event)
        if isinstance(event, (events.Key, events.Paste)):
            if not self._leaving:
                await self._take(event)
        elif isinstance(event, Letters):
            await self._take_letters(event.keys)
        elif not isinstance(event, (events.AppFocus, events.AppBlur)):  # its lines stay as they are
            await super().on_event(event)

    def _resized(self, event: events.Resize) -> events.Resize:
        """The terminal has another size, and may have wrapped or cut its lines. Textual draws nothing when
        it has its old size again."""
        self.picture.forget()
        driver = self._driver
        event = driver.now(event) if isinstance(driver, DeskDriver) else event
        if event.size == self.picture.size:
            self.screen.refresh()
        return event

    async def _take(self, event: events.Key | events.Paste) -> None:
        key = pressed(event.key, event.character) if isinstance(event, events.Key) else "a paste"
        if key != LEAVES and self.mending.typed_before(event):
            return
        screen = self._top
        if isinstance(event, events.Paste):
            await self._act(screen, key, partial(screen.pasted, event.text))
        elif key in self._everywhere:
            await self._act(screen, key, self._everywhere[key])
        else:
            await self._act(screen, key, partial(screen.typed, key, event.character))

    @property
    def _leaving(self) -> bool:
        return self._ending or self.return_code is not None

    @property
    def _top(self) -> KeyedScreen[Any]:
        screen = self.screen
        assert isinstance(screen, KeyedScreen)
        return screen

    async def _act(self, screen: KeyedScreen[Any], key: str, act: Callable[[], object]) -> None:
        """Does what a key, or what came as one, does on a screen."""
        acts = len(self.desk.state.review.own.acts)
        try:
            if screen.opening is not None:
                opening, screen.opening = screen.opening, None
                await opening
            act()
        except Exception as error:
            self.mending.key_failed(screen, key, acts, error)
            if key == LEAVES:
                self.exit()

    async def _take_letters(self, keys: Sequence[events.Key]) -> None:
        """Letters that came together go into a line as one: each by itself would be read and drawn, and a
        terminal without bracketed paste sends a paste like this. Elsewhere each is a key."""
        for at, key in enumerate(keys):
            if self._leaving:
                return
            screen = self._top
            if screen.typing and not self.mending.typed_before(key):
                text = "".join(each.character or "" for each in keys[at:])
                await self._act(screen, "letters", partial(screen.pasted, text))
                return
            await self._take(key)
            await sleep(0)  # what the key has changed can be drawn

    def _leave(self) -> None:
        """Leaves the program, unless something that stands open has anything to lose."""
        standing = [each for each in self.screen_stack if isinstance(each, KeyedScreen)]
        if all(screen.may_leave() for screen in standing):
            self.exit()

    def on_unmount(self) -> None:
        self._left = True
        self.mending.forget_threads()
        if self._watch is not None:
            self._watch.stop()
        try:
            remember(self.desk.state)
        finally:
            self.desk.state.review.close()

    # What fails

    @on(Failed)
    def _part_failed(self, event: Failed) -> None:
        self.mending.part_failed(event.origin, event.what, event.error, opening=event.opening)

    def fail(self, what: str, error: Exception, *, opening: bool = False) -> None:
        self.mending.part_failed(self, what, error, opening=opening)

    def _handle_exception(self, error: Exception) -> None:
        """Where Textual ends the program. It has no public way to go on, nor one out without a traceback
        that shows values."""
        self.picture.forget()  # what failed may have been on its way to the terminal
        self.mending.textual_failed(error)

    def panic(self, *_: object) -> None:
        """Textual's words when no keys can be read any more; they may show values too."""
        self.mending.broke(OSError("The terminal's keys can't be read."))

    def _theme_changed(self, theme: Theme) -> None:
        self.look.change(palette_of(theme))
        for screen in self.screen_stack:
            for widget in screen.query(Painted):
                widget.repaint()
        self.desk.update()

    # The file

    @on(DeskScreen.ReloadWanted)
    def _read_again(self) -> None:
        self._reload.start()

    @on(DeskScreen.Resumed)
    def _show_what_was_read(self) -> None:
        self._reload.show()

    def _start_watching(self, path: Path) -> None:
        def start() -> None:
            from models.review import journal, lock
            from tui.watch import FileWatch

            review = self.desk.state.review
            suffixes = () if review.read_only else (journal.SUFFIX, lock.SUFFIX)
            own = [journal.file_name(review.reviewer, suffix) for suffix in suffixes]
            self._watch = watch = FileWatch(path, own, self._say_changed, self._say_reviewed)
            if self._left:  # before the watch was there to be stopped
                watch.stop()

        self.run_worker(start, thread=True, group="watch")

    # These run in the watcher's thread, which must not wait for the desk: the desk may be waiting for it.

    def _say_changed(self) -> None:
        if self.is_running:
            self.desk.call_later(self.desk.anew.file_changed)

    def _say_reviewed(self) -> None:
        if self.is_running:
            self.desk.call_later(self.desk.anew.others_reviewed)
