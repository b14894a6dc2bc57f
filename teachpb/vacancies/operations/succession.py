"""When a school becomes another: its adverts go along."""

from __future__ import annotations

from sqlalchemy import or_, select

from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.schools.models import School
from teachpb.vacancies.models import Vacancy


def follow_succession(*, predecessor: School, successor: School) -> int:
    """Give ``successor`` every vacancy of ``predecessor``, and put it in that one's place. Returns how many changed."""
    theirs = select(Vacancy).where(
        or_(Vacancy.organisation_id == predecessor.id, Vacancy.schools.any(School.id == predecessor.id))
    )
    vacancies = db.session.scalars(theirs).all()
    for vacancy in vacancies:
        if vacancy.organisation_id == predecessor.id:
            vacancy.organisation_id = successor.id
        if predecessor in vacancy.schools:
            others = [school for school in vacancy.schools if school not in (predecessor, successor)]
            vacancy.schools = [*others, successor]
        record(actor=None, verb="vacancy_succeeded", subject=vacancy, organisation_id=successor.id)
    return len(vacancies)
