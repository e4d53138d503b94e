"""The faces that lines enclose: lands, cut into their provinces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import atan2
from typing import NamedTuple

from lines import NONE, Lines, Point

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


class Arc(NamedTuple):
    """A line between two crossings: its points, who owns what lies left and right of it, and which
    faces lie there (`NONE`: nobody, none). One without owners on either side runs through a land."""

    points: list[Point]
    owners: tuple[int, int]
    faces: tuple[int, int]


class Face(NamedTuple):
    """What some arcs enclose, and who owns it."""

    owner: int
    box: Box


class _Cycle:
    """Half-arcs (an arc forth is twice its number, back one more) around what lies left of them."""

    def __init__(self, halves: list[int], size: float) -> None:
        self.halves = halves
        self.size = size  # twice its area; the edge of a hole has a negative one
        self.owner = NONE
        self.sea = False
        self.across: set[int] = set()  # cycles beyond lines that run through a land
        self.face = NONE
        self.shape: list[Point] = []
        self.box: Box = (0, 0, 0, 0)


def faces(lines: Lines) -> tuple[list[Arc], list[Face]]:
    """All arcs, and the faces between them."""
    arcs = [*lines.arcs()]
    shapes = [[lines.points[number] for number in arc] for arc in arcs]
    owners = [lines.owners(arc[0], arc[1]) for arc in arcs]
    cycles, around = _cycles(shapes, _turns(lines, arcs))
    for cycle in cycles:
        for half in cycle.halves:
            sides = owners[half // 2]
            if sides == (NONE, NONE):
                cycle.across.add(around[half ^ 1])
            elif sides[half % 2] == NONE:
                cycle.sea = True
            else:
                cycle.owner = sides[half % 2]
    _spread(cycles)
    _fill(cycles)
    found = [cycle for cycle in cycles if cycle.size > 0 and cycle.owner != NONE]
    for number, cycle in enumerate(found):
        cycle.face = number
    for cycle in cycles:
        if cycle.face == NONE and not cycle.sea and cycle.size <= 0:
            within = _around(cycle, found)
            cycle.face = within.face if within else NONE
    lie = [cycles[number].face for number in around]
    beside = [*zip(lie[::2], lie[1::2], strict=True)]
    return (
        [Arc(*each) for each in zip(shapes, owners, beside, strict=True)],
        [Face(cycle.owner, cycle.box) for cycle in found],
    )


def _turns(lines: Lines, arcs: list[list[int]]) -> list[int]:
    """By half-arc: the next one around what lies on its left."""
    leaving: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for index, arc in enumerate(arcs):
        for back, (start, ahead) in enumerate(((arc[0], arc[1]), (arc[-1], arc[-2]))):
            (x, y), (to_x, to_y) = lines.points[start], lines.points[ahead]
            leaving[start].append((atan2(to_y - y, to_x - x), 2 * index + back))
    turns = [NONE] * (2 * len(arcs))
    for star in leaving.values():
        star.sort()
        for at, (_, half) in enumerate(star):
            turns[half ^ 1] = star[at - 1][1]
    return turns


def _cycles(shapes: list[list[Point]], turns: list[int]) -> tuple[list[_Cycle], list[int]]:
    """All cycles, and by half-arc the one it is in."""
    sizes = [_size(shape) for shape in shapes]
    around = [NONE] * len(turns)
    cycles: list[_Cycle] = []
    for first in range(len(turns)):
        if around[first] != NONE:
            continue
        halves = [first]
        while (ahead := turns[halves[-1]]) != first:
            halves.append(ahead)
        for half in halves:
            around[half] = len(cycles)
        cycle = _Cycle(halves, sum((1, -1)[half % 2] * sizes[half // 2] for half in halves))
        for half in halves:
            cycle.shape += shapes[half // 2][::-1][:-1] if half % 2 else shapes[half // 2][:-1]
        xs, ys = zip(*cycle.shape, strict=True)
        cycle.box = min(xs), min(ys), max(xs), max(ys)
        cycles.append(cycle)
    return cycles, around


def _spread(cycles: list[_Cycle]) -> None:
    """What touches no edge of a land is its neighbour's, across lines that run through the land."""
    waiting = [cycle for cycle in cycles if cycle.owner != NONE and not cycle.sea]
    for cycle in waiting:
        for number in cycle.across:
            other = cycles[number]
            if other.owner == NONE and not other.sea:
                other.owner = cycle.owner
                waiting.append(other)


def _fill(cycles: list[_Cycle]) -> None:
    """What lies within a face, and reaches no edge of a land, has the face's owner."""
    found = [cycle for cycle in cycles if cycle.size > 0 and cycle.owner != NONE]
    for cycle in cycles:
        if cycle.size <= 0 and cycle.owner == NONE and not cycle.sea:
            within = _around(cycle, found)
            cycle.owner = within.owner if within else NONE
    _spread(cycles)


def _around(hole: _Cycle, cycles: list[_Cycle]) -> _Cycle | None:
    """The smallest of the cycles that a hole lies in."""
    point = hole.shape[0]
    x, y = point
    within = [
        cycle
        for cycle in cycles
        if cycle.box[0] <= x <= cycle.box[2]
        and cycle.box[1] <= y <= cycle.box[3]
        and hole.owner in (NONE, cycle.owner)
        and inside(cycle.shape, point)
        and point not in cycle.shape
    ]
    return min(within, key=lambda cycle: cycle.size, default=None)


def _size(points: list[Point]) -> float:
    """Twice the area that a line sweeps around the origin, counter-clockwise."""
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(points))


def inside(shape: Sequence[Point], point: Point) -> bool:
    """Whether a point lies within a closed line."""
    x, y = point
    within = False
    for (a, b), (c, d) in zip(shape, [*shape[1:], shape[0]], strict=True):
        if (b > y) != (d > y) and x < a + (y - b) * (c - a) / (d - b):
            within = not within
    return within
