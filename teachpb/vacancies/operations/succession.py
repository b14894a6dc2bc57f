"""When a school becomes another: its adverts and templates go along."""

from __future__ import annotations

from sqlalchemy import or_, select

from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.schools.models import School
from teachpb.vacancies.models import Vacancy, VacancyTemplate
from teachpb.vacancies.operations.templates import name_key


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
    _hand_over_templates(predecessor, successor)
    return len(vacancies)


def _hand_over_templates(predecessor: School, successor: School) -> None:
    """Where the successor has a template of the same name, the old one says where it comes from."""
    names = set(_name_keys(successor))
    for template in db.session.scalars(
        select(VacancyTemplate).where(VacancyTemplate.organisation_id == predecessor.id)
    ):
        if template.name_key in names:
            template.name = f"{template.name[:40].strip()} ({predecessor.name[:20].strip()}, {template.id})"
            template.name_key = name_key(template.name)
        template.organisation_id = successor.id
        record(actor=None, verb="template_succeeded", subject=template, organisation_id=successor.id)
    db.session.flush()


def _name_keys(organisation: School) -> list[str]:
    question = select(VacancyTemplate.name_key).where(VacancyTemplate.organisation_id == organisation.id)
    return list(db.session.scalars(question))
