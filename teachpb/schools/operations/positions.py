"""Where schools are: the register's grid reference, or else their postcode's position when that is known.

An extract without grid references leaves a position alone until the school moves to another postcode.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from teachpb.db import db
from teachpb.places.grid import is_on_grid, many_to_wgs84
from teachpb.places.models import Postcode
from teachpb.schools.gias.row import RegisterRow

Position = tuple[float, float]


class Positions:
    """The positions of one batch of rows, worked out together."""

    def __init__(self, rows: Sequence[RegisterRow], held: Mapping[int, Mapping[str, Any]]) -> None:
        self._held = held
        self._on_grid = _from_grid(rows)
        self._of_postcode = _of_postcodes([row for row in rows if row.urn not in self._on_grid])

    def of(self, row: RegisterRow) -> dict[str, Any]:
        """The columns to store: nothing when the present position stands."""
        before = self._held.get(row.urn)
        if "easting" not in row.values and before is not None and not _has_moved(row, before):
            return {}
        position = self._on_grid.get(row.urn) or self._of_postcode.get(row.values.get("postcode", ""))
        latitude, longitude = position or (None, None)
        found = {"latitude": latitude, "longitude": longitude}
        return found if "easting" in row.values else {**found, "easting": None, "northing": None}


def _has_moved(row: RegisterRow, before: Mapping[str, Any]) -> bool:
    """Is there reason to look again: another postcode, or no position so far?"""
    if "postcode" not in row.values:
        return False
    return bool(before["latitude"] is None or row.values["postcode"] != before["postcode"])


def _from_grid(rows: Sequence[RegisterRow]) -> dict[int, Position]:
    points = [
        (row.urn, row.values["easting"], row.values["northing"])
        for row in rows
        if row.values.get("easting") and row.values.get("northing")
    ]
    points = [point for point in points if is_on_grid(point[1], point[2])]
    if not points:
        return {}
    urns, eastings, northings = zip(*points, strict=True)
    return dict(zip(urns, many_to_wgs84(eastings, northings), strict=True))


def _of_postcodes(rows: Sequence[RegisterRow]) -> dict[str, Position]:
    codes = {row.values["postcode"] for row in rows if row.values.get("postcode")}
    if not codes:
        return {}
    question = select(Postcode.code, Postcode.latitude, Postcode.longitude).where(Postcode.code.in_(codes))
    return {code: (latitude, longitude) for code, latitude, longitude in db.session.execute(question)}
