"""The map: places as precisely as they are known, beside or above the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from models.article import Place
from models.overviews.map import Map, Spot, work_out
from models.overviews.map_camera import Camera, fitted
from models.views.rows import Rows
from tui.overviews.map_drawing import PRECISION, Drawing
from tui.overviews.map_places import ASCII_SIGNS, SIGNS, marks, sign
from tui.overviews.overview import Overview
from tui.selection import Mark, Selection
from tui.spoken import counted
from tui.widgets.lines import Piece, cut, pad
from tui.widgets.rows import Row, RowState
from tui.written.map import latitude, longitude, spot_words

BESIDE = 98
"""Cells from which the list stands beside the map."""

ONE_LINE = 54
"""Cells of room from which a place takes one line of the list."""

TIMES = 2.0
"""How much closer a step of zooming is."""

EDGE = 6
"""Dots from the edge at which a selected place is still in view."""

REACH = 3
"""Cells by which a click may miss a place."""


class PlaceRow(NamedTuple):
    """A place, or a heading."""

    id: str
    heading: bool
    words: str
    spot: Spot | None = None


class MapView(Overview):
    found = Map((), (), None)
    drawing: Drawing | None = None
    camera: Camera | None = None
    moved = False  # whether the reader chose what part of the world shows
    numbers: dict[str, int] = {}  # noqa: RUF012 # of the places on the map, by id; never changed in place

    @property
    def empty_words(self) -> str:
        return "No places: the file has no `places:` list."

    # The list

    def fill(self) -> None:
        self.found = work_out(self.document)
        self.numbers = {spot.id: number for number, spot in enumerate(self.found.places)}
        spots = {spot.id: spot for spot in (*self.found.places, *self.found.tray)}
        items: list[Place | str] = []
        for words, group in (
            ("on the map", self.found.places),
            ("no coordinates", self.found.tray),
        ):
            if group:
                items += [words, *(self._place(spot.id) for spot in group)]

        def row(place: Place, _: str) -> PlaceRow:
            return PlaceRow(place.id, False, place.name, spots[place.id])

        if not self.moved:
            self.camera = None
        self.set_rows(Rows(items, row, partial(PlaceRow, "", True)))

    def _place(self, record: str) -> Place:
        place = self.document.records[record]
        assert isinstance(place, Place)
        return place

    def set_rows(self, rows: Sequence[Row]) -> None:
        super().set_rows(rows)
        shown = [number for each, number in self.numbers.items() if each in self]
        self.drawing = Drawing(self.look, self.found.places, shown, self._called) if shown else None

    def _called(self, spot: Spot) -> str:
        return self.literal(self._place(spot.id).name or spot.id)

    def row_lines(self, row: Row, width: int, state: RowState) -> list[list[Piece]]:
        assert isinstance(row, PlaceRow)
        palette, symbols = self.look.palette, self.look.symbols
        if row.spot is None:
            return [[(row.words, palette.heading)]]
        spot, mark = row.spot, symbols.ellipsis
        shown = (ASCII_SIGNS if symbols.is_ascii else SIGNS)[sign(spot)]
        precision = PRECISION[spot.precision]
        within = " and ".join(self.literal(self._place(each).name or each) for each in spot.inside)
        inside = f"in {within}" if within else ""
        lead: list[Piece] = [(f"{shown} ", palette.mark)]
        name = self._called(spot)
        if self.room < ONE_LINE:
            below = self.separated(precision, inside)
            return [
                [*lead, (name, palette.text)],
                [("  " + cut(below, width - 2, mark), palette.dim)],
            ]
        names = self.room * 2 // 5
        lead += [(pad(name, names, mark), palette.text), (f" {precision:<9} ", palette.text)]
        here = counted(len(spot.events), "event") if spot.events else ""
        left = width - names - 13
        return [[*lead, (cut(self.separated(inside, here), left, mark), palette.dim)]]

    def row_words(self, row: Row) -> str:
        assert isinstance(row, PlaceRow)
        return spot_words(self.document, row.spot) if row.spot else row.words

    # What shows of the world

    def show(self, selection: Selection) -> None:
        before = self.selection
        if (selection.record, selection.active) != (before.record, before.active):
            self._keep_in_view()
        super().show(selection)

    def _selected(self) -> Spot | None:
        """The place under the cursor, if it is on the map."""
        number = self.numbers.get(self.record)
        return None if number is None else self.found.places[number]

    def _keep_in_view(self) -> None:
        """Moves the map to the place under the cursor, if that is out of view."""
        spot, camera = self._selected(), self.camera
        if camera is None or spot is None or spot.lat is None or spot.lon is None:
            return
        if not camera.shows(spot.lat, spot.lon, EDGE):
            self.camera = camera.at(spot.lat, spot.lon)

    def _seen(self, width: int, height: int) -> Camera | None:
        """What shows on so many cells."""
        across, down = 2 * width, 4 * height
        if self.camera is not None and (self.camera.across, self.camera.down) != (across, down):
            self.camera = self.camera.resized(across, down) if self.moved else None
        if self.camera is None and self.found.bounds:
            self.camera = fitted(self.found.bounds, across, down)
        return self.camera

    def closer(self, direction: int) -> None:
        camera = self._moving()
        if camera is None:
            return
        spot = self._selected()
        if direction > 0 and spot and spot.lat is not None and spot.lon is not None:
            camera = camera.at(spot.lat, spot.lon)
        zoomed = camera.closer(TIMES**direction)
        if zoomed == self.camera:
            self.say(
                "The lines are known no closer." if direction > 0 else "All of the world shows."
            )
            return
        self._look(zoomed)

    def whole(self) -> None:
        camera = self._moving()
        if camera and self.found.bounds:
            self._look(fitted(self.found.bounds, camera.across, camera.down))
            self.moved = False

    def pan(self, across: int, down: int) -> None:
        if camera := self._moving():
            self._look(camera.panned(across / 4, down / 4))

    def _moving(self) -> Camera | None:
        if self.drawing is None:
            self.say("No place here has coordinates: there is no map.")
        return self.camera if self.drawing else None

    def _look(self, camera: Camera) -> None:
        """Shows another part of the world."""
        self.camera, self.moved = camera, True
        north, east = latitude(round(camera.lat, 1)), longitude(round(camera.lon, 1))
        across = camera.kilometres * camera.across
        self.say(f"The map shows {across:,.0f} km across, around {north}, {east}.")
        self.repaint()

    # Where the map stands

    @property
    def _wide(self) -> bool:
        return self.drawing is not None and self._whole_width >= BESIDE

    @property
    def _whole_width(self) -> int:
        return max(1, self.size.width - 2)

    @property
    def _map_size(self) -> tuple[int, int]:
        """Cells that the map takes, across and down."""
        height = self.size.height - 2
        if self._wide:
            return self._whole_width * 2 // 3, max(1, height - 2)
        return self._whole_width, max(1, height * 3 // 5 - 1)

    @property
    def _body_width(self) -> int:
        return self._whole_width - self._map_size[0] - 1 if self._wide else self._whole_width

    def above(self, width: int) -> list[list[Piece]]:
        return [] if self._wide or self.drawing is None else self._picture()

    def below(self, width: int) -> list[list[Piece]]:
        return [] if self._wide else self._legend()

    def _paint_body(self, width: int, height: int) -> tuple[list[Strip], tuple[int, int] | None]:
        if not self._wide or self.drawing is None:
            return super()._paint_body(width, height)
        across = self._map_size[0]
        lines = [*self._picture(), *self._legend()][:height]
        left = self._strips_of(lambda _: lines, across)
        right, thumb = super()._paint_body(width - across - 1, height)
        between = Segment(self.look.symbols.vertical, self.look.palette.frame)
        blank = Strip.blank(across, self.look.palette.text)
        left += [blank] * (height - len(left))
        joined = [
            Strip([*one, between, *other], width) for one, other in zip(left, right, strict=True)
        ]
        return joined, thumb

    def _picture(self) -> list[list[Piece]]:
        """The map, and the line under it."""
        width, height = self._map_size
        camera = self._seen(width, height)
        if camera is None or self.drawing is None:
            return []
        numbers, selection = self.numbers, self.selection
        standing = {
            numbers[each]: mark for each, mark in selection.marks.items() if each in numbers
        }
        if self.active and (number := numbers.get(self.record)) is not None:
            standing[number] = Mark.SELECTED
        hints = {numbers[each]: text for each, text in selection.hints.items() if each in numbers}
        lines = self.drawing.rows(camera, standing, hints)
        lost = self.record and self.record not in numbers
        words = "what is selected has no coordinates" if lost else ""
        return [*lines, self.drawing.scale(camera, words, width)]

    def _legend(self) -> list[list[Piece]]:
        camera = self._seen(*self._map_size)
        return [self.drawing.legend(camera)] if self.drawing and camera else []

    # The mouse

    def on_click(self, event: events.Click) -> None:
        width, height = self._map_size
        column, line = event.x - 1, event.y - 1
        if self.drawing is None or self.camera is None or column >= width or line >= height:
            return  # the list's: Textual asks its class, too
        event.stop()
        event.prevent_default()
        seen = marks(self.found.places, self.drawing.shown, self.camera)
        near = min(
            seen,
            key=lambda mark: (mark.column - column) ** 2 + 4 * (mark.row - line) ** 2,
            default=None,
        )
        if near and abs(near.column - column) <= REACH and abs(near.row - line) <= REACH:
            self._put(self._index[self.found.places[near.place].id], clicked=True)
