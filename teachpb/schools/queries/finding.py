"""One organisation, or the open schools of one local authority."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from teachpb.db import db
from teachpb.places.models import Place, PlaceKind
from teachpb.schools.models import LocalAuthority, Organisation, School, SchoolProfile, Trust
from teachpb.schools.queries.reach import OPEN


def get_school(slug: str) -> School | None:
    """The school at this public address, open or closed, with profile, trust and local authority at hand."""
    return db.session.scalars(_whole_school().where(School.slug == slug)).one_or_none()


def school_by_urn(urn: int) -> School | None:
    return db.session.scalars(_whole_school().where(School.urn == urn)).one_or_none()


def get_organisation(organisation_id: int) -> Organisation | None:
    return db.session.get(Organisation, organisation_id)


def get_trust(slug: str) -> Trust | None:
    return db.session.scalar(select(Trust).where(Trust.slug == slug))


def local_authority(code: str) -> LocalAuthority | None:
    return db.session.scalar(select(LocalAuthority).where(LocalAuthority.code == code))


def open_schools(la_code: str | None = None) -> list[School]:
    """The open schools (of one local authority when its code is given), by name."""
    question = _whole_school().where(School.status.in_(OPEN)).order_by(School.name, School.id)
    if la_code is not None:
        question = question.where(in_authority(la_code))
    return list(db.session.scalars(question))


def in_authority(la_code: str) -> ColumnElement[bool]:
    """The condition that a school belongs to the local authority with this code."""
    return School.local_authority_id.in_(select(LocalAuthority.id).where(LocalAuthority.code == la_code))


def shown_in(la_code: str) -> ColumnElement[bool]:
    """The condition that the public site of a local authority shows a school: its own schools, and those that the
    register has given to nobody. All of England may be held; a city's site shows the city."""
    return or_(School.local_authority_id.is_(None), in_authority(la_code))


def get_shown_school(slug: str, la_code: str) -> School | None:
    """The school at this address if the public may see it here: one of another authority must have a profile."""
    school = get_school(slug)
    if school is None or not la_code or school.profile is not None:
        return school
    authority = school.local_authority
    return school if authority is None or authority.code == la_code else None


def locate_school(text: str) -> Place | None:
    """The open school with exactly this name (case aside), as a place; the oldest when there are several."""
    named = func.lower(School.name) == text.casefold()
    question = select(School.name, School.latitude, School.longitude).where(
        named, School.status.in_(OPEN), School.latitude.is_not(None)
    )
    row = db.session.execute(question.order_by(School.id).limit(1)).first()
    return Place(row.name, row.latitude, row.longitude, PlaceKind.school) if row else None


def _whole_school() -> Select[School]:
    return select(School).options(
        joinedload(School.profile).joinedload(SchoolProfile.photo),
        joinedload(School.trust),
        joinedload(School.local_authority),
    )
