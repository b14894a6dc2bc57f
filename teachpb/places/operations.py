"""Storing postcodes, outcodes and place names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from teachpb.db import db
from teachpb.places.errors import UnreadableFile
from teachpb.places.grid import many_to_wgs84
from teachpb.places.importing import OutcodeLine, PostcodeLine
from teachpb.places.models import Outcode, PlaceKind, PlaceName, Postcode
from teachpb.places.names import place_key
from teachpb.places.postcodes import sector_of

#: How many lines are stored in one go: few enough for the database's limit on parameters.
BATCH = 5_000
_LOOK_UP = 500


@dataclass
class Tally:
    """What an import did."""

    added: int = 0
    moved: int = 0
    unchanged: int = 0
    refused: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.added += other.added
        self.moved += other.moved
        self.unchanged += other.unchanged
        self.refused += other.refused
        return self


def store_postcodes(lines: Sequence[PostcodeLine], /) -> Tally:
    """Add new postcodes and move those that moved; doing it again changes nothing. The last line of a code wins."""
    wanted = {line.code: line for line in lines}
    known = _known_postcodes(list(wanted))
    new = [line for code, line in wanted.items() if code not in known]
    moved = [line for code, line in wanted.items() if code in known and known[code] != (line.easting, line.northing)]
    positions = many_to_wgs84([line.easting for line in (*new, *moved)], [line.northing for line in (*new, *moved)])
    rows = [_row(line, *position) for line, position in zip((*new, *moved), positions, strict=True)]
    if new:
        db.session.execute(insert(Postcode), rows[: len(new)])
    for row in rows[len(new) :]:
        db.session.execute(update(Postcode).where(Postcode.code == row["code"]).values(**row))
    return Tally(added=len(new), moved=len(moved), unchanged=len(wanted) - len(new) - len(moved))


def store_outcodes(lines: Sequence[OutcodeLine], /) -> Tally:
    """Add new outcodes and move those that moved."""
    known = {row.code: row for row in db.session.scalars(select(Outcode))}
    tally = Tally()
    for line in {line.code: line for line in lines}.values():
        row = known.get(line.code)
        if row is None:
            db.session.add(Outcode(code=line.code, latitude=line.latitude, longitude=line.longitude))
            tally.added += 1
        elif (row.latitude, row.longitude) != (line.latitude, line.longitude):
            row.latitude, row.longitude = line.latitude, line.longitude
            tally.moved += 1
        else:
            tally.unchanged += 1
    return tally


def name_place(
    *, name: str, kind: PlaceKind, latitude: float, longitude: float, aliases: Sequence[str] = ()
) -> list[PlaceName]:
    """Add or correct a name people search by, with its other spellings. Raises UnreadableFile for an empty name."""
    rows = []
    for spelling in (name, *aliases):
        key = place_key(spelling)
        if not key:
            raise UnreadableFile("A place needs a name")
        row = db.session.scalar(select(PlaceName).where(PlaceName.key == key)) or PlaceName(key=key)
        row.name, row.kind, row.latitude, row.longitude = name, kind, latitude, longitude
        db.session.add(row)
        rows.append(row)
    db.session.flush()
    return rows


def _row(line: PostcodeLine, latitude: float, longitude: float) -> dict[str, object]:
    return {
        "code": line.code,
        "sector": sector_of(line.code),
        "easting": line.easting,
        "northing": line.northing,
        "latitude": latitude,
        "longitude": longitude,
    }


def _known_postcodes(codes: list[str]) -> dict[str, tuple[int, int]]:
    known: dict[str, tuple[int, int]] = {}
    for start in range(0, len(codes), _LOOK_UP):
        some = select(Postcode.code, Postcode.easting, Postcode.northing).where(
            Postcode.code.in_(codes[start : start + _LOOK_UP])
        )
        known.update({code: (easting, northing) for code, easting, northing in db.session.execute(some)})
    return known
