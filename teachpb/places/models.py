"""Where postcodes and named places are. Positions are degrees, WGS 84."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from teachpb.db import EnumText, LabelledEnum, Model


class PlaceKind(LabelledEnum):
    """How exact a place is."""

    postcode = "postcode", "Postcode"
    sector = "sector", "Part of a postcode district"
    outcode = "outcode", "Postcode district"
    district = "district", "Part of Peterborough"
    village = "village", "Village"
    town = "town", "Town"
    city = "city", "City"
    ward = "ward", "Ward"
    school = "school", "School"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere, by name and position."""

    name: str
    latitude: float
    longitude: float
    kind: PlaceKind

    @property
    def position(self) -> tuple[float, float]:
        return self.latitude, self.longitude


class Postcode(Model):
    """One postcode, written with its space; ``easting`` and ``northing`` are metres, as published."""

    __tablename__ = "postcodes"

    code: Mapped[str] = mapped_column(String(8), unique=True)
    sector: Mapped[str] = mapped_column(String(6), index=True)
    easting: Mapped[int]
    northing: Mapped[int]
    latitude: Mapped[float]
    longitude: Mapped[float]


class Outcode(Model):
    """The middle of an outward code."""

    __tablename__ = "outcodes"

    code: Mapped[str] = mapped_column(String(4), unique=True)
    latitude: Mapped[float]
    longitude: Mapped[float]


class PlaceName(Model):
    """A name people search by, besides those of the built-in gazetteer; ``key`` is the name as it is compared.

    An alias is a row of its own with the same ``name``. A row here goes before the gazetteer's entry.
    """

    __tablename__ = "place_names"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_degrees"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_degrees"),
    )

    key: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[PlaceKind] = mapped_column(EnumText(PlaceKind))
    latitude: Mapped[float]
    longitude: Mapped[float]
