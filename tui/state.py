"""The state of a desk: everything that is shown follows from it. Knows no widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual.geometry import Size

from models.document import Document
from models.settings import Settings
from tui.arrangement import Arrangement, arrange
from tui.commands import Keymap
from tui.panes.names import home
from tui.selection import Selection, Trail


@dataclass
class DeskState:
    """What the reader has before them. `stale` says that the file changed since it was read,
    `progress` how much of it is read again (in percent), `message` stands until the next key."""

    document: Document
    settings: Settings
    keys: Keymap
    reviewer: str = ""
    selection: Selection = field(default_factory=Selection)
    trail: Trail = field(default_factory=Trail)
    zoomed: bool = False
    stale: bool = False
    progress: int = 0
    message: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        return self.settings.panes

    def select(self, record: str, link: int = 0) -> None:
        """Makes a record the selection; an unknown or empty id selects nothing."""
        known = record if record in self.document.records else ""
        edges = tuple(self.document.links.of(known))
        self.selection = Selection(known, edges, link, active=self.selection.active)

    def home(self, record: str) -> str:
        """The pane in which a record is listed."""
        return home(self.document.records[record].type)

    def arrangement(self, size: Size) -> Arrangement:
        """Where everything stands on a screen of this size. While there are hints, the details show,
        since they list every link."""

        def arranged(active: str, zoomed: bool) -> Arrangement:
            layout = self.settings.layout
            return arrange(size, self.order, active, zoomed=zoomed, layout=layout)

        usual = arranged(self.selection.active, self.zoomed)
        if self.selection.hints and "details" in usual.hidden:
            return arranged("details", zoomed=False)
        return usual

    def possible(self, command: str) -> bool:
        """Whether a command would do something now: the footer offers no other."""
        linked = bool(self.selection.edges)
        in_file = self.document.path is not None
        answers: Mapping[str, bool] = {
            "follow": linked,
            "next-link": linked,
            "previous-link": linked,
            "hints": linked,
            "back": self.trail.can_go_back,
            "forward": self.trail.can_go_forward,
            "copy": bool(self.selection.record),
            "open": in_file,
            "reload": in_file,
        }
        return answers.get(command, True)
