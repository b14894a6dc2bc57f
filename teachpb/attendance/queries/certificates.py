"""Reading certificates."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachpb.accounts.models import User
from teachpb.attendance.models import Certificate
from teachpb.cpd.models import CourseDate, Place
from teachpb.db import db


def certificate_by_number(typed: str) -> Certificate | None:
    """The certificate of this number, however it was typed: in lower case, with spaces or without the hyphens."""
    plain = re.sub(r"[^A-Z0-9]", "", typed.upper())[:20]
    if len(plain) != 12:
        return None
    number = "-".join((plain[:4], plain[4:8], plain[8:]))
    return db.session.scalar(_whole().where(Certificate.number == number))


def certificate_of(place_id: int) -> Certificate | None:
    return db.session.scalar(_whole().where(Certificate.place_id == place_id))


def certificates_of_date(run: CourseDate) -> dict[int, Certificate]:
    """The certificates of a date by place."""
    rows = db.session.scalars(_whole().where(Place.course_date_id == run.id))
    return {row.place_id: row for row in rows}


def certificates_of_person(user: User) -> list[Certificate]:
    """A person's own, the newest first; also those that were withdrawn."""
    statement = _whole().where(person_places(user)).order_by(Certificate.completed_on.desc(), Certificate.id.desc())
    return list(db.session.scalars(statement))


def person_places(user: User) -> ColumnElement[bool]:
    """Places whose delegate is this person."""
    return or_(Place.delegate_id == user.id, Place.delegate_email == user.email)


def _whole() -> Select[Certificate]:
    return (
        select(Certificate)
        .join(Certificate.place)
        .options(
            contains_eager(Certificate.place)
            .joinedload(Place.course_date)
            .options(joinedload(CourseDate.course), selectinload(CourseDate.sessions))
        )
    )
