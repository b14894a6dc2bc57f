"""From what somebody typed to a place."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy import func, select

from teachpb.db import db
from teachpb.places import postcodes
from teachpb.places.gazetteer import gazetteer, outcode_place
from teachpb.places.models import Outcode, Place, PlaceKind, PlaceName, Postcode
from teachpb.places.names import place_key, without_preposition

Locator = Callable[[str], Place | None]

#: Nobody types more to say where.
LONGEST = 200
#: No name holds these, and PostgreSQL takes no NUL.
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

_locators: dict[str, Locator] = {}


def register_locator(name: str, locator: Locator) -> None:
    """Let another room find its own things by name (schools, say). Asked last; given the text as typed, trimmed."""
    _locators[name] = locator


def locate(text: str) -> Place | None:
    """Where ``text`` is: a postcode in any spelling, part of one, a town, village, district or ward, or a school.

    A postcode we do not know (a new street) is placed in the middle of its sector, or else of its district. None when
    nothing fits.
    """
    text = " ".join(_UNREADABLE.sub(" ", text[:LONGEST]).split())
    if not text:
        return None
    return _by_postcode(text) or _by_name(text) or _by_locator(text) or _by_parts(text)


def suggest(text: str, limit: int = 8) -> list[Place]:
    """Places whose name begins with ``text``, best known first; for completing what is being typed."""
    key = place_key(text)
    if not key:
        return []
    found = {
        place.name: place for known, place in gazetteer().items() if known.startswith(key) or f" {key}" in f" {known}"
    }
    return sorted(found.values(), key=lambda place: (not place_key(place.name).startswith(key), place.name))[:limit]


def postcode_count() -> int:
    return db.session.scalar(select(func.count()).select_from(Postcode)) or 0


def _by_postcode(text: str) -> Place | None:
    if code := postcodes.full_postcode(text):
        return _full(code)
    if code := postcodes.sector(text):
        return _sector(code) or _outcode(code[:-2])
    if code := postcodes.outcode(text):
        return _outcode(code)
    return None


def _full(code: str) -> Place | None:
    row = db.session.execute(select(Postcode.latitude, Postcode.longitude).where(Postcode.code == code)).first()
    if row:
        return Place(code, row.latitude, row.longitude, PlaceKind.postcode)
    return _sector(postcodes.sector_of(code)) or _outcode(postcodes.outcode_of(code))


def _sector(code: str) -> Place | None:
    """The middle of a sector's postcodes."""
    middle = select(func.avg(Postcode.latitude), func.avg(Postcode.longitude))
    latitude, longitude = db.session.execute(middle.where(Postcode.sector == code)).one()
    return None if latitude is None else Place(code, float(latitude), float(longitude), PlaceKind.sector)


def _outcode(code: str) -> Place | None:
    row = db.session.execute(select(Outcode.latitude, Outcode.longitude).where(Outcode.code == code)).first()
    return Place(code, row.latitude, row.longitude, PlaceKind.outcode) if row else outcode_place(code)


def _by_name(text: str) -> Place | None:
    for spelling in (text, without_preposition(text), text.removesuffix(" ward")):
        key = place_key(spelling)
        if place := _stored_name(key) or gazetteer().get(key):
            return place
    return None


def _stored_name(key: str) -> Place | None:
    row = db.session.scalar(select(PlaceName).where(PlaceName.key == key)) if key else None
    return Place(row.name, row.latitude, row.longitude, row.kind) if row else None


def _by_locator(text: str) -> Place | None:
    return next((place for locator in _locators.values() if (place := locator(text))), None)


def _by_parts(text: str) -> Place | None:
    """An address: the postcode in it, or its most exact part that is a place (``Werrington, Peterborough``)."""
    if code := postcodes.postcode_within(text):
        return _full(code)
    if len(words := text.split()) > 1 and words[-1].casefold() in {"peterborough", "cambridgeshire", "cambs"}:
        text = " ".join(words[:-1])
        if place := _by_postcode(text.rstrip(", ")) or _by_name(text):
            return place
    parts = (part.strip() for part in text.split(",")) if "," in text else ()
    return next((place for part in parts if part and (place := _by_postcode(part) or _by_name(part))), None)
