"""What stands on a map of ours without anybody's tiles: names of places, and the river.

The Nene was drawn by hand through the villages it passes, good to a few hundred metres; the names are those of the
gazetteer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from teachpb.places.distance import BoundingBox
from teachpb.places.gazetteer import gazetteer
from teachpb.places.models import Place, PlaceKind

#: From above Oundle by Wansford and the cathedral to the Wash: (latitude, longitude).
NENE = (
    (52.470, -0.455), (52.492, -0.445), (52.520, -0.415), (52.538, -0.396), (52.560, -0.415), (52.578, -0.416),
    (52.572, -0.398), (52.563, -0.376), (52.572, -0.361), (52.569, -0.343), (52.557, -0.334), (52.551, -0.322),
    (52.560, -0.312), (52.566, -0.300), (52.562, -0.287), (52.567, -0.275), (52.563, -0.262), (52.566, -0.247),
    (52.569, -0.235), (52.567, -0.215), (52.574, -0.190), (52.577, -0.160), (52.581, -0.120), (52.592, -0.060),
    (52.603, 0.010), (52.615, 0.065), (52.638, 0.115), (52.666, 0.160), (52.720, 0.175), (52.790, 0.205),
)  # fmt: skip
#: Best known first.
RANKS = {PlaceKind.city: 0, PlaceKind.town: 1, PlaceKind.district: 2, PlaceKind.village: 3}
MOST_LABELS = 60


@lru_cache(maxsize=1)
def _named() -> tuple[Place, ...]:
    """Each place once, best known first; of a district in several parts the whole."""
    places = {place.name: place for place in gazetteer().values() if place.kind in RANKS}
    return tuple(sorted(places.values(), key=lambda place: (RANKS[place.kind], len(place.name), place.name)))


def labels_in(frame: BoundingBox) -> list[Place]:
    """The places within ``frame``, best known first."""
    return [place for place in _named() if frame.holds(place.position)][:MOST_LABELS]


def base_features(frame: BoundingBox) -> list[dict[str, Any]]:
    """GeoJSON features (RFC 7946: longitude first) with ``properties.base``: the river, and a name with its rank."""
    river = {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [[longitude, latitude] for latitude, longitude in NENE]},
        "properties": {"base": "river"},
    }
    names = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
            "properties": {"base": "name", "name": place.name, "rank": RANKS[place.kind]},
        }
        for place in labels_in(frame)
    ]
    return [river, *names]
