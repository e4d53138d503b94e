"""The desk, opened at a size and typed into, and what must hold after every key.

Keys go in as the terminal sends them, and then the desk's queues run empty: nothing waits for a
clock. What is on the screen is read from the compositor, so a line that was changed but not sent
again shows up as the old one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from models.document import Document
from models.loading import load
from models.loading.cache import Cache
from models.loading.reading import load_bytes
from models.plain import fingerprint
from models.review.filters import shown
from models.review.review import Review
from models.settings import Settings
from tui.app import CopydeskApp
from tui.commands import keymap
from tui.faults import Fault, Faults
from tui.panes.article import ArticlePane
from tui.screens.ask import ask
from tui.screens.desk import DeskScreen
from tui.selection import Mark, Selection
from tui.state import DeskState
from tui.widgets.rowlist import RowList

SEED = Path(__file__).parents[2] / "seeds" / "pakistan-iran.yaml"
LISTS = ("actors", "timeline", "quotes", "context")
WIDE_ENOUGH = 60
"""Cells in which a line surely has room for its counts."""

SENT = {"enter": "\r", "tab": "\t", "escape": "\x1b", "space": " ", "backspace": "\x7f"}


def read(content: Mapping[str, Any] | str | bytes, name: str = "test.yaml") -> Document:
    """A document from YAML, or from what YAML would say."""
    if isinstance(content, Mapping):
        content = yaml.safe_dump({"copydesk": 1, **content}, allow_unicode=True, sort_keys=False)
    data = content.encode() if isinstance(content, str) else content
    document = load_bytes(data, name).document
    assert document is not None
    return document


class Desk:
    """An open desk. Its pieces are public: tests read the state they assert on."""

    def __init__(self, app: CopydeskApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> DeskScreen:
        return self.app.desk

    @property
    def state(self) -> DeskState:
        return self.app.desk.state

    @property
    def selection(self) -> Selection:
        return self.state.selection

    @property
    def record(self) -> str:
        return self.selection.record

    @property
    def document(self) -> Document:
        return self.state.document

    def pane(self, name: str) -> Any:
        return self.screen.panes[name]

    @property
    def article(self) -> ArticlePane:
        return self.pane("article")

    def ask(self, question: Any, then: Callable[[Any], object] | None = None) -> None:
        """Puts a question over the desk."""
        ask(self.app, question, then)

    async def settle(self) -> None:
        """Until what was sent has gone all the way: to the screen and the panes, painted, and checked."""
        for _ in range(3):
            await self.pilot.pause(0)
        while self.screen.checking.under_way:
            await self.pilot.pause(0.001)
            await self.pilot.pause(0)

    def send(self, *keys: str) -> None:
        """Keys as they come in one burst over a slow line."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, key if len(key) == 1 else SENT.get(key)))

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*(text or ()))

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def until(self, condition: Callable[[], object]) -> None:
        """For what a thread of the program does."""
        for _ in range(500):
            if condition():
                await self.settle()
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it did not come to that")

    @property
    def lines(self) -> list[str]:
        """What the terminal shows."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def body(self, pane: str) -> str:
        """A pane without its frame, in one line of words: what was wrapped stands together again."""
        return " ".join(" ".join(line[1:-1] for line in painted(self.pane(pane))[1:-1]).split())

    def region(self, pane: str) -> Any:
        return self.state.arrangement(self.screen.size).regions.get(pane)

    def check(self) -> None:
        """What must hold whatever was pressed."""
        check_state(self)
        check_review(self)
        if self.app.screen is self.screen:
            check_screen(self)
            check_counts(self)
            for name in LISTS:
                check_marks(self, self.pane(name))


def painted(widget: Any) -> list[str]:
    """The lines of a widget as it draws them."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def cells(strip: Any) -> list[tuple[str, Style]]:
    """Every cell of a strip with its style; a wide character has its cells in a row."""
    return [
        (character, segment.style or Style.null())
        for segment in strip
        for character in segment.text
        for _ in range(max(1, cell_len(character)))
    ]


def rows_shown(pane: RowList) -> Iterator[tuple[int, int, int]]:
    """Line of the pane (its frame is line 0), row, and which of the row's lines stands there."""
    row, line = pane._top
    if pane.rows and line >= pane._height(row):  # narrower then, and wrapped into more lines
        row, line = row + 1, 0
    y = 1
    while row < len(pane.rows) and y < pane.size.height - 1:
        yield y, row, line
        y, line = y + 1, line + 1
        while row < len(pane.rows) and line >= pane._height(row):
            row, line = row + 1, 0


def covered_line(pane: RowList) -> int:
    """The line a sticky heading lies over, 0 if there is none; it does not lie over the only line."""
    if pane.size.height <= 3:
        return 0
    top = pane._top
    above = [index for index, row in enumerate(pane.rows) if row.heading and (index, 0) < top]
    return 1 if above else 0


def active_list(desk: Desk) -> bool:
    """Whether the keys move the cursor of a list that shows and has rows to select."""
    active = desk.selection.active
    return active in LISTS and bool(desk.region(active)) and desk.pane(active).cursor >= 0


def cursor_in_view(pane: RowList) -> bool:
    """Whether the cursor's row stands wholly between the frame's lines and beneath no heading; of
    one taller than that, whether some of it does."""
    covered = covered_line(pane)
    shown = [line for y, row, line in rows_shown(pane) if row == pane.cursor and y != covered]
    height = pane._height(pane.cursor)
    room = pane.size.height - 2 - (1 if covered else 0)
    return len(shown) == height if height <= room else bool(shown)


def check_state(desk: Desk) -> None:
    screen, records = desk.screen, desk.document.records
    selection, trail = desk.selection, desk.state.trail
    # At problems one looks at what may be no record, and is no station of the trail.
    looking = selection.active == "problems"
    bare = selection.active == "view-coverage" and not desk.pane("view-coverage").record
    if bare:
        assert selection.record == ""
    elif looking:
        problem = desk.pane("problems").problem
        expected = problem.record if problem and problem.record in records else ""
        assert selection.record == expected
    else:
        assert selection.record in records if records else selection.record == ""
    assert selection.active in screen.panes
    assert [*selection.edges] == desk.document.links.of(selection.record)
    assert selection.link == 0 or 0 <= selection.link < len(selection.edges)
    assert -1 <= trail.at < max(1, len(trail.steps))
    assert (trail.at == -1) == (not trail.steps)
    assert len(trail.steps) <= trail.LONGEST
    for step in trail.steps:
        assert step.record in records
        assert step.pane in screen.panes
    if trail.here is not None and not (looking or bare):
        assert trail.here.record == selection.record
    if selection.active in LISTS and desk.pane(selection.active)._index:
        assert desk.pane(selection.active).record == selection.record


def check_review(desk: Desk) -> None:
    """What is counted and listed is what the ledger and the filter say, worked out anew; the document
    is the file with the corrections that wait."""
    state, records = desk.state, desk.document.records
    decided = decided_records(desk)
    whole = state.progress.whole
    assert (whole.decided, whole.total) == (len(decided), len(records))
    assert whole.accepted + whole.rejected + whole.flagged == len(decided)
    assert set(state.reading_order) == records.keys()
    expected = None
    if state.filter:
        faulty = state.problems.faulty
        expected = shown(state.filter, desk.document, state.review.verdict, faulty=faulty)
    assert state.shown == expected
    for name in LISTS:
        here = {record for record in records if state.home(record) == name}
        assert state.tally(name) == (len(decided & here), len(here))
        listed = desk.pane(name).listed()
        assert set(listed) == (here if expected is None else here & expected)
        assert len(listed) == len(set(listed))
    for record in state.file.records.keys() | state.corrections.records.keys():
        wanted = state.corrections.records.get(record, state.file.records.get(record))
        assert records.get(record) == wanted


def decided_records(desk: Desk) -> set[str]:
    """The records that the reviewer decided about as they read now."""
    own = desk.state.review.own
    return {
        record
        for record, content in desk.document.records.items()
        if (decision := own.of(record).decision) and decision.fingerprint == fingerprint(content)
    }


def check_counts(desk: Desk) -> None:
    """The counts in the top line and in the titles of panes, where there is room for them."""
    lines, state = desk.lines, desk.state
    decided, total = len(decided_records(desk)), len(desk.document.records)
    if len(lines[0]) >= WIDE_ENOUGH and not state.arrangement(desk.screen.size).too_small:
        assert f"decided {decided}/{total} " in lines[0]
        waits = len(state.corrections.pending)
        assert f"unsaved {waits} " in lines[0] if waits else "unsaved" not in lines[0]
    for name in LISTS:
        region = desk.region(name)
        if region and region.width >= WIDE_ENOUGH:
            title = desk.pane(name).render_line(0).text
            decided, total = state.tally(name)
            assert f" {decided}/{total} " in title
            narrowed = state.shown is not None
            assert (f" {len(desk.pane(name).listed())} shown " in title) == narrowed


def check_screen(desk: Desk) -> None:
    """The active pane shows; every line is as wide as its widget, and what was sent is what is drawn."""
    screen = desk.screen
    width, height = screen.size
    arrangement = desk.state.arrangement(screen.size)
    if active_list(desk) and not arrangement.too_small and not desk.selection.stepped:
        pane = desk.pane(desk.selection.active)
        assert cursor_in_view(pane), (pane.cursor, pane._top, painted(pane))
    with_keys = desk.region("details" if desk.selection.hints else desk.selection.active)
    assert arrangement.too_small or (with_keys is not None and with_keys.area)
    lines = screen._compositor.render_strips()
    assert len(lines) == height
    for name, region in arrangement.regions.items():
        widget = screen.query_one(f"#{name}")
        assert widget.size == region.size
        for y, fresh in enumerate(widget.paint(region.width, region.height)):
            assert sum(cell_len(segment.text) for segment in fresh) == region.width, fresh.text
            assert fresh.cell_length == region.width
            sent = lines[region.y + y].crop(region.x, region.right)
            assert sent.text == fresh.text, f"line {y} of {name} was not sent again"
    assert [strip.cell_length for strip in lines] == [width] * height


def expected_sign(desk: Desk, pane: RowList, index: int) -> str:
    """What must stand left of a row, from the link index and the reviewer's ledger alone."""
    selection = desk.selection
    record = pane.rows[index].id
    if not record:
        return "  "
    if record in selection.hints:
        return f"{selection.hints[record]:<2}"
    return expected_mark(desk, pane, index) + expected_verdict(desk, record)


def expected_mark(desk: Desk, pane: RowList, index: int) -> str:
    selection, symbols = desk.selection, desk.screen.look.symbols
    record = pane.rows[index].id
    edges = desk.document.links.of(selection.record)
    if selection.active == pane.pane and index == pane.cursor:
        return symbols.cursor
    if record == selection.record:
        return symbols.cursor_idle
    if selection.stepped and record == edges[selection.link].target:
        return symbols.stepped
    if any(edge.target == record for edge in edges):
        return symbols.linked
    return " "


def expected_verdict(desk: Desk, record: str) -> str:
    symbols = desk.screen.look.symbols
    decision = desk.state.review.own.of(record).decision
    if decision is None:
        return " "
    if decision.fingerprint != fingerprint(desk.document.records[record]):
        return symbols.outdated
    signs = {"accept": symbols.accepted, "reject": symbols.rejected, "flag": symbols.flagged}
    return signs[decision.act]


def check_marks(desk: Desk, pane: RowList) -> None:
    """Every linked row that shows is marked in its place, and no other."""
    region = desk.region(pane.pane)
    if not region or region.height < 3 or region.width < 8:
        return
    lines, covered = painted(pane), covered_line(pane)
    for y, index, number in rows_shown(pane):
        if number == 0 and y != covered:
            assert lines[y][1:3] == expected_sign(desk, pane, index), (pane.pane, lines[y])
    targets = {edge.target for edge in desk.document.links.of(desk.record)}
    for row in pane.rows:
        marked = desk.selection.mark(row.id) is not Mark.NONE
        assert marked == (bool(row.id) and (row.id in targets or row.id == desk.record))


@pytest.fixture(scope="session")
def seed() -> Document:
    """The article that ships, under a name that is the same on every machine."""
    return read(SEED.read_bytes(), "seeds/pakistan-iran.yaml")


@pytest.fixture(scope="session")
def make() -> Callable[..., Document]:
    """Documents from plain data."""
    return read


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    """A file of the article that ships, to review and correct."""
    path = tmp_path / "pakistan-iran.yaml"
    path.write_bytes(SEED.read_bytes())
    return path


@pytest.fixture
def on_disk(article_file: Path) -> Document:
    """The article that ships, with a file of its own behind it."""
    document = load(article_file).document
    assert document is not None
    return document


@pytest.fixture(scope="session")
def open_desk(seed: Document) -> Any:
    """`async with open_desk(80, 24, settings…) as desk`."""

    @asynccontextmanager
    async def opened(
        width: int = 120,
        height: int = 40,
        document: Document = seed,
        *,
        theme: str = "copydesk-dark",
        symbols: str = "unicode",
        message: str = "",
        cache: Cache | None = None,
        **settings: Any,
    ) -> AsyncIterator[Desk]:
        chosen = msgspec.convert({"copy": "terminal", **settings}, Settings)
        app = CopydeskApp(
            document,
            chosen,
            keymap(chosen.panes, chosen.keys, {}),
            theme=theme,
            symbols=symbols,
            review=Review.open(document.path, "mk"),
            message=message,
            cache=cache,
        )
        run = app.run_test(size=(width, height), notifications=True, tooltips=True)
        async with run as pilot:
            desk = Desk(app, pilot)
            await desk.settle()
            yield desk

    return opened


@pytest.fixture(autouse=True)
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """What the program caught of its own errors. A test that brings some about takes them out again: in
    all others there is none."""
    caught: list[BaseException] = []
    keep = Faults.keep

    @wraps(keep)
    def kept(self: Faults, place: str, error: BaseException) -> Fault:
        caught.append(error)
        return keep(self, place, error)

    monkeypatch.setattr("tui.state.Faults.keep", kept)
    yield caught
    if caught:
        raise caught[0]


@pytest.fixture(autouse=True)
def _away_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the person who runs the tests is read or written."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for variable in ("VISUAL", "EDITOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
