"""Lines on a plane: joined where they nearly meet, cut where they cross, and taken apart into arcs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import floor, hypot

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

Edge = tuple[int, int]
"""Two points by number, the lower first."""

NONE = -1
"""No owner, and no face: the sea."""

REACH = 0.05
"""Degrees by which the end of a line may miss the line it runs into."""

CELL = 0.1
"""Degrees of the squares in which edges are looked up."""


class Lines:
    """Edges between points, collected line by line."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self._numbers: dict[Point, int] = {}
        self.sides: dict[Edge, list[int]] = {}  # owner left and right, from lower to higher
        self.near: defaultdict[int, set[int]] = defaultdict(set)

    def ring(self, points: Iterable[Point], owner: int) -> None:
        """The edge of a land, which lies to the right of it, as in a shapefile."""
        for start, end in pairs(self._number(point) for point in points):
            sides = self._edge(start, end)
            sides[start < end] = owner

    def line(self, points: Iterable[Point]) -> None:
        """A line through a land."""
        for start, end in pairs(self._number(point) for point in points):
            self._edge(start, end)

    def _number(self, point: Point) -> int:
        point = round(point[0], 5), round(point[1], 5)
        number = self._numbers.setdefault(point, len(self.points))
        if number == len(self.points):
            self.points.append(point)
        return number

    def _edge(self, start: int, end: int) -> list[int]:
        self.near[start].add(end)
        self.near[end].add(start)
        return self.sides.setdefault((min(start, end), max(start, end)), [NONE, NONE])

    def join(self) -> int:
        """Draws loose ends on to the nearest edge within reach, and puts a point where two edges cross;
        how many ends stay loose."""
        cells = _cells(self.points, self.sides)
        cuts: defaultdict[Edge, set[int]] = defaultdict(set)  # by edge: points on it
        loose = 0
        for end in [number for number, near in self.near.items() if len(near) == 1]:
            own, around = self._tail(end), _around(cells, self.points[end])
            near = [self._nearest(end, edge) for edge in around if not own & {*edge}]
            distance, point, edge = min(near, default=(REACH, (0.0, 0.0), (end, end)))
            if distance < REACH:
                number = self._number(point)
                self._edge(end, number)
                cuts[edge].add(number)
            else:
                loose += 1
        for edge in [edge for edge, sides in self.sides.items() if sides == [NONE, NONE]]:
            start, stop = self.points[edge[0]], self.points[edge[1]]
            for other in {*_around(cells, start, stop)}:
                if other < edge and not {*other} & {*edge}:
                    crossing = _crossing(start, stop, *(self.points[each] for each in other))
                    if crossing:
                        number = self._number(crossing)
                        cuts[edge].add(number)
                        cuts[other].add(number)
        for edge, numbers in cuts.items():
            self._cut(edge, numbers - {*edge})
        return loose

    def _nearest(self, end: int, edge: Edge) -> tuple[float, Point, Edge]:
        """How far an edge is from a point, and where on it."""
        (x, y), (a, b), (c, d) = (self.points[number] for number in (end, *edge))
        length = (c - a) ** 2 + (d - b) ** 2
        part = max(0.0, min(1.0, ((x - a) * (c - a) + (y - b) * (d - b)) / length))
        at = a + part * (c - a), b + part * (d - b)
        return hypot(x - at[0], y - at[1]), at, edge

    def _cut(self, edge: Edge, numbers: set[int]) -> None:
        """Replaces an edge by edges between the points on it."""
        if not numbers:
            return
        left, right = self.sides.pop(edge)
        for one, other in (edge, edge[::-1]):
            self.near[one].discard(other)
        x, y = self.points[edge[0]]

        def distance(number: int) -> float:
            return hypot(self.points[number][0] - x, self.points[number][1] - y)

        for one, other in pairs([edge[0], *sorted(numbers, key=distance), edge[1]]):
            sides = self._edge(one, other)
            if sides == [NONE, NONE]:
                sides[:] = (left, right) if one < other else (right, left)

    def _tail(self, end: int) -> set[int]:
        """The points of a line from its loose end on, as far as it may reach back to itself."""
        seen = {end}
        at = end
        while len(ahead := self.near[at] - seen) == 1 and len(seen) < 50:
            (at,) = ahead
            seen.add(at)
        return seen

    def arcs(self) -> Iterator[list[int]]:
        """The numbers of the points of each arc."""
        crossings = {number for number in self.near if not self._passes(number)}
        done: set[Edge] = set()

        def walk(start: int, ahead: int) -> list[int]:
            arc = [start, ahead]
            while arc[-1] not in crossings and arc[-1] != start:
                one, other = self.near[arc[-1]]
                arc.append(other if one == arc[-2] else one)
            done.update((min(pair), max(pair)) for pair in pairs(arc))
            return arc

        for begins in (crossings, self.near):
            for start in begins:
                for ahead in self.near[start]:
                    if (min(start, ahead), max(start, ahead)) not in done:
                        yield walk(start, ahead)

    def _passes(self, number: int) -> bool:
        """Whether one line passes through a point, the same on both sides of it."""
        if len(self.near[number]) != 2:
            return False
        before, after = self.near[number]
        return self.owners(before, number) == self.owners(number, after)

    def owners(self, start: int, end: int) -> tuple[int, int]:
        """Who owns what lies left and right of an edge."""
        left, right = self.sides[min(start, end), max(start, end)]
        return (left, right) if start < end else (right, left)


def pairs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """One number and the next, where they differ."""
    before = NONE
    for number in numbers:
        if before not in (NONE, number):
            yield before, number
        before = number


Cells = dict[tuple[int, int], list[Edge]]


def _cells(points: Sequence[Point], edges: Iterable[Edge]) -> Cells:
    """Edges by the squares that they may touch."""
    cells: Cells = defaultdict(list)
    for edge in edges:
        for cell in _touched(points[edge[0]], points[edge[1]], 0):
            cells[cell].append(edge)
    return cells


def _touched(one: Point, other: Point, margin: float) -> Iterator[tuple[int, int]]:
    (west, east), (south, north) = (sorted(pair) for pair in zip(one, other, strict=True))
    for across in range(floor((west - margin) / CELL), floor((east + margin) / CELL) + 1):
        for up in range(floor((south - margin) / CELL), floor((north + margin) / CELL) + 1):
            yield across, up


def _around(cells: Cells, one: Point, other: Point | None = None) -> Iterator[Edge]:
    """The edges near a point, or that may cross an edge."""
    for cell in _touched(one, other or one, 0 if other else REACH):
        yield from cells.get(cell, ())


def _crossing(one: Point, other: Point, start: Point, end: Point) -> Point | None:
    """Where two edges cross; None if they do not."""
    (a, b), (c, d), (u, v), (x, y) = one, other, start, end
    turn = (c - a) * (y - v) - (d - b) * (x - u)
    if not turn:
        return None
    here = ((u - a) * (y - v) - (v - b) * (x - u)) / turn
    there = ((u - a) * (d - b) - (v - b) * (c - a)) / turn
    if 0 <= here <= 1 and 0 <= there <= 1:
        return a + here * (c - a), b + here * (d - b)
    return None
