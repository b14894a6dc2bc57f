"""Where documents are: who is within so many miles, and how far away."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import asin, cos, pi, radians, sin, sqrt

from teachpb.search.whoosh_engine.bits import bits_of
from teachpb.search.whoosh_engine.schema import DEGREE, SEPARATOR

Point = tuple[float, float]

EARTH_RADIUS_MILES = 3958.8
MILES_PER_DEGREE = EARTH_RADIUS_MILES * pi / 180


def miles_between(here: Point, there: Point) -> float:
    """Great-circle distance of two (latitude, longitude) in degrees."""
    latitude, longitude = radians(here[0]), radians(here[1])
    other_latitude, other_longitude = radians(there[0]), radians(there[1])
    half = (
        sin((other_latitude - latitude) / 2) ** 2
        + cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(half)))


class Places:
    """The positions of all documents. Many share one (a school has many adverts), so each is measured once."""

    def __init__(self, column: Sequence[bytes]) -> None:
        self._size = len(column)
        self._column = column
        members: dict[Point, list[int]] = {}
        parsed: dict[bytes, tuple[Point, ...]] = {}
        for position, raw in enumerate(column):
            if not raw:
                continue
            points = parsed.get(raw)
            if points is None:
                points = parsed[raw] = parse_points(raw)
            for point in points:
                members.setdefault(point, []).append(position)
        self._points = sorted(members)
        self._members = members
        self._latitudes = [point[0] for point in self._points]
        self._around = lru_cache(maxsize=64)(self._measure)
        self._within = lru_cache(maxsize=64)(self._bits_within)

    def _measure(self, centre: Point, radius: float | None) -> list[tuple[float, Point]]:
        """(miles, point) of every point within ``radius``, nearest first."""
        points = self._points
        if radius is not None:
            # A degree of latitude has everywhere the same length: only a band of the map is looked at.
            reach = radius / MILES_PER_DEGREE
            first = bisect_left(self._latitudes, centre[0] - reach - 1e-4)
            points = points[first : bisect_right(self._latitudes, centre[0] + reach + 1e-4)]
        measured = [(miles_between(centre, point), point) for point in points]
        return sorted(pair for pair in measured if radius is None or pair[0] <= radius)

    def _bits_within(self, centre: Point, radius: float) -> int:
        near = self._around(centre, radius)
        return bits_of((position for _, point in near for position in self._members[point]), self._size)

    def within(self, centre: Point, radius: float) -> int:
        """The documents with a position at most ``radius`` miles from ``centre``."""
        return self._within(centre, radius)

    def nearest_first(self, centre: Point, radius: float | None, flags: bytes, limit: int) -> list[int]:
        """The first ``limit`` flagged documents by distance of their nearest position, then newest first.

        Those without a position come last, and not at all within a radius.
        """
        order: dict[int, None] = {}
        for _, point in self._around(centre, radius):
            order.update((position, None) for position in self._members[point] if flags[position])
            if len(order) >= limit:
                break
        if radius is None and len(order) < limit:
            order.update((at, None) for at in range(self._size) if flags[at] and not self._column[at])
        return list(order)[:limit]

    def miles(self, centre: Point, position: int) -> float | None:
        """From ``centre`` to the nearest position of one document; None when it has none."""
        points = parse_points(self._column[position])
        return min((miles_between(centre, point) for point in points), default=None)


def parse_points(raw: bytes) -> tuple[Point, ...]:
    points = []
    for pair in raw.decode().split(SEPARATOR) if raw else ():
        latitude, _, longitude = pair.partition(",")
        points.append((int(latitude) / DEGREE - 90, int(longitude) / DEGREE - 180))
    return tuple(points)
