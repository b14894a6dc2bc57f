"""Where the open jobs are."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import and_, not_, select

from teachpb.db import db
from teachpb.schools.models import School, TypeGroup
from teachpb.vacancies.models import Vacancy, vacancy_schools
from teachpb.vacancies.queries.public import is_open_now


def open_positions() -> dict[int, list[tuple[float, float]]]:
    """Vacancy id -> (latitude, longitude) of every place it is for, in three queries. Without a place it is missing."""
    at_schools = (
        select(vacancy_schools.c.vacancy_id, School.latitude, School.longitude)
        .join(School, School.id == vacancy_schools.c.school_id)
        .join(Vacancy, Vacancy.id == vacancy_schools.c.vacancy_id)
        .where(
            is_open_now(),
            School.latitude.is_not(None),
            School.longitude.is_not(None),
            not_(and_(School.type_group == TypeGroup.college, Vacancy.campus_latitude.is_not(None))),
        )
    )
    at_offices = select(Vacancy.id, Vacancy.office_latitude, Vacancy.office_longitude).where(
        is_open_now(),
        Vacancy.at_head_office,
        Vacancy.office_latitude.is_not(None),
        Vacancy.office_longitude.is_not(None),
    )
    at_campuses = select(Vacancy.id, Vacancy.campus_latitude, Vacancy.campus_longitude).where(
        is_open_now(), Vacancy.campus_latitude.is_not(None), Vacancy.campus_longitude.is_not(None)
    )
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for question in (at_schools, at_offices, at_campuses):
        for vacancy_id, latitude, longitude in db.session.execute(question):
            found[vacancy_id].append((latitude, longitude))
    return dict(found)
