"""A sketch map: points, names and the river as figures for an SVG. For a page without scripts, and for paper. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from teachpb.places.basemap import NENE
from teachpb.places.distance import BoundingBox, Position
from teachpb.places.models import Place

WIDTH = 800
HEIGHT = 560
#: A frame is at least so many degrees of latitude high, about four miles, so that one school is not a map of a street.
LEAST_HEIGHT = 0.06
MARGIN = 0.12
#: Pixels a letter of a name takes, and a line of it.
LETTER = 8.5
LINE = 20
#: Where a name may stand, from its place: on it, below, above.
SHIFTS = (0, 24, -24)

#: Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """Something on the map, with how many it stands for and where it leads."""

    name: str
    position: Position
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    name: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Name:
    x: float
    y: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Figures in a frame of ``width`` by ``height``; ``river`` is the points of a polyline."""

    width: int
    height: int
    dots: Sequence[Dot]
    names: Sequence[Name]
    river: str


def frame_of(positions: Sequence[Position]) -> BoundingBox:
    """What to show: every position with a margin, in the shape of the drawing. ``positions`` must not be empty."""
    south, north = min(each[0] for each in positions), max(each[0] for each in positions)
    west, east = min(each[1] for each in positions), max(each[1] for each in positions)
    middle = ((south + north) / 2, (west + east) / 2)
    squeeze = cos(radians(middle[0]))
    height = max((north - south) * (1 + 2 * MARGIN), LEAST_HEIGHT)
    width = max((east - west) * (1 + 2 * MARGIN), height / squeeze * WIDTH / HEIGHT)
    height = max(height, width * squeeze * HEIGHT / WIDTH)
    return BoundingBox(middle[0] - height / 2, middle[0] + height / 2, middle[1] - width / 2, middle[1] + width / 2)


def draw(points: Iterable[Point], labels: Iterable[Place], frame: BoundingBox) -> Drawing:
    """The largest points first, so that small ones stay in reach; a name is left out where it would lie on another."""
    ordered = sorted(points, key=lambda point: (-point.count, point.name))
    dots = [_dot(point, frame) for point in ordered]
    river = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_place(position, frame) for position in NENE))
    return Drawing(WIDTH, HEIGHT, dots, _names(labels, frame, dots), river)


def _place(position: Position, frame: BoundingBox) -> tuple[float, float]:
    """Equirectangular: true enough over a county."""
    x = (position[1] - frame.west) / (frame.east - frame.west) * WIDTH
    y = (frame.north - position[0]) / (frame.north - frame.south) * HEIGHT
    return x, y


def _dot(point: Point, frame: BoundingBox) -> Dot:
    x, y = _place(point.position, frame)
    return Dot(round(x, 1), round(y, 1), round(9 + 3 * sqrt(point.count), 1), point.name, point.count, point.href)


def _names(labels: Iterable[Place], frame: BoundingBox, dots: Iterable[Dot]) -> list[Name]:
    """Each name at its place, or else below or above it; left out where there is no room."""
    kept: list[Name] = []
    taken = [(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot in dots]
    for place in labels:
        x, y = _place(place.position, frame)
        for shift in SHIFTS:
            box = _box(place.name, x, y + shift)
            if _is_inside(box) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                kept.append(Name(round(x, 1), round(y + shift, 1), place.name, place.kind.value))
                break
    return kept


def _box(text: str, x: float, y: float) -> Box:
    half = len(text) * LETTER / 2
    return x - half, y - LINE / 2, x + half, y + LINE / 2


def _is_inside(box: Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
