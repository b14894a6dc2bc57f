"""The same results on a map: places with their jobs, a drawing of them, and the points for the map script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from teachpb.places.basemap import base_features, labels_in
from teachpb.places.drawing import Drawing, Point, draw, frame_of
from teachpb.vacancies.presenting import JobCard
from teachpb.vacancies.queries import Found
from teachpb.vacancies.spots import Spot, spots_of

#: So many jobs of one place stand in its bubble; the list has them all.
IN_A_BUBBLE = 6


def map_context(found: Found, cards: Sequence[JobCard]) -> dict[str, Any]:
    by_id = {card.id: card for card in cards}
    spots, unplaced = spots_of(found.vacancies, near=found.place, radius=found.radius)
    return {
        "places": [
            {
                "id": f"place-{number}",
                "name": spot.name,
                "place": spot.place,
                "count": len(spot.ids),
                "cards": [by_id[vacancy_id] for vacancy_id in spot.ids],
            }
            for number, spot in enumerate(spots, 1)
        ],
        "unplaced": [by_id[vacancy_id] for vacancy_id in unplaced],
        "points": points_of(spots, by_id),
        "drawing": drawing_of(spots),
    }


def drawing_of(spots: Sequence[Spot]) -> Drawing | None:
    """A sketch of where they are; None when there is nowhere to show."""
    if not spots:
        return None
    points = [
        Point(spot.name, spot.position, len(spot.ids), f"#place-{number}") for number, spot in enumerate(spots, 1)
    ]
    frame = frame_of([spot.position for spot in spots])
    return draw(points, labels_in(frame), frame)


def points_of(spots: Sequence[Spot], by_id: dict[int, JobCard]) -> dict[str, Any]:
    """GeoJSON (RFC 7946: longitude first): the places, and under them the names and the river."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [spot.position[1], spot.position[0]]},
            "properties": {
                "name": spot.name,
                "count": len(spot.ids),
                "list": f"#place-{number}",
                "items": [
                    {
                        "name": by_id[each].title,
                        "href": url_for("vacancies.show_vacancy", slug=by_id[each].slug),
                        "text": by_id[each].closing,
                    }
                    for each in spot.ids[:IN_A_BUBBLE]
                ],
            },
        }
        for number, spot in enumerate(spots, 1)
    ]
    frame = frame_of([spot.position for spot in spots]) if spots else None
    return {"type": "FeatureCollection", "features": [*(base_features(frame) if frame else []), *features]}
