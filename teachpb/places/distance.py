"""Distances over the ground, in statute miles; positions are (latitude, longitude) in degrees, WGS 84."""

from __future__ import annotations

from math import asin, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

Position = tuple[float, float]

EARTH_RADIUS_MILES = 3958.7613  # the mean radius, 6371.0088 km
METRES_PER_MILE = 1609.344


class BoundingBox(NamedTuple):
    """Everything between these parallels and meridians, edges included."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, position: Position) -> bool:
        return self.south <= position[0] <= self.north and self.west <= position[1] <= self.east


def miles_between(start: Position, end: Position) -> float:
    """The great-circle distance (haversine)."""
    lat_1, lng_1, lat_2, lng_2 = map(radians, (*start, *end))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lng_2 - lng_1) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(half)))


def bounding_box(centre: Position, miles: float) -> BoundingBox:
    """The smallest box that holds every point within ``miles``: a cheap filter before the exact distance.

    Nothing of ours lies near a pole or the date line, where such a box would have to be cut.
    """
    if miles < 0:
        raise ValueError("a radius cannot be negative")
    latitude, longitude = centre
    angle = miles / EARTH_RADIUS_MILES
    reach = degrees(angle)
    ratio = sin(angle) / cos(radians(latitude))
    if ratio >= 1:
        raise ValueError("the circle holds a pole")
    width = degrees(asin(ratio))
    return BoundingBox(latitude - reach, latitude + reach, longitude - width, longitude + width)
