"""One organisation, or the open schools of one local authority."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from teachpb.db import db
from teachpb.schools.models import LocalAuthority, Organisation, School, Trust
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


def _whole_school() -> Select[School]:
    return select(School).options(
        joinedload(School.profile), joinedload(School.trust), joinedload(School.local_authority)
    )
