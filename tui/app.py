"""The app: the desk's look, its file and its way out."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from models.document import Document
from models.loading.source import stamp
from models.review.review import Review
from models.settings import Settings
from tui.commands import Keymap
from tui.screens.desk import LARGE, DeskScreen
from tui.session import remember
from tui.styles.look import Look
from tui.styles.symbols import SETS
from tui.styles.themes import ANSI, THEMES, Palette, palette_of
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from models.loading import Loaded
    from tui.watch import FileWatch


class CopydeskApp(App[None]):
    """Shows one document. Ends with the status 0, or 128 and a signal's number."""

    TITLE = "Copydesk"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

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
    ) -> None:
        super().__init__(ansi_color=True if theme == ANSI else None)
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme
        self.look = Look(self._palette(), SETS[symbols])
        self.desk = DeskScreen(document, settings, keys, self.look, review)
        if message:
            self.desk.state.message = message
        self._watch: FileWatch | None = None

    def _palette(self) -> Palette:
        return palette_of(self.get_theme(self.theme) or THEMES[0])

    def get_default_screen(self) -> Screen[None]:
        return self.desk

    def on_mount(self) -> None:
        from tui.terminal import watch_signals

        watch_signals(self)
        self.call_after_refresh(self._collect_garbage_again)
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        if self.desk.state.file.path is not None:
            self.call_after_refresh(self._start_watching, self.desk.state.file.path)

    def _collect_garbage_again(self) -> None:
        """What was made for the first frame stays for good, and is not looked through again."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    async def action_quit(self) -> None:
        """What is asked over the desk hears of it behind the keys typed before: it may have something
        to lose."""
        if self.screen is not self.desk:
            from tui.screens.ask import QUITS, Question

            if isinstance(self.screen, Question):
                (self.focused or self.screen).post_message(events.Key(QUITS, None))
                return
        self.exit()

    def on_unmount(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        remember(self.desk.state)
        self.desk.state.review.close()

    def _theme_changed(self, theme: Theme) -> None:
        self.look.change(palette_of(theme))
        for screen in self.screen_stack:
            for widget in screen.query(Painted):
                widget.repaint()
        self.desk.update()

    # The file

    def _start_watching(self, path: Path) -> None:
        def start() -> None:
            from models.review import journal, lock
            from tui.watch import FileWatch

            review = self.desk.state.review
            suffixes = () if review.read_only else (journal.SUFFIX, lock.SUFFIX)
            own = [journal.file_name(review.reviewer, suffix) for suffix in suffixes]
            self._watch = FileWatch(path, own, lambda: self._say_changed(path), self._say_reviewed)

        self.run_worker(start, thread=True, group="watch", exit_on_error=False)

    def _say_changed(self, path: Path) -> None:
        """Runs in the watcher's thread. What is there now may be what was read last."""
        if self.is_running and stamp(path) != self.desk.state.file.stamp:
            self.call_from_thread(self.desk.file_changed)

    def _say_reviewed(self) -> None:
        """Runs in the watcher's thread: another reviewer's journal has grown."""
        if self.is_running:
            self.call_from_thread(self.desk.others_reviewed)

    @on(DeskScreen.ReloadWanted)
    def _reload(self) -> None:
        """Reads the file again, in a thread: the desk goes on meanwhile, and says how far it is."""
        path = self.desk.state.file.path
        if path is None:
            self.desk.say("This article came from standard input and can't be read again.")
            return

        def progress(share: float) -> None:
            percent = int(share * 100)
            if percent - self.desk.state.reading >= 5:
                self.desk.state.reading = percent
                self.call_from_thread(self.desk.update)

        def read() -> None:
            from models.loading import load

            now = stamp(path)
            loaded = load(path, progress if now and now[1] > LARGE else None)
            self.call_from_thread(self._reloaded, loaded)

        self.run_worker(read, thread=True, group="reload", exclusive=True)

    def _reloaded(self, loaded: Loaded) -> None:
        self.desk.state.reading = 0
        if loaded.document is None:
            problem = loaded.problems[0]
            where = f"line {problem.line}: " if problem.line else ""
            path = self.desk.state.file.path
            said = problem.message.replace(str(path), path.name) if path else problem.message
            self.desk.say(f"Not read again: {where}{said} The desk shows what it had.")
            return
        count = len(loaded.problems)
        found = f"; {count} problem{'s' * (count != 1)}" if count else ""
        self.desk.replace_document(loaded.document, f"Read again{found}.")
        if conflicts := len(self.desk.state.corrections.conflicts):
            records = "a record" if conflicts == 1 else f"{conflicts} records"
            key = self.desk.state.keys.first("conflicts")
            self.desk.say(
                f"Read again{found}. You have corrected {records} otherwise: {key} to choose."
            )
