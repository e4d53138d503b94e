"""What part of the world shows: the middle of it, and how much a dot is.

Degrees of longitude are shortened as they are in the middle (an equirectangular projection whose standard
parallel goes along), so that shapes near it are true. A dot is as wide as it is high.
"""

from __future__ import annotations

from math import cos, radians
from typing import NamedTuple

from models.geometry import STEPS, Window, easting, northing
from models.overviews.map import Bounds

CLOSEST = 0.002
"""Degrees to a dot: with fewer, the lines are not known well enough."""

SINGLE = 2.0
"""Degrees that show around what is a single point."""

MARGIN = 0.12
"""Of the width and height, left free on each side of what is fitted in."""

KILOMETRES = 111.195
"""To a degree of latitude, on a sphere of 6,371 km."""

LEAST_COS = 0.15
"""Of the latitude by which widths are shortened: at the poles there would be none."""


class Camera(NamedTuple):
    """The middle, `degrees` of latitude to a dot, and how many dots show across and down."""

    lat: float
    lon: float
    degrees: float
    across: int
    down: int

    @property
    def _shortened(self) -> float:
        return max(LEAST_COS, cos(radians(self.lat)))

    @property
    def kilometres(self) -> float:
        """To a dot."""
        return self.degrees * KILOMETRES

    @property
    def scale(self) -> tuple[float, float]:
        """Dots to a step of the grid, eastwards and northwards."""
        return 360 / STEPS * self._shortened / self.degrees, 180 / STEPS / self.degrees

    @property
    def window(self) -> Window:
        """What shows, on the grid; never more than once around the world."""
        to_east, to_north = self.scale
        x, y = easting(self.lon), northing(self.lat)
        half = min(self.across / 2 / to_east, STEPS / 2)
        return Window(
            x - half, y - self.down / 2 / to_north, x + half, y + self.down / 2 / to_north
        )

    def dot(self, lat: float, lon: float) -> tuple[int, int]:
        """Where a point stands, in dots from the left and from the top; it may be outside."""
        turned = (lon - self.lon + 180) % 360 - 180
        x = turned * self._shortened / self.degrees + self.across / 2
        return round(x), round((self.lat - lat) / self.degrees + self.down / 2)

    def shows(self, lat: float, lon: float, margin: int = 0) -> bool:
        """Whether a point is in view, so many dots from the edge at least."""
        x, y = self.dot(lat, lon)
        return margin <= x < self.across - margin and margin <= y < self.down - margin

    def at(self, lat: float, lon: float) -> Camera:
        """With another middle."""
        return self._replace(lat=max(-90, min(90, lat)), lon=(lon + 180) % 360 - 180)

    def panned(self, across: float, down: float) -> Camera:
        """Moved by parts of what shows."""
        lon = self.lon + across * self.across * self.degrees / self._shortened
        return self.at(self.lat - down * self.down * self.degrees, lon)

    def closer(self, times: float) -> Camera:
        """With dots that are so many times smaller, no smaller and no larger than makes sense."""
        widest = max(180 / self.down, 360 * self._shortened / self.across)
        return self._replace(degrees=max(CLOSEST, min(widest, self.degrees / times)))

    def resized(self, across: int, down: int) -> Camera:
        """The same on a screen of another size."""
        return self._replace(across=across, down=down).closer(1)


def fitted(bounds: Bounds, across: int, down: int) -> Camera:
    """So that all of the bounds shows."""
    lat, lon = (bounds.south + bounds.north) / 2, (bounds.west + bounds.east) / 2
    camera = Camera(lat, (lon + 180) % 360 - 180, 1.0, across, down)
    wide = max(SINGLE, bounds.east - bounds.west) * camera._shortened / across
    high = max(SINGLE, bounds.north - bounds.south) / down
    return camera.closer((1 - 2 * MARGIN) / max(wide, high))


def round_length(most: float) -> float:
    """The longest round length (1, 2 or 5 times a power of ten) that is at most so long."""
    power = 10.0 ** len(str(int(most))) if most >= 1 else 1.0
    while True:
        for step in (5, 2, 1):
            if step * power <= most:
                return step * power
        power /= 10
