"""The picture of the map: the ground, kept while it does not move, and over it signs and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style

from models.overviews.map import PRECISIONS, Spot
from models.overviews.map_camera import Camera, round_length
from tui.overviews import map_ground
from tui.overviews.canvas import Canvas, painted
from tui.overviews.map_ground import (
    AREA,
    BORDERS,
    CHARACTERS,
    CHOSEN,
    COASTS,
    DISPUTES,
    PROVINCES,
    PROVINCES_TO,
)
from tui.overviews.map_places import (
    ASCII_SIGNS,
    LONGEST,
    SIGNS,
    TRIED,
    WIDER,
    Area,
    Label,
    Labels,
    Mark,
    area,
    marks,
    sign,
)
from tui.selection import Mark as Standing
from tui.styles.look import Look
from tui.widgets.lines import Piece, columns, cut

AREAS = 100
"""Places with areas that are hatched, at most: more would cover the land."""

PRECISION = {
    **{each: str(each) for each in PRECISIONS},
    "unknown": "not said",
}
"""How precisely a place is known, in a word."""

SIGN_WORDS = ("exact", "city", "wider", "not said")
"""What the signs mean."""

LINES = {
    AREA: ("⢔⠔", "its area"),
    COASTS: ("⠤⠤", "coast"),
    BORDERS: ("⠤⠄", "border"),
    DISPUTES: ("⠤⠀", "disputed"),
    PROVINCES: ("⠄⠄", "province"),
}
"""How the layers of the ground look in the legend, and what they mean."""

Overlay = tuple[int, str, Style]
"""What stands over the ground in a row: from which cell on, and how it looks."""


class Ground(NamedTuple):
    """What does not change while the map stays: its lines and areas, as rows too, the places in view with
    those that share a cell (row and column), their signs by row, and each by its place."""

    canvas: Canvas
    rows: list[tuple[str, bytes]]
    seen: list[Mark]
    cells: dict[tuple[int, int], list[int]]
    signs: list[list[Overlay]]
    marks: dict[int, Mark]

    def seen_of(self, places: Iterable[int]) -> list[Mark]:
        """Those of some places that are in view, in their order."""
        return [self.marks[place] for place in places if place in self.marks]


class Drawing:
    """Draws some places (`shown`, by number); `name` gives what may stand on the screen for a place."""

    def __init__(
        self, look: Look, spots: Sequence[Spot], shown: Sequence[int], name: Callable[[Spot], str]
    ) -> None:
        self.look = look
        self.spots, self.shown = spots, shown
        self.name = name
        self.area = cache(lambda number: area(spots[number]))
        self._ground: tuple[tuple[Camera, int], Ground] | None = None

    # The ground

    def _grounded(self, camera: Camera) -> Ground:
        key = (camera, self.look.age)
        if self._ground is None or self._ground[0] != key:
            within = self._provinces()
            canvas = map_ground.drawn(camera, within)
            map_ground.hatch(canvas, camera, within, AREA)
            seen = marks(self.spots, self.shown, camera)
            for mark in seen[:AREAS]:
                if self.spots[mark.place].precision != "country":
                    self._ring(canvas, camera, mark.place, AREA)
            map_ground.crop(canvas, camera)
            cells: dict[tuple[int, int], list[int]] = {}
            for mark in seen:
                cells.setdefault((mark.row, mark.column), []).append(mark.place)
            signs: list[list[Overlay]] = [[] for _ in range(canvas.height)]
            for (row, column), places in cells.items():
                signs[row].append((column, *self._one_sign(places)))
            self._ground = (
                key,
                Ground(
                    canvas, canvas.rows(), seen, cells, signs, {mark.place: mark for mark in seen}
                ),
            )
        return self._ground[1]

    def _one_sign(self, places: Sequence[int]) -> Piece:
        """The sign in a cell; where several would stand there, how many."""
        if len(places) > 1:
            return (str(len(places)) if len(places) < 10 else "+"), self.look.palette.title
        return self._sign(self.spots[places[0]]), self._style(places[0], Standing.NONE)

    def _provinces(self) -> frozenset[int]:
        """The provinces to hatch."""
        wide = [each for each in self.shown if self.spots[each].precision == "province"]
        return frozenset().union(*(self.area(number).faces for number in wide[:AREAS]))

    def _ring(self, canvas: Canvas, camera: Camera, number: int, layer: int) -> None:
        spot, radius = self.spots[number], self.area(number).ring
        if radius and spot.lat is not None and spot.lon is not None:
            map_ground.ring(canvas, camera.dot(spot.lat, spot.lon), radius, layer)

    def _chosen(self, canvas: Canvas, camera: Camera, number: int) -> list[tuple[str, bytes]]:
        """The ground with the area of the selected place."""
        chosen: Area = self.area(number)
        canvas = canvas.copy()
        map_ground.hatch(canvas, camera, chosen.faces, CHOSEN)
        self._ring(canvas, camera, number, CHOSEN)
        map_ground.crop(canvas, camera)
        return canvas.rows()

    # What stands on it

    def rows(
        self, camera: Camera, standing: Mapping[int, Standing], hints: Mapping[int, str]
    ) -> list[list[Piece]]:
        """The lines of the map. `standing` are the selected place and those that are linked."""
        ground = self._grounded(camera)
        rows = ground.rows
        selected = next((key for key, mark in standing.items() if mark is Standing.SELECTED), None)
        if selected is not None and self.area(selected) != Area():
            rows = self._chosen(ground.canvas, camera, selected)
        special = ground.seen_of(sorted(standing, key=lambda each: -standing[each]))
        labels = self._labels(ground, special, standing)
        over = [{column: (text, style) for column, text, style in row} for row in ground.signs]
        labelled = {label.place for label in labels}
        for mark in reversed(special):  # of those in one cell, the first is the last to be set
            how = standing[mark.place]
            over[mark.row][mark.column] = self._special(mark.place, how, mark.place in labelled)
        for mark in ground.seen_of(hints):
            over[mark.row][mark.column] = hints[mark.place][:1], self.look.palette.hint
        for label in labels:
            row = over[label.row]
            for column in range(label.column, label.column + cell_len(label.text)):
                row.pop(column, None)
            how = standing.get(label.place, Standing.NONE)
            row[label.column] = label.text, self._style(label.place, how)
        return [
            self._line(text, tops, [(column, *row[column]) for column in sorted(row)])
            for (text, tops), row in zip(rows, over, strict=True)
        ]

    def _special(self, number: int, how: Standing, labelled: bool) -> Piece:
        """The sign of a place that is linked or selected: without a label it says so itself."""
        symbols = self.look.symbols
        text = self._sign(self.spots[number])
        if not labelled:
            text = symbols.linked if how is Standing.LINKED else symbols.stepped
        return text, self._style(number, how)

    def _labels(
        self, ground: Ground, special: Sequence[Mark], standing: Mapping[int, Standing]
    ) -> list[Label]:
        symbols = self.look.symbols
        room = Labels(ground.canvas.width, ground.canvas.height, symbols.ellipsis)
        for row, column in ground.cells:
            room.sign(column, row)
        labels = []
        for mark in special:
            spot = self.spots[mark.place]
            if standing[mark.place] is Standing.SELECTED:
                name = cut(self.name(spot), 2 * LONGEST, symbols.ellipsis)
                words = f"{symbols.cursor}{name} {symbols.separator} {PRECISION[spot.precision]}"
                labels.append(room.force(mark, words))
            else:
                linked = standing[mark.place] is Standing.LINKED
                words = (symbols.linked if linked else symbols.stepped) + self._named(spot)
                labels += filter(None, (room.place(mark, words),))
        others = (mark for mark in ground.seen if mark.place not in standing)
        for mark in islice(others, TRIED):
            labels += filter(None, (room.place(mark, self._named(self.spots[mark.place])),))
        return labels

    def _named(self, spot: Spot) -> str:
        return cut(self.name(spot), LONGEST, self.look.symbols.ellipsis)

    def _sign(self, spot: Spot) -> str:
        return (ASCII_SIGNS if self.look.symbols.is_ascii else SIGNS)[sign(spot)]

    def _style(self, number: int, how: Standing) -> Style:
        """How the sign and the label of a place look."""
        palette = self.look.palette
        if how is Standing.SELECTED:
            return palette.on_row(palette.title, palette.cursor)
        if how is not Standing.NONE:
            return palette.mark
        return palette.dim if sign(self.spots[number]) >= WIDER else palette.title

    # Painting

    @property
    def styles(self) -> tuple[Style, ...]:
        """Of empty cells, then of the layers of the ground."""
        palette = self.look.palette
        return (
            palette.text,
            palette.cooperation,
            palette.mark,
            palette.frame,
            palette.dim,
            palette.conflict,
            palette.key,
        )

    def _line(self, text: str, tops: bytes, over: Sequence[Overlay]) -> list[Piece]:
        styles = self.styles
        characters = CHARACTERS if self.look.symbols.is_ascii else ""
        pieces: list[Piece] = []
        at = 0
        for column, words, style in over:
            around = len(words) > 1  # a label has an empty cell on each side
            end = max(at, column - around)
            pieces += painted(text[at:end], tops[at:end], styles, characters)
            pieces += [(" " * (column - end), styles[0]), (words, style)]
            at = column + cell_len(words)
            if around and at < len(text) and all(each[0] != at for each in over):
                pieces.append((" ", styles[0]))
                at += 1
        return pieces + painted(text[at:], tops[at:], styles, characters)

    def scale(self, camera: Camera, words: str, width: int) -> list[Piece]:
        """The line under the map: a bar of a round length, `words`, and what is in the middle."""
        palette, symbols = self.look.palette, self.look.symbols
        length = round_length(camera.kilometres * camera.across / 4)
        cells = max(2, round(length / camera.kilometres / 2))
        ends = "||" if symbols.is_ascii else "├┤"
        bar = ends[0] + symbols.horizontal * (cells - 2) + ends[1]
        north, east = ("S" if camera.lat < 0 else "N"), ("W" if camera.lon < 0 else "E")
        middle = f"{abs(camera.lat):.1f} {north} {abs(camera.lon):.1f} {east} "
        left: list[Piece] = [(f" {bar} {length:,g} km", palette.text), (f"  {words}", palette.dim)]
        return columns(left, [(middle, palette.dim)], width, palette.text, symbols.ellipsis)

    def legend(self, camera: Camera) -> list[Piece]:
        """What the signs and lines mean that there are."""
        palette, is_ascii = self.look.palette, self.look.symbols.is_ascii
        there = {sign(self.spots[number]) for number in self.shown}
        absent = {AREA} if not self._provinces() else set()
        absent |= {PROVINCES} if camera.degrees > PROVINCES_TO else set()
        pieces: list[Piece] = []
        for each in sorted(there):
            shown = (ASCII_SIGNS if is_ascii else SIGNS)[each]
            pieces += [(f" {shown}", palette.title), (f" {SIGN_WORDS[each]} ", palette.dim)]
        for layer, (shown, word) in LINES.items():
            if layer not in absent:
                shown = CHARACTERS[layer] * 2 if is_ascii else shown
                pieces += [(f" {shown}", self.styles[layer]), (f" {word} ", palette.dim)]
        return pieces
